//! Baselines: what is written, what a check shows against one, what is dropped and when nothing is, and what a thousand edits change.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{folder, run};

const FILE: &str = ".recount-baseline.jsonl";
const CLEAN: &str = "各村扎实推进人居环境整治。\n";

/// A sentence with a wrong share, about a village of its own.
fn fault(village: &str) -> String {
    format!("{village}村共有农户200户,其中参加合作社的100户,占56%。")
}

fn report(village: &str) -> String {
    format!("{village}村简报\n2023年5月4日\n{}\n各组走访农户。\n", fault(village))
}

/// Two reports with a fault each.
fn corpus() -> TempDir {
    folder(&[("a.txt", report("麦溪").as_bytes()), ("b.txt", report("枫渡").as_bytes())])
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn baseline(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join(FILE)).unwrap()
}

/// The new findings: path and the words underlined. And the exit status.
fn new(folder: &TempDir, paths: &[&str]) -> (i32, Vec<(String, String)>) {
    let (status, printed, said) = run(folder, &[&["check", "--format", "jsonl", "--baseline", FILE], paths].concat());
    assert_eq!(said, "");
    let finding = |line: &str| {
        let finding: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("path"), text("message"))
    };
    (status, printed.lines().map(finding).collect())
}

fn shown(path: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), "100户 of 200户 is 50%, not 56%".to_owned())]
}

#[test]
fn a_baseline_is_one_line_a_fingerprint_and_hides_what_it_knows() {
    let folder = corpus();
    let (status, printed, said) = run(&folder, &["baseline"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(printed, format!("{FILE}: 2 findings (2 added, 0 dropped)\n"));
    let written = baseline(&folder);
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], r#"{"baseline":1,"paths":["."]}"#);
    for (line, village, path) in [(lines[1], "枫渡", "b.txt"), (lines[2], "麦溪", "a.txt")] {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["rule"], "share/of-total");
        assert_eq!(line["text"], "…户,其中参加合作社的100户,占[[56%]]。", "{village}");
        assert_eq!(line["paths"].as_object().unwrap().values().collect::<Vec<_>>(), [1], "{path}");
    }
    assert_eq!(new(&folder, &[]), (0, vec![]));
    let (_, printed, _) = run(&folder, &["--baseline", FILE]);
    assert!(printed.contains("0 errors, 0 warnings, 0 notes in 2 documents\n2 old findings not shown"), "{printed}");
    let (_, printed, _) = run(&folder, &["--baseline", FILE, "--lang", "zh"]);
    assert!(printed.contains("另有2处为基线所含的旧问题,未列出\n"), "{printed}");
}

#[test]
fn what_comes_after_is_shown_and_fails() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    write(&folder, "c.txt", &report("南屏"));
    assert_eq!(new(&folder, &[]), (1, shown("c.txt")));
    // Once more the same words: the one that was not there before.
    write(&folder, "a.txt", &(report("麦溪") + &fault("麦溪") + "\n"));
    fs::remove_file(folder.path().join("c.txt")).unwrap();
    assert_eq!(new(&folder, &["--ignore", "duplicate/*"]), (1, shown("a.txt")));
}

#[test]
fn a_copy_is_new_where_it_was_put_even_if_that_comes_first() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    write(&folder, "0.txt", &(CLEAN.to_owned() + &fault("枫渡")));
    assert_eq!(new(&folder, &["--ignore", "metadata/*"]), (1, shown("0.txt")));
    // Moved, not copied.
    write(&folder, "b.txt", CLEAN);
    assert_eq!(new(&folder, &["--ignore", "metadata/*"]), (0, vec![]));
}

#[test]
fn renamed_edited_and_converted_reports_are_as_they_were() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    let text = report("麦溪").replace("\n2023", "\n\n来源:本站\n2023").replace("200户,", "200 户，").replace("农户", "農戶");
    write(&folder, "子.txt", &text);
    assert_eq!(new(&folder, &["--ignore", "metadata/*"]), (0, vec![]));
}

#[test]
fn a_file_is_known_by_its_path_from_the_baseline_wherever_it_is_called() {
    let folder = folder(&[("reports/a.txt", report("麦溪").as_bytes()), ("reports/b.txt", report("枫渡").as_bytes())]);
    run(&folder, &["baseline", "reports"]);
    assert!(baseline(&folder).contains("\"reports/a.txt\":1"));
    let whole = folder.path().join("reports/a.txt");
    for path in ["reports/a.txt", "./reports/a.txt", "reports", whole.to_str().unwrap()] {
        assert_eq!(new(&folder, &[path]), (0, vec![]), "{path}");
    }
}

