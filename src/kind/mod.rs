//! Room 7: one file a kind of rule. Each kind finds its claims in a sheet and recounts them; `claims` sees text and decides nothing,
//! `recount` sees values and decides everything.

pub mod glosses;
pub mod metadata;
pub mod mojibake;
pub mod pairs;
pub mod pattern;
pub mod relation;
pub mod restated;
pub mod scripts;
pub mod twins;

use crate::{
    claim::{Claim, Sheet},
    document::Place,
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
    /// Pinyin that a converter left in the text.
    Glosses(glosses::Glosses),
    /// Characters read in the wrong encoding.
    Mojibake(mojibake::Mojibake),
    /// Brackets and quotes that do not pair.
    Pairs(pairs::Pairs),
    /// Title, date and source: missing, empty, at odds.
    Metadata(metadata::Metadata),
    /// Traditional and simplified characters in one report.
    Scripts(scripts::Scripts),
    /// A paragraph that stands there twice.
    Twins(twins::Twins),
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
pub const NAMES: [&str; 9] = ["relation", "restated", "pattern", "glosses", "mojibake", "pairs", "metadata", "scripts", "twins"];

impl Kind {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Relation(_) => "relation",
            Self::Restated(_) => "restated",
            Self::Pattern(_) => "pattern",
            Self::Glosses(_) => "glosses",
            Self::Mojibake(_) => "mojibake",
            Self::Pairs(_) => "pairs",
            Self::Metadata(_) => "metadata",
            Self::Scripts(_) => "scripts",
            Self::Twins(_) => "twins",
        }
    }

    /// Whether its claims are counted, and so belong in the ledger.
    pub fn counts(&self) -> bool {
        !matches!(
            self,
            Self::Pattern(_)
                | Self::Glosses(_)
                | Self::Mojibake(_)
                | Self::Pairs(_)
                | Self::Metadata(_)
                | Self::Scripts(_)
                | Self::Twins(_)
        )
    }

    /// The claims of a document, recounted.
    pub fn outcomes(&self, sheet: &Sheet) -> Vec<Outcome> {
        match self {
            Self::Relation(kind) => outcomes(kind, sheet),
            Self::Restated(kind) => outcomes(kind, sheet),
            Self::Pattern(kind) => outcomes(kind, sheet),
            Self::Glosses(kind) => outcomes(kind, sheet),
            Self::Mojibake(kind) => outcomes(kind, sheet),
            Self::Pairs(kind) => outcomes(kind, sheet),
            Self::Metadata(kind) => outcomes(kind, sheet),
            Self::Scripts(kind) => outcomes(kind, sheet),
            Self::Twins(kind) => outcomes(kind, sheet),
        }
    }

    /// What goes when what it found is deleted: the place of the claim, but all glosses of a report together.
    pub fn places(&self, sheet: &Sheet, claim: &Claim<()>) -> Vec<Place> {
        match self {
            Self::Glosses(_) => sheet.view.glosses().to_vec(),
            _ => vec![claim.source.unwrap_or_else(|| sheet.view.place(claim.at))],
        }
    }

    /// The slots that its recounts can fill in a message, beside the operands.
    pub fn facts(&self) -> &'static [&'static str] {
        match self {
            Self::Relation(_) => &["computed"],
            Self::Restated(_) => &[],
            Self::Pattern(_) => &["match"],
            Self::Glosses(_) => &["number", "first"],
            Self::Mojibake(_) => &["guess"],
            Self::Pairs(_) => &["mark"],
            Self::Metadata(_) => &["field", "first", "second"],
            Self::Scripts(_) => &["traditional", "simplified"],
            Self::Twins(_) => &["line"],
        }
    }

    /// The operands that its claims have; `None` where any name may be one.
    pub fn operands(&self) -> Vec<&str> {
        match self {
            Self::Relation(kind) => kind.operands(),
            Self::Restated(_) => vec!["earlier", "later"],
            Self::Pattern(kind) => kind.operands(),
            Self::Glosses(_) | Self::Mojibake(_) | Self::Pairs(_) | Self::Metadata(_) | Self::Scripts(_) | Self::Twins(_) => {
                Vec::new()
            }
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
