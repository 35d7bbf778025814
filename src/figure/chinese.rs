//! Chinese numerals: `一千二百`, `二〇二三`, `十四点二六`, `七八`, `几十万`, `上百`.

use super::{
    Number,
    hedge::half_open,
    numeral::{Loose, Numeral, Script, multiplied, multiplier, reach},
    source::{Source, is_of},
};

/// No number that is written out is longer.
const LONGEST: usize = 24;

/// The value of a Chinese digit.
pub(super) fn digit(char: char) -> Option<u8> {
    Some(match char {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The end of the characters from here that satisfy a test, which are looked at only so far that a line of nothing but numerals
/// stays linear.
pub(super) fn ahead(source: &Source, place: usize, test: impl Fn(char) -> bool) -> usize {
    (place..place + 2 * LONGEST).find(|place| !test(source.at(*place))).unwrap_or(place + 2 * LONGEST)
}

/// The end of the digits and tens from here: a small number in Chinese numerals.
pub(super) fn small_end(source: &Source, place: usize) -> usize {
    ahead(source, place, |char| digit(char).is_some() || char == '十')
}

/// The number in Chinese numerals that begins here.
pub(super) fn read(source: &Source, place: usize) -> Option<Numeral> {
    if let Some(vague) = vague(source, place) {
        return Some(vague);
    }
    let end = ahead(source, place, |char| digit(char).is_some() || multiplier(char).is_some());
    if end == place || end.saturating_sub(place) > LONGEST {
        return None;
    }
    let run = source.slice(place, end);
    let numeral = neighbours(run).or_else(|| positional(source, run, end)).or_else(|| spelled(run))?;
    let factor =
        run.iter().rev().map_while(|char| multiplier(*char)).fold(Number::one(), |all, unit| all.times(&Number::from(unit)));
    let numeral = Numeral { start: place, end, factor, ..numeral };
    Some(odd_multiplied(source, decimals(source, numeral)?))
}

/// `十余万`, `二点五亿`.
fn odd_multiplied(source: &Source, numeral: Numeral) -> Numeral {
    let script = numeral.script;
    let mut numeral = if source.at(numeral.end) == ' ' { numeral } else { multiplied(source, numeral) };
    numeral.script = if numeral.loose.is_some() { Script::Chinese } else { script };
    numeral
}

/// `数十`, `几百万`, `好几千`: from two to ten of them. `上百`: from one to ten.
fn vague(source: &Source, place: usize) -> Option<Numeral> {
    for (word, low, high) in [("成百上千", 2, 4), ("成千上万", 3, 5)] {
        if let Some(end) = source.after(place, word) {
            return Some(loosely(place, end, Number::power_of_ten(low), Number::power_of_ten(high), Number::power_of_ten(low)));
        }
    }
    let (from, least) = match source.at(place) {
        '好' if source.at(place + 1) == '几' => (place + 2, 2_i64),
        '几' => (place + 1, 2),
        '数' if !is_of("人总户次件分个指系基读倍少多无点参位天例量票字级函算岁", source.before(place)) => {
            (place + 1, 2)
        }
        '上' if !is_of("以加网线路身手晚早会船马史", source.before(place)) && !matches!(source.at(place + 1), '十') => {
            (place + 1, 1)
        }
        _ => return None,
    };
    let end = ahead(source, from, |char| multiplier(char).is_some()).min(from + 3);
    if end == from || matches!(source.at(end), '分' | '姓' | '货' if least == 1) {
        return None;
    }
    let unit = (from..end)
        .filter_map(|place| multiplier(source.at(place)))
        .fold(Number::one(), |all, unit| all.times(&Number::from(unit)));
    let low = Number::from(least).times(&unit);
    let high = Number::from(10_i64).times(&unit);
    Some(loosely(place, end, low, high, unit))
}

fn loosely(place: usize, end: usize, low: Number, high: Number, unit: Number) -> Numeral {
    Numeral {
        start: place,
        end,
        value: low.clone(),
        ulp: unit.clone(),
        step: unit,
        exact: false,
        zeros: 0,
        script: Script::Chinese,
        loose: Some(Loose::Vague(half_open(low, high))),
        factor: Number::one(),
        second: None,
    }
}

fn whole(value: u128, zeros: i32, exact: bool, script: Script) -> Option<Numeral> {
    let value = Number::from_whole(value);
    let step = Number::power_of_ten(zeros);
    let ulp = if exact { Number::one() } else { step.clone() };
    Some(Numeral {
        start: 0,
        end: 0,
        value,
        ulp,
        step,
        exact,
        zeros: if exact { zeros } else { 0 },
        script,
        loose: None,
        factor: Number::one(),
        second: None,
    })
}

/// `七八`, `三五百`, `十七八`, `三四十万`: two neighbouring digits side by side are the two ends of a range.
fn neighbours(run: &[char]) -> Option<Numeral> {
    let counts = |char: &char| digit(*char).is_some_and(|digit| digit > 0);
    let mut pairs = run.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(counts)).map(|(at, _)| at);
    let (Some(at), None) = (pairs.next(), pairs.next()) else { return None };
    let (a, b) = (digit(*run.get(at)?)?, digit(*run.get(at + 1)?)?);
    if !(b == a + 1 || (a, b) == (3, 5)) || run.contains(&'〇') || run.contains(&'○') {
        return None;
    }
    let without =
        |skip: usize| -> Vec<char> { run.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, char)| *char).collect() };
    let (first, second) = (spelled(&without(at + 1))?, spelled(&without(at))?);
    (first.value < second.value).then_some(Numeral { second: Some(second.value), script: Script::Chinese, ..first })
}

