//! One pass over lines that finds where patterns may match. The literals that patterns need are looked for all at once; at the end of each line
//! every pattern of which all is there is followed from the rarest of its sets to both sides, as far as the others may be from it.

use std::{cell::RefCell, collections::HashMap, fmt, ops::Range};

use super::{
    Pattern, Stretch, Window, Zones,
    automata::{self, Automaton},
    chain::{Chain, Gap},
    nearby::Nearby,
    reach::{CLAUSE, REACHES, Reach, SENTENCE},
    stood::{Lists, Members, Parts, Stood},
    trigger::{self, END, Literals, START},
};
use crate::view::Zone;

/// What the patterns of one layer need.
#[derive(Default)]
pub(super) struct Scanner {
    /// Finds every literal, by its number; `None` where there is nothing to look for. The first literals are what ends a stretch.
    automaton: Option<Automaton>,
    /// The literals that stand for the beginning of a line, and its end; which the automaton does not find.
    edges: [Option<usize>; 2],
    members: Members,
    /// Sets that stand in nearly every sentence: they are not looked for but where one of another set stands near.
    nearby: Vec<Nearby>,
    /// For each set the entries that are looked at where one of it stands: those of which it is the rarest.
    leads: Lists,
    /// For a character those that are looked at where a line begins with it.
    beginning: HashMap<char, Vec<usize>>,
    /// For each entry its sets.
    needed: Lists,
    entries: Vec<Entry>,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Scanner").field("members", &self.members).field("entries", &self.entries).finish_non_exhaustive()
    }
}

/// What one pattern needs.
#[derive(Debug)]
struct Entry {
    /// Its place in the dictionary.
    place: usize,
    zones: Zones,
    reach: Reach,
    /// What a line begins with in which it matches.
    first: Option<Literals>,
    /// Its sets.
    chain: Chain<Set>,
}

/// A set of literals.
#[derive(Debug, Clone, Copy)]
struct Set {
    /// Its number, among those that are looked for everywhere or among those that are not.
    number: Number,
    /// How long the shortest of it is, and the longest (bytes).
    lengths: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Everywhere(usize),
    Nearby(usize),
}

impl Set {
    /// Its number among the sets that are looked for everywhere.
    fn everywhere(self) -> Option<usize> {
        match self.number {
            Number::Everywhere(number) => Some(number),
            Number::Nearby(_) => None,
        }
    }
}

/// What ends a stretch of a line, and which.
const ENDS: [(&str, Reach); 3] = [(SENTENCE[0], Reach::Sentence), (CLAUSE[0], Reach::Clause), (CLAUSE[1], Reach::Clause)];

/// Sets of literals as they are numbered.
#[derive(Default)]
struct Numbering<'p> {
    literals: HashMap<&'p str, usize>,
    /// The numbers of sets, by where they stand: one that is shared, as those known beforehand are, has one number; others may be equal.
    known: HashMap<usize, usize>,
    /// What was found of sets, by where they stand.
    measures: HashMap<usize, (bool, (usize, usize))>,
    /// The literals of each set.
    sets: Vec<Vec<usize>>,
    nearby: Vec<Literals>,
}

impl<'p> Numbering<'p> {
    fn literal(&mut self, text: &'p str) -> usize {
        let next = self.literals.len();
        *self.literals.entry(text).or_insert(next)
    }

    /// Whether a set stands in nearly every sentence, and how long the shortest of it is, and the longest (bytes).
    fn measured(&mut self, set: &Literals) -> (bool, (usize, usize)) {
        let measure = || (trigger::is_common(set) && !trigger::is_edge(set), trigger::lengths(set));
        *self.measures.entry(set.address()).or_insert_with(measure)
    }

    /// A set that is looked for everywhere.
    fn everywhere(&mut self, set: &'p Literals) -> Number {
        let number = self.known.get(&set.address()).copied().unwrap_or_else(|| {
            let literals = set.iter().map(|text| self.literal(text)).collect();
            self.sets.push(literals);
            self.sets.len().saturating_sub(1)
        });
        self.known.insert(set.address(), number);
        Number::Everywhere(number)
    }

