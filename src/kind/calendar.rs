//! `kind = "calendar"`: dates held against the calendar and against each other. The patterns name their groups `year`, `month`, `day`,
//! `weekday`, for a republican year `roc`, for the end of a period `to_year`, `to_month`, `to_day`, for how long it lasts `days`, `months` or `years`, which `full` says to be full ones, and for signs that were
//! lost `digits`. Those for times of the day are in `clock.rs`.

mod clock;
mod lasting;

use schemars::JsonSchema;

use super::{
    matches::{Match, Matches, in_text},
    small,
};
use crate::{
    claim::{Claim, Operand, Pattern, Sheet, Zones},
    figure::civil_date,
    verdict::{Recount, Verdict},
    view::Span,
};

/// What is held against the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "calendar-check", rename_all = "kebab-case")]
pub enum Check {
    /// The date exists.
    Valid,
    /// The weekday is that date's.
    Weekday,
    /// A period does not end before it begins.
    Range,
    /// It is not after the report's own date.
    Future,
    /// Digits in which the signs of a date were lost.
    LostSigns,
    /// A period lasts as many days, or months, as it says.
    Days,
    /// So many years lie between two years.
    Years,
    /// A republican year is the western one beside it.
    Era,
    /// From one time of the day to another it is as long as is said.
    Hours,
}

/// What can be checked, by name.
pub const CHECKS: [(&str, Check); 9] = [
    ("valid", Check::Valid),
    ("weekday", Check::Weekday),
    ("range", Check::Range),
    ("future", Check::Future),
    ("lost-signs", Check::LostSigns),
    ("days", Check::Days),
    ("years", Check::Years),
    ("era", Check::Era),
    ("hours", Check::Hours),
];

/// Holds dates against the calendar.
#[derive(Debug)]
pub struct Calendar {
    /// Where dates are.
    pub matches: Matches,
    /// What is checked.
    pub check: Check,
    /// How the report's own date is written above its body.
    pub report: Vec<Pattern>,
}

/// A date as far as it is written, not known to exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// The year, where it is written.
    pub year: Option<u32>,
    /// The month.
    pub month: u32,
    /// The day, where it is written.
    pub day: Option<u32>,
}

/// What a recount needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parts {
    /// A date that must exist.
    Valid(Day),
    /// A date and its weekday, Monday being 1.
    Weekday(Day, u32),
    /// A period.
    Range(Day, Day),
    /// A date, and the report's own.
    Future(Day, Day),
    /// Year, month and day in one run of digits.
    LostSigns(String),
    /// A period, and how many days it is said to last.
    Days(Day, Day, u32),
    /// A period, and how many months it is said to last.
    Months(Day, Day, u32),
    /// Two years, with the months of their ends where these are told, how many are said to lie between them, and whether they are said
    /// to be full.
    Years(Day, Day, u32, bool),
    /// A republican year and a western one.
    Era(u32, u32),
    /// Two times of the day.
    Hours(clock::Hours),
}

impl Day {
    fn exists(self) -> bool {
        // A day without a year may lie in a leap year.
        let year = self.year.unwrap_or(2000);
        civil_date(year, self.month, self.day.unwrap_or(1)).is_some()
    }
}

/// The first year after which a republican year, the group `roc`, is counted.
const MINGUO: u32 = 1911;

