//! Counts over a whole run: findings by severity, rule, source and document, and what share of the checkable claims was bound and held.

mod table;

pub(super) use table::percent;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::Page;
use crate::{
    check::{Checked, Language},
    document::Document,
    finding::Severity,
    verdict::Verdict,
};

/// Sources that are counted by name, so that memory does not grow with the corpus; the rest are counted together.
const SOURCES: usize = 10_000;
/// Documents that are told as the worst.
const WORST: usize = 10;

/// What was seen in some documents. Two tallies of different documents add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Documents that were checked.
    pub documents: usize,
    /// Documents with a finding.
    #[serde(skip_serializing_if = "nothing")]
    pub faulty: usize,
    /// Characters (Unicode scalar values) of the documents.
    pub characters: usize,
    /// Bytes of the documents as UTF-8.
    pub bytes: usize,
    /// Findings that a baseline knows, which count nowhere else.
    #[serde(skip_serializing_if = "nothing")]
    pub known: usize,
    /// Findings that were mended, and are not counted otherwise.
    #[serde(skip_serializing_if = "nothing")]
    pub fixed: usize,
    /// Of the findings that were counted, those that `--unsafe-fixes` could mend too.
    #[serde(skip_serializing_if = "nothing")]
    pub mendable: usize,
    /// Findings that are suppressed, and not told.
    #[serde(skip_serializing_if = "nothing")]
    pub suppressed: usize,
    #[serde(skip_serializing_if = "nothing")]
    severities: BTreeMap<Severity, usize>,
    #[serde(skip_serializing_if = "nothing")]
    rules: BTreeMap<String, Counts>,
    #[serde(skip_serializing_if = "nothing")]
    families: BTreeMap<String, Counts>,
    #[serde(skip_serializing_if = "nothing")]
    verdicts: BTreeMap<Verdict, usize>,
    /// The document, while this is the tally of one.
    document: Option<About>,
    #[serde(skip_serializing_if = "nothing")]
    sources: BTreeMap<String, Counts>,
    /// Of the sources that are not counted by name.
    #[serde(skip_serializing_if = "nothing")]
    more_sources: Counts,
    /// The documents with the most findings, the worst first.
    #[serde(skip_serializing_if = "nothing")]
    worst: Vec<(usize, String)>,
}

/// Whether nothing was counted. A journal, which has a tally for each document, then says nothing of it.
fn nothing<T: Default + PartialEq>(counted: &T) -> bool {
    *counted == T::default()
}

/// How often something was found, and in how many documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Findings.
    pub findings: usize,
    /// Documents with such a finding.
    pub documents: usize,
}

/// Whose findings a tally counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    name: String,
    source: String,
}

impl About {
    fn of(document: &Document) -> Self {
        // Where a report does not say where it comes from, its folder does.
        let folder = || match Path::new(&document.path).parent().map(|folder| folder.to_string_lossy()) {
            Some(folder) if !folder.is_empty() => format!("{folder}/"),
            _ => "./".to_owned(),
        };
        let source = document.fields.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
        Self { name: Page::new(document).name().into_owned(), source: source.map_or_else(folder, str::to_owned) }
    }
}

impl Tally {
    /// The tally of one document.
    pub fn of(checked: &Checked) -> Self {
        let mut tally = Self { documents: 1, ..Self::default() };
        tally.recount(checked);
        tally.find(checked.findings.iter().map(|finding| (&*finding.rule, finding.severity)));
        tally
    }

    /// The tally of one document with nothing found in it yet: its size, and its claims.
    pub fn begin(document: &Document, checked: &Checked) -> Self {
        let (characters, bytes) = (document.text.chars().count(), document.text.len());
        let mut tally = Self { documents: 1, characters, bytes, document: Some(About::of(document)), ..Self::default() };
        tally.recount(checked);
        tally
    }

    fn recount(&mut self, checked: &Checked) {
        self.suppressed = checked.suppressed.len();
        for entry in &checked.ledger {
            add(self.verdicts.entry(entry.verdict).or_default(), 1);
        }
    }

