//! A pattern without its bounds: it matches wherever the pattern does, and its automaton is small. `[^,]{0,24}` makes an automaton count; of
//! most stretches the one that does not count tells as well that nothing is there.

use regex_syntax::hir::{Hir, HirKind, Repetition};

/// The pattern with every bound above one taken off, where it has any.
pub(super) fn relaxed(pattern: &Hir) -> Option<Hir> {
    counts(pattern).then(|| unbounded(pattern))
}

/// Whether a pattern counts further than one.
fn counts(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => false,
        HirKind::Repetition(repetition) => is_bounded(repetition) || counts(&repetition.sub),
        HirKind::Capture(capture) => counts(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(counts),
    }
}

fn is_bounded(repetition: &Repetition) -> bool {
    repetition.min > 1 || repetition.max.is_some_and(|max| max > 1)
}

fn unbounded(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min.min(1),
            max: if is_bounded(repetition) { None } else { repetition.max },
            greedy: repetition.greedy,
            sub: Box::new(unbounded(&repetition.sub)),
        }),
        HirKind::Capture(capture) => unbounded(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(unbounded).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(unbounded).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<String> {
        relaxed(&regex_syntax::parse(pattern).unwrap()).map(|relaxed| relaxed.to_string())
    }

    #[test]
    fn bounds_are_taken_off() {
        assert_eq!(of("甲{2,5}(乙{0,3}丙?)"), of("甲{2,}(?:乙{0,9}丙?)"));
        assert_eq!(of("(?:甲|乙)+丙?丁*"), None);
    }

    proptest::proptest! {
        #[test]
        fn what_matches_matches_without_its_bounds(text in "[甲乙丙,a]{0,16}") {
            for pattern in ["甲{2,5}乙", "(甲{0,2}乙){2}", "^[^,]{1,3}丙", "(?:甲|[乙a]{3})丙?{0,4},", "a{2}|丙{0,3}甲"] {
                let relaxed = regex::Regex::new(&of(pattern).unwrap()).unwrap();
                let found = regex::Regex::new(pattern).unwrap().is_match(&text);
                proptest::prop_assert!(!found || relaxed.is_match(&text), "{pattern} {text}");
            }
        }
    }
}
