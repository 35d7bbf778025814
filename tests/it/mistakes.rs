//! Every mistake that the author of a rule can make, and how it is pointed at.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use recount::{
    claim::PatternFault,
    rule::{Form, Mistake, RuleError, RuleSet},
};

use crate::{
    assert_snapshot,
    cli::{folder, run},
};

/// A rule file without a mistake.
pub const SOUND: &str = r#"[words]
noun = '[^,。]{0,8}'

[[rule]]
id = "own/plots"
severity = "error"
tags = []
summary = { en = "Plots times trees of a plot are all the trees", zh = "户数乘以每户棵数等于总棵数" }
find = ['共有{plots:count}{noun},每户{each:count}']
bind = { total = { kind = "count", after = "each", within = "sentence" } }
holds = "total = plots * each"
message = { en = "{computed}, not {total}", zh = "应为{computed},而非{total}" }
fix = { replace = "total", with = "{plots * each as total}" }
good = ["果园共有12户,每户30棵,合计360棵。"]
bad = ["果园共有12户,每户30棵,合计[[390棵]]。"]
missed = ["果园共有12户,户均30棵,合计390棵。"]
"#;

/// A mistake: what it is called, what stands in the sound file, and what its author wrote instead.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("toml", "severity = \"error\"", "severity = error"),
    ("toml", "id = \"own/plots\"\n", ""),
    ("toml", "tags = []", "tags = \"orchard\""),
    ("toml", "tags = []", "tags = [\"orchard\""),
    ("not-rules", "[[rule]]", "[rule]"),
    ("brace", "zh = \"应为{computed},而非{total}\"", "zh = \"应为{computed,而非{total\""),
    ("unknown-key", "severity =", "sevrity ="),
    ("unknown-key", "[words]", "[word]\n[words]"),
    ("unknown-key", "after = \"each\"", "afer = \"each\""),
    ("unknown-word", "severity = \"error\"", "severity = \"eror\""),
    ("unknown-word", "severity = \"error\"", "kind = \"relations\""),
    ("unknown-word", "severity = \"error\"", "zone = \"margin\""),
    ("unknown-word", "within = \"sentence\"", "within = \"sentense\""),
    ("unknown-word", "kind = \"count\"", "kind = \"counts\""),
    (
        "duplicate-id",
        "missed = ",
        "missed = []\n[[rule]]\nid = \"own/plots\"\nsummary = { en = \"\", zh = \"\" }\nkind = \"pattern\"\nfind = ['草稿']\nmessage = { en = \"\", zh = \"\" }\ngood = [\"定稿。\"]\nbad = [\"[[草稿]]。\"]\nmissed = ",
    ),
    ("bad-id", "id = \"own/plots\"", "id = \"Plots\""),
    ("bad-pattern", "'共有{plots:count}", "'共(有{plots:count}"),
    ("bad-pattern", "{each:count}", "{each:cuont}"),
    ("bad-pattern", "{noun}", "{nuon}"),
    ("bad-pattern", "'[^,。]{0,8}'", "'[^,。{0,8}'"),
    ("bad-pattern", "{each:count}", "{each-one:count}"),
    ("bad-pattern", "{noun}", "{noun:words+}"),
    ("bad-pattern", "共有{plots", "(?:\\p{Han}{1,200}占){1,200}{plots"),
    ("bad-relation", "plots * each\"\nmessage", "plots * \"\nmessage"),
    ("bad-relation", "total = plots * each\"\nmessage", "total plots * each\"\nmessage"),
    ("unknown-operand", "holds = \"total = plots * each\"", "holds = \"total = polts * each\""),
    ("unknown-operand", "{computed}, not {total}", "{computed}, not {totals}"),
    ("unknown-operand", "after = \"each\"", "after = \"eahc\""),
    ("unknown-operand", "replace = \"total\"", "replace = \"sum\""),
    ("missing", "bad = [\"果园共有12户,每户30棵,合计[[390棵]]。\"]\n", ""),
    ("missing", "good = [\"果园共有12户,每户30棵,合计360棵。\"]\n", "good = []\n"),
    ("missing", "holds = \"total = plots * each\"\n", ""),
    ("missing", "find = ['共有{plots:count}{noun},每户{each:count}']\n", ""),
    ("useless", "severity = \"error\"", "text = \"source\""),
    ("useless", "severity = \"error\"", "kind = \"pattern\""),
    ("second-bind", "bind = { total", "bind = { more = { kind = \"count\", after = \"each\" }, total"),
    ("bad-bind", "after = \"each\"", "before = \"plots\", after = \"each\""),
    ("bad-bind", "after = \"each\", ", ""),
    ("bad-fix", "replace = \"total\", ", ""),
    ("bad-fix", "replace = \"total\"", "delete = \"line\", replace = \"total\""),
    ("bad-example", "[[390棵]]", "390棵"),
    ("bad-example", "[[390棵]]", "]]390棵[["),
    ("marked-example", "合计360棵", "合计[[360棵]]"),
];

