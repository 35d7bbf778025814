//! Shares of a total that is not printed: counts and shares side by side, where the counts add up to what each share is of, or the
//! shares to 100.

use std::rc::Rc;

use super::{
    axis::Axis,
    cell::Plain,
    formula::{Formula, Found, Term},
    proof::{self, Line, Proof},
    quotient::{Ends, Ratio},
};
use crate::{
    figure::{Interval, Number},
    verdict::{Stated, Value, Verdict},
};

/// Shares stand within so many places of their counts.
const REACH: usize = 4;
/// A breakdown has at most so many parts.
const LONGEST: usize = 40;
/// More of them are data, and no breakdown.
const MANY: usize = 200;
/// Of so many shares two that agree on their total prove the third to be wrong.
const FEWEST: usize = 3;
/// So many digits that agree prove what shares are of.
const DIGITS: usize = 6;
/// No share is printed with more decimals.
const PLACES: u32 = 18;
/// All of it, in halves of so small a part of a per cent.
const WHOLE: i128 = 200 * 10_i128.pow(PLACES);

/// An entry and a line.
type Place = (usize, usize);

/// A count with its share.
#[derive(Debug, Clone, Copy)]
struct Rung<'g> {
    /// Where the count stands, and where the share does.
    counts: Place,
    shares: Place,
    part: &'g Plain,
    share: &'g Plain,
    ratio: Ratio,
    /// What the share may be, in the parts of [`WHOLE`].
    low: i128,
    high: i128,
    full: bool,
}

/// A share with what it comes to.
#[derive(Debug, Clone)]
struct Told<'g> {
    rung: Rung<'g>,
    of: Of<'g>,
    verdict: Verdict,
}

/// What a share is of.
#[derive(Debug, Clone)]
enum Of<'g> {
    /// The total that is printed with it.
    Printed(Rung<'g>),
    /// That of a breakdown of so many, which is not.
    Made(Rc<Interval>, usize),
}

impl Told<'_> {
    /// It with its numbers.
    fn line(&self, axis: &Axis) -> Option<Line> {
        let found = match &self.of {
            Of::Printed(base) => self.rung.of_base(base, axis)?,
            Of::Made(total, _) => self.rung.of_total(total, axis)?,
        };
        let sound = self.rung.full
            && match &self.of {
                Of::Printed(base) => base.full,
                Of::Made(_, among) => *among >= FEWEST,
            };
        Some(Line { found, verdict: self.verdict, digits: self.rung.share.digits(), sound })
    }
}

