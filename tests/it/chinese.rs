//! The program in Chinese: help, errors of usage, failures.

use crate::cli::{folder, run};

/// The words of help that are neither Chinese nor names that stay as they are: values in brackets or before a colon, what is in backticks.
fn english(help: &str) -> Vec<String> {
    let mut words = Vec::new();
    for line in help.lines().filter(|line| !line.contains("用法:")) {
        let line = line.trim_start();
        let line = line.strip_prefix("- ").and_then(|value| Some(value.split_once(':')?.1)).unwrap_or(line);
        let quoted = |(place, piece): (usize, &str)| if place % 2 == 0 { piece.to_owned() } else { String::new() };
        let line: String = line.split('`').enumerate().map(quoted).collect();
        // Fields of a file are named as they are.
        let line: String = line.split('"').enumerate().map(quoted).collect();
        let line: String = line.split('[').map(|piece| piece.split_once(']').map_or(piece, |(_, rest)| rest)).collect();
        let all = line.split(|character: char| !character.is_ascii_alphanumeric() && !"-_.".contains(character));
        let plain = |word: &&str| word.len() > 1 && word.chars().all(|character| character.is_ascii_lowercase());
        words.extend(all.filter(plain).map(str::to_owned));
    }
    words
}

/// The commands of the program, as its own help lists them.
fn commands() -> Vec<String> {
    let (_, help, _) = run(&folder(&[]), &["--help", "--lang", "en"]);
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    let names = listed.lines().filter_map(|line| line.trim_start().split("  ").next().map(str::to_owned));
    names.filter(|name| !name.contains(' ') && !name.is_empty()).collect()
}

#[test]
fn the_help_of_every_command_is_chinese() {
    let folder = folder(&[]);
    let commands = commands();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands.iter().map(String::as_str).filter(|command| *command != "help") {
        for flag in ["-h", "--help"] {
            let (status, help, said) = run(&folder, &[command, flag, "--lang", "zh"]);
            assert_eq!((status, said.as_str()), (0, ""), "{command}");
            assert!(help.contains("用法: recount ") && help.contains("选项:"), "{help}");
            assert_eq!(english(&help), [""; 0], "{command}: {help}");
        }
    }
    let (_, help, _) = run(&folder, &["--lang", "zh", "--help"]);
    assert!(help.contains("命令:\n  check") && help.contains("检查报告(默认命令)"), "{help}");
    let (_, again, _) = run(&folder, &["help", "check", "--lang=zh"]);
    assert!(again.is_empty() || again.contains("用法:"), "{again}");
}

#[test]
fn help_says_in_chinese_what_the_values_of_an_option_mean() {
    let folder = folder(&[]);
    let (_, help, _) = run(&folder, &["check", "--help", "--lang", "zh"]);
    for line in ["- text:", "- jsonl:", "- json:"] {
        let line = help.lines().find(|told| told.trim_start().starts_with(line)).unwrap_or_default();
        assert!(line.contains("JSON 对象") || line.contains("JSON 数组") || line.contains("供人阅读"), "{line}: {help}");
    }
    assert!(help.contains("[默认: text]"), "{help}");
}

