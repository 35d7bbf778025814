//! From a match of a pattern to its operands: the figures that its slots took, and whether they can be held against each other.

use std::{ops::Range, sync::Arc};

use super::{Case, Matched, Matching, counted, labels};
use crate::{
    claim::{Hit, Pattern, Sheet, SlotType, bind, items, takes_up},
    figure::{Figure, Hedge, Interval, Kind, Number},
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
    let mut operands: Vec<Matching> = operands.collect::<Option<_>>().ok_or(Refusal::Left(Left::NoFigure))?;
    if case.alternating.as_ref().is_some_and(|pair| !take_turns(pair, &mut operands, sheet)) {
        return Err(Refusal::Left(Left::Unlike));
    }
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
    if let Some((total, parts)) = case.holds.breakdown() {
        keep_first_breakdown(&mut operands, total, parts, sheet);
        if has_other_cut(&operands, total, parts, sheet) {
            return Err(Refusal::Left(Left::Threshold));
        }
    }
    let list = case.parallel.as_ref().and_then(|name| operands.iter().find(|operand| operand.name == *name));
    if list.is_some_and(|list| !labels::are_parallel(list, sheet)) {
        return Err(Refusal::Left(Left::Unlike));
    }
    if case.holds.is_each() {
        keep_last_clauses(&mut operands, sheet);
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
    let each = |group: &str| found.text(group);
    // 三村人均: 人 is no noun of 三村.
    let mean = found.group("each").map_or(usize::MAX, |each| sheet.span(line, each.start, each.end).start);
    if !case.counted.iter().all(|(name, group)| each(group).is_none_or(|each| counted_by(name, each, mean, &operands, sheet))) {
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
        stated_beside: Arc::default(),
    })
}

/// Whether an operand is a class name and no amount: `35岁以下`, `3人以上`.
fn is_threshold(operand: &Matching, sheet: &Sheet) -> bool {
    let mut figures = operand.figures.iter().filter_map(|&index| sheet.figures.get(index));
    figures.any(|figure| matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost)))
}

/// Whether the parts of a list may overlap: those after 其中 that are told by criteria of several sorts, or of which one, and only one, is told
/// by a threshold, as in `城区163座、三类以上286座`. What adds up is a breakdown in any case.
fn has_other_cut(operands: &[Matching], total: &str, parts: &str, sheet: &Sheet) -> bool {
    let named = |name: &str| operands.iter().find(|operand| operand.name == name);
    let (Some(whole), Some(list)) = (named(total), named(parts)) else { return false };
    let (Value::Figure(total), Value::Figures(values)) = (&whole.value, &list.value) else { return false };
    let sum = values.iter().fold(Interval::exactly(Number::zero()), |sum, part| sum.plus(&part.reading));
    if sum.meets(&total.reading) {
        return false;
    }
    // 40岁以下 stands right before the list that it begins.
    let first = sheet.figures.partition_point(|figure| figure.span.end < list.span.start);
    let inside = sheet.figures.iter().enumerate().skip(first).take_while(|(_, figure)| figure.span.end <= list.span.end);
    // Those of the list are in order.
    let thresholds = inside.filter(|(index, figure)| {
        matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost)) && list.figures.binary_search(index).is_err()
    });
    // The list may begin with the word itself.
    let start =
        list.figures.first().and_then(|&index| sheet.figures.get(index)).map_or(list.span.start, |first| first.span.start);
    let among = sheet.view.slice(Span { start: whole.span.end, end: start.max(whole.span.end) });
    // 其中: and 其中, lead to all of the parts more often.
    let some = AMONG.iter().any(|word| among.split_once(word).is_some_and(|(_, rest)| !rest.starts_with([',', ':'])));
    thresholds.take(2).count() == 1 || some && labels::may_overlap(list, sheet)
}

/// Words before some of the parts of a whole.
const AMONG: [&str; 3] = ["其中", "当中", "里面"];

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
            let mut figures: Vec<usize> = within.into_iter().filter(of_kind).collect();
            drop_bracketed(&mut figures, sheet, span);
            if counts_the_others(&figures, sheet) {
                figures.remove(0);
            }
            drop_labels(&mut figures, sheet);
            let values: Vec<Stated> = figures.iter().filter_map(stated).collect();
            let values = match (common_unit(&figures, sheet), values.split_last()) {
                (Some(last), Some((end, bare))) => {
                    let times = multiplier(last, sheet);
                    let one = Number::one();
                    // Of 1.8万、2.3万、2.6万人次 each has the multiplier already.
                    let own = |index: &usize| sheet.figures.get(*index).is_some_and(|figure| multiplier(figure, sheet) != one);
                    let bare = bare.iter().zip(&figures);
                    let bare = bare.map(|(value, index)| {
                        let times = if own(index) { end.scale.clone() } else { times.times(&end.scale) };
                        value.in_unit(&times, end)
                    });
                    bare.chain([end.clone()]).collect()
                }
                _ => values,
            };
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

