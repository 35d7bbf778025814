//! The rules' own examples, through the whole flow.

use crate::{
    check::Checker,
    document::Document,
    finding::Finding,
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

/// Runs one example of a rule. Only that rule's findings count.
pub fn run(checker: &Checker, rule: &Rule, example: &Example) -> Outcome {
    let document = Document::new("example", example.text.as_str());
    let found: Vec<Finding> = checker.check(&document).findings.into_iter().filter(|finding| finding.rule == rule.id).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::Language, rule::RuleSet};

    #[test]
    fn every_built_in_example_behaves() {
        let rules = RuleSet::built_in().unwrap_or_else(|mistakes| {
            let told: Vec<String> = mistakes.into_iter().map(|mistake| format!("{:?}", miette::Report::new(mistake))).collect();
            panic!("{}", told.join("\n"))
        });
        let checker = Checker::new(rules, Language::En);
        let mut amiss = Vec::new();
        for rule in checker.rules().rules() {
            for example in &rule.examples {
                let outcome = run(&checker, rule, example);
                if outcome != Outcome::Passed {
                    amiss.push(format!("{}:{} {} {outcome:?}: {}", rule.file, example.line, rule.id, example.text));
                }
            }
        }
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
    }
}
