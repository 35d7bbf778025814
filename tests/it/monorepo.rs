//! Many folders with settings of their own under one roof: what each is held to does not depend on where the run is started.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{folder, run};

const WRONG: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";
const CRUMB: &str = "您现在的位置:首页 > 工作动态\n\n各村扎实推进人居环境整治。\n";

/// A county that allows no wrong share and no warning, a town that says nothing, and the settings above both.
fn corpus() -> TempDir {
    folder(&[
        ("recount.toml", b"[gate]\n\"share/*\" = { findings = 3 }\n"),
        ("a.txt", WRONG.as_bytes()),
        ("town/recount.toml", b"[rules]\n\"text/*\" = \"info\"\n"),
        ("town/b.txt", WRONG.as_bytes()),
        ("town/crumb.txt", CRUMB.as_bytes()),
        (
            "county/recount.toml",
            "fail-on = \"warning\"\n[gate]\n\"share/*\" = { findings = 0 }\n\"boilerplate/*\" = { documents = \"50%\" }\n"
                .as_bytes(),
        ),
        ("county/c.txt", WRONG.as_bytes()),
        ("county/crumb.txt", CRUMB.as_bytes()),
    ])
}

/// The table of limits, and the exit status.
fn gates(folder: &TempDir, arguments: &[&str]) -> (i32, Vec<String>) {
    let (status, printed, said) = run(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    assert!(printed.lines().all(|line| line.starts_with('{')), "{printed}");
    let rows = said.lines().skip_while(|line| !line.ends_with("  gate")).skip(1);
    (status, rows.take_while(|line| !line.is_empty()).map(|line| line.trim_start().to_owned()).collect())
}

#[test]
fn a_folder_is_held_to_its_own_limits_wherever_the_run_is_started() {
    let folder = corpus();
    let own = ["50%      50.0%  passed    boilerplate/*: documents, 1 of 2", "0          1  exceeded  share/*: findings"];
    assert_eq!(gates(&folder, &["county"]), (1, own.map(str::to_owned).to_vec()));
    let roof = "3          3  passed    share/*: findings".to_owned();
    let below = own.map(|row| format!("{row}, in county"));
    assert_eq!(gates(&folder, &["."]), (1, [vec![roof], below.to_vec()].concat()));
    assert_eq!(gates(&folder, &["town", "a.txt"]), (0, vec!["3          2  passed    share/*: findings".to_owned()]));
    let (_, printed, _) = run(&folder, &[".", "--lang", "zh"]);
    assert!(printed.contains("超限  share/*:发现(county)\n"), "{printed}");
    // A folder that keeps to its limits fails nothing.
    fs::write(folder.path().join("county/c.txt"), WRONG.replace("57%", "75%")).unwrap();
    assert_eq!(gates(&folder, &["."]).0, 0);
}

#[test]
fn the_command_line_stands_over_the_same_limit_of_every_folder() {
    let folder = corpus();
    let rows =
        ["9          3  passed    share/*: findings", "50%      50.0%  passed    boilerplate/*: documents, 1 of 2, in county"];
    assert_eq!(gates(&folder, &[".", "--gate", "share/*:findings=9"]), (0, rows.map(str::to_owned).to_vec()));
}

#[test]
fn what_fails_is_what_the_settings_of_each_file_say_and_else_those_of_the_run() {
    let folder = corpus();
    let crumb = |text: &str| fs::write(folder.path().join("recount.toml"), text).unwrap();
    // Its own limit is for the crumb in the county: what has a limit does not fail by its severity.
    assert_eq!(run(&folder, &["county/crumb.txt", "--gate", "boilerplate/*:documents=9"]).0, 0);
    fs::write(folder.path().join("county/recount.toml"), "fail-on = \"warning\"\n").unwrap();
    crumb("");
    let status = |arguments: &[&str]| run(&folder, &[arguments, &["--select", "boilerplate/*"]].concat()).0;
    assert_eq!([status(&["county"]), status(&["town"]), status(&["."])], [1, 0, 1]);
    assert_eq!(status(&[".", "--fail-on", "error"]), 0);
    crumb("fail-on = \"warning\"\n");
    // The town says nothing: the run's settings count, which are its own where it is checked alone.
    assert_eq!([status(&["town"]), status(&["town", "a.txt"])], [0, 1]);
    let lists = ["--valid-list", "valid", "--invalid-list", "invalid", "--select", "boilerplate/*", "--quiet"];
    crumb("");
    run(&folder, &[&["."][..], &lists].concat());
    assert_eq!(fs::read_to_string(folder.path().join("invalid")).unwrap(), "county/crumb.txt\n");
}

#[test]
fn warnings_that_a_folder_limits_are_not_counted_among_the_others() {
    let folder = corpus();
    let (_, rows) = gates(&folder, &[".", "--max-warnings", "1", "--select", "boilerplate/*"]);
    assert!(rows.contains(&"1          1  passed    warnings of rules without a limit".to_owned()), "{rows:?}");
}

#[test]
fn metrics_name_the_folder_of_a_limit() {
    let folder = corpus();
    run(&folder, &[".", "--quiet", "--metrics", "m.json"]);
    let metrics: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("m.json")).unwrap()).unwrap();
    let folders: Vec<&Value> = metrics["gates"].as_array().unwrap().iter().map(|gate| &gate["folder"]).collect();
    assert_eq!(folders, [&Value::Null, &"county".into(), &"county".into()]);
    fs::copy(folder.path().join("m.json"), folder.path().join("n.json")).unwrap();
    let (status, printed, _) = run(&folder, &["compare", "m.json", "n.json"]);
    assert_eq!(status, 0);
    assert!(printed.contains("  gates.county share/* findings\n") && printed.contains("  gates.share/* findings\n"), "{printed}");
}
