//! Columns that follow from others: the change from one year to the next, the growth, the quotient, the mean. The label says what a
//! column is; which others it follows from is told by the lines in which it does.

use std::cmp::Ordering;

use super::{
    axis::Axis,
    cell::Plain,
    formula::{Formula, Found, Term},
    proof::{self, Line, Proof},
    quotient::{Ends, Ratio},
};
use crate::{figure::Number, verdict::Verdict};

/// A column follows from others that stand within so many places of it.
const REACH: usize = 4;
/// A mean is of at most so many values.
const VALUES: usize = 10;
/// More rows, or columns, than these are data, and not told of by their labels.
const MANY: usize = 100;
/// Percent, per mille, per ten thousand and so on: powers of ten by which a quotient may be printed.
const POWERS: [i32; 8] = [0, 2, 3, 4, 5, 6, 1, 8];

/// What an entry may follow from.
struct Reading {
    formula: Formula,
    /// The others, in the order of the formula.
    others: Vec<usize>,
    /// One of what is printed is `10^-power`.
    power: i32,
    /// How many zeros are at the end of all that is stated, and say nothing: `-11.50` among `-2.30`.
    padding: i32,
}

/// The changes of a table. The label of a change is a total's for the rule.
pub(super) fn changes(axis: &Axis) -> Vec<Found> {
    let change = |&entry: &usize| axis.entry(entry).is_some_and(|said| said.total && !said.aside);
    let stated = (0..entries(axis)).filter(change);
    let told = stated.map(|stated| {
        let padding = padding(axis, stated);
        let pairs = (1..=REACH).filter_map(|back| Some((stated.checked_sub(back.saturating_add(1))?, stated.checked_sub(back)?)));
        let readings = pairs.flat_map(|(one, other)| [(one, other), (other, one)]).flat_map(|(old, new)| {
            [(Formula::Difference, 0), (Formula::Rate, 2)].map(|(formula, power)| Reading {
                formula,
                others: vec![old, new],
                power,
                padding,
            })
        });
        let by_label = || {
            let readings = grown(axis, stated).into_iter();
            let readings =
                readings.map(|(old, new)| Reading { formula: Formula::Rate, others: vec![old, new], power: 2, padding });
            proven(axis, stated, readings, (1, 2))
        };
        or_likelier(proven(axis, stated, readings, (2, 5)), by_label)
    });
    told.flatten().collect()
}

/// What the best of the readings comes to, where so many lines and digits are enough.
fn proven(axis: &Axis, stated: usize, readings: impl Iterator<Item = Reading>, (lines, digits): (usize, usize)) -> Vec<Found> {
    best(axis, stated, readings).map(|told| proof::told(told, lines, digits)).unwrap_or_default()
}

/// What was told, or, where nothing of that is certain, what a reading says of it that needs less proof, if anything: the one that the labels
/// name, or the one that lies nearest.
fn or_likelier(told: Vec<Found>, likelier: impl FnOnce() -> Vec<Found>) -> Vec<Found> {
    if told.iter().any(|found| found.certain) {
        return told;
    }
    let likelier = likelier();
    if likelier.is_empty() { told } else { likelier }
}

/// The two columns right before a growth, the old one first, where their labels say which it is: `上年` and `本年`, `2022年` and `2023年`.
fn grown(axis: &Axis, stated: usize) -> Option<(usize, usize)> {
    let label = |entry: usize| axis.label(entry);
    if !label(stated).contains(['%', '％', '率', '幅']) {
        return None;
    }
    let (one, other) = (stated.checked_sub(2)?, stated.checked_sub(1)?);
    let is_old = |entry: usize| FORMER.iter().any(|former| label(entry).contains(former));
    let of_old = match (is_old(one), is_old(other)) {
        (true, false) => true,
        (false, true) => false,
        _ => match year(label(one))?.cmp(&year(label(other))?) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => return None,
        },
    };
    Some(if of_old { (one, other) } else { (other, one) })
}

/// Words in the label of what was before.
const FORMER: [&str; 10] = ["上年", "去年", "上期", "同期", "基期", "年初", "期初", "上月", "上季", "上届"];

