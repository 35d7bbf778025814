//! What is printed for findings, claims and figures, for people and for programs.

use proptest::prelude::*;
use recount::{
    check::{Checked, Language},
    document::{Document, LineIndex, Place},
    finding::{Label, Severity},
    output::{Page, json, statistics::Tally, text},
    verdict::Verdict,
};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthChar;

use crate::{assert_snapshot, sample::*};

fn report() -> Document {
    Document::new("报告/a.txt", "驻村工作简报\r\n工作队共有队员227名,其中党员153人,占76.4%。\r\n")
}

/// A paragraph of more than 2,000 characters, its operands far apart.
fn long_report() -> Document {
    let filler = "各级各部门齐心协力推进各项工作落地见效,".repeat(50);
    Document::new("a.txt", format!("标题\n{filler}工作队共有队员227名,{filler}其中党员153人,占76.4%。{filler}\n"))
}

fn json_of(document: &Document, finding: &recount::finding::Finding) -> Value {
    let mut out = String::new();
    json::finding(&mut out, &Page::new(document), finding);
    serde_json::from_str(&out).unwrap()
}

#[test]
fn every_operand_is_underlined_where_it_stands() {
    let report = report();
    assert_snapshot!("finding", rendered(&report, &share(&report, "153人", "227名", "76.4%")));
}

#[test]
fn a_paragraph_of_two_thousand_characters_is_cut_to_windows() {
    let report = long_report();
    assert!(report.text.chars().count() > 2000);
    assert_snapshot!("finding_on_a_long_line", rendered(&report, &share(&report, "153人", "227名", "76.4%")));
}

#[test]
fn an_operand_far_away_has_a_snippet_of_its_own() {
    let report = Document::new("a.txt", "工作队共有队员227名。\n一\n二\n其中党员153人,\n占76.4%。\n");
    assert_snapshot!("finding_on_several_lines", rendered(&report, &share(&report, "153人", "227名", "76.4%")));
}

#[test]
fn labels_inside_each_other_keep_their_places() {
    let report = report();
    let mut finding = share(&report, "153人", "227名", "76.4%");
    finding.place = place(&report, "党员153人,占76.4%");
    finding.labels.push(Label { place: place(&report, "其中党员153人"), text: "the sentence".to_owned() });
    finding.labels.push(Label { place: place(&report, "153人"), text: "again".to_owned() });
    assert_snapshot!("finding_with_nested_labels", rendered(&report, &finding));
}

#[test]
fn chinese_is_spoken_throughout_and_colours_are_only_colours() {
    let report = report();
    let mut finding = share(&report, "153人", "227名", "76.4%");
    finding.message = "153人占227名的67.4%,而非76.4%".to_owned();
    finding.help = Some("数字顺序可能颠倒".to_owned());
    let plain = rendered_as(&report, &finding, Language::Zh, false);
    assert_snapshot!("finding_in_chinese", plain);
    let coloured = rendered_as(&report, &finding, Language::Zh, true);
    let parts: Vec<&str> = coloured.split('\u{1b}').collect();
    let bare: String =
        parts.iter().enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 }).collect();
    assert_ne!(coloured, plain);
    assert_eq!(bare, plain);
}

#[test]
fn a_finding_about_the_whole_report_has_no_underline() {
    let report = report();
    let finding = plain(Place::default(), "the report has no date");
    assert_eq!(
        rendered(&report, &finding),
        "warning[text/damage]\n\n  ⚠ the report has no date\n   ╭─[报告/a.txt:1:1]\n   ╰────\n\n"
    );
    let place = [("start", 0), ("end", 0), ("line", 1), ("column", 1), ("end_line", 1), ("end_column", 1)];
    let printed = json_of(&report, &finding);
    assert_eq!(place.map(|(field, _)| printed[field].clone()), place.map(|(_, value)| json!(value)));
}

#[test]
fn an_empty_place_is_shown_by_what_stands_beside_it() {
    let report = Document::new("a.txt", "一二\n\n三");
    let at = |offset| rendered(&report, &plain(Place { start: offset, end: offset }, "here"));
    assert!(at(6).contains("[a.txt:1:3]\n 1 │ 一二\n   ·   ──\n"), "{}", at(6));
    assert!(at(7).contains("[a.txt:2:1]\n 2 │  \n   · ─\n"), "{}", at(7));
    assert!(at(11).contains("[a.txt:3:2]\n 3 │ 三\n   · ──\n"), "{}", at(11));
}

