//! What looks for a pattern: steps as plain numbers, small enough that a program stays at hand while it is followed.

use super::class::{Code, Set};

/// A program for a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// The ways of all forks.
    pub(super) ways: Vec<Way>,
    /// The cases of all switches.
    pub(super) cases: Vec<Case>,
    /// What a match begins with, and what stands after that.
    pub(super) first: Set,
    pub(super) second: Set,
    /// The first and the last of the bytes that a match begins with, where they tell much.
    pub(super) leads: Option<(u8, u8)>,
    /// Whether every match begins where the text does.
    pub(super) at_start: bool,
    /// How many bytes the shortest match has.
    pub(super) shortest: u32,
    /// How many steps there are at which a place is tried once.
    pub(super) forks: u16,
    /// How many groups there are, the whole among them.
    pub(super) groups: u16,
}

/// One step of a program. Where nothing else is said, the next follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// So many bytes. Longer texts take several steps.
    Text {
        length: u8,
        bytes: [u8; 8],
    },
    /// One character of a set.
    One(Set),
    /// The beginning of the text, or its end.
    Start,
    End,
    /// A group begins or ends.
    Save(u16),
    /// Goes on elsewhere.
    Jump(u32),
    /// Goes on in one of several ways, the first that leads to a match; the preferred way is the last of so many. `head` is one that rounds without
    /// end begin with.
    Fork {
        fork: u16,
        head: bool,
        ways: u32,
        count: u16,
    },
    /// The same where the character that is next tells which ways there are: by so many cases.
    Switch {
        fork: u16,
        cases: u32,
        count: u32,
    },
    /// Some characters of a set, as many as can be, or as few; then what may follow.
    Run {
        fork: u16,
        greedy: bool,
        set: Set,
        min: u16,
        max: u16,
        then: Set,
    },
    /// The end of a match.
    Match,
}

/// A way to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) step: u32,
    /// What it begins with, and what stands after that.
    pub(super) first: Set,
    pub(super) second: Set,
    /// So many bytes are known by that already.
    pub(super) skip: u8,
}

/// Ways to go on where the next character is one from here on, up to the next case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) from: Code,
    pub(super) ways: u32,
    pub(super) count: u16,
}

impl Program {
    /// So many ways from one on.
    pub(super) fn ways(&self, from: u32, count: u16) -> &[Way] {
        part(&self.ways, from, count.into())
    }

    /// The ways of a switch for a character.
    pub(super) fn case(&self, cases: u32, count: u32, code: Code) -> &[Way] {
        let cases = part(&self.cases, cases, count);
        let case = cases.partition_point(|case| case.from <= code).checked_sub(1).and_then(|case| cases.get(case));
        case.map_or(&[], |case| self.ways(case.ways, case.count))
    }
}

fn part<T>(all: &[T], from: u32, count: u32) -> &[T] {
    let (Ok(from), Ok(count)) = (usize::try_from(from), usize::try_from(count)) else { return &[] };
    all.get(from..from.saturating_add(count)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_small() {
        assert_eq!((size_of::<Step>(), size_of::<Way>(), size_of::<Case>()), (16, 16, 12));
    }
}