#[test]
fn a_run_over_one_file_takes_the_others_to_have_what_they_had() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    write(&folder, "c.txt", &report("枫渡"));
    assert_eq!(new(&folder, &["c.txt"]), (1, shown("c.txt")));
    assert_eq!(new(&folder, &["a.txt"]), (0, vec![]));
}

#[test]
fn what_is_no_longer_found_is_dropped_when_asked_and_nothing_is_added() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    write(&folder, "a.txt", &report("麦溪").replace("56%", "50%"));
    write(&folder, "c.txt", &report("南屏"));
    let before = baseline(&folder);
    let (status, printed, _) = run(&folder, &["baseline", "--diff"]);
    let expected = format!(
        "- share/of-total  a.txt  …户,其中参加合作社的100户,占[[56%]]。\n+ share/of-total  c.txt  …户,其中参加合作社的100户,占[[56%]]。\n\
         {FILE}: 1 would be added, 1 dropped\n"
    );
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!((status, sorted(&printed)), (1, sorted(&expected)));
    let (status, printed, _) = run(&folder, &["baseline", "--diff", "--prune", "--lang", "zh"]);
    assert_eq!(status, 1);
    assert!(printed.starts_with("- share/of-total  a.txt  ") && printed.ends_with(":将新增0处,移除1处\n"), "{printed}");
    assert_eq!(baseline(&folder), before);
    assert_eq!(run(&folder, &["baseline", "--prune"]), (0, format!("{FILE}: 1 finding (0 added, 1 dropped)\n"), String::new()));
    let (head, rest) = before.split_once('\n').unwrap();
    let kept: Vec<&str> = rest.lines().filter(|line| line.contains("b.txt")).collect();
    assert_eq!(baseline(&folder), format!("{head}\n{}\n", kept[0]));
    assert_eq!(run(&folder, &["baseline", "--prune", "--diff", "--quiet"]), (0, String::new(), String::new()));
    assert_eq!(new(&folder, &[]), (1, shown("c.txt")));
}

#[test]
fn a_run_that_looks_at_less_drops_nothing() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    let before = baseline(&folder);
    write(&folder, "a.txt", CLEAN);
    let refused = "recount: this run looks at less than the baseline was made of (.): what it does not find may still be there, so nothing \
                   is dropped\n";
    for less in [&["a.txt"][..], &["--select", "sum/*"], &["--ignore", "share/of-total", "."]] {
        let (status, printed, said) = run(&folder, &[&["baseline", "--prune"], less].concat());
        assert_eq!((status, printed.as_str(), said.as_str()), (2, "", refused), "{less:?}");
    }
    assert_eq!(run(&folder, &["baseline", "a.txt"]).1, format!("{FILE}: 2 findings (0 added, 0 dropped)\n"));
    assert_eq!(run(&folder, &["baseline", "--select", "sum/*"]).1, format!("{FILE}: 2 findings (0 added, 0 dropped)\n"));
    assert_eq!(baseline(&folder), before);
    // It adds all the same.
    write(&folder, "c.txt", &report("南屏"));
    assert_eq!(run(&folder, &["baseline", "c.txt"]).1, format!("{FILE}: 3 findings (1 added, 0 dropped)\n"));
    assert_eq!(baseline(&folder).lines().next(), before.lines().next());
}

