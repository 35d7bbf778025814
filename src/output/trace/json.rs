//! A trace for programs: one JSON object a place, with stable fields in a stable order.

use serde::Serialize;

use super::words;
use crate::{
    check::trace::{Candidate, Fate, Guarded, Traced},
    document::Place,
    output::{
        Page,
        json::{Amount, OperandRecord, amount, write},
    },
};

/// Writes what one rule made of one place as one object on one line.
pub fn traced(out: &mut String, page: &Page<'_>, traced: &Traced) {
    let position = traced.place.map(|place| page.position(place.start));
    let quote = |place: Place| page.document.text.get(place.start..place.end).unwrap_or("");
    let (entry, candidates) = match &traced.fate {
        Fate::Bound(entry, candidates) | Fate::Undecided(entry, candidates, _) => (Some(entry), candidates.as_slice()),
        _ => (None, &[][..]),
    };
    let record = Record {
        rule: &traced.rule,
        status: words::status(&traced.fate),
        reason: reason(&traced.fate),
        verdict: entry.map(|entry| entry.verdict.name()),
        path: &page.document.path,
        document: page.document.id.as_deref(),
        start: traced.place.map(|place| place.start),
        end: traced.place.map(|place| place.end),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        text: traced.place.map(quote),
        message: match &traced.fate {
            Fate::Found(message) => Some(message),
            Fate::Suppressed(reason) => reason.as_deref(),
            _ => None,
        },
        relation: entry.map(|entry| &*entry.relation),
        operands: entry.map_or_else(Vec::new, |entry| entry.operands.iter().map(OperandRecord::new).collect()),
        computed: entry
            .and_then(|entry| entry.computed.as_ref())
            .map(|computed| [amount(computed.low()), amount(computed.high())]),
        binding: entry.map(|entry| entry.binding.as_str()).filter(|binding| !binding.is_empty()),
        candidates: candidates.iter().map(CandidateRecord::new).collect(),
        guard: match &traced.fate {
            Fate::Guarded(guarded) => Some(GuardRecord::new(guarded)),
            _ => None,
        },
    };
    write(out, &record);
}

/// Why it came to that, in a word.
fn reason(fate: &Fate) -> Option<&'static str> {
    match fate {
        Fate::Undecided(_, _, why) => Some(words::doubt_name(why)),
        Fate::Left(left) => Some(words::left_name(*left)),
        Fate::Zone(zone) => Some(words::zone_name(*zone)),
        Fate::Guarded(guarded) => Some(if guarded.found.is_some() { "unless" } else { "requires" }),
        Fate::Bound(..) | Fate::Found(_) | Fate::Suppressed(_) | Fate::Unmatched => None,
    }
}

#[derive(Serialize)]
struct Record<'a> {
    rule: &'a str,
    status: &'a str,
    reason: Option<&'a str>,
    verdict: Option<&'a str>,
    path: &'a str,
    document: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
    message: Option<&'a str>,
    relation: Option<&'a str>,
    operands: Vec<OperandRecord<'a>>,
    computed: Option<[Option<Amount>; 2]>,
    binding: Option<&'a str>,
    candidates: Vec<CandidateRecord<'a>>,
    guard: Option<GuardRecord<'a>>,
}

#[derive(Serialize)]
struct CandidateRecord<'a> {
    operand: OperandRecord<'a>,
    by: &'a str,
    strong: bool,
    verdict: &'a str,
    chosen: bool,
}

impl<'a> CandidateRecord<'a> {
    fn new(candidate: &'a Candidate) -> Self {
        Self {
            operand: OperandRecord::new(&candidate.operand),
            by: candidate.by,
            strong: candidate.strong,
            verdict: candidate.verdict.name(),
            chosen: candidate.chosen,
        }
    }
}

#[derive(Serialize)]
struct GuardRecord<'a> {
    side: &'a str,
    pattern: &'a str,
    text: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

impl<'a> GuardRecord<'a> {
    fn new(guarded: &'a Guarded) -> Self {
        let found = guarded.found.as_ref();
        Self {
            side: words::side_name(guarded.side),
            pattern: &guarded.pattern,
            text: found.map(|(_, text)| text.as_str()),
            start: found.map(|(place, _)| place.start),
            end: found.map(|(place, _)| place.end),
        }
    }
}
