//! The columns that are handed out: a dictionary of lists, one a field, with the names that the fields have in `--format jsonl`. Places are
//! counted in characters, as Python counts them, and values are written out in full as strings.

use pyo3::IntoPyObject;

use super::texts::Report;
use crate::{
    baseline::Fingerprint,
    corpus::Sketch,
    document::{Document, Place},
    figure::{self, Bound, Figure, Interval, Kind},
    finding::{Edit, Entry, EntryOperand, Finding},
    output::{Page, hedge_name, json, kind_name},
    view::View,
};

/// Lists of one length, one a field.
macro_rules! columns {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Default, IntoPyObject)]
        pub(super) struct $name {
            $(pub(super) $field: Vec<$type>,)*
        }

        impl Columns for $name {
            fn append(&mut self, mut more: Self) {
                $(self.$field.append(&mut more.$field);)*
            }
        }
    };
}

/// Rows in columns.
pub(super) trait Columns: Default + Send {
    /// Adds the rows of others.
    fn append(&mut self, more: Self);
}

columns! {
    /// What `check` finds.
    Findings {
        row: usize,
        document: Option<String>,
        rule: String,
        severity: &'static str,
        verdict: Option<&'static str>,
        start: usize,
        end: usize,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        message: String,
        fingerprint: String,
        help: Option<String>,
        labels: Vec<Span>,
        fix: Option<Fix>,
    }
}

columns! {
    /// What `claims` lists.
    Claims {
        row: usize,
        document: Option<String>,
        rule: String,
        verdict: &'static str,
        start: usize,
        end: usize,
        line: usize,
        column: usize,
        relation: String,
        operands: Vec<Operand>,
        computed: Option<Vec<Option<String>>>,
        binding: String,
    }
}

columns! {
    /// What `figures` lists.
    Figures {
        row: usize,
        document: Option<String>,
        start: usize,
        end: usize,
        line: usize,
        column: usize,
        text: String,
        kind: &'static str,
        low: Option<String>,
        high: Option<String>,
        low_open: bool,
        high_open: bool,
        unit: String,
        hedge: Option<&'static str>,
    }
}

columns! {
    /// What is kept of each report, to find copies.
    Sketches {
        row: usize,
        document: Option<String>,
        sketch: Vec<u8>,
        keys: Vec<String>,
    }
}

columns! {
    /// Reports that are copies of others.
    Duplicates {
        row: usize,
        document: String,
        rule: String,
        severity: &'static str,
        message: String,
        twin: String,
        // Python would take a list of `u8` for bytes.
        similar: u32,
        figures: Option<u32>,
    }
}

/// A place with a text.
#[derive(Debug, IntoPyObject)]
pub(super) struct Span {
    start: usize,
    end: usize,
    text: String,
}

/// How a finding is mended.
#[derive(Debug, IntoPyObject)]
pub(super) struct Fix {
    safe: bool,
    edits: Vec<Span>,
}

/// An operand of a claim.
#[derive(Debug, IntoPyObject)]
pub(super) struct Operand {
    name: String,
    text: String,
    low: Option<String>,
    high: Option<String>,
    unit: String,
    start: usize,
    end: usize,
}

impl Findings {
    /// What was found in a report, by place.
    pub(super) fn of(report: &Report, document: &Document, mut found: Vec<Finding>) -> Self {
        let (mut findings, page) = (Self::default(), Page::new(document));
        found.sort_by(|a, b| (a.place.start, &a.rule).cmp(&(b.place.start, &b.rule)));
        found.into_iter().for_each(|finding| findings.push(report, &page, finding));
        findings
    }

