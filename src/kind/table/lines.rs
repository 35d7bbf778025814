//! Tables in lines: cells apart by bars (`甲 | 3`, Markdown's too, `甲｜3`) or by tabs. Lines of one kind that follow each other are a table.

use super::{
    grid::Written,
    html::{Rows, trimmed},
};
use crate::document::Place;

/// What stands between the cells of a line.
pub(super) const MARKS: [char; 3] = ['|', '｜', '\t'];

/// The tables of a text, in order.
pub(super) fn tables(text: &str) -> Vec<Rows> {
    let mut tables = Vec::new();
    let mut rows: Rows = Vec::new();
    let mut mark = None;
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let end = start.saturating_add(line.len());
        let next = MARKS.into_iter().find(|&mark| line.contains(mark)).filter(|_| !line.contains("<t"));
        if next != mark && !rows.is_empty() {
            tables.push(std::mem::take(&mut rows));
        }
        mark = next;
        if let Some(mark) = mark.filter(|_| !is_rule(line)) {
            rows.push(cells(text, line, start, mark));
        }
        start = end;
    }
    tables.extend((!rows.is_empty()).then_some(rows));
    tables.retain(|rows| rows.len() > 1 || rows.iter().any(|row| is_counted(text, row)));
    tables
}

/// Whether a line only rules off the head: `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.trim().chars().all(|character| matches!(character, '|' | '｜' | '-' | ':' | ' '))
}

/// Whether a row on its own is one of a table: a label and its numbers.
fn is_counted(text: &str, row: &[Written]) -> bool {
    let digit = |cell: &&Written| {
        text.get(cell.place.start..cell.place.end).is_some_and(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
    };
    row.iter().filter(digit).count() >= 2 && !row.iter().take(1).any(|cell| digit(&cell))
}

fn cells(text: &str, line: &str, start: usize, mark: char) -> Vec<Written> {
    let is_bar = mark != '\t';
    let line = if is_bar { line.trim_end() } else { line.trim_end_matches(['\r', '\n']) };
    let line = line.strip_suffix(['|', '｜']).unwrap_or(line);
    let mut at = start;
    let mut cells = Vec::new();
    for (index, cell) in line.split(mark).enumerate() {
        let end = at.saturating_add(cell.len());
        let outside = index == 0 && is_bar && cell.trim().is_empty();
        cells.extend((!outside).then(|| Written::single(trimmed(text, Place { start: at, end }))));
        at = end.saturating_add(mark.len_utf8());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{super::html::texts, *};

    fn read(text: &str) -> Vec<Vec<Vec<&str>>> {
        texts(&tables(text), text)
    }

    #[test]
    fn bars_and_tabs_make_cells() {
        assert_eq!(read("前言\n甲 | 3 |\n乙 | 5\n后记"), [[vec!["甲", "3"], vec!["乙", "5"]]]);
        assert_eq!(read("| 甲 | |\n|---|:-:|\n| 乙 | 5 |\n"), [[vec!["甲", ""], vec!["乙", "5"]]]);
        assert_eq!(read("甲\t3\r\n乙\t5\r\n"), [[vec!["甲", "3"], vec!["乙", "5"]]]);
        assert_eq!(read("｜甲｜3｜\n｜乙｜5｜\n"), [[vec!["甲", "3"], vec!["乙", "5"]]]);
    }

    #[test]
    fn one_line_is_no_table() {
        assert!(read("首页 | 新闻 | 联系\n").is_empty());
    }
}
