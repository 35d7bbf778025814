//! A code quality report of GitLab: one JSON array. No two entries may have one fingerprint, so a second finding on the same words has a
//! number more.

use std::collections::HashMap;

use serde_json::json;

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, Json, told},
};
use crate::{document::Position, finding::Severity, output::json};

/// Writes a finding as one object, in which `#` stands after the fingerprint.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let position = |Position { line, column }| json!({ "line": line, "column": column });
    let [begin, end] = spot.ends_in_file(spot.finding.place).map(position);
    let severity = match spot.finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    out.push_str(&spot.fingerprint().to_string());
    let entry = json!({
        "check_name": &*spot.finding.rule,
        "description": spot.message(),
        "location": { "path": spot.path, "positions": { "begin": begin, "end": end } },
        "severity": severity,
    });
    json::write(out, &entry);
}

/// The array, and how often each fingerprint was met in each file: a number a finding, however long it is.
#[derive(Debug)]
pub(super) struct Quality {
    list: Json,
    met: HashMap<u64, u32>,
}

impl Default for Quality {
    fn default() -> Self {
        Self { list: Json::array(), met: HashMap::new() }
    }
}

impl Frame for Quality {
    fn document(&mut self, out: &mut String, name: Name<'_>, items: &[Item<'_>]) {
        for item in told(items) {
            let Some((fingerprint, entry)) = item.text.split_at_checked(32) else { continue };
            // One finding in two files is two entries, of which each keeps its name when the other goes.
            let key = xxhash_rust::xxh3::xxh3_64(format!("{fingerprint}{}", name.path).as_bytes());
            let nth = self.met.entry(key).or_default();
            *nth = nth.saturating_add(1);
            let mut unique = format!("{fingerprint}{key:016x}");
            if *nth > 1 {
                unique.push_str(&format!("-{nth}"));
            }
            let entry = entry.strip_prefix('{').unwrap_or(entry);
            self.list.add(out, &format!("{{\"fingerprint\":\"{unique}\",{entry}"));
        }
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        self.list.end(out, ending);
    }
}
