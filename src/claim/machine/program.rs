//! From a pattern to the steps that look for it.

use regex_syntax::hir::{Class as Set, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

use super::{Class, Machine};

/// More steps than this are for an automaton.
const LARGEST: usize = 20_000;

/// One step of a program. Where nothing else is said, the next follows.
#[derive(Debug)]
pub(super) enum Step {
    /// This text.
    Text(Box<str>),
    /// One character of a class.
    One(Class),
    /// The beginning of the text, or its end.
    Start,
    End,
    /// A group begins or ends.
    Save(usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Goes on in one of several ways, the first that leads to a match.
    Fork {
        fork: usize,
        branches: Vec<Branch>,
    },
    /// One of several words, sorted by their first character; of those with the same one, the preferred word is the last.
    Words {
        fork: usize,
        words: Vec<Word>,
    },
    /// Some characters of a class, as many as can be, or as few.
    Run {
        fork: usize,
        class: Class,
        min: usize,
        max: usize,
        greedy: bool,
        /// What may follow; anything where this is `None`.
        then: Option<Class>,
    },
    /// The end of a match.
    Match,
}

/// A way to go on.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) step: usize,
    /// What it begins with; `None` where it may begin with anything, or with nothing.
    first: Option<Class>,
}

impl Branch {
    /// Whether it may go on where this character is next.
    pub(super) fn may_begin(&self, character: Option<char>) -> bool {
        self.first.as_ref().is_none_or(|first| character.is_some_and(|character| first.has(character)))
    }
}

/// A word among others.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) first: char,
    pub(super) text: Box<str>,
}

/// What a part of a pattern may begin with; `None` where that may be nothing, or is not known.
type First = Option<ClassUnicode>;

pub(super) fn serves(pattern: &Hir) -> bool {
    pattern.properties().minimum_len().unwrap_or(0) > 0 && is_served(pattern)
}

pub(super) fn compiled(pattern: &Hir) -> Option<Machine> {
    if !serves(pattern) {
        return None;
    }
    let mut program = Program { steps: Vec::new(), forks: 0, groups: 1 };
    program.save(0);
    program.add(pattern, &None)?;
    program.save(1);
    program.push(Step::Match)?;
    let first = first_of(pattern, &None).unwrap_or_else(Class::any);
    let at_start = pattern.properties().look_set_prefix().contains(Look::Start);
    let first = Class::of(&first);
    let first_bytes = first.first_bytes();
    Some(Machine { steps: program.steps, first, first_bytes, at_start, forks: program.forks, groups: program.groups })
}

/// Whether every part is of a sort that there are steps for.
fn is_served(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(Look::Start | Look::End) | HirKind::Class(Set::Unicode(_)) => true,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).is_ok(),
        HirKind::Look(_) | HirKind::Class(Set::Bytes(_)) => false,
        // What may match nothing, again and again, has no order of preference that is easy to keep.
        HirKind::Repetition(repetition) => {
            let sub = &repetition.sub;
            is_served(sub) && (repetition.max == Some(1) || sub.properties().minimum_len().unwrap_or(0) > 0)
        }
        HirKind::Capture(capture) => is_served(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(is_served),
    }
}

/// What a part begins with, where `after` follows it.
fn first_of(hir: &Hir, after: &First) -> First {
    let mut characters = Vec::new();
    if may_be_nothing(hir, &mut characters)? {
        characters.extend(after.as_ref()?.iter().copied());
    }
    Some(ClassUnicode::new(characters))
}

/// Whether a part may be nothing, so that what follows it may begin it; what else it begins with is added to characters. `None` where that is
/// not known.
fn may_be_nothing(hir: &Hir, characters: &mut Vec<ClassUnicodeRange>) -> Option<bool> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(true),
        HirKind::Literal(literal) => {
            let first = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            characters.push(ClassUnicodeRange::new(first, first));
            Some(false)
        }
        HirKind::Class(Set::Unicode(class)) => {
            characters.extend(class.iter().copied());
            Some(false)
        }
        HirKind::Class(Set::Bytes(_)) => None,
        HirKind::Repetition(repetition) => (!may_be_nothing(&repetition.sub, characters)?).then_some(repetition.min == 0),
        HirKind::Capture(capture) => may_be_nothing(&capture.sub, characters),
        HirKind::Concat(parts) => {
            for part in parts {
                if !may_be_nothing(part, characters)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        HirKind::Alternation(branches) => {
            branches.iter().try_fold(false, |nothing, branch| Some(may_be_nothing(branch, characters)? || nothing))
        }
    }
}

struct Program {
    steps: Vec<Step>,
    forks: usize,
    groups: usize,
}

