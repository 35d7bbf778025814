//! Options that several subcommands share.

use std::{
    env,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueEnum};
use recount::{
    output::{self, Sheet},
    rule::RuleSet,
    walk::{Choice, Configs},
};

pub(super) use super::speech::Speech;
use super::{failure::Failure, outputs::no_table_here, projects::Projects, reading::Reading, selection::Selection, sink::Sink};

/// What is read.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files and folders; `-` is standard input [default: the current folder]
    pub(super) paths: Vec<PathBuf>,
    /// Name of what `-` reads; its ending tells the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Read files that are named even where `[files] exclude` passes them over
    #[arg(long)]
    pub(super) no_force_exclude: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Threads that check documents [default: one a processor]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
}

impl Inputs {
    /// Where the inputs stand, for their settings: standard input is where its name says.
    pub(super) fn places(&self) -> Vec<PathBuf> {
        let named = |path: &PathBuf| match &self.stdin_filename {
            Some(name) if path == Path::new("-") => name.clone(),
            _ => path.clone(),
        };
        self.paths.iter().map(named).collect()
    }

    /// Whether standard input is among them: what else there is of a corpus is not known then.
    pub(super) fn are_piped(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }
}

/// Where settings come from.
#[derive(Debug, Args)]
pub(super) struct ConfigOptions {
    /// Settings for all files, in place of the nearest recount.toml of each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Built-in rules only, no configuration
    #[arg(long)]
    isolated: bool,
}

impl ConfigOptions {
    /// The settings of every file, with more rules.
    pub(super) fn configs(&self, rules: &[PathBuf]) -> Configs {
        Configs::new(self.choice(), rules.to_vec())
    }

    /// Where settings come from.
    pub(super) fn choice(&self) -> Choice {
        match &self.config {
            Some(file) => Choice::File(file.clone()),
            None if self.isolated => Choice::Isolated,
            None => Choice::Nearest,
        }
    }
}

/// Which rules are in force.
#[derive(Debug, Args)]
pub(super) struct RuleOptions {
    /// Only rules whose id matches, as `share/*`; repeatable
    #[arg(long, visible_alias = "rule", value_name = "GLOB", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Not the rules whose id matches; repeatable
    #[arg(long, value_name = "GLOB", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR", conflicts_with = "isolated")]
    pub(super) rules: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
}

impl RuleOptions {
    /// Whether nothing is said about rules.
    pub(super) fn is_default(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty() && self.rules.is_empty() && !self.config.isolated
    }

    /// What is in force for a run over some places.
    pub(super) fn projects(&self, paths: &[PathBuf], speech: &Speech) -> Result<Projects, Failure> {
        Projects::new(self.config.configs(&self.rules), paths, speech)
    }

    /// Which rules are wanted of those in force.
    pub(super) fn selection(&self, projects: &Projects) -> Result<Selection, Failure> {
        Selection::new(&projects.run().rules, &self.select, &self.ignore)
    }
}

/// Which findings count, and whether documents are compared.
#[derive(Debug, Args)]
pub(super) struct Extent {
    /// Leave out what is in this baseline, which `recount baseline` wrote
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Leave out rules that were right less often than this on labelled cases
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(super) min_precision: Option<u32>,
    /// Look for reports and passages that stand in several of the documents; reads them twice
    #[arg(long)]
    pub(super) duplicates: bool,
}

/// The rules in force in the current folder, and those of other files.
pub(super) fn rules(more: &[PathBuf]) -> Result<Arc<RuleSet>, Failure> {
    let here = Configs::new(Choice::Nearest, more.to_vec()).of_folder(Path::new(""));
    let mistakes = here.mistakes();
    if mistakes.is_empty() { Ok(Arc::clone(&here.rules)) } else { Err(Failure::Config(mistakes)) }
}

/// How the result is written.
#[derive(Debug, Args)]
struct Form {
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a list is told.
#[derive(Debug, Args)]
pub(super) struct Listing {
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    pub(super) speech: Speech,
}

impl Listing {
    /// The form of its items.
    pub(super) fn format(&self) -> output::Format {
        self.form.format.into()
    }

    /// Opens where it goes.
    pub(super) fn open(&self) -> Result<Sink, Failure> {
        if self.form.format == Format::Parquet {
            return Err(Failure::usage(
                "--format parquet is for findings, claims and figures",
                "--format parquet 只用于问题、陈述和数字",
            ));
        }
        Sink::open(self.form.output.as_deref(), self.format())
    }

    /// The same for a list that can be a table.
    pub(super) fn open_as(&self, sheet: Sheet) -> Result<Sink, Failure> {
        let file = self.form.output.as_deref();
        match self.form.format {
            Format::Parquet if file.is_none() && io::stdout().is_terminal() => Err(no_table_here()),
            Format::Parquet => Sink::table(file, sheet),
            _ => self.open(),
        }
    }
}

/// A form of output, as its option names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
    /// Apache Parquet: a table for programs
    Parquet,
}

/// A table is made of JSON lines.
impl From<Format> for output::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Jsonl | Format::Parquet => Self::Jsonl,
            Format::Json => Self::Json,
        }
    }
}

/// A form of output of what is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Shape {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// The columns that people are used to.
pub(super) const WIDTH: usize = 80;

/// The columns of an output that is a terminal; of anything else, those that people are used to.
pub(super) fn columns(output: impl AsTerminal) -> usize {
    terminal_size::terminal_size_of(output).map_or(WIDTH, |(terminal_size::Width(columns), _)| usize::from(columns))
}

#[cfg(unix)]
pub(super) use std::os::fd::AsFd as AsTerminal;
#[cfg(windows)]
pub(super) use std::os::windows::io::AsHandle as AsTerminal;

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Color {
    /// In a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Even in a file
    Always,
    /// Not even in a terminal
    Never,
}

impl Color {
    /// Whether what goes to standard output, or to a file, is coloured.
    pub(super) fn wanted(self, to_file: bool) -> bool {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => !to_file && !dumb && !set("NO_COLOR") && io::stdout().is_terminal(),
        }
    }
}
