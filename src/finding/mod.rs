//! Room 9: what to tell. A finding is finished: words in one language, places in the document. Renderers decide nothing.

pub use crate::rule::Severity;

use std::sync::Arc;

use crate::{document::Place, figure::Interval, verdict::Verdict};

/// A place with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there: `part`, or a sentence.
    pub text: String,
}

/// One replacement in the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; an empty place inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be done without a person looking. A figure is never changed as safe.
    pub safe: bool,
    /// In order, without overlap.
    pub edits: Vec<Edit>,
}

/// One thing to tell the user about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id: `share/of-total`.
    pub rule: Arc<str>,
    /// How much it matters.
    pub severity: Severity,
    /// What the recount came to; `None` where nothing was counted.
    pub verdict: Option<Verdict>,
    /// What is underlined. Start = end = 0 for the report as a whole.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How it may have come about, or what to do.
    pub help: Option<String>,
    /// The operands, each where it stands, in order; the stated figure among them.
    pub labels: Vec<Label>,
    /// A way to mend it.
    pub fix: Option<Fix>,
}

/// The id of what is found where a file or a row cannot be read. No rule has it: nothing was checked.
pub const UNREADABLE: &str = "input/unreadable";

impl Finding {
    /// That a document cannot be read, and why.
    pub fn unreadable(why: &str) -> Self {
        Self {
            rule: UNREADABLE.into(),
            severity: Severity::Error,
            verdict: None,
            place: Place::default(),
            message: why.to_owned(),
            help: None,
            labels: Vec::new(),
            fix: None,
        }
    }
}

/// One line of the ledger: a claim and what recounting it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What it came to.
    pub verdict: Verdict,
    /// The whole claim, operands included.
    pub place: Place,
    /// The relation that should hold: `share ≈ part / total`, or the kind's name.
    pub relation: Arc<str>,
    /// How an operand that the sentence leaves out was found; empty where nothing was.
    pub binding: String,
    /// Its operands.
    pub operands: Vec<EntryOperand>,
    /// What counting gives.
    pub computed: Option<Interval>,
}

/// One operand of a ledger entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryOperand {
    /// Its name in the rule.
    pub name: String,
    /// Its text in the document, as it stands there.
    pub text: String,
    /// The values it allows.
    pub reading: Option<Interval>,
    /// Its unit.
    pub unit: String,
    /// Where it stands.
    pub place: Place,
}
