//! `recount.toml`: read and joined, or refused with mistakes that point into it.
#![no_main]

use recount::config::{Config, read};
use recount_fuzz::{CHECKER, assert_pointed, text_target};

text_target!([SETTINGS], |text| {
    let joined = read("recount.toml", text).and_then(|layer| Config::join(vec![layer], CHECKER.rules()));
    match joined {
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "refused without a reason");
            for mistake in &mistakes {
                assert_pointed(mistake, mistake.chinese(), text);
            }
        }
        Ok(config) => {
            for path in ["a.txt", "a/b.md", "甲/乙.jsonl", ""] {
                let settings = config.settings(path, CHECKER.rules());
                let in_force = settings.in_force(CHECKER.rules()).count();
                assert!(in_force <= CHECKER.rules().rules().len());
                assert_eq!(settings.of(CHECKER.rules()).count(), CHECKER.rules().rules().len(), "every rule has its settings");
            }
        }
    }
});
