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
mod proof;
mod runs;
mod shares;
mod slip;
mod stacked;
mod total;
mod totals;

use std::collections::BTreeSet;

use regex::Regex;

use self::{
    axis::{Axis, Total},
    formula::{Formula, Found},
    grid::Grid,
};
use super::Recounts;
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
    /// The label of what is stated of the others: a total, a change, a rate.
    pub total: Pattern,
    /// The label of a row or column that is no part of a total; in `ratios`, that of a mean.
    pub aside: Pattern,
    /// The label of a row or column in which nothing is added up, or, in `changes` and `ratios`, nothing recounted.
    pub never: Pattern,
    /// In `balance`, the labels of the rows of what came in, each once.
    pub openings: Vec<Pattern>,
    /// In `balance`, the labels of the rows of what became of it, each once.
    pub closings: Vec<Pattern>,
}

/// What is held against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

/// The checks by name.
pub const CHECKS: [(&str, Check); 6] = [
    ("totals", Check::Totals),
    ("shares", Check::Shares),
    ("changes", Check::Changes),
    ("ratios", Check::Ratios),
    ("levels", Check::Levels),
    ("balance", Check::Balance),
];

/// The words of a rule, ready to match.
struct Words<'r> {
    total: &'r Regex,
    aside: &'r Regex,
    never: &'r Regex,
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
        }
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Numbers>> {
        let (Some(total), Some(aside), Some(never)) = (self.total.regex(), self.aside.regex(), self.never.regex()) else {
            return Vec::new();
        };
        let words = Words { total, aside, never };
        let is_total = |label: &str| label.len() <= LABEL && total.is_match(label);
        let mut found = match self.check {
            Check::Levels => levels::found(&sheet.document.text, is_total),
            _ => grids(sheet, is_total).iter().flat_map(|grid| self.of_grid(grid, &words, sheet)).collect(),
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
        let recount = solve(&relation, values);
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
    fn of_grid(&self, grid: &Grid, words: &Words<'_>, sheet: &Sheet) -> Vec<Found> {
        let axes = [false, true].map(|turned| Axis::new(grid, turned, words));
        let [rows, _] = &axes;
        match self.check {
            Check::Totals => {
                let labelled = axes.iter().flat_map(|axis| of_totals(axis, totals::found));
                labelled.chain(axes.iter().flat_map(runs::found)).collect()
            }
            Check::Shares => {
                let labelled: Vec<Found> = axes.iter().flat_map(|axis| of_totals(axis, shares::found)).collect();
                let known: BTreeSet<usize> = labelled.iter().filter_map(|found| Some(found.terms.first()?.place.start)).collect();
                let ladders = axes.iter().flat_map(|axis| ladder::found(axis, words));
                let others = ladders.chain(bracket::found(grid, &sheet.document.text));
                let new = others.filter(|found| found.terms.first().is_some_and(|share| !known.contains(&share.place.start)));
                let new: Vec<Found> = new.collect();
                labelled.into_iter().chain(new).collect()
            }
            Check::Changes => axes.iter().flat_map(|axis| columns::changes(axis, words)).collect(),
            Check::Ratios => axes.iter().flat_map(|axis| columns::ratios(axis, words)).collect(),
            Check::Balance => {
                let ready = |patterns: &'_ [Pattern]| patterns.iter().filter_map(Pattern::regex).cloned().collect::<Vec<Regex>>();
                balance::found(rows, &ready(&self.openings), &ready(&self.closings))
            }
            Check::Levels => Vec::new(),
        }
    }
}

/// What the labelled totals of a table say.
fn of_totals(axis: &Axis<'_>, read: impl Fn(&Axis<'_>, usize, &total::Reading) -> Vec<Found>) -> Vec<Found> {
    let totals = axis.entries.iter().enumerate().filter(|(_, entry)| entry.total != Total::None && !entry.aside);
    let found = totals.filter_map(|(total, _)| Some(read(axis, total, &total::reading(axis, total)?)));
    found.flatten().collect()
}

