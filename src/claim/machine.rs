//! A matcher for short stretches of text. A pattern of a rule is looked for in sentences that hold all that it needs; there, trying it out
//! character by character costs less than the automaton would that `regex` builds for it. Matches are those of `regex`, which is asked where
//! this matcher cannot serve: see [`Ready`].
//!
//! What can go on in several ways is tried in the order of preference of the pattern, and tried once at each place of the text: time is
//! linear in the text, whatever the pattern.

mod class;
mod compile;
mod prepared;
mod program;
mod reader;
#[allow(dead_code, reason = "part of it is of use when the program is built")]
mod sources;
#[cfg(test)]
mod writer;

use std::{borrow::Cow, cell::RefCell};

use regex_syntax::hir::Hir;

use self::{
    class::{Class, Classes, Code, END, Set, Shared},
    compile::Compiled,
    program::{Program, Step, Way},
};
pub(super) use self::{compile::parsed, prepared::table};
use super::stretch::Stretch;

/// A program for a pattern, with the classes that it has by their numbers.
#[derive(Debug)]
pub(super) struct Machine {
    program: Program,
    classes: Cow<'static, [Class]>,
    ranges: Cow<'static, [(Code, Code)]>,
}

/// A pattern ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// `None` where only the automaton can look for it: where it looks at the words around it, may match nothing within a text, or is very large.
    pub(super) machine: Option<Machine>,
    /// Whether it looks at what stands around it: the beginning of the text, the end of a word.
    pub(super) looks: bool,
    /// The names of its groups, each with its number.
    pub(super) names: Vec<(String, usize)>,
}

/// Where a match and its groups begin and end: two places a group, the whole first.
pub(super) type Slots = Vec<Option<usize>>;

/// More than so many places to note is too much: a text so long is for an automaton.
const LARGEST: usize = 1 << 28;

/// So many words for places are always kept from one search to the next.
const KEPT: usize = 1 << 17;

/// What is used again from one search to the next.
#[derive(Default)]
struct Scratch {
    /// The number of the search.
    round: u32,
    jobs: Vec<Job>,
    /// The slots that were set on the way in hand, in order.
    trail: Vec<(u16, usize)>,
    /// For each fork and place a bit where it was tried and nothing came of it: so many to a word, beside the number of the search that they are of.
    tried: Vec<u64>,
    /// How many searches have come one after the other that needed few of them.
    small: usize,
    /// For each run the stretch that it went through last.
    extents: Vec<Extent>,
}

/// What is left to do when a way came to nothing: to go on from a step at a place.
struct Job {
    step: u32,
    at: u32,
    /// How much of the trail leads there.
    trail: u32,
    /// The run that comes before, to which this was tried meanwhile if it was.
    after: Option<u16>,
}

/// A stretch that a run went through in one search, up to what it cannot go on with, from one beginning of a match.
#[derive(Clone, Copy, Default)]
struct Extent {
    round: u32,
    origin: usize,
    start: usize,
    end: usize,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Ready {
    pub(super) fn of(pattern: &Hir) -> Self {
        let mut classes = Classes::default();
        let compiled = Compiled::of(pattern, &mut classes);
        Self::with(compiled, classes.classes.into(), classes.ranges.into())
    }

    /// The same of one of the program's own patterns, by its fingerprint, as it was made when the program was built.
    pub(super) fn prepared(fingerprint: u64) -> Option<Self> {
        let (compiled, Shared { classes, ranges }) = prepared::prepared(fingerprint)?;
        Some(Self::with(compiled, classes.into(), ranges.into()))
    }

    fn with(
        Compiled { program, looks, names }: Compiled,
        classes: Cow<'static, [Class]>,
        ranges: Cow<'static, [(Code, Code)]>,
    ) -> Self {
        Self { machine: program.map(|program| Machine { program, classes, ranges }), looks, names }
    }
}

impl Machine {
    /// Whether there is a program for a pattern, if it is not very large.
    pub(super) fn serves(pattern: &Hir) -> bool {
        compile::serves(pattern)
    }

    /// What its sets are of.
    fn shared(&self) -> Shared<'_> {
        Shared { classes: &self.classes, ranges: &self.ranges }
    }

    /// The first match in a stretch of a text, if any. `None` where that is too long for this matcher.
    pub(super) fn find(&self, text: &str, window: Stretch) -> Option<Option<Slots>> {
        self.first(text, window, |found, trail| {
            let mut slots = vec![None; usize::from(self.program.groups).saturating_mul(2)];
            let whole = [(0, found.0), (1, found.1)];
            for &(slot, at) in whole.iter().chain(trail) {
                if let Some(slot) = slots.get_mut(usize::from(slot)) {
                    *slot = Some(at.saturating_add(window.start));
                }
            }
            slots
        })
    }

