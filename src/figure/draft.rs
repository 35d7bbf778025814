//! A figure in the making: its digits and unit are known, and the hedges on both sides make it complete.

use super::{Dimension, Figure, Hedge, Interval, Kind, Number, Unit, hedge, source::Source};

/// A figure before its hedges are read. Places are characters.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) numeral: (usize, usize),
    pub(super) kind: Kind,
    pub(super) value: Number,
    pub(super) ulp: Number,
    pub(super) step: Number,
    pub(super) exact: bool,
    /// What the digits say without a hedge.
    pub(super) bare: Interval,
    pub(super) wide: Option<Interval>,
    pub(super) unit: Unit,
    /// A hedge inside: 余 of `10余户`.
    pub(super) inner: Option<(Hedge, Interval)>,
}

impl Draft {
    /// Adds a part below the last digit.
    pub(super) fn shift(&mut self, by: &Number, ulp: &Number) {
        self.value = self.value.plus(by);
        self.ulp = ulp.clone();
        self.step = ulp.clone();
        self.exact = false;
        self.wide = None;
        self.bare = Interval::around(&self.value, &ulp.half());
    }
}

/// Reads the hedges on both sides of a draft and makes the figure. Hedges compose: their intervals intersect.
pub(super) fn finish(source: &Source, mut draft: Draft, floor: usize) -> Figure {
    minus(source, &mut draft, floor);
    let mut hedge = draft.inner.as_ref().map(|(hedge, _)| *hedge);
    let mut reading = draft.inner.take().map_or_else(|| draft.bare.clone(), |(_, interval)| interval);
    let mut loosen = |word: Hedge, draft: &Draft| {
        let values = if draft.kind == Kind::Range {
            hedged_range(word, draft)
        } else {
            let values = hedge::reading(word, &draft.value, &draft.step, &draft.bare);
            let share = matches!(draft.kind, Kind::Percent | Kind::Fraction) && word == Hedge::Nearly;
            near_share(draft).filter(|_| share).and_then(|near| values.intersection(&near)).unwrap_or(values)
        };
        if hedge.is_none() || hedge == Some(Hedge::Reaching) {
            reading = values;
            hedge = Some(word);
        } else if let Some(both) = reading.intersection(&values).filter(|_| word != Hedge::Reaching) {
            reading = both;
        }
    };
    for _ in 0..2 {
        let Some((word, end)) = hedge::after(source, source.past_space(draft.end)) else { break };
        loosen(word, &draft);
        draft.end = end;
    }
    if source.at(draft.end) == '整' && draft.kind == Kind::Money {
        loosen(Hedge::Exactly, &draft);
        draft.end += 1;
    }
    for _ in 0..3 {
        let Some((word, start)) = hedge::before(source, draft.start, floor) else { break };
        // 近3年 are the last three years.
        if draft.unit.dimension == Dimension::Time && source.at(start) == '近' {
            break;
        }
        loosen(word, &draft);
        draft.start = start;
    }
    if let Some(word) = hedge::before_verb(source, draft.start, floor) {
        loosen(word, &draft);
    }
    let wide = draft.wide.take().filter(|_| hedge.is_none_or(|hedge| hedge == Hedge::Reaching)).map(Box::new);
    Figure {
        span: source.span(draft.start, draft.end),
        numeral: source.span(draft.numeral.0, draft.numeral.1),
        kind: draft.kind,
        value: draft.value,
        ulp: draft.ulp,
        exact: draft.exact,
        reading,
        wide,
        unit: draft.unit,
        hedge,
        date: None,
    }
}

/// What is near a share: 近半数 are not a third. The hedge by itself sets no floor, only what is likely does, one of the last digit below:
/// 近3万 stays open below. Of a share the scale is known, from nothing to all of it, so that something that lies well below what is likely
/// is not near it. A quarter of the share is left out at most, or one of its last digit: 近1% may be 0.2 %.
fn near_share(draft: &Draft) -> Option<Interval> {
    let quarter = draft.value.times(&Number::ratio(1, 4)?);
    let most = if draft.kind == Kind::Percent { quarter.max(draft.step.clone()) } else { quarter };
    (!draft.value.is_negative()).then(|| Interval::at_least(draft.value.minus(&most)))
}

/// A hedge beside a range moves its ends.
fn hedged_range(word: Hedge, draft: &Draft) -> Interval {
    let ends = (draft.bare.low().map(|end| end.value.clone()), draft.bare.high().map(|end| end.value.clone()));
    let (Some(low), Some(high)) = ends else { return draft.bare.clone() };
    let loose = |value: &Number| hedge::reading(word, value, &draft.ulp, &Interval::exactly(value.clone()));
    match word {
        Hedge::About => loose(&low).hull(&loose(&high)),
        Hedge::Over | Hedge::AtLeast => loose(&low),
        Hedge::Under | Hedge::AtMost | Hedge::Nearly => loose(&high),
        _ => draft.bare.clone(),
    }
}

/// `-3.5%` after a word: a minus sign only before a ratio, a temperature or money, since a stroke elsewhere joins words.
fn minus(source: &Source, draft: &mut Draft, floor: usize) {
    let sign = source.before(draft.start);
    let Some(start) = draft.start.checked_sub(1).filter(|start| *start >= floor) else { return };
    let signed = matches!(draft.kind, Kind::Percent | Kind::Points | Kind::Money) || draft.unit.text.ends_with('℃');
    let before = source.before(start);
    if !matches!(sign, '-' | '−')
        || !signed
        || before.is_ascii_alphanumeric()
        || matches!(before, '%' | '-' | ')')
        || draft.kind == Kind::Range
    {
        return;
    }
    draft.start = start;
    draft.value = draft.value.negated();
    draft.bare = draft.bare.negated();
    draft.wide = draft.wide.take().map(|wide| wide.negated());
    draft.inner = draft.inner.take().map(|(hedge, interval)| (hedge, interval.negated()));
}