/// The name of a mistake. Whoever adds one to the enum adds it here, and with it to the table.
fn name(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::Form(Form::Toml(_)) => "toml",
        Mistake::NotRules => "not-rules",
        Mistake::Brace => "brace",
        Mistake::Form(Form::UnknownKey(_)) => "unknown-key",
        Mistake::Form(Form::UnknownWord { .. }) => "unknown-word",
        Mistake::DuplicateId(_) => "duplicate-id",
        Mistake::BadId(_) => "bad-id",
        Mistake::BadPattern(_) => "bad-pattern",
        Mistake::BadRelation(_) => "bad-relation",
        Mistake::UnknownOperand(_) => "unknown-operand",
        Mistake::Missing { .. } => "missing",
        Mistake::Useless { .. } => "useless",
        Mistake::SecondBind(_) => "second-bind",
        Mistake::BadBind => "bad-bind",
        Mistake::BadFix => "bad-fix",
        Mistake::BadExample => "bad-example",
        Mistake::MarkedExample => "marked-example",
    }
}

/// Every fault of a pattern, by name. Whoever adds one to the enum adds it here, and with it to the table.
fn fault(fault: &PatternFault) -> &'static str {
    match fault {
        PatternFault::NoExpression(_) => "no-expression",
        PatternFault::NoWord(_) => "no-word",
        PatternFault::BadName(_) => "bad-name",
        PatternFault::NoList(_) => "no-list",
        PatternFault::NoSlotType(_) => "no-slot-type",
        PatternFault::TooLarge => "too-large",
    }
}

/// The mistakes of a rule file.
fn mistakes(text: &str) -> Vec<Mistake> {
    let mut rules = RuleSet::default();
    let errors = rules.add("own.toml", text).err().unwrap_or_default();
    assert_eq!(rules.rules().is_empty(), !errors.is_empty(), "a file with a mistake gives no rule");
    let mistake = |error| match error {
        RuleError::Mistake { mistake, .. } => mistake,
        RuleError::Unreadable { path, .. } | RuleError::NoFile { path } => panic!("{path}"),
    };
    errors.into_iter().map(mistake).collect()
}

/// Every mistake as the program tells it, in one language.
fn shown(language: &str) -> String {
    let folder = folder(&[]);
    let mut shown = String::new();
    for (called, right, wrong) in MISTAKES {
        assert_eq!(SOUND.matches(right).count(), 1, "{right}");
        let text = SOUND.replace(right, wrong);
        let names: Vec<&str> = mistakes(&text).iter().map(name).collect();
        assert_eq!(names, [*called], "one mistake is told once: {wrong}");
        std::fs::write(folder.path().join("own.toml"), text).unwrap();
        let (status, printed, said) = run(&folder, &["test", "own.toml", "--lang", language]);
        assert_eq!((status, printed.as_str()), (2, ""), "{wrong}");
        writeln!(shown, "== {called} ==\n{said}").unwrap();
    }
    shown
}

