//! `kind = "table"`: the total row or total column of a table adds up. A total is contradicted only where the rest of the table proves
//! what it is the total of.

mod axis;
mod cell;
mod grid;
mod html;
mod lines;
mod slip;
mod total;

use regex::Regex;

use self::{
    axis::{Axis, Total},
    grid::Grid,
    total::Reading,
};
use super::Recounts;
use crate::{
    claim::{Claim, Operand, Pattern, Sheet},
    document::Place,
    figure::{Interval, Number},
    verdict::{Recount, Relation, Stated, Value, Values, Verdict, solve},
    view::Span,
};

/// Finds tables and what their totals add up.
#[derive(Debug)]
pub struct Table {
    /// The label of a total.
    pub total: Pattern,
    /// The label of a row or column that is no part of a total.
    pub aside: Pattern,
    /// The label of a row or column in which nothing is added up.
    pub never: Pattern,
}

/// The words of a rule, ready to match.
struct Words<'r> {
    total: &'r Regex,
    aside: &'r Regex,
    never: &'r Regex,
}

/// A total and its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    values: Values,
    /// Whether the table proves that these are the parts of this total.
    certain: bool,
}

/// One line of a table, added up.
struct Added<'g> {
    total: &'g cell::Cell,
    parts: Vec<&'g cell::Cell>,
    values: Values,
    verdict: Verdict,
    /// Whether a miss in it would be one: no gaps, no rates, near enough.
    sound: bool,
}

impl Recounts for Table {
    const NAME: &'static str = "table";
    const FACTS: &'static [&'static str] = &["sum"];

    type Parts = Sum;

    fn operands(&self) -> Vec<&str> {
        vec!["total", "part"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Sum>> {
        let (Some(total), Some(aside), Some(never)) = (self.total.regex(), self.aside.regex(), self.never.regex()) else {
            return Vec::new();
        };
        let Ok(relation) = Relation::parse("total = sum(parts)") else { return Vec::new() };
        let words = Words { total, aside, never };
        let mut claims = Vec::new();
        for grid in grids(sheet) {
            for turned in [false, true] {
                let axis = Axis::new(&grid, turned, &words);
                let totals = axis.entries.iter().enumerate().filter(|(_, entry)| entry.total != Total::None && !entry.aside);
                for (total, _) in totals {
                    let reading = total::reading(&axis, total);
                    claims.extend(reading.iter().flat_map(|reading| claims_of(&axis, total, reading, &relation, sheet)));
                }
            }
        }
        claims.sort_by_key(|claim| (claim.at, claim.span));
        claims
    }

    fn recount(&self, sum: &Sum) -> Recount {
        let Ok(relation) = Relation::parse("total = sum(parts)") else { return Recount::new(Verdict::Undecided) };
        let recount = solve(&relation, &sum.values);
        let verdict = match recount.verdict {
            Verdict::Contradicted if !sum.certain => Verdict::Undecided,
            verdict => verdict,
        };
        let computed = parts(&sum.values).fold(Number::zero(), |sum, part| sum.plus(&part.value)).to_digits();
        Recount { verdict, ..recount }.fact("sum", computed)
    }
}

/// The tables of a document, whatever they are written in.
fn grids(sheet: &Sheet) -> Vec<Grid> {
    let text = &sheet.document.text;
    let written = html::tables(text).into_iter().chain(lines::tables(text));
    let read = |place: Place| cell::read(place, sheet.view.slice(sheet.view.span(place)));
    written.filter_map(|rows| Grid::lay_out(&rows, read)).collect()
}

/// What one total says in each line of the table.
fn claims_of(axis: &Axis<'_>, total: usize, reading: &Reading, relation: &Relation, sheet: &Sheet) -> Vec<Claim<Sum>> {
    let lines = (0..axis.across()).filter_map(|line| added(axis, total, reading, line, relation));
    let lines: Vec<Added<'_>> = lines.collect();
    let agree = lines.iter().filter(|line| line.verdict == Verdict::Verified).count();
    let miss = lines.iter().filter(|line| line.verdict == Verdict::Contradicted && line.sound).count();
    // The other lines prove what the total adds up, unless nearly as many deny it.
    let proven = agree >= 2 && agree > miss;
    let kept = lines.into_iter().filter(|line| line.verdict.holds() || line.sound);
    kept.map(|line| {
        let slip = reading.natural && line.parts.len() >= 3 && miss == 1 && slip::explains(&line.values);
        let certain = line.sound && (proven || slip);
        claim(line, certain, sheet)
    })
    .collect()
}

/// The parts of one line against its total; `None` where not all of them are numbers.
fn added<'g>(axis: &Axis<'g>, total: usize, reading: &Reading, line: usize, relation: &Relation) -> Option<Added<'g>> {
    let stated = axis.number(total, line)?;
    let decimals =
        stated.places > 0 || reading.parts.iter().filter_map(|&part| axis.number(part, line)).any(|part| part.places > 0);
    let mut indexes = Vec::new();
    let mut gaps = false;
    let mut numbers = Vec::new();
    for &part in &reading.parts {
        match axis.number(part, line) {
            Some(number) if number.percent == stated.percent => {
                numbers.push(number.stated(decimals));
                indexes.push(axis.at(part, line)?);
            }
            None if axis.is_blank(part, line) => gaps = true,
            _ => return None,
        }
    }
    let full = reading.parts.iter().chain([&total]).all(|&entry| axis.is_full(entry, line));
    let mut distinct = indexes.clone();
    distinct.dedup();
    // A cell that spans several parts is not several parts; and one part alone is its own total.
    let several = numbers.iter().filter(|number| !number.value.is_zero()).count() > 1;
    if distinct.len() != indexes.len() || !several {
        return None;
    }
    let shares = stated.percent || axis.is_never(line);
    let sum = numbers.iter().fold(Number::zero(), |sum, number| sum.plus(&number.value));
    let sound = full && !gaps && is_near(&sum, &stated.value) && (!shares || stated.is_whole_share());
    let values: Values =
        [("total".to_owned(), Value::Figure(stated.stated(decimals))), ("parts".to_owned(), Value::Figures(numbers))].into();
    let verdict = solve(relation, &values).verdict;
    let total = axis.cell(axis.at(total, line)?)?;
    Some(Added { total, parts: indexes.into_iter().filter_map(|index| axis.cell(index)).collect(), values, verdict, sound })
}

