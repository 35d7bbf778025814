//! Figures that are named alike: two of the same digits in another order, or two values of one name. The name is the words right before a
//! figure, or the noun right after it.

use std::{cell::OnceCell, collections::HashMap};

use super::words::{clause_before, first_line, run};
use crate::{
    claim::{Pattern, Sheet},
    figure::{Figure, Hedge, Kind, Number},
    view::Span,
};

/// What words say of a figure in whose clause they stand.
pub(super) struct Said<'r> {
    /// That it is all there is.
    pub(super) whole: &'r Pattern,
    /// That it is another one, where they are not part of its name.
    pub(super) apart: &'r Pattern,
    /// That it is no measure of a thing.
    pub(super) never: &'r Pattern,
}

/// A figure with the words around it that say of what it is.
struct Named<'s> {
    index: usize,
    /// The words right before it, without what only joins them to it: `全市常住人口` before `为346.8万人`.
    before: &'s str,
    /// Its clause up to it.
    clause: Span,
    /// Whether it is said of the whole; `None` where it is no measure of a thing. Asked where another figure has its digits.
    whole: OnceCell<Option<bool>>,
    /// The words right after it: `脱贫户发放鸡苗`.
    after: &'s str,
    /// The unit, also where it stands in brackets in front: `全长(米) 482`.
    unit: &'s str,
    /// Whether the unit stands in brackets in front, as in a table.
    labelled: bool,
    /// Whether it stands in a row of a table.
    row: bool,
    /// Whether it is a count of three digits or more, which recurs less by chance.
    large: bool,
    /// The multiplier that stands in the brackets with it.
    times: &'static str,
    /// The date last named before it in its sentence.
    date: &'s str,
    sentence: Span,
    /// Whether it stands in the title.
    titled: bool,
}

/// What stands right before a figure is within so many bytes.
const NEAR: usize = 256;
/// A name is looked for over so many characters.
const NAME: usize = 16;
/// So many earlier figures of one key are compared with a later one.
const COMPARED: usize = 8;
/// Names before two figures share at least so many characters at their end.
const BOTH_BEFORE: usize = 4;
/// In a table, or of a rate, so many.
const LABEL: usize = 3;
/// A name before one figure and a noun after the other share at least so many characters.
const ACROSS: usize = 3;
/// Numbers from here on recur less by chance.
const LARGE: i64 = 100;
/// In a title and in the text under it, nouns are at least so long.
const TITLE: usize = 2;
/// What is done to two things is the same word where so many characters are.
const WORD: usize = 2;

/// Pairs of figures, earlier and later, that state one measure twice.
pub(super) fn pairs(sheet: &Sheet, said: &Said, kept: &dyn Fn(&Figure) -> bool) -> Vec<(usize, usize)> {
    let title = first_line(sheet).filter(|title| !sheet.view.slice(*title).contains('。'));
    let captions = captions(sheet);
    let mut date = None;
    let mut plain: Vec<(usize, &Figure, Option<&Figure>, u64)> = Vec::new();
    for (index, figure) in sheet.figures.iter().enumerate() {
        if figure.kind == Kind::Date {
            date = Some(figure);
        }
        let sum = || sum_of_digits(sheet.view.slice(figure.numeral));
        if let Some(sum) = Some(figure).filter(|figure| is_plain(figure)).and_then(|_| sum()) {
            plain.push((index, figure, date, sum));
        }
    }
    // Nothing is worked out of a figure whose digits no other one has.
    let mut sums: Vec<u64> = plain.iter().map(|(.., sum)| *sum).collect();
    sums.sort_unstable();
    let several: Vec<u64> = sums
        .chunk_by(|one, other| one == other)
        .filter(|alike| alike.len() > 1)
        .filter_map(|alike| alike.first().copied())
        .collect();
    plain.retain(|(_, figure, _, sum)| several.binary_search(sum).is_ok() && kept(figure));
    let mut all: Vec<Named> = Vec::new();
    let mut by_digits: HashMap<String, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (index, figure, date, _) in plain {
        let named = named(index, figure, date, sheet, title, &captions);
        let Some(key) = digits(sheet.view.slice(figure.numeral), named.times) else { continue };
        let written = Some(format!("{key} {}", named.unit));
        // A number of a row may stand without its unit.
        let bare = (named.large && (named.row && named.unit.is_empty() || !named.row && figure.kind == Kind::Count))
            .then(|| format!("{key} |"));
        for key in [written, amount(figure, &named), bare].into_iter().flatten() {
            let earlier = by_digits.entry(key).or_default();
            earlier.retain(|&at| all.get(at).is_some_and(|one| one.whole(said, sheet).is_some()));
            earlier.drain(..earlier.len().saturating_sub(COMPARED));
            let mut known = earlier.iter().rev().filter_map(|&at| all.get(at));
            let one = known.find(|one| named.whole(said, sheet).is_some() && alike(one, &named, said, sheet));
            found.extend(one.map(|one| (one.index, index)));
            earlier.push(all.len());
        }
        all.push(named);
    }
    found
}

