//! One `recount.toml`, read: every mistake in it at once, or all of its settings. Whether its rules exist is asked when it is joined.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use globset::GlobMatcher;
use miette::NamedSource;
use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    Amount, ConfigError, ConfigMistake as Mistake, FailOn, Level, Limit, Origin, PathGlobs, Set, glob,
    written::{KEYS, PATH_KEYS, WrittenFields, WrittenFiles, WrittenIgnored, WrittenInput, WrittenLimit, WrittenRounding},
};
use crate::{
    document::{Encoding, FieldNames},
    kind::Setting,
    rule::{Form, Help, Language, nearest, place, set_aside},
};

/// The settings of one file.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    source: Source,
    /// Other files of settings and rule packs, by path from the folder of this one.
    pub extends: Vec<Set<String>>,
    pub(super) lang: Option<Set<Language>>,
    pub(super) fail_on: Option<Set<FailOn>>,
    pub(super) include: Option<Set<Vec<String>>>,
    pub(super) exclude: Option<Set<Vec<String>>>,
    pub(super) encoding: Option<Set<Encoding>>,
    pub(super) jsonl: Fields,
    pub(super) csv: Fields,
    pub(super) last_digit: Option<Set<Level>>,
    pub(super) rules: Vec<RuleEntry>,
    pub(super) paths: Vec<PathEntry>,
    /// Rules that are off for some files; they stand over `paths`.
    pub(super) ignores: Vec<PathEntry>,
    pub(super) gate: Vec<Limit>,
}

/// The names of the fields that hold a document and what is known of it, where they are set.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields([Option<Set<String>>; 5]);

/// What is set for the rules of one glob.
#[derive(Debug, Clone)]
pub(super) struct RuleEntry {
    pub(super) rules: Set<String>,
    pub(super) matcher: GlobMatcher,
    pub(super) level: Option<Set<Level>>,
    /// By name, each with its value.
    pub(super) options: Vec<(String, Set<Setting>)>,
    /// Why it is set so.
    pub(super) reason: Option<String>,
}

/// What is set for the files of some globs.
#[derive(Debug, Clone, Default)]
pub(super) struct PathEntry {
    pub(super) globs: Vec<String>,
    pub(super) rules: Vec<RuleEntry>,
    pub(super) last_digit: Option<Set<Level>>,
}

/// The text of a file of settings, to point into.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    pub(crate) name: Arc<str>,
    pub(crate) text: Arc<str>,
}

impl Source {
    /// Where bytes of the file stand.
    pub(crate) fn origin(&self, span: Range<usize>) -> Origin {
        let before = self.text.get(..span.start).unwrap_or("");
        Origin::File { file: Arc::clone(&self.name), line: before.matches('\n').count().saturating_add(1), span }
    }

    /// A mistake at its place.
    pub(crate) fn mistake(&self, mistake: Mistake, help: Option<Help>, at: Range<usize>) -> ConfigError {
        let file = NamedSource::new(&*self.name, Arc::clone(&self.text)).with_language("toml");
        ConfigError::Mistake { mistake, help, file, at: place(&self.text, at) }
    }
}

impl Layer {
    /// The name of its file.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// A mistake that shows only beside other files: what it is about was set here.
    pub fn mistake(&self, mistake: Mistake, help: Option<Help>, at: &Origin) -> ConfigError {
        let span = match at {
            Origin::File { span, .. } => span.clone(),
            Origin::Default | Origin::CommandLine => 0..0,
        };
        self.source.mistake(mistake, help, span)
    }
}

impl Fields {
    /// Puts the names that are set in the place of others; where each was set.
    pub(super) fn overlay(&self, [text, id, title, date, source]: [&mut Set<String>; 5]) {
        for (field, set) in [text, id, title, date, source].into_iter().zip(&self.0) {
            if let Some(set) = set {
                field.clone_from(set);
            }
        }
    }
}

/// The names of fields where nobody set any.
pub(super) fn default_fields() -> [Set<String>; 5] {
    let FieldNames { text, id, title, date, source } = FieldNames::default();
    [text, id, title, date, source].map(Set::default_of)
}

/// A reason, where anything is said.
fn said(reason: String) -> Option<String> {
    Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty())
}

/// Reads a file of settings.
///
/// # Errors
/// Every mistake in it.
pub fn read(name: &str, text: &str) -> Result<Layer, Vec<ConfigError>> {
    let source = Source { name: name.into(), text: text.into() };
    let mut reader = Reader { source, mistakes: Vec::new() };
    let layer = reader.layer();
    if reader.mistakes.is_empty() { Ok(layer) } else { Err(reader.mistakes) }
}

