//! One pass over lines that finds where patterns may match. The literals that patterns need are looked for all at once; at the end of each line
//! every pattern of which all is there is followed from the rarest of its sets to both sides, as far as the others may be from it.

use std::{borrow::Cow, cell::RefCell, fmt, ops::Range};

use super::{
    Stretch, Window, ZONES,
    automata::Automaton,
    chain::Gap,
    numbering::ENDS,
    reach::{REACHES, Reach},
    stood::{Parts, Stood},
    table::{Entry, Number, Set, Table},
};
use crate::view::Zone;

/// Looks for what the patterns of one layer need.
#[derive(Default)]
pub(super) struct Scanner {
    /// What they need: see [`Table`].
    table: Cow<'static, [u8]>,
    /// Finds every literal, by its number; `None` where there is nothing to look for. The first literals are what ends a stretch.
    automaton: Option<Automaton>,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Scanner").field("table", &Table::read(&self.table)).finish_non_exhaustive()
    }
}

impl Scanner {
    /// For tables as `numbering.rs` makes them, and the automaton for their literals.
    pub(super) fn of(table: Cow<'static, [u8]>, automaton: Option<Automaton>) -> Self {
        Self { table, automaton }
    }

    /// Adds the windows of each pattern in lines of text, by its place in the dictionary; those of one pattern in order.
    pub(super) fn scan<'t>(&self, lines: impl Iterator<Item = (Zone, &'t str)>, found: &mut Vec<(usize, Window)>) {
        let (Some(automaton), Some(table)) = (&self.automaton, Table::read(&self.table)) else { return };
        STOOD.with_borrow_mut(|stood| {
            stood.make_room(&table.members);
            let mut scan = Scan { table: &table, stood, ends: Default::default(), may_match: Vec::new() };
            let [start, end] = table.edges();
            for (line, (zone, text)) in lines.enumerate() {
                scan.stood.begin();
                start.into_iter().for_each(|start| scan.stood.meet(start, 0));
                scan.meet_literals(automaton, text);
                end.into_iter().for_each(|end| scan.stood.meet(end, text.len()));
                scan.end((line, zone), text, found);
            }
        });
    }
}

thread_local! {
    /// Used again from one document to the next; empty between lines.
    static STOOD: RefCell<Stood> = RefCell::default();
}

/// A pass over lines: what stands in the line in hand.
struct Scan<'n> {
    table: &'n Table<'n>,
    stood: &'n mut Stood,
    /// For each reach but the line what ends it there, in order.
    ends: [Vec<Range<usize>>; REACHES - 1],
    /// The entries of which all sets stand there, with the parts of the line in which they do.
    may_match: Vec<(usize, Parts)>,
}

/// The first and the last place where something may be.
type Places = (usize, usize);

