//! `kind = "metadata"`: what a report says of itself, in the fields beside its text and above and below its body: what is
//! missing, empty, said twice, or said in two ways that disagree.

mod conflict;
mod fields;
mod repeated;

use std::sync::LazyLock;

use schemars::JsonSchema;

use super::Setting;
use crate::{
    claim::{Claim, Pattern, Sheet},
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
    /// Whether a report that says anything of itself says where it came from.
    Source,
    /// Whether its titles agree.
    OneTitle,
    /// Whether its dates agree.
    OneDate,
    /// Whether its sources agree.
    OneSource,
    /// Whether its title and each of its fields stand there once.
    Once,
}

/// The questions by name.
pub const ASKS: [(&str, Asks); 8] = [
    ("title", Asks::Title),
    ("date", Asks::Date),
    ("value", Asks::Value),
    ("source", Asks::Source),
    ("one-title", Asks::OneTitle),
    ("one-date", Asks::OneDate),
    ("one-source", Asks::OneSource),
    ("once", Asks::Once),
];

/// A report with fewer Chinese characters than this is a note, which nobody dates.
const REPORT: usize = 150;

/// A line no longer than this may be a field, a dateline or a signature; a longer one is prose.
const SHORT: usize = 60;

/// Asks one question of what a report says of itself.
#[derive(Debug)]
pub struct Metadata {
    /// The question.
    pub asks: Asks,
    /// The names of the fields that it is asked of, for [`Asks::Value`] and [`Asks::Once`].
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
            Asks::Source => fields::without_source(sheet).then(whole_report).into_iter().collect(),
            Asks::OneTitle => conflict::titles_at_odds(sheet).into_iter().collect(),
            Asks::OneDate => conflict::dates(sheet).into_iter().collect(),
            Asks::OneSource => conflict::sources(sheet).into_iter().collect(),
            Asks::Once => repeated::repeated(sheet, &self.fields),
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
    titles(sheet).next().is_none().then(whole_report)
}

/// The lines at the top that could be the title of a report.
fn titles<'s>(sheet: &'s Sheet) -> impl Iterator<Item = (&'s Line, &'s str)> + Clone {
    let filled = sheet.view.lines().iter().map(|line| (line, sheet.view.slice(line.span).trim()));
    let above = filled.filter(|(_, text)| !text.is_empty()).take(ABOVE);
    above.filter(|(line, text)| (line.zone == Zone::Head || line.heading) && could_be_title(text))
}

fn could_be_title(line: &str) -> bool {
    let length = line.chars().count();
    (4..=TITLE).contains(&length)
        && line.chars().any(is_han)
        && !NO_TITLE.iter().any(|word| line.contains(word))
        && !line.ends_with([':', '。'])
        && !is_section(line)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
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
    sheet.view.text().chars().filter(|&character| is_han(character)).take(REPORT).count() == REPORT
}

/// The patterns by which it knows what a report says of itself.
pub(super) static PATTERNS: [&LazyLock<Pattern>; 8] =
    [&DATE, &ISSUE, &FULL_DATE, &fields::SIGNED, &fields::ORIGIN, &conflict::SOURCE, &conflict::TITLED, &conflict::PUBLISHED];

/// A year, or a month and a day: enough to know which year 今年 is, or where to ask.
static DATE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(
        r"(?:19|20)[0-9]{2} ?(?:年|[-/.] ?[0-9]{1,2})|[二一][〇○零Oo0九][〇○零一二三四五六七八九Oo0]{2}年|(?:19|20)[0-9]{6}|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)|民国[0-9]{2,3}年",
    )
});

/// The year and issue of a journal, in the numbers by which its articles are known.
static ISSUE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(r"(?i:doi|文章编号).{0,40}(?:[(](?:19|20)[0-9]{2}[)][0-9]{2}|[./](?:19|20)[0-9]{2}[.-]?[0-9]{2})")
});

/// A day, its year included.
static FULL_DATE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(
        r"(?:19|20)[0-9]{2} ?(?:年|[-/.]) ?[0-9]{1,2} ?(?:月|[-/.]) ?[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)",
    )
});

/// So many characters open a paragraph.
const OPENING: usize = 30;

/// A report of some length with no date in its fields, its head or its tail, nor in any short line.
fn undated(sheet: &Sheet) -> Option<Claim<Fault>> {
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
        DATE.is_match(text)
    };
    let lines = sheet.view.lines();
    // A dateline, or the day of the event, opens the first paragraph.
    let opening = lines.iter().find(|line| line.zone == Zone::Body).map_or("", |line| sheet.view.slice(line.span));
    let opening: String = opening.chars().take(OPENING).collect();
    let issue = |line: &Line| line.zone != Zone::Tail && ISSUE.is_match(sheet.view.slice(line.span));
    let is_dated = FULL_DATE.is_match(&opening) || lines.iter().any(dated) || lines.iter().any(issue);
    (!is_dated).then(whole_report)
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
    use crate::document::{Document, Fields};

    /// What is asked of a report with fields beside its text.
    fn asked(asks: Asks, text: &str, fields: [&str; 3]) -> Vec<(String, String)> {
        let [title, date, source] = fields.map(|field| Some(field.to_owned()).filter(|field| !field.is_empty()));
        let document = Document { fields: Fields { title, date, source }, ..Document::new("a.txt", text) };
        let kind = Metadata { asks, fields: Vec::new() };
        let claims = crate::kind::Recounts::claims(&kind, &Sheet::new(&document));
        claims.into_iter().map(|claim| (claim.parts.first, claim.parts.second)).collect()
    }

    #[test]
    fn the_fields_beside_a_text_agree_with_its_head() {
        let text = "东川县推进农村改厕\n来源:东川网 时间:2023-05-06\n东川县全面推进乡村建设,取得明显成效,群众满意。";
        let odd = |first: &str, second: &str| vec![(first.to_owned(), second.to_owned())];
        assert_eq!(asked(Asks::OneTitle, text, ["东川县推进农村改厕_东川网", "", ""]), []);
        assert_eq!(asked(Asks::OneTitle, text, ["青山镇开展植树活动", "", ""]), odd("青山镇开展植树活动", "东川县推进农村改厕"));
        assert_eq!(asked(Asks::OneDate, text, ["", "2023年5月6日 10:20", ""]), []);
        assert_eq!(asked(Asks::OneDate, text, ["", "2023-06-05", ""]), odd("2023-06-05", "2023-05-06"));
        assert_eq!(asked(Asks::OneSource, text, ["", "", "东川网"]), []);
        assert_eq!(asked(Asks::OneSource, text, ["", "", "青山日报"]), odd("青山日报", "东川网"));
    }

    #[test]
    fn a_field_beside_the_text_is_title_date_and_source_enough() {
        let text = format!("欢迎访问东川网!\n作者:李某某\n{}", "东川县全面推进乡村建设,取得明显成效,群众满意。".repeat(12));
        for (asks, fields) in [
            (Asks::Title, ["东川县推进农村改厕", "", ""]),
            (Asks::Date, ["", "2023-05-06", ""]),
            (Asks::Source, ["", "", "东川网"]),
        ] {
            assert_eq!(asked(asks, &text, ["", "", ""]).len(), 1, "{asks:?}");
            assert_eq!(asked(asks, &text, fields), [], "{asks:?}");
        }
    }

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
