//! Shares that are told in people: `每五人中有一人`, `每100名新生儿中有2名`.

use super::{
    Dimension, Interval, Kind, Number, Unit, chinese,
    draft::Draft,
    numeral::{self, Numeral},
    share::share,
    source::Source,
    unit,
};

/// More characters than this between the two numbers, and the second is of something else.
const BETWEEN: usize = 12;

/// One in so many at most; beyond that the number says how many there are to each.
const MOST: i64 = 1000;

/// The share that begins with 每.
pub(super) fn read(source: &Source, place: usize) -> Option<Draft> {
    let (total, of, after) = counted(source, place + 1)?;
    let from = second(source, after)?;
    let (part, part_of, end) = counted(source, from)?;
    // 每500人有1名网格员 shares nothing out: 中 or 就 says that one is among the others, or the same measure word.
    let among = source.text(after, from).contains(['中', '里', '就']);
    let one_sort = of.text == part_of.text || among && (of.class == part_of.class || of.text == "个" || part_of.text == "个");
    let few = total.value > Number::one() && total.value <= Number::from(MOST);
    if !one_sort || !few || part.value >= total.value || part.value.is_zero() {
        return None;
    }
    let value = part.value.checked_div(&total.value)?;
    let bare = readings(&part.value, &total.value)?;
    let ulp = bare.high()?.value.minus(&bare.low()?.value);
    // Rules ask for these shares by this unit.
    Some(Draft { unit: Unit::ratio("每", "%"), ..share(Kind::Fraction, place, end, value, ulp, bare) })
}

/// A number of things, its measure word, and the place after that.
fn counted(source: &Source, place: usize) -> Option<(Numeral, Unit, usize)> {
    let number = numeral::read(source, source.past_space(place))?;
    let (unit, end) = unit::read(source, source.past_space(number.end))?;
    let plain = number.exact && number.loose.is_none() && number.second.is_none() && unit.dimension == Dimension::Count;
    plain.then_some((number, unit, end))
}

/// The place of the second number: after 有, 中 or 里, in the same clause or after 就.
fn second(source: &Source, from: usize) -> Option<usize> {
    let numeral = |char: char| char.is_ascii_digit() || chinese::digit(char).is_some() || numeral::multiplier(char).is_some();
    let place = (from..from + BETWEEN).find(|place| numeral(source.at(*place)))?;
    let between = source.text(from, place);
    let joined = between.contains(['有', '中', '里']) && !between.contains(['。', ';', ':', '、', '!', '?', '(', '\n']);
    let leads = between.trim_end().ends_with(['有', '中', '里', '就', '仅', '只', '是', ',']);
    (joined && leads && (!between.contains(',') || between.contains('有'))).then_some(place)
}

/// What the two numbers leave, the last digit of either being rounded: one in five is from one in 5.5 to one in 4.5.
fn readings(part: &Number, total: &Number) -> Option<Interval> {
    let half = Number::one().half();
    let (least, most) = if *part == Number::one() {
        (part.checked_div(&total.plus(&half))?, part.checked_div(&total.minus(&half))?)
    } else {
        (part.minus(&half).checked_div(total)?, part.plus(&half).checked_div(total)?)
    };
    Some(Interval::closed(least, most))
}
