//! The ways in which a figure is broken: what writers, typists and copied reports do to figures.

use recount::{
    document::{Document, Place},
    figure::Number,
    finding::{Entry, EntryOperand},
};

use crate::{
    chance::Chance,
    oracle::{self, Figures},
};

/// The kinds, in the order of the table.
pub const KINDS: &[&str] = &[
    "digit replaced",
    "digits swapped",
    "digit doubled",
    "count off by one",
    "stale total",
    "neighbour's digits",
    "元 for 万元",
    "rise for fall",
    "item deleted",
    "head count off by one",
];

/// One broken figure.
pub struct Break {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// What is replaced in the document.
    pub edit: Place,
    /// By what.
    pub text: String,
    /// Whether the claim's own figures can show it.
    pub noticeable: bool,
}

/// The Chinese digits that a head count is written with.
const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// What rises and what falls.
const TURNS: &[(&str, &str)] = &[
    ("增长", "下降"),
    ("增加", "减少"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("增幅", "降幅"),
    ("净增", "净减"),
    ("升幅", "跌幅"),
];
const SEPARATORS: [char; 6] = ['、', ',', '，', ';', '；', ':'];

/// Every break that a claim admits, at most one of each kind.
pub fn breaks(document: &Document, claim: &Entry, seed: u64) -> Vec<Break> {
    let name = format!("{}{}{}", document.path, document.id.as_deref().unwrap_or(""), claim.place.start);
    let mut chance = Chance::new(seed, &name);
    let mut breaks = Vec::new();
    if let Some(figures) = oracle::figures(claim) {
        breaks.extend(figure_breaks(document, claim, &figures, &mut chance));
        breaks.extend(turned(document, claim, &figures));
        breaks.extend(part_deleted(document, claim, &figures));
    }
    breaks.extend(head_off_by_one(claim, &mut chance));
    breaks.extend(item_deleted(document, claim));
    breaks
}

/// Breaks that replace one figure's digits or unit.
fn figure_breaks(document: &Document, claim: &Entry, figures: &Figures, chance: &mut Chance) -> Vec<Break> {
    let relations = oracle::relations(claim, figures);
    if relations.is_empty() {
        return Vec::new();
    }
    let numeric: Vec<usize> = (0..claim.operands.len()).filter(|&at| digits(&claim.operands[at].text).is_some()).collect();
    let is_count = |&at: &usize| figures[at].1.exact && figures[at].1.value.is_whole() && figures[at].1.scale == Number::one();
    let counts: Vec<usize> =
        numeric.iter().copied().filter(is_count).filter(|&at| !claim.operands[at].text.contains('%')).collect();
    let totals: Vec<usize> =
        numeric.iter().copied().filter(|&at| ["total", "old", "earlier"].contains(&claim.operands[at].name.as_str())).collect();
    let money: Vec<usize> = numeric.iter().copied().filter(|&at| toggled(&claim.operands[at]).is_some()).collect();
    let mut breaks = Vec::new();
    let mut add = |kind, at: Option<&usize>, change: &mut dyn FnMut(&EntryOperand) -> Option<String>| {
        let Some((&at, operand)) = at.and_then(|at| Some((at, claim.operands.get(*at)?))) else { return };
        let Some(text) = change(operand).filter(|text| *text != operand.text) else { return };
        let mut broken = figures.clone();
        let Some(read) = oracle::read(&text) else { return };
        broken[at].1 = read;
        breaks.push(Break { kind, edit: operand.place, text, noticeable: oracle::fails(&relations, &broken) });
    };
    let of = |operand: &EntryOperand, change: &mut dyn FnMut(&str) -> Option<String>| {
        let (start, end) = digits(&operand.text)?;
        let changed = change(&operand.text[start..end])?;
        Some(format!("{}{changed}{}", &operand.text[..start], &operand.text[end..]))
    };
    let [one, two, three, four, five, six, seven] =
        [&numeric, &numeric, &numeric, &counts, &totals, &numeric, &money].map(|list| chance.one(list).copied());
    add(KINDS[0], one.as_ref(), &mut |operand| of(operand, &mut |digits| replaced(digits, chance)));
    add(KINDS[1], two.as_ref(), &mut |operand| of(operand, &mut |digits| swapped(digits, chance)));
    add(KINDS[2], three.as_ref(), &mut |operand| of(operand, &mut |digits| doubled(digits, chance)));
    add(KINDS[3], four.as_ref(), &mut |operand| of(operand, &mut |digits| off_by_one(digits, chance)));
    add(KINDS[4], five.as_ref(), &mut |operand| of(operand, &mut |digits| stale(digits, chance)));
    add(KINDS[5], six.as_ref(), &mut |operand| {
        let copied = neighbour(document, claim, operand)?;
        of(operand, &mut |_| Some(copied.clone()))
    });
    add(KINDS[6], seven.as_ref(), &mut |operand| toggled(operand));
    breaks
}

/// The range of the first number in a text: ASCII digits with at most one point, no thousands separators.
fn digits(text: &str) -> Option<(usize, usize)> {
    let start = text.find(|sign: char| sign.is_ascii_digit())?;
    let rest = &text[start..];
    let length = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
    let number = rest[..length].trim_end_matches('.');
    let separated = rest[length..].starts_with([',', '，', ' ']);
    (number.matches('.').count() <= 1 && !separated).then_some((start, start + number.len()))
}

fn replaced(digits: &str, chance: &mut Chance) -> Option<String> {
    let places: Vec<usize> = (0..digits.len()).filter(|&at| digits.as_bytes()[at] != b'.').collect();
    let at = *chance.one(&places)?;
    let old = digits[at..=at].parse::<usize>().ok()?;
    let mut new = (old + 1 + chance.below(9)) % 10;
    if at == 0 && new == 0 && digits.len() > 1 {
        new = if old == 5 { 6 } else { 5 };
    }
    Some(format!("{}{new}{}", &digits[..at], &digits[at + 1..]))
}

fn swapped(digits: &str, chance: &mut Chance) -> Option<String> {
    let bytes = digits.as_bytes();
    let differ =
        |&at: &usize| bytes[at] != bytes[at + 1] && bytes[at] != b'.' && bytes[at + 1] != b'.' && !(at == 0 && bytes[1] == b'0');
    let places: Vec<usize> = (0..digits.len().saturating_sub(1)).filter(differ).collect();
    let at = *chance.one(&places)?;
    Some(format!("{}{}{}{}", &digits[..at], &digits[at + 1..at + 2], &digits[at..=at], &digits[at + 2..]))
}

fn doubled(digits: &str, chance: &mut Chance) -> Option<String> {
    let places: Vec<usize> = (0..digits.len()).filter(|&at| digits.as_bytes()[at] != b'.').collect();
    let at = *chance.one(&places)?;
    Some(format!("{}{}", &digits[..=at], &digits[at..]))
}

fn off_by_one(digits: &str, chance: &mut Chance) -> Option<String> {
    let number: u64 = digits.parse().ok()?;
    let new = if chance.below(2) == 0 { number.checked_add(1)? } else { number.checked_sub(1)? };
    Some(new.to_string())
}

/// Last year's total: 3 to 15 per cent away, in the same form.
fn stale(digits: &str, chance: &mut Chance) -> Option<String> {
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let percent = 103 + i64::try_from(chance.below(13)).ok()?;
    let percent = if chance.below(2) == 0 { percent } else { 200 - percent };
    let new = Number::parse(digits)?.times(&Number::ratio(percent, 100)?);
    Some(new.to_decimal(u32::try_from(decimals).ok()?))
}

/// The digits of the claim's nearest other figure of as many digits, or else of any.
fn neighbour(document: &Document, claim: &Entry, operand: &EntryOperand) -> Option<String> {
    let (start, end) = digits(&operand.text)?;
    let own = &operand.text[start..end];
    let text = document.text.as_str();
    let from = floor(text, claim.place.start.saturating_sub(120));
    let to = floor(text, claim.place.end.saturating_add(120));
    let around = text.get(from..to)?;
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = around.get(at..).and_then(digits) {
        let place = from + at + start;
        numbers.push((place.abs_diff(operand.place.start), &around[at + start..at + end]));
        at += end.max(start + 1);
    }
    let alike = |number: &str| number.contains('.') == own.contains('.') && number != own;
    numbers.retain(|(distance, number)| *distance > 0 && alike(number));
    numbers.sort();
    numbers.first().map(|(_, number)| (*number).to_owned())
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// An amount of money in the wrong unit.
fn toggled(operand: &EntryOperand) -> Option<String> {
    let text = operand.text.as_str();
    let swap = |from: &str, to: &str| text.contains(from).then(|| text.replacen(from, to, 1));
    swap("万元", "元").or_else(|| swap("亿元", "万元")).or_else(|| swap("萬元", "元")).or_else(|| swap("元", "万元"))
}

/// A rise told as a fall, or the other way.
fn turned(document: &Document, claim: &Entry, figures: &Figures) -> Option<Break> {
    let change = figures.iter().find(|(name, _)| ["rate", "points", "difference"].contains(&name.as_str()))?;
    let name = change.0.as_str();
    let at = claim.operands.iter().find(|operand| operand.name == name)?.place.start;
    let before = document.text.get(claim.place.start.min(at)..at)?;
    let found = TURNS
        .iter()
        .flat_map(|&(up, down)| [(up, down), (down, up)])
        .filter_map(|(from, to)| Some((before.rfind(from)?, from, to)));
    let (start, from, to) = found.max_by_key(|(start, ..)| *start)?;
    let start = claim.place.start.min(at) + start;
    let noticeable = claim.rule.starts_with("change/") && claim.operands.len() > 2 && !change.1.value.is_zero();
    let edit = Place { start, end: start + from.len() };
    Some(Break { kind: KINDS[7], edit, text: to.to_owned(), noticeable })
}

/// One part of a sum left out, with its words.
fn part_deleted(document: &Document, claim: &Entry, figures: &Figures) -> Option<Break> {
    let parts: Vec<usize> = (0..claim.operands.len()).filter(|&at| claim.operands[at].name == "parts").collect();
    let [_, second, _, ..] = parts[..] else { return None };
    let place = claim.operands[second].place;
    let before = document.text.get(..place.start)?;
    let start = before.rfind(SEPARATORS)?;
    let inside = start > claim.operands[parts[0]].place.start;
    let relations = oracle::relations(claim, figures);
    let mut broken = figures.clone();
    broken.remove(second);
    let noticeable = oracle::fails(&relations, &broken);
    inside.then(|| Break { kind: KINDS[8], edit: Place { start, end: place.end }, text: String::new(), noticeable })
}

/// The stated number of a list, one up or down.
fn head_off_by_one(claim: &Entry, chance: &mut Chance) -> Option<Break> {
    let head = claim.operands.iter().find(|operand| operand.name == "number" && claim.rule.starts_with("count/"))?;
    let stated = head.reading.as_ref()?.as_exact()?.to_i64()?;
    let new = if chance.below(2) == 0 || stated <= 2 { stated.checked_add(1)? } else { stated.checked_sub(1)? };
    let word = |number: i64| DIGITS.get(usize::try_from(number.checked_sub(1)?).ok()?).copied();
    let text = match digits(&head.text) {
        Some((start, end)) => format!("{}{new}{}", &head.text[..start], &head.text[end..]),
        None => head.text.replacen(word(stated)?, word(new)?, 1),
    };
    let noticeable = claim.computed.as_ref().is_some_and(|counted| !counted.contains(&Number::from(new)));
    (text != head.text).then_some(Break { kind: KINDS[9], edit: head.place, text, noticeable })
}

/// The second of some names left out.
fn item_deleted(document: &Document, claim: &Entry) -> Option<Break> {
    let items = claim.operands.iter().find(|operand| operand.name == "items" && &*claim.rule == "count/enumeration")?;
    let text = document.text.get(items.place.start..items.place.end)?;
    let first = text.find('、')?;
    let second = first + '、'.len_utf8() + text.get(first + '、'.len_utf8()..)?.find('、')?;
    let edit = Place { start: items.place.start + first, end: items.place.start + second };
    let stated = claim.operands.iter().find(|operand| operand.name == "number")?.reading.as_ref()?.as_exact()?.clone();
    // One fewer is listed: what was counted, and the number stated, are one further apart.
    let noticeable = claim.computed.as_ref().is_some_and(|counted| !counted.contains(&stated.plus(&Number::one())));
    Some(Break { kind: KINDS[8], edit, text: String::new(), noticeable })
}