/// What shares say together.
fn proof(told: &[Told<'_>]) -> Proof {
    let mut proof = Proof::default();
    told.iter().for_each(|told| proof.tell(told.verdict, told.rung.share.digits()));
    proof
}

/// The numbers of shares that prove anything.
fn proven(told: &[Told<'_>], axis: &Axis) -> Vec<Found> {
    if !proof(told).may_reach(2, DIGITS) {
        return Vec::new();
    }
    proof::told(told.iter().filter_map(|told| told.line(axis)).collect(), 2, DIGITS)
}

/// The shares of a table that stand beside their counts.
pub(super) fn found(axis: &Axis) -> Vec<Found> {
    let mut found = Vec::new();
    if axis.length() > MANY {
        return found;
    }
    for shares in 0..axis.length() {
        let printed = (0..axis.across()).filter(|&line| axis.number(shares, line).is_some_and(|share| limits(share).is_some()));
        if printed.take(2).count() < 2 {
            continue;
        }
        let near = (1..=REACH).flat_map(|distance| [shares.checked_sub(distance), shares.checked_add(distance)]).flatten();
        // Of counts that agree alike the nearest are meant.
        let read = near.map(|counts| runs(axis, counts, shares).iter().flat_map(|run| of_run(run, axis)).collect());
        let told = |told: &Vec<Told<'_>>| told.iter().filter(|told| told.verdict == Verdict::Verified).count();
        let best = read.collect::<Vec<Vec<Told<'_>>>>().into_iter().rev().max_by_key(told);
        found.extend(best.map(|told| proven(&told, axis)).unwrap_or_default());
    }
    // Counts and shares may take turns within each line.
    let turns = (0..axis.length()).flat_map(|entry| turns(axis, entry)).collect::<Vec<Told<'_>>>();
    found.extend(proven(&turns, axis));
    found
}

/// The shares of an entry whose counts and shares take turns: 30, 20.0, 45, 30.0, 75, 50.0.
fn turns(axis: &Axis, entry: usize) -> Vec<Told<'_>> {
    let numbers: Vec<usize> = (0..axis.across()).filter(|&line| axis.number(entry, line).is_some()).collect();
    let pairs = numbers.as_chunks::<2>();
    let rung = |&[part, share]: &[usize; 2]| rung(axis, (entry, part), (entry, share));
    let rungs: Option<Vec<Rung<'_>>> = pairs.0.iter().map(rung).collect();
    match rungs {
        Some(rungs) if pairs.1.is_empty() && rungs.len() >= 2 && rungs.len() <= LONGEST => {
            let whole = closing(&rungs, axis).filter(|&length| length == rungs.len());
            whole.map(|_| recounted(&rungs, axis)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Counts with their shares in lines that follow each other.
#[derive(Debug, Default)]
struct Run<'g> {
    rungs: Vec<Rung<'g>>,
    /// The total that stands with its 100 before or after them.
    base: Option<Rung<'g>>,
}

/// The lines that have a count and a share, as far as they stand together.
fn runs(axis: &Axis, counts: usize, shares: usize) -> Vec<Run<'_>> {
    let mut runs = vec![Run::default()];
    for line in 0..axis.across() {
        let rung = rung(axis, (counts, line), (shares, line));
        let base = rung.filter(|_| axis.line(line).is_some_and(|said| said.total));
        match (rung, base) {
            (Some(rung), None) => runs.last_mut().into_iter().for_each(|run: &mut Run| run.rungs.push(rung)),
            (_, base) => {
                let base = base.filter(|base| base.share.is_whole_share());
                if let Some(before) = runs.last_mut().filter(|before| before.base.is_none()) {
                    before.base = base;
                }
                runs.push(Run { rungs: Vec::new(), base });
            }
        }
    }
    runs.retain(|run| (2..=MANY).contains(&run.rungs.len()));
    runs
}

/// What a number may be as a share, in the parts of [`WHOLE`]; `None` where it is none.
fn limits(share: &Plain) -> Option<(i128, i128)> {
    let printed = share.percent || share.places > 0 || share.units == Some(0);
    let units = share.units.filter(|units| printed && !units.is_negative())?;
    let ulp = 10_i128.checked_pow(PLACES.checked_sub(u32::try_from(share.places).ok()?)?)?;
    let twice = i128::from(units).checked_mul(2)?.checked_mul(ulp)?;
    (twice <= WHOLE).then_some((twice.saturating_sub(ulp), twice.saturating_add(ulp)))
}

/// A count and a share, each by its entry and its line.
fn rung(axis: &Axis, counts: Place, shares: Place) -> Option<Rung<'_>> {
    let number = |(entry, line)| axis.number(entry, line);
    let (part, share) = (number(counts)?, number(shares)?);
    if part.percent || part.value.is_negative() {
        return None;
    }
    let (low, high) = limits(share)?;
    let full = |(entry, line)| axis.is_full(entry, line);
    let ratio = Ratio::of(share, 2, 0)?;
    Some(Rung { counts, shares, part, share, ratio, low, high, full: full(counts) && full(shares) })
}

impl Rung<'_> {
    /// The share and the count.
    fn terms(&self, axis: &Axis) -> Option<Vec<Term>> {
        let cell = |(entry, line)| axis.at(entry, line).and_then(|index| axis.cell(index));
        let share = Term::ratio("share", cell(self.shares)?, self.share, &Number::power_of_ten(-2), 0);
        Some(vec![share, Term::of("part", cell(self.counts)?, self.part, self.part.places > 0)])
    }

    /// What the count may be.
    fn ends(&self) -> Option<Ends> {
        Ends::of(self.part, self.part.places > 0)
    }

    /// The share against a total that is printed.
    fn of_base(&self, base: &Self, axis: &Axis) -> Option<Found> {
        let mut terms = self.terms(axis)?;
        let total = base.terms(axis)?.pop()?;
        terms.push(Term { name: "total", ..total });
        Some(Found::new(Formula::Share, terms))
    }

    /// The share against a total that is not.
    fn of_total(&self, total: &Interval, axis: &Axis) -> Option<Found> {
        let mut found = Found::new(Formula::Share, self.terms(axis)?);
        let value = total.low().map(|low| low.value.clone()).unwrap_or_else(Number::zero);
        let stated = Stated {
            value,
            ulp: Number::one(),
            reading: total.clone(),
            wide: None,
            exact: true,
            hedged: false,
            scale: Number::one(),
            lasts: None,
        };
        found.values.insert("total".to_owned(), Value::Figure(stated));
        Some(found)
    }

    /// What it comes to with a total; in whole numbers, where these suffice.
    fn verdict(&self, ends: Option<Ends>, found: impl FnOnce() -> Option<Found>) -> Verdict {
        let quick = self.ends().zip(ends).and_then(|(part, total)| self.ratio.verdict(part, total));
        quick.or_else(|| Some(found()?.verdict())).unwrap_or(Verdict::Undecided)
    }
}

/// What the shares of a run come to: of the total that is printed with them, where most are of it, or of their breakdowns.
fn of_run<'g>(run: &Run<'g>, axis: &Axis) -> Vec<Told<'g>> {
    let based = run.base.iter().flat_map(|base| {
        run.rungs.iter().map(|&rung| {
            let verdict = rung.verdict(base.ends(), || rung.of_base(base, axis));
            Told { rung, of: Of::Printed(*base), verdict }
        })
    });
    let based: Vec<Told<'g>> = based.collect();
    if proof(&based).reaches(FEWEST, DIGITS) { based } else { breakdowns(&run.rungs, axis) }
}

