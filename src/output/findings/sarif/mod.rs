//! SARIF 2.1.0. Results are written as they come; what is said of rules stands below them, since only then is it known which were heard.

mod rule;

use std::{collections::BTreeSet, fmt::Write, mem, sync::Arc};

use serde_json::{Map, Value, json};

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, Json, Standing},
    path::uri,
};
use crate::{
    check::Language,
    document::Place,
    finding::{Fix, Severity},
    output::{
        clean::{clean, clip},
        json,
    },
    rule::RuleSet,
};

/// Results that GitHub takes of one run; it refuses a file with more. What comes after is another run.
const RESULTS: usize = 25_000;

/// Characters of the text of a finding that are quoted.
const SNIPPET: usize = 200;

const HEAD: &str = "{\"version\":\"2.1.0\",\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\"runs\":[\n";

/// Columns are those of [`crate::document::LineIndex`].
const RUN: &str = "{\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"results\":[";

/// Writes a finding as one result.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>, language: Language) {
    let found = spot.finding;
    let mut result = Map::new();
    let fingerprint = spot.fingerprint();
    let hash = format!("{fingerprint}:{}", spot.nth);
    let help = found.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let fields = [
        ("ruleId", json!(&*found.rule)),
        ("level", json!(level(found.severity))),
        ("message", json!({ "text": format!("{}{help}", spot.message()) })),
        ("locations", json!([location(spot, found.place, None)])),
        ("partialFingerprints", json!({ "primaryLocationLineHash": hash, "recount/v1": fingerprint.to_string() })),
    ];
    result.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    // Where the file does not have the lines of the document, all operands stand on one.
    let labels = found.labels.iter().filter(|_| spot.is_file()).enumerate();
    let related: Vec<Value> = labels.map(|(number, label)| location(spot, label.place, Some((number, &label.text)))).collect();
    let fixes: Vec<Value> = found.fix.iter().filter(|_| spot.is_file()).map(|fix| fixed(spot, fix, language)).collect();
    let suppressions: Vec<Value> = spot
        .suppressed
        .iter()
        .map(|suppressed| {
            let kind = if suppressed.place.is_some() { "inSource" } else { "external" };
            match &suppressed.reason {
                Some(reason) => json!({ "kind": kind, "justification": reason }),
                None => json!({ "kind": kind }),
            }
        })
        .collect();
    let lists = [("relatedLocations", related), ("fixes", fixes), ("suppressions", suppressions)];
    result.extend(lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name.to_owned(), json!(list))));
    if let Some(verdict) = found.verdict {
        result.insert("properties".to_owned(), json!({ "verdict": verdict.name() }));
    }
    json::write(out, &result);
}

/// The word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(spot: &Spot<'_>, place: Place, label: Option<(usize, &str)>) -> Value {
    let mut region = region(spot, place);
    if let (None, false, Some(fields)) = (label, spot.text().is_empty(), region.as_object_mut()) {
        fields.insert("snippet".to_owned(), json!({ "text": clip(spot.text(), SNIPPET) }));
    }
    let physical = json!({ "artifactLocation": { "uri": uri(spot.path) }, "region": region });
    let mut location = json!({ "physicalLocation": physical });
    let Some(fields) = location.as_object_mut() else { return location };
    if let Some((number, text)) = label {
        fields.insert("id".to_owned(), json!(number));
        fields.insert("message".to_owned(), json!({ "text": text }));
    }
    if let Some(id) = &spot.page.document.id {
        let name = json!([{ "name": id, "kind": "document", "fullyQualifiedName": spot.name() }]);
        fields.insert("logicalLocations".to_owned(), name);
    }
    location
}

/// Columns from 1 in characters; the last is the one after.
fn region(spot: &Spot<'_>, place: Place) -> Value {
    let [start, end] = spot.ends_in_file(place);
    if !spot.is_file() {
        return json!({ "startLine": start.line });
    }
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn fixed(spot: &Spot<'_>, fix: &Fix, language: Language) -> Value {
    let replaced = |edit: &crate::finding::Edit| json!({ "deletedRegion": region(spot, edit.place), "insertedContent": { "text": edit.text } });
    let replacements: Vec<Value> = fix.edits.iter().map(replaced).collect();
    let words = match (language, fix.safe) {
        (Language::En, true) => "a safe fix",
        (Language::En, false) => "a fix that somebody should look at",
        (Language::Zh, true) => "可放心采用的修复",
        (Language::Zh, false) => "须人工确认的修复",
    };
    json!({
        "description": { "text": words },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(spot.path) }, "replacements": replacements }],
    })
}

