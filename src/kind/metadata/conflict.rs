//! What a report says of itself twice, in ways that disagree: its title, its date, its source.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{Fault, is_han, titles};
use crate::{
    claim::{Claim, Operand, Pattern, Sheet},
    view::{Span, View, Zone},
};

/// Where a report says that it came from.
pub(super) static SOURCE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(
        r"(?:^|[^\p{Han}])(?P<field>(?:文章|信息|稿件|新闻|消息|本文)?(?:来源|稿源) ?: ?(?P<name>[^ ,。;:()\[\]【】|/<>]{2,24}))",
    )
});

/// What each of these holds.
const NAMES: [&str; 2] = ["来源", "稿源"];

/// The first source that disagrees with the one before it, or with the one beside the text.
pub(super) fn sources(sheet: &Sheet) -> Option<Claim<Fault>> {
    let beside = sheet.document.fields.source.as_deref().filter(|source| source.chars().any(is_han));
    let mut first: Option<(Option<Span>, String)> = beside.map(|source| (None, letters_of(source).to_owned()));
    for line in sheet.view.lines() {
        let text = sheet.view.slice(line.span);
        if !NAMES.iter().any(|name| text.contains(name)) {
            continue;
        }
        for hit in SOURCE.matches(text) {
            let name = letters_of(hit.text("name")?).to_owned();
            let span = within(line.span, &hit.group("field")?);
            if FIELD_NAMES.iter().any(|other| name.starts_with(other)) {
                continue;
            }
            match &first {
                None => first = Some((Some(span), name)),
                Some((_, known)) if !agree(known, &name) => return first.map(|first| at_odds(first, (span, name))),
                Some(_) => {}
            }
        }
    }
    None
}

/// A range of a line, as a place of the view.
fn within(line: Span, range: &Range<usize>) -> Span {
    Span { start: line.start.saturating_add(range.start), end: line.start.saturating_add(range.end) }
}

/// A name without the marks around it.
fn letters_of(name: &str) -> &str {
    name.trim().trim_matches(['“', '”', '《', '》', '"'])
}

/// What follows an empty source.
const FIELD_NAMES: [&str; 6] = ["作者", "时间", "日期", "发布", "编辑", "浏览"];

/// Two names for one source: one holds the other, as 东川日报 and 东川日报客户端.
fn agree(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}

/// A finding at the second of two values; the first stands above, or in a field beside the text.
fn at_odds(first: (Option<Span>, String), second: (Span, String)) -> Claim<Fault> {
    let operand = |name: &str, span: Span, text: &str| Operand {
        name: name.to_owned(),
        span,
        text: text.to_owned(),
        reading: None,
        unit: String::new(),
    };
    let mut operands: Vec<Operand> = first.0.map(|span| operand("first", span, &first.1)).into_iter().collect();
    operands.push(operand("second", second.0, &second.1));
    let fault = Fault { field: String::new(), first: first.1, second: second.1 };
    Claim { operands, ..Claim::at(second.0, fault) }
}

/// A field that holds the title, in the head.
pub(super) static TITLED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::plain(r"^ *[\[【]?(?:文章|信息)?(?:标题|题名|名称)[\]】]? ?: ?(?P<title>[^ ].{3,80})$"));

/// A title in a field with which no line at the top has much in common, and which the rest of the text does not hold.
pub(super) fn titles_at_odds(sheet: &Sheet) -> Option<Claim<Fault>> {
    let in_head = sheet.view.lines().iter().filter(|line| line.zone == Zone::Head).find_map(|line| {
        let hit = TITLED.matches(sheet.view.slice(line.span)).next()?;
        Some((Some(within(line.span, &hit.group("title")?)), hit.text("title")?))
    });
    let (at, field) = sheet.document.fields.title.as_deref().map(|title| (None, title)).or(in_head)?;
    let beside = letters(field);
    let mut above = titles(sheet).filter(|(_, text)| !TITLED.is_match(text));
    let unlike = |text: &str| {
        let above = letters(text);
        !is_part(&above, &beside) && !is_part(&beside, &above) && !alike(&above, &beside)
    };
    let known = beside.chars().filter(|&letter| is_han(letter)).count() >= 4;
    if !known || above.clone().any(|(_, text)| !unlike(text)) {
        return None;
    }
    // Where the title is a field of the text, the text holds it once for that.
    let held = letters(sheet.view.text()).matches(beside.as_str()).count() > usize::from(at.is_some());
    let (line, text) = above.next().filter(|_| !held)?;
    Some(at_odds((at, field.trim().to_owned()), (line.span, text.to_owned())))
}

