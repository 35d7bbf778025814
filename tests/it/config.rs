//! Settings: where they are found, what they change, and how mistakes in them are pointed at.

use std::fmt::Write as _;

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    assert_snapshot,
    cli::{folder, run, run_with_input},
};

/// A report whose share is contradicted, and one whose share is off in its last digit.
const WRONG: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";
const CUT_OFF: &str = "培训班共有学员227名,其中女学员155名,占68.2%。\n";
/// A line that a page left behind.
const CRUMB: &str = "您现在的位置:首页 > 工作动态\n\n各村扎实推进人居环境整治。\n";

/// A rule of a pack.
const RULE: &str = r#"[[rule]]
id = "house/draft"
kind = "pattern"
severity = "warning"
summary = { en = "No drafts", zh = "不得为草稿" }
find = ['草稿']
message = { en = "a draft", zh = "草稿" }
good = ["定稿。"]
bad = ["[[草稿]]。"]
"#;

/// Every finding of a run: severity, rule and path; and the exit status.
fn found(folder: &TempDir, arguments: &[&str]) -> (i32, Vec<String>) {
    let (status, printed, said) = run(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    assert_eq!(said, "", "{arguments:?}");
    let line = |line: &str| {
        let finding: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {} {}", text("severity"), text("rule"), text("path"))
    };
    (status, printed.lines().map(line).collect())
}

fn of(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    found(folder, arguments).1
}

#[test]
fn a_rule_is_as_severe_as_the_nearest_settings_say() {
    let folder = folder(&[
        ("recount.toml", b"[rules]\n\"share/*\" = \"warning\"\n"),
        ("a.txt", WRONG.as_bytes()),
        ("deep/er/b.txt", WRONG.as_bytes()),
        ("own/recount.toml", b"[rules.\"share/of-total\"]\nseverity = \"info\"\n"),
        ("own/c.txt", WRONG.as_bytes()),
        ("off/recount.toml", b"[rules]\n\"*\" = \"off\"\n"),
        ("off/d.txt", WRONG.as_bytes()),
    ]);
    let all = ["warning share/of-total a.txt", "warning share/of-total deep/er/b.txt", "info share/of-total own/c.txt"];
    assert_eq!(found(&folder, &["."]), (0, all.map(str::to_owned).to_vec()));
    assert_eq!(found(&folder, &["--isolated", "a.txt"]), (1, vec!["error share/of-total a.txt".to_owned()]));
    assert_eq!(found(&folder, &["--config", "own/recount.toml", "a.txt"]), (0, vec!["info share/of-total a.txt".to_owned()]));
}

#[test]
fn a_whole_id_stands_over_a_glob_wherever_it_is_written() {
    let folder = folder(&[
        ("recount.toml", b"[rules]\n\"share/of-total\" = \"info\"\n\"*\" = \"off\"\n\"share/*\" = \"warning\"\n"),
        ("a.txt", WRONG.as_bytes()),
    ]);
    assert_eq!(of(&folder, &["."]), ["info share/of-total a.txt"]);
}

#[test]
fn the_gate_of_the_exit_status_is_set_for_the_folder_that_holds_all_paths() {
    let folder = folder(&[
        ("recount.toml", b"fail-on = \"info\"\n[rules]\n\"share/*\" = \"info\"\n"),
        ("a.txt", WRONG.as_bytes()),
        ("own/recount.toml", b"fail-on = \"never\"\n"),
        ("own/b.txt", WRONG.as_bytes()),
    ]);
    for (arguments, status) in [
        (&["a.txt"][..], 1),
        (&["."], 1),
        (&["own"], 0),
        (&["own/b.txt"], 0),
        (&["own/b.txt", "a.txt"], 1),
        (&["a.txt", "--fail-on", "warning"], 0),
        (&["own", "--fail-on", "error"], 1),
    ] {
        assert_eq!(found(&folder, arguments).0, status, "{arguments:?}");
    }
    let piped = |name: &str| run_with_input(&folder, &["-", "--stdin-filename", name], WRONG.as_bytes()).0;
    assert_eq!((piped("c.txt"), piped("own/c.txt")), (1, 0));
}

#[test]
fn files_are_read_and_passed_over_as_settings_say() {
    let folder = folder(&[
        ("recount.toml", b"[files]\ninclude = [\"*.log\"]\nexclude = [\"archive\", \"/drafts/*.txt\"]\n"),
        ("a.log", WRONG.as_bytes()),
        ("archive/b.txt", WRONG.as_bytes()),
        ("2024/archive/deep/c.txt", WRONG.as_bytes()),
        ("drafts/d.txt", WRONG.as_bytes()),
        ("2024/drafts/e.txt", WRONG.as_bytes()),
    ]);
    let all = ["error share/of-total 2024/drafts/e.txt", "error share/of-total a.log"];
    assert_eq!(of(&folder, &["."]), all);
    // A hook names every file that changed.
    assert_eq!(of(&folder, &["archive/b.txt", "2024/drafts/e.txt", "drafts"]), all[..1]);
    assert_eq!(found(&folder, &["archive/b.txt"]), (0, vec![]));
    assert_eq!(of(&folder, &["archive/b.txt", "--no-force-exclude"]), ["error share/of-total archive/b.txt"]);
    assert_eq!(of(&folder, &["archive/b.txt", "--isolated"]), ["error share/of-total archive/b.txt"]);
    // An editor pipes what it shows.
    let piped = |more: &[&str]| {
        let arguments = [&["-", "--stdin-filename", "archive/b.txt", "--format", "jsonl"], more].concat();
        let (status, printed, _) = run_with_input(&folder, &arguments, WRONG.as_bytes());
        (status, printed.lines().count())
    };
    assert_eq!((piped(&[]), piped(&["--no-force-exclude"])), ((0, 0), (1, 1)));
}

#[test]
fn more_is_set_for_some_paths_than_for_all() {
    let settings = r#"
[rules]
"share/*" = "error"

[[path]]
glob = "20??"
rules = { "share/*" = "warning", "boilerplate/*" = "info" }

[[path]]
glob = ["2020/*.md", "2021"]
rules."share/of-total".severity = "info"
rounding.last-digit = "off"

[files.ignore]
"2023/**" = ["share/*"]
"#;
    let crumb = [CRUMB, WRONG].concat();
    let folder = folder(&[
        ("recount.toml", settings.as_bytes()),
        ("a.txt", WRONG.as_bytes()),
        ("2020/a.txt", WRONG.as_bytes()),
        ("2020/b.md", WRONG.as_bytes()),
        ("2021/a.txt", CUT_OFF.as_bytes()),
        ("2023/a.txt", crumb.as_bytes()),
    ]);
    let all = [
        "warning share/of-total 2020/a.txt",
        "info share/of-total 2020/b.md",
        "info boilerplate/breadcrumb 2023/a.txt",
        "error share/of-total a.txt",
    ];
    assert_eq!(of(&folder, &["."]), all);
}

#[test]
fn a_figure_off_in_its_last_digit_matters_as_rounding_says_and_never_more_than_its_rule() {
    let folder = folder(&[("a.txt", CUT_OFF.as_bytes())]);
    let with = |settings: &str| {
        std::fs::write(folder.path().join("recount.toml"), settings).unwrap();
        found(&folder, &["."])
    };
    let told = |severity: &str| vec![format!("{severity} share/of-total a.txt")];
    assert_eq!(with(""), (0, told("warning")));
    assert_eq!(with("[rounding]\nlast-digit = \"error\""), (1, told("error")));
    assert_eq!(with("[rounding]\nlast-digit = \"info\""), (0, told("info")));
    assert_eq!(with("[rounding]\nlast-digit = \"off\""), (0, vec![]));
    assert_eq!(with("[rounding]\nlast-digit = \"error\"\n[rules]\n\"share/*\" = \"info\""), (0, told("info")));
}

#[test]
fn a_rule_takes_the_options_of_its_kind() {
    let glossed = "鄉(xiāng)村(cūn)旅游。\n";
    let folder = folder(&[("a.txt", WRONG.as_bytes()), ("b.txt", glossed.as_bytes())]);
    let with = |settings: &str| {
        std::fs::write(folder.path().join("recount.toml"), settings).unwrap();
        of(&folder, &["."])
    };
    let share = "error share/of-total a.txt".to_owned();
    let usual = with("");
    assert_eq!(usual, [share, "info text/pinyin-few b.txt".to_owned()]);
    assert_eq!(with("[rules.\"share/*\"]\nignore-words = [\"茶社\"]"), usual[1..]);
    assert_eq!(with("[rules.\"share/*\"]\nignore-words = [\"果园\"]"), usual);
    assert_eq!(
        with("[rules]\n\"text/pinyin\" = { at-least = 2, severity = \"error\" }\n\"text/pinyin-few\" = { at-most = 1 }"),
        [&usual[0], "error text/pinyin b.txt"]
    );
}

#[test]
fn the_fields_of_json_lines_have_the_names_that_settings_give_them() {
    let line = format!("{{\"nr\":7,\"body\":\"{}\"}}\n", WRONG.trim());
    let settings = "[input.jsonl]\ntext = \"body\"\nid = \"nr\"\n";
    let folder = folder(&[("recount.toml", settings.as_bytes()), ("a.jsonl", line.as_bytes())]);
    let (_, printed, said) = run(&folder, &["a.jsonl", "--format", "jsonl"]);
    assert!(printed.contains("\"document\":\"7\""), "{printed}{said}");
    let (_, piped, _) = run_with_input(&folder, &["-", "--stdin-filename", "a.jsonl", "--format", "jsonl"], line.as_bytes());
    assert_eq!(piped, printed);
    let (status, printed, _) = run(&folder, &["figures", "a.jsonl"]);
    assert_eq!((status, printed.lines().count()), (0, 3), "{printed}");
    assert_eq!(run(&folder, &["trace", "a.jsonl:1"]).0, 0);
    assert_eq!(run(&folder, &["a.jsonl", "--isolated"]).0, 2);
}

#[test]
fn the_language_of_settings_gives_way_to_the_option() {
    let folder = folder(&[("recount.toml", b"lang = \"zh\"\n"), ("a.txt", WRONG.as_bytes())]);
    assert!(run(&folder, &["."]).1.contains("1篇文档"));
    assert!(run(&folder, &[".", "--lang", "en"]).1.contains("in 1 document"));
}

#[test]
fn settings_extend_others_and_rule_packs_and_stand_over_them() {
    let folder = folder(&[
        (
            "house/base.toml",
            b"lang = \"zh\"\nextends = [\"pack\"]\n[rules]\n\"share/*\" = \"info\"\n\"house/draft\" = \"error\"\n",
        ),
        ("house/pack/draft.toml", RULE.as_bytes()),
        (
            "house/pack/recount.toml",
            b"[rules]\n\"share/*\" = \"warning\"\n\"house/draft\" = \"info\"\n\"boilerplate/*\" = \"off\"\n",
        ),
        (
            "county/recount.toml",
            b"extends = [\"../house/base.toml\"]\nlang = \"en\"\n[[path]]\nglob = \"old\"\nrules.\"house/*\" = \"warning\"\n",
        ),
        ("county/a.txt", [CRUMB, WRONG, "草稿。\n"].concat().as_bytes()),
        ("county/old/b.txt", "草稿。\n".as_bytes()),
        ("other/c.txt", "草稿。\n".as_bytes()),
    ]);
    let all = ["info share/of-total county/a.txt", "error house/draft county/a.txt", "warning house/draft county/old/b.txt"];
    assert_eq!(of(&folder, &["."]), all);
    assert_eq!(of(&folder, &["county", "--select", "house/*"]), all[1..]);
    assert!(run(&folder, &["county"]).1.contains("in 2 documents"));
}

/// A mistake: what it is called, and settings that have it and no other.
const MISTAKES: &[(&str, &str)] = &[
    ("a value without quotes", "lang = zh\n"),
    ("an unknown key", "[file]\nexclude = [\"archive\"]\n"),
    ("an unknown key in a section", "[files]\nexlude = [\"archive\"]\n"),
    ("an unknown key in a field", "[input.jsonl]\ntxt = \"body\"\n"),
    ("an unknown key of a path", "[[path]]\nglob = \"a\"\nrule = { }\n"),
    ("a word for a list", "[files]\nexclude = \"archive\"\n"),
    ("a number for a word", "fail-on = 3\n"),
    ("an unknown language", "lang = \"cn\"\n"),
    ("an unknown severity", "[rules.\"share/*\"]\nseverity = \"warn\"\n"),
    ("an unknown severity in short", "[rules]\n\"share/*\" = \"wrning\"\n"),
    ("an unknown gate", "fail-on = \"always\"\n"),
    ("an unknown severity of rounding", "[rounding]\nlast-digit = \"none\"\n"),
    ("an unknown rule", "[rules]\n\"share/of-totl\" = \"off\"\n"),
    ("an unknown rule, nothing near", "[rules]\n\"zzz/*\" = \"off\"\n"),
    ("an unknown rule for a path", "[[path]]\nglob = \"2020\"\nrules.\"shares/*\" = \"off\"\n"),
    ("an unknown rule to ignore", "[files.ignore]\n\"2020/*\" = [\"share/*\", \"boilerplat/*\"]\n"),
    ("an unknown rule of a gate", "[gate]\n\"boilerplte/*\" = { documents = \"2%\" }\n"),
    ("an unknown option", "[rules.\"share/of-total\"]\nignore-word = [\"全国\"]\n"),
    ("an option that no such rule has", "[rules.\"share/*\"]\nat-least = 3\n"),
    ("an option with a value that it does not take", "[rules.\"text/*\"]\nat-least = [\"3\"]\n"),
    ("an option with a value that none takes", "[rules.\"text/*\"]\nat-least = true\n"),
    ("a negative number", "[rules.\"text/*\"]\nat-least = -1\n"),
    ("an unknown encoding", "[input]\nencoding = \"gb1830\"\n"),
    ("a reason that is no text", "[rules]\n\"share/*\" = { severity = \"off\", reason = 3 }\n"),
    ("rules to ignore under another key", "[files.ignore]\n\"2020/*\" = { rules = [\"share/*\"], raeson = \"audited\" }\n"),
    ("rules to ignore that are missing", "[files.ignore]\n\"2020/*\" = { reason = \"audited\" }\n"),
    ("rules to ignore that are no list", "[files.ignore]\n\"2020/*\" = 3\n"),
    ("a glob that is none", "[files]\ninclude = [\"*.log\", \"a[\"]\n"),
    ("a glob of rules that is none", "[rules]\n\"share/[\" = \"off\"\n"),
    ("a path without a glob", "[[path]]\nrules.\"share/*\" = \"off\"\n"),
    ("a path that is no list", "[path]\nglob = \"2020\"\n"),
    ("a limit that is none", "[gate]\n\"share/*\" = { findings = \"two\" }\n"),
    ("a gate without a limit", "[gate]\n\"share/*\" = {}\n"),
    ("an unknown key of a gate", "[gate]\n\"share/*\" = { finding = 0, documents = 1 }\n"),
    ("something to extend that is not there", "extends = [\"house\"]\n"),
    ("settings that extend themselves", "extends = [\"recount.toml\"]\n"),
    ("settings that extend each other", "extends = [\"other.toml\"]\n"),
];

#[test]
fn every_mistake_is_shown_where_it_stands_with_what_would_be_right() {
    let folder = folder(&[("a.txt", WRONG.as_bytes()), ("other.toml", b"extends = [\"recount.toml\"]\n")]);
    let mut shown = String::new();
    for (called, settings) in MISTAKES {
        std::fs::write(folder.path().join("recount.toml"), settings).unwrap();
        let (status, printed, said) = run(&folder, &["."]);
        assert_eq!((status, printed.as_str()), (2, ""), "{called}");
        assert_eq!(said.matches(".toml:").count(), 1, "one mistake is told once: {called}: {said}");
        writeln!(shown, "== {called} ==\n{said}").unwrap();
    }
    assert_snapshot!("config_mistakes", shown);
}

#[test]
fn all_mistakes_of_all_settings_are_told_at_once_and_nothing_is_checked() {
    let folder = folder(&[
        ("recount.toml", b"lang = \"cn\"\n[files]\nexlude = []\ninclde = []\n[rules]\n\"a\" = \"b\"\n"),
        ("a.txt", WRONG.as_bytes()),
        ("own/recount.toml", b"[rules]\n\"shar/*\" = \"off\"\n"),
        ("own/b.txt", WRONG.as_bytes()),
    ]);
    let (status, printed, said) = run(&folder, &["own", "a.txt"]);
    assert_eq!((status, printed.as_str(), said.matches("recount.toml:").count()), (2, "", 4), "{said}");
    let (status, printed, said) = run(&folder, &["own/b.txt"]);
    assert_eq!((status, printed.as_str(), said.matches("own/recount.toml:2:1").count()), (2, "", 1), "{said}");
}

#[test]
fn settings_that_cannot_be_read_are_an_error() {
    let folder = folder(&[("a.txt", WRONG.as_bytes()), ("b.toml", b"lang = \"\xFF\"\n")]);
    let (status, printed, said) = run(&folder, &["--config", "none.toml", "a.txt"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("cannot read none.toml: "), "{said}");
    assert_eq!(run(&folder, &["--config", "b.toml", "a.txt"]).0, 2);
    assert_eq!(run(&folder, &["--config", "none.toml", "--isolated", "a.txt"]).0, 2);
}

#[test]
fn a_pack_with_a_mistake_is_pointed_at() {
    let folder = folder(&[
        ("recount.toml", b"extends = [\"pack\"]\n"),
        ("pack/draft.toml", RULE.replace("warning", "wrning").as_bytes()),
        ("a.txt", WRONG.as_bytes()),
    ]);
    let (status, printed, said) = run(&folder, &["a.txt"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("[pack/draft.toml:4:"), "{said}");
}

/// What `recount config` prints, as settings by key.
fn shown(folder: &TempDir, arguments: &[&str]) -> Vec<(String, String, String)> {
    let (status, printed, said) = run(folder, &[&["config"], arguments].concat());
    assert_eq!((status, said.as_str()), (0, ""), "{arguments:?}");
    let setting = |line: &str| {
        let (setting, from) = line.rsplit_once("  # ").unwrap();
        let (key, value) = setting.split_once(" = ").unwrap();
        (key.to_owned(), value.trim().to_owned(), from.to_owned())
    };
    printed.lines().filter(|line| !line.starts_with('#')).map(setting).collect()
}

#[test]
fn the_settings_in_force_are_shown_with_where_each_was_made() {
    let settings = "extends = [\"base.toml\"]\n[rules]\n\"share/*\" = \"info\"\n[[path]]\nglob = \"old\"\n\
                    rules.\"share/of-total\" = { severity = \"off\", ignore-words = [\"全国\"] }\nrounding.last-digit = \"info\"\n\
                    [files]\nexclude = [\"archive\"]\n[gate]\n\"share/*\" = { documents = \"0.5%\", findings = 3 }\n";
    let folder = folder(&[
        ("recount.toml", settings.as_bytes()),
        ("base.toml", b"fail-on = \"warning\"\n[rules]\n\"share/*\" = \"warning\"\n\"sum/total\" = \"info\"\n"),
        ("a.txt", WRONG.as_bytes()),
        ("old/b.txt", WRONG.as_bytes()),
    ]);
    let of = |arguments: &[&str], key: &str| {
        let all = shown(&folder, arguments);
        let found = all.iter().find(|(known, ..)| known == key).unwrap_or_else(|| panic!("{key}: {all:?}"));
        format!("{} from {}", found.1, found.2)
    };
    assert_eq!(of(&[], "lang"), "\"en\" from locale");
    assert_eq!(of(&["--lang", "zh"], "lang"), "\"zh\" from command line");
    assert_eq!(of(&["a.txt"], "fail-on"), "\"warning\" from base.toml:1");
    assert_eq!(of(&["a.txt"], "files.exclude"), "[\"archive\"] from recount.toml:9");
    assert_eq!(of(&["a.txt"], "input.jsonl.text"), "\"text\" from default");
    assert_eq!(of(&["a.txt"], "rounding.last-digit"), "\"warning\" from default");
    assert_eq!(of(&["old/b.txt"], "rounding.last-digit"), "\"info\" from recount.toml:7");
    let share = "rules.\"share/of-total\".severity";
    assert_eq!(of(&["a.txt"], share), "\"info\" from recount.toml:3");
    assert_eq!(of(&["old/b.txt"], share), "\"off\" from recount.toml:6");
    assert_eq!(of(&["old"], share), "\"off\" from recount.toml:6");
    assert_eq!(of(&["a.txt", "--isolated"], share), "\"error\" from default");
    assert_eq!(of(&["a.txt", "--config", "base.toml"], share), "\"warning\" from base.toml:3");
    assert_eq!(of(&["old/b.txt"], "rules.\"share/of-total\".ignore-words"), "[\"全国\"] from recount.toml:6");
    assert_eq!(of(&["a.txt"], "rules.\"sum/total\".severity"), "\"info\" from base.toml:4");
    assert_eq!(of(&["a.txt"], "gate.\"share/*\".documents"), "\"0.5%\" from recount.toml:11");
    assert_eq!(of(&["a.txt"], "gate.\"share/*\".findings"), "3 from recount.toml:11");
    assert!(run(&folder, &["config", "archive/c.txt"]).1.contains("# passed over by files.exclude\n"));
    let (_, printed, _) = run(&folder, &["config", "old/b.txt", "--format", "json"]);
    let all: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&all["path"], &all["excluded"], &all["files"]),
        (&"old/b.txt".into(), &false.into(), &serde_json::json!(["base.toml", "recount.toml"]))
    );
    let of_rule: Vec<&Value> = all["settings"].as_array().unwrap().iter().filter(|setting| setting["key"] == share).collect();
    assert_eq!(of_rule, [&serde_json::json!({"key": share, "value": "off", "from": "file", "file": "recount.toml", "line": 6})]);
    assert_eq!(run(&folder, &["config", "--config", "none.toml"]).0, 2);
}

#[test]
fn what_is_shown_is_a_file_of_settings_itself() {
    let folder = folder(&[
        (
            "recount.toml",
            b"[rules]\n\"share/*\" = \"info\"\n[gate]\n\"sum/*\" = { documents = \"2%\" }\n[files]\ninclude = [\"*.log\"]\n",
        ),
        ("a.txt", WRONG.as_bytes()),
    ]);
    let (_, printed, _) = run(&folder, &["config"]);
    std::fs::write(folder.path().join("shown.toml"), &printed).unwrap();
    let again = shown(&folder, &["--config", "shown.toml"]);
    let plain = |all: Vec<(String, String, String)>| all.into_iter().map(|(key, value, _)| (key, value)).collect::<Vec<_>>();
    assert_eq!(plain(again), plain(shown(&folder, &[])));
}

#[test]
fn init_writes_settings_that_are_those_of_the_program() {
    let folder = folder(&[("a.txt", "各村扎实推进人居环境整治。\n".as_bytes()), ("own/b.txt", WRONG.as_bytes())]);
    let plain = shown(&folder, &["--lang", "en"]);
    let values =
        |all: &[(String, String, String)]| all.iter().map(|(key, value, _)| format!("{key} = {value}")).collect::<Vec<_>>();
    for lang in ["en", "zh"] {
        let path = folder.path().join("recount.toml");
        let (status, printed, said) = run(&folder, &["init", "--force", "--lang", lang]);
        assert_eq!((status, said.as_str()), (0, ""), "{printed}");
        assert!(printed.contains("recount.toml"), "{printed}");
        assert_eq!(values(&shown(&folder, &["--lang", "en"])), values(&plain), "{lang}");
        assert_eq!(run(&folder, &["a.txt"]).0, 0);
        // What stands in comments is right too.
        let written = std::fs::read_to_string(&path).unwrap();
        let examples = written.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with(['"', '[']) || rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => {
                rest
            }
            _ => line,
        });
        let examples: Vec<&str> = examples.filter(|line| !line.starts_with("extends") && *line != "exclude = []").collect();
        std::fs::write(&path, examples.join("\n")).unwrap();
        let shown = shown(&folder, &["2020/a.txt"]);
        for (key, value) in [
            ("lang", "\"zh\""),
            ("files.exclude", "[\"archive\",\"drafts/*.txt\"]"),
            ("rounding.last-digit", "\"off\""),
            ("gate.\"boilerplate/*\".documents", "\"2%\""),
            ("rules.\"text/pinyin\".at-least", "5"),
            ("rules.\"share/of-total\".severity", "\"warning\""),
        ] {
            assert!(shown.iter().any(|setting| (setting.0.as_str(), setting.1.as_str()) == (key, value)), "{key}: {shown:?}");
        }
    }
}

