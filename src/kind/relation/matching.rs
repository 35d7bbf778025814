//! From a match of a pattern to its operands: the figures that its slots took, and whether they can be held against each other.

use std::{ops::Range, sync::Arc};

use super::{Case, Matched, Matching};
use crate::{
    claim::{Hit, Pattern, Sheet, SlotType, bind, items, takes_up},
    figure::{Figure, Hedge, Interval, Number},
    kind::trace::{Left, Refusal},
    verdict::{Stated, Value},
    view::Span,
};

pub(super) fn matched<'r>(
    case: &'r Case,
    find: &Pattern,
    found: &Hit,
    sheet: &Sheet,
    line: usize,
) -> Result<Matched<'r>, Refusal<'r>> {
    let whole = found.whole();
    if let Some(guard) = case.guards.refuses(sheet, line, &whole) {
        return Err(Refusal::Guarded(guard));
    }
    let operands = find.slots().iter().filter_map(|slot| {
        let range = found.group(&slot.name)?;
        Some(operand(&slot.name, slot.takes, range, sheet, line))
    });
    let operands: Vec<Matching> = operands.collect::<Option<_>>().ok_or(Refusal::Left(Left::NoFigure))?;
    let bounded = case
        .bind
        .as_ref()
        .and_then(|bind| bind.like.as_ref())
        .and_then(|like| operands.iter().find(|operand| operand.name == *like));
    if bounded.is_some_and(|operand| is_threshold(operand, sheet)) {
        return Err(Refusal::Left(Left::Threshold));
    }
    if operands.iter().any(|operand| sheet.damaged(operand.span)) {
        return Err(Refusal::Left(Left::Damaged));
    }
    if case.holds.is_each() && !pair_up(&operands) {
        return Err(Refusal::Left(Left::Unlike));
    }
    if !alike(&case.alike, &operands, sheet) {
        return Err(Refusal::Left(Left::Unlike));
    }
    if !same(&case.same, found)
        || !echo(&case.echo, found)
        || !case.units.iter().all(|(name, units)| counted_in(name, units, &operands, sheet))
    {
        return Err(Refusal::Left(Left::Unlike));
    }
    if case.per.as_deref().is_some_and(|name| !counts_each(name, found, &operands, sheet)) {
        return Err(Refusal::Left(Left::Unlike));
    }
    let each = |group: &str| found.text(group);
    if !case.counted.iter().all(|(name, group)| each(group).is_none_or(|each| counted_by(name, each, &operands, sheet))) {
        return Err(Refusal::Left(Left::Unlike));
    }
    let slots: Vec<&str> = find.slots().iter().map(|slot| slot.name.as_str()).collect();
    let named = found.names().filter(|name| !slots.contains(name)).filter_map(|name| {
        let range = found.group(name)?;
        Some((name.to_owned(), sheet.view.slice(sheet.span(line, range.start, range.end)).to_owned()))
    });
    Ok(Matched {
        case,
        line,
        span: sheet.span(line, whole.start, whole.end),
        named: named.collect(),
        operands,
        candidates: Vec::new(),
        misnamed: false,
        implied: None,
        siblings: Vec::new(),
        stated_beside: Arc::new([]),
    })
}

/// Whether an operand is a class name and no amount: `35岁以下`, `3人以上`.
fn is_threshold(operand: &Matching, sheet: &Sheet) -> bool {
    let mut figures = operand.figures.iter().filter_map(|&index| sheet.figures.get(index));
    figures.any(|figure| matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost)))
}

