//! Findings in the forms that people, editors and CI services read: one file a form. Each finding is rendered where it was found, on
//! many threads; a frame puts the pieces together in order, and keeps no more than its form makes it keep.

mod annotation;
mod azure;
mod checkstyle;
mod concise;
mod csv;
mod frame;
mod gitlab;
mod junit;
mod markdown;
mod path;
mod rdjson;
mod sarif;
mod spot;
mod xml;

pub use annotation::{Fenced, StepSummary};
pub use frame::{Ending, Frame, Item, Json, Name, Standing};
pub(super) use markdown::cell;
pub use path::Paths;
pub use spot::Spot;

use std::{fmt::Debug, sync::Arc};

use self::frame::Lines;
use super::{json, text};
use crate::{check::Language, finding::Severity, rule::RuleSet};

/// A form in which findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: each finding with its lines, every operand underlined.
    #[default]
    Text,
    /// `path:line:column: severity[rule] message`, one line a finding.
    Concise,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions that make annotations.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit's XML: a suite a document, a case a finding.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// Reviewdog's diagnostic format.
    Rdjson,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// A table for spreadsheets.
    Csv,
    /// A table for comments and pages.
    Markdown,
    /// A table for programs: JSON lines, of which the columns of a Parquet file are made where they are written.
    Parquet,
}

impl Format {
    /// Every form with its name.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Text, "text"),
        (Self::Concise, "concise"),
        (Self::Json, "json"),
        (Self::Jsonl, "jsonl"),
        (Self::Sarif, "sarif"),
        (Self::Github, "github"),
        (Self::Gitlab, "gitlab"),
        (Self::Junit, "junit"),
        (Self::Checkstyle, "checkstyle"),
        (Self::Rdjson, "rdjson"),
        (Self::Azure, "azure"),
        (Self::Csv, "csv"),
        (Self::Markdown, "markdown"),
        (Self::Parquet, "parquet"),
    ];

    /// The form of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|&(format, _)| format)
    }

    /// Whether people read it as it comes.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Concise | Self::Markdown)
    }

    /// Whether it has a place for what is suppressed.
    pub fn tells_suppressed(self) -> bool {
        self == Self::Sarif
    }

    /// What puts the pieces together. The rules are those of the run, for the forms that describe them.
    pub fn frame(self, language: Language, rules: &Arc<RuleSet>) -> Box<dyn Frame> {
        match self {
            Self::Text => Box::new(Lines { summarised: true }),
            Self::Concise | Self::Jsonl | Self::Azure | Self::Parquet => Box::new(Lines::default()),
            Self::Json => Box::new(Json::array()),
            Self::Sarif => Box::new(sarif::Log::new(language, Arc::clone(rules))),
            Self::Github => Box::new(annotation::Annotations::new(language)),
            Self::Gitlab => Box::new(gitlab::Quality::default()),
            Self::Junit => Box::new(junit::Suites),
            Self::Checkstyle => Box::new(checkstyle::Files),
            Self::Rdjson => Box::new(rdjson::frame()),
            Self::Csv => Box::new(csv::Table),
            Self::Markdown => Box::new(markdown::Table::new(language)),
        }
    }
}

/// Renders findings in one form.
#[derive(Debug, Clone)]
pub struct Renderer {
    /// The form.
    pub format: Format,
    /// How paths are told.
    pub paths: Paths,
    /// Findings of this severity or a higher one fail the run; `None` where none does.
    pub fail_on: Option<Severity>,
    language: Language,
    text: text::Findings,
}

impl Renderer {
    /// A renderer that tells paths as they are.
    pub fn new(format: Format, language: Language, colour: bool) -> Self {
        let text = text::Findings::new(language, colour);
        Self { format, paths: Paths::default(), fail_on: Some(Severity::Error), language, text }
    }

    /// The same for a run that findings of a severity fail, and that tells paths in some way.
    pub fn under(self, fail_on: Option<Severity>, paths: Paths) -> Self {
        Self { fail_on, paths, ..self }
    }

    /// The same in a terminal of so many columns.
    #[must_use]
    pub fn within(self, columns: usize) -> Self {
        Self { text: self.text.within(columns), ..self }
    }

    /// One finding in its form.
    pub fn finding(&self, spot: &Spot<'_>) -> String {
        let mut out = String::new();
        match self.format {
            Format::Text => self.text.write(&mut out, spot.page, spot.finding),
            Format::Json | Format::Jsonl | Format::Parquet => json::finding(&mut out, spot.page, spot.finding),
            Format::Concise => concise::finding(&mut out, spot),
            Format::Sarif => sarif::finding(&mut out, spot, self.language),
            Format::Github => annotation::finding(&mut out, spot),
            Format::Gitlab => gitlab::finding(&mut out, spot),
            Format::Junit => junit::finding(&mut out, spot, self.fail_on),
            Format::Checkstyle => checkstyle::finding(&mut out, spot),
            Format::Rdjson => rdjson::finding(&mut out, spot),
            Format::Azure => azure::finding(&mut out, spot),
            Format::Csv => csv::finding(&mut out, spot),
            Format::Markdown => markdown::finding(&mut out, spot, self.language),
        }
        out
    }
}
