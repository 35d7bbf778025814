//! Room 9: settings. A `recount.toml` is read as written ([`Layer`]); what it extends and itself are joined for some rules
//! ([`Config`]), which says what is in force for one path ([`Settings`]). Knows no files: whoever finds them hands in their text.

mod error;
mod glob;
mod join;
mod layer;
mod origin;
mod settings;
mod value;
mod written;

pub use error::{ConfigError, ConfigMistake};
pub use glob::{PathGlobs, matcher};
pub use join::{Config, Files};
pub use layer::{Layer, read};
pub(crate) use layer::{Reader, Source};
pub use origin::{Origin, Set};
pub use settings::{InForce, RuleSettings, Settings};
pub use value::{Amount, FailOn, Level, Limit};

pub use written::{KEYS, schema};

/// The name of the file that holds settings.
pub const FILE: &str = "recount.toml";
