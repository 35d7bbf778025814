//! The command line of `recount`: parse, run, exit.

#![forbid(unsafe_code)]

mod cli;

use std::process::ExitCode;

/// A check makes many small values and drops them soon.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
