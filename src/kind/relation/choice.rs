//! Decides with which candidate a claim is held, and writes what its messages show.

use super::{Bound, Holds, Parts, Weighed};
use crate::{
    figure::{Interval, Number},
    verdict::{self, Recount, Value, Values, Verdict},
};

/// What a claim comes to with one candidate.
pub(super) fn with(parts: &Parts, bound: &Bound, candidate: &Weighed) -> (Recount, Values) {
    let mut values = parts.values.clone();
    values.insert(bound.operand.clone(), Value::Figure(candidate.value.clone()));
    (verdict::solve(&parts.holds, &values), values)
}

/// Decides with which candidate a claim is held: any that satisfies it, else a strong one, else one that it nearly meets. One that is not
/// strong proves no claim.
pub(super) fn choose(parts: &Parts, bound: &Bound) -> (Recount, Values) {
    // Of those that verify it nothing more is asked than which is the first of the strong ones, or of all.
    let mut values = parts.values.clone();
    let verifying = bound.candidates.iter().enumerate().filter(|(_, candidate)| {
        values.insert(bound.operand.clone(), Value::Figure(candidate.value.clone()));
        verdict::verifies(&parts.holds, &values)
    });
    let best = verifying.min_by_key(|(place, candidate)| (!candidate.strong, *place));
    if let Some((place, candidate)) = best {
        let (recount, values) = with(parts, bound, candidate);
        return chosen(bound, place, candidate, recount, values);
    }
    let tried: Vec<(usize, &Weighed, Recount, Values)> = bound
        .candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| {
            let (recount, values) = with(parts, bound, candidate);
            (place, candidate, recount, values)
        })
        .collect();
    let strong = tried.iter().any(|(_, candidate, ..)| candidate.strong);
    let admitted = |candidate: &Weighed, recount: &Recount| match recount.verdict {
        Verdict::Verified | Verdict::Consistent => true,
        Verdict::Undecided => false,
        Verdict::LastDigit => !bound.weak && (candidate.strong || (!strong && !candidate.sibling)),
        Verdict::Contradicted => {
            !bound.weak && (candidate.strong || (!strong && nearly(candidate, recount, &parts.values, &parts.holds)))
        }
    };
    let order = |verdict: Verdict| match verdict {
        Verdict::Verified => 0,
        Verdict::Consistent => 1,
        Verdict::LastDigit => 2,
        Verdict::Contradicted | Verdict::Undecided => 3,
    };
    let best = tried
        .into_iter()
        .filter(|(_, candidate, recount, _)| admitted(candidate, recount))
        .min_by_key(|(place, candidate, recount, _)| (order(recount.verdict), !candidate.strong, *place));
    match best {
        Some((place, candidate, recount, values)) => chosen(bound, place, candidate, recount, values),
        None => (Recount::new(Verdict::Undecided), parts.values.clone()),
    }
}

/// What a claim comes to with the candidate that was chosen.
fn chosen(bound: &Bound, place: usize, candidate: &Weighed, recount: Recount, values: Values) -> (Recount, Values) {
    // Had it failed with a candidate that nothing but its value binds, nobody would have been told.
    let proven = candidate.strong && !bound.weak || recount.verdict != Verdict::Verified;
    let recount = if proven { recount } else { Recount { verdict: Verdict::Consistent, ..recount } };
    let implied = place.saturating_add(1) == bound.candidates.len();
    let shown = bound.printed.filter(|_| implied && !recount.verdict.holds()).unwrap_or(place);
    (Recount { chosen: Some(shown), ..recount }, values)
}

/// Whether a claim comes so near to an operand that is only in scope that this must be the one: digits exchanged, or the nearest candidate and two
/// hundredths away at most.
fn nearly(candidate: &Weighed, recount: &Recount, values: &Values, holds: &Holds) -> bool {
    if candidate.sibling || recount.explanation.is_some() {
        return !candidate.sibling;
    }
    let stated = holds.stated().and_then(|name| values.get(name));
    let (Some(Value::Figure(stated)), Some(computed)) = (stated, &recount.computed) else { return false };
    let near = Interval::around(&stated.value, &stated.value.abs().times(&Number::ratio(1, 50).unwrap_or_default()));
    candidate.nearest && near.meets(computed)
}

/// Fills the slots of messages that compute something.
pub(super) fn show(recount: Recount, values: &Values, parts: &Parts) -> Recount {
    let mut recount = recount;
    let stated = parts.stated.get(recount.index.unwrap_or(0));
    if let (Some((figure, text)), Some(computed)) = (stated, &recount.computed) {
        recount.facts.insert("computed".to_owned(), figure.express(text, computed));
    }
    for (shown, like) in &parts.shown {
        let values = at_index(values, recount.index);
        let Some(value) = verdict::evaluate(&shown.value, &values) else { continue };
        let text = match like {
            Some((figure, text)) => figure.express(text, &value),
            None => match value.as_exact() {
                Some(exact) => exact.to_string(),
                None => continue,
            },
        };
        recount.facts.insert(shown.slot.clone(), text);
    }
    recount
}

/// The values of one element of each list, where `each` decided by one.
fn at_index(values: &Values, index: Option<usize>) -> Values {
    let pick = |value: &Value| match (value, index) {
        (Value::Figures(figures), Some(index)) => figures.get(index).cloned().map_or_else(|| value.clone(), Value::Figure),
        _ => value.clone(),
    };
    values.iter().map(|(name, value)| (name.clone(), pick(value))).collect()
}
