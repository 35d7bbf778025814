//! What is in force for one path: each rule with its severity and options, and where each was set.

use std::collections::BTreeMap;

use super::{Level, Origin, Set};
use crate::{
    kind::{Kind, Setting},
    rule::{Rule, RuleSet, Severity},
};

/// The option that every rule has: words of a sentence in which it finds nothing.
pub(super) const IGNORE_WORDS: &str = "ignore-words";

/// What is in force for some paths, of the rules for which it was made.
#[derive(Debug)]
pub struct Settings {
    /// In the order of the rules.
    rules: Vec<RuleSettings>,
    /// The most that a figure matters that is off in its last digit.
    pub last_digit: Set<Level>,
}

/// What is set for one rule.
#[derive(Debug)]
pub struct RuleSettings {
    /// How much it matters.
    pub level: Set<Level>,
    /// Why, where somebody said so.
    pub reason: Option<String>,
    /// Its options that were set, by name.
    pub options: BTreeMap<String, Set<Setting>>,
    /// Its kind with these options; `None` where none was set that its kind knows.
    kind: Option<Box<dyn Kind>>,
}

/// A rule as it is in force.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Its kind with the options that were set, where any was.
    pub changed: Option<&'r dyn Kind>,
    /// How much what it finds matters.
    pub severity: Severity,
    /// How much it matters at most where a figure is off in its last digit only; `None` where nobody is told.
    pub last_digit: Option<Severity>,
    /// It finds nothing in a sentence that has one of these.
    pub ignore_words: &'r [String],
}

impl<'r> InForce<'r> {
    /// A rule as its author wrote it.
    pub fn of(rule: &'r Rule) -> Self {
        Self { rule, changed: None, severity: rule.severity, last_digit: Some(Severity::Warning), ignore_words: &[] }
    }

    /// Its kind, with the options that were set.
    pub fn kind(&self) -> &'r dyn Kind {
        self.changed.unwrap_or_else(|| self.rule.kind())
    }
}

impl Settings {
    /// Every rule as its author wrote it.
    pub(super) fn new(rules: &RuleSet) -> Self {
        let settings = rules.rules().iter().map(|rule| RuleSettings {
            level: Set::default_of(Level::On(rule.severity)),
            reason: None,
            options: BTreeMap::new(),
            kind: None,
        });
        Self { rules: settings.collect(), last_digit: Set::default_of(Level::On(Severity::Warning)) }
    }

    /// The rules that are not off, of the set for which this was made.
    pub fn in_force<'r>(&'r self, rules: &'r RuleSet) -> impl Iterator<Item = InForce<'r>> {
        self.of(rules).filter_map(|(rule, settings)| {
            Some(InForce {
                rule,
                changed: settings.kind.as_deref(),
                severity: settings.level.value.severity()?,
                last_digit: self.last_digit.value.severity(),
                ignore_words: match settings.options.get(IGNORE_WORDS) {
                    Some(Set { value: Setting::Words(words), .. }) => words,
                    _ => &[],
                },
            })
        })
    }

    /// Every rule with what is set for it.
    pub fn of<'r>(&'r self, rules: &'r RuleSet) -> impl Iterator<Item = (&'r Rule, &'r RuleSettings)> {
        rules.rules().iter().zip(&self.rules)
    }

    /// What is set for the rule of a place in the set.
    pub(super) fn rule(&mut self, number: usize) -> Option<&mut RuleSettings> {
        self.rules.get_mut(number)
    }

    /// Compiles the kinds of the rules whose options were set.
    pub(super) fn finish(&mut self, rules: &RuleSet) {
        for (settings, rule) in self.rules.iter_mut().zip(rules.rules()) {
            settings.kind = with_options(rule, &settings.options);
        }
    }
}

impl RuleSettings {
    /// Where it was made what it is, if anywhere.
    pub fn origin(&self) -> &Origin {
        &self.level.from
    }
}

/// The kind of a rule with its options; `None` where it stays as it is.
fn with_options(rule: &Rule, options: &BTreeMap<String, Set<Setting>>) -> Option<Box<dyn Kind>> {
    let mut changed: Option<Box<dyn Kind>> = None;
    for (name, set) in options.iter().filter(|(name, _)| rule.options().contains(&name.as_str())) {
        let kind = changed.as_deref().unwrap_or_else(|| rule.kind());
        changed = kind.set(name, &set.value).or(changed);
    }
    changed
}
