//! Why the program could not do its job, and how that is said on standard error.

use std::io::{self, IsTerminal, Write};

use miette::Diagnostic;
use recount::{
    config::ConfigError,
    document::system,
    output::{clean::clean, text},
    rule::{Help, RuleError},
};
use thiserror::Error;

use super::{Status, options::columns, speech::either};

/// Why the program could not do its job.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// Bad usage, or nothing to do.
    #[error("{0}")]
    Usage(String),
    /// Rule files with mistakes; none of their rules is run.
    #[error("rule files have mistakes")]
    Rules(Vec<RuleError>),
    /// Settings with mistakes; nothing is run under them.
    #[error("settings have mistakes")]
    Config(Vec<ConfigError>),
    /// The output cannot be written.
    #[error("cannot write {0}: {1}")]
    Write(String, io::Error),
    /// Whoever reads the output has read enough. The run ends as it stands.
    #[error("closed pipe")]
    Closed(Status),
}

impl Failure {
    /// Bad usage, or nothing to do: in English and in Chinese.
    pub(super) fn usage(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::Usage(either(en.into(), zh.into()))
    }

    /// A rule that there is not, and which are near.
    pub(super) fn unknown_rule(id: &str, near: &str) -> Self {
        Self::usage(format!("no rule is called `{id}`{near}"), format!("没有规则 `{id}`{near}"))
    }

    /// Says it on standard error; the status to exit with.
    pub(super) fn report(self) -> Status {
        match self {
            Self::Closed(status) => return status,
            Self::Rules(errors) => errors.iter().for_each(|error| point(error, error.chinese(), error.advice())),
            Self::Config(errors) => errors.iter().for_each(|error| point(error, error.chinese(), error.advice())),
            Self::Usage(_) => say(&self.to_string()),
            Self::Write(ref path, ref error) => {
                say(&either(self.to_string(), format!("无法写入 {path}:{}", system(&error.to_string()))))
            }
        }
        Status::Failed
    }
}

/// Says a mistake with its place in its file.
fn point(error: &dyn Diagnostic, chinese: String, help: Option<&Help>) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let chinese = either(None, Some((chinese, help.map(Help::chinese))));
    say_raw(&format!("{}\n", text::mistake(error, chinese, colour, columns(io::stderr()))));
}

/// Says something on standard error, in one line and clean of control characters.
pub(super) fn say(message: &str) {
    say_raw(&format!("recount: {}\n", clean(message)));
}

/// Nobody may be listening there; that is no reason to stop.
pub(super) fn say_raw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
