//! Room 3: the text as rules see it, with an exact map back to the document. Folds width and script, drops pinyin glosses,
//! invisible characters and markup, and knows lines, sentences, clauses and zones. Knows nothing of figures.
//!
//! What the view guarantees, so that rules are written once, in simplified Chinese with ASCII punctuation:
//! - full-width ASCII forms, `％`, `．`, `﹒`, `︰` are their ASCII characters; `。`, `、`, `《》`, `“”`, `‘’`, `—`, `…` stay, `「」『』` become `“”‘’`;
//! - traditional characters are simplified one by one;
//! - glosses such as `(xiāng)` are gone where the document is glossed, and zero-width characters everywhere;
//! - every other space character is one ASCII space; lines end in `\n` alone; private-use characters are U+FFFD.

use crate::document::{Document, Place};

/// A range of bytes in [`View::text`]: start included, end excluded. Never a place in the file: that is a [`Place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Whether a line is the report or the page around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Above the body: the title, navigation, the line of source and date.
    Head,
    /// The report itself.
    Body,
    /// Below the body: editor, page controls, footer.
    Tail,
}

/// One line of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The line without its line break.
    pub span: Span,
    /// Where on the page it stands.
    pub zone: Zone,
    /// Whether it is a heading: short, and no sentence.
    pub heading: bool,
}

/// The text of one document as the rules see it.
#[derive(Debug, Clone)]
pub struct View {
    text: String,
    lines: Vec<Line>,
    glosses: Vec<Place>,
    traditional: bool,
}

impl View {
    /// Folds a document.
    pub fn new(document: &Document) -> Self {
        Self { text: document.text.clone(), lines: Vec::new(), glosses: Vec::new(), traditional: false }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span is not one of this view.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Where a span of the view stands in the document. Covers whatever was folded away inside it, and nothing outside.
    pub fn place(&self, span: Span) -> Place {
        Place { start: span.start, end: span.end }
    }

    /// The smallest span of the view that covers a place in the document.
    pub fn span(&self, place: Place) -> Span {
        Span { start: place.start, end: place.end }
    }

    /// The lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The index of the line that holds a byte of the view.
    pub fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.span.start <= at).saturating_sub(1)
    }

    /// The sentence around a byte: within its line, between `。`, `!`, `?` and the line's ends; the closing mark is inside.
    /// `;` does not end a sentence.
    pub fn sentence(&self, at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// The clause around a byte: within its sentence, between `,`, `;` and `:`; brackets and quotes do not end it.
    pub fn clause(&self, at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// The section around a byte: from the heading above it to the line before the next heading.
    pub fn section(&self, at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// The pinyin glosses that were dropped, brackets included.
    pub fn glosses(&self) -> &[Place] {
        &self.glosses
    }

    /// Whether the document is mostly in traditional characters.
    pub fn traditional(&self) -> bool {
        self.traditional
    }
}
