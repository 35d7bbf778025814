//! The program from outside: what it prints, in each form, and how it exits.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is its purpose"
)]

mod adversarial;
mod authoring;
mod baseline;
mod chinese;
mod cli;
mod compare;
mod config;
mod damage;
mod dashboard;
mod duplicates;
mod eval;
mod formats;
mod gates;
mod inputs;
mod labelled;
mod language;
mod mistakes;
mod monorepo;
mod news;
mod output;
mod packaging;
#[cfg(feature = "parquet")]
mod parquet;
mod proof;
mod properties;
mod readme;
mod reference;
mod repair;
mod reports;
mod resume;
mod rooms;
mod rules;
mod sample;
mod schema;
mod server;
mod settings;
mod shared;
mod suppress;
mod terminal;
mod trace;

/// Compares with a file of `snapshots/`, where all snapshots live. A missing one fails.
#[macro_export]
macro_rules! assert_snapshot {
    ($name:expr, $value:expr) => {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $value) })
    };
}
