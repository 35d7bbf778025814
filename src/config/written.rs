//! A `recount.toml` as its author wrote it: every value with its place in the file, nothing checked yet. What stands here in comments is
//! what editors show.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

use super::{FailOn, Level};
use crate::rule::Language;

/// The top level of the file; each is read by itself, so that a mistake in one hides none in another.
pub const KEYS: [&str; 9] = ["extends", "fail-on", "files", "gate", "input", "lang", "path", "rounding", "rules"];

/// The settings of recount for the folder of this file and all below it.
#[derive(JsonSchema)]
#[schemars(title = "recount.toml", deny_unknown_fields, rename_all = "kebab-case")]
#[expect(dead_code, reason = "the file is read key by key, so that all its mistakes are told; this gives its schema")]
pub(super) struct WrittenConfig {
    /// Other files of settings, and rule packs (folders of rule files, or single ones), by path from the folder of this file. What this
    /// file says stands over what they say.
    extends: Option<Vec<String>>,
    /// The language of messages. Default: from the locale.
    lang: Option<Language>,
    /// The lowest severity that makes the exit status 1. Default: `error`.
    fail_on: Option<FailOn>,
    /// Which files are read.
    files: Option<WrittenFiles>,
    /// How files are read.
    input: Option<WrittenInput>,
    /// How figures that were rounded otherwise are taken.
    rounding: Option<WrittenRounding>,
    /// Rules by id or glob, as `"share/*"`: a severity, `off`, or a table with a severity and options.
    rules: Option<BTreeMap<String, WrittenRule>>,
    /// Settings for the files of some globs.
    path: Option<Vec<WrittenPath>>,
    /// Limits for a whole run, by rule or glob of rules.
    gate: Option<BTreeMap<String, WrittenLimit>>,
}

/// What is set for the rules of one glob.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "rule")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum WrittenRule {
    /// A severity, or `off`.
    Level(Level),
    /// A severity and options.
    Table(WrittenOptions),
}

/// A severity and options of rules.
#[derive(JsonSchema)]
#[schemars(rename = "options")]
#[expect(dead_code, reason = "this gives the schema alone")]
struct WrittenOptions {
    /// The severity, or `off`.
    severity: Option<Level>,
    /// Why it is set so.
    reason: Option<String>,
    /// Options, which differ by kind: a whole number, or a list of words.
    #[schemars(flatten)]
    options: BTreeMap<String, WrittenOption>,
}

/// The value of an option.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "option")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum WrittenOption {
    /// A whole number.
    Number(usize),
    /// A list of words.
    Words(Vec<String>),
}

/// A `[[path]]`: settings for some files.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "path")]
#[expect(dead_code, reason = "this gives the schema alone")]
struct WrittenPath {
    /// Which files: a glob, or a list of them.
    glob: WrittenGlobs,
    /// How figures that were rounded otherwise are taken in them.
    rounding: Option<WrittenRounding>,
    /// As `[rules]`, for these files.
    rules: Option<BTreeMap<String, WrittenRule>>,
}

/// A glob of paths, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "globs")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum WrittenGlobs {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// `[files]`: which files are read.
#[derive(Debug, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "files")]
pub(crate) struct WrittenFiles {
    /// Globs of files inside folders that are read besides those with a known ending.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) include: Option<Spanned<Vec<Spanned<String>>>>,
    /// Globs of files that are passed over, those named on the command line too.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) exclude: Option<Spanned<Vec<Spanned<String>>>>,
    /// Rules that are off for the files of a glob: a list of them, or a table that says why.
    #[schemars(with = "BTreeMap<String, WrittenIgnore>")]
    #[expect(dead_code, reason = "it is read key by key, for the place of each")]
    pub(crate) ignore: Option<IgnoredAny>,
}

/// Rules that are off for the files of a glob.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "ignore")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum WrittenIgnore {
    /// The rules.
    Rules(Vec<String>),
    /// The rules, and why.
    Reasoned(WrittenIgnored),
}

/// Rules that are off for the files of a glob, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ignored")]
pub(crate) struct WrittenIgnored {
    /// The rules, by id or glob.
    #[schemars(with = "Vec<String>")]
    pub(crate) rules: Vec<Spanned<String>>,
    /// Why they are off.
    pub(crate) reason: Option<String>,
}

/// `[input]`: how files are read.
#[derive(Debug, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "input")]
pub(crate) struct WrittenInput {
    /// Encoding of files without a byte-order mark, as `gb18030` or `big5`. Default: found from their bytes.
    #[schemars(with = "Option<String>")]
    pub(crate) encoding: Option<Spanned<String>>,
    /// In JSON lines.
    #[serde(default)]
    pub(crate) jsonl: WrittenFields,
    /// In tables.
    #[serde(default)]
    pub(crate) csv: WrittenFields,
}

/// Which fields hold a document and what is known of it.
#[derive(Debug, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "fields")]
pub(crate) struct WrittenFields {
    /// The text. Default: `text`.
    #[schemars(with = "Option<String>")]
    pub(crate) text: Option<Spanned<String>>,
    /// The id. Default: `id`.
    #[schemars(with = "Option<String>")]
    pub(crate) id: Option<Spanned<String>>,
    /// The title. Default: `title`.
    #[schemars(with = "Option<String>")]
    pub(crate) title: Option<Spanned<String>>,
    /// The date. Default: `date`.
    #[schemars(with = "Option<String>")]
    pub(crate) date: Option<Spanned<String>>,
    /// The source. Default: `source`.
    #[schemars(with = "Option<String>")]
    pub(crate) source: Option<Spanned<String>>,
}

/// `[rounding]`: how figures that were rounded otherwise are taken.
#[derive(Debug, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "rounding")]
pub(crate) struct WrittenRounding {
    /// How much a figure matters that is right but for its last digit: cut off, rounded up or rounded twice.
    #[schemars(with = "Option<Level>")]
    pub(crate) last_digit: Option<Spanned<String>>,
}

/// A limit for a whole run: so many, or such a share of the documents.
#[derive(Debug, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "limit")]
pub(crate) struct WrittenLimit {
    /// Documents in which something is found: a number, or a percentage such as `"2%"`.
    #[schemars(with = "Option<WrittenAmount>")]
    pub(crate) documents: Option<Spanned<toml::Value>>,
    /// Findings: a number, or a percentage of the documents.
    #[schemars(with = "Option<WrittenAmount>")]
    pub(crate) findings: Option<Spanned<toml::Value>>,
}

/// A number, or a percentage.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "amount")]
#[expect(dead_code, reason = "this gives the schema alone")]
enum WrittenAmount {
    /// So many.
    Count(usize),
    /// Such a share of the documents: `2%`.
    Percent(#[schemars(regex(pattern = "^[0-9.]+ ?%$"))] String),
}

/// The keys of a `[[path]]`.
pub(crate) const PATH_KEYS: [&str; 3] = ["glob", "rounding", "rules"];

/// The JSON Schema of `recount.toml`.
pub fn schema() -> serde_json::Value {
    crate::rule::draft7::<WrittenConfig>().into()
}
