//! The tables of `--statistics`.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

use super::{Counts, Tally};
use crate::{
    check::Language,
    output::{clean::clean, text},
    verdict::Verdict,
};

/// Sources that are told by name.
const SOURCES: usize = 20;

impl Tally {
    /// The tables of `--statistics`.
    pub fn table(&self, language: Language) -> String {
        let en = language == Language::En;
        let mut out = String::new();
        let (rule, family) = if en { ("rule", "family") } else { ("规则", "类别") };
        // As wide as the columns of numbers below.
        let head = if en { [" findings", "documents"] } else { ["     发现", "     文档"] };
        rows(&mut out, rule, head, &self.rules);
        rows(&mut out, family, head, &self.families);
        self.sources(&mut out, head, language);
        self.worst(&mut out, language);
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
        let _ = writeln!(out, "\n{:>9}  {}", self.suppressed, if en { "findings suppressed" } else { "已屏蔽的问题" });
        out
    }

    /// By source: those with the most findings first, and how many more there are.
    fn sources(&self, out: &mut String, head: [&str; 2], language: Language) {
        if self.sources.is_empty() {
            return;
        }
        let en = language == Language::En;
        let mut sources: Vec<(&String, &Counts)> = self.sources.iter().collect();
        sources.sort_by_key(|(_, counts)| Reverse(counts.findings));
        heading(out, if en { "source" } else { "来源" }, head);
        for (name, counts) in sources.iter().take(SOURCES) {
            row(out, **counts, &clean(name));
        }
        let mut rest = self.more_sources;
        sources.iter().skip(SOURCES).for_each(|(_, counts)| rest.add(**counts));
        if rest != Counts::default() {
            row(out, rest, if en { "(all others)" } else { "(其余)" });
        }
        out.push('\n');
    }

    /// The documents with the most findings.
    fn worst(&self, out: &mut String, language: Language) {
        if self.worst.is_empty() {
            return;
        }
        let (findings, document) = if language == Language::En { (" findings", "document") } else { ("     发现", "文档") };
        let _ = writeln!(out, "{findings}  {document}");
        for (count, name) in &self.worst {
            let _ = writeln!(out, "{count:>9}  {}", clean(name));
        }
        out.push('\n');
    }
}

/// Numbers first, so that names of any width need no padding.
fn rows(out: &mut String, title: &str, [findings, documents]: [&str; 2], table: &BTreeMap<String, Counts>) {
    heading(out, title, [findings, documents]);
    for (name, counts) in table {
        row(out, *counts, &clean(name));
    }
    out.push('\n');
}

fn heading(out: &mut String, title: &str, [findings, documents]: [&str; 2]) {
    let _ = writeln!(out, "{findings}  {documents}  {title}");
}

fn row(out: &mut String, counts: Counts, name: &str) {
    let _ = writeln!(out, "{:>9}  {:>9}  {name}", counts.findings, counts.documents);
}

/// `12.3%`, rounded half up; empty where there is no whole.
pub(in crate::output) fn percent(part: usize, whole: usize) -> String {
    let tenths = part.saturating_mul(2000).saturating_add(whole).checked_div(whole.saturating_mul(2));
    tenths.map_or(String::new(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
}
