//! How long it is from one time of the day to another, held against the hours and minutes that are said to lie between them.

use super::super::{matches::Match, small};
use crate::{
    claim::Sheet,
    verdict::{Recount, Verdict},
};

/// Two times of the day, and how long it is said to be from one to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Minutes since midnight.
    from: u32,
    /// The same; more than a day's where it is said to be of the next day.
    to: u32,
    /// Minutes.
    stated: u32,
    /// Whether minutes are told, or half an hour: without them hours may be rounded.
    to_the_minute: bool,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

impl Hours {
    /// From the groups of a match: for either time `hour`, `minute` and the part of the day `part`, those of the second after `to_`, and `next`
    /// where it is of the next day; then `hours`, `minutes` and `half`.
    pub(super) fn of(sheet: &Sheet, found: &Match) -> Option<Self> {
        let text = |name: &str| found.group(name).map(|span| sheet.view.slice(span));
        let number = |name: &str| text(name).and_then(small::read);
        let time = |hour: &str, minute: &str, part: Option<&str>| {
            let minute = number(minute).unwrap_or(0);
            of_day(number(hour)?, part).map(|hour| hour.saturating_mul(HOUR).saturating_add(minute))
        };
        let part = text("part");
        let from = time("hour", "minute", part)?;
        let next = if text("next").is_some() { DAY } else { 0 };
        let to = time("to_hour", "to_minute", text("to_part"))?;
        // 下午2时至5时: both of the afternoon.
        let to = if to < from && text("to_part").is_none() && next == 0 { time("to_hour", "to_minute", part)? } else { to };
        let (hours, minutes, half) = (number("hours"), number("minutes"), text("half"));
        if hours.is_none() && minutes.is_none() {
            return None;
        }
        let half_hour = if half.is_some() { HOUR / 2 } else { 0 };
        let stated = hours.unwrap_or(0).saturating_mul(HOUR).saturating_add(minutes.unwrap_or(0)).saturating_add(half_hour);
        Some(Self { from, to: to.saturating_add(next), stated, to_the_minute: minutes.is_some() || half.is_some() })
    }

    pub(super) fn recount(self) -> Recount {
        // Past midnight it is the next day, if that is said.
        let Some(due) = self.to.checked_sub(self.from) else { return Recount::new(Verdict::Undecided) };
        match due.abs_diff(self.stated) {
            0 => Recount::new(Verdict::Verified),
            off if !self.to_the_minute && off <= HOUR / 2 => Recount::new(Verdict::Consistent),
            _ => Recount::new(Verdict::Contradicted).fact("due", words(due)),
        }
    }
}

/// An hour of the day; `None` where there is none so late.
fn of_day(hour: u32, part: Option<&str>) -> Option<u32> {
    let later = part.is_some_and(|part| ["下午", "傍晚", "晚", "夜"].iter().any(|word| part.starts_with(word)));
    let noon = part == Some("中午") && hour < 6;
    let hour = if (later || noon) && hour < 12 { hour.saturating_add(12) } else { hour };
    (hour <= 24).then_some(hour)
}

fn words(minutes: u32) -> String {
    match (minutes / HOUR, minutes % HOUR) {
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_afternoon_come_after_noon() {
        let hour = |hour, part: &str| of_day(hour, Some(part).filter(|part| !part.is_empty()));
        assert_eq!([hour(9, ""), hour(9, "上午"), hour(3, "下午"), hour(12, "下午")], [Some(9), Some(9), Some(15), Some(12)]);
        assert_eq!(
            [hour(1, "中午"), hour(12, "中午"), hour(0, "凌晨"), hour(15, "下午")],
            [Some(13), Some(12), Some(0), Some(15)]
        );
        assert_eq!(hour(25, ""), None);
    }

    #[test]
    fn what_is_told_in_hours_alone_may_be_rounded() {
        let recount = |from, to, stated, to_the_minute| Hours { from, to, stated, to_the_minute }.recount();
        assert_eq!(recount(495, 605, 110, true).verdict, Verdict::Verified);
        assert_eq!(recount(495, 605, 170, true).facts["due"], "1小时50分");
        assert_eq!(recount(495, 605, 120, false).verdict, Verdict::Consistent);
        assert_eq!(recount(495, 605, 180, false).verdict, Verdict::Contradicted);
        assert_eq!(recount(1420, 25, 45, true).verdict, Verdict::Undecided);
        assert_eq!(recount(1420, 25 + DAY, 45, true).verdict, Verdict::Verified);
    }
}
