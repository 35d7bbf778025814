//! Room 8: TOML into rules. A rule file is read as written, then compiled whole or refused with all its mistakes.

mod error;

pub use error::RuleError;

use std::{path::Path, sync::Arc};

use crate::finding::Severity;

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
    /// Its kind: `relation`, `pattern`, …
    pub kind: &'static str,
    /// The relation, as its author wrote it; the kind's name where there is none.
    pub relation: Arc<str>,
    /// Its patterns, as their author wrote them.
    pub find: Vec<String>,
    /// Free words to select by.
    pub tags: Vec<String>,
    /// Its examples, in the order of the file.
    pub examples: Vec<Example>,
    /// The name of its file: `share.toml`.
    pub file: Arc<str>,
}

/// The rules in force.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

impl RuleSet {
    /// The rules that are compiled into the program.
    ///
    /// # Errors
    /// Where a built-in rule file has a mistake; the project's own tests see to it that none has.
    pub fn built_in() -> Result<Self, Vec<RuleError>> {
        Ok(Self::default())
    }

    /// The built-in rules and those of every `*.toml` in a folder, or of one file. A rule with the id of a built-in one is an error.
    ///
    /// # Errors
    /// Every mistake in every file; rules never run half.
    pub fn with(self, _path: &Path) -> Result<Self, Vec<RuleError>> {
        Ok(self)
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
