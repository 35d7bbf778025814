//! `recount man`: the manual pages, one a command, made from the options themselves.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Command};
use recount::{check::Language, output::Format};

use super::{Status, failure::Failure, help, options::Speech, sink::Sink};

/// Print the manual page, or write the pages of all commands
#[derive(Debug, Args)]
#[command(after_help = "`recount man | man -l -` shows the page of the program, `man -l DIR/recount-check.1` that of `check`.")]
pub(super) struct Man {
    /// Write a page for each command to this folder
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

/// Headings as the library has them, as we say them, and in Chinese.
const HEADINGS: [(&str, &str, &str); 9] = [
    ("NAME", "NAME", "名称"),
    ("SYNOPSIS", "SYNOPSIS", "概要"),
    ("DESCRIPTION", "DESCRIPTION", "说明"),
    ("OPTIONS", "OPTIONS", "选项"),
    ("SUBCOMMANDS", "COMMANDS", "命令"),
    ("EXTRA", "NOTES", "附注"),
    ("VERSION", "VERSION", "版本"),
    ("MENDING", "MENDING", "修复"),
    ("SPLITTING A CORPUS", "\"SPLITTING A CORPUS\"", "划分语料"),
];

impl Man {
    /// Prints the page of the program, or writes all pages.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let language = self.speech.language();
        let mut command = help::command(language).disable_help_subcommand(true);
        command.build();
        match &self.output_dir {
            None => print(None, &page(&command, language)),
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| Failure::Write(folder.display().to_string(), error))?;
                write(&command, folder, language)
            }
        }
    }
}

/// Writes the page of a command and those of the commands under it.
fn write(command: &Command, folder: &Path, language: Language) -> Result<Status, Failure> {
    for under in command.get_subcommands().filter(|under| !under.is_hide_set() && under.get_name() != "help") {
        write(under, folder, language)?;
    }
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    print(Some(&folder.join(format!("{name}.1"))), &page(command, language))
}

fn print(path: Option<&Path>, page: &str) -> Result<Status, Failure> {
    let mut sink = Sink::open(path, Format::Text)?;
    sink.text(page)?;
    sink.close()
}

/// The page of one command, in roff.
fn page(command: &Command, language: Language) -> String {
    let mut page = Vec::new();
    let source = concat!("recount ", env!("CARGO_PKG_VERSION"));
    // Nothing that could fail: it is written to memory.
    let _ = clap_mangen::Man::new(command.clone()).source(source).render(&mut page);
    let page = String::from_utf8_lossy(&page);
    let page = page.lines().map(|line| heading(line, language).unwrap_or_else(|| line.to_owned()) + "\n").collect();
    match language {
        Language::En => page,
        Language::Zh => help::phrases(page),
    }
}

/// A line that is a heading, in our words.
fn heading(line: &str, language: Language) -> Option<String> {
    let name = line.strip_prefix(".SH ")?;
    let (_, en, zh) = HEADINGS.iter().find(|(of_library, ..)| *of_library == name.trim_matches('"'))?;
    Some(match language {
        Language::En => format!(".SH {en}"),
        Language::Zh => format!(".SH {zh}"),
    })
}
