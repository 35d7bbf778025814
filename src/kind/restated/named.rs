//! Figures that are named alike: two of the same digits in another order, or two values of one name. The name is the words right before a
//! figure, or the noun right after it.

use std::collections::HashMap;

use regex::Regex;

use crate::{
    claim::Sheet,
    figure::{Figure, Hedge, Kind},
    view::Span,
};

/// A figure with the words around it that say of what it is.
struct Named {
    index: usize,
    /// The words right before it, without what only joins them to it: `全市常住人口` before `为346.8万人`.
    before: String,
    /// The words right after it: `脱贫户发放鸡苗`.
    after: String,
    /// The unit, also where it stands in brackets in front: `全长(米) 482`.
    unit: String,
    /// The date last named before it in its sentence.
    date: String,
    sentence: Span,
    /// Whether it stands in the title.
    titled: bool,
}

/// A name is looked for over so many characters.
const NAME: usize = 16;
/// So many earlier figures of one key are compared with a later one.
const COMPARED: usize = 8;
/// Names before two figures share at least so many characters at their end.
const BOTH_BEFORE: usize = 4;
/// A name before one figure and a noun after the other share at least so many characters.
const ACROSS: usize = 3;
/// In a title and in the text under it, nouns are at least so long.
const TITLE: usize = 2;

/// Pairs of figures, earlier and later, that state one measure twice.
pub(super) fn pairs(sheet: &Sheet, apart: &Regex, kept: &dyn Fn(&Figure) -> bool) -> Vec<(usize, usize)> {
    let title = sheet.view.lines().iter().find(|line| !sheet.view.slice(line.span).trim().is_empty()).map(|line| line.span);
    let mut by_digits: HashMap<String, Vec<Named>> = HashMap::new();
    let mut found = Vec::new();
    for (index, figure) in sheet.figures.iter().enumerate().filter(|(_, figure)| kept(figure) && is_plain(figure)) {
        let Some(named) = named(index, figure, sheet, apart, title) else { continue };
        let Some(key) = digits(sheet.view.slice(figure.numeral)) else { continue };
        let earlier = by_digits.entry(format!("{key} {}", named.unit)).or_default();
        found.extend(earlier.iter().rev().take(COMPARED).find(|earlier| alike(earlier, &named)).map(|one| (one.index, index)));
        earlier.push(named);
    }
    found
}

fn is_plain(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Count | Kind::Money | Kind::Measure | Kind::Percent)
        && matches!(figure.hedge, None | Some(Hedge::Reaching))
}

/// The digits of a number in order of size and where its point and its multiplier stand; `None` where no two of them differ.
fn digits(numeral: &str) -> Option<String> {
    let (mut digits, shape): (Vec<char>, Vec<char>) =
        numeral.chars().filter(|character| !matches!(character, ',' | ' ')).partition(char::is_ascii_digit);
    let point = numeral.chars().filter(|character| !matches!(character, ',' | ' ')).position(|character| character == '.');
    digits.sort_unstable();
    let differ = digits.first() != digits.last();
    differ.then(|| digits.into_iter().chain(shape).chain(point.map(|_| ' ')).collect::<String>() + &format!("{point:?}"))
}

/// Words that join a name to its figure.
const JOINING: [&str; 21] = [
    "共有", "共计", "总计", "合计", "总数", "总共", "共设", "达到", "有", "为", "达", "共", "是", "约", "计", "了", ":", " ", "已", "现", "全部",
];

fn named(index: usize, figure: &Figure, sheet: &Sheet, apart: &Regex, title: Option<Span>) -> Option<Named> {
    let line = sheet.view.paragraph(figure.span.start);
    let clause = sheet.view.clause(figure.span.start);
    if apart.is_match(sheet.view.slice(Span { start: clause.start, end: figure.span.start })) {
        return None;
    }
    let before = sheet.view.slice(Span { start: line.start, end: figure.span.start });
    let (before, bracketed) = unit_in_brackets(before).map_or((before, None), |(before, unit)| (before, Some(unit)));
    let before = JOINING.iter().cycle().take(JOINING.len().saturating_mul(2)).fold(before, |rest, word| {
        rest.strip_suffix(word).unwrap_or(rest)
    });
    let name: Vec<char> = before.chars().rev().take_while(|character| is_word(*character)).take(NAME).collect();
    let after = sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) });
    let after: String = after.trim_start().chars().take_while(|character| is_word(*character)).take(NAME).collect();
    let sentence = sheet.view.sentence(figure.span.start);
    let dates = sheet.figures.get(..index).unwrap_or_default().iter().rev();
    let date = dates.take_while(|date| date.span.start >= sentence.start).find(|date| date.kind == Kind::Date);
    let unit = if figure.unit.class.is_empty() { bracketed.unwrap_or("") } else { figure.unit.class.as_str() };
    Some(Named {
        index,
        before: name.into_iter().rev().collect(),
        after,
        unit: unit.to_owned(),
        date: date.map(|date| sheet.view.slice(date.span).to_owned()).unwrap_or_default(),
        sentence,
        titled: title.is_some_and(|title| title == line && !sheet.view.slice(title).contains('。')),
    })
}

fn is_word(character: char) -> bool {
    character.is_alphabetic() && !character.is_ascii()
}

/// The text before `(米) |`, and the unit in the brackets.
fn unit_in_brackets(before: &str) -> Option<(&str, &str)> {
    let rest = before.trim_end_matches(['|', ' ', '\t', ':']).strip_suffix(')')?;
    let (name, unit) = rest.rsplit_once('(')?;
    (!unit.is_empty() && unit.chars().count() <= 3).then_some((name, unit))
}

/// Whether the words around two figures of one sort name one thing.
fn alike(one: &Named, other: &Named) -> bool {
    let dated = one.date.is_empty() || other.date.is_empty() || one.date == other.date;
    if !dated || one.sentence == other.sentence {
        return false;
    }
    let across = |name: &Named, noun: &Named, least: usize| {
        let shared = (least..=noun.after.chars().count()).any(|length| {
            let head: String = noun.after.chars().take(length).collect();
            name.before.ends_with(&head)
        });
        shared && !name.unit.is_empty()
    };
    // What else stands before the longer name may only say where: 中等专业学校在校学生 are not those of 大专学校.
    let (short, long) = if one.before.len() <= other.before.len() { (one, other) } else { (other, one) };
    let before = short.before.chars().count() >= BOTH_BEFORE && long.before.ends_with(&short.before);
    if before || across(one, other, ACROSS) || across(other, one, ACROSS) {
        return true;
    }
    let noun = |named: &Named| named.after.split('的').next().unwrap_or("").to_owned();
    let (first, second) = (noun(one), noun(other));
    let after = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    let long = first.chars().count().min(second.chars().count()) >= TITLE;
    one.titled
        && !one.unit.is_empty()
        && (after >= TITLE
            || long && (first.ends_with(&second) || second.ends_with(&first))
            || across(one, other, TITLE)
            || across(other, one, TITLE))
}