/// A file of TOML while it is read, with the mistakes met so far.
pub(crate) struct Reader {
    pub(crate) source: Source,
    pub(crate) mistakes: Vec<ConfigError>,
}

impl Reader {
    fn layer(&mut self) -> Layer {
        let text = Arc::clone(&self.source.text);
        let Some(table) = self.table(&text, &KEYS) else { return Layer::default() };
        let mut layer = Layer { source: self.source.clone(), ..Layer::default() };
        for (key, value) in &table {
            match key.get_ref().as_ref() {
                "extends" => layer.extends = self.strings(value),
                "lang" => layer.lang = self.string(value).and_then(|word| self.word(&word, "language", &Language::NAMES)),
                "fail-on" => layer.fail_on = self.string(value).and_then(|word| self.word(&word, "gate", &FailOn::NAMES)),
                "files" => self.files(value, &mut layer),
                "input" => self.input(value, &mut layer),
                "rounding" => layer.last_digit = self.rounding(value),
                "rules" => layer.rules = self.rules(value),
                "path" => layer.paths = self.paths(value),
                "gate" => layer.gate = self.gate(value),
                _ => {}
            }
        }
        layer
    }

    /// The top level of the file, with its unknown keys told.
    pub(crate) fn table<'t>(&mut self, text: &'t str, keys: &[&str]) -> Option<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            self.toml(error, 0..text.len());
        }
        let table = table.into_inner();
        self.unknown_keys(&table, keys);
        errors.is_empty().then_some(table)
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, keys: &[&str]) {
        for key in table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            self.unknown(Form::UnknownKey(key.get_ref().to_string()).into(), key.get_ref(), keys, key.span());
        }
    }

    /// A section, with every unknown key in it told.
    pub(crate) fn section<T: DeserializeOwned>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let mut rest = value.clone();
        loop {
            match T::deserialize(ValueDeserializer::from(rest.clone())) {
                Ok(section) => return Some(section),
                Err(error) => {
                    self.toml(&error, value.span());
                    if !set_aside(&mut rest, &error) {
                        return None;
                    }
                }
            }
        }
    }

    fn files(&mut self, value: &Spanned<DeValue<'_>>, layer: &mut Layer) {
        let Some(WrittenFiles { include, exclude, ignore: _ }) = self.section(value) else { return };
        layer.include = include.map(|globs| self.path_globs(globs));
        layer.exclude = exclude.map(|globs| self.path_globs(globs));
        let ignore = self.as_table(value).and_then(|files| files.get("ignore"));
        for (glob, rules) in ignore.and_then(|ignore| self.as_table(ignore)).into_iter().flatten() {
            let Some((rules, reason)) = self.ignored(rules) else { continue };
            self.path_glob(&Spanned::new(glob.span(), glob.get_ref().to_string()));
            let rules = rules.into_iter().filter_map(|rule| {
                let level = Set { value: Level::Off, from: self.source.origin(rule.span()) };
                let entry = self.entry(rule.span(), rule.into_inner(), Some(level))?;
                Some(RuleEntry { reason: reason.clone(), ..entry })
            });
            let rules = rules.collect();
            layer.ignores.push(PathEntry { globs: vec![glob.get_ref().to_string()], rules, last_digit: None });
        }
    }

    /// `["share/*"]`, or `{ rules = ["share/*"], reason = "…" }`.
    fn ignored(&mut self, value: &Spanned<DeValue<'_>>) -> Option<(Vec<Spanned<String>>, Option<String>)> {
        if !matches!(value.get_ref(), DeValue::Table(_)) {
            return self.section(value).map(|rules| (rules, None));
        }
        let WrittenIgnored { rules, reason } = self.section(value)?;
        Some((rules, reason.and_then(said)))
    }

    fn path_globs(&mut self, globs: Spanned<Vec<Spanned<String>>>) -> Set<Vec<String>> {
        globs.get_ref().iter().for_each(|glob| self.path_glob(glob));
        let from = self.source.origin(globs.span());
        Set { value: globs.into_inner().into_iter().map(Spanned::into_inner).collect(), from }
    }

    /// Notes what is wrong with a glob of paths.
    pub(crate) fn path_glob(&mut self, glob: &Spanned<String>) {
        let (_, mistakes) = PathGlobs::new([glob.get_ref().as_str()]);
        for (_, why) in mistakes {
            self.mistake(Mistake::BadGlob { glob: glob.get_ref().clone(), why }, None, glob.span());
        }
    }

    fn input(&mut self, value: &Spanned<DeValue<'_>>, layer: &mut Layer) {
        let Some(WrittenInput { encoding, jsonl, csv }) = self.section(value) else { return };
        layer.encoding = encoding.and_then(|name| self.encoding(&name));
        let fields = |WrittenFields { text, id, title, date, source }| {
            Fields([text, id, title, date, source].map(|field| field.map(|field| self.set(field))))
        };
        (layer.jsonl, layer.csv) = (fields(jsonl), fields(csv));
    }

    fn encoding(&mut self, written: &Spanned<String>) -> Option<Set<Encoding>> {
        let encoding = Encoding::named(written.get_ref());
        if encoding.is_none() {
            let known: Vec<&str> = Encoding::names().collect();
            let mistake = Form::UnknownWord { word: written.get_ref().clone(), what: "known encoding" }.into();
            self.unknown(mistake, &written.get_ref().to_ascii_lowercase(), &known, written.span());
        }
        Some(Set { value: encoding?, from: self.source.origin(written.span()) })
    }

    fn rounding(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Set<Level>> {
        let WrittenRounding { last_digit } = self.section(value)?;
        last_digit.and_then(|word| self.word(&word, "severity", &Level::NAMES))
    }

    fn rules(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<RuleEntry> {
        let Some(table) = self.as_table(value) else { return Vec::new() };
        table.iter().filter_map(|(key, value)| self.rule(key.span(), key.get_ref(), value)).collect()
    }

    /// `"share/*" = "off"`, or a table with a severity and options.
    fn rule(&mut self, at: Range<usize>, glob: &str, value: &Spanned<DeValue<'_>>) -> Option<RuleEntry> {
        if let DeValue::String(_) = value.get_ref() {
            let level = self.string(value).and_then(|word| self.word(&word, "severity", &Level::NAMES));
            return self.entry(at, glob.to_owned(), level);
        }
        let mut entry = self.entry(at, glob.to_owned(), None)?;
        for (key, value) in self.as_table(value)? {
            match key.get_ref().as_ref() {
                "severity" => {
                    entry.level = self.string(value).and_then(|word| self.word(&word, "severity", &Level::NAMES));
                }
                "reason" => entry.reason = self.string(value).and_then(|reason| said(reason.into_inner())),
                option => {
                    if let Some(setting) = self.setting(option, value) {
                        let from = self.source.origin(key.span());
                        entry.options.push((option.to_owned(), Set { value: setting, from }));
                    }
                }
            }
        }
        Some(entry)
    }

    fn entry(&mut self, at: Range<usize>, rules: String, level: Option<Set<Level>>) -> Option<RuleEntry> {
        match glob::matcher(&rules) {
            Ok(matcher) => {
                let rules = Set { value: rules, from: self.source.origin(at) };
                Some(RuleEntry { rules, matcher, level, options: Vec::new(), reason: None })
            }
            Err(why) => {
                self.mistake(Mistake::BadGlob { glob: rules, why }, None, at);
                None
            }
        }
    }

    /// A whole number, or a list of words.
    fn setting(&mut self, option: &str, value: &Spanned<DeValue<'_>>) -> Option<Setting> {
        match value.get_ref() {
            DeValue::Integer(_) => {
                let number = self.section::<i64>(value)?;
                let number = usize::try_from(number).ok().map(Setting::Number);
                if number.is_none() {
                    let mistake = Mistake::BadValue { option: option.to_owned(), takes: "no number below zero" };
                    self.mistake(mistake, None, value.span());
                }
                number
            }
            DeValue::Array(_) => self.section::<Vec<String>>(value).map(Setting::Words),
            _ => {
                let takes = "a whole number or a list of words";
                self.mistake(Mistake::BadValue { option: option.to_owned(), takes }, None, value.span());
                None
            }
        }
    }

    fn paths(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<PathEntry> {
        let DeValue::Array(entries) = value.get_ref() else {
            self.mistake(Form::Toml("`path` must be a list of tables: write `[[path]]`".into()).into(), None, value.span());
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.path(entry)).collect()
    }

    fn path(&mut self, value: &Spanned<DeValue<'_>>) -> Option<PathEntry> {
        let table = self.as_table(value)?;
        self.unknown_keys(table, &PATH_KEYS);
        let Some(glob) = table.get("glob") else {
            self.mistake(Form::Toml("a `[[path]]` needs a `glob`".into()).into(), None, value.span());
            return None;
        };
        let globs = match glob.get_ref() {
            DeValue::Array(_) => self.section::<Vec<Spanned<String>>>(glob)?,
            _ => vec![self.string(glob)?],
        };
        globs.iter().for_each(|glob| self.path_glob(glob));
        Some(PathEntry {
            globs: globs.into_iter().map(Spanned::into_inner).collect(),
            rules: table.get("rules").map(|rules| self.rules(rules)).unwrap_or_default(),
            last_digit: table.get("rounding").and_then(|rounding| self.rounding(rounding)),
        })
    }

    fn gate(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Limit> {
        let Some(table) = self.as_table(value) else { return Vec::new() };
        let mut limits = Vec::new();
        for (key, value) in table {
            let Some(WrittenLimit { documents, findings }) = self.section(value) else { continue };
            let Some(RuleEntry { rules, matcher, .. }) = self.entry(key.span(), key.get_ref().to_string(), None) else {
                continue;
            };
            if documents.is_none() && findings.is_none() {
                self.mistake(Mistake::NoLimit(rules.value.clone()), None, value.span());
            }
            let [documents, findings] = [documents, findings].map(|amount| amount.and_then(|amount| self.amount(&amount)));
            limits.push(Limit { rules, matcher, documents, findings });
        }
        limits
    }

    fn amount(&mut self, written: &Spanned<toml::Value>) -> Option<Set<Amount>> {
        let amount = match written.get_ref() {
            toml::Value::Integer(count) => usize::try_from(*count).ok().map(Amount::Count),
            toml::Value::String(percent) => Amount::percent(percent),
            _ => None,
        };
        if amount.is_none() {
            let help = Some(Help::said(
                "write a number of documents or findings, as 0, or a share of the documents, as \"2%\"",
                "请写文档数或问题数,如 0,或占文档的比例,如 \"2%\"",
            ));
            let raw = self.source.text.get(written.span()).unwrap_or("").to_owned();
            self.mistake(Mistake::BadLimit(raw), help, written.span());
        }
        Some(Set { value: amount?, from: self.source.origin(written.span()) })
    }

    pub(crate) fn as_table<'v, 't>(&mut self, value: &'v Spanned<DeValue<'t>>) -> Option<&'v DeTable<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                // The words that TOML's own errors have.
                self.section::<BTreeMap<String, toml::Value>>(value);
                None
            }
        }
    }

    fn string(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Spanned<String>> {
        self.section(value)
    }

    fn strings(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Set<String>> {
        let strings: Vec<Spanned<String>> = self.section(value).unwrap_or_default();
        strings.into_iter().map(|string| self.set(string)).collect()
    }

    fn set<T>(&self, written: Spanned<T>) -> Set<T> {
        let from = self.source.origin(written.span());
        Set { value: written.into_inner(), from }
    }

    /// A word out of a table; with a mistake where it is not in it.
    fn word<T: Copy>(&mut self, written: &Spanned<String>, what: &'static str, table: &[(&str, T)]) -> Option<Set<T>> {
        let found = table.iter().find(|(name, _)| name == written.get_ref());
        let Some((_, value)) = found else {
            let known: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
            let mistake = Form::UnknownWord { word: written.get_ref().clone(), what }.into();
            // Two names of languages are always near to each other.
            let name = if written.get_ref().len() > 2 { written.get_ref().as_str() } else { "" };
            self.unknown(mistake, name, &known, written.span());
            return None;
        };
        Some(Set { value: *value, from: self.source.origin(written.span()) })
    }

    /// Notes a mistake.
    pub(crate) fn mistake(&mut self, mistake: Mistake, help: Option<Help>, at: Range<usize>) {
        self.mistakes.push(self.source.mistake(mistake, help, at));
    }

    /// Notes a name that is not known, with the nearest that is.
    fn unknown(&mut self, mistake: Mistake, name: &str, known: &[&str], at: Range<usize>) {
        let known: Vec<String> = known.iter().map(|&known| known.to_owned()).collect();
        self.mistake(mistake, nearest(name, &known), at);
    }

    fn toml(&mut self, error: &toml::de::Error, whole: Range<usize>) {
        let (form, help) = Form::said(error);
        self.mistake(form.into(), help, error.span().unwrap_or(whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(extends|lang|fail-on|files|ignore|input|csv|rounding|last-digit|rules|path|glob|gate|findings|\"share/\\*\"|\"2%\"|\\[|\\]|\\{|\\}|\\.|=|,|\"|-|[0-9a-z]|占|\n| ){0,40}") {
            for error in read("recount.toml", &text).err().into_iter().flatten() {
                // Every mistake can be shown where it stands.
                let shown = format!("{:?}", miette::Report::new(error));
                prop_assert!(!shown.is_empty());
            }
        }
    }
}