#[test]
fn the_rules_of_the_program_have_no_mistake_that_one_of_a_user_may_not_have() {
    for (name, text) in RuleSet::built_in_files() {
        let mistakes = RuleSet::default().add(name, text).err().map(|mistakes| format!("{mistakes:?}"));
        assert_eq!(mistakes, None, "{name}");
    }
}

#[test]
fn every_mistake_is_shown_where_it_stands_with_what_would_be_right() {
    assert_eq!(mistakes(SOUND), []);
    assert_snapshot!("mistakes", shown("en"));
}

#[test]
fn every_mistake_is_told_in_chinese() {
    let shown = shown("zh");
    for told in shown.split("== ").filter(|told| !told.is_empty()) {
        let sentence = told.lines().find(|line| line.trim_start().starts_with('×')).unwrap_or(told);
        assert!(chinese(sentence), "{told}");
        assert!(!told.contains("help:") && !told.contains("─ here"), "{told}");
    }
    assert_snapshot!("mistakes-zh", shown);
}

/// Whether a line has Chinese characters.
fn chinese(line: &str) -> bool {
    line.chars().any(|character| ('一'..='龥').contains(&character))
}

#[test]
fn no_mistake_is_left_untested() {
    // The variants, read off the source: one that is new is missing in the table until somebody breaks a rule with it.
    let variants = |source: &str, name: &str| {
        let body = source.split(&format!("pub enum {name} {{")).nth(1).unwrap().split("\n}").next().unwrap().to_owned();
        let first = |line: &str| {
            let line = line.strip_prefix("    ")?;
            line.starts_with(|first: char| first.is_ascii_uppercase())
                .then(|| line.split(['(', ' ', ',']).next().unwrap().to_owned())
        };
        body.lines().filter_map(first).collect::<BTreeSet<String>>()
    };
    let kebab = |name: &String| {
        let mut kebab = String::new();
        for character in name.chars() {
            if character.is_ascii_uppercase() && !kebab.is_empty() {
                kebab.push('-');
            }
            kebab.push(character.to_ascii_lowercase());
        }
        kebab
    };
    let source = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let mut known: BTreeSet<String> = variants(&source("src/rule/error.rs"), "Mistake").iter().map(kebab).collect();
    // What any file of TOML can have is listed apart.
    assert!(known.remove("form"));
    known.extend(variants(&source("src/rule/form.rs"), "Form").iter().map(kebab));
    let tested: BTreeSet<String> = MISTAKES.iter().map(|(called, ..)| (*called).to_owned()).collect();
    assert_eq!(tested, known);

    let known: BTreeSet<String> = variants(&source("src/claim/fault.rs"), "PatternFault").iter().map(kebab).collect();
    let broken = MISTAKES.iter().flat_map(|(_, right, wrong)| mistakes(&SOUND.replace(right, wrong)));
    let faults = broken.filter_map(|mistake| match mistake {
        Mistake::BadPattern(why) => Some(fault(&why).to_owned()),
        _ => None,
    });
    assert_eq!(faults.collect::<BTreeSet<String>>(), known);
}

#[test]
fn rule_files_that_cannot_be_read_are_named() {
    let folder = folder(&[("a.txt", "定稿。\n".as_bytes()), ("empty/notes.txt", b"no rule"), ("latin.toml", b"# caf\xE9\n")]);
    for (rules, en, zh) in [
        ("none", "cannot read none: No such file or directory (os error 2)", "无法读取 none:没有此文件或文件夹"),
        ("empty", "there is no rule file in empty: they end in `.toml`", "empty 中没有规则文件:规则文件以 `.toml` 结尾"),
        ("latin.toml", "cannot read latin.toml: stream did not contain valid UTF-8", "无法读取 latin.toml:不是有效的 UTF-8 文本"),
    ] {
        for (language, told) in [("en", en), ("zh", zh)] {
            let (status, printed, said) = run(&folder, &["a.txt", "--rules", rules, "--lang", language]);
            assert_eq!((status, printed.as_str()), (2, ""));
            assert!(said.contains(told), "{said}");
        }
    }
}