#[test]
fn a_baseline_of_some_rules_is_pruned_with_the_same_rules() {
    let folder = corpus();
    run(&folder, &["baseline", "--select", "share/*", "b.txt", "a.txt"]);
    assert_eq!(baseline(&folder).lines().next(), Some(r#"{"baseline":1,"paths":["a.txt","b.txt"],"select":["share/*"]}"#));
    write(&folder, "a.txt", CLEAN);
    assert_eq!(run(&folder, &["baseline", "--prune"]).1, format!("{FILE}: 1 finding (0 added, 1 dropped)\n"));
    let (status, _, said) = run(&folder, &["baseline", "--select", "sum/*"]);
    assert_eq!(status, 2);
    assert!(said.contains("made with other rules (a.txt b.txt --select share/*)"), "{said}");
    assert_eq!(run(&folder, &["baseline", "--select", "sum/*,share/*"]).0, 0);
    assert_eq!(
        baseline(&folder).lines().next(),
        Some(r#"{"baseline":1,"paths":["a.txt","b.txt"],"select":["share/*","sum/*"]}"#)
    );
}

#[test]
fn a_file_that_cannot_be_read_drops_nothing() {
    let folder = corpus();
    run(&folder, &["baseline"]);
    let before = baseline(&folder);
    write(&folder, "a.txt", "");
    for arguments in [&["baseline", "--prune"][..], &["baseline"]] {
        let (status, printed, said) = run(&folder, arguments);
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(
            said.ends_with("1 document was not read, so what they had may still be there, and nothing is dropped\n"),
            "{said}"
        );
        assert_eq!(baseline(&folder), before);
    }
}

#[test]
fn a_damaged_baseline_is_named_with_its_line() {
    let folder = corpus();
    let missing = format!("recount: there is no baseline in {FILE}: `recount baseline` writes one\n");
    assert_eq!(run(&folder, &["--baseline", FILE]), (2, String::new(), missing.clone()));
    assert_eq!(run(&folder, &["baseline", "--prune"]), (2, String::new(), missing));
    run(&folder, &["baseline"]);
    let damaged = baseline(&folder).replacen("{\"rule\"", "{\"rule", 1);
    write(&folder, FILE, &damaged);
    for arguments in [&["--baseline", FILE][..], &["baseline"], &["baseline", "--prune"], &["baseline", "--diff"]] {
        let (status, printed, said) = run(&folder, arguments);
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(said.starts_with(&format!("recount: {FILE}, line 2: ")), "{said}");
    }
    assert_eq!(baseline(&folder), damaged);
    assert_eq!(run(&folder, &["baseline", "--output", "no/such/folder.jsonl"]).0, 2);
}

#[test]
fn a_baseline_is_no_report_and_does_not_depend_on_threads() {
    let folder = corpus();
    run(&folder, &["baseline", "--output", "known.jsonl", "--threads", "1"]);
    let one = fs::read_to_string(folder.path().join("known.jsonl")).unwrap();
    let (status, printed, said) = run(&folder, &["baseline", "--output", "known.jsonl", "--threads", "3"]);
    assert_eq!((status, printed.as_str(), said.as_str()), (0, "known.jsonl: 2 findings (0 added, 0 dropped)\n", ""));
    assert_eq!(fs::read_to_string(folder.path().join("known.jsonl")).unwrap(), one);
    assert_eq!(run(&folder, &["--baseline", "known.jsonl"]).0, 0);
}

#[test]
fn what_is_new_does_not_depend_on_threads() {
    let line = |id: usize| format!("{{\"id\":{id},\"text\":\"{}\"}}\n", fault(VILLAGES[id % 12]));
    let lines = |ids: std::ops::Range<usize>| ids.map(line).collect::<String>();
    let folder = folder(&[("b.jsonl", lines(0..200).as_bytes()), ("c.jsonl", lines(200..300).as_bytes())]);
    run(&folder, &["baseline", "--threads", "2"]);
    // Before those that had them: as many as one of them lost, and fifty more.
    write(&folder, "a.jsonl", &lines(0..150));
    write(&folder, "c.jsonl", "{\"text\":\"各村扎实推进人居环境整治。\"}\n");
    let with = |threads: &str| run(&folder, &["--baseline", FILE, "--format", "jsonl", "--threads", threads]);
    let one = with("1");
    assert_eq!((one.0, one.1.lines().count(), one.2.as_str()), (1, 50, ""));
    assert!(one.1.lines().all(|line| line.contains("\"path\":\"a.jsonl\"")));
    assert_eq!(with("2"), one);
    assert_eq!(with("5"), one);
}

const VILLAGES: [&str; 12] = ["麦溪", "枫渡", "南屏", "石桥", "青禾", "柳塘", "云台", "竹湾", "禾川", "松坪", "梅岭", "荷田"];

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// What a report tells at length; long enough that it should have a date.
fn story(place: &str) -> String {
    format!(
        "今年以来,{place}结合实际,因地制宜发展茶叶、油茶、中药材等特色产业,带动农户增收;组织党员干部进村入户,了解群众所思所盼,帮助解决就业、\
         就医、上学等实际困难;健全{place}议事制度,引导群众自己的事自己办,乡风文明蔚然成风。截至目前,{place}通了硬化路,安全饮水、电力、网络\
         实现全覆盖,产业基础不断夯实,人居环境持续改善,群众的获得感、幸福感、安全感明显增强。{place}将持续用力,把好的做法坚持下去,把短板补起来,\
         让更多群众在家门口过上好日子。{place}还将建立长效机制,定期回访,及时解决群众反映的新情况新问题。"
    )
}

/// A corpus that is edited: reports as lines, the first three of which (title, date, source) stay on top.
struct Corpus {
    folder: TempDir,
    dice: Dice,
    reports: BTreeMap<String, Vec<String>>,
    edits: usize,
    /// Words of each fault that was planted, as its message says them; how often.
    planted: BTreeMap<String, usize>,
}

impl Corpus {
    fn new(seed: u64) -> Self {
        let report = |(number, village): (usize, &&str)| {
            let total = 300 + number;
            // Some reports have no date: what is found about a report as a whole has no words to be known by.
            let (date, last) = match number % 4 {
                3 => ("", story(&format!("{village}村"))),
                _ => ("2023年5月4日", format!("{village}村于2023年2月30日召开会议,安排部署下一步工作。")),
            };
            let text = format!(
                "{village}村工作简报\n{date}\n来源:{village}镇\n近年来,{village}村狠抓产业发展,群众收入稳步提高。\n\
                 {village}村共有农户{total}户,其中参加合作社的150户,占{}%。\n\
                 会议提出三点要求:一是{village}村强化组织领导;二是压实工作责任;四是加强督导检查。\n{last}\n【打印】【关闭】",
                60 + number
            );
            (format!("{}/{village}.txt", number % 3), text.lines().map(str::to_owned).collect())
        };
        let reports = VILLAGES.iter().enumerate().map(report).collect();
        Self { folder: tempfile::tempdir().unwrap(), dice: Dice(seed), reports, edits: 0, planted: BTreeMap::new() }
    }

    fn save(&self) {
        for entry in fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                fs::remove_dir_all(entry).unwrap();
            }
        }
        for (path, lines) in &self.reports {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, lines.join("\n") + "\n").unwrap();
        }
    }

    /// A line that no rule has anything to say about, unlike any other.
    fn plain_line(&mut self) -> String {
        const WORDS: &[char] = &['春', '夏', '秋', '冬', '东', '南', '西', '北', '山', '水', '林', '田', '湖', '草', '松', '梅'];
        let name: String = (0..6).map(|_| WORDS[self.dice.roll(WORDS.len())]).collect();
        format!("驻村干部走访{name}片区,听取群众意见。")
    }

    fn path(&mut self) -> String {
        let number = self.dice.roll(self.reports.len());
        self.reports.keys().nth(number).unwrap().clone()
    }

    /// Puts a line into the body of a report.
    fn insert(&mut self, line: String) {
        let path = self.path();
        let lines = self.reports[&path].len();
        let at = 3 + self.dice.roll(lines - 3);
        self.reports.get_mut(&path).unwrap().insert(at, line);
    }

    fn edit(&mut self) {
        self.edits += 1;
        match self.dice.roll(20) {
            0..8 => {
                let line = self.plain_line();
                self.insert(line);
            }
            8..10 => self.insert(String::new()),
            10..14 => self.delete(),
            14..15 => self.shift(),
            15..16 => self.transfer(),
            16..19 => self.rename(),
            _ if self.planted.values().sum::<usize>() < 40 => self.plant(),
            _ => self.rename(),
        }
    }

    /// Takes out a line that an edit put in.
    fn delete(&mut self) {
        let path = self.path();
        let lines = self.reports.get_mut(&path).unwrap();
        if let Some(at) = lines.iter().skip(3).position(|line| line.is_empty() || line.starts_with("驻村干部")) {
            lines.remove(at + 3);
        }
    }

    /// Moves a line, faulty or not, within its report.
    fn shift(&mut self) {
        let path = self.path();
        let lines = self.reports[&path].len() - 4;
        let (from, to) = (3 + self.dice.roll(lines), 3 + self.dice.roll(lines));
        let lines = self.reports.get_mut(&path).unwrap();
        let line = lines.remove(from);
        lines.insert(to, line);
    }

    /// Moves a paragraph, often a faulty one, to another report.
    fn transfer(&mut self) {
        let path = self.path();
        let lines = self.reports.get_mut(&path).unwrap();
        let moves = |line: &String| line.contains("参加合作社") || line.contains("三点要求") || line.starts_with("驻村干部");
        let movable: Vec<usize> = (3..lines.len()).filter(|&at| moves(&lines[at])).collect();
        if !movable.is_empty() && lines.len() > 5 {
            let at = movable[self.dice.roll(movable.len())];
            let line = self.reports.get_mut(&path).unwrap().remove(at);
            self.insert(line);
        }
    }

    fn rename(&mut self) {
        let path = self.path();
        let new = format!("{}/{}-{}.txt", self.dice.roll(5), self.edits, self.dice.roll(1000));
        let lines = self.reports.remove(&path).unwrap();
        self.reports.insert(new, lines);
    }

    /// Plants a new fault, or a copy of an old one.
    fn plant(&mut self) {
        let total = if self.dice.roll(3) == 0 { 300 + self.dice.roll(12) } else { 1000 + self.edits };
        let (line, message) = if total < 1000 {
            let number = total - 300;
            let line = format!("{}村共有农户{total}户,其中参加合作社的150户,占{}%。", VILLAGES[number], 60 + number);
            (line, format!("150户 of {total}户 "))
        } else {
            (format!("新城社区共有居民{total}人,其中志愿者150人,占76.4%。"), format!("150人 of {total}人 "))
        };
        *self.planted.entry(message).or_default() += 1;
        self.insert(line);
    }
}