impl Calendar {
    fn parts(&self, sheet: &Sheet, found: &Match, own: Option<Day>) -> Option<Parts> {
        let number = |name: &str| small::read(sheet.view.slice(found.group(name)?));
        if self.check == Check::LostSigns {
            let unit = found.group("monthly").map_or("", |span| sheet.view.slice(span));
            return Some(Parts::LostSigns(format!("{}{unit}", sheet.view.slice(found.group("digits")?))));
        }
        if self.check == Check::Hours {
            return clock::Hours::of(sheet, found).map(Parts::Hours);
        }
        if self.check == Check::Era {
            return Some(Parts::Era(number("roc")?, number("year")?));
        }
        if self.check == Check::Years {
            let year = |name: &str, roc: &str| number(name).or_else(|| number(roc)?.checked_add(MINGUO));
            let end = |year, month: &str| Day { year, month: number(month).unwrap_or(0), day: None };
            let (from, to) = (end(year("year", "roc"), "month"), end(year("to_year", "to_roc"), "to_month"));
            return Some(Parts::Years(from, to, number("years")?, found.group("full").is_some()));
        }
        let year = number("year").or_else(|| number("roc")?.checked_add(MINGUO));
        let to_year = number("to_year").or_else(|| number("to_roc")?.checked_add(MINGUO));
        let day = Day { year, month: number("month")?, day: number("day") };
        match self.check {
            Check::Days => {
                let to = Day { year: to_year, month: number("to_month").unwrap_or(day.month), day: number("to_day") };
                let years = number("years").map(|years| years.saturating_mul(12));
                let months = match (years, number("months")) {
                    (Some(years), Some(months)) => Some(years.saturating_add(months)),
                    (years, months) => years.or(months),
                };
                match months {
                    Some(months) => Some(Parts::Months(day, to, months)),
                    None => Some(Parts::Days(day, to, number("days")?)),
                }
            }
            Check::Weekday => Some(Parts::Weekday(day, weekday(sheet.view.slice(found.group("weekday")?))?)),
            Check::Range => {
                let month = number("to_month").unwrap_or(day.month);
                Some(Parts::Range(day, Day { year: to_year, month, day: number("to_day") }))
            }
            Check::Future => Some(Parts::Future(day, own?)),
            _ => Some(Parts::Valid(day)),
        }
    }

    /// The latest full date above the body, or of the metadata.
    fn own_date(&self, sheet: &Sheet) -> Option<Day> {
        let head =
            sheet.view.lines().iter().filter(|line| Zones::Head.include(line.zone)).map(|line| sheet.view.slice(line.span));
        let field = sheet.document.fields.date.as_deref();
        let dates = head.chain(field).flat_map(|text| {
            self.report.iter().flat_map(move |pattern| {
                in_text(pattern, text, 0, 0).into_iter().filter_map(move |found| {
                    let number = |name: &str| found.group(name).and_then(|span| small::read(text.get(span.start..span.end)?));
                    Some(Day { year: Some(number("year")?), month: number("month")?, day: Some(number("day")?) })
                })
            })
        });
        dates.filter(|day| day.exists()).max_by_key(|day| (day.year, day.month, day.day))
    }
}

fn weekday(text: &str) -> Option<u32> {
    match text {
        "日" | "天" => Some(7),
        other => small::read(other).filter(|day| (1..=6).contains(day)),
    }
}

/// Whether no digit touches a match: a date in a longer run of digits is a serial number or damage.
fn stands_cleanly(sheet: &Sheet, span: Span) -> bool {
    let text = sheet.view.text();
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let mut after = text.get(span.end..).unwrap_or("").chars();
    let touches = |character: char| character.is_ascii_alphanumeric();
    let joined = |character: char| matches!(character, '-' | '/' | '.' | '_');
    let (next, following) = (after.next(), after.next());
    let ends_in_digit = text.get(..span.end).is_some_and(|text| text.ends_with(|character: char| character.is_ascii_digit()));
    !before.is_some_and(|before| touches(before) || joined(before))
        && !(ends_in_digit && next.is_some_and(|next| next.is_ascii_digit() || joined(next) && following.is_some_and(touches)))
}

/// Whether digits are a date at all where no 年 and no 月 says so: `2023.13.45` is a version.
fn looks_like_a_date(sheet: &Sheet, span: Span, parts: &Parts) -> bool {
    match parts {
        Parts::Valid(day) if !sheet.view.slice(span).contains('月') => {
            (1..=12).contains(&day.month) && day.day.is_none_or(|day| (1..=31).contains(&day))
        }
        Parts::Valid(day) => day.month > 0 && day.day != Some(0),
        _ => true,
    }
}

