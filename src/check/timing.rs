//! How long each step of a check takes. The check knows no clock: who wants to know brings one.

use std::collections::BTreeMap;

/// A step of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step<'r> {
    /// Folding the text into the view.
    View,
    /// Lexing the figures and laying out the skeleton.
    Figures,
    /// The claims of one rule and their recounts.
    Rule(&'r str),
    /// Putting the findings in order.
    Findings,
}

/// Told at the end of each step.
pub(super) trait Watch {
    /// A step has ended.
    fn ended(&mut self, step: Step<'_>);
}

/// Nobody watches, and it costs nothing.
impl Watch for () {
    fn ended(&mut self, _: Step<'_>) {}
}

/// Nanoseconds since some moment, always the same one.
pub type Clock<'c> = &'c (dyn Fn() -> u64 + Sync);

/// How long each step took, in nanoseconds. Two of different documents add up; threads that work at the same time too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timings {
    /// Folding texts into views.
    pub view: u64,
    /// Lexing figures and laying out skeletons.
    pub figures: u64,
    /// Claims and recounts, by rule.
    pub rules: BTreeMap<String, u64>,
    /// Putting findings in order.
    pub findings: u64,
}

impl Timings {
    /// Adds the time of other documents.
    pub fn add(&mut self, other: Self) {
        add(&mut self.view, other.view);
        add(&mut self.figures, other.figures);
        add(&mut self.findings, other.findings);
        other.rules.into_iter().for_each(|(rule, time)| add(self.rules.entry(rule).or_default(), time));
    }
}

fn add(sum: &mut u64, more: u64) {
    *sum = sum.saturating_add(more);
}

/// A clock that is read at the end of each step.
pub(super) struct Stopwatch<'c> {
    clock: Clock<'c>,
    last: u64,
    pub(super) timings: Timings,
}

impl<'c> Stopwatch<'c> {
    /// Starts it.
    pub(super) fn start(clock: Clock<'c>) -> Self {
        Self { clock, last: clock(), timings: Timings::default() }
    }
}

impl Watch for Stopwatch<'_> {
    fn ended(&mut self, step: Step<'_>) {
        let now = (self.clock)();
        let took = now.saturating_sub(self.last);
        self.last = now;
        match step {
            Step::View => add(&mut self.timings.view, took),
            Step::Figures => add(&mut self.timings.figures, took),
            Step::Findings => add(&mut self.timings.findings, took),
            Step::Rule(rule) => match self.timings.rules.get_mut(rule) {
                Some(time) => add(time, took),
                None => {
                    self.timings.rules.insert(rule.to_owned(), took);
                }
            },
        }
    }
}
