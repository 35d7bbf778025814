//! The rule language as the program tells of it, held against what the program does.

use recount::rule::{KINDS, Mistake, RuleError, RuleSet};

/// The mistakes of a rule that says nothing but its kind, and a key.
fn mistakes(kind: &str, more: &str) -> Vec<String> {
    let rule = format!(
        "[[rule]]\nid = \"own/rule\"\nkind = \"{kind}\"\nsummary = {{ en = \"\", zh = \"\" }}\nmessage = {{ en = \"\", zh = \"\" }}\n\
         good = [\"甲\"]\nbad = [\"[[乙]]\"]\n{more}\n"
    );
    let errors = RuleSet::default().add("own.toml", &rule).err().unwrap_or_default();
    let told = errors.into_iter().map(|error| match error {
        RuleError::Mistake { mistake: Mistake::Missing { key, .. }, .. } => format!("needs {key}"),
        RuleError::Mistake { mistake: Mistake::Useless { key, .. }, .. } => format!("no use for {key}"),
        other => other.to_string(),
    });
    told.collect()
}

#[test]
fn each_kind_needs_what_the_language_says_that_it_needs() {
    for kind in KINDS {
        let mut told = mistakes(kind.name, "");
        told.retain(|told| told.starts_with("needs"));
        let mut needs: Vec<String> = kind.needs.iter().map(|key| format!("needs {key}")).collect();
        if kind.name == "relation" {
            // In the rule or in each of its cases.
            needs.push("needs find".to_owned());
        }
        needs.sort();
        told.sort();
        // One that lacks its own table does not get as far as its patterns.
        assert!(!needs.is_empty() || told.is_empty(), "{}: {told:?}", kind.name);
        assert!(told.iter().all(|told| needs.contains(told)), "{}: {told:?}", kind.name);
        assert_eq!(told.is_empty(), needs.is_empty(), "{}", kind.name);
    }
}

#[test]
fn a_key_for_which_a_kind_has_no_use_is_a_mistake() {
    let written = [
        ("find", "find = ['甲']"),
        ("text", "text = \"source\""),
        ("zone", "zone = \"body\""),
        ("unless", "unless = { line = '甲' }"),
        ("requires", "requires = { line = '甲' }"),
        ("bind", "bind = {}"),
        ("alike", "alike = []"),
        ("together", "together = true"),
        ("sole", "sole = \"a\""),
        ("parallel", "parallel = \"a\""),
        ("alternating", "alternating = [\"a\", \"b\"]"),
        ("applies", "applies = \"a = b\""),
        ("at", "at = \"a\""),
        ("holds", "holds = \"a = b\""),
        ("case", "[[rule.case]]\nfind = ['甲']"),
    ];
    for kind in KINDS {
        for (key, line) in written {
            let useless = mistakes(kind.name, line).contains(&format!("no use for {key}"));
            assert_eq!(useless, !kind.takes.contains(&key), "{} {key}", kind.name);
        }
    }
}
