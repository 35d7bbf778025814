//! `recount rules`: the rules in force.

use std::path::{Path, PathBuf};

use clap::Args;
use recount::{
    check::Language,
    config::Level,
    eval::{self, Measured},
    output::{self, clean::clean, json, text},
    rule::{Rule, Text},
};
use serde::Serialize;

use super::{
    Status,
    failure::Failure,
    options::{ConfigOptions, Shape, Speech},
    projects::Projects,
    sink::Sink,
};

/// List the rules in force
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR", conflicts_with = "isolated")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Shape,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    severity: &'a str,
    summary: Both<'a>,
    tags: &'a [String],
    file: &'a str,
    /// On the project's labelled cases; null for a rule that none of them hears.
    measured: Option<Measured>,
}

#[derive(Serialize)]
pub(super) struct Both<'a> {
    pub(super) en: &'a str,
    pub(super) zh: &'a str,
}

impl Rules {
    /// Lists them, in the order of their files.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let projects = Projects::new(self.config.configs(&self.rules), &[], &self.speech)?;
        let (rules, settings) = (&projects.run().rules, projects.run().settings(Path::new("")));
        let mut sink = Sink::open(None, if self.format == Shape::Json { output::Format::Json } else { output::Format::Text })?;
        let width = rules.rules().iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
        for (rule, of) in settings.of(rules) {
            let mut line = String::new();
            match self.format {
                Shape::Text => line = row(rule, of.level.value, width, projects.language()),
                Shape::Json => json::write(&mut line, &record(rule, of.level.value)),
            }
            sink.items(&line)?;
        }
        sink.close()
    }
}

fn row(rule: &Rule, level: Level, width: usize, language: Language) -> String {
    let severity =
        level.severity().map_or(if language == Language::En { "off" } else { "关闭" }, |it| text::severity(it, language));
    // Chinese words are all as wide as each other, English ones are padded.
    let precision = eval::measured(&rule.id).and_then(Measured::in_short).unwrap_or_else(|| "-".to_owned());
    format!("{:width$}  {severity:7}  {precision:>12}  {}\n", clean(&rule.id), clean(spoken(rule.summary(), language)))
}

fn record(rule: &Rule, level: Level) -> Record<'_> {
    Record {
        id: &rule.id,
        severity: level.name(),
        summary: Both { en: &rule.summary().en, zh: &rule.summary().zh },
        tags: rule.tags(),
        file: &rule.file,
        measured: eval::measured(&rule.id),
    }
}

/// A text in one of its languages, in the other where it has only that.
pub(super) fn spoken(text: &Text, language: Language) -> &str {
    let (first, second) = match language {
        Language::En => (&text.en, &text.zh),
        Language::Zh => (&text.zh, &text.en),
    };
    if first.is_empty() { second } else { first }
}