#[test]
fn errors_of_usage_are_chinese_and_exit_as_ever() {
    let folder = folder(&[]);
    for (arguments, told) in [
        (&["check", "--formt", "json"][..], "错误: 没有 '--formt' 这个选项\n\n  提示: 是否想写 '--format'\n"),
        (&["check", "--format", "jsn"], "错误: --format <FORMAT> 不能是 jsn\n"),
        (&["check", "--format"], "错误: --format <FORMAT> 须有值\n"),
        (&["check", "--threads", "0"], "错误: --threads <N> 不能是 0:不能为零\n"),
        (&["check", "--threads", "many"], "错误: --threads <N> 不能是 many:不是数字\n"),
        (&["check", "--min-precision", "101"], "错误: --min-precision <PERCENT> 不能是 101:101 不在 0..=100 范围内\n"),
        (&["check", "--rules", "a", "--isolated"], "错误: --rules <DIR> 不能与 --isolated 同时使用\n"),
        (&["check", "--quiet", "--quiet"], "错误: --quiet 不能重复使用\n"),
        (&["explain"], "错误: 缺少必需的参数:<RULE>\n"),
    ] {
        let (status, printed, said) = run(&folder, &[arguments, &["--lang", "zh"]].concat());
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        let told = told.replace("'--formt'", "--formt").replace("'--format'", "--format");
        assert!(said.starts_with(&told), "{arguments:?}: {said}");
        assert!(said.ends_with("更多信息请用 '--help'。\n"), "{said}");
        assert_eq!(run(&folder, &[arguments, &["--lang", "en"]].concat()).0, 2, "{arguments:?}");
    }
}

#[test]
fn failures_are_told_in_chinese() {
    let folder = folder(&[
        ("a.txt", "全社共有果树。\n".as_bytes()),
        ("gbk.txt", b"\xb9\xfb\xca\xf7"),
        ("empty.txt", b"\n"),
        ("lines.jsonl", "{\"id\":\"1\",\"text\":\"甲。\"}\n{\"id\":\"2\",\"text\":\"乙。\"}\n".as_bytes()),
        ("bad.jsonl", b"{\"id\":\"1\"}\n[]\n"),
        ("notes/readme.rst", b"no report"),
        ("case.jsonl", b"{}\n"),
    ]);
    for (arguments, told) in [
        (&["none.txt"][..], "none.txt 不存在"),
        (&["*.rst"], "没有文件与 `*.rst` 匹配"),
        (&["empty.txt"], "empty.txt 是空的,没有可检查的内容"),
        (&["bad.jsonl"], "bad.jsonl 第1行没有字段 `text`"),
        (&["notes"], "notes 中没有报告"),
        (&["a.txt", "--stdin-filename", "b.txt"], "--stdin-filename 要求路径中有 `-`"),
        (&["a.txt", "--select", "shar/*"], "没有规则与 `shar/*` 匹配;相近的有 `share/*`"),
        (&["a.txt", "--ignore", "["], "`[` 不是有效的通配符"),
        (&["a.txt", "--output", "out/found.txt"], "无法写入 out/found.txt:没有此文件或文件夹"),
        (&["trace", "a.txt"], "`a.txt` 没有说明哪一行"),
        (&["trace", "a.txt:0"], "`a.txt:0`:行和列从 1 数起"),
        (&["trace", "a.txt:9"], "a.txt 共1行:没有第9行"),
        (&["trace", "a.txt:1:99"], "a.txt 第1行共7字:没有第99列"),
        (&["trace", "lines.jsonl:1"], "lines.jsonl 含有多篇报告:请用编号指明,如 lines.jsonl#1:1"),
        (&["trace", "lines.jsonl#3:1"], "lines.jsonl 中没有编号为 `3` 的报告"),
        (&["trace", "none.txt:1"], "none.txt 不存在"),
        (&["explain", "share/none"], "没有规则 `share/none`"),
        (&["eval", "none.jsonl"], "none.jsonl:没有此文件或文件夹"),
        (&["eval", "case.jsonl"], "case.jsonl:第1行不是用例"),
    ] {
        let (status, _, said) = run(&folder, &[arguments, &["--lang", "zh"]].concat());
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.starts_with(&format!("recount: {told}")), "{arguments:?}: {said}");
    }
}

#[test]
fn no_failure_is_told_in_english_alone() {
    // `Failure::usage` takes both languages; the variant itself takes what is said already.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let told = text.lines().find(|line| line.contains("Failure::Usage(format!") || line.contains("Failure::Usage(\""));
        assert_eq!(told, None, "{}: say it with `Failure::usage(english, chinese)`", path.display());
    }
}

