//! What is written twice: files of the repository that are made from the code.

use std::{env, fs, path::Path};

use recount::{output::reference::reference, rule::RuleSet};

/// Holds a committed file against what the code gives now. `just regenerate` writes it.
#[track_caller]
fn assert_current(path: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("REGENERATE").is_some() {
        fs::write(&file, now).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == now, "{path} is out of date: run `just regenerate`");
}

#[test]
fn the_rule_reference_is_current() {
    assert_current("rules/README.md", &reference(&RuleSet::built_in()));
}

#[test]
fn what_is_known_beforehand_of_the_programs_patterns_is_current() {
    assert_current("src/claim/sources.json", &RuleSet::beforehand());
}

#[test]
fn the_chapter_on_the_rule_language_is_current() {
    assert_current("docs/rule-language.md", &recount::output::language::chapter());
}