#[test]
fn init_writes_over_nothing_unless_forced() {
    let folder = folder(&[("recount.toml", b"lang = \"zh\"\n"), ("own/a.txt", b"")]);
    let refused = "recount: recount.toml is there already; --force writes over it\n".to_owned();
    assert_eq!(run(&folder, &["init"]), (2, String::new(), refused));
    assert_eq!(std::fs::read_to_string(folder.path().join("recount.toml")).unwrap(), "lang = \"zh\"\n");
    assert_eq!(run(&folder, &["init", "own"]), (0, "own/recount.toml written\n".to_owned(), String::new()));
    assert!(folder.path().join("own/recount.toml").exists());
    assert_eq!(run(&folder, &["init", "none"]).0, 2);
    assert_eq!(run(&folder, &["init", "--force"]).0, 0);
}

#[test]
fn a_pack_may_name_itself_to_know_its_rules() {
    let folder = folder(&[
        ("pack/recount.toml", b"extends = [\".\"]\n[rules]\n\"house/draft\" = \"error\"\n"),
        ("pack/draft.toml", RULE.as_bytes()),
        ("pack/a.txt", "草稿。\n".as_bytes()),
        ("own/recount.toml", b"extends = [\"../pack\"]\n"),
        ("own/b.txt", "草稿。\n".as_bytes()),
    ]);
    let all = ["error house/draft own/b.txt", "error house/draft pack/a.txt"];
    assert_eq!(found(&folder, &["."]), (1, all.map(str::to_owned).to_vec()));
}