/// The last figure of a list, where its unit is that of all: those before it are bare, as in `12、35、28亩`.
fn common_unit<'s>(figures: &[usize], sheet: &'s Sheet) -> Option<&'s Figure> {
    let (last, bare) = figures.split_last()?;
    let is_bare = |index: &usize| sheet.figures.get(*index).is_some_and(is_plain_number);
    let last = sheet.figures.get(*last).filter(|last| !last.unit.text.is_empty())?;
    // Nothing but marks stands between them: 2 of 1属2种 is of another thing.
    let joined = |pair: &[usize]| {
        let spans: Vec<Span> = pair.iter().filter_map(|&index| sheet.figures.get(index)).map(|figure| figure.span).collect();
        let [one, next] = spans.as_slice() else { return false };
        sheet.view.slice(Span { start: one.end, end: next.start.max(one.end) }).chars().all(|sign| "、,;和及与 ".contains(sign))
    };
    (!bare.is_empty() && bare.iter().all(is_bare) && figures.windows(2).all(joined)).then_some(last)
}

fn is_plain_number(figure: &Figure) -> bool {
    figure.kind == Kind::Count && figure.unit.text.is_empty() && figure.hedge.is_none()
}

/// The multiplier that a number ends in: 10,000 for `7.1万元`.
fn multiplier(figure: &Figure, sheet: &Sheet) -> Number {
    let tenfold = |sign: char| match sign {
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    };
    let powers: i32 = sheet.view.slice(figure.numeral).chars().rev().map_while(tenfold).sum();
    Number::power_of_ten(powers)
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

/// Leaves out what is counted in a list and no item of it: the 一组 that names one in `一组收3652斤,二组收4218斤`, the 两类 that sums up
/// `因病31户、因残22户,两类互不重叠`, and 一家 in 无一家.
fn drop_labels(figures: &mut Vec<usize>, sheet: &Sheet) {
    let of = |index: &usize| sheet.figures.get(*index);
    figures.retain(|index| !of(index).is_some_and(|figure| is_none(sheet, figure)));
    while let [first, _, .., end] = figures.as_slice() {
        let (Some(first), Some(end)) = (of(first), of(end)) else { return };
        let closes = end.kind == Kind::Count && is_in_words(sheet, end) && before(sheet, end).ends_with([',', ';']);
        if !closes || bind::alike(first, end) {
            break;
        }
        figures.pop();
    }
    let Some(last) = figures.last().and_then(of) else { return };
    let names = |pair: &[usize]| {
        let [one, next] = pair else { return false };
        let (Some(one), Some(next)) = (of(one), of(next)) else { return false };
        let between = sheet.view.slice(Span { start: one.span.end, end: next.span.start.max(one.span.end) });
        let opens = !between.contains([',', '、', ';', '和', '及', '。']);
        one.kind == Kind::Count && is_in_words(sheet, one) && opens && !bind::alike(one, last) && bind::alike(next, last)
    };
    let labels: Vec<usize> = figures.windows(2).filter(|pair| names(pair)).filter_map(|pair| pair.first().copied()).collect();
    figures.retain(|index| !labels.contains(index));
}

/// Whether a count is none of what it names: 一家 in 无一家.
fn is_none(sheet: &Sheet, figure: &Figure) -> bool {
    is_in_words(sheet, figure) && before(sheet, figure).ends_with(['无', '没'])
}

fn is_in_words(sheet: &Sheet, figure: &Figure) -> bool {
    sheet.view.slice(figure.span).starts_with(|first: char| !first.is_ascii_digit())
}

/// The line up to a figure.
pub(super) fn before<'s>(sheet: &'s Sheet, figure: &Figure) -> &'s str {
    let line = sheet.view.paragraph(figure.span.start);
    sheet.view.slice(Span { start: line.start.min(figure.span.start), end: figure.span.start })
}

/// Leaves out the figures in brackets that open within a span: they are parts of the part before them.
fn drop_bracketed(figures: &mut Vec<usize>, sheet: &Sheet, span: Span) {
    let (mut at, mut open, mut closed) = (span.start, 0_usize, 0_usize);
    figures.retain(|&index| {
        let Some(figure) = sheet.figures.get(index) else { return false };
        let next = figure.span.start.max(at);
        for byte in sheet.view.slice(Span { start: at, end: next }).bytes() {
            open = open.saturating_add(usize::from(byte == b'('));
            closed = closed.saturating_add(usize::from(byte == b')'));
        }
        at = next;
        open <= closed
    });
}

/// Of a list that a semicolon divides, and that does not make up its total as a whole, leaves the first clause: `其中男51人,女43人;党员20人`.
fn keep_first_breakdown(operands: &mut [Matching], total: &str, parts: &str, sheet: &Sheet) {
    let total = operands.iter().find(|operand| operand.name == total).map(|operand| &operand.value);
    let Some(Value::Figure(total)) = total.cloned() else { return };
    let Some(list) = operands.iter_mut().find(|operand| operand.name == parts) else { return };
    let Value::Figures(values) = &mut list.value else { return };
    let sum = values.iter().fold(Interval::exactly(Number::zero()), |sum, part| sum.plus(&part.reading));
    let first = (1..list.figures.len()).find(|&at| starts_clause(&list.figures, at, sheet)).unwrap_or(0);
    if first >= 2 && !sum.meets(&total.reading) {
        list.figures.truncate(first);
        values.truncate(first);
    }
}

