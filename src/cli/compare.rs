//! `recount compare`: what came and went between two runs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use recount::{
    document::system,
    output::{
        Format,
        compare::{self, Recorded, findings, metrics},
    },
};

use super::{Status, failure::Failure, options::Listing};

/// Show what came and went between two runs
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Compare {
    /// Findings (`check --format jsonl`) or metrics (`check --metrics FILE`) of the earlier run
    old: PathBuf,
    /// The same of the later run
    new: PathBuf,
    #[command(flatten)]
    listing: Listing,
}

const AFTER_HELP: &str = "Findings are matched by their fingerprints, so that one which only moved did not change.
Exit status: 1 where a finding came, or a rule found more than before.";

impl Compare {
    /// Compares; the exit status is 1 where something was added.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let language = self.listing.speech.language();
        let format = self.listing.format();
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        let mut sink = self.listing.open()?;
        let (text, more) = match (&old, &new) {
            (Recorded::Findings(old), Recorded::Findings(new)) => {
                let difference = findings::difference(old, new);
                let text = if format == Format::Text { difference.text(language) } else { difference.jsonl() };
                (text, !difference.added.is_empty())
            }
            (Recorded::Metrics(old), Recorded::Metrics(new)) => {
                let compared = metrics::compare(old, new);
                let text = if format == Format::Text { metrics::text(&compared, language) } else { metrics::jsonl(&compared) };
                (text, compared.iter().any(metrics::Compared::is_more))
            }
            (Recorded::Findings(_), Recorded::Metrics(_)) | (Recorded::Metrics(_), Recorded::Findings(_)) => {
                let [old, new] = [&self.old, &self.new].map(|path| path.display());
                return Err(Failure::usage(
                    format!("of {old} and {new}, one holds findings and the other metrics"),
                    format!("{old} 与 {new} 一个是问题列表,一个是指标"),
                ));
            }
        };
        if more {
            sink.status = Status::Found;
        }
        sink.items(&text)?;
        sink.close()
    }
}

fn read(path: &Path) -> Result<Recorded, Failure> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::usage(format!("{name} could not be read: {error}"), format!("无法读取 {name}:{}", system(&error.to_string())))
    })?;
    compare::read(&text).map_err(|error| Failure::usage(format!("{name}, {error}"), format!("{name}{}", error.chinese())))
}