impl super::Recounts for Calendar {
    const NAME: &'static str = "calendar";
    const FACTS: &'static [&'static str] = &["due", "report", "repair"];

    type Parts = Parts;

    fn operands(&self) -> Vec<&str> {
        vec!["date"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let own = if self.check == Check::Future { self.own_date(sheet) } else { None };
        let claims = self.matches.all(sheet).into_iter().filter_map(|found| {
            let parts = self.parts(sheet, &found, own)?;
            let at = found.group("at").unwrap_or(found.span);
            if !stands_cleanly(sheet, at) || !looks_like_a_date(sheet, at, &parts) {
                return None;
            }
            let operand =
                Operand { name: "date".into(), span: at, text: sheet.view.slice(at).into(), reading: None, unit: String::new() };
            Some(Claim { operands: vec![operand], ..Claim::at(at, parts) })
        });
        claims.collect()
    }

    fn matched(&self) -> Option<&Matches> {
        Some(&self.matches)
    }

    fn recount(&self, parts: &Parts) -> Recount {
        match parts {
            Parts::Valid(day) => Recount::new(if day.exists() { Verdict::Verified } else { Verdict::Contradicted }),
            Parts::Weekday(day, stated) => recount_weekday(*day, *stated),
            Parts::Era(republican, western) => recount_era(*republican, *western),
            Parts::Hours(stretch) => stretch.recount(),
            Parts::Range(from, to) => Recount::new(in_order(*from, *to)),
            Parts::Future(day, report) => Recount::new(not_after(*day, *report)).fact("report", words(*report)),
            Parts::LostSigns(digits) => match repairs(digits) {
                repairs if repairs.is_empty() => Recount::new(Verdict::Undecided),
                repairs => Recount::new(Verdict::Contradicted).fact("repair", repairs.join(" / ")),
            },
            Parts::Days(from, to, stated) => lasting::days(*from, *to, *stated),
            Parts::Months(from, to, stated) => lasting::months(*from, *to, *stated),
            Parts::Years(from, to, stated, full) => lasting::years(*from, *to, *stated, *full),
        }
    }
}

fn recount_era(republican: u32, western: u32) -> Recount {
    match republican.saturating_add(MINGUO) {
        due if due == western => Recount::new(Verdict::Verified),
        due => Recount::new(Verdict::Contradicted).fact("due", format!("{due}年")),
    }
}

fn recount_weekday(day: Day, stated: u32) -> Recount {
    let Some(date) = day.year.and_then(|year| civil_date(year, day.month, day.day?)) else {
        return Recount::new(Verdict::Undecided);
    };
    let due = u32::from(date.weekday().to_monday_one_offset().unsigned_abs());
    if due == stated {
        return Recount::new(Verdict::Verified);
    }
    let name = ["一", "二", "三", "四", "五", "六", "日"]
        .into_iter()
        .nth(usize::try_from(due).unwrap_or(0).saturating_sub(1))
        .unwrap_or("");
    Recount::new(Verdict::Contradicted).fact("due", format!("星期{name}"))
}

/// Whether a period runs forward. Without a year at its end it may run into the next one, as winters do.
fn in_order(from: Day, to: Day) -> Verdict {
    if !from.exists() || !to.exists() {
        return Verdict::Undecided;
    }
    let within_year = (from.month, from.day.unwrap_or(0)) <= (to.month, to.day.unwrap_or(31));
    let forward = match (from.year, to.year) {
        (Some(first), Some(last)) if first != last => first < last,
        (None, Some(_)) => return Verdict::Undecided,
        _ => within_year,
    };
    let winter = to.year.is_none() && from.month >= 9 && to.month <= 6 && from.month != to.month;
    let yearless = from.year.is_none() && to.year.is_none() && from.month != to.month;
    match forward {
        true => Verdict::Verified,
        false if winter || yearless => Verdict::Undecided,
        false => Verdict::Contradicted,
    }
}

fn not_after(day: Day, report: Day) -> Verdict {
    // A month or year that has begun may be spoken of as a whole.
    let stated = (day.year, day.month, day.day.unwrap_or(0));
    let own = (report.year, report.month, report.day.unwrap_or(31));
    if day.year.is_none() || !day.exists() {
        Verdict::Undecided
    } else if stated <= own {
        Verdict::Verified
    } else {
        Verdict::Contradicted
    }
}

