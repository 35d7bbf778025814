//! `recount eval`, and what it measured: in `explain`, in `rules`, and as a gate of `check`.

use serde_json::{Value, json};

use crate::cli::{folder, run};

/// One case of each sort that comes out as labelled, and one that does not.
const CASES: &str = concat!(
    r#"{"id":"a","family":"ratio","rule":"share/of-total","expect":"verified","text":"学员227名,其中女学员153名,占67.4%。"}"#,
    "\n",
    r#"{"id":"b","family":"ratio","rule":"share/of-total","expect":"contradicted","text":"学员227名,其中女学员153名,占76.4%。"}"#,
    "\n\n",
    r#"{"id":"c","family":"ratio","expect":"clean","text":"各村扎实推进人居环境整治。"}"#,
    "\n",
    r#"{"id":"d","family":"ratio","rule":"share/of-total","expect":"clean","text":"学员227名,其中男学员74名,占23.6%。"}"#,
    "\n",
);

#[test]
fn a_rule_is_measured_on_labelled_cases() {
    let folder = folder(&[("a.jsonl", CASES.as_bytes())]);
    let (status, printed, said) = run(&folder, &["eval", "a.jsonl", "--select", "share/of-total", "--show", "5"]);
    assert_eq!((status, said.as_str()), (0, ""));
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "d share/of-total: clean: 学员227名,其中男学员74名,占23.6%。 | share/of-total | ");
    let row =
        "    3      1      1  50.0% (9.5%-90.5%)          1/1  100.0% (20.7%-100.0%)        1/1      1666.67  share/of-total";
    assert!(lines.contains(&row), "{printed}");
    assert_eq!(lines.last(), Some(&"3 of 4 cases came out as labelled"));
}

#[test]
fn what_was_measured_is_one_object_for_programs() {
    let folder = folder(&[("a.jsonl", CASES.as_bytes())]);
    let (_, printed, _) = run(&folder, &["eval", "a.jsonl", "--select", "share/of-total", "--format", "json"]);
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&printed["cases"], &printed["as_labelled"], &printed["sound_characters"]), (&json!(4), &json!(3), &json!(60)));
    assert_eq!(
        printed["rules"]["share/of-total"],
        json!({
            "cases": 3, "right": 1, "false_alarms": 1, "precision": { "percent": "50.0", "low": "9.5", "high": "90.5" },
            "faulty": 1, "noticed": 1, "recall": { "percent": "100.0", "low": "20.7", "high": "100.0" },
            "sound": 1, "verified": 1, "false_alarms_per_100000_characters": "1666.67",
        })
    );
}

#[test]
fn a_rule_that_is_wrong_too_often_fails_the_gate() {
    let folder = folder(&[("a.jsonl", CASES.as_bytes()), ("b.jsonl", b"{}\n")]);
    let status = |least: &str| run(&folder, &["eval", "a.jsonl", "--min-precision", least]).0;
    assert_eq!((status("50"), status("51"), status("101")), (0, 1, 2));
    let (status, printed, said) = run(&folder, &["eval", "a.jsonl", "b.jsonl"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.starts_with("recount: b.jsonl: line 1: missing field"), "{said}");
}

#[test]
fn rules_say_how_often_they_were_right() {
    let folder = folder(&[]);
    let (_, printed, _) = run(&folder, &["rules", "--format", "json"]);
    let rules: Vec<Value> = serde_json::from_str(&printed).unwrap();
    let share = rules.iter().find(|rule| rule["id"] == "share/of-total").unwrap();
    let (right, wrong) = (share["measured"]["right"].as_u64().unwrap(), share["measured"]["false_alarms"].as_u64().unwrap());
    assert!(right >= 20, "{share}");
    let (_, printed, _) = run(&folder, &["explain", "share/of-total"]);
    assert!(printed.contains(&format!("measured on labelled cases:\n    right {right}/{}: ", right + wrong)), "{printed}");
}

#[test]
fn a_rule_that_measures_less_than_is_asked_for_is_left_out() {
    let folder = folder(&[("a.txt", "学员227名,其中女学员153名,占76.4%。\n".as_bytes())]);
    assert_eq!(run(&folder, &["a.txt", "--min-precision", "0"]).0, 1);
    for rule in recount::rule::RuleSet::built_in().rules() {
        let Some(measured) = recount::eval::measured(&rule.id) else { continue };
        assert!(!measured.precision().below(0) && measured.precision().below(101) == (measured.precision().whole > 0));
    }
    assert_eq!(run(&folder, &["a.txt", "--min-precision", "101"]).0, 2);
}
