//! The table of limits at the end of a run: what may be, what is, and whether it passes. Passing ones are told too.

use std::fmt::Write;

use super::{clean::clean, statistics::percent};
use crate::{
    check::Language,
    gate::{Amount, Judged, Measure},
};

/// The table of limits; nothing where there are none.
pub fn table(judged: &[Judged<'_>], language: Language) -> String {
    let en = language == Language::En;
    let mut out = String::new();
    if judged.is_empty() {
        return out;
    }
    // As wide as the columns of numbers below.
    let _ = writeln!(out, "{}", if en { "    limit   measured  gate" } else { "     上限       实测  门槛" });
    for gate in judged {
        let verdict = match (gate.passed, en) {
            (true, true) => "passed  ",
            (false, true) => "exceeded",
            (true, false) => "通过",
            (false, false) => "超限",
        };
        let most = gate.most.to_string();
        let _ = writeln!(out, "{most:>9}  {:>9}  {verdict}  {}", measured(gate), about(gate, language));
    }
    out
}

/// What was measured, in the terms of the limit: `3`, or `1.4%`.
pub(super) fn measured(gate: &Judged<'_>) -> String {
    match gate.most {
        Amount::Number(_) => gate.count.to_string(),
        Amount::Percent(_) if gate.documents == 0 => "0%".to_owned(),
        Amount::Percent(_) => percent(gate.count, gate.documents),
    }
}

/// `boilerplate/*: documents, 3 of 214`
fn about(gate: &Judged<'_>, language: Language) -> String {
    let en = language == Language::En;
    let measure = match (gate.measure, en) {
        (Measure::Documents, true) => "documents",
        (Measure::Findings, true) => "findings",
        (Measure::Documents, false) => "文档",
        (Measure::Findings, false) => "发现",
    };
    let of = match (&gate.most, gate.measure, en) {
        (Amount::Number(_), ..) => String::new(),
        (Amount::Percent(_), Measure::Documents, true) => format!(", {} of {}", gate.count, gate.documents),
        (Amount::Percent(_), Measure::Findings, true) => format!(", {} in {} documents", gate.count, gate.documents),
        (Amount::Percent(_), Measure::Documents, false) => format!(",{}篇中有{}篇", gate.documents, gate.count),
        (Amount::Percent(_), Measure::Findings, false) => format!(",{}篇中有{}处", gate.documents, gate.count),
    };
    let folder = match (gate.folder, en) {
        (None, _) => String::new(),
        (Some(folder), true) => format!(", in {}", clean(folder)),
        (Some(folder), false) => format!("({})", clean(folder)),
    };
    match (gate.glob, en) {
        (Some(glob), true) => format!("{}: {measure}{of}{folder}", clean(glob)),
        (Some(glob), false) => format!("{}:{measure}{of}{folder}", clean(glob)),
        (None, true) => "warnings of rules without a limit".to_owned(),
        (None, false) => "无单独门槛的规则的警告".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(glob: Option<&'static str>, measure: Measure, most: &str, count: usize, passed: bool) -> Judged<'static> {
        Judged { folder: None, glob, measure, most: most.parse().unwrap(), count, documents: 214, passed }
    }

    #[test]
    fn every_limit_is_told_with_what_was_measured() {
        let gates = [
            judged(Some("boilerplate/*"), Measure::Documents, "2%", 3, true),
            judged(Some("share/*"), Measure::Findings, "0", 2, false),
            judged(Some("text/*"), Measure::Findings, "0.5%", 2, false),
            judged(None, Measure::Findings, "10", 10, true),
            Judged { folder: Some("county"), ..judged(Some("text/*"), Measure::Documents, "2%", 3, true) },
        ];
        let en = [
            "    limit   measured  gate",
            "       2%       1.4%  passed    boilerplate/*: documents, 3 of 214",
            "        0          2  exceeded  share/*: findings",
            "     0.5%       0.9%  exceeded  text/*: findings, 2 in 214 documents",
            "       10         10  passed    warnings of rules without a limit",
            "       2%       1.4%  passed    text/*: documents, 3 of 214, in county",
        ];
        assert_eq!(table(&gates, Language::En).lines().collect::<Vec<_>>(), en);
        let zh = [
            "     上限       实测  门槛",
            "       2%       1.4%  通过  boilerplate/*:文档,214篇中有3篇",
            "        0          2  超限  share/*:发现",
            "     0.5%       0.9%  超限  text/*:发现,214篇中有2处",
            "       10         10  通过  无单独门槛的规则的警告",
            "       2%       1.4%  通过  text/*:文档,214篇中有3篇(county)",
        ];
        assert_eq!(table(&gates, Language::Zh).lines().collect::<Vec<_>>(), zh);
        assert_eq!(table(&[], Language::En), "");
    }
}
