//! A rule file as its author wrote it: every value with its place in the file, nothing checked yet.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The top level of a rule file but for its `[[rule]]` tables, which are read one by one.
pub(crate) const FILE_KEYS: [&str; 2] = ["rule", "words"];

/// A `[[rule]]`. Flat on purpose: in TOML, `flatten` and tagged enums lose the place of a mistake.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Written {
    pub(crate) id: Spanned<String>,
    pub(crate) kind: Option<Spanned<String>>,
    pub(crate) severity: Option<Spanned<String>>,
    pub(crate) summary: WrittenText,
    pub(crate) about: Option<WrittenText>,
    #[serde(default)]
    pub(crate) tags: Vec<String>,

    #[serde(default)]
    pub(crate) find: Vec<Spanned<String>>,
    pub(crate) text: Option<Spanned<String>>,
    pub(crate) zone: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) unless: WrittenGuards,
    #[serde(default)]
    pub(crate) requires: WrittenGuards,
    #[serde(default)]
    pub(crate) bind: BTreeMap<String, Spanned<WrittenBind>>,
    #[serde(default)]
    pub(crate) alike: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) same: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) units: BTreeMap<Spanned<String>, Vec<String>>,
    pub(crate) together: Option<Spanned<bool>>,
    pub(crate) sole: Option<Spanned<String>>,
    pub(crate) applies: Option<Spanned<String>>,
    pub(crate) at: Option<Spanned<String>>,
    pub(crate) holds: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) case: Vec<WrittenCase>,

    pub(crate) restated: Option<WrittenRestated>,
    pub(crate) table: Option<WrittenTable>,
    pub(crate) metadata: Option<WrittenMetadata>,
    pub(crate) glosses: Option<WrittenGlosses>,
    pub(crate) shared: Option<WrittenShared>,

    pub(crate) anchor: Option<WrittenAnchor>,
    pub(crate) calendar: Option<WrittenCalendar>,
    pub(crate) enumeration: Option<WrittenEnumeration>,
    pub(crate) ordinals: Option<WrittenOrdinals>,

    pub(crate) message: WrittenTemplate,
    pub(crate) help: Option<WrittenTemplate>,
    pub(crate) fix: Option<WrittenFix>,

    pub(crate) good: Option<Vec<Spanned<String>>>,
    pub(crate) bad: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(crate) missed: Vec<Spanned<String>>,
}

/// One form of a claim, where a rule has several: what it leaves out is as the rule says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenCase {
    pub(crate) find: Vec<Spanned<String>>,
    pub(crate) holds: Option<Spanned<String>>,
    pub(crate) bind: Option<BTreeMap<String, Spanned<WrittenBind>>>,
    pub(crate) alike: Option<Vec<Spanned<String>>>,
    pub(crate) same: Option<Vec<Spanned<String>>>,
    pub(crate) units: Option<BTreeMap<Spanned<String>, Vec<String>>>,
    pub(crate) together: Option<Spanned<bool>>,
    pub(crate) sole: Option<Spanned<String>>,
    pub(crate) applies: Option<Spanned<String>>,
    pub(crate) at: Option<Spanned<String>>,
    pub(crate) unless: Option<WrittenGuards>,
    pub(crate) requires: Option<WrittenGuards>,
}

/// The words of a rule of kind `restated`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRestated {
    pub(crate) whole: Spanned<String>,
    pub(crate) other: Spanned<String>,
}

/// The labels that a rule of kind `table` knows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenTable {
    pub(crate) check: Spanned<String>,
    pub(crate) total: Spanned<String>,
    pub(crate) aside: Spanned<String>,
    pub(crate) never: Spanned<String>,
}

/// A text in both languages, without slots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenText {
    pub(crate) en: String,
    pub(crate) zh: String,
}

/// A text in both languages, with slots in braces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenTemplate {
    pub(crate) en: Spanned<String>,
    pub(crate) zh: Spanned<String>,
}

/// Patterns by where they are looked for, around a match.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenGuards {
    pub(crate) clause: Option<Spanned<String>>,
    pub(crate) sentence: Option<Spanned<String>>,
    pub(crate) line: Option<Spanned<String>>,
    pub(crate) document: Option<Spanned<String>>,
    pub(crate) before: Option<Spanned<String>>,
    pub(crate) after: Option<Spanned<String>>,
    #[serde(rename = "match")]
    pub(crate) matched: Option<Spanned<String>>,
}

/// Where an operand that the pattern leaves out is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenBind {
    pub(crate) kind: Spanned<String>,
    pub(crate) like: Option<Spanned<String>>,
    pub(crate) before: Option<Spanned<String>>,
    pub(crate) after: Option<Spanned<String>>,
    pub(crate) at_least: Option<Spanned<String>>,
    pub(crate) within: Option<Spanned<String>>,
    pub(crate) named_by: Option<Spanned<String>>,
    pub(crate) never_after: Option<Spanned<String>>,
}

/// How many glosses a rule of kind `glosses` takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenGlosses {
    pub(crate) at_least: Option<usize>,
    pub(crate) at_most: Option<usize>,
}

/// What a rule of kind `shared` looks for in other documents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenShared {
    pub(crate) check: Spanned<String>,
    pub(crate) characters: Spanned<usize>,
    pub(crate) similar: Option<Spanned<u8>>,
    pub(crate) same_figures: Option<Spanned<u8>>,
    pub(crate) without_figures: Option<Spanned<u8>>,
    pub(crate) figures: Option<usize>,
    pub(crate) documents: Option<usize>,
}

/// What a rule of kind `metadata` asks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenMetadata {
    pub(crate) asks: Spanned<String>,
    #[serde(default)]
    pub(crate) fields: Vec<String>,
}

/// How a finding is mended.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFix {
    pub(crate) delete: Option<Spanned<String>>,
    pub(crate) replace: Option<Spanned<String>>,
    pub(crate) with: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) safe: bool,
}

/// `anchor = { … }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenAnchor {
    pub(crate) dated: Vec<Spanned<String>>,
}

/// `calendar = { … }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenCalendar {
    pub(crate) check: Spanned<String>,
    #[serde(default)]
    pub(crate) report: Vec<Spanned<String>>,
}

/// `enumeration = { … }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenEnumeration {
    pub(crate) starts: Vec<String>,
    pub(crate) leads: Vec<String>,
    pub(crate) never: Vec<String>,
    pub(crate) prose: String,
}

/// `ordinals = { … }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenOrdinals {
    pub(crate) inline: Vec<Spanned<String>>,
    pub(crate) headings: Vec<Spanned<String>>,
}
