//! What makes a run fail: the severity of findings, the number of warnings, and limits for the rules of a glob.

use clap::{Args, ValueEnum};
use recount::{
    config::{Config, FailOn},
    finding::Severity,
    gate::{GateError, Gates, Written},
    rule::RuleSet,
};

use super::{failure::Failure, selection::nearest};

/// What makes a run fail.
#[derive(Debug, Args)]
pub(super) struct GateOptions {
    /// Lowest severity that makes the exit status 1, of findings of rules without a limit of their own [default: as recount.toml says, else error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<Least>,
    /// Exit with 1 where there are more warnings than this of rules without a limit of their own
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,
    /// Limit for the rules of a glob, as `boilerplate/*:documents=2%` or `share/*:findings=0`; repeatable
    #[arg(long = "gate", value_name = "GLOB:LIMIT")]
    limits: Vec<String>,
}

/// The lowest severity that counts for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Least {
    Error,
    Warning,
    Info,
    Never,
}

impl From<Least> for FailOn {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Info => Self::Info,
            Least::Never => Self::Never,
        }
    }
}

impl GateOptions {
    /// The lowest severity that fails a run.
    pub(super) fn severity(&self, config: &Config) -> Option<Severity> {
        self.fail_on.map_or(config.fail_on.value, FailOn::from).severity()
    }

    /// The limits of the settings and, before them, of the command line.
    pub(super) fn gates(&self, config: &Config, rules: &RuleSet) -> Result<Gates, Failure> {
        let mut written = Written::default();
        for limit in &config.gate {
            let amounts = [("documents", &limit.documents), ("findings", &limit.findings)];
            for (measure, amount) in amounts.into_iter().filter_map(|(measure, amount)| Some((measure, amount.as_ref()?))) {
                let limit = format!("{}:{measure}={}", limit.rules.value, amount.value);
                written.add(&limit).map_err(|error| Failure::usage(format!("gate: {error}"), format!("gate:{error}")))?;
            }
        }
        for limit in &self.limits {
            written.add(limit).map_err(|error| Failure::usage(format!("--gate: {error}"), format!("--gate:{error}")))?;
        }
        let ids: Vec<&str> = rules.rules().iter().map(|rule| &*rule.id).collect();
        let mut gates = written.gates(&ids).map_err(|error| {
            let near = if let GateError::NoRule(glob) = &error { nearest(rules, glob) } else { String::new() };
            Failure::usage(format!("gate: {error}{near}"), format!("gate:{error}{near}"))
        })?;
        gates.max_warnings = self.max_warnings;
        Ok(gates)
    }
}
