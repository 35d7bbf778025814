//! JUnit's XML: a suite for each document, a case for each finding. A finding that fails the run is a failure, any other one is
//! skipped, a document that cannot be read is an error, and one in which nothing was found is a case that passed.

use std::fmt::Write;

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, told},
    xml::{DECLARATION, escaped},
};
use crate::{
    document::Position,
    finding::{Severity, UNREADABLE},
};

/// How a finding that fails the run is told; elements of the others begin otherwise.
const FAILURE: &str = "      <failure";
const ERROR: &str = "      <error";

/// Writes a finding as one case.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>, fail_on: Option<Severity>) {
    let Position { line, column } = spot.page.position(spot.finding.place.start);
    let (rule, class) = (escaped(&spot.finding.rule), escaped(&spot.name()));
    let _ = writeln!(out, "    <testcase name=\"{rule} {line}:{column}\" classname=\"{class}\" time=\"0\">");
    let message = escaped(&spot.finding.message);
    let severity = spot.finding.severity;
    let fails = fail_on.is_some_and(|least| severity >= least);
    let help = spot.finding.help.as_deref().map_or_else(String::new, |help| format!("\n{}", escaped(help)));
    let told = format!("{class}:{line}:{column}: {}[{rule}] {message}{help}", severity.name());
    let _ = match (&*spot.finding.rule == UNREADABLE, fails) {
        (true, _) => writeln!(out, "{ERROR} type=\"{rule}\" message=\"{message}\">{told}</error>"),
        (false, true) => writeln!(out, "{FAILURE} type=\"{}\" message=\"{message}\">{told}</failure>", severity.name()),
        (false, false) => writeln!(out, "      <skipped message=\"{}: {message}\"/>", severity.name()),
    };
    out.push_str("    </testcase>\n");
}

/// The suites.
#[derive(Debug)]
pub(super) struct Suites;

impl Frame for Suites {
    fn begin(&mut self, out: &mut String) {
        let _ = writeln!(out, "{DECLARATION}<testsuites name=\"recount\">");
    }

    fn document(&mut self, out: &mut String, name: Name<'_>, items: &[Item<'_>]) {
        let count = |begin: &str| told(items).filter(|item| item.text.contains(&format!("\n{begin}"))).count();
        let (failures, errors, all) = (count(FAILURE), count(ERROR), told(items).count());
        let skipped = all.saturating_sub(failures).saturating_sub(errors);
        let id = name.id.map_or_else(String::new, |id| format!("#{id}"));
        let suite = escaped(&format!("{}{id}", name.path));
        let counts = format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"", all.max(1));
        let _ = writeln!(out, "  <testsuite name=\"{suite}\" {counts} time=\"0\">");
        if all == 0 {
            let _ = writeln!(out, "    <testcase name=\"recount\" classname=\"{suite}\" time=\"0\"/>");
        }
        told(items).for_each(|item| out.push_str(item.text));
        out.push_str("  </testsuite>\n");
    }

    fn end(&mut self, out: &mut String, _: Ending<'_>) {
        out.push_str("</testsuites>\n");
    }
}
