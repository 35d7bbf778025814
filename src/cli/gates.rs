//! What makes a run fail: the severity of findings, the number of warnings, and limits for the rules of a glob.

use clap::{Args, ValueEnum};
use recount::{
    finding::Severity,
    gate::{GateError, Gates, Written},
    rule::RuleSet,
};

use super::{failure::Failure, selection::nearest};

/// What makes a run fail.
#[derive(Debug, Args)]
pub(super) struct GateOptions {
    /// Lowest severity that makes the exit status 1, of findings of rules without a limit of their own
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Exit with 1 where there are more warnings than this of rules without a limit of their own
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,
    /// Limit for the rules of a glob, as `boilerplate/*:documents=2%` or `share/*:findings=0`; repeatable
    #[arg(long = "gate", value_name = "GLOB:LIMIT")]
    limits: Vec<String>,
}

/// The lowest severity that counts for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl GateOptions {
    /// The lowest severity that fails a run.
    pub(super) fn severity(&self) -> Option<Severity> {
        match self.fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }

    /// The limits of the configuration and, before them, of the command line.
    pub(super) fn gates(&self, mut written: Written, rules: &RuleSet) -> Result<Gates, Failure> {
        for limit in &self.limits {
            written.add(limit).map_err(|error| Failure::Usage(format!("--gate: {error}")))?;
        }
        let ids: Vec<&str> = rules.rules().iter().map(|rule| &*rule.id).collect();
        let mut gates = written.gates(&ids).map_err(|error| {
            let near = if let GateError::NoRule(glob) = &error { nearest(rules, glob) } else { String::new() };
            Failure::Usage(format!("gate: {error}{near}"))
        })?;
        gates.max_warnings = self.max_warnings;
        Ok(gates)
    }
}
