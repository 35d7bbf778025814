//! `recount explain`: all about one rule.

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use recount::{
    check::Language,
    claim::Zones,
    eval::{self, Ratio},
    finding::UNREADABLE,
    output::{self, clean::clean, json, text},
    rule::{Example, Expect, Fix, Rule},
};
use serde::Serialize;

use super::{
    Status,
    failure::Failure,
    options::{self, Shape, Speech},
    rules::{Both, spoken},
    selection::nearest,
    sink::Sink,
    unreadable,
};

/// Explain one rule, with its examples
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Its id, as `share/of-total`
    rule: String,
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Shape,
    #[command(flatten)]
    speech: Speech,
}

impl Explain {
    /// Explains it, or names the nearest rules.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        if self.rule == UNREADABLE {
            return self.print(&unreadable::explained(self.speech.language()), &unreadable::record());
        }
        let rules = options::rules(&self.rules)?;
        let Some(rule) = rules.get(&self.rule) else {
            return Err(Failure::unknown_rule(&self.rule, &nearest(&rules, &self.rule)));
        };
        self.print(&explained(rule, self.speech.language()), &record(rule))
    }

    fn print(&self, text: &str, record: &impl Serialize) -> Result<Status, Failure> {
        let mut sink = Sink::open(None, output::Format::Text)?;
        match self.format {
            Shape::Text => sink.text(text)?,
            Shape::Json => {
                let mut object = String::new();
                json::write(&mut object, record);
                sink.text(&object)?;
            }
        }
        sink.close()
    }
}

/// The titles, in English and Chinese.
const TITLES: [[&str; 2]; 12] = [
    ["kind", "种类"],
    ["what must hold", "应满足"],
    ["patterns", "句式"],
    ["message", "提示文字"],
    ["help", "建议"],
    ["fix", "修正"],
    ["right", "正确示例"],
    ["wrong", "错误示例"],
    ["known gaps", "尚未识别"],
    ["measured on labelled cases", "标注用例实测"],
    ["sources", "依据"],
    ["file", "规则文件"],
];

fn explained(rule: &Rule, language: Language) -> String {
    let severity = text::severity(rule.severity, language);
    // Writing to a string cannot fail.
    let mut out = format!("{} ({severity})\n{}\n", clean(&rule.id), clean(spoken(rule.summary(), language)));
    let about = spoken(rule.about(), language);
    if !about.is_empty() {
        let _ = writeln!(out);
        for line in about.trim_end().lines() {
            let _ = writeln!(out, "{}", clean(line));
        }
    }
    let examples = |expect: Expect| rule.examples().iter().filter(|it| it.expect == expect).map(marked).collect::<Vec<_>>();
    let pick = |both: &(recount::rule::Template, recount::rule::Template)| match language {
        Language::En => both.0.written(),
        Language::Zh => both.1.written(),
    };
    let relation = if &**rule.relation() == rule.kind_name { Vec::new() } else { vec![rule.relation().to_string()] };
    let under = [
        vec![rule.kind_name.to_owned()],
        relation,
        rule.find().to_vec(),
        vec![pick(rule.message())],
        rule.help().into_iter().map(pick).collect(),
        rule.fix().into_iter().map(|fix| mended(fix, rule.safe_in(), language)).collect(),
        examples(Expect::Silent),
        examples(Expect::Found),
        examples(Expect::Missed),
        measured(&rule.id, language),
        rule.sources().to_vec(),
        vec![rule.file.to_string()],
    ];
    for ([en, zh], items) in TITLES.into_iter().zip(under) {
        list(&mut out, if language == Language::En { en } else { zh }, &items);
    }
    out
}

/// A fix in a few words.
fn mended(fix: &Fix, zone: Zones, language: Language) -> String {
    let en = language == Language::En;
    let (does, safe) = match fix {
        Fix::DeleteLine { safe } => (if en { "deletes the line".to_owned() } else { "删除整行".to_owned() }, *safe),
        Fix::DeleteMatch { safe } => (if en { "deletes it".to_owned() } else { "删除该处".to_owned() }, *safe),
        Fix::Replace { operand, with, safe } => {
            let with = with.written();
            let does = if en { format!("replaces {operand} with {with}") } else { format!("将 {operand} 改为 {with}") };
            (does, *safe)
        }
        Fix::ReplaceMatch { with, safe } => {
            let with = with.written();
            (if en { format!("replaces it with {with}") } else { format!("将该处改为 {with}") }, *safe)
        }
    };
    match (safe, en) {
        (true, true) if zone == Zones::Furniture => {
            format!("{does}, safely above and below the report; within it somebody must look")
        }
        (true, false) if zone == Zones::Furniture => format!("{does}(在正文之外安全,正文之内须人工确认)"),
        (true, true) => format!("{does}, safely"),
        (false, true) => format!("{does}; somebody must look"),
        (true, false) => format!("{does}(安全)"),
        (false, false) => format!("{does}(须人工确认)"),
    }
}