/// The year that a label names.
fn year(label: &str) -> Option<u16> {
    let digits = label.trim_start_matches(|character: char| !character.is_ascii_digit());
    let (year, rest) = digits.split_at_checked(4)?;
    let alone = !rest.starts_with(|character: char| character.is_ascii_digit());
    year.parse().ok().filter(|year| alone && (1900..2100).contains(year))
}

/// How many entries are looked at.
fn entries(axis: &Axis) -> usize {
    if axis.length() > MANY { 0 } else { axis.length() }
}

/// The quotients and means of a table. The label of a rate is a total's for the rule, and that of a mean one that is left aside. A rate in
/// percent of the two columns right before it needs less proof: few other readings could agree by chance.
pub(super) fn ratios(axis: &Axis) -> Vec<Found> {
    let mut found = Vec::new();
    let rate = |entry: usize| axis.entry(entry).is_some_and(|said| said.total);
    for stated in 0..entries(axis) {
        let Some(said) = axis.entry(stated).filter(|said| !said.never && (said.total || said.aside)) else { continue };
        let padding = padding(axis, stated);
        if said.aside {
            let readings = (2..=VALUES).filter_map(|number| {
                let others: Vec<usize> = (stated.checked_sub(number)?..stated).collect();
                Some(Reading { formula: Formula::Mean, others, power: 0, padding })
            });
            found.extend(proven(axis, stated, readings, (2, 6)));
        }
        if said.total {
            let near: Vec<usize> = (stated.saturating_sub(REACH)..=stated.saturating_add(REACH))
                .filter(|&other| other != stated && other < axis.length() && !rate(other))
                .collect();
            let pairs =
                near.iter().flat_map(|&part| near.iter().map(move |&base| (part, base))).filter(|(part, base)| part != base);
            let ratio = |(part, base), power| Reading { formula: Formula::Ratio, others: vec![part, base], power, padding };
            let readings = pairs.flat_map(|pair| POWERS.map(|power| ratio(pair, power)));
            let percent = |pair| ratio(pair, 2);
            let by_label = || proven(axis, stated, named(axis, stated, &near).into_iter().map(percent), (1, 3));
            let told = or_likelier(proven(axis, stated, readings, (3, 8)), by_label);
            let right_before = || {
                let pairs = stated.checked_sub(2).map(|one| [(one, one.saturating_add(1)), (one.saturating_add(1), one)]);
                let pairs = pairs.into_iter().flatten().filter(|(part, base)| near.contains(part) && near.contains(base));
                proven(axis, stated, pairs.map(percent), (2, 6))
            };
            found.extend(or_likelier(told, right_before));
        }
    }
    found
}

/// The columns of which a rate is the quotient by its name, `合格批次` for `合格率`, each with the one right before it or after it.
fn named(axis: &Axis, stated: usize, near: &[usize]) -> Vec<(usize, usize)> {
    let label = |entry: usize| axis.label(entry);
    let Some((name, _)) = label(stated).split_once('率').filter(|(name, _)| name.chars().count() == 2) else {
        return Vec::new();
    };
    let of_name = |entry: usize| {
        label(entry).starts_with(name) || label(entry).strip_prefix('已').is_some_and(|rest| rest.starts_with(name))
    };
    let parts = near.iter().copied().filter(|&entry| of_name(entry));
    let beside = |part: usize| [part.checked_sub(1), part.checked_add(1)].into_iter().flatten();
    let pairs = parts.flat_map(|part| beside(part).map(move |base| (part, base)));
    pairs.filter(|(_, base)| near.contains(base) && !label(*base).contains(name)).collect()
}

/// The lines of the reading that most of them agree with.
fn best(axis: &Axis, stated: usize, readings: impl Iterator<Item = Reading>) -> Option<Vec<Line>> {
    let mut best: Option<(usize, Reading)> = None;
    for reading in readings {
        let mut proof = Proof::default();
        for line in 0..axis.across() {
            let Some((verdict, digits)) = verdict(axis, stated, &reading, line) else { continue };
            proof.tell(verdict, digits);
            if proof.is_lost() {
                break;
            }
        }
        if !proof.is_lost() && best.as_ref().is_none_or(|(digits, _)| *digits < proof.digits) {
            best = Some((proof.digits, reading));
        }
    }
    best.map(|(_, reading)| (0..axis.across()).filter_map(|line| read(axis, stated, &reading, line)).collect())
}

