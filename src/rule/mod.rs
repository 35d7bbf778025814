//! Room 8: TOML into rules. A rule file is read as written, then compiled whole or refused with all its mistakes.

mod chinese;
mod compile;
mod error;
mod form;
mod kinds;
mod language;
mod message;
mod prepared;
mod schema;
mod severity;
mod written;

pub use compile::is_id;
pub use error::{Help, Mistake, RuleError};
pub use form::Form;
pub use kinds::{KINDS, KindOfRule, OF_ALL, OF_SOME};
pub use language::Language;
pub use message::Template;
pub(crate) use schema::draft7;
pub use schema::schema;
pub use severity::Severity;

pub(crate) use chinese::what as what_in_chinese;
pub(crate) use compile::{nearest, set_aside};
pub(crate) use error::place;

use std::{
    ptr,
    sync::{Arc, OnceLock},
};

use self::{
    compile::Source,
    prepared::{Entry, Value},
};
use crate::{
    claim::{Dictionary, Pattern, Sought, Wanted, Zones},
    kind::Kind,
};

/// The rule files that are compiled into the program, in the order of the catalogue: the name of each, its text, and what TOML reads in it.
static BUILT_IN: &[(&str, &str, &[Entry])] = &include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A text in both languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// What an example of a rule should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// `good`: nothing is found.
    Silent,
    /// `bad`: found, where `[[ ]]` stand.
    Found,
    /// `missed`: a known gap; nothing is found yet.
    Missed,
}

/// One example of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text without its `[[ ]]`.
    pub text: String,
    /// What should happen.
    pub expect: Expect,
    /// The range of `text` between `[[` and `]]`; `None` where there are none.
    pub span: Option<(usize, usize)>,
    /// Line of the example in its rule file, from 1.
    pub line: usize,
}

impl Example {
    /// The text as its author wrote it: with `[[ ]]` around what should be found.
    pub fn marked(&self) -> String {
        let parts = |(start, end)| Some((self.text.get(..start)?, self.text.get(start..end)?, self.text.get(end..)?));
        match self.span.and_then(parts) {
            Some((before, at, after)) => format!("{before}[[{at}]]{after}"),
            None => self.text.clone(),
        }
    }
}

/// One rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// `family/what-must-hold`
    pub id: Arc<str>,
    /// How much a finding matters where no configuration says otherwise.
    pub severity: Severity,
    /// One line on what must hold.
    pub summary: Text,
    /// More about it, in Markdown; may be empty.
    pub about: Text,
    /// What it does.
    pub kind: Box<dyn Kind>,
    /// The relation, as its author wrote it; the kind's name where there is none.
    pub relation: Arc<str>,
    /// Its patterns, those of its cases among them, as their author wrote them.
    pub find: Vec<String>,
    /// Free words to select by.
    pub tags: Vec<String>,
    /// The standards and papers that it follows.
    pub sources: Vec<String>,
    /// Its examples, in the order of the file.
    pub examples: Vec<Example>,
    /// The name of its file: `share.toml`.
    pub file: Arc<str>,
    /// What a finding says, in English and Chinese.
    pub message: (Template, Template),
    /// What it says further, in English and Chinese.
    pub help: Option<(Template, Template)>,
    /// How a finding is mended.
    pub fix: Option<Fix>,
    /// Where on the page nobody needs to look at a fix that is safe.
    pub safe_in: Zones,
}

/// How a finding of a rule is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// The line goes, its line break with it.
    DeleteLine {
        /// Whether nobody needs to look.
        safe: bool,
    },
    /// What was found goes.
    DeleteMatch {
        /// Whether nobody needs to look.
        safe: bool,
    },
    /// What was found is replaced, where the recount knows by what.
    ReplaceMatch {
        /// By what.
        with: Template,
        /// Whether nobody needs to look.
        safe: bool,
    },
    /// An operand is replaced.
    Replace {
        /// Which.
        operand: String,
        /// By what.
        with: Template,
        /// Whether nobody needs to look.
        safe: bool,
    },
}

/// The rules in force.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// How many of the first are the program's own, where those are all there.
    own: usize,
    /// Made when it is first asked for; gone when the rules change.
    dictionary: OnceLock<Dictionary>,
}

