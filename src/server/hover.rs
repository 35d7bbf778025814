//! What stands under the pointer: how the figure was read, the claims that it is in, and the arithmetic.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{
    buffer::Buffer,
    protocol::Position,
    reading::{Reading, Report},
};
use crate::{
    check::Language,
    document::Place,
    figure::{self, Figure, Kind},
    finding::Entry,
    output::text::{read, recounted, verdict},
    verdict::Verdict,
    view::View,
};

/// The hover over a position; nothing where there is no figure.
pub(super) fn hover(buffer: &Buffer, reading: &Reading, position: Position, language: Language, markdown: bool) -> Option<Value> {
    let offset = buffer.ruler.offset(&buffer.text, position);
    let report = reading.reports.iter().find(|report| report.row.start <= offset && offset <= report.row.end)?;
    let (place, figure) = figure_at(report, offset)?;
    let text = report.document.text.get(place.start..place.end).unwrap_or("");
    let mut blocks = vec![format!("{}\n", read(text, &figure, language))];
    let mut entries: Vec<&Entry> = report.checked.ledger.iter().filter(|entry| is_about(entry, place)).collect();
    entries.sort_by_key(|entry| match entry.verdict {
        Verdict::Contradicted => 0,
        Verdict::LastDigit => 1,
        Verdict::Verified => 2,
        Verdict::Consistent => 3,
        Verdict::Undecided => 4,
    });
    for entry in entries {
        let mut block = format!("{} {}\n", verdict(entry.verdict, language), entry.rule);
        recounted(&mut block, entry, language);
        let said =
            report.checked.findings.iter().filter(|finding| finding.rule == entry.rule && meets(finding.place, entry.place));
        for finding in said {
            let _ = writeln!(block, "{}", finding.message);
        }
        blocks.push(block);
    }
    let value =
        if markdown { blocks.iter().map(|block| fenced(block)).collect::<Vec<_>>().join("\n") } else { blocks.join("\n") };
    let kind = if markdown { "markdown" } else { "plaintext" };
    let range = buffer.ruler.range(&buffer.text, report.place(place));
    Some(json!({ "contents": { "kind": kind, "value": value }, "range": range }))
}

/// The figure at a byte of the buffer: where it stands in its report.
fn figure_at(report: &Report, offset: usize) -> Option<(Place, Figure)> {
    let view = View::new(&report.document);
    let figures = figure::lex(&view).into_iter().filter(|figure| figure.kind != Kind::Name);
    let placed = figures.map(|figure| (view.place(figure.span), figure));
    let mut at = placed.filter(|(place, _)| {
        let place = report.place(*place);
        place.start <= offset && offset <= place.end
    });
    // Between two figures that touch, the one that begins there.
    let first = at.next()?;
    Some(at.next().unwrap_or(first))
}

/// Whether a claim has a figure among its operands.
fn is_about(entry: &Entry, figure: Place) -> bool {
    entry.operands.iter().any(|operand| meets(operand.place, figure))
}

fn meets(one: Place, other: Place) -> bool {
    one.start < other.end && other.start < one.end
}

/// Text as it is, in Markdown.
fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{text}{fence}\n")
}