    /// Whether there is a match in a stretch of a text. `None` where that is too long for this matcher.
    pub(super) fn is_match(&self, text: &str, window: Stretch) -> Option<bool> {
        self.first(text, window, |_, _| ()).map(|found| found.is_some())
    }

    /// What is made of the first match in a stretch: of where it begins and ends, and of the slots that were set one after the other.
    fn first<T>(
        &self,
        text: &str,
        window: Stretch,
        made: impl FnOnce((usize, usize), &[(u16, usize)]) -> T,
    ) -> Option<Option<T>> {
        let Program { forks, at_start, shortest, .. } = self.program;
        let length = window.end.saturating_sub(window.start);
        let places = length.saturating_add(1);
        let bits = places.saturating_mul(usize::from(forks).max(1));
        if bits > LARGEST {
            return None;
        }
        let rest = text.as_bytes().get(window.start..).unwrap_or_default();
        let latest = if at_start { 0 } else { window.latest.saturating_sub(window.start) };
        let Some(latest) = length.checked_sub(usize::try_from(shortest).ok()?).map(|last| last.min(latest)) else {
            return Some(None);
        };
        let window = Window { rest, end: length.min(rest.len()), latest, from: window.start };
        if at_start && window.from > 0 {
            return Some(None);
        }
        let Some(start) = self.next_start(&window, 0) else { return Some(None) };
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.begin(bits, forks);
            let mut search = Search { machine: self, shared: self.shared(), window, places, origin: start, scratch };
            let found = search.run().map(|found| made(found, &search.scratch.trail));
            scratch.end();
            Some(found)
        })
    }

    /// The first place from one on where a match may begin.
    fn next_start(&self, window: &Window, mut at: usize) -> Option<usize> {
        let Program { first, second, leads, .. } = self.program;
        let shared = self.shared();
        let class = first.class(shared);
        loop {
            if let Some(leads) = leads {
                at = at.saturating_add(first_within(window.rest.get(at..)?, leads)?);
            }
            if at > window.latest {
                return None;
            }
            let (code, length) = window.character(at);
            let next = at.saturating_add(length.max(1));
            let begins = class.map_or_else(|| first.has(code, shared), |class| class.has(code, shared));
            if begins && (second == Set::ANYTHING || second.has(window.character(next).0, shared)) {
                return Some(at);
            }
            at = next;
        }
    }
}

/// The place of the first byte that is one from a byte up to another.
fn first_within(bytes: &[u8], (low, high): (u8, u8)) -> Option<usize> {
    let is_within = |byte: &u8| low <= *byte && *byte <= high;
    // Many at once: which of them it is, is asked of few.
    let (many, _) = bytes.as_chunks::<32>();
    let passed = many.iter().take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | is_within(byte))).count();
    let passed = passed.saturating_mul(32);
    Some(passed.saturating_add(bytes.get(passed..)?.iter().position(is_within)?))
}

impl Scratch {
    /// Makes room for the places of a search.
    fn begin(&mut self, bits: usize, forks: u16) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            // What was noted long ago is not taken for what is noted now.
            *self = Self { round: 1, ..Self::default() };
        }
        self.make_room(bits.div_ceil(32));
        if self.extents.len() < usize::from(forks) {
            self.extents.resize(forks.into(), Extent::default());
        }
    }

    /// Room for so many words. Where a long text is searched again and again, it is made once: large room is given up only after as many searches
    /// that had no need of it as it has words, so that making it anew costs each of them next to nothing.
    fn make_room(&mut self, words: usize) {
        self.small = if words > KEPT { 0 } else { self.small.saturating_add(1) };
        if self.tried.len() > KEPT && self.small > self.tried.len() {
            self.tried = Vec::new();
        }
        if self.tried.len() < words {
            self.tried = vec![0; words.checked_next_power_of_two().unwrap_or(words)];
        }
    }

    fn end(&mut self) {
        self.jobs.clear();
        self.trail.clear();
    }

    /// Notes a place, by its number; whether it is new.
    #[inline]
    fn is_new(&mut self, bit: usize) -> bool {
        let Some(word) = self.tried.get_mut(bit / 32) else { return false };
        if *word >> 32 != u64::from(self.round) {
            *word = u64::from(self.round) << 32;
        }
        let mask = 1 << (bit % 32);
        let new = *word & mask == 0;
        *word |= mask;
        new
    }
}