/// The breakdowns of a run, one after the other, each with what its shares come to.
fn breakdowns<'g>(run: &[Rung<'g>], axis: &Axis) -> Vec<Told<'g>> {
    let mut told = Vec::new();
    let (mut left, mut rest): (Vec<Rung<'g>>, &[Rung<'g>]) = (Vec::new(), run);
    while let Some(first) = rest.first() {
        match closing(rest, axis) {
            Some(length) => {
                told.extend(unclosed(&std::mem::take(&mut left), axis));
                let (breakdown, after) = rest.split_at(length.min(rest.len()));
                told.extend(recounted(breakdown, axis));
                rest = after;
            }
            None => {
                left.push(*first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    told.extend(unclosed(&left, axis));
    told
}

/// What is left between breakdowns, where all but one of its shares are of the sum of its counts.
fn unclosed<'g>(rungs: &[Rung<'g>], axis: &Axis) -> Vec<Told<'g>> {
    if !(FEWEST..=LONGEST).contains(&rungs.len()) {
        return Vec::new();
    }
    let told = recounted(rungs, axis);
    let proof = proof(&told);
    if proof.agree >= 2 && proof.miss <= 1 && told.len() == rungs.len() { told } else { Vec::new() }
}

/// How many rungs make up a whole: their shares add up to 100, or their counts to what the first share is of.
fn closing(rungs: &[Rung<'_>], axis: &Axis) -> Option<usize> {
    let (mut low, mut high) = (0_i128, 0_i128);
    for (index, rung) in rungs.iter().take(LONGEST).enumerate() {
        (low, high) = (low.saturating_add(rung.low), high.saturating_add(rung.high));
        // No share is below zero: what is over 100 stays so.
        if low > WHOLE {
            break;
        }
        if index > 0 && high >= WHOLE {
            return Some(index.saturating_add(1));
        }
    }
    if !(FEWEST..=LONGEST).contains(&rungs.len()) {
        return None;
    }
    let verdicts = Breakdown::of(rungs).verdicts(axis);
    let agree = verdicts.iter().filter(|verdict| **verdict == Verdict::Verified).count();
    (agree >= 2 || verdicts.first() == Some(&Verdict::Verified)).then_some(rungs.len())
}

/// Shares with the sum of their counts.
struct Breakdown<'r, 'g> {
    rungs: &'r [Rung<'g>],
    sum: Rc<Interval>,
}

impl<'r, 'g> Breakdown<'r, 'g> {
    fn of(rungs: &'r [Rung<'g>]) -> Self {
        let sum = rungs.iter().fold(Number::zero(), |sum, rung| sum.plus(&rung.part.value));
        Self { rungs, sum: Rc::new(Interval::exactly(sum)) }
    }

    /// What each share comes to.
    fn verdicts(&self, axis: &Axis) -> Vec<Verdict> {
        let sum = Ends::sum(self.rungs.iter().map(|rung| rung.part));
        self.rungs.iter().map(|rung| rung.verdict(sum, || rung.of_total(&self.sum, axis))).collect()
    }
}