fn operand(name: &str, takes: SlotType, range: Range<usize>, sheet: &Sheet, line: usize) -> Option<Matching> {
    let span = sheet.span(line, range.start, range.end);
    let text = sheet.view.slice(span);
    let within = sheet.figures_in(line, range.start, range.end);
    let of_kind = |index: &usize| sheet.figures.get(*index).is_some_and(|figure| bind::kinds(takes).contains(&figure.kind));
    let stated = |index: &usize| sheet.figures.get(*index).map(Stated::of);
    let (figures, value) = match takes {
        SlotType::Figure(_) => {
            let index = within.into_iter().find(of_kind)?;
            (vec![index], Value::Figure(stated(&index)?))
        }
        SlotType::Figures(_) => {
            let outside = |index: &usize| sheet.figures.get(*index).is_some_and(|figure| !in_brackets(sheet, span, figure.span));
            let mut figures: Vec<usize> = within.into_iter().filter(of_kind).filter(outside).collect();
            if counts_the_others(&figures, sheet) {
                figures.remove(0);
            }
            let values = figures.iter().filter_map(stated).collect();
            (figures, Value::Figures(values))
        }
        SlotType::Numeral => match within.into_iter().find(of_kind) {
            Some(index) => (vec![index], Value::Figure(stated(&index)?)),
            None => (Vec::new(), Value::Number(Interval::exactly(items::numeral(text)?))),
        },
        SlotType::Items => (Vec::new(), Value::Number(items::count(text))),
        SlotType::Words | SlotType::Quoted => {
            (Vec::new(), Value::Number(Interval::exactly(Number::from(items::characters(text)))))
        }
    };
    Some(Matching { name: name.to_owned(), span, figures, value })
}

/// Whether the first figure of a list says how many there are of the others: `三场讲座分别有86人、124人`, `三个考点,一中482人、二中397人`.
fn counts_the_others(figures: &[usize], sheet: &Sheet) -> bool {
    let mut figures = figures.iter().filter_map(|&index| sheet.figures.get(index));
    let (Some(first), Some(next)) = (figures.next(), figures.next()) else { return false };
    let between = sheet.view.slice(Span { start: first.span.end, end: next.span.start.max(first.span.end) });
    // 8镇13乡 is a list of two.
    let mut others = figures.peekable();
    between.chars().nth(1).is_some()
        && others.peek().is_some()
        && !bind::alike(first, next)
        && others.all(|other| bind::alike(next, other))
}

/// Whether a figure stands in brackets that open within a span: a part of the part before it.
fn in_brackets(sheet: &Sheet, span: Span, figure: Span) -> bool {
    let before = sheet.view.slice(Span { start: span.start, end: figure.start.max(span.start) });
    before.matches('(').count() > before.matches(')').count()
}

/// Whether the lists of a claim are of one length.
fn pair_up(operands: &[Matching]) -> bool {
    let mut lengths = operands.iter().filter_map(|operand| match &operand.value {
        Value::Figures(figures) => Some(figures.len()),
        _ => None,
    });
    let first = lengths.next();
    lengths.all(|length| Some(length) == first)
}

/// Whether groups hold the same words; those that took no part do not count.
fn same(names: &[String], found: &Hit) -> bool {
    let mut words = names.iter().filter_map(|name| found.text(name));
    let first = words.next();
    words.all(|other| Some(other) == first)
}

/// Whether the groups take up each other, two by two; those that took no part do not count.
fn echo(names: &[String], found: &Hit) -> bool {
    let words = |name: &String| found.text(name);
    names.chunks(2).all(|pair| match pair {
        [one, other] => words(one).zip(words(other)).is_none_or(|(one, other)| takes_up(one, other)),
        _ => true,
    })
}

/// Whether an operand counts what the group `each` names: the words after 每 begin with its measure word or with its noun.
fn counts_each(name: &str, found: &Hit, operands: &[Matching], sheet: &Sheet) -> bool {
    let Some(each) = found.text("each") else { return true };
    let mut figures = operands.iter().filter(|operand| operand.name == *name).flat_map(|operand| &operand.figures);
    figures.all(|&index| sheet.figures.get(index).is_some_and(|figure| names_each(each, figure, sheet)))
}

/// The noun after a figure is looked for within so many bytes.
const NOUN: usize = 36;

