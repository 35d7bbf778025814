//! Numbers as they are written: the shape that Arabic and Chinese numerals share, and the multipliers after them.

use super::{
    Interval, Number, chinese, formal,
    source::{Source, is_of},
};

/// A number as written, before anything is known of its unit. Places are characters.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Number,
    /// The place value of the last printed digit.
    pub(super) ulp: Number,
    /// The place value of the last digit that is not zero: how far 余 may reach.
    pub(super) step: Number,
    /// Whole, with no multiplier at its end.
    pub(super) exact: bool,
    /// How many zeros an exact number ends in.
    pub(super) zeros: i32,
    pub(super) script: Script,
    /// What the number itself leaves open: `10余万`, `几十`.
    pub(super) loose: Option<Loose>,
    /// The multipliers at its end: 10,000 for `5.7万`.
    pub(super) factor: Number,
    /// The second of two neighbours: 8 in `七八个`.
    pub(super) second: Option<Number>,
}

/// A looseness that is written inside the numeral.
#[derive(Debug, Clone)]
pub(super) enum Loose {
    /// `10余万`: open at both ends.
    Odd(Interval),
    /// `几十`, `上百`: the lower end included.
    Vague(Interval),
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// `57`, `5.7万`
    Arabic,
    /// One Chinese digit: `三`.
    Single,
    /// A multiplier that stands alone: `百`, `百万`.
    Bare,
    /// Any other number in Chinese numerals: `二十六`.
    Chinese,
}

/// More digits than this are no quantity.
const MOST_DIGITS: usize = 24;

/// The value of a multiplier.
pub(super) fn multiplier(char: char) -> Option<i64> {
    Some(match char {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// The number that begins here.
pub(super) fn read(source: &Source, place: usize) -> Option<Numeral> {
    if source.at(place).is_ascii_digit() {
        return arabic(source, place);
    }
    formal::read(source, place).or_else(|| chinese::read(source, place))
}

/// The digits of a number, and how many of them are decimals.
struct Digits<'s> {
    /// With what separates them.
    written: &'s [char],
    decimals: usize,
    end: usize,
}

impl Digits<'_> {
    /// From the first to the last.
    fn each(&self) -> impl DoubleEndedIterator<Item = u8> + Clone {
        self.written.iter().filter_map(|char| u8::try_from(char.to_digit(10)?).ok())
    }

    fn value(&self) -> Option<Number> {
        Number::of_digits(self.each(), self.decimals)
    }
}

fn arabic(source: &Source, place: usize) -> Option<Numeral> {
    let digits = digits(source, place)?;
    let zero = digits.each().all(|digit| digit == 0);
    let zeros = if zero { 0 } else { digits.each().rev().take_while(|digit| *digit == 0).count() };
    let (zeros, decimals) = (i32::try_from(zeros).ok()?, i32::try_from(digits.decimals).ok()?);
    let ulp = Number::power_of_ten(decimals.checked_neg()?);
    let numeral = Numeral {
        start: place,
        end: digits.end,
        value: digits.value()?,
        step: Number::power_of_ten(zeros.checked_sub(decimals)?),
        ulp,
        exact: decimals == 0,
        zeros,
        script: Script::Arabic,
        loose: None,
        factor: Number::one(),
        second: None,
    };
    Some(mixed(source, multiplied(source, numeral)))
}

fn digits<'s>(source: &'s Source, place: usize) -> Option<Digits<'s>> {
    let mut end = source.digits(place);
    if end.saturating_sub(place) > MOST_DIGITS {
        return None;
    }
    if end.saturating_sub(place) <= 3 && source.at(place) != '0' {
        let groups = groups(source, end, ',').or_else(|| {
            let bracketed = |end| source.before(place) == '(' && source.at(end) == ')';
            let decimal = |end| source.at(end) == '.' && fraction(source, end).is_some_and(|(_, to)| has_unit(source, to));
            groups(source, end, ' ').filter(|&end| has_unit(source, end) || bracketed(end) || decimal(end))
        });
        if let Some(last) = groups {
            end = last;
        }
    }
    let mut decimals = 0;
    if let Some((from, to)) = fraction(source, end).filter(|(from, to)| to.saturating_sub(*from) <= MOST_DIGITS) {
        decimals = to.saturating_sub(from);
        end = to;
    }
    Some(Digits { written: source.slice(place, end), decimals, end })
}

/// The end of groups of exactly three digits. `None` where there is none or the list goes on otherwise (`1,234,56`).
fn groups(source: &Source, place: usize, separator: char) -> Option<usize> {
    let mut end = place;
    while source.at(end) == separator && source.digits(end + 1) == end + 4 && end.saturating_sub(place) < MOST_DIGITS {
        end += 4;
    }
    let stray = source.at(end) == separator && source.at(end + 1).is_ascii_digit();
    (end > place && !stray).then_some(end)
}

