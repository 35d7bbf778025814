//! Reviewdog's diagnostic format: one object with all diagnostics. Columns count bytes of UTF-8, as its protocol says.

use serde_json::{Value, json};

use super::{Spot, frame::Json};
use crate::{document::Place, finding::Severity, output::json};

/// What stands around the diagnostics.
pub(super) fn frame() -> Json {
    Json::between("{\"source\":{\"name\":\"recount\"},\"diagnostics\":[", "]}\n")
}

/// Writes a finding as one diagnostic.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let severity = match spot.finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let help = spot.finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let mut diagnostic = json!({
        "message": format!("{}{help}", spot.message()),
        "location": location(spot, spot.finding.place),
        "severity": severity,
        "code": { "value": &*spot.finding.rule },
    });
    if spot.is_file() {
        let edits = spot.finding.fix.iter().flat_map(|fix| &fix.edits);
        let suggestions: Vec<Value> = edits.map(|edit| json!({ "range": range(spot, edit.place), "text": edit.text })).collect();
        if let (false, Some(fields)) = (suggestions.is_empty(), diagnostic.as_object_mut()) {
            fields.insert("suggestions".to_owned(), Value::Array(suggestions));
        }
    }
    json::write(out, &diagnostic);
}

fn location(spot: &Spot<'_>, place: Place) -> Value {
    json!({ "path": spot.path, "range": range(spot, place) })
}

/// The end is the first byte after.
fn range(spot: &Spot<'_>, place: Place) -> Value {
    if !spot.is_file() {
        let [start, _] = spot.ends_in_file(place);
        return json!({ "start": { "line": start.line, "column": 1 } });
    }
    let at = |offset: usize| json!({ "line": spot.page.position(offset).line, "column": spot.page.byte_column(offset) });
    json!({ "start": at(place.start), "end": at(place.end) })
}
