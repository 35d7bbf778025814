//! Finds the candidates of every match, and lets the matches of one paragraph confirm each other's.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Matched, StatedBeside, implied};
use crate::{
    claim::{
        Sheet,
        bind::{self, Strength, Unbound},
    },
    figure::Number,
    verdict::{self, Stated, Value},
};

/// Finds the candidates of each match, and lets matches of one paragraph confirm each other's.
pub(super) fn bind_all(matches: &mut [Matched], sheet: &Sheet) {
    for matched in matches.iter_mut() {
        let Some(bind) = &matched.case.bind else { continue };
        let index = |name: &str| matched.get(name).and_then(|operand| operand.figures.first().copied());
        let Some(beside) = index(&bind.beside) else { continue };
        let like = bind.like.as_deref().and_then(index).unwrap_or(beside);
        let named = bind.named_by.as_ref().and_then(|group| matched.named.get(group)).map(String::as_str);
        let unbound = Unbound { beside, like, claim: matched.span, named, told: bind.named_by.is_none() };
        (matched.candidates, matched.misnamed) = bind::candidates(bind, sheet, unbound);
    }
    confirm(matches, sheet);
}

/// Claims of one paragraph share their operand: a candidate that verifies one of them, or that is the sum of their parts, is strong for all.
fn confirm(matches: &mut [Matched], sheet: &Sheet) {
    let mut start = 0;
    while let Some(first) = matches.get(start) {
        let mut line = first.line;
        let follows = |matched: &&Matched| {
            let together = (line..matched.line).all(|line| goes_on(sheet, line));
            line = matched.line;
            together
        };
        let length = matches.get(start..).unwrap_or_default().iter().take_while(follows).count().max(1);
        let end = start.saturating_add(length);
        if let Some(group) = matches.get_mut(start..end) {
            let parts: BTreeSet<usize> = group.iter().flat_map(parts_of).collect();
            let stated = group.iter().filter_map(|matched| Some((matched.span, matched.stated_value()?.value.clone())));
            let stated = Arc::new(StatedBeside::new(stated.collect()));
            for matched in group.iter_mut() {
                matched.stated_beside = Arc::clone(&stated);
                // A match's own part stands inside it, and is no candidate.
                for candidate in matched.candidates.iter_mut().filter(|candidate| parts.contains(&candidate.figure)) {
                    matched.siblings.push(candidate.figure);
                    if candidate.by != "其中" {
                        (candidate.strength, candidate.by) = (Strength::InScope, "in scope");
                    }
                }
            }
            for (place, figure) in implied::outer(group) {
                let candidates = group.get_mut(place).map(|matched| matched.candidates.iter_mut());
                for candidate in candidates.into_iter().flatten().filter(|candidate| candidate.figure == figure) {
                    (candidate.strength, candidate.by) = (Strength::InScope, "in scope");
                }
            }
            let right: Vec<Vec<usize>> = group.iter().map(|matched| verifying(matched, sheet)).collect();
            strengthen(group, &right, sheet);
            learn_names(group, &right, sheet);
            implied::imply(group, sheet);
        }
        start = end;
    }
}

/// Makes those candidates of claims strong that another of them is right with, or that are the sum of their parts.
fn strengthen(group: &mut [Matched], verifying: &[Vec<usize>], sheet: &Sheet) {
    let mut right: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (place, figures) in verifying.iter().enumerate() {
        for &figure in figures {
            right.entry(figure).or_default().insert(place);
        }
    }
    let sums = sums(group, sheet);
    for (place, matched) in group.iter_mut().enumerate().filter(|(_, matched)| matched.case.together) {
        for candidate in matched.candidates.iter_mut().filter(|candidate| candidate.strength < Strength::Strong) {
            let shared = right.get(&candidate.figure).is_some_and(|claims| claims.iter().any(|&claim| claim != place));
            if shared {
                (candidate.strength, candidate.by) = (Strength::Strong, "siblings");
            } else if sums.contains(&candidate.figure) {
                (candidate.strength, candidate.by) = (Strength::Strong, "parts add up");
            }
        }
    }
}

