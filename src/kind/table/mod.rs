//! `kind = "table"`: the total row or total column of a table adds up. A total is contradicted only where the rest of the table proves
//! what it is the total of.

mod axis;
mod cell;
mod grid;
mod html;
mod lines;
mod shares;
mod slip;
mod stacked;
mod total;

use regex::Regex;
use schemars::JsonSchema;

use self::{
    axis::{Axis, Total},
    grid::Grid,
    total::Reading,
};
use super::Recounts;
use crate::{
    claim::{Claim, Operand, Pattern, Sheet},
    document::Place,
    figure::Number,
    verdict::{Recount, Relation, Stated, Value, Values, Verdict, solve},
    view::Span,
};

/// Finds tables and what their totals add up.
#[derive(Debug)]
pub struct Table {
    /// What is held against what.
    pub check: Check,
    /// The label of a total.
    pub total: Pattern,
    /// The label of a row or column that is no part of a total.
    pub aside: Pattern,
    /// The label of a row or column in which nothing is added up.
    pub never: Pattern,
}

/// What is held against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "table-check", rename_all = "kebab-case")]
pub enum Check {
    /// A total against the sum of its parts.
    Totals,
    /// A share against its count and their total.
    Shares,
}

/// The checks by name.
pub const CHECKS: [(&str, Check); 2] = [("totals", Check::Totals), ("shares", Check::Shares)];

impl Check {
    fn relation(self) -> Option<Relation> {
        let relation = match self {
            Self::Totals => "total = sum(parts)",
            Self::Shares => "share ≈ part / total",
        };
        Relation::parse(relation).ok()
    }
}

/// The words of a rule, ready to match.
struct Words<'r> {
    total: &'r Regex,
    aside: &'r Regex,
    never: &'r Regex,
}

/// Numbers that should agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    values: Values,
    /// Whether the table proves that they belong together.
    certain: bool,
}

/// Numbers that should agree, with their cells; the one that is stated of the others comes first.
struct Found<'g> {
    cells: Vec<(&'static str, &'g cell::Cell)>,
    values: Values,
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
    const FACTS: &'static [&'static str] = &["sum", "due"];

    type Parts = Numbers;

    fn operands(&self) -> Vec<&str> {
        match self.check {
            Check::Totals => vec!["total", "part"],
            Check::Shares => vec!["share", "part", "total"],
        }
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Numbers>> {
        let (Some(total), Some(aside), Some(never)) = (self.total.regex(), self.aside.regex(), self.never.regex()) else {
            return Vec::new();
        };
        let Some(relation) = self.check.relation() else { return Vec::new() };
        let words = Words { total, aside, never };
        let mut claims = Vec::new();
        for grid in grids(sheet, total) {
            for turned in [false, true] {
                let axis = Axis::new(&grid, turned, &words);
                let totals = axis.entries.iter().enumerate().filter(|(_, entry)| entry.total != Total::None && !entry.aside);
                for (total, _) in totals {
                    let Some(reading) = total::reading(&axis, total) else { continue };
                    let found = match self.check {
                        Check::Totals => sums(&axis, total, &reading, &relation),
                        Check::Shares => shares::found(&axis, total, &reading, &relation),
                    };
                    claims.extend(found.into_iter().map(|found| claim(found, sheet)));
                }
            }
        }
        claims.sort_by_key(|claim| (claim.at, claim.span));
        claims
    }

    fn recount(&self, Numbers { values, certain }: &Numbers) -> Recount {
        let Some(relation) = self.check.relation() else { return Recount::new(Verdict::Undecided) };
        let recount = solve(&relation, values);
        let verdict = match recount.verdict {
            Verdict::Contradicted if !certain => Verdict::Undecided,
            // Shares in tables are adjusted so that they add up to 100.
            Verdict::LastDigit => Verdict::Consistent,
            verdict => verdict,
        };
        let sum = parts(values).fold(Number::zero(), |sum, part| sum.plus(&part.value)).to_digits();
        let recount = Recount { verdict, ..recount }.fact("sum", sum);
        match due(values) {
            Some(due) => recount.fact("due", due),
            None => recount,
        }
    }
}

/// The share that a count has of its total, with as many digits as the stated one.
fn due(values: &Values) -> Option<String> {
    let figure = |name: &str| match values.get(name) {
        Some(Value::Figure(figure)) => Some(figure),
        _ => None,
    };
    let share = figure("share")?;
    let ratio = figure("part")?.value.checked_div(&figure("total")?.value)?;
    let percent = ratio.rounded_to(&share.ulp).checked_div(&share.scale)?;
    Some(percent.to_digits())
}