/// A sum that numbers of the same digits but zeros share, up to fifteen of each: how often it has each digit. `None` where no two of them differ.
fn sum_of_digits(numeral: &str) -> Option<u64> {
    let mut sum = 0_u64;
    for byte in numeral.bytes().filter(u8::is_ascii_digit) {
        let place = u32::from(byte.saturating_sub(b'0')).saturating_mul(4);
        if sum >> place & 0xF < 0xF {
            sum = sum.saturating_add(1 << place);
        }
    }
    // A bit for each digit.
    let digits = (sum | sum >> 1 | sum >> 2 | sum >> 3) & 0x11_1111_1111;
    let several = digits.count_ones() > 1;
    // Zeros at the end may be those of another multiplier: 6.5亿元, 65000万元.
    several.then_some(sum & !0xF)
}

fn is_plain(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Count | Kind::Money | Kind::Measure | Kind::Percent)
        && matches!(figure.hedge, None | Some(Hedge::Reaching))
}

/// The digits of a number in order of size, and where its point and its multiplier stand; `None` where no two of them differ.
fn digits(numeral: &str, times: &str) -> Option<String> {
    let written: Vec<char> = numeral.chars().filter(|character| !matches!(character, ',' | ' ')).collect();
    let point = written.iter().position(|character| *character == '.');
    let (mut digits, shape): (Vec<char>, Vec<char>) = written.into_iter().partition(char::is_ascii_digit);
    digits.sort_unstable();
    let differ = digits.first() != digits.last();
    differ
        .then(|| format!("{} {}{times} {point:?}", digits.into_iter().collect::<String>(), shape.into_iter().collect::<String>()))
}

/// The digits of a whole amount of money in order of size, and how many zeros it ends in: of 6.5亿元 and of 56000 in 万元 they are the same.
fn amount(figure: &Figure, named: &Named) -> Option<String> {
    let times = match named.times {
        "" => 0,
        "万" => 4,
        _ => 8,
    };
    let value = figure.value.times(&Number::power_of_ten(times));
    if named.unit != "元" || !value.is_whole() {
        return None;
    }
    let written = value.floor().to_digits();
    let digits = written.trim_end_matches('0');
    let zeros = written.len().saturating_sub(digits.len());
    let mut digits: Vec<char> = digits.chars().collect();
    digits.sort_unstable();
    (digits.first() != digits.last()).then(|| format!("{} e{zeros}", digits.into_iter().collect::<String>()))
}

/// A line that says in what unit the numbers of a table are: where it begins, the multiplier and the unit.
struct Caption<'s> {
    start: usize,
    times: &'static str,
    unit: &'s str,
}

/// A table stands within so many bytes of its caption.
const TABLE: usize = 3000;

/// `单位:万元`, `附表(亿元)`
fn captions<'s>(sheet: &'s Sheet) -> Vec<Caption<'s>> {
    let lines = sheet.view.lines().iter().map(|line| line.span);
    let caption = |line: Span| {
        let text = sheet.view.slice(line).trim_end();
        let unit = match text.split_once("单位") {
            Some((_, rest)) => rest.trim_start_matches([':', ' ']).split([')', ' ', '|', ',']).next()?,
            None => text.strip_suffix(')')?.rsplit_once('(')?.1,
        };
        let times = ["万", "亿"].into_iter().find(|times| unit.starts_with(times)).unwrap_or("");
        let unit = unit.strip_prefix(times).unwrap_or(unit);
        (unit == "元").then_some(Caption { start: line.start, times, unit })
    };
    lines.filter_map(caption).collect()
}

/// The caption of a row of a table.
fn caption_of<'c, 's>(row: Span, sheet: &Sheet, captions: &'c [Caption<'s>]) -> Option<&'c Caption<'s>> {
    let above = captions.get(..captions.partition_point(|caption| caption.start < row.start))?.last()?;
    let near = row.start.saturating_sub(above.start) <= TABLE;
    (near && sheet.view.slice(row).contains('|')).then_some(above)
}

/// Words that join a name to its figure.
const JOINING: [&str; 25] = [
    "总人数",
    "数量",
    "件数",
    "人民币",
    "共有",
    "共计",
    "总计",
    "合计",
    "总数",
    "总共",
    "共设",
    "达到",
    "有",
    "为",
    "达",
    "共",
    "是",
    "约",
    "计",
    "了",
    ":",
    " ",
    "已",
    "现",
    "全部",
];