/// A copy of what another report says makes it say two things: faults of their own, which no edit here means to plant.
const BUT: [&str; 2] = ["--ignore", "restated/*,duplicate/*"];

/// What is found in a corpus: the beginnings of messages up to the computed value, and how often.
fn found(corpus: &Corpus, arguments: &[&str]) -> BTreeMap<String, usize> {
    let (_, printed, said) = run(&corpus.folder, &[&["check", "--format", "jsonl"][..], &BUT, arguments].concat());
    assert_eq!(said, "");
    let mut found = BTreeMap::new();
    for line in printed.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let message = finding["message"].as_str().unwrap();
        let key = message.split_once("is ").map_or(message, |(start, _)| start).to_owned();
        *found.entry(key).or_default() += 1;
    }
    found
}

#[test]
fn after_a_thousand_edits_no_old_finding_comes_back_and_no_new_one_is_hidden() {
    [7, 20_231].into_iter().for_each(edit_a_thousand_times);
}

fn edit_a_thousand_times(seed: u64) {
    let mut corpus = Corpus::new(seed);
    corpus.save();
    let (status, printed, _) = run(&corpus.folder, &["baseline", BUT[0], BUT[1]]);
    let old = found(&corpus, &[]);
    let count: usize = old.values().sum();
    assert_eq!((status, printed), (0, format!("{FILE}: {count} findings ({count} added, 0 dropped)\n")));
    // Three faults a report; nine dates that do not exist; three reports without a date, which say twice what one would need it for.
    assert_eq!(count, 36 + 9 + 9, "{old:?}");
    assert_eq!(
        old.iter().filter(|(message, _)| message.contains("no date")).map(|(_, count)| count).sum::<usize>(),
        3,
        "{old:?}"
    );
    while corpus.edits < 1000 {
        corpus.edit();
        if corpus.edits.is_multiple_of(100) {
            corpus.save();
            assert_eq!(found(&corpus, &["--baseline", FILE]), corpus.planted, "after {} edits", corpus.edits);
            let all: usize = found(&corpus, &[]).values().sum();
            assert_eq!(all - corpus.planted.values().sum::<usize>(), count, "an old fault is gone after {} edits", corpus.edits);
        }
    }
    let planted = corpus.planted.values().sum::<usize>();
    assert!((30..=40).contains(&planted), "{planted}");
    // A report that is new and has no date is one more than there were, with three findings.
    corpus.reports.insert("9/new.txt".to_owned(), vec!["新城社区简报".to_owned(), story("新城社区")]);
    corpus.save();
    let more: usize = found(&corpus, &["--baseline", FILE]).values().sum();
    assert_eq!(more, planted + 3);
    // Pruning follows the renames and drops nothing that is still there.
    let (status, printed, _) = run(&corpus.folder, &["baseline", "--prune"]);
    assert_eq!((status, printed), (0, format!("{FILE}: {count} findings (0 added, 0 dropped)\n")));
    assert_eq!(found(&corpus, &["--baseline", FILE]).values().sum::<usize>(), planted + 3);
}
