//! `kind = "metadata"`: what a report says of itself, title and body apart: a date that is missing, a field that is empty,
//! two sources that disagree.

mod fields;

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;

use super::Setting;
use crate::{
    claim::{Claim, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
    view::{Line, Span, Zone},
};

/// What a rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "question", rename_all = "kebab-case")]
pub enum Asks {
    /// Whether the report has a title.
    Title,
    /// Whether the report says when it was written.
    Date,
    /// Whether each field that is there has a value.
    Value,
    /// Whether its sources agree.
    OneSource,
}

/// The questions by name.
pub const ASKS: [(&str, Asks); 4] =
    [("title", Asks::Title), ("date", Asks::Date), ("value", Asks::Value), ("one-source", Asks::OneSource)];

/// A report with fewer Chinese characters than this is a note, which nobody dates.
const REPORT: usize = 150;

/// A line no longer than this may be a field, a dateline or a signature; a longer one is prose.
const SHORT: usize = 60;

/// Asks one question of what a report says of itself.
#[derive(Debug)]
pub struct Metadata {
    /// The question.
    pub asks: Asks,
    /// The names of the fields that it is asked of, for [`Asks::Value`].
    pub fields: Vec<String>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// The name of a field.
    pub field: String,
    /// The value that came first.
    pub first: String,
    /// The value that came later.
    pub second: String,
}

impl super::Recounts for Metadata {
    const NAME: &'static str = "metadata";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["field", "first", "second"];

    const OPTIONS: &'static [&'static str] = &["fields"];

    type Parts = Fault;

    fn set(&self, option: &str, value: &Setting) -> Option<Self> {
        match (option, value) {
            ("fields", Setting::Words(fields)) => Some(Self { fields: fields.clone(), ..*self }),
            _ => None,
        }
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Fault>> {
        match self.asks {
            Asks::Title => untitled(sheet).into_iter().collect(),
            Asks::Date => undated(sheet).into_iter().collect(),
            Asks::Value => fields::empty(sheet, &self.fields),
            Asks::OneSource => fields::sources_at_odds(sheet).into_iter().collect(),
        }
    }

    fn recount(&self, fault: &Fault) -> Recount {
        let recount = Recount::new(Verdict::Contradicted).fact("field", fault.field.as_str());
        recount.fact("first", fault.first.as_str()).fact("second", fault.second.as_str())
    }
}

/// Words of lines above the body that are no title.
const NO_TITLE: [&str; 22] = [
    "欢迎",
    "位置",
    "首页",
    "登录",
    "注册",
    "来源",
    "作者",
    "时间",
    "日期",
    "版权",
    "分享",
    "字号",
    "字体",
    "打印",
    "下载",
    "浏览",
    "索引号",
    "县区分站",
    "主办",
    "|",
    ">",
    "编辑",
];

/// A title has no more characters than this, and stands among so many lines at the top, blank ones apart.
const TITLE: usize = 100;
const ABOVE: usize = 12;

/// A report of some length with no title in its fields and no line above the first paragraph that could be one.
fn untitled(sheet: &Sheet) -> Option<Claim<Fault>> {
    if sheet.document.fields.title.is_some() || !is_report(sheet) {
        return None;
    }
    let could_be = |line: &str| {
        let length = line.chars().count();
        (4..=TITLE).contains(&length)
            && line.chars().any(|character| matches!(character, '\u{4E00}'..='\u{9FFF}'))
            && !NO_TITLE.iter().any(|word| line.contains(word))
            && !line.ends_with([':', '。'])
            && !is_section(line)
    };
    let filled = sheet.view.lines().iter().filter(|line| !sheet.view.slice(line.span).trim().is_empty());
    let mut above = filled.take(ABOVE).filter(|line| line.zone == Zone::Head || line.heading);
    (!above.any(|line| could_be(sheet.view.slice(line.span).trim()))).then(whole_report)
}

/// Whether a line is the heading of a section: 一、 (一) 1. 第一章
fn is_section(line: &str) -> bool {
    let numeral = |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    let inner = line.trim_start_matches(['(', '第']);
    let after = inner.trim_start_matches(numeral);
    after.len() < inner.len() && after.starts_with(['、', '.', ')', '章', '节', '条'])
}

/// A finding about the report as a whole.
fn whole_report() -> Claim<Fault> {
    Claim { source: Some(Place::default()), ..Claim::at(Span::default(), Fault::default()) }
}

/// Whether a text is long enough to be a report.
fn is_report(sheet: &Sheet) -> bool {
    sheet.view.text().chars().filter(|character| matches!(character, '\u{4E00}'..='\u{9FFF}')).take(REPORT).count() == REPORT
}

/// A year, or a month and a day: enough to know which year 今年 is, or where to ask.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)[0-9]{2} ?(?:年|[-/.] ?[0-9]{1,2})|[二一][〇○零Oo0九][〇○零一二三四五六七八九Oo0]{2}年|(?:19|20)[0-9]{6}|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)|民国[0-9]{2,3}年").ok()
});

/// A day, its year included.
static FULL_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)[0-9]{2} ?(?:年|[-/.]) ?[0-9]{1,2} ?(?:月|[-/.]) ?[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)")
        .ok()
});

/// So many characters open a paragraph.
const OPENING: usize = 30;

/// A report of some length with no date in its fields, its head or its tail, nor in any short line.
fn undated(sheet: &Sheet) -> Option<Claim<Fault>> {
    let date = DATE.as_ref()?;
    if sheet.document.fields.date.is_some() || !is_report(sheet) {
        return None;
    }
    let dated = |line: &Line| {
        let text = sheet.view.slice(line.span);
        let text = match text.char_indices().nth(SHORT) {
            None => text,
            // A signature may close the last paragraph.
            Some(_) if line.zone == Zone::Body => ends(text),
            Some(_) => text,
        };
        date.is_match(text)
    };
    let lines = sheet.view.lines();
    // A dateline, or the day of the event, opens the first paragraph.
    let opening = lines.iter().find(|line| line.zone == Zone::Body).map_or("", |line| sheet.view.slice(line.span));
    let opening: String = opening.chars().take(OPENING).collect();
    if FULL_DATE.as_ref()?.is_match(&opening) {
        return None;
    }
    (!lines.iter().any(dated)).then(whole_report)
}

/// A bracket at the end of a paragraph.
fn ends(paragraph: &str) -> &str {
    let end = paragraph.trim_end().trim_end_matches('。');
    match end.rfind('(') {
        Some(open) if end.ends_with(')') => end.get(open..).unwrap_or(""),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_no_title() {
        for section in ["一、总体情况", "(二)主要做法", "3.下一步打算", "第一章 总则"] {
            assert!(is_section(section), "{section}");
        }
        for title in ["一个村的变迁", "2023年东川县工作报告", "第十届运动会开幕", "东川县"] {
            assert!(!is_section(title), "{title}");
        }
    }

    #[test]
    fn the_end_of_a_paragraph_in_brackets_may_hold_its_date() {
        assert_eq!(ends("群众满意。(2023年5月)"), "(2023年5月)");
        assert_eq!(ends("群众(含2023年新增)满意。"), "");
    }
}
