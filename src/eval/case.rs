//! Labelled cases: a short report each, with what should come of it. One JSON object a line.

use serde::Deserialize;
use thiserror::Error;

/// What should come of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// A finding in the case's family.
    Contradicted,
    /// A claim in the family that holds, and nothing found.
    Verified,
    /// Nothing found.
    Clean,
}

/// One labelled report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The report.
    pub text: String,
    /// What it is about: `ratio`, `sum`, `enumeration`.
    pub family: String,
    /// The rule that it tests, where the label names one.
    pub rule: Option<String>,
    /// What should come of it.
    pub expect: Expected,
    /// Why, for people.
    #[serde(default)]
    pub why: String,
    /// Facts that a recount by hand can use: `153/227=67.40%`.
    #[serde(default)]
    pub arithmetic: Vec<String>,
}

/// A line that is not a case.
#[derive(Debug, Error)]
#[error("line {line}: {why}")]
pub struct CaseError {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// The cases of a JSONL text; blank lines are passed over.
///
/// # Errors
/// The first line that is not a case.
pub fn cases(text: &str) -> Result<Vec<Case>, CaseError> {
    let lines = text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| serde_json::from_str(line).map_err(|why| CaseError { line: number, why: why.to_string() }))
        .collect()
}

/// The rules that may speak for a family of cases: those whose id begins so.
const FAMILIES: &[(&str, &[&str])] = &[
    ("ratio", &["share/", "change/", "average/", "sum/"]),
    ("sum", &["sum/", "share/", "restated/"]),
    ("subset", &["sum/", "share/", "bound/"]),
    ("growth", &["change/"]),
    ("multiple", &["change/"]),
    ("average", &["average/", "bound/"]),
    ("bound", &["bound/", "average/", "sum/"]),
    ("enumeration", &["count/"]),
    ("restatement", &["restated/", "sum/", "unit/"]),
    ("unit", &["unit/", "range/"]),
    ("date", &["date/", "text/"]),
    ("weekday", &["date/"]),
    ("boilerplate", &["boilerplate/", "spam/"]),
    ("corruption", &["text/", "date/"]),
    ("metadata", &["metadata/"]),
];

/// The rules that recount something: what they find in a case that is in order is a false alarm, whatever its family.
const ARITHMETIC: &[&str] = &[
    "share/",
    "sum/",
    "change/",
    "average/",
    "bound/",
    "count/",
    "restated/",
    "unit/",
    "range/",
    "date/valid",
    "date/weekday",
    "date/range",
];

impl Case {
    /// Whether a rule may speak for the case.
    pub(crate) fn concerns(&self, rule: &str) -> bool {
        match FAMILIES.iter().find(|(family, _)| *family == self.family) {
            Some((_, prefixes)) => begins(rule, prefixes),
            None => rule.strip_prefix(self.family.as_str()).is_some_and(|rest| rest.starts_with('/')),
        }
    }

    /// Whether what a rule finds in the case is judged at all.
    pub(crate) fn judges(&self, rule: &str) -> bool {
        self.concerns(rule) || begins(rule, ARITHMETIC)
    }
}

fn begins(rule: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| rule.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_needs_no_rule_and_a_mistake_has_its_line() {
        let line = r#"{"id":"a","text":"甲","lang":"zh-Hans","family":"ratio","expect":"clean"}"#;
        let read = cases(&format!("{line}\n\n{line}\n")).unwrap();
        assert_eq!((read.len(), read[0].rule.as_deref(), read[0].expect), (2, None, Expected::Clean));
        assert_eq!(cases(&format!("{line}\n\n{{}}\n")).unwrap_err().line, 3);
    }

    #[test]
    fn a_family_hears_its_own_rules_and_judges_all_arithmetic() {
        let case = |family: &str| Case {
            id: String::new(),
            text: String::new(),
            family: family.to_owned(),
            rule: None,
            expect: Expected::Clean,
            why: String::new(),
            arithmetic: Vec::new(),
        };
        assert!(case("ratio").concerns("sum/total") && !case("growth").concerns("sum/total"));
        assert!(case("growth").judges("sum/total") && !case("growth").judges("text/script"));
        assert!(case("duplicate").concerns("duplicate/paragraph"));
    }
}
