//! Room 7: one file a kind of rule. Each kind finds its claims in a sheet and recounts them; `claims` sees text and decides nothing,
//! `recount` sees values and decides everything.

pub mod anchor;
pub mod calendar;
pub mod characters;
pub mod enumeration;
mod list;
mod matches;
pub mod order;
pub mod ordinals;
pub mod pattern;
pub mod sections;
pub mod series;
mod tally;
mod small;
pub mod styles;

pub use matches::Matches;
pub use tally::Tally;

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
    /// A text that should not be there.
    Pattern(pattern::Pattern),
    /// A time that means nothing without the report's date.
    Anchor(anchor::Anchor),
    /// Dates against the calendar.
    Calendar(calendar::Calendar),
    /// The characters of a motto.
    Characters(characters::Characters),
    /// A stated number of things against the things listed.
    Enumeration(enumeration::Enumeration),
    /// The ends of a range.
    Order(order::Order),
    /// The ordinals of a series.
    Ordinals(ordinals::Ordinals),
    /// The number of a slogan against the sections that carry it.
    Sections(sections::Sections),
    /// An announced number against the series that follows.
    Series(series::Series),
    /// One thing written in one way.
    Styles(styles::Styles),
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
pub const NAMES: [&str; 10] =
    ["pattern", "anchor", "calendar", "characters", "enumeration", "order", "ordinals", "sections", "series", "styles"];

impl Kind {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "pattern",
            Self::Anchor(_) => "anchor",
            Self::Calendar(_) => "calendar",
            Self::Characters(_) => "characters",
            Self::Enumeration(_) => "enumeration",
            Self::Order(_) => "order",
            Self::Ordinals(_) => "ordinals",
            Self::Sections(_) => "sections",
            Self::Series(_) => "series",
            Self::Styles(_) => "styles",
        }
    }

    /// Whether its claims are counted, and so belong in the ledger.
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Pattern(_) | Self::Anchor(_) | Self::Styles(_))
    }

    /// The claims of a document, recounted.
    pub fn outcomes(&self, sheet: &Sheet) -> Vec<Outcome> {
        match self {
            Self::Pattern(kind) => outcomes(kind, sheet),
            Self::Anchor(kind) => outcomes(kind, sheet),
            Self::Calendar(kind) => outcomes(kind, sheet),
            Self::Characters(kind) => outcomes(kind, sheet),
            Self::Enumeration(kind) => outcomes(kind, sheet),
            Self::Order(kind) => outcomes(kind, sheet),
            Self::Ordinals(kind) => outcomes(kind, sheet),
            Self::Sections(kind) => outcomes(kind, sheet),
            Self::Series(kind) => outcomes(kind, sheet),
            Self::Styles(kind) => outcomes(kind, sheet),
        }
    }

    /// The slots that its recounts can fill in a message, beside the operands.
    pub fn facts(&self) -> &'static [&'static str] {
        match self {
            Self::Pattern(_) | Self::Anchor(_) => &["match"],
            Self::Calendar(_) => &["due", "report", "repair"],
            Self::Characters(_) | Self::Enumeration(_) | Self::Sections(_) | Self::Series(_) => &["counted"],
            Self::Order(_) => &[],
            Self::Ordinals(_) => &["due"],
            Self::Styles(_) => &["usual"],
        }
    }

    /// The operands that its claims have; `None` where any name may be one.
    pub fn operands(&self) -> Vec<&str> {
        match self {
            Self::Pattern(kind) => kind.operands(),
            Self::Anchor(_) | Self::Styles(_) => Vec::new(),
            Self::Calendar(_) => vec!["date"],
            Self::Characters(_) => vec!["number", "text"],
            Self::Enumeration(_) | Self::Series(_) => vec!["number", "items"],
            Self::Order(_) => vec!["low", "high"],
            Self::Ordinals(_) => vec!["ordinal"],
            Self::Sections(_) => vec!["number", "slogan"],
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
