//! From a pattern to the program that looks for it.

use std::collections::{BTreeSet, HashMap};

use regex_syntax::{
    ParserBuilder,
    hir::{Class as Characters, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition},
};

use super::{
    class::{Classes, Code, END, Set},
    program::{Case, Program, Step, Way},
};

/// More steps than this are for an automaton.
const LARGEST: usize = 20_000;

/// So many branches are not tried one after the other: the next character tells which there are.
const MANY: usize = 4;

/// What a part may begin with: its first character, and the one after that, be it of the part or of what follows. `None` where that may be nothing,
/// or is not known.
#[derive(Debug, Clone, Default)]
struct Begin {
    first: Option<ClassUnicode>,
    second: Option<ClassUnicode>,
}

/// What is known of a pattern before it is looked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Compiled {
    /// `None` for one that looks at the words around it, that may match nothing within a text, or that is very large: see [`serves`].
    pub(super) program: Option<Program>,
    /// Whether it looks at what stands around it: the beginning of the text, the end of a word.
    pub(super) looks: bool,
    /// The names of its groups, each with its number.
    pub(super) names: Vec<(String, usize)>,
}

impl Compiled {
    pub(super) fn of(pattern: &Hir, classes: &mut Classes) -> Self {
        let mut names = Vec::new();
        add_names(pattern, &mut names);
        Self { program: program(pattern, classes), looks: !pattern.properties().look_set().is_empty(), names }
    }
}

fn add_names(hir: &Hir, names: &mut Vec<(String, usize)>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            let named = capture.name.as_ref().zip(usize::try_from(capture.index).ok());
            names.extend(named.map(|(name, index)| (name.to_string(), index)));
            add_names(&capture.sub, names);
        }
        HirKind::Repetition(repetition) => add_names(&repetition.sub, names),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| add_names(part, names)),
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => {}
    }
}

/// Reads the regular expression of a pattern.
pub(crate) fn parsed(source: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    ParserBuilder::new().nest_limit(200).build().parse(source).map_err(Box::new)
}

/// Whether there is a program for a pattern, if it is not very large.
pub(super) fn serves(pattern: &Hir) -> bool {
    let properties = pattern.properties();
    // What may match nothing would be found anywhere, but where a match is all of a text.
    let is_all = properties.look_set_prefix().contains(Look::Start) && properties.look_set_suffix().contains(Look::End);
    (is_all || properties.minimum_len().unwrap_or(0) > 0) && is_served(pattern)
}

fn program(pattern: &Hir, classes: &mut Classes) -> Option<Program> {
    if !serves(pattern) {
        return None;
    }
    let begin = Begin::of(pattern, &Begin::default());
    let mut compiler = Compiler { classes, steps: Vec::new(), ways: Vec::new(), cases: Vec::new(), forks: 0, groups: 1 };
    compiler.add(pattern, 0, &Begin::default())?;
    compiler.push(Step::Match)?;
    let (first, second) = (compiler.set(begin.first.as_ref()), compiler.set(begin.second.as_ref()));
    let leads = first.leads(compiler.classes.shared());
    let Compiler { steps, ways, cases, forks, groups, .. } = compiler;
    Some(Program {
        steps,
        ways,
        cases,
        first,
        second,
        leads,
        at_start: pattern.properties().look_set_prefix().contains(Look::Start),
        shortest: pattern.properties().minimum_len().and_then(|length| u32::try_from(length).ok())?,
        forks,
        groups,
    })
}

/// Whether every part is of a sort that there are steps for.
fn is_served(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(Look::Start | Look::End) | HirKind::Class(Characters::Unicode(_)) => true,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).is_ok(),
        HirKind::Look(_) | HirKind::Class(Characters::Bytes(_)) => false,
        // What may match nothing, again and again, has no order of preference that is easy to keep.
        HirKind::Repetition(repetition) => {
            let sub = &repetition.sub;
            is_served(sub) && (repetition.max == Some(1) || sub.properties().minimum_len().unwrap_or(0) > 0)
        }
        HirKind::Capture(capture) => is_served(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(is_served),
    }
}

