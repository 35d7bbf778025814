//! Suppressions: in comments, in front matter and beside the reports; and what is wrong with them.

use std::fmt::Write as _;

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    assert_snapshot,
    cli::{folder, run, run_with_input},
};

/// A sentence whose share is contradicted, and one whose sum is.
const SHARE: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。";
const RIGHT: &str = "茶社共有采茶工36名,其中返乡的27名,占75%。";
const FOUND: &str = "share/of-total";

/// What is found: line and rule, in order; and the exit status.
fn found(folder: &TempDir, arguments: &[&str]) -> (i32, Vec<String>) {
    let (status, printed, said) = run(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    assert_eq!(said, "", "{arguments:?}");
    (status, printed.lines().map(told).collect())
}

fn told(line: &str) -> String {
    let finding: Value = serde_json::from_str(line).unwrap();
    format!("{}:{} {}", finding["path"].as_str().unwrap(), finding["line"], finding["rule"].as_str().unwrap())
}

/// What is found in one Markdown report.
fn in_markdown(text: &str) -> Vec<String> {
    let folder = folder(&[("a.md", text.as_bytes())]);
    found(&folder, &["a.md"]).1.iter().map(|told| told.replace("a.md:", "")).collect()
}

#[test]
fn a_comment_on_its_own_suppresses_in_the_block_after_it_and_one_beside_text_on_its_line() {
    let comment = "<!-- recount: ignore share/of-total: 基数为上年名册 -->";
    assert_eq!(in_markdown(&format!("{SHARE}\n")), [format!("1 {FOUND}")]);
    assert_eq!(in_markdown(&format!("{comment}\n\n{SHARE}\n")), Vec::<String>::new());
    assert_eq!(in_markdown(&format!("{comment}\n{SHARE}\n{SHARE}\n\n{SHARE}\n")), [format!("5 {FOUND}")]);
    assert_eq!(in_markdown(&format!("{SHARE} {comment}\n\n{SHARE}\n")), [format!("3 {FOUND}")]);
    assert_eq!(in_markdown(&format!("- {SHARE} {comment}\n- {SHARE}\n")), [format!("2 {FOUND}")]);
}

#[test]
fn a_file_and_a_range_are_suppressed_by_glob() {
    let file = "<!-- recount: ignore-file share/*: 基数为上年名册 -->";
    assert_eq!(in_markdown(&format!("{SHARE}\n\n{file}\n\n{SHARE}\n")), Vec::<String>::new());
    let (start, end) = ("<!-- recount: ignore-start share/*, sum/total: 表内合计含其他 -->", "<!-- recount: ignore-end -->");
    // Of two rules only one had something to suppress.
    assert_eq!(
        in_markdown(&format!("{SHARE}\n\n{start}\n\n{SHARE}\n\n{SHARE}\n\n{end}\n\n{SHARE}\n")),
        [format!("1 {FOUND}"), "3 suppression/unused".to_owned(), format!("11 {FOUND}")]
    );
}

#[test]
fn ranges_of_different_rules_may_overlap() {
    let text = format!(
        "<!-- recount: ignore-start share/*: 甲 -->\n\n<!-- recount: ignore-start count/*: 乙 -->\n\n{SHARE}\n\n\
         <!-- recount: ignore-end share/* -->\n\n{SHARE} 加强三个建设:思想建设、组织建设。\n\n<!-- recount: ignore-end count/* -->\n"
    );
    assert_eq!(in_markdown(&text), [format!("9 {FOUND}")]);
}

#[test]
fn a_comment_that_the_reader_sees_suppresses_nothing() {
    let comment = "<!-- recount: ignore share/of-total: 示例 -->";
    let shares = |text: String| in_markdown(&text).into_iter().filter(|told| told.contains("share/")).collect::<Vec<_>>();
    assert_eq!(shares(format!("```\n{comment}\n```\n{SHARE}\n")), [format!("4 {FOUND}")]);
    assert_eq!(shares(format!("`{comment}` {SHARE}\n")), [format!("1 {FOUND}")]);
    let text = folder(&[("a.txt", format!("{comment}\n{SHARE}\n").as_bytes())]);
    assert_eq!(found(&text, &["a.txt", "--select", "share/*"]).1, [format!("a.txt:2 {FOUND}")]);
}

#[test]
fn front_matter_suppresses_in_the_whole_file() {
    let text = format!("---\ntitle: 甲\nrecount-ignore:\n  - share/*: 基数为上年名册\n---\n\n{SHARE}\n");
    assert_eq!(in_markdown(&text), Vec::<String>::new());
    let text = format!("---\nrecount: {{ignore: [\"share/of-total: 甲\", \"sum/total: 乙\"]}}\n---\n\n{SHARE}\n");
    assert_eq!(in_markdown(&text), ["2 suppression/unused"]);
}

#[test]
fn what_is_wrong_with_a_suppression_is_told_in_either_language() {
    let texts = [
        format!("<!-- recount: ignore share/of-total: 基数为上年名册 -->\n\n{RIGHT}\n"),
        format!("<!-- recount: ignore share/of-total until 2001-01-31: 基数为上年名册 -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignore share/of-totl, share/*: 基数为上年名册 -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignore: 基数为上年名册 -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignore share/of-total -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignroe share/of-total: 基数为上年名册 -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignore share/* until 2027-02-30: 基数为上年名册 -->\n\n{SHARE}\n"),
        format!("<!-- recount: ignore-start share/*: 甲 -->\n\n{SHARE}\n"),
        format!("{RIGHT}\n\n<!-- recount: ignore-end share/* -->\n"),
        format!("---\nrecount-ignore: [share/of-total]\n---\n\n{RIGHT}\n"),
    ];
    let mut shown = String::new();
    for text in texts {
        let folder = folder(&[("a.md", text.as_bytes())]);
        for lang in ["en", "zh"] {
            let (_, printed, said) = run(&folder, &["a.md", "--quiet", "--lang", lang]);
            writeln!(shown, "{printed}{said}").unwrap();
        }
    }
    assert_snapshot!("suppressions", shown);
}

#[test]
fn a_suppression_of_a_rule_that_is_off_is_not_of_no_use() {
    let text = format!("<!-- recount: ignore share/of-total: 基数为上年名册 -->\n\n{RIGHT}\n");
    let folder = folder(&[("a.md", text.as_bytes()), ("recount.toml", b"[rules]\n\"share/*\" = \"off\"\n")]);
    assert_eq!(found(&folder, &["."]), (0, vec![]));
}

#[test]
fn a_partial_run_does_not_say_what_is_of_no_use() {
    let text = format!("<!-- recount: ignore share/of-total: 基数为上年名册 -->\n\n{RIGHT}\n");
    let folder = folder(&[("a.md", text.as_bytes())]);
    assert_eq!(found(&folder, &["."]).1, ["a.md:1 suppression/unused"]);
    assert_eq!(found(&folder, &[".", "--select", "share/*"]).1, Vec::<String>::new());
    assert_eq!(found(&folder, &[".", "--ignore", "text/*"]).1, Vec::<String>::new());
    let (_, printed, _) = run_with_input(&folder, &["-", "--stdin-filename", "a.md", "--format", "jsonl"], text.as_bytes());
    assert_eq!(printed, "");
    assert_eq!(found(&folder, &[".", "--select", "suppression/*"]).1, ["a.md:1 suppression/unused"]);
}

#[test]
fn what_is_suppressed_counts_for_nothing_but_the_statistics() {
    let text = format!("<!-- recount: ignore share/of-total: 基数为上年名册 -->\n\n{SHARE}\n");
    let folder = folder(&[("a.md", text.as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.md", "--statistics"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed.contains("        1  findings suppressed\n"), "{printed}");
    assert!(printed.contains("0 errors, 0 warnings, 0 notes in 1 document"), "{printed}");
}

#[test]
fn the_severity_of_what_is_wrong_with_suppressions_is_set_as_any_other() {
    let text = format!("<!-- recount: ignore share/of-total -->\n\n{SHARE}\n");
    let folder = folder(&[("a.md", text.as_bytes()), ("recount.toml", b"[rules]\n\"suppression/no-reason\" = \"error\"\n")]);
    assert_eq!(found(&folder, &["."]), (1, vec!["a.md:1 suppression/no-reason".to_owned()]));
    std::fs::write(folder.path().join("recount.toml"), "[rules]\n\"suppression/*\" = \"off\"\n").unwrap();
    assert_eq!(found(&folder, &["."]), (0, vec![]));
}

#[test]
fn a_trace_says_what_is_suppressed_and_why() {
    let text = format!("{SHARE} <!-- recount: ignore share/of-total: 基数为上年名册 -->\n");
    let folder = folder(&[("a.md", text.as_bytes())]);
    let (status, printed, said) = run(&folder, &["trace", "a.md:1"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed.ends_with("a.md:1:22: share/of-total: suppressed\n    “57%”\n    because 基数为上年名册\n"), "{printed}");
    let (_, printed, _) = run(&folder, &["trace", "a.md:1:22", "--format", "jsonl"]);
    assert!(printed.contains("\"status\":\"suppressed\"") && printed.contains("\"message\":\"基数为上年名册\""), "{printed}");
}

/// Reports without comments, and what is suppressed of them.
const BESIDE: &str = r#"[[ignore]]
path = "2021/a.txt"
rule = "share/of-total"
text = "茶社共有采茶工36名"
reason = "the base is last year's list"
until = 9999-12-31

[[ignore]]
path = "*.jsonl"
rule = ["share/*", "sum/*"]
document = "7"
reason = "as the source has it"
"#;

fn beside(sidecar: &str) -> TempDir {
    let lines: String = ["6", "7"].map(|id| format!("{{\"id\":\"{id}\",\"text\":\"{SHARE}\"}}\n")).concat();
    folder(&[
        ("recount.ignore.toml", sidecar.as_bytes()),
        ("2021/a.txt", format!("果园共有果农36名,其中返乡的27名,占57%。{SHARE}\n").as_bytes()),
        ("2022/a.txt", format!("{SHARE}\n").as_bytes()),
        ("b.jsonl", lines.as_bytes()),
    ])
}

#[test]
fn entries_beside_the_reports_mean_findings_by_file_rule_and_text() {
    let folder = beside(BESIDE);
    let all = [
        "2021/a.txt:1 share/of-total",
        "2022/a.txt:1 share/of-total",
        "b.jsonl:1 share/of-total",
        "recount.ignore.toml:8 suppression/unused",
    ];
    assert_eq!(found(&folder, &["."]), (1, all.map(str::to_owned).to_vec()));
    assert_eq!(found(&folder, &["2021"]).1, all[..1]);
    assert_eq!(found(&folder, &["2021/a.txt"]).1, all[..1]);
    let (_, printed, _) = run(&folder, &["2021", "--statistics"]);
    assert!(printed.contains("        1  findings suppressed\n"), "{printed}");
    assert_eq!(found(&folder, &["2021", "--isolated"]).1.len(), 2);
}

#[test]
fn an_entry_survives_edits_elsewhere_in_its_file() {
    let folder = beside(BESIDE);
    let path = folder.path().join("2021/a.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("新的一行。\n\n另一行。{text}")).unwrap();
    assert_eq!(found(&folder, &["2021"]).1, ["2021/a.txt:3 share/of-total"]);
}

#[test]
fn an_entry_is_judged_only_where_every_file_was_seen_that_it_may_mean() {
    let sidecar = r#"[[ignore]]
path = "20*/a.txt"
rule = "share/of-total"
text = "不在任何文件中"
reason = "a"

[[ignore]]
path = "2022/a.txt"
rule = "share/of-total"
text = "不在该文件中"
reason = "a"

[[ignore]]
path = "gone/a.txt"
rule = "share/of-total"
reason = "a"

[[ignore]]
path = "2022/a.txt"
rule = ["share/of-totl", "sum/*"]
until = "2001-01-31"
"#;
    let folder = beside(sidecar);
    let of = |arguments: &[&str]| {
        let all = found(&folder, arguments).1;
        all.into_iter().filter(|told| told.contains("ignore.toml")).map(|told| told.replace("recount.ignore.toml:", "")).collect()
    };
    let (of, none): (_, Vec<String>) = (|arguments: &[&str]| -> Vec<String> { of(arguments) }, vec![]);
    let last = ["18 suppression/expired", "18 suppression/no-reason", "18 suppression/unknown-rule"];
    let mut second = vec!["7 suppression/unused"];
    second.extend(last);
    assert_eq!(of(&["2022/a.txt"]), second);
    assert_eq!(of(&["2022"]), second);
    assert_eq!(of(&["2021/a.txt"]), none);
    assert_eq!(of(&["b.jsonl", "--ignore", "sum/*"]), none);
    let mut all = vec!["1 suppression/unused", "7 suppression/unused", "13 suppression/unused"];
    all.extend(last);
    assert_eq!(of(&["."]), all);
    assert_eq!(of(&[]), all);
}

/// A mistake in a file of suppressions, and what stands in a sound one in its place.
const MISTAKES: &[(&str, &str)] = &[
    ("path = \"2021/a.txt\"\n", ""),
    ("rule = \"share/of-total\"\n", ""),
    ("reason = \"the", "raeson = \"the"),
    ("until = 9999-12-31", "until = \"9999-02-30\""),
    ("until = 9999-12-31", "until = 3"),
    ("path = \"*.jsonl\"", "path = \"a[\""),
    ("[[ignore]]\npath = \"*", "[[ignroe]]\npath = \"*"),
    ("rule = \"share/of-total\"", "rule = share"),
    ("rule = \"share/of-total\"", "rule = []"),
];

#[test]
fn every_mistake_in_a_file_of_suppressions_is_shown_where_it_stands() {
    let mut shown = String::new();
    for (right, wrong) in MISTAKES {
        assert_eq!(BESIDE.matches(right).count(), 1, "{right}");
        let folder = beside(&BESIDE.replace(right, wrong));
        let (status, printed, said) = run(&folder, &["2021/a.txt"]);
        assert_eq!((status, printed.as_str()), (2, ""), "{wrong}");
        assert_eq!(said.matches("recount.ignore.toml:").count(), 1, "{said}");
        writeln!(shown, "== {} ==\n{said}", if wrong.is_empty() { "nothing" } else { wrong }).unwrap();
    }
    assert_snapshot!("suppression_mistakes", shown);
}

/// What is found in one page of HTML.
fn on_page(text: &str) -> Vec<String> {
    let folder = folder(&[("a.html", text.as_bytes())]);
    found(&folder, &["a.html"]).1.iter().map(|told| told.replace("a.html:", "")).collect()
}

#[test]
fn in_html_a_comment_is_for_the_element_after_it_or_the_text_around_it() {
    let comment = "<!-- recount: ignore share/of-total: 基数为上年名册 -->";
    let page = |body: &str| on_page(&format!("<html><body>\n{body}\n</body></html>\n"));
    assert_eq!(page(&format!("<p>{SHARE}</p>")), [format!("2 {FOUND}")]);
    // The next element, and no more.
    assert_eq!(page(&format!("{comment}\n<p>{SHARE}</p>\n<p>{SHARE}</p>")), [format!("4 {FOUND}")]);
    assert_eq!(
        page(&format!("{comment}\n<div>\n<p>{SHARE}</p>\n<p>{SHARE}</p>\n</div>\n<p>{SHARE}</p>")),
        [format!("7 {FOUND}")]
    );
    assert_eq!(
        page(&format!("{comment}<table><tr><td>甲</td><td>{SHARE}</td></tr></table>\n<p>{SHARE}</p>")),
        [format!("3 {FOUND}")]
    );
    // In a paragraph, and behind one.
    assert_eq!(
        page(&format!("<p>{SHARE}</p>\n<p>{SHARE} {comment}</p>\n<p>{SHARE}</p>")),
        [format!("2 {FOUND}"), format!("4 {FOUND}")]
    );
    assert_eq!(page(&format!("<p>{SHARE}</p> {comment}\n<p>{SHARE}</p>")), [format!("3 {FOUND}")]);
    // A page in one line is no line.
    assert_eq!(page(&format!("<p>{SHARE}</p>{comment}<p>{RIGHT}{SHARE}</p><p>{SHARE}</p>")).len(), 2);
    // Lines that `<br>` ends.
    assert_eq!(
        page(&format!("<div>{SHARE}<br>\n{comment}\n{SHARE}<br>\n{SHARE}</div>")),
        [format!("2 {FOUND}"), format!("5 {FOUND}")]
    );
}

#[test]
fn in_html_ranges_files_and_mistakes_are_as_in_markdown() {
    let (start, end) = ("<!-- recount: ignore-start share/*: 基数为上年名册 -->", "<!-- recount: ignore-end -->");
    assert_eq!(
        on_page(&format!("<p>{SHARE}</p>\n{start}\n<p>{SHARE}</p>\n{end}\n<p>{SHARE}</p>\n")),
        [format!("1 {FOUND}"), format!("5 {FOUND}")]
    );
    assert_eq!(
        on_page(&format!("<p>{SHARE}</p>\n<!-- recount: ignore-file share/*: 基数为上年名册 -->\n")),
        Vec::<String>::new()
    );
    assert_eq!(on_page(&format!("<!-- recount: ignore sum/total: 甲 -->\n<p>{RIGHT}</p>\n")), ["1 suppression/unused"]);
    assert_eq!(on_page(&format!("<!-- recount: ignore share/* -->\n<p>{SHARE}</p>\n")), ["1 suppression/no-reason"]);
    assert_eq!(on_page(&format!("<!-- recount: ignroe share/*: 甲 -->\n<p>{RIGHT}</p>\n")), ["1 suppression/malformed"]);
    assert_eq!(
        on_page(&format!("<p>{SHARE}</p>\n<!-- recount: ignore share/* until 2001-01-31: 甲 -->\n<p>{SHARE}</p>\n")),
        [format!("1 {FOUND}"), "2 suppression/expired".to_owned(), format!("3 {FOUND}")]
    );
    // What the reader sees, or what is no comment at all, suppresses nothing.
    let shown = "<p>&lt;!-- recount: ignore-file share/*: 甲 --&gt;</p>";
    assert!(on_page(&format!("{shown}\n<p>{SHARE}</p>\n")).contains(&format!("2 {FOUND}")));
    let (_, printed, _) = run(&folder(&[("a.html", format!("<p>{SHARE}</p>").as_bytes())]), &["a.html", "--statistics"]);
    assert!(printed.contains("        0  findings suppressed\n"), "{printed}");
}

#[test]
fn many_entries_for_the_reports_of_one_file_each_find_their_own() {
    // More than are gone through one by one: half of them name a report, half quote one.
    let name = |number: usize| {
        format!("第{}社", ["一", "二", "三", "四", "五", "六", "七", "八", "九"][number % 9].repeat(number / 9 + 1))
    };
    let text = |number: usize| format!("{}共有采茶工36名,其中返乡的27名,占57%。", name(number));
    let line = |number: usize| format!("{{\"id\":\"{number}\",\"text\":\"{}\"}}\n", text(number));
    let entry = |number: usize| {
        let which = if number.is_multiple_of(2) {
            format!("document = \"{number}\"")
        } else {
            format!("text = \"{}共有采茶工\"", name(number))
        };
        format!("[[ignore]]\npath = \"b.jsonl\"\nrule = \"share/*\"\nreason = \"甲\"\n{which}\n")
    };
    // The reports 90 to 99 have no entry, the entries 100 to 104 no report.
    let lines: String = (0..100).map(line).collect();
    let entries: String = (0..90).chain(100..105).map(entry).collect();
    let folder = folder(&[("b.jsonl", lines.as_bytes()), ("recount.ignore.toml", entries.as_bytes())]);
    let (_, told) = found(&folder, &[".", "--select", "share/*,suppression/*", "--threads", "3"]);
    let of = |what: &str| told.iter().filter(|told| told.ends_with(what)).count();
    assert_eq!((of("share/of-total"), of("suppression/unused"), told.len()), (10, 5, 15), "{told:?}");
    assert!(
        told.iter()
            .filter(|told| told.ends_with("unused"))
            .all(|told| told.starts_with("recount.ignore.toml:4") || told.starts_with("recount.ignore.toml:5")),
        "{told:?}"
    );
}
