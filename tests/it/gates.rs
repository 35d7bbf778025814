//! Gates, metrics, statistics, timings and the progress bar: what a run over a corpus comes to. And the page that tells of them.

use std::{env, fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    cli::{folder, run},
    readme,
};

const CLEAN: &str = "麦溪村简报\n2023年5月4日\n近年来,全镇狠抓产业发展,群众收入稳步提高。\n";

fn fault(share: &str) -> String {
    format!("{CLEAN}麦溪村共有农户200户,其中参加合作社的100户,占{share}。\n")
}

/// Four reports: one without a fault, two with a wrong share, one with an adjective of a page around it.
fn corpus() -> TempDir {
    folder(&[
        ("a.txt", CLEAN.as_bytes()),
        ("north/b.txt", fault("56%").as_bytes()),
        ("north/c.txt", fault("57%").as_bytes()),
        ("south/d.txt", format!("{CLEAN}【打印】【关闭】\n").as_bytes()),
    ])
}

/// The lines of the table of limits.
fn gates(printed: &str) -> Vec<&str> {
    let mut lines = printed.lines().skip_while(|line| !line.ends_with("  gate"));
    lines.next();
    lines.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn limits_alone_decide_about_the_rules_that_they_are_for() {
    let folder = corpus();
    let with = |arguments: &[&str]| run(&folder, &[&["check", "."], arguments].concat());
    assert_eq!(with(&[]).0, 1);
    for (limit, status, row) in [
        ("share/*:findings=2", 0, "        2          2  passed    share/*: findings"),
        ("share/*:findings=1", 1, "        1          2  exceeded  share/*: findings"),
        ("share/*:documents=50%", 0, "      50%      50.0%  passed    share/*: documents, 2 of 4"),
        ("share/*:documents=49.9%", 1, "    49.9%      50.0%  exceeded  share/*: documents, 2 of 4"),
        ("share/*:findings=50%", 0, "      50%      50.0%  passed    share/*: findings, 2 in 4 documents"),
    ] {
        let (exit, printed, said) = with(&["--gate", limit]);
        assert_eq!((exit, gates(&printed), said.as_str()), (status, vec![row], ""), "{limit}");
    }
    // A rule without a limit fails by its severity still.
    let both = ["--gate", "share/*:findings=2", "--fail-on"];
    assert_eq!(with(&[&both[..], &["info"]].concat()).0, 1);
    assert_eq!(with(&[&both[..], &["never"]].concat()).0, 0);
    let (status, printed, _) = with(&["--gate", "share/*:findings=1", "--fail-on", "never", "--lang", "zh"]);
    assert_eq!(status, 1);
    assert!(printed.contains("     上限       实测  门槛\n        1          2  超限  share/*:发现\n"), "{printed}");
}

#[test]
fn every_limit_is_told_and_the_last_of_the_same_kind_counts() {
    let folder = corpus();
    let (status, printed, _) = run(
        &folder,
        &["--gate", "share/*:documents=1", "--gate", "boilerplate/*:findings=0", "--gate", "share/*:documents=9", "--quiet", "."],
    );
    assert_eq!(status, 1);
    let rows = ["        0          1  exceeded  boilerplate/*: findings", "        9          2  passed    share/*: documents"];
    assert_eq!(gates(&printed), rows);
    // For programs, the table is apart from the objects.
    let (_, printed, said) = run(&folder, &["--gate", "share/*:documents=9", "--format", "jsonl", "."]);
    assert!(printed.lines().all(|line| line.starts_with('{')), "{printed}");
    assert_eq!(gates(&said), [rows[1]]);
    // Nobody who wants quiet hears of limits that pass.
    let (_, printed, _) = run(&folder, &["--gate", "share/*:documents=9", "--quiet", "."]);
    assert!(!printed.contains("passed"), "{printed}");
}

#[test]
fn more_warnings_than_may_be_fail() {
    let folder = corpus();
    let (_, printed, _) = run(&folder, &["--fail-on", "never", "."]);
    let warnings: usize = printed.split(" warning").next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    assert!(warnings > 0, "{printed}");
    for (most, status, verdict) in [(warnings, 0, "passed  "), (warnings - 1, 1, "exceeded")] {
        let (exit, printed, _) = run(&folder, &["--fail-on", "never", "--max-warnings", &most.to_string(), "."]);
        let row = format!("{most:>9}  {warnings:>9}  {verdict}  warnings of rules without a limit");
        assert_eq!((exit, gates(&printed)), (status, vec![row.as_str()]));
    }
}

#[test]
fn a_limit_that_is_none_is_a_mistake() {
    let folder = corpus();
    for (limit, said) in [
        ("share/*", "--gate: `share/*` is no limit: write `GLOB:documents=2%` or `GLOB:findings=0`, as `share/*:findings=0`"),
        ("share/*:findings=few", "--gate: `few` is neither a whole number nor a percentage: write `3` or `2%`"),
        (
            "shares/*:findings=0",
            "gate: no rule matches `shares/*`; the nearest are `share/*`, `boilerplate/share`, `share/complement`",
        ),
    ] {
        assert_eq!(run(&folder, &["--gate", limit, "."]), (2, String::new(), format!("recount: {said}\n")), "{limit}");
    }
    let (status, printed, said) = run(&folder, &["--max-warnings", "-1", "."]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.starts_with("error: "), "{said}");
}

#[test]
fn gates_and_metrics_count_what_is_new() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    fs::write(folder.path().join("north/e.txt"), fault("58%")).unwrap();
    let arguments = ["--baseline", ".recount-baseline.jsonl", "--gate", "share/*:findings=1", "--metrics", "m.json", "."];
    let (status, printed, _) = run(&folder, &arguments);
    assert_eq!((status, gates(&printed)), (0, vec!["        1          1  passed    share/*: findings"]));
    let metrics: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("m.json")).unwrap()).unwrap();
    assert_eq!(metrics["findings"]["known_to_baseline"], 3);
    // Statistics for programs say it too, apart from the objects.
    let arguments = ["--baseline", ".recount-baseline.jsonl", "--statistics", "--format", "jsonl", "."];
    assert!(run(&folder, &arguments).2.ends_with("3 old findings not shown: known to the baseline\n"));
    assert_eq!(metrics["rules"], json!({"share/of-total": {"findings": 1, "documents": 1, "document_rate": 0.2}}));
}

