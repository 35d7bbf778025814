//! Shares of a total that is not printed: counts and shares side by side, where the counts add up to what each share is of, or the
//! shares to 100.

use super::{
    Words,
    axis::Axis,
    formula::{Formula, Found, Term},
    proof::{self, Line, digits},
};
use crate::{
    figure::{Interval, Number},
    verdict::{Stated, Value, Verdict},
};

/// Shares stand within so many places of their counts.
const REACH: usize = 4;
/// A breakdown has at most so many parts.
const LONGEST: usize = 40;
/// So many shares that agree on their total, or all but one where there are more.
const FEWEST: usize = 3;

/// A count with its share.
#[derive(Debug, Clone)]
struct Rung {
    part: Term,
    share: Term,
    digits: usize,
    full: bool,
}

/// The shares of a table that stand beside their counts.
pub(super) fn found(axis: &Axis<'_>, words: &Words<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for shares in 0..axis.length() {
        let near = (1..=REACH).flat_map(|distance| [shares.checked_sub(distance), shares.checked_add(distance)]).flatten();
        // Of counts that agree alike the nearest are meant.
        let read = near.map(|counts| runs(axis, counts, shares, words).iter().flat_map(|run| breakdowns(run)).collect());
        let told = |lines: &Vec<Line>| lines.iter().filter(|line| line.verdict == Verdict::Verified).count();
        let best = read.collect::<Vec<Vec<Line>>>().into_iter().rev().max_by_key(told);
        found.extend(best.map(|lines| proof::told(lines, 2, 6)).unwrap_or_default());
    }
    // Counts and shares may take turns within each line.
    let turns = (0..axis.length()).flat_map(|entry| turns(axis, entry)).collect::<Vec<Line>>();
    found.extend(proof::told(turns, 2, 6));
    found
}

/// The shares of an entry whose counts and shares take turns: 30, 20.0, 45, 30.0, 75, 50.0.
fn turns(axis: &Axis<'_>, entry: usize) -> Vec<Line> {
    let numbers: Vec<usize> = (0..axis.across()).filter(|&line| axis.number(entry, line).is_some()).collect();
    let pairs = numbers.as_chunks::<2>();
    let rung = |&[part, share]: &[usize; 2]| rung(axis, (entry, part), (entry, share));
    let rungs: Option<Vec<Rung>> = pairs.0.iter().map(rung).collect();
    match rungs {
        Some(rungs) if pairs.1.is_empty() && rungs.len() >= 2 && rungs.len() <= LONGEST => {
            closing(&rungs).filter(|&length| length == rungs.len()).map(|_| recounted(&rungs)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The lines that have a count and a share, as far as they stand together.
fn runs(axis: &Axis<'_>, counts: usize, shares: usize, words: &Words<'_>) -> Vec<Vec<Rung>> {
    let mut runs = vec![Vec::new()];
    for line in 0..axis.across() {
        let total = axis.line_matches(line, words.total);
        match rung(axis, (counts, line), (shares, line)).filter(|_| !total) {
            Some(rung) => runs.last_mut().into_iter().for_each(|run: &mut Vec<Rung>| run.push(rung.clone())),
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() >= 2);
    runs
}

/// A count and a share, each by its entry and its line.
fn rung(axis: &Axis<'_>, counts: (usize, usize), shares: (usize, usize)) -> Option<Rung> {
    let number = |(entry, line)| axis.number(entry, line);
    let (part, share) = (number(counts)?, number(shares)?);
    let fits = !share.value.is_negative() && share.value <= Number::from(100_i64);
    let printed = share.percent || share.places > 0 || share.value.is_zero();
    if part.percent || part.value.is_negative() || !fits || !printed {
        return None;
    }
    let cell = |(entry, line)| axis.at(entry, line).and_then(|index| axis.cell(index));
    let full = |(entry, line)| axis.is_full(entry, line);
    Some(Rung {
        part: Term::of("part", cell(counts)?, part, part.places > 0),
        share: Term::ratio("share", cell(shares)?, share, &Number::power_of_ten(-2), 0),
        digits: digits(share),
        full: full(counts) && full(shares),
    })
}

/// The breakdowns of a run, one after the other, each with what its shares come to.
fn breakdowns(run: &[Rung]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = run;
    while rest.len() >= 2 {
        match closing(rest) {
            Some(length) => {
                let (breakdown, after) = rest.split_at(length.min(rest.len()));
                lines.extend(recounted(breakdown));
                rest = after;
            }
            None => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    let whole = lines.is_empty() && run.len() > FEWEST && run.len() <= LONGEST;
    if whole { recounted(run) } else { lines }
}

/// How many rungs make up a whole: their shares add up to 100, or their counts to what the first share is of.
fn closing(rungs: &[Rung]) -> Option<usize> {
    let mut shares = Interval::exactly(Number::zero());
    let mut counts = Number::zero();
    let first = rungs.first()?;
    for (index, rung) in rungs.iter().take(LONGEST).enumerate() {
        shares = shares.plus(&rung.share.stated.reading);
        counts = counts.plus(&rung.part.stated.value);
        let whole = shares.contains(&Number::one());
        let length = index.saturating_add(1);
        let alike = length >= FEWEST && line(first, &Interval::exactly(counts.clone())).verdict == Verdict::Verified;
        let last = length == rungs.len() || whole;
        if length >= 2 && (whole || alike && last) {
            return Some(length);
        }
    }
    None
}

/// The shares of one breakdown, held against the total that most of them agree with.
fn recounted(breakdown: &[Rung]) -> Vec<Line> {
    let counts = breakdown.iter().fold(Number::zero(), |sum, rung| sum.plus(&rung.part.stated.value));
    let against = |total: &Interval| breakdown.iter().map(|rung| line(rung, total)).collect::<Vec<Line>>();
    let misses = |lines: &[Line]| lines.iter().filter(|line| line.verdict == Verdict::Contradicted).count();
    let lines = against(&Interval::exactly(counts));
    if misses(&lines) <= 1 {
        return lines;
    }
    // One wrong count makes their sum wrong, and every share with it: then the shares add up to 100, and the others agree.
    let shares = breakdown.iter().fold(Interval::exactly(Number::zero()), |sum, rung| sum.plus(&rung.share.stated.reading));
    let odd = (0..breakdown.len()).filter(|_| shares.contains(&Number::one()) && breakdown.len() > FEWEST);
    let totals = odd.filter_map(|odd| {
        let others = breakdown.iter().enumerate().filter(|(index, _)| *index != odd).map(|(_, rung)| total_of(rung));
        others.reduce(|one, other| one?.intersection(&other?))?
    });
    totals.map(|total| against(&total)).find(|lines| misses(lines) == 1).unwrap_or_default()
}

/// The total that a count is this share of.
fn total_of(rung: &Rung) -> Option<Interval> {
    rung.part.stated.reading.divided_by(&rung.share.stated.reading)
}

/// One share against a total.
fn line(rung: &Rung, total: &Interval) -> Line {
    let mut found = Found::new(Formula::Share, vec![rung.share.clone(), rung.part.clone()]);
    let value = total.low().map(|low| low.value.clone()).unwrap_or_else(Number::zero);
    let stated = Stated {
        value,
        ulp: Number::one(),
        reading: total.clone(),
        wide: None,
        exact: true,
        hedged: false,
        scale: Number::one(),
    };
    found.values.insert("total".to_owned(), Value::Figure(stated));
    let verdict = found.verdict();
    Line { found, verdict, digits: rung.digits, sound: rung.full }
}