impl Scan<'_> {
    /// Notes the literals that stand in a line.
    fn meet_literals(&mut self, automaton: &Automaton, text: &str) {
        for event in automaton.find_overlapping_iter(text) {
            let Ok(literal) = usize::try_from(event.value()) else { continue };
            self.stood.meet(literal, event.end());
            if let Some((_, reach)) = ENDS.get(literal) {
                self.stood.end(*reach);
                let smaller = self.ends.iter_mut().take(reach.index().saturating_add(1));
                smaller.for_each(|ends| ends.push(event.start()..event.end()));
            }
        }
    }

    /// Ends a line: gives the patterns their windows in it.
    fn end(&mut self, (line, zone): (usize, Zone), text: &str, found: &mut Vec<(usize, Window)>) {
        let table = self.table;
        self.stood.meet_sets(&table.members);
        let first = text.chars().next();
        let led = self.stood.met().flat_map(|set| table.leads.of(set));
        let led = led.chain(first.into_iter().flat_map(|first| table.beginning(first)));
        let zones = ZONES.map(|(_, zones)| zones.include(zone));
        let may_match = |number: usize| {
            let all = table.needed.of(number).try_fold(Parts::ALL, |parts, set| Some(parts.and(self.stood.parts(set)?)))?;
            table.admits(number, &zones, first, |reach| all.hold(reach)).then_some((number, all))
        };
        self.may_match.extend(led.filter_map(may_match));
        if !self.may_match.is_empty() {
            self.stood.sort();
        }
        while let Some((number, all)) = self.may_match.pop() {
            let Some(entry) = table.entry(number) else { continue };
            self.windows(&entry, all, text, line, found);
        }
        self.stood.clear();
        self.ends.iter_mut().for_each(Vec::clear);
    }

    /// Where in the line a pattern may match, of which all sets stand in some parts of it.
    fn windows(&mut self, entry: &Entry, all: Parts, text: &str, line: usize, found: &mut Vec<(usize, Window)>) {
        let everywhere = entry.links.iter().enumerate().filter_map(|(index, link)| Some((index, link.set.everywhere()?)));
        let Some((rarest, set)) = everywhere.min_by_key(|(_, set)| self.stood.count(*set)) else { return };
        let (first, places) = (found.len(), self.stood.ask(set, &self.table.members));
        for place in places {
            let Some(end) = self.stood.place(place) else { continue };
            let (part, within) = self.stretch(entry.reach, end, text.len());
            if !all.has(entry.reach, part) {
                continue;
            }
            let Some(reached) = self.follow(entry, rarest, end, text, &within) else { continue };
            let mut stretch = Stretch {
                start: text.floor_char_boundary(reached.start.max(within.start)),
                latest: reached.latest,
                end: text.ceil_char_boundary(reached.end.min(within.end)),
            };
            let last = |found: &[(usize, Window)]| found.get(first..)?.last().map(|(_, last)| last.stretch);
            while let Some(last) = last(found).filter(|last| stretch.start <= last.end) {
                stretch = Stretch {
                    start: stretch.start.min(last.start),
                    latest: stretch.latest.max(last.latest),
                    end: stretch.end.max(last.end),
                };
                found.pop();
            }
            found.push((entry.place, Window { line, stretch }));
        }
    }

    /// The stretch of the line beyond which no match reaches that holds what ends at a byte, and which it is of all.
    fn stretch(&self, reach: Reach, end: usize, length: usize) -> (usize, Range<usize>) {
        let Some(ends) = self.ends.get(reach.index()) else { return (0, 0..length) };
        let next = ends.partition_point(|one| one.start < end);
        let start = next.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |last| last.end);
        (next, start..ends.get(next).map_or(length, |next| next.start))
    }

    /// Where a match lies that has one of its sets end at a byte; `None` where others are missing.
    fn follow(&mut self, entry: &Entry, from: usize, end: usize, text: &str, within: &Range<usize>) -> Option<Stretch> {
        let links = entry.links;
        let mut here = links.of(from..)?.iter();
        let rarest = here.next()?;
        let mut starts = starts(rarest.set, (end, end));
        for link in links.of(..from)?.iter().rev() {
            let reached = self.left(starts, link.after, within);
            starts = self::starts(link.set, self.among(link.set, reached, text)?);
        }
        let (mut ends, mut after) = ((end, end), rarest.after);
        for next in here {
            let (shortest, longest) = next.set.lengths;
            let (low, high) = self.right(ends, after, within);
            let reached = (low.saturating_add(shortest), high.saturating_add(longest).min(within.end));
            ends = self.among(next.set, reached, text)?;
            after = next.after;
        }
        let ((start, latest), (earliest, end)) = (self.left(starts, entry.before, within), self.right(ends, after, within));
        (start <= latest && earliest <= end).then_some(Stretch { start, latest, end })
    }

    /// The places at which something may end before a gap that ends at others.
    fn left(&self, (first, last): Places, gap: Gap, within: &Range<usize>) -> Places {
        let (min, max) = bytes(gap);
        let limit = || self.stretch(gap.reach, first, within.end).1.start;
        (max.map_or_else(limit, |max| first.saturating_sub(max)).max(within.start), last.saturating_sub(min))
    }

    /// The places at which something may begin after a gap that begins at others.
    fn right(&self, (first, last): Places, gap: Gap, within: &Range<usize>) -> Places {
        let (min, max) = bytes(gap);
        let limit = || self.stretch(gap.reach, last, within.end).1.end;
        (first.saturating_add(min), max.map_or_else(limit, |max| last.saturating_add(max)).min(within.end))
    }

    /// The first and the last place in a range at which one of a set ends. Of a set that is not looked for everywhere, any place of a large
    /// range.
    fn among(&mut self, set: Set, range: Places, text: &str) -> Option<Places> {
        match set.number {
            Number::Everywhere(set) => {
                let places = self.stood.ask(set, &self.table.members);
                self.stood.among(places, range)
            }
            Number::Nearby(_) if range.1.saturating_sub(range.0) > WIDE => (range.0 <= range.1).then_some(range),
            Number::Nearby(number) => self.table.nearby.get(number)?.among(range, text),
        }
    }
}

