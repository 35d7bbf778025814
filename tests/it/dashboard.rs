//! `recount report`: what is in the page, that nothing in it can do harm, and how the command exits. What the page does with it is
//! tested in a browser: `.ci/consumers.d/dashboard.sh`.

use std::{fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::cli::{folder, run};

/// Two reports of one source, one of an address, and one that says nothing of itself.
const REPORTS: &str = concat!(
    r#"{"id":"a","title":"茶社简报","date":"2023-05-16","source":"东川日报","text":"茶社共有采茶工36名,其中返乡的27名,占57%。"}"#,
    "\n",
    r#"{"id":"b","title":"果园简报","date":"二〇二四年五月","source":"东川日报","text":"果园共有工人40名,其中女工10名,占25%。"}"#,
    "\n",
    r#"{"id":"c","date":"20240105","source":"https://www.example.org/a/b.html","text":"渔场共有工人50名,其中女工10名,占30%。"}"#,
    "\n",
    r#"{"id":"d","text":"林场共有工人20名,其中女工10名,占40%。"}"#,
    "\n",
);

/// What the page of a folder holds, with the arguments of the command.
struct Page {
    html: String,
    summary: Value,
    table: Value,
    details: Vec<Value>,
}

impl Page {
    #[track_caller]
    fn of(folder: &TempDir, arguments: &[&str]) -> Self {
        let (status, _, said) = run(folder, &[&["report", "-o", "page.html"], arguments].concat());
        assert_eq!((status, said.as_str()), (0, ""));
        Self::read(&folder.path().join("page.html"))
    }

    fn read(path: &Path) -> Self {
        let html = fs::read_to_string(path).unwrap();
        let summary = serde_json::from_str(between(&html, "id=\"summary\">", "</script>")).unwrap();
        let table = unpacked(between(&html, "id=\"table\">", "</script>"));
        let blocks = html.split("class=\"details\">").skip(1).map(|rest| unpacked(rest.split_once('<').unwrap().0));
        let details = blocks.flat_map(|block| block.as_array().unwrap().clone()).collect();
        Self { html, summary, table, details }
    }
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// JSON out of gzip out of Base64.
fn unpacked(text: &str) -> Value {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').chars() {
        bits = (bits << 6 | u32::try_from(letters.find(letter).unwrap()).unwrap()) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).unwrap());
        }
    }
    let mut json = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut json).unwrap();
    serde_json::from_str(&json).unwrap()
}

