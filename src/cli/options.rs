//! Options that several subcommands share.

use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use recount::{
    check::{Checker, Language},
    output,
    rule::RuleSet,
    walk::with_rules,
};

use super::{failure::Failure, selection::Selection};

/// What is read.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files and folders; `-` is standard input [default: the current folder]
    pub(super) paths: Vec<PathBuf>,
    /// Name of what `-` reads; its ending tells the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Threads that check documents [default: one a processor]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
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
    /// Built-in rules only, no configuration
    #[arg(long)]
    isolated: bool,
}

impl RuleOptions {
    /// Whether nothing is said about rules.
    pub(super) fn is_default(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty() && self.rules.is_empty() && !self.isolated
    }

    /// The rules in force, speaking a language, and which of them are wanted.
    pub(super) fn checker(&self, language: Language) -> Result<(Checker, Selection), Failure> {
        let rules = rules(&self.rules)?;
        let selection = Selection::new(&rules, &self.select, &self.ignore)?;
        Ok((Checker::new(rules, language), selection))
    }
}

/// The built-in rules and those of other files.
pub(super) fn rules(more: &[PathBuf]) -> Result<RuleSet, Failure> {
    let mut rules = RuleSet::built_in().map_err(Failure::Rules)?;
    for path in more {
        rules = with_rules(rules, path).map_err(Failure::Rules)?;
    }
    Ok(rules)
}

/// How the result is written.
#[derive(Debug, Args)]
pub(super) struct Form {
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// The language of what is said.
#[derive(Debug, Args)]
pub(super) struct Speech {
    /// Language of messages [default: from the locale]
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
}

impl Speech {
    /// The language that was asked for, else that of the locale.
    pub(super) fn language(&self) -> Language {
        match self.lang {
            Some(Lang::En) => Language::En,
            Some(Lang::Zh) => Language::Zh,
            None => locale(),
        }
    }
}

/// A form of output, as its option names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
}

impl From<Format> for output::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Jsonl => Self::Jsonl,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Color {
    /// In a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
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

/// The language of the locale: the first of these variables that is set decides, as in every program.
fn locale() -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = names.iter().filter_map(env::var_os).find(|value| !value.is_empty());
    match locale {
        Some(locale) if locale.to_string_lossy().to_ascii_lowercase().starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}
