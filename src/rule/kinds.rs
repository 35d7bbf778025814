//! From the words of a rule to its kind: which keys each kind needs, and which it has no use for.

use std::ops::Range;

use super::{compile::RuleFile, error::Mistake, written::Written};
use crate::kind::{Kind, NAMES, glosses, metadata, mojibake, pairs, pattern, scripts, twins};

/// The kind of a rule, or `None` with a mistake noted.
pub(super) fn compile(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<Kind> {
    let names: Vec<(&str, &str)> = NAMES.iter().map(|&name| (name, name)).collect();
    let name = match &written.kind {
        Some(_) => file.word(written.kind.as_ref(), "kind", &names)?,
        None => "relation",
    };
    match name {
        "pattern" => compile_pattern(file, written, place).map(Kind::Pattern),
        "glosses" => no_options(file, written, "glosses").map(|()| {
            let number = written.glosses.as_ref();
            let at_least = number.and_then(|number| number.at_least).unwrap_or(1);
            Kind::Glosses(glosses::Glosses { at_least, at_most: number.and_then(|number| number.at_most).unwrap_or(usize::MAX) })
        }),
        "mojibake" => no_options(file, written, "mojibake").map(|()| Kind::Mojibake(mojibake::Mojibake)),
        "pairs" => no_options(file, written, "pairs").map(|()| Kind::Pairs(pairs::Pairs { zones: file.zones(written) })),
        "metadata" => compile_metadata(file, written, &place).map(Kind::Metadata),
        "scripts" => no_options(file, written, "scripts").map(|()| Kind::Scripts(scripts::Scripts)),
        "twins" => no_options(file, written, "twins").map(|()| Kind::Twins(twins::Twins)),
        _ => None,
    }
}

/// A kind that needs no patterns.
fn no_options(file: &mut RuleFile, written: &Written, kind: &'static str) -> Option<()> {
    useless(file, written.find.first().map(toml::Spanned::span), kind, "find");
    useless(file, written.holds.as_ref().map(toml::Spanned::span), kind, "holds");
    Some(())
}

fn compile_metadata(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<metadata::Metadata> {
    no_options(file, written, "metadata")?;
    needs(file, written.metadata.is_some(), "metadata", "metadata", place);
    let options = written.metadata.as_ref()?;
    let asks = file.word(Some(&options.asks), "question about metadata", &metadata::ASKS)?;
    Some(metadata::Metadata { asks, fields: options.fields.clone() })
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
