//! Tables of accounts by code, as they come out of a PDF: a code, its name, its numbers, one a line. `20139` is a part of `201`, and
//! `2013901` of `20139`.

use super::{
    cell::{self, Content, Plain},
    formula::{Formula, Found, Term},
    proof::{self, Line, digits},
    stacked::{self, Text},
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

/// The sums of all tables of accounts in a text.
pub(super) fn found(text: &str, is_total: impl Fn(&str) -> bool) -> Vec<Found> {
    let mut lines = Vec::new();
    let mut table: Vec<Account<'_>> = Vec::new();
    for account in accounts(text, is_total) {
        // Codes run upward; where they do not, another table begins.
        if table.last().is_some_and(|last| account.code <= last.code) {
            lines.extend(sums(&std::mem::take(&mut table)));
        }
        table.push(account);
    }
    lines.extend(sums(&table));
    proof::told(lines, OTHERS, DIGITS)
}

/// The rows of accounts in a text, in order.
fn accounts<'t>(text: &'t str, is_total: impl Fn(&str) -> bool) -> Vec<Account<'t>> {
    let lines = stacked::lines(text);
    let read = |line: &Text| text.get(line.place.start..line.place.end).unwrap_or("");
    let is_code = |line: &str| LEVELS.contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit());
    let mut accounts = Vec::new();
    let mut at = 0_usize;
    while let Some(line) = lines.get(at) {
        at = at.saturating_add(1);
        let code = match read(line) {
            code if is_code(code) => code,
            total if !line.number && is_total(total) => "",
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

/// Each account of a table against the next level below it.
fn sums(table: &[Account<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, parent) in table.iter().enumerate() {
        let Some(&level) = LEVELS.iter().find(|&&level| level > parent.code.len()) else { continue };
        let below = table.iter().skip(at.saturating_add(1)).take_while(|account| account.code.starts_with(parent.code));
        let children: Vec<&Account<'_>> = below.filter(|account| account.code.len() == level).collect();
        // A row that lacks some of its numbers does not tell which; only the first is that of the first column.
        let whole = children.iter().all(|child| child.numbers.len() == parent.numbers.len());
        let columns = if whole { parent.numbers.len() } else { 1 };
        lines.extend((0..columns).filter_map(|column| sum(parent, &children, column)));
    }
    lines
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
    (verdict != Verdict::Undecided).then_some(Line { found, verdict, digits: digits(&stated), sound })
}
