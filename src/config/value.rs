//! The values that settings take: words out of a list, and limits of a gate.

use std::fmt;

use globset::GlobMatcher;
use schemars::JsonSchema;

use super::Set;
use crate::{figure::Number, rule::Severity};

/// How much something matters, or that nobody wants to hear of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(untagged, rename = "level")]
pub enum Level {
    /// Not looked for.
    #[schemars(with = "Off")]
    Off,
    /// Looked for, and told with this severity.
    On(Severity),
}

/// The word for a rule that nobody wants to hear of.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "kebab-case")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum Off {
    /// Not looked for.
    Off,
}

impl Level {
    /// The levels by name.
    pub const NAMES: [(&str, Self); 4] = [
        ("error", Self::On(Severity::Error)),
        ("warning", Self::On(Severity::Warning)),
        ("info", Self::On(Severity::Info)),
        ("off", Self::Off),
    ];

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On(severity) => severity.name(),
        }
    }

    /// The severity; `None` where it is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::On(severity) => Some(severity),
        }
    }
}

/// The lowest severity that makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename = "fail-on", rename_all = "kebab-case")]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings too.
    Warning,
    /// Everything that is found.
    Info,
    /// Nothing that is found.
    Never,
}

impl FailOn {
    /// The values by name.
    pub const NAMES: [(&str, Self); 4] =
        [("error", Self::Error), ("warning", Self::Warning), ("info", Self::Info), ("never", Self::Never)];

    /// Its name in settings and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }

    /// The severity; `None` where nothing counts.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// The most that a gate lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// So many, included.
    Count(usize),
    /// So many of a hundred, included: 2 for `2%`.
    Percent(Number),
}

impl Amount {
    /// `2%` or `0.5%`; `None` for anything else.
    pub fn percent(text: &str) -> Option<Self> {
        let digits = text.strip_suffix('%')?.trim_end();
        let plain = !digits.is_empty() && digits.chars().all(|character| character.is_ascii_digit() || character == '.');
        plain.then(|| Number::parse(digits)).flatten().map(Self::Percent)
    }
}

impl fmt::Display for Amount {
    /// As it is written in settings.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(formatter, "{count}"),
            Self::Percent(percent) => write!(formatter, "{}%", percent.to_digits()),
        }
    }
}

/// One line of `[gate]`: what the rules of a glob may find in a whole corpus.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The glob, as written.
    pub rules: Set<String>,
    /// The same, ready to match ids.
    pub matcher: GlobMatcher,
    /// In how many documents they may find something.
    pub documents: Option<Set<Amount>>,
    /// How much they may find.
    pub findings: Option<Set<Amount>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_a_limit_is_exact() {
        assert_eq!(Amount::percent("0.5%"), Number::ratio(1, 2).map(Amount::Percent));
        assert_eq!(Amount::percent("2 %"), Number::ratio(2, 1).map(Amount::Percent));
        assert_eq!(Amount::percent("0.50%").map(|it| it.to_string()).as_deref(), Some("0.5%"));
        for wrong in ["2", "%", "-2%", "two%", "1.2.3%"] {
            assert_eq!(Amount::percent(wrong), None, "{wrong}");
        }
    }
}
