//! Duplicates across a corpus: what is told of copies, passages and stale paragraphs, and when nothing is.

use std::{env, fs, path::Path};

use proptest::prelude::*;
use recount::{
    corpus::{Corpus, Sketch, Survey},
    document::Document,
};
use serde_json::{Value, json};

use crate::{
    cli::{folder, run, run_with_input},
    readme::renewed,
};

/// A paragraph without figures that nobody writes twice by chance.
const PASSAGE: &str = "渠道清淤改由用水户协会承办,开春先清支渠,入夏再清干渠,清出的淤泥就近还田;协会每月公布用水账目,大户与小户一个水价,缺水时段按地块轮灌,轮灌表贴在村口,谁家错过当天不补,水管员由用水户推选,半年一评,评不上的退回原组,另选他人。";

/// A paragraph with figures.
const COUNTED: &str =
    "全年发放临时救助资金86万元,惠及困难群众1243户,建成村级服务点37个,改造养老床位215张,举办护理培训19期,覆盖护理员468人。";

/// A report by itself: a title and three paragraphs, of which nothing stands in that of another name and number.
fn report(name: &str, number: usize) -> String {
    let [a, b, c] = [number * 17 + 31, number * 29 + 113, number * 41 + 57];
    format!(
        "{name}全年工作总结\n{name}新修水池{a}口,改造旧渠{b}米,{name}的果园因此少了{c}亩旱地。\n\
         {name}请来{b}位老匠人,教会{a}名青年编竹器,卖出{c}件,{name}的集市又热闹起来。\n\
         到年底,{name}结余{c}元,添置图书{a}册,{b}个孩子办了借书证。"
    )
}