/// Of parts that are more than their shares leaves as many of the last, where a clause begins with them.
fn keep_last_clauses(operands: &mut [Matching], sheet: &Sheet) {
    let Some(shortest) = operands.iter().map(|operand| operand.figures.len()).filter(|&length| length > 1).min() else { return };
    for operand in operands {
        let Value::Figures(values) = &mut operand.value else { continue };
        let more = operand.figures.len().saturating_sub(shortest);
        if more > 0 && starts_clause(&operand.figures, more, sheet) {
            operand.figures.drain(..more);
            values.drain(..more);
        }
    }
}

/// Whether a semicolon stands between a figure of a list and the one before it.
fn starts_clause(figures: &[usize], at: usize, sheet: &Sheet) -> bool {
    let place = |at: usize| Some(sheet.figures.get(*figures.get(at)?)?.span);
    let (Some(before), Some(figure)) = (at.checked_sub(1).and_then(place), place(at)) else { return false };
    sheet.view.slice(Span { start: before.end.min(figure.start), end: figure.start }).contains(';')
}

/// Gives every second figure of a list to an operand of its own: of `112户407人、214户777人` the 户 are one, the 人 the other. Whether the figures
/// do come by turns.
fn take_turns([one, other]: &[String; 2], operands: &mut Vec<Matching>, sheet: &Sheet) -> bool {
    let Some(list) = operands.iter_mut().find(|operand| operand.name == *one || operand.name == *other) else { return false };
    let Value::Figures(values) = &mut list.value else { return false };
    if values.len() % 2 != 0 || values.len() != list.figures.len() {
        return false;
    }
    let (firsts, seconds) = by_turns(std::mem::take(values));
    *values = firsts;
    let (firsts, figures) = by_turns(std::mem::take(&mut list.figures));
    list.figures = firsts;
    let all_alike = |figures: &[usize]| {
        let mut figures = figures.iter().filter_map(|&index| sheet.figures.get(index));
        let first = figures.next();
        first.is_some_and(|first| figures.all(|figure| bind::alike(first, figure)))
    };
    let sorted = all_alike(&list.figures) && all_alike(&figures);
    let name = if list.name == *one { other } else { one };
    let second = Matching { name: name.clone(), span: list.span, figures, value: Value::Figures(seconds) };
    operands.push(second);
    sorted
}

/// The first, third, fifth and the second, fourth, sixth.
fn by_turns<T>(all: Vec<T>) -> (Vec<T>, Vec<T>) {
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    let mut all = all.into_iter();
    while let Some(first) = all.next() {
        firsts.push(first);
        seconds.extend(all.next());
    }
    (firsts, seconds)
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

/// Whether an operand, where there is one, has one of these units.
fn counted_in(name: &str, units: &[String], operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| operand.name == *name);
    let mut figures = named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index));
    figures.all(|figure| units.contains(&figure.unit.text))
}

/// Whether an operand counts what a word names of which one has so much; what stands from `mean` on is of that mean.
fn counted_by(name: &str, each: &str, mean: usize, operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| operand.name == *name);
    let mut figures = named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index));
    figures.all(|figure| counted::counts(each, figure, mean, sheet))
}

fn alike(names: &[String], operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| names.contains(&operand.name));
    // Of 12、35、28亩 only the last has a unit.
    let with_unit =
        |operand: &&Matching| common_unit(&operand.figures, sheet).map_or(0, |_| operand.figures.len().saturating_sub(1));
    let figures: Vec<&Figure> = named
        .flat_map(|operand| operand.figures.iter().skip(with_unit(&operand)))
        .filter_map(|&index| sheet.figures.get(index))
        .collect();
    // Bare numbers say too little of what they count.
    if figures.iter().any(|figure| figure.unit.text.is_empty()) && !figures.iter().any(|figure| !figure.unit.text.is_empty()) {
        return names.is_empty();
    }
    let same = |one: &Figure, other: &Figure| bind::alike(one, other) || is_of(one, other, sheet) || is_of(other, one, sheet);
    figures.windows(2).all(|pair| matches!(pair, [one, other] if same(one, other)))
}

/// Whether a bare number counts what another does, by the noun after it: `22.4万` before 农户 beside `17.9万户`.
fn is_of(bare: &Figure, other: &Figure, sheet: &Sheet) -> bool {
    let of_households = other.unit.text == "户" && bare.kind == Kind::Count && bare.unit.text.is_empty();
    let line = sheet.view.paragraph(bare.span.start);
    let after = sheet.view.slice(Span { start: bare.span.end, end: line.end.max(bare.span.end) });
    of_households && HOUSEHOLDS.iter().any(|noun| after.starts_with(noun))
}

/// Households that are counted without a measure word.
const HOUSEHOLDS: [&str; 8] = ["农户", "住户", "居民户", "贫困户", "脱贫户", "用户", "农牧户", "商户"];