impl Begin {
    /// What a part begins with, where `after` follows it.
    fn of(hir: &Hir, after: &Self) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => after.clone(),
            HirKind::Literal(literal) => {
                let mut characters = std::str::from_utf8(&literal.0).unwrap_or("").chars().map(one);
                Self { first: characters.next(), second: characters.next().or_else(|| after.first.clone()) }
            }
            HirKind::Class(Characters::Unicode(class)) => Self { first: Some(class.clone()), second: after.first.clone() },
            HirKind::Class(Characters::Bytes(_)) => Self::default(),
            HirKind::Repetition(Repetition { min, max, sub, .. }) => {
                let then = match (min, max) {
                    (_, Some(0)) => return after.clone(),
                    (_, Some(1)) => after.clone(),
                    // Of rounds within rounds it would be worked out twice at each depth.
                    _ if has_rounds(sub) => Self::default(),
                    (0 | 1, _) => Self { first: Self::of(sub, &Self::default()).or(after).first, second: None },
                    _ => Self { first: Self::of(sub, &Self::default()).first, second: None },
                };
                let begin = Self::of(sub, &then);
                if *min == 0 { begin.or(after) } else { begin }
            }
            HirKind::Capture(capture) => Self::of(&capture.sub, after),
            HirKind::Concat(parts) => parts.iter().rev().fold(after.clone(), |after, part| Self::of(part, &after)),
            HirKind::Alternation(branches) => {
                let mut begins = branches.iter().map(|branch| Self::of(branch, after));
                let first = begins.next().unwrap_or_default();
                begins.fold(first, |begin, other| begin.or(&other))
            }
        }
    }

    /// One or the other.
    fn or(self, other: &Self) -> Self {
        let either = |one: Option<ClassUnicode>, other: &Option<ClassUnicode>| {
            let (mut one, other) = (one?, other.as_ref()?);
            one.union(other);
            Some(one)
        };
        Self { first: either(self.first, &other.first), second: either(self.second, &other.second) }
    }
}

/// Whether a part has what may stand several times.
fn has_rounds(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => repetition.max != Some(1) || has_rounds(&repetition.sub),
        HirKind::Capture(capture) => has_rounds(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_rounds),
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => false,
    }
}

/// One character.
fn one(character: char) -> ClassUnicode {
    ClassUnicode::new([ClassUnicodeRange::new(character, character)])
}

/// The text that every match of a part begins with and that is no part of a group.
fn lead(hir: &Hir) -> &str {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).unwrap_or(""),
        HirKind::Concat(parts) => {
            parts.first().map_or("", |part| if matches!(part.kind(), HirKind::Literal(_)) { lead(part) } else { "" })
        }
        _ => "",
    }
}

/// A way of a fork while its steps are written.
struct Branch {
    begin: Begin,
    /// Where it goes on; `None` for where all go on in the end.
    step: Option<u32>,
    /// So many bytes of it are known by what it begins with.
    skip: u8,
}

struct Compiler<'c> {
    classes: &'c mut Classes,
    steps: Vec<Step>,
    ways: Vec<Way>,
    cases: Vec<Case>,
    forks: u16,
    groups: u16,
}

