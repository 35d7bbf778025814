//! What each rule made of one line of a document, in places of the document: for whoever asks why a rule spoke, or did not.

use std::{ops::Range, sync::Arc};

use super::{Checker, entry, operand};
use crate::{
    claim::{Guard, Sheet, Side},
    config::InForce,
    document::{Document, Place},
    finding::{Entry, EntryOperand},
    kind::trace::{Came, Refusal, Step},
    suppress::Suppressed,
    verdict::Verdict,
    view::Zone,
};

pub use crate::kind::trace::{Doubt, Left};

/// One place that a rule's words matched, with what became of it; or a rule whose words matched nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Where its words stand; nowhere for a rule that matched nothing.
    pub place: Option<Place>,
    /// What became of them.
    pub fate: Fate,
}

/// What became of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// A claim that was decided.
    Bound(Entry, Vec<Candidate>),
    /// A claim that was not, and why.
    Undecided(Entry, Vec<Candidate>, Doubt),
    /// A text that should not be there: what the finding says.
    Found(String),
    /// The words around turned it off.
    Guarded(Guarded),
    /// The rule does not look in the zone where it stands.
    Zone(Zone),
    /// No claim was read from it.
    Left(Left),
    /// Somebody has looked at what was found, and said why it stays, if they did.
    Suppressed(Option<String>),
    /// There is none.
    Unmatched,
}

/// A figure that could be the operand that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The figure.
    pub operand: EntryOperand,
    /// By which words it is bound.
    pub by: &'static str,
    /// Whether they bind it strongly.
    pub strong: bool,
    /// What the claim comes to with it.
    pub verdict: Verdict,
    /// Whether the claim was decided with it.
    pub chosen: bool,
}

/// What turned a match off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded {
    /// Where the guard looked.
    pub side: Side,
    /// What it looked for, as the rule's author wrote it.
    pub pattern: String,
    /// What it found; `None` where it found nothing of what the rule requires.
    pub found: Option<(Place, String)>,
}

impl Traced {
    /// A finding that is suppressed.
    pub fn suppressed(suppressed: &Suppressed) -> Self {
        let Suppressed { finding, reason, .. } = suppressed;
        Self { rule: Arc::clone(&finding.rule), place: Some(finding.place), fate: Fate::Suppressed(reason.clone()) }
    }

    /// Whether it stands on a line, and has a byte of the document in it where one is asked for.
    pub fn stands(&self, line: Place, at: Option<usize>) -> bool {
        let on_line = self.place.is_some_and(|place| place.start <= line.end && place.end >= line.start);
        on_line && at.is_none_or(|at| self.covers(at))
    }

    /// Whether a byte of the document stands in it or in one of its operands.
    fn covers(&self, at: usize) -> bool {
        let holds = |place: Place| (place.start..place.end.max(place.start.saturating_add(1))).contains(&at);
        let operands = match &self.fate {
            Fate::Bound(entry, _) | Fate::Undecided(entry, ..) => entry.operands.as_slice(),
            _ => &[],
        };
        self.place.is_some_and(holds) || operands.iter().any(|operand| holds(operand.place))
    }

    /// Whether it tells more than that the rule has nothing to say.
    pub fn tells(&self) -> bool {
        !matches!(self.fate, Fate::Unmatched | Fate::Left(Left::Taken))
    }
}

impl Checker {
    /// What some rules made of a line of the document, or of one byte of it. A rule that matched nothing there has one element that says so.
    pub fn trace<'r>(
        &self,
        rules: impl IntoIterator<Item = InForce<'r>>,
        document: &Document,
        line: Place,
        at: Option<usize>,
    ) -> Vec<Traced> {
        let sheet = Sheet::new(document);
        // A line of the document may be many lines of the view: each cell of a table is one.
        let span = sheet.view.span(line);
        let lines = sheet.view.line_at(span.start)..sheet.view.line_at(span.end.max(span.start)).saturating_add(1);
        let mut traced = Vec::new();
        for rule in rules {
            let mut steps = self.steps(&rule, &sheet, &lines);
            steps.retain(|step| at.is_none_or(|at| step.covers(at)));
            if steps.is_empty() {
                steps.push(Traced { rule: Arc::clone(&rule.rule.id), place: None, fate: Fate::Unmatched });
            }
            traced.extend(steps);
        }
        // In the order of the line; the rules that matched nothing come last.
        traced.sort_by_key(|traced: &Traced| (traced.place.is_none(), traced.place));
        traced
    }

    fn steps(&self, rule: &InForce, sheet: &Sheet, lines: &Range<usize>) -> Vec<Traced> {
        let steps = rule.kind().trace(sheet, lines).into_iter().map(|step| Traced {
            rule: Arc::clone(&rule.rule.id),
            place: Some(step.source.unwrap_or_else(|| sheet.view.place(step.span))),
            fate: self.fate(rule, sheet, step),
        });
        let mut steps: Vec<Traced> = steps.collect();
        // Several patterns of a rule may fail on one place for one reason.
        steps.dedup();
        steps
    }

    fn fate(&self, rule: &InForce, sheet: &Sheet, step: Step) -> Fate {
        let (outcome, doubt, weighed) = match step.came {
            Came::Claimed { outcome, doubt, weighed } => (outcome, doubt, weighed),
            Came::Refused { why, found } => {
                return match why {
                    Refusal::Guarded(guard) => Fate::Guarded(guarded(guard, found.map(|found| quoted(sheet, found)))),
                    Refusal::Zone(zone) => Fate::Zone(zone),
                    Refusal::Left(left) => Fate::Left(left),
                };
            }
        };
        if !rule.kind().counts() {
            return self.finding(rule, sheet, &outcome).map_or(Fate::Left(Left::Unread), |finding| Fate::Found(finding.message));
        }
        let candidates = weighed.into_iter().map(|weighed| Candidate {
            operand: operand(sheet, &weighed.operand),
            by: weighed.by,
            strong: weighed.strong,
            verdict: weighed.verdict,
            chosen: weighed.chosen,
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let mut entry = entry(rule.rule, sheet, *outcome);
        if let Some(chosen) = candidates.iter().find(|candidate| candidate.chosen) {
            entry.binding = chosen.by.to_owned();
        }
        match entry.verdict {
            Verdict::Undecided => Fate::Undecided(entry, candidates, doubt.unwrap_or(Doubt::Unproven)),
            _ => Fate::Bound(entry, candidates),
        }
    }
}

fn guarded(guard: &Guard, found: Option<(Place, String)>) -> Guarded {
    Guarded { side: guard.side, pattern: guard.pattern.written().to_owned(), found }
}

fn quoted(sheet: &Sheet, span: crate::view::Span) -> (Place, String) {
    let place = sheet.view.place(span);
    (place, sheet.document.text.get(place.start..place.end).unwrap_or("").to_owned())
}
