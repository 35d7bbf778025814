//! Figures beside those of a claim: what could be meant in the place of an operand, and counts of another measure.

use super::Matched;
use crate::{
    claim::{Sheet, bind},
    figure::{Figure, Kind, Number},
    verdict::{Stated, Value},
};

/// A figure of the sort of the operand that should be sole, before it in its sentence: its index. For a share, what stands before an
/// earlier share belongs to that one. Where the sole operand is a whole of the others, what is smaller than one of them is no rival.
pub(super) fn rival(matched: &Matched, sheet: &Sheet) -> Option<usize> {
    let sole = matched.case.sole.as_deref()?;
    let index = matched.get(sole)?.figures.first().copied()?;
    let figure = sheet.figures.get(index)?;
    let is_ratio = |figure: &Figure| matches!(figure.kind, Kind::Percent | Kind::Fraction);
    let stated = matched.stated().and_then(|stated| sheet.figures.get(*stated.figures.first()?));
    let of_share = stated.is_some_and(is_ratio);
    let others = matched.operands.iter().filter(|operand| operand.name != sole).flat_map(|operand| &operand.figures);
    let others = others.filter_map(|&index| sheet.figures.get(index)).filter(|other| bind::alike(other, figure));
    let largest = others.map(size).max().filter(|largest| *largest <= size(figure));
    let too_small = |other: &Figure| largest.as_ref().is_some_and(|largest| size(other) < *largest);
    let sentence = sheet.view.sentence(figure.span.start);
    let earlier = sheet.figures.get(..index).unwrap_or_default().iter().enumerate().rev();
    let mut earlier = earlier.take_while(|(_, other)| other.span.start >= sentence.start && !(of_share && is_ratio(other)));
    let own = |at: &usize| matched.operands.iter().any(|operand| operand.figures.contains(at));
    let rivals = |other: &Figure| bind::alike(other, figure) && other.value != figure.value && !too_small(other);
    earlier.find(|(at, other)| rivals(other) && !own(at)).map(|(index, _)| index)
}

/// The figures that could be meant instead of an operand that is not the stated one: of its sort, in the sentence of the claim, up to its end;
/// and what the operand comes to with those around it: `新开工18个,续建12个,较去年增加5个,增长20%`.
pub(super) fn instead(matched: &Matched, sheet: &Sheet) -> Vec<(String, Stated)> {
    const NEAREST: usize = 6;
    const REACH: usize = 64;
    if !matched.case.holds.equates() {
        return Vec::new();
    }
    let sentence = sheet.view.sentence(matched.span.start);
    let end = sheet.figures.partition_point(|figure| figure.span.start < matched.span.end);
    let earlier = sheet.figures.get(..end).unwrap_or_default().iter().enumerate().rev();
    // Of a list of very many parts, only the last ones.
    let beside = earlier.take(REACH).take_while(|(_, other)| other.span.start >= sentence.start);
    let own = |at: usize| matched.operands.iter().any(|operand| operand.figures.contains(&at));
    let beside: Vec<&Figure> = beside.filter(|(at, _)| !own(*at)).take(NEAREST).map(|(_, other)| other).collect();
    let stated = matched.stated().map(|stated| stated.span);
    let single =
        matched.operands.iter().filter(|operand| Some(operand.span) != stated && matches!(operand.value, Value::Figure(_)));
    let single: Vec<(&String, &Figure)> =
        single.filter_map(|operand| Some((&operand.name, sheet.figures.get(*operand.figures.first()?)?))).collect();
    // 183起,较上年的227起减少44起,降幅24.0%: what two operands lead to is no rival of one, but what a wrong base may be taken from.
    let led_to = |figure: &Figure, other: &Figure| {
        let sizes = single.iter().filter(|(_, operand)| bind::alike(operand, figure)).map(|(_, operand)| size(operand));
        sizes.map(|operand| size(figure).minus(&operand).abs()).any(|difference| difference == size(other))
    };
    let others = single.iter().flat_map(|&(name, figure)| {
        let alike = |other: &Figure| other.kind == figure.kind && bind::alike(other, figure) && !led_to(figure, other);
        let same = || beside.iter().filter(|other| alike(other));
        let meant: Vec<Stated> = same().map(|other| Stated::of(other)).collect();
        let sums = same().scan(Stated::of(figure), |sum, other| {
            *sum = sum.moved(&Stated::of(other).value);
            Some(sum.clone())
        });
        let sums: Vec<Stated> = sums.collect();
        meant.into_iter().chain(sums).map(move |stated| (name.clone(), stated))
    });
    others.collect()
}

/// A figure in the base unit of its dimension.
fn size(figure: &Figure) -> Number {
    Stated::of(figure).value
}

/// The counts in the sentence of a claim that are of another measure than its operands: cases beside people. Of a long sentence the nearest ones.
pub(super) fn others(matched: &Matched, sheet: &Sheet) -> Vec<Stated> {
    const NEAREST: usize = 8;
    let within = sheet.view.sentence(matched.span.start);
    let at = sheet.figures.partition_point(|figure| figure.span.start < matched.span.start);
    let near = sheet.figures.get(at.saturating_sub(NEAREST)..at.saturating_add(NEAREST).min(sheet.figures.len()));
    let own = matched.operands.iter().flat_map(|operand| &operand.figures).chain(matched.candidates.iter().map(|of| &of.figure));
    let own: Vec<&Figure> = own.filter_map(|&index| sheet.figures.get(index)).collect();
    let counted = |figure: &&Figure| {
        let inside = within.start <= figure.span.start && figure.span.end <= within.end;
        inside && figure.kind == Kind::Count && !figure.unit.text.is_empty() && !own.iter().any(|own| bind::alike(own, figure))
    };
    near.unwrap_or_default().iter().filter(counted).map(Stated::of).collect()
}
