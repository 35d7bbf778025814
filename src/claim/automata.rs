//! Automata that find literals.

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Finds literals, each by its number.
pub(super) type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

/// The automaton for some literals, each with its number. `None` where there is nothing to look for.
pub(super) fn of(literals: &[(String, u32)]) -> Option<Automaton> {
    Automaton::with_values(literals.iter().map(|(text, number)| (text, *number))).ok()
}

/// The one that was made before and written down.
pub(super) fn read(bytes: &[u8]) -> Option<Automaton> {
    Automaton::deserialize(bytes).ok().map(|(automaton, _)| automaton)
}
