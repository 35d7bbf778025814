//! `recount trace`: what each rule made of one line, as a person reads it and as a program does.

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{folder, run, run_with_input};

/// A folder with one report.
fn report(text: &str) -> TempDir {
    folder(&[("a.txt", text.as_bytes())])
}

/// What is printed for a place of the report, of the rules that a glob selects.
fn told(folder: &TempDir, place: &str, rule: &str) -> String {
    let (status, printed, said) = run(folder, &["trace", place, "--rule", rule]);
    assert_eq!((status, said.as_str()), (0, ""), "{place}");
    printed
}

/// The same as objects.
fn objects(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let (status, printed, said) = run(folder, &[&["trace", "--format", "json"], arguments].concat());
    assert_eq!((status, said.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&printed).unwrap()
}

const SHARES: &str = "培训班共有学员227名,其中女学员153名,占76.4%。\n全年生产粮食31.7万吨,占全省的4.2%。\n";

#[test]
fn a_bound_claim_says_which_candidate_was_chosen_and_why() {
    let folder = report("全县共有学员640名。培训班共有学员227名,其中女学员153名,占67.4%。");
    assert_eq!(
        told(&folder, "a.txt:1", "share/of-total"),
        "\
a.txt:1:29: share/of-total: bound, verified
    share ≈ part / total
    part: 153名 = 153
    share: 67.4% = [0.6735, 0.6745]
    total: 227名 = 227
    bound: 其中
    computed: 0.674008810573
    weighed for total, nearest first:
      * 227名 (1:19) bound by 其中: verified, chosen
        640名 (1:7) in scope only: contradicted
"
    );
}

#[test]
fn an_undecided_claim_says_what_is_missing() {
    let reason = |text: &str| {
        let folder = report(text);
        let objects = objects(&folder, &["a.txt:1", "--rule", "share/of-total"]);
        let object =
            objects.iter().find(|object| object["status"] == "undecided").unwrap_or_else(|| panic!("{text}: {objects:?}"));
        object["reason"].as_str().unwrap().to_owned()
    };
    assert_eq!(reason("其中女学员153名,占67.4%。"), "no-candidate");
    assert_eq!(reason("培训班共有学员500名。会场有女教师153名,占67.4%。"), "none-near");
    assert_eq!(reason("全村共有党员45名。女学员31名,占青年学员总数的62.5%。"), "misnamed");
    assert_eq!(reason("培训班共有学员227名,其中女学员1\u{FFFD}3名,占67.4%。"), "damaged");
    let folder = report("其中女学员153名,占67.4%。");
    let printed = told(&folder, "a.txt:1", "share/of-total");
    assert!(printed.contains(": undecided\n    no figure in scope could be `total`\n"), "{printed}");
}

#[test]
fn a_claim_that_the_text_proves_neither_way_is_undecided() {
    let folder = report("全县有学生1200人。全县有学生4000人。\n");
    let printed = told(&folder, "a.txt:1", "restated/value");
    assert!(
        printed.starts_with("a.txt:1:17: restated/value: undecided\n    the text proves it neither right nor wrong\n"),
        "{printed}"
    );
}

#[test]
fn a_list_is_told_on_every_line_that_it_runs_through() {
    let folder = report("一是强化组织领导;\n二是强化督查。\n三是强化宣传。\n各村扎实推进人居环境整治。\n");
    for line in ["a.txt:1", "a.txt:2", "a.txt:3"] {
        assert!(told(&folder, line, "count/ordinals").starts_with("a.txt:1:1: count/ordinals: bound, verified\n"), "{line}");
    }
    assert!(told(&folder, "a.txt:4", "count/ordinals").starts_with("no rule matched"));
}

#[test]
fn a_guarded_match_says_which_words_turned_it_off() {
    let folder = report(SHARES);
    let printed = told(&folder, "a.txt:2", "share/of-total");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines[..3],
        ["a.txt:2:7: share/of-total: guarded", "    “31.7万吨,占全省的4.2%”", "    turned off by “占全省” in the match itself"]
    );
    assert!(lines[3].starts_with("    guard: unless.match = '{outside}"), "{printed}");
    assert_eq!(lines.len(), 4);
    let guard = &objects(&folder, &["a.txt:2", "--rule", "share/of-total"])[0]["guard"];
    assert_eq!((&guard["side"], &guard["text"]), (&Value::from("match"), &Value::from("占全省")));
    let start = SHARES.find("占全省").unwrap();
    assert_eq!((&guard["start"], &guard["end"]), (&Value::from(start), &Value::from(start + "占全省".len())));
}

#[test]
fn a_match_in_another_zone_says_which() {
    let folder = report(&format!("关于培训的报告\n{BODY}\n浏览次数:128\n{BODY}\n"));
    let objects = objects(&folder, &["a.txt:3", "--rule", "boilerplate/*"]);
    let [zone] = objects.as_slice() else { panic!("{objects:?}") };
    assert_eq!((&zone["rule"], &zone["status"]), (&Value::from("boilerplate/view-count"), &Value::from("zone")));
    assert_eq!((&zone["reason"], &zone["line"]), (&Value::from("body"), &Value::from(3)));
    let printed = told(&folder, "a.txt:3", "boilerplate/*");
    assert!(
        printed.contains(": in another zone\n") && printed.contains("    it stands in the body, where the rule"),
        "{printed}"
    );
}

/// A paragraph that nobody takes for the furniture of a page.
const BODY: &str = "培训班共有学员227名,各级各部门齐心协力推进各项工作落地见效,群众满意度稳步提升。";

