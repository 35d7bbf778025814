//! One line a finding: `path:line:column: severity[rule] message`, as compilers write it, so that editors find their way. The words for
//! severities are English in every language, since problem matchers know them.

use std::fmt::Write;

use super::Spot;
use crate::{document::Position, output::clean::clean};

/// Writes a finding as one line.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let Position { line, column } = spot.page.position(spot.finding.place.start);
    let (name, severity) = (spot.name(), spot.finding.severity.name());
    let (rule, message) = (clean(&spot.finding.rule), clean(&spot.finding.message));
    let _ = writeln!(out, "{}:{line}:{column}: {severity}[{rule}] {message}", clean(&name));
}
