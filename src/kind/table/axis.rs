//! A table seen along its rows or along its columns, so that a total row and a total column are one thing: a stretch of entries with a
//! total, once in each line across.

use std::rc::Rc;

use super::{
    Words,
    cell::{Cell, Content, Plain},
    grid::Grid,
    stands_in,
};
use crate::claim::Pattern;

/// A table seen one way. Entries are its rows and lines its columns, or the other way round where it is turned.
pub(super) struct Axis {
    grid: Rc<Grid>,
    turned: bool,
    /// What each entry is.
    pub(super) entries: Vec<Entry>,
    /// The first and the last entry whose own label says that it is a total.
    pub(super) ends: Option<(usize, usize)>,
    /// What the labels of each entry, and of each line, say.
    said: Rc<Vec<Said>>,
    across: Rc<Vec<Said>>,
}

/// What the labels of a row or a column say, any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// What is stated of others: a total, a change, a rate.
    pub(super) total: bool,
    /// What is no part of anything.
    pub(super) aside: bool,
    /// That nothing is added up in it.
    pub(super) never: bool,
    /// The last of them, and whether that says it is a total.
    last: String,
    own: bool,
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
    /// What an entry is by its labels; `outer` is the column of the labels themselves.
    fn of(said: &Said, outer: bool) -> Self {
        let total = match said {
            Said { own: true, .. } => Total::Own,
            Said { total: true, .. } => Total::Above,
            _ => Total::None,
        };
        Self { total, rate: said.never, label: said.last.clone(), aside: said.aside || outer }
    }

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

impl Axis {
    /// A table along its rows, and along its columns.
    pub(super) fn both(grid: &Rc<Grid>, words: &Words<'_>) -> [Self; 2] {
        let [rows, columns] = [(false, grid.height()), (true, grid.width())].map(|(column, length)| {
            Rc::new((0..length).map(|at| Said::of(&labels(grid, at, column), words)).collect::<Vec<Said>>())
        });
        [Self::new(grid, false, &rows, &columns), Self::new(grid, true, &columns, &rows)]
    }

    fn new(grid: &Rc<Grid>, turned: bool, said: &Rc<Vec<Said>>, across: &Rc<Vec<Said>>) -> Self {
        let entries: Vec<Entry> = said.iter().enumerate().map(|(at, said)| Entry::of(said, turned && at == 0)).collect();
        let is_total = |entry: &Entry| entry.total == Total::Own;
        let ends = entries.iter().position(is_total).zip(entries.iter().rposition(is_total));
        let (grid, said, across) = (Rc::clone(grid), Rc::clone(said), Rc::clone(across));
        let mut axis = Self { grid, turned, entries, ends, said, across };
        axis.limit();
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
    pub(super) fn cell(&self, index: usize) -> Option<&Cell> {
        self.grid.cells.get(index)
    }

    /// The number of an entry in a line.
    pub(super) fn number(&self, entry: usize, line: usize) -> Option<&Plain> {
        match &self.cell(self.at(entry, line)?)?.content {
            Content::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether an entry says nothing in a line.
    pub(super) fn is_blank(&self, entry: usize, line: usize) -> bool {
        self.at(entry, line).and_then(|index| self.cell(index)).is_some_and(|cell| cell.content == Content::Blank)
    }

    /// What the labels of an entry say.
    pub(super) fn entry(&self, entry: usize) -> Option<&Said> {
        self.said.get(entry)
    }

    /// The last label of an entry; empty where there is none.
    pub(super) fn label(&self, entry: usize) -> &str {
        self.entries.get(entry).map_or("", |entry| entry.label.as_str())
    }

    /// What the labels of a line say.
    pub(super) fn line(&self, line: usize) -> Option<&Said> {
        self.across.get(line)
    }

    /// Whether nothing is added up in a line.
    pub(super) fn is_never(&self, line: usize) -> bool {
        self.line(line).is_some_and(|said| said.never)
    }

    /// Whether one of the labels of an entry is of this kind.
    pub(super) fn entry_matches(&self, entry: usize, words: &Pattern) -> bool {
        labels(&self.grid, entry, self.turned).iter().any(|label| words.is_match(label))
    }

    /// Whether an entry, or a line, lacks none of its cells.
    pub(super) fn is_full(&self, entry: usize, line: usize) -> bool {
        self.grid.is_full(if self.turned { line } else { entry })
    }
}

impl Said {
    fn of(labels: &[&str], words: &Words<'_>) -> Self {
        let any = |words: &Pattern| labels.iter().any(|label| stands_in(words, label));
        let last = labels.last().copied().unwrap_or("");
        let own = !labels.is_empty() && stands_in(words.total, last);
        Self { total: own || any(words.total), aside: any(words.aside), never: any(words.never), last: last.to_owned(), own }
    }
}

/// The words before the first number of a row, or above that of a column; a cell that spans several places once.
fn labels(grid: &Grid, at: usize, column: bool) -> Vec<&str> {
    let mut labels = Vec::new();
    let mut seen = None;
    for place in 0..LABELS {
        let index = if column { grid.at(place, at) } else { grid.at(at, place) };
        let Some(cell) = index.and_then(|index| grid.cells.get(index)) else { continue };
        match &cell.content {
            Content::Number(_) => break,
            Content::Words(words) if seen != index => labels.push(words.as_str()),
            _ => {}
        }
        seen = index;
    }
    labels
}
