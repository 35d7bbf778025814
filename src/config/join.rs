//! Files of settings joined: what a later one sets stands over what an earlier one set, and what is set for a path over both.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

use super::{
    ConfigError, ConfigMistake as Mistake, FailOn, Layer, Limit, PathGlobs, Set, Settings,
    layer::{PathEntry, RuleEntry, default_fields},
    settings::IGNORE_WORDS,
};
use crate::{
    document::{Encoding, FieldNames},
    kind::Setting,
    rule::{Help, Language, Rule, RuleSet, nearest},
};

/// Settings in force for the files of a folder.
#[derive(Debug)]
pub struct Config {
    /// The names of the files that they come from, the weightiest last.
    pub files: Vec<String>,
    /// The language of messages, where it is set.
    pub lang: Option<Set<Language>>,
    /// The lowest severity that makes the exit status 1.
    pub fail_on: Set<FailOn>,
    /// Which files are read.
    pub walk: Files,
    /// The encoding of files without a byte-order mark, where it is set.
    pub encoding: Option<Set<Encoding>>,
    /// The fields of JSON lines: text, id, title, date, source.
    pub jsonl: [Set<String>; 5],
    /// The columns of tables, in the same order.
    pub csv: [Set<String>; 5],
    /// The limits of `[gate]`, in the order of their globs.
    pub gate: Vec<Limit>,
    /// What is in force for a path for which nothing more is set.
    base: Arc<Settings>,
    /// The globs of the paths for which more is set, and which of `paths` each is of.
    globs: PathGlobs,
    of: Vec<usize>,
    layers: Vec<Layer>,
    paths: Vec<PathEntry>,
    /// What was joined already, by the entries of `paths` that matched.
    joined: RwLock<HashMap<Vec<usize>, Arc<Settings>>>,
}

/// Which files are read inside folders, and which are passed over.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// As written.
    pub include: Set<Vec<String>>,
    /// As written.
    pub exclude: Set<Vec<String>>,
    included: PathGlobs,
    excluded: PathGlobs,
}

impl Files {
    /// Whether a file inside a folder is read though its ending is not known.
    pub fn include(&self, path: &str) -> bool {
        self.included.mean(path)
    }

    /// Whether a file or a folder is passed over.
    pub fn exclude(&self, path: &str) -> bool {
        self.excluded.mean(path)
    }
}

