//! Counts with their shares in brackets, `36(94.74)`: of the number that the head of the column gives (`n=38`), or of the number that
//! stands before them in their row.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    cell::{self, Cell, Content, Plain},
    formula::{self, Formula, Found, Term},
    grid::Grid,
    proof::{self, Line},
};
use crate::{claim::Pattern, document::Place, figure::Number, verdict::Verdict};

/// A number with its place.
type Printed = (Place, Plain);

/// The head of a table has at most so many rows.
const HEAD: usize = 4;
/// So many other shares of a column prove what they are of.
const OTHERS: usize = 3;
const DIGITS: usize = 6;

/// A count with its share.
pub(super) static PAIR: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::plain(r"^(?P<part>\d+)\s*[(\u{FF08}]\s*(?P<share>\d+(?:\.\d+)?)\s*[%\u{FF05}]?\s*[)\u{FF09}]"));

/// The number that the shares of a column are of.
pub(super) static SIZE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::plain(r"[nN]\s*[=\u{FF1D}]\s*(?P<size>\d+)\s*[)\u{FF09}]?\s*$"));

/// The shares in brackets of a table.
pub(super) fn found(grid: &Grid, text: &str) -> Vec<Found> {
    // For each cell, its count and its share.
    let pairs: Vec<Option<(Printed, Printed)>> = grid.cells.iter().map(|cell| share(cell, text)).collect();
    let holds = |index: usize| pairs.get(index).is_some_and(Option::is_some);
    // For each column, its cells that have them, each with the number before it in its row.
    let mut columns: BTreeMap<usize, Vec<(usize, Option<usize>)>> = BTreeMap::new();
    for row in 0..grid.height() {
        let mut before = None;
        for (column, index) in grid.row(row).iter().enumerate().filter_map(|(column, index)| Some((column, (*index)?))) {
            if holds(index) {
                columns.entry(column).or_default().push((index, before));
            }
            before = Some(index).filter(|&index| count(grid, index).is_some()).or(before);
        }
    }
    let mut found = Vec::new();
    for (column, mut cells) in columns {
        // A cell that spans several rows is told once.
        cells.dedup_by_key(|(index, _)| *index);
        let head = (0..grid.height().min(HEAD)).find_map(|row| {
            let cell = grid.cell(row, column)?;
            let inside = text.get(cell.place.start..cell.place.end)?;
            let size = SIZE.matches(inside).next()?.group("size")?;
            printed(cell.place.start, size, inside)
        });
        let shares = |total: &dyn Fn(Option<usize>) -> Option<Printed>| -> Vec<Line> {
            let pairs = cells.iter().filter_map(|&(index, before)| Some((pairs.get(index)?.clone()?, before)));
            pairs.filter_map(|((part, share), before)| line(part, share, total(before)?)).collect()
        };
        let by_head = shares(&|_| head.clone());
        let by_row = shares(&|before| count(grid, before?));
        let agree = |lines: &[Line]| lines.iter().filter(|line| line.verdict == Verdict::Verified).count();
        found.extend(size(&by_head).filter(|_| agree(&by_row) == 0));
        let best = if agree(&by_row) > agree(&by_head) { by_row } else { by_head };
        found.extend(proof::told(best, OTHERS, DIGITS));
    }
    found
}

/// The number at the head of a column, where none of its shares is of it and all of them are of one other number.
fn size(lines: &[Line]) -> Option<Found> {
    if lines.len() > OTHERS && lines.iter().all(|line| line.verdict == Verdict::Contradicted) {
        formula::another_total(lines.iter().map(|line| &line.found))
    } else {
        None
    }
}

/// The number of a cell, where it counts something.
fn count(grid: &Grid, cell: usize) -> Option<Printed> {
    match grid.cells.get(cell)? {
        Cell { place, content: Content::Number(number) } if number.places == 0 && !number.percent => {
            Some((*place, number.clone()))
        }
        _ => None,
    }
}

/// The count and the share of a cell.
fn share(cell: &Cell, text: &str) -> Option<(Printed, Printed)> {
    let inside = text.get(cell.place.start..cell.place.end)?;
    let found = PAIR.matches(inside).next()?;
    let number = |group: &str| printed(cell.place.start, found.group(group)?, inside);
    Some((number("part")?, number("share")?))
}

fn printed(start: usize, range: std::ops::Range<usize>, inside: &str) -> Option<Printed> {
    let number = cell::number(inside.get(range.clone())?)?;
    let place = Place { start: start.saturating_add(range.start), end: start.saturating_add(range.end) };
    Some((place, number))
}

fn line(part: Printed, share: Printed, total: Printed) -> Option<Line> {
    let digits = share.1.digits();
    if share.1.value.is_zero() {
        return None;
    }
    let cell = |place| Cell { place, content: Content::Blank };
    let terms = vec![
        Term::ratio("share", &cell(share.0), &share.1, &Number::power_of_ten(-2), 0),
        Term::of("part", &cell(part.0), &part.1, false),
        Term::of("total", &cell(total.0), &total.1, false),
    ];
    let found = Found::new(Formula::Share, terms);
    let verdict = found.verdict();
    Some(Line { found, verdict, digits, sound: true })
}
