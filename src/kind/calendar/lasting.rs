//! How long a period lasts, held against its two ends: so many days from one to the other, so many years since.

use jiff::civil;

use super::Day;
use crate::{
    figure::civil_date,
    verdict::{Recount, Verdict},
};

/// A stated number of days against the days from one date to the other; whether the first one counts is left open.
pub(super) fn days(from: Day, to: Day, stated: u32) -> Recount {
    // Without a year it may be a leap year or none.
    let years = from.year.or(to.year).map_or_else(|| vec![2023, 2024], |year| vec![year]);
    let lengths: Option<Vec<i64>> = years.into_iter().map(|year| length(from, to, year)).collect();
    let Some(lengths) = lengths.filter(|lengths| lengths.iter().all(|&length| length >= 0)) else {
        return Recount::new(Verdict::Undecided);
    };
    let stated = i64::from(stated);
    if lengths.iter().any(|&length| (length..=length.saturating_add(1)).contains(&stated)) {
        return Recount::new(Verdict::Verified);
    }
    let due = lengths.first().map_or(0, |length| length.saturating_add(1));
    Recount::new(Verdict::Contradicted).fact("due", format!("{due}天"))
}

/// A stated number of months against the days from one date to the other: so many days as these months have at most, and at least.
pub(super) fn months(from: Day, to: Day, stated: u32) -> Recount {
    let year = from.year.or(to.year).unwrap_or(2023);
    if from.day.is_none() || to.day.is_none() {
        return whole_months(from, to, year, stated);
    }
    let Some(length) = length(from, to, year).filter(|&length| length >= 0) else { return Recount::new(Verdict::Undecided) };
    let due = |months: i64| (months.saturating_mul(28), months.saturating_mul(31).saturating_add(1));
    let (fewest, most) = due(i64::from(stated));
    if (fewest..=most).contains(&length) {
        return Recount::new(Verdict::Verified);
    }
    let near = length.saturating_add(15).checked_div(30).unwrap_or(0);
    Recount::new(Verdict::Contradicted).fact("due", format!("{near}个月"))
}

/// The same where no days are told: the last month may count or not.
fn whole_months(from: Day, to: Day, year: u32, stated: u32) -> Recount {
    let number = |day: Day| day.year.unwrap_or(year).checked_mul(12)?.checked_add(day.month);
    let between = number(from).zip(number(to)).and_then(|(first, last)| last.checked_sub(first));
    match between {
        None => Recount::new(Verdict::Undecided),
        Some(months) if (months..=months.saturating_add(1)).contains(&stated) => Recount::new(Verdict::Verified),
        Some(months) => Recount::new(Verdict::Contradicted).fact("due", format!("{months}个月")),
    }
}

/// Days from one date to the other in a year in which the first one lies; a period that runs backward ends a year later.
fn length(from: Day, to: Day, year: u32) -> Option<i64> {
    let first = civil_date(from.year.unwrap_or(year), from.month, from.day?)?;
    let end = |year: u32| civil_date(year, to.month, to.day?);
    let mut last = end(to.year.or(from.year).unwrap_or(year))?;
    if last < first && to.year.is_none() {
        last = end(year.saturating_add(1))?;
    }
    Some(between(first, last))
}

fn between(first: civil::Date, last: civil::Date) -> i64 {
    let day = |date: civil::Date| {
        let years: i64 = (1..i64::from(date.year())).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
        years.saturating_add(i64::from(date.day_of_year()))
    };
    day(last).saturating_sub(day(first))
}

fn is_leap(year: i64) -> bool {
    let by = |divisor: i64| year.checked_rem(divisor) == Some(0);
    by(4) && (!by(100) || by(400))
}

