//! What the author of a rule does: begin one, try it, measure it, read about it. The walk in `docs/writing-rules.md` is run as it is written.

use std::{env, fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    cli::{folder, run},
    readme::{titled, written},
};

/// The kinds for which there is a rule to begin with.
const KINDS: [&str; 6] = ["relation", "pattern", "styles", "order", "characters", "metadata"];

#[test]
fn a_new_rule_of_each_kind_passes_its_own_examples_in_both_languages() {
    for kind in KINDS {
        for language in ["en", "zh"] {
            let folder = folder(&[]);
            let arguments = ["new-rule", "own/rule", "--kind", kind, "--output", "own.toml", "--lang", language];
            let (status, printed, said) = run(&folder, &arguments);
            assert_eq!((status, said.as_str()), (0, ""), "{kind}");
            assert!(printed.contains("own.toml"), "{printed}");
            let (status, printed, said) = run(&folder, &["test", "own.toml"]);
            assert_eq!((status, said.as_str()), (0, ""), "{kind}: {printed}");
            let written = fs::read_to_string(folder.path().join("own.toml")).unwrap();
            let comments: Vec<&str> = written.lines().filter(|line| line.starts_with('#')).collect();
            let chinese = |line: &&&str| line.chars().any(|character| ('一'..='龥').contains(&character));
            assert_eq!(comments.iter().filter(chinese).count() > comments.len() / 2, language == "zh", "{written}");
        }
    }
}

#[test]
fn patterns_that_cost_more_than_others_are_told_with_the_reason() {
    let rule = |name: &str, find: &str, bad: &str| {
        format!(
            "[[rule]]\nid = 'own/{name}'\nkind = 'pattern'\nfind = ['{find}']\nsummary = {{ en = 'a', zh = '甲' }}\n\
             message = {{ en = 'a', zh = '甲' }}\ngood = ['无。']\nbad = ['[[{bad}]]']\n"
        )
    };
    let rules = [
        rule("cheap", "东川县志", "东川县志"),
        rule("everywhere", "[一-龟]{2}x?", "天天"),
        rule("common", "[0-9]{4}年?", "2023年"),
        rule("around", r"东川\b", "东川"),
    ];
    let folder = folder(&[("own.toml", rules.concat().as_bytes())]);
    let (status, printed, said) = run(&folder, &["test", "own.toml", "--timings"]);
    assert_eq!((status, said.as_str()), (0, ""), "{printed}");
    let (timed, costly): (Vec<&str>, Vec<&str>) = printed.lines().partition(|line| line.contains(" µs  own/"));
    assert_eq!(timed.len(), 4, "{printed}");
    assert_eq!(
        costly,
        [
            "own/everywhere: no word that every match holds, so it is looked for on every line: [一-龟]{2}x?",
            "own/common: every match holds only what most sentences hold: [0-9]{4}年?",
            r"own/around: it looks at the words around it, so an automaton is made for it: 东川\b",
            "8 examples of 4 rules, all as they should be",
        ]
    );
}

#[test]
fn a_new_rule_is_printed_where_no_file_is_named() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["new-rule", "own/rule"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed.contains("id = \"own/rule\"") && printed.contains("holds = "), "{printed}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_new_rule_overwrites_nothing_and_takes_no_id_that_is_taken_or_is_none() {
    let folder = folder(&[("own.toml", b"mine")]);
    let refused = |arguments: &[&str], told: &str| {
        let (status, printed, said) = run(&folder, arguments);
        assert_eq!((status, printed.as_str(), said), (2, "", format!("recount: {told}\n")));
    };
    refused(&["new-rule", "own/rule", "--output", "own.toml"], "own.toml is there already, and is not overwritten");
    refused(&["new-rule", "own/rule", "--output", "own.toml", "--lang", "zh"], "own.toml 已经存在,不会覆盖");
    assert_eq!(fs::read(folder.path().join("own.toml")).unwrap(), b"mine");
    refused(&["new-rule", "share/of-total"], "there is a rule `share/of-total` in share.toml");
    refused(&["new-rule", "share/of-total", "--lang", "zh"], "share.toml 中已有规则 `share/of-total`");
    for id in ["rule", "Own/rule", "own/", "own/rule/more", "own/规则"] {
        let told = format!("`{id}` is not an id: write `family/name` in small letters, digits and hyphens");
        refused(&["new-rule", id], &told);
    }
    let (status, _, said) = run(&folder, &["new-rule", "own/rule", "--output", "none/own.toml"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("recount: cannot write none/own.toml:"), "{said}");
    let (status, _, said) = run(&folder, &["new-rule", "own/rule", "--kind", "patern"]);
    assert_eq!(status, 2);
    assert!(said.contains("pattern"), "{said}");
}

#[test]
fn an_explanation_says_all_that_the_rule_says_of_itself() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["explain", "share/of-total"]);
    assert_eq!((status, said.as_str()), (0, ""));
    for title in [
        "kind",
        "what must hold",
        "patterns",
        "message",
        "fix",
        "right",
        "wrong",
        "measured on labelled cases",
        "sources",
        "file",
    ] {
        assert!(printed.contains(&format!("\n{title}:\n")), "{title}: {printed}");
    }
    let (_, chinese, _) = run(&folder, &["explain", "share/of-total", "--lang", "zh"]);
    for title in ["种类", "应满足", "句式", "提示文字", "修正", "正确示例", "错误示例", "标注用例实测", "依据", "规则文件"]
    {
        assert!(chinese.contains(&format!("\n{title}:\n")), "{title}: {chinese}");
    }
    assert!(chinese.contains("占比应等于部分除以总数") && !chinese.contains("must"), "{chinese}");
}