/// `二〇二三`: digits in their places. Without a zero only as the four digits of a year.
fn positional(source: &Source, run: &[char], end: usize) -> Option<Numeral> {
    let year = run.len() == 4 && source.at(end) == '年';
    let zero = run.iter().skip(1).any(|char| matches!(char, '〇' | '零' | '○'));
    if run.len() < 2 || run.contains(&'两') || !(year || zero) || run.first().and_then(|first| digit(*first)) == Some(0) {
        return None;
    }
    let value = run.iter().try_fold(0_u128, |value, char| value.checked_mul(10)?.checked_add(u128::from(digit(*char)?)))?;
    whole(value, trailing_zeros(value), true, Script::Chinese)
}

fn trailing_zeros(mut value: u128) -> i32 {
    let mut zeros = 0;
    while value != 0 && value.is_multiple_of(10) {
        value /= 10;
        zeros += 1;
    }
    zeros
}

/// A number written out with 十, 百, 千, 万, 亿.
pub(super) fn spelled(run: &[char]) -> Option<Numeral> {
    let (mut total, mut section, mut pending) = (0_u128, 0_u128, None::<u128>);
    let (mut section_unit, mut big, mut last, mut zero) = (u128::MAX, u128::MAX, 1_u128, false);
    for (at, char) in run.iter().enumerate() {
        if let Some(digit) = digit(*char) {
            if pending.is_some() {
                return None;
            }
            if digit == 0 {
                zero = true;
                continue;
            }
            pending = Some(u128::from(digit));
            continue;
        }
        let unit = u128::try_from(multiplier(*char)?).ok()?;
        if unit < 10_000 {
            let times = match pending.take() {
                Some(digit) => digit,
                None if at == 0 || unit == 10 => 1,
                None => return None,
            };
            if unit >= section_unit {
                return None;
            }
            section = section.checked_add(times.checked_mul(unit)?)?;
            section_unit = unit;
        } else {
            let part = section.checked_add(pending.take().unwrap_or(0))?;
            if part == 0 && at > 0 && (total == 0 || unit <= big) {
                return None;
            }
            let part = if at == 0 { 1 } else { part };
            if big != u128::MAX && unit > big {
                total = total.checked_add(part)?.checked_mul(unit)?;
            } else if unit == big {
                return None;
            } else {
                total = total.checked_add(part.checked_mul(unit)?)?;
            }
            (section, section_unit, big) = (0, u128::MAX, unit);
        }
        (last, zero) = (unit, false);
    }
    if let Some(digit) = pending {
        // 十三万二 is 132,000: the digit takes the place below the last unit, unless a zero says otherwise.
        let place = if zero { 1 } else { (last / 10).max(1) };
        section = section.checked_add(digit.checked_mul(place)?)?;
        last = place;
    } else if zero {
        return if run.len() == 1 { whole(0, 0, true, Script::Single) } else { None };
    }
    let value = total.checked_add(section)?;
    let script = match run {
        [one] if digit(*one).is_some() || *one == '十' => Script::Single,
        [first, ..] if digit(*first).is_none() && *first != '十' => Script::Bare,
        _ => Script::Chinese,
    };
    let exact = last < 10_000;
    let numeral = whole(value, trailing_zeros(value), exact, script)?;
    let unit = Number::from_whole(last);
    // The last printed digit of 三百万 is in the place of the millions.
    if exact { Some(numeral) } else { Some(Numeral { step: numeral.step.min(reach(&numeral.value, &unit)), ..numeral }) }
}

/// `十四点二六`. `None` for a time of day.
fn decimals(source: &Source, numeral: Numeral) -> Option<Numeral> {
    let end = numeral.end;
    if source.at(end) != '点' || !numeral.exact || numeral.second.is_some() {
        return Some(numeral);
    }
    let to = ahead(source, end + 1, |char| char != '两' && digit(char).is_some());
    let places = to.saturating_sub(end + 1);
    if places == 0 || places > LONGEST {
        return Some(numeral);
    }
    if matches!(source.at(to), '十' | '分') && source.after(to, "分之").is_none() {
        return None;
    }
    let digits: String =
        (end + 1..to).filter_map(|place| digit(source.at(place))).map(|digit| char::from(b'0'.saturating_add(digit))).collect();
    let ulp = Number::power_of_ten(i32::try_from(places).ok()?.checked_neg()?);
    let value = numeral.value.plus(&Number::parse(&digits)?.times(&ulp));
    Some(Numeral { end: to, value, step: ulp.clone(), ulp, exact: false, zeros: 0, script: Script::Chinese, ..numeral })
}
