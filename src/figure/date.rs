//! Days, months and years: `2023年2月6日`, `2023-02-06`, `二〇二三年`, `民国112年`, and the first end of `1-9月` or `2021—2025年`.

use jiff::civil;

use super::{
    Date, DateStyle,
    numeral::{self, Script},
    source::Source,
};

/// A date and the places it stands between.
pub(super) struct Dated {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) date: Date,
}

/// The first year after which a republican year is counted.
const MINGUO: i32 = 1911;

/// The date that begins here.
pub(super) fn read(source: &Source, place: usize) -> Option<Dated> {
    if source.at(place).is_ascii_digit() {
        let end = source.digits(place);
        let number = source.small(place, end)?;
        return numeric(source, place)
            .or_else(|| year(source, place, end))
            .or_else(|| bracketed(source, place, end, number))
            .or_else(|| minguo(source, place, end, number))
            .or_else(|| month(source, place).map(|(month, day, end)| dated(place, end, None, month, day, DateStyle::Chinese)))
            .or_else(|| {
                day(source, place)
                    .filter(|(day, end)| *day <= 31 && !lasts(source, *end))
                    .map(|(day, end)| dated(place, end, None, None, Some(day), DateStyle::Chinese))
            });
    }
    chinese(source, place)
}

impl Date {
    /// The fewest and the most days that it lasts: 28 and 29 for a February of no year. `None` where it does not exist.
    pub fn lasts(&self) -> Option<(u32, u32)> {
        // The years 2000 and 2001 stand for leap years and others.
        let years = match self.year {
            Some(year) => [year, year],
            None => [2001, 2000],
        };
        let days = |year: i32| {
            let date = civil_date(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
            match (self.year, self.month, self.day) {
                (_, _, Some(_)) => Some(1),
                (_, Some(_), None) => u32::try_from(date.days_in_month()).ok(),
                (Some(_), None, None) => u32::try_from(date.days_in_year()).ok(),
                (None, None, None) => None,
            }
        };
        let [shortest, longest] = years.map(days);
        shortest.zip(longest)
    }
}

/// The day of the calendar, if there is one.
pub(crate) fn civil_date(year: impl TryInto<i16>, month: u32, day: u32) -> Option<civil::Date> {
    civil::Date::new(year.try_into().ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn dated(start: usize, end: usize, year: Option<i32>, month: Option<u32>, day: Option<u32>, style: DateStyle) -> Dated {
    Dated { start, end, date: Date { year, month, day, style } }
}

/// `2023-02-06`, `2023/2/6`, `2023.2.6`, `25.01.2016`, `2023-02`.
fn numeric(source: &Source, place: usize) -> Option<Dated> {
    let first = source.digits(place);
    let sign = source.at(first);
    let style = match sign {
        '-' => DateStyle::Iso,
        '/' => DateStyle::Slashes,
        '.' => DateStyle::Dots,
        _ => return None,
    };
    let second = source.digits(first + 1);
    let third = if source.at(second) == sign { source.digits(second + 1) } else { second };
    let widths = (first - place, second.saturating_sub(first + 1), third.saturating_sub(second + 1));
    let ends = source.at(third) != '.' || !source.at(third + 1).is_ascii_digit();
    match widths {
        (4, 1..=2, 1..=2) if ends => {
            let year = calendar_year(source, place, first)?;
            Some(dated(place, third, Some(year), source.small(first + 1, second), source.small(second + 1, third), style))
        }
        (2, 2, 4) if ends && style == DateStyle::Dots => {
            let year = calendar_year(source, second + 1, third)?;
            Some(dated(place, third, Some(year), source.small(first + 1, second), source.small(place, first), style))
        }
        (4, 2, 0) if third == second && style == DateStyle::Iso && source.at(second) != '年' => {
            let year = calendar_year(source, place, first)?;
            let month = source.small(first + 1, second).filter(|month| (1..=12).contains(month))?;
            Some(dated(place, second, Some(year), Some(month), None, style))
        }
        _ => None,
    }
}

fn calendar_year(source: &Source, start: usize, end: usize) -> Option<i32> {
    let year = source.small(start, end).filter(|year| (1800..=2199).contains(year) && end.saturating_sub(start) == 4)?;
    i32::try_from(year).ok()
}

/// `2023年2月6日`, and `2021` of `2021—2025年`.
fn year(source: &Source, place: usize, end: usize) -> Option<Dated> {
    let year = calendar_year(source, place, end)?;
    let mark = source.past_space(end);
    if source.at(mark) == '年' {
        let (month, day, end) = rest(source, mark + 1);
        let end = in_full(source, end);
        return Some(dated(place, end, Some(year), month, day, DateStyle::Chinese));
    }
    let only = || dated(place, end, Some(year), None, None, DateStyle::Chinese);
    // The last of `2016-2020`.
    let first =
        place.checked_sub(5).filter(|first| source.digits(*first) == first + 4 && !source.before(*first).is_ascii_digit());
    if first.is_some_and(|first| joined(source, first + 4) == Some(place) && calendar_year(source, first, first + 4).is_some()) {
        return Some(only());
    }
    let from = joined(source, end)?;
    let to = source.digits(from);
    calendar_year(source, from, to)?;
    (!matches!(source.at(to), '-' | '.')).then(only)
}

/// The place after the 度 of `2023年度`.
fn in_full(source: &Source, place: usize) -> usize {
    let full = source.before(place) == '年' && source.at(place) == '度' && source.at(place + 1) != '假';
    if full { place + 1 } else { place }
}

/// The month and day after a year, and where they end; the place itself where there is none.
fn rest(source: &Source, place: usize) -> (Option<u32>, Option<u32>, usize) {
    month(source, source.past_space(place)).unwrap_or((None, None, place))
}

/// `9月`, `9月3日`, or the 1 of `1-9月`.
fn month(source: &Source, place: usize) -> Option<(Option<u32>, Option<u32>, usize)> {
    let end = source.digits(place);
    let month = source.small(place, end).filter(|_| (1..=2).contains(&end.saturating_sub(place)))?;
    let mark = source.past_space(end);
    if source.at(mark) == '月' && !matches!(source.at(mark + 1), '龄' | '饼') {
        let (day, end) = day(source, source.past_space(mark + 1)).map_or((None, mark + 1), |(day, end)| (Some(day), end));
        return Some((Some(month), day, end));
    }
    let from = joined_small(source, place, end)?;
    let to = source.digits(from);
    let other = source.small(from, to)?;
    let ends = source.at(source.past_space(to)) == '月' && (1..=12).contains(&month) && other > month;
    ends.then_some((Some(month), None, end))
}

/// `3日`, `3号`, or the 7 of `7-14日`.
fn day(source: &Source, place: usize) -> Option<(u32, usize)> {
    let end = source.digits(place);
    let day = source.small(place, end).filter(|_| (1..=2).contains(&end.saturating_sub(place)))?;
    let mark = source.past_space(end);
    let after_month =
        matches!(source.before(place), '月') || source.before(place) == ' ' && source.before(place.saturating_sub(1)) == '月';
    if source.at(mark) == '日' || source.at(mark) == '号' && after_month {
        return Some((day, mark + 1));
    }
    let from = joined_small(source, place, end)?;
    let to = source.digits(from);
    let ends = source.small(from, to).is_some_and(|other| other > day) && source.at(source.past_space(to)) == '日';
    (ends && !lasts(source, source.past_space(to) + 1)).then_some((day, end))
}

/// Whether 日 before this place counts days: `20日内`, `7日游`.
fn lasts(source: &Source, place: usize) -> bool {
    source.after_any(place, &["内", "之内", "以内", "以上", "左右", "游", "均", "龄"]).is_some()
}

/// The place after a sign that joins the ends of a period, or two months or days: `9、10月`. At the start of a point `1、` is its number.
fn joined_small(source: &Source, start: usize, end: usize) -> Option<usize> {
    let point = source.opens_line(start) || matches!(source.before(start), '。' | ';' | ':');
    joined(source, end).or_else(|| (matches!(source.at(end), '、' | '和') && !point).then_some(end + 1))
}

/// The place after a sign that joins the ends of a period.
fn joined(source: &Source, place: usize) -> Option<usize> {
    let place = source.past_space(place);
    let end = source
        .after(place, "——")
        .or_else(|| matches!(source.at(place), '-' | '—' | '~' | '–' | '至' | '到').then_some(place + 1))?;
    Some(source.past_space(end))
}

/// `今(16)日`, `去(113)年`, `114(2025)年`.
fn bracketed(source: &Source, place: usize, end: usize, number: u32) -> Option<Dated> {
    if source.before(place) == '(' && source.at(end) == ')' {
        let start = place.checked_sub(1)?;
        return match source.at(end + 1) {
            '日' if number <= 31 => Some(dated(start, end + 2, None, None, Some(number), DateStyle::Chinese)),
            '年' if (90..=150).contains(&number) => {
                Some(dated(start, end + 2, republican(number), None, None, DateStyle::Minguo))
            }
            _ => None,
        };
    }
    let close = source.digits(end + 1);
    if source.at(end) == '(' && end.saturating_sub(place) == 3 && source.after(close, ")年").is_some() {
        let year = calendar_year(source, end + 1, close)?;
        let (month, day, end) = rest(source, close + 2);
        return Some(dated(place, end, Some(year), month, day, DateStyle::Minguo));
    }
    None
}

fn republican(number: u32) -> Option<i32> {
    i32::try_from(number).ok()?.checked_add(MINGUO)
}

/// `民国112年`, `112年度`, `108年6月`; also `98年9月`, whose century nobody knows.
fn minguo(source: &Source, place: usize, end: usize, number: u32) -> Option<Dated> {
    let mark = source.past_space(end);
    if source.at(mark) != '年' || end.saturating_sub(place) > 3 {
        return None;
    }
    let (month, day, ends) = rest(source, mark + 1);
    let ends = in_full(source, ends);
    if let Some(start) = source.start_of(place, "民国") {
        return Some(dated(start, ends, republican(number), month, day, DateStyle::Minguo));
    }
    let width = end.saturating_sub(place);
    match width {
        3 if (100..=150).contains(&number) && (month.is_some() || source.at(mark + 1) == '度') => {
            Some(dated(place, ends, republican(number), month, day, DateStyle::Minguo))
        }
        2 if month.is_some() && number > 12 => Some(dated(place, ends, None, month, day, DateStyle::Chinese)),
        _ => None,
    }
}

/// `二〇二三年二月六日`, `三月`, `二十日`.
fn chinese(source: &Source, place: usize) -> Option<Dated> {
    let end = super::chinese::small_end(source, place);
    if !matches!(source.at(end), '年' | '月' | '日') {
        return None;
    }
    let number =
        numeral::read(source, place).filter(|number| number.exact && number.second.is_none() && number.loose.is_none())?;
    let value = number.value.to_i64()?;
    let style = DateStyle::ChineseNumerals;
    if source.at(number.end) == '年' && (1800..=2199).contains(&value) && number.end.saturating_sub(place) == 4 {
        let (month, day, end) = chinese_month(source, number.end + 1).unwrap_or((None, None, number.end + 1));
        return Some(dated(place, end, i32::try_from(value).ok(), month, day, style));
    }
    if source.at(place) == '一' && source.at(place + 2) == '一'
        || source.at(place) == '两'
        || matches!(source.before(place), '第' | '数' | '每')
    {
        return None;
    }
    if let Some((month, day, end)) = chinese_month(source, place) {
        return Some(dated(place, end, None, month, day, style));
    }
    let day = u32::try_from(value).ok().filter(|day| (10..=31).contains(day) && number.script == Script::Chinese)?;
    (source.at(number.end) == '日' && !lasts(source, number.end + 1))
        .then(|| dated(place, number.end + 1, None, None, Some(day), style))
}

fn chinese_month(source: &Source, place: usize) -> Option<(Option<u32>, Option<u32>, usize)> {
    let small = |place: usize, mark: char| {
        let number = numeral::read(source, place)
            .filter(|number| number.exact && number.second.is_none() && source.at(number.end) == mark)?;
        Some((u32::try_from(number.value.to_i64()?).ok()?, number.end + 1))
    };
    let (month, end) = small(place, '月').filter(|(month, _)| *month <= 19)?;
    let (day, end) = small(end, '日').map_or((None, end), |(day, end)| (Some(day), end));
    Some((Some(month), day, end))
}