    /// A set that is looked for near others.
    fn nearby(&mut self, set: &Literals) -> Number {
        let known = self.nearby.iter().position(|known| known == set);
        Number::Nearby(known.unwrap_or_else(|| {
            self.nearby.push(set.clone());
            self.nearby.len().saturating_sub(1)
        }))
    }
}

impl Scanner {
    /// For patterns with their places in a dictionary. Each needs something.
    pub(super) fn of(patterns: &[(usize, Zones, &Pattern)]) -> Self {
        let mut numbering = Numbering::default();
        for (end, _) in ENDS {
            numbering.literal(end);
        }
        let (mut entries, mut leads) = (Vec::new(), Vec::new());
        let mut beginning: HashMap<char, Vec<usize>> = HashMap::new();
        for (place, zones, pattern) in patterns {
            let needs = pattern.needs();
            let Some(lead) = needs.rarest() else { continue };
            let chain = needs.chain.with(|set| {
                let (common, lengths) = numbering.measured(set);
                let number = if common && set != lead { numbering.nearby(set) } else { numbering.everywhere(set) };
                Set { number, lengths }
            });
            let Some(rarest) = chain.links.get(needs.rarest).and_then(|link| link.trigger.everywhere()) else { continue };
            leads.resize(numbering.sets.len(), Vec::new());
            match &needs.first {
                Some(first) if trigger::is_edge(lead) => {
                    let characters = first.iter().flat_map(str::chars);
                    characters.for_each(|one| beginning.entry(one).or_default().push(entries.len()));
                }
                _ => leads.get_mut(rarest).into_iter().for_each(|leads: &mut Vec<usize>| leads.push(entries.len())),
            }
            entries.push(Entry { place: *place, zones: *zones, reach: needs.reach, first: needs.first.clone(), chain });
        }
        let members = Members::of(&numbering.sets, numbering.literals.len());
        let edges = [START, END].map(|edge| numbering.literals.remove(edge));
        let numbered = numbering.literals.iter().filter_map(|(text, number)| Some((*text, u32::try_from(*number).ok()?)));
        let automaton = if patterns.is_empty() { None } else { automata::of(numbered.collect()) };
        let needed = Lists::of(entries.iter().map(|entry| entry.chain.links.iter().filter_map(|link| link.trigger.everywhere())));
        Self {
            automaton,
            edges,
            members,
            nearby: numbering.nearby.iter().map(Nearby::of).collect(),
            leads: Lists::of(leads),
            beginning,
            needed,
            entries,
        }
    }

    /// What finds its literals.
    pub(super) fn automaton(&self) -> Option<&Automaton> {
        self.automaton.as_ref()
    }

    /// Adds the windows of each pattern in lines of text, by its place in the dictionary; those of one pattern in order.
    pub(super) fn scan<'t>(&self, lines: impl Iterator<Item = (Zone, &'t str)>, found: &mut Vec<(usize, Window)>) {
        let Some(automaton) = &self.automaton else { return };
        STOOD.with_borrow_mut(|stood| {
            stood.make_room(&self.members);
            self.scan_into(
                automaton,
                lines,
                Scan { scanner: self, stood, ends: Default::default(), may_match: Vec::new() },
                found,
            );
        });
    }

    fn scan_into<'t>(
        &self,
        automaton: &Automaton,
        lines: impl Iterator<Item = (Zone, &'t str)>,
        mut scan: Scan,
        found: &mut Vec<(usize, Window)>,
    ) {
        let [start, end] = self.edges;
        for (line, (zone, text)) in lines.enumerate() {
            scan.stood.begin();
            start.into_iter().for_each(|start| scan.stood.meet(start, 0));
            for event in automaton.find_overlapping_iter(text) {
                let Ok(literal) = usize::try_from(event.value()) else { continue };
                scan.stood.meet(literal, event.end());
                if let Some((_, reach)) = ENDS.get(literal) {
                    scan.stood.end(*reach);
                    let smaller = scan.ends.iter_mut().take(reach.index().saturating_add(1));
                    smaller.for_each(|ends| ends.push(event.start()..event.end()));
                }
            }
            end.into_iter().for_each(|end| scan.stood.meet(end, text.len()));
            scan.end((line, zone), text, found);
        }
    }
}

thread_local! {
    /// Used again from one document to the next; empty between lines.
    static STOOD: RefCell<Stood> = RefCell::default();
}