impl RuleSet {
    /// The files of the rules that are compiled into the program: their names, and what stands in them.
    pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static str)> {
        BUILT_IN.iter().map(|&(name, text, _)| (name, text))
    }

    /// The rules that are compiled into the program.
    ///
    /// # Errors
    /// Where a built-in rule file has a mistake. What takes long to find out is left to the project's own tests, which see to it that none
    /// has any.
    pub fn built_in() -> Result<Self, Vec<RuleError>> {
        let mut set = Self::default();
        let read = |&(name, text, entries)| set.read(name, text, Source::Own(entries)).err();
        let mistakes: Vec<_> = BUILT_IN.iter().filter_map(read).flatten().collect();
        set.own = set.rules.len();
        if mistakes.is_empty() { Ok(set) } else { Err(mistakes) }
    }

    /// What the program is built from that it says of these rules itself: the text of `src/claim/sources.json`.
    ///
    /// # Errors
    /// See [`RuleSet::built_in`].
    pub fn beforehand() -> Result<String, Vec<RuleError>> {
        let patterns = BUILT_IN.iter().flat_map(|&(name, text, entries)| compile::patterns(name, text, entries));
        let patterns: Vec<Pattern> = patterns.collect();
        let set = Self::built_in()?;
        Ok(Dictionary::sources(Self::built_in_files(), &patterns, set.rules.iter().map(wanted)))
    }

    /// Adds the rules of one file, given as text.
    ///
    /// # Errors
    /// Every mistake in it; then none of its rules is added.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Vec<RuleError>> {
        self.read(name, text, Source::Foreign)
    }

    fn read(&mut self, name: &str, text: &str, source: Source) -> Result<(), Vec<RuleError>> {
        let taken: Vec<&str> = self.rules.iter().map(|rule| &*rule.id).collect();
        let rules = compile::compile(name, text, &taken, source)?;
        self.rules.extend(rules);
        self.dictionary = OnceLock::new();
        Ok(())
    }

    /// Keeps the rules whose id passes.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let all = self.rules.len();
        self.rules.retain(|rule| keep(&rule.id));
        if self.rules.len() < all {
            self.own = 0;
        }
        self.dictionary = OnceLock::new();
    }

    /// What all their patterns need, to be looked up at once: those of each rule by its place.
    pub fn dictionary(&self) -> &Dictionary {
        self.dictionary.get_or_init(|| {
            let others = self.rules.get(self.own..).unwrap_or_default();
            let known = if self.own > 0 { Dictionary::after_own(self.own, others.iter().map(wanted)) } else { None };
            known.unwrap_or_else(|| Dictionary::of(self.rules.iter().map(wanted)))
        })
    }

    /// The place of a rule among them, if it is one of them.
    pub fn place(&self, rule: &Rule) -> Option<usize> {
        // They stand in memory one after the other.
        let place = self.rules.partition_point(|known| ptr::from_ref(known) < ptr::from_ref(rule));
        self.rules.get(place).is_some_and(|known| ptr::eq(known, rule)).then_some(place)
    }

    /// The patterns that its rules ask for.
    pub fn sought(&self) -> impl Iterator<Item = Sought<'_>> {
        self.rules.iter().flat_map(|rule| rule.kind.sought())
    }

    /// In the order of their files.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.id == id)
    }
}

/// The patterns of a rule.
fn wanted(rule: &Rule) -> Wanted<'_> {
    Wanted { zones: rule.kind.zones(), finds: rule.kind.sought(), guards: rule.kind.asked() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{claim::Sheet, document::Document};

    #[test]
    fn what_the_build_knows_of_the_patterns_is_what_would_be_known_now() {
        assert!(Dictionary::is_as_built(RuleSet::built_in().unwrap().rules.iter().map(wanted)));
    }

    #[test]
    fn rules_that_are_added_are_looked_up_beside_the_programs_own() {
        let mut rules = RuleSet::built_in().unwrap();
        let own = rules.rules().len();
        let rule = r#"
[[rule]]
id = "mine/river"
kind = "pattern"
summary = { en = "It", zh = "它" }
find = ['柳河甲段']
message = { en = "it", zh = "它" }
good = ["柳河乙段。"]
bad = ["[[柳河甲段]]。"]
"#;
        rules.add("mine.toml", rule).unwrap();
        for (text, expected) in [("全县巡查柳河甲段,占12.3%。", true), ("全县巡查柳河乙段,占12.3%。", false)]
        {
            let document = Document::new("a.txt", text);
            let mut sheet = Sheet::new(&document);
            sheet.look_up(rules.dictionary());
            assert_eq!(sheet.may_match_any(own), expected, "{text}");
            let asked = (0..own).filter(|&rule| sheet.may_match_any(rule)).count();
            assert!(0 < asked && asked < own, "{asked} of {own}");
            for rule in rules.rules() {
                assert_eq!(rule.kind.outcomes(&sheet), rule.kind.outcomes(&Sheet::new(&document)), "{}", rule.id);
            }
        }
    }
}
