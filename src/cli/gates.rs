//! What makes a run fail, as it is said: the severity of findings, the number of warnings, and limits for the rules of a glob.

use clap::{Args, ValueEnum};
use recount::{
    config::{Config, FailOn},
    gate::{GateError, Gates, Written},
    rule::RuleSet,
};

use super::{failure::Failure, selection::nearest};

/// What makes a run fail.
#[derive(Debug, Clone, Args)]
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
    /// The lowest severity that fails a run, where the command line says.
    pub(super) fn severity(&self) -> Option<FailOn> {
        self.fail_on.map(FailOn::from)
    }

    /// The limits for a run as a whole: of its settings and, before them, of the command line.
    pub(super) fn gates(&self, config: &Config, rules: &RuleSet) -> Result<Gates, Failure> {
        let mut written = of_settings(config)?;
        for limit in &self.limits {
            written.add(limit).map_err(|error| wrong("--gate", &error, ""))?;
        }
        let mut gates = ready(&written, rules)?;
        gates.max_warnings = self.max_warnings;
        Ok(gates)
    }

    /// The limits of settings for the files under them, but those that the command line has for the whole run.
    pub(super) fn own_gates(&self, config: &Config, rules: &RuleSet) -> Result<Gates, Failure> {
        let (mut written, mut given) = (of_settings(config)?, Written::default());
        for limit in &self.limits {
            given.add(limit).map_err(|error| wrong("--gate", &error, ""))?;
        }
        for (glob, given) in &given.limits {
            if let Some(limits) = written.limits.get_mut(glob) {
                limits.documents = limits.documents.take().filter(|_| given.documents.is_none());
                limits.findings = limits.findings.take().filter(|_| given.findings.is_none());
            }
        }
        written.limits.retain(|_, limits| limits.documents.is_some() || limits.findings.is_some());
        ready(&written, rules)
    }
}

/// The limits of settings.
fn of_settings(config: &Config) -> Result<Written, Failure> {
    let mut written = Written::default();
    for limit in &config.gate {
        let amounts = [("documents", &limit.documents), ("findings", &limit.findings)];
        for (measure, amount) in amounts.into_iter().filter_map(|(measure, amount)| Some((measure, amount.as_ref()?))) {
            let limit = format!("{}:{measure}={}", limit.rules.value, amount.value);
            written.add(&limit).map_err(|error| wrong("gate", &error, ""))?;
        }
    }
    Ok(written)
}

/// Limits that are ready to be counted for.
fn ready(written: &Written, rules: &RuleSet) -> Result<Gates, Failure> {
    let ids: Vec<&str> = rules.rules().iter().map(|rule| &*rule.id).collect();
    written.gates(&ids).map_err(|error| {
        let near = if let GateError::NoRule(glob) = &error { nearest(rules, glob) } else { String::new() };
        wrong("gate", &error, &near)
    })
}

fn wrong(place: &str, error: &GateError, near: &str) -> Failure {
    Failure::usage(format!("{place}: {error}{near}"), format!("{place}:{}{near}", error.chinese()))
}
