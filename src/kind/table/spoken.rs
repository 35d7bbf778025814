//! What the text says of a row of a table: `今年收到查档预约4件` and `本年新收查档预约数量 | 4 | 0 | 4`.

use std::{collections::HashMap, rc::Rc};

use super::{
    Words,
    cell::{Cell, Content, Plain},
    formula::{Formula, Found, Term},
    grid::Grid,
    stands_in,
};
use crate::{
    claim::Sheet,
    figure::{Figure, Kind, Number},
    verdict::{Stated, Verdict},
    view::Span,
};

/// A noun is compared by so many characters at its end, and has at least so many.
const LONGEST: usize = 6;
const SHORTEST: usize = 4;
/// A clause is looked at so many bytes before its figure.
const WINDOW: usize = 120;
/// Words that may stand between a noun and its number.
const COPULAS: [&str; 4] = ["共计", "总计", "共", "为"];

/// The figures that the text says of all of the year, by the last characters of the words before each. Of those of one noun no more than
/// so many are looked at.
pub(super) struct Said(HashMap<String, Vec<usize>>);
const COMPARED: usize = 64;

impl Said {
    /// Reads the text around its figures.
    pub(super) fn of(words: &Words<'_>, sheet: &Sheet) -> Self {
        let mut said: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, figure) in sheet.figures.iter().enumerate() {
            let Some(before) = words_before(figure, words, sheet) else { continue };
            for length in SHORTEST..=LONGEST {
                let Some((start, _)) = before.char_indices().rev().nth(length.saturating_sub(1)) else { break };
                let of_noun = said.entry(before.get(start..).unwrap_or("").to_owned()).or_default();
                if of_noun.len() < COMPARED {
                    of_noun.push(index);
                }
            }
        }
        Self(said)
    }
}

/// What the text says of the rows of a table. The first group of a label is its noun.
pub(super) fn found(grid: &Grid, words: &Words<'_>, sheet: &Sheet, said: &dyn Fn() -> Rc<Said>) -> Vec<Found> {
    (0..grid.height()).filter_map(|row| of_row(grid, row, words, sheet, said)).collect()
}

fn of_row(grid: &Grid, row: usize, words: &Words<'_>, sheet: &Sheet, said: &dyn Fn() -> Rc<Said>) -> Option<Found> {
    let cells = grid.row(row).iter().filter_map(|index| grid.cells.get((*index)?));
    let (label, cells): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|cell| matches!(cell.content, Content::Words(_)));
    let noun = label.iter().find_map(|cell| match &cell.content {
        Content::Words(label) => label.get(words.total.matches(label).next()?.numbered(1)?),
        _ => None,
    })?;
    let (cell, number) = total(&cells)?;
    let skip = noun.chars().count().saturating_sub(LONGEST);
    let noun: String = noun.chars().skip(skip).collect();
    if noun.chars().count() < SHORTEST {
        return None;
    }
    let said = said();
    let figures = said.0.get(&noun).map_or(&[][..], Vec::as_slice).iter();
    let stated: Vec<&Figure> = figures.filter_map(|&index| sheet.figures.get(index)).collect();
    let found = |figure: &Figure| {
        let text = Term { name: "text", place: sheet.view.place(figure.span), stated: Stated::of(figure) };
        Found { certain: true, ..Found::new(Formula::Same, vec![text, Term::of("table", cell, number, false)]) }
    };
    let near = |figure: &Figure| {
        let two = Number::from(2_i64);
        figure.value <= number.value.times(&two) && number.value <= figure.value.times(&two)
    };
    // Where the text gives several numbers, of several years or offices, the one that is the table's is meant.
    match stated.as_slice() {
        [one] => Some(found(one)).filter(|found| found.verdict().holds() || near(one)),
        several => several.iter().map(|one| found(one)).find(|found| found.verdict() == Verdict::Verified),
    }
}

/// The number of a row that is all of it: its only one, or its last one where that is the sum of the others.
fn total<'g>(cells: &[&'g Cell]) -> Option<(&'g Cell, &'g Plain)> {
    let numbers: Vec<(&Cell, &Plain)> = cells
        .iter()
        .filter_map(|cell| match &cell.content {
            Content::Number(number) if number.places == 0 && !number.percent => Some((*cell, number)),
            _ => None,
        })
        .collect();
    let (last, parts) = numbers.split_last()?;
    let sum = parts.iter().fold(Number::zero(), |sum, (_, part)| sum.plus(&part.value));
    (numbers.len() == cells.len() && (parts.is_empty() || sum == last.1.value)).then_some(*last)
}

/// The words before a figure of the text, without what joins it to them, where it is said of all of the year.
fn words_before<'s>(figure: &Figure, words: &Words<'_>, sheet: &'s Sheet) -> Option<&'s str> {
    if figure.kind != Kind::Count || !figure.exact || figure.hedge.is_some() || figure.unit.text.is_empty() {
        return None;
    }
    let sentence = sheet.view.sentence(figure.span.start);
    let start = sentence.start.max(figure.span.start.saturating_sub(WINDOW));
    let text = sheet.view.slice(Span { start: sentence.start, end: figure.span.start });
    let from = text.ceil_char_boundary(start.saturating_sub(sentence.start));
    let before = text.get(from..).unwrap_or("").trim_end();
    let before = before.rsplit([',', ';', ':']).next().unwrap_or("");
    let bare = COPULAS.iter().find_map(|copula| before.strip_suffix(copula)).unwrap_or(before);
    (stands_in(words.aside, before) && !stands_in(words.never, before)).then_some(bare)
}