#[test]
fn metrics_keep_what_was_measured_of_gates_that_pass() {
    let folder = corpus();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let (status, _, _) = run(&folder, &["--gate", "share/*:documents=60%", "--max-warnings", "9", "--metrics", "m.json", "."]);
    assert_eq!(status, 2);
    let mut metrics: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("m.json")).unwrap()).unwrap();
    let timings = metrics["timings"].take();
    assert!(timings["elapsed_ms"].is_number() && timings["reading_ms"].is_number() && timings["rules_ms"].is_null(), "{timings}");
    let page = folder.path().join("south/d.txt");
    let bytes: usize = ["a.txt", "north/b.txt", "north/c.txt", "south/d.txt"]
        .map(|name| fs::read_to_string(folder.path().join(name)).unwrap().len())
        .iter()
        .sum();
    assert_eq!(metrics["documents"]["bytes"], bytes, "{}", page.display());
    assert_eq!(metrics["documents"]["checked"], 4);
    assert_eq!(metrics["documents"]["with_findings"], 3);
    assert_eq!(metrics["documents"]["unread"], 1);
    assert_eq!(metrics["rules"]["share/of-total"], json!({"findings": 2, "documents": 2, "document_rate": 0.5}));
    assert_eq!(metrics["families"]["share"]["findings"], 2);
    assert_eq!(metrics["findings"]["error"], 2);
    assert_eq!(metrics["rates"]["documents_with_findings"], 0.75);
    let coverage = &metrics["coverage"];
    let sum: u64 = ["verified", "consistent", "last-digit", "contradicted", "undecided"]
        .map(|name| coverage[name].as_u64().unwrap())
        .iter()
        .sum();
    assert_eq!(coverage["checkable"].as_u64().unwrap(), sum);
    assert_eq!(coverage["contradicted"], 2);
    assert_eq!(
        metrics["gates"][0],
        json!({"rules": "share/*", "of": "documents", "limit": "60%", "measured": "50.0%", "count": 2, "documents": 4, "passed": true})
    );
    assert_eq!(metrics["gates"][1]["of"], "warnings");
    let (status, _, said) = run(&folder, &["--metrics", "no/such/m.json", "a.txt"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("recount: cannot write no/such/m.json: "), "{said}");
}