fn names_each(each: &str, figure: &Figure, sheet: &Sheet) -> bool {
    const MEASURES: &str = "个家户名位所支间座条项辆台";
    let end = sheet.view.text().floor_char_boundary(figure.span.end.saturating_add(NOUN));
    let noun = sheet.view.slice(Span { start: figure.span.end, end });
    let noun = noun.split(|last: char| !last.is_alphanumeric()).next().unwrap_or("");
    let unit = figure.unit.text.as_str();
    let bare = each.strip_prefix(|first: char| MEASURES.contains(first)).filter(|rest| !rest.is_empty()).unwrap_or(each);
    let one = bare.chars().next().map_or("", |first| bare.get(..first.len_utf8()).unwrap_or(""));
    let two = bare.char_indices().nth(2).map_or(bare, |(at, _)| bare.get(..at).unwrap_or(bare));
    // 每个养老驿站: 26个驿站.
    let head = |text: &str| -> Vec<char> { text.chars().take(8).collect() };
    let (each_head, noun_head) = (head(bare), head(noun));
    let shared = each_head.windows(2).any(|pair| noun_head.windows(2).any(|other| other == pair));
    // 每班: 12班, 12个班; 每队: 15支球队; 每户: 36户.
    let short = noun.char_indices().nth(3).map_or(noun, |(at, _)| noun.get(..at).unwrap_or(noun));
    // 每名导师: 导师16名.
    let from = sheet.view.text().ceil_char_boundary(figure.span.start.saturating_sub(NOUN / 2));
    let before = sheet.view.slice(Span { start: from, end: figure.span.start });
    let named = before.rsplit(|last: char| !last.is_alphanumeric()).next().unwrap_or("");
    let counted = two.chars().nth(1).is_some() && named.ends_with(two) && unit == each.get(..unit.len()).unwrap_or("");
    counted || one == unit || persons(one, unit) || CARRIERS.contains(&(one, unit)) || shared || short.contains(one)
}

/// What is named by itself after 每, and by its measure word after a number.
const CARRIERS: [(&str, &str); 7] =
    [("车", "辆"), ("船", "艘"), ("机", "架"), ("房", "间"), ("桌", "张"), ("笔", "宗"), ("笔", "件")];

fn persons(one: &str, unit: &str) -> bool {
    const PERSONS: [&str; 3] = ["人", "名", "位"];
    PERSONS.contains(&one) && PERSONS.contains(&unit)
}

/// Whether an operand, where there is one, has one of these units.
fn counted_in(name: &str, units: &[String], operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| operand.name == *name);
    let mut figures = named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index));
    figures.all(|figure| units.contains(&figure.unit.text))
}

/// More characters than this between a count and the noun that says of what it is, and it is of something else.
const BEFORE_NOUN: usize = 8;

/// Words that count the same: persons are 名, 位 or 口, schools are 所.
const COUNTS: [(&str, &[&str]); 6] = [
    ("人", &["名", "位", "口"]),
    ("名", &["人", "位"]),
    ("位", &["人", "名"]),
    ("校", &["所"]),
    ("日", &["天"]),
    ("天", &["日"]),
];

/// Whether an operand is counted in what the word says of which one has so much: `户` for `120户`, `村` for `32个行政村`, `人` for `48名`.
fn counted_by(name: &str, each: &str, operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| operand.name == *name);
    let mut figures = named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index));
    figures.all(|figure| {
        let line = sheet.view.paragraph(figure.span.start);
        let after = sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) });
        let noun: String = after.chars().take(BEFORE_NOUN).take_while(|character| character.is_alphanumeric()).collect();
        let also = COUNTS.iter().find(|(word, _)| *word == each).map_or(&[] as &[&str], |(_, units)| units);
        let before = sheet.view.slice(Span { start: line.start, end: figure.span.start });
        let named = before.trim_end_matches(['有', '共', '为', '计', ' ']).ends_with(each);
        named || figure.unit.text == each || also.contains(&figure.unit.text.as_str()) || noun.contains(each)
    })
}

fn alike(names: &[String], operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| names.contains(&operand.name));
    let figures: Vec<&Figure> =
        named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index)).collect();
    // Bare numbers say too little of what they count.
    if figures.iter().any(|figure| figure.unit.text.is_empty()) && !figures.iter().any(|figure| !figure.unit.text.is_empty()) {
        return names.is_empty();
    }
    figures.windows(2).all(|pair| matches!(pair, [one, other] if bind::alike(one, other)))
}
