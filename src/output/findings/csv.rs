//! A table for spreadsheets. A field that a spreadsheet would run as a formula begins with an apostrophe, which it hides.

use std::borrow::Cow;

use super::{Frame, Item, Name, Spot, frame::told};
use crate::output::clean::clean;

/// The columns.
const COLUMNS: [&str; 14] = [
    "path",
    "document",
    "line",
    "column",
    "end_line",
    "end_column",
    "start",
    "end",
    "severity",
    "rule",
    "verdict",
    "text",
    "message",
    "help",
];

/// Writes a finding as one row.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let found = spot.finding;
    let [start, end] = spot.ends(found.place);
    let numbers =
        [start.line, start.column, end.line, end.column, found.place.start, found.place.end].map(|number| number.to_string());
    let texts = [
        found.severity.name(),
        &found.rule,
        found.verdict.map_or("", |verdict| verdict.name()),
        spot.text(),
        &found.message,
        found.help.as_deref().unwrap_or(""),
    ];
    let named = [spot.path, spot.page.document.id.as_deref().unwrap_or("")];
    let fields = named.map(safe).into_iter().chain(numbers.map(Cow::Owned)).chain(texts.map(safe));
    row(out, fields);
}

/// A text that no spreadsheet takes for a formula, on one line.
fn safe(text: &str) -> Cow<'_, str> {
    let clean = clean(text);
    // Some spreadsheets also take the full-width signs, or look past spaces.
    let begins = |signs: &[char]| clean.trim_start().starts_with(signs);
    if begins(&['=', '+', '-', '@', '＝', '＋', '－', '＠']) { Cow::Owned(format!("'{clean}")) } else { clean }
}

fn row<'f>(out: &mut String, fields: impl Iterator<Item = Cow<'f, str>>) {
    for (number, field) in fields.enumerate() {
        if number > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

/// The rows below their titles.
#[derive(Debug)]
pub(super) struct Table;

impl Frame for Table {
    fn begin(&mut self, out: &mut String) {
        row(out, COLUMNS.into_iter().map(Cow::Borrowed));
    }

    fn document(&mut self, out: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        told(items).for_each(|item| out.push_str(item.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1"] {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        assert_eq!(safe("\t=1"), "' =1");
        assert_eq!(safe("67.5%"), "67.5%");
    }
}
