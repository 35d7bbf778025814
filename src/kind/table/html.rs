//! Tables in HTML, as they are left in scraped and scanned texts. Tags that do not close are forgiven; a table within a table ends
//! the outer one, whose cells then mean nothing.

use super::grid::Written;
use crate::document::Place;

/// The rows of one table.
pub(super) type Rows = Vec<Vec<Written>>;

/// What stands in the cells of tables.
#[cfg(test)]
pub(super) fn texts<'t>(tables: &[Rows], text: &'t str) -> Vec<Vec<Vec<&'t str>>> {
    let row = |row: &Vec<Written>| row.iter().map(|cell| &text[cell.place.start..cell.place.end]).collect();
    tables.iter().map(|rows| rows.iter().map(row).collect()).collect()
}

/// No table has a cell that spans more columns.
const WIDEST: usize = 200;
/// No table has a cell that spans more rows.
const TALLEST: usize = 2000;

/// The tables of a text, in order.
pub(super) fn tables(text: &str) -> Vec<Rows> {
    let mut reader = Reader::default();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find('<')).map(|at| from.saturating_add(at)) {
        from = start.saturating_add(1);
        let rest = text.get(from..).unwrap_or("");
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '/').unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or("").to_ascii_lowercase();
        let tag = Tag::named(&name);
        let Some(tag) = tag.filter(|tag| *tag == Tag::Table || reader.rows.is_some()) else { continue };
        // A tag without an end would cost a look through all of the text each time.
        let window = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
        let Some(length) = window.find('>') else { continue };
        let end = from.saturating_add(length).saturating_add(1);
        reader.tag(tag, start, end, window.get(..length).unwrap_or(""), text);
        from = end;
    }
    reader.close_table(text, text.len());
    reader.tables
}

/// No tag is longer.
const LONGEST: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Table,
    EndTable,
    Row,
    EndRow,
    Cell,
    EndCell,
}

impl Tag {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "table" => Self::Table,
            "/table" => Self::EndTable,
            "tr" => Self::Row,
            "/tr" => Self::EndRow,
            "td" | "th" => Self::Cell,
            "/td" | "/th" => Self::EndCell,
            _ => return None,
        })
    }
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Reader {
    tables: Vec<Rows>,
    rows: Option<Rows>,
    row: Vec<Written>,
    /// Where the text of the open cell begins, and how far the cell spans.
    cell: Option<Written>,
}

impl Reader {
    fn tag(&mut self, tag: Tag, start: usize, end: usize, attributes: &str, text: &str) {
        match tag {
            Tag::Table => {
                *self = Self { tables: std::mem::take(&mut self.tables), rows: Some(Vec::new()), ..Self::default() };
            }
            Tag::EndTable => self.close_table(text, start),
            Tag::Row | Tag::EndRow => self.close_row(text, start),
            Tag::Cell => {
                self.close_cell(text, start);
                self.cell = Some(Written {
                    place: Place { start: end, end },
                    columns: attribute(attributes, "colspan").min(WIDEST),
                    rows: attribute(attributes, "rowspan").min(TALLEST),
                });
            }
            Tag::EndCell => self.close_cell(text, start),
        }
    }

    fn close_cell(&mut self, text: &str, end: usize) {
        if let Some(cell) = self.cell.take() {
            let place = trimmed(text, Place { start: cell.place.start, end });
            self.row.push(Written { place, ..cell });
        }
    }

    fn close_row(&mut self, text: &str, end: usize) {
        self.close_cell(text, end);
        let row = std::mem::take(&mut self.row);
        if let Some(rows) = self.rows.as_mut().filter(|_| !row.is_empty()) {
            rows.push(row);
        }
    }

    fn close_table(&mut self, text: &str, end: usize) {
        self.close_row(text, end);
        self.tables.extend(self.rows.take());
    }
}

/// A place without the blanks at its ends.
pub(super) fn trimmed(text: &str, place: Place) -> Place {
    let inside = text.get(place.start..place.end).unwrap_or("");
    let from = inside.len().saturating_sub(inside.trim_start().len());
    let start = place.start.saturating_add(from);
    Place { start, end: start.saturating_add(inside.trim().len()) }
}

/// The number of an attribute; one where it is absent or no number.
fn attribute(attributes: &str, name: &str) -> usize {
    let value = attributes.split(name).nth(1).map(|rest| rest.trim_start_matches([' ', '=', '"', '\'']));
    let digits = value.map(|value| value.split(|c: char| !c.is_ascii_digit()).next().unwrap_or(""));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a cell, and how many columns and rows it spans.
    type Read<'t> = (&'t str, usize, usize);

    fn read(text: &str) -> Vec<Vec<Vec<Read<'_>>>> {
        let cell = |cell: &Written| (&text[cell.place.start..cell.place.end], cell.columns, cell.rows);
        let row = |row: &Vec<Written>| row.iter().map(cell).collect();
        tables(text).iter().map(|rows| rows.iter().map(row).collect()).collect()
    }

    #[test]
    fn cells_have_their_text_and_their_spans() {
        let text = "<html><table border=1><TR><td colspan=\"2\"> 甲 </td><th rowspan='3'>乙</th></TR><tr><td></td></tr></table>";
        assert_eq!(read(text), [[vec![("甲", 2, 1), ("乙", 1, 3)], vec![("", 1, 1)]]]);
    }

    #[test]
    fn unclosed_tags_are_forgiven() {
        assert_eq!(read("<table><tr><td>甲<td>乙<tr><td>丙"), [[vec![("甲", 1, 1), ("乙", 1, 1)], vec![("丙", 1, 1)]]]);
        assert_eq!(read("<table><tr><td 甲"), [Vec::<Vec<_>>::new()]);
        assert!(read("<td>甲</td></tr></table>").is_empty());
    }

    #[test]
    fn a_table_within_a_table_ends_the_outer_one() {
        assert_eq!(read("<table><tr><td>甲<table><tr><td>乙</table>丙</td><td>丁</table>"), [[vec![("乙", 1, 1)]]]);
    }
}
