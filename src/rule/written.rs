//! A rule file as its author wrote it: every value with its place in the file, nothing checked yet. What stands here in comments
//! is what editors show, and what docs/rule-language.md says.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::{
    Severity,
    schema::{KindName, SlotName},
};
use crate::{
    claim::{Zones, bind::Within},
    kind::{
        calendar::Check as CalendarCheck, fold::Over as Stretch, metadata::Asks, pattern::Over, shared::Check as SharedCheck,
        suppression::Fault, table::Check as TableCheck,
    },
};

/// The top level of a rule file but for its `[[rule]]` tables, which are read one by one.
pub(crate) const FILE_KEYS: [&str; 2] = ["rule", "words"];

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(crate) struct Placed<T>(toml::Spanned<T>);

impl<T> Placed<T> {
    /// A value at a place, in bytes of the file.
    pub(crate) fn new(at: Range<usize>, value: T) -> Self {
        Self(toml::Spanned::new(at, value))
    }

    /// The value.
    pub(crate) fn get_ref(&self) -> &T {
        self.0.get_ref()
    }

    /// Its place, in bytes of the file.
    pub(crate) fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A rule file: any number of rules, and words that their patterns use by name.
#[derive(JsonSchema)]
#[schemars(title = "recount rule file", deny_unknown_fields)]
#[expect(dead_code, reason = "the file is read rule by rule, so that all its mistakes are told; this gives its schema")]
pub(super) struct WrittenFile {
    /// Phrases that patterns of this file use by name: `noun = '[^,。;]{0,12}'` is written `{noun}` in a pattern. A word may use slots and
    /// other words. A list of phrases is a word of several forms: a pattern that uses it stands for one pattern with each.
    #[schemars(default)]
    words: BTreeMap<String, WrittenWord>,
    /// The rules, each in a `[[rule]]` of its own.
    #[schemars(default)]
    rule: Vec<Written>,
}

/// A word of a rule file: a phrase, or a list of phrases.
#[derive(JsonSchema)]
#[schemars(rename = "word", untagged)]
#[expect(dead_code, reason = "words are read one by one, so that each mistake has its place; this gives their schema")]
pub(super) enum WrittenWord {
    /// One phrase.
    One(String),
    /// Several forms.
    Forms(Vec<String>),
}

/// A rule: what must hold, or what must not be there, with its messages and its own tests.
// Flat on purpose: in TOML, `flatten` and tagged enums lose the place of a mistake.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "rule")]
pub(crate) struct Written {
    /// `family/what-must-hold`, in small letters, digits and hyphens. No two rules have one id.
    #[schemars(regex(pattern = "^[a-z0-9-]+/[a-z0-9-]+$"))]
    pub(crate) id: Placed<String>,
    /// What sort of rule it is, which decides what other keys it takes. Default: `relation`.
    #[schemars(with = "Option<KindName>")]
    pub(crate) kind: Option<Placed<String>>,
    /// How much a finding matters where no configuration says otherwise. Default: `error`.
    #[schemars(with = "Option<Severity>")]
    pub(crate) severity: Option<Placed<String>>,
    /// One line on what must hold.
    pub(crate) summary: WrittenText,
    /// More about it, in Markdown: what it leaves alone and why, the standard it follows.
    pub(crate) about: Option<WrittenText>,
    /// Free words to group rules by.
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    /// The standards and papers that it follows.
    #[serde(default)]
    pub(crate) sources: Vec<String>,