/// The log: a run, and another one after as many results as GitHub takes.
#[derive(Debug)]
pub(super) struct Log {
    results: Json,
    count: usize,
    runs: usize,
    /// The rules that were heard. There are never more than there are rules.
    heard: BTreeSet<String>,
    rules: Arc<RuleSet>,
    language: Language,
}

impl Log {
    /// A log without a result.
    pub(super) fn new(language: Language, rules: Arc<RuleSet>) -> Self {
        Self { results: Json::between(RUN, "]"), count: 0, runs: 1, heard: BTreeSet::new(), rules, language }
    }

    /// Everything that stands below the results of a run.
    fn close(&mut self, out: &mut String, whole: bool) {
        let heard = mem::take(&mut self.heard);
        let rules: Vec<Value> = heard.iter().map(|id| rule::descriptor(id, &self.rules, self.language)).collect();
        let driver = json!({
            "name": "recount",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": self.language.name(),
            "rules": rules,
        });
        let mut below = String::new();
        json::write(
            &mut below,
            &json!({
                "tool": { "driver": driver },
                "language": self.language.name(),
                "automationDetails": { "id": format!("recount/{}", self.runs) },
                "invocations": [{ "executionSuccessful": whole }],
            }),
        );
        let below = below.trim_end();
        self.results.close(out);
        let _ = write!(out, ",{}", below.strip_prefix('{').unwrap_or(below));
    }
}

impl Frame for Log {
    fn begin(&mut self, out: &mut String) {
        out.push_str(HEAD);
    }

    fn document(&mut self, out: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        for item in items {
            if self.count == RESULTS {
                self.close(out, true);
                out.push_str(",\n");
                (self.results, self.count) = (Json::between(RUN, "]"), 0);
                self.runs = self.runs.saturating_add(1);
            }
            self.count = self.count.saturating_add(1);
            if !self.heard.contains(item.rule) {
                self.heard.insert(item.rule.to_owned());
            }
            let result = item.text.trim_end();
            let state = match item.standing {
                Standing::New => ",\"baselineState\":\"new\"}",
                Standing::Known => ",\"baselineState\":\"unchanged\",\"suppressions\":[{\"kind\":\"external\"}]}",
                Standing::Told | Standing::Suppressed => "}",
            };
            self.results.add(out, &format!("{}{state}", result.strip_suffix('}').unwrap_or(result)));
        }
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        self.close(out, ending.whole);
        out.push_str("\n]}\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_no_more_results_than_github_takes() {
        let mut log = Log::new(Language::En, Arc::default());
        let mut out = String::new();
        log.begin(&mut out);
        let item = Item { text: "{\"ruleId\":\"a/b\"}\n", rule: "a/b", severity: Severity::Error, standing: Standing::Told };
        for _ in 0..3 {
            log.document(&mut out, Name { path: "a.txt", id: None, read: true }, &vec![item; 10_000]);
        }
        log.end(&mut out, Ending { summary: "", whole: true });
        let log: Value = serde_json::from_str(&out).unwrap();
        let runs = log["runs"].as_array().unwrap();
        let counts: Vec<usize> = runs.iter().map(|run| run["results"].as_array().unwrap().len()).collect();
        assert_eq!(counts, [25_000, 5_000]);
        for (number, run) in (1..).zip(runs) {
            assert_eq!(run["automationDetails"]["id"], format!("recount/{number}"));
            assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
        }
    }

    #[test]
    fn a_log_without_results_is_whole() {
        let mut log = Log::new(Language::Zh, Arc::default());
        let mut out = String::new();
        log.begin(&mut out);
        log.end(&mut out, Ending { summary: "", whole: false });
        let log: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    }
}
