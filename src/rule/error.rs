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
    /// Something in the file is not as it must be.
    #[error("{mistake}")]
    #[diagnostic(code("rule/mistake"))]
    Mistake {
        /// What is wrong.
        mistake: Mistake,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// The rule file.
        #[source_code]
        file: NamedSource<Arc<str>>,
        /// Where it is wrong.
        #[label("here")]
        at: SourceSpan,
    },
}

/// What can be wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Mistake {
    /// Not TOML, or a value of the wrong type, or a key that is missing.
    #[error("{0}")]
    Toml(String),
    /// A key that no rule has.
    #[error("`{0}` is not a key here")]
    UnknownKey(String),
    /// A word out of a fixed list.
    #[error("`{word}` is not a {what}")]
    UnknownWord {
        /// The word.
        word: String,
        /// What it should have been: `kind`, `severity`, `zone` …
        what: &'static str,
    },
    /// Two rules of one id.
    #[error("there is another rule `{0}`")]
    DuplicateId(String),
    /// An id that is not `family/name`.
    #[error("`{0}` is not an id: write `family/name` in small letters, digits and hyphens")]
    BadId(String),
    /// A pattern that is no regular expression.
    #[error("this pattern cannot be used: {0}")]
    BadPattern(String),
    /// A relation that cannot be read.
    #[error("this relation cannot be read: {0}")]
    BadRelation(String),
    /// An operand that neither `find` nor `bind` gives.
    #[error("`{0}` is not an operand of this rule")]
    UnknownOperand(String),
    /// Something that every rule, or every rule of this kind, must have.
    #[error("{} needs `{key}`", kind.map_or("every rule".to_owned(), |kind| format!("a rule of kind `{kind}`")))]
    Missing {
        /// The kind; `None` where every rule needs it.
        kind: Option<&'static str>,
        /// The key.
        key: &'static str,
    },
    /// Something that a rule of this kind cannot have.
    #[error("a rule of kind `{kind}` has no use for `{key}`")]
    Useless {
        /// The kind.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// More operands to bind than one.
    #[error("only one operand can be looked for, and `{0}` is a second")]
    SecondBind(String),
    /// A binding that does not say on which side to look.
    #[error("a binding says which operand to look `before` or `after`, and only one of them")]
    BadBind,
    /// A fix that says too little or too much.
    #[error("a fix either deletes (`delete = \"line\"` or `\"match\"`) or replaces (`replace` an operand, `with` a text)")]
    BadFix,
    /// A `bad` example without `[[ ]]`, or with more than one pair.
    #[error("a `bad` example marks what is found with one pair of `[[ ]]`")]
    BadExample,
    /// A `good` or `missed` example with `[[ ]]`.
    #[error("only `bad` examples have `[[ ]]`")]
    MarkedExample,
}