#[test]
fn the_automata_of_the_built_in_rules_are_within_the_limit() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            // Read as a file of a user's own, whose automata are built at once.
            assert_eq!(mistakes(&std::fs::read_to_string(&path).unwrap()), [], "{}", path.display());
        }
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once() {
    let text = SOUND
        .replace("id = \"own/plots\"", "id = \"plots\"")
        .replace("{each:count}", "{each:cuont}")
        .replace("zh = \"应为{computed},而非{total}\"", "zh = \"应为{computed},而非{totals}\"")
        .replace("[[390棵]]", "390棵");
    let second = "\n[[rule]]\nid = \"own/draft\"\nkind = \"patern\"\nsummary = { en = \"\", zh = \"\" }\nfind = ['草稿']\nmessage = { en = \"\", zh = \"\" }\ngood = [\"定稿。\"]\n";
    let text = text + second;
    let names: Vec<&str> = mistakes(&text).iter().map(name).collect();
    assert_eq!(names, ["bad-id", "bad-pattern", "bad-example", "unknown-word", "missing"], "{:?}", mistakes(&text));
    let folder = folder(&[("own.toml", text.as_bytes())]);
    let (_, _, said) = run(&folder, &["test", "own.toml"]);
    assert_eq!(said.matches("[own.toml:").count(), 5, "{said}");
}

#[test]
fn a_mistake_stands_on_whole_characters() {
    for (sound, mistaken, there) in [
        ("plots * each\"\nmessage", "pl户ots * each\"\nmessage", "户"),
        ("plots * each\"\nmessage", "plots × 户\"\nmessage", "户"),
        ("{plots * each as total}", "{plots 户 each as total}", "户"),
    ] {
        let text = SOUND.replace(sound, mistaken);
        let errors = RuleSet::default().add("own.toml", &text).unwrap_err();
        let places: Vec<Option<&str>> = errors
            .iter()
            .map(|error| match error {
                RuleError::Mistake { at, .. } => text.get(at.offset()..at.offset() + at.len()),
                other => panic!("{other}"),
            })
            .collect();
        assert!(places.iter().all(|place| place.is_some_and(|place| place.contains(there))), "{mistaken}: {places:?}");
    }
}

#[test]
fn an_id_that_is_taken_by_a_built_in_rule_or_another_file_is_a_mistake() {
    let taken = SOUND.replace("own/plots", "share/of-total");
    let folder = folder(&[
        ("a.txt", "定稿。\n".as_bytes()),
        ("taken.toml", taken.as_bytes()),
        ("own/a.toml", SOUND.as_bytes()),
        ("own/b.toml", SOUND.as_bytes()),
    ]);
    for (rules, place) in [("taken.toml", "[taken.toml:5:6]"), ("own", "[own/b.toml:5:6]")] {
        let (status, printed, said) = run(&folder, &["a.txt", "--rules", rules]);
        assert_eq!((status, printed.as_str()), (2, ""));
        assert!(said.contains("there is another rule") && said.contains(place), "{said}");
    }
}

#[test]
fn a_built_in_rule_without_its_bad_example_does_not_load() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(mistakes(&emptied(&text)), [Mistake::Missing { kind: None, key: "bad" }], "{}", path.display());
    }
}

/// A rule file whose first `bad` list holds nothing.
fn emptied(text: &str) -> String {
    let (before, list) = text.split_once("\nbad = [").unwrap();
    // The list ends with its line, or at the first line that has nothing but a bracket.
    let (first, _) = list.split_once('\n').unwrap();
    let after = if first.ends_with(']') { &list[first.len()..] } else { &list[list.find("\n]").unwrap() + 2..] };
    format!("{before}\nbad = []{after}")
}