    /// Patterns: regular expressions on the text as rules see it (simplified characters, ASCII punctuation, half width), with slots
    /// such as `{part:count}` and words such as `{noun}`. Any of them may match. Write them in single quotes.
    #[serde(default)]
    pub(crate) find: Vec<Placed<String>>,
    /// Which text the patterns of a rule of kind `pattern` see. Default: `view`.
    #[schemars(with = "Option<Over>")]
    pub(crate) text: Option<Placed<String>>,
    /// Where on the page the rule looks. Default: `any`.
    #[schemars(with = "Option<Zones>")]
    pub(crate) zone: Option<Placed<String>>,
    /// Patterns that turn a match off where one of them is found.
    #[serde(default)]
    pub(crate) unless: WrittenGuards,
    /// Patterns without which a match counts for nothing: each must be found.
    #[serde(default)]
    pub(crate) requires: WrittenGuards,
    /// Where the operand is looked for that the pattern leaves out, by its name; at most one.
    #[serde(default)]
    pub(crate) bind: BTreeMap<String, Placed<WrittenBind>>,
    /// Operands that must count things of one sort (all persons, or all money); otherwise nothing is claimed.
    #[serde(default)]
    pub(crate) alike: Vec<Placed<String>>,
    /// Named groups of the pattern that must hold the same words; otherwise nothing is claimed.
    #[serde(default)]
    pub(crate) same: Vec<Placed<String>>,
    /// Named groups of the pattern, two by two, of which one must take up the other: a word in common, or one short for the other (`参选`
    /// for `参加选举`); otherwise nothing is claimed.
    #[serde(default)]
    pub(crate) echo: Vec<Placed<String>>,
    /// The measure words that an operand may have, by its name; with another, nothing is claimed.
    #[serde(default)]
    pub(crate) units: BTreeMap<Placed<String>, Vec<String>>,
    /// Named groups of the pattern by operand: each names what its operand must count, the 户 of 户均 that `120户` is, the 班 of 每班 that
    /// `12个班` is. The measure word or the noun beside the figure tells; where it counts something else, nothing is claimed.
    #[serde(default)]
    pub(crate) counted: BTreeMap<Placed<String>, Placed<String>>,
    /// Whether several shares of one sentence are solved together, with one total for all. Default: `false`.
    pub(crate) together: Option<Placed<bool>>,
    /// An operand that must be the only figure of its sort in the sentence up to there: with a rival, nothing is claimed to be wrong.
    pub(crate) sole: Option<Placed<String>>,
    /// A list of which the labels must be of one form, as 初中部 and 高中部 are; otherwise nothing is claimed.
    pub(crate) parallel: Option<Placed<String>>,
    /// Two operands that share the figures of a list of which every item has two, as `112户407人、214户777人`. The slot that takes the list
    /// bears the name of the one that has the first figure of each item.
    pub(crate) alternating: Option<[Placed<String>; 2]>,
    /// A relation that must hold for the rule to apply. Where it does not, the claim is undecided and not wrong.
    pub(crate) applies: Option<Placed<String>>,
    /// The operand that a finding underlines. Default: the operand that stands alone on the left of `holds`.
    pub(crate) at: Option<Placed<String>>,
    /// The relation that must hold: `share ≈ part / total`. See *Relations*.
    pub(crate) holds: Option<Placed<String>>,
    /// Further forms of the claim, each in a `[[rule.case]]`. What a form leaves out is as the rule says.
    #[serde(default)]
    pub(crate) case: Vec<WrittenCase>,

    /// What a rule of kind `restated` takes for the whole report, and what for something else.
    pub(crate) restated: Option<WrittenRestated>,
    /// The labels that a rule of kind `table` knows.
    pub(crate) table: Option<WrittenTable>,
    /// What a rule of kind `metadata` asks.
    pub(crate) metadata: Option<WrittenMetadata>,
    /// How many glosses a rule of kind `glosses` takes.
    pub(crate) glosses: Option<WrittenGlosses>,
    /// Which matches of a rule of kind `pattern` are one finding.
    pub(crate) fold: Option<WrittenFold>,
    /// What a rule of kind `suppression` says of one.
    pub(crate) suppression: Option<WrittenSuppression>,
    /// What a rule of kind `shared` looks for in other documents.
    pub(crate) shared: Option<WrittenShared>,

