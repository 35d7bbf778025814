//! Figures of the title, and those of the text that state the same: what a title says, the text under it says too. A figure of the title that
//! the text repeats anywhere is right; where it does not, the one figure of the text that is named alike is held against it.

use std::collections::BTreeSet;

use super::{
    anagrams,
    words::{first_line, run},
};
use crate::{
    claim::{Pattern, Sheet},
    figure::{Figure, Hedge, Kind, Number},
    verdict::Stated,
    view::Span,
};

/// Words beside a figure that name it are looked for over so many characters.
const NAME: usize = 8;
/// A name in the title and one in the text have at least so many characters in a row in common.
const SHARED: usize = 2;
/// Where one stands before its figure and the other after, so many.
const ACROSS: usize = 3;
/// So many at the end, or at the beginning, are enough by themselves.
const NAMED: usize = 4;
/// So many figures of a text are looked at.
const LOOKED: usize = 400;

/// Pairs of a figure of the title and one of the text, and whether they agree. `apart` finds words of a clause with which its figure is
/// another, unless the title has them too.
pub(super) fn pairs(sheet: &Sheet, apart: &Pattern, kept: &dyn Fn(&Figure) -> bool) -> Vec<(usize, usize)> {
    let title = first_line(sheet).filter(|title| !sheet.view.slice(*title).contains(['。', '|', '<']));
    let Some(title) = title else { return Vec::new() };
    let states = |figure: &Figure| {
        let sized = matches!(figure.kind, Kind::Count | Kind::Money | Kind::Measure) && !figure.unit.class.is_empty();
        sized && kept(figure) && figure.value >= Number::from(SMALLEST)
    };
    let all = sheet.figures.iter().enumerate();
    let (titled, told): (Vec<_>, Vec<_>) =
        all.filter(|(_, figure)| states(figure)).take(LOOKED).partition(|(_, figure)| figure.span.start < title.end);
    titled.iter().filter_map(|&(index, figure)| Some((index, same(figure, &told, sheet, apart, title)?))).collect()
}

/// Smaller numbers name things more often than they count them.
const SMALLEST: i64 = 2;

/// The figure of the text that states what one of the title does: the first that agrees, or the only one that does not.
fn same(stated: &Figure, told: &[(usize, &Figure)], sheet: &Sheet, apart: &Pattern, title: Span) -> Option<usize> {
    let value = Stated::of(stated);
    let alike: Vec<(usize, &Figure, Stated)> = told
        .iter()
        .filter(|(_, other)| other.unit.class == stated.unit.class)
        .map(|&(index, other)| (index, other, Stated::of(other)))
        .collect();
    let title_words = sheet.view.slice(title);
    let is_named = |other: &Figure| {
        let clause = sheet.view.slice(sheet.view.clause(other.span.start));
        named_alike(stated, other, title_words, sheet)
            && !is_part(other, sheet)
            && !apart.matches(clause).any(|word| clause.get(word.whole()).is_some_and(|word| !title_words.contains(word)))
    };
    if let Some((index, other, _)) = alike.iter().find(|(_, _, other)| value.meets(other)) {
        return is_named(other).then_some(*index);
    }
    let plain = |other: &Figure| matches!(other.hedge, None | Some(Hedge::Reaching));
    // Counts recur more often: as many old people, or half as many again, may be others.
    let times = if stated.kind == Kind::Count { 3_i64 } else { 4_i64 };
    let near = |other: &Number| {
        let (small, large) = if *other < value.value { (other, &value.value) } else { (&value.value, other) };
        large.times(&Number::from(2_i64)) <= small.times(&Number::from(times))
    };
    let candidates: Vec<&(usize, &Figure, Stated)> = alike
        .iter()
        .filter(|(_, figure, other)| plain(figure) && (near(&other.value) || swapped(stated, figure, sheet)) && is_named(figure))
        .collect();
    let values: BTreeSet<&Number> = candidates.iter().map(|(_, _, other)| &other.value).collect();
    (values.len() == 1).then(|| candidates.first().map(|(index, ..)| *index))?
}

/// Whether two figures are written with the same digits in another order.
fn swapped(one: &Figure, other: &Figure, sheet: &Sheet) -> bool {
    anagrams(sheet.view.slice(one.numeral), sheet.view.slice(other.numeral))
}

