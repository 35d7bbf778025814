//! `kind = "table"`: what the numbers of a table are to each other: totals, shares, changes, quotients. A number is contradicted only where
//! the rest of the table proves what it should be.

mod axis;
mod balance;
mod bracket;
mod cell;
mod columns;
mod formula;
mod grid;
mod html;
mod ladder;
mod levels;
mod lines;
mod listed;
mod proof;
mod quotient;
mod runs;
mod shares;
mod slip;
mod spoken;
mod stacked;
mod total;
mod totals;

use std::{collections::BTreeSet, rc::Rc, sync::LazyLock};

use schemars::JsonSchema;

use self::{
    axis::Axis,
    formula::{Formula, Found},
    grid::Grid,
};
use super::{Recounts, presence::Presence};
use crate::{
    claim::{Claim, Operand, Pattern, Sheet},
    document::Place,
    verdict::{Recount, Values, Verdict, solve},
    view::Span,
};

/// Finds tables and what their numbers are to each other.
#[derive(Debug)]
pub struct Table {
    /// What is held against what.
    pub check: Check,
    /// The label of what is stated of the others: a total, a change, a rate. In `text`, that of a row, with its noun as first group.
    pub total: Pattern,
    /// The label of a row or column that is no part of a total; in `ratios`, that of a mean; in `text`, what stands before a
    /// figure of the text that is said of such a row.
    pub aside: Pattern,
    /// The label of a row or column in which nothing is added up, or, in `changes` and `ratios`, nothing recounted;
    /// in `text`, what says a figure of something else.
    pub never: Pattern,
    /// In `balance`, the labels of the rows of what came in, each once.
    pub openings: Vec<Pattern>,
    /// In `balance`, the labels of the rows of what became of it, each once.
    pub closings: Vec<Pattern>,
}

/// What is held against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "table-check", rename_all = "kebab-case")]
pub enum Check {
    /// A total against the sum of its parts.
    Totals,
    /// A share against its count and their total.
    Shares,
    /// A difference or a growth against the two values that it is of.
    Changes,
    /// A quotient or a mean against the values that it is of.
    Ratios,
    /// An account against those of the next level below it.
    Levels,
    /// What came in against what became of it.
    Balance,
    /// What the text says against a row.
    Text,
}

/// The checks by name.
pub const CHECKS: [(&str, Check); 7] = [
    ("totals", Check::Totals),
    ("shares", Check::Shares),
    ("changes", Check::Changes),
    ("ratios", Check::Ratios),
    ("levels", Check::Levels),
    ("balance", Check::Balance),
    ("text", Check::Text),
];

/// The words of a rule. Rules that have the same share what was made of them, so that what looks for them is made once, and only where there
/// is a table.
struct Words<'r> {
    total: &'r Pattern,
    aside: &'r Pattern,
    never: &'r Pattern,
}

/// Numbers that should agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    formula: Formula,
    values: Values,
    /// Whether the rest of the table proves that they belong together.
    certain: bool,
}

impl Recounts for Table {
    const NAME: &'static str = "table";
    const FACTS: &'static [&'static str] = &["sum", "due", "total"];

    type Parts = Numbers;

    fn operands(&self) -> Vec<&str> {
        match self.check {
            Check::Totals | Check::Levels => vec!["total", "part"],
            Check::Shares => vec!["share", "part", "total"],
            Check::Changes => vec!["stated", "old", "new"],
            Check::Ratios => vec!["stated", "part", "base"],
            Check::Balance => vec!["closing", "opening"],
            Check::Text => vec!["text", "table"],
        }
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Numbers>> {
        if !sheet.memo.once("", || MayHold(may_hold_tables(sheet))).0 {
            return Vec::new();
        }
        let words = Words { total: &self.total, aside: &self.aside, never: &self.never };
        let mut found = match self.check {
            Check::Levels => levels::found(&sheet.document.text, &lines_of(sheet).0, |label| words.is_total(label)),
            Check::Text => {
                let said = || sheet.memo.once(&words.key(), || spoken::Said::of(&words, sheet));
                grids(sheet, &words).iter().flat_map(|grid| spoken::found(grid, &words, sheet, &said)).collect()
            }
            _ => axes(sheet, &words).0.iter().flat_map(|(grid, axes)| self.of_grid(grid, axes, sheet)).collect(),
        };
        // What two readings find is told once.
        let mut seen = BTreeSet::new();
        found.retain(|found| {
            let mut places: Vec<usize> = found.terms.iter().map(|term| term.place.start).collect();
            places.sort_unstable();
            seen.insert(places)
        });
        let mut claims: Vec<Claim<Numbers>> = found.into_iter().map(|found| claim(found, sheet)).collect();
        claims.sort_by_key(|claim| (claim.at, claim.span));
        claims
    }

    fn recount(&self, Numbers { formula, values, certain }: &Numbers) -> Recount {
        let Some(relation) = formula.relation() else { return Recount::new(Verdict::Undecided) };
        let recount = solve(relation, values);
        let verdict = match recount.verdict {
            Verdict::Contradicted if !certain => Verdict::Undecided,
            // A claim that could not have failed proves nothing.
            Verdict::Verified if !certain || !formula::could_fail(*formula, values) => Verdict::Consistent,
            // Shares in tables are adjusted so that they add up to 100.
            Verdict::LastDigit => Verdict::Consistent,
            verdict => verdict,
        };
        let list = if *formula == Formula::Balance { "openings" } else { "parts" };
        let recount = Recount { verdict, ..recount }.fact("sum", formula::sum(values, list).to_digits());
        let recount = match formula.base(values) {
            Some(total) => recount.fact("total", total),
            None => recount,
        };
        match formula.due(values) {
            Some(due) => recount.fact("due", due),
            None => recount,
        }
    }
}

