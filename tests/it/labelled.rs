//! The labelled cases: that what they state of numbers and dates is so, and how the rules do on them.

use std::{collections::BTreeSet, fs, path::Path};

use recount::{
    check::{Checker, Language},
    eval::{self, Case, Expected},
    figure::Number,
    finding::Severity,
    rule::RuleSet,
};

/// Findings from which on a measured precision says something.
const ENOUGH: usize = 20;
/// What an error must reach, in per cent.
const LEAST: usize = 95;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every case of `tests/labelled`, in the order of the files' names.
fn labelled() -> Vec<Case> {
    let folder = root().join("tests/labelled");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "jsonl"));
    files.sort();
    files.iter().flat_map(|file| eval::cases(&fs::read_to_string(file).unwrap()).unwrap()).collect()
}

fn score(cases: &[Case]) -> eval::Score {
    let checker = Checker::new(RuleSet::built_in(), Language::En);
    eval::score(&checker, cases, |check| cases.iter().map(check).collect())
}

#[test]
fn the_labelled_cases_are_many_and_each_is_one_of_a_kind() {
    let cases = labelled();
    assert!(cases.len() >= 500, "{}", cases.len());
    let ids: BTreeSet<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(ids.len(), cases.len());
    let texts: BTreeSet<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    assert_eq!(texts.len(), cases.len());
    for expect in [Expected::Contradicted, Expected::Verified, Expected::Clean] {
        assert!(cases.iter().filter(|case| case.expect == expect).count() >= 150, "{expect:?}");
    }
}

#[test]
fn every_fact_of_a_labelled_case_is_so() {
    let mut facts = 0;
    for case in labelled() {
        for fact in &case.arithmetic {
            facts += 1;
            assert!(holds(fact), "{}: {fact}", case.id);
        }
    }
    assert!(facts >= 300, "{facts}");
}

#[test]
fn every_rule_of_a_labelled_case_is_of_a_known_family() {
    let rules = RuleSet::built_in();
    let families: BTreeSet<&str> = rules.rules().iter().filter_map(|rule| Some(rule.id.split_once('/')?.0)).collect();
    for case in labelled() {
        let rule = case.rule.unwrap();
        assert!(families.contains(rule.split_once('/').unwrap().0), "{}: {rule}", case.id);
    }
}

#[test]
fn the_measured_precision_is_that_of_the_rules_as_they_are() {
    let now = eval::record(&score(&labelled())).unwrap();
    let path = root().join("rules/precision.json");
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert_eq!(kept, now, "rules/precision.json is out of date: run `REGENERATE=1 cargo test --test it labelled`");
}

#[test]
fn a_rule_that_is_an_error_is_seldom_wrong() {
    let score = score(&labelled());
    for rule in RuleSet::built_in().rules().iter().filter(|rule| rule.severity == Severity::Error) {
        let Some(counts) = score.rules.get(&*rule.id) else { continue };
        let precision = counts.precision();
        let below = precision.whole >= ENOUGH && precision.part * 100 < precision.whole * LEAST;
        assert!(!below, "{} measures {precision}: mend it, or make it a warning", rule.id);
    }
}

/// Whether a fact is so: `153/227=67.40%` to the digits on its right; `433+189>612` and the like exactly;
/// `weekday(2024-05-18)=6`, Monday being 1; `days(2023-02)<31`, the days of a month.
fn holds(fact: &str) -> bool {
    let sign = ["!=", "<=", ">=", "=", "<", ">"].into_iter().find(|sign| fact.contains(sign)).unwrap();
    let (left, right) = fact.split_once(sign).unwrap();
    let (right, hundredfold) = right.strip_suffix('%').map_or((right, 1_i64), |right| (right, 100));
    let left = value(left).times(&Number::from(hundredfold));
    let stated = value(right);
    let plain = right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let places = right.split_once('.').map_or(0, |(_, decimals)| i32::try_from(decimals.len()).unwrap());
    let slack = if plain { Number::power_of_ten(-places).half() } else { Number::zero() };
    let near = left.minus(&stated).abs() <= slack;
    match sign {
        "=" => near,
        "!=" => !near,
        "<=" => left <= stated,
        ">=" => left >= stated,
        "<" => left < stated,
        _ => left > stated,
    }
}

fn value(expression: &str) -> Number {
    let call = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(date) = call("weekday") {
        let date: jiff::civil::Date = date.parse().unwrap();
        return Number::from(i64::from(date.weekday().to_monday_one_offset()));
    }
    if let Some(month) = call("days") {
        let first: jiff::civil::Date = format!("{month}-01").parse().unwrap();
        return Number::from(i64::from(first.days_in_month()));
    }
    let mut rest = expression;
    let value = sum(&mut rest);
    assert_eq!(rest, "", "{expression}");
    value
}

fn sum(rest: &mut &str) -> Number {
    let mut value = product(rest);
    while let Some(sign) = take(rest, &['+', '-']) {
        let next = product(rest);
        value = if sign == '+' { value.plus(&next) } else { value.minus(&next) };
    }
    value
}

fn product(rest: &mut &str) -> Number {
    let mut value = factor(rest);
    while let Some(sign) = take(rest, &['*', '/']) {
        let next = factor(rest);
        value = if sign == '*' { value.times(&next) } else { value.checked_div(&next).unwrap() };
    }
    value
}

fn factor(rest: &mut &str) -> Number {
    if take(rest, &['(']).is_some() {
        let value = sum(rest);
        take(rest, &[')']).unwrap();
        return value;
    }
    let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    *rest = after;
    Number::parse(digits).unwrap()
}

fn take(rest: &mut &str, signs: &[char]) -> Option<char> {
    let sign = rest.chars().next().filter(|sign| signs.contains(sign))?;
    *rest = &rest[sign.len_utf8()..];
    Some(sign)
}

#[test]
fn facts_are_read_with_their_precedence_and_to_their_digits() {
    assert!(holds("153/227=67.40%") && !holds("153/227=67.5%") && holds("153/227!=67.5%"));
    assert!(holds("2+3*(4-1)/9=3") && holds("433+189>612") && !holds("3*64<=178") && holds("121/100-1.1*1.1=0"));
    assert!(holds("1/8=0.12") && holds("1/8=0.13"));
    assert!(holds("weekday(2024-05-18)=6") && holds("days(2024-02)=29") && holds("days(2023-02)<29"));
}
