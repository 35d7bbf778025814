//! From the words of a rule to its kind: which keys each kind needs, and which it has no use for.

use std::ops::Range;

use super::{compile::RuleFile, error::Mistake, written::Written};
use crate::kind::{Kind, NAMES, pattern};

/// The kind of a rule, or `None` with a mistake noted.
pub(super) fn compile(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<Kind> {
    let names: Vec<(&str, &str)> = NAMES.iter().map(|&name| (name, name)).collect();
    let name = match &written.kind {
        Some(_) => file.word(written.kind.as_ref(), "kind", &names)?,
        None => "relation",
    };
    match name {
        "pattern" => compile_pattern(file, written, place).map(Kind::Pattern),
        _ => None,
    }
}

fn compile_pattern(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<pattern::Pattern> {
    needs(file, !written.find.is_empty(), "pattern", "find", &place);
    useless(file, written.holds.as_ref().map(toml::Spanned::span), "pattern", "holds");
    let over = file.word(written.text.as_ref(), "text to match", &pattern::OVER).unwrap_or_default();
    Some(pattern::Pattern {
        find: file.patterns(&written.find),
        over,
        zones: file.zones(written),
        guards: file.guards(written),
    })
}

/// Notes a key that a rule of this kind must have and has not.
fn needs(file: &mut RuleFile, there: bool, kind: &'static str, key: &'static str, place: &Range<usize>) {
    if !there {
        let header = place.start..place.start.saturating_add("[[rule]]".len()).min(place.end);
        file.mistake(Mistake::Missing { kind, key }, None, header);
    }
}

/// Notes a key that a rule of this kind has no use for.
fn useless(file: &mut RuleFile, place: Option<Range<usize>>, kind: &'static str, key: &'static str) {
    if let Some(place) = place {
        file.mistake(Mistake::Useless { kind, key }, None, place);
    }
}