/// In a range of so many bytes a text is looked at again.
const WIDE: usize = 64;

/// Where what ends at places may begin.
fn starts(set: Set, (first, last): Places) -> Places {
    let (shortest, longest) = set.lengths;
    (first.saturating_sub(longest), last.saturating_sub(shortest))
}

fn bytes(gap: Gap) -> (usize, Option<usize>) {
    let bytes = |bytes: u32| usize::try_from(bytes).unwrap_or(usize::MAX);
    (bytes(gap.min), gap.max.map(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Dictionary, Layer, Pattern, Wanted, Words, Zones, machine::tests::pattern};
    use super::*;
    use crate::view::Zone;

    /// Where a pattern may match in a line.
    fn windows(pattern: &Pattern, text: &str) -> Vec<Stretch> {
        let dictionary = Dictionary::of([Wanted { zones: Zones::Any, finds: vec![(Layer::View, pattern)], guards: Vec::new() }]);
        let windows = dictionary.windows([(Zone::Body, text)].into_iter(), [(Zone::Body, "")].into_iter());
        match dictionary.windows_of(Layer::View, pattern, &windows) {
            Some(windows) => windows.iter().map(|window| window.stretch).collect(),
            None => vec![Stretch::all(text)],
        }
    }

    #[test]
    fn a_window_reaches_as_far_as_a_match_can() {
        let window = |pattern: &str, text: &'static str| {
            let pattern = Pattern::compile(pattern, &Words::new()).unwrap();
            windows(&pattern, text).into_iter().map(|window| &text[window.range()]).collect::<Vec<_>>()
        };
        assert_eq!(window("甲[^,。]{0,3}乙", "丙甲丙乙,甲。乙,甲丙丙丙丙丙丙乙"), ["甲丙乙"]);
        assert_eq!(window("甲[^。]*乙丙?", "丙。丙甲丙,丙乙丙丙。乙"), ["甲丙,丙乙丙"]);
        assert_eq!(window("^甲+", "甲甲。甲"), ["甲甲"]);
        assert_eq!(window("甲乙|丙丁", "丙乙,丙丁,甲丁"), ["丙丁"]);
        assert_eq!(window("乙{2}", "乙,乙乙"), ["乙乙"]);
    }

    #[test]
    fn a_match_begins_where_what_it_begins_with_stands() {
        let latest = |pattern: &str, text: &'static str| {
            let pattern = Pattern::compile(pattern, &Words::new()).unwrap();
            windows(&pattern, text).into_iter().map(|window| &text[window.start..=window.latest + 2]).collect::<Vec<_>>()
        };
        assert_eq!(latest("甲[^。]*乙", "丙甲丙甲丙丙,乙"), ["甲丙甲"]);
        assert_eq!(latest("丙{0,2}甲丁*乙", "丙丙丙甲丁丁乙丁"), ["丙丙甲"]);
        assert_eq!(latest("[一-龥]{2}甲丁*乙", "丙丙丙甲丁丁乙丁"), ["丙"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_is_found_in_windows_is_what_regex_finds(pattern in pattern(), text in "[甲乙丙,。aB 1]{0,24}") {
            let pattern = Pattern::compile(&pattern, &Words::new()).unwrap();
            let found = windows(&pattern, &text).into_iter().flat_map(|window| pattern.matches_in(&text, window));
            let found: Vec<_> = found.map(|hit| hit.whole()).collect();
            let expected: Vec<_> = pattern.regex().unwrap().find_iter(&text).map(|found| found.range()).collect();
            let expected: Vec<_> = expected.into_iter().filter(|range| !range.is_empty()).collect();
            prop_assert_eq!(found, expected, "{} {}", pattern.written(), text);
        }
    }
}
