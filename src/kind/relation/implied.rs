//! A base that the shares of one list agree on, printed or not: `79户,占41.58%;57户,占30%;43户,占22.63%` are all of 190户.
//! Their agreement proves it, and shows up the share among them that does not fit.

use std::collections::BTreeMap;

use super::{Implied, Matched, Span};
use crate::{
    claim::{
        Sheet,
        bind::{self, Strength},
    },
    figure::{Dimension, Figure, Interval, Kind, Number},
    verdict::{Stated, Value},
};

/// Two shares of a sentence that make up all of it, and whose parts do not: their base is the sum of the parts, with which neither
/// holds. Shares in whole per cent may come to 100 by chance.
fn halves(pair: &[Share], sheet: &Sheet) -> Option<[(usize, Interval); 2]> {
    let [one, other] = pair else { return None };
    let whole = is_whole(&[one, other]);
    let fine = !one.stated.times(&Number::power_of_ten(2)).is_whole();
    let apart = !one.base.meets(&other.base);
    let base = Interval::exactly(sum_of_parts(&[one, other]));
    (whole && fine && apart && in_one_sentence(one, other, sheet)).then(|| [(one.at, base.clone()), (other.at, base)])
}

/// Three shares or more whose base is the sum of their parts, as all of them but one say: with it that one is wrong. So it is of two, where
/// their sum is printed before them.
fn all_but_one(list: &[Share], sheet: &Sheet) -> Vec<(usize, Interval)> {
    let shares: Vec<&Share> = list.iter().collect();
    let sum = sum_of_parts(&shares);
    let agreeing = shares.iter().filter(|share| share.base.contains(&sum)).count();
    let enough = || shares.len() >= AGREE || shares.len() == 2 && is_printed_before(&shares, &sum, sheet);
    let one_odd = agreeing.saturating_add(1) == shares.len() && !is_whole(&shares) && enough();
    let base = Interval::exactly(sum);
    shares.iter().filter(|_| one_odd).map(|share| (share.at, base.clone())).collect()
}

/// Whether a count in the paragraph before shares of one sentence is the sum of their parts, to the last digit.
fn is_printed_before(shares: &[&Share], sum: &Number, sheet: &Sheet) -> bool {
    let [first, .., last] = shares else { return false };
    let paragraph = sheet.view.paragraph(first.span.start);
    let from = sheet.figures.partition_point(|figure| figure.span.start < paragraph.start);
    let before = sheet.figures.iter().skip(from).take_while(|figure| figure.span.end <= first.span.start);
    let mut counts = before.filter(|figure| figure.kind == Kind::Count && figure.exact);
    first.figure.kind == Kind::Count && in_one_sentence(first, last, sheet) && counts.any(|figure| figure.value == *sum)
}

/// Whether no sentence ends between two shares; a line of a printed page may.
fn in_one_sentence(one: &Share, other: &Share, sheet: &Sheet) -> bool {
    let (start, end) = (one.span.end.min(other.span.end), one.span.start.max(other.span.start));
    !sheet.view.slice(Span { start: start.min(end), end }).contains(['。', '!', '?'])
}

/// What binds a candidate only because it fits.
const CONFIRMED: [&str; 2] = ["siblings", "parts add up"];

/// As many shares must agree on a base before it is taken for theirs.
const AGREE: usize = 3;

/// A share of a list with what it says of its base.
struct Share<'m> {
    /// Its match, counted in the paragraph.
    at: usize,
    /// Every base with which it holds.
    base: Interval,
    part: Number,
    stated: Number,
    figure: &'m Figure,
    span: Span,
}

/// Shares one after another that have a base in common, with those among them that do not fit it.
struct Run {
    /// Where they stand in the list.
    from: usize,
    to: usize,
    /// What all but the odd ones have in common.
    base: Interval,
    /// Those that agree, ascending.
    agreeing: Vec<usize>,
}

/// Gives the shares of a paragraph the base that its list implies. A share that does not fit gets it too, where the list proves that
/// it has no other: others agree on either side of it, or the list is complete with it.
pub(super) fn imply(group: &mut [Matched], sheet: &Sheet) {
    let mut given: Vec<(usize, Interval)> = Vec::new();
    let shares: Vec<Share> = group.iter().enumerate().flat_map(|(at, matched)| shares(at, matched, sheet)).collect();
    for list in lists(&shares, group, sheet) {
        given.extend(list.windows(2).filter_map(|pair| halves(pair, sheet)).flatten());
        given.extend(all_but_one(list, sheet));
        for run in runs(list) {
            let odd = (run.from..run.to).filter(|at| run.agreeing.binary_search(at).is_err());
            let proven = odd.chain(beside(&run, list, sheet));
            let members = run.agreeing.iter().copied().chain(proven);
            given.extend(members.filter_map(|at| Some((list.get(at)?.at, run.base.clone()))));
        }
    }
    for (at, base) in given {
        let Some(matched) = group.get_mut(at) else { continue };
        let binds = |figure: usize| sheet.figures.get(figure).is_some_and(|figure| Stated::of(figure).reading.meets(&base));
        let strong = |candidate: &bind::Candidate| candidate.strength == Strength::Strong;
        // What the words bind is not overruled by what the shares make of it.
        if !matched.candidates.iter().any(|candidate| strong(candidate) && !binds(candidate.figure)) {
            matched.misnamed = false;
            // One part is no whole of another in the same list, even where the division happens to come out.
            let siblings = std::mem::take(&mut matched.siblings);
            matched.candidates.retain(|candidate| strong(candidate) || !siblings.contains(&candidate.figure));
            let (base, printed) = unconfirm(&mut matched.candidates, base, sheet);
            matched.implied = Some(Implied { base, printed });
        }
    }
}