/// Whether a figure is one of the parts of another.
fn is_part(figure: &Figure, sheet: &Sheet) -> bool {
    let sentence = sheet.view.sentence(figure.span.start);
    sheet.view.slice(Span { start: sentence.start.min(figure.span.start), end: figure.span.start }).contains("其中")
}

/// Whether the words beside two figures name one thing.
fn named_alike(stated: &Figure, other: &Figure, title: &str, sheet: &Sheet) -> bool {
    let (before, after) = words(stated, sheet);
    let (other_before, other_after) = words(other, sheet);
    let in_common = before.chars().rev().zip(other_before.chars().rev()).take_while(|(a, b)| a == b).count();
    if in_common >= NAMED {
        return true;
    }
    // 挂牌36家, 共挂牌39家: the same is done, and to all.
    let rest: String = other_before.chars().take(other_before.chars().count().saturating_sub(in_common)).collect();
    if in_common >= SHARED && !rest.is_empty() && is_all(&rest) {
        return true;
    }
    let clause = sheet.view.slice(sheet.view.clause(other.span.start));
    if stated.kind == Kind::Count {
        let begins = after.chars().zip(other_after.chars()).take_while(|(a, b)| a == b).count();
        let noun = run(&after, &other_before, ACROSS).or_else(|| run(&before, &other_after, ACROSS));
        let noun = noun.or_else(|| (begins >= SHARED).then(|| after.chars().take(begins).collect()));
        // The same things, of which the same is said.
        return begins >= NAMED
            || noun.is_some_and(|noun| run(&title.replace(&noun, " "), &clause.replace(&noun, " "), SHARED).is_some());
    }
    let last = last(&before, SHARED);
    let whole = last.chars().count() == SHARED;
    let qualified = other_before.rsplit_once(&last).map(|(words, _)| words);
    let by_verb = whole && qualified.is_some_and(|words| is_general(words) || run(words, title, SHARED).is_some());
    // 查获茶叶38吨, 查获的茶叶83吨: the same is done to the same thing, and the digits are those.
    if whole && swapped(stated, other, sheet) && run(&title.replace(&last, " "), &clause.replace(&last, " "), SHARED).is_some() {
        return true;
    }
    by_verb || whole && stated.kind == Kind::Money && other_after.contains(&last)
}

/// Whether words before a name set it apart from nothing: 项目计划总 of 项目计划总投资.
fn is_general(words: &str) -> bool {
    let rest = GENERAL.iter().fold(words.to_owned(), |rest, word| rest.replace(word, ""));
    rest.is_empty()
}

/// Whether words before a verb say only that it is told of all.
fn is_all(words: &str) -> bool {
    const ALL: [&str; 6] = ["累计", "一共", "总共", "全县", "全市", "共"];
    ALL.iter().fold(words.to_owned(), |rest, word| rest.replace(word, "")).is_empty()
}

/// Words that may stand before a name, and it is the same.
const GENERAL: [&str; 22] = [
    "项目",
    "工程",
    "计划",
    "预计",
    "实际",
    "本次",
    "此次",
    "公司",
    "报告期内",
    "报告期",
    "全年",
    "年度",
    "本年",
    "全县",
    "全市",
    "全区",
    "全省",
    "全镇",
    "该",
    "总",
    "共",
    "净",
];

/// The words right before and right after a figure, up to the next mark or figure.
fn words(figure: &Figure, sheet: &Sheet) -> (String, String) {
    let line = sheet.view.paragraph(figure.span.start);
    let before = sheet.view.slice(Span { start: line.start.min(figure.span.start), end: figure.span.start });
    let after = sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) });
    let word = |sign: &char| sign.is_alphabetic() && !sign.is_ascii();
    let bare = before.trim_end_matches([' ', '为', '达', '到', '至', '共', '是', '约', '有', '了', '近', '超', '过', ':']);
    let before: Vec<char> = bare.chars().rev().take_while(word).take(NAME).collect();
    let after: String = after.trim_start_matches([' ', '的']).chars().take_while(word).take(NAME).collect();
    (before.into_iter().rev().collect(), after)
}

fn last(text: &str, size: usize) -> String {
    let skipped = text.chars().count().saturating_sub(size);
    text.chars().skip(skipped).collect()
}
