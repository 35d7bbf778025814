//! Two ends: `10到15户`, `10-15%`, `2000—3000元`, `八到九百亿`, `七八个`. What the first end leaves out, the second completes.

use super::{
    Dimension, Interval, Kind, Number,
    draft::Draft,
    numeral::{self, Numeral, Script, multiplier},
    quantity::{Of, draft, of},
    source::Source,
    unit,
};

/// The range whose first numeral this is. Its value is the first end as printed, completed; its reading is closed.
pub(super) fn read(source: &Source, first: &Numeral) -> Option<Draft> {
    if let Some(second) = &first.second {
        let of = of(source, first.end).or_else(|| (!first.exact).then(|| Of::nothing(first.end)))?;
        let word = first.end == first.start + 2
            && of.unit.dimension != Dimension::Ratio
            && !unit::follows_one_digit(source, source.past_space(first.end));
        if word {
            return None;
        }
        return Some(between(first, first.value.clone(), second.clone(), first.end, of));
    }
    if first.loose.is_some() {
        return None;
    }
    let own = of(source, first.end);
    let end = own.as_ref().map_or(first.end, |of| of.end);
    let (from, word) = connector(source, end)?;
    if word && matches!(source.before(first.start), '从' | '由' | '自') {
        return None;
    }
    let second = numeral::read(source, from).filter(|second| second.second.is_none() && second.loose.is_none())?;
    if (second.script == Script::Arabic) != (first.script == Script::Arabic) {
        return None;
    }
    let of = match (of(source, second.end), own) {
        (Some(whole), None) => whole,
        (Some(whole), Some(own)) if whole.unit == own.unit => whole,
        (None, None)
            if (word && first.script == Script::Arabic || !first.exact || !second.exact) && first.value < second.value =>
        {
            Of::nothing(second.end)
        }
        _ => return None,
    };
    // 图12005—2015年: two years, the first damaged.
    if of.unit.text == "年" && second.value >= Number::from(1800_i64) {
        return None;
    }
    let low = completed(source, first, &second);
    let mut draft = between(first, low.0.clone(), second.value.clone(), second.end, of.clone());
    draft.ulp = second.ulp.times(&of.worth);
    if let Some(lower) = low.1 {
        draft.bare = draft.bare.hull(&Interval::exactly(lower.times(&of.worth)));
    }
    Some(draft)
}

fn between(first: &Numeral, low: Number, high: Number, end: usize, of: Of) -> Draft {
    let (low, high) = (low.times(&of.worth), high.times(&of.worth));
    let shape = draft(first, of);
    Draft {
        numeral: (first.start, end),
        kind: Kind::Range,
        bare: Interval::closed(low.clone(), high),
        value: low,
        exact: false,
        wide: None,
        inner: None,
        ..shape
    }
}

/// The place after a word or sign that joins two ends, and whether it is a word, which says "from … to" as well.
fn connector(source: &Source, place: usize) -> Option<(usize, bool)> {
    let place = source.past_space(place);
    let (end, word) = match source.at(place) {
        '至' | '到' => (place + 1, true),
        '~' | '-' | '–' | '―' | '−' | '─' => (place + 1, false),
        '—' => (if source.at(place + 1) == '—' { place + 2 } else { place + 1 }, false),
        _ => return None,
    };
    Some((source.past_space(end), word))
}

/// The first end with the multiplier of the second, where it has none of its own: 10 in `10-15万`. `八到九百亿` leaves open
/// whether 八 is 八百亿 or 八亿: the lower one comes second.
fn completed(source: &Source, first: &Numeral, second: &Numeral) -> (Number, Option<Number>) {
    let coefficient = second.value.checked_div(&second.factor);
    let whole = first.factor == Number::one() && coefficient.is_some_and(|coefficient| first.value < coefficient);
    if !whole || first.value.is_zero() {
        return (first.value.clone(), None);
    }
    let last = multiplier(source.before(second.end))
        .map(Number::from)
        .filter(|last| *last < second.factor && second.script != Script::Arabic);
    (first.value.times(&second.factor), last.map(|last| first.value.times(&last)))
}
