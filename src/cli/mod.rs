//! The command line: one file a subcommand. Everything that knows of arguments, terminals and exit statuses is here.

mod baseline;
mod check;
mod claims;
mod compare;
mod completions;
mod config;
mod draft;
mod duplicates;
mod eval;
mod explain;
mod failure;
mod figures;
mod fix;
mod gates;
mod help;
mod init;
mod input;
mod journal;
mod judge;
mod known;
mod lists;
mod man;
mod new_rule;
mod news;
mod options;
mod outputs;
mod progress;
mod projects;
mod reading;
mod report;
mod rules;
mod run;
mod schema;
mod selection;
mod server;
mod shown;
mod sink;
mod speech;
mod test;
mod trace;
mod unreadable;
mod whole;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Read reports and count again: figures that do not add up, text that should not be there.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Check,
}

impl Cli {
    /// The command that is to be run.
    fn wanted(self) -> Command {
        self.command.unwrap_or(Command::Check(self.check))
    }
}

const AFTER_HELP: &str = "`recount PATHS` is `recount check PATHS`; a path with the name of a command is written `./test`.
Exit status: 0 nothing at or above --fail-on and no limit exceeded, 1 something is, 2 the program could not do its job, 130 it was stopped (with --resume).";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Claims(claims::Claims),
    Figures(figures::Figures),
    Trace(trace::Trace),
    Rules(rules::Rules),
    Explain(explain::Explain),
    Test(test::Test),
    Eval(eval::Eval),
    NewRule(new_rule::NewRule),
    Schema(schema::Schema),
    Config(config::Show),
    Init(init::Init),
    Baseline(baseline::Baseline),
    Compare(compare::Compare),
    Server(server::Server),
    Report(report::Report),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a run ended, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing at or above the gate.
    Clean = 0,
    /// Something is.
    Found = 1,
    /// The program could not do its job, or not all of it.
    Failed = 2,
    /// It was asked to stop, and another run can go on from there.
    Stopped = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Runs the command line of this process.
pub(crate) fn main() -> ExitCode {
    run::keep_panics_quiet();
    let command = match help::parse() {
        Ok(command) => command,
        Err(status) => return status.into(),
    };
    let done = match command {
        Command::Check(check) => check.run(),
        Command::Claims(claims) => claims.run(),
        Command::Figures(figures) => figures.run(),
        Command::Trace(trace) => trace.run(),
        Command::Rules(rules) => rules.run(),
        Command::Explain(explain) => explain.run(),
        Command::Test(test) => test.run(),
        Command::Eval(eval) => eval.run(),
        Command::NewRule(new) => new.run(),
        Command::Schema(schema) => schema.run(),
        Command::Config(config) => config.run(),
        Command::Init(init) => init.run(),
        Command::Baseline(baseline) => baseline.run(),
        Command::Compare(compare) => compare.run(),
        Command::Server(server) => server.run(),
        Command::Report(report) => report.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    };
    done.unwrap_or_else(|failure| failure.report()).into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
