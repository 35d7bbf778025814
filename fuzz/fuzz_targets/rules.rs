//! Rule files: compiled whole or refused with mistakes that point into them; what is compiled runs on any report.
#![no_main]

use recount::{
    check::{Checker, Language},
    document::Document,
    example,
    rule::RuleSet,
};
use recount_fuzz::{assert_pointed, assert_told, text_target};

const REPORT: &str = "茶社简报\n茶社共有采茶工36名,其中返乡的27名,占57%。一是修路;三是架桥。\n| 项目 | 数量 |\n|---|---|\n| 路 | 3 |\n| 合计 | 4 |\n2023年2月30日\n";

text_target!([RULES, REPORT, RELATION], |text| {
    let mut rules = RuleSet::default();
    match rules.add("a.toml", text) {
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "refused without a reason");
            assert!(rules.rules().is_empty(), "half of a file is in force");
            for mistake in &mistakes {
                assert_pointed(mistake, mistake.chinese(), text);
            }
        }
        Ok(()) => {
            let checker = Checker::new(rules, Language::Zh);
            for report in [REPORT, text] {
                let document = Document::new("a.txt", report);
                assert_told(&document, &checker.check(&document));
            }
            for rule in checker.rules().rules() {
                assert!(checker.rules().get(&rule.id).is_some_and(|known| known.id == rule.id));
                for example in rule.examples() {
                    assert_eq!(example::run(&checker, rule, example), example::run(&checker, rule, example));
                }
            }
        }
    }
});