impl Table {
    /// What one table says.
    fn of_grid(&self, grid: &Grid, axes: &[Axis; 2], sheet: &Sheet) -> Vec<Found> {
        let [rows, _] = axes;
        match self.check {
            Check::Totals => {
                let labelled = axes.iter().flat_map(totals::found);
                labelled.chain(axes.iter().flat_map(runs::found)).collect()
            }
            Check::Shares => {
                let labelled: Vec<Found> = axes.iter().flat_map(shares::of_totals).collect();
                let known: BTreeSet<usize> = labelled.iter().filter_map(|found| Some(found.terms.first()?.place.start)).collect();
                let others = axes.iter().flat_map(ladder::found).chain(bracket::found(grid, &sheet.document.text));
                let new = others.filter(|found| found.terms.first().is_some_and(|share| !known.contains(&share.place.start)));
                let new: Vec<Found> = new.collect();
                labelled.into_iter().chain(new).collect()
            }
            Check::Changes => axes.iter().flat_map(columns::changes).collect(),
            Check::Ratios => axes.iter().flat_map(columns::ratios).collect(),
            Check::Balance => balance::found(rows, &self.openings, &self.closings),
            Check::Text | Check::Levels => Vec::new(),
        }
    }
}

impl Words<'_> {
    /// What tells them from those of another rule.
    fn key(&self) -> String {
        [self.total, self.aside, self.never].map(Pattern::source).join("\n")
    }

    /// Whether a line is the label of a total column.
    fn is_total(&self, label: &str) -> bool {
        label.len() <= LABEL && stands_in(self.total, label)
    }
}

/// Whether a text has words in it. There are many labels, and few patterns for them.
fn stands_in(words: &Pattern, text: &str) -> bool {
    words.is_match(text)
}

/// Whether a document may hold tables.
struct MayHold(bool);

/// The lines of a document, as those of a table that lost its shape.
struct Lines(Vec<stacked::Text>);

/// The tables that are written as such, and those that lost their shape.
struct Written(Vec<Rc<Grid>>);
struct Stacked(Vec<Rc<Grid>>);

/// Tables, each along its rows and along its columns.
struct Axes(Vec<(Rc<Grid>, [Axis; 2])>);

/// Whether anything in a text looks like a part of a table: a mark between cells, a tag, a line that is a number.
fn may_hold_tables(sheet: &Sheet) -> bool {
    let (text, presence) = (&sheet.document.text, Presence::of_document(sheet));
    let number = |line: &str| line.trim_start().starts_with(|first: char| first.is_ascii_digit() || first == '-');
    let mut marks = lines::MARKS.into_iter().chain(['<']).map(u32::from);
    marks.any(|mark| presence.may_have(&(mark..=mark))) || text.lines().any(number) || listed::may_be_in(text)
}

/// The tables of a document as rules of the same words see them.
fn axes(sheet: &Sheet, words: &Words<'_>) -> Rc<Axes> {
    sheet.memo.once(&words.key(), || {
        Axes(grids(sheet, words).into_iter().map(|grid| (Rc::clone(&grid), Axis::both(&grid, words))).collect())
    })
}

/// The tables of a document, whatever they are written in.
fn grids(sheet: &Sheet, words: &Words<'_>) -> Vec<Rc<Grid>> {
    let text = &sheet.document.text;
    let read = |place: Place| cell::read(place, sheet.view.slice(sheet.view.span(place)));
    let laid = |rows: Vec<html::Rows>| rows.iter().filter_map(|rows| Grid::lay_out(rows, read)).map(Rc::new).collect();
    let written = sheet.memo.once("", || {
        Written(laid(html::tables(text).into_iter().chain(lines::tables(text)).chain(listed::tables(text)).collect()))
    });
    let total = words.total.source();
    let stacked =
        sheet.memo.once(total, || Stacked(laid(stacked::tables(text, &lines_of(sheet).0, |label| words.is_total(label)))));
    written.0.iter().chain(&stacked.0).cloned().collect()
}

fn lines_of(sheet: &Sheet) -> Rc<Lines> {
    sheet.memo.once("", || Lines(stacked::lines(&sheet.document.text)))
}

/// The label of a total column that stands on a line of its own has at most so many bytes.
const LABEL: usize = 24;

fn claim(found: Found, sheet: &Sheet) -> Claim<Numbers> {
    let operand = |term: &formula::Term| {
        let span = sheet.view.span(term.place);
        let text = sheet.view.slice(span).trim().to_owned();
        Operand { name: term.name.to_owned(), span, text, reading: Some(term.stated.reading.clone()), unit: String::new() }
    };
    let operands: Vec<Operand> = found.terms.iter().map(operand).collect();
    let at = operands.first().map(|operand| operand.span).unwrap_or_default();
    let start = operands.iter().map(|operand| operand.span.start).min().unwrap_or(at.start);
    let end = operands.iter().map(|operand| operand.span.end).max().unwrap_or(at.end);
    let certain = found.certain && operands.iter().all(|operand| !sheet.damaged(operand.span));
    let parts = Numbers { formula: found.formula, values: found.values, certain };
    Claim { span: Span { start, end }, operands, binding: "table".to_owned(), ..Claim::at(at, parts) }
}

/// The patterns by which it reads counts with their shares.
pub(super) static PATTERNS: [&LazyLock<Pattern>; 2] = [&bracket::PAIR, &bracket::SIZE];

#[cfg(test)]
mod tests;