#[test]
fn figures_and_outcomes_of_examples_are_named_in_chinese() {
    let rule = crate::mistakes::SOUND;
    let folder =
        folder(&[("a.txt", "今年约三分之二的村共有果树近3万棵,增长12.5%。\n".as_bytes()), ("own.toml", rule.as_bytes())]);
    let (status, printed, said) = run(&folder, &["figures", "a.txt", "--lang", "zh"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(
        printed,
        "a.txt:1:3: 分数 约三分之二 [0.6, 0.733333333333] (约)\na.txt:1:14: 计数 近3万棵 (-∞, 30000) 棵 (近)\na.txt:1:21: 百分数 12.5% [0.1245, 0.1255] %\n"
    );
    let (status, printed, _) = run(&folder, &["test", "own.toml", "--lang", "zh"]);
    assert_eq!(status, 1);
    assert!(printed.starts_with("own.toml:15: 未发现: own/plots: 果园共有12户,每户30棵,合计[[390棵]]。\n"), "{printed}");
    assert!(printed.ends_with("1条规则的3个示例,1个不符合预期\n"), "{printed}");
}

#[test]
fn what_binds_an_operand_is_told_in_chinese() {
    let folder = folder(&[("a.txt", "茶社共有采茶工36名。返乡的27名,占75%;识茶的18名,占50%。\n".as_bytes())]);
    let (status, printed, said) = run(&folder, &["claims", "a.txt", "--lang", "zh", "--select", "share/of-total"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed.contains("    依据: 相邻陈述以其为总数相符\n"), "{printed}");
    assert!(run(&folder, &["claims", "a.txt"]).1.contains("    bound: siblings\n"));
}

#[test]
fn what_is_wrong_with_gates_baselines_and_recorded_runs_is_told_in_chinese() {
    let head = "{\"baseline\":1,\"paths\":[\".\"]}\n";
    let known = |rest: &str| format!("{head}{{\"rule\":\"a/b\",{rest}}}\n");
    let print = "\"fingerprint\":\"000102030405060708090a0b0c0d0e0f\"";
    let files = [
        ("a.txt", "全社共有果树。\n".to_owned()),
        ("empty", String::new()),
        ("none", known(&format!("{print},\"paths\":{{\"a\":1}}")).replace(head, "")),
        ("version", "{\"baseline\":2}\n".to_owned()),
        ("broken", format!("{head}{{\"rule\n")),
        ("conflict", format!("{head}<<<<<<< ours\n")),
        ("print", known("\"fingerprint\":\"12\",\"paths\":{\"a\":1}")),
        ("nowhere", known(&format!("{print},\"paths\":{{}}"))),
        ("zero", known(&format!("{print},\"paths\":{{\"a\":0}}"))),
        ("key", known(&format!("{print},\"path\":{{}}"))),
        ("heads", format!("{head}{}", head.replace("]}", "],\"select\":[\"a/*\"]}"))),
        ("head", "{\"baseline\":1,\"pats\":[]}\n".to_owned()),
        ("found.jsonl", "{\"rule\":\"a/b\"}\n".to_owned()),
        ("metrics.json", "{\"metrics\":1}\n".to_owned()),
        ("lines.jsonl", "{\"id\":\"1\",\"text\":\"甲\n".to_owned()),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&files);
    let baseline = |name: &'static str| ["a.txt", "--baseline", name];
    for (arguments, told) in [
        (baseline("nothing").as_slice(), "nothing 没有基线:用 `recount baseline` 写出"),
        (&baseline("empty"), "empty第1行:这不是基线:文件是空的"),
        (&baseline("none"), "none第1行:这不是基线:开头没有首行"),
        (&baseline("version"), "version第1行:本程序不能读取版本 2 的格式,只能读取版本 1"),
        (&baseline("broken"), "broken第2行:字符串没有结束(第6列)"),
        (&baseline("conflict"), "conflict第2行:两个分支有冲突:请保留双方的各行"),
        (&baseline("print"), "print第2行:`12` 不是32位十六进制数的指纹"),
        (&baseline("nowhere"), "nowhere第2行:`paths` 是空的:它应写明该问题在每个文件中出现几次"),
        (&baseline("zero"), "zero第2行:值不对:整数 `0`,应为正整数"),
        (&baseline("key"), "key第2行:没有键 `path`,可用的有 `rule`、`fingerprint`、`text`、`paths`"),
        (&baseline("heads"), "heads第2行:两个首行的规则不同:请重新建立基线"),
        (&baseline("head"), "head第1行:没有键 `pats`,可用的有 `paths`、`rules`、`select`、`ignore`"),
        (&baseline("."), "无法读取 .:是文件夹"),
        (&["a.txt", "--gate", "share/*"], "--gate:`share/*` 不是限额:请写 `GLOB:documents=2%` 或 `GLOB:findings=0`"),
        (&["a.txt", "--gate", "share/*:findings=few"], "--gate:`few` 既不是整数也不是百分比:请写 `3` 或 `2%`"),
        (&["a.txt", "--gate", "shares/*:findings=0"], "gate:没有规则与 `shares/*` 匹配;相近的有 `share/*`"),
        (&["a.txt", "--gate", "[:findings=0"], "gate:`[` 不是有效的通配符:方括号没有闭合,缺少 `]`"),
        (&["a.txt", "--select", "{a"], "`{a` 不是有效的通配符:花括号没有闭合,缺少 `}`"),
        (&["[a"], "`[a` 不存在,也不是有效的通配符:方括号没有闭合"),
        (&["compare", "found.jsonl", "found.jsonl"], "found.jsonl第1行:不是 `recount check` 写出的内容:缺少键 `severity`"),
        (&["compare", "a.txt", "found.jsonl"], "a.txt第1行:不是 `recount check` 写出的内容:此处应为一个值"),
        (&["compare", "empty", "metrics.json"], "empty 与 metrics.json 一个是问题列表,一个是指标"),
        (&["lines.jsonl"], "lines.jsonl 第1行第 20 字节处不是 JSON 对象:"),
    ] {
        let (status, _, said) = run(&folder, &[arguments, &["--lang", "zh"]].concat());
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.starts_with(&format!("recount: {told}")), "{arguments:?}: {said}");
        // Nothing of it is English but names and what is in backticks.
        let plain: String = said.split('`').step_by(2).collect();
        let words = plain.split(|character: char| !character.is_ascii_alphanumeric() && !"./".contains(character));
        let names =
            ["recount", "gate", "json", "jsonl", "compare", "check", "lines.jsonl", "found.jsonl", "metrics.json", "a.txt"];
        let english: Vec<&str> = words
            .filter(|word| word.len() > 2 && word.chars().all(|character| character.is_ascii_lowercase() || character == '.'))
            .filter(|word| !names.contains(word) && !files.iter().any(|(name, _)| name == word) && *word != "nothing")
            .collect();
        assert_eq!(english, [""; 0], "{said}");
    }
}

#[test]
fn the_finding_of_what_cannot_be_read_is_explained_though_no_rule_has_it() {
    let folder = folder(&[]);
    for (lang, title, told) in [
        ("en", "input/unreadable (error)\nEvery file and every row can be read\n", "the\nexit status is 2"),
        ("zh", "input/unreadable (错误)\n每个文件、每一行都应能读取\n", "退出状态为 2"),
    ] {
        let (status, printed, said) = run(&folder, &["explain", "input/unreadable", "--lang", lang]);
        assert_eq!((status, said.as_str()), (0, ""));
        assert!(printed.starts_with(title) && printed.contains(told), "{printed}");
    }
    let of = |rule: &str| -> serde_json::Value {
        serde_json::from_str(&run(&folder, &["explain", rule, "--format", "json"]).1).unwrap()
    };
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(keys(&of("input/unreadable")), keys(&of("share/of-total")));
}
