//! How good the rules are: findings and verdicts on labelled cases, as precision and recall with confidence bounds.
//! Knows no files; the cases are given as text.

mod case;
mod measured;
mod score;
mod wilson;

pub use case::{Case, CaseError, Expected, cases};
pub use measured::{Measured, measured, record};
pub use score::{Counts, Mismatch, Score, score};
pub use wilson::{Ratio, Tenths};
