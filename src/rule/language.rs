//! The languages that the program speaks.

use schemars::JsonSchema;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, JsonSchema)]
#[schemars(rename = "language", rename_all = "kebab-case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// The languages by the names that options and settings give them.
    pub const NAMES: [(&str, Self); 2] = [("en", Self::En), ("zh", Self::Zh)];

    /// Its name in options and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}
