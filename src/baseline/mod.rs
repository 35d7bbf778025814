//! The findings of a day on which somebody decided to count only what is new from then on. A baseline knows each finding by its words,
//! not by its place, and how many there were. Opens no file.

mod admission;
mod around;
mod file;
mod fingerprint;
mod scope;

pub use admission::{Admission, Standing, Whereabouts};
pub use file::{BaselineError, BaselineFault, Line};
pub use fingerprint::{Fingerprint, Mark};
pub use scope::Scope;

use std::{collections::BTreeMap, sync::Arc};

use crate::{document::Document, finding::Finding};

/// The findings of a day.
///
/// ```
/// use recount::{baseline::{Baseline, Mark}, check::{Checker, Language}, document::Document, rule::RuleSet};
///
/// let rules = RuleSet::built_in();
/// let checker = Checker::new(rules, Language::En);
/// let old = Document::new("report.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。");
/// let mut baseline = Baseline::default();
/// for finding in checker.check(&old).findings {
///     baseline.record(&Mark::of(&old, &finding), "report.txt");
/// }
/// let edited = Document::new("report.txt", "茶社简报\n茶社共有采茶工36名,其中返乡的27名,占57%。");
/// assert!(checker.check(&edited).findings.iter().all(|finding| baseline.admits(&edited, finding)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// What was looked at when it was made.
    pub scope: Scope,
    entries: BTreeMap<(Arc<str>, Fingerprint), Entry>,
}

/// What a baseline knows of one fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// A few words for people.
    pub text: String,
    /// How often it was found in each file. Never empty, and no number is zero.
    pub paths: BTreeMap<String, usize>,
}

impl Entry {
    /// How often it was found.
    pub fn count(&self) -> usize {
        self.paths.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    fn add(&mut self, path: &str, more: usize) {
        let count = self.paths.entry(path.to_owned()).or_default();
        *count = count.saturating_add(more);
    }

    fn drop_one(&mut self, path: &str) {
        let Some(count) = self.paths.get_mut(path) else { return };
        *count = count.saturating_sub(1);
        if *count == 0 {
            self.paths.remove(path);
        }
    }
}

/// What is in one baseline and not in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'b> {
    /// The rule's id.
    pub rule: &'b str,
    /// A few words for people; empty for a report as a whole.
    pub text: &'b str,
    /// The files that the finding is known in.
    pub paths: Vec<&'b str>,
    /// How often it is found more, or less where negative.
    pub more: isize,
}

impl Baseline {
    /// An empty baseline of what a run looks at.
    pub fn new(scope: Scope) -> Self {
        Self { scope, entries: BTreeMap::new() }
    }

    /// Adds a finding in a file.
    pub fn record(&mut self, mark: &Mark, path: &str) {
        let entry = self.entries.entry((Arc::clone(&mark.rule), mark.fingerprint)).or_default();
        if entry.text.is_empty() {
            entry.text.clone_from(&mark.text);
        }
        entry.add(path, 1);
    }

    /// Whether a finding is known, wherever it stands now. It does not count: a second finding on the same words is admitted too.
    ///
    /// What is found about a report as a whole is known only where a file of that path had it.
    pub fn admits(&self, document: &Document, finding: &Finding) -> bool {
        let mark = Mark::of(document, finding);
        let entry = self.entry(&mark);
        entry.is_some_and(|entry| !mark.whole || entry.paths.contains_key(&document.path))
    }

