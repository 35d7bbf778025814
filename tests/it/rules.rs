//! Rule files of a user's own: the same power as the built-in ones, and mistakes that are pointed at.

use std::fs;

use serde_json::{Value, json};

use crate::cli::{folder, run};

/// What no built-in rule says: so many plots of so many trees each.
const ORCHARD: &str = r#"
[[rule]]
id = "own/plots"
severity = "error"
summary = { en = "Plots times trees of a plot are all the trees", zh = "户数乘以每户棵数等于总棵数" }
find = ['共有{plots:count},每户{each:count},合计{total:count}']
holds = "total = plots * each"
message = { en = "{plots} of {each} are {computed}, not {total}", zh = "{plots}每户{each},合计应为{computed},而非{total}" }
good = ["果园共有12户,每户30棵,合计360棵。"]
bad = ["果园共有12户,每户30棵,合计[[390棵]]。"]

[[rule]]
id = "own/draft"
kind = "pattern"
severity = "warning"
summary = { en = "A draft is no report", zh = "草稿不是报告" }
find = ['征求意见稿']
message = { en = "this is a draft", zh = "这是草稿" }
good = ["定稿。"]
bad = ["[[征求意见稿]]。"]
"#;

const REPORT: &str = "果园共有20户,每户35棵,合计750棵。\n征求意见稿\n";

