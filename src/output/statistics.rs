//! Counts over a whole run: findings by severity and rule, and what share of the checkable claims was bound and held.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::{clean::clean, text};
use crate::{
    check::{Checked, Language},
    finding::Severity,
    verdict::Verdict,
};

/// What was seen in some documents. Two tallies of different documents add up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Documents that were checked.
    pub documents: usize,
    /// Findings that were mended, and are not counted otherwise.
    pub fixed: usize,
    /// Of the findings that were counted, those that `--unsafe-fixes` could mend too.
    pub mendable: usize,
    severities: BTreeMap<Severity, usize>,
    rules: BTreeMap<String, Counts>,
    families: BTreeMap<String, Counts>,
    verdicts: BTreeMap<Verdict, usize>,
}

/// How often something was found, and in how many documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    findings: usize,
    documents: usize,
}

impl Tally {
    /// The tally of one document.
    pub fn of(checked: &Checked) -> Self {
        let mut tally = Self { documents: 1, ..Self::default() };
        let (mut rules, mut families) = (BTreeSet::new(), BTreeSet::new());
        for finding in &checked.findings {
            let rule = &*finding.rule;
            let family = rule.split_once('/').map_or(rule, |(family, _)| family);
            add(tally.severities.entry(finding.severity).or_default(), 1);
            tally
                .rules
                .entry(rule.to_owned())
                .or_default()
                .add(Counts { findings: 1, documents: usize::from(rules.insert(rule)) });
            let counts = Counts { findings: 1, documents: usize::from(families.insert(family)) };
            tally.families.entry(family.to_owned()).or_default().add(counts);
        }
        for entry in &checked.ledger {
            add(tally.verdicts.entry(entry.verdict).or_default(), 1);
        }
        tally
    }

    /// Adds the tally of other documents.
    pub fn add(&mut self, other: Self) {
        add(&mut self.documents, other.documents);
        add(&mut self.fixed, other.fixed);
        add(&mut self.mendable, other.mendable);
        other.severities.into_iter().for_each(|(severity, count)| add(self.severities.entry(severity).or_default(), count));
        other.rules.into_iter().for_each(|(rule, counts)| self.rules.entry(rule).or_default().add(counts));
        other.families.into_iter().for_each(|(family, counts)| self.families.entry(family).or_default().add(counts));
        other.verdicts.into_iter().for_each(|(verdict, count)| add(self.verdicts.entry(verdict).or_default(), count));
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

    /// The tables of `--statistics`.
    pub fn table(&self, language: Language) -> String {
        let en = language == Language::En;
        let mut out = String::new();
        let (rule, family) = if en { ("rule", "family") } else { ("规则", "类别") };
        // As wide as the columns of numbers below.
        let head = if en { [" findings", "documents"] } else { ["     发现", "     文档"] };
        rows(&mut out, rule, head, &self.rules);
        rows(&mut out, family, head, &self.families);
        let bound = self.claims().saturating_sub(self.verdict(Verdict::Undecided));
        let _ = writeln!(out, "{}", if en { "claims" } else { "可复算的陈述" });
        let coverage = if en {
            [("checkable", self.claims()), ("bound", bound)]
        } else {
            [("可复算", self.claims()), ("已找到依据", bound)]
        };
        let verdicts = Verdict::ALL.map(|verdict| (text::verdict(verdict, language), self.verdict(verdict)));
        for (name, count) in coverage.into_iter().chain(verdicts) {
            let _ = writeln!(out, "{count:>9}  {:>6}  {name}", percent(count, self.claims()));
        }
        out
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        add(&mut self.findings, other.findings);
        add(&mut self.documents, other.documents);
    }
}

/// Numbers first, so that names of any width need no padding.
fn rows(out: &mut String, title: &str, [findings, documents]: [&str; 2], table: &BTreeMap<String, Counts>) {
    let _ = writeln!(out, "{findings}  {documents}  {title}");
    for (name, counts) in table {
        let _ = writeln!(out, "{:>9}  {:>9}  {}", counts.findings, counts.documents, clean(name));
    }
    out.push('\n');
}

/// `12.3%`, rounded half up; empty where there is no whole.
fn percent(part: usize, whole: usize) -> String {
    let tenths = part.saturating_mul(2000).saturating_add(whole).checked_div(whole.saturating_mul(2));
    tenths.map_or(String::new(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
}

fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn add(sum: &mut usize, more: usize) {
    *sum = sum.saturating_add(more);
}