impl Program {
    /// Adds the steps of a part, where `after` follows it. `None` where they are too many.
    fn add(&mut self, hir: &Hir, after: &First) -> Option<()> {
        match hir.kind() {
            HirKind::Empty => Some(()),
            HirKind::Look(look) => self.push(if *look == Look::Start { Step::Start } else { Step::End }),
            HirKind::Literal(literal) => self.push(Step::Text(std::str::from_utf8(&literal.0).ok()?.into())),
            HirKind::Class(Set::Unicode(class)) => self.push(Step::One(Class::of(class))),
            HirKind::Class(Set::Bytes(_)) => None,
            HirKind::Capture(capture) => {
                let group = usize::try_from(capture.index).ok()?;
                self.groups = self.groups.max(group.saturating_add(1));
                self.save(group.saturating_mul(2));
                self.add(&capture.sub, after)?;
                self.save(group.saturating_mul(2).saturating_add(1));
                Some(())
            }
            HirKind::Concat(parts) => {
                // What follows each part, from the last to the first.
                let mut following: Vec<First> = vec![after.clone()];
                for part in parts.iter().skip(1).rev() {
                    let next = first_of(part, following.last()?);
                    following.push(next);
                }
                parts.iter().zip(following.iter().rev()).try_for_each(|(part, after)| self.add(part, after))
            }
            HirKind::Alternation(branches) => self.alternation(branches, after),
            HirKind::Repetition(repetition) => self.repetition(repetition, after),
        }
    }

    fn alternation(&mut self, branches: &[Hir], after: &First) -> Option<()> {
        if let Some(words) = words(branches) {
            let fork = self.fork();
            return self.push(Step::Words { fork, words });
        }
        let fork = self.fork();
        let at = self.steps.len();
        self.push(Step::Fork { fork, branches: Vec::new() })?;
        let (mut ways, mut ends) = (Vec::new(), Vec::new());
        for branch in branches {
            ways.push(self.way(branch, after));
            self.add(branch, after)?;
            ends.push(self.steps.len());
            self.push(Step::Jump(0))?;
        }
        let end = self.steps.len();
        for at in ends {
            self.set(at, Step::Jump(end));
        }
        self.set(at, Step::Fork { fork, branches: ways });
        Some(())
    }

    fn repetition(&mut self, repetition: &Repetition, after: &First) -> Option<()> {
        let Repetition { min, max, greedy, sub } = repetition;
        let (min, max) = (usize::try_from(*min).ok()?, max.map(usize::try_from).transpose().ok()?);
        if let HirKind::Class(Set::Unicode(class)) = sub.kind() {
            return self.run(class, (min, max), *greedy, after);
        }
        if let HirKind::Literal(literal) = sub.kind() {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let mut characters = text.chars();
            if let (Some(only), None) = (characters.next(), characters.next()) {
                return self.run(&Class::one(only), (min, max), *greedy, after);
            }
        }
        // Between two rounds may follow another, or what comes after.
        let between = first_of(sub, &None).zip(after.clone()).map(|(mut first, after)| {
            first.union(&after);
            first
        });
        for round in 1..=min {
            let last = round == min && max == Some(min);
            self.add(sub, if last { after } else { &between })?;
        }
        match max {
            None => {
                let fork = self.fork();
                let head = self.steps.len();
                self.push(Step::Fork { fork, branches: Vec::new() })?;
                let again = self.way(sub, &None);
                self.add(sub, &between)?;
                self.push(Step::Jump(head))?;
                self.choose(head, fork, again, *greedy, after);
            }
            Some(max) => {
                let mut heads = Vec::new();
                for round in min.saturating_add(1)..=max {
                    let fork = self.fork();
                    let head = self.steps.len();
                    self.push(Step::Fork { fork, branches: Vec::new() })?;
                    let way = self.way(sub, &None);
                    heads.push((head, fork, way));
                    self.add(sub, if round == max { after } else { &between })?;
                }
                for (head, fork, way) in heads {
                    self.choose(head, fork, way, *greedy, after);
                }
            }
        }
        Some(())
    }

    /// Makes a fork between another round and what comes after the steps so far.
    fn choose(&mut self, head: usize, fork: usize, again: Branch, greedy: bool, after: &First) {
        let done = Branch { step: self.steps.len(), first: after.as_ref().map(Class::of) };
        let branches = if greedy { vec![again, done] } else { vec![done, again] };
        self.set(head, Step::Fork { fork, branches });
    }

    fn run(&mut self, class: &ClassUnicode, (min, max): (usize, Option<usize>), greedy: bool, after: &First) -> Option<()> {
        let fork = self.fork();
        self.push(Step::Run {
            fork,
            class: Class::of(class),
            min,
            max: max.unwrap_or(usize::MAX),
            greedy,
            then: after.as_ref().map(Class::of),
        })
    }

    /// The way that begins with the next step.
    fn way(&self, hir: &Hir, after: &First) -> Branch {
        Branch { step: self.steps.len(), first: first_of(hir, after).as_ref().map(Class::of) }
    }

    fn fork(&mut self) -> usize {
        let fork = self.forks;
        self.forks = fork.saturating_add(1);
        fork
    }

    fn save(&mut self, slot: usize) {
        self.steps.push(Step::Save(slot));
    }

    fn push(&mut self, step: Step) -> Option<()> {
        self.steps.push(step);
        (self.steps.len() < LARGEST).then_some(())
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }
}

/// The words of an alternation of nothing else, several of them.
fn words(branches: &[Hir]) -> Option<Vec<Word>> {
    let word = |branch: &Hir| {
        let HirKind::Literal(literal) = branch.kind() else { return None };
        let text = std::str::from_utf8(&literal.0).ok()?;
        Some(Word { first: text.chars().next()?, text: text.into() })
    };
    // The preferred ones come last among those that begin alike.
    let mut words = branches.iter().rev().map(word).collect::<Option<Vec<Word>>>()?;
    words.sort_by_key(|word| word.first);
    Some(words)
}
