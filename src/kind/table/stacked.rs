//! Tables that lost their shape: one cell a line, a label and then the numbers of its row, row after row. The total is their last column,
//! which a line above says, or the numbers themselves.

use super::{
    grid::Written,
    html::{Rows, trimmed},
};
use crate::document::Place;

/// The label of the total stands within so many lines before the first row.
const HEAD: usize = 16;
/// A row has at least so many numbers.
const FEWEST: usize = 3;
/// A table without a head has more rows than this.
const BARE: usize = 3;
/// A table ends where so many rows in succession have another number of cells.
const STRAY: usize = 3;

/// A line that is not empty.
pub(super) struct Text {
    /// Where it stands, blanks at its ends apart.
    pub(super) place: Place,
    /// Whether it is a number and nothing else.
    pub(super) number: bool,
}

/// One label with the numbers below it: how far into the lines it reaches.
struct Row {
    label: usize,
    end: usize,
}

impl Row {
    fn length(&self) -> usize {
        self.end.saturating_sub(self.label).saturating_sub(1)
    }
}

/// The tables in the lines of a text, in order. `is_total` tells the label of a total.
pub(super) fn tables(text: &str, lines: &[Text], is_total: impl Fn(&str) -> bool) -> Vec<Rows> {
    let rows = rows(lines);
    let mut tables = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(row) = rest.first() {
        let first = row.label.saturating_sub(HEAD);
        if row.length() < FEWEST {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let is_label = |line: &Text| is_total(text.get(line.place.start..line.place.end).unwrap_or(""));
        tables.extend(groups(row, lines, is_label));
        let total = lines.get(first..row.label).unwrap_or_default().iter().rfind(|line| is_label(line));
        let (table, after) = table(rest, lines, total.map(|total| total.place));
        let fewest = if total.is_some() { 2 } else { BARE };
        tables.extend((table.len() > fewest).then_some(table));
        rest = rest.get(after.max(1)..).unwrap_or_default();
    }
    tables
}

/// The rows that have as many numbers as the first one, below a head; and how many rows were looked at.
fn table(rows: &[Row], lines: &[Text], total: Option<Place>) -> (Rows, usize) {
    let length = rows.first().map_or(0, Row::length);
    let mut table = Vec::new();
    if let Some(total) = total {
        let mut head = vec![blank(total.start); length];
        head.push(Written::single(total));
        table.push(head);
    }
    let mut stray = 0_usize;
    for (looked, row) in rows.iter().enumerate() {
        if row.length() != length {
            stray = stray.saturating_add(1);
            if stray == STRAY {
                return (table, looked);
            }
            continue;
        }
        stray = 0;
        let cells = lines.get(row.label..row.end).unwrap_or_default();
        table.push(cells.iter().map(|line| Written::single(line.place)).collect());
    }
    (table, rows.len())
}

/// A row of numbers below labels that end in the same total again and again: 维持, 纠正, 总计, 维持, 纠正, 总计. Each group is a row.
fn groups(row: &Row, lines: &[Text], is_total: impl Fn(&Text) -> bool) -> Option<Rows> {
    let last = lines.get(row.label).filter(|label| is_total(label))?;
    let labels = lines.get(row.label.saturating_sub(HEAD)..row.label)?;
    let length = labels.iter().rev().take_while(|label| !label.number && !is_total(label)).count().saturating_add(1);
    let again = labels.len().checked_sub(length).and_then(|before| labels.get(before))?;
    let many = row.length() > length && row.length().is_multiple_of(length) && length >= FEWEST;
    if !many || !is_total(again) {
        return None;
    }
    let written = |line: &Text| Written::single(line.place);
    let first = labels.len().saturating_sub(length).saturating_add(1);
    let mut head = vec![blank(last.place.start)];
    head.extend(labels.get(first..)?.iter().chain([last]).map(written));
    let numbers = lines.get(row.label.saturating_add(1)..row.end)?;
    let rows = numbers.chunks(length).map(|numbers| {
        let start = numbers.first().map_or(0, |number| number.place.start);
        std::iter::once(blank(start)).chain(numbers.iter().map(written)).collect()
    });
    Some(std::iter::once(head).chain(rows).collect())
}

/// A cell without text.
fn blank(at: usize) -> Written {
    Written::single(Place { start: at, end: at })
}

/// The lines of a text that are not empty.
pub(super) fn lines(text: &str) -> Vec<Text> {
    let mut lines = Vec::new();
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let end = start.saturating_add(line.len());
        let place = trimmed(text, Place { start, end });
        let inside = text.get(place.start..place.end).unwrap_or("");
        let number = inside.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            && inside.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'%'));
        if place.end > place.start {
            lines.push(Text { place, number });
        }
        start = end;
    }
    lines
}

fn rows(lines: &[Text]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut label = None;
    for (index, line) in lines.iter().enumerate() {
        if !line.number {
            rows.extend(label.map(|label| Row { label, end: index }).filter(|row| row.length() > 0));
            label = Some(index);
        }
    }
    rows.extend(label.map(|label| Row { label, end: lines.len() }).filter(|row| row.length() > 0));
    rows
}

#[cfg(test)]
mod tests {
    use super::{super::html::texts, *};

    fn read(text: &str) -> Vec<Vec<Vec<&str>>> {
        texts(&tables(text, &lines(text), |label| label == "总计"), text)
    }

    #[test]
    fn numbers_below_their_labels_are_rows() {
        let text = "个人\n单位\n其他\n总计\n\n新收\n34\n1\n2\n37\n\n结转\n0\n0\n0\n\n办结\n30\n1\n2\n33\n后记";
        assert_eq!(
            read(text),
            [[vec!["", "", "", "", "总计"], vec!["新收", "34", "1", "2", "37"], vec!["办结", "30", "1", "2", "33"]]]
        );
    }

    #[test]
    fn without_a_total_above_nothing_is_a_table() {
        assert!(read("个人\n新收\n34\n1\n2\n37\n办结\n30\n1\n2\n33\n").is_empty());
    }
}
