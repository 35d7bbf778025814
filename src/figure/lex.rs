//! The scanner: one pass over each line, from left to right. At each place the narrower reading is tried before the wider.

use std::{ops::RangeInclusive, sync::LazyLock};

use super::{
    Date, Figure, Hedge, Interval, Kind, Number, Unit, chinese, date,
    fixed::{self, Fixed},
    formal, name,
    numeral::multiplier,
    ordinal, quantity, share,
    source::Source,
};

/// Every figure of a text, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let (mut source, mut places) = (Source::default(), Vec::new());
    let starts = &*STARTS;
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        places.clear();
        source.load(line.trim_end_matches('\n'), start, |char, place| {
            if starts.has(char) {
                places.push(place);
            }
        });
        read_line(&source, &places, &mut figures);
        start = start.saturating_add(line.len());
    }
    figures.shrink_to_fit();
    figures
}

/// Reads a line, of which only some places need be looked at.
fn read_line(source: &Source, places: &[usize], figures: &mut Vec<Figure>) {
    let (mut next, mut floor) = (0, 0);
    for &place in places {
        if place < next || !may_go_on(source.at(place), source.at(place + 1)) {
            continue;
        }
        let (figure, end) = read(source, place, floor);
        next = end.max(place + 1);
        if let Some(figure) = figure {
            figures.push(figure);
            floor = next;
        }
    }
}

/// Whether a figure, or what is stepped over as a whole, may begin with a character.
fn may_start(char: char) -> bool {
    let numeral = chinese::digit(char).is_some() || multiplier(char).is_some();
    char.is_ascii_alphanumeric()
        || numeral
        || formal::begins(char)
        || matches!(char, '第' | '其' | '(' | '几' | '数' | '上' | '成' | '好' | '过' | '大' | '每' | '半' | '翻' | '双' | '〔' | '[' | '【' | '§' | '№' | '*' | '×' | '①'..='⒛' | '㈠'..='㈩')
}

/// Whether a figure that begins with a character may go on with another one: of the characters that are more often part of a word.
fn may_go_on(char: char, next: char) -> bool {
    match char {
        '上' | '数' | '几' => multiplier(next).is_some(),
        '好' => next == '几',
        '成' => matches!(next, '百' | '千'),
        '过' | '大' => next == '半',
        '其' => chinese::digit(next).is_some(),
        '(' => next.is_ascii_digit() || chinese::digit(next).is_some() || multiplier(next).is_some() || formal::begins(next),
        _ => true,
    }
}

/// The characters with which a figure may begin, as bits.
struct Starts([u64; 1024]);

/// Where they are: nothing else need be asked. ASCII; numerals in circles and in brackets.
const BLOCKS: [RangeInclusive<char>; 3] = ['\0'..='\x7F', '①'..='⒛', '㈠'..='㈩'];

/// And these.
const OTHERS: &str = "第其几数上成好过大每半翻双〔【§№×〇零○一二两三四五六七八九十百千万亿兆壹贰叁参肆伍陆柒捌玖拾";

static STARTS: LazyLock<Box<Starts>> = LazyLock::new(|| {
    let mut starts = Box::new(Starts([0; 1024]));
    let all = BLOCKS.into_iter().flatten().chain(OTHERS.chars());
    all.filter(|&char| may_start(char)).for_each(|char| starts.add(char));
    starts
});

impl Starts {
    fn add(&mut self, char: char) {
        let code = u32::from(char);
        let bits = usize::try_from(code >> 6).ok().and_then(|block| self.0.get_mut(block));
        bits.into_iter().for_each(|bits| *bits |= 1 << (code & 63));
    }

    #[inline]
    fn has(&self, char: char) -> bool {
        let code = u32::from(char);
        let bits = usize::try_from(code >> 6).ok().and_then(|block| self.0.get(block));
        bits.is_some_and(|bits| bits >> (code & 63) & 1 != 0)
    }
}

/// What stands at a place, a figure or nothing, and the next place to look at.
fn read(source: &Source, place: usize, floor: usize) -> (Option<Figure>, usize) {
    let fixed = if source.at(place).is_ascii() { None } else { fixed::find(source, place) };
    if let Some(word) = fixed.filter(|fixed| !fixed.name) {
        return (None, word.end);
    }
    let dated = || date::read(source, place).filter(|dated| dated.start >= floor).map(|dated| dated_figure(source, &dated));
    let figure = dated()
        .or_else(|| share::stroke_figure(source, place, floor))
        .or_else(|| ordinal_or_name(source, place, floor, fixed))
        .or_else(|| share::read(source, place, floor))
        .or_else(|| quantity::read(source, place, floor));
    let end = figure.as_ref().map_or_else(|| over(source, place), |figure| end_of(source, place, figure));
    (figure, end)
}

/// Names and places in a series; the name of `第一书记` goes before the ordinal in it.
fn ordinal_or_name(source: &Source, place: usize, floor: usize, fixed: Option<Fixed>) -> Option<Figure> {
    let char = source.at(place);
    let name =
        || name::read(source, place, fixed).filter(|(start, _)| *start >= floor).map(|(start, end)| named(source, start, end));
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
    while end < source.len() && source.byte(end) < figure.span.end {
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

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn nothing_begins_where_it_cannot_go_on(text in "([上数几好成过大其(][上数几好成过大其半百千万十一三拾0-9国,]|[一二十百万年月日次人个)的届12分之要]){0,12}") {
            let mut source = Source::default();
            source.load(&text, 0, |_, _| {});
            for place in (0..source.len()).filter(|place| !may_go_on(source.at(*place), source.at(place + 1))) {
                let (figure, end) = read(&source, place, 0);
                proptest::prop_assert!(figure.is_none() && end <= place + 1, "{} {}", text, place);
            }
        }
    }

    #[test]
    fn the_bits_are_the_characters_with_which_a_figure_may_begin() {
        for char in '\0'..=char::MAX {
            assert_eq!(STARTS.has(char), may_start(char), "{char}");
        }
    }
}