fn words(day: Day) -> String {
    let year = day.year.map(|year| format!("{year}年")).unwrap_or_default();
    let date = day.day.map(|day| format!("{day}日")).unwrap_or_default();
    format!("{year}{}月{date}", day.month)
}

/// The dates that a run of digits may have been: a year, then a month and a day without leading zeros, or with both at full width.
/// Two or three digits are months: `16月` was `1—6月`.
fn repairs(digits: &str) -> Vec<String> {
    if let Some((year, month)) = digits.strip_suffix('月').and_then(|digits| digits.split_at_checked(4)) {
        let month = small::read(month).filter(|month| (1..=12).contains(month));
        return month.map(|month| format!("{year}年{month}月")).into_iter().collect();
    }
    if digits.len() <= 3 {
        let months = digits.split_at_checked(1).and_then(|(from, to)| Some((small::read(from)?, small::read(to)?)));
        let months = months.filter(|(from, to)| from < to && (1..=12).contains(to) && *from > 0);
        return months.map(|(from, to)| format!("{from}—{to}月")).into_iter().collect();
    }
    let Some((year, rest)) = digits.split_at_checked(4) else { return Vec::new() };
    let Some(year) = small::read(year) else { return Vec::new() };
    let splits = (1..=2_usize).filter_map(|length| rest.split_at_checked(length));
    let days = splits.filter_map(|(month, day)| {
        let padded = month.starts_with('0') || day.starts_with('0');
        let full = month.len() == 2 && day.len() == 2;
        if day.is_empty() || day.len() > 2 || padded && !full {
            return None;
        }
        let day = Day { year: Some(year), month: small::read(month)?, day: Some(small::read(day)?) };
        day.exists().then(|| words(day))
    });
    days.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u32, month: u32, day: u32) -> Day {
        Day { year: (year > 0).then_some(year), month, day: (day > 0).then_some(day) }
    }

    #[test]
    fn april_has_thirty_days() {
        for (date, exists) in [
            (day(2022, 4, 31), false),
            (day(2024, 2, 29), true),
            (day(2023, 2, 29), false),
            (day(0, 2, 29), true),
            (day(0, 13, 1), false),
        ] {
            assert_eq!(date.exists(), exists, "{date:?}");
        }
    }

    #[test]
    fn a_period_without_a_closing_year_may_run_through_the_winter() {
        let table = [
            (day(2023, 9, 3), day(0, 8, 1), Verdict::Contradicted),
            (day(2023, 11, 15), day(0, 3, 15), Verdict::Undecided),
            (day(2023, 1, 1), day(2023, 12, 31), Verdict::Verified),
            (day(2023, 12, 1), day(2024, 1, 31), Verdict::Verified),
            (day(0, 12, 28), day(0, 1, 3), Verdict::Undecided),
            (day(0, 9, 13), day(0, 9, 3), Verdict::Contradicted),
            (day(2023, 4, 31), day(2023, 4, 1), Verdict::Undecided),
        ];
        for (from, to, verdict) in table {
            assert_eq!(in_order(from, to), verdict, "{from:?} {to:?}");
        }
    }

    #[test]
    fn lost_signs_are_put_back_where_they_make_a_date() {
        assert_eq!(repairs("2015101"), ["2015年10月1日"]);
        assert_eq!(repairs("2020111"), ["2020年1月11日", "2020年11月1日"]);
        assert_eq!(repairs("20221227"), ["2022年12月27日"]);
        assert_eq!(repairs("16"), ["1—6月"]);
        assert_eq!(repairs("112"), ["1—12月"]);
        assert_eq!(repairs("202312月"), ["2023年12月"]);
        assert!(repairs("20229999").is_empty());
        assert!(repairs("202314月").is_empty());
    }

    #[test]
    fn the_weekday_is_computed() {
        assert_eq!(recount_weekday(day(2024, 5, 18), 6).verdict, Verdict::Verified);
        assert_eq!(recount_weekday(day(2024, 5, 18), 5).facts["due"], "星期六");
        assert_eq!(recount_weekday(day(0, 5, 18), 5).verdict, Verdict::Undecided);
    }
}
