//! What the text says of a row of a table: `今年收到查档预约4件` and `本年新收查档预约数量 | 4 | 0 | 4`.

use super::{
    Words,
    cell::{Cell, Content, Plain},
    formula::{Formula, Found, Term},
    grid::Grid,
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

/// What the text says of the rows of a table. The first group of a label is its noun.
pub(super) fn found(grid: &Grid, words: &Words<'_>, sheet: &Sheet) -> Vec<Found> {
    (0..grid.height()).filter_map(|row| of_row(grid, row, words, sheet)).collect()
}

fn of_row(grid: &Grid, row: usize, words: &Words<'_>, sheet: &Sheet) -> Option<Found> {
    let cells = (0..grid.width()).filter_map(|column| grid.cell(row, column));
    let (label, cells): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|cell| matches!(cell.content, Content::Words(_)));
    let noun = label.iter().find_map(|cell| match &cell.content {
        Content::Words(label) => Some(words.total.captures(label)?.get(1)?.as_str()),
        _ => None,
    })?;
    let (cell, number) = total(&cells)?;
    let skip = noun.chars().count().saturating_sub(LONGEST);
    let noun: String = noun.chars().skip(skip).collect();
    let long = noun.chars().count() >= SHORTEST;
    let stated: Vec<&Figure> = sheet.figures.iter().filter(|figure| long && says(figure, &noun, words, sheet)).collect();
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

/// Whether a figure of the text is said of a noun, and of all of the year.
fn says(figure: &Figure, noun: &str, words: &Words<'_>, sheet: &Sheet) -> bool {
    if figure.kind != Kind::Count || !figure.exact || figure.hedge.is_some() || figure.unit.text.is_empty() {
        return false;
    }
    let sentence = sheet.view.sentence(figure.span.start);
    let start = sentence.start.max(figure.span.start.saturating_sub(WINDOW));
    let text = sheet.view.slice(Span { start: sentence.start, end: figure.span.start });
    let from = text.ceil_char_boundary(start.saturating_sub(sentence.start));
    let before = text.get(from..).unwrap_or("").trim_end();
    let before = before.rsplit([',', ';', ':']).next().unwrap_or("");
    let bare = COPULAS.iter().find_map(|copula| before.strip_suffix(copula)).unwrap_or(before);
    bare.ends_with(noun) && words.aside.is_match(before) && !words.never.is_match(before)
}
