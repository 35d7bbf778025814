//! Findings and claims made by hand, so that what is printed can be tested without a rule.

use std::sync::Arc;

use recount::{
    check::Language,
    document::{Document, Place},
    figure::{Interval, Number},
    finding::{Edit, Entry, EntryOperand, Finding, Fix, Label, Severity},
    output::{Page, text::Findings},
    verdict::Verdict,
};

/// The place of a text that stands once in a document.
#[track_caller]
pub fn place(document: &Document, text: &str) -> Place {
    let start = document.text.find(text).unwrap();
    Place { start, end: start + text.len() }
}

/// A share that does not follow from its count and total, with labels on the texts of the three.
#[track_caller]
pub fn share(document: &Document, part: &str, total: &str, share: &str) -> Finding {
    let label = |text: &str, name: &str| Label { place: place(document, text), text: name.to_owned() };
    let stated = place(document, share);
    Finding {
        rule: Arc::from("share/of-total"),
        severity: Severity::Error,
        verdict: Some(Verdict::Contradicted),
        place: stated,
        message: format!("{part} of {total} is 67.4%, not {share}"),
        help: Some("two digits may have changed places".to_owned()),
        labels: vec![label(total, "total"), label(part, "part"), label(share, "share")],
        fix: Some(Fix { safe: false, edits: vec![Edit { place: stated, text: "67.4%".to_owned() }] }),
    }
}

/// A finding with nothing but a place.
pub fn plain(place: Place, message: &str) -> Finding {
    Finding {
        rule: Arc::from("text/damage"),
        severity: Severity::Warning,
        verdict: None,
        place,
        message: message.to_owned(),
        help: None,
        labels: Vec::new(),
        fix: None,
    }
}

/// The claim of [`share`].
#[track_caller]
pub fn claim(document: &Document, part: &str, total: &str, share: &str) -> Entry {
    let number = |text: &str| Number::parse(text).unwrap();
    let operand = |name: &str, text: &str, reading: Interval, unit: &str| EntryOperand {
        name: name.to_owned(),
        text: text.to_owned(),
        reading: Some(reading),
        unit: unit.to_owned(),
        place: place(document, text),
    };
    let (from, to) = (place(document, part), place(document, share));
    Entry {
        rule: Arc::from("share/of-total"),
        verdict: Verdict::Contradicted,
        place: Place { start: from.start, end: to.end },
        relation: Arc::from("share ≈ part / total"),
        binding: "in the sentence".to_owned(),
        operands: vec![
            operand("part", part, Interval::exactly(number("153")), "人"),
            operand("total", total, Interval::at_least(number("227")), "名"),
            operand("share", share, Interval::closed(number("0.7635"), number("0.7645")), "%"),
        ],
        computed: Interval::exactly(number("153")).divided_by(&Interval::exactly(number("227"))),
    }
}

/// As a person sees it, without colours.
pub fn rendered(document: &Document, finding: &Finding) -> String {
    rendered_as(document, finding, Language::En, false)
}

/// As a person sees it.
pub fn rendered_as(document: &Document, finding: &Finding, language: Language, colour: bool) -> String {
    let mut out = String::new();
    Findings::new(language, colour).write(&mut out, &Page::new(document), finding);
    out
}
