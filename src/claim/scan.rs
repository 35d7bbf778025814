//! One pass over lines that finds where patterns may match. The literals that patterns need are looked for all at once; at the end of each line
//! every pattern of which all is there is followed from the rarest of its sets to both sides, as far as the others may be from it.

use std::{cell::RefCell, collections::HashMap, fmt, ops::Range};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::{
    Pattern, Stretch, Window,
    chain::{Chain, Gap, Link},
    reach::{CLAUSE, REACHES, Reach, SENTENCE},
    trigger::{self, END, Literals, START},
};

/// What the patterns of one layer need.
#[derive(Default)]
pub(super) struct Scanner {
    /// Finds every literal, by its number; `None` where there is nothing to look for.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    literals: Vec<Literal>,
    /// The literals that stand for the beginning of a line, and its end; which the automaton does not find.
    edges: [Option<usize>; 2],
    triggers: Vec<Trigger>,
    entries: Vec<Entry>,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Scanner").field("literals", &self.literals).field("entries", &self.entries).finish_non_exhaustive()
    }
}

/// A literal that patterns need.
#[derive(Debug, Default)]
struct Literal {
    /// What ends where it stands, if anything.
    ends: Option<Reach>,
    /// The sets that it is in.
    triggers: Vec<usize>,
}

/// A set of literals.
#[derive(Debug)]
struct Trigger {
    /// How long the shortest is, and the longest (bytes).
    lengths: (usize, usize),
    /// Its literals, by number.
    literals: Vec<usize>,
    /// The entries that are looked at where one of it stands: those of which it is the rarest.
    leads: Vec<usize>,
}

/// What one pattern needs.
#[derive(Debug)]
struct Entry {
    /// Its place in the dictionary.
    place: usize,
    reach: Reach,
    /// Its sets, by number.
    chain: Chain<usize>,
}

impl Scanner {
    /// For patterns with their places in a dictionary. Each needs something.
    pub(super) fn of(patterns: &[(usize, &Pattern)]) -> Self {
        let mut scanner = Self::default();
        let mut literals: HashMap<String, usize> = HashMap::new();
        let mut triggers: HashMap<*const String, usize> = HashMap::new();
        let ends = SENTENCE.map(|end| (end, Reach::Sentence)).into_iter().chain(CLAUSE.map(|end| (end, Reach::Clause)));
        for (end, reach) in ends {
            literals.insert(end.to_string(), scanner.literals.len());
            scanner.literals.push(Literal { ends: Some(reach), triggers: Vec::new() });
        }
        for (place, pattern) in patterns {
            let needs = pattern.needs();
            let chain = needs.chain.with(|set| scanner.number(set, &mut triggers, &mut literals));
            let Some(rarest) = chain.links.get(needs.rarest).map(|link| link.trigger) else { continue };
            let entry = scanner.entries.len();
            scanner.triggers.get_mut(rarest).into_iter().for_each(|trigger| trigger.leads.push(entry));
            scanner.entries.push(Entry { place: *place, reach: needs.reach, chain });
        }
        scanner.edges = [START, END].map(|edge| literals.remove(edge));
        let numbered = literals.iter().filter_map(|(text, number)| Some((text.as_str(), u32::try_from(*number).ok()?)));
        scanner.automaton = if patterns.is_empty() { None } else { CharwiseDoubleArrayAhoCorasick::with_values(numbered).ok() };
        scanner
    }

    /// The number of a set. One that is shared, as those known beforehand are, has one number; others may be equal.
    fn number(
        &mut self,
        set: &Literals,
        triggers: &mut HashMap<*const String, usize>,
        literals: &mut HashMap<String, usize>,
    ) -> usize {
        if let Some(&known) = triggers.get(&set.as_ptr()) {
            return known;
        }
        let trigger = self.triggers.len();
        let numbers = set.iter().map(|text| {
            let number = *literals.entry(text.to_owned()).or_insert(self.literals.len());
            if number == self.literals.len() {
                self.literals.push(Literal::default());
            }
            self.literals.get_mut(number).into_iter().for_each(|literal| literal.triggers.push(trigger));
            number
        });
        let numbers = numbers.collect();
        self.triggers.push(Trigger { lengths: trigger::lengths(set), literals: numbers, leads: Vec::new() });
        triggers.insert(set.as_ptr(), trigger);
        trigger
    }