#[test]
fn a_rule_of_ones_own_finds_what_no_built_in_rule_knows() {
    let folder = folder(&[("own/orchard.toml", ORCHARD.as_bytes()), ("a.txt", REPORT.as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.txt", "--rules", "own", "--select", "own/*", "--format", "jsonl"]);
    assert_eq!((status, said.as_str()), (1, ""));
    let found: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        found,
        [
            json!({
                "rule": "own/plots", "severity": "error", "verdict": "contradicted", "path": "a.txt", "document": null,
                "start": 36, "end": 42, "line": 1, "column": 17, "end_line": 1, "end_column": 21,
                "message": "20户 of 35棵 are 700棵, not 750棵", "fingerprint": "783bd2787e3e8f1ff864d6017c7ed1a6", "help": null,
                "labels": [
                    {"start": 12, "end": 17, "text": "plots"},
                    {"start": 24, "end": 29, "text": "each"},
                    {"start": 36, "end": 42, "text": "total"},
                ],
                "fix": null,
            }),
            json!({
                "rule": "own/draft", "severity": "warning", "verdict": null, "path": "a.txt", "document": null,
                "start": 46, "end": 61, "line": 2, "column": 1, "end_line": 2, "end_column": 6,
                "message": "this is a draft", "fingerprint": "ae05496774047a835916be7aa1b20330", "help": null,
                "labels": [], "fix": null,
            }),
        ]
    );
}

/// Trees and their fruit, orchard by orchard, told by turns.
const BY_TURNS: &str = r#"
[[rule]]
id = "own/orchards"
severity = "error"
summary = { en = "Orchards add up", zh = "各园合计" }
find = ['共{total:count},{all:count}:{parts:amount+}。']
alternating = ["parts", "others"]
holds = "total = sum(parts)"
applies = "all = sum(others)"
alike = ["total", "parts"]
message = { en = "{sum(parts) as total}, not {total}", zh = "应为{sum(parts) as total},而非{total}" }
good = ["共90棵,16人:东园35棵7人,西园55棵9人。"]
bad = ["共[[80棵]],16人:东园35棵7人,西园55棵9人。"]
"#;

#[test]
fn a_list_of_pairs_is_two_lists() {
    let report = "共90棵,16人:东园35棵7人,西园55棵9人。\n共80棵,16人:东园35棵7人,西园55棵9人。\n共80棵,17人:东园35棵7人,西园55棵9人。\n\
                  共80棵,16人:东园35棵7人,西园55棵9人,北园3棵。\n共80棵,16人:东园35棵7人,西园9人55棵。\n";
    let folder = folder(&[("own.toml", BY_TURNS.as_bytes()), ("a.txt", report.as_bytes())]);
    let (status, printed, said) =
        run(&folder, &["claims", "a.txt", "--rules", "own.toml", "--select", "own/*", "--format", "jsonl"]);
    assert_eq!((status, said.as_str()), (0, ""));
    let claims = printed.lines().map(|line| {
        let claim: Value = serde_json::from_str(line).unwrap();
        let operands = claim["operands"].as_array().unwrap().iter();
        let operands: Vec<String> =
            operands.map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["text"].as_str().unwrap())).collect();
        (claim["line"].as_u64().unwrap(), claim["verdict"].as_str().unwrap().to_owned(), operands.join(", "))
    });
    let parts = "parts 35棵, parts 55棵, others 7人, others 9人";
    assert_eq!(
        claims.collect::<Vec<_>>(),
        [
            (1, "verified".to_owned(), format!("total 90棵, all 16人, {parts}")),
            (2, "contradicted".to_owned(), format!("total 80棵, all 16人, {parts}")),
            (3, "undecided".to_owned(), format!("total 80棵, all 17人, {parts}")),
        ]
    );
    let unknown = BY_TURNS.replace("{parts:amount+}", "{list:amount+}");
    fs::write(folder.path().join("own.toml"), unknown).unwrap();
    let (status, _, said) = run(&folder, &["test", "own.toml"]);
    assert_eq!(status, 2);
    assert!(said.contains("[own.toml:7:16]") && said.contains("`parts`"), "{said}");
}

#[test]
fn the_gate_decides_the_exit_status() {
    let folder =
        folder(&[("own.toml", ORCHARD.as_bytes()), ("a.txt", REPORT.as_bytes()), ("b.txt", "征求意见稿。\n".as_bytes())]);
    let status =
        |file: &str, options: &[&str]| run(&folder, &[&[file, "--rules", "own.toml", "--select", "own/*"], options].concat()).0;
    assert_eq!(status("a.txt", &[]), 1);
    assert_eq!(status("a.txt", &["--fail-on", "never"]), 0);
    assert_eq!(status("a.txt", &["--ignore", "own/plots"]), 0);
    assert_eq!(status("b.txt", &[]), 0);
    assert_eq!(status("b.txt", &["--fail-on", "warning"]), 1);
    assert_eq!(status("b.txt", &["--fail-on", "info", "--format", "json", "--output", "found.json"]), 1);
    // What cannot be read weighs more than what is wrong.
    assert_eq!(run(&folder, &["a.txt", "none.txt", "--rules", "own.toml", "--select", "own/*"]).0, 2);
}

#[test]
fn the_examples_of_a_rule_file_are_run() {
    let folder = folder(&[("own.toml", ORCHARD.as_bytes())]);
    assert_eq!(
        run(&folder, &["test", "own.toml"]),
        (0, "4 examples of 2 rules, all as they should be\n".to_owned(), String::new())
    );
    let wrong = ORCHARD.replace("合计360棵。", "合计361棵。").replace("合计[[390棵]]。", "[[合计]]390棵。");
    fs::write(folder.path().join("own.toml"), wrong).unwrap();
    let (status, printed, _) = run(&folder, &["test", "own.toml"]);
    assert_eq!(
        (status, printed.as_str()),
        (
            1,
            concat!(
                "own.toml:9: noisy: own/plots: 果园共有12户,每户30棵,合计361棵。\n",
                "own.toml:10: misplaced: own/plots: 果园共有12户,每户30棵,[[合计]]390棵。\n",
                "4 examples of 2 rules, 2 not as they should be\n",
            )
        )
    );
}

#[test]
fn a_mistake_in_a_rule_file_is_shown_where_it_stands() {
    let mistaken = ORCHARD.replace("severity = \"error\"", "sevrity = \"error\"");
    let folder = folder(&[("own.toml", mistaken.as_bytes()), ("a.txt", REPORT.as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.txt", "--rules", "own.toml"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("[own.toml:4:1]") && said.contains("`severity`"), "{said}");
    for arguments in [&["a.txt", "--rules", "none"][..], &["test", "none.toml"]] {
        let (status, printed, said) = run(&folder, arguments);
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(said.contains("none"), "{said}");
    }
}
