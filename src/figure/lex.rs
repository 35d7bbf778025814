//! The scanner: one pass over each line, from left to right. At each place the narrower reading is tried before the wider.

use super::{
    Date, Figure, Hedge, Interval, Kind, Number, Unit, chinese, date, fixed, formal, name, numeral::multiplier, ordinal,
    quantity, share, source::Source,
};

/// Every figure of a text, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut source = Source::default();
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        source.load(line.trim_end_matches('\n'), start);
        read_line(&source, &mut figures);
        start = start.saturating_add(line.len());
    }
    figures
}

fn read_line(source: &Source, figures: &mut Vec<Figure>) {
    let (mut place, mut floor) = (0, 0);
    while place < source.len() {
        match next(source, place, floor) {
            Step::Figure(figure, end) => {
                figures.push(*figure);
                place = end.max(place + 1);
                floor = place;
            }
            Step::Over(end) => place = end.max(place + 1),
        }
    }
}

/// What stands at a place.
enum Step {
    /// A figure, and the place after it.
    Figure(Box<Figure>, usize),
    /// Nothing; the next place to look at.
    Over(usize),
}

fn next(source: &Source, place: usize, floor: usize) -> Step {
    let char = source.at(place);
    let numeral = chinese::digit(char).is_some() || multiplier(char).is_some();
    let candidate = char.is_ascii_alphanumeric()
        || numeral
        || formal::begins(char)
        || matches!(char, '第' | '其' | '(' | '几' | '数' | '上' | '成' | '好' | '过' | '大' | '每' | '半' | '翻' | '双' | '民' | '〔' | '[' | '【' | '§' | '№' | '*' | '×' | '①'..='⒛' | '㈠'..='㈩');
    if !candidate {
        return Step::Over(place + 1);
    }
    if let Some(end) = fixed::word(source, place) {
        return Step::Over(end);
    }
    let figure = |figure: Figure| {
        let end = end_of(source, place, &figure);
        Step::Figure(Box::new(figure), end)
    };
    if let Some(dated) = date::read(source, place).filter(|dated| dated.start >= floor) {
        return figure(dated_figure(source, &dated));
    }
    if let Some(found) = share::stroke_figure(source, place, floor) {
        return figure(found);
    }
    if let Some(found) = ordinal_or_name(source, place, floor) {
        return figure(found);
    }
    if let Some(found) = share::read(source, place, floor) {
        return figure(found);
    }
    if let Some(found) = quantity::read(source, place, floor) {
        return figure(found);
    }
    Step::Over(over(source, place))
}

/// Names and places in a series; the name of `第一书记` goes before the ordinal in it.
fn ordinal_or_name(source: &Source, place: usize, floor: usize) -> Option<Figure> {
    let char = source.at(place);
    let name = || name::read(source, place).filter(|(start, _)| *start >= floor).map(|(start, end)| named(source, start, end));
    let ordinal = || {
        ordinal::read(source, place).map(|found| {
            let reading = Interval::exactly(found.value.clone());
            Figure {
                numeral: source.span(found.numeral.0, found.numeral.1),
                value: found.value,
                unit: found.unit,
                reading,
                kind: Kind::Ordinal,
                ..named(source, place, found.end)
            }
        })
    };
    if char == '(' || char.is_ascii_digit() { ordinal().or_else(name) } else { name().or_else(ordinal) }
}

fn named(source: &Source, start: usize, end: usize) -> Figure {
    let span = source.span(start, end);
    Figure {
        span,
        numeral: span,
        kind: Kind::Name,
        value: Number::zero(),
        ulp: Number::one(),
        exact: false,
        reading: Interval::all(),
        wide: None,
        unit: Unit::none(),
        hedge: None::<Hedge>,
        date: None::<Date>,
    }
}

fn dated_figure(source: &Source, dated: &date::Dated) -> Figure {
    let Date { year, month, day, .. } = dated.date;
    let value = year.map(i64::from).or_else(|| month.or(day).map(i64::from)).unwrap_or_default();
    let value = Number::from(value);
    Figure {
        kind: Kind::Date,
        reading: Interval::exactly(value.clone()),
        value,
        date: Some(dated.date),
        ..named(source, dated.start, dated.end)
    }
}

/// The place after a figure, which is never before the place where it was found.
fn end_of(source: &Source, place: usize, figure: &Figure) -> usize {
    let mut end = place;
    while end < source.len() && source.span(end, end).start < figure.span.end {
        end += 1;
    }
    end
}

/// The next place after characters that are no figure: a whole Latin word or a whole run of numerals at once, so that no
/// part of `一二三产业` is read as a number.
fn over(source: &Source, place: usize) -> usize {
    let char = source.at(place);
    if char.is_ascii_alphabetic() {
        return name::word_end(source, place);
    }
    if char.is_ascii_digit() {
        return source.digits(place);
    }
    if matches!(char, '*' | '×') {
        return source.run(place, |next| next == char);
    }
    source.run(place, |char| chinese::digit(char).is_some() || multiplier(char).is_some()).max(place + 1)
}