/// The tables of a document, whatever they are written in.
fn grids(sheet: &Sheet, is_total: impl Fn(&str) -> bool) -> Vec<Grid> {
    let text = &sheet.document.text;
    let written = html::tables(text).into_iter().chain(lines::tables(text));
    let written = written.chain(stacked::tables(text, is_total));
    let read = |place: Place| cell::read(place, sheet.view.slice(sheet.view.span(place)));
    written.filter_map(|rows| Grid::lay_out(&rows, read)).collect()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{claim::Words, document::Document};

    fn claims(check: Check, text: &str) -> Vec<(String, Verdict)> {
        let pattern = |text: &str| Pattern::compile(text, &Words::new()).unwrap();
        let rule = Table {
            check,
            total: pattern("^(?:合计|小计|总计)"),
            aside: pattern("^其中"),
            never: pattern("率"),
            openings: Vec::new(),
            closings: Vec::new(),
        };
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let claims = rule.claims(&sheet).into_iter();
        claims.map(|claim| (claim.operands[0].text.clone(), rule.recount(&claim.parts).verdict)).collect()
    }

    fn verdicts(text: &str) -> Vec<(String, Verdict)> {
        claims(Check::Totals, text)
    }

    fn each(totals: &[&str], verdict: Verdict) -> Vec<(String, Verdict)> {
        totals.iter().map(|total| ((*total).to_owned(), verdict)).collect()
    }

    #[test]
    fn subtotals_are_parts_of_the_last_total_and_of_nothing_else() {
        let text = "甲\t12\t7\n乙\t30\t8\n小计\t42\t15\n丙\t20\t5\n丁\t11\t6\n小计\t31\t11\n总计\t73\t26\n";
        assert_eq!(verdicts(text), each(&["42", "15", "31", "11", "73", "26"], Verdict::Verified));
    }

    #[test]
    fn a_total_may_come_first_and_what_it_includes_is_no_part() {
        let text = "合计\t72\t35\n甲\t42\t15\n其中:女\t12\t7\n乙\t30\t20\n";
        assert_eq!(verdicts(text), each(&["72", "35"], Verdict::Verified));
    }

    #[test]
    fn columns_below_the_label_of_a_total_add_up_the_columns_of_their_name() {
        let text = "<table><tr><td rowspan=2>镇</td><td colspan=2>上年</td><td colspan=2>今年</td><td colspan=2>合计</td></tr>\
            <tr><td>户</td><td>人</td><td>户</td><td>人</td><td>户</td><td>人</td></tr>\
            <tr><td>甲镇</td><td>10</td><td>31</td><td>12</td><td>40</td><td>22</td><td>71</td></tr></table>";
        assert_eq!(verdicts(text), each(&["22", "71"], Verdict::Verified));
    }

    #[test]
    fn decimals_add_up_as_far_as_they_are_rounded() {
        let table = |total: &str| format!("甲|1.04|5.1\n乙|2.59|6.2\n丙|6.41|7.3\n合计|{total}|18.6\n");
        assert_eq!(verdicts(&table("10.03")), each(&["10.03", "18.6"], Verdict::Verified));
        assert_eq!(verdicts(&table("10.30"))[0].1, Verdict::Undecided);
    }

    #[test]
    fn what_is_counted_twice_is_not_proven_by_one_column() {
        assert_eq!(verdicts("甲\t12\n乙\t30\n丙\t9\n合计\t45\n"), each(&["45"], Verdict::Undecided));
    }

    #[test]
    fn shares_are_held_against_the_counts_beside_them() {
        let text = "甲\t124\t36.7\n乙\t97\t29.5\n丙\t62\t18.8\n丁\t46\t14.0\n合计\t329\t100\n";
        let (first, rest) =
            (vec![("36.7".to_owned(), Verdict::Contradicted)], each(&["29.5", "18.8", "14.0"], Verdict::Verified));
        assert_eq!(claims(Check::Shares, text), [first, rest].concat());
    }

    proptest! {
        #[test]
        fn no_table_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=3>", "<td rowspan=\"9\">", "</td>", "<td", "合计", "小计", "其中",
            "12", "30", "42", "100", "-3.5", "36.7%", "|", "\t", "\n", "—", " ",
        ]), 0..80)) {
            let text = pieces.concat();
            claims(Check::Totals, &text);
            claims(Check::Shares, &text);
        }
    }
}