    /// Adds the windows of each pattern in lines of text, by its place in the dictionary; those of one pattern in order.
    pub(super) fn scan<'t>(&self, lines: impl Iterator<Item = &'t str>, found: &mut Vec<(usize, Window)>) {
        let Some(automaton) = &self.automaton else { return };
        STOOD.with_borrow_mut(|stood| {
            stood.make_room(self);
            self.scan_into(automaton, lines, Scan { scanner: self, stood, ends: Default::default() }, found);
        });
    }

    fn scan_into<'t>(
        &self,
        automaton: &CharwiseDoubleArrayAhoCorasick<u32>,
        lines: impl Iterator<Item = &'t str>,
        mut scan: Scan,
        found: &mut Vec<(usize, Window)>,
    ) {
        let [start, end] = self.edges;
        for (line, text) in lines.enumerate() {
            start.into_iter().for_each(|start| scan.meet(start, 0..0));
            for event in automaton.find_overlapping_iter(text) {
                usize::try_from(event.value()).into_iter().for_each(|literal| scan.meet(literal, event.start()..event.end()));
            }
            end.into_iter().for_each(|end| scan.meet(end, text.len()..text.len()));
            scan.end(line, text, found);
        }
    }
}

thread_local! {
    /// Used again from one document to the next; empty between lines.
    static STOOD: RefCell<Stood> = RefCell::default();
}

/// What stands in a line.
#[derive(Default)]
struct Stood {
    /// For each literal where it ends, in order.
    literals: Vec<Vec<usize>>,
    /// The literals of which that is known.
    there: Vec<usize>,
    /// For each set whether one of it stands there.
    met: Vec<bool>,
    /// For each set where each of it ends, in order. Worked out where a pattern asks: most sets that stand in a line stand there in vain.
    sets: Vec<Vec<usize>>,
    /// The sets that stand there, and those of which is known where.
    met_sets: Vec<usize>,
    gathered: Vec<usize>,
}

impl Stood {
    /// For all that a scanner looks for.
    fn make_room(&mut self, scanner: &Scanner) {
        let (literals, sets) = (scanner.literals.len(), scanner.triggers.len());
        self.literals.resize(literals.max(self.literals.len()), Vec::new());
        self.sets.resize(sets.max(self.sets.len()), Vec::new());
        self.met.resize(sets.max(self.met.len()), false);
    }

    /// Works out where each of a set ends, unless that is known.
    fn gather(&mut self, set: usize, scanner: &Scanner) {
        let (Some(places), Some(of)) = (self.sets.get_mut(set), scanner.triggers.get(set)) else { return };
        if !places.is_empty() {
            return;
        }
        let mut several = false;
        for literal in of.literals.iter().filter_map(|&literal| self.literals.get(literal)).filter(|ends| !ends.is_empty()) {
            several |= !places.is_empty();
            places.extend_from_slice(literal);
        }
        if several {
            places.sort_unstable();
        }
        self.gathered.push(set);
    }

    /// Forgets the line.
    fn clear(&mut self) {
        for literal in self.there.drain(..) {
            self.literals.get_mut(literal).into_iter().for_each(Vec::clear);
        }
        for set in self.met_sets.drain(..) {
            self.met.get_mut(set).into_iter().for_each(|met| *met = false);
        }
        for set in self.gathered.drain(..) {
            self.sets.get_mut(set).into_iter().for_each(Vec::clear);
        }
    }
}

/// A pass over lines: what stands in the line in hand.
struct Scan<'n> {
    scanner: &'n Scanner,
    stood: &'n mut Stood,
    /// For each reach but the line what ends it there, in order.
    ends: [Vec<Range<usize>>; REACHES - 1],
}

/// The first and the last place where something may be.
type Places = (usize, usize);