/// A pass over lines: what stands in the line in hand.
struct Scan<'n> {
    scanner: &'n Scanner,
    stood: &'n mut Stood,
    /// For each reach but the line what ends it there, in order.
    ends: [Vec<Range<usize>>; REACHES - 1],
    /// The entries of which all sets stand there, with the parts of the line in which they do.
    may_match: Vec<(usize, Parts)>,
}

/// The first and the last place where something may be.
type Places = (usize, usize);

impl Scan<'_> {
    /// Ends a line: gives the patterns their windows in it.
    fn end(&mut self, (line, zone): (usize, Zone), text: &str, found: &mut Vec<(usize, Window)>) {
        let scanner = self.scanner;
        self.stood.meet_sets(&scanner.members);
        let first = text.chars().next();
        let beginning = first.and_then(|first| scanner.beginning.get(&first)).into_iter().flatten().copied();
        let led = self.stood.met().flat_map(|set| scanner.leads.get(set)).chain(beginning);
        let first = text.get(..first.map_or(0, char::len_utf8)).unwrap_or_default();
        let begins = |entry: &Entry| entry.first.as_ref().is_none_or(|set| set.has(first));
        let may_match = |number: usize| {
            let all = scanner.needed.get(number).try_fold(Parts::ALL, |parts, set| Some(parts.and(self.stood.parts(set)?)))?;
            let here = |entry: &Entry| all.hold(entry.reach) && entry.zones.include(zone) && begins(entry);
            scanner.entries.get(number).is_some_and(here).then_some((number, all))
        };
        self.may_match.extend(led.filter_map(may_match));
        if !self.may_match.is_empty() {
            self.stood.sort();
        }
        while let Some((number, all)) = self.may_match.pop() {
            let Some(entry) = scanner.entries.get(number) else { continue };
            self.windows(entry, all, text, line, found);
        }
        self.stood.clear();
        self.ends.iter_mut().for_each(Vec::clear);
    }

    /// Where in the line a pattern may match, of which all sets stand in some parts of it.
    fn windows(&mut self, entry: &Entry, all: Parts, text: &str, line: usize, found: &mut Vec<(usize, Window)>) {
        let everywhere =
            entry.chain.links.iter().enumerate().filter_map(|(index, link)| Some((index, link.trigger.everywhere()?)));
        let Some((rarest, set)) = everywhere.min_by_key(|(_, set)| self.stood.count(*set)) else { return };
        let (first, places) = (found.len(), self.stood.ask(set, &self.scanner.members));
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
        let Chain { before, links } = &entry.chain;
        let mut starts = starts(links.get(from)?.trigger, (end, end));
        for link in links.get(..from)?.iter().rev() {
            let reached = self.left(starts, link.after, within);
            starts = self::starts(link.trigger, self.among(link.trigger, reached, text)?);
        }
        let mut ends = (end, end);
        for (link, next) in links.get(from..)?.iter().zip(links.get(from.saturating_add(1)..)?) {
            let (shortest, longest) = next.trigger.lengths;
            let (low, high) = self.right(ends, link.after, within);
            let reached = (low.saturating_add(shortest), high.saturating_add(longest).min(within.end));
            ends = self.among(next.trigger, reached, text)?;
        }
        let last = links.last()?.after;
        let ((start, latest), (earliest, end)) = (self.left(starts, *before, within), self.right(ends, last, within));
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
                let places = self.stood.ask(set, &self.scanner.members);
                self.stood.among(places, range)
            }
            Number::Nearby(_) if range.1.saturating_sub(range.0) > WIDE => (range.0 <= range.1).then_some(range),
            Number::Nearby(number) => self.scanner.nearby.get(number)?.among(range, text),
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

    use super::super::{Dictionary, Layer, Words, machine::tests::pattern};
    use super::*;
    use crate::view::Zone;

    /// Where a pattern may match in a line.
    fn windows(pattern: &Pattern, text: &str) -> Vec<Stretch> {
        let dictionary = Dictionary::of([(Zones::Any, vec![(Layer::View, pattern)])]);
        let windows = dictionary.windows([(Zone::Body, text)].into_iter(), [(Zone::Body, "")].into_iter());
        match dictionary.windows_of(pattern, &windows) {
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
