//! Room 6: what counting again comes to. Decides on figures alone; never looks at text.

mod explain;
mod relation;
mod rounding;
mod solve;
mod value;

pub use explain::{Beside, Together, explain};
pub use relation::{Comparison, Expression, FUNCTIONS, Function, Operator, ParseError, Relation, Values};
pub use solve::{evaluate, solve, verifies};
pub use value::{Stated, Value};

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Interval;

/// What recounting a claim came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "verdict")]
pub enum Verdict {
    /// The intervals meet, and the claim could have failed: of another value it would have been told that it is wrong.
    Verified,
    /// They meet, but so loosely that it proves little, or nothing but their meeting says that they belong together.
    Consistent,
    /// They meet only if the stated figure was cut off, rounded up or rounded twice.
    LastDigit,
    /// They do not meet even so.
    Contradicted,
    /// An operand is not in the report, or several could be it and they disagree.
    Undecided,
}

impl Verdict {
    /// Every verdict, in the order of the ledger's footer.
    pub const ALL: [Self; 5] = [Self::Verified, Self::Consistent, Self::LastDigit, Self::Contradicted, Self::Undecided];

    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Consistent => "consistent",
            Self::LastDigit => "last-digit",
            Self::Contradicted => "contradicted",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the claim held.
    pub fn holds(self) -> bool {
        matches!(self, Self::Verified | Self::Consistent)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// How a miss may have come about. Printed as help; never decides a verdict but [`Verdict::LastDigit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Explanation {
    /// Digits were dropped instead of rounded.
    CutOff,
    /// Rounded up where half would round down.
    RoundedUp,
    /// Rounded, then rounded again.
    RoundedTwice,
    /// Two digits changed places.
    DigitsSwapped,
    /// It is the value of the claim beside it.
    NeighbourCopied,
    /// The new value was taken as the base, not the old one.
    NewAsBase,
    /// It would be right with a base one higher or one lower.
    BaseOffByOne,
    /// It would be right of a figure beside it that counts something else: cases where people are meant.
    AnotherMeasure,
    /// One share was adjusted so that the list adds up to 100 %.
    Adjusted,
}

/// The outcome of recounting one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// What it came to.
    pub verdict: Verdict,
    /// What counting gives, where that is a number.
    pub computed: Option<Interval>,
    /// How a miss may have come about.
    pub explanation: Option<Explanation>,
    /// The rounding modes that make the stated figure from the computed one; empty where nothing was rounded.
    pub modes: Vec<Explanation>,
    /// Which of the claim's candidates it was decided with.
    pub chosen: Option<usize>,
    /// Which element of the lists it was decided by, in `each`.
    pub index: Option<usize>,
    /// Further texts for the message, by the name of their slot: `due` for `{due}`.
    pub facts: BTreeMap<String, String>,
}

impl Recount {
    /// An outcome with nothing more to say.
    pub fn new(verdict: Verdict) -> Self {
        Self { verdict, computed: None, explanation: None, modes: Vec::new(), chosen: None, index: None, facts: BTreeMap::new() }
    }

    /// The same with what counting gives.
    pub fn computed(mut self, computed: Interval) -> Self {
        self.computed = Some(computed);
        self
    }

    /// The same with one more text for the message.
    pub fn fact(mut self, slot: &str, text: impl Into<String>) -> Self {
        self.facts.insert(slot.to_owned(), text.into());
        self
    }
}
