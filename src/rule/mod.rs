//! Room 8: TOML into rules. A rule file is read as written, then compiled whole or refused with all its mistakes.

mod chinese;
mod compile;
mod error;
mod form;
mod kinds;
mod language;
mod message;
mod own;
mod prepared;
mod schema;
mod severity;
mod stock;
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

use self::own::Own;
use crate::{
    claim::{Dictionary, Pattern, Sought, Wanted, Zones},
    kind::{self, Kind, relation::Relation},
};

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

/// One rule, ready to run. Of one of the program's own, what it does and what documents it are made when somebody first asks.
#[derive(Debug)]
pub struct Rule {
    /// `family/what-must-hold`
    pub id: Arc<str>,
    /// How much a finding matters where no configuration says otherwise.
    pub severity: Severity,
    /// The name of its file: `share.toml`.
    pub file: Arc<str>,
    /// The name of its kind.
    pub kind_name: &'static str,
    /// Where to read the rest, for one of the program's own.
    own: Option<Own>,
    does: OnceLock<Box<Does>>,
    documentation: OnceLock<Box<Documentation>>,
}

/// What a rule does, and how it says so.
#[derive(Debug)]
struct Does {
    kind: Box<dyn Kind>,
    relation: Arc<str>,
    message: (Template, Template),
    help: Option<(Template, Template)>,
    fix: Option<Fix>,
    safe_in: Zones,
}

/// What is said of a rule.
#[derive(Debug, PartialEq, Eq, Default)]
struct Documentation {
    summary: Text,
    about: Text,
    find: Vec<String>,
    tags: Vec<String>,
    sources: Vec<String>,
    examples: Vec<Example>,
}

impl Rule {
    /// What it does.
    pub fn kind(&self) -> &dyn Kind {
        &*self.does().kind
    }

    /// The relation, as its author wrote it; the kind's name where there is none.
    pub fn relation(&self) -> &Arc<str> {
        &self.does().relation
    }

    /// What a finding says, in English and Chinese.
    pub fn message(&self) -> &(Template, Template) {
        &self.does().message
    }

    /// What it says further, in English and Chinese.
    pub fn help(&self) -> Option<&(Template, Template)> {
        self.does().help.as_ref()
    }

    /// How a finding is mended.
    pub fn fix(&self) -> Option<&Fix> {
        self.does().fix.as_ref()
    }

    /// Where on the page nobody needs to look at a fix that is safe.
    pub fn safe_in(&self) -> Zones {
        self.does().safe_in
    }

    /// One line on what must hold.
    pub fn summary(&self) -> &Text {
        &self.documentation().summary
    }

    /// More about it, in Markdown; may be empty.
    pub fn about(&self) -> &Text {
        &self.documentation().about
    }

    /// Its patterns, those of its cases among them, as their author wrote them.
    pub fn find(&self) -> &[String] {
        &self.documentation().find
    }

    /// Free words to select by.
    pub fn tags(&self) -> &[String] {
        &self.documentation().tags
    }

    /// The standards and papers that it follows.
    pub fn sources(&self) -> &[String] {
        &self.documentation().sources
    }

    /// Its examples, in the order of the file.
    pub fn examples(&self) -> &[Example] {
        &self.documentation().examples
    }

    /// What settings may change of it, beside its severity.
    pub fn options(&self) -> &'static [&'static str] {
        kinds::of_name(self.kind_name).map_or(&[], |kind| kind.options)
    }

    // A rule of the program without mistakes has both; a test sees to it that there is no other.

    fn does(&self) -> &Does {
        self.does.get_or_init(|| Box::new(self.own.as_ref().and_then(Own::does).unwrap_or_default()))
    }

    fn documentation(&self) -> &Documentation {
        self.documentation.get_or_init(|| Box::new(self.own.as_ref().and_then(Own::documentation).unwrap_or_default()))
    }
}

impl Default for Does {
    /// Finds nothing.
    fn default() -> Self {
        let (message, help, fix, safe_in) = Default::default();
        let kind = Box::new(Relation { forms: Vec::new(), zones: Zones::Any, shown: Vec::new() });
        Self { kind, relation: Arc::default(), message, help, fix, safe_in }
    }
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
        own::FILES.iter().map(|file| (file.name, file.text))
    }

    /// The rules that are compiled into the program. What their files say is read when it is asked for.
    pub fn built_in() -> Self {
        let rules = own::rules();
        Self { own: rules.len(), rules, dictionary: OnceLock::new() }
    }

    /// What the program is built from that it says of these rules itself: the text of `src/claim/sources.json`.
    pub fn beforehand() -> String {
        let of_kinds = kind::own_patterns().map(|pattern| Pattern::plain(pattern.written()));
        let patterns: Vec<Pattern> = own::patterns().into_iter().chain(of_kinds).collect();
        Dictionary::sources(Self::built_in_files(), &patterns, Self::built_in().rules.iter().map(wanted))
    }

    /// Adds the rules of one file, given as text.
    ///
    /// # Errors
    /// Every mistake in it; then none of its rules is added.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Vec<RuleError>> {
        let taken: Vec<&str> = self.rules.iter().map(|rule| &*rule.id).collect();
        let rules = compile::compile(name, text, &taken)?;
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
        self.rules.iter().flat_map(|rule| rule.kind().sought())
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
    Wanted { zones: rule.kind().zones(), finds: rule.kind().sought(), guards: rule.kind().asked() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{claim::Sheet, document::Document};

    #[test]
    fn what_the_build_knows_of_the_patterns_is_what_would_be_known_now() {
        assert!(Dictionary::is_as_built(RuleSet::built_in().rules.iter().map(wanted)));
    }

    #[test]
    fn rules_that_are_added_are_looked_up_beside_the_programs_own() {
        let mut rules = RuleSet::built_in();
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
                assert_eq!(rule.kind().outcomes(&sheet), rule.kind().outcomes(&Sheet::new(&document)), "{}", rule.id);
            }
        }
    }
}
