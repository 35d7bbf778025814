//! What a text must hold in one place before a pattern can match it: one of some literals. Read off the pattern itself, so that no automaton is
//! built, and none is run, where nothing can be found.

use std::sync::Arc;

use regex_syntax::hir::Class;

/// Larger sets tell too little to be worth looking for.
const MOST: usize = 64;

/// Literals of which every match holds at least one.
pub(super) type Literals = Arc<[String]>;

/// Stands for the beginning of a line among literals. Where a text has this very character, a pattern is only looked for once more.
pub(super) const START: &str = "\u{2}";
/// Stands for the end of a line, in the same way.
pub(super) const END: &str = "\u{3}";

/// A set of literals, in order; `None` of none, or of too many.
pub(super) fn literals(mut set: Vec<String>) -> Option<Literals> {
    set.sort_unstable();
    set.dedup();
    (1..=MOST).contains(&set.len()).then(|| set.into())
}

/// The characters of a class, where they are few.
pub(super) fn of_class(class: &Class) -> Option<Literals> {
    let Class::Unicode(class) = class else { return None };
    literals(class.iter().flat_map(|range| range.start()..=range.end()).take(MOST.saturating_add(1)).map(String::from).collect())
}

/// How many bytes of a text the shortest of a set takes, and the longest.
pub(super) fn lengths(literals: &Literals) -> (usize, usize) {
    let lengths = literals.iter().map(|literal| if literal == START || literal == END { 0 } else { literal.len() });
    (lengths.clone().min().unwrap_or(0), lengths.max().unwrap_or(0))
}

/// Whether a text holds one of a set.
pub(super) fn fires(literals: &Literals, text: &str) -> bool {
    literals.iter().any(|literal| literal == START || literal == END || text.contains(literal.as_str()))
}

/// Whether one of a set stands in most sentences.
pub(super) fn is_common(literals: &Literals) -> bool {
    frequency(literals) >= COMMON
}

/// How often figures and punctuation stand in a text, beside long literals.
const COMMON: usize = 60;

/// About how often one of a set stands in a text: long literals seldom, figures and punctuation everywhere.
pub(super) fn frequency(literals: &Literals) -> usize {
    let of = |literal: &String| {
        let mut characters = literal.chars();
        match (characters.next(), characters.nth(1)) {
            (_, Some(_)) => 1,
            (Some(first), None) if literal.len() == first.len_utf8() => {
                if first.is_alphabetic() && !first.is_ascii() {
                    12
                } else {
                    COMMON
                }
            }
            _ => 2,
        }
    };
    literals.iter().map(of).sum()
}
