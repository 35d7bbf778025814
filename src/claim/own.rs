//! What is known of the program's own patterns before it runs. `build.rs` makes it from `sources.json`, with the code that works it out for a user's.

use super::{
    flat::{Cut, Lists, Texts, Word},
    numbering::LAYERS,
};

/// What is looked up for the program's own rules.
pub(super) struct Prepared {
    /// How many patterns have a place.
    pub(super) patterns: usize,
    /// For each layer the places of patterns by their fingerprints, in order.
    pub(super) places: [&'static [(u64, u32)]; LAYERS],
    /// For each rule between which places those of its patterns are.
    pub(super) groups: &'static [Option<(u32, u32)>],
    /// For each layer its tables, and the automaton for its literals.
    pub(super) layers: [(&'static [u8], &'static [u8]); LAYERS],
}

/// `None` where the rules were changed since `sources.json` was made: then all is worked out at every start.
pub(super) static PREPARED: Option<Prepared> = include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));

/// The literals of the program's own patterns.
static HELD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/held"));

/// The place of one of the program's own patterns in that, by its layer and its fingerprint.
pub(super) fn place(layer: usize, fingerprint: u64) -> Option<usize> {
    let places = PREPARED.as_ref()?.places.get(layer)?;
    let place = places.binary_search_by_key(&fingerprint, |(known, _)| *known).ok()?;
    places.get(place).and_then(|(_, place)| usize::try_from(*place).ok())
}

/// Sets of literals of which every match of a pattern holds one each, by its fingerprint, the rarest first; `None` where that is none of the program's
/// own.
pub(super) fn held(fingerprint: u64) -> Option<impl Iterator<Item: Iterator<Item = &'static str>>> {
    let mut cut = Cut(HELD);
    let (literals, sets, needed): (Texts, Lists, Lists) = (cut.texts()?, cut.lists()?, cut.lists()?);
    let fingerprints: &[[Word; 2]] = cut.rows()?;
    let pattern = fingerprints.binary_search_by_key(&fingerprint, |known| read(*known)).ok()?;
    let literal = move |literal| str::from_utf8(literals.get(literal)).unwrap_or_default();
    Some(needed.of(pattern).map(move |set| sets.of(set).map(literal)))
}

fn read([low, high]: [Word; 2]) -> u64 {
    u64::from(u32::from_le_bytes(high)) << u32::BITS | u64::from(u32::from_le_bytes(low))
}