/// What one claim's words name, the same words of another name too: where `占石漠化总面积的` is right with a figure, that is the area.
fn learn_names(group: &mut [Matched], verifying: &[Vec<usize>], sheet: &Sheet) {
    let unit = |matched: &Matched| part_of(matched).and_then(|part| sheet.figures.get(part)).map(|part| part.unit.text.clone());
    let name = |matched: &Matched| matched.whole(&unit(matched)?).filter(|name| !name.is_empty()).map(str::to_owned);
    let mut known: BTreeMap<(String, usize), BTreeSet<usize>> = BTreeMap::new();
    for (place, matched) in group.iter().enumerate().filter(|(_, matched)| matched.case.together) {
        let Some(name) = name(matched) else { continue };
        for &figure in verifying.get(place).into_iter().flatten() {
            known.entry((name.clone(), figure)).or_default().insert(place);
        }
    }
    for (place, matched) in group.iter_mut().enumerate().filter(|(_, matched)| matched.case.together) {
        let Some(name) = name(matched) else { continue };
        let by_another =
            |figure: usize| known.get(&(name.clone(), figure)).is_some_and(|claims| claims.iter().any(|&claim| claim != place));
        for candidate in matched.candidates.iter_mut().filter(|candidate| by_another(candidate.figure)) {
            matched.misnamed = false;
            if candidate.strength < Strength::Strong {
                (candidate.strength, candidate.by) = (Strength::Strong, "same name");
            }
        }
    }
}

/// Whether the sentence of a line goes on below it, as where a printed page was cut into its lines.
fn goes_on(sheet: &Sheet, line: usize) -> bool {
    let text = sheet.view.lines().get(line).map_or("", |line| sheet.view.slice(line.span).trim_end());
    !text.is_empty() && !text.ends_with(['。', '!', '?', '…'])
}

/// The figures that a claim takes for parts, whether it has its whole from its pattern or not.
fn parts_of(matched: &Matched) -> Vec<usize> {
    let of_share = || matched.case.holds.share().and_then(|(_, part, _)| Some(matched.get(part)?.figures.clone()));
    part_of(matched).map(|part| vec![part]).or_else(of_share).unwrap_or_default()
}

/// The figure that a claim takes for a part.
fn part_of(matched: &Matched) -> Option<usize> {
    let like = matched.case.bind.as_ref()?.like.as_deref()?;
    matched.get(like)?.figures.first().copied()
}

/// The candidates that make a claim exactly right, where it shares them with those beside it.
fn verifying(matched: &Matched, sheet: &Sheet) -> Vec<usize> {
    let Some(bind) = matched.case.bind.as_ref().filter(|_| matched.case.together) else { return Vec::new() };
    let mut values = matched.values();
    let right = matched.candidates.iter().filter(|candidate| {
        let Some(figure) = sheet.figures.get(candidate.figure) else { return false };
        values.insert(bind.operand.clone(), Value::Figure(Stated::of(figure)));
        verdict::verifies(&matched.case.holds, &values)
    });
    right.map(|candidate| candidate.figure).collect()
}

/// The candidates that are the sum of the parts of a run of claims, two at least.
fn sums(group: &[Matched], sheet: &Sheet) -> Vec<usize> {
    let together: Vec<&Matched> = group.iter().filter(|matched| matched.case.together).collect();
    if together.len() < 2 {
        return Vec::new();
    }
    let parts: Vec<usize> = together.iter().flat_map(|matched| parts_of(matched)).collect();
    let values = parts.iter().filter_map(|&part| sheet.figures.get(part));
    let sum = values.fold(Number::zero(), |sum, part| sum.plus(&part.value));
    let all = together.iter().flat_map(|matched| &matched.candidates).map(|candidate| candidate.figure);
    all.filter(|index| sheet.figures.get(*index).is_some_and(|figure| figure.value == sum) && !parts.contains(index)).collect()
}
