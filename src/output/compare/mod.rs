//! Two runs side by side: the findings that one has and the other has not, and the metrics of both. Reads what `check` wrote.

pub mod findings;
pub mod metrics;

use std::collections::BTreeMap;

use serde_json::Value;
use thiserror::Error;

use self::findings::Record;
use crate::document::json_in_chinese;

/// What a file of `check` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// Findings: `--format jsonl` or `json`.
    Findings(Vec<Record>),
    /// Metrics (`--metrics`): every number by its name, as it is written.
    Metrics(BTreeMap<String, String>),
}

/// Why a file is neither findings nor metrics.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: not what `recount check` writes: {reason}")]
pub struct RecordError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl RecordError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        format!("第{}行:不是 `recount check` 写出的内容:{}", self.line, json_in_chinese(&self.reason))
    }
}

/// Reads a file of `check`. An empty one holds no findings.
///
/// # Errors
/// At the first line that is none of either.
pub fn read(text: &str) -> Result<Recorded, RecordError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let said = |error: serde_json::Error, line: usize| {
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said).to_owned();
        RecordError { line, reason }
    };
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map(Recorded::Findings).map_err(|error| {
            let line = error.line();
            said(error, line)
        });
    }
    if let Ok(Value::Object(object)) = serde_json::from_str(text)
        && object.contains_key("metrics")
    {
        return Ok(Recorded::Metrics(metrics::numbers(&Value::Object(object))));
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| serde_json::from_str(line).map_err(|error| said(error, number)))
        .collect::<Result<_, _>>()
        .map(Recorded::Findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINDING: &str =
        r#"{"rule":"a/b","severity":"error","path":"a.txt","document":null,"line":1,"column":2,"message":"m","more":1}"#;

    #[test]
    fn a_file_is_told_by_what_it_holds() {
        let of = |text: &str| read(text).unwrap();
        let Recorded::Findings(one) = of(&format!("{FINDING}\n")) else { panic!("no findings") };
        assert_eq!(of(&format!("[\n{FINDING}\n]\n")), Recorded::Findings(one.clone()));
        assert_eq!(of(&format!("{FINDING}\n\n{FINDING}")), Recorded::Findings([one.clone(), one].concat()));
        assert_eq!(of(""), Recorded::Findings(vec![]));
        assert_eq!(of("[]\n"), Recorded::Findings(vec![]));
        let metrics = "{\n \"metrics\": 1,\n \"documents\": {\"checked\": 3}\n}";
        assert_eq!(of(metrics), Recorded::Metrics([("documents.checked".to_owned(), "3".to_owned())].into()));
    }

    #[test]
    fn a_line_that_is_neither_is_named() {
        let told = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(told(&format!("{FINDING}\n甲\n")), "line 2: not what `recount check` writes: expected value");
        assert_eq!(told("{\"rule\":\"a/b\"}"), "line 1: not what `recount check` writes: missing field `severity`");
        assert!(told("[\n{}\n]").starts_with("line 2: not what `recount check` writes: missing field `rule`"));
    }
}
