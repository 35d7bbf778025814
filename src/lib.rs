//! `recount` reads a report and counts again: it recomputes every figure that the report itself gives the means to check,
//! and finds what should never have been left in the text.

#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::invisible_characters,
        clippy::string_slice,
        reason = "a test that panics has failed, which is its purpose; and some hold damaged text"
    )
)]

pub mod check;
pub mod claim;
pub mod document;
pub mod eval;
pub mod example;
pub mod figure;
pub mod finding;
pub mod kind;
pub mod output;
pub mod rule;
pub mod verdict;
pub mod view;
pub mod walk;
