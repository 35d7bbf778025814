//! Tables of accounts by code, as they come out of a PDF: a code, its name, its numbers, one a line. `20139` is a part of `201`, and
//! `2013901` of `20139`.

use std::collections::BTreeMap;

use super::{
    cell::{self, Content, Plain},
    formula::{Formula, Found, Term},
    proof::{self, Line},
    stacked::Text,
    totals::is_near,
};
use crate::{document::Place, figure::Number, verdict::Verdict};

/// How long codes are, level by level.
const LEVELS: [usize; 3] = [3, 5, 7];
/// A name takes at most so many lines.
const NAME: usize = 4;
/// So many other sums prove that a text has such tables.
const OTHERS: usize = 3;
const DIGITS: usize = 9;

/// A row of accounts: the code, which is empty for the total, and its numbers.
struct Account<'t> {
    code: &'t str,
    numbers: Vec<(Place, Plain)>,
}

/// An account, and those one level below it.
struct Sum<'t> {
    parent: &'t Account<'t>,
    children: Vec<&'t Account<'t>>,
}

impl Sum<'_> {
    /// The codes that it is about.
    fn codes(&self) -> Vec<&str> {
        std::iter::once(self.parent).chain(self.children.iter().copied()).map(|account| account.code).collect()
    }
}

/// The sums of all tables of accounts in a text.
pub(super) fn found(text: &str, lines: &[Text], is_total: impl Fn(&str) -> bool) -> Vec<Found> {
    let accounts = accounts(text, lines, is_total);
    // Codes run upward; where they do not, another table begins.
    let tables = accounts.chunk_by(|one, next| one.code < next.code);
    let sums: Vec<Sum<'_>> = tables.flat_map(sums).collect();
    let mut known: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for sum in &sums {
        let times = known.entry(sum.codes()).or_default();
        *times = times.saturating_add(1);
    }
    let lines = sums.iter().flat_map(|sum| {
        let lines = columns(sum);
        // A row that got lost makes every column of its sum too small, in one table of several.
        let agree = lines.iter().any(|line| line.verdict == Verdict::Verified);
        let whole = agree || known.get(&sum.codes()).is_some_and(|&times| times > 1);
        lines.into_iter().map(move |line| Line { sound: line.sound && (whole || !lacks(&line)), ..line })
    });
    proof::told(lines.collect(), OTHERS, DIGITS)
}

/// Whether a sum misses because it is too small.
fn lacks(line: &Line) -> bool {
    let (total, parts) = line.found.terms.split_first().map_or((Number::zero(), Number::zero()), |(total, parts)| {
        (total.stated.value.clone(), parts.iter().fold(Number::zero(), |sum, part| sum.plus(&part.stated.value)))
    });
    line.verdict == Verdict::Contradicted && parts < total
}

/// The rows of accounts in a text, in order.
fn accounts<'t>(text: &'t str, lines: &[Text], is_total: impl Fn(&str) -> bool) -> Vec<Account<'t>> {
    let read = |line: &Text| text.get(line.place.start..line.place.end).unwrap_or("");
    let is_code = |line: &str| LEVELS.contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit());
    let mut accounts = Vec::new();
    let mut at = 0_usize;
    while let Some(line) = lines.get(at) {
        at = at.saturating_add(1);
        let code = match read(line) {
            code if is_code(code) => code,
            // Right below the label of a total stand its numbers.
            total if !line.number && lines.get(at).is_some_and(|next| next.number) && is_total(total) => "",
            _ => continue,
        };
        let names = lines.iter().skip(at).take_while(|line| !line.number).count();
        if code.is_empty() && names > 0 || names == 0 && !code.is_empty() {
            continue;
        }
        if names > NAME {
            accounts.push(Account { code, numbers: Vec::new() });
            continue;
        }
        let first = at.saturating_add(names);
        let root = code.is_empty();
        let mut numbers = Vec::new();
        for (index, line) in lines.iter().enumerate().skip(first).take_while(|(_, line)| line.number) {
            let named = lines.get(index.saturating_add(1)).is_some_and(|next| !next.number);
            if is_code(read(line)) && named {
                break;
            }
            numbers.extend(cell::number(read(line)).map(|number| (line.place, number)));
        }
        at = first.saturating_add(numbers.len());
        // A total that no code follows is that of another table.
        let stray = root && !lines.get(at).is_some_and(|next| is_code(read(next)));
        // An account that lost its numbers is kept: without it a sum would seem to miss.
        if !stray && !(root && numbers.is_empty()) {
            accounts.push(Account { code, numbers });
        }
    }
    accounts
}

/// Each account of a table with those of the next level below it.
fn sums<'t>(table: &'t [Account<'t>]) -> Vec<Sum<'t>> {
    let of = |(at, parent): (usize, &'t Account<'t>)| {
        let level = LEVELS.iter().find(|&&level| level > parent.code.len())?;
        let below = table.iter().skip(at.saturating_add(1)).take_while(|account| account.code.starts_with(parent.code));
        Some(Sum { parent, children: below.filter(|account| account.code.len() == *level).collect() })
    };
    table.iter().enumerate().filter_map(of).collect()
}

/// A sum in each column of its table.
fn columns(Sum { parent, children }: &Sum<'_>) -> Vec<Line> {
    // A row that lacks some of its numbers does not tell which; only the first is that of the first column.
    let whole = children.iter().all(|child| child.numbers.len() == parent.numbers.len());
    let columns = if whole { parent.numbers.len() } else { 1 };
    (0..columns).filter_map(|column| sum(parent, children, column)).collect()
}

fn sum(parent: &Account<'_>, children: &[&Account<'_>], column: usize) -> Option<Line> {
    let number = |account: &Account<'_>| account.numbers.get(column).cloned();
    let (place, stated) = number(parent)?;
    let parts: Vec<(Place, Plain)> = children.iter().map(|child| number(child)).collect::<Option<_>>()?;
    let decimals = stated.places > 0 || parts.iter().any(|(_, part)| part.places > 0);
    let term = |name, place, number: &Plain| Term::of(name, &cell::Cell { place, content: Content::Blank }, number, decimals);
    let mut terms = vec![term("total", place, &stated)];
    terms.extend(parts.iter().map(|(place, part)| term("part", *place, part)));
    let sum = parts.iter().fold(Number::zero(), |sum, (_, part)| sum.plus(&part.value));
    if parts.is_empty() || stated.value.is_zero() {
        return None;
    }
    let found = Found::new(Formula::Total, terms);
    let verdict = found.verdict();
    let sound = is_near(&sum, &stated.value);
    (verdict != Verdict::Undecided).then_some(Line { found, verdict, digits: stated.digits(), sound })
}
