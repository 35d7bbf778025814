//! What a relation made of each of its matches: the candidates it weighed for an operand that was left out, and why it is undecided.

use std::ops::Range;

use super::{
    Bound, Matched, Parts, Relation, as_operand,
    beside::rival,
    binding::bind_all,
    choice::{choose, with},
    in_line,
};
use crate::{
    claim::{Sheet, bind::Candidate},
    kind::{
        Outcome, Recounts,
        trace::{Came, Doubt, Refusal, Step, Weighed},
    },
    verdict::{Recount, Verdict},
};

/// What became of every match on some lines of the view.
pub(super) fn steps<'k>(relation: &'k Relation, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'k>> {
    let mut steps = Vec::new();
    for index in lines.clone() {
        let Some(line) = sheet.view.lines().get(index) else { continue };
        let elsewhere = (!relation.zones.include(line.zone)).then_some(Refusal::Zone(line.zone));
        let mut refuse = |at, why| steps.push(Step::refused(sheet, index, &at, elsewhere.unwrap_or(why)));
        let mut matches = in_line(relation.patterns(), sheet, index, &mut refuse);
        if let Some(why) = elsewhere {
            let refused = |matched: &Matched| Step { span: matched.span, source: None, came: Came::Refused { why, found: None } };
            steps.extend(matches.iter().map(refused));
            continue;
        }
        // Matches confirm each other's operands within a line, and no further.
        bind_all(&mut matches, sheet);
        steps.extend(matches.iter().map(|matched| step(relation, matched, sheet)));
    }
    steps.sort_by_key(|step| step.span);
    steps
}

fn step<'k>(relation: &Relation, matched: &Matched, sheet: &Sheet) -> Step<'k> {
    let (claim, parts) = relation.claim(matched, sheet).split();
    let recount = relation.recount(&parts);
    let doubt = (recount.verdict == Verdict::Undecided).then(|| doubt(matched, &parts, sheet));
    let weighed = parts.bound.as_ref().map(|bound| weighed(&matched.candidates, bound, &parts, &recount, sheet));
    let weighed = weighed.unwrap_or_default();
    Step { span: claim.span, source: None, came: Came::Claimed { outcome: Box::new(Outcome { claim, recount }), doubt, weighed } }
}

/// Each candidate with what the claim comes to with it.
fn weighed(candidates: &[Candidate], bound: &Bound, parts: &Parts, recount: &Recount, sheet: &Sheet) -> Vec<Weighed> {
    let pairs = candidates.iter().zip(&bound.candidates).enumerate();
    let weighed = pairs.filter_map(|(place, (candidate, weighed))| {
        Some(Weighed {
            operand: as_operand(&bound.operand, candidate.figure, sheet)?,
            by: candidate.by,
            strong: weighed.strong,
            verdict: with(parts, bound, weighed).0.verdict,
            chosen: recount.chosen == Some(place),
        })
    });
    weighed.collect()
}

/// Why a claim is undecided, in the order in which [`Relation`] asks.
fn doubt(matched: &Matched, parts: &Parts, sheet: &Sheet) -> Doubt {
    let bound = parts.bound.as_ref();
    let values = match bound.map(|bound| (bound, choose(parts, bound))) {
        Some((bound, (recount, _))) if recount.verdict == Verdict::Undecided => {
            let operand = bound.operand.clone();
            return match bound.candidates.is_empty() {
                _ if bound.weak => Doubt::Misnamed(operand),
                true => Doubt::NoCandidate(operand),
                false => Doubt::NoneNear(operand),
            };
        }
        Some((_, (_, values))) => values,
        None => parts.values.clone(),
    };
    match rival(matched, sheet).and_then(|index| sheet.figures.get(index)) {
        Some(rival) => Doubt::Rival(sheet.view.slice(rival.span).to_owned()),
        None if !parts.applies(&values) => Doubt::NotMeant,
        None => Doubt::Loose,
    }
}
