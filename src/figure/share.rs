//! Shares and factors in words: `百分之七`, `三分之二`, `一半`, `过半`, `翻两番`.

use super::{
    Figure, Hedge, Interval, Kind, Number, Unit, among, chinese,
    draft::{Draft, finish},
    hedge::half_open,
    numeral::{self, Loose, Script},
    quantity,
    source::{Source, is_of},
};

/// The share or factor that begins here.
pub(super) fn read(source: &Source, place: usize, floor: usize) -> Option<Figure> {
    let draft = match source.at(place) {
        '翻' => doubled(source, place),
        '过' | '大' => over_half(source, place),
        '每' => among::read(source, place),
        '半' | '一' => half(source, place).or_else(|| parts(source, place)),
        _ => parts(source, place),
    }?;
    let mut figure = finish(source, draft, floor);
    // 半数以上 is a bound on a share, not a fraction of something.
    if figure.kind == Kind::Fraction
        && figure.ulp > Number::power_of_ten(-2)
        && matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::Over))
    {
        figure.kind = Kind::Percent;
    }
    Some(figure)
}

/// The fraction `2/3` that begins here; asked before the names, which have other numbers with strokes.
pub(super) fn stroke_figure(source: &Source, place: usize, floor: usize) -> Option<Figure> {
    stroke(source, place).map(|draft| finish(source, draft, floor))
}

pub(super) fn share(kind: Kind, start: usize, end: usize, value: Number, ulp: Number, bare: Interval) -> Draft {
    let unit = Unit::ratio("", if kind == Kind::Multiple { "倍" } else { "%" });
    Draft {
        start,
        end,
        numeral: (start, end),
        kind,
        value,
        step: ulp.clone(),
        ulp,
        exact: false,
        bare,
        wide: None,
        unit,
        inner: None,
    }
}

/// 翻番, 翻一番, 翻两番: twice, twice, four times. Nobody doubles to the last digit, so a tenth is left on either side.
fn doubled(source: &Source, place: usize) -> Option<Draft> {
    let from = source.after(place, "翻了").unwrap_or(place + 1);
    let (times, numeral, end) = if let Some(end) = source.after_any(from, &["番", "倍"]) {
        (1, (place, end), end)
    } else {
        let number = numeral::read(source, from)?;
        let end = source.after(source.past_space(number.end), "番")?;
        let times = u32::try_from(number.value.floor().to_i64()?).ok().filter(|times| (1..=20).contains(times))?;
        (times, (number.start, number.end), end)
    };
    let value = Number::from(2_i64).power(times);
    let tenth = value.times(&Number::power_of_ten(-1));
    let bare = Interval::around(&value, &tenth);
    Some(Draft { numeral, ..share(Kind::Multiple, place, end, value, tenth, bare) })
}

fn over_half(source: &Source, place: usize) -> Option<Draft> {
    let end = source.after_any(place, &["过半数", "过半", "大半数", "大半"])?;
    if is_of("年月天个百小径夜辈生截", source.at(end)) || matches!(source.before(place), '超' | '不') {
        return None;
    }
    let half = share(Kind::Percent, place, end, Number::one().half(), Number::power_of_ten(-1), most());
    Some(Draft { inner: Some((Hedge::Over, most())), ..half })
}

/// 一半, 半数, 近半: 2.5 points on either side in the wider reading.
fn half(source: &Source, place: usize) -> Option<Draft> {
    let end = source.after_any(place, &["一半", "半数"]).or_else(|| {
        let near = matches!(source.before(place), '近' | '超');
        source.after(place, "半").filter(|end| near && !is_of("年月天个百小径日", source.at(*end)))
    })?;
    let value = Number::one().half();
    let wide = Interval::around(&value, &Number::ratio(1, 40)?);
    let bare = Interval::exactly(value.clone());
    Some(Draft { wide: Some(wide), ..share(Kind::Fraction, place, end, value, Number::ratio(1, 20)?, bare) })
}

