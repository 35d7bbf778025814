//! Shares of a total that is not printed: counts and shares side by side, where the counts add up to what each share is of, or the
//! shares to 100.

use super::{
    Words,
    axis::Axis,
    formula::{Formula, Found, Term},
    proof::{self, Line, Proof, digits},
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
    if axis.length() > MANY {
        return found;
    }
    for shares in 0..axis.length() {
        let near = (1..=REACH).flat_map(|distance| [shares.checked_sub(distance), shares.checked_add(distance)]).flatten();
        // Of counts that agree alike the nearest are meant.
        let read = near.map(|counts| runs(axis, counts, shares, words).iter().flat_map(of_run).collect());
        let told = |lines: &Vec<Line>| lines.iter().filter(|line| line.verdict == Verdict::Verified).count();
        let best = read.collect::<Vec<Vec<Line>>>().into_iter().rev().max_by_key(told);
        found.extend(best.map(|lines| proof::told(lines, 2, DIGITS)).unwrap_or_default());
    }
    // Counts and shares may take turns within each line.
    let turns = (0..axis.length()).flat_map(|entry| turns(axis, entry)).collect::<Vec<Line>>();
    found.extend(proof::told(turns, 2, DIGITS));
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

/// Counts with their shares in lines that follow each other.
#[derive(Debug, Default)]
struct Run {
    rungs: Vec<Rung>,
    /// The total that stands with its 100 before or after them.
    base: Option<Rung>,
}

/// The lines that have a count and a share, as far as they stand together.
fn runs(axis: &Axis<'_>, counts: usize, shares: usize, words: &Words<'_>) -> Vec<Run> {
    let mut runs = vec![Run::default()];
    for line in 0..axis.across() {
        let rung = rung(axis, (counts, line), (shares, line));
        let base = rung.as_ref().filter(|_| axis.line_matches(line, words.total)).cloned();
        match (rung, base) {
            (Some(rung), None) => runs.last_mut().into_iter().for_each(|run: &mut Run| run.rungs.push(rung.clone())),
            (_, base) => {
                let base = base.filter(|base| base.share.stated.value == Number::one());
                if let Some(before) = runs.last_mut().filter(|before| before.base.is_none()) {
                    before.base.clone_from(&base);
                }
                runs.push(Run { rungs: Vec::new(), base });
            }
        }
    }
    runs.retain(|run| (2..=MANY).contains(&run.rungs.len()));
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

/// What the shares of a run come to: of the total that is printed with them, where most are of it, or of their breakdowns.
fn of_run(run: &Run) -> Vec<Line> {
    let based: Vec<Line> = run.base.iter().flat_map(|base| run.rungs.iter().map(|rung| of_base(rung, base))).collect();
    if Proof::of(&based).reaches(FEWEST, DIGITS) { based } else { breakdowns(&run.rungs) }
}

/// The breakdowns of a run, one after the other, each with what its shares come to.
fn breakdowns(run: &[Rung]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut left, mut rest): (Vec<Rung>, &[Rung]) = (Vec::new(), run);
    while let Some(first) = rest.first() {
        match closing(rest) {
            Some(length) => {
                lines.extend(unclosed(&std::mem::take(&mut left)));
                let (breakdown, after) = rest.split_at(length.min(rest.len()));
                lines.extend(recounted(breakdown));
                rest = after;
            }
            None => {
                left.push(first.clone());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    lines.extend(unclosed(&left));
    lines
}

/// What is left between breakdowns, where all but one of its shares are of the sum of its counts.
fn unclosed(rungs: &[Rung]) -> Vec<Line> {
    if !(FEWEST..=LONGEST).contains(&rungs.len()) {
        return Vec::new();
    }
    let lines = recounted(rungs);
    let proof = Proof::of(&lines);
    if proof.agree >= 2 && proof.miss <= 1 && lines.len() == rungs.len() { lines } else { Vec::new() }
}

/// How many rungs make up a whole: their shares add up to 100, or their counts to what the first share is of.
fn closing(rungs: &[Rung]) -> Option<usize> {
    let mut shares = Interval::exactly(Number::zero());
    let mut counts = Number::zero();
    let first = rungs.first()?;
    let mut over = false;
    for (index, rung) in rungs.iter().take(LONGEST).enumerate() {
        // No share is below zero: what is over 100 stays so.
        if !over {
            shares = shares.plus(&rung.share.stated.reading);
            over = shares.low().is_some_and(|low| low.value > Number::one());
        }
        if over && rungs.len() > LONGEST {
            return None;
        }
        counts = counts.plus(&rung.part.stated.value);
        let whole = !over && shares.contains(&Number::one());
        let length = index.saturating_add(1);
        let total = Interval::exactly(counts.clone());
        let alike = |rung: &Rung| line(rung, &total, length).verdict == Verdict::Verified;
        let last = length == rungs.len() && length >= FEWEST;
        if length >= 2 && whole || last && (alike(first) || rungs.iter().filter(|rung| alike(rung)).count() >= 2) {
            return Some(length);
        }
    }
    None
}

/// The shares of one breakdown, held against the total that most of them agree with.
fn recounted(breakdown: &[Rung]) -> Vec<Line> {
    let counts = breakdown.iter().fold(Number::zero(), |sum, rung| sum.plus(&rung.part.stated.value));
    let against = |total: &Interval| breakdown.iter().map(|rung| line(rung, total, breakdown.len())).collect::<Vec<Line>>();
    let misses = |lines: &[Line]| lines.iter().filter(|line| line.verdict == Verdict::Contradicted).count();
    let lines = against(&Interval::exactly(counts));
    if misses(&lines) <= 1 {
        return lines;
    }
    // One wrong count makes their sum wrong, and every share with it: then the shares add up to 100, and the others agree.
    let shares = breakdown.iter().fold(Interval::exactly(Number::zero()), |sum, rung| sum.plus(&rung.share.stated.reading));
    let odd = (0..breakdown.len()).filter(|_| shares.contains(&Number::one()) && breakdown.len() >= FEWEST);
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

/// One share against the total that is printed.
fn of_base(rung: &Rung, base: &Rung) -> Line {
    let total = Term { name: "total", ..base.part.clone() };
    let found = Found::new(Formula::Share, vec![rung.share.clone(), rung.part.clone(), total]);
    Line { verdict: found.verdict(), found, digits: rung.digits, sound: rung.full && base.full }
}

/// One share of a breakdown of so many against a total that is not printed.
fn line(rung: &Rung, total: &Interval, among: usize) -> Line {
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
    Line { found, verdict, digits: rung.digits, sound: rung.full && among >= FEWEST }
}
