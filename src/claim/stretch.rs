//! Where in a text matches may lie.

use std::ops::Range;

/// Where in a text matches may lie, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Stretch {
    /// Where they begin at the earliest.
    pub start: usize,
    /// Where they begin at the latest.
    pub latest: usize,
    /// Where they end at the latest.
    pub end: usize,
}

impl Stretch {
    /// All of a text.
    pub fn all(text: &str) -> Self {
        Self { start: 0, latest: text.len(), end: text.len() }
    }

    /// The bytes between its ends.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A stretch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Window {
    /// The index of the line.
    pub line: usize,
    /// Where in its text.
    pub stretch: Stretch,
}
