//! `recount server`: the language server, on standard input and output.

use std::{
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use clap::Args;
use recount::server::{Options, Sources, serve};

use super::{
    Status,
    failure::Failure,
    options::{ConfigOptions, Speech},
    speech,
};

/// Serve an editor: the language server, on standard input and output
#[derive(Debug, Args)]
pub(super) struct Server {
    /// More rules: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR", conflicts_with = "isolated")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
    /// Show only what is not in this baseline, which `recount baseline` wrote
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
    /// Talk on standard input and output, as it always does: editors say so
    #[arg(long)]
    stdio: bool,
}

impl Server {
    /// Serves until the editor says that this is the end.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let sources = Sources {
            choice: self.config.choice(),
            rules: self.rules.iter().map(|path| whole(path)).collect(),
            baseline: self.baseline.as_deref().map(whole),
        };
        let options = Options { sources, asked: self.speech.asked(), locale: speech::language() };
        match serve(BufReader::new(io::stdin()), io::stdout().lock(), options) {
            Ok(true) => Ok(Status::Clean),
            // An editor that is gone has not said so: the protocol asks for 1.
            Ok(false) => Ok(Status::Found),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Status::Found),
            Err(error) => Err(Failure::Write("standard output".to_owned(), error)),
        }
    }
}
