//! A numeral with its unit and its hedges becomes a figure: counts, money, measures, percentages, points and multiples.

use super::{
    Dimension, Figure, Hedge, Interval, Kind, Number, Unit, chinese,
    draft::{Draft, finish},
    formal, hedge,
    numeral::{self, Loose, Numeral, Script},
    range,
    source::{Source, is_of},
    unit,
};

/// What a number is of.
#[derive(Debug, Clone)]
pub(super) struct Of {
    pub(super) kind: Kind,
    pub(super) unit: Unit,
    /// What one of it is worth: 1/100 for `%`.
    pub(super) worth: Number,
    /// Where it ends.
    pub(super) end: usize,
    /// 半 of `个半月`, 多 of `个多月`.
    pub(super) inside: Option<char>,
}

impl Of {
    fn ratio(kind: Kind, text: &str, class: &str, under: i32, end: usize) -> Self {
        Self { kind, unit: Unit::ratio(text, class), worth: Number::power_of_ten(-under), end, inside: None }
    }

    /// No unit.
    pub(super) fn nothing(end: usize) -> Self {
        Self { kind: Kind::Count, unit: Unit::none(), worth: Number::one(), end, inside: None }
    }
}

/// The figure whose numeral begins here, hedges included; `None` where the characters are no figure.
pub(super) fn read(source: &Source, place: usize, floor: usize) -> Option<Figure> {
    let number = numeral::read(source, place)?;
    if let Some(draft) = range::read(source, &number) {
        return Some(finish(source, draft, floor));
    }
    if number.second.is_some() {
        return None;
    }
    let soft = softener(source, &number);
    let after = soft.map_or(number.end, |(_, end)| end);
    let of = of(source, after).or_else(|| marked(source, number.start, after)).unwrap_or_else(|| Of::nothing(after));
    if !accepted(source, &number, &of, soft.is_some(), floor) {
        return None;
    }
    let inside = of.inside;
    let mut draft = draft(&number, of);
    if let Some((hedge, _)) = soft.filter(|_| number.loose.is_none()) {
        let odd = hedge == Hedge::Odd && number.exact && number.step == Number::one() && draft.kind == Kind::Count;
        // 253余人 leaves whole people above 253.
        let step = if odd { Number::from(10_i64) } else { draft.step.clone() };
        draft.inner = Some((hedge, hedge::reading(hedge, &draft.value, &step, &draft.bare)));
    }
    after_unit(source, &mut draft, inside);
    Some(finish(source, draft, floor))
}

/// 余, 多, 几 or 来 right after the number, and the place after it.
fn softener(source: &Source, number: &Numeral) -> Option<(Hedge, usize)> {
    let place = source.past_space(number.end);
    let next = source.at(place + 1);
    match source.at(place) {
        '余' if !is_of("额款热粮值量", next) => Some((Hedge::Odd, place + 1)),
        '多' if !is_of("样边方", next) => Some((Hedge::Odd, place + 1)),
        '几' if number.value > Number::one() && place == number.end => Some((Hedge::Odd, place + 1)),
        '来' if unit::measured(source, place + 1).is_some() => Some((Hedge::About, place + 1)),
        _ => None,
    }
}

/// The unit at a place, at most one space further.
pub(super) fn of(source: &Source, from: usize) -> Option<Of> {
    let place = source.past_space(from);
    let first = source.at(place);
    if matches!(first, '个' | '百')
        && let Some(end) = source.after_any(place, &["个百分点", "百分点", "个多百分点", "个 百分点"])
    {
        return Some(Of::ratio(Kind::Points, "百分点", "百分点", 2, end));
    }
    if matches!(first, '个' | '千')
        && let Some(end) = source.after_any(place, &["个千分点", "千分点", "个 千分点"])
    {
        return Some(Of::ratio(Kind::Points, "千分点", "百分点", 3, end));
    }
    match first {
        '%' => return Some(Of::ratio(Kind::Percent, "%", "%", 2, source.run(place, |char| char == '%'))),
        '‰' => return Some(Of::ratio(Kind::Percent, "‰", "%", 3, place + 1)),
        '倍' if !matches!(source.at(place + 1), '增' | '感' | '受' | '率') => {
            return Some(Of::ratio(Kind::Multiple, "倍", "倍", 0, place + 1));
        }
        '成' if place == from && !is_of(NOT_TENTHS, source.at(place + 1)) => {
            return Some(Of::ratio(Kind::Percent, "成", "%", 1, place + 1));
        }
        '/' => {
            let end = source
                .after(place + 1, "10万")
                .or_else(|| source.after(place + 1, "10 万"))
                .or_else(|| source.after(place + 1, "十万"))?;
            return Some(Of::ratio(Kind::Percent, "/10万", "%", 5, end));
        }
        '个' if matches!(source.at(place + 1), '多' | '余' | '半') => {
            if let Some((unit, end)) = unit::split(source, place) {
                return Some(Of { kind: Kind::Measure, unit, worth: Number::one(), end, inside: Some(source.at(place + 1)) });
            }
        }
        _ => {}
    }
    let (unit, end) = unit::read(source, place)?;
    let kind = match unit.dimension {
        Dimension::Count => Kind::Count,
        Dimension::Money => Kind::Money,
        _ => Kind::Measure,
    };
    Some(Of { kind, unit, worth: Number::one(), end, inside: None })
}