/// Parts that the words take for the whole of another share, and both shares are of one larger base: `60岁以上的300人,占20%;其中
/// 65岁以上的180人,占12%` are both of 1500人. The claim, counted in the paragraph, and the figure.
pub(super) fn outer(group: &[Matched]) -> Vec<(usize, usize)> {
    // 达到 and its like move no base.
    let base = |matched: &Matched| {
        let bind = matched.case.bind.as_ref()?;
        let (stated, part, _) = matched.case.holds.share().filter(|(_, _, base)| *base == bind.operand)?;
        let (share, part) = (matched.get(stated)?, matched.get(part)?);
        let (Value::Figure(stated), Value::Figure(counted)) = (&share.value, &part.value) else { return None };
        let base = counted.reading.divided_by(&stated.rounding().hull(&stated.reading))?;
        Some((part.figures.first().copied()?, base))
    };
    let bases: Vec<Option<(usize, Interval)>> = group.iter().map(base).collect();
    let by_part: BTreeMap<usize, &Interval> = bases.iter().flatten().map(|(part, base)| (*part, base)).collect();
    let mut found = Vec::new();
    for (at, (matched, base)) in group.iter().zip(&bases).enumerate() {
        let Some((_, own)) = base else { continue };
        let outer = |figure: &usize| by_part.get(figure).is_some_and(|base| base.meets(own));
        found.extend(matched.candidates.iter().map(|candidate| candidate.figure).filter(outer).map(|figure| (at, figure)));
    }
    found
}

/// That a figure fits says less than that the shares agree. The base, as the figure has it that fits best, and which that is.
fn unconfirm(candidates: &mut [bind::Candidate], base: Interval, sheet: &Sheet) -> (Interval, Option<usize>) {
    let mut printed = None;
    for candidate in candidates.iter_mut().filter(|candidate| CONFIRMED.contains(&candidate.by)) {
        let Some(figure) = sheet.figures.get(candidate.figure) else { continue };
        (candidate.strength, candidate.by) = (Strength::InScope, "in scope");
        let fits = || Some((Stated::of(figure).reading.intersection(&base)?, Some(candidate.figure)));
        printed = printed.or_else(fits);
    }
    printed.unwrap_or((base, None))
}

/// The shares of a match, each with its part: one, or those that it lists (分别).
fn shares<'m>(at: usize, matched: &Matched, sheet: &'m Sheet) -> Vec<Share<'m>> {
    let listed = || {
        let bind = matched.case.bind.as_ref().filter(|_| matched.case.together)?;
        let (stated, part, _) = matched.case.holds.share().filter(|(_, _, base)| *base == bind.operand)?;
        let (shares, parts) = (matched.get(stated)?, matched.get(part)?);
        let values = figures(shares)?.iter().zip(figures(parts)?);
        let printed = parts.figures.iter().filter_map(|&index| sheet.figures.get(index));
        let fits = figures(shares)?.len() == figures(parts)?.len();
        let listed = values.zip(printed).map(|((share, part), figure)| {
            let base = base_of(part, share, figure.unit.dimension == Dimension::Count)?;
            Some(Share { at, base, part: part.value.clone(), stated: share.value.clone(), figure, span: matched.span })
        });
        listed.collect::<Option<Vec<Share>>>().filter(|_| fits)
    };
    listed().unwrap_or_default()
}

/// One figure, or a list of them.
fn figures(operand: &super::Matching) -> Option<&[Stated]> {
    match &operand.value {
        Value::Figure(figure) => Some(std::slice::from_ref(figure)),
        Value::Figures(figures) => Some(figures),
        Value::Number(_) => None,
    }
}

/// Every base with which a share holds; of things that are counted, the whole numbers among them, where there are any.
fn base_of(part: &Stated, share: &Stated, counted: bool) -> Option<Interval> {
    if part.hedged || share.hedged {
        return None;
    }
    let base = part.reading.divided_by(&share.rounding().hull(&share.reading))?;
    Some(if counted { base.whole().unwrap_or(base) } else { base })
}

