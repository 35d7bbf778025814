//! Logging commands of Azure Pipelines: `##vso[task.logissue …]message`. There are errors and warnings only; what is less is a warning.

use std::fmt::Write;

use super::Spot;
use crate::{document::Position, finding::Severity, output::clean::clean};

/// Writes a finding as one command.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let [Position { line, column }, _] = spot.ends_in_file(spot.finding.place);
    let kind = if spot.finding.severity == Severity::Error { "error" } else { "warning" };
    let (path, code, message) = (property(spot.path), property(&spot.finding.rule), data(&spot.message()));
    let place = format!("sourcepath={path};linenumber={line};columnnumber={column}");
    let _ = writeln!(out, "##vso[task.logissue type={kind};{place};code={code};]{message}");
}

/// A text after the bracket. The agent turns `%AZP25` back into `%`.
fn data(text: &str) -> String {
    clean(text).replace('%', "%AZP25")
}

/// A text among the properties.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
