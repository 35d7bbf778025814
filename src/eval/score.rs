//! What the rules make of labelled cases: for each rule and each family, what was found rightly, wrongly, and not at all.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Expected, Ratio};
use crate::{
    check::{Checked, Checker},
    document::Document,
    finding::Severity,
};

/// How one rule, one family or all of them did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Cases that test it.
    pub cases: usize,
    /// Cases that test it and in which something is wrong.
    pub faulty: usize,
    /// Those of them in which something of the family was found.
    pub noticed: usize,
    /// Cases that test it and in which a claim should hold.
    pub sound: usize,
    /// Those of them in which one of the family does.
    pub verified: usize,
    /// Cases in which it found what is wrong.
    pub right: usize,
    /// Cases in which it found something, and nothing is wrong.
    pub false_alarms: usize,
}

/// A case that did not come out as its label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The case.
    pub case: Case,
    /// What was found in it, of what is judged.
    pub found: Vec<String>,
    /// The rules of its family whose claims hold.
    pub held: Vec<String>,
}

/// The whole account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// By rule; cases without one stand under the rules that spoke.
    pub rules: BTreeMap<String, Counts>,
    /// By family.
    pub families: BTreeMap<String, Counts>,
    /// All cases.
    pub all: Counts,
    /// Cases that came out as their label says.
    pub as_expected: usize,
    /// Characters of the cases in which nothing is wrong.
    pub sound_characters: usize,
    /// The others, in order.
    pub mismatches: Vec<Mismatch>,
}

impl Counts {
    /// Of what was found, what was right.
    pub fn precision(&self) -> Ratio {
        Ratio { part: self.right, whole: self.right.saturating_add(self.false_alarms) }
    }

    /// Of what is wrong, what was noticed.
    pub fn recall(&self) -> Ratio {
        Ratio { part: self.noticed, whole: self.faulty }
    }

    /// Of the claims that hold, those that were seen to.
    pub fn confirmed(&self) -> Ratio {
        Ratio { part: self.verified, whole: self.sound }
    }

    /// How often it was heard, rightly or not.
    pub fn findings(&self) -> usize {
        self.right.saturating_add(self.false_alarms)
    }

    /// False alarms in 100,000 characters of sound text, in hundredths, rounded half up; `None` where there is no text.
    pub fn alarms(&self, characters: usize) -> Option<usize> {
        let twice = self.false_alarms.checked_mul(20_000_000)?.checked_add(characters)?;
        twice.checked_div(characters.checked_mul(2)?)
    }
}

/// Checks every case, which `run` does in any order and as many at once as it likes.
pub fn score(checker: &Checker, cases: &[Case], run: impl FnOnce(&(dyn Fn(&Case) -> Checked + Sync)) -> Vec<Checked>) -> Score {
    let check = |case: &Case| checker.check(&Document::new(case.id.as_str(), case.text.as_str()));
    let mut score = Score::default();
    for (case, checked) in cases.iter().zip(run(&check)) {
        score.add(case, &checked);
    }
    score
}

impl Score {
    fn add(&mut self, case: &Case, checked: &Checked) {
        let heard = checked.findings.iter().filter(|finding| finding.severity >= Severity::Warning && case.judges(&finding.rule));
        let found: BTreeSet<&str> = heard.map(|finding| &*finding.rule).collect();
        let held = checked.ledger.iter().filter(|entry| entry.verdict.holds() && case.concerns(&entry.rule));
        let held: BTreeSet<&str> = held.map(|entry| &*entry.rule).collect();
        let noticed = found.iter().any(|rule| case.concerns(rule));
        let as_expected = match case.expect {
            Expected::Contradicted => noticed,
            Expected::Verified => found.is_empty() && !held.is_empty(),
            Expected::Clean => found.is_empty(),
        };
        self.as_expected = self.as_expected.saturating_add(usize::from(as_expected));
        let tested = |counts: &mut Counts| {
            let (faulty, sound) = (case.expect == Expected::Contradicted, case.expect == Expected::Verified);
            counts.cases = counts.cases.saturating_add(1);
            counts.faulty = counts.faulty.saturating_add(usize::from(faulty));
            counts.noticed = counts.noticed.saturating_add(usize::from(faulty && noticed));
            counts.sound = counts.sound.saturating_add(usize::from(sound));
            counts.verified = counts.verified.saturating_add(usize::from(sound && !held.is_empty()));
        };
        tested(&mut self.all);
        tested(self.families.entry(case.family.clone()).or_default());
        if let Some(rule) = &case.rule {
            tested(self.rules.entry(rule.clone()).or_default());
        }
        self.judge(case, &found);
        if case.expect != Expected::Contradicted {
            self.sound_characters = self.sound_characters.saturating_add(case.text.chars().count());
        }
        if !as_expected {
            let owned = |names: &BTreeSet<&str>| names.iter().map(|&name| name.to_owned()).collect();
            self.mismatches.push(Mismatch { case: case.clone(), found: owned(&found), held: owned(&held) });
        }
    }

    /// What was found is right where something is wrong and the rule may speak for it. A rule of another family in a faulty case
    /// is not judged: one wrong figure can break two claims.
    fn judge(&mut self, case: &Case, found: &BTreeSet<&str>) {
        let faulty = case.expect == Expected::Contradicted;
        let right = |rule: &str| if faulty { case.concerns(rule).then_some(true) } else { Some(false) };
        for rule in found {
            if let Some(right) = right(rule) {
                self.rules.entry((*rule).to_owned()).or_default().hear(right);
            }
        }
        if found.iter().any(|rule| right(rule).is_some()) {
            self.families.entry(case.family.clone()).or_default().hear(faulty);
            self.all.hear(faulty);
        }
    }
}

impl Counts {
    fn hear(&mut self, right: bool) {
        let counter = if right { &mut self.right } else { &mut self.false_alarms };
        *counter = counter.saturating_add(1);
    }
}