/// The tables of a document, whatever they are written in.
fn grids(sheet: &Sheet, total: &Regex) -> Vec<Grid> {
    let text = &sheet.document.text;
    let written = html::tables(text).into_iter().chain(lines::tables(text));
    let written = written.chain(stacked::tables(text, |label| label.len() <= LABEL && total.is_match(label)));
    let read = |place: Place| cell::read(place, sheet.view.slice(sheet.view.span(place)));
    written.filter_map(|rows| Grid::lay_out(&rows, read)).collect()
}

/// What one total says in each line of the table.
fn sums<'g>(axis: &Axis<'g>, total: usize, reading: &Reading, relation: &Relation) -> Vec<Found<'g>> {
    let lines = (0..axis.across()).filter_map(|line| added(axis, total, reading, line, relation));
    let lines: Vec<Added<'_>> = lines.collect();
    let agree = lines.iter().filter(|line| line.verdict == Verdict::Verified).count();
    let miss = lines.iter().filter(|line| line.verdict == Verdict::Contradicted && line.sound).count();
    // The other lines prove what the total adds up, unless nearly as many deny it.
    let proven = agree >= 2 && agree > miss;
    let kept = lines.into_iter().filter(|line| line.verdict.holds() || line.sound);
    let found = kept.map(|line| {
        let slip = reading.natural && line.parts.len() >= 3 && miss == 1 && slip::explains(&line.values);
        let parts = line.parts.into_iter().map(|cell| ("part", cell));
        let cells = std::iter::once(("total", line.total)).chain(parts).collect();
        Found { cells, values: line.values, certain: line.sound && (proven || slip) }
    });
    found.collect()
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
    // Two breakdowns of one total, one after the other, are read one at a time.
    if verdict.holds() && !is_close(&sum, &stated.value) {
        return None;
    }
    let total = axis.cell(axis.at(total, line)?)?;
    Some(Added { total, parts: indexes.into_iter().filter_map(|index| axis.cell(index)).collect(), values, verdict, sound })
}

/// Whether a sum comes near its total, as it does where a digit is wrong. The total of two rates is half of their sum.
fn is_near(sum: &Number, total: &Number) -> bool {
    let larger = sum.abs().max(total.abs());
    sum.minus(total).abs().times(&Number::from(100_i64)) <= larger.times(&Number::from(NEAR))
}

/// Whether a sum differs from its total by no more than rounding.
fn is_close(sum: &Number, total: &Number) -> bool {
    sum.minus(total).abs().times(&Number::from(10_i64)) <= sum.abs().max(total.abs())
}

/// The label of a total column that stands on a line of its own has at most so many bytes.
const LABEL: usize = 24;

/// In percent of the larger one.
const NEAR: i64 = 42;

fn parts(values: &Values) -> impl Iterator<Item = &Stated> {
    values.get("parts").into_iter().flat_map(|value| match value {
        Value::Figures(parts) => parts.as_slice(),
        _ => &[],
    })
}

fn claim(found: Found<'_>, sheet: &Sheet) -> Claim<Numbers> {
    let operands = operands(&found, sheet);
    let at = operands.first().map(|operand| operand.span).unwrap_or_default();
    let start = operands.iter().map(|operand| operand.span.start).min().unwrap_or(at.start);
    let end = operands.iter().map(|operand| operand.span.end).max().unwrap_or(at.end);
    let certain = found.certain && operands.iter().all(|operand| !sheet.damaged(operand.span));
    let binding = "table".to_owned();
    Claim { span: Span { start, end }, operands, binding, ..Claim::at(at, Numbers { values: found.values, certain }) }
}

fn operands(found: &Found<'_>, sheet: &Sheet) -> Vec<Operand> {
    let mut listed = parts(&found.values);
    let operands = found.cells.iter().map(|(name, cell)| {
        let stated = match found.values.get(*name) {
            Some(Value::Figure(figure)) => Some(figure),
            _ => listed.next(),
        };
        let span = sheet.view.span(cell.place);
        let text = sheet.view.slice(span).trim().to_owned();
        Operand {
            name: (*name).to_owned(),
            span,
            text,
            reading: stated.map(|figure| figure.reading.clone()),
            unit: String::new(),
        }
    });
    operands.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{claim::Words, document::Document};

    fn claims(check: Check, text: &str) -> Vec<(String, Verdict)> {
        let pattern = |text: &str| Pattern::compile(text, &Words::new()).unwrap();
        let rule = Table { check, total: pattern("^(?:合计|小计|总计)"), aside: pattern("^其中"), never: pattern("率") };
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
