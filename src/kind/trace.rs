//! What became of every place where a rule's words were found: claims with what was weighed for them, and matches that are none, with why.

use std::ops::Range;

use super::{Outcome, Recounts};
use crate::{
    claim::{Guard, Operand, Sheet},
    document::Place,
    verdict::Verdict,
    view::{Span, Zone},
};

/// What became of one place where the words of a rule were found.
#[derive(Debug)]
pub struct Step<'k> {
    /// Where it stands.
    pub span: Span,
    /// Where it stands in the document, where the view does not show it. Taken before `span`.
    pub source: Option<Place>,
    /// What became of it.
    pub came: Came<'k>,
}

/// What a match became.
#[derive(Debug)]
pub enum Came<'k> {
    /// A claim, recounted.
    Claimed {
        /// The claim with what recounting it came to.
        outcome: Box<Outcome>,
        /// Why it is undecided, where its kind can say.
        doubt: Option<Doubt>,
        /// The figures that could be the operand that was left out, nearest first.
        weighed: Vec<Weighed>,
    },
    /// Nothing.
    Refused {
        /// Why.
        why: Refusal<'k>,
        /// The words that a guard found; `None` where it found none and needs some.
        found: Option<Span>,
    },
}

/// Why a match is no claim.
#[derive(Debug, Clone, Copy)]
pub enum Refusal<'k> {
    /// The words around turn it off.
    Guarded(&'k Guard),
    /// The rule does not look in this zone.
    Zone(Zone),
    /// No claim can be read from it.
    Left(Left),
}

/// Why no claim can be read from a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// A figure stands beside damaged characters, and is no evidence.
    Damaged,
    /// The part names a class and no amount: `35岁以下`.
    Threshold,
    /// Its operands count things of different sorts.
    Unlike,
    /// A slot holds no figure that it could take.
    NoFigure,
    /// Another pattern of the rule, written before this one, took the same place.
    Taken,
    /// The kind reads no claim in it.
    Unread,
}

/// Why a claim is undecided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No figure in scope could be the operand.
    NoCandidate(String),
    /// The sentence names the operand, and no figure in scope bears the name.
    Misnamed(String),
    /// No candidate satisfies the claim, and none is bound or near enough to contradict it.
    NoneNear(String),
    /// Another figure of its sort, which has this text, stands before it in the sentence and could be meant.
    Rival(String),
    /// The condition under which the claim is meant at all does not hold.
    NotMeant,
    /// The figures allow too much.
    Loose,
    /// What the text says proves it neither right nor wrong.
    Unproven,
}

/// A figure that could be the operand that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The figure, by the name of the operand.
    pub operand: Operand,
    /// By which words it is bound.
    pub by: &'static str,
    /// Whether they bind it strongly.
    pub strong: bool,
    /// What the claim comes to with it.
    pub verdict: Verdict,
    /// Whether the claim was decided with it.
    pub chosen: bool,
}

impl<'k> Step<'k> {
    /// A match at a range of a line's skeleton that is no claim.
    pub(crate) fn refused(sheet: &Sheet, line: usize, range: &Range<usize>, why: Refusal<'k>) -> Self {
        let found = match why {
            Refusal::Guarded(guard) => guard.found(sheet, line, range),
            _ => None,
        };
        let span = sheet.span(line, range.start, range.end);
        Self { span, source: None, came: Came::Refused { why, found } }
    }

    /// A claim about which its kind has no more to say.
    fn claimed(sheet: &Sheet, outcome: Outcome) -> Self {
        let source = outcome.claim.source;
        let span = source.map_or(outcome.claim.span, |place| sheet.view.span(place));
        Self { span, source, came: Came::Claimed { outcome: Box::new(outcome), doubt: None, weighed: Vec::new() } }
    }
}

/// The claims of a kind on some lines, and the matches that are none.
pub(super) fn steps<'k, K: Recounts>(kind: &'k K, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'k>> {
    let claims = super::Kind::outcomes(kind, sheet).into_iter().map(|outcome| Step::claimed(sheet, outcome));
    let mut steps: Vec<Step> = claims.filter(|step| touches(step.span, sheet, lines)).collect();
    // What a claim was read from was read.
    let read = |step: &Step| {
        matches!(step.came, Came::Refused { why: Refusal::Left(Left::Unread), .. })
            && steps.iter().any(|claim| claim.span.start < step.span.end && claim.span.end > step.span.start)
    };
    let mut refused = kind.refused(sheet, lines);
    refused.retain(|step| !read(step) && touches(step.span, sheet, lines));
    steps.append(&mut refused);
    steps.sort_by_key(|step| step.span);
    steps
}

/// Whether a span stands on some lines of the view, or begins or ends there.
fn touches(span: Span, sheet: &Sheet, lines: &Range<usize>) -> bool {
    let line = |index: usize| sheet.view.lines().get(index).map(|line| line.span);
    match (line(lines.start), lines.end.checked_sub(1).and_then(line)) {
        (Some(first), Some(last)) => span.start <= last.end && span.end >= first.start,
        _ => false,
    }
}