/// The stretch of a text in which a match is looked for. Places are counted from where it begins.
struct Window<'t> {
    /// The text from there on, beyond the stretch too.
    rest: &'t [u8],
    /// Where matches end at the latest.
    end: usize,
    /// Where they begin at the latest.
    latest: usize,
    /// Where in the text the stretch begins.
    from: usize,
}

impl Window<'_> {
    /// The character at a place, and how many bytes it takes.
    #[inline]
    fn character(&self, at: usize) -> (Code, usize) {
        let Some(&first) = self.rest.get(at).filter(|_| at < self.end) else { return (END, 0) };
        if first < 0x80 {
            return (first.into(), 1);
        }
        let bits = |byte: u8| Code::from(byte & 0x3F);
        let first = Code::from(first);
        match self.rest.get(at.saturating_add(1)..) {
            Some(&[second, third, ..]) if first & 0xF0 == 0xE0 => ((first & 0x0F) << 12 | bits(second) << 6 | bits(third), 3),
            Some(&[second, ..]) if first & 0xE0 == 0xC0 => ((first & 0x1F) << 6 | bits(second), 2),
            Some(&[second, third, fourth, ..]) => {
                ((first & 0x07) << 18 | bits(second) << 12 | bits(third) << 6 | bits(fourth), 4)
            }
            _ => (END, 0),
        }
    }

    /// Whether some bytes of eight stand at a place.
    #[inline]
    fn holds(&self, at: usize, length: u8, bytes: [u8; 8]) -> bool {
        if at.saturating_add(length.into()) > self.end {
            return false;
        }
        let Some(here) = self.rest.get(at..) else { return false };
        match here.first_chunk::<8>() {
            Some(here) => {
                let unlike = u64::from_le_bytes(*here) ^ u64::from_le_bytes(bytes);
                let others = 8_u32.saturating_sub(length.into()).saturating_mul(8);
                unlike & u64::MAX.checked_shr(others).unwrap_or(0) == 0
            }
            None => here.iter().zip(bytes).take(length.into()).all(|(here, byte)| *here == byte),
        }
    }
}

/// One search.
struct Search<'s> {
    machine: &'s Machine,
    shared: Shared<'s>,
    window: Window<'s>,
    /// How many places there are.
    places: usize,
    /// Where the match in hand begins.
    origin: usize,
    scratch: &'s mut Scratch,
}

impl<'s> Search<'s> {
    /// Where the first match begins and ends; then the trail leads to its slots.
    fn run(&mut self) -> Option<(usize, usize)> {
        loop {
            if let Some(end) = self.from(self.origin) {
                return Some((self.origin, end));
            }
            let last = self.last_tried();
            let next = last.saturating_add(self.window.character(last).1.max(1));
            self.origin = self.machine.next_start(&self.window, next)?;
        }
    }

    /// The last place at which a match need not be tried to begin after it was tried here: where it begins with a run, what followed that was tried
    /// at all places that the run went through.
    fn last_tried(&self) -> usize {
        let first = self.machine.program.steps.iter().find(|step| !matches!(step, Step::Save(_)));
        let Some(Step::Run { fork, .. }) = first else { return self.origin };
        let (round, origin) = (self.scratch.round, self.origin);
        let extent = self.scratch.extents.get(usize::from(*fork));
        extent
            .filter(|extent| extent.round == round && extent.origin == origin && extent.start == origin)
            .map_or(origin, |extent| extent.end)
    }

    /// Where the match ends that begins at a place, if there is one.
    fn from(&mut self, start: usize) -> Option<usize> {
        self.scratch.trail.clear();
        if let Some(end) = self.follow(0, start) {
            return Some(end);
        }
        while let Some(Job { step, at, trail, after }) = self.scratch.jobs.pop() {
            let (Ok(at), Ok(trail)) = (usize::try_from(at), usize::try_from(trail)) else { continue };
            if after.is_none_or(|run| self.is_new(run, at)) {
                self.scratch.trail.truncate(trail);
                if let Some(end) = self.follow(step, at) {
                    return Some(end);
                }
            }
        }
        None
    }

