//! The whole program on corpora that are made on the spot, beside `rg` and `cat` on the same files: how many times their processor time
//! it takes. Runs alternate, and the median of the ratios counts, so that what else the machine does disturbs little.
//!
//!     cargo bench --bench process -- [--files N] [--length BYTES] [--text MB] [--lines MB] [--runs N] [--write PAGE]
//!
//! Makes 20,000 files of 5 KB, of which the first is also checked alone, one text of 100 MB and lines of JSON of 100 MB, in a folder that
//! goes with it. `--write` puts the table between the marks of a page. `RG` names another `rg`, without which its ratios are left out, and
//! `RECOUNT` another build of the program.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_types,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a tool for developers, who look at its output; and a time is no figure of a report"
)]

#[path = "../chance/mod.rs"]
mod chance;
#[path = "../made/mod.rs"]
mod made;

use std::process::ExitCode;

#[cfg(unix)]
mod measure;

#[cfg(unix)]
fn main() -> ExitCode {
    match measure::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("process: {why}");
            ExitCode::from(2)
        }
    }
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    println!("skipped: the processor time of other programs is asked for on Unix alone");
    ExitCode::SUCCESS
}
