//! Words that loosen a figure, before it and after it, and what values they leave. The hard bounds: beyond them the text is wrong.

use std::sync::LazyLock;

use super::{
    Bound, Hedge, Interval, Number,
    sorted::{Sorted, key},
    source::{Source, is_of},
};

/// Words before a figure; longer ones first. The last field lists characters that make another word of it: 节约, 最近.
const BEFORE: &[Before] = &[
    ("没有超过", Hedge::AtMost, ""),
    ("没有低于", Hedge::AtLeast, ""),
    ("没有突破", Hedge::AtMost, ""),
    ("不得超过", Hedge::AtMost, ""),
    ("不能超过", Hedge::AtMost, ""),
    ("不应超过", Hedge::AtMost, ""),
    ("不得多于", Hedge::AtMost, ""),
    ("不得少于", Hedge::AtLeast, ""),
    ("不得低于", Hedge::AtLeast, ""),
    ("不得高于", Hedge::AtMost, ""),
    ("未超过", Hedge::AtMost, ""),
    ("没超过", Hedge::AtMost, ""),
    ("未突破", Hedge::AtMost, ""),
    ("未低于", Hedge::AtLeast, ""),
    ("未达到", Hedge::Under, ""),
    ("不超过", Hedge::AtMost, ""),
    ("不多于", Hedge::AtMost, ""),
    ("不高于", Hedge::AtMost, ""),
    ("不大于", Hedge::AtMost, ""),
    ("不少于", Hedge::AtLeast, ""),
    ("不低于", Hedge::AtLeast, ""),
    ("不小于", Hedge::AtLeast, ""),
    ("大约", Hedge::About, ""),
    ("大概", Hedge::About, ""),
    ("将近", Hedge::Nearly, ""),
    ("接近", Hedge::Nearly, ""),
    ("逼近", Hedge::Nearly, ""),
    ("超过", Hedge::Over, ""),
    ("突破", Hedge::Over, ""),
    ("多于", Hedge::Over, ""),
    ("高于", Hedge::Over, ""),
    ("大于", Hedge::Over, ""),
    ("超过了", Hedge::Over, ""),
    ("突破了", Hedge::Over, ""),
    ("接近了", Hedge::Nearly, ""),
    ("达到了", Hedge::Reaching, ""),
    ("达到", Hedge::Reaching, ""),
    ("高达", Hedge::Reaching, ""),
    ("多达", Hedge::Reaching, ""),
    ("至少", Hedge::AtLeast, ""),
    ("最少", Hedge::AtLeast, ""),
    ("至多", Hedge::AtMost, ""),
    ("最多", Hedge::AtMost, ""),
    ("不足", Hedge::Under, ""),
    ("不到", Hedge::Under, ""),
    ("不满", Hedge::Under, ""),
    ("未满", Hedge::Under, ""),
    ("未达", Hedge::Under, ""),
    ("低于", Hedge::Under, ""),
    ("少于", Hedge::Under, ""),
    ("小于", Hedge::Under, ""),
    ("正好", Hedge::Exactly, ""),
    ("恰好", Hedge::Exactly, ""),
    ("刚好", Hedge::Exactly, ""),
    ("≥", Hedge::AtLeast, ""),
    ("≤", Hedge::AtMost, ""),
    ("约", Hedge::About, "节公条合预制签违特契履续婉简集隐邀租订守失和盟"),
    ("近", Hedge::Nearly, "最附临靠新邻亲贴切走远就"),
    ("超", Hedge::Over, "赶反高中英"),
    ("逾", Hedge::Over, ""),
    ("达", Hedge::Reaching, "下传送转表发直抵通雷马到"),
];

/// The words by their last characters: most figures have none of them before.
static BY_LAST: LazyLock<Sorted<Before>> =
    LazyLock::new(|| Sorted::new(BEFORE.iter().filter_map(|word| Some((key(word.0.chars().next_back()?), *word)))));

/// A word, its meaning, and the characters that make another word of it.
type Before = (&'static str, Hedge, &'static str);

/// Words after a figure and its unit.
const AFTER: &[(&str, Hedge)] = &[
    ("左右", Hedge::About),
    ("上下", Hedge::About),
    ("前后", Hedge::About),
    ("(含)以上", Hedge::AtLeast),
    ("(含)以下", Hedge::AtMost),
    ("及以上", Hedge::AtLeast),
    ("及以下", Hedge::AtMost),
    ("以上", Hedge::AtLeast),
    ("以下", Hedge::AtMost),
    ("以内", Hedge::AtMost),
    ("之内", Hedge::AtMost),
    ("开外", Hedge::Over),
];

