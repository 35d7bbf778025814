//! `recount` reads a report and counts again: it recomputes every figure that the report itself gives the means to check,
//! and finds what should never have been left in the text.
//!
//! Data flows one way; each room is a function from values to values, and none looks back:
//!
//! ```text
//! files ─▶ documents ─▶ view ─▶ figures ─▶ claims ─▶ verdicts ─▶ findings ─▶ output
//!  walk      decode      fold     lex       match      solve      explain     print
//! ```
//!
//! A [`check::Checker`] takes a [`document::Document`] through all of it:
//!
//! ```
//! use recount::{
//!     check::{Checker, Language},
//!     document::Document,
//!     rule::RuleSet,
//!     verdict::Verdict,
//! };
//!
//! let rules = RuleSet::built_in();
//! let checker = Checker::new(rules, Language::En);
//! let checked = checker.check(&Document::new("report.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。"));
//! assert_eq!(checked.findings.len(), 1);
//! assert_eq!(checked.findings[0].message, "27名 of 36名 is 75%, not 57%");
//! assert_eq!(checked.findings[0].verdict, Some(Verdict::Contradicted));
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::invisible_characters,
        clippy::string_slice,
        reason = "a test that panics has failed, which is its purpose; and some hold damaged text"
    )
)]

pub mod baseline;
pub mod check;
pub mod claim;
pub mod config;
pub mod corpus;
pub mod document;
pub mod eval;
pub mod example;
pub mod figure;
pub mod finding;
pub mod fix;
pub mod gate;
pub mod kind;
pub mod output;
#[cfg(feature = "python")]
mod python;
pub mod rule;
pub mod server;
pub mod suppress;
pub mod verdict;
pub mod view;
pub mod walk;