impl Config {
    /// Joins files of settings, the weightiest last, for some rules.
    ///
    /// # Errors
    /// Every rule that is named and is not there, and every option that no rule has.
    pub fn join(layers: Vec<Layer>, rules: &RuleSet) -> Result<Self, Vec<ConfigError>> {
        let mistakes: Vec<ConfigError> = layers.iter().flat_map(|layer| unknown(layer, rules)).collect();
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Self::joined(layers, rules))
    }

    /// The settings of the program itself.
    pub fn bare(rules: &RuleSet) -> Self {
        Self::joined(Vec::new(), rules)
    }

    fn joined(layers: Vec<Layer>, rules: &RuleSet) -> Self {
        let ignores = layers.iter().flat_map(|layer| &layer.ignores);
        let paths: Vec<PathEntry> = layers.iter().flat_map(|layer| &layer.paths).chain(ignores).cloned().collect();
        let (globs, _) = PathGlobs::new(paths.iter().flat_map(|entry| entry.globs.iter().map(String::as_str)));
        let of = paths.iter().enumerate().flat_map(|(at, entry)| entry.globs.iter().map(move |_| at)).collect();
        let (mut jsonl, mut csv) = (default_fields(), default_fields());
        let mut limits: BTreeMap<String, Limit> = BTreeMap::new();
        for layer in &layers {
            layer.jsonl.overlay(jsonl.each_mut());
            layer.csv.overlay(csv.each_mut());
            limits.extend(layer.gate.iter().map(|limit| (limit.rules.value.clone(), limit.clone())));
        }
        let last =
            |globs: fn(&Layer) -> Option<&Set<Vec<String>>>| layers.iter().rev().find_map(globs).cloned().unwrap_or_default();
        let (include, exclude) = (last(|layer| layer.include.as_ref()), last(|layer| layer.exclude.as_ref()));
        let globs_of = |globs: &Set<Vec<String>>| PathGlobs::new(globs.value.iter().map(String::as_str)).0;
        Self {
            files: layers.iter().map(|layer| layer.name().to_owned()).collect(),
            lang: layers.iter().rev().find_map(|layer| layer.lang.clone()),
            fail_on: layers.iter().rev().find_map(|layer| layer.fail_on.clone()).unwrap_or_default(),
            walk: Files { included: globs_of(&include), excluded: globs_of(&exclude), include, exclude },
            encoding: layers.iter().rev().find_map(|layer| layer.encoding.clone()),
            jsonl,
            csv,
            gate: limits.into_values().collect(),
            base: Arc::new(settings(&layers, &[], rules)),
            globs,
            of,
            layers,
            paths,
            joined: RwLock::default(),
        }
    }

    /// Whether more is set for some paths than for all.
    pub fn is_per_path(&self) -> bool {
        !self.globs.is_empty()
    }

    /// What is in force for a path, relative to the folder of the settings; for the rules for which they were joined.
    pub fn settings(&self, path: &str, rules: &RuleSet) -> Arc<Settings> {
        if self.globs.is_empty() {
            return Arc::clone(&self.base);
        }
        let mut matched: Vec<usize> =
            self.globs.meaning(path).into_iter().filter_map(|glob| self.of.get(glob).copied()).collect();
        matched.dedup();
        if matched.is_empty() {
            return Arc::clone(&self.base);
        }
        if let Some(joined) = self.joined.read().unwrap_or_else(PoisonError::into_inner).get(&matched) {
            return Arc::clone(joined);
        }
        let entries: Vec<&PathEntry> = matched.iter().filter_map(|&at| self.paths.get(at)).collect();
        let joined = Arc::new(settings(&self.layers, &entries, rules));
        self.joined.write().unwrap_or_else(PoisonError::into_inner).insert(matched, Arc::clone(&joined));
        joined
    }

    /// The names of the fields of JSON lines.
    pub fn jsonl_fields(&self) -> FieldNames {
        names(&self.jsonl)
    }

    /// The names of the columns of tables.
    pub fn csv_fields(&self) -> FieldNames {
        names(&self.csv)
    }
}

fn names(fields: &[Set<String>; 5]) -> FieldNames {
    let [text, id, title, date, source] = fields.each_ref().map(|field| field.value.clone());
    FieldNames { text, id, title, date, source }
}

/// The settings of files, and of the paths that matched, for some rules.
fn settings(layers: &[Layer], paths: &[&PathEntry], rules: &RuleSet) -> Settings {
    let mut settings = Settings::new(rules);
    let of_layers = layers.iter().map(|layer| (&layer.rules, &layer.last_digit));
    for (entries, last_digit) in of_layers.chain(paths.iter().map(|path| (&path.rules, &path.last_digit))) {
        if let Some(last_digit) = last_digit {
            settings.last_digit = last_digit.clone();
        }
        let mut entries: Vec<&RuleEntry> = entries.iter().collect();
        entries.sort_by_key(|entry| weight(&entry.rules.value));
        for entry in entries {
            overlay(&mut settings, entry, rules);
        }
    }
    settings.finish(rules);
    settings
}

/// Of two globs that match one rule, the one that says more of its id stands: a whole id over a glob, a long glob over a short one.
fn weight(glob: &str) -> (bool, usize) {
    let star = |character: &char| !matches!(character, '*' | '?' | '[' | ']' | '{' | '}');
    let literal = glob.chars().filter(star).count();
    (literal == glob.chars().count(), literal)
}

fn overlay(settings: &mut Settings, entry: &RuleEntry, rules: &RuleSet) {
    for (number, rule) in rules.rules().iter().enumerate().filter(|(_, rule)| entry.matcher.is_match(&*rule.id)) {
        let Some(of) = settings.rule(number) else { continue };
        if let Some(level) = &entry.level {
            of.level = level.clone();
        }
        if entry.level.is_some() || entry.reason.is_some() {
            of.reason.clone_from(&entry.reason);
        }
        for (name, set) in entry.options.iter().filter(|(name, set)| takes(rule, name, &set.value)) {
            of.options.insert(name.clone(), set.clone());
        }
    }
}