/// `2/3`; larger numbers are dates or file numbers.
fn stroke(source: &Source, place: usize) -> Option<Draft> {
    let middle = source.digits(place);
    let end = source.digits(middle + 1);
    if source.at(middle) != '/'
        || matches!(source.before(place), '/' | '-' | '.')
        || matches!(source.at(end), '/' | '.' | '-' | '+')
        || source.at(end).is_ascii_alphanumeric()
    {
        return None;
    }
    let (over, under) = (source.small(place, middle)?, source.small(middle + 1, end)?);
    if over == 0 || over >= under || under > 10 || matches!(source.at(end), '页' | ':' | '万') {
        return None;
    }
    let value = Number::ratio(i64::from(over), i64::from(under))?;
    let wide = Interval::around(&value, &Number::power_of_ten(-2));
    let bare = Interval::exactly(value.clone());
    Some(Draft { wide: Some(wide), ..share(Kind::Fraction, place, end, value, Number::power_of_ten(-2), bare) })
}

/// 百分之七点五, 千分之三, 三分之二, 百分之六到八.
fn parts(source: &Source, place: usize) -> Option<Draft> {
    let end = chinese::ahead(source, place, |char| {
        char.is_ascii_digit() || chinese::digit(char).is_some() || numeral::multiplier(char).is_some()
    });
    source.after(end, "分之")?;
    let under = numeral::read(source, place)?;
    let from = source.after(under.end, "分之").filter(|_| under.exact || under.script == Script::Bare)?;
    let over = numeral::read(source, source.past_space(from))?;
    let value = over.value.checked_div(&under.value)?;
    if under.script != Script::Bare {
        if over.loose.is_some() || over.second.is_some() {
            return None;
        }
        let wide = Interval::around(&value, &Number::power_of_ten(-2));
        let bare = Interval::exactly(value.clone());
        let draft = share(Kind::Fraction, place, over.end, value, Number::power_of_ten(-2), bare);
        return Some(Draft { wide: Some(wide), numeral: (place, over.end), ..draft });
    }
    let ulp = over.ulp.checked_div(&under.value)?;
    let bare = Interval::around(&value, &ulp.half());
    let draft = share(Kind::Percent, place, over.end, value.clone(), ulp, bare);
    if let Some(second) = over.second.as_ref().and_then(|second| second.checked_div(&under.value)) {
        return Some(Draft { kind: Kind::Range, bare: Interval::closed(value, second), ..draft });
    }
    let step = over.step.checked_div(&under.value)?;
    let reach = match &over.loose {
        Some(Loose::Odd(interval)) => Some((Hedge::Odd, interval.clone(), over.end)),
        Some(Loose::Vague(interval)) => Some((Hedge::Vague, interval.clone(), over.end)),
        None if matches!(source.at(over.end), '多' | '余' | '几') => {
            Some((Hedge::Odd, Interval::open(over.value.clone(), over.value.plus(&over.step)), over.end + 1))
        }
        None => None,
    };
    if let Some((hedge, interval, end)) = reach {
        let interval = interval.scaled(&Number::one().checked_div(&under.value)?);
        return Some(Draft { end, inner: Some((hedge, interval)), step, ..draft });
    }
    let second =
        matches!(source.at(over.end), '至' | '到' | '-' | '~' | '—').then(|| numeral::read(source, over.end + 1)).flatten();
    match second.filter(|second| source.after(second.end, "分之").is_none() && quantity::of(source, second.end).is_none()) {
        Some(second) => {
            let high = second.value.checked_div(&under.value)?;
            Some(Draft {
                end: second.end,
                numeral: (place, second.end),
                kind: Kind::Range,
                bare: Interval::closed(value, high),
                ..draft
            })
        }
        None => Some(Draft { step, ..draft }),
    }
}

/// The values of 过半 and its like.
fn most() -> Interval {
    let half = Number::one().half();
    Interval::more_than(half)
        .intersection(&Interval::at_most(Number::one()))
        .unwrap_or_else(|| half_open(Number::zero(), Number::one()))
}
