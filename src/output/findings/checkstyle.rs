//! Checkstyle's XML, which many review tools read: a `file` with its `error`s, columns in characters.

use std::fmt::Write;

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, told},
    xml::{DECLARATION, escaped},
};
use crate::document::Position;

/// Writes a finding as one element.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let [Position { line, column }, _] = spot.ends_in_file(spot.finding.place);
    let (severity, rule, message) = (spot.finding.severity.name(), escaped(&spot.finding.rule), escaped(&spot.message()));
    let _ = writeln!(
        out,
        "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"recount.{rule}\"/>"
    );
}

/// The files, those without a finding left out.
#[derive(Debug)]
pub(super) struct Files;

impl Frame for Files {
    fn begin(&mut self, out: &mut String) {
        let _ = writeln!(out, "{DECLARATION}<checkstyle version=\"10.0\">");
    }

    fn document(&mut self, out: &mut String, name: Name<'_>, items: &[Item<'_>]) {
        if told(items).next().is_none() {
            return;
        }
        let _ = writeln!(out, "  <file name=\"{}\">", escaped(name.path));
        told(items).for_each(|item| out.push_str(item.text));
        out.push_str("  </file>\n");
    }

    fn end(&mut self, out: &mut String, _: Ending<'_>) {
        out.push_str("</checkstyle>\n");
    }
}