    /// What a rule of kind `anchor` takes for the date of a report.
    pub(crate) anchor: Option<WrittenAnchor>,
    /// What a rule of kind `calendar` checks.
    pub(crate) calendar: Option<WrittenCalendar>,
    /// The words around a list, for a rule of kind `enumeration`.
    pub(crate) enumeration: Option<WrittenEnumeration>,
    /// The forms of ordinals, for rules of kind `ordinals` and `series`.
    pub(crate) ordinals: Option<WrittenOrdinals>,

    /// What a finding says. Slots in braces are filled: `{part}` with the operand's text, `{part / total as share}` with the computed
    /// value, rounded as `share` is written, `{computed}` with what the relation comes to. A brace is written twice.
    pub(crate) message: WrittenTemplate,
    /// What a finding says further: how to mend it.
    pub(crate) help: Option<WrittenTemplate>,
    /// How a finding is mended.
    pub(crate) fix: Option<WrittenFix>,

    /// Examples in which the rule finds nothing. At least one.
    #[schemars(required, length(min = 1))]
    pub(crate) good: Option<Vec<Placed<String>>>,
    /// Examples in which the rule finds what stands in `[[ ]]`. At least one, each with one pair.
    #[schemars(required, length(min = 1))]
    pub(crate) bad: Option<Vec<Placed<String>>>,
    /// Faults that the rule does not see yet. `recount test` fails on the day that it does.
    #[serde(default)]
    pub(crate) missed: Vec<Placed<String>>,
}

/// One form of a claim, where a rule has several: what it leaves out is as the rule says. Its guards come on top of the rule's.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "case")]
pub(crate) struct WrittenCase {
    /// The patterns of this form.
    pub(crate) find: Vec<Placed<String>>,
    /// As the rule's.
    pub(crate) holds: Option<Placed<String>>,
    /// As the rule's; `bind = {}` binds nothing.
    pub(crate) bind: Option<BTreeMap<String, Placed<WrittenBind>>>,
    /// As the rule's.
    pub(crate) alike: Option<Vec<Placed<String>>>,
    /// As the rule's.
    pub(crate) same: Option<Vec<Placed<String>>>,
    /// As the rule's.
    pub(crate) echo: Option<Vec<Placed<String>>>,
    /// As the rule's.
    pub(crate) units: Option<BTreeMap<Placed<String>, Vec<String>>>,
    /// As the rule's.
    pub(crate) counted: Option<BTreeMap<Placed<String>, Placed<String>>>,
    /// As the rule's.
    pub(crate) together: Option<Placed<bool>>,
    /// As the rule's.
    pub(crate) sole: Option<Placed<String>>,
    /// As the rule's.
    pub(crate) parallel: Option<Placed<String>>,
    /// As the rule's.
    pub(crate) alternating: Option<[Placed<String>; 2]>,
    /// As the rule's.
    pub(crate) applies: Option<Placed<String>>,
    /// As the rule's.
    pub(crate) at: Option<Placed<String>>,
    /// Beside the rule's own.
    pub(crate) unless: Option<WrittenGuards>,
    /// Beside the rule's own.
    pub(crate) requires: Option<WrittenGuards>,
}

/// The words of a rule of kind `restated`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "restated")]
pub(crate) struct WrittenRestated {
    /// A pattern of words before a figure, in its clause, that say it of all that the report is about: 全县共有.
    pub(crate) whole: Placed<String>,
    /// A pattern of words around a figure, in its clause, that say it of something else: 去年, 目标.
    pub(crate) other: Placed<String>,
    /// A pattern of words before a figure, in its clause, that set it apart from another of the same name that has the same digits in another
    /// order, where they are not part of the name: 其中, 计划.
    pub(crate) apart: Placed<String>,
    /// A pattern of words before a figure, in its clause, with which it is no measure of a thing but of how that changed: 同比, 占.
    pub(crate) never: Placed<String>,
    /// A pattern of words in the clause of a figure with which it is not what the title states, unless the title has them too: 其中, 每. Where
    /// there is none, titles are not held against the text.
    #[serde(default)]
    pub(crate) headline: Option<Placed<String>>,
}

/// The labels that a rule of kind `table` knows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "table")]
pub(crate) struct WrittenTable {
    /// What is counted again.
    #[schemars(with = "TableCheck")]
    pub(crate) check: Placed<String>,
    /// A label of totals: 合计.
    pub(crate) total: Placed<String>,
    /// A label of rows or columns that stand beside the sum: 其中.
    pub(crate) aside: Placed<String>,
    /// A label of what never adds up: ranks, rates, years.
    pub(crate) never: Placed<String>,
    /// Labels of what there is to begin with, for the check `balance`: 上年结转.
    #[serde(default)]
    pub(crate) openings: Vec<Placed<String>>,
    /// Labels of what became of it, for the check `balance`: 结转下年.
    #[serde(default)]
    pub(crate) closings: Vec<Placed<String>>,
}

/// A text in both languages, without slots.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "text")]
pub(crate) struct WrittenText {
    /// In English.
    pub(crate) en: String,
    /// In Chinese.
    pub(crate) zh: String,
}

/// A text in both languages, with slots in braces.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "template")]
pub(crate) struct WrittenTemplate {
    /// In English.
    pub(crate) en: Placed<String>,
    /// In Chinese.
    pub(crate) zh: Placed<String>,
}

/// Patterns by where they are looked for, around a match.
#[derive(Debug, Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "guards")]
pub(crate) struct WrittenGuards {
    /// In the clause in which the match begins.
    pub(crate) clause: Option<Placed<String>>,
    /// In its sentence.
    pub(crate) sentence: Option<Placed<String>>,
    /// On its line.
    pub(crate) line: Option<Placed<String>>,
    /// Anywhere in the document.
    pub(crate) document: Option<Placed<String>>,
    /// In its sentence, up to the match.
    pub(crate) before: Option<Placed<String>>,
    /// In its sentence, from the match on.
    pub(crate) after: Option<Placed<String>>,
    /// In the match itself.
    #[serde(rename = "match")]
    pub(crate) matched: Option<Placed<String>>,
}

/// Where an operand that the pattern leaves out is looked for. It says `before` or `after`, and only one of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "bind")]
pub(crate) struct WrittenBind {
    /// The type of slot whose figures it may be.
    #[schemars(with = "SlotName")]
    pub(crate) kind: Placed<String>,
    /// The operand whose unit it must share.
    pub(crate) like: Option<Placed<String>>,
    /// The operand before which it stands.
    pub(crate) before: Option<Placed<String>>,
    /// The operand after which it stands.
    pub(crate) after: Option<Placed<String>>,
    /// The operand than which it is not smaller.
    pub(crate) at_least: Option<Placed<String>>,
    /// How far away it may stand. Default: `section`.
    #[schemars(with = "Option<Within>")]
    pub(crate) within: Option<Placed<String>>,
    /// The operand or named group of the pattern that names it: the words that stand beside the figure meant.
    pub(crate) named_by: Option<Placed<String>>,
    /// A pattern: a figure right after it is not the one meant. An increase is no total.
    pub(crate) never_after: Option<Placed<String>>,
}

/// How many glosses a rule of kind `glosses` takes, in one document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "glosses")]
pub(crate) struct WrittenGlosses {
    /// So many or more. Default: 1.
    pub(crate) at_least: Option<usize>,
    /// So many or fewer. Default: no limit.
    pub(crate) at_most: Option<usize>,
}

/// Which matches of a rule of kind `pattern` are one finding.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "fold")]
pub(crate) struct WrittenFold {
    /// Over which stretch.
    #[schemars(with = "Stretch")]
    pub(crate) over: Placed<String>,
    /// How many matches it takes. Default: 1.
    pub(crate) at_least: Option<usize>,
}

/// What a rule of kind `metadata` asks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "metadata")]
pub(crate) struct WrittenMetadata {
    /// The question.
    #[schemars(with = "Asks")]
    pub(crate) asks: Placed<String>,
    /// Names of fields, where the question is about fields.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
}

/// What a rule of kind `suppression` says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "suppression")]
pub(crate) struct WrittenSuppression {
    /// What is wrong with the suppression.
    #[schemars(with = "Fault")]
    pub(crate) fault: Placed<String>,
}

/// What a rule of kind `shared` looks for in other documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "shared")]
pub(crate) struct WrittenShared {
    /// What is looked for.
    #[schemars(with = "SharedCheck")]
    pub(crate) check: Placed<String>,
    /// Characters that a report, or a passage in all, has at least.
    pub(crate) characters: Placed<usize>,
    /// From when on two reports are copies that have enough figures in common: stretches of text in common, in per cent. Default: 70.
    #[schemars(range(min = 50, max = 100))]
    pub(crate) similar: Option<Placed<u8>>,
    /// How many figures are enough, in per cent. Default: 60.
    #[schemars(range(min = 50, max = 100))]
    pub(crate) same_figures: Option<Placed<u8>>,
    /// From when on two reports are copies that have too few figures to tell, in per cent. Default: 85.
    #[schemars(range(min = 50, max = 100))]
    pub(crate) without_figures: Option<Placed<u8>>,
    /// Figures that a passage has at least. Default: 0.
    pub(crate) figures: Option<usize>,
    /// A paragraph that more documents have than these is a set phrase. Default: 20.
    pub(crate) documents: Option<usize>,
}

/// How a finding is mended: it deletes, or it replaces an operand `with` a text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "fix")]
pub(crate) struct WrittenFix {
    /// What goes: the `line`, with its line break, or the `match`.
    #[schemars(with = "Option<Deleted>")]
    pub(crate) delete: Option<Placed<String>>,
    /// The operand that is replaced; `match` for what was found, where the kind has proven what should stand there.
    pub(crate) replace: Option<Placed<String>>,
    /// By what: a text with slots, as in messages.
    pub(crate) with: Option<Placed<String>>,
    /// Whether nobody needs to look before it is done. A figure is never changed as safe.
    #[serde(default)]
    pub(crate) safe: bool,
    /// Where on the page it is safe; elsewhere somebody must look. Default: `any`.
    #[schemars(with = "Option<Zones>")]
    pub(crate) zone: Option<Placed<String>>,
}

/// What a fix deletes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "deleted", rename_all = "kebab-case")]
pub(crate) enum Deleted {
    /// The whole line, its line break with it.
    Line,
    /// What was found, and no more.
    Match,
}

impl Deleted {
    /// By name.
    pub(crate) const NAMES: [(&str, Self); 2] = [("line", Self::Line), ("match", Self::Match)];
}

/// What a rule of kind `anchor` takes for the date of a report.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "anchor")]
pub(crate) struct WrittenAnchor {
    /// Patterns of which one found anywhere dates the report.
    pub(crate) dated: Vec<Placed<String>>,
}

/// What a rule of kind `calendar` checks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "calendar")]
pub(crate) struct WrittenCalendar {
    /// The check.
    #[schemars(with = "CalendarCheck")]
    pub(crate) check: Placed<String>,
    /// Patterns that find the report's own date.
    #[serde(default)]
    pub(crate) report: Vec<Placed<String>>,
}

/// The words around a list, for a rule of kind `enumeration`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "enumeration")]
pub(crate) struct WrittenEnumeration {
    /// Words after which a list begins: 包括.
    pub(crate) starts: Vec<String>,
    /// Words that lead over from a number to its list: 分别是.
    pub(crate) leads: Vec<String>,
    /// Words that no list of things holds.
    pub(crate) never: Vec<String>,
    /// Characters of running text, which names do not have.
    pub(crate) prose: String,
}

/// The forms of ordinals, for rules of kind `ordinals` and `series`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ordinals")]
pub(crate) struct WrittenOrdinals {
    /// Patterns of ordinals within a line: 一是.
    pub(crate) inline: Vec<Placed<String>>,
    /// Patterns of ordinals at the head of a line: (一).
    pub(crate) headings: Vec<Placed<String>>,
}