    /// Which findings of a document are new, counted as a run over the corpus would: for callers with one document at hand, as an
    /// editor has. `name` is the file's path as the baseline knows it; `is_gone` says of another one whether there is no such file
    /// any more.
    pub fn new_in<'f>(
        &self,
        document: &Document,
        findings: &'f [Finding],
        name: &str,
        is_gone: impl Fn(&str) -> bool,
    ) -> Vec<&'f Finding> {
        let marks: Vec<Mark> = findings.iter().map(|finding| Mark::of(document, finding)).collect();
        let mut admission = Admission::for_marks(self, &marks);
        let whereabouts = |path: &str| if is_gone(path) { Whereabouts::Gone } else { Whereabouts::Elsewhere };
        let standings = marks.iter().map(|mark| admission.meet(mark, name, 0, whereabouts));
        let new = findings.iter().zip(standings).filter(|(_, standing)| *standing == Standing::New);
        new.map(|(finding, _)| finding).collect()
    }

    /// What is known of a finding.
    pub fn entry(&self, mark: &Mark) -> Option<&Entry> {
        self.entries.get(&(Arc::clone(&mark.rule), mark.fingerprint))
    }

    /// Everything that is known, by rule and fingerprint.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Fingerprint, &Entry)> {
        self.entries.iter().map(|((rule, fingerprint), entry)| (&**rule, *fingerprint, entry))
    }

    /// Findings that are known.
    pub fn count(&self) -> usize {
        self.entries.values().fold(0, |sum, entry| sum.saturating_add(entry.count()))
    }

    /// What is left of this baseline where only what is found now is kept: never more of a finding than was known.
    pub fn pruned(&self, found: &Self) -> Self {
        let kept = self.entries.iter().filter_map(|(key, known)| {
            let now = found.entries.get(key)?;
            let paths = if now.count() <= known.count() { now.paths.clone() } else { fitted(known, now) };
            Some((key.clone(), Entry { text: known.text.clone(), paths }))
        });
        Self { scope: self.scope.clone(), entries: kept.collect() }
    }

    /// This baseline and what a run over a part of the corpus found beyond it. Nothing is dropped; what is found in a new place goes
    /// there from a file that has it no more. `spare` says of a file's name whether it may have lost what it had: `true` is passed
    /// for what is said of a report as a whole.
    pub fn extended(&self, found: &Self, spare: impl Fn(&str, bool) -> bool) -> Self {
        let mut all = self.clone();
        for (key, now) in &found.entries {
            let entry = all.entries.entry(key.clone()).or_default();
            if entry.text.is_empty() {
                entry.text.clone_from(&now.text);
            }
            let whole = Mark::is_whole(&key.0, key.1);
            let lost = |path: &str, known: usize| known.saturating_sub(now.paths.get(path).copied().unwrap_or(0));
            let mut givers: Vec<(String, usize)> =
                entry.paths.iter().map(|(path, known)| (path.clone(), lost(path, *known))).collect();
            givers.retain(|(path, lost)| *lost > 0 && spare(path, whole));
            for (path, count) in &now.paths {
                let more = count.saturating_sub(entry.paths.get(path).copied().unwrap_or(0));
                for _ in 0..more {
                    entry.add(path, 1);
                    let Some((giver, left)) = givers.last_mut() else { continue };
                    entry.drop_one(giver);
                    *left = left.saturating_sub(1);
                    if *left == 0 {
                        givers.pop();
                    }
                }
            }
        }
        all
    }

    /// What another baseline has more and less than this one, by rule and fingerprint.
    pub fn changes<'b>(&'b self, other: &'b Self) -> Vec<Change<'b>> {
        let change = |key: &'b (Arc<str>, Fingerprint)| {
            let (old, new) = (self.entries.get(key), other.entries.get(key));
            let count = |entry: Option<&Entry>| isize::try_from(entry.map_or(0, Entry::count)).unwrap_or(isize::MAX);
            let more = count(new).saturating_sub(count(old));
            let (told, rest) = if more < 0 { (old?, new) } else { (new?, old) };
            // The files that have it more often on the side that is told.
            let grown = told
                .paths
                .iter()
                .filter(|(path, count)| rest.is_none_or(|rest| rest.paths.get(*path).is_none_or(|others| others < count)));
            let paths = grown.map(|(path, _)| path.as_str()).collect();
            (more != 0).then_some(Change { rule: &key.0, text: &told.text, paths, more })
        };
        let new = other.entries.keys().filter(|key| !self.entries.contains_key(*key));
        let mut keys: Vec<_> = self.entries.keys().chain(new).collect();
        keys.sort();
        keys.into_iter().filter_map(change).collect()
    }
}

