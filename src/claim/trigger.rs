//! What a text must hold before a pattern can match it: sets of literals, of each of which every match has at least one. Read off the pattern
//! itself, so that no automaton is built, and none is run, where nothing can be found.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Larger sets tell too little to be worth looking for.
const MOST: usize = 64;
/// A class of so few characters is a set of literals; a larger one is not.
const FEW: usize = 16;
/// So many sets are looked for; the others are dropped.
const SETS: usize = 6;

/// Literals of which every match holds at least one.
type Set = Vec<String>;

/// Sets of literals, the rarest first: every match holds one of each. Empty where nothing is known of matches.
pub(super) fn triggers(pattern: &Hir) -> Vec<Set> {
    let mut sets = required(pattern);
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    sets.sort_by(|one, other| frequency(one).cmp(&frequency(other)).then_with(|| one.cmp(other)));
    sets.dedup();
    sets.truncate(SETS);
    sets
}

/// Whether a text holds one of each.
pub(super) fn fire(triggers: &[impl AsRef<[String]>], text: &str) -> bool {
    triggers.iter().all(|set| set.as_ref().iter().any(|literal| text.contains(literal.as_str())))
}

fn required(hir: &Hir) -> Vec<Set> {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).map(|literal| vec![vec![literal]]).unwrap_or_default(),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(required).collect(),
        HirKind::Alternation(branches) => {
            // One set for all branches: of each the one that tells most.
            let best = |branch| required(branch).into_iter().min_by_key(frequency);
            let all = branches.iter().map(best).collect::<Option<Vec<_>>>().unwrap_or_default().concat();
            if all.is_empty() || all.len() > MOST { Vec::new() } else { vec![all] }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let characters = class.iter().flat_map(|range| range.start()..=range.end()).take(FEW.saturating_add(1));
            let literals: Set = characters.map(String::from).collect();
            if literals.is_empty() || literals.len() > FEW { Vec::new() } else { vec![literals] }
        }
        _ => Vec::new(),
    }
}

/// About how often one of a set stands in a text: long literals seldom, figures and punctuation everywhere.
fn frequency(literals: &Set) -> usize {
    let of = |literal: &String| {
        let mut characters = literal.chars();
        match (characters.next(), characters.nth(1)) {
            (_, Some(_)) => 1,
            (Some(first), None) if literal.len() == first.len_utf8() => {
                if first.is_alphabetic() && !first.is_ascii() {
                    12
                } else {
                    60
                }
            }
            _ => 2,
        }
    };
    literals.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Vec<Vec<String>> {
        triggers(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn every_match_holds_a_trigger() {
        assert_eq!(of("[^,]{0,9}其中[^,]*占"), [["其中"], ["占"]]);
        assert_eq!(of("(?:甲乙|丙丁)?占(?:比|到)?"), [["占"]]);
        assert_eq!(of("(?:甲乙|丙丁)+x?"), [["丙丁", "甲乙"]]);
        assert_eq!(of("[ab]c"), vec![vec!["c"], vec!["a", "b"]]);
        assert!(of(".*").is_empty());
        assert!(of("甲?乙?").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn a_text_without_triggers_has_no_match(text in "[甲乙丙丁占其中,a-c0-3]{0,24}") {
            for pattern in ["[^,]{0,9}其中[^,]*占", "(?:甲乙|丙丁)?占(?:比|到)?", "(?:甲乙|[丙丁]a)+x?", "甲{2}|乙{0,2}丙", "(甲|乙+)b"] {
                let found = regex::Regex::new(pattern).unwrap().is_match(&text);
                proptest::prop_assert!(!found || fire(&of(pattern), &text), "{pattern} {text}");
            }
        }
    }
}