/// How often it was right, and how often it noticed, on the project's labelled cases.
fn measured(rule: &str, language: Language) -> Vec<String> {
    let Some(measured) = eval::measured(rule) else { return Vec::new() };
    let [right, noticed] = if language == Language::En { ["right", "noticed"] } else { ["正确", "发现"] };
    let lines = [(right, measured.precision()), (noticed, measured.recall())].into_iter().filter(|(_, ratio)| ratio.whole > 0);
    lines.map(|(name, ratio)| format!("{name} {}/{}: {ratio}", ratio.part, ratio.whole)).collect()
}

/// A title and what stands under it; nothing where nothing does.
fn list(out: &mut String, title: &str, items: &[String]) {
    let items: Vec<_> = items.iter().filter(|item| !item.is_empty()).collect();
    if !items.is_empty() {
        let _ = writeln!(out, "\n{title}:");
    }
    for item in items {
        let _ = writeln!(out, "    {}", clean(item));
    }
}

/// An example with `[[ ]]` around what should be found, fit for a terminal.
pub(super) fn marked(example: &Example) -> String {
    clean(&example.marked()).into_owned()
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    kind: &'a str,
    severity: &'a str,
    summary: Both<'a>,
    about: Both<'a>,
    tags: &'a [String],
    sources: &'a [String],
    /// The relation that must hold; null for a kind that has none.
    holds: Option<&'a str>,
    find: &'a [String],
    message: Written,
    help: Option<Written>,
    /// In English words.
    fix: Option<String>,
    good: Vec<String>,
    bad: Vec<String>,
    missed: Vec<String>,
    /// On the project's labelled cases; null for a rule that none of them hears.
    measured: Option<Rates>,
    file: &'a str,
}

#[derive(Serialize)]
struct Written {
    en: String,
    zh: String,
}

#[derive(Serialize)]
struct Rates {
    precision: Rate,
    recall: Rate,
}

/// A share with Wilson's bounds at 95 %, in per cent; null of nothing.
#[derive(Serialize)]
struct Rate {
    part: usize,
    whole: usize,
    percent: Option<String>,
    low: Option<String>,
    high: Option<String>,
}

impl Rate {
    fn new(ratio: Ratio) -> Self {
        let percent = |tenths: eval::Tenths| tenths.to_string().replace('%', "");
        Self {
            part: ratio.part,
            whole: ratio.whole,
            percent: ratio.share().map(percent),
            low: ratio.bounds().map(|(low, _)| percent(low)),
            high: ratio.bounds().map(|(_, high)| percent(high)),
        }
    }
}

fn record(rule: &Rule) -> Record<'_> {
    let examples = |expect: Expect| rule.examples().iter().filter(|it| it.expect == expect).map(Example::marked).collect();
    let written =
        |both: &(recount::rule::Template, recount::rule::Template)| Written { en: both.0.written(), zh: both.1.written() };
    Record {
        id: &rule.id,
        kind: rule.kind_name,
        severity: rule.severity.name(),
        summary: Both { en: &rule.summary().en, zh: &rule.summary().zh },
        about: Both { en: &rule.about().en, zh: &rule.about().zh },
        tags: rule.tags(),
        sources: rule.sources(),
        holds: Some(&**rule.relation()).filter(|relation| *relation != rule.kind_name),
        find: rule.find(),
        message: written(rule.message()),
        help: rule.help().map(written),
        fix: rule.fix().map(|fix| mended(fix, rule.safe_in(), Language::En)),
        good: examples(Expect::Silent),
        bad: examples(Expect::Found),
        missed: examples(Expect::Missed),
        measured: eval::measured(&rule.id)
            .map(|measured| Rates { precision: Rate::new(measured.precision()), recall: Rate::new(measured.recall()) }),
        file: &rule.file,
    }
}
