//! `kind = "metadata"`: what a report says of itself, title and body apart: a date that is missing, a field that is empty,
//! two sources that disagree.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    claim::{Claim, Operand, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
    view::{Line, Span, Zone},
};

/// What a rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub const ASKS: [(&str, Asks); 4] = [("title", Asks::Title), ("date", Asks::Date), ("value", Asks::Value), ("one-source", Asks::OneSource)];

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
    type Parts = Fault;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Fault>> {
        match self.asks {
            Asks::Title => untitled(sheet).into_iter().collect(),
            Asks::Date => undated(sheet).into_iter().collect(),
            Asks::Value => empty_fields(sheet, &self.fields),
            Asks::OneSource => sources_at_odds(sheet).into_iter().collect(),
        }
    }

    fn recount(&self, fault: &Fault) -> Recount {
        let recount = Recount::new(Verdict::Contradicted).fact("field", fault.field.as_str());
        recount.fact("first", fault.first.as_str()).fact("second", fault.second.as_str())
    }
}

/// Words of lines above the body that are no title.
const NO_TITLE: [&str; 22] = [
    "欢迎", "位置", "首页", "登录", "注册", "来源", "作者", "时间", "日期", "版权", "分享", "字号", "字体", "打印", "下载", "浏览", "索引号", "县区分站", "主办",
    "|", ">", "编辑",
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
static FULL_DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:19|20)[0-9]{2} ?(?:年|[-/.]) ?[0-9]{1,2} ?(?:月|[-/.]) ?[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)").ok());

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

/// Fields above and below the body that are followed by nothing, or by the next field.
fn empty_fields(sheet: &Sheet, names: &[String]) -> Vec<Claim<Fault>> {
    let lines: Vec<&Line> = sheet.view.lines().iter().filter(|line| !sheet.view.slice(line.span).trim().is_empty()).collect();
    let mut claims = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let text = sheet.view.slice(line.span);
        if line.zone == Zone::Body || text.chars().nth(SHORT.saturating_mul(3)).is_some() {
            continue;
        }
        let fields = fields(text, names);
        for (index, &(start, name, colon)) in fields.iter().enumerate() {
            let next = fields.get(index.saturating_add(1)).map_or(text.len(), |next| next.0);
            let value = text.get(colon..next).unwrap_or("").trim_matches([' ', '|', '/', '【', '】', '[', ']', '(', ')', '-', ',', ';']);
            let alone = fields.len() == 1;
            let below = lines.get(number.saturating_add(1)).map(|line| sheet.view.slice(line.span));
            if value.is_empty() && !(alone && below.is_some_and(|below| may_be_value(below, names))) {
                let span = Span { start: line.span.start.saturating_add(start), end: line.span.start.saturating_add(colon) };
                claims.push(Claim::at(span, Fault { field: name.to_owned(), ..Fault::default() }));
            }
        }
    }
    claims
}

/// The fields of a line: where each name begins, the name, and the byte after its colon.
fn fields<'n>(text: &str, names: &'n [String]) -> Vec<(usize, &'n str, usize)> {
    let mut found = Vec::new();
    for (colon, _) in text.match_indices(':') {
        let before = text.get(..colon).unwrap_or("").trim_end();
        // The longest name: 文章来源, not 来源.
        let name = names.iter().filter(|name| before.ends_with(name.as_str())).max_by_key(|name| name.len());
        let Some(name) = name else { continue };
        let start = before.len().saturating_sub(name.len());
        let word = before.get(..start).and_then(|before| before.chars().next_back());
        if word.is_none_or(|word| !matches!(word, '\u{4E00}'..='\u{9FFF}')) {
            found.push((start, name.as_str(), colon.saturating_add(1)));
        }
    }
    found
}

/// Whether a line below a lone field name may hold its value: short, and no field itself.
fn may_be_value(line: &str, names: &[String]) -> bool {
    line.chars().nth(30).is_none() && !line.contains('。') && fields(line, names).is_empty()
}

/// Where a report says that it came from.
static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{Han}])(?P<field>(?:文章|信息|稿件|新闻|消息|本文)?(?:来源|稿源) ?: ?(?P<name>[^ ,。;:()\[\]【】|/<>]{2,24}))").ok()
});

/// The first source that disagrees with the one before it.
fn sources_at_odds(sheet: &Sheet) -> Option<Claim<Fault>> {
    let source = SOURCE.as_ref()?;
    let mut first: Option<(Span, String)> = None;
    for line in sheet.view.lines() {
        for captures in source.captures_iter(sheet.view.slice(line.span)) {
            let (field, name) = (captures.name("field")?, captures.name("name")?);
            let name = name.as_str().trim_matches(['“', '”', '《', '》', '"']).to_owned();
            let span = Span { start: line.span.start.saturating_add(field.start()), end: line.span.start.saturating_add(field.end()) };
            if FIELD_NAMES.iter().any(|other| name.starts_with(other)) {
                continue;
            }
            match &first {
                None => first = Some((span, name)),
                Some((at, known)) if !agree(known, &name) => {
                    let operand = |name: &str, span: Span, text: &str| Operand {
                        name: name.to_owned(),
                        span,
                        text: text.to_owned(),
                        reading: None,
                        unit: String::new(),
                    };
                    let operands = vec![operand("first", *at, known), operand("second", span, &name)];
                    let fault = Fault { field: String::new(), first: known.clone(), second: name };
                    return Some(Claim { operands, ..Claim::at(span, fault) });
                }
                Some(_) => {}
            }
        }
    }
    None
}

/// What follows an empty source.
const FIELD_NAMES: [&str; 6] = ["作者", "时间", "日期", "发布", "编辑", "浏览"];

/// Two names for one source: one holds the other, as 东川日报 and 东川日报客户端.
fn agree(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|character| character.is_alphanumeric()).collect::<String>().to_lowercase();
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}
