//! `recount explain`: all about one rule.

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use recount::{
    check::Language,
    eval,
    output::{Format, clean::clean, text},
    rule::{Example, Expect, Rule},
};

use super::{
    Status,
    failure::Failure,
    options::{self, Speech},
    rules::spoken,
    selection::nearest,
    sink::Sink,
};

/// Explain one rule, with its examples
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Its id, as `share/of-total`
    rule: String,
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

impl Explain {
    /// Explains it, or names the nearest rules.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let rules = options::rules(&self.rules)?;
        let Some(rule) = rules.get(&self.rule) else {
            return Err(Failure::Usage(format!("no rule is called `{}`{}", self.rule, nearest(&rules, &self.rule))));
        };
        let mut sink = Sink::open(None, Format::Text)?;
        sink.text(&explained(rule, self.speech.language()))?;
        sink.close()
    }
}

fn explained(rule: &Rule, language: Language) -> String {
    let en = language == Language::En;
    let severity = text::severity(rule.severity, language);
    // Writing to a string cannot fail.
    let mut out = format!("{} ({severity})\n{}\n", clean(&rule.id), clean(spoken(&rule.summary, language)));
    let about = spoken(&rule.about, language);
    if !about.is_empty() {
        let _ = writeln!(out);
        for line in about.trim_end().lines() {
            let _ = writeln!(out, "{}", clean(line));
        }
    }
    list(&mut out, if en { "what must hold" } else { "应满足" }, [clean(&rule.relation).into_owned()]);
    list(&mut out, if en { "patterns" } else { "句式" }, rule.find.iter().map(|pattern| clean(pattern).into_owned()));
    let titles = if en { ["right", "wrong", "known gaps"] } else { ["正确示例", "错误示例", "尚未识别"] };
    for (title, expect) in titles.into_iter().zip([Expect::Silent, Expect::Found, Expect::Missed]) {
        list(&mut out, title, rule.examples.iter().filter(|example| example.expect == expect).map(marked));
    }
    list(&mut out, if en { "measured on labelled cases" } else { "标注用例实测" }, measured(&rule.id, en));
    list(&mut out, if en { "file" } else { "规则文件" }, [clean(&rule.file).into_owned()]);
    out
}

/// How often it was right, and how often it noticed, on the project's labelled cases.
fn measured(rule: &str, en: bool) -> Vec<String> {
    let Some(measured) = eval::measured(rule) else { return Vec::new() };
    let (precision, recall) = (measured.precision(), measured.recall());
    let [right, noticed] = if en { ["right", "noticed"] } else { ["正确", "发现"] };
    let lines = [(right, precision), (noticed, recall)].into_iter().filter(|(_, ratio)| ratio.whole > 0);
    lines.map(|(name, ratio)| format!("{name} {}/{}: {ratio}", ratio.part, ratio.whole)).collect()
}

/// A title and what stands under it; nothing where nothing does.
fn list(out: &mut String, title: &str, items: impl IntoIterator<Item = String>) {
    let mut items = items.into_iter().filter(|item| !item.is_empty()).peekable();
    if items.peek().is_some() {
        let _ = writeln!(out, "\n{title}:");
    }
    for item in items {
        let _ = writeln!(out, "    {item}");
    }
}

/// An example with `[[ ]]` around what should be found, fit for a terminal.
pub(super) fn marked(example: &Example) -> String {
    clean(&example.marked()).into_owned()
}