/// The decimals after a number, without the point. A space beside the point is a fault of the page, and is read over only
/// where a unit follows at once: `10. 65%`.
fn fraction(source: &Source, place: usize) -> Option<(usize, usize)> {
    let point = source.past_space(place);
    if source.at(point) != '.' {
        return None;
    }
    let from = source.past_space(point + 1);
    let to = source.digits(from);
    let spaced = point != place || from != point + 1;
    let more = source.at(to) == '.' && source.at(to + 1).is_ascii_digit();
    (to > from && !more && (!spaced || has_unit(source, to))).then_some((from, to))
}

/// Whether something that makes a number a quantity follows.
fn has_unit(source: &Source, place: usize) -> bool {
    let place = source.past_space(place);
    let next = source.at(place);
    matches!(next, '%' | '‰' | '余' | '多') || multiplier(next).is_some() || super::unit::measured(source, place).is_some()
}

/// Applies 万, 亿, 百万 … and a 余 before them.
pub(super) fn multiplied(source: &Source, mut numeral: Numeral) -> Numeral {
    let spaced = source.past_space(numeral.end);
    let odd = matches!(source.at(spaced), '余' | '多' | '几');
    let from = if odd { spaced + 1 } else { spaced };
    if spaced != numeral.end && !matches!(source.at(from), '万' | '亿') {
        return numeral;
    }
    let mut factor = Number::one();
    let mut end = from;
    while let Some(times) = multiplier(source.at(end)).filter(|_| !begins_unit(source, end) && end < from + 4) {
        factor = factor.times(&Number::from(times));
        end += 1;
    }
    if end == from {
        return numeral;
    }
    if odd {
        let reach = numeral.value.plus(&numeral.step);
        numeral.loose = Some(Loose::Odd(Interval::open(numeral.value.times(&factor), reach.times(&factor))));
    }
    numeral.value = numeral.value.times(&factor);
    numeral.ulp = numeral.ulp.times(&factor);
    numeral.step = numeral.step.times(&factor).min(reach(&numeral.value, &factor));
    numeral.exact = false;
    numeral.zeros = 0;
    numeral.end = end;
    numeral.second = numeral.second.map(|second| second.times(&factor));
    numeral.factor = numeral.factor.times(&factor);
    numeral
}

/// How far 余 after a multiplier may reach at most: to the next multiplier, or to the next second digit where that is more.
/// `10万余` is below 11万, `1700万余` below 1800万.
pub(super) fn reach(value: &Number, factor: &Number) -> Number {
    let digits = i32::try_from(value.places()).unwrap_or(i32::MAX);
    Number::power_of_ten(digits.saturating_sub(2).clamp(0, 64)).max(factor.clone())
}

/// 千 of 千瓦, 百 of 百分点.
fn begins_unit(source: &Source, place: usize) -> bool {
    const NOT: &[(char, &str)] =
        &[('千', "瓦克米伏卡帕赫字焦"), ('兆', "瓦赫帕字伏"), ('百', "分帕姓"), ('十', "分"), ('万', "一")];
    NOT.iter().any(|(char, next)| source.at(place) == *char && is_of(next, source.at(place + 1)))
}

/// `32万312元`, `10兆2701亿`, `13万2`: smaller parts after a multiplied one.
fn mixed(source: &Source, mut numeral: Numeral) -> Numeral {
    let mut parts = 0;
    while !numeral.exact && numeral.loose.is_none() && parts < 4 && source.at(numeral.end).is_ascii_digit() {
        parts += 1;
        let limit = numeral.ulp.clone();
        let Some(low) = digits(source, numeral.end).filter(|low| low.decimals == 0 && low.each().next() != Some(0)) else {
            break;
        };
        let Some(value) = low.value() else { break };
        let (ends, next) = (low.each().count(), source.at(low.end));
        if limit < Number::from(100_i64) || (ends == 4 && next == '年') || next == '.' || next.is_ascii_alphabetic() {
            break;
        }
        let part = multiplied(
            source,
            Numeral {
                start: numeral.end,
                end: low.end,
                value,
                ulp: Number::one(),
                step: Number::one(),
                exact: true,
                ..numeral.clone()
            },
        );
        // A single digit with nothing after it stands for the next place: 13万2 is 132,000.
        let colloquial = ends == 1 && part.exact && super::unit::measured(source, part.end).is_none();
        let place = if colloquial { limit.times(&Number::power_of_ten(-1)) } else { Number::one() };
        let value = part.value.times(&place);
        if value >= limit || part.loose.is_some() {
            break;
        }
        numeral.value = numeral.value.plus(&value);
        numeral.ulp = if colloquial { place.clone() } else { part.ulp.clone() };
        numeral.step = if colloquial { place } else { part.step };
        numeral.exact = part.exact && !colloquial;
        numeral.zeros = 0;
        numeral.end = part.end;
    }
    numeral
}