/// The hedge that ends at a place, and where it begins; not before `floor`.
pub(super) fn before(source: &Source, place: usize, floor: usize) -> Option<(Hedge, usize)> {
    let end = if source.before(place) == ' ' { place.saturating_sub(1) } else { place };
    BY_LAST.of(key(source.before(end))).iter().find_map(|(word, hedge, not_after)| {
        let start = source.start_of(end, word).filter(|start| *start >= floor)?;
        let other = is_of(not_after, source.before(start));
        (!other).then_some((*hedge, start))
    })
}

/// The hedge before a verb before a figure: `约占`, `近有`. It loosens the figure and stays outside of it, so that a rule can
/// still see the verb.
pub(super) fn before_verb(source: &Source, place: usize, floor: usize) -> Option<Hedge> {
    let end = if source.before(place) == ' ' { place.saturating_sub(1) } else { place };
    let verb = matches!(source.before(end), '占' | '为' | '有' | '合');
    before(source, end.checked_sub(1).filter(|_| verb)?, floor).map(|(hedge, _)| hedge).filter(|hedge| *hedge != Hedge::Reaching)
}

/// The hedge that begins at a place, and where it ends.
pub(super) fn after(source: &Source, place: usize) -> Option<(Hedge, usize)> {
    // They begin with few characters.
    if !matches!(source.at(place), '左' | '上' | '前' | '(' | '及' | '以' | '之' | '开') {
        return None;
    }
    AFTER.iter().find_map(|(word, hedge)| {
        let end = source.after(place, word)?;
        // 以下几点 speaks of what follows in the text.
        (!matches!(source.at(end), '几' | '简')).then_some((*hedge, end))
    })
}

/// The values that a hedge leaves of a number. `step` is the place value of its last digit that is not zero, `bare` what it
/// says without the hedge.
pub(super) fn reading(hedge: Hedge, value: &Number, step: &Number, bare: &Interval) -> Interval {
    match hedge {
        Hedge::About => {
            let tenth = value.abs().times(&Number::power_of_ten(-1));
            Interval::around(value, &tenth.max(step.clone())).hull(bare)
        }
        Hedge::Nearly | Hedge::Under => Interval::less_than(value.clone()),
        Hedge::Over => Interval::more_than(value.clone()),
        Hedge::AtLeast => Interval::at_least(value.clone()),
        Hedge::AtMost => Interval::at_most(value.clone()),
        Hedge::Exactly => Interval::exactly(value.clone()),
        Hedge::Odd => Interval::open(value.clone(), value.plus(step)),
        Hedge::Reaching | Hedge::Vague => bare.clone(),
    }
}

/// The values from `low` to `high`, the upper end left out.
pub(super) fn half_open(low: Number, high: Number) -> Interval {
    Interval::new(Some(Bound { value: low.clone(), open: false }), Some(Bound { value: high, open: true }))
        .unwrap_or_else(|| Interval::exactly(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Source {
        let mut source = Source::default();
        source.load(text, 0, |_, _| {});
        source
    }

    /// The same by trying one word after another.
    fn plainly(source: &Source, place: usize, floor: usize) -> Option<(Hedge, usize)> {
        let end = if source.before(place) == ' ' { place.saturating_sub(1) } else { place };
        BEFORE.iter().find_map(|(word, hedge, not_after)| {
            let start = source.start_of(end, word).filter(|start| *start >= floor)?;
            (!not_after.contains(source.before(start))).then_some((*hedge, start))
        })
    }

    proptest::proptest! {
        #[test]
        fn a_word_before_a_figure_is_found_as_by_trying_all_of_them(
            words in proptest::collection::vec(0..BEFORE.len(), 1..4), between in "[节最赶传 未不]{0,2}", floor in 0..3_usize,
        ) {
            let text: String = words.iter().map(|word| format!("{between}{}", BEFORE[*word].0)).collect();
            let source = load(&text);
            for place in 0..=source.len() {
                proptest::prop_assert_eq!(before(&source, place, floor), plainly(&source, place, floor), "{} {}", &text, place);
            }
        }
    }

    #[test]
    fn every_word_after_a_figure_is_found() {
        for (word, hedge) in AFTER {
            assert_eq!(after(&load(word), 0), Some((*hedge, word.chars().count())), "{word}");
        }
    }
}
