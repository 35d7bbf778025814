//! Completions and manual pages, and the files with which others take recount into their work: hooks, the Action, the problem matcher.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use regex::Regex;
use serde_json::Value;

use crate::cli::{folder, run};

/// A file of this repository.
fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// What a tool says of a text on its standard input; `None`, said aloud, where there is no such tool. Only the tools of Linux are asked: elsewhere
/// they bear the same names and are others.
fn judged(tool: &str, arguments: &[&str], text: &str) -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let child = Command::new(tool).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: no {tool} here");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    // It may write before it has read all.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let done = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

/// The commands of the program, as its own help lists them.
fn commands() -> Vec<String> {
    let (_, help, _) = run(&folder(&[]), &["--help"]);
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    let names = Regex::new(r"(?m)^  ([a-z-]+)  ").unwrap();
    names.captures_iter(&listed).map(|name| name[1].to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn every_shell_completes_every_command_and_its_options() {
    let empty = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        for language in ["en", "zh"] {
            let (status, script, said) = run(&empty, &["completions", shell, "--lang", language]);
            assert_eq!((status, said.as_str()), (0, ""), "{shell}");
            for command in commands() {
                assert!(script.contains(&command), "{shell} does not know {command}");
            }
            for option in ["fail-on", "unsafe-fixes", "min-precision", "stdin-filename"] {
                assert!(script.contains(option), "{shell} does not know --{option}");
            }
            if ["bash", "zsh", "fish"].contains(&shell) {
                assert_eq!(judged(shell, &["-n"], &script).unwrap_or_default(), "", "{shell} cannot read it");
            }
        }
    }
    assert_eq!(run(&empty, &["completions", "ksh"]).0, 2);
}

#[test]
fn completions_say_what_an_option_does_in_the_language_of_the_run() {
    let empty = folder(&[]);
    let (_, english, _) = run(&empty, &["completions", "fish"]);
    assert!(english.contains("-l quiet") && english.contains("-d 'Form of the output'") && english.contains("'For people'"));
    let (_, chinese, _) = run(&empty, &["completions", "fish", "--lang", "zh"]);
    assert!(chinese.contains("-d '输出形式'") && chinese.contains("'供人阅读'") && !chinese.contains("For people"));
}

#[test]
fn bash_completes_a_command_an_option_and_its_values() {
    let (_, script, _) = run(&folder(&[]), &["completions", "bash"]);
    let completed = |words: &str, last: &str| {
        let ask = format!("COMP_WORDS=({words} '{last}'); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _recount recount '{last}' ''");
        let told = judged("bash", &["--norc"], &format!("{script}\n{ask}\necho \"${{COMPREPLY[@]}}\"\n"))?;
        Some(told.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    };
    let Some(options) = completed("recount check", "--unsafe") else { return };
    assert_eq!(options, ["--unsafe-fixes"]);
    assert_eq!(completed("recount", "basel").unwrap(), ["baseline"]);
    assert_eq!(completed("recount completions", "el").unwrap(), ["elvish"]);
}

#[test]
fn each_command_has_a_manual_page_that_the_tools_take() {
    let empty = folder(&[]);
    for language in ["en", "zh"] {
        let (status, said, failed) = run(&empty, &["man", "--output-dir", "share/man1", "--lang", language]);
        assert_eq!((status, said.as_str(), failed.as_str()), (0, "", ""));
        let mut wanted: BTreeSet<String> = commands().into_iter().map(|command| format!("recount-{command}.1")).collect();
        wanted.insert("recount.1".to_owned());
        let pages = fs::read_dir(empty.path().join("share/man1")).unwrap().map(|page| page.unwrap().path());
        let pages: Vec<_> = pages.collect();
        let names: BTreeSet<_> = pages.iter().map(|page| page.file_name().unwrap().to_str().unwrap().to_owned()).collect();
        assert_eq!(names, wanted);
        for page in pages {
            let text = fs::read_to_string(&page).unwrap();
            for heading in if language == "en" { ["NAME", "SYNOPSIS", "OPTIONS"] } else { ["名称", "概要", "选项"] } {
                assert!(text.contains(&format!(".SH {heading}\n")), "{}: {heading}", page.display());
            }
            assert!(!text.contains(env!("CARGO_MANIFEST_DIR")));
            let faults = judged("mandoc", &["-T", "lint", "-W", "error"], &text).unwrap_or_default();
            assert_eq!(faults, "", "{}", page.display());
        }
    }
    assert_eq!(run(&empty, &["man", "--lang", "zh"]).1, fs::read_to_string(empty.path().join("share/man1/recount.1")).unwrap());
    let (status, _, said) = run(&folder(&[("taken", b"")]), &["man", "--output-dir", "taken"]);
    assert!(status == 2 && said.starts_with("recount: cannot write taken: "), "{said}");
}

#[test]
fn the_manual_page_says_what_help_says() {
    let (_, page, _) = run(&folder(&[]), &["man"]);
    assert!(page.contains(&format!("recount {}", env!("CARGO_PKG_VERSION"))), "{page}");
    let (_, help, _) = run(&folder(&[]), &["check", "--help"]);
    for option in Regex::new(r"--[a-z-]+").unwrap().find_iter(&help).filter(|option| option.as_str() != "--help") {
        let name = option.as_str().replace('-', r"\-");
        assert!(page.contains(&name), "{} is not in the page", option.as_str());
    }
    let Some(shown) = judged("man", &["-l", "-"], &page) else { return };
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("SYNOPSIS recount ") && shown.contains("Exit status: 0 nothing at or above --fail-on"), "{shown}");
}

/// The regular expression by which a hook chooses files.
fn files_of_the_hooks() -> Regex {
    let hooks = file(".pre-commit-hooks.yaml");
    let pattern = hooks.lines().find_map(|line| line.trim().strip_prefix("files: &reports '")?.strip_suffix('\'')).unwrap();
    Regex::new(pattern).unwrap()
}

#[test]
fn hooks_take_what_a_folder_gives() {
    let names = [
        "a.txt",
        "a.md",
        "a.markdown",
        "a.html",
        "a.htm",
        "a.xhtml",
        "a.shtml",
        "a.docx",
        "a.jsonl",
        "a.ndjson",
        "a.csv",
        "a.tsv",
        "a.json",
        "a.toml",
        "a.yaml",
        "a.py",
        "a.txt.gz",
        "a.jsonl.zst",
        "a.csv.gz",
        "a.gz",
        "atxt",
        "乡村 报告.txt",
        "LICENSE",
    ];
    let folder = folder(&names.map(|name| (name, "{}\n".as_bytes())));
    let found = recount::walk::files(&[folder.path()], &recount::walk::WalkOptions::default());
    let walked: BTreeSet<String> =
        found.files.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let chosen = files_of_the_hooks();
    let hooked: BTreeSet<String> = names.into_iter().filter(|name| chosen.is_match(name)).map(str::to_owned).collect();
    assert_eq!(hooked, walked);
}

#[test]
fn hooks_run_once_and_mend_nothing() {
    let hooks = file(".pre-commit-hooks.yaml");
    let count = |text: &str| hooks.matches(text).count();
    assert_eq!((count("- id: "), count("require_serial: true"), count("entry: recount check\n")), (3, 3, 3));
    assert_eq!((count("language: python"), count("language: rust"), count("language: system")), (1, 1, 1));
    assert!(!hooks.contains("fix"));
}

#[test]
fn the_problem_matcher_reads_concise_lines() {
    let matchers: Value = serde_json::from_str(&file(".github/recount-matcher.json")).unwrap();
    let read = |line: &str| {
        let matchers = matchers["problemMatcher"].as_array().unwrap().iter();
        let mut read = matchers.filter_map(|matcher| {
            let pattern = &matcher["pattern"][0];
            let groups = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap().captures(line)?;
            let group = |name: &str| Some(groups[usize::try_from(pattern[name].as_u64()?).unwrap()].to_owned());
            let severity = group("severity").unwrap_or_else(|| matcher["severity"].as_str().unwrap().to_owned());
            Some(
                [Some(severity), group("file"), group("line"), group("column"), group("code"), group("message")]
                    .map(Option::unwrap),
            )
        });
        let first = read.next();
        assert!(read.next().is_none(), "two matchers take {line}");
        first
    };
    for (line, wanted) in [
        (
            "简报 2024/乡村.txt:5:45: error[share/of-total] 213名 of 348名 is 61.2%, not 62.1%",
            Some(["error", "简报 2024/乡村.txt", "5", "45", "share/of-total", "213名 of 348名 is 61.2%, not 62.1%"]),
        ),
        (
            r"C:\reports\a.txt:1:1: info[metadata/date] no date: 1:2: error[x] y",
            Some(["notice", r"C:\reports\a.txt", "1", "1", "metadata/date", "no date: 1:2: error[x] y"]),
        ),
        ("a.jsonl#3:2:9: warning[text/glosses] 注音", Some(["warning", "a.jsonl#3", "2", "9", "text/glosses", "注音"])),
        ("1 error, 0 warnings, 0 notes in 1 document", None),
    ] {
        assert_eq!(read(line), wanted.map(|wanted| wanted.map(str::to_owned)), "{line}");
    }
}

#[test]
fn pages_name_the_version_that_they_are_about() {
    let named = Regex::new(r"recount-lint==([0-9][0-9.]*)|recount@v([0-9][0-9.]*)|recount-([0-9]+\.[0-9.]+)-").unwrap();
    for page in ["docs/start.md", "docs/hooks.md"] {
        let text = file(page);
        let versions = named.captures_iter(&text).map(|found| found.iter().skip(1).flatten().next().unwrap().as_str());
        assert_eq!(versions.collect::<BTreeSet<_>>(), BTreeSet::from([env!("CARGO_PKG_VERSION")]), "{page}");
    }
}

#[test]
fn every_input_of_the_action_is_on_its_page() {
    let (action, page) = (file("action.yml"), file("docs/hooks.md"));
    let inputs = action.split("\ninputs:\n").nth(1).unwrap().split("\noutputs:").next().unwrap();
    let named = Regex::new(r"(?m)^  ([a-z-]+):$").unwrap();
    let inputs: Vec<&str> = named.captures_iter(inputs).map(|name| name.get(1).unwrap().as_str()).collect();
    assert!(inputs.len() > 8, "{inputs:?}");
    for input in inputs {
        assert!(page.contains(&format!("`{input}`")), "docs/hooks.md does not name `{input}`");
        assert!(action.contains(&format!("${{{{ inputs.{input} }}}}")) || input == "upload", "{input} is not used");
    }
}

#[test]
fn actions_of_others_are_pinned_to_a_commit() {
    let used = Regex::new(r"uses: (\S+)(.*)").unwrap();
    for name in ["action.yml", ".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        let text = file(name);
        for step in used.captures_iter(&text).filter(|step| &step[1] != "./") {
            let commit = step[1].split_once('@').map_or("", |(_, commit)| commit);
            let pinned = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(pinned && step[2].starts_with(" # v"), "{name}: {}", &step[0]);
        }
    }
}
