//! The table of `--timings`: how long each step of a run took, all threads together, the longest first.

use std::{cmp::Reverse, fmt::Write};

use super::clean::clean;
use crate::check::{Language, timing::Timings};

/// How long a run took, in nanoseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timed {
    /// From beginning to end, on the clock of the wall.
    pub elapsed: u64,
    /// Reading and decoding files.
    pub reading: u64,
    /// Writing out what was found.
    pub writing: u64,
    /// The steps of the checks; `None` where nobody asked.
    pub steps: Option<Timings>,
}

/// The table of steps; nothing where they were not timed.
pub fn table(timed: &Timed, language: Language) -> String {
    let en = language == Language::En;
    let Some(steps) = &timed.steps else { return String::new() };
    let name = |name: (&str, &str)| if en { name.0 } else { name.1 }.to_owned();
    let mut rows: Vec<(u64, String)> = vec![
        (timed.reading, name(("(reading)", "(读取)"))),
        (steps.view, name(("(view)", "(规整)"))),
        (steps.figures, name(("(figures)", "(识数)"))),
        (steps.findings, name(("(findings)", "(汇总)"))),
        (timed.writing, name(("(writing)", "(输出)"))),
    ];
    rows.extend(steps.rules.iter().map(|(rule, time)| (*time, clean(rule).into_owned())));
    // Stable: what took as long stays in the order of the flow, and of ids.
    rows.sort_by_key(|(time, _)| Reverse(*time));
    let all = rows.iter().fold(0_u64, |sum, (time, _)| sum.saturating_add(*time));
    let mut out = String::new();
    // As wide as the columns of numbers below.
    let _ = writeln!(out, "{}", if en { "       ms   share  step" } else { "     毫秒    占比  步骤" });
    for (time, name) in rows {
        let _ = writeln!(out, "{:>9}  {:>6}  {name}", milliseconds(time), share(time, all));
    }
    out.push('\n');
    out
}

/// `12.3`, rounded half up.
pub(super) fn milliseconds(nanoseconds: u64) -> String {
    let tenths = nanoseconds.saturating_add(50_000) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn share(part: u64, whole: u64) -> String {
    let [part, whole] = [part, whole].map(|time| usize::try_from(time / 1000).unwrap_or(usize::MAX));
    super::statistics::percent(part, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_step_comes_first() {
        let rules = [("a/b", 3_000_000), ("a/c", 0), ("a/a", 12_340_000)].map(|(rule, time)| (rule.to_owned(), time));
        let steps = Timings { view: 3_000_000, figures: 1_660_000, rules: rules.into(), findings: 0 };
        let timed = Timed { reading: 0, writing: 0, elapsed: 1, steps: Some(steps) };
        let lines = [
            "       ms   share  step",
            "     12.3   61.7%  a/a",
            "      3.0   15.0%  (view)",
            "      3.0   15.0%  a/b",
            "      1.7    8.3%  (figures)",
            "      0.0    0.0%  (reading)",
            "      0.0    0.0%  (findings)",
            "      0.0    0.0%  (writing)",
            "      0.0    0.0%  a/c",
            "",
        ];
        assert_eq!(table(&timed, Language::En), lines.join("\n") + "\n");
        assert!(table(&timed, Language::Zh).starts_with("     毫秒    占比  步骤\n"));
        assert_eq!(table(&Timed::default(), Language::En), "");
    }
}
