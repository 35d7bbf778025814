//! A matcher for short stretches of text. A pattern of a rule is looked for in sentences that hold all that it needs; there, trying it out
//! character by character costs less than the automaton would that `regex` builds for it. Matches are those of `regex`, which is asked where
//! this matcher cannot serve: see [`Machine::of`].
//!
//! What can go on in several ways is tried in the order of preference of the pattern, and tried once at each place of the text: time is
//! linear in the text, whatever the pattern.

mod class;
mod program;

use std::cell::RefCell;

use regex_syntax::hir::Hir;

use self::{
    class::Class,
    program::{Branch, Step},
};
use super::dictionary::Stretch;

/// A program for a pattern.
#[derive(Debug)]
pub(super) struct Machine {
    steps: Vec<Step>,
    /// What a match may begin with.
    first: Class,
    /// The bytes that it begins with, a bit for each.
    first_bytes: [u128; 2],
    /// Whether every match begins where the text does.
    at_start: bool,
    /// How many steps there are at which a place is tried once.
    forks: usize,
    /// How many groups there are, the whole among them.
    groups: usize,
}

/// Where a match and its groups begin and end: two places a group, the whole first.
pub(super) type Slots = Vec<Option<usize>>;

/// More than so many places to note is too much: a text so long is for an automaton.
const LARGEST: usize = 1 << 36;

/// So many words make a page of places.
const PAGE: usize = 64;

/// So many pages are kept from one search to the next.
const KEPT: usize = 256;

/// What is used again from one search to the next.
#[derive(Default)]
struct Scratch {
    jobs: Vec<Job>,
    /// The places of the match in hand and of its groups.
    slots: Slots,
    /// For each page of places one more than its number among those in use; zero for one of which no place was tried.
    numbers: Vec<u32>,
    /// The pages in use: a bit for each fork and place that was tried, and nothing came of it.
    pages: Vec<[u64; PAGE]>,
    /// Where in `numbers` each of them stands.
    used: Vec<usize>,
}

/// What is left to do when a way came to nothing.
enum Job {
    /// To go on from a step at a place.
    Try { step: usize, at: usize },
    /// The same after a run, unless that was tried meanwhile.
    TryAfter { fork: usize, step: usize, at: usize },
    /// To set a slot back.
    Restore { slot: usize, to: Option<usize> },
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Machine {
    /// The program for a pattern. `None` for one that looks at the words around it, that may match nothing, or that is very large.
    pub(super) fn of(pattern: &Hir) -> Option<Self> {
        program::compiled(pattern)
    }

    /// Whether there is a program for a pattern, if it is not very large.
    pub(super) fn serves(pattern: &Hir) -> bool {
        program::serves(pattern)
    }

    /// The first match in a stretch of a text, if any. `None` where that is too long for this matcher.
    pub(super) fn find(&self, text: &str, window: Stretch) -> Option<Option<Slots>> {
        let places = window.range().len().saturating_add(1);
        if places.saturating_mul(self.forks) > LARGEST {
            return None;
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let pages = places.saturating_mul(self.forks).div_ceil(PAGE.saturating_mul(64));
            if scratch.numbers.len() < pages {
                scratch.numbers.resize(pages, 0);
            }
            scratch.slots.resize(self.groups.saturating_mul(2), None);
            let found = Search { machine: self, text, window, scratch }.run();
            let slots = found.then(|| scratch.slots.clone());
            scratch.clear();
            Some(slots)
        })
    }
}

impl Scratch {
    fn clear(&mut self) {
        self.jobs.clear();
        self.slots.clear();
        for page in self.used.drain(..) {
            self.numbers.get_mut(page).into_iter().for_each(|number| *number = 0);
        }
        if self.pages.len() > KEPT {
            (self.numbers, self.pages, self.used) = Default::default();
        }
        self.pages.clear();
    }