#[test]
fn a_column_asks_for_what_stands_there() {
    let folder = report(SHARES);
    let rules = |place: &str| {
        let mut rules: Vec<String> =
            objects(&folder, &[place]).iter().map(|object| object["rule"].as_str().unwrap().to_owned()).collect();
        rules.dedup();
        rules
    };
    assert_eq!(rules("a.txt:1"), ["bound/crossed", "sum/within", "share/of-total", "share/over-whole"]);
    assert_eq!(rules("a.txt:1:24"), ["share/of-total", "share/over-whole"]);
    assert_eq!(rules("a.txt:1:2"), ["bound/crossed"]);
    assert_eq!(objects(&folder, &["a.txt:1:2", "--rule", "share/*"]), [Value::Null; 0]);
    let all = objects(&folder, &["a.txt:1:2", "--all", "--rule", "share/of-total"]);
    assert_eq!((all.len(), &all[0]["status"], &all[0]["line"]), (1, &Value::from("unmatched"), &Value::Null));
}

#[test]
fn an_object_has_every_field_whatever_became_of_the_match() {
    let folder = report(SHARES);
    let fields = [
        "rule",
        "status",
        "reason",
        "verdict",
        "path",
        "document",
        "start",
        "end",
        "line",
        "column",
        "text",
        "message",
        "relation",
        "operands",
        "computed",
        "binding",
        "candidates",
        "guard",
    ];
    let objects = objects(&folder, &["a.txt:1", "--all"]);
    for object in &objects {
        let names: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        let (mut names, mut fields) = (names, fields.to_vec());
        names.sort_unstable();
        fields.sort_unstable();
        assert_eq!(names, fields);
    }
    let share = objects.iter().find(|object| object["rule"] == "share/of-total").unwrap();
    assert_eq!((&share["status"], &share["verdict"]), (&Value::from("bound"), &Value::from("contradicted")));
    assert_eq!((&share["binding"], &share["reason"]), (&Value::from("其中"), &Value::Null));
    let candidate = &share["candidates"][0];
    assert_eq!((&candidate["operand"]["text"], &candidate["chosen"]), (&Value::from("227名"), &Value::from(true)));
}

#[test]
fn a_report_within_a_file_is_named_by_its_id() {
    let lines =
        format!("{{\"id\":\"甲\",\"text\":\"{BODY}\"}}\n{{\"id\":\"b#1\",\"text\":\"{}\"}}\n", SHARES.replace('\n', "\\n"));
    let folder = folder(&[("a.jsonl", lines.as_bytes())]);
    let printed = told(&folder, "a.jsonl#b#1:2", "share/*");
    assert!(printed.starts_with("a.jsonl#b#1:2:7: share/of-total: guarded\n"), "{printed}");
    let wrong = |place: &str| run(&folder, &["trace", place]);
    let message = |text: &str| (2, String::new(), format!("recount: {text}\n"));
    assert_eq!(wrong("a.jsonl#c:1"), message("a.jsonl holds no report with the id `c`"));
    assert_eq!(wrong("a.jsonl:1"), message("a.jsonl holds several reports: name one by its id, as a.jsonl#甲:1"));
}

#[test]
fn a_report_may_come_from_standard_input() {
    let told = run_with_input(&folder(&[]), &["trace", "--rule", "share/*", "-:2", "--lang", "en"], SHARES.as_bytes());
    assert!(told.0 == 0 && told.1.starts_with("<stdin>:2:7: share/of-total: guarded\n"), "{told:?}");
}

#[test]
fn a_place_that_is_none_is_a_mistake() {
    let folder = report(SHARES);
    let wrong = |place: &str| run(&folder, &["trace", place]);
    let message = |text: &str| (2, String::new(), format!("recount: {text}\n"));
    for place in ["a.txt", "a.txt:", "a.txt:x", ":3"] {
        let text = format!("`{place}` does not say which line: write FILE:LINE or FILE:LINE:COLUMN, as report.txt:7");
        assert_eq!(wrong(place), message(&text));
    }
    assert_eq!(wrong("a.txt:0"), message("`a.txt:0`: lines and columns are counted from 1"));
    assert_eq!(wrong("a.txt:3"), message("a.txt has 2 lines: there is no line 3"));
    assert_eq!(wrong("a.txt:99999999999999999999999"), message(&format!("a.txt has 2 lines: there is no line {}", usize::MAX)));
    assert_eq!(wrong("a.txt:2:99"), message("line 2 of a.txt has 22 characters: there is no column 99"));
    assert_eq!(wrong("b.txt:1"), message("b.txt does not exist"));
    assert_eq!(run(&folder, &["trace"]).0, 2);
    assert_eq!(run(&folder, &["trace", "a.txt:1", "--rule", "no-such/*"]).0, 2);
}

#[test]
fn a_line_of_which_no_rule_speaks_says_so_in_either_language() {
    let folder = report("各村扎实推进人居环境整治。\n");
    assert_eq!(told(&folder, "a.txt:1", "share/*"), "no rule matched anything here; --all names the rules that looked\n");
    let chinese = run(&folder, &["trace", "a.txt:1", "--lang", "zh"]).1;
    assert_eq!(chinese, "此处没有规则匹配;--all 列出检查过的规则\n");
    let all = run(&folder, &["trace", "a.txt:1", "--all", "--rule", "share/sum", "--lang", "zh"]).1;
    assert_eq!(all, "share/sum: 此处无匹配\n");
}