#[test]
fn control_characters_of_text_message_and_path_are_made_visible() {
    let report = Document::new("a\u{1b}[2J\u{202e}.txt", "占比\u{1b}[31m为\u{7}\u{202e}67.5%\t。");
    let mut finding = plain(place(&report, "67.5%"), "bad \u{1b}[0m \r\n message");
    finding.help = Some("a\u{9b}b".to_owned());
    finding.labels = vec![Label { place: finding.place, text: "\u{7}".to_owned() }];
    let printed = rendered(&report, &finding);
    assert!(
        printed.chars().all(|character| character == '\n' || !character.is_control() && character != '\u{202e}'),
        "{printed:?}"
    );
    assert_snapshot!("finding_with_control_characters", printed);
    let mut line = String::new();
    json::finding(&mut line, &Page::new(&report), &finding);
    assert!(line.trim_end().chars().all(|character| !character.is_control() && character != '\u{202e}'), "{line:?}");
    assert_eq!(json_of(&report, &finding)["path"], json!(report.path));
}

#[test]
fn a_finding_in_json_has_its_fields_in_their_order() {
    let mut report = report();
    report.id = Some("17".to_owned());
    let mut out = String::new();
    json::finding(&mut out, &Page::new(&report), &share(&report, "153人", "227名", "76.4%"));
    let mut whole = plain(Place::default(), "no date");
    whole.severity = Severity::Info;
    report.id = None;
    json::finding(&mut out, &Page::new(&report), &whole);
    assert_eq!(
        out,
        concat!(
            r#"{"rule":"share/of-total","severity":"error","verdict":"contradicted","path":"报告/a.txt","document":"17","#,
            r#""start":70,"end":75,"line":2,"column":23,"end_line":2,"end_column":28,"#,
            r#""message":"153人 of 227名 is 67.4%, not 76.4%","fingerprint":"27acc9dec33ca4c60b137d9c0b66ce39","#,
            r#""help":"two digits may have changed places","#,
            r#""labels":[{"start":41,"end":47,"text":"total"},{"start":60,"end":66,"text":"part"},{"start":70,"end":75,"text":"share"}],"#,
            r#""fix":{"safe":false,"edits":[{"start":70,"end":75,"text":"67.4%"}]}}"#,
            "\n",
            r#"{"rule":"text/damage","severity":"info","verdict":null,"path":"报告/a.txt","document":null,"#,
            r#""start":0,"end":0,"line":1,"column":1,"end_line":1,"end_column":1,"message":"no date","#,
            r#""fingerprint":"b0cd95f79c8885f41c35ae18e18d4fd0","help":null,"labels":[],"fix":null}"#,
            "\n",
        )
    );
}

#[test]
fn a_claim_in_json_has_exact_ends_and_null_for_none() {
    let report = report();
    let mut out = String::new();
    json::entry(&mut out, &Page::new(&report), &claim(&report, "153人", "227名", "76.4%"));
    assert_eq!(
        out,
        concat!(
            r#"{"rule":"share/of-total","verdict":"contradicted","path":"报告/a.txt","document":null,"#,
            r#""start":60,"end":75,"line":2,"column":17,"relation":"share ≈ part / total","operands":["#,
            r#"{"name":"part","text":"153人","low":153,"high":153,"unit":"人","start":60,"end":66},"#,
            r#"{"name":"total","text":"227名","low":227,"high":null,"unit":"名","start":41,"end":47},"#,
            r#"{"name":"share","text":"76.4%","low":0.7635,"high":0.7645,"unit":"%","start":70,"end":75}],"#,
            r#""computed":["0.674008810573","0.674008810573"],"binding":"in the sentence"}"#,
            "\n",
        )
    );
}

#[test]
fn a_claim_for_people_shows_how_it_was_read() {
    let report = report();
    let mut out = String::new();
    for language in [Language::En, Language::Zh] {
        text::entry(&mut out, &Page::new(&report), &claim(&report, "153人", "227名", "76.4%"), language);
    }
    assert_snapshot!("claim", out);
}