    /// Notes a place, by its number; whether it is new.
    fn is_new(&mut self, bit: usize) -> bool {
        let (page, word, mask) = (bit / 64 / PAGE, bit / 64 % PAGE, 1_u64 << (bit % 64));
        let Some(number) = self.numbers.get_mut(page) else { return false };
        if *number == 0 {
            self.pages.push([0; PAGE]);
            self.used.push(page);
            *number = u32::try_from(self.pages.len()).unwrap_or(0);
        }
        let page = usize::try_from(*number).ok().and_then(|number| self.pages.get_mut(number.checked_sub(1)?));
        let Some(word) = page.and_then(|page| page.get_mut(word)) else { return false };
        let new = *word & mask == 0;
        *word |= mask;
        new
    }
}

/// One search.
struct Search<'s> {
    machine: &'s Machine,
    text: &'s str,
    window: Stretch,
    scratch: &'s mut Scratch,
}

impl Search<'_> {
    /// Whether there is a match; then the slots are its places.
    fn run(&mut self) -> bool {
        if self.machine.at_start {
            return self.window.start == 0 && self.from(0);
        }
        let [ascii, others] = self.machine.first_bytes;
        let begins = |byte: &u8| (if byte.is_ascii() { ascii } else { others }) & 1 << (byte % 128) != 0;
        let bytes = self.text.as_bytes().get(..self.window.end.min(self.window.latest.saturating_add(1))).unwrap_or_default();
        let mut at = self.window.start;
        while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(begins)) {
            at = at.saturating_add(skipped);
            let Some(next) = self.character(at) else { return false };
            if self.machine.first.has(next) && self.from(at) {
                return true;
            }
            at = at.saturating_add(next.len_utf8());
        }
        false
    }

    /// Whether there is a match that begins at a place.
    fn from(&mut self, start: usize) -> bool {
        self.scratch.jobs.push(Job::Try { step: 0, at: start });
        while let Some(job) = self.scratch.jobs.pop() {
            match job {
                Job::Try { step, at } => {
                    if self.follow(step, at) {
                        return true;
                    }
                }
                Job::TryAfter { fork, step, at } => {
                    if self.is_new(fork, at) && self.follow(step, at) {
                        return true;
                    }
                }
                Job::Restore { slot, to } => self.set(slot, to),
            }
        }
        false
    }

    /// Follows a way to its end; whether that is a match.
    fn follow(&mut self, mut step: usize, mut at: usize) -> bool {
        loop {
            let Some(now) = self.machine.steps.get(step) else { return false };
            let next = step.saturating_add(1);
            match now {
                Step::Match => return true,
                Step::Text(text) => {
                    let end = at.saturating_add(text.len());
                    if end > self.window.end || self.text.as_bytes().get(at..end) != Some(text.as_bytes()) {
                        return false;
                    }
                    (step, at) = (next, end);
                }
                Step::One(class) => {
                    let Some(character) = self.character(at).filter(|&character| class.has(character)) else { return false };
                    (step, at) = (next, at.saturating_add(character.len_utf8()));
                }
                Step::Start => {
                    if at != 0 {
                        return false;
                    }
                    step = next;
                }
                Step::End => {
                    if at != self.text.len() {
                        return false;
                    }
                    step = next;
                }
                Step::Save(slot) => {
                    let to = self.scratch.slots.get(*slot).copied().flatten();
                    self.scratch.jobs.push(Job::Restore { slot: *slot, to });
                    self.set(*slot, Some(at));
                    step = next;
                }
                Step::Jump(to) => step = *to,
                Step::Fork { fork, branches } => {
                    if !self.is_new(*fork, at) {
                        return false;
                    }
                    self.push_branches(branches, at);
                    return false;
                }
                Step::Words { fork, words } => {
                    if !self.is_new(*fork, at) {
                        return false;
                    }
                    let rest = self.text.get(at..self.window.end).unwrap_or("");
                    let Some(first) = rest.chars().next() else { return false };
                    // The preferred one is taken first, and so put down last.
                    let same = words.partition_point(|word| word.first < first);
                    let like = words.get(same..).unwrap_or_default().iter().take_while(|word| word.first == first);
                    for word in like {
                        if rest.as_bytes().starts_with(word.text.as_bytes()) {
                            let at = at.saturating_add(word.text.len());
                            self.scratch.jobs.push(Job::Try { step: next, at });
                        }
                    }
                    return false;
                }
                Step::Run { fork, class, min, max, greedy, then } => {
                    self.run_on(class, (*min, *max), *greedy, at, (*fork, next, then));
                    return false;
                }
            }
        }
    }

    fn push_branches(&mut self, branches: &[Branch], at: usize) {
        let character = self.character(at);
        for branch in branches.iter().rev() {
            if branch.may_begin(character) {
                self.scratch.jobs.push(Job::Try { step: branch.step, at });
            }
        }
    }

    /// Puts down the ways to go on after a run of characters of a class.
    fn run_on(
        &mut self,
        class: &Class,
        (min, max): (usize, usize),
        greedy: bool,
        start: usize,
        (fork, step, then): (usize, usize, &Option<Class>),
    ) {
        let known = self.scratch.jobs.len();
        let (mut at, mut count) = (start, 0_usize);
        let rest = self.text.get(start..self.window.end).unwrap_or("");
        for next in rest.chars().map(Some).chain([None]) {
            let fits = then.as_ref().is_none_or(|then| next.is_some_and(|next| then.has(next)));
            if count >= min && fits {
                self.scratch.jobs.push(Job::TryAfter { fork, step, at });
            }
            let Some(next) = next.filter(|&next| count < max && class.has(next)) else { break };
            at = at.saturating_add(next.len_utf8());
            count = count.saturating_add(1);
        }
        if !greedy && let Some(new) = self.scratch.jobs.get_mut(known..) {
            new.reverse();
        }
    }

    /// Notes that a fork is tried at a place; whether it was not before.
    fn is_new(&mut self, fork: usize, at: usize) -> bool {
        let place = at.saturating_sub(self.window.start);
        let bit = fork.saturating_mul(self.window.range().len().saturating_add(1)).saturating_add(place);
        self.scratch.is_new(bit)
    }

    fn set(&mut self, slot: usize, to: Option<usize>) {
        if let Some(slot) = self.scratch.slots.get_mut(slot) {
            *slot = to;
        }
    }

    /// The character at a place of the window.
    fn character(&self, at: usize) -> Option<char> {
        let bytes = self.text.as_bytes();
        let first = *bytes.get(at).filter(|_| at < self.window.end)?;
        if first.is_ascii() {
            return Some(char::from(first));
        }
        self.text.get(at..)?.chars().next()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(pattern: &str, text: &str) -> Option<Slots> {
        let machine = Machine::of(&regex_syntax::parse(pattern).unwrap()).unwrap();
        machine.find(text, Stretch::all(text)).unwrap()
    }

    fn expected(pattern: &str, text: &str) -> Option<Slots> {
        let captures = regex::Regex::new(pattern).unwrap().captures(text)?;
        Some(captures.iter().flat_map(|group| [group.map(|group| group.start()), group.map(|group| group.end())]).collect())
    }

    #[test]
    fn it_serves_patterns_that_match_something() {
        for pattern in ["甲?", "", r"\b甲", "(?m)^甲", "(甲*)*乙"] {
            assert!(Machine::of(&regex_syntax::parse(pattern).unwrap()).is_none(), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_without_end_takes_time_in_proportion_to_its_text() {
        // An ordinary search would try each way to cut the text into runs: more than there are atoms.
        let text = "甲".repeat(2000);
        assert_eq!(found("(?:甲{1,9}){1,9}乙|(?:甲+)+丙", &text), None);
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
            if let Some(machine) = Machine::of(&parsed) {
                let found = machine.find(&text, Stretch::all(&text)).unwrap();
                prop_assert_eq!(found, expected(&pattern, &text), "{} {}", pattern, text);
            }
        }
    }
}
