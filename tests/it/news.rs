//! Mending and lists beside a baseline: what is new is mended and listed, what is old is left as it is.

use std::fs;

use tempfile::TempDir;

use crate::cli::{folder, run, run_with_input};

const FILE: &str = ".recount-baseline.jsonl";
const PROSE: &str = "近年来,东川县全面推进乡村建设,取得明显成效,群众满意度持续提高,各项工作迈上新台阶。\n";
const WELCOME: &str = "欢迎访问东川县政府网站\n";
const BUTTONS: &str = "【打印】【关闭】\n";
const WRONG: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";

fn report(name: &str, body: &str) -> String {
    format!("{WELCOME}{name}简报\n2023年5月4日\n来源:东川县\n{PROSE}{body}")
}

/// Two reports with old page furniture.
fn corpus() -> TempDir {
    let folder = folder(&[("a.txt", report("甲", BUTTONS).as_bytes()), ("b.txt", report("乙", BUTTONS).as_bytes())]);
    assert_eq!(run(&folder, &["baseline", "--ignore", "duplicate/*"]).0, 0);
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

#[test]
fn only_what_is_new_is_mended() {
    let folder = corpus();
    let old = read(&folder, "a.txt");
    write(&folder, "b.txt", &report("乙", &[BUTTONS, "分享到:微信 微博\n"].concat()));
    write(&folder, "c.txt", &report("丙", BUTTONS));
    let (status, printed, said) = run(&folder, &[".", "--baseline", FILE, "--diff"]);
    assert_eq!((status, said.as_str()), (0, "3 would be fixed, 0 would remain\n"));
    let removed: Vec<&str> = printed.lines().filter(|line| line.starts_with('-') && !line.starts_with("---")).collect();
    assert_eq!(removed, ["-分享到:微信 微博", "-欢迎访问东川县政府网站", "-【打印】【关闭】"]);
    let (status, printed, said) = run(&folder, &[".", "--baseline", FILE, "--fix"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(
        printed.contains("4 old findings not shown: known to the baseline\n") && printed.ends_with("3 fixed, 0 remaining\n"),
        "{printed}"
    );
    assert_eq!(read(&folder, "a.txt"), old);
    assert_eq!(read(&folder, "b.txt"), report("乙", BUTTONS));
    assert_eq!(read(&folder, "c.txt"), report("丙", "").replace(WELCOME, ""));
    // A second time there is nothing to do.
    let (_, printed, _) = run(&folder, &[".", "--baseline", FILE, "--fix", "--lang", "zh"]);
    assert!(printed.contains("另有4处为基线所含的旧问题,未列出\n"), "{printed}");
    assert_eq!(run(&folder, &["baseline", "--diff"]).0, 0);
}

#[test]
fn of_the_same_words_in_two_files_the_one_that_came_is_mended_wherever_it_comes() {
    let folder = corpus();
    write(&folder, "0.txt", &report("零", BUTTONS));
    assert_eq!(run(&folder, &[".", "--baseline", FILE, "--fix", "--quiet"]).0, 0);
    assert_eq!(read(&folder, "0.txt"), report("零", "").replace(WELCOME, ""));
    assert_eq!(read(&folder, "a.txt"), report("甲", BUTTONS));
    // Renamed, nothing came.
    fs::rename(folder.path().join("b.txt"), folder.path().join("1.txt")).unwrap();
    assert_eq!(run(&folder, &[".", "--baseline", FILE, "--fix", "--quiet"]).0, 0);
    assert_eq!(read(&folder, "1.txt"), report("乙", BUTTONS));
}

#[test]
fn an_old_finding_stays_old_though_its_sentence_is_mended() {
    let sentence = "茶社共有采茶工36名,其中返乡的27名,占57%,群众满意。";
    let folder = folder(&[("a.txt", format!("{PROSE}{sentence}\n").as_bytes())]);
    assert_eq!(run(&folder, &["baseline"]).0, 0);
    // The entity is new, and in the sentence of the share, which is old.
    write(&folder, "a.txt", &format!("{PROSE}{}\n", sentence.replace(",群众", "&nbsp;群众")));
    let baseline = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert!(baseline.contains("share/of-total"), "{baseline}");
    let (_, printed, said) = run(&folder, &["a.txt", "--baseline", FILE, "--fix", "--unsafe-fixes"]);
    assert_eq!(said, "");
    assert!(!read(&folder, "a.txt").contains("&nbsp;"), "{printed}");
}

#[test]
fn lists_are_of_what_is_new() {
    let folder = corpus();
    write(&folder, "c.txt", WRONG);
    let lists = ["--valid-list", "valid", "--invalid-list", "invalid"];
    let (status, printed, said) =
        run(&folder, &[&[".", "--baseline", FILE, "--fail-on", "warning", "--quiet"][..], &lists].concat());
    assert_eq!((status, said.as_str()), (1, ""), "{printed}");
    assert!(printed.contains("27名 of 36名") && !printed.contains("welcome"), "{printed}");
    assert_eq!((read(&folder, "valid").as_str(), read(&folder, "invalid").as_str()), ("a.txt\nb.txt\n", "c.txt\n"));
    // Without the baseline all three fail.
    run(&folder, &[&[".", "--fail-on", "warning", "--quiet"][..], &lists].concat());
    assert_eq!(read(&folder, "valid"), "");
}

#[test]
fn a_mended_copy_keeps_what_is_old() {
    let folder = corpus();
    write(&folder, "c.txt", &report("丙", BUTTONS));
    assert_eq!(run(&folder, &["a.txt", "c.txt", "--baseline", FILE, "--output-dir", "out", "--quiet"]).0, 0);
    assert_eq!(read(&folder, "out/a.txt"), report("甲", BUTTONS));
    assert_eq!(read(&folder, "out/c.txt"), report("丙", "").replace(WELCOME, ""));
    assert!(!read(&folder, "out/edits.jsonl").contains("a.txt"), "{}", read(&folder, "out/edits.jsonl"));
}

#[test]
fn standard_input_cannot_be_held_against_a_baseline_and_mended() {
    let folder = corpus();
    for (lang, told) in [("en", "standard input can be read once"), ("zh", "标准输入只能读一遍")] {
        let arguments = ["-", "--baseline", FILE, "--fix", "--stdin-filename", "a.txt", "--lang", lang];
        let (status, printed, said) = run_with_input(&folder, &arguments, PROSE.as_bytes());
        assert_eq!((status, printed.as_str()), (2, ""));
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn what_cannot_be_read_is_told_once_and_nothing_else_is_held_up() {
    let folder = corpus();
    write(&folder, "empty.txt", "");
    write(&folder, "c.txt", &report("丙", BUTTONS));
    let (status, _, said) = run(&folder, &[".", "--baseline", FILE, "--fix"]);
    assert_eq!((status, said.matches("empty.txt").count()), (2, 1), "{said}");
    assert_eq!(read(&folder, "c.txt"), report("丙", "").replace(WELCOME, ""));
}
