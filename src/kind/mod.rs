//! Room 7: one file a kind of rule. Each kind finds its claims in a sheet and recounts them; `claims` sees text and decides nothing,
//! `recount` sees values and decides everything.

pub mod anchor;
pub mod calendar;
pub mod characters;
pub mod enumeration;
pub mod fold;
pub mod glosses;
mod list;
pub mod markup;
mod matches;
pub mod metadata;
pub mod mojibake;
pub mod order;
pub mod ordinals;
pub mod pairs;
pub mod pattern;
mod presence;
pub mod relation;
pub mod restated;
pub mod scripts;
pub mod sections;
pub mod series;
pub mod shared;
mod small;
mod sorts;
pub mod styles;
pub mod suppression;
pub mod table;
mod tally;
pub mod trace;
pub mod twins;

pub use matches::Matches;
pub use tally::Tally;

use std::{fmt::Debug, ops::Range};

use self::{suppression::Fault, trace::Step};

use crate::{
    claim::{self, Claim, Sheet, Sought, Zones},
    document::Place,
    verdict::Recount,
};

/// The patterns that kinds have of their own, beside those of their rules.
pub(crate) fn own_patterns() -> impl Iterator<Item = &'static claim::Pattern> {
    metadata::PATTERNS.iter().chain(&mojibake::PATTERNS).chain(&table::PATTERNS).map(|pattern| &***pattern)
}

/// What every kind of rule does.
pub trait Recounts: Debug + Send + Sync + 'static {
    /// Its name, as rule files write it.
    const NAME: &'static str;
    /// Whether its claims are counted, and so belong in the ledger.
    const COUNTS: bool = true;
    /// The slots that its recounts can fill in a message, beside the operands.
    const FACTS: &'static [&'static str] = &[];
    /// What settings may change of it, beside its rule's severity.
    const OPTIONS: &'static [&'static str] = &[];

    /// What the recount of one claim needs.
    type Parts;

    /// The operands that its claims have.
    fn operands(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The patterns that it asks a sheet for, so that they can be looked up all at once. Where there are any, it finds nothing in a document
    /// in which none of them matches.
    fn sought(&self) -> Vec<Sought<'_>> {
        self.matched().map_or_else(Vec::new, Matches::sought)
    }

    /// The patterns that it asks for only where it found one of those.
    fn asked(&self) -> Vec<Sought<'_>> {
        Vec::new()
    }

    /// The zones in which it looks for them.
    fn zones(&self) -> Zones {
        self.matched().map_or(Zones::Any, |matches| matches.zones)
    }

    /// The claims of a document, in order.
    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Self::Parts>>;

    /// What counting again comes to.
    fn recount(&self, parts: &Self::Parts) -> Recount;

    /// What goes when what it found is deleted.
    fn places(&self, sheet: &Sheet, claim: &Claim<()>) -> Vec<Place> {
        let first = claim.source.unwrap_or_else(|| sheet.view.place(claim.at));
        std::iter::once(first).chain(claim.more.iter().copied()).collect()
    }

    /// The patterns in whose matches it reads its claims, where they are all that it looks for.
    fn matched(&self) -> Option<&Matches> {
        None
    }

    /// What was matched on some lines of the view and is no claim, with why. May hold more than stands there.
    fn refused(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>> {
        self.matched().map_or_else(Vec::new, |matches| matches.refused(sheet, lines))
    }

    /// The same with one of its options set; `None` for one that it has not, or that takes no such value.
    fn set(&self, _option: &str, _value: &Setting) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// What it says of suppressions, for the kind that says anything of them.
    fn says(&self) -> Option<Fault> {
        None
    }

    /// What became of everything that was matched on some lines of the view.
    fn trace(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>>
    where
        Self: Sized,
    {
        trace::steps(self, sheet, lines)
    }
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A whole number.
    Number(usize),
    /// A list of words.
    Words(Vec<String>),
}

/// A claim with what recounting it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The claim.
    pub claim: Claim<()>,
    /// What it came to.
    pub recount: Recount,
}

/// A kind of rule whose parts nobody outside needs to know: what [`Recounts`] says, for any kind.
pub trait Kind: Debug + Send + Sync {
    /// See [`Recounts::NAME`].
    fn name(&self) -> &'static str;
    /// See [`Recounts::COUNTS`].
    fn counts(&self) -> bool;
    /// See [`Recounts::FACTS`].
    fn facts(&self) -> &'static [&'static str];
    /// See [`Recounts::operands`].
    fn operands(&self) -> Vec<&str>;
    /// See [`Recounts::sought`].
    fn sought(&self) -> Vec<Sought<'_>>;
    /// See [`Recounts::asked`].
    fn asked(&self) -> Vec<Sought<'_>>;
    /// See [`Recounts::zones`].
    fn zones(&self) -> Zones;
    /// The claims of a document, recounted.
    fn outcomes(&self, sheet: &Sheet) -> Vec<Outcome>;
    /// See [`Recounts::places`].
    fn places(&self, sheet: &Sheet, claim: &Claim<()>) -> Vec<Place>;
    /// See [`Recounts::OPTIONS`].
    fn options(&self) -> &'static [&'static str];
    /// See [`Recounts::set`].
    fn set(&self, option: &str, value: &Setting) -> Option<Box<dyn Kind>>;
    /// See [`Recounts::says`].
    fn says(&self) -> Option<Fault>;
    /// See [`Recounts::trace`].
    fn trace(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>>;
}

impl<K: Recounts> Kind for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn counts(&self) -> bool {
        K::COUNTS
    }

    fn facts(&self) -> &'static [&'static str] {
        K::FACTS
    }

    fn operands(&self) -> Vec<&str> {
        Recounts::operands(self)
    }

    fn sought(&self) -> Vec<Sought<'_>> {
        Recounts::sought(self)
    }

    fn asked(&self) -> Vec<Sought<'_>> {
        Recounts::asked(self)
    }

    fn zones(&self) -> Zones {
        Recounts::zones(self)
    }

    fn outcomes(&self, sheet: &Sheet) -> Vec<Outcome> {
        let recount = |claim: Claim<K::Parts>| {
            let (claim, parts) = claim.split();
            Outcome { recount: self.recount(&parts), claim }
        };
        self.claims(sheet).into_iter().map(recount).collect()
    }

    fn places(&self, sheet: &Sheet, claim: &Claim<()>) -> Vec<Place> {
        Recounts::places(self, sheet, claim)
    }

    fn options(&self) -> &'static [&'static str] {
        K::OPTIONS
    }

    fn set(&self, option: &str, value: &Setting) -> Option<Box<dyn Kind>> {
        Recounts::set(self, option, value).map(|kind| Box::new(kind) as Box<dyn Kind>)
    }

    fn says(&self) -> Option<Fault> {
        Recounts::says(self)
    }

    fn trace(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>> {
        Recounts::trace(self, sheet, lines)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// How many patterns are written in the code of a folder.
    fn written(folder: &Path) -> usize {
        let pattern = ["Pattern", "plain("].join("::");
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let of = |path: std::path::PathBuf| match path.is_dir() {
            true => written(&path),
            false => fs::read_to_string(path).unwrap().matches(&pattern).count(),
        };
        entries.map(of).sum()
    }

    #[test]
    fn every_pattern_of_a_kind_is_compiled_when_the_program_is_built() {
        assert_eq!(own_patterns().count(), written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kind")));
        assert!(own_patterns().all(claim::Pattern::is_served));
    }
}