/// How many zeros stand at the end of each number of an entry, one of them perhaps apart.
fn padding(axis: &Axis, entry: usize) -> i32 {
    let numbers = (0..axis.across()).filter_map(|line| axis.number(entry, line)).filter(|number| !number.value.is_zero());
    let zeros = numbers.map(|number| {
        let whole = |places: i32| number.value.times(&Number::power_of_ten(places)).is_whole();
        number.places.saturating_sub((0..number.places).find(|&places| whole(places)).unwrap_or(number.places))
    });
    let mut zeros: Vec<i32> = zeros.collect();
    zeros.sort_unstable();
    zeros.get(usize::from(zeros.len() >= 4)).copied().unwrap_or(0)
}

/// The stated number of a line and those that it follows from; `None` where one of them is none that the reading is of.
fn numbers<'a>(axis: &'a Axis, stated: usize, reading: &Reading, line: usize) -> Option<(&'a Plain, Vec<&'a Plain>)> {
    let number = axis.number(stated, line)?;
    let others: Vec<&Plain> = reading.others.iter().map(|&other| axis.number(other, line)).collect::<Option<_>>()?;
    let mixed = number.percent && reading.power == 0 || others.iter().any(|other| other.percent);
    (!mixed).then_some((number, others))
}

/// What a line comes to under a reading, and how many digits say so. It takes no more than whole numbers where the reading is a quotient.
fn verdict(axis: &Axis, stated: usize, reading: &Reading, line: usize) -> Option<(Verdict, usize)> {
    let quick = || {
        let (number, others) = numbers(axis, stated, reading, line)?;
        let (Formula::Ratio, [part, base]) = (reading.formula, others.as_slice()) else { return None };
        let decimals = has_decimals(number, &others);
        let ratio = Ratio::of(number, reading.power, reading.padding)?;
        Some((ratio.verdict(Ends::of(part, decimals)?, Ends::of(base, decimals)?)?, digits(number, &others)))
    };
    match quick() {
        Some(told) => Some(told).filter(|(verdict, _)| *verdict != Verdict::Undecided),
        None => read(axis, stated, reading, line).map(|line| (line.verdict, line.digits)),
    }
}

/// Whether a whole number among these may be rounded too.
fn has_decimals(number: &Plain, others: &[&Plain]) -> bool {
    others.iter().chain([&number]).any(|number| number.places > 0)
}

/// How many digits of a number say something. The same values on both sides change by nothing: that holds for any reading.
fn digits(number: &Plain, others: &[&Plain]) -> usize {
    let idle = others.windows(2).all(|pair| matches!(pair, [one, other] if one.value == other.value));
    if idle { 0 } else { number.digits() }
}

/// One line under a reading; `None` where one of its cells is no number.
fn read(axis: &Axis, stated: usize, reading: &Reading, line: usize) -> Option<Line> {
    let (number, others) = numbers(axis, stated, reading, line)?;
    let decimals = has_decimals(number, &others);
    let cell = |entry| axis.at(entry, line).and_then(|index| axis.cell(index));
    let names: &[&'static str] = match reading.formula {
        Formula::Ratio => &["part", "base"],
        Formula::Mean => &["part"],
        _ => &["old", "new"],
    };
    let scale = Number::power_of_ten(reading.power.saturating_neg());
    let first = match reading.formula {
        Formula::Difference => Term::of("stated", cell(stated)?, number, decimals),
        _ => Term::ratio("stated", cell(stated)?, number, &scale, reading.padding),
    };
    let mut terms = vec![first];
    for (place, (&entry, other)) in reading.others.iter().zip(&others).enumerate() {
        let name = names.get(place).or(names.last()).copied()?;
        terms.push(Term::of(name, cell(entry)?, other, decimals));
    }
    let found = Found::new(reading.formula, terms);
    let verdict = match found.verdict() {
        Verdict::Undecided => return None,
        verdict => verdict,
    };
    let full = reading.others.iter().chain([&stated]).all(|&entry| axis.is_full(entry, line));
    let sound = full && !axis.is_never(line) && !number.value.is_zero();
    Some(Line { found, verdict, digits: digits(number, &others), sound })
}
