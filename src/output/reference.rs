//! The rule reference in Markdown, `rules/README.md`: made of the rules' own fields, so that it cannot say anything else.

use std::fmt::Write;

use super::{clean::clean, findings::cell};
use crate::{
    eval,
    rule::{Expect, Fix, Rule, RuleSet},
};

/// What stands above the rules.
const INTRODUCTION: &str = "# The rules

*Made from the files in this folder; do not edit. `just regenerate` writes it.*

Each file holds one family. A rule says what must hold, brings its messages in English and Chinese, and brings its own tests:
`good` examples in which nothing is found, `bad` ones in which what stands in `[[ ]]` is found, and `missed` ones, which are
known gaps. `recount explain RULE` shows a rule with its patterns; CONTRIBUTING.md says how to write one.
";

/// A column of the overview: its title, and what it says of a rule. A new column is a new line here.
type Column = (&'static str, fn(&Rule) -> String);

/// The columns of the overview.
const COLUMNS: &[Column] = &[
    ("rule", |rule| format!("[`{0}`](#{1})", rule.id, anchor(&rule.id))),
    ("severity", |rule| rule.severity.name().to_owned()),
    ("what must hold", |rule| cell(&rule.summary().en)),
    ("规则", |rule| cell(&rule.summary().zh)),
    ("right (of findings on labelled cases)", |rule| {
        eval::measured(&rule.id).and_then(eval::Measured::in_short).unwrap_or_default()
    }),
    ("fix", |rule| rule.fix().map_or("", mended).to_owned()),
];

/// The reference of all rules of a set, in the order of their files.
pub fn reference(rules: &RuleSet) -> String {
    let mut out = String::from(INTRODUCTION);
    // Writing to a string cannot fail.
    let _ = write!(out, "\nRules: {}\n", rules.rules().len());
    for family in rules.rules().chunk_by(|one, next| one.file == next.file) {
        if let Some(first) = family.first() {
            let _ = writeln!(out, "\n## {0}\n", first.file);
        }
        table(&mut out, family);
        for rule in family {
            details(&mut out, rule);
        }
    }
    out
}

fn table(out: &mut String, rules: &[Rule]) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(COLUMNS.iter().map(|(title, _)| (*title).to_owned()).collect()));
    out.push_str(&row(COLUMNS.iter().map(|_| "---".to_owned()).collect()));
    for rule in rules {
        out.push_str(&row(COLUMNS.iter().map(|(_, says)| says(rule)).collect()));
    }
}

fn details(out: &mut String, rule: &Rule) {
    let _ = writeln!(out, "\n### {}\n", rule.id);
    for about in [&rule.about().en, &rule.about().zh].into_iter().filter(|about| !about.trim().is_empty()) {
        let _ = writeln!(out, "{}\n", about.trim());
    }
    let _ = writeln!(out, "```text");
    for (title, expect) in [("good", Expect::Silent), ("bad", Expect::Found), ("missed", Expect::Missed)] {
        for example in rule.examples().iter().filter(|example| example.expect == expect) {
            let _ = writeln!(out, "{title:7} {}", clean(&example.marked()));
        }
    }
    let _ = writeln!(out, "```");
}

/// A fix in a few words.
fn mended(fix: &Fix) -> &'static str {
    match fix {
        Fix::DeleteLine { safe: true } => "deletes the line",
        Fix::DeleteLine { safe: false } => "deletes the line (unsafe)",
        Fix::DeleteMatch { safe: true } => "deletes it",
        Fix::DeleteMatch { safe: false } => "deletes it (unsafe)",
        Fix::ReplaceMatch { safe: true, .. } | Fix::Replace { safe: true, .. } => "replaces it",
        Fix::ReplaceMatch { safe: false, .. } | Fix::Replace { safe: false, .. } => "replaces it (unsafe)",
    }
}

/// The anchor that a heading gets: letters, digits and hyphens.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|character| character.is_alphanumeric() || *character == '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_what_its_fields_say() {
        let mut rules = RuleSet::default();
        let file = r#"
[[rule]]
id = "own/draft"
kind = "pattern"
severity = "warning"
summary = { en = "A draft | is no report", zh = "草稿不是报告" }
about = { en = "Drafts are marked.", zh = "" }
find = ['征求意见稿']
message = { en = "a draft", zh = "草稿" }
fix = { delete = "line" }
good = ["定稿。"]
bad = ["[[征求意见稿]]\n正文。"]
"#;
        rules.add("own.toml", file).unwrap();
        let expected = r"
Rules: 1

## own.toml

| rule | severity | what must hold | 规则 | right (of findings on labelled cases) | fix |
| --- | --- | --- | --- | --- | --- |
| [`own/draft`](#owndraft) | warning | A draft \| is no report | 草稿不是报告 |  | deletes the line (unsafe) |

### own/draft

Drafts are marked.

```text
good    定稿。
bad     [[征求意见稿]]␊正文。
```
";
        assert_eq!(reference(&rules).strip_prefix(INTRODUCTION), Some(expected));
    }
}
