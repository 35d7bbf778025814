//! `recount test`: the examples of rules, through the whole flow.

use std::path::PathBuf;

use clap::Args;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use recount::{
    check::{Checker, Language},
    example::{self, Outcome},
    output::{Format, clean::clean},
    rule::{Expect, Rule, RuleSet},
    walk::with_rules,
};

use super::{Status, explain::marked, failure::Failure, options::Speech, sink::Sink};

/// Run the examples of rules
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Rule files [default: the built-in rules]
    files: Vec<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

impl Test {
    /// Runs them; the exit status is 1 where one does not behave.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let mut sink = Sink::open(None, Format::Text)?;
        let (mut rules, mut examples, mut failed) = (0_usize, 0_usize, 0_usize);
        for set in self.sets()? {
            let checker = Checker::new(set, self.speech.language());
            let tests: Vec<Vec<Option<String>>> =
                checker.rules().rules().par_iter().map(|rule| failures(&checker, rule)).collect();
            rules = rules.saturating_add(tests.len());
            for outcome in tests.into_iter().flatten() {
                examples = examples.saturating_add(1);
                let Some(line) = outcome else { continue };
                failed = failed.saturating_add(1);
                sink.status = Status::Found;
                sink.text(&line)?;
            }
        }
        sink.text(&summary(rules, examples, failed, self.speech.language()))?;
        sink.close()
    }

    /// The built-in rules, or each file by itself.
    fn sets(&self) -> Result<Vec<RuleSet>, Failure> {
        if self.files.is_empty() {
            return Ok(vec![RuleSet::built_in().map_err(Failure::Rules)?]);
        }
        self.files.iter().map(|file| with_rules(RuleSet::default(), file).map_err(Failure::Rules)).collect()
    }
}

/// What went wrong with each example of a rule; `None` for one that behaves.
fn failures(checker: &Checker, rule: &Rule) -> Vec<Option<String>> {
    let examples = rule.examples.iter().map(|example| {
        let outcome = example::run(checker, rule, example);
        let name = name(outcome, example.expect, checker.language());
        let told = || format!("{}:{}: {name}: {}: {}\n", clean(&rule.file), example.line, clean(&rule.id), marked(example));
        (outcome != Outcome::Passed).then(told)
    });
    examples.collect()
}

/// What an example did, in one word.
fn name(outcome: Outcome, expect: Expect, language: Language) -> &'static str {
    let (en, zh) = match (outcome, expect) {
        (Outcome::Passed, Expect::Silent) => ("silent", "无问题"),
        (Outcome::Passed, Expect::Found) | (Outcome::NoLongerMissed, _) => ("found", "已发现"),
        (Outcome::Passed, Expect::Missed) | (Outcome::Missed, _) => ("missed", "未发现"),
        (Outcome::Noisy, _) => ("noisy", "误报"),
        (Outcome::Misplaced, _) => ("misplaced", "位置不符"),
    };
    if language == Language::En { en } else { zh }
}

fn many(rules: usize) -> String {
    if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }
}

fn summary(rules: usize, examples: usize, failed: usize, language: Language) -> String {
    match (language, failed) {
        (Language::En, 0) => format!("{examples} examples of {}, all as they should be\n", many(rules)),
        (Language::En, _) => format!("{examples} examples of {}, {failed} not as they should be\n", many(rules)),
        (Language::Zh, 0) => format!("{rules}条规则的{examples}个示例,全部符合预期\n"),
        (Language::Zh, _) => format!("{rules}条规则的{examples}个示例,{failed}个不符合预期\n"),
    }
}
