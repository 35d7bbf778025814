//! `recount` reads a report and counts again: it recomputes every figure that the report itself gives the means to check,
//! and finds what should never have been left in the text.

pub mod check;
pub mod claim;
pub mod document;
pub mod example;
pub mod figure;
pub mod finding;
pub mod kind;
pub mod rule;
pub mod verdict;
pub mod view;
pub mod walk;