    /// Follows a way to its end; where that is a match, the place.
    fn follow(&mut self, mut step: u32, mut at: usize) -> Option<usize> {
        let (program, shared) = (&self.machine.program, self.shared);
        loop {
            let now = *program.steps.get(usize::try_from(step).ok()?)?;
            let next = step.saturating_add(1);
            match now {
                Step::Text { length, bytes } => {
                    if !self.window.holds(at, length, bytes) {
                        return None;
                    }
                    (step, at) = (next, at.saturating_add(length.into()));
                }
                Step::One(set) => {
                    let (code, length) = self.window.character(at);
                    if !set.has(code, shared) {
                        return None;
                    }
                    (step, at) = (next, at.saturating_add(length));
                }
                Step::Save(slot) => {
                    self.scratch.trail.push((slot, at));
                    step = next;
                }
                Step::Jump(to) => step = to,
                Step::Fork { fork, head, ways, count } => {
                    (step, at) = self.choose(program.ways(ways, count), fork, head, at)?;
                }
                Step::Switch { fork, cases, count } => {
                    let (code, _) = self.window.character(at);
                    (step, at) = self.choose(program.case(cases, count, code), fork, false, at)?;
                }
                Step::Run { fork, greedy, set, min, max, then } => {
                    at = self.run_on((set, then), (min, max), greedy, fork, next, at)?;
                    step = next;
                }
                Step::Start => {
                    if at.saturating_add(self.window.from) != 0 {
                        return None;
                    }
                    step = next;
                }
                Step::End => {
                    if at != self.window.rest.len() {
                        return None;
                    }
                    step = next;
                }
                Step::Match => return Some(at),
            }
        }
    }

    /// The step and the place at which the preferred of some ways goes on, the last; the others are put down for later. A fork is noted where there are
    /// several: one way alone leads on like any other step, to the next fork. Where rounds without end begin, it is always noted.
    fn choose(&mut self, ways: &'s [Way], fork: u16, head: bool, at: usize) -> Option<(u32, usize)> {
        let shared = self.shared;
        let (first, length) = self.window.character(at);
        let second = self.window.character(at.saturating_add(length)).0;
        let mut chosen: Option<Way> = None;
        let mut noted = false;
        for way in ways {
            if !way.first.has(first, shared) || !way.second.has(second, shared) {
                continue;
            }
            if let Some(other) = chosen.replace(*way) {
                if !noted && !self.is_new(fork, at) {
                    return None;
                }
                noted = true;
                self.put_down(other.step, at.saturating_add(other.skip.into()), None);
            }
        }
        let way = chosen.filter(|_| noted || !head || self.is_new(fork, at))?;
        Some((way.step, at.saturating_add(way.skip.into())))
    }

    /// The preferred place at which a run of characters of a set ends that something else may follow; the others are put down for later.
    fn run_on(
        &mut self,
        (set, then): (Set, Set),
        (min, max): (u16, u16),
        greedy: bool,
        fork: u16,
        step: u32,
        start: usize,
    ) -> Option<usize> {
        let shared = self.shared;
        let (round, origin) = (self.scratch.round, self.origin);
        let extent = self.scratch.extents.get(usize::from(fork)).copied().unwrap_or_default();
        // A match that begins earlier was looked for from each of these places on, and none was found.
        if extent.round == round && extent.origin != origin && (extent.start..=extent.end).contains(&start) {
            return None;
        }
        let known = self.scratch.jobs.len();
        let (mut at, mut count) = (start, 0_u16);
        let mut chosen = None;
        loop {
            let (code, length) = self.window.character(at);
            if count >= min && then.has(code, shared) {
                let later = if greedy || chosen.is_none() { chosen.replace(at) } else { Some(at) };
                later.into_iter().for_each(|later| self.put_down(step, later, Some(fork)));
            }
            if count >= max && max < u16::MAX {
                break;
            }
            if !set.has(code, shared) {
                if let Some(extent) = self.scratch.extents.get_mut(usize::from(fork)) {
                    *extent = Extent { round, origin, start, end: at };
                }
                break;
            }
            (at, count) = (at.saturating_add(length), count.saturating_add(1));
        }
        if !greedy && let Some(new) = self.scratch.jobs.get_mut(known..) {
            new.reverse();
        }
        chosen.filter(|at| self.is_new(fork, *at))
    }

    fn put_down(&mut self, step: u32, at: usize, after: Option<u16>) {
        // A window is shorter than 4 GiB, and so is a trail.
        let (Ok(at), Ok(trail)) = (u32::try_from(at), u32::try_from(self.scratch.trail.len())) else { return };
        self.scratch.jobs.push(Job { step, at, trail, after });
    }