#[test]
fn the_rules_are_listed_as_they_are_in_force_here() {
    let folder = folder(&[
        ("recount.toml", b"extends = [\"pack\"]\n[rules]\n\"share/of-total\" = \"off\"\n\"house/*\" = \"info\"\n"),
        ("pack/draft.toml", RULE.as_bytes()),
    ]);
    let severity = |arguments: &[&str], rule: &str| {
        let (_, printed, _) = run(&folder, &[&["rules", "--format", "json"], arguments].concat());
        let all: Vec<Value> = serde_json::from_str(&printed).unwrap();
        all.iter().find(|known| known["id"] == rule).map(|known| known["severity"].as_str().unwrap().to_owned())
    };
    assert_eq!(severity(&[], "share/of-total").as_deref(), Some("off"));
    assert_eq!(severity(&[], "house/draft").as_deref(), Some("info"));
    assert_eq!(severity(&["--isolated"], "house/draft"), None);
    assert_eq!(severity(&["--isolated"], "share/of-total").as_deref(), Some("error"));
    let (status, printed, _) = run(&folder, &["explain", "house/draft"]);
    assert_eq!((status, printed.lines().nth(1)), (0, Some("No drafts")));
}

#[test]
fn the_encoding_of_a_folder_is_set_for_its_files_and_gives_way_to_the_option() {
    // As GB18030; as Big5 the same bytes are other characters.
    let gb18030: &[u8] = b"\xb2\xe8\xc9\xe7\xb9\xb2\xd3\xd0\xb2\xc9\xb2\xe8\xb9\xa436\xc3\xfb,\xc6\xe4\xd6\xd0\xb7\xb5\xcf\xe7\xb5\xc427\xc3\xfb,\xd5\xbc57%\xa1\xa3\n";
    let folder = folder(&[
        ("old/recount.toml", b"[input]\nencoding = \"GB18030\"\n"),
        ("old/a.txt", gb18030),
        ("new/recount.toml", b"[input]\nencoding = \"utf-8\"\n"),
        ("new/a.txt", gb18030),
        ("new/b.txt", WRONG.as_bytes()),
    ]);
    assert_eq!(of(&folder, &["old"]), ["error share/of-total old/a.txt"]);
    let piped = |name: &str| run_with_input(&folder, &["-", "--stdin-filename", name, "--format", "jsonl"], gb18030).1;
    assert!(piped("old/c.txt").contains("\"share/of-total\""));
    // What is set is not guessed at.
    for (lang, told) in [
        ("en", "new/a.txt is not utf-8 at byte 0, as `--encoding` or recount.toml says"),
        ("zh", "new/a.txt 第 0 字节起不是 utf-8,与 `--encoding` 或 recount.toml 所写不符"),
    ] {
        let (status, _, said) = run(&folder, &["new", "--lang", lang]);
        assert_eq!((status, said.starts_with(&format!("recount: {told}"))), (2, true), "{said}");
    }
    assert_eq!(of(&folder, &["new/a.txt", "--encoding", "gb18030"]), ["error share/of-total new/a.txt"]);
    let set = shown(&folder, &["old/a.txt"]).into_iter().find(|(key, ..)| key == "input.encoding");
    assert_eq!(set, Some(("input.encoding".to_owned(), "\"gb18030\"".to_owned(), "old/recount.toml:2".to_owned())));
    assert!(shown(&folder, &["."]).iter().all(|(key, ..)| key != "input.encoding"));
}

