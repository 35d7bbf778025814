//! A `recount.toml` as its author wrote it: every value with its place in the file, nothing checked yet.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The top level of the file; each is read by itself, so that a mistake in one hides none in another.
pub const KEYS: [&str; 9] = ["extends", "fail-on", "files", "gate", "input", "lang", "path", "rounding", "rules"];

/// `[files]`
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFiles {
    pub(crate) include: Option<Spanned<Vec<Spanned<String>>>>,
    pub(crate) exclude: Option<Spanned<Vec<Spanned<String>>>>,
    /// Rules that are off for the files of a glob.
    #[serde(default)]
    pub(crate) ignore: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// `[input]`
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenInput {
    #[serde(default)]
    pub(crate) jsonl: WrittenFields,
    #[serde(default)]
    pub(crate) csv: WrittenFields,
}

/// `[input.jsonl]`, `[input.csv]`: which fields hold a document and what is known of it.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFields {
    pub(crate) text: Option<Spanned<String>>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<Spanned<String>>,
    pub(crate) date: Option<Spanned<String>>,
    pub(crate) source: Option<Spanned<String>>,
}

/// `[rounding]`
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenRounding {
    pub(crate) last_digit: Option<Spanned<String>>,
}

/// One value of `[gate]`.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenLimit {
    pub(crate) documents: Option<Spanned<toml::Value>>,
    pub(crate) findings: Option<Spanned<toml::Value>>,
}

/// The keys of a `[[path]]`.
pub(crate) const PATH_KEYS: [&str; 3] = ["glob", "rounding", "rules"];
