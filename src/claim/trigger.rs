//! What a text must hold before a pattern can match it: literals of which every match has at least one. Read off the pattern itself, so that no
//! automaton is built, and none is run, where nothing can be found.

use regex_syntax::hir::{Hir, HirKind};

/// Larger sets tell too little to be worth looking for.
const MOST: usize = 64;
/// A class of so few characters is a set of literals; a larger one is not.
const FEW: usize = 16;

/// Literals of which every match holds at least one; `None` where the pattern has no such set.
pub(super) fn triggers(pattern: &Hir) -> Option<Vec<String>> {
    let mut literals = required(pattern)?;
    literals.sort_unstable();
    literals.dedup();
    Some(literals)
}

/// Whether a text holds one of them.
pub(super) fn fire(triggers: Option<&[String]>, text: &str) -> bool {
    triggers.is_none_or(|literals| literals.iter().any(|literal| text.contains(literal.as_str())))
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(|literals| worth(literals)),
        HirKind::Alternation(branches) => {
            let all = branches.iter().map(required).collect::<Option<Vec<_>>>()?.concat();
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => {
            let characters = class.iter().flat_map(|range| range.start()..=range.end()).take(FEW.saturating_add(1));
            let literals: Vec<String> = characters.map(String::from).collect();
            (!literals.is_empty() && literals.len() <= FEW).then_some(literals)
        }
        _ => None,
    }
}

/// Longer literals are rarer; of two sets alike in that, the smaller is cheaper to look for.
fn worth(literals: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    (literals.iter().map(String::len).min().unwrap_or(0), std::cmp::Reverse(literals.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        triggers(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn every_match_holds_a_trigger() {
        assert_eq!(of("[^,]{0,9}其中[^,]*占"), Some(vec!["其中".to_owned()]));
        assert_eq!(of("(?:甲乙|丙丁)?占(?:比|到)?"), Some(vec!["占".to_owned()]));
        assert_eq!(of("(?:甲乙|丙丁)+x?"), Some(vec!["丙丁".to_owned(), "甲乙".to_owned()]));
        assert_eq!(of("[ab]c"), Some(vec!["c".to_owned()]));
        assert_eq!(of(".*"), None);
        assert_eq!(of("甲?乙?"), None);
    }

    proptest::proptest! {
        #[test]
        fn a_text_without_triggers_has_no_match(text in "[甲乙丙丁占其中,a-c0-3]{0,24}") {
            for pattern in ["[^,]{0,9}其中[^,]*占", "(?:甲乙|丙丁)?占(?:比|到)?", "(?:甲乙|[丙丁]a)+x?", "甲{2}|乙{0,2}丙", "(甲|乙+)b"] {
                let found = regex::Regex::new(pattern).unwrap().is_match(&text);
                proptest::prop_assert!(!found || fire(of(pattern).as_deref(), &text), "{pattern} {text}");
            }
        }
    }
}
