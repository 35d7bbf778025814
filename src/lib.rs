//! `recount` reads a report and counts again: it recomputes every figure that the report itself gives the means to check,
//! and finds what should never have been left in the text.

pub mod document;
pub mod figure;
pub mod view;
pub mod walk;
