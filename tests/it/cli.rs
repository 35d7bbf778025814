//! Arguments, input and exit statuses.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A report in which nothing is wrong.
const CLEAN: &str = "各村扎实推进人居环境整治。\n";

/// The program in a folder, in English, with no terminal.
fn recount(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    for name in ["LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "INSIDE_EMACS"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C");
    command
}

/// The program in a folder: exit status, standard output, standard error.
pub fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    told(recount(folder.path(), arguments).output().unwrap())
}

/// The program with something on standard input.
pub fn run_with_input(folder: &TempDir, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = recount(folder.path(), arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(child.wait_with_output().unwrap())
}

fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder with files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// How many documents the summary names.
fn documents(printed: &str) -> &str {
    let line = printed.lines().find(|line| line.contains(" notes in ") || line.contains(" note in ")).unwrap();
    line.rsplit_once(" in ").unwrap().1
}

#[test]
fn checking_is_what_it_does_when_no_command_is_given() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes()), ("村/b.md", CLEAN.as_bytes()), ("c.rs", b"")]);
    let (status, printed, said) = run(&folder, &[]);
    assert_eq!((status, documents(&printed), said.as_str()), (0, "2 documents", ""));
    for arguments in [&["."][..], &["check"], &["check", "."], &["a.txt", "村"]] {
        assert_eq!(run(&folder, arguments), (0, printed.clone(), String::new()), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_stops_nothing_else() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes()), ("b.txt", b"a\xFF"), ("c.txt", CLEAN.as_bytes())]);
    let (status, printed, said) = run(&folder, &["b.txt", "a.txt", "none.txt", "c.txt", "x*.txt"]);
    assert_eq!((status, documents(&printed)), (2, "2 documents"));
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(said[..2], ["recount: none.txt does not exist", "recount: no file matches `x*.txt`"]);
    assert!(said[2].starts_with("recount: b.txt is not UTF-8 at byte 1"), "{said:?}");
    assert_eq!(said.len(), 3);
}

#[test]
fn an_empty_file_is_named_and_stops_nothing_else() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes()), ("b.txt", b""), ("c.md", b"\xEF\xBB\xBF \n")]);
    let (status, printed, said) = run(&folder, &["."]);
    assert_eq!((status, documents(&printed)), (2, "1 document"));
    assert_eq!(
        said,
        "recount: ./b.txt is empty: there is nothing to check\nrecount: ./c.md is empty: there is nothing to check\n"
            .replace("./", "")
    );
}

#[test]
fn where_there_is_nothing_to_do_it_says_so() {
    let folder = folder(&[("a.rs", b"")]);
    let usage = |message: &str| (2, String::new(), format!("recount: {message}\n"));
    assert_eq!(run(&folder, &["."]), usage("there is no report in ."));
    assert_eq!(run(&folder, &["--stdin-filename", "a.md", "a.rs"]), usage("--stdin-filename needs `-` among the paths"));
    for wrong in
        [&["--fail-on", "sometimes"][..], &["--threads", "0"], &["--unsafe-fixes"], &["explain"], &["rules", "--format", "xml"]]
    {
        let (status, printed, said) = run(&folder, wrong);
        assert_eq!((status, printed.as_str()), (2, ""), "{wrong:?}");
        assert!(said.starts_with("error: "), "{said}");
    }
}

#[test]
fn a_rule_that_does_not_exist_is_a_mistake() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    for arguments in
        [&["--select", "no-such/*", "a.txt"][..], &["--ignore", "no-such/rule", "a.txt"], &["explain", "no-such/rule"]]
    {
        let (status, printed, said) = run(&folder, arguments);
        assert_eq!((status, printed.as_str()), (2, ""));
        assert!(said.starts_with("recount: no rule ") && said.contains("no-such/"), "{said}");
    }
    assert_eq!(run(&folder, &["--select", "a[", "a.txt"]).0, 2);
}