/// Whether a rule has an option that takes such a value.
fn takes(rule: &Rule, option: &str, value: &Setting) -> bool {
    match (option, value) {
        (IGNORE_WORDS, value) => matches!(value, Setting::Words(_)),
        _ => rule.options().contains(&option) && rule.kind().set(option, value).is_some(),
    }
}

/// What is named in a file and is not there.
fn unknown(layer: &Layer, rules: &RuleSet) -> Vec<ConfigError> {
    let of_paths = layer.paths.iter().chain(&layer.ignores).flat_map(|path| &path.rules);
    let entries = layer.rules.iter().chain(of_paths);
    let mut mistakes: Vec<ConfigError> = entries.flat_map(|entry| unknown_in(layer, entry, rules)).collect();
    let limits = layer.gate.iter().filter(|limit| !rules.rules().iter().any(|rule| limit.matcher.is_match(&*rule.id)));
    mistakes.extend(limits.map(|limit| no_rule(layer, &limit.rules, rules)));
    mistakes
}

fn unknown_in(layer: &Layer, entry: &RuleEntry, rules: &RuleSet) -> Vec<ConfigError> {
    let matched: Vec<&Rule> = rules.rules().iter().filter(|rule| entry.matcher.is_match(&*rule.id)).collect();
    if matched.is_empty() {
        return vec![no_rule(layer, &entry.rules, rules)];
    }
    let amiss = entry.options.iter().filter(|(name, set)| !matched.iter().any(|rule| takes(rule, name, &set.value)));
    let told = amiss.map(|(name, set)| {
        let mut known: Vec<String> = ["severity", "reason", IGNORE_WORDS].map(str::to_owned).into();
        known.extend(matched.iter().flat_map(|rule| rule.options()).map(|&option| option.to_owned()));
        known.dedup();
        if known.contains(name) {
            let takes = match set.value {
                Setting::Number(_) => "a list of words",
                Setting::Words(_) => "a whole number",
            };
            return layer.mistake(Mistake::BadValue { option: name.clone(), takes }, None, &set.from);
        }
        let mistake = Mistake::UnknownOption { rules: entry.rules.value.clone(), option: name.clone() };
        layer.mistake(mistake, nearest(name, &known), &set.from)
    });
    told.collect()
}

fn no_rule(layer: &Layer, named: &Set<String>, rules: &RuleSet) -> ConfigError {
    layer.mistake(Mistake::UnknownRule(named.value.clone()), nearest_rule(&named.value, rules), &named.from)
}

/// What to say of a rule that is not there.
pub(crate) fn nearest_rule(name: &str, rules: &RuleSet) -> Option<Help> {
    let mut known: Vec<String> = rules.rules().iter().map(|rule| rule.id.to_string()).collect();
    known.extend(rules.rules().iter().filter_map(|rule| Some(format!("{}/*", rule.id.split_once('/')?.0))));
    known.sort();
    known.dedup();
    let near = nearest(name, &known).filter(|help| matches!(help, Help::Nearest(_)));
    near.or_else(|| Some(Help::said("`recount rules` lists them all", "`recount rules` 列出全部规则")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_id_weighs_more_than_a_glob() {
        let mut globs = ["share/of-total", "*", "share/*", "*/of-total"];
        globs.sort_by_key(|glob| weight(glob));
        assert_eq!(globs, ["*", "share/*", "*/of-total", "share/of-total"]);
    }

    #[test]
    fn the_level_of_a_rule_is_that_of_the_weightiest_file() {
        let rules = RuleSet::built_in();
        let read = |name, text| super::super::read(name, text).unwrap();
        let base = read(
            "base.toml",
            "[rules]\n\"share/of-total\" = \"off\"\n[[path]]\nglob = \"old\"\nrules = { \"share/*\" = \"info\" }",
        );
        let near = read("recount.toml", "[rules]\n\"share/*\" = \"warning\"");
        let config = Config::join(vec![base, near], &rules).unwrap();
        let level = |path: &str| {
            let settings = config.settings(path, &rules);
            let (_, of) = settings.of(&rules).find(|(rule, _)| &*rule.id == "share/of-total").unwrap();
            (of.level.value.name(), of.level.from.to_string())
        };
        assert_eq!(level("a.txt"), ("warning", "recount.toml:2".to_owned()));
        assert_eq!(level("old/a.txt"), ("info", "base.toml:5".to_owned()));
    }
}