/// Money whose currency stands before the number: `¥365,000.00`.
fn marked(source: &Source, start: usize, end: usize) -> Option<Of> {
    (source.before(start) == '¥').then(|| Of { kind: Kind::Money, unit: Unit::yuan(), worth: Number::one(), end, inside: None })
}

/// After 成, these make another word: 成立, 成员.
const NOT_TENTHS: &str = "立为员果功长本效绩都品人熟分就型套不";

/// Before 高, these make a verb of it: 提高.
const RISES: &str = "提升抬调走增拉拔攀推";

/// Before 一, these make it no count: 上一年, 同一个, 新一轮.
const ONE_IN_WORDS: &str = "上下这那同另每某任哪单统唯专划逐不万归如进之再新本首前后又头";

/// Measure words that with 一 are another word: 一起, 一期, 一类.
const NOT_AFTER_ONE: &str = "起大本期面点片类省市县乡镇村区头步方星";

/// Whether a numeral is a figure where it stands. Arabic ones are; one Chinese digit only before a measure word that is not
/// the rest of another word, and 百 or 万 alone only where a hedge or a second multiplier makes it a number.
fn accepted(source: &Source, number: &Numeral, of: &Of, soft: bool, floor: usize) -> bool {
    let counted = !of.unit.text.is_empty();
    let before = source.before(number.start);
    let place_name = || "县省市镇村乡国区台".contains(of.unit.text.as_str());
    match number.script {
        Script::Arabic => true,
        Script::Chinese => !(before == '“' && source.at(of.end) == '”' && !counted),
        Script::Bare => {
            counted
                && !place_name()
                && of.unit.text != "成"
                && source.at(number.start) != '兆'
                && source.at(number.start + 1) != '兆'
                && (soft || number.end > number.start + 1 || hedged(source, number.start, of.end, floor))
        }
        Script::Single => one_digit(source, number, of, soft),
    }
}

/// Whether one Chinese digit is a number before what follows it.
fn one_digit(source: &Source, number: &Numeral, of: &Of, soft: bool) -> bool {
    let before = source.before(number.start);
    let counted = !of.unit.text.is_empty();
    let digit = source.at(number.start);
    let ratio = of.unit.dimension == Dimension::Ratio;
    let unit = source.past_space(number.end);
    // “三区” is a label, not a count.
    let label = before == '“' && source.at(of.end) == '”';
    // 高三 is a form, 提高三成 and 高三个百分点 are none.
    let form = before == '高' && !ratio && !is_of(RISES, source.before(number.start.saturating_sub(1)));
    // 周三 is a day of the week, 黄金周七天 seven days.
    let weekday = before == '周' && of.unit.dimension != Dimension::Time;
    if label || soft && digit != '十' || digit == '零' || form || weekday || matches!(before, '期' | '第' | '初') {
        return false;
    }
    let other = match digit {
        '一' => is_of(ONE_IN_WORDS, before) || is_of(NOT_AFTER_ONE, source.at(unit)),
        '二' => !(ratio || source.at(unit) == '人'),
        '十' => matches!(source.at(unit), '字' | '分'),
        _ => false,
    };
    !other
        && (ratio || of.inside.is_some() || counted && (soft || unit::follows_one_digit(source, unit)) || soft && digit == '十')
}

/// Whether a hedge stands on either side.
fn hedged(source: &Source, start: usize, end: usize, floor: usize) -> bool {
    hedge::before(source, start, floor).is_some() || hedge::after(source, source.past_space(end)).is_some()
}

