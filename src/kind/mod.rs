//! Room 7: one file a kind of rule. Each kind finds its claims in a sheet and recounts them; `claims` sees text and decides nothing,
//! `recount` sees values and decides everything.

pub mod pattern;
pub mod relation;
pub mod restated;

use crate::{
    claim::{Claim, Sheet},
    verdict::Recount,
};

/// What every kind of rule does.
pub trait Recounts {
    /// What the recount of one claim needs.
    type Parts;

    /// The claims of a document, in order.
    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Self::Parts>>;

    /// What counting again comes to.
    fn recount(&self, parts: &Self::Parts) -> Recount;
}

/// The kinds of rules.
#[derive(Debug)]
pub enum Kind {
    /// A relation between figures.
    Relation(relation::Relation),
    /// One measure that is stated twice.
    Restated(restated::Restated),
    /// A text that should not be there.
    Pattern(pattern::Pattern),
}

/// A claim with what recounting it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The claim.
    pub claim: Claim<()>,
    /// What it came to.
    pub recount: Recount,
}

/// The names of the kinds, as rule files write them.
pub const NAMES: [&str; 3] = ["relation", "restated", "pattern"];

impl Kind {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Relation(_) => "relation",
            Self::Restated(_) => "restated",
            Self::Pattern(_) => "pattern",
        }
    }

    /// Whether its claims are counted, and so belong in the ledger.
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Pattern(_))
    }

    /// The claims of a document, recounted.
    pub fn outcomes(&self, sheet: &Sheet) -> Vec<Outcome> {
        match self {
            Self::Relation(kind) => outcomes(kind, sheet),
            Self::Restated(kind) => outcomes(kind, sheet),
            Self::Pattern(kind) => outcomes(kind, sheet),
        }
    }

    /// The slots that its recounts can fill in a message, beside the operands.
    pub fn facts(&self) -> &'static [&'static str] {
        match self {
            Self::Relation(_) => &["computed"],
            Self::Restated(_) => &[],
            Self::Pattern(_) => &["match"],
        }
    }

    /// The operands that its claims have; `None` where any name may be one.
    pub fn operands(&self) -> Vec<&str> {
        match self {
            Self::Relation(kind) => kind.operands(),
            Self::Restated(_) => vec!["earlier", "later"],
            Self::Pattern(kind) => kind.operands(),
        }
    }
}

fn outcomes<K: Recounts>(kind: &K, sheet: &Sheet) -> Vec<Outcome> {
    let recount = |claim: Claim<K::Parts>| {
        let (claim, parts) = claim.split();
        Outcome { recount: kind.recount(&parts), claim }
    };
    kind.claims(sheet).into_iter().map(recount).collect()
}
