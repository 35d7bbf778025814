//! Which reports follow one another: those with one title but for its numbers, such as the yearly report of one office; and the year
//! that each reports on.

use std::sync::LazyLock;

use regex::Regex;
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    document::{Document, Fields},
    view::{View, Zone},
};

/// A year, in digits or in Chinese numerals.
static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}").ok());

/// A title has so many characters, and stands among so many lines at the top, blank ones apart.
const TITLE: std::ops::RangeInclusive<usize> = 6..=60;
const ABOVE: usize = 8;

/// Words of lines above the body that are no title.
const NO_TITLE: [&str; 12] = ["位置", "首页", "来源", "作者", "时间", "日期", "字号", "浏览", "索引号", "编辑", "|", ">"];

/// What stands for the title without its numbers (0 where there is none), and the year (0 where none is stated): the one in the title, else
/// that of the date, else the first in the lines above the body, else the one in the path.
pub(super) fn of(document: &Document, view: &View) -> (u64, u16) {
    let Fields { title, date, .. } = &document.fields;
    let above: Vec<&str> = view
        .lines()
        .iter()
        .filter(|line| line.zone == Zone::Head || line.heading)
        .map(|line| view.slice(line.span).trim())
        .filter(|line| !line.is_empty())
        .take(ABOVE)
        .collect();
    let title = title.as_deref().or_else(|| above.iter().copied().find(|line| could_be(line)));
    let stated = title.and_then(year).or_else(|| date.as_deref().and_then(year));
    let stated = stated.or_else(|| above.iter().find_map(|line| year(line))).or_else(|| year(&document.path));
    (title.map_or(0, series), stated.unwrap_or(0))
}

fn could_be(line: &str) -> bool {
    TITLE.contains(&line.chars().count()) && !line.ends_with([':', '。']) && !NO_TITLE.iter().any(|word| line.contains(word))
}

/// What stands for the letters of a title; 0 where too few are left.
fn series(title: &str) -> u64 {
    let words: String = title.chars().filter(|character| character.is_alphabetic() && !is_numeral(*character)).collect();
    if words.chars().count() < *TITLE.start() { 0 } else { xxh3_64(words.as_bytes()).max(1) }
}

fn is_numeral(character: char) -> bool {
    matches!(character, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The first year in a text.
fn year(text: &str) -> Option<u16> {
    let digits: String = YEAR.as_ref()?.find(text)?.as_str().chars().filter_map(digit).collect();
    digits.parse().ok()
}

fn digit(character: char) -> Option<char> {
    match character {
        '〇' | '○' | '零' => Some('0'),
        _ if character.is_ascii_digit() => Some(character),
        _ => "一二三四五六七八九".chars().zip('1'..).find(|(known, _)| *known == character).map(|(_, digit)| digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(path: &str, text: &str) -> (u64, u16) {
        let document = Document::new(path, text);
        of(&document, &View::new(&document))
    }

    const BODY: &str = "今年以来,全镇狠抓产业发展,群众收入稳步提高。";

    #[test]
    fn reports_of_two_years_are_of_one_series() {
        let last = of_text("a.txt", &format!("首页>公开\n东川县2022年民政工作总结\n{BODY}"));
        let this = of_text("b.txt", &format!("东川县二〇二三年民政工作总结\n{BODY}"));
        let other = of_text("c.txt", &format!("东川县2023年教育工作总结\n{BODY}"));
        assert_eq!((last.1, this.1, other.1), (2022, 2023, 2023));
        assert_eq!(last.0, this.0);
        assert_ne!(last.0, other.0);
    }

    #[test]
    fn the_year_may_stand_beside_the_text() {
        assert_eq!(of_text("2021/a.txt", BODY), (0, 2021));
        let fields = Fields { title: Some("民政工作总结".into()), date: Some("2020-03-01".into()), source: None };
        let document = Document { fields, ..Document::new("2021/a.txt", BODY) };
        assert_eq!(of(&document, &View::new(&document)), (series("民政工作总结"), 2020));
    }
}
