//! `recount config`: the settings in force for a path, and where each was made. What is printed is itself a `recount.toml`.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use recount::{
    config::{Amount, Config, Limit, Origin, Set},
    kind::Setting,
    output::{self, clean::clean, json},
    walk::Project,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Status,
    failure::Failure,
    options::{ConfigOptions, Shape, Speech},
    projects::Projects,
    sink::Sink,
};

/// Show the settings in force for a path, and where each was made
#[derive(Debug, Args)]
pub(super) struct Show {
    /// A file or a folder [default: the current folder]
    path: Option<PathBuf>,
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR", conflicts_with = "isolated")]
    rules: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Shape,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    speech: Speech,
}

/// One setting.
#[derive(Debug, Serialize)]
struct Shown {
    key: String,
    value: Value,
    /// `default`, `file`, `command-line` or `locale`.
    from: &'static str,
    file: Option<String>,
    line: Option<usize>,
    /// Why, where the file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Show {
    /// Shows them.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let path = self.path.as_deref().unwrap_or(Path::new("."));
        let projects = Projects::new(self.config.configs(&self.rules), &[path.to_owned()], &self.speech)?;
        let project = projects.run();
        let mut shown = vec![self.language(&projects)];
        shown.extend(settings(project, path));
        let excluded = !project.config.walk.exclude.value.is_empty() && project.config.walk.exclude(&project.relative(path));
        let mut sink = Sink::open(None, output::Format::Text)?;
        match self.format {
            Shape::Text => sink.text(&text(path, &project.config, excluded, &shown))?,
            Shape::Json => {
                let path = path.to_string_lossy();
                let mut out = String::new();
                let all = json!({ "path": path, "excluded": excluded, "files": project.config.files, "settings": shown });
                json::write(&mut out, &all);
                sink.text(&out)?;
            }
        }
        sink.close()
    }

    fn language(&self, projects: &Projects) -> Shown {
        let value = json!(projects.language().name());
        match (&self.speech.asked(), &projects.run().config.lang) {
            (Some(_), _) => shown("lang", value, &Origin::CommandLine),
            (None, Some(lang)) => shown("lang", value, &lang.from),
            (None, None) => Shown { from: "locale", ..shown("lang", value, &Origin::Default) },
        }
    }
}

/// Every setting but the language, in the order of the file.
fn settings(project: &Project, path: &Path) -> Vec<Shown> {
    let Config { fail_on, walk, encoding, jsonl, csv, gate, .. } = &project.config;
    let settings = project.settings(path);
    let mut all = vec![
        shown("fail-on", json!(fail_on.value.name()), &fail_on.from),
        shown("files.include", json!(walk.include.value), &walk.include.from),
        shown("files.exclude", json!(walk.exclude.value), &walk.exclude.from),
    ];
    all.extend(encoding.iter().map(|set| shown("input.encoding", json!(set.value.name()), &set.from)));
    for (input, fields) in [("jsonl", jsonl), ("csv", csv)] {
        let names = ["text", "id", "title", "date", "source"];
        let fields = names.iter().zip(fields);
        all.extend(fields.map(|(name, set)| shown(format!("input.{input}.{name}"), json!(set.value), &set.from)));
    }
    all.push(shown("rounding.last-digit", json!(settings.last_digit.value.name()), &settings.last_digit.from));
    for (rule, of) in settings.of(&project.rules) {
        let key = format!("rules.\"{}\"", rule.id);
        let severity = shown(format!("{key}.severity"), json!(of.level.value.name()), &of.level.from);
        all.push(Shown { reason: of.reason.clone(), ..severity });
        all.extend(of.options.iter().map(|(name, set)| {
            let value = match &set.value {
                Setting::Number(number) => json!(number),
                Setting::Words(words) => json!(words),
            };
            shown(format!("{key}.{name}"), value, &set.from)
        }));
    }
    all.extend(gate.iter().flat_map(limit));
    all
}

fn limit(limit: &Limit) -> Vec<Shown> {
    let of = |name: &str, set: &Set<Amount>| {
        let value = match &set.value {
            Amount::Count(count) => json!(count),
            share @ Amount::Percent(_) => json!(share.to_string()),
        };
        shown(format!("gate.{}.{name}", json!(limit.rules.value)), value, &set.from)
    };
    let documents = limit.documents.as_ref().map(|set| of("documents", set));
    documents.into_iter().chain(limit.findings.as_ref().map(|set| of("findings", set))).collect()
}

fn shown(key: impl Into<String>, value: Value, from: &Origin) -> Shown {
    let (key, (file, line)) = (key.into(), place(from));
    let from = match from {
        Origin::Default => "default",
        Origin::File { .. } => "file",
        Origin::CommandLine => "command-line",
    };
    Shown { key, value, from, file, line, reason: None }
}

fn place(from: &Origin) -> (Option<String>, Option<usize>) {
    match from {
        Origin::File { file, line, .. } => (Some(file.to_string()), Some(*line)),
        Origin::Default | Origin::CommandLine => (None, None),
    }
}

/// The settings as TOML, each with its origin in a comment.
fn text(path: &Path, config: &Config, excluded: bool, all: &[Shown]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# {}", clean(&path.to_string_lossy()));
    if excluded {
        let _ = writeln!(out, "# passed over by files.exclude");
    }
    let lines: Vec<String> = all.iter().map(|shown| format!("{} = {}", shown.key, toml(&shown.value))).collect();
    let width = lines.iter().map(|line| line.chars().count()).filter(|width| *width <= 60).max().unwrap_or(0);
    for (line, shown) in lines.iter().zip(all) {
        let from = match (&shown.file, shown.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            _ => shown.from.replace('-', " "),
        };
        let why = shown.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        let _ = writeln!(out, "{:width$}  # {}{}", clean(line), clean(&from), clean(&why));
    }
    if config.files.len() > 1 {
        let _ = writeln!(out, "# settings, the weightiest last: {}", clean(&config.files.join(", ")));
    }
    out
}

/// A value in TOML, which writes strings, numbers and lists as JSON does.
fn toml(value: &Value) -> String {
    value.to_string()
}
