//! Every mistake that the author of a rule can make, and how it is pointed at.

use std::fmt::Write as _;

use recount::rule::{Mistake, RuleError, RuleSet};

use crate::{
    assert_snapshot,
    cli::{folder, run},
};

/// A rule file without a mistake.
const SOUND: &str = r#"[words]
noun = '[^,。]{0,8}'

[[rule]]
id = "own/plots"
severity = "error"
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
    ("toml", "zh = \"应为{computed},而非{total}\"", "zh = \"应为{computed,而非{total\""),
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
        Mistake::Toml(_) => "toml",
        Mistake::UnknownKey(_) => "unknown-key",
        Mistake::UnknownWord { .. } => "unknown-word",
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

/// The mistakes of a rule file.
fn mistakes(text: &str) -> Vec<Mistake> {
    let mut rules = RuleSet::default();
    let errors = rules.add("own.toml", text).err().unwrap_or_default();
    assert_eq!(rules.rules().is_empty(), !errors.is_empty(), "a file with a mistake gives no rule");
    let mistake = |error| match error {
        RuleError::Mistake { mistake, .. } => mistake,
        RuleError::Unreadable { path, why } => panic!("{path}: {why}"),
    };
    errors.into_iter().map(mistake).collect()
}

#[test]
fn every_mistake_is_shown_where_it_stands_with_what_would_be_right() {
    assert_eq!(mistakes(SOUND), []);
    let folder = folder(&[]);
    let mut shown = String::new();
    for (called, right, wrong) in MISTAKES {
        assert_eq!(SOUND.matches(right).count(), 1, "{right}");
        let text = SOUND.replace(right, wrong);
        let names: Vec<&str> = mistakes(&text).iter().map(name).collect();
        assert!(names.contains(called), "{wrong}: {names:?}");
        assert_eq!(names.len(), 1, "one mistake is told once: {wrong}: {names:?}");
        std::fs::write(folder.path().join("own.toml"), text).unwrap();
        let (status, printed, said) = run(&folder, &["test", "own.toml"]);
        assert_eq!((status, printed.as_str()), (2, ""), "{wrong}");
        writeln!(shown, "== {called} ==\n{said}").unwrap();
    }
    assert_snapshot!("mistakes", shown);
}

#[test]
fn no_mistake_is_left_untested() {
    let known = [
        "toml",
        "unknown-key",
        "unknown-word",
        "duplicate-id",
        "bad-id",
        "bad-pattern",
        "bad-relation",
        "unknown-operand",
        "missing",
        "useless",
        "second-bind",
        "bad-bind",
        "bad-fix",
        "bad-example",
        "marked-example",
    ];
    let mut tested: Vec<&str> = MISTAKES.iter().map(|(called, ..)| *called).collect();
    tested.dedup();
    assert_eq!(tested, known);
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
        assert_eq!(mistakes(&text), [], "{}", path.display());
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