/// Whether a sum comes near its total, as it does where a digit is wrong. The total of two rates is half of their sum.
fn is_near(sum: &Number, total: &Number) -> bool {
    let larger = sum.abs().max(total.abs());
    sum.minus(total).abs().times(&Number::from(100_i64)) <= larger.times(&Number::from(NEAR))
}

/// In percent of the larger one.
const NEAR: i64 = 42;

fn parts(values: &Values) -> impl Iterator<Item = &Stated> {
    values.get("parts").into_iter().flat_map(|value| match value {
        Value::Figures(parts) => parts.as_slice(),
        _ => &[],
    })
}

fn claim(line: Added<'_>, certain: bool, sheet: &Sheet) -> Claim<Sum> {
    let operand = |name: &str, cell: &cell::Cell, reading: Option<Interval>| {
        let span = sheet.view.span(cell.place);
        Operand { name: name.to_owned(), span, text: sheet.view.slice(span).trim().to_owned(), reading, unit: String::new() }
    };
    let total = match line.values.get("total") {
        Some(Value::Figure(total)) => Some(total.reading.clone()),
        _ => None,
    };
    let mut operands = vec![operand("total", line.total, total)];
    operands
        .extend(line.parts.iter().zip(parts(&line.values)).map(|(cell, part)| operand("part", cell, Some(part.reading.clone()))));
    let at = operands.first().map(|operand| operand.span).unwrap_or_default();
    let start = operands.iter().map(|operand| operand.span.start).min().unwrap_or(at.start);
    let end = operands.iter().map(|operand| operand.span.end).max().unwrap_or(at.end);
    let certain = certain && operands.iter().all(|operand| !sheet.damaged(operand.span));
    let binding = "table".to_owned();
    Claim { span: Span { start, end }, operands, binding, ..Claim::at(at, Sum { values: line.values, certain }) }
}