#[test]
fn an_explanation_for_programs_has_the_bounds_of_what_was_measured() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["explain", "share/of-total", "--format", "json"]);
    assert_eq!((status, said.as_str()), (0, ""));
    let rule: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(rule["id"], "share/of-total");
    assert_eq!(rule["kind"], "relation");
    assert_eq!(rule["holds"], "share ≈ part / total");
    assert_eq!(rule["file"], "share.toml");
    assert!(rule["bad"][0].as_str().unwrap().contains("[["), "{rule}");
    assert!(rule["sources"][0].as_str().unwrap().contains("GB/T 8170"), "{rule}");
    for rate in ["precision", "recall"] {
        let rate = &rule["measured"][rate];
        let number = |key: &str| rate[key].as_str().unwrap().replace('.', "").parse::<u32>().unwrap();
        assert!(number("low") < number("percent") && number("percent") <= number("high"), "{rate}");
    }
    let (_, printed, _) = run(&folder, &["explain", "text/mojibake", "--format", "json"]);
    let rule: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&rule["holds"], &rule["find"]), (&Value::Null, &Value::Array(Vec::new())));
}

#[test]
fn the_nearest_rule_is_named_where_there_is_none() {
    let folder = folder(&[]);
    for (language, told) in [
        ("en", "no rule is called `share/of-totl`; the nearest are `share/of-total`"),
        ("zh", "没有规则 `share/of-totl`;相近的有 `share/of-total`"),
    ] {
        let (status, printed, said) = run(&folder, &["explain", "share/of-totl", "--lang", language]);
        assert_eq!((status, printed.as_str()), (2, ""));
        assert!(said.contains(told) && said.contains("`share/of-total`"), "{said}");
    }
}

/// A page as it is now: each file that it shows is written, each command run in the order of the page, each output renewed.
fn renewed(page: &str, folder: &TempDir) -> String {
    let mut lines = page.lines().peekable();
    let mut out = String::new();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| *line != "```")).collect();
        match titled(line) {
            Some(name) => out.push_str(&written(&block, &folder.path().join(name))),
            None if fence == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ recount ")) {
                    let arguments: Vec<&str> = command.split(' ').map(|argument| argument.trim_matches('\'')).collect();
                    let (_, printed, said) = run(folder, &arguments);
                    out.push_str(&format!("$ recount {command}\n{printed}{said}"));
                }
            }
            None => panic!("a block that is neither a file nor commands: {fence}"),
        }
    }
    out
}

#[test]
fn the_walk_of_a_rule_author_works_as_it_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing-rules.md");
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let folder = folder(&[("rules/.keep", b"")]);
    let now = renewed(&written, &folder);
    if env::var_os("REGENERATE").is_some() {
        fs::write(&path, &now).unwrap();
    } else {
        assert!(written == now, "docs/writing-rules.md is out of date: run `just regenerate`");
    }
    // What the page tells is what happened: the second example was missed, then found; the cases came out as labelled.
    for told in ["missed: orchard/trees", "as they should be", "5 of 5 cases came out as labelled", "sevrity"] {
        assert!(now.contains(told), "{told}");
    }
}