impl Scan<'_> {
    /// Notes that a literal stands somewhere.
    fn meet(&mut self, number: usize, place: Range<usize>) {
        let Some(ends) = self.stood.literals.get_mut(number) else { return };
        ends.push(place.end);
        let Some(literal) = self.scanner.literals.get(number) else { return };
        if ends.len() == 1 {
            self.stood.there.push(number);
            for &set in &literal.triggers {
                if let Some(met) = self.stood.met.get_mut(set).filter(|met| !**met) {
                    *met = true;
                    self.stood.met_sets.push(set);
                }
            }
        }
        if let Some(reach) = literal.ends {
            self.ends.iter_mut().take(reach.index().saturating_add(1)).for_each(|ends| ends.push(place.clone()));
        }
    }

    /// Ends a line: gives the patterns their windows in it.
    fn end(&mut self, line: usize, text: &str, found: &mut Vec<(usize, Window)>) {
        let scanner = self.scanner;
        let met = |set: usize| self.stood.met.get(set).is_some_and(|met| *met);
        let led = self.stood.met_sets.iter().filter_map(|&set| scanner.triggers.get(set)).flat_map(|set| &set.leads);
        let led = led.filter_map(|&entry| scanner.entries.get(entry));
        let may_match: Vec<&Entry> = led.filter(|entry| entry.chain.links.iter().all(|link| met(link.trigger))).collect();
        for entry in may_match {
            entry.chain.links.iter().for_each(|link| self.stood.gather(link.trigger, scanner));
            self.windows(entry, text, line, found);
        }
        self.stood.clear();
        self.ends.iter_mut().for_each(Vec::clear);
    }

    /// Where in the line a pattern may match.
    fn windows(&self, entry: &Entry, text: &str, line: usize, found: &mut Vec<(usize, Window)>) {
        let links = &entry.chain.links;
        let stood = |link: &Link<usize>| self.stood.sets.get(link.trigger).map(Vec::as_slice).unwrap_or_default();
        let counts = links.iter().map(stood).enumerate();
        let Some((rarest, places)) = counts.min_by_key(|(_, places)| places.len()) else { return };
        let first = found.len();
        for &end in places {
            let within = self.stretch(entry.reach, end, text.len());
            let Some(reached) = self.follow(entry, rarest, end, &within) else { continue };
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

    /// The stretch of the line beyond which no match reaches that holds what ends at a byte.
    fn stretch(&self, reach: Reach, end: usize, length: usize) -> Range<usize> {
        let Some(ends) = self.ends.get(reach.index()) else { return 0..length };
        let next = ends.partition_point(|one| one.start < end);
        let start = next.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |last| last.end);
        start..ends.get(next).map_or(length, |next| next.start)
    }

    /// Where a match lies that has one of its sets end at a byte; `None` where others are missing.
    fn follow(&self, entry: &Entry, from: usize, end: usize, within: &Range<usize>) -> Option<Stretch> {
        let Chain { before, links } = &entry.chain;
        let mut starts = self.starts(links.get(from)?.trigger, (end, end))?;
        for link in links.get(..from)?.iter().rev() {
            let reached = self.left(starts, link.after, within);
            starts = self.starts(link.trigger, self.among(link.trigger, reached)?)?;
        }
        let mut ends = (end, end);
        for (link, next) in links.get(from..)?.iter().zip(links.get(from.saturating_add(1)..)?) {
            let (shortest, longest) = self.scanner.triggers.get(next.trigger)?.lengths;
            let (low, high) = self.right(ends, link.after, within);
            ends = self.among(next.trigger, (low.saturating_add(shortest), high.saturating_add(longest).min(within.end)))?;
        }
        let last = links.last()?.after;
        let ((start, latest), (earliest, end)) = (self.left(starts, *before, within), self.right(ends, last, within));
        (start <= latest && earliest <= end).then_some(Stretch { start, latest, end })
    }

    /// The places at which something may end before a gap that ends at others.
    fn left(&self, (first, last): Places, gap: Gap, within: &Range<usize>) -> Places {
        let (min, max) = bytes(gap);
        let limit = || self.stretch(gap.reach, first, within.end).start;
        (max.map_or_else(limit, |max| first.saturating_sub(max)).max(within.start), last.saturating_sub(min))
    }

    /// The places at which something may begin after a gap that begins at others.
    fn right(&self, (first, last): Places, gap: Gap, within: &Range<usize>) -> Places {
        let (min, max) = bytes(gap);
        let limit = || self.stretch(gap.reach, last, within.end).end;
        (first.saturating_add(min), max.map_or_else(limit, |max| last.saturating_add(max)).min(within.end))
    }

    /// Where what ends at places may begin.
    fn starts(&self, trigger: usize, (first, last): Places) -> Option<Places> {
        let (shortest, longest) = self.scanner.triggers.get(trigger)?.lengths;
        Some((first.saturating_sub(longest), last.saturating_sub(shortest)))
    }

    /// The first and the last place in a range at which one of a set ends.
    fn among(&self, trigger: usize, (low, high): Places) -> Option<Places> {
        let stood = self.stood.sets.get(trigger)?;
        let first = stood.partition_point(|&end| end < low);
        let last = stood.partition_point(|&end| end <= high).checked_sub(1)?;
        if first > last { None } else { Some((*stood.get(first)?, *stood.get(last)?)) }
    }
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

    /// Where a pattern may match in a line.
    fn windows(pattern: &Pattern, text: &str) -> Vec<Stretch> {
        let dictionary = Dictionary::of([vec![(Layer::View, pattern)]]);
        let windows = dictionary.windows([text].into_iter(), [""].into_iter());
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
        fn what_is_found_in_windows_is_what_regex_finds(pattern in pattern(), text in "[甲乙丙,。a]{0,24}") {
            let pattern = Pattern::compile(&pattern, &Words::new()).unwrap();
            let found = windows(&pattern, &text).into_iter().flat_map(|window| pattern.matches_in(&text, window));
            let found: Vec<_> = found.map(|hit| hit.whole()).collect();
            let expected: Vec<_> = pattern.regex().unwrap().find_iter(&text).map(|found| found.range()).collect();
            let expected: Vec<_> = expected.into_iter().filter(|range| !range.is_empty()).collect();
            prop_assert_eq!(found, expected, "{} {}", pattern.written(), text);
        }
    }
}