/// A number of something.
pub(super) fn draft(number: &Numeral, of: Of) -> Draft {
    let value = number.value.times(&of.worth);
    let ulp = number.ulp.times(&of.worth);
    // People state counts, money, days, ages and marks to the last digit; other measures are rounded to it.
    let age = || ["岁", "周岁", "周年", "个工作日", "工作日", "分"].contains(&of.unit.text.as_str());
    let stated = number.exact && (matches!(of.kind, Kind::Count | Kind::Money) || of.unit.dimension == Dimension::Time || age());
    let round = number.exact && number.zeros >= 3 && of.unit.dimension != Dimension::Ratio;
    let inner = number.loose.as_ref().map(|loose| match loose {
        Loose::Odd(interval) => (Hedge::Odd, interval.scaled(&of.worth)),
        Loose::Vague(interval) => (Hedge::Vague, interval.scaled(&of.worth)),
    });
    Draft {
        start: number.start,
        end: of.end,
        numeral: (number.start, number.end),
        kind: of.kind,
        bare: if stated { Interval::exactly(value.clone()) } else { Interval::around(&value, &ulp.half()) },
        wide: round.then(|| Interval::around(&value, &number.step.half())),
        step: number.step.times(&of.worth),
        exact: number.exact && of.unit.dimension != Dimension::Ratio,
        value,
        ulp,
        unit: of.unit,
        inner,
    }
}

/// What may stand behind the unit and still belongs to the number: `3年多`, `两年半`, `七成八`, `123元1角`.
fn after_unit(source: &Source, draft: &mut Draft, inside: Option<char>) {
    let next = source.at(draft.end);
    let beyond = source.at(draft.end + 1);
    let time = draft.unit.dimension == Dimension::Time;
    if inside == Some('半') || next == '半' && time && !is_of("数价年天月径", beyond) && inside.is_none() {
        draft.shift(&Number::one().half(), &Number::power_of_ten(-1).times(&Number::from(5_i64)));
        draft.end += usize::from(inside.is_none());
    } else if inside.is_some() {
        draft.inner = Some((Hedge::Odd, Interval::open(draft.value.clone(), draft.value.plus(&draft.ulp))));
    } else if draft.unit.text == "成" && draft.inner.is_none() {
        let digit = chinese::digit(next).filter(|digit| *digit > 0 && unit::measured(source, draft.end + 1).is_none());
        let tenth = draft.ulp.times(&Number::power_of_ten(-1));
        if next == '半' {
            draft.shift(&tenth.times(&Number::from(5_i64)), &tenth.times(&Number::from(5_i64)));
            draft.end += 1;
        } else if let Some(digit) = digit.filter(|_| numeral::multiplier(beyond).is_none()) {
            draft.shift(&tenth.times(&Number::from(i64::from(digit))), &tenth);
            draft.end += 1;
        }
    }
    let next = source.at(draft.end);
    let beyond = source.at(draft.end + 1);
    let odd =
        next == '多' && !is_of("次种样元个名家项方于数少重年收产招缴卖建用花付发支办接", beyond) && !beyond.is_ascii_digit()
            || next == '余' && !is_of("额款下地", beyond);
    let open = time
        || draft.kind == Kind::Multiple
        || matches!(draft.kind, Kind::Percent | Kind::Money)
        || draft.unit.dimension != Dimension::Count;
    if odd && open && draft.inner.is_none() {
        draft.inner = Some((
            Hedge::Odd,
            Interval::open(draft.value.clone(), draft.value.plus(if time { &draft.ulp } else { &draft.step })),
        ));
        draft.end += 1;
    }
    if draft.kind == Kind::Money && draft.exact {
        small_change(source, draft);
    }
}

/// `123元1角1分`.
fn small_change(source: &Source, draft: &mut Draft) {
    for (unit, places, others) in [('角', -1, "度落色"), ('分', -2, "别之钟")] {
        let end = source.digits(draft.end);
        let formal = formal::digit(source.at(draft.end)).filter(|_| end == draft.end).map(u32::from);
        let end = end + usize::from(formal.is_some());
        let part = formal.or_else(|| source.small(draft.end, end));
        // 15元1分别: another word.
        let is_coin = source.at(end) == unit && !is_of(others, source.at(end + 1));
        let Some(part) = part.filter(|_| is_coin) else { continue };
        draft.value = draft.value.plus(&Number::from(i64::from(part)).times(&Number::power_of_ten(places)));
        draft.ulp = Number::power_of_ten(places);
        draft.step = draft.ulp.clone();
        draft.bare = Interval::exactly(draft.value.clone());
        draft.wide = None;
        draft.end = end + 1;
    }
}
