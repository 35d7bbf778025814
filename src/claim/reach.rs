//! How far a match of a pattern can reach: whether it can hold a full stop, or a comma. Read off the pattern itself, so that it is looked for
//! in one sentence or one clause at a time, and only where what it needs stands there.

use regex_syntax::hir::{Class, Hir, HirKind, Look, LookSet};

/// The stretch of a line beyond which no match of a pattern reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Reach {
    /// Up to the next comma, semicolon or full stop.
    Clause,
    /// Up to the next full stop.
    Sentence,
    /// The line.
    #[default]
    Line,
}

/// How many there are.
pub(super) const REACHES: usize = 3;

impl Reach {
    /// Its place among them, the smallest first.
    pub(super) fn index(self) -> usize {
        match self {
            Self::Clause => 0,
            Self::Sentence => 1,
            Self::Line => 2,
        }
    }

    /// The one of a place among them.
    #[inline]
    pub(super) fn numbered(index: usize) -> Self {
        match index {
            0 => Self::Clause,
            1 => Self::Sentence,
            _ => Self::Line,
        }
    }
}

/// What ends a sentence, and a clause with it.
pub(super) const SENTENCE: [&str; 1] = ["。"];
/// What ends a clause only.
pub(super) const CLAUSE: [&str; 2] = [",", ";"];

/// How far matches reach.
pub(super) fn reach(pattern: &Hir) -> Reach {
    let properties = pattern.properties();
    // What looks at the words around it sees the line; what matches nothing does so everywhere.
    let edges = LookSet::singleton(Look::Start).insert(Look::End);
    let looks_around = !properties.look_set().subtract(edges).is_empty();
    if looks_around || properties.minimum_len().unwrap_or(0) == 0 { Reach::Line } else { held(pattern) }
}

/// How far what a part of a pattern matches reaches.
pub(super) fn held(part: &Hir) -> Reach {
    of(|end| holds(part, end))
}

/// How far a text reaches.
pub(super) fn of_text(text: &str) -> Reach {
    of(|end| text.contains(end))
}

fn of(holds: impl Fn(char) -> bool) -> Reach {
    if SENTENCE.into_iter().flat_map(str::chars).any(&holds) {
        Reach::Line
    } else if CLAUSE.into_iter().flat_map(str::chars).any(&holds) {
        Reach::Sentence
    } else {
        Reach::Clause
    }
}

/// Whether a match can hold a character; `true` where that is not known.
fn holds(hir: &Hir, character: char) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).map_or(true, |literal| literal.contains(character)),
        HirKind::Class(Class::Unicode(class)) => class.iter().any(|range| range.start() <= character && character <= range.end()),
        HirKind::Class(Class::Bytes(_)) => true,
        HirKind::Repetition(repetition) => holds(&repetition.sub, character),
        HirKind::Capture(capture) => holds(&capture.sub, character),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(|part| holds(part, character)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_reaches_as_far_as_its_classes_do() {
        for (pattern, expected) in [
            ("其中[^,。;]{0,9}占", Reach::Clause),
            ("其中,[^。]{0,9}占", Reach::Sentence),
            ("其中[^,]{0,9}占", Reach::Line),
            ("(?:甲|乙;)丙", Reach::Sentence),
            ("^甲$", Reach::Clause),
            (r"甲\b", Reach::Line),
            ("甲*", Reach::Line),
            ("(?:甲|乙)+", Reach::Clause),
        ] {
            assert_eq!(reach(&regex_syntax::parse(pattern).unwrap()), expected, "{pattern}");
        }
    }
}