/// The shares of one breakdown, held against the total that most of them agree with.
fn recounted<'g>(rungs: &[Rung<'g>], axis: &Axis) -> Vec<Told<'g>> {
    let misses = |verdicts: &[Verdict]| verdicts.iter().filter(|verdict| **verdict == Verdict::Contradicted).count();
    let told = |total: &Rc<Interval>, verdicts: Vec<Verdict>| {
        let of = Of::Made(Rc::clone(total), rungs.len());
        rungs.iter().zip(verdicts).map(|(&rung, verdict)| Told { rung, of: of.clone(), verdict }).collect::<Vec<Told<'g>>>()
    };
    let breakdown = Breakdown::of(rungs);
    let verdicts = breakdown.verdicts(axis);
    if misses(&verdicts) <= 1 {
        return told(&breakdown.sum, verdicts);
    }
    // One wrong count makes their sum wrong, and every share with it: then the shares add up to 100, and the others agree.
    let sum = |end: fn(&Rung<'g>) -> i128| rungs.iter().map(end).fold(0_i128, i128::saturating_add);
    if rungs.len() < FEWEST || sum(|rung| rung.low) > WHOLE || sum(|rung| rung.high) < WHOLE {
        return Vec::new();
    }
    let totals = totals_but_one(rungs, axis).into_iter().flatten().map(Rc::new);
    let against = |total: &Interval| {
        rungs.iter().map(|rung| rung.of_total(total, axis).map_or(Verdict::Undecided, |found| found.verdict())).collect()
    };
    let found = totals.map(|total| (against(&total), total)).find(|(verdicts, _): &(Vec<Verdict>, _)| misses(verdicts) == 1);
    found.map(|(verdicts, total)| told(&total, verdicts)).unwrap_or_default()
}

/// For each rung, the total that all the others may be of.
fn totals_but_one(rungs: &[Rung<'_>], axis: &Axis) -> Vec<Option<Interval>> {
    let meet = |one: Option<Interval>, other: Option<Interval>| one?.intersection(&other?);
    let totals: Vec<Option<Interval>> = rungs.iter().map(|rung| total_of(rung, axis)).collect();
    let met = |totals: &mut dyn Iterator<Item = &Option<Interval>>| {
        let mut all = Some(Interval::all());
        let before = totals.map(|total| {
            let next = meet(all.clone(), total.clone());
            std::mem::replace(&mut all, next)
        });
        before.collect::<Vec<Option<Interval>>>()
    };
    let mut after = met(&mut totals.iter().rev());
    after.reverse();
    met(&mut totals.iter()).into_iter().zip(after).map(|(before, after)| meet(before, after)).collect()
}

/// The total that a count is this share of.
fn total_of(rung: &Rung<'_>, axis: &Axis) -> Option<Interval> {
    let terms = rung.terms(axis)?;
    let [share, part] = terms.as_slice() else { return None };
    part.stated.reading.divided_by(&share.stated.reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::table::cell::{self, Cell, Content};

    proptest::proptest! {
        #[test]
        fn a_share_is_limited_as_its_term_is(text in "[0-9]{1,3}(\\.[0-9]{1,4})?%?") {
            let Some(share) = cell::number(&text) else { return Ok(()) };
            let cell = Cell { place: crate::document::Place::default(), content: Content::Blank };
            let term = Term::ratio("share", &cell, &share, &Number::power_of_ten(-2), 0);
            let part = |end: Option<&crate::figure::Bound>| end.unwrap().value.times(&Number::from(2_i64)).times(&Number::power_of_ten(20));
            let limits = limits(&share).map(|(low, high)| [low, high].map(|end| Number::parse(&end.unsigned_abs().to_string()).unwrap()));
            let printed = share.percent || share.places > 0 || share.value.is_zero();
            let fits = share.value <= Number::from(100_i64);
            proptest::prop_assert_eq!(limits.is_some(), printed && fits);
            if let Some([low, high]) = limits {
                let reading = term.stated.reading;
                proptest::prop_assert_eq!(low, part(reading.low()).abs());
                proptest::prop_assert_eq!(high, part(reading.high()));
            }
        }
    }
}