#[test]
fn standard_input_is_read_as_what_its_name_says() {
    let folder = folder(&[]);
    let lines = format!("{{\"text\":\"{0}\"}}\n{{\"id\":\"b\",\"text\":\"{0}\"}}\n", CLEAN.trim_end());
    let (status, printed, said) = run_with_input(&folder, &["-", "--stdin-filename", "a.jsonl"], lines.as_bytes());
    assert_eq!((status, documents(&printed), said.as_str()), (0, "2 documents", ""));
    let (status, printed, said) = run_with_input(&folder, &["-"], CLEAN.as_bytes());
    assert_eq!((status, documents(&printed), said.as_str()), (0, "1 document", ""));
    let empty = (2, "recount: <stdin> is empty: there is nothing to check\n".to_owned());
    let (status, _, said) = run(&folder, &["-"]);
    assert_eq!((status, said), empty);
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let lines: Vec<String> = (0..500)
        .map(|id| match id % 7 {
            0 => format!("{{\"id\":{id}}}\n"),
            _ => format!("{{\"id\":{id},\"text\":\"工作队共有队员{id}名,其中党员{id}人,占67.5%。\"}}\n"),
        })
        .collect();
    let folder = folder(&[("a.jsonl", lines.concat().as_bytes())]);
    for command in [&["check"][..], &["claims"], &["figures"], &["check", "--format", "jsonl"]] {
        let with = |threads| run(&folder, &[command, &["a.jsonl", "--threads", threads]].concat());
        let one = with("1");
        assert_eq!(one.0, 2);
        assert_eq!(one.2.lines().count(), 72);
        assert_eq!(with("2"), one);
        assert_eq!(with("5"), one);
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = folder(&[]);
    let mut command = recount(folder.path(), &["-", "--statistics"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(CLEAN.as_bytes()).unwrap();
    assert_eq!(told(child.wait_with_output().unwrap()), (0, String::new(), String::new()));
}

#[test]
fn programs_get_nothing_but_objects() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    for command in ["check", "claims", "figures"] {
        assert_eq!(run(&folder, &[command, "a.txt", "--format", "jsonl"]), (0, String::new(), String::new()), "{command}");
        assert_eq!(run(&folder, &[command, "a.txt", "--format", "json"]), (0, "[]\n".to_owned(), String::new()), "{command}");
    }
    let (_, printed, said) = run(&folder, &["a.txt", "--format", "jsonl", "--statistics"]);
    assert_eq!(printed, "");
    assert!(said.contains("checkable"), "{said}");
    let (_, printed, _) = run(&folder, &["rules", "--format", "json"]);
    assert!(serde_json::from_str::<Vec<serde_json::Value>>(&printed).is_ok(), "{printed}");
}

#[test]
fn the_output_can_go_to_a_file() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    let (_, printed, _) = run(&folder, &["a.txt"]);
    assert_eq!(run(&folder, &["a.txt", "--output", "out/found.txt"]).0, 2);
    assert_eq!(run(&folder, &["a.txt", "--output", "found.txt"]), (0, String::new(), String::new()));
    assert_eq!(fs::read_to_string(folder.path().join("found.txt")).unwrap(), printed);
}

#[test]
fn the_language_is_that_of_the_option_or_of_the_locale() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    let chinese = run(&folder, &["a.txt", "--lang", "zh"]);
    assert!(chinese.1.contains("1篇文档"), "{}", chinese.1);
    let told_in = |locale: &str| told(recount(folder.path(), &["a.txt"]).env("LC_ALL", "").env("LANG", locale).output().unwrap());
    assert_eq!(told_in("zh_TW.UTF-8"), chinese);
    assert_eq!(told_in("en_GB.UTF-8"), run(&folder, &["a.txt"]));
}

#[test]
fn neither_names_nor_messages_steer_the_terminal() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["a\u{1b}]0;\u{7}\u{202e}.txt"]);
    assert_eq!((status, said.as_str()), (2, "recount: a␛]0;␇<U+202E>.txt does not exist\n"));
    assert!(!printed.contains('\u{1b}'));
    let (_, _, said) = run(&folder, &["explain", "a\u{1b}[31m"]);
    assert!(said.starts_with("recount: no rule is called `a␛[31m`"), "{said}");
}

#[test]
fn the_built_in_rules_behave_as_their_examples_say() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["test"]);
    assert_eq!((status, said.as_str()), (0, ""), "{printed}");
    assert!(printed.ends_with("all as they should be\n"), "{printed}");
}
