//! A base that the shares of one list agree on, printed or not: `79户,占41.58%;57户,占30%;43户,占22.63%` are all of 190户.
//! Their agreement proves it, and shows up the share among them that does not fit.

use super::{Matched, Span};
use crate::{
    claim::{
        Sheet,
        bind::{self, Strength},
    },
    figure::{Dimension, Figure, Interval, Number},
    verdict::{Stated, Value},
};

/// As many shares must agree on a base before it is taken for theirs.
const AGREE: usize = 3;

/// A share of a list with what it says of its base.
struct Share<'m> {
    /// Its match, counted in the paragraph.
    at: usize,
    /// Every base with which it holds; `None` for a list of shares, which takes the base of its neighbours.
    base: Option<Interval>,
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
    /// Those that agree.
    agreeing: Vec<usize>,
}

/// Gives the shares of a paragraph the base that its list implies. A share that does not fit gets it too, where the list proves that
/// it has no other: others agree on either side of it, or the list is complete with it.
pub(super) fn imply(group: &mut [Matched], sheet: &Sheet) {
    let mut given: Vec<(usize, Interval)> = Vec::new();
    let shares: Vec<Share> = group.iter().enumerate().filter_map(|(at, matched)| share(at, matched, sheet)).collect();
    for list in lists(&shares, group, sheet) {
        for run in runs(list) {
            let odd = (run.from..run.to).filter(|at| !run.agreeing.contains(at));
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
            matched.implied = Some(base);
            matched.misnamed = false;
        }
    }
}

fn share<'m>(at: usize, matched: &Matched, sheet: &'m Sheet) -> Option<Share<'m>> {
    let bind = matched.case.bind.as_ref().filter(|_| matched.case.together)?;
    let (stated, part, base) = matched.case.holds.share()?;
    if base != bind.operand {
        return None;
    }
    let figure = sheet.figures.get(*matched.get(part)?.figures.first()?)?;
    let (base, part, stated) = match (&matched.get(stated)?.value, &matched.get(part)?.value) {
        (Value::Figure(stated), Value::Figure(part)) if !stated.hedged && !part.hedged => {
            let base = part.reading.divided_by(&stated.rounding().hull(&stated.reading))?;
            let base = if figure.unit.dimension == Dimension::Count { base.whole()? } else { base };
            (Some(base), part.value.clone(), stated.value.clone())
        }
        _ => (None, Number::zero(), Number::zero()),
    };
    Some(Share { at, base, part, stated, figure, span: matched.span })
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
        from = run.as_ref().map_or(from.saturating_add(1), |run| run.to);
        found.extend(run.filter(|run| is_certain(run, list)));
    }
    found
}

/// The run that begins at a share: as far as the shares agree, one at a time left out where the next agrees again.
fn run(list: &[Share], from: usize) -> Option<Run> {
    let mut base = list.get(from)?.base.clone()?;
    let (mut agreeing, mut to) = (vec![from], from.saturating_add(1));
    while let Some(next) = list.get(to) {
        let after = to.saturating_add(1);
        let fits = |share: &Share| share.base.as_ref().and_then(|other| other.intersection(&base));
        if next.base.is_none() {
            agreeing.push(to);
            to = after;
        } else if let Some(common) = fits(next) {
            base = common;
            agreeing.push(to);
            to = after;
        } else if let Some(common) = list.get(after).and_then(fits).filter(|_| agreeing.len() >= 2) {
            base = common;
            agreeing.push(after);
            to = after.saturating_add(1);
        } else {
            break;
        }
    }
    Some(Run { from, to, base, agreeing })
}

/// Whether so many agree so closely that it is no chance, or two of them make up all of it.
fn is_certain(run: &Run, list: &[Share]) -> bool {
    let counted: Vec<&Share> = run.agreeing.iter().filter_map(|&at| list.get(at)).filter(|share| share.base.is_some()).collect();
    let (Some(low), Some(high)) = (run.base.low(), run.base.high()) else { return false };
    let close = high.value.minus(&low.value).times(&Number::from(50_i64)) <= high.value;
    close && (counted.len() >= AGREE || counted.len() >= 2 && is_complete(&counted, &run.base))
}

/// Whether the parts make up the base, and their shares the whole.
fn is_complete(shares: &[&Share], base: &Interval) -> bool {
    let zero = Number::zero();
    let parts = shares.iter().fold(zero.clone(), |sum, share| sum.plus(&share.part));
    base.contains(&parts) && is_whole(shares.iter().map(|share| &share.stated))
}

/// Whether shares add up to 100 %, one unit in a thousand given or taken.
fn is_whole<'n>(shares: impl Iterator<Item = &'n Number>) -> bool {
    let sum = shares.fold(Number::zero(), |sum, share| sum.plus(share));
    Interval::around(&Number::one(), &Number::power_of_ten(-3)).contains(&sum)
}

/// The share right before a run or right after it in its sentence, where the list is complete with it: the parts, or the shares.
fn beside(run: &Run, list: &[Share], sheet: &Sheet) -> Vec<usize> {
    let neighbours = [run.from.checked_sub(1), Some(run.to)].into_iter().flatten();
    let complete = |&at: &usize| {
        let (Some(other), Some(first)) = (list.get(at), list.get(run.from)) else { return false };
        let sentence = sheet.view.sentence(first.span.start);
        let within = other.base.is_some() && other.span.start >= sentence.start && other.span.end <= sentence.end;
        // The list may begin within the run: by sex first, then by age.
        let tails = (0..run.agreeing.len()).filter_map(|skip| run.agreeing.get(skip..));
        let heads = (0..=run.agreeing.len()).filter_map(|length| run.agreeing.get(..length));
        let mut slices: Box<dyn Iterator<Item = &[usize]>> = if at < run.from { Box::new(heads) } else { Box::new(tails) };
        within
            && slices.any(|slice| {
                let shares: Vec<&Share> = slice.iter().filter_map(|&at| list.get(at)).chain([other]).collect();
                let parts = shares.iter().fold(Number::zero(), |sum, share| sum.plus(&share.part));
                shares.len() >= AGREE && (run.base.contains(&parts) || is_whole(shares.iter().map(|share| &share.stated)))
            })
    };
    neighbours.filter(complete).collect()
}