    fn push(&mut self, report: &Report, page: &Page<'_>, finding: Finding) {
        let Place { start, end } = finding.place;
        let (from, to) = (page.position(start), page.position(end));
        self.fingerprint.push(Fingerprint::of(page.document, &finding).to_string());
        self.row.push(report.row);
        self.document.push(report.id.clone());
        self.rule.push(finding.rule.to_string());
        self.severity.push(finding.severity.name());
        self.verdict.push(finding.verdict.map(|verdict| verdict.name()));
        self.start.push(page.character(start));
        self.end.push(page.character(end));
        self.line.push(from.line);
        self.column.push(from.column);
        self.end_line.push(to.line);
        self.end_column.push(to.column);
        self.message.push(finding.message);
        self.help.push(finding.help);
        self.labels.push(finding.labels.into_iter().map(|label| span(page, label.place, label.text)).collect());
        let edit = |edit: Edit| span(page, edit.place, edit.text);
        self.fix.push(finding.fix.map(|fix| Fix { safe: fix.safe, edits: fix.edits.into_iter().map(edit).collect() }));
    }
}

impl Claims {
    /// The claims of a report, by place.
    pub(super) fn of(report: &Report, document: &Document, mut ledger: Vec<Entry>) -> Self {
        let (mut claims, page) = (Self::default(), Page::new(document));
        ledger.sort_by(|a, b| (a.place.start, &a.rule).cmp(&(b.place.start, &b.rule)));
        ledger.into_iter().for_each(|entry| claims.push(report, &page, entry));
        claims
    }

    fn push(&mut self, report: &Report, page: &Page<'_>, entry: Entry) {
        let from = page.position(entry.place.start);
        self.row.push(report.row);
        self.document.push(report.id.clone());
        self.rule.push(entry.rule.to_string());
        self.verdict.push(entry.verdict.name());
        self.start.push(page.character(entry.place.start));
        self.end.push(page.character(entry.place.end));
        self.line.push(from.line);
        self.column.push(from.column);
        self.relation.push(entry.relation.to_string());
        self.operands.push(entry.operands.into_iter().map(|operand| Operand::new(page, operand)).collect());
        self.computed.push(entry.computed.as_ref().map(|computed| vec![value(computed.low()), value(computed.high())]));
        self.binding.push(entry.binding);
    }
}

impl Figures {
    /// Every figure of a report but those that count nothing.
    pub(super) fn of(report: &Report, document: &Document) -> Self {
        let (mut figures, page, view) = (Self::default(), Page::new(document), View::new(document));
        for figure in figure::lex(&view).iter().filter(|figure| figure.kind != Kind::Name) {
            figures.push(report, &page, view.place(figure.span), figure);
        }
        figures
    }

    fn push(&mut self, report: &Report, page: &Page<'_>, place: Place, figure: &Figure) {
        let from = page.position(place.start);
        let (low, high) = (figure.reading.low(), figure.reading.high());
        self.row.push(report.row);
        self.document.push(report.id.clone());
        self.start.push(page.character(place.start));
        self.end.push(page.character(place.end));
        self.line.push(from.line);
        self.column.push(from.column);
        self.text.push(page.document.text.get(place.start..place.end).unwrap_or("").to_owned());
        self.kind.push(kind_name(figure.kind));
        self.low.push(value(low));
        self.high.push(value(high));
        self.low_open.push(low.is_none_or(|bound| bound.open));
        self.high_open.push(high.is_none_or(|bound| bound.open));
        self.unit.push(figure.unit.text.to_string());
        self.hedge.push(figure.hedge.map(hedge_name));
    }
}

impl Sketches {
    /// What is kept of a report.
    pub(super) fn of(report: &Report, sketch: &Sketch) -> Self {
        Self {
            row: vec![report.row],
            document: vec![report.id.clone()],
            sketch: vec![sketch.to_bytes()],
            keys: vec![sketch.keys()],
        }
    }
}

impl Operand {
    fn new(page: &Page<'_>, operand: EntryOperand) -> Self {
        let reading = operand.reading.as_ref();
        Self {
            low: value(reading.and_then(Interval::low)),
            high: value(reading.and_then(Interval::high)),
            start: page.character(operand.place.start),
            end: page.character(operand.place.end),
            name: operand.name,
            text: operand.text,
            unit: operand.unit,
        }
    }
}

fn span(page: &Page<'_>, place: Place, text: String) -> Span {
    Span { start: page.character(place.start), end: page.character(place.end), text }
}

/// The digits of a bound.
fn value(bound: Option<&Bound>) -> Option<String> {
    bound.map(|bound| json::digits(&bound.value).0)
}
