//! Claims and figures for people: a line for what was read, and under a claim its operands and what counting gives.

use std::fmt::Write;

use crate::{
    check::Language,
    document::Place,
    figure::{Bound, Figure, Hedge, Interval, Kind},
    finding::{Entry, EntryOperand},
    output::{
        Page,
        clean::{clean, clip},
        hedge_name, kind_name,
        text::verdict,
        trace::words::binding,
    },
};

/// No text of a report is quoted longer than this.
pub(in crate::output) const LONGEST: usize = 40;

/// Writes one claim with its verdict.
pub fn entry(out: &mut String, page: &Page<'_>, entry: &Entry, language: Language) {
    let position = page.position(entry.place.start);
    let name = page.name();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{}:{}:{}: {} {}",
        clean(&name),
        position.line,
        position.column,
        verdict(entry.verdict, language),
        clean(&entry.rule)
    );
    recounted(out, entry, language);
}

/// Writes what was recounted in a claim: its relation, its operands, and what counting gives.
pub fn recounted(out: &mut String, entry: &Entry, language: Language) {
    let (bound, computed) = if language == Language::En { ("bound", "computed") } else { ("依据", "复算") };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "    {}", clean(&entry.relation));
    for EntryOperand { name, text, reading, .. } in &entry.operands {
        let reading = reading.as_ref().map_or(String::new(), |reading| format!(" = {}", interval(reading)));
        let _ = writeln!(out, "    {}: {}{reading}", clean(name), clip(text, LONGEST));
    }
    if !entry.binding.is_empty() {
        // Programs and people read the same names in English.
        let by = if language == Language::En { &entry.binding } else { binding(&entry.binding, language) };
        let _ = writeln!(out, "    {bound}: {}", clean(by));
    }
    if let Some(values) = &entry.computed {
        let _ = writeln!(out, "    {computed}: {}", interval(values));
    }
}

/// Writes one figure, which stands at a place of the document.
pub fn figure(out: &mut String, page: &Page<'_>, place: Place, figure: &Figure, language: Language) {
    let position = page.position(place.start);
    let text = page.document.text.get(place.start..place.end).unwrap_or("");
    let name = page.name();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}:{}:{}: {}", clean(&name), position.line, position.column, read(text, figure, language));
}

/// How a figure was read, in one line: its kind, its text, its values, its unit, what loosens it.
pub fn read(text: &str, figure: &Figure, language: Language) -> String {
    let unit = if figure.unit.text.is_empty() { String::new() } else { format!(" {}", clip(&figure.unit.text, LONGEST)) };
    let hedge = figure.hedge.map_or(String::new(), |hedge| format!(" ({})", hedge_word(hedge, language)));
    format!("{} {} {}{unit}{hedge}", kind_word(figure.kind, language), clip(text, LONGEST), interval(&figure.reading))
}

/// The word for a kind of figure.
fn kind_word(kind: Kind, language: Language) -> &'static str {
    match (language, kind) {
        (Language::En, kind) => kind_name(kind),
        (Language::Zh, Kind::Count) => "计数",
        (Language::Zh, Kind::Percent) => "百分数",
        (Language::Zh, Kind::Points) => "百分点",
        (Language::Zh, Kind::Multiple) => "倍数",
        (Language::Zh, Kind::Fraction) => "分数",
        (Language::Zh, Kind::Money) => "金额",
        (Language::Zh, Kind::Measure) => "度量",
        (Language::Zh, Kind::Date) => "日期",
        (Language::Zh, Kind::Ordinal) => "序号",
        (Language::Zh, Kind::Range) => "区间",
        (Language::Zh, Kind::Name) => "名称",
    }
}

/// The word for what loosens a figure.
fn hedge_word(hedge: Hedge, language: Language) -> &'static str {
    match (language, hedge) {
        (Language::En, hedge) => hedge_name(hedge),
        (Language::Zh, Hedge::About) => "约",
        (Language::Zh, Hedge::Nearly) => "近",
        (Language::Zh, Hedge::Odd) => "余",
        (Language::Zh, Hedge::Over) => "超过",
        (Language::Zh, Hedge::AtLeast) => "不少于",
        (Language::Zh, Hedge::AtMost) => "不超过",
        (Language::Zh, Hedge::Under) => "不足",
        (Language::Zh, Hedge::Reaching) => "达到",
        (Language::Zh, Hedge::Vague) => "数量级",
        (Language::Zh, Hedge::Exactly) => "整",
    }
}

/// `[56500, 57500)`; one value alone as itself.
pub(in crate::output) fn interval(interval: &Interval) -> String {
    if let Some(value) = interval.as_exact() {
        return value.to_string();
    }
    let end = |bound: Option<&Bound>, absent: &str| bound.map_or_else(|| absent.to_owned(), |bound| bound.value.to_string());
    let open = |bound: Option<&Bound>| bound.is_none_or(|bound| bound.open);
    let (left, right) = (if open(interval.low()) { '(' } else { '[' }, if open(interval.high()) { ')' } else { ']' });
    format!("{left}{}, {}{right}", end(interval.low(), "-∞"), end(interval.high(), "∞"))
}
