//! A table seen along its rows or along its columns, so that a total row and a total column are one thing: a stretch of entries with a
//! total, once in each line across.

use regex::Regex;

use super::{
    Words,
    cell::{Cell, Content, Plain},
    grid::Grid,
};

/// A table seen one way. Entries are its rows and lines its columns, or the other way round where it is turned.
pub(super) struct Axis<'g> {
    grid: &'g Grid,
    turned: bool,
    /// What each entry is.
    pub(super) entries: Vec<Entry>,
    /// The first and the last entry whose own label says that it is a total.
    pub(super) ends: Option<(usize, usize)>,
    /// Whether each line's label says that nothing is added up in it.
    never: Vec<bool>,
}

/// What its labels say of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Whether it is a total, and how its label says so.
    pub(super) total: Total,
    /// Its last label.
    pub(super) label: String,
    /// Whether it is no part of anything: `其中`, a serial number, the labels themselves.
    pub(super) aside: bool,
    /// Whether its label says that it is a rate or a mean, which no sum is of.
    rate: bool,
}

impl Entry {
    /// Whether it may be a part of something.
    pub(super) fn is_part(&self) -> bool {
        !self.aside && !self.rate
    }
}

/// Whether an entry is a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    /// It is none.
    None,
    /// Its own label says so.
    Own,
    /// The label above its own does: `合计` over `数量` and `占比`.
    Above,
}

/// An entry has at most so many labels before its numbers.
const LABELS: usize = 4;

/// A table has at most so many columns below the label of a total.
const ABOVE: usize = 50;

impl<'g> Axis<'g> {
    pub(super) fn new(grid: &'g Grid, turned: bool, words: &Words<'_>) -> Self {
        let mut axis = Self { grid, turned, entries: Vec::new(), ends: None, never: Vec::new() };
        axis.entries = (0..axis.length()).map(|entry| axis.entry(entry, words)).collect();
        let is_total = |entry: &Entry| entry.total == Total::Own;
        axis.ends = axis.entries.iter().position(is_total).zip(axis.entries.iter().rposition(is_total));
        axis.limit();
        let never = |line| axis.labels(line, !turned).iter().any(|label| words.never.is_match(label));
        axis.never = (0..axis.across()).map(never).collect();
        axis
    }

    /// Forgets the totals above other labels where they are absurdly many: each of them is held against every entry.
    fn limit(&mut self) {
        if self.entries.iter().filter(|entry| entry.total == Total::Above).count() > ABOVE {
            for entry in self.entries.iter_mut().filter(|entry| entry.total == Total::Above) {
                entry.total = Total::None;
            }
        }
    }

    /// How many entries there are.
    pub(super) fn length(&self) -> usize {
        if self.turned { self.grid.width() } else { self.grid.height() }
    }

    /// How many lines there are.
    pub(super) fn across(&self) -> usize {
        if self.turned { self.grid.height() } else { self.grid.width() }
    }

    /// The cell of an entry in a line, as an index into the table's cells.
    pub(super) fn at(&self, entry: usize, line: usize) -> Option<usize> {
        if self.turned { self.grid.at(line, entry) } else { self.grid.at(entry, line) }
    }

    /// A cell by its index.
    pub(super) fn cell(&self, index: usize) -> Option<&'g Cell> {
        self.grid.cells.get(index)
    }

    /// The number of an entry in a line.
    pub(super) fn number(&self, entry: usize, line: usize) -> Option<&'g Plain> {
        match &self.cell(self.at(entry, line)?)?.content {
            Content::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether an entry says nothing in a line.
    pub(super) fn is_blank(&self, entry: usize, line: usize) -> bool {
        self.at(entry, line).and_then(|index| self.cell(index)).is_some_and(|cell| cell.content == Content::Blank)
    }

    /// Whether nothing is added up in a line.
    pub(super) fn is_never(&self, line: usize) -> bool {
        self.never.get(line).is_some_and(|never| *never)
    }

    /// Whether one of the labels of an entry is of this kind.
    pub(super) fn entry_matches(&self, entry: usize, words: &Regex) -> bool {
        self.labels(entry, self.turned).iter().any(|label| words.is_match(label))
    }

    /// Whether one of the labels of a line is of this kind.
    pub(super) fn line_matches(&self, line: usize, words: &Regex) -> bool {
        self.labels(line, !self.turned).iter().any(|label| words.is_match(label))
    }

    /// Whether an entry, or a line, lacks none of its cells.
    pub(super) fn is_full(&self, entry: usize, line: usize) -> bool {
        self.grid.is_full(if self.turned { line } else { entry })
    }

    fn entry(&self, entry: usize, words: &Words<'_>) -> Entry {
        let labels = self.labels(entry, self.turned);
        let own = labels.last().is_some_and(|label| words.total.is_match(label));
        let above = labels.iter().any(|label| words.total.is_match(label));
        let total = if own {
            Total::Own
        } else if above {
            Total::Above
        } else {
            Total::None
        };
        let aside = labels.iter().any(|label| words.aside.is_match(label)) || self.turned && entry == 0;
        let rate = labels.iter().any(|label| words.never.is_match(label));
        Entry { total, rate, label: labels.last().map(|label| (*label).to_owned()).unwrap_or_default(), aside }
    }

    /// The words before the first number of a row, or above that of a column; a cell that spans several places once.
    fn labels(&self, at: usize, column: bool) -> Vec<&'g str> {
        let mut labels = Vec::new();
        let mut seen = None;
        for place in 0..LABELS {
            let index = if column { self.grid.at(place, at) } else { self.grid.at(at, place) };
            let Some(cell) = index.and_then(|index| self.cell(index)) else { continue };
            match &cell.content {
                Content::Number(_) => break,
                Content::Words(words) if seen != index => labels.push(words.as_str()),
                _ => {}
            }
            seen = index;
        }
        labels
    }
}
