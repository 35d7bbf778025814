//! What SARIF says of a rule: the rule's own words, its examples, and how often it was right on labelled cases.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{clean, level};
use crate::{
    check::Language,
    eval::{self, Ratio},
    finding::{Severity, UNREADABLE},
    rule::{Example, Expect, Rule, RuleSet, Text},
};

/// Examples of each sort.
const EXAMPLES: usize = 3;

/// The rule of an id. One that the run as a whole does not know, as of settings of a single folder, is told by its name.
pub(super) fn descriptor(id: &str, rules: &RuleSet, language: Language) -> Value {
    if let Some(rule) = rules.get(id) {
        return described(rule, language);
    }
    let words = match (id, language) {
        (UNREADABLE, Language::En) => "Every document can be read",
        (UNREADABLE, Language::Zh) => "文档应能读取",
        _ => id,
    };
    let text = json!({ "text": words });
    json!({ "id": id, "name": name(id), "shortDescription": text, "fullDescription": text, "help": text })
}

fn described(rule: &Rule, language: Language) -> Value {
    let (summary, about) = (in_language(rule.summary(), language), in_language(rule.about(), language).trim());
    let full = if about.is_empty() { summary } else { about };
    let measured = eval::measured(&rule.id);
    let mut properties = json!({ "tags": rule.tags(), "problem.severity": problem(rule.severity) });
    if let (Some(measured), Some(fields)) = (measured, properties.as_object_mut()) {
        if let Some(precision) = precision(measured.precision()) {
            fields.insert("precision".to_owned(), json!(precision));
        }
        if let Some(words) = measured.in_short() {
            fields.insert("recount/measured".to_owned(), json!(words));
        }
    }
    json!({
        "id": &*rule.id,
        "name": name(&rule.id),
        "shortDescription": { "text": clean(summary) },
        "fullDescription": { "text": clean(full) },
        "help": { "text": help(rule, full, language, false), "markdown": help(rule, full, language, true) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": properties,
    })
}

/// `ShareOfTotal`
fn name(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    id.split(['/', '-']).map(capital).collect()
}

/// What GitHub calls a severity.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// The word for a precision, by what is certain of it: the lower of Wilson's bounds at 95 %.
fn precision(ratio: Ratio) -> Option<&'static str> {
    let (low, _) = ratio.bounds()?;
    Some(match low.0 {
        900.. => "very-high",
        750.. => "high",
        500.. => "medium",
        _ => "low",
    })
}

/// A text in one of its languages, in the other where it has only that.
fn in_language(text: &Text, language: Language) -> &str {
    let (first, second) = match language {
        Language::En => (&text.en, &text.zh),
        Language::Zh => (&text.zh, &text.en),
    };
    if first.is_empty() { second } else { first }
}

fn help(rule: &Rule, about: &str, language: Language, markdown: bool) -> String {
    let mut help = about.to_owned();
    let titles = match language {
        Language::En => ["Right", "Wrong", "Sources"],
        Language::Zh => ["正确示例", "错误示例", "依据"],
    };
    let examples = |expect: Expect| rule.examples().iter().filter(move |example| example.expect == expect).map(Example::marked);
    let lists: [Vec<String>; 3] = [
        examples(Expect::Silent).take(EXAMPLES).collect(),
        examples(Expect::Found).take(EXAMPLES).collect(),
        rule.sources().to_vec(),
    ];
    for (title, list) in titles.into_iter().zip(lists).filter(|(_, list)| !list.is_empty()) {
        let _ = write!(help, "\n\n{title}:\n");
        if markdown {
            let _ = write!(help, "\n```text\n");
        }
        list.iter().for_each(|line| help.push_str(&format!("{}\n", clean(line))));
        if markdown {
            let _ = write!(help, "```");
        }
    }
    help.trim_end().to_owned()
}
