//! Mending from outside: what is on the disk afterwards, what is said, and how the program exits.

use std::{
    fs,
    io::Read,
    path::Path,
    process::{Command, Stdio},
    sync::LazyLock,
};

use proptest::prelude::*;
use recount::{
    check::{Checker, Language},
    document::Document,
    fix::{self, Scope},
    rule::RuleSet,
};
use tempfile::TempDir;

use crate::{
    cli::{folder, run, run_with_input},
    readme::{copy, renewed},
    shared::shared,
};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

const WELCOME: &str = "欢迎访问东川党建网!\n";
const PROSE: &str = "东川县全面推进乡村建设,各项工作取得明显成效,群众满意,干部安心。\n";
const WRONG: &str = "全镇共有党员227名,其中女党员153名,占76.4%,比上年明显提高。\n";
const RIGHT: &str = "全镇共有党员227名,其中女党员153名,占67.4%,比上年明显提高。\n";

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

/// The names of what a folder holds, hidden files included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The last line that says something.
fn last(text: &str) -> &str {
    text.lines().rfind(|line| !line.is_empty()).unwrap_or("")
}

#[test]
fn what_is_safe_is_mended_in_the_file_and_the_status_is_that_of_the_report_as_it_was() {
    let report = [WELCOME, WRONG, PROSE].concat();
    let folder = folder(&[("a.txt", report.as_bytes()), ("b.txt", PROSE.as_bytes())]);
    let (status, printed, said) = run(&folder, &["check", ".", "--fix"]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(last(&printed).split("; ").collect::<Vec<_>>()[1], "--unsafe-fixes would mend 1 of them", "{printed}");
    assert!(last(&printed).starts_with("1 fixed, "), "{printed}");
    assert!(printed.contains("share/of-total") && !printed.contains("boilerplate/welcome"), "{printed}");
    assert_eq!((read(&folder, "a.txt"), read(&folder, "b.txt")), ([WRONG, PROSE].concat(), PROSE.to_owned()));
    assert_eq!(names(folder.path()), ["a.txt", "b.txt"]);
    let (status, printed, _) = run(&folder, &["check", ".", "--fix", "--lang", "zh"]);
    assert_eq!((status, read(&folder, "a.txt")), (1, [WRONG, PROSE].concat()));
    assert!(last(&printed).starts_with("已修复0处,剩余"), "{printed}");
    // Mended as far as anybody asks, it is found faulty once more, and never again.
    assert_eq!(run(&folder, &["check", ".", "--fix", "--unsafe-fixes"]).0, 1);
    assert_eq!(read(&folder, "a.txt"), [RIGHT, PROSE].concat());
    assert_eq!(run(&folder, &["check", ".", "--fix", "--unsafe-fixes"]).0, 0);
}

#[test]
fn only_the_rules_that_are_wanted_mend() {
    let report = [WELCOME, "【打印本页】\n", WRONG, PROSE, "【关闭窗口】\n"].concat();
    let folder = folder(&[("a.txt", report.as_bytes())]);
    let (status, printed, _) = run(&folder, &["a.txt", "--fix", "--select", "boilerplate/page-controls"]);
    assert_eq!((status, last(&printed)), (0, "2 fixed, 0 remaining"), "{printed}");
    assert_eq!(read(&folder, "a.txt"), [WELCOME, WRONG, PROSE].concat());
    run(&folder, &["a.txt", "--fix", "--unsafe-fixes", "--ignore", "boilerplate/*"]);
    assert_eq!(read(&folder, "a.txt"), [WELCOME, RIGHT, PROSE].concat());
}

#[test]
fn line_ends_marks_and_encodings_stay_as_they_are() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let bare = |text: &str| text.trim_end().to_owned();
    let forms: [(&str, String, String); 5] = [
        ("crlf.txt", crlf(&[WELCOME, PROSE].concat()), crlf(PROSE)),
        ("cr.txt", [WELCOME, PROSE].concat().replace('\n', "\r"), PROSE.replace('\n', "\r")),
        ("bom.txt", format!("\u{FEFF}{WELCOME}{PROSE}"), format!("\u{FEFF}{PROSE}")),
        ("bare.txt", bare(&[PROSE, WELCOME].concat()), bare(PROSE)),
        ("a.md", format!("# 标题\n\n{PROSE}\n【打印本页】 【关闭窗口】\n"), format!("# 标题\n\n{PROSE}\n")),
    ];
    let folder = folder(&[]);
    for (name, before, _) in &forms {
        fs::write(folder.path().join(name), before).unwrap();
    }
    let utf16 = |text: &str| -> Vec<u8> { format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect() };
    fs::write(folder.path().join("utf16.txt"), utf16(&[WELCOME, PROSE].concat())).unwrap();
    let (status, printed, said) = run(&folder, &["check", ".", "--fix"]);
    assert_eq!((status, said.as_str()), (0, ""), "{printed}");
    for (name, _, after) in &forms {
        assert_eq!(&read(&folder, name), after, "{name}");
    }
    assert_eq!(fs::read(folder.path().join("utf16.txt")).unwrap(), utf16(PROSE));
}

