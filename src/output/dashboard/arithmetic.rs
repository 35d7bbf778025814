//! The arithmetic behind a finding: its relation, its operands as they were read, and what counting gives.

use std::collections::HashMap;

use serde::Serialize;

use crate::{
    check::Language,
    document::Place,
    figure::{Interval, Number},
    finding::{Entry, Finding},
    output::{
        clean::{clean, clip},
        text::{LONGEST, interval},
        trace::words::binding,
    },
};

/// More operands than this are not shown.
const MOST: usize = 40;

/// What was counted, and how.
#[derive(Debug, Serialize)]
pub(super) struct Arithmetic<'a> {
    relation: &'a str,
    operands: Vec<Operand<'a>>,
    /// Operands beyond those.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
    /// What counting gives: a value, or an interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<String>,
    /// How an operand that the sentence leaves out was found, in English and Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<[String; 2]>,
}

/// One operand.
#[derive(Debug, Serialize)]
struct Operand<'a> {
    name: &'a str,
    /// As the report has it.
    text: String,
    /// The values that it allows, where they say more than its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    /// Whether it is the stated figure, at which the finding stands.
    #[serde(skip_serializing_if = "is_false")]
    stated: bool,
}

/// The claims of a document by their rule and the places of their operands, as findings have them.
pub(super) struct Claims<'c>(HashMap<(&'c str, Vec<Place>), &'c Entry>);

impl<'c> Claims<'c> {
    /// The claims of a ledger.
    pub(super) fn new(ledger: &'c [Entry]) -> Self {
        let key = |entry: &'c Entry| (&*entry.rule, in_order(entry.operands.iter().map(|operand| operand.place)));
        let entries = ledger.iter().filter(|entry| !entry.verdict.holds() && !entry.operands.is_empty());
        Self(entries.map(|entry| (key(entry), entry)).collect())
    }

    /// The arithmetic of a finding; `None` where nothing was counted.
    pub(super) fn of(&self, finding: &'c Finding) -> Option<Arithmetic<'c>> {
        let places = in_order(finding.labels.iter().map(|label| label.place));
        let entry = self.0.get(&(&*finding.rule, places)).filter(|entry| Some(entry.verdict) == finding.verdict)?;
        Some(Arithmetic::new(entry, finding.place))
    }
}

fn in_order(places: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut places: Vec<Place> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

impl<'c> Arithmetic<'c> {
    fn new(entry: &'c Entry, place: Place) -> Self {
        let within = |inner: Place| place.start <= inner.start && inner.end <= place.end && inner.start < inner.end;
        let stated = entry.operands.iter().find(|operand| within(operand.place));
        let unit = stated.map_or("", |stated| &stated.unit);
        let operands = entry.operands.iter().take(MOST).map(|operand| {
            let text = clip(&operand.text, LONGEST);
            let reading = operand.reading.as_ref().map(|reading| values(reading, &operand.unit));
            Operand {
                name: &operand.name,
                reading: reading.filter(|reading| !text.starts_with(reading.as_str())),
                text,
                stated: within(operand.place),
            }
        });
        let [en, zh] = [Language::En, Language::Zh].map(|language| clean(binding(&entry.binding, language)).into_owned());
        Self {
            relation: &entry.relation,
            operands: operands.collect(),
            more: entry.operands.len().saturating_sub(MOST),
            computed: entry.computed.as_ref().map(|computed| values(computed, unit)),
            bound: (!entry.binding.is_empty()).then_some([en, zh]),
        }
    }
}

/// Values as they are shown: shares in per cent, as reports have them.
fn values(values: &Interval, unit: &str) -> String {
    if !matches!(unit, "%" | "百分点") {
        return interval(values);
    }
    let shown = interval(&values.scaled(&Number::power_of_ten(2)));
    if values.as_exact().is_some() { format!("{shown}%") } else { format!("{shown} %") }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(value: &bool) -> bool {
    !value
}
