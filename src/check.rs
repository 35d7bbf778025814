//! The flow itself, rooms 3 to 9: a document in, findings and ledger out. Knows no files, no terminal, no clock.

use crate::{
    claim::Sheet,
    document::Document,
    finding::{Entry, Finding},
    rule::RuleSet,
};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What to tell, by place.
    pub findings: Vec<Finding>,
    /// Every claim with its verdict, by place.
    pub ledger: Vec<Entry>,
}

/// The rules in force and how to speak. Cheap to share between threads.
#[derive(Debug)]
pub struct Checker {
    rules: RuleSet,
    language: Language,
}

impl Checker {
    /// A checker for these rules.
    pub fn new(rules: RuleSet, language: Language) -> Self {
        Self { rules, language }
    }

    /// The rules in force.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Reads one document and counts again.
    pub fn check(&self, document: &Document) -> Checked {
        let _ = Sheet::new(document);
        Checked::default()
    }
}
