//! `recount test`: the examples of rules, through the whole flow.

use std::{cmp::Reverse, fmt::Write, path::PathBuf, time::Instant};

use clap::Args;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use recount::{
    check::{Checker, Language},
    claim::Cost,
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
    /// Show how long the examples of each rule took, and which patterns cost more to look for than others, and why
    #[arg(long)]
    timings: bool,
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
            if self.timings {
                sink.text(&timings(&checker))?;
            }
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
            return Ok(vec![RuleSet::built_in()]);
        }
        self.files.iter().map(|file| with_rules(RuleSet::default(), file).map_err(Failure::Rules)).collect()
    }
}

/// What went wrong with each example of a rule; `None` for one that behaves.
fn failures(checker: &Checker, rule: &Rule) -> Vec<Option<String>> {
    let examples = rule.examples().iter().map(|example| {
        let outcome = example::run(checker, rule, example);
        let name = name(outcome, example.expect, checker.language());
        let told = || format!("{}:{}: {name}: {}: {}\n", clean(&rule.file), example.line, clean(&rule.id), marked(example));
        (outcome != Outcome::Passed).then(told)
    });
    examples.collect()
}

/// How long the examples of each rule take, the slowest first; then the patterns that cost more than others.
fn timings(checker: &Checker) -> String {
    let language = checker.language();
    let mut rows: Vec<(u128, &Rule)> = Vec::new();
    for rule in checker.rules().rules() {
        // Once for what is made when it is first needed.
        for measured in [false, true] {
            let start = Instant::now();
            rule.examples().iter().for_each(|example| {
                example::run(checker, rule, example);
            });
            rows.extend(measured.then(|| (start.elapsed().as_micros(), rule)));
        }
    }
    rows.sort_by_key(|(time, _)| Reverse(*time));
    let mut out = String::new();
    for (time, rule) in rows {
        let _ = writeln!(out, "{time:>9} µs  {}", clean(&rule.id));
    }
    for rule in checker.rules().rules() {
        for (cost, pattern) in rule.kind().sought().into_iter().filter_map(|(_, pattern)| Some((pattern.cost()?, pattern))) {
            let _ = writeln!(out, "{}: {}: {}", clean(&rule.id), why(cost, language), clean(pattern.written()));
        }
    }
    out
}

/// Why a pattern costs more than others, in words.
fn why(cost: Cost, language: Language) -> &'static str {
    let (en, zh) = match cost {
        Cost::Everywhere => {
            ("no word that every match holds, so it is looked for on every line", "没有每次匹配都含有的字词,因此每一行都要查找")
        }
        Cost::Common => ("every match holds only what most sentences hold", "每次匹配必含的只有大多数句子都有的字符"),
        Cost::Automaton => ("it looks at the words around it, so an automaton is made for it", "要看前后文字,须为它建立自动机"),
    };
    if language == Language::En { en } else { zh }
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
