//! A trace for programs: one JSON object a place, with stable fields in a stable order.

use schemars::JsonSchema;
use serde::Serialize;

use super::words;
use crate::{
    check::trace::{Candidate, Fate, Guarded, Traced},
    document::Place,
    output::{
        Page,
        json::{Amount, OperandRecord, amount, write},
    },
    verdict::Verdict,
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

/// What `recount trace --format jsonl` writes: one object for each place of a rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "trace", deny_unknown_fields)]
pub(in crate::output) struct Record<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// What became of the match: bound, undecided, found, guarded, zone, left or unmatched.
    status: &'a str,
    /// Why, in a word.
    reason: Option<&'a str>,
    /// What the claim comes to.
    #[schemars(with = "Option<Verdict>")]
    verdict: Option<&'a str>,
    /// The file, as it was named or walked.
    path: &'a str,
    /// The id of the report within its file; null where the file is the report.
    document: Option<&'a str>,
    /// The first byte, counted from 0; null where nothing matched.
    start: Option<usize>,
    /// The byte after the last.
    end: Option<usize>,
    /// The line, counted from 1.
    line: Option<usize>,
    /// The column, counted from 1 in characters.
    column: Option<usize>,
    /// The text of the place.
    text: Option<&'a str>,
    /// What is told, in the language of the run.
    message: Option<&'a str>,
    /// The relation that should hold, as the rule says it.
    relation: Option<&'a str>,
    /// The operands, as they were read.
    operands: Vec<OperandRecord<'a>>,
    /// The lowest and the highest value that the relation allows; null where nothing was computed, or at an open end.
    computed: Option<[Option<Amount>; 2]>,
    /// How an operand that the sentence leaves out was found; empty where none was.
    binding: Option<&'a str>,
    /// The figures that could be the operand left out, nearest first.
    candidates: Vec<CandidateRecord<'a>>,
    /// What turned the match off.
    guard: Option<GuardRecord<'a>>,
}

/// A figure that could be the operand left out.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "candidate", deny_unknown_fields)]
struct CandidateRecord<'a> {
    /// The figure.
    operand: OperandRecord<'a>,
    /// What binds it.
    by: &'a str,
    /// Whether words bind it, and not only its place.
    strong: bool,
    /// What the claim comes to.
    #[schemars(with = "Verdict")]
    verdict: &'a str,
    /// Whether it was chosen.
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

/// What turned a match off.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "guard", deny_unknown_fields)]
struct GuardRecord<'a> {
    /// Where it was looked for.
    side: &'a str,
    /// The pattern.
    pattern: &'a str,
    /// The text of the place.
    text: Option<&'a str>,
    /// The first byte, counted from 0; null where nothing matched.
    start: Option<usize>,
    /// The byte after the last.
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
