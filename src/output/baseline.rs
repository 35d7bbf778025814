//! A baseline as its file, and what two baselines have more and less of, for people.

use std::fmt::Write;

use super::{clean::clean, json};
use crate::{
    baseline::{Baseline, Change},
    check::Language,
};

/// The lines of a baseline's file.
pub fn file(baseline: &Baseline) -> String {
    let mut out = String::new();
    baseline.lines().for_each(|line| json::write(&mut out, &line));
    out
}

/// What changed, one line a fingerprint: `+ share/of-total  a.txt  …占[[62.1%]]。`, with `×3` where it is more than one.
pub fn changes(changes: &[Change<'_>], language: Language) -> String {
    let mut out = String::new();
    for change in changes {
        let sign = if change.more > 0 { '+' } else { '-' };
        let times = change.more.unsigned_abs();
        let times = if times > 1 { format!("  ×{times}") } else { String::new() };
        let whole = if language == Language::En { "(the report as a whole)" } else { "(全文)" };
        let text = if change.text.is_empty() { whole } else { change.text };
        let _ = writeln!(out, "{sign} {}  {}  {}{times}", clean(change.rule), clean(&places(&change.paths)), clean(text));
    }
    out
}

/// The first files, and how many more.
fn places(paths: &[&str]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = paths.iter().take(SHOWN).copied().collect();
    match paths.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{}, … (+{more})", shown.join(", ")),
    }
}