#[test]
fn statistics_are_by_rule_family_source_and_document() {
    let line = |id: usize, source: &str, text: &str| json!({"id": id, "source": source, "text": text}).to_string() + "\n";
    let lines = line(1, "甲网", &fault("56%")) + &line(2, "", &fault("58%")) + &line(3, "甲网", &(fault("59%") + &fault("61%")));
    let folder = corpus();
    fs::write(folder.path().join("scraped.jsonl"), lines).unwrap();
    let (_, printed, _) = run(&folder, &["--statistics", "--quiet", "--select", "share/of-total", "--fail-on", "never", "."]);
    let tables = printed.split_once(" findings  documents  rule\n").unwrap().1;
    let lines: Vec<&str> = tables.lines().take_while(|line| *line != "claims").collect();
    let expected = [
        "        6          5  share/of-total",
        "",
        " findings  documents  family",
        "        6          5  share",
        "",
        " findings  documents  source",
        "        3          2  甲网",
        "        2          2  north/",
        "        1          1  ./",
        "",
        " findings  document",
        "        2  scraped.jsonl#3",
        "        1  north/b.txt",
        "        1  north/c.txt",
        "        1  scraped.jsonl#1",
        "        1  scraped.jsonl#2",
        "",
    ];
    assert_eq!(lines, expected);
    let (_, printed, _) = run(&folder, &["--statistics", "--quiet", "--lang", "zh", "."]);
    assert!(printed.contains("     发现       文档  来源\n") && printed.contains("     发现  文档\n"), "{printed}");
}

#[test]
fn every_rule_has_its_time() {
    let folder = corpus();
    let (_, printed, _) = run(&folder, &["--timings", "--fail-on", "never", "--metrics", "m.json", "."]);
    let table = printed.split_once("       ms   share  step\n").unwrap().1;
    let steps: Vec<&str> =
        table.lines().take_while(|line| !line.is_empty()).map(|line| line.rsplit("  ").next().unwrap()).collect();
    for step in ["(reading)", "(view)", "(figures)", "(findings)", "(writing)", "share/of-total", "boilerplate/page-controls"] {
        assert!(steps.contains(&step), "{step}: {printed}");
    }
    let metrics: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("m.json")).unwrap()).unwrap();
    assert_eq!(metrics["timings"]["rules_ms"].as_object().unwrap().len(), steps.len() - 5);
    assert!(metrics["timings"]["view_ms"].is_number());
    let (_, printed, _) = run(&folder, &["--timings", "--lang", "zh", "."]);
    assert!(printed.contains("     毫秒    占比  步骤\n"), "{printed}");
    assert!(!run(&folder, &["."]).1.contains("step"));
}

#[test]
fn every_command_of_the_page_on_gates_works_and_prints_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/gates.md");
    let written = fs::read_to_string(&page).unwrap().replace("\r\n", "\n");
    let folder = tempfile::tempdir().unwrap();
    readme::copy(&root.join("tests/reports"), &folder.path().join("reports"));
    let now = readme::renewed(&written, &folder);
    if env::var_os("REGENERATE").is_some() {
        fs::write(&page, &now).unwrap();
    } else {
        assert_eq!(written, now, "docs/gates.md is out of date: run `just regenerate`");
    }
}

