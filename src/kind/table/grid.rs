//! A table as rows of cells, whatever it was written in. A cell that spans several places stands in each of them.

use super::cell::{Cell, Content};
use crate::document::Place;

/// A cell as its row has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Its text in the document, blanks at its ends apart.
    pub(super) place: Place,
    /// How many columns it spans; at least one.
    pub(super) columns: usize,
    /// How many rows it spans; at least one.
    pub(super) rows: usize,
}

impl Written {
    /// A cell that spans nothing.
    pub(super) fn single(place: Place) -> Self {
        Self { place, columns: 1, rows: 1 }
    }
}

/// The cells of a table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Each cell once.
    pub(super) cells: Vec<Cell>,
    /// Indexes into `cells`, row by row; `None` where a row has no cell.
    rows: Vec<Vec<Option<usize>>>,
    width: usize,
    /// Whether some of its cells ran together.
    fused: bool,
}

/// A table in which cells span more than so many places for each that is written is none.
const SPREAD: usize = 8;
/// But so many are always allowed.
const FREE: usize = 1000;

/// Nor is one whose rows are so unlike that of so many places only one holds a cell: whoever looks along its columns looks at all of them.
const RAGGED: usize = 64;
/// But so many places are always allowed.
const PLACES: usize = 100_000;

impl Grid {
    /// Lays out rows of cells. `None` for a table that spans add up to absurdly many cells, or that is hardly anything but gaps.
    pub(super) fn lay_out(written: &[Vec<Written>], read: impl Fn(Place) -> Cell) -> Option<Self> {
        let count: usize = written.iter().map(Vec::len).sum();
        let mut budget = count.saturating_mul(SPREAD).saturating_add(FREE);
        let mut grid = Self::default();
        // For each column, the cell that reaches down into it and how many rows further it does.
        let mut hanging: Vec<Option<(usize, usize)>> = Vec::new();
        for row in written {
            let mut laid: Vec<Option<usize>> = Vec::new();
            for cell in row {
                take_hanging(&mut laid, &mut hanging);
                let index = grid.cells.len();
                grid.cells.push(read(cell.place));
                for _ in 0..cell.columns {
                    budget = budget.checked_sub(1)?;
                    let column = laid.len();
                    laid.push(Some(index));
                    if hanging.len() <= column {
                        hanging.resize(column.saturating_add(1), None);
                    }
                    if let Some(below) = hanging.get_mut(column).filter(|_| cell.rows > 1) {
                        *below = Some((index, cell.rows.saturating_sub(1)));
                    }
                }
            }
            take_hanging(&mut laid, &mut hanging);
            budget = budget.checked_sub(laid.len())?;
            grid.width = grid.width.max(laid.len());
            grid.rows.push(laid);
        }
        let places = grid.rows.len().saturating_mul(grid.width);
        if places > count.saturating_mul(RAGGED).saturating_add(PLACES) {
            return None;
        }
        grid.fused = grid.cells.iter().any(|cell| cell.content == Content::Several);
        Some(grid)
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many cells its longest row has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The cells of a row, as indexes into `cells`.
    pub(super) fn row(&self, row: usize) -> &[Option<usize>] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    /// The cell of a row and a column, as an index into `cells`.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<usize> {
        self.rows.get(row)?.get(column).copied().flatten()
    }

    /// The cell of a row and a column.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.at(row, column)?)
    }

    /// Whether a row has as many cells as the longest one, in a table whose cells are apart.
    pub(super) fn is_full(&self, row: usize) -> bool {
        !self.fused && self.rows.get(row).is_some_and(|row| row.len() == self.width)
    }
}

/// Adds the cells that reach down from the rows above into the next places of a row.
fn take_hanging(laid: &mut Vec<Option<usize>>, hanging: &mut [Option<(usize, usize)>]) {
    while let Some(above) = hanging.get_mut(laid.len()) {
        let Some((index, rows)) = *above else { break };
        *above = (rows > 1).then(|| (index, rows.saturating_sub(1)));
        laid.push(Some(index));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: usize, rows: usize) -> Written {
        Written { place: Place::default(), columns, rows }
    }

    fn blank(place: Place) -> Cell {
        Cell { place, content: Content::Blank }
    }

    #[test]
    fn a_cell_stands_in_every_place_that_it_spans() {
        let rows = [vec![cell(1, 2), cell(2, 1)], vec![cell(1, 1), cell(1, 1)]];
        let grid = Grid::lay_out(&rows, blank).unwrap();
        let laid: Vec<Option<usize>> =
            (0..2).flat_map(|row| (0..3).map(move |column| (row, column))).map(|(row, column)| grid.at(row, column)).collect();
        assert_eq!(laid, [Some(0), Some(1), Some(1), Some(0), Some(2), Some(3)]);
    }

    #[test]
    fn one_long_row_among_many_short_ones_makes_no_table() {
        let rows = |long: usize, short: usize| {
            let long = vec![cell(1, 1); long];
            std::iter::once(long).chain(std::iter::repeat_n(vec![cell(1, 1)], short)).collect::<Vec<_>>()
        };
        assert!(Grid::lay_out(&rows(300, 300), blank).is_some());
        assert!(Grid::lay_out(&rows(9000, 9000), blank).is_none());
    }

    #[test]
    fn spans_do_not_make_a_small_text_a_large_table() {
        assert!(Grid::lay_out(&[vec![cell(60_000, 60_000)]], blank).is_none());
    }
}