/// As many findings as were known, in the files that have them now: those that had them before come first.
fn fitted(known: &Entry, now: &Entry) -> BTreeMap<String, usize> {
    let mut left = known.count();
    let mut paths: BTreeMap<String, usize> = BTreeMap::new();
    let mut take = |path: &String, most: usize| {
        let taken = paths.get(path).copied().unwrap_or(0);
        let more = most.saturating_sub(taken).min(left);
        if more > 0 {
            left = left.saturating_sub(more);
            paths.insert(path.clone(), taken.saturating_add(more));
        }
    };
    now.paths.iter().for_each(|(path, count)| take(path, known.paths.get(path).map_or(0, |before| *before.min(count))));
    now.paths.iter().for_each(|(path, count)| take(path, *count));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"baseline":1,"paths":["."]}"#;

    fn baseline(entries: &[(&str, &str)]) -> Baseline {
        let line = |(print, paths): &(&str, &str)| {
            format!("\n{{\"rule\":\"a/b\",\"fingerprint\":\"{}\",\"text\":\"{print}\",\"paths\":{paths}}}", print.repeat(32))
        };
        Baseline::read(&(HEAD.to_owned() + &entries.iter().map(line).collect::<String>())).unwrap()
    }

    #[test]
    fn pruning_keeps_what_is_found_and_never_more_than_was_known() {
        let old = baseline(&[("a", r#"{"x":2,"y":1}"#), ("b", r#"{"x":1}"#), ("c", r#"{"x":3}"#)]);
        let now = baseline(&[("a", r#"{"u":1,"x":1,"y":3}"#), ("c", r#"{"z":1}"#), ("d", r#"{"x":1}"#)]);
        let pruned = baseline(&[("a", r#"{"u":1,"x":1,"y":1}"#), ("c", r#"{"z":1}"#)]);
        assert_eq!(old.pruned(&now), pruned);
        assert_eq!(pruned.pruned(&now), pruned);
    }

    #[test]
    fn of_one_document_what_is_more_than_there_was_is_new() {
        use crate::{document::Place, finding::Severity};

        let document = Document::new("/home/a.txt", "甲乙。\n甲乙。\n丙丁。\n");
        let finding = |start| Finding {
            rule: "a/b".into(),
            severity: Severity::Error,
            verdict: None,
            place: Place { start, end: start + 3 },
            message: String::new(),
            help: None,
            labels: Vec::new(),
            fix: None,
        };
        let findings = [0, 10, 20].map(finding);
        let mut baseline = Baseline::default();
        baseline.record(&Mark::of(&document, &findings[0]), "a.txt");
        baseline.record(&Mark::of(&document, &findings[2]), "b.txt");
        assert_eq!(baseline.new_in(&document, &findings, "a.txt", |_| false), [&findings[1], &findings[2]]);
        assert_eq!(baseline.new_in(&document, &findings, "a.txt", |_| true), [&findings[1]]);
        assert!(findings.iter().all(|finding| baseline.admits(&document, finding)));
    }

    #[test]
    fn a_run_over_a_part_adds_and_moves_and_drops_nothing() {
        let old = baseline(&[("a", r#"{"gone":1,"kept":2}"#), ("b", r#"{"kept":1}"#)]);
        let now = baseline(&[("a", r#"{"kept":1,"new":1}"#), ("c", r#"{"new":2}"#), ("b", r#"{"new":1}"#)]);
        let all = baseline(&[("a", r#"{"kept":2,"new":1}"#), ("b", r#"{"kept":1,"new":1}"#), ("c", r#"{"new":2}"#)]);
        assert_eq!(old.extended(&now, |path, _| path == "gone"), all);
    }

    #[test]
    fn changes_are_told_by_their_number_and_where_they_are() {
        let old = baseline(&[("a", r#"{"x":2,"y":1}"#), ("b", r#"{"x":1}"#), ("c", r#"{"x":1}"#)]);
        let now = baseline(&[("a", r#"{"x":2,"y":2}"#), ("c", r#"{"z":1}"#), ("d", r#"{"x":1}"#)]);
        let change = |text, path, more| Change { rule: "a/b", text, paths: vec![path], more };
        assert_eq!(old.changes(&now), [change("a", "y", 1), change("b", "x", -1), change("d", "x", 1)]);
    }
}