/// A stated number of years against two years. Who counts years begun, or years completed, is one off; full years are as many as the
/// months between the ends make, if these are told.
pub(super) fn years(from: Day, to: Day, stated: u32, full: bool) -> Recount {
    let Some(due) = from.year.zip(to.year).and_then(|(from, to)| to.checked_sub(from)) else {
        return Recount::new(Verdict::Undecided);
    };
    let told = full && from.month > 0 && to.month > 0;
    let between = due.checked_mul(12).and_then(|months| months.checked_add(to.month)?.checked_sub(from.month)).filter(|_| told);
    // Off by a year at least: how a month begun counts is left open.
    let off = between.filter(|months| months.abs_diff(stated.saturating_mul(12)) >= 12);
    if let Some(months) = off {
        return Recount::new(Verdict::Contradicted).fact("due", format!("{months}个月"));
    }
    match due.abs_diff(stated) {
        0 => Recount::new(Verdict::Verified),
        1 => Recount::new(Verdict::Consistent),
        _ => Recount::new(Verdict::Contradicted).fact("due", format!("{due}年")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u32, month: u32, day: u32) -> Day {
        Day { year: (year > 0).then_some(year), month, day: Some(day) }
    }

    #[test]
    fn a_period_lasts_from_its_first_day_to_its_last() {
        let table = [
            (day(2021, 5, 10), day(0, 5, 16), 7, Verdict::Verified),
            (day(2021, 5, 10), day(0, 5, 16), 6, Verdict::Verified),
            (day(2021, 5, 10), day(0, 5, 16), 10, Verdict::Contradicted),
            (day(0, 2, 27), day(0, 3, 2), 5, Verdict::Verified),
            (day(0, 12, 28), day(0, 1, 3), 7, Verdict::Verified),
            (day(2023, 12, 28), day(2024, 1, 3), 7, Verdict::Verified),
            (day(2023, 6, 31), day(2023, 7, 3), 3, Verdict::Undecided),
        ];
        for (from, to, stated, verdict) in table {
            assert_eq!(days(from, to, stated).verdict, verdict, "{from:?} {to:?} {stated}");
        }
        assert_eq!(days(day(2021, 5, 10), day(0, 5, 16), 10).facts["due"], "7天");
    }

    #[test]
    fn months_without_days_count_from_month_to_month() {
        let month = |year: u32, month: u32| Day { year: Some(year), month, day: None };
        let lasts = |from, to, stated| months(from, to, stated).verdict;
        assert_eq!(lasts(month(2021, 5), month(2024, 4), 36), Verdict::Verified);
        assert_eq!(lasts(month(2021, 5), month(2024, 5), 36), Verdict::Verified);
        assert_eq!(lasts(month(2021, 5), month(2024, 4), 48), Verdict::Contradicted);
        assert_eq!(lasts(month(2021, 5), month(2020, 4), 12), Verdict::Undecided);
    }

    #[test]
    fn years_are_counted_from_the_first_to_the_last() {
        let year = |year: u32| Day { year: Some(year), month: 0, day: None };
        let lasts = |from: u32, to: u32, stated| years(year(from), year(to), stated, true).verdict;
        assert_eq!(lasts(1956, 2024, 68), Verdict::Verified);
        assert_eq!(lasts(1956, 2024, 69), Verdict::Consistent);
        assert_eq!(lasts(1956, 2024, 78), Verdict::Contradicted);
        assert_eq!(lasts(2024, 1956, 68), Verdict::Undecided);
    }

    #[test]
    fn full_years_are_as_many_as_their_months_make() {
        let month = |year: u32, month: u32| Day { year: Some(year), month, day: None };
        let lasts = |from, to, stated| years(from, to, stated, true).verdict;
        assert_eq!(lasts(month(2021, 11), month(2024, 2), 4), Verdict::Contradicted);
        assert_eq!(lasts(month(2021, 11), month(2024, 2), 3), Verdict::Verified);
        assert_eq!(lasts(month(2021, 3), month(2024, 2), 3), Verdict::Verified);
        assert_eq!(lasts(month(2021, 3), month(2023, 3), 3), Verdict::Contradicted);
        assert_eq!(lasts(month(2021, 3), month(2023, 6), 3), Verdict::Consistent);
        assert_eq!(years(month(2021, 11), month(2024, 2), 4, false).verdict, Verdict::Consistent);
    }
}
