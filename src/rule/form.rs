//! What can be wrong in the form of any file of TOML, of rules and of settings alike.

use thiserror::Error;

use super::{Help, chinese, compile::nearest};

/// What can be wrong in the form of a file of TOML.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Form {
    /// Not TOML, or a value of the wrong type, or a key that is missing.
    #[error("{0}")]
    Toml(String),
    /// A key that there is not.
    #[error("`{0}` is not a key here")]
    UnknownKey(String),
    /// A word out of a fixed list.
    #[error("`{word}` is not a {what}")]
    UnknownWord {
        /// The word.
        word: String,
        /// What it should have been: `kind`, `severity`, `language` …
        what: &'static str,
    },
}

impl Form {
    /// What the TOML library says, and what would be right.
    pub(crate) fn said(error: &toml::de::Error) -> (Self, Option<Help>) {
        let message = error.message();
        let quoted: Vec<String> = message.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        match quoted.split_first() {
            Some((name, known)) if message.starts_with("unknown field") => (Self::UnknownKey(name.clone()), nearest(name, known)),
            _ => (Self::Toml(message.to_owned()), None),
        }
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Toml(said) => chinese::toml(said),
            Self::UnknownKey(key) => format!("此处没有 `{key}` 这个键"),
            Self::UnknownWord { word, what } => format!("`{word}` 不是{}", chinese::what(what)),
        }
    }
}
