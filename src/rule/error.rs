//! Why a rule cannot be used: each mistake with its place in the TOML and what would be right.

use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

/// Why a rule cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub enum RuleError {
    /// The file cannot be read.
    #[error("cannot read {path}: {why}")]
    #[diagnostic(code("rule/unreadable"))]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// The file is not a rule file: bad TOML, an unknown key, a value of the wrong type.
    #[error("{message}")]
    #[diagnostic(code("rule/syntax"))]
    Syntax {
        /// What is wrong.
        message: String,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// The rule file.
        #[source_code]
        file: NamedSource<Arc<str>>,
        /// The mistake.
        #[label("here")]
        at: SourceSpan,
    },
}
