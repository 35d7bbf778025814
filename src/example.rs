//! The rules' own examples, through the whole flow.

use jiff::civil::{Date, date};

use crate::{
    check::Checker,
    corpus::{Sketch, Survey},
    document::{self, Document, Place},
    finding::Finding,
    kind::{Recounts, suppression::Suppression},
    rule::{Example, Expect, Rule},
};

/// What an example did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Passed,
    /// A `bad` example, and nothing was found.
    Missed,
    /// A `good` example, and something was found.
    Noisy,
    /// Found, but not where `[[ ]]` stand.
    Misplaced,
    /// A `missed` example that is found now: move it to `bad`.
    NoLongerMissed,
}

/// What stands between the documents of an example that needs several, on a line of its own.
pub const CUT: &str = "\n---8<---\n";

/// Runs one example of a rule, through that rule alone.
pub fn run(checker: &Checker, rule: &Rule, example: &Example) -> Outcome {
    let found = if rule.kind_name == Suppression::NAME {
        // What it says depends on what all the other rules say.
        of_suppression(checker, rule, example)
    } else {
        findings(checker, rule, &example.text)
    };
    match (example.expect, found.is_empty()) {
        (Expect::Silent | Expect::Missed, true) => Outcome::Passed,
        (Expect::Silent, false) => Outcome::Noisy,
        (Expect::Missed, false) => Outcome::NoLongerMissed,
        (Expect::Found, true) => Outcome::Missed,
        (Expect::Found, false) => {
            let (start, end) = example.span.unwrap_or_default();
            let there = |finding: &Finding| finding.place.start == start && finding.place.end == end;
            if found.iter().any(there) { Outcome::Passed } else { Outcome::Misplaced }
        }
    }
}

/// The day on which the examples are read.
const TODAY: Date = date(2025, 1, 1);

/// What a rule says of the suppressions in an example, which is read as Markdown.
fn of_suppression(checker: &Checker, rule: &Rule, example: &Example) -> Vec<Finding> {
    let documents = document::documents("example.md", example.text.as_bytes()).filter_map(Result::ok);
    let found = documents.flat_map(|document| checker.check_on(TODAY, &document).findings);
    found.filter(|finding| finding.rule == rule.id).collect()
}

/// What a rule finds in the documents of an example, at places of its whole text.
fn findings(checker: &Checker, rule: &Rule, text: &str) -> Vec<Finding> {
    let documents: Vec<Document> = text
        .split(CUT)
        .zip(1_usize..)
        .map(|(text, number)| Document { id: Some(number.to_string()), ..Document::new("example", text) })
        .collect();
    if let [document] = documents.as_slice() {
        return checker.check_with([rule], document).findings;
    }
    let mut survey = Survey::default();
    documents.iter().for_each(|document| survey.add(document, &Sketch::of(document)));
    let corpus = survey.finish();
    let mut base = 0_usize;
    let mut all = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let moved = |place: Place| Place { start: base.saturating_add(place.start), end: base.saturating_add(place.end) };
        let found = checker.check_beside([rule], document, corpus.beside(number, document)).findings;
        all.extend(found.into_iter().map(|finding| Finding { place: moved(finding.place), ..finding }));
        base = base.saturating_add(document.text.len()).saturating_add(CUT.len());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::Language, rule::RuleSet};

    #[test]
    fn every_built_in_example_behaves() {
        let checker = Checker::new(RuleSet::built_in(), Language::En);
        let mut amiss = Vec::new();
        for rule in checker.rules().rules() {
            for example in rule.examples() {
                let outcome = run(&checker, rule, example);
                if outcome != Outcome::Passed {
                    amiss.push(format!("{}:{} {} {outcome:?}: {}", rule.file, example.line, rule.id, example.text));
                }
            }
        }
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
    }

    /// Pieces of pages, whole and broken.
    const PIECES: [&str; 30] = [
        "东川县",
        "青山镇| ",
        "\n",
        "。",
        ",",
        ",,",
        "?",
        "？",
        "\u{FFFD}",
        "\u{E000}",
        "(xiāng)",
        "(",
        "）",
        "“",
        "”",
        "《",
        "\"",
        "20xx年",
        "98%%",
        "ä¸­å›½",
        "鍏ㄥ浗",
        "?丝诘",
        "h",
        "&nbsp;",
        "<td>",
        "来源: ",
        "作者:",
        "位置: > ",
        "\u{200B}",
        "🙂",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_makes_a_rule_panic_and_every_finding_lies_in_the_text(picks in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            static CHECKER: std::sync::LazyLock<Checker> =
                std::sync::LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::Zh));
            let text: String = picks.iter().filter_map(|&pick| PIECES.get(pick)).copied().collect();
            let document = Document::new("example", text.as_str());
            for finding in CHECKER.check(&document).findings {
                proptest::prop_assert!(text.get(finding.place.start..finding.place.end).is_some(), "{:?}", finding);
                for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                    proptest::prop_assert!(text.get(edit.place.start..edit.place.end).is_some(), "{:?}", edit);
                }
            }
        }
    }
}
