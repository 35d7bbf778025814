//! The last room: findings, ledger and figures for people and for programs: one file a format, none deciding anything.

pub mod baseline;
pub mod clean;
pub mod compare;
pub mod dashboard;
pub mod diff;
pub mod findings;
pub mod gates;
pub mod json;
pub mod language;
pub mod metrics;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod reference;
pub mod schema;
pub mod statistics;
pub mod text;
pub mod timings;
pub mod trace;

use std::{borrow::Cow, cell::OnceCell};

use crate::{
    document::{Document, LineIndex, Position},
    figure::{Hedge, Kind},
};

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
}

/// What a list holds that is written as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// What `check` finds.
    Findings,
    /// What `claims` lists.
    Claims,
    /// What `figures` lists.
    Figures,
}

/// A document as renderers take it: with its line index, made when it is first asked for.
#[derive(Debug)]
pub struct Page<'d> {
    /// The document.
    pub document: &'d Document,
    lines: OnceCell<LineIndex>,
}

impl<'d> Page<'d> {
    /// A page of a document.
    pub fn new(document: &'d Document) -> Self {
        Self { document, lines: OnceCell::new() }
    }

    /// Where a byte of the document stands.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.document.text, offset)
    }

    /// The characters before a byte of the document, a byte-order mark counted: its index in a string of characters.
    pub fn character(&self, offset: usize) -> usize {
        self.lines().characters(&self.document.text, offset)
    }

    /// The column of a byte of the document, counted from 1 in bytes of UTF-8, a byte-order mark included.
    pub fn byte_column(&self, offset: usize) -> usize {
        let text = &self.document.text;
        let offset = offset.min(text.len());
        let offset = (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
        let start = self.lines().start(self.position(offset).line).unwrap_or(0);
        offset.saturating_sub(start).saturating_add(1)
    }

    /// What a person calls the document: its path, and its id where the file holds several.
    pub fn name(&self) -> Cow<'d, str> {
        match &self.document.id {
            Some(id) => Cow::Owned(format!("{}#{id}", self.document.path)),
            None => Cow::Borrowed(&self.document.path),
        }
    }

    /// The first byte of a line (from 1) and its text without the line break.
    fn line(&self, number: usize) -> (usize, &'d str) {
        let text = self.document.text.as_str();
        let start = self.lines().start(number).unwrap_or(text.len());
        let end = self.lines().start(number.saturating_add(1)).unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']);
        // A byte-order mark is no part of the first line.
        match line.strip_prefix('\u{FEFF}').filter(|_| start == 0) {
            Some(rest) => ('\u{FEFF}'.len_utf8(), rest),
            None => (start, line),
        }
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.document.text))
    }
}

/// A kind of figure in machine output.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Count => "count",
        Kind::Percent => "percent",
        Kind::Points => "points",
        Kind::Multiple => "multiple",
        Kind::Fraction => "fraction",
        Kind::Money => "money",
        Kind::Measure => "measure",
        Kind::Date => "date",
        Kind::Ordinal => "ordinal",
        Kind::Range => "range",
        Kind::Name => "name",
    }
}

/// A hedge in machine output.
pub(crate) fn hedge_name(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::About => "about",
        Hedge::Nearly => "nearly",
        Hedge::Odd => "odd",
        Hedge::Over => "over",
        Hedge::AtLeast => "at-least",
        Hedge::AtMost => "at-most",
        Hedge::Under => "under",
        Hedge::Reaching => "reaching",
        Hedge::Vague => "vague",
        Hedge::Exactly => "exactly",
    }
}
