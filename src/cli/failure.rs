//! Why the program could not do its job, and how that is said on standard error.

use std::io::{self, IsTerminal, Write};

use miette::Diagnostic;
use recount::{
    config::ConfigError,
    output::{clean::clean, text},
    rule::RuleError,
};
use thiserror::Error;

use super::Status;

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
    /// Says it on standard error; the status to exit with.
    pub(super) fn report(self) -> Status {
        match self {
            Self::Closed(status) => return status,
            Self::Rules(errors) => errors.iter().for_each(|error| say_raw(&format!("{}\n", rendered(error)))),
            Self::Config(errors) => errors.iter().for_each(|error| say_raw(&format!("{}\n", rendered(error)))),
            Self::Usage(_) | Self::Write(..) => say(&self.to_string()),
        }
        Status::Failed
    }
}

/// Says something on standard error, in one line and clean of control characters.
pub(super) fn say(message: &str) {
    say_raw(&format!("recount: {}\n", clean(message)));
}

/// Nobody may be listening there; that is no reason to stop.
pub(super) fn say_raw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A mistake with its place in its file.
fn rendered(error: &dyn Diagnostic) -> String {
    let render = |colour: bool| {
        let mut text = String::new();
        match text::handler(colour).with_context_lines(1).render_report(&mut text, error) {
            Ok(()) => text,
            Err(_) => format!("{error}\n"),
        }
    };
    let plain = render(false);
    let cleaned: String = plain.lines().map(|line| format!("{}\n", clean(line))).collect();
    // miette prints the file as it is: colours only where there was nothing to clean.
    if cleaned == plain && io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) {
        return render(true);
    }
    cleaned
}
