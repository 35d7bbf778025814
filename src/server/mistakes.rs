//! Mistakes in settings, in rule files and in suppressions, each in its file.

use std::path::PathBuf;

use crate::{
    check::Language,
    config::ConfigError,
    document::Place,
    rule::{Help, RuleError},
};

/// One mistake, in the language of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file, in full.
    pub file: PathBuf,
    /// Its text as it was read; empty where it could not be.
    pub text: String,
    /// Where it is wrong.
    pub place: Place,
    /// What sort of mistake it is.
    pub code: &'static str,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Mistake {
    /// A mistake as it is told.
    pub fn of(error: &ConfigError, language: Language) -> Self {
        let (en, zh, advice) = (error.to_string(), error.chinese(), error.advice());
        let (file, text, place, code) = match error {
            ConfigError::Unreadable { path, .. } => (path.as_str(), "", Place::default(), "config/unreadable"),
            ConfigError::Mistake { file, at, .. } => (file.name(), &**file.inner(), place(at), "config/mistake"),
            ConfigError::Rule(RuleError::Mistake { file, at, .. }) => (file.name(), &**file.inner(), place(at), "rule/mistake"),
            ConfigError::Rule(RuleError::Unreadable { path, .. }) => (path.as_str(), "", Place::default(), "rule/unreadable"),
            ConfigError::Rule(RuleError::NoFile { path }) => (path.as_str(), "", Place::default(), "rule/no-file"),
        };
        let say = |help: &Help| match language {
            Language::En => help.to_string(),
            Language::Zh => help.chinese().to_string(),
        };
        let message = if language == Language::En { en } else { zh };
        Self {
            file: std::path::absolute(file).unwrap_or_else(|_| PathBuf::from(file)),
            text: text.to_owned(),
            place,
            code,
            message: advice.map_or(message.clone(), |help| format!("{message}\n{}", say(help))),
        }
    }
}

fn place(at: &miette::SourceSpan) -> Place {
    Place { start: at.offset(), end: at.offset().saturating_add(at.len()) }
}
