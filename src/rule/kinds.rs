//! From the words of a rule to its kind: which keys each kind needs, and which it has no use for.

use std::ops::Range;

use super::{compile::RuleFile, error::Mistake, written::Written};
use crate::kind::{Kind, Matches, NAMES, anchor, calendar, characters, enumeration, order, ordinals, pattern, sections, series, styles};

/// The kind of a rule, or `None` with a mistake noted.
pub(super) fn compile(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<Kind> {
    let names: Vec<(&str, &str)> = NAMES.iter().map(|&name| (name, name)).collect();
    let name = match &written.kind {
        Some(_) => file.word(written.kind.as_ref(), "kind", &names)?,
        None => "relation",
    };
    match name {
        "pattern" => compile_pattern(file, written, place).map(Kind::Pattern),
        "anchor" => compile_anchor(file, written, &place).map(Kind::Anchor),
        "calendar" => compile_calendar(file, written, &place).map(Kind::Calendar),
        "characters" => Some(Kind::Characters(characters::Characters { matches: matches(file, written, "characters", &place) })),
        "enumeration" => compile_enumeration(file, written, &place).map(Kind::Enumeration),
        "order" => Some(Kind::Order(order::Order { matches: matches(file, written, "order", &place) })),
        "ordinals" => compile_ordinals(file, written, "ordinals", &place).map(Kind::Ordinals),
        "sections" => Some(Kind::Sections(sections::Sections { matches: matches(file, written, "sections", &place) })),
        "series" => compile_series(file, written, &place).map(Kind::Series),
        "styles" => compile_styles(file, written, &place).map(Kind::Styles),
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

/// What most kinds of their own look for.
fn matches(file: &mut RuleFile, written: &Written, kind: &'static str, place: &Range<usize>) -> Matches {
    needs(file, !written.find.is_empty(), kind, "find", place);
    useless(file, written.holds.as_ref().map(toml::Spanned::span), kind, "holds");
    Matches { find: file.patterns(&written.find), zones: file.zones(written), guards: file.guards(written) }
}

fn compile_anchor(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<anchor::Anchor> {
    needs(file, written.anchor.is_some(), "anchor", "anchor", place);
    let dated = file.patterns(&written.anchor.as_ref()?.dated);
    Some(anchor::Anchor { matches: matches(file, written, "anchor", place), dated })
}

fn compile_calendar(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<calendar::Calendar> {
    needs(file, written.calendar.is_some(), "calendar", "calendar", place);
    let options = written.calendar.as_ref()?;
    let check = file.word(Some(&options.check), "check", &calendar::CHECKS)?;
    let report = file.patterns(&options.report);
    Some(calendar::Calendar { matches: matches(file, written, "calendar", place), check, report })
}

fn compile_enumeration(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<enumeration::Enumeration> {
    needs(file, written.enumeration.is_some(), "enumeration", "enumeration", place);
    let options = written.enumeration.as_ref()?;
    Some(enumeration::Enumeration {
        matches: matches(file, written, "enumeration", place),
        starts: options.starts.clone(),
        leads: options.leads.clone(),
        never: options.never.clone(),
        prose: options.prose.clone(),
    })
}

fn compile_ordinals(file: &mut RuleFile, written: &Written, kind: &'static str, place: &Range<usize>) -> Option<ordinals::Ordinals> {
    needs(file, written.ordinals.is_some(), kind, "ordinals", place);
    let options = written.ordinals.as_ref()?;
    Some(ordinals::Ordinals { inline: file.patterns(&options.inline), headings: file.patterns(&options.headings) })
}

fn compile_styles(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<styles::Styles> {
    needs(file, !written.find.is_empty(), "styles", "find", place);
    Some(styles::Styles { find: file.patterns(&written.find), zones: file.zones(written) })
}

fn compile_series(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<series::Series> {
    needs(file, !written.find.is_empty(), "series", "find", place);
    let ordinals = compile_ordinals(file, written, "series", place)?;
    Some(series::Series { find: file.patterns(&written.find), ordinals })
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