/// What is found in a folder: rule, document, lines, message.
fn found(folder: &tempfile::TempDir, arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--duplicates", "--select", "duplicate/*", "--format", "jsonl", "--fail-on", "never"]].concat();
    let (status, printed, said) = run(folder, &arguments);
    assert_eq!((status, said.as_str()), (0, ""));
    let finding = |line: &str| -> Value {
        let all: Value = serde_json::from_str(line).unwrap();
        json!([all["rule"], all["path"], all["document"], all["line"], all["end_line"], all["message"]])
    };
    printed.lines().map(finding).collect()
}

#[test]
fn a_copy_on_another_page_is_named_with_the_first() {
    let original = report("柳溪乡", 1);
    let copy = format!("首页>要闻\n{}\n责任编辑:某某", original.replace("又热闹起来", "重新热闹起来").replace(',', "，"));
    let folder = folder(&[("a.txt", original.as_bytes()), ("b.txt", report("云台镇", 2).as_bytes()), ("c.txt", copy.as_bytes())]);
    assert_eq!(
        found(&folder, &["."]),
        [json!(["duplicate/report", "c.txt", null, 1, 1, "this report is a.txt again (88% the same)"])]
    );
    // The order of reading decides which one is left alone.
    assert_eq!(
        found(&folder, &["c.txt", "a.txt"]),
        [json!(["duplicate/report", "a.txt", null, 1, 1, "this report is c.txt again (88% the same)"])]
    );
}

#[test]
fn reports_after_one_model_are_no_copies() {
    let files: Vec<(String, String)> = (0..12).map(|number| (format!("{number}.txt"), report("柳溪乡", number))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    assert_eq!(found(&folder(&files), &["."]), [json!(null); 0]);
}

#[test]
fn every_line_of_a_dump_that_is_there_again_is_named_by_its_id() {
    let line = |id: &str, text: &str| format!("{}\n", json!({"id": id, "text": text}));
    let dump = [
        line("7", &report("柳溪乡", 1)),
        line("8", &report("云台镇", 2)),
        line("7", &report("柳溪乡", 1)),
        "{\"id\":9}\n".to_owned(),
        line("10", &report("云台镇", 2)),
        line("11", &report("云台镇", 2)),
    ];
    let folder = folder(&[("a.jsonl", dump.concat().as_bytes())]);
    let (status, printed, said) = run(&folder, &["a.jsonl", "--duplicates", "--select", "duplicate/*", "--format", "jsonl"]);
    assert_eq!((status, said.matches("has no field `text`").count()), (2, 1), "{said}");
    let told: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&str, &str)> =
        told.iter().map(|all| (all["document"].as_str().unwrap(), all["message"].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("7", "this report is a.jsonl#7 again (100% the same)"),
            ("10", "this report is a.jsonl#8 again (100% the same)"),
            ("11", "this report is a.jsonl#8 again (100% the same)"),
        ]
    );
}

#[test]
fn a_passage_taken_from_another_report_is_found_once_with_its_lines() {
    let second = PASSAGE.replace("渠道", "山塘").replace("协会", "合作社");
    let from = format!("{}\n{PASSAGE}\n小标题\n{second}", report("柳溪乡", 1));
    let into = format!("{}\n{PASSAGE}\n{second}\n{}", report("云台镇", 2), report("石门区", 3));
    let folder = folder(&[("a.txt", from.as_bytes()), ("b.txt", into.as_bytes())]);
    assert_eq!(
        found(&folder, &["."]),
        [json!(["duplicate/passage", "b.txt", null, 5, 6, "this passage also stands in a.txt, line 5"])]
    );
}

#[test]
fn what_many_reports_say_or_a_law_says_is_no_passage() {
    let many: Vec<(String, String)> = (0..6)
        .map(|number| (format!("{number}.txt"), format!("{}\n{PASSAGE}", report(&format!("第{number}村"), number))))
        .collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    assert_eq!(found(&folder(&files), &["."]), [json!(null); 0]);
    assert_eq!(found(&folder(&files), &["0.txt", "1.txt"]).len(), 1);
    for quoted in
        [format!("第十二条 {PASSAGE}"), format!("轮灌制度:指{PASSAGE}"), format!("根据《河渠管理条例》第十二条规定,{PASSAGE}")]
    {
        let [a, b] = [("柳溪乡", 1), ("云台镇", 2)].map(|(name, number)| format!("{}\n{quoted}", report(name, number)));
        assert_eq!(found(&folder(&[("a.txt", a.as_bytes()), ("b.txt", b.as_bytes())]), &["."]), [json!(null); 0], "{quoted}");
    }
}

/// The report of a year with a paragraph of figures and one without.
fn yearly(year: usize, counted: &str) -> String {
    format!("{}\n{counted}\n{PASSAGE}", report("柳溪乡", year).replace("全年工作", &format!("{year}年民政工作")))
}

#[test]
fn a_paragraph_with_last_years_figures_is_stale_in_the_later_report() {
    let last = yearly(2022, COUNTED);
    let this = yearly(2023, COUNTED);
    let folder = folder(&[("new/2023.txt", this.as_bytes()), ("old/2022.txt", last.as_bytes())]);
    let stale = "not one figure has changed since 2022: the same passage stands in old/2022.txt, line 5";
    assert_eq!(found(&folder, &["."]), [json!(["duplicate/stale", "new/2023.txt", null, 5, 6, stale])]);
}

#[test]
fn new_figures_or_another_title_are_not_stale() {
    let last = yearly(2022, COUNTED);
    let this = yearly(2023, &COUNTED.replace("86万元", "91万元"));
    let other = yearly(2023, COUNTED).replace("民政工作总结", "饮水安全纪实").replace(PASSAGE, "");
    for text in [this, other] {
        assert_eq!(found(&folder(&[("a.txt", last.as_bytes()), ("b.txt", text.as_bytes())]), &["."]), [json!(null); 0], "{text}");
    }
}

#[test]
fn nothing_is_told_of_other_documents_unless_it_is_asked_for() {
    let text = format!("{}\n{PASSAGE}", report("柳溪乡", 1));
    let folder = folder(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes())]);
    let quiet = run(&folder, &["--select", "duplicate/*", "--format", "jsonl"]);
    assert_eq!(quiet, (0, String::new(), String::new()));
    assert_eq!(found(&folder, &["."]).len(), 1);
}

#[test]
fn standard_input_cannot_be_read_twice() {
    let folder = folder(&[]);
    let (status, printed, said) = run_with_input(&folder, &["-", "--duplicates"], report("柳溪乡", 1).as_bytes());
    assert_eq!((status, printed.as_str()), (2, ""));
    assert_eq!(
        said,
        "recount: --duplicates reads everything twice, and standard input can be read once; save it to a file and name that\n"
    );
}

#[test]
fn duplicates_are_the_same_for_any_number_of_threads() {
    let text = |number: usize| match number % 5 {
        0 => report("柳溪乡", number % 7),
        1 => format!("{}\n{PASSAGE}", report("云台镇", number)),
        2 if number < 60 => yearly(2000 + number, COUNTED),
        _ => report(&format!("青{number}村"), number),
    };
    let lines: Vec<String> = (0..300).map(|number| format!("{}\n", json!({"id": number, "text": text(number)}))).collect();
    let folder = folder(&[("a.jsonl", lines.concat().as_bytes())]);
    let with = |threads| run(&folder, &["a.jsonl", "--duplicates", "--format", "jsonl", "--threads", threads]);
    let one = with("1");
    assert!(["report", "stale"].iter().all(|rule| one.1.contains(&format!("duplicate/{rule}"))), "{}", one.1);
    assert_eq!(with("2"), one);
    assert_eq!(with("5"), one);
}

/// The corpus of some texts.
fn corpus(texts: &[String]) -> Corpus {
    let mut survey = Survey::default();
    for text in texts {
        let document = Document::new("a.txt", text.as_str());
        survey.add(&document, &Sketch::of(&document));
    }
    survey.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_edited_copy_finds_its_original_among_others_of_its_kind(of in 0_usize..40, edited in 0_usize..12, turned in 0_usize..12) {
        let texts = |number: usize| (0..12).map(|part| report(&format!("青{number}里{part}村"), number * 31 + part)).collect::<Vec<_>>();
        let mut copy = texts(of);
        copy[edited] = report("石门区", 9999);
        copy.rotate_left(turned);
        let mut all: Vec<String> = (0..40).map(|number| texts(number).join("\n")).collect();
        all.push(copy.join("\n"));
        let corpus = corpus(&all);
        let twin = corpus.twin(40).unwrap();
        prop_assert_eq!(twin.number as usize, of);
        prop_assert!((75..100).contains(&twin.similar) && twin.figures.is_some_and(|figures| figures >= 60), "{:?}", twin);
    }
}

#[test]
fn every_command_of_the_page_on_duplicates_prints_what_it_shows() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/duplicates.md");
    let written = fs::read_to_string(&page).unwrap().replace("\r\n", "\n");
    // Each file that the page shows: its name in backquotes, a colon, and its text.
    let files: Vec<(&str, &[u8])> = written
        .split(":\n\n```text\n")
        .collect::<Vec<_>>()
        .windows(2)
        .map(|pair| (pair[0].rsplit('`').nth(1).unwrap(), pair[1].split_once("```").unwrap().0.as_bytes()))
        .collect();
    assert_eq!(files.len(), 3);
    let now = renewed(&written, &folder(&files));
    if env::var_os("REGENERATE").is_some() {
        fs::write(&page, &now).unwrap();
    } else {
        assert_eq!(written, now, "docs/duplicates.md is out of date: run `just regenerate`");
    }
}
