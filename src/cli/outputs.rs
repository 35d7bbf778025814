//! In which forms a check tells its findings, and where each goes: what was asked for, and what suits the place it runs in.

use std::{
    collections::hash_map::RandomState,
    env,
    hash::{BuildHasher, Hasher},
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueEnum};
use recount::{
    check::Language,
    finding::Severity,
    output::{
        Format as Listed,
        findings::{Fenced, Format, Frame, Paths, Renderer, StepSummary},
    },
    rule::RuleSet,
};

use super::{
    failure::Failure,
    options::{Color, WIDTH, columns},
    projects::Projects,
    sink::{Sink, To},
};

/// In which forms, and where to.
#[derive(Debug, Args)]
pub(super) struct Outputs {
    /// Form of the findings [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Form>,
    /// Write to a file instead of standard output; as FORMAT=FILE, beside it and in another form, repeatable
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = Output::read)]
    output: Vec<Output>,
    /// Colours in text output
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

/// A form, as its option names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One line a finding: path:line:column: severity[rule] message
    Concise,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// Reviewdog's diagnostic format
    Rdjson,
    /// Logging commands of Azure Pipelines
    Azure,
    /// Table for spreadsheets
    Csv,
    /// Markdown table
    Markdown,
    /// Apache Parquet: a table for programs
    Parquet,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Concise => Self::Concise,
            Form::Jsonl => Self::Jsonl,
            Form::Json => Self::Json,
            Form::Sarif => Self::Sarif,
            Form::Github => Self::Github,
            Form::Gitlab => Self::Gitlab,
            Form::Junit => Self::Junit,
            Form::Checkstyle => Self::Checkstyle,
            Form::Rdjson => Self::Rdjson,
            Form::Azure => Self::Azure,
            Form::Csv => Self::Csv,
            Form::Markdown => Self::Markdown,
            Form::Parquet => Self::Parquet,
        }
    }
}

/// One `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Output {
    /// `None` for what else goes to standard output.
    format: Option<Format>,
    file: PathBuf,
}

/// Why an `--output` is refused.
pub(super) const NO_FORMAT: &str = "what stands before `=` is no format; a file with `=` in its name is written ./NAME";

impl Output {
    fn read(written: &str) -> Result<Self, String> {
        let whole = || Ok(Self { format: None, file: written.into() });
        let Some((name, file)) = written.split_once('=') else { return whole() };
        if name.contains(['/', '\\', '.']) {
            return whole();
        }
        let format = Format::named(name).filter(|_| !file.is_empty()).ok_or(NO_FORMAT)?;
        Ok(Self { format: Some(format), file: file.into() })
    }
}

/// Where the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surroundings {
    /// Nowhere in particular.
    Plain,
    /// In a step of GitHub Actions.
    GithubActions,
    /// In the compilation buffer of Emacs, which follows `path:line:column`.
    Compilation,
}

impl Outputs {
    /// The file that standard output goes to, where it does.
    pub(super) fn main_file(&self) -> Option<&Path> {
        self.output.iter().find(|output| output.format.is_none()).map(|output| output.file.as_path())
    }

    /// Every file that is written.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.output.iter().map(|output| output.file.as_path())
    }

    /// Whether what is not told in a file of its own is coloured.
    pub(super) fn is_coloured(&self) -> bool {
        self.color.wanted(self.main_file().is_some())
    }

    /// The form of what is not told in a file of its own.
    pub(super) fn main(&self) -> Format {
        match (self.format, self.surroundings()) {
            (Some(form), _) => form.into(),
            (None, Surroundings::Compilation) => Format::Concise,
            (None, _) => Format::Text,
        }
    }

    /// Whether the summary stands where people read the findings, and not on standard error.
    pub(super) fn summarises(&self) -> bool {
        matches!(self.main(), Format::Text | Format::Markdown)
    }

    /// Only what nobody asked for depends on it.
    fn surroundings(&self) -> Surroundings {
        let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
        if self.format.is_some() || self.main_file().is_some() {
            Surroundings::Plain
        } else if is("GITHUB_ACTIONS", "true") {
            Surroundings::GithubActions
        } else if env::var("INSIDE_EMACS").is_ok_and(|inside| inside.contains("compile")) {
            Surroundings::Compilation
        } else {
            Surroundings::Plain
        }
    }

    /// Opens every output. `aside` says that standard output is wanted for a mended text, `diff` that changes are printed in place
    /// of findings.
    pub(super) fn open(&self, projects: &Projects, fail_on: Option<Severity>, aside: bool, diff: bool) -> Result<Sink, Failure> {
        if self.output.iter().filter(|output| output.format.is_none()).count() > 1 {
            return Err(Failure::usage(
                "--output names two files for one thing: write FORMAT=FILE for each but one",
                "--output 为同一内容指定了两个文件:除一个外,请写成 格式=文件",
            ));
        }
        let aside = aside && self.main_file().is_none();
        let is_table = self.main() == Format::Parquet && !diff;
        if is_table && self.main_file().is_none() && (aside || io::stdout().is_terminal()) {
            return Err(no_table_here());
        }
        let main_file = self.main_file().filter(|_| !is_table);
        let mut sink = if aside { Sink::aside() } else { Sink::open(main_file, Listed::Text)? };
        let (language, rules) = (projects.language(), Arc::clone(&projects.run().rules));
        let opening = Opening { language, rules, fail_on, here: env::current_dir().unwrap_or_default() };
        if !diff {
            let colour = self.is_coloured();
            let width = if self.main_file().is_none() { columns(io::stdout()) } else { WIDTH };
            let renderer = |format| opening.renderer(format, colour).within(width);
            let in_actions = self.surroundings() == Surroundings::GithubActions && !aside;
            match self.main() {
                // What is no annotation is in the log all the same.
                Format::Github => opening.annotated(&mut sink, renderer(Format::Concise))?,
                Format::Parquet => {
                    let to = To::Table(self.main_file().map(Path::to_path_buf));
                    sink.telling(renderer(Format::Parquet), opening.frame(Format::Parquet), to)?;
                }
                format if in_actions => opening.annotated(&mut sink, renderer(format))?,
                format => sink.telling(renderer(format), opening.frame(format), To::Main)?,
            }
        }
        for output in &self.output {
            if let Some(format) = output.format {
                let file = output.file.clone();
                let to = if format == Format::Parquet { To::Table(Some(file)) } else { To::File(file) };
                sink.telling(opening.renderer(format, false), opening.frame(format), to)?;
            }
        }
        Ok(sink)
    }
}

