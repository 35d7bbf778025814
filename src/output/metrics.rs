//! What a run came to, as one JSON object for dashboards and for `recount compare`: counts, rates, coverage, gates, timings.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::{gates, statistics::Tally, timings::Timed};
use crate::{finding::Severity, gate::Judged, verdict::Verdict};

/// The version of the format.
const VERSION: u32 = 1;
/// Decimal places of rates.
const PLACES: u32 = 6;

/// The metrics of a run; `unread` documents could not be read, and count nowhere else.
pub fn file(tally: &Tally, unread: usize, judged: &[Judged<'_>], timed: &Timed) -> String {
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| tally.severity(severity));
    let all = tally.at_least(Severity::Info);
    let undecided = tally.verdict(Verdict::Undecided);
    let bound = tally.claims().saturating_sub(undecided);
    let agreed = tally.verdict(Verdict::Verified).saturating_add(tally.verdict(Verdict::Consistent));
    let counts = |(name, counts): (&str, super::statistics::Counts)| {
        let rate = rate(counts.documents, tally.documents);
        (name.to_owned(), Found { findings: counts.findings, documents: counts.documents, document_rate: rate })
    };
    let metrics = Metrics {
        metrics: VERSION,
        recount: env!("CARGO_PKG_VERSION"),
        documents: Documents {
            checked: tally.documents,
            with_findings: tally.faulty,
            unread,
            characters: tally.characters,
            bytes: tally.bytes,
        },
        findings: Findings { all, error: errors, warning: warnings, info: notes, known_to_baseline: tally.known },
        rules: tally.rules().map(counts).collect(),
        families: tally.families().map(counts).collect(),
        rates: Rates {
            findings_per_document: rate(all, tally.documents),
            documents_with_findings: rate(tally.faulty, tally.documents),
            claims_bound: rate(bound, tally.claims()),
            bound_claims_that_hold: rate(agreed, bound),
        },
        coverage: coverage(tally, bound),
        gates: judged.iter().map(Gate::new).collect(),
        timings: Times::new(timed),
    };
    serde_json::to_string_pretty(&metrics).map_or_else(|_| String::new(), |text| text + "\n")
}

/// Claims that could be checked, claims whose operands were found, and claims by verdict.
fn coverage(tally: &Tally, bound: usize) -> BTreeMap<&'static str, usize> {
    let verdicts = Verdict::ALL.map(|verdict| (verdict.name(), tally.verdict(verdict)));
    [("checkable", tally.claims()), ("bound", bound)].into_iter().chain(verdicts).collect()
}

#[derive(Serialize)]
struct Metrics {
    metrics: u32,
    recount: &'static str,
    documents: Documents,
    findings: Findings,
    rules: BTreeMap<String, Found>,
    families: BTreeMap<String, Found>,
    rates: Rates,
    coverage: BTreeMap<&'static str, usize>,
    gates: Vec<Gate>,
    timings: Times,
}

#[derive(Serialize)]
struct Documents {
    checked: usize,
    with_findings: usize,
    unread: usize,
    characters: usize,
    bytes: usize,
}

#[derive(Serialize)]
struct Findings {
    all: usize,
    error: usize,
    warning: usize,
    info: usize,
    known_to_baseline: usize,
}

#[derive(Serialize)]
struct Found {
    findings: usize,
    documents: usize,
    document_rate: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Rates {
    findings_per_document: Option<Box<RawValue>>,
    documents_with_findings: Option<Box<RawValue>>,
    claims_bound: Option<Box<RawValue>>,
    bound_claims_that_hold: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Gate {
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
    rules: Option<String>,
    of: &'static str,
    limit: String,
    measured: String,
    count: usize,
    documents: usize,
    passed: bool,
}

impl Gate {
    fn new(judged: &Judged<'_>) -> Self {
        Self {
            folder: judged.folder.map(str::to_owned),
            rules: judged.glob.map(str::to_owned),
            of: if judged.glob.is_some() { judged.measure.name() } else { "warnings" },
            limit: judged.most.to_string(),
            measured: gates::measured(judged),
            count: judged.count,
            documents: judged.documents,
            passed: judged.passed,
        }
    }
}

/// In milliseconds. The steps are there where they were asked for.
#[derive(Serialize)]
struct Times {
    elapsed_ms: Option<Box<RawValue>>,
    reading_ms: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    view_ms: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures_ms: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings_ms: Option<Box<RawValue>>,
    writing_ms: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    rules_ms: BTreeMap<String, Option<Box<RawValue>>>,
}

impl Times {
    fn new(timed: &Timed) -> Self {
        let of = |time: u64| raw(super::timings::milliseconds(time));
        let steps = timed.steps.as_ref();
        let rules = steps.into_iter().flat_map(|steps| &steps.rules);
        Self {
            elapsed_ms: of(timed.elapsed),
            reading_ms: of(timed.reading),
            view_ms: steps.and_then(|steps| of(steps.view)),
            figures_ms: steps.and_then(|steps| of(steps.figures)),
            findings_ms: steps.and_then(|steps| of(steps.findings)),
            writing_ms: of(timed.writing),
            rules_ms: rules.map(|(rule, time)| (rule.clone(), of(*time))).collect(),
        }
    }
}

/// A part of a whole as a decimal number, rounded half up; `None` where there is no whole.
fn rate(part: usize, whole: usize) -> Option<Box<RawValue>> {
    let scale = 10_u128.checked_pow(PLACES)?;
    let (part, whole) = (part as u128, whole as u128);
    let scaled = part.checked_mul(scale)?.checked_mul(2)?.checked_add(whole)?.checked_div(whole.checked_mul(2)?)?;
    let (units, rest) = (scaled.checked_div(scale)?, scaled.checked_rem(scale)?);
    let digits = format!("{units}.{rest:06}");
    raw(digits.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn raw(digits: String) -> Option<Box<RawValue>> {
    RawValue::from_string(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_an_exact_decimal() {
        let told = |part, whole| rate(part, whole).map(|rate| rate.get().to_owned());
        assert_eq!(told(2, 3).as_deref(), Some("0.666667"));
        assert_eq!(told(3, 2).as_deref(), Some("1.5"));
        assert_eq!(told(0, 7).as_deref(), Some("0"));
        assert_eq!(told(7, 7).as_deref(), Some("1"));
        assert_eq!(told(1, 0), None);
    }
}
