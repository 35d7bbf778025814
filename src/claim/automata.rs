//! Automata that find literals. Those for the literals of all patterns of the program are made when it is built, since that takes longer than to
//! read a report.

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Finds literals, each by its number.
pub(super) type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

/// Literals, by number, and their automaton.
type Prepared = (&'static [(&'static str, u32)], &'static [u8]);

/// Those of `literals.json`, for each layer. Made by `build.rs`.
static PREPARED: [Prepared; 2] = include!(concat!(env!("OUT_DIR"), "/automata.rs"));

/// The automaton for some literals, each with its number. `None` where there is nothing to look for.
pub(super) fn of(mut literals: Vec<(&str, u32)>) -> Option<Automaton> {
    literals.sort_unstable_by_key(|(_, number)| *number);
    let prepared = PREPARED.iter().find(|(known, _)| *known == literals);
    let read = prepared.and_then(|(_, bytes)| Automaton::deserialize(bytes).ok()).map(|(automaton, _)| automaton);
    read.or_else(|| Automaton::with_values(literals).ok())
}

/// The text of `literals.json` for the automata of both layers.
pub(super) fn table(automata: [Option<&Automaton>; 2]) -> String {
    let layers = automata.map(|automaton| {
        let mut literals: Vec<(String, u32)> = automaton.into_iter().flat_map(Automaton::iter).collect();
        literals.sort_unstable_by_key(|(_, number)| *number);
        // A line each, so that a change shows in a diff as what it is.
        let lines: Vec<String> = literals.iter().map(|literal| serde_json::to_string(literal).unwrap_or_default()).collect();
        format!("[\n{}\n]", lines.join(",\n"))
    });
    format!("[{}]\n", layers.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_has_made_is_what_would_be_made_now() {
        for (literals, bytes) in PREPARED {
            let now = Automaton::with_values(literals.iter().copied()).unwrap();
            assert!(now.serialize() == bytes && of(literals.to_vec()).unwrap().serialize() == bytes);
        }
    }
}
