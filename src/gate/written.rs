//! Limits as they are written: the table `[gate]` of a configuration, and `--gate` of the command line.

use std::collections::BTreeMap;

use globset::Glob;
use serde::Deserialize;
use thiserror::Error;

use crate::document::glob_in_chinese;

use super::{Amount, AmountError, Gates, Limit, Measure};

/// The table `[gate]`: limits by the glob of rules that they are for.
///
/// ```
/// use recount::gate::Written;
///
/// let written: Written = toml::from_str(r#"
///     "boilerplate/*" = { documents = "2%" }
///     "share/*" = { findings = 0 }
/// "#)?;
/// assert_eq!(written.limits.len(), 2);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Written {
    /// By glob.
    pub limits: BTreeMap<String, Limits>,
}

/// The limits for the rules of one glob.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most documents that may have such findings.
    pub documents: Option<Amount>,
    /// The most such findings.
    pub findings: Option<Amount>,
}

/// Why limits cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GateError {
    /// Not of the form `GLOB:documents=2%`.
    #[error("`{0}` is no limit: write `GLOB:documents=2%` or `GLOB:findings=0`, as `share/*:findings=0`")]
    Form(String),
    /// Neither documents nor findings are limited.
    #[error("`{0}` has no limit: give it `documents` or `findings`")]
    Nothing(String),
    /// No amount.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// No glob.
    #[error("`{glob}` is not a glob: {reason}")]
    Glob {
        /// As written.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A glob that is for no rule in force: a limit that could never be exceeded.
    #[error("no rule matches `{0}`")]
    NoRule(String),
}

impl GateError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Form(limit) => {
                format!("`{limit}` 不是限额:请写 `GLOB:documents=2%` 或 `GLOB:findings=0`,如 `share/*:findings=0`")
            }
            Self::Nothing(glob) => format!("`{glob}` 没有限额:请给出 `documents` 或 `findings`"),
            Self::Amount(error) => error.chinese(),
            Self::Glob { glob, reason } => format!("`{glob}` 不是有效的通配符:{}", glob_in_chinese(reason)),
            Self::NoRule(glob) => format!("没有规则与 `{glob}` 匹配"),
        }
    }
}

impl Written {
    /// Adds a limit as the command line has it, `share/*:findings=0`, in the place of one for the same glob and measure.
    ///
    /// # Errors
    /// Where it is none.
    pub fn add(&mut self, limit: &str) -> Result<(), GateError> {
        let form = || GateError::Form(limit.to_owned());
        let (glob, what) = limit.rsplit_once(':').ok_or_else(form)?;
        let (measure, amount) = what.split_once('=').ok_or_else(form)?;
        let limits = self.limits.entry(glob.to_owned()).or_default();
        let place = match measure.trim() {
            "documents" => &mut limits.documents,
            "findings" => &mut limits.findings,
            _ => return Err(form()),
        };
        *place = Some(amount.parse()?);
        Ok(())
    }

    /// The limits, for the rules in force.
    ///
    /// # Errors
    /// Where a glob is none or matches no rule, or nothing is limited.
    pub fn gates(&self, rules: &[&str]) -> Result<Gates, GateError> {
        let mut gates = Gates::default();
        for (glob, limits) in &self.limits {
            let wrong = |error: globset::Error| GateError::Glob { glob: glob.clone(), reason: error.kind().to_string() };
            let matcher = Glob::new(glob).map_err(wrong)?.compile_matcher();
            if !rules.iter().any(|rule| matcher.is_match(rule)) {
                return Err(GateError::NoRule(glob.clone()));
            }
            let measures = [(Measure::Documents, &limits.documents), (Measure::Findings, &limits.findings)];
            let before = gates.limits.len();
            gates.limits.extend(measures.into_iter().filter_map(|(measure, most)| {
                Some(Limit { glob: glob.clone(), matcher: matcher.clone(), measure, most: most.clone()? })
            }));
            if gates.limits.len() == before {
                return Err(GateError::Nothing(glob.clone()));
            }
        }
        Ok(gates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(limits: &[&str]) -> Result<Written, GateError> {
        let mut written = Written::default();
        limits.iter().try_for_each(|limit| written.add(limit))?;
        Ok(written)
    }

    #[test]
    fn the_command_line_says_what_the_table_says() {
        let table = "\"share/*\" = { findings = 0, documents = \"0.5%\" }\n\"text/*\" = { documents = 3 }\n";
        assert_eq!(
            added(&["text/*:documents=3", "share/*:findings=7", "share/*:documents=0.5%", "share/*:findings=0"]),
            Ok(toml::from_str(table).unwrap())
        );
    }

    #[test]
    fn a_mistake_is_told_with_what_would_be_right() {
        let told = |limit: &str| added(&[limit]).unwrap_err().to_string();
        for limit in ["", "share/*", "share/*=3", "share/*:3", "share/*:pages=3"] {
            assert_eq!(
                told(limit),
                format!("`{limit}` is no limit: write `GLOB:documents=2%` or `GLOB:findings=0`, as `share/*:findings=0`")
            );
        }
        assert_eq!(told("a/*:findings=few"), "`few` is neither a whole number nor a percentage: write `3` or `2%`");
        let rules = ["share/sum"];
        let told = |limit: &str| added(&[limit]).unwrap().gates(&rules).unwrap_err().to_string();
        assert_eq!(told("sums/*:findings=0"), "no rule matches `sums/*`");
        assert!(told("[:findings=0").starts_with("`[` is not a glob: "));
        let nothing = Written { limits: [("share/*".to_owned(), Limits::default())].into() };
        assert_eq!(nothing.gates(&rules).unwrap_err().to_string(), "`share/*` has no limit: give it `documents` or `findings`");
        assert_eq!(nothing.gates(&rules).unwrap_err().chinese(), "`share/*` 没有限额:请给出 `documents` 或 `findings`");
    }

    #[test]
    fn a_mistake_in_the_table_is_told_with_what_would_be_right() {
        let told = |table: &str| toml::from_str::<Written>(table).unwrap_err().message().to_owned();
        assert!(told("\"a/*\" = { pages = 3 }").contains("unknown field `pages`, expected `documents` or `findings`"));
        assert!(told("\"a/*\" = { findings = \"x\" }").contains("`x` is neither a whole number nor a percentage"));
        assert!(told("\"a/*\" = { findings = -1 }").contains("`-1` is neither"));
        assert!(told("\"a/*\" = { findings = 1.5 }").contains("a whole number such as 3, or a percentage such as \"2%\""));
    }
}