    /// Adds everything that was found in the one document of this tally.
    pub fn find<'f>(&mut self, findings: impl IntoIterator<Item = (&'f str, Severity)>) {
        let (mut rules, mut families) = (BTreeSet::new(), BTreeSet::new());
        let mut found = 0_usize;
        for (rule, severity) in findings {
            let family = rule.split_once('/').map_or(rule, |(family, _)| family);
            add(self.severities.entry(severity).or_default(), 1);
            let counts = Counts { findings: 1, documents: usize::from(rules.insert(rule)) };
            self.rules.entry(rule.to_owned()).or_default().add(counts);
            let counts = Counts { findings: 1, documents: usize::from(families.insert(family)) };
            self.families.entry(family.to_owned()).or_default().add(counts);
            add(&mut found, 1);
        }
        if found == 0 {
            return;
        }
        self.faulty = 1;
        if let Some(About { name, source }) = self.document.take() {
            self.sources.insert(source, Counts { findings: found, documents: 1 });
            self.worst.push((found, name));
        }
    }

    /// Adds the tally of other documents.
    pub fn add(&mut self, other: Self) {
        add(&mut self.documents, other.documents);
        add(&mut self.faulty, other.faulty);
        add(&mut self.characters, other.characters);
        add(&mut self.bytes, other.bytes);
        add(&mut self.known, other.known);
        add(&mut self.fixed, other.fixed);
        add(&mut self.mendable, other.mendable);
        add(&mut self.suppressed, other.suppressed);
        other.severities.into_iter().for_each(|(severity, count)| add(self.severities.entry(severity).or_default(), count));
        other.rules.into_iter().for_each(|(rule, counts)| self.rules.entry(rule).or_default().add(counts));
        other.families.into_iter().for_each(|(family, counts)| self.families.entry(family).or_default().add(counts));
        other.verdicts.into_iter().for_each(|(verdict, count)| add(self.verdicts.entry(verdict).or_default(), count));
        self.more_sources.add(other.more_sources);
        for (source, counts) in other.sources {
            let full = self.sources.len() >= SOURCES;
            match self.sources.get_mut(&source) {
                Some(known) => known.add(counts),
                None if full => self.more_sources.add(counts),
                None => drop(self.sources.insert(source, counts)),
            }
        }
        if !other.worst.is_empty() {
            self.worst.extend(other.worst);
            // Stable: of two that are as bad, the one that came first is told first.
            self.worst.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
            self.worst.truncate(WORST);
        }
    }

    /// What was found by rule, in the order of ids.
    pub fn rules(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.rules.iter().map(|(rule, counts)| (rule.as_str(), *counts))
    }

    /// What was found by family.
    pub fn families(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.families.iter().map(|(family, counts)| (family.as_str(), *counts))
    }

    /// Findings of a severity.
    pub fn severity(&self, severity: Severity) -> usize {
        self.severities.get(&severity).copied().unwrap_or(0)
    }

    /// Findings of a severity or a higher one.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.severities.range(severity..).map(|(_, count)| count).sum()
    }

    /// Claims with a verdict.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or(0)
    }

    /// Claims that could be checked: all that a rule matched.
    pub fn claims(&self) -> usize {
        self.verdicts.values().sum()
    }

    /// What was found: `3 errors, 1 warning, 0 notes in 12 documents`.
    pub fn found(&self, language: Language) -> String {
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Info].map(|severity| self.severity(severity));
        match language {
            Language::En => format!(
                "{}, {}, {} in {}",
                many(errors, "error"),
                many(warnings, "warning"),
                many(notes, "note"),
                many(self.documents, "document"),
            ),
            Language::Zh => format!("{}篇文档:错误{errors}处,警告{warnings}处,提示{notes}处", self.documents),
        }
    }

    /// That a baseline knows findings that are not shown; `None` where it knows none of them.
    pub fn admitted(&self, language: Language) -> Option<String> {
        let known = self.known;
        let said = match language {
            Language::En => format!("{} not shown: known to the baseline", many(known, "old finding")),
            Language::Zh => format!("另有{known}处为基线所含的旧问题,未列出"),
        };
        (known > 0).then_some(said)
    }

    /// What was mended: `12 fixed, 3 remaining; --unsafe-fixes would mend 2 of them`. `done` is false where nothing was written.
    pub fn mended(&self, language: Language, done: bool) -> String {
        let (fixed, left, more) = (self.fixed, self.at_least(Severity::Info), self.mendable);
        match (language, done, more) {
            (Language::En, true, 0) => format!("{fixed} fixed, {left} remaining"),
            (Language::En, false, 0) => format!("{fixed} would be fixed, {left} would remain"),
            (Language::En, true, _) => format!("{fixed} fixed, {left} remaining; --unsafe-fixes would mend {more} of them"),
            (Language::En, false, _) => {
                format!("{fixed} would be fixed, {left} would remain; --unsafe-fixes would mend {more} of them")
            }
            (Language::Zh, true, 0) => format!("已修复{fixed}处,剩余{left}处"),
            (Language::Zh, false, 0) => format!("可修复{fixed}处,将剩余{left}处"),
            (Language::Zh, true, _) => format!("已修复{fixed}处,剩余{left}处;其中{more}处可用 --unsafe-fixes 修复"),
            (Language::Zh, false, _) => format!("可修复{fixed}处,将剩余{left}处;其中{more}处可用 --unsafe-fixes 修复"),
        }
    }

    /// What was counted again: `412 claims recounted: 395 hold, …`.
    pub fn recounted(&self, language: Language) -> String {
        let hold = self.verdict(Verdict::Verified).saturating_add(self.verdict(Verdict::Consistent));
        let [last_digit, contradicted, undecided] =
            [Verdict::LastDigit, Verdict::Contradicted, Verdict::Undecided].map(|verdict| self.verdict(verdict));
        let (all, en) = (self.claims(), language == Language::En);
        if en {
            let all = many(all, "claim");
            format!(
                "{all} recounted: {hold} hold, {last_digit} off in the last digit, {contradicted} contradicted, {undecided} undecided"
            )
        } else {
            format!("复算{all}处:相符{hold}处,末位不符{last_digit}处,矛盾{contradicted}处,无法判定{undecided}处")
        }
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        add(&mut self.findings, other.findings);
        add(&mut self.documents, other.documents);
    }
}

fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn add(sum: &mut usize, more: usize) {
    *sum = sum.saturating_add(more);
}