#[test]
fn what_is_set_may_say_why() {
    let settings = "[files.ignore]\n\"a.txt\" = { rules = [\"share/*\"], reason = \"见纪要\" }\n[rules]\n\"sum/*\" = { severity = \"off\", reason = \" \" }\n\
                    \"text/pinyin\" = { at-least = 5, reason = \"the house style\" }\n";
    let folder = folder(&[("recount.toml", settings.as_bytes()), ("a.txt", WRONG.as_bytes()), ("b.txt", WRONG.as_bytes())]);
    assert_eq!(of(&folder, &["."]), ["error share/of-total b.txt"]);
    let (_, printed, _) = run(&folder, &["config", "a.txt"]);
    let line = |of: &str| printed.lines().find(|line| line.starts_with(&format!("rules.\"{of}\".severity"))).unwrap().to_owned();
    assert!(line("share/of-total").ends_with("# recount.toml:2: 见纪要"), "{printed}");
    assert!(line("sum/total").ends_with("# recount.toml:4"), "{printed}");
    assert!(line("text/pinyin").ends_with("# default: the house style"), "{printed}");
    let (_, printed, _) = run(&folder, &["config", "a.txt", "--format", "json"]);
    let all: Value = serde_json::from_str(&printed).unwrap();
    let reasons: Vec<&str> = all["settings"].as_array().unwrap().iter().filter_map(|set| set["reason"].as_str()).collect();
    assert!(reasons.contains(&"见纪要") && reasons.contains(&"the house style") && !reasons.contains(&""), "{reasons:?}");
}