    /// Notes that a fork is tried at a place; whether it was not before.
    fn is_new(&mut self, fork: u16, at: usize) -> bool {
        self.scratch.is_new(usize::from(fork).saturating_mul(self.places).saturating_add(at))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::claim::needs::Needs;

    fn found(pattern: &str, text: &str) -> Option<Slots> {
        let machine = Ready::of(&regex_syntax::parse(pattern).unwrap()).machine.unwrap();
        machine.find(text, Stretch::all(text)).unwrap()
    }

    fn expected(pattern: &str, text: &str) -> Option<Slots> {
        let captures = regex::Regex::new(pattern).unwrap().captures(text)?;
        Some(captures.iter().flat_map(|group| [group.map(|group| group.start()), group.map(|group| group.end())]).collect())
    }

    #[test]
    fn room_for_a_long_text_is_kept_while_it_is_searched() {
        let mut scratch = Scratch::default();
        scratch.make_room(KEPT + 1);
        let room = scratch.tried.len();
        for words in [1, KEPT, room] {
            scratch.make_room(words);
            assert_eq!(scratch.tried.len(), room);
        }
        (0..=room).for_each(|_| scratch.make_room(1));
        assert_eq!(scratch.tried.len(), 1);
    }

    #[test]
    fn it_serves_patterns_that_match_something() {
        for pattern in ["甲?", "", r"\b甲", "(?m)^甲", "(甲*)*乙"] {
            assert!(Ready::of(&regex_syntax::parse(pattern).unwrap()).machine.is_none(), "{pattern}");
        }
    }

    #[test]
    fn what_is_all_of_a_text_may_be_nothing() {
        for (pattern, text, is_found) in
            [("^$", "", true), ("^$", "甲", false), ("^.{0,2}$", "甲乙", true), ("^.{0,2}$", "甲乙丙", false)]
        {
            assert_eq!(found(pattern, text).is_some(), is_found, "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_without_end_takes_time_in_proportion_to_its_text() {
        // An ordinary search would try each way to cut the text into runs: more than there are atoms.
        let text = "甲".repeat(2000);
        assert_eq!(found("(?:甲{1,9}){1,9}乙|(?:甲+)+丙", &text), None);
    }

    #[test]
    fn rounds_within_rounds_take_no_longer_than_they_are_deep() {
        for (open, close) in [("(?:", ")+"), ("(?:", "乙?)+"), ("(?:", "){2}"), ("(?:丙|", ")*甲"), ("(?:甲?", "){0,3}")] {
            let parsed = regex_syntax::parse(&format!("{}甲{}丁", open.repeat(60), close.repeat(60))).unwrap();
            let found = Ready::of(&parsed).machine.and_then(|machine| machine.is_match("甲乙丙", Stretch::all("甲乙丙")));
            assert!(found != Some(true) && Needs::of(&parsed, true).rarest().is_some(), "{open}{close}");
        }
    }

    /// Patterns of the constructs that rules have.
    pub(in crate::claim) fn pattern() -> impl Strategy<Value = String> {
        let one = prop::sample::select(vec![
            "甲",
            "乙",
            "甲乙",
            "[甲乙]",
            "[^,。]",
            "[^甲]",
            "(?:甲|乙丙|,)",
            "(?:甲乙|甲|丙)",
            "a",
            "\\p{Han}",
            ".",
            "(?:甲乙|甲丙|甲)",
            "[,。 ]",
            "(?:,|甲乙)",
            "[a0-9]",
            "(?i:ab)",
            "(?:甲乙丙|a|乙|甲|丙a|甲乙)",
            "(?:[甲乙]a|[^甲]?丙|,|a{1,2}|甲)",
        ]);
        let times = prop::sample::select(vec!["", "?", "*", "+", "{0,3}", "{1,2}", "{2}", "??", "*?", "{0,3}?", "{2,}"]);
        let part = (one, times, 0..3_u8).prop_map(|(one, times, group)| match group {
            0 => format!("({one}{times})"),
            1 => format!("(?:{one}{times}乙)"),
            _ => format!("{one}{times}"),
        });
        let again = prop::sample::select(vec!["", "", "?", "+", "{1,2}"]);
        let parts = prop::collection::vec((part, again), 1..5).prop_map(|parts| {
            parts
                .into_iter()
                .map(|(part, again)| if again.is_empty() { part } else { format!("(?:{part}){again}") })
                .collect::<String>()
        });
        (prop::collection::vec(parts, 1..3), any::<bool>(), any::<bool>()).prop_map(|(branches, start, end)| {
            let all = branches.join("|");
            format!("{}(?:{all}){}", if start { "^" } else { "" }, if end { "$" } else { "" })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn it_finds_what_regex_finds(pattern in pattern(), text in "[甲乙丙,。a]{0,12}") {
            let parsed = regex_syntax::parse(&pattern).unwrap();
            if let Some(machine) = Ready::of(&parsed).machine {
                let found = machine.find(&text, Stretch::all(&text)).unwrap();
                prop_assert_eq!(machine.is_match(&text, Stretch::all(&text)), Some(found.is_some()));
                prop_assert_eq!(found, expected(&pattern, &text), "{} {}", pattern, text);
            }
        }
    }
}