/// That a terminal, or what is read as text, is no place for a table.
pub(super) fn no_table_here() -> Failure {
    Failure::usage(
        "--format parquet is no text: name a file with --output, or send it to a file",
        "--format parquet 的输出不是文本:请用 --output 指定文件,或重定向到文件",
    )
}

/// What every output that is opened has in common.
struct Opening {
    language: Language,
    rules: Arc<RuleSet>,
    fail_on: Option<Severity>,
    here: PathBuf,
}

impl Opening {
    fn frame(&self, format: Format) -> Box<dyn Frame> {
        format.frame(self.language, &self.rules)
    }

    fn renderer(&self, format: Format, colour: bool) -> Renderer {
        let paths = Paths { here: self.here.clone(), root: self.root(format) };
        Renderer::new(format, self.language, colour).under(self.fail_on, paths)
    }

    /// The folder at which paths begin: the work tree where a service says which it is, else the current folder. What people and
    /// scripts read names files as they were named.
    fn root(&self, format: Format) -> PathBuf {
        let service = match format {
            Format::Text | Format::Concise | Format::Json | Format::Jsonl | Format::Parquet => return PathBuf::new(),
            Format::Gitlab => "CI_PROJECT_DIR",
            Format::Azure => "BUILD_SOURCESDIRECTORY",
            _ => "GITHUB_WORKSPACE",
        };
        let tree = env::var_os(service).map(PathBuf::from).filter(|tree| self.here.starts_with(tree));
        tree.unwrap_or_else(|| self.here.clone())
    }

    /// Findings in a log of GitHub Actions: as text that no command can hide in, as annotations, and in the summary of the step.
    fn annotated(&self, sink: &mut Sink, log: Renderer) -> Result<(), Failure> {
        let language = self.language;
        // A word that nobody can have written into a report.
        let token = format!("recount-{:016x}", RandomState::new().build_hasher().finish());
        let frame = Fenced::new(self.frame(log.format), token);
        sink.telling(log, Box::new(frame), To::Main)?;
        let format = Format::Github;
        sink.telling(self.renderer(format, false), self.frame(format), To::Main)?;
        if let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) {
            let frame: Box<dyn Frame> = Box::new(StepSummary::new(language));
            sink.telling(self.renderer(Format::Markdown, false), frame, To::Below(path.into()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_is_a_file_or_a_format_and_a_file() {
        let output = |format, file: &str| Ok(Output { format, file: file.into() });
        assert_eq!(Output::read("out.txt"), output(None, "out.txt"));
        assert_eq!(Output::read("sarif=a=b.sarif"), output(Some(Format::Sarif), "a=b.sarif"));
        assert_eq!(Output::read("./sarif=x"), output(None, "./sarif=x"));
        for wrong in ["srif=x", "sarif=", "=x"] {
            assert_eq!(Output::read(wrong), Err(NO_FORMAT.to_owned()));
        }
    }

    #[test]
    fn every_form_has_its_name() {
        for form in Form::value_variants() {
            let name = form.to_possible_value().unwrap().get_name().to_owned();
            assert_eq!(Format::named(&name), Some((*form).into()));
        }
        assert_eq!(Form::value_variants().len(), Format::ALL.len());
    }
}
