//! `recount compare`: what came and went between two runs.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{folder, run};

fn report(share: &str) -> String {
    format!("麦溪村简报\n2023年5月4日\n麦溪村共有农户200户,其中参加合作社的100户,占{share}。\n")
}

/// Runs a check and keeps what it printed.
fn keep(folder: &TempDir, name: &str, format: &str) {
    assert_eq!(run(folder, &["check", "reports", "--format", format, "--output", name, "--fail-on", "never"]).0, 0);
}

fn corpus() -> TempDir {
    let folder = folder(&[("reports/a.txt", report("56%").as_bytes()), ("reports/b.txt", report("57%").as_bytes())]);
    keep(&folder, "old.jsonl", "jsonl");
    folder
}

#[test]
fn a_finding_that_moved_did_not_change() {
    let folder = corpus();
    fs::remove_file(folder.path().join("reports/a.txt")).unwrap();
    fs::write(folder.path().join("reports/z.txt"), report("56%").replace("2023", "\n\n2023")).unwrap();
    keep(&folder, "new.jsonl", "jsonl");
    keep(&folder, "new.json", "json");
    for new in ["new.jsonl", "new.json"] {
        let told = run(&folder, &["compare", "old.jsonl", new]);
        assert_eq!(told, (0, "0 added, 0 removed, 2 unchanged\n".to_owned(), String::new()), "{new}");
    }
    assert_eq!(run(&folder, &["compare", "old.jsonl", "new.jsonl", "--format", "json"]).1, "[]\n");
}

#[test]
fn what_came_and_what_went_is_told() {
    let folder = corpus();
    fs::write(folder.path().join("reports/b.txt"), report("50%")).unwrap();
    fs::write(folder.path().join("reports/c.txt"), report("58%")).unwrap();
    keep(&folder, "new.jsonl", "jsonl");
    let (status, printed, said) = run(&folder, &["compare", "old.jsonl", "new.jsonl"]);
    let text = "+ reports/c.txt:3:27  error[share/of-total]  100户 of 200户 is 50%, not 58%\n\
                - reports/b.txt:3:27  error[share/of-total]  100户 of 200户 is 50%, not 57%\n\
                1 added, 1 removed, 1 unchanged\n";
    assert_eq!((status, printed.as_str(), said.as_str()), (1, text, ""));
    let (_, printed, _) = run(&folder, &["compare", "old.jsonl", "new.jsonl", "--format", "jsonl"]);
    let changes: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = changes.iter().map(|change| (&change["change"], &change["path"], &change["line"])).collect();
    assert_eq!(
        told,
        [(&"added".into(), &"reports/c.txt".into(), &3.into()), (&"removed".into(), &"reports/b.txt".into(), &3.into())]
    );
    // Less than before is no failure.
    fs::remove_file(folder.path().join("reports/c.txt")).unwrap();
    keep(&folder, "new.jsonl", "jsonl");
    let (status, printed, _) = run(&folder, &["compare", "old.jsonl", "new.jsonl", "--lang", "zh"]);
    assert_eq!((status, printed.lines().last()), (0, Some("新增0处,消除1处,未变1处")));
}

#[test]
fn metrics_stand_side_by_side() {
    let folder = corpus();
    let measure = |name: &str| {
        let arguments = ["check", "reports", "--fail-on", "never", "--quiet", "--output", "out", "--metrics", name];
        assert_eq!(run(&folder, &arguments).0, 0);
    };
    measure("old.json");
    fs::write(folder.path().join("reports/c.txt"), report("58%")).unwrap();
    measure("new.json");
    let (status, printed, said) = run(&folder, &["compare", "old.json", "new.json"]);
    assert_eq!((status, said.as_str()), (1, ""));
    for row in [
        "         old          new       change  value",
        "           2            3           +1  documents.checked",
        "           2            3           +1  rules.share/of-total.findings",
        "           1            1               rates.documents_with_findings",
    ] {
        assert!(printed.lines().any(|line| line == row), "{row}: {printed}");
    }
    let (status, printed, _) = run(&folder, &["compare", "new.json", "old.json", "--format", "jsonl"]);
    assert_eq!(status, 0);
    assert!(printed.contains("{\"value\":\"documents.checked\",\"old\":3,\"new\":2}\n"), "{printed}");
}

#[test]
fn files_that_cannot_be_compared_are_named() {
    let folder = corpus();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    file("bad.jsonl", "{\"rule\":1}\n");
    file("metrics.json", "{\"metrics\":1}\n");
    let told = |old: &str, new: &str| {
        let (status, printed, said) = run(&folder, &["compare", old, new]);
        assert_eq!((status, printed.as_str()), (2, ""));
        said
    };
    assert!(told("none.jsonl", "old.jsonl").starts_with("recount: none.jsonl could not be read: "));
    assert!(told("old.jsonl", "bad.jsonl").starts_with("recount: bad.jsonl, line 1: not what `recount check` writes: "));
    assert_eq!(
        told("old.jsonl", "metrics.json"),
        "recount: of old.jsonl and metrics.json, one holds findings and the other metrics\n"
    );
    assert!(run(&folder, &["compare", "old.jsonl"]).2.starts_with("error: "));
}