#[test]
fn tallies_add_up_and_count_documents_once() {
    let report = report();
    let finding = share(&report, "153人", "227名", "76.4%");
    let entry = claim(&report, "153人", "227名", "76.4%");
    let mut held = entry.clone();
    held.verdict = Verdict::Verified;
    let mut open = entry.clone();
    open.verdict = Verdict::Undecided;
    let mut tally = Tally::of(&Checked {
        findings: vec![finding.clone(), finding.clone(), plain(Place::default(), "")],
        ledger: vec![entry, held.clone(), held, open],
        ..Checked::default()
    });
    tally.add(Tally::of(&Checked { findings: vec![finding], ..Checked::default() }));
    tally.add(Tally::of(&Checked::default()));
    assert_eq!(tally.at_least(Severity::Warning), 4);
    assert_eq!(tally.at_least(Severity::Error), 3);
    let said = [Language::En, Language::Zh]
        .map(|language| format!("{}\n{}\n{}\n", tally.table(language), tally.found(language), tally.recounted(language)));
    assert_snapshot!("statistics", said.concat());
}

/// The first header of a rendered finding: line and column.
fn header(rendered: &str) -> (usize, usize) {
    let (_, rest) = rendered.split_once("╭─[a.txt:").unwrap();
    let (line, rest) = rest.split_once(':').unwrap();
    (line.parse().unwrap(), rest.split_once(']').unwrap().0.parse().unwrap())
}

/// What stands above the first underline, by columns of the terminal.
fn underlined(rendered: &str) -> String {
    let rows: Vec<&str> = rendered.lines().skip_while(|row| !row.contains("╭─[")).skip(1).take(2).collect();
    let [row, marks] = rows[..] else { panic!("no underline in {rendered}") };
    let cells = |row: &str| {
        row.chars()
            .scan(0, |column, character| {
                let at = *column;
                *column += character.width().unwrap_or(0);
                Some((at, character))
            })
            .collect::<Vec<_>>()
    };
    let marked: Vec<usize> =
        cells(marks).into_iter().skip(5).filter(|(_, mark)| "─┬".contains(*mark)).map(|(at, _)| at).collect();
    let (first, last) = (marked[0], marked[marked.len() - 1]);
    cells(row).into_iter().filter(|(at, _)| (first..=last).contains(at)).map(|(_, character)| character).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "全村",
        "227名",
        "76.4%",
        "９０．８％",
        "a",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\u{3000}",
        "e\u{301}",
        "\u{301}",
        "👩‍🌾",
        "𠮷",
        "\u{200b}",
        "\u{feff}",
        "\u{1b}[31m",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "“…—”",
        "ﾊﾝ",
        "\u{e000}",
    ]);
    let long = (parts.clone(), 1..400_usize).prop_map(|(part, times)| part.repeat(times));
    prop::collection::vec(prop_oneof![4 => parts.prop_map(str::to_owned), 1 => long], 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_place_of_any_text_is_rendered_at_its_line_and_column(
        text in any_text(),
        ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let size = text.len() + 3;
        let places: Vec<Place> = ends.iter().map(|(a, b)| {
            let (a, b) = (a.index(size), b.index(size));
            Place { start: a.min(b), end: a.max(b) }
        }).collect();
        let report = Document::new("a.txt", text);
        let mut finding = plain(places[0], "message");
        finding.labels = places[1..].iter().map(|&place| Label { place, text: "label".to_owned() }).collect();
        let printed = rendered(&report, &finding);
        let position = LineIndex::new(&report.text).position(&report.text, places[0].start);
        prop_assert_eq!(header(&printed), (position.line, position.column));
        prop_assert!(printed.chars().all(|character| character == '\n' || !character.is_control()), "{:?}", printed);
        let longest = printed.lines().map(|line| line.chars().filter(|character| character.width() > Some(0)).count()).max();
        prop_assert!(longest < Some(600), "{:?} {}", longest, printed);
    }

    #[test]
    fn the_underline_stands_under_its_text(before in any_text(), after in any_text()) {
        let report = Document::new("a.txt", format!("{before}共１９３户,占67.5%{after}"));
        let finding = plain(Place { start: before.len(), end: before.len() + "共１９３户,占67.5%".len() }, "message");
        // Marks without width of their own belong to the column before.
        let shown = underlined(&rendered(&report, &finding));
        prop_assert_eq!(shown.trim_matches(|mark: char| mark.width() == Some(0)), "共１９３户,占67.5%");
    }
}