#[cfg(unix)]
mod terminal {
    use std::{
        fs::File,
        io::{Read, Write},
        process::{Child, ChildStdin, Command, Stdio},
        sync::mpsc::{self, Receiver},
        thread,
    };

    use super::*;

    /// A check of standard input whose standard error is a terminal, or a pipe.
    struct Check {
        child: Child,
        input: ChildStdin,
        said: Receiver<Vec<u8>>,
    }

    fn check(terminal: bool, arguments: &[&str]) -> Check {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        command.args(["check", "-", "--stdin-filename", "a.jsonl", "--lang", "en"]).args(arguments);
        command.env("TERM", "xterm").stdin(Stdio::piped()).stdout(Stdio::null());
        let mut said: Box<dyn Read + Send>;
        let mut child;
        if terminal {
            let pair = rustix_openpty::openpty(None, None).unwrap();
            child = command.stderr(Stdio::from(pair.user)).spawn().unwrap();
            // Its own end is open in `command` still, and would keep the terminal from closing.
            drop(command);
            said = Box::new(File::from(pair.controller));
        } else {
            child = command.stderr(Stdio::piped()).spawn().unwrap();
            said = Box::new(child.stderr.take().unwrap());
        }
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A terminal that is closed is an error, where a pipe has an end.
            while let Ok(count @ 1..) = said.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Check { input: child.stdin.take().unwrap(), child, said: receive }
    }

    impl Check {
        /// Sends batches of reports until something is said, or so many; then the end. All that was said.
        fn talk(mut self, most: usize, until: &str) -> String {
            let batch: String = (0..64).map(|_| json!({"text": CLEAN}).to_string() + "\n").collect();
            let mut said = Vec::new();
            for _ in 0..most {
                if self.input.write_all(batch.as_bytes()).is_err() {
                    break;
                }
                if let Ok(more) = self.said.recv_timeout(std::time::Duration::from_millis(50)) {
                    said.extend(more);
                }
                if String::from_utf8_lossy(&said).contains(until) {
                    break;
                }
            }
            drop(self.input);
            said.extend(self.said.iter().flatten());
            assert_eq!(self.child.wait().unwrap().code(), Some(0));
            String::from_utf8_lossy(&said).into_owned()
        }
    }

    #[test]
    fn a_long_run_on_a_terminal_shows_how_far_it_has_come() {
        let said = check(true, &[]).talk(2000, "MB/s");
        assert!(said.contains(" documents, ") && said.contains(" MB/s"), "{said}");
        // The bar is taken away at the end.
        assert!(said.trim_end().ends_with("\u{1b}[2K"), "{said:?}");
    }

    #[test]
    fn a_pipe_and_whoever_wants_quiet_get_none() {
        assert_eq!(check(false, &[]).talk(30, "\u{1b}"), "");
        assert_eq!(check(true, &["--quiet"]).talk(30, "\u{1b}"), "");
    }

    #[test]
    fn time_left_is_told_where_the_size_is_known() {
        let folder = folder(&[]);
        let line = json!({"text": CLEAN.repeat(200)}).to_string() + "\n";
        let mut file = File::create(folder.path().join("a.jsonl")).unwrap();
        (0..2000).for_each(|_| file.write_all(line.as_bytes()).unwrap());
        let pair = rustix_openpty::openpty(None, None).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        command.current_dir(folder.path()).args(["--lang", "en", "--select", "sum/*", "a.jsonl"]).env("TERM", "xterm");
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::from(pair.user)).spawn().unwrap();
        drop(command);
        let (mut said, mut bytes) = (String::new(), [0; 4096]);
        let mut terminal = File::from(pair.controller);
        while let Ok(count @ 1..) = terminal.read(&mut bytes) {
            said.push_str(&String::from_utf8_lossy(&bytes[..count]));
            if said.contains(" left") {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(said.contains("documents, ") && said.contains("MB/s, ") && said.contains(" left"), "{said}");
    }
}
