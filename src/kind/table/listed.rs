//! Tables without bars: an item a line, its name and its number, apart by a colon or by blanks: `上村:1253`, `人事费 1,180万元`.

use super::{grid::Written, html::Rows};
use crate::document::Place;

/// A name has at most so many characters.
const NAME: usize = 16;
/// A unit has at most so many.
const UNIT: usize = 4;
/// A longer line is no item (bytes).
const LONGEST: usize = 96;
/// So many items in succession are a table.
const FEWEST: usize = 3;

/// An item: where its name and its number stand in the line, and the unit after it.
struct Item<'t> {
    name: (usize, usize),
    number: (usize, usize),
    unit: &'t str,
}

/// The tables of a text, in order. Items of one unit that follow each other are a table.
pub(super) fn tables(text: &str) -> Vec<Rows> {
    let mut tables = Vec::new();
    let mut rows: Rows = Vec::new();
    let mut unit = "";
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let found = item(line);
        if found.as_ref().is_none_or(|item| item.unit != unit) && !rows.is_empty() {
            tables.push(std::mem::take(&mut rows));
        }
        if let Some(item) = found {
            unit = item.unit;
            let cell = |(from, to): (usize, usize)| Place { start: start.saturating_add(from), end: start.saturating_add(to) };
            rows.push([item.name, item.number].map(|place| Written::single(cell(place))).into());
        }
        start = start.saturating_add(line.len());
    }
    tables.push(rows);
    tables.retain(|rows| rows.len() >= FEWEST);
    tables
}

/// Whether a text may have such a table.
pub(super) fn may_be_in(text: &str) -> bool {
    text.lines().any(|line| item(line).is_some())
}

/// A line that is a name and its number, and nothing else.
fn item(line: &str) -> Option<Item<'_>> {
    if line.len() > LONGEST {
        return None;
    }
    let whole = line.trim_end_matches(|end: char| end.is_whitespace() || ";；,，。".contains(end));
    let begins = whole.len().saturating_sub(whole.trim_start().len());
    let digits = whole.find(|first: char| first.is_ascii_digit())?;
    let head = whole.get(begins..digits)?;
    let name = head.trim_end_matches([':', '：', ' ', '\u{3000}', '\t']);
    let named = |sign: char| sign.is_alphabetic() && !sign.is_ascii() || "()（）、".contains(sign);
    if name.is_empty() || name.chars().count() > NAME || !name.chars().all(named) {
        return None;
    }
    let rest = whole.get(digits..)?;
    let length = rest.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, ',' | '.')).unwrap_or(rest.len());
    let (number, unit) = rest.split_at_checked(length)?;
    let unit = unit.trim();
    let apart = name.len() < head.len() || !unit.is_empty();
    let plain = unit.chars().count() <= UNIT && unit.chars().all(char::is_alphabetic);
    let place = (digits, digits.saturating_add(number.len()));
    (apart && plain).then_some(Item { name: (begins, begins.saturating_add(name.len())), number: place, unit })
}

#[cfg(test)]
mod tests {
    use super::{super::html::texts, *};

    fn read(text: &str) -> Vec<Vec<Vec<&str>>> {
        texts(&tables(text), text)
    }

    #[test]
    fn items_of_one_unit_are_a_table() {
        let text = "植树:\n上村:1253株\n 下村：981株;\n合计 2,234株。\n以上。";
        assert_eq!(read(text), [[["上村", "1253"], ["下村", "981"], ["合计", "2,234"]]]);
        assert_eq!(read("上村:1253株\n下村:981亩\n合计:2234株"), Vec::<Vec<Vec<&str>>>::new());
        assert_eq!(read("上村1253\n下村981\n合计2234"), Vec::<Vec<Vec<&str>>>::new(), "nothing sets them apart");
    }
}