/// What `check --format jsonl` finds.
fn found(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let (_, printed, _) = run(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_page_holds_totals_groups_documents_and_findings() {
    let folder = folder(&[("reports.jsonl", REPORTS.as_bytes())]);
    let page = Page::of(&folder, &["reports.jsonl", "--select", "share/of-total"]);
    let group = |documents: usize, findings: usize, claims: [usize; 5]| json!({ "documents": documents, "faulty": findings, "findings": findings, "claims": claims });
    let named = |name: Value, group: Value| {
        let mut named = json!({ "name": name });
        named.as_object_mut().unwrap().extend(group.as_object().unwrap().clone());
        named
    };
    let expected = json!({
        "recount": env!("CARGO_PKG_VERSION"), "lang": "en", "listed": 3, "block": 2000,
        "documents": 4, "faulty": 3, "unread": 0, "findings": 3, "severities": [3, 0, 0], "claims": [1, 0, 0, 3, 0],
        "known": 0, "suppressed": 0,
        "rules": [{
            "id": "share/of-total",
            "summary": ["A stated share must equal its part over its total", "占比应等于部分除以总数"],
            "documents": 3, "faulty": 3, "findings": 3, "claims": [1, 0, 0, 3, 0],
        }],
        "sources": [
            named(json!("东川日报"), group(2, 1, [1, 0, 0, 1, 0])),
            named(json!("www.example.org"), group(1, 1, [0, 0, 0, 1, 0])),
            named(json!(null), group(1, 1, [0, 0, 0, 1, 0])),
        ],
        "years": [
            named(json!(2023), group(1, 1, [0, 0, 0, 1, 0])),
            named(json!(2024), group(2, 1, [1, 0, 0, 1, 0])),
            named(json!(null), group(1, 1, [0, 0, 0, 1, 0])),
        ],
    });
    assert_eq!(page.summary, expected);
    assert_eq!(
        page.table,
        json!({
            "paths": ["reports.jsonl"],
            "documents": {
                "path": [0, 0, 0], "id": ["a", "c", "d"], "title": ["茶社简报", null, null], "date": ["2023-05-16", "20240105", null],
                "year": [0, 1, 2], "source": [0, 1, 2],
            },
            "findings": {
                "rule": [0, 0, 0], "severity": [0, 0, 0], "verdict": [3, 3, 3], "document": [0, 1, 2], "line": [1, 1, 1], "column": [22, 20, 20],
            },
        })
    );
}

#[test]
fn a_finding_has_its_window_its_arithmetic_and_its_fix_in_both_languages() {
    let folder = folder(&[("reports.jsonl", REPORTS.as_bytes())]);
    for lang in ["en", "zh"] {
        let page = Page::of(&folder, &["reports.jsonl", "--select", "share/of-total", "--lang", lang]);
        assert_eq!(page.summary["lang"], json!(lang));
        assert_eq!(
            page.details[0],
            json!({
                "message": ["27名 of 36名 is 75%, not 57%", "27名占36名的75%,而非57%"],
                "help": ["two digits may have changed places", "可能有两个数字位置颠倒"],
                "lines": [{
                    "number": 1,
                    "text": "茶社共有采茶工36名,其中返乡的27名,占57%。",
                    "marks": [[7, 10, "total", false], [16, 19, "part", false], [21, 24, "share", true]],
                }],
                "arithmetic": {
                    "relation": "share ≈ part / total",
                    "operands": [
                        { "name": "total", "text": "36名" },
                        { "name": "part", "text": "27名" },
                        { "name": "share", "text": "57%", "reading": "[56.5, 57.5] %", "stated": true },
                    ],
                    "computed": "75%",
                },
                "fix": { "safe": false, "edits": [["57%", "75%"]] },
            })
        );
    }
}

#[test]
fn every_finding_of_a_check_is_in_the_page_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    crate::readme::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports"), &folder.path().join("reports"));
    let page = Page::of(&folder, &["reports"]);
    let Page { table, details, .. } = &page;
    let at = |column: &str, number: usize| table["findings"][column][number].as_u64().unwrap() as usize;
    let listed: Vec<Value> = (0..details.len())
        .map(|number| {
            let document = at("document", number);
            let path = table["documents"]["path"][document].as_u64().unwrap() as usize;
            json!([
                page.summary["rules"][at("rule", number)]["id"],
                (["error", "warning", "info"][at("severity", number)]),
                table["paths"][path],
                table["documents"]["id"][document],
                at("line", number),
                at("column", number),
                details[number]["message"][0],
            ])
        })
        .collect();
    let fields = ["rule", "severity", "path", "document", "line", "column", "message"];
    let found = found(&folder, &["reports"]);
    let found: Vec<Value> = found.iter().map(|finding| fields.iter().map(|field| finding[*field].clone()).collect()).collect();
    assert!(found.len() > 20);
    assert_eq!(listed, found);
    assert_eq!(page.summary["findings"], json!(found.len()));
}

#[test]
fn nothing_of_a_report_is_markup_or_steers() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u{1b}[31m\u{202e}\\ud800 \u{2028}<!--";
    let line = json!({
        "id": hostile, "title": hostile, "source": hostile, "date": hostile,
        "text": format!("茶社共有采茶工36名,其中返乡的{hostile}27名,占57%。茶社共有采茶工36名,其中返乡的27名,占57%。"),
    });
    let folder = folder(&[("reports<img>.jsonl", format!("{line}\n").as_bytes())]);
    let page = Page::of(&folder, &["reports<img>.jsonl"]);
    let html = &page.html;
    let scripts: Vec<&str> = html.split("<script").skip(1).map(|rest| rest.split_once('>').unwrap().0).collect();
    assert_eq!(
        scripts,
        [
            " type=\"application/json\" id=\"summary\"",
            " type=\"application/gzip\" id=\"table\"",
            " type=\"application/gzip\" class=\"details\"",
            ""
        ]
    );
    assert_eq!(html.matches("</script").count(), scripts.len());
    assert!(!html.contains("<img") && !html.contains("<!--") && !html.contains("alert(2)>"), "markup of a report is in the page");
    let steers = |character: &char| character.is_control() && *character != '\n' || "\u{202e}\u{2028}".contains(*character);
    assert_eq!(html.chars().find(steers), None);
    let shown = "</script><script>alert(1)</script><img src=x onerror=alert(2)>␛[31m<U+202E>\\ud800 ⏎<!--";
    assert_eq!(page.table["documents"]["title"], json!([shown]));
    assert_eq!(page.table["documents"]["id"], json!([shown]));
    assert_eq!(page.table["paths"], json!(["reports<img>.jsonl"]));
    assert_eq!(page.summary["sources"][0]["name"], json!(shown));
    let windows: Vec<&str> = page.details.iter().map(|detail| detail["lines"][0]["text"].as_str().unwrap_or("")).collect();
    assert!(windows.iter().any(|window| window.contains("␛[31m<U+202E>")), "{windows:?}");
}

#[test]
fn the_page_may_load_its_own_style_and_script_and_nothing_else() {
    let folder = folder(&[("a.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。".as_bytes())]);
    let Page { html, .. } = Page::of(&folder, &["a.txt"]);
    let hash = |text: &str| {
        let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        digest.to_vec()
    };
    let policy = between(&html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let stated = |of: &str| {
        let text = between(policy, &format!("{of} 'sha256-"), "'");
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits: String = text.trim_end_matches('=').chars().map(|it| format!("{:06b}", letters.find(it).unwrap())).collect();
        (0..32).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect::<Vec<u8>>()
    };
    assert_eq!(stated("style-src"), hash(between(&html, "<style>", "</style>")));
    assert_eq!(stated("script-src"), hash(between(&html, "<script>", "</script>")));
    assert!(
        policy.starts_with("default-src 'none'; ") && policy.ends_with("; img-src data:; base-uri 'none'; form-action 'none'")
    );
    for loaded in ["src=\"http", "href=\"http", "url(", "@import", "//fonts", "fetch(", "XMLHttpRequest", "innerHTML", "eval("] {
        assert!(!html.contains(loaded), "{loaded}");
    }
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let reports: String = (0..200)
        .map(|number| {
            format!(
                "{{\"id\":\"{number}\",\"date\":\"{}-01-01\",\"text\":\"茶社共有采茶工36名,其中返乡的27名,占57%。\"}}\n",
                2000 + number % 9
            )
        })
        .collect();
    let folder = folder(&[("reports.jsonl", reports.as_bytes())]);
    let one = Page::of(&folder, &["--threads", "1"]).html;
    // The page of the first run stands in the folder by now, and is no report.
    assert_eq!(Page::of(&folder, &["--threads", "3"]).html, one);
    let (status, printed, said) = run(&folder, &["report", "reports.jsonl", "-o", "-"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed == one, "standard output has another page");
}

#[test]
fn the_status_is_that_of_a_report_unless_a_gate_is_given() {
    let folder = folder(&[("a.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。".as_bytes()), ("b.txt", b"a\xFF")]);
    let (status, printed, said) = run(&folder, &["report", "a.txt"]);
    assert_eq!((status, printed.as_str(), said.as_str()), (0, "report.html: 1 finding in 1 document\n", ""));
    assert!(folder.path().join("report.html").is_file());
    let (status, printed, _) = run(&folder, &["report", "a.txt", "--fail-on", "error", "--lang", "zh"]);
    assert_eq!((status, printed.as_str()), (1, "report.html:1篇文档,1处问题\n"));
    assert_eq!(
        run(&folder, &["report", "a.txt", "--fail-on", "error", "--select", "date/*", "--quiet"]),
        (0, String::new(), String::new())
    );
    let (status, printed, said) = run(&folder, &["report", "a.txt", "b.txt", "none.txt"]);
    assert_eq!((status, printed.as_str()), (2, "report.html: 2 findings in 1 document\n"));
    assert!(said.contains("none.txt does not exist") && said.contains("b.txt is not UTF-8 at byte 1"), "{said}");
    let page = Page::read(&folder.path().join("report.html"));
    assert_eq!((&page.summary["unread"], &page.summary["documents"]), (&json!(2), &json!(1)));
    assert_eq!(page.summary["rules"].as_array().unwrap().last().unwrap()["id"], json!("input/unreadable"));
}

#[test]
fn a_page_that_cannot_be_written_fails_before_anything_is_checked_and_leaves_nothing() {
    let folder = folder(&[("a.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。".as_bytes()), ("dir/b.txt", b"")]);
    for (output, told) in [
        ("none/page.html", "cannot write none/page.html: "),
        ("dir", "cannot write dir: "),
        ("a.txt", "a.txt is there already and is no page of recount"),
    ] {
        let (status, printed, said) = run(&folder, &["report", "a.txt", "-o", output]);
        assert_eq!((status, printed.as_str()), (2, ""));
        assert!(said.starts_with(&format!("recount: {told}")), "{said}");
    }
    let names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn what_a_baseline_knows_is_counted_and_not_listed() {
    let folder = folder(&[("reports.jsonl", REPORTS.as_bytes())]);
    let select = ["--select", "share/of-total"];
    assert_eq!(run(&folder, &[&["baseline", "--output", "known.jsonl"][..], &select].concat()).0, 0);
    let more = format!("{REPORTS}{}\n", r#"{"id":"e","date":"2025-01-05","text":"盐场共有工人30名,其中女工10名,占60%。"}"#);
    fs::write(folder.path().join("reports.jsonl"), more).unwrap();
    let page = Page::of(&folder, &[&["reports.jsonl", "--baseline", "known.jsonl"][..], &select].concat());
    let [known, findings, documents, faulty] =
        ["known", "findings", "documents", "faulty"].map(|name| page.summary[name].clone());
    assert_eq!([known, findings, documents, faulty], [3, 1, 5, 1].map(|number| json!(number)));
    assert_eq!(page.table["documents"]["id"], json!(["e"]));
}

#[test]
fn findings_beyond_the_limit_are_counted_and_not_listed() {
    let folder = folder(&[("reports.jsonl", REPORTS.as_bytes())]);
    let page = Page::of(&folder, &["--select", "share/of-total", "--most", "2"]);
    assert_eq!((&page.summary["findings"], &page.summary["listed"]), (&json!(3), &json!(2)));
    assert_eq!((page.details.len(), page.table["findings"]["rule"].as_array().unwrap().len()), (2, 2));
    let page = Page::of(&folder, &["--select", "share/of-total", "--most", "0"]);
    assert_eq!((&page.summary["findings"], page.details.len()), (&json!(3), 0));
}

#[test]
fn copies_are_found_where_documents_are_compared() {
    let text = "林场今年春季共栽植杉木苗一万二千株,成活率保持在较高水平,管护人员分片包干,每周巡查两次并做好记录,及时清除杂草和枯枝,修整便道和水渠,为来年扩种打下基础。";
    let reports: String = ["a", "b"].iter().map(|id| format!("{}\n", json!({ "id": id, "text": text }))).collect();
    let folder = folder(&[("reports.jsonl", reports.as_bytes())]);
    let arguments = ["reports.jsonl", "--duplicates", "--select", "duplicate/*"];
    let page = Page::of(&folder, &arguments);
    assert_eq!(page.summary["findings"], json!(found(&folder, &arguments).len()));
}