impl Compiler<'_> {
    /// Adds the steps of a part without the first bytes of what it begins with, where `after` follows it. `None` where they are too many.
    fn add(&mut self, hir: &Hir, skip: usize, after: &Begin) -> Option<()> {
        match hir.kind() {
            HirKind::Empty => Some(()),
            HirKind::Look(look) => self.push(if *look == Look::Start { Step::Start } else { Step::End }),
            HirKind::Literal(literal) => self.text(literal.0.get(skip..)?),
            HirKind::Class(Characters::Unicode(class)) => {
                let set = self.classes.set(class);
                self.push(Step::One(set))
            }
            HirKind::Class(Characters::Bytes(_)) => None,
            HirKind::Capture(capture) => {
                let group = u16::try_from(capture.index).ok()?;
                self.groups = self.groups.max(group.checked_add(1)?);
                let slot = group.checked_mul(2)?;
                self.push(Step::Save(slot))?;
                self.add(&capture.sub, 0, after)?;
                self.push(Step::Save(slot.checked_add(1)?))
            }
            HirKind::Concat(parts) => {
                // What follows each part, from the last to the first.
                let mut following = vec![after.clone()];
                for part in parts.iter().skip(1).rev() {
                    let next = Begin::of(part, following.last()?);
                    following.push(next);
                }
                let skips = std::iter::once(skip).chain(std::iter::repeat(0));
                parts
                    .iter()
                    .zip(following.iter().rev())
                    .zip(skips)
                    .try_for_each(|((part, after), skip)| self.add(part, skip, after))
            }
            HirKind::Alternation(branches) => self.alternation(branches, after),
            HirKind::Repetition(repetition) => self.repetition(repetition, after),
        }
    }

    fn text(&mut self, text: &[u8]) -> Option<()> {
        text.chunks(8).try_for_each(|chunk| {
            let mut bytes = [0; 8];
            bytes.iter_mut().zip(chunk).for_each(|(byte, given)| *byte = *given);
            self.push(Step::Text { length: u8::try_from(chunk.len()).ok()?, bytes })
        })
    }

    fn alternation(&mut self, branches: &[Hir], after: &Begin) -> Option<()> {
        let (fork, at) = (self.fork()?, self.hold()?);
        let (mut ways, mut ends) = (Vec::new(), Vec::new());
        for branch in branches {
            // The last one that has steps of its own need not jump over any.
            if ends.last().is_some_and(|end| *end == self.steps.len()) {
                self.hold()?;
            }
            let way = self.branch(branch, after)?;
            if way.step.is_some() {
                ends.push(self.steps.len());
            }
            ways.push(way);
        }
        let end = u32::try_from(self.steps.len()).ok()?;
        for at in ends {
            self.set_step(at, Step::Jump(end));
        }
        let step = if ways.len() < MANY { self.forked(fork, false, ways)? } else { self.switched(fork, ways)? };
        self.set_step(at, step);
        Some(())
    }

    /// Adds the steps of a way to go on, without what it begins with where that tells it from others.
    fn branch(&mut self, hir: &Hir, after: &Begin) -> Option<Branch> {
        let known = lead(hir).chars().take(2).map(char::len_utf8).sum::<usize>();
        let start = self.steps.len();
        self.add(hir, known, after)?;
        let step = if self.steps.len() > start { Some(u32::try_from(start).ok()?) } else { None };
        Some(Branch { begin: Begin::of(hir, after), step, skip: u8::try_from(known).ok()? })
    }

    fn repetition(&mut self, repetition: &Repetition, after: &Begin) -> Option<()> {
        let Repetition { min, max, greedy, sub } = repetition;
        if let HirKind::Class(Characters::Unicode(class)) = sub.kind() {
            return self.run(class, (*min, *max), *greedy, after);
        }
        if let HirKind::Literal(literal) = sub.kind() {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let mut characters = text.chars();
            if let (Some(only), None) = (characters.next(), characters.next()) {
                return self.run(&one(only), (*min, *max), *greedy, after);
            }
        }
        // Between two rounds may follow another, or what comes after.
        let between = Begin::of(sub, &Begin::default()).or(after);
        for round in 1..=*min {
            let last = round == *min && *max == Some(*min);
            self.add(sub, 0, if last { after } else { &between })?;
        }
        match max {
            None => {
                let (fork, head) = (self.fork()?, self.hold()?);
                let again = self.branch(sub, &between)?;
                self.push(Step::Jump(u32::try_from(head).ok()?))?;
                let again = Branch { step: again.step.or(u32::try_from(head).ok()), ..again };
                let step = self.choice(fork, true, again, *greedy, after)?;
                self.set_step(head, step);
            }
            Some(max) => {
                let mut heads = Vec::new();
                for round in min.saturating_add(1)..=*max {
                    let (fork, head) = (self.fork()?, self.hold()?);
                    let way = self.branch(sub, if round == *max { after } else { &between })?;
                    let next = u32::try_from(self.steps.len()).ok();
                    heads.push((head, fork, Branch { step: way.step.or(next), ..way }));
                }
                for (head, fork, way) in heads {
                    let step = self.choice(fork, false, way, *greedy, after)?;
                    self.set_step(head, step);
                }
            }
        }
        Some(())
    }

    /// A fork between another round and what comes after the steps so far.
    fn choice(&mut self, fork: u16, head: bool, again: Branch, greedy: bool, after: &Begin) -> Option<Step> {
        let done = Branch { begin: after.clone(), step: None, skip: 0 };
        let branches = if greedy { vec![again, done] } else { vec![done, again] };
        self.forked(fork, head, branches)
    }

    /// A fork of some branches, the preferred first; those without a step go on after the steps so far.
    fn forked(&mut self, fork: u16, head: bool, branches: Vec<Branch>) -> Option<Step> {
        let (ways, count) = (u32::try_from(self.ways.len()).ok()?, u16::try_from(branches.len()).ok()?);
        for branch in branches.iter().rev() {
            let first = self.set(branch.begin.first.as_ref());
            let way = self.way(branch, first)?;
            self.ways.push(way);
        }
        Some(Step::Fork { fork, head, ways, count })
    }

    /// The same by the character that is next.
    fn switched(&mut self, fork: u16, branches: Vec<Branch>) -> Option<Step> {
        // Where a branch begins to be one of those that there are, and where it ends.
        let mut turns: Vec<(Code, bool, usize)> = Vec::new();
        for (number, branch) in branches.iter().enumerate() {
            match &branch.begin.first {
                None => turns.push((0, true, number)),
                Some(first) => {
                    for range in first.iter() {
                        turns.push((range.start().into(), true, number));
                        turns.push((u32::from(range.end()).saturating_add(1), false, number));
                    }
                }
            }
        }
        let anything: BTreeSet<usize> =
            branches.iter().enumerate().filter(|(_, branch)| branch.begin.first.is_none()).map(|(number, _)| number).collect();
        // What may begin with anything may also begin with nothing.
        turns.sort_unstable();
        let cases = u32::try_from(self.cases.len()).ok()?;
        let ways = branches.iter().map(|branch| self.way(branch, Set::ANYTHING)).collect::<Option<Vec<Way>>>()?;
        let (mut known, mut here, mut last) = (HashMap::new(), BTreeSet::new(), BTreeSet::new());
        let mut turns = turns.into_iter().peekable();
        while let Some((from, begins, number)) = turns.next() {
            if begins {
                here.insert(number);
            } else {
                here.remove(&number);
            }
            if turns.peek().is_none_or(|(next, ..)| *next != from) && here != last && from < END {
                self.case(from, &here, &ways, &mut known)?;
                last.clone_from(&here);
            }
        }
        if last != anything {
            self.case(END, &anything, &ways, &mut known)?;
        }
        Some(Step::Switch { fork, cases, count: u32::try_from(self.cases.len()).ok()?.checked_sub(cases)? })
    }

    /// Adds a case with some of the ways; equal ones are written once.
    fn case(
        &mut self,
        from: Code,
        here: &BTreeSet<usize>,
        ways: &[Way],
        known: &mut HashMap<BTreeSet<usize>, u32>,
    ) -> Option<()> {
        let next = u32::try_from(self.ways.len()).ok()?;
        let first = *known.entry(here.clone()).or_insert(next);
        if first == next {
            // The preferred way is the last.
            self.ways.extend(here.iter().rev().filter_map(|number| ways.get(*number)));
        }
        self.cases.push(Case { from, ways: first, count: u16::try_from(here.len()).ok()? });
        Some(())
    }

    fn way(&mut self, branch: &Branch, first: Set) -> Option<Way> {
        let end = u32::try_from(self.steps.len()).ok()?;
        let second = self.set(branch.begin.second.as_ref());
        Some(Way { step: branch.step.unwrap_or(end), first, second, skip: branch.skip })
    }

    fn run(&mut self, class: &ClassUnicode, (min, max): (u32, Option<u32>), greedy: bool, after: &Begin) -> Option<()> {
        let (min, max) =
            (u16::try_from(min).ok()?, max.map_or(Some(u16::MAX), |max| u16::try_from(max).ok().filter(|max| *max < u16::MAX))?);
        let (set, then) = (self.classes.set(class), self.set(after.first.as_ref()));
        let fork = self.fork()?;
        self.push(Step::Run { fork, greedy, set, min, max, then })
    }

    fn set(&mut self, class: Option<&ClassUnicode>) -> Set {
        class.map_or(Set::ANYTHING, |class| self.classes.set(class))
    }

    fn fork(&mut self) -> Option<u16> {
        let fork = self.forks;
        self.forks = fork.checked_add(1)?;
        Some(fork)
    }

    fn push(&mut self, step: Step) -> Option<()> {
        self.steps.push(step);
        (self.steps.len() < LARGEST).then_some(())
    }

    /// A step to be written later.
    fn hold(&mut self) -> Option<usize> {
        let at = self.steps.len();
        self.push(Step::Jump(0))?;
        Some(at)
    }

    fn set_step(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }
}