impl Named<'_> {
    /// Whether it is said of the whole; `None` where it is no measure of a thing.
    fn whole(&self, said: &Said, sheet: &Sheet) -> Option<bool> {
        let clause = sheet.view.slice(self.clause);
        *self.whole.get_or_init(|| (!said.never.is_match(clause)).then(|| said.whole.is_match(clause)))
    }
}

/// A figure with its words; `date` is the last one before it.
fn named<'s>(
    index: usize,
    figure: &'s Figure,
    date: Option<&Figure>,
    sheet: &'s Sheet,
    title: Option<Span>,
    captions: &[Caption<'s>],
) -> Named<'s> {
    let line = sheet.view.paragraph(figure.span.start);
    let near = sheet.view.text().ceil_char_boundary(figure.span.start.saturating_sub(NEAR));
    let words = sheet.view.slice(Span { start: near.max(line.start), end: figure.span.start });
    let (words, bracketed) = unit_in_brackets(words).map_or((words, None), |(words, unit)| (words, Some(unit)));
    let (times, bracketed) = bracketed.map_or(("", ""), |unit| {
        let times = ["万", "亿"].into_iter().find(|times| unit.starts_with(times)).unwrap_or("");
        (times, unit.strip_prefix(times).unwrap_or(unit))
    });
    let caption = caption_of(line, sheet, captions).filter(|_| bracketed.is_empty() && figure.unit.class.is_empty());
    let (times, bracketed) = caption.map_or((times, bracketed), |caption| (caption.times, caption.unit));
    // Of a long line only what stands near is looked at.
    let far = sheet.view.text().floor_char_boundary(figure.span.end.saturating_add(NEAR));
    let row = sheet.view.slice(Span { start: near.max(line.start), end: far.min(line.end).max(figure.span.end) }).contains('|');
    let words = if row { words.trim_end_matches(['|', ' ', '\t']) } else { words };
    let words = JOINING
        .iter()
        .cycle()
        .take(JOINING.len().saturating_mul(2))
        .fold(words, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    let name = words.char_indices().rev().take_while(|(_, character)| is_word(*character)).take(NAME).last();
    let after = sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) }).trim_start();
    let mut beyond = after.char_indices().enumerate().skip_while(|(number, (_, one))| *number < NAME && is_word(*one));
    let noun = beyond.next().map_or(after.len(), |(_, (at, _))| at);
    let sentence = sheet.view.sentence(figure.span.start);
    let date = date.filter(|date| date.span.start >= sentence.start);
    let own = if figure.kind == Kind::Measure { &figure.unit.text } else { &figure.unit.class };
    let unit = if own.is_empty() { bracketed } else { own };
    Named {
        index,
        before: name.and_then(|(at, _)| words.get(at..)).unwrap_or(""),
        clause: clause_before(sheet, figure),
        whole: OnceCell::new(),
        after: after.get(..noun).unwrap_or(""),
        unit,
        times,
        labelled: !bracketed.is_empty() || row,
        row,
        large: figure.kind == Kind::Count && figure.value >= Number::from(LARGE),
        date: date.map(|date| sheet.view.slice(date.span)).unwrap_or(""),
        sentence,
        titled: title == Some(line),
    }
}

fn is_word(character: char) -> bool {
    character.is_alphabetic() && !character.is_ascii()
}

/// The text before `(米) |`, and the unit in the brackets.
fn unit_in_brackets(before: &str) -> Option<(&str, &str)> {
    let rest = before.trim_end_matches(['|', ' ', '\t', ':']).strip_suffix(')')?;
    let (name, unit) = rest.rsplit_once('(')?;
    (!unit.is_empty() && unit.chars().count() <= 5).then_some((name, unit))
}