/// Letters and digits alone, simplified and in lower case.
fn letters(text: &str) -> String {
    let simple = |letter: char| View::simplified(letter).unwrap_or(letter);
    text.chars().filter(|letter| letter.is_alphanumeric()).map(simple).collect::<String>().to_lowercase()
}

/// Whether a title is part of another, as `东川县推进改厕` of `东川县推进改厕_东川网`.
fn is_part(part: &str, whole: &str) -> bool {
    part.chars().count() >= 4 && whole.contains(part)
}

/// Whether two titles share a third of the pairs of letters that the shorter has.
fn alike(one: &str, other: &str) -> bool {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<HashSet<(char, char)>>();
    let (one, other) = (pairs(one), pairs(other));
    let shared = one.intersection(&other).count();
    shared.saturating_mul(3) >= one.len().min(other.len()).max(1)
}

/// When a report was published, in its head.
pub(super) static PUBLISHED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(
        r"(?:^|[^\p{Han}])(?P<field>(?P<name>(?:发布|发表|刊发)?(?:时间|日期)) ?: ?(?P<date>(?:19|20)[0-9]{2} ?[年/.-] ?[0-9]{1,2} ?[月/.-] ?[0-9]{1,2}日?))",
    )
});

/// Two days of publication: in one field twice, or beside the text and in its head.
pub(super) fn dates(sheet: &Sheet) -> Option<Claim<Fault>> {
    let mut seen: Vec<(String, [u32; 3], Span, String)> = Vec::new();
    for line in sheet.view.lines().iter().filter(|line| line.zone == Zone::Head) {
        let text = sheet.view.slice(line.span);
        for hit in PUBLISHED.matches(text).filter(|_| !text.contains("地点")) {
            let (span, name, date) = (within(line.span, &hit.group("field")?), hit.text("name")?, hit.text("date")?);
            let Some(day) = day(date) else { continue };
            let twin = seen.iter().find(|(known, other, ..)| known == name && *other != day);
            if let Some((.., first, text)) = twin {
                return Some(at_odds((Some(*first), text.clone()), (span, date.to_owned())));
            }
            seen.push((name.to_owned(), day, span, date.to_owned()));
        }
    }
    let written = sheet.document.fields.date.as_deref()?;
    let beside = day(written)?;
    let (.., span, text) = seen.first().filter(|_| seen.iter().all(|(_, day, ..)| *day != beside))?;
    Some(at_odds((None, written.trim().to_owned()), (*span, text.clone())))
}

/// Year, month and day at the start of a date, however it is written.
fn day(date: &str) -> Option<[u32; 3]> {
    let mut numbers = date.split(|character: char| !character.is_ascii_digit()).filter(|piece| !piece.is_empty());
    let first = numbers.next()?;
    let (year, month, day) = match first.len() {
        8 => (first.get(..4)?, first.get(4..6)?, first.get(6..)?),
        4 => (first, numbers.next()?, numbers.next()?),
        _ => return None,
    };
    Some([year.parse().ok()?, month.parse().ok()?, day.parse().ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_may_be_named_in_two_ways() {
        assert!(agree("东川日报", "东川日报客户端"));
        assert!(agree("Dongchuan.cn", "dongchuan.cn"));
        assert!(!agree("东川网", "东川日报"));
    }

    #[test]
    fn a_title_may_be_cut_or_have_the_name_of_its_site() {
        assert!(is_part("东川县推进改厕", "东川县推进改厕东川网"));
        assert!(alike("东川县多措并举推进农村改厕", "东川县推进农村改厕"));
        assert!(!alike("东川县推进农村改厕", "青山镇开展植树活动"));
    }

    #[test]
    fn a_day_is_read_in_any_notation() {
        for date in ["2023-05-06", "2023年5月6日", "2023/5/6 10:20", "20230506", "2023-05-06T10:20:00"] {
            assert_eq!(day(date), Some([2023, 5, 6]), "{date}");
        }
        assert_eq!(day("2023年5月"), None);
    }
}