/// The shares that stand in one list: of one sort, of one whole by name, with no 其中 between them that opens another.
fn lists<'s, 'm>(shares: &'s [Share<'m>], group: &[Matched], sheet: &Sheet) -> Vec<&'s [Share<'m>]> {
    let name = |share: &Share| group.get(share.at).and_then(|matched| matched.whole(&share.figure.unit.text));
    let joined = |one: &Share, other: &Share| {
        let between = Span { start: one.span.end.min(other.span.start), end: other.span.start };
        bind::alike(one.figure, other.figure) && name(one) == name(other) && !sheet.view.slice(between).contains("其中")
    };
    shares.chunk_by(joined).collect()
}

/// The runs of a list whose base is certain, the longest first come.
fn runs(list: &[Share]) -> Vec<Run> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < list.len() {
        let run = run(list, from);
        let certain = run.as_ref().is_some_and(|run| is_certain(run, list));
        // A short run that proves nothing may have begun with an odd share.
        let short = run.as_ref().is_none_or(|run| run.agreeing.len() <= AGREE);
        from = run.as_ref().filter(|_| certain || !short).map_or(from.saturating_add(1), |run| run.to);
        found.extend(run.filter(|_| certain));
    }
    found
}

/// As many shares one after another may be odd, where the next agrees again.
const ODD: usize = 2;

/// The run that begins at a share: as far as the shares agree, the odd ones left out.
fn run(list: &[Share], from: usize) -> Option<Run> {
    let mut base = list.get(from)?.base.clone();
    let (mut agreeing, mut to) = (vec![from], from.saturating_add(1));
    while to < list.len() {
        let fits = |at: usize| {
            let common = list.get(at)?.base.intersection(&base)?;
            Some((at, common))
        };
        let Some((at, common)) = (to..=to.saturating_add(ODD)).find_map(fits) else { break };
        (base, to) = (common, at.saturating_add(1));
        agreeing.push(at);
    }
    Some(Run { from, to, base, agreeing })
}

/// Whether so many agree so closely that it is no chance, or two of them make up all of it.
fn is_certain(run: &Run, list: &[Share]) -> bool {
    let agreeing: Vec<&Share> = run.agreeing.iter().filter_map(|&at| list.get(at)).collect();
    let (Some(low), Some(high)) = (run.base.low(), run.base.high()) else { return false };
    let close = high.value.minus(&low.value).times(&Number::from(50_i64)) <= high.value;
    // What is odd is the exception.
    let odd = run.to.saturating_sub(run.from).saturating_sub(run.agreeing.len());
    close
        && odd.saturating_mul(2) <= run.agreeing.len()
        && (agreeing.len() >= AGREE || agreeing.len() >= 2 && is_complete(&agreeing, &run.base))
}

/// Whether the parts make up the base, and their shares the whole.
fn is_complete(shares: &[&Share], base: &Interval) -> bool {
    base.contains(&sum_of_parts(shares)) && is_whole(shares)
}

fn sum_of_parts(shares: &[&Share]) -> Number {
    shares.iter().fold(Number::zero(), |sum, share| sum.plus(&share.part))
}

/// Whether shares add up to 100 %, one unit in a thousand given or taken.
fn is_whole(shares: &[&Share]) -> bool {
    let sum = shares.iter().fold(Number::zero(), |sum, share| sum.plus(&share.stated));
    Interval::around(&Number::one(), &Number::power_of_ten(-3)).contains(&sum)
}

/// A longer list is not tried for completeness.
const LONGEST: usize = 24;

/// The share right before a run or right after it in one sentence with it, where a list is complete with it: its parts, or its shares.
fn beside(run: &Run, list: &[Share], sheet: &Sheet) -> Vec<usize> {
    let complete = |(at, list_of): (usize, Vec<&[usize]>)| {
        let other = list.get(at)?;
        let next = list.get(*list_of.last()?.first()?)?;
        let within = in_one_sentence(next, other, sheet);
        let closes = |indices: &&[usize]| {
            let shares: Vec<&Share> = indices.iter().filter_map(|&at| list.get(at)).chain([other]).collect();
            run.base.contains(&sum_of_parts(&shares)) || is_whole(&shares)
        };
        (within && list_of.iter().any(closes)).then_some(at)
    };
    // The list may begin or end within the run: by sex first, then by age. The shares nearest to the odd one come last.
    let agreeing = run.agreeing.len();
    let tails = (agreeing.saturating_sub(LONGEST)..agreeing).filter_map(|skip| run.agreeing.get(skip..)).collect();
    let heads = (1..=agreeing.min(LONGEST)).rev().filter_map(|length| run.agreeing.get(..length)).collect();
    let before = run.from.checked_sub(1).map(|at| (at, heads));
    before.into_iter().chain([(run.to, tails)]).filter_map(complete).collect()
}
