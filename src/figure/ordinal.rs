//! Places in a series: `第三届`, `一是`, `其二`, `(三)`, `一、`, `1.`, `①`.

use super::{
    Number, Unit, chinese,
    numeral::{self, Script},
    source::{Source, is_of},
    unit::PLACES,
};

/// A place in a series.
pub(super) struct Place {
    pub(super) end: usize,
    /// The number alone.
    pub(super) numeral: (usize, usize),
    pub(super) value: Number,
    pub(super) unit: Unit,
}

/// The place in a series that begins here.
pub(super) fn read(source: &Source, place: usize) -> Option<Place> {
    match source.at(place) {
        '第' => after_di(source, place),
        '其' => after_qi(source, place),
        '(' => in_brackets(source, place),
        char @ ('①'..='⒛' | '㈠'..='㈩') => {
            circled(char, source.before(place)).map(|value| marked(place, place + 1, place + 1, value))
        }
        char if char.is_ascii_digit() => numbered(source, place),
        _ => leading(source, place).or_else(|| session(source, place)),
    }
}

fn marked(start: usize, numeral_end: usize, end: usize, value: i64) -> Place {
    Place { end, numeral: (start, numeral_end), value: Number::from(value), unit: Unit::none() }
}

fn after_di(source: &Source, place: usize) -> Option<Place> {
    let from = source.past_space(place + 1);
    let digits = source.digits(from);
    let (value, end) = if digits > from {
        (Number::from(i64::from(source.small(from, digits)?)), digits)
    } else {
        let number = numeral::read(source, from).filter(|number| number.loose.is_none() && number.second.is_none())?;
        (number.value, number.end)
    };
    let end = other_end(source, end).unwrap_or(end);
    let named = source.past_space(end);
    let (unit, last) = if source.after(named, "季度").is_some() {
        (Unit::of_place(&['季', '度']), named + 2)
    } else if is_of(PLACES, source.at(named)) {
        (Unit::of_place(source.slice(named, named + 1)), named + 1)
    } else {
        (Unit::none(), end)
    };
    Some(Place { end: last, numeral: (from, end), value, unit })
}

/// The 5 of `第1-5条`.
fn other_end(source: &Source, place: usize) -> Option<usize> {
    let from = matches!(source.at(place), '-' | '—' | '~' | '至' | '到').then_some(place + 1)?;
    let end = source.digits(from).max(chinese::small_end(source, from));
    (end > from && is_of(PLACES, source.at(end))).then_some(end)
}

/// `其一,`; not 尤其一些.
fn after_qi(source: &Source, place: usize) -> Option<Place> {
    let value = chinese::digit(source.at(place + 1)).filter(|value| *value > 0)?;
    let alone = matches!(source.at(place + 2), ',' | '、' | ':' | '是') && !matches!(source.before(place), '尤' | '极');
    alone.then(|| marked(place + 1, place + 2, place + 2, i64::from(value)))
}

/// `(三)`, `(3)`.
fn in_brackets(source: &Source, place: usize) -> Option<Place> {
    let from = place + 1;
    let digits = source.digits(from);
    if digits > from {
        let value = source.small(from, digits).filter(|value| *value < 100)?;
        let footnote = source.before(place).is_ascii_digit() || source.before(place) == '%';
        // 今(16)日 is a date.
        let dated = matches!(source.at(digits + 1), '年' | '月' | '日');
        return (source.at(digits) == ')' && value > 0 && !footnote && !dated)
            .then(|| marked(from, digits, digits + 1, i64::from(value)));
    }
    let number = numeral::read(source, from).filter(|number| number.exact && number.second.is_none())?;
    let value = number.value.to_i64().filter(|value| (1..100).contains(value))?;
    (source.at(number.end) == ')').then(|| marked(from, number.end, number.end + 1, value))
}

/// The number of `①`, `⑴`, `⒈`, `㈠`. A mark behind a digit is a footnote's.
fn circled(char: char, before: char) -> Option<i64> {
    let code = u32::from(char);
    let first = match char {
        '①'..='⑳' => '①',
        '⑴'..='⒇' => '⑴',
        '⒈'..='⒛' => '⒈',
        '㈠'..='㈩' => '㈠',
        _ => return None,
    };
    if before.is_ascii_digit() || before == '%' {
        return None;
    }
    code.checked_sub(u32::from(first)).map(|place| i64::from(place) + 1)
}

/// Whether a numbered point may begin here: at the start of a line or of a clause.
fn begins_point(source: &Source, place: usize) -> bool {
    source.opens_line(place) || matches!(source.before(place), '。' | ';' | ':')
}

/// `1.`, `1、`, `1)` where a point may begin.
fn numbered(source: &Source, place: usize) -> Option<Place> {
    let end = source.digits(place);
    if end > place + 2 || !matches!(source.at(end), '.' | '、' | ')') {
        return None;
    }
    let value = source.small(place, end).filter(|value| (1..100).contains(value))?;
    let next = source.at(end + 1);
    let year = source.digits(end + 1) == end + 5 && source.at(end + 5) == '年';
    let point = match source.at(end) {
        '.' => !next.is_ascii_digit() || year,
        // `1、2、3号` is a list, `1、12月` a point that begins with a month.
        '、' if source.opens_line(place) => source.at(source.digits(end + 1)) != '、',
        '、' | ')' => !next.is_ascii_digit(),
        _ => false,
    };
    let word = u32::from(next) >= 0x4E00;
    let first = begins_point(source, place) && (source.at(end) != '.' || source.before(place) != ':' || word)
        || source.before(place) == ' ' && word;
    (point && first).then(|| marked(place, end, end + 1, i64::from(value)))
}

/// `二十届`, `八次全会`, without 第.
fn session(source: &Source, place: usize) -> Option<Place> {
    let end = chinese::small_end(source, place);
    if !matches!(source.at(end), '届' | '次') {
        return None;
    }
    let number =
        numeral::read(source, place).filter(|number| number.exact && number.script != Script::Bare && number.second.is_none())?;
    let word = source.slice(number.end, number.end + 1);
    let session = word == ['届'] && !matches!(source.at(place), '两' | '几')
        || source.after_any(number.end, &["次全会", "次全体会议"]).is_some();
    (session && source.at(place) != '一').then(|| Place {
        end: number.end + 1,
        numeral: (place, number.end),
        value: number.value,
        unit: Unit::of_place(word),
    })
}

/// `一、` at the start of a line; `一是`, `二要` at the start of a clause.
fn leading(source: &Source, place: usize) -> Option<Place> {
    let before = source.before(place);
    let number_end = chinese::small_end(source, place);
    if number_end == place || number_end > place + 3 {
        return None;
    }
    let clause =
        matches!(before, '\0' | '。' | ';' | ',' | ':' | ' ' | '、' | '”' | '—' | ')' | '!' | '?' | '"' | '】' | '“' | '…');
    let found = match source.at(number_end) {
        '、' | '.' | ',' => source.opens_line(place).then_some(number_end + 1),
        '是' | '要' => clause.then_some(number_end + 1),
        _ => None,
    }?;
    let value = numeral::read(source, place)
        .filter(|number| number.end == number_end && number.exact && number.second.is_none())?
        .value
        .to_i64()?;
    (value > 0 && source.at(place) != '两').then(|| marked(place, number_end, found, value))
}