/// Whether the words around two figures of one sort name one thing.
fn alike(one: &Named, other: &Named, said: &Said, sheet: &Sheet) -> bool {
    let dated = one.date.is_empty() || other.date.is_empty() || one.date == other.date;
    if !dated || one.sentence == other.sentence {
        return false;
    }
    let labelled = one.labelled || other.labelled;
    let (this, that) = (bare(one, other, labelled), bare(other, one, labelled));
    let shared = this.chars().rev().zip(that.chars().rev()).take_while(|(a, b)| a == b).count();
    let (first, second) = (without(this, shared), without(that, shared));
    let scoped = is_scope(first) && is_scope(second) || first.contains(second) || second.contains(first);
    let [whole, other_whole] = [one, other].map(|named| named.whole(said, sheet) == Some(true));
    let all = whole && other_whole && one.large && other.large;
    let least = match (all, labelled || one.before.ends_with('率')) {
        (true, _) => TITLE,
        (false, true) => LABEL,
        (false, false) => BOTH_BEFORE,
    };
    let before = shared >= least
        && (labelled || if first.is_empty() || second.is_empty() { is_scope(first) && is_scope(second) } else { scoped });
    let least = if whole || other_whole || one.large && other.large { TITLE } else { ACROSS };
    // 312户稻农, 321户稻农: the noun after both.
    let after = one.after.chars().zip(other.after.chars()).take_while(|(a, b)| a == b).count();
    let both_after = !one.unit.is_empty() && one.large && other.large && !one.row && !other.row && after >= TITLE;
    // 募集善款…, 募集的…善款: a shorter noun where the same is done to it.
    let done = |name: &Named, noun: &Named| across(name, noun, TITLE) && run(name.before, noun.before, WORD).is_some();
    // Only a number of a row may stand without its unit, and only beside one of the text.
    let goes_without = |name: &Named, beside: &Named| name.row && !beside.row && name.unit.is_empty();
    let unitless = one.unit.is_empty() && one.row && other.row;
    if unitless || one.unit != other.unit && !goes_without(one, other) && !goes_without(other, one) {
        return false;
    }
    let named = before
        || both_after
        || across(one, other, least)
        || across(other, one, least)
        || done(one, other)
        || done(other, one)
        || one.titled && in_title(one, other);
    // Words that both have in their name do not set them apart. Asked last: clauses are long.
    let name = if before { this.get(first.len()..).unwrap_or("") } else { "" };
    let apart = |named: &Named| {
        let clause = sheet.view.slice(named.clause);
        said.apart.is_match(if name.is_empty() { clause } else { clause.split(name).next().unwrap_or("") })
    };
    named && ![one, other].into_iter().any(apart)
}

/// The name of a figure as it is beside another: 茶师数 | 1280 and 茶师总数1280 are one name.
fn bare<'s>(name: &Named<'s>, beside: &Named, labelled: bool) -> &'s str {
    let bare = name.before.strip_suffix('数').filter(|_| labelled && !beside.before.ends_with('数'));
    bare.unwrap_or(name.before)
}

/// A text without its last characters.
fn without(text: &str, last: usize) -> &str {
    let start = last.checked_sub(1).map_or(Some(text.len()), |last| text.char_indices().rev().nth(last).map(|(at, _)| at));
    text.get(..start.unwrap_or(0)).unwrap_or("")
}

/// What else stands before the longer name may only say where or which: 中等专业学校在校学生 are not those of 大专学校.
fn is_scope(words: &str) -> bool {
    let places = ['县', '市', '区', '镇', '乡', '村', '省', '校', '院', '局', '有', '年', '末', '底'];
    words.is_empty() || words.starts_with(['该', '本', '上', '此', '这', '全', '我', '其', '按']) || words.ends_with(places)
}

/// Words that end a name before its figure, and are not said where it follows.
const MEASURED: [&str; 6] = ["面积", "总数", "数量", "人数", "总量", "总额"];

/// Whether the name before one figure ends in the noun after the other.
fn across(name: &Named, noun: &Named, least: usize) -> bool {
    // 高标准农田面积 is of 高标准农田.
    let bare = MEASURED.iter().find_map(|word| name.before.strip_suffix(word)).unwrap_or(name.before);
    let ends = (least..=noun.after.chars().count()).any(|length| {
        let head: String = noun.after.chars().take(length).collect();
        name.before.ends_with(&head) || bare.ends_with(&head)
    });
    ends && !name.unit.is_empty()
}

/// Whether the noun in a title is that of a figure in the text under it.
fn in_title(title: &Named, text: &Named) -> bool {
    let [first, second] = [title, text].map(|named| named.after.split('的').next().unwrap_or(""));
    let after = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    let long = first.chars().count().min(second.chars().count()) >= TITLE;
    let both = across(title, text, TITLE) || across(text, title, TITLE);
    !title.unit.is_empty() && (both || after >= TITLE || long && (first.ends_with(second) || second.ends_with(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn numbers_of_the_same_digits_share_their_sum(one in "[0-3,. 万]{1,20}", other in "[0-3,. 万]{1,20}") {
            let [first, second] = [&one, &other].map(|numeral| digits(numeral, ""));
            proptest::prop_assert_eq!(first.is_some(), sum_of_digits(&one).is_some());
            proptest::prop_assert!(first != second || sum_of_digits(&one) == sum_of_digits(&other));
            let turned: String = one.chars().rev().collect();
            proptest::prop_assert_eq!(sum_of_digits(&one), sum_of_digits(&turned));
        }
    }
}