#[test]
fn a_file_without_a_fix_is_not_touched() {
    let folder =
        folder(&[("a.txt", WRONG.as_bytes()), ("b.jsonl", format!("{{\"text\":\"{}\"}}\n", WRONG.trim_end()).as_bytes())]);
    let stamps = || ["a.txt", "b.jsonl"].map(|name| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap());
    let before = stamps();
    assert_eq!(run(&folder, &["check", ".", "--fix"]).0, 1);
    assert_eq!(stamps(), before);
}

#[test]
fn of_json_lines_only_the_text_that_changes_is_written_anew() {
    let text = |report: &str| report.replace('\n', "\\n");
    let before = [
        "\u{FEFF}\n".to_owned(),
        format!("{{ \"id\" : 1.50,\t\"text\" : \"{}\", \"x\": \"\\/甲\\u4e59\" }}\r\n", text(&[WELCOME, PROSE].concat())),
        "   \n".to_owned(),
        "not json\n".to_owned(),
        format!("{{\"text\":\"{}\"}}\n", text(PROSE)),
        format!("{{\"text\":\"{}\"}}", text(&[PROSE, "返回顶部\n"].concat())),
    ];
    let after = [
        before[0].clone(),
        before[1].replace(&text(WELCOME), ""),
        before[2].clone(),
        before[3].clone(),
        before[4].clone(),
        before[5].replace("返回顶部\\n", ""),
    ];
    let folder = folder(&[("a.jsonl", before.concat().as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.jsonl", "--fix", "--threads", "2"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("recount: a.jsonl, line 4: is not a JSON object"), "{said}");
    assert!(last(&printed).starts_with("2 fixed, "), "{printed}");
    assert_eq!(read(&folder, "a.jsonl"), after.concat());
    run(&folder, &["a.jsonl", "--fix"]);
    assert_eq!(read(&folder, "a.jsonl"), after.concat());
    assert_eq!(names(folder.path()), ["a.jsonl"]);
}

#[test]
fn escaped_lines_stay_escaped() {
    let line = |report: &str| {
        let escaped: String = report
            .trim_end()
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
            .collect();
        format!("{{\"text\": \"{}\"}}\n", escaped.replace('\n', "\\n"))
    };
    let folder = folder(&[("a.jsonl", line(&[WELCOME, WRONG].concat()).as_bytes())]);
    run(&folder, &["a.jsonl", "--fix", "--unsafe-fixes"]);
    assert_eq!(read(&folder, "a.jsonl"), line(RIGHT));
}

#[test]
fn many_lines_are_mended_in_their_places_for_any_number_of_threads() {
    let line = |id: usize, report: &str| format!("{{\"id\":{id},\"text\":\"{}\"}}\n", report.replace('\n', "\\n"));
    let before: String =
        (0..400).map(|id| line(id, &if id % 3 == 0 { [WELCOME, PROSE].concat() } else { PROSE.to_owned() })).collect();
    let after: String = (0..400).map(|id| line(id, PROSE)).collect();
    for threads in ["1", "4"] {
        let folder = folder(&[("a.jsonl", before.as_bytes())]);
        let (_, printed, _) = run(&folder, &["a.jsonl", "--fix", "--quiet", "--format", "jsonl", "--threads", threads]);
        assert!(!printed.contains("boilerplate/welcome"));
        assert_eq!(read(&folder, "a.jsonl"), after);
    }
}

#[test]
fn programs_get_what_is_left_as_objects_and_people_the_count_apart() {
    let folder = folder(&[("a.txt", [WELCOME, WRONG].concat().as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.txt", "--fix", "--select", "share/*,boilerplate/*", "--format", "jsonl"]);
    let found: Vec<serde_json::Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((status, found.len(), found[0]["line"].as_u64()), (1, 1, Some(1)));
    assert_eq!(said, "1 fixed, 1 remaining; --unsafe-fixes would mend 1 of them\n");
    let (_, printed, said) =
        run(&folder, &["a.txt", "--fix", "--unsafe-fixes", "--select", "share/*", "--format", "json", "--quiet"]);
    assert_eq!((printed.as_str(), said.as_str()), ("[]\n", ""));
}

#[test]
fn a_diff_says_what_would_change_and_changes_nothing() {
    let report = [WELCOME, WRONG, PROSE].concat();
    let folder = folder(&[("a.txt", report.as_bytes()), ("b.txt", PROSE.as_bytes())]);
    let (status, printed, said) = run(&folder, &["check", ".", "--diff"]);
    assert_eq!(status, 1);
    let expected = format!("--- a.txt\n+++ a.txt\n@@ -1,3 +1,2 @@\n-{WELCOME} {WRONG} {PROSE}");
    assert_eq!(printed, expected);
    assert!(said.starts_with("1 would be fixed, ") && said.ends_with("would mend 1 of them\n"), "{said}");
    assert_eq!(read(&folder, "a.txt"), report);
    let (_, printed, said) = run(&folder, &["a.txt", "--diff", "--unsafe-fixes", "--quiet"]);
    assert_eq!(said, "");
    assert_eq!(printed, format!("--- a.txt\n+++ a.txt\n@@ -1,3 +1,2 @@\n-{WELCOME}-{WRONG}+{RIGHT} {PROSE}"));
    let (_, printed, said) = run(&folder, &["b.txt", "--diff"]);
    assert_eq!(printed, "");
    assert!(said.starts_with("0 would be fixed, "), "{said}");
}

#[test]
fn a_diff_is_one_that_patch_takes() {
    let reports = [
        ("a.txt", [WELCOME, WRONG, PROSE, WELCOME].concat()),
        ("b.txt", [WELCOME, WRONG, PROSE, "返回顶部"].concat().replace('\n', "\r\n")),
        ("c.txt", [PROSE, WRONG, "【打印本页】【来源:东川网】"].concat()),
        (
            "d.txt",
            format!(
                "{PROSE}{}{WRONG}{}返回顶部\n",
                PROSE.repeat(9).replace("县", "市"),
                "各村鄉(xiāng)村振興實(shí)現(xiàn)新突破,群众满意。\n".repeat(2)
            ),
        ),
    ];
    if Command::new("patch").arg("--version").output().is_err() {
        return;
    }
    for (name, report) in reports {
        let folder = folder(&[(name, report.as_bytes())]);
        let (_, diff, _) = run(&folder, &[name, "--diff", "--unsafe-fixes"]);
        fs::write(folder.path().join("diff"), &diff).unwrap();
        run(&folder, &[name, "--fix", "--unsafe-fixes"]);
        let mended = read(&folder, name);
        assert_ne!(mended, report);
        fs::write(folder.path().join(name), &report).unwrap();
        let patched = Command::new("patch").current_dir(folder.path()).args(["--binary", "-p0", "-i", "diff"]).output().unwrap();
        assert!(patched.status.success(), "{patched:?}\n{diff}");
        assert_eq!(read(&folder, name), mended, "{diff}");
    }
}

#[test]
fn standard_input_is_mended_onto_standard_output() {
    let folder = folder(&[]);
    let report = [WELCOME, WRONG, PROSE].concat();
    let (status, printed, said) = run_with_input(&folder, &["-", "--fix"], report.as_bytes());
    assert_eq!((status, printed), (1, [WRONG, PROSE].concat()));
    assert!(said.contains("share/of-total") && last(&said).starts_with("1 fixed, "), "{said}");
    // What there is nothing to mend in comes out as it went in.
    for input in [PROSE.as_bytes(), b"", b"a\xFF\xFE\x00b\xFF", b"\n \n"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        let mut child = command
            .args(["-", "--fix", "--quiet"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        assert_eq!(child.wait_with_output().unwrap().stdout, input);
    }
    let line = |report: &str| format!("{{\"text\":\"{}\"}}\n", report.replace('\n', "\\n"));
    let lines = [line(&report), "[]\n".to_owned(), "\n".to_owned(), line(PROSE)].concat();
    let (status, printed, _) = run_with_input(&folder, &["-", "--fix", "--stdin-filename", "a.jsonl"], lines.as_bytes());
    assert_eq!((status, printed), (2, lines.replacen(&WELCOME.replace('\n', "\\n"), "", 1)));
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_corpus_is_written_elsewhere_with_a_list_of_changes() {
    let lines = format!("{{\"id\":\"x\",\"text\":\"{}\"}}\n", [PROSE, "返回顶部\n"].concat().replace('\n', "\\n"));
    let files: [(&str, &[u8]); 4] = [
        ("in/a.txt", &[WELCOME, PROSE].concat().into_bytes()),
        ("in/深/b.txt", PROSE.as_bytes()),
        ("in/c.jsonl", lines.as_bytes()),
        ("in/d.rs", b"fn main() {}"),
    ];
    let folder = folder(&files);
    let (status, printed, said) = run(&folder, &["check", "in", "--output-dir", "out"]);
    assert_eq!((status, said.as_str()), (0, ""), "{printed}");
    assert_eq!((read(&folder, "out/a.txt"), read(&folder, "out/深/b.txt")), (PROSE.to_owned(), PROSE.to_owned()));
    assert_eq!(read(&folder, "out/c.jsonl"), lines.replace("返回顶部\\n", ""));
    assert_eq!(names(&folder.path().join("out")), ["a.txt", "c.jsonl", "edits.jsonl", "深"]);
    for (name, bytes) in files {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
    }
    let edits: Vec<serde_json::Value> =
        read(&folder, "out/edits.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let end = PROSE.len() + "返回顶部\n".len();
    let expected = [
        serde_json::json!({"path":"in/a.txt","document":null,"rule":"boilerplate/welcome","line":1,"column":1,"start":0,"end":WELCOME.len(),"old":WELCOME,"new":""}),
        serde_json::json!({"path":"in/c.jsonl","document":"x","rule":"boilerplate/page-controls","line":2,"column":1,"start":PROSE.len(),"end":end,"old":"返回顶部\n","new":""}),
    ];
    assert_eq!(edits, expected);
    // The same again, over what the first run wrote.
    let twice = || ["a.txt", "c.jsonl", "edits.jsonl", "深/b.txt"].map(|name| read(&folder, &format!("out/{name}")));
    let once = twice();
    assert_eq!(run(&folder, &["check", "in", "--fix", "--output-dir", "out"]).0, 0);
    assert_eq!(twice(), once);
}

#[test]
fn several_folders_keep_their_names_and_two_files_never_become_one() {
    let folder =
        folder(&[("2023/a.txt", PROSE.as_bytes()), ("2024/a.txt", WELCOME.as_bytes()), ("alt/2024/a.txt", PROSE.as_bytes())]);
    assert_eq!(run(&folder, &["check", "2023", "2024", "--output-dir", "out"]).0, 0);
    assert_eq!((read(&folder, "out/2023/a.txt"), read(&folder, "out/2024/a.txt")), (PROSE.to_owned(), WELCOME.to_owned()));
    let (status, _, said) = run(&folder, &["check", "2024", "alt/2024", "--output-dir", "out"]);
    assert_eq!((status, said.as_str()), (2, "recount: alt/2024/a.txt is not mended: out/2024/a.txt is taken\n"));
}

#[test]
fn the_output_folder_is_apart_from_what_is_read() {
    let folder = folder(&[("in/a.txt", PROSE.as_bytes()), ("full/x.txt", b"x")]);
    for out in ["in", "in/out", ".", "./in/../in"] {
        let (status, _, said) = run(&folder, &["check", "in", "--output-dir", out]);
        assert!(status == 2 && said.contains("is not apart from"), "{out}: {said}");
    }
    let (status, _, said) = run(&folder, &["check", "in", "--output-dir", "full"]);
    assert_eq!(
        (status, said.as_str()),
        (2, "recount: --output-dir full is not empty and holds no edits.jsonl of an earlier run: name another folder\n")
    );
    assert_eq!(names(&folder.path().join("full")), ["x.txt"]);
    assert_eq!(read(&folder, "in/a.txt"), PROSE);
}

#[test]
fn options_that_make_no_sense_together_are_refused() {
    let folder = folder(&[("a.txt", [WELCOME, PROSE].concat().as_bytes())]);
    for (arguments, told) in [
        (&["a.txt", "--unsafe-fixes"][..], "--fix"),
        (&["a.txt", "--fix", "--diff"], "cannot be used with"),
        (&["a.txt", "--diff", "--output-dir", "out"], "cannot be used with"),
        (&["a.txt", "--diff", "--format", "jsonl"], "cannot be used with"),
        (&["-", "a.txt", "--fix"], "--fix with `-` takes no other path"),
        (&["-", "--output-dir", "out"], "--output-dir needs files"),
        (&["a.txt", "--valid-list", "x", "--invalid-list", "x"], "are one file"),
        (&["a.txt", "--valid-list", "none/x"], "cannot write none/x"),
    ] {
        let (status, _, said) = run(&folder, arguments);
        assert!(status == 2 && said.contains(told), "{arguments:?}: {said}");
    }
    assert_eq!(read(&folder, "a.txt"), [WELCOME, PROSE].concat());
}

#[test]
fn a_corpus_is_split_by_the_gate() {
    let lines = format!("{{\"id\":\"x\",\"text\":\"{}\"}}\n{{}}\n{{\"text\":\"{}\"}}\n", WRONG.trim_end(), PROSE.trim_end());
    let files: [(&str, &[u8]); 5] = [
        ("a.txt", PROSE.as_bytes()),
        ("b.txt", WRONG.as_bytes()),
        ("c.jsonl", lines.as_bytes()),
        ("d.txt", b"\xFF\x00\xFF"),
        ("e.txt", &[WELCOME, PROSE].concat().into_bytes()),
    ];
    let folder = folder(&files);
    let lists = ["check", ".", "--valid-list", "v", "--invalid-list", "i"];
    assert_eq!(run(&folder, &lists).0, 2);
    assert_eq!(
        (read(&folder, "v").as_str(), read(&folder, "i").as_str()),
        ("a.txt\nc.jsonl#3\ne.txt\n", "b.txt\nc.jsonl#x\nc.jsonl#2\nd.txt\n")
    );
    run(&folder, &[&lists[..], &["--fail-on", "warning"]].concat());
    assert_eq!(read(&folder, "v"), "a.txt\nc.jsonl#3\n");
    // What only would be mended is listed as it is, what is mended as it is then.
    run(&folder, &[&lists[..], &["--fail-on", "warning", "--diff"]].concat());
    assert_eq!(read(&folder, "v"), "a.txt\nc.jsonl#3\n");
    run(&folder, &[&lists[..], &["--fail-on", "warning", "--fix"]].concat());
    assert_eq!(read(&folder, "v"), "a.txt\nc.jsonl#3\ne.txt\n");
    run(&folder, &[&lists[..], &["--fail-on", "never"]].concat());
    assert_eq!(read(&folder, "i"), "c.jsonl#2\nd.txt\n");
}

#[test]
fn fixes_that_undo_one_another_are_told_and_the_file_stays() {
    let rule = |id: &str, holds: &str, with: &str, good: &str| {
        format!(
            "[[rule]]\nid = \"own/{id}\"\nseverity = \"error\"\nsummary = {{ en = \"e\", zh = \"z\" }}\nfind = ['植树{{trees:count}},每村{{own:count}}']\nholds = \"{holds}\"\nmessage = {{ en = \"{{own}}\", zh = \"{{own}}\" }}\nfix = {{ replace = \"own\", with = \"{{{with} as own}}\" }}\ngood = [\"植树80株,每村{good}株。\"]\nbad = [\"植树80株,每村[[70株]]。\"]\n"
        )
    };
    let rules =
        [rule("half", "own = trees / 2", "trees / 2", "40"), rule("quarter", "own = trees / 4", "trees / 4", "20")].concat();
    let report = [PROSE, "植树80株,每村70株。\n"].concat();
    let folder =
        folder(&[("a.txt", report.as_bytes()), ("b.txt", [WELCOME, PROSE].concat().as_bytes()), ("own.toml", rules.as_bytes())]);
    let (status, printed, said) = run(&folder, &["check", ".", "--rules", "own.toml", "--fix", "--unsafe-fixes"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("recount: a.txt is not mended: the fixes of own/") && said.contains("after 20 rounds"), "{said}");
    assert!(printed.contains("own/half") && printed.contains("own/quarter"), "{printed}");
    assert_eq!((read(&folder, "a.txt"), read(&folder, "b.txt")), (report, PROSE.to_owned()));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn permissions_and_owner_stay() {
        let folder = folder(&[("a.txt", [WELCOME, PROSE].concat().as_bytes())]);
        let path = folder.path().join("a.txt");
        set_mode(&path, 0o640);
        let before = fs::metadata(&path).unwrap();
        run(&folder, &["a.txt", "--fix"]);
        let after = fs::metadata(&path).unwrap();
        assert_eq!(read(&folder, "a.txt"), PROSE);
        assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = folder(&[("deep/a.txt", [WELCOME, PROSE].concat().as_bytes())]);
        symlink("deep/a.txt", folder.path().join("link.txt")).unwrap();
        assert_eq!(run(&folder, &["link.txt", "--fix"]).0, 0);
        assert!(folder.path().join("link.txt").is_symlink());
        assert_eq!((read(&folder, "deep/a.txt").as_str(), names(&folder.path().join("deep"))), (PROSE, vec!["a.txt".to_owned()]));
    }

    #[test]
    fn a_read_only_file_is_told_and_the_rest_goes_on() {
        let report = [WELCOME, PROSE].concat();
        let folder = folder(&[("a.txt", report.as_bytes()), ("b.txt", report.as_bytes())]);
        set_mode(&folder.path().join("a.txt"), 0o444);
        let (status, printed, said) = run(&folder, &["check", ".", "--fix"]);
        assert_eq!((status, said.as_str()), (2, "recount: a.txt is not mended: it is read-only\n"));
        assert!(printed.contains("a.txt:1:1") && last(&printed).starts_with("1 fixed, "), "{printed}");
        assert_eq!((read(&folder, "a.txt"), read(&folder, "b.txt")), (report, PROSE.to_owned()));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_told_and_the_rest_goes_on() {
        use std::os::unix::process::CommandExt;
        let report = [WELCOME, PROSE].concat();
        let folder = folder(&[("shut/a.txt", report.as_bytes()), ("open/b.txt", report.as_bytes())]);
        set_mode(folder.path(), 0o755);
        set_mode(&folder.path().join("shut"), 0o555);
        set_mode(&folder.path().join("open"), 0o777);
        // Root may write anywhere: then it is somebody else who tries.
        let root = fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0);
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        command.current_dir(folder.path()).args(["check", ".", "--fix"]).env("LC_ALL", "C");
        if root {
            command.uid(65534).gid(65534);
        }
        let Ok(done) = command.output() else {
            eprintln!("skipped: nobody else may run the program");
            return;
        };
        set_mode(&folder.path().join("shut"), 0o755);
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.starts_with("recount: shut/a.txt is not mended: Permission denied"), "{said}");
        assert_eq!((read(&folder, "shut/a.txt"), read(&folder, "open/b.txt")), (report, PROSE.to_owned()));
        assert_eq!(names(&folder.path().join("open")), ["b.txt"]);
    }

    #[test]
    fn a_name_that_is_no_text_is_written_all_the_same() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let folder = folder(&[]);
        let path = folder.path().join(OsStr::from_bytes(b"a\xFF.txt"));
        if fs::write(&path, [WELCOME, PROSE].concat()).is_ok() {
            assert_eq!(run(&folder, &["check", ".", "--fix"]).0, 0);
            assert_eq!(fs::read_to_string(&path).unwrap(), PROSE);
        }
    }

    #[test]
    fn a_file_under_two_names_is_mended_once() {
        let report = [WELCOME, PROSE].concat();
        let folder = folder(&[("a.txt", report.as_bytes()), ("link.txt", b"")]);
        fs::remove_file(folder.path().join("link.txt")).unwrap();
        symlink("a.txt", folder.path().join("link.txt")).unwrap();
        let (status, _, said) = run(&folder, &["a.txt", "link.txt", "--fix"]);
        assert_eq!((status, said.as_str(), read(&folder, "a.txt").as_str()), (0, "", PROSE));
        assert!(folder.path().join("link.txt").is_symlink());
    }

    #[test]
    fn mending_goes_on_when_nobody_reads_what_is_printed() {
        let report = [WELCOME, WRONG, PROSE].concat();
        let folder = folder(&[("a.txt", report.as_bytes()), ("b.txt", report.as_bytes())]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        let mut child = command
            .current_dir(folder.path())
            .args(["check", ".", "--fix"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(1), ""));
        assert_eq!((read(&folder, "a.txt"), read(&folder, "b.txt")), ([WRONG, PROSE].concat(), [WRONG, PROSE].concat()));
    }
}

#[test]
fn every_command_of_the_chapter_on_mending_works_and_prints_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chapter = root.join("docs/repair.md");
    let written = fs::read_to_string(&chapter).unwrap().replace("\r\n", "\n");
    let folder = folder(&[]);
    copy(&root.join("tests/reports"), &folder.path().join("tests/reports"));
    let now = renewed(&written, &folder);
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&chapter, &now).unwrap();
    } else {
        assert_eq!(written, now, "docs/repair.md is out of date: run `just regenerate`");
    }
}

/// The sentences of a text, without what is not written in Chinese characters, figures or words.
fn sentences(text: &str) -> Vec<String> {
    let bare = |sentence: &str| sentence.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    text.split(['。', '\n', '!', '?', ';']).map(bare).filter(|sentence| sentence.chars().count() >= 8).collect()
}

#[test]
fn the_seed_reports_are_cleaned_once_for_all_and_keep_every_sentence() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = folder(&[]);
    let mut reports = Vec::new();
    for entry in fs::read_dir(&seeds).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            fs::write(folder.path().join(&name), fs::read(&path).unwrap()).unwrap();
            reports.push(name);
        }
    }
    reports.sort();
    let texts = || reports.iter().map(|name| read(&folder, name)).collect::<Vec<_>>();
    let before = texts();
    run(&folder, &["check", ".", "--fix", "--isolated"]);
    let once = texts();
    let (_, printed, _) = run(&folder, &["check", ".", "--fix", "--isolated", "--format", "jsonl"]);
    assert_eq!(texts(), once, "a second run changes nothing");
    let rules: Vec<String> = printed
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|found| format!("{}:{} {}", found["path"].as_str().unwrap(), found["line"], found["rule"].as_str().unwrap()))
        .filter(|found| ["boilerplate/", "spam/", "text/pinyin"].iter().any(|family| found.contains(family)))
        .collect();
    assert_eq!(rules, [""; 0], "left in the reports");
    // What goes out of a line of the report: glosses, and the editors named at its end.
    let gone = regex::Regex::new(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]|\(一审[^)]*\)").unwrap();
    // The body of each report runs from its first long line to its last one.
    for (before, after) in before.iter().zip(&once) {
        let long = |line: &&str| line.chars().count() > 120 && line.contains('。');
        let kept = sentences(after);
        for line in before.lines().filter(long) {
            for sentence in sentences(&gone.replace_all(line, "")) {
                assert!(kept.contains(&sentence), "{sentence}");
            }
        }
    }
}

/// Lines of reports, sound ones and such as pages and converters leave.
const LINES: &[&str] = &[
    "欢迎访问东川党建网!",
    "当前位置:首页 > 工作动态 > 正文",
    "青山镇 白河镇 东岭乡 西塘乡 南湾镇",
    "东川县全面推进乡村建设,取得明显成效,群众满意。",
    "全镇共有党员227名,其中女党员153名,占76.4%。",
    "青山鄉(xiāng)村振興實(shí)現(xiàn)新突破,群眾(zhòng)滿意。",
    "满意率98%%,办结率99%。",
    "共12\u{200B}3户,合计4\u{FEFF}5\u{200B}人。",
    "【打印本页】 【关闭窗口】",
    "字号:【大 中 小】 分享到:微信 微博",
    "责任编辑:李某某",
    "主办单位:东川县委 备案号:京ICP证010203号",
    "Copyright © 2015-2020 东川网 All Rights Reserved",
    "青山镇&nbsp;&nbsp;建成&#12288;示范村&ldquo;三个&rdquo;。",
    "ä¸\u{AD}å›½ 全镇总?丝诘?7.5%",
    "来源:东川日报 作者:",
    "\u{3000}\u{3000}一是强化组织领导;二是强化督查。",
    "1",
    "",
    " ",
];

fn reports() -> impl Strategy<Value = String> {
    let line = (prop::sample::select(LINES), prop::sample::select(vec!["\n", "\n", "\r\n", "\r", ""]));
    let lines = prop::collection::vec(line, 1..12);
    (any::<bool>(), lines).prop_map(|(marked, lines)| {
        let text: String = lines.into_iter().flat_map(|(line, end)| [line, end]).collect();
        if marked { format!("\u{FEFF}{text}") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn once_is_enough_and_the_log_is_exact(text in reports(), all in any::<bool>(), markdown in any::<bool>()) {
        let scope = if all { Scope::All } else { Scope::Safe };
        let format = if markdown { recount::document::Format::Markdown } else { recount::document::Format::Text };
        let document = Document { format, ..Document::new("a", "") }.with_text(text.clone());
        let mended = fix::mend(&document, scope, |document| CHECKER.check(document));
        prop_assert_eq!(&mended.unsettled, &Vec::<std::sync::Arc<str>>::new());
        let Some(repair) = mended.repair else { return Ok(()) };
        let (mut built, mut done) = (String::new(), 0);
        for change in &repair.changes {
            prop_assert_eq!(text.get(change.place.start..change.place.end), Some(change.old.as_str()));
            built.push_str(&text[done..change.place.start]);
            built.push_str(&change.new);
            done = change.place.end;
        }
        built.push_str(&text[done..]);
        prop_assert_eq!(&built, &repair.document.text);
        let again = fix::mend(&repair.document, scope, |document| CHECKER.check(document));
        prop_assert_eq!(again.repair, None);
    }
}

#[test]
fn what_looks_like_page_furniture_in_the_midst_of_a_report_is_not_safe_to_delete() {
    let prose = "近年来,东川县全面推进乡村建设,取得明显成效,群众满意度持续提高,各项工作迈上新台阶。\n";
    let body = "服务大厅自助区提供下列服务,群众可以就近办理,不必往返奔波,十分方便。\n打印\n收藏\n关闭\n大厅的显示屏上写着【打印】【关闭】两个按钮,\
                由工作人员引导群众使用,反映良好。\n推荐阅读\n上一篇\n中心还向群众推荐好书,组织读书会,丰富了群众文化生活,营造了书香氛围。\n";
    let report = [prose, body, prose].concat();
    let page = ["【打印】【关闭】\n", &report, "【打印】【关闭】\n推荐阅读\n上一篇:没有了\n"].concat();
    let folder = folder(&[("a.txt", page.as_bytes())]);
    let (_, printed, said) = run(&folder, &["a.txt", "--fix"]);
    assert_eq!((read(&folder, "a.txt"), said.as_str()), (report.clone(), ""), "{printed}");
    // They are told of all the same, and go where somebody says so.
    assert!(printed.contains("boilerplate/page-controls") && printed.contains("boilerplate/related"), "{printed}");
    run(&folder, &["a.txt", "--fix", "--unsafe-fixes"]);
    assert!(!read(&folder, "a.txt").contains("打印"), "{}", read(&folder, "a.txt"));
    let (_, printed, _) = run(&folder, &["explain", "boilerplate/related"]);
    assert!(printed.contains("deletes the line, safely above and below the report; within it somebody must look\n"), "{printed}");
}
