//! `recount schema`: JSON Schema for editors and for programs that read the output.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use recount::{
    config,
    output::{Format, schema},
    rule,
};
use serde_json::Value;

use super::{Status, failure::Failure, options::Speech, sink::Sink};

/// Print the JSON Schema of rule files, of recount.toml or of an output
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Schema {
    /// What is described
    #[arg(value_enum, default_value_t)]
    of: Of,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

const AFTER_HELP: &str = "An editor with a TOML language server completes and checks a rule file whose first line names the schema: \
`#:schema ./recount-rules.schema.json`.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Of {
    /// Settings: recount.toml
    Config,
    /// Rule files
    #[default]
    Rules,
    /// A line of `check --format jsonl`
    Findings,
    /// A line of `claims --format jsonl`
    Claims,
    /// A line of `figures --format jsonl`
    Figures,
    /// A line of `trace --format jsonl`
    Trace,
}

impl Schema {
    /// Prints it.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let mut sink = Sink::open(self.output.as_deref(), Format::Text)?;
        // A JSON value has nothing that could not be written.
        sink.text(&format!("{:#}\n", self.of.schema()))?;
        sink.close()
    }
}

impl Of {
    fn schema(self) -> Value {
        match self {
            Self::Config => config::schema(),
            Self::Rules => rule::schema(),
            Self::Findings => schema::findings(),
            Self::Claims => schema::claims(),
            Self::Figures => schema::figures(),
            Self::Trace => schema::trace(),
        }
    }
}
