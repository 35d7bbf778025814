//! `recount report`: one page for people who would rather look than read. Here it is collected, compactly, and written as a
//! single file that needs nothing beside it.

mod arithmetic;
mod leaf;
mod pack;
mod page;
mod pool;
mod row;
mod summary;

use std::{fmt::Write, sync::Arc};

pub use leaf::Leaf;
pub use row::Row;

use self::{
    page::Parts,
    pool::Pool,
    summary::{Group, Source, Summary, Year},
};
use crate::{check::Language, finding::Severity, rule::RuleSet, verdict::Verdict};

/// Findings of one packed block.
const BLOCK: usize = 2000;
/// Sources that are told by name; the rest are told together.
const SOURCES: usize = 1000;

/// What the page will tell, as far as documents have come.
#[derive(Debug, Default)]
pub struct Dashboard {
    /// Findings that are listed at most; the others are counted only.
    most: usize,
    totals: summary::Totals,
    rules: Pool<Arc<str>>,
    /// Findings and claims by rule, at the number of each.
    by_rule: Vec<Group>,
    sources: Pool<Source>,
    by_source: Vec<Group>,
    years: Pool<Year>,
    by_year: Vec<Group>,
    paths: Pool<String>,
    documents: Documents,
    findings: Findings,
    /// Details that are not packed yet, as the elements of a JSON array.
    pending: String,
    blocks: Vec<String>,
}

/// The documents with a finding that is listed, by column.
#[derive(Debug, Default, serde::Serialize)]
struct Documents {
    path: Vec<usize>,
    id: Vec<Option<String>>,
    title: Vec<Option<String>>,
    date: Vec<Option<String>>,
    year: Vec<usize>,
    source: Vec<usize>,
}

/// The findings that are listed, by column: numbers of rules and documents, severity from 0 (error), verdict from 0 or −1.
#[derive(Debug, Default, serde::Serialize)]
struct Findings {
    rule: Vec<usize>,
    severity: Vec<u8>,
    verdict: Vec<i8>,
    document: Vec<usize>,
    line: Vec<usize>,
    column: Vec<usize>,
}

/// Bytes by which a page of ours is known.
pub const BEGINNING: usize = page::NEAR;

/// Whether a file that begins so is a page of ours, which a later one may replace.
pub fn is_page(beginning: &[u8]) -> bool {
    page::is_page(beginning)
}

impl Dashboard {
    /// Nothing yet; of the findings that will come, so many are listed at most.
    pub fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Adds a document with its findings, those apart that a baseline knows.
    pub fn add(&mut self, leaf: Leaf, rows: &[Row], known: usize) {
        self.totals.add(&leaf, rows, known);
        let source = leaf.source.clone().map_or(Source::Unknown, Source::Named);
        let full = self.sources.len() >= SOURCES && !self.sources.has(&source) && source != Source::Unknown;
        let source = self.sources.number(&if full { Source::Other } else { source });
        let year = self.years.number(&Year(leaf.year));
        group(&mut self.by_source, source).add(&leaf, rows.len());
        group(&mut self.by_year, year).add(&leaf, rows.len());
        for (rule, claims) in &leaf.claims {
            let rule = self.rules.number(rule);
            group(&mut self.by_rule, rule).claim(claims);
        }
        let mut met: Vec<usize> = rows.iter().map(|row| self.rules.number(&row.rule)).collect();
        met.iter().for_each(|rule| group(&mut self.by_rule, *rule).find());
        met.sort_unstable();
        met.dedup();
        met.iter().for_each(|rule| group(&mut self.by_rule, *rule).meet());
        self.list(leaf, rows, source, year);
    }

    /// Adds a file, or one row of it, that could not be read, with the finding that says so.
    pub fn unread(&mut self, named: Option<(Leaf, Row)>) {
        self.totals.unread = self.totals.unread.saturating_add(1);
        if let Some((leaf, row)) = named {
            self.beside(leaf, &[row]);
        }
    }

    /// Adds findings about a file that is none of the documents.
    pub fn beside(&mut self, leaf: Leaf, rows: &[Row]) {
        let (source, year) = (self.sources.number(&Source::Unknown), self.years.number(&Year(None)));
        for row in rows {
            self.totals.find(row);
            let rule = self.rules.number(&row.rule);
            group(&mut self.by_source, source).find();
            group(&mut self.by_year, year).find();
            group(&mut self.by_rule, rule).find();
        }
        self.list(leaf, rows, source, year);
    }

    /// How many findings there are.
    pub fn found(&self) -> usize {
        self.totals.findings
    }

    /// How many documents were checked.
    pub fn documents(&self) -> usize {
        self.totals.documents
    }

    fn list(&mut self, leaf: Leaf, rows: &[Row], source: usize, year: usize) {
        let room = self.most.saturating_sub(self.findings.rule.len());
        let rows = rows.get(..room.min(rows.len())).unwrap_or_default();
        if rows.is_empty() {
            return;
        }
        let document = self.documents.path.len();
        self.documents.path.push(self.paths.number(&leaf.path));
        self.documents.id.push(leaf.id);
        self.documents.title.push(leaf.title);
        self.documents.date.push(leaf.date);
        self.documents.year.push(year);
        self.documents.source.push(source);
        for row in rows {
            let findings = &mut self.findings;
            findings.rule.push(self.rules.number(&row.rule));
            findings.severity.push(match row.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Info => 2,
            });
            findings.verdict.push(row.verdict.map_or(-1, number));
            findings.document.push(document);
            findings.line.push(row.line);
            findings.column.push(row.column);
            self.pending.push_str(if self.pending.is_empty() { "[" } else { "," });
            self.pending.push_str(&row.detail);
            if findings.rule.len().is_multiple_of(BLOCK) {
                self.pack();
            }
        }
    }

    fn pack(&mut self) {
        if !self.pending.is_empty() {
            self.pending.push(']');
            self.blocks.push(pack::pack(&self.pending));
            self.pending.clear();
        }
    }

    /// The page, in the language that it opens in, with what the rules say of themselves.
    pub fn page(mut self, rules: &RuleSet, language: Language) -> String {
        self.pack();
        let summary = Summary {
            recount: env!("CARGO_PKG_VERSION"),
            lang: if language == Language::En { "en" } else { "zh" },
            listed: self.findings.rule.len(),
            block: BLOCK,
            totals: &self.totals,
            rules: summary::rules(self.rules.values(), &self.by_rule, rules),
            sources: summary::groups(self.sources.values(), &self.by_source),
            years: summary::groups(self.years.values(), &self.by_year),
        };
        let mut table = String::new();
        let columns = (self.paths.values(), &self.documents, &self.findings);
        // Numbers and strings can always be written.
        let _ = write!(table, "{}", serde_json::json!({ "paths": columns.0, "documents": columns.1, "findings": columns.2 }));
        page::page(&Parts { summary: &summary, table: &pack::pack(&table), blocks: &self.blocks, language })
    }
}

/// The number of a verdict in the order of [`Verdict::ALL`].
fn number(verdict: Verdict) -> i8 {
    match verdict {
        Verdict::Verified => 0,
        Verdict::Consistent => 1,
        Verdict::LastDigit => 2,
        Verdict::Contradicted => 3,
        Verdict::Undecided => 4,
    }
}

/// The group at a number, which was given out before.
#[expect(clippy::indexing_slicing, reason = "made long enough in the line before")]
fn group(groups: &mut Vec<Group>, number: usize) -> &mut Group {
    if number >= groups.len() {
        groups.resize_with(number.saturating_add(1), Group::default);
    }
    &mut groups[number]
}
