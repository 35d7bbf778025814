//! What was measured on the project's own labelled cases, kept in `rules/precision.json` and compiled in.
//! `REGENERATE=1 cargo test` writes it; without that, a test holds it against the rules as they are.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{Ratio, Score};

/// How one rule did on the labelled cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Cases in which it found what is wrong.
    pub right: usize,
    /// Cases in which it found something, and nothing is wrong.
    pub false_alarms: usize,
    /// Of the cases that test it, those in which something is wrong.
    pub faulty: usize,
    /// Those of them that were noticed.
    pub noticed: usize,
}

impl Measured {
    /// Of what was found, what was right.
    pub fn precision(self) -> Ratio {
        Ratio { part: self.right, whole: self.right.saturating_add(self.false_alarms) }
    }

    /// `97.5% (40)`: how often it was right, of so many findings; `None` where it was never heard.
    pub fn in_short(self) -> Option<String> {
        let precision = self.precision();
        Some(format!("{} ({})", precision.share()?, precision.whole))
    }

    /// Of what is wrong, what was noticed.
    pub fn recall(self) -> Ratio {
        Ratio { part: self.noticed, whole: self.faulty }
    }
}

static MEASURED: LazyLock<BTreeMap<String, Measured>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../rules/precision.json")).unwrap_or_default());

/// How a built-in rule did; `None` for one that no labelled case tests or hears.
pub fn measured(rule: &str) -> Option<Measured> {
    MEASURED.get(rule).copied()
}

/// A score as the file holds it.
///
/// # Errors
/// Where the score cannot be written as JSON, which cannot be.
pub fn record(score: &Score) -> Result<String, serde_json::Error> {
    let rules: BTreeMap<&str, Measured> = score
        .rules
        .iter()
        .map(|(rule, counts)| {
            let &super::Counts { right, false_alarms, faulty, noticed, .. } = counts;
            (rule.as_str(), Measured { right, false_alarms, faulty, noticed })
        })
        .collect();
    let lines: Result<Vec<String>, _> = rules
        .iter()
        .map(|(rule, it)| Ok(format!("  {}: {}", serde_json::to_string(rule)?, serde_json::to_string(it)?)))
        .collect();
    Ok(format!("{{\n{}\n}}\n", lines?.join(",\n")))
}
