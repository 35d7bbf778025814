//! What a corpus knows of each report in it: which others say the same. Between figures and claims; made of views alone, one sketch
//! a report, so that memory does not grow with the length of the texts.
//!
//! A first pass takes a [`Sketch`] of each document and gives it to a [`Survey`], which becomes a [`Corpus`]. A second pass shows each
//! document together with what stands [`Beside`] it.
//!
//! What is kept of a report, whatever its length: 256 bytes of sketch, at most [`PARAGRAPHS`] paragraphs of 16 bytes, some 40 bytes more,
//! and its name. That is less than 1 KB; `cargo bench --bench duplicates` measures it.

mod compared;
mod names;
mod near;
mod packed;
mod series;
mod sketch;
mod survey;

pub use compared::{Paragraph, SHORTEST, paragraphs};
pub use sketch::{PARAGRAPHS, Sketch};
pub use survey::{Corpus, Shared, Survey};

use names::Names;

/// The earlier report that one is most like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin {
    /// The number of the earlier report.
    pub number: u32,
    /// How much of what either says both say, in whole per cent, rounded down: 100 only where all of it is the same. An estimate
    /// below that, within a few per cent.
    pub similar: u8,
    /// The same of their figures alone; `None` where they have too few to tell, and where all of the text is the same.
    pub figures: Option<u8>,
}

/// A document's place in its corpus.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'c> {
    corpus: &'c Corpus,
    number: u32,
}

impl<'c> Beside<'c> {
    /// Its number, in the order in which documents were read.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Characters of it that are compared.
    pub fn characters(self) -> u32 {
        self.corpus.characters(self.number)
    }

    /// The earlier report that says the same, if there is one.
    pub fn twin(self) -> Option<Twin> {
        self.corpus.twin(self.number)
    }

    /// The reports that have a paragraph, each once, in order; empty where only one has it.
    pub fn sharing(self, paragraph: &Paragraph) -> &'c [Shared] {
        self.corpus.sharing(paragraph.hash)
    }

    /// What a person calls another document: its path, and its id where the file holds several.
    pub fn name(self, other: u32) -> String {
        self.corpus.name(other)
    }

    /// The year that another document, or this one, reports on; `None` where it does not say.
    pub fn year(self, of: u32) -> Option<u16> {
        self.corpus.year(of)
    }

    /// Whether another document is of the same series: one title but for its numbers.
    pub fn is_of_series(self, other: u32) -> bool {
        self.corpus.series(self.number).is_some_and(|series| self.corpus.series(other) == Some(series))
    }
}
