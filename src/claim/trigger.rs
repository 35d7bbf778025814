//! What a text must hold in one place before a pattern can match it: one of some literals. Read off the pattern itself, so that no automaton is
//! built, and none is run, where nothing can be found.

use std::sync::Arc;

use regex_syntax::hir::{
    Class, Hir,
    literal::{ExtractKind, Extractor, Literal},
};

/// Larger sets tell too little to be worth looking for.
const MOST: usize = 64;

/// So many beginnings of matches are told apart.
const BEGINNINGS: usize = 1000;

/// So many are looked for in the place of two sets, and none of more bytes.
const FEW: usize = 64;
const LONG: usize = 48;

/// Literals of which every match holds at least one, in order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Literals(Arc<[String]>);

impl Literals {
    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(String::as_str)
    }

    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Stands for the beginning of a line among literals. Where a text has this very character, a pattern is only looked for once more.
pub(super) const START: &str = "\u{2}";
/// Stands for the end of a line, in the same way.
pub(super) const END: &str = "\u{3}";

/// A set of literals, in order; `None` of none, or of too many.
pub(super) fn literals(set: Vec<String>) -> Option<Literals> {
    in_order(set).filter(|set| set.len() <= MOST)
}

/// The same of any number.
fn in_order(mut set: Vec<String>) -> Option<Literals> {
    set.sort_unstable();
    set.dedup();
    (!set.is_empty()).then(|| Literals(set.into()))
}

/// The characters that the matches of a pattern begin with, where they are few and known.
pub(super) fn beginnings(pattern: &Hir) -> Option<Literals> {
    let found = Extractor::new()
        .kind(ExtractKind::Prefix)
        .limit_class(MOST)
        .limit_literal_len(4)
        .limit_total(BEGINNINGS)
        .extract(pattern);
    let first = |literal: &Literal| {
        let bytes = literal.as_bytes();
        bytes.utf8_chunks().next()?.valid().chars().next().map(String::from)
    };
    in_order(found.literals()?.iter().map(first).collect::<Option<_>>()?)
}

/// The characters of a class, where they are few.
pub(super) fn of_class(class: &Class) -> Option<Literals> {
    let Class::Unicode(class) = class else { return None };
    literals(class.iter().flat_map(|range| range.start()..=range.end()).take(MOST.saturating_add(1)).map(String::from).collect())
}

/// How many bytes of a text the shortest of a set takes, and the longest.
pub(super) fn lengths(literals: &Literals) -> (usize, usize) {
    let lengths = literals.iter().map(|literal| if marks_edge(literal) { 0 } else { literal.len() });
    (lengths.clone().min().unwrap_or(0), lengths.max().unwrap_or(0))
}

/// Whether a literal stands for the beginning of a line, or its end.
pub(super) fn marks_edge(literal: &str) -> bool {
    literal == START || literal == END
}

/// Whether a set is the beginning of a line, or its end.
pub(super) fn is_edge(literals: &Literals) -> bool {
    literals.iter().all(marks_edge)
}

/// Whether the beginning of a line or its end is in a set.
pub(super) fn has_edge(literals: &Literals) -> bool {
    literals.iter().any(marks_edge)
}

/// One of a set followed by one of another, if those are few and seldom.
pub(super) fn side_by_side(one: &Literals, other: &Literals) -> Option<Literals> {
    let longest = lengths(one).1.saturating_add(lengths(other).1);
    if one.len().saturating_mul(other.len()) > FEW || longest > LONG {
        return None;
    }
    let both = literals(one.iter().flat_map(|one| other.iter().map(move |other| format!("{one}{other}"))).collect())?;
    (frequency(&both) <= frequency(one).min(frequency(other))).then_some(both)
}

/// Whether one of a set stands in most sentences.
pub(super) fn is_common(literals: &Literals) -> bool {
    frequency(literals) >= COMMON
}

/// So often in a hundred thousand characters: about once a sentence.
const COMMON: usize = 1000;

/// The characters that stand most often in reports in Chinese, the commonest first: each more than a hundred times in a hundred thousand.
const COMMONEST: &str = "的业和国发化中工生人建展大一进新全产实政地设行动加作区能高力有用在等年务制要为分经理体民提重资推成以对会度合保技强开主不数\
平科市增性持定企学家量农出方个基改本机是法上关部省系现水公济应管面社施标创项规服点于入与质计同支文造长信域级育好术目研物各型时";

/// About how often one of a set stands in a hundred thousand characters: long literals seldom, figures and punctuation everywhere.
pub(super) fn frequency(literals: &Literals) -> usize {
    literals.iter().map(of_literal).sum()
}

fn of_literal(literal: &str) -> usize {
    let mut characters = literal.chars();
    let (Some(first), second, third) = (characters.next(), characters.next(), characters.next()) else { return COMMON };
    match first {
        _ if third.is_some() => 4,
        _ if second.is_some() => 20,
        ' ' | ',' | '、' | '。' => 2000,
        '\u{2}' | '\u{3}' => 1400,
        '\u{E000}' | '0'..='9' | 'a'..='z' | '.' | '(' | ')' => 500,
        '/' | '“' | '”' | ':' | ';' | '%' | '-' => 200,
        '\u{E001}'..='\u{E00A}' => 50,
        _ if COMMONEST.contains(first) => 200,
        _ => 40,
    }
}
