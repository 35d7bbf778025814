//! A table for comments and pages: a row a finding, below it what the run came to.

use std::fmt::Write;

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, told},
};
use crate::{
    check::Language,
    document::Position,
    output::{clean::clean, text},
};

/// The head of the table.
pub(super) fn head(language: Language) -> &'static str {
    match language {
        Language::En => "| place | severity | rule | finding |\n| --- | --- | --- | --- |\n",
        Language::Zh => "| 位置 | 严重程度 | 规则 | 问题 |\n| --- | --- | --- | --- |\n",
    }
}

/// Writes a finding as one row.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>, language: Language) {
    let Position { line, column } = spot.page.position(spot.finding.place.start);
    let (place, severity) = (cell(&format!("{}:{line}:{column}", spot.name())), text::severity(spot.finding.severity, language));
    let _ = writeln!(out, "| {place} | {severity} | {} | {} |", cell(&spot.finding.rule), cell(&spot.finding.message));
}

/// A text inside a table: nothing in it is markup, and nobody is called by it.
pub fn cell(text: &str) -> String {
    let mut cell = String::new();
    for character in clean(text).chars() {
        match character {
            '@' => cell.push_str("&#64;"),
            '|' | '<' | '>' | '*' | '_' | '[' | ']' | '`' | '~' | '\\' => {
                cell.push('\\');
                cell.push(character);
            }
            _ => cell.push(character),
        }
    }
    cell
}

/// The rows below their head, and the summary.
#[derive(Debug)]
pub(super) struct Table {
    begun: bool,
    language: Language,
}

impl Table {
    /// Without a row.
    pub(super) fn new(language: Language) -> Self {
        Self { begun: false, language }
    }
}

impl Frame for Table {
    fn document(&mut self, out: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        for item in told(items) {
            out.push_str(if self.begun { "" } else { head(self.language) });
            out.push_str(item.text);
            self.begun = true;
        }
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        if ending.summary.is_empty() {
            return;
        }
        out.push_str(if self.begun { "\n" } else { "" });
        summary(out, ending);
    }
}

/// What the run came to, as it is laid out: indented, it is no markup.
pub(super) fn summary(out: &mut String, ending: Ending<'_>) {
    ending.summary.trim_end().lines().for_each(|line| out.push_str(&format!("    {line}\n")));
}
