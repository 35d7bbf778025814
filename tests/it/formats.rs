//! Findings in every form: that each reader is told the same place, and that each form is what its reader expects.

use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::Arc};

use proptest::prelude::*;
use recount::{
    check::Language,
    document::{Document, Place},
    finding::{Edit, Finding, Fix, Label, Severity},
    output::{
        Page,
        findings::{Ending, Format, Item, Name, Renderer, Spot, Standing},
    },
    rule::RuleSet,
};
use serde_json::Value;

use crate::{
    cli::{folder, run},
    sample::plain,
};

/// Findings of one document as a whole file of a form.
fn file(format: Format, document: &Document, findings: &[Finding]) -> String {
    let renderer = Renderer::new(format, Language::En, false);
    let page = Page::new(document);
    let path = renderer.paths.told(&document.path);
    let rendered: Vec<String> = findings.iter().map(|finding| renderer.finding(&Spot::new(&page, finding, &path))).collect();
    let item = |(text, finding): (&'_ String, &'_ Finding)| (text.clone(), finding.rule.clone(), finding.severity);
    let kept: Vec<(String, Arc<str>, Severity)> = rendered.iter().zip(findings).map(item).collect();
    let items: Vec<Item<'_>> =
        kept.iter().map(|(text, rule, severity)| Item { text, rule, severity: *severity, standing: Standing::Told }).collect();
    let mut frame = format.frame(Language::En, &Arc::new(RuleSet::default()));
    let mut out = String::new();
    frame.begin(&mut out);
    frame.document(&mut out, Name { path: &path, id: document.id.as_deref(), read: true }, &items);
    frame.end(&mut out, Ending { summary: "", whole: true });
    out
}

/// A line and a column in characters, both from 1.
type Spotted = (usize, usize);

/// Where a byte of a text stands, counted character by character.
fn counted(text: &str, offset: usize) -> Spotted {
    let (mut line, mut column) = (1, 1);
    let bare = text.trim_start_matches('\u{FEFF}');
    let marks = text.len() - bare.len();
    let mut before = bare[..offset.max(marks) - marks].chars().peekable();
    let rest = &text[offset.max(marks)..];
    while let Some(character) = before.next() {
        column += 1;
        let next = before.peek().copied().or(rest.chars().next());
        if character == '\n' || character == '\r' && next != Some('\n') {
            (line, column) = (line + 1, 1);
        }
    }
    (line, column)
}

/// Bytes of a line, which a reader of bytes is told, as characters.
fn of_bytes(text: &str, (line, byte): Spotted) -> Spotted {
    let mut starts = vec![0];
    starts.extend((1..=text.len()).filter(|&at| {
        let (before, after) = (text.as_bytes()[at - 1], text.as_bytes().get(at));
        before == b'\n' || before == b'\r' && after != Some(&b'\n')
    }));
    let start = starts[line - 1];
    let marks = if start == 0 { text.len() - text.trim_start_matches('\u{FEFF}').len() } else { 0 };
    let before = &text[start..start + byte - 1];
    (line, before[marks.min(before.len())..].chars().count() + 1)
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The value of a property: what stands between its name and an end.
fn property<'t>(text: &'t str, name: &str, ends: &[char]) -> &'t str {
    text.split(name).nth(1).unwrap_or_else(|| panic!("no {name} in {text}")).split(ends).next().unwrap()
}

fn digits(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

/// `…:2:23` and what follows.
fn after_path(text: &str, path: &str) -> Spotted {
    let rest = text.split(path).nth(1).unwrap().trim_start_matches(':');
    let mut numbers = rest.split(|character: char| !character.is_ascii_digit());
    (digits(numbers.next().unwrap()), digits(numbers.next().unwrap()))
}

/// Where a form says that the only finding of a file begins, and where it ends, if it says so.
fn told(format: Format, document: &Document, finding: &Finding) -> (Spotted, Option<Spotted>) {
    let text = file(format, document, std::slice::from_ref(finding));
    let json = || serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let of = |value: &Value, [line, column]: [&str; 2]| (number(&value[line]), number(&value[column]));
    let path = document.path.as_str();
    match format {
        Format::Text => (after_path(&text, &format!("[{path}")), None),
        Format::Concise => (after_path(&text, path), None),
        Format::Markdown => (after_path(&text, path), None),
        // Its columns are made of JSON lines.
        Format::Jsonl | Format::Parquet => (of(&json(), ["line", "column"]), Some(of(&json(), ["end_line", "end_column"]))),
        Format::Json => (of(&json()[0], ["line", "column"]), Some(of(&json()[0], ["end_line", "end_column"]))),
        Format::Sarif => {
            assert_eq!(json()["runs"][0]["columnKind"], "unicodeCodePoints");
            let region = &json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
            (of(region, ["startLine", "startColumn"]), Some(of(region, ["endLine", "endColumn"])))
        }
        Format::Github => {
            let value = |name: &str| text.contains(name).then(|| digits(property(&text, name, &[',', ':'])));
            let (line, end) = (value(",line=").unwrap(), value(",endLine=").unwrap());
            match (value(",col="), value(",endColumn=")) {
                (Some(column), Some(end_column)) => ((line, column), Some((end, end_column))),
                // On several lines there are no columns: they are as true as any.
                _ => (counted(&document.text, finding.place.start), Some((end, counted(&document.text, finding.place.end).1))),
            }
        }
        Format::Gitlab => {
            let positions = &json()[0]["location"]["positions"];
            (of(&positions["begin"], ["line", "column"]), Some(of(&positions["end"], ["line", "column"])))
        }
        Format::Junit => {
            let name = property(&text, "<testcase name=\"", &['"']);
            (after_path(name, "text/damage "), None)
        }
        Format::Checkstyle => {
            let value = |name: &str| digits(property(&text, name, &['"']));
            ((value(" line=\""), value(" column=\"")), None)
        }
        Format::Rdjson => {
            let range = &json()["diagnostics"][0]["location"]["range"];
            let at = |end: &str| of_bytes(&document.text, of(&range[end], ["line", "column"]));
            (at("start"), Some(at("end")))
        }
        Format::Azure => {
            let value = |name: &str| digits(property(&text, name, &[';']));
            ((value("linenumber="), value("columnnumber=")), None)
        }
        Format::Csv => {
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let row: Vec<String> = rows.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
            ((digits(&row[2]), digits(&row[3])), Some((digits(&row[4]), digits(&row[5]))))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn the_same_finding_has_the_same_place_in_every_form(
        text in "\u{FEFF}?(甲|占67\\.5%|𠮷|👩\u{200d}🌾|e\u{301}|\t| |\n|\r\n|\r|鄉\\(xiāng\\)村|\u{3000}|a|\\[|;|\"|<|\u{202e}|\u{0}){1,40}",
        ends in any::<(proptest::sample::Index, proptest::sample::Index)>(),
    ) {
        let document = Document::new("报告/a.txt", text);
        let marks = document.text.len() - document.text.trim_start_matches('\u{FEFF}').len();
        let bounds: Vec<usize> = (marks..=document.text.len()).filter(|&at| document.text.is_char_boundary(at)).collect();
        let [one, other] = [ends.0, ends.1].map(|index| *index.get(&bounds));
        let place = Place { start: one.min(other), end: one.max(other) };
        let mut finding = plain(place, "damage: 50%, [x];\r\ny");
        finding.labels = vec![Label { place, text: "here".to_owned() }];
        finding.fix = Some(Fix { safe: true, edits: vec![Edit { place, text: "乙".to_owned() }] });
        let expected = [place.start, place.end].map(|offset| counted(&document.text, offset));
        for (format, name) in Format::ALL {
            // In the terminal, what has no width is shown at what stands beside it.
            if format == Format::Text && (place.start == place.end || document.text[place.start..place.end].trim().is_empty()) {
                continue;
            }
            let (start, end) = told(format, &document, &finding);
            prop_assert_eq!(start, expected[0], "{} begins elsewhere in {:?}", name, &document.text);
            prop_assert_eq!(end.unwrap_or(expected[1]), expected[1], "{} ends elsewhere in {:?}", name, &document.text);
        }
    }

    #[test]
    fn no_text_breaks_out_of_its_form(message in any::<String>(), path in "[^/\u{0}]{1,12}") {
        let document = Document::new(format!("x/{path}"), "甲乙丙");
        let mut finding = plain(Place { start: 0, end: 3 }, &message);
        finding.help = Some(message.clone());
        let of = |format| file(format, &document, std::slice::from_ref(&finding));
        for format in [Format::Json, Format::Jsonl, Format::Sarif, Format::Gitlab, Format::Rdjson] {
            prop_assert!(serde_json::from_str::<Value>(&of(format)).is_ok());
        }
        let lines = |format, begins: &str| of(format).lines().filter(|line| line.starts_with(begins)).count();
        prop_assert_eq!((lines(Format::Github, "::warning file="), of(Format::Github).lines().count()), (1, 1));
        prop_assert_eq!((lines(Format::Azure, "##vso[task.logissue "), of(Format::Azure).lines().count()), (1, 1));
        prop_assert_eq!(of(Format::Concise).lines().count(), 1);
        prop_assert_eq!(of(Format::Markdown).lines().count(), 3);
        for format in [Format::Junit, Format::Checkstyle] {
            let elements = elements(&of(format));
            prop_assert!(elements.is_ok(), "{:?}", elements);
        }
        let text = of(Format::Csv);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 1);
        prop_assert!(rows[0].iter().all(|field| !field.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    }
}

/// The elements of an XML file by name, where it is well formed and has only characters that XML allows.
fn elements(text: &str) -> Result<Vec<String>, String> {
    use quick_xml::{Reader, events::Event};
    let forbidden = |character: char| !matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    if let Some(character) = text.chars().find(|&character| forbidden(character)) {
        return Err(format!("{character:?} is forbidden"));
    }
    let mut reader = Reader::from_str(text);
    let mut names = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(names),
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    attribute.map_err(|error| error.to_string())?;
                }
                names.push(String::from_utf8_lossy(element.name().as_ref().as_ref()).into_owned());
            }
            _ => {}
        }
    }
}

/// A report with an error, one with nothing wrong, and two in one file.
fn reports() -> tempfile::TempDir {
    folder(&[
        ("报告/a.txt", "简报\r\n工作队共有队员227名,其中党员153人,占76.4%。\r\n".as_bytes()),
        ("b.txt", "各村扎实推进人居环境整治。\n".as_bytes()),
        (
            "c.jsonl",
            "{\"text\":\"好。\"}\n{\"id\":\"y\",\"text\":\"好。\\n工作队共有队员227名,其中党员153人,占76.4%。\"}\n".as_bytes(),
        ),
    ])
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn json(folder: &tempfile::TempDir, name: &str) -> Value {
    serde_json::from_str(&read(folder, name)).unwrap()
}

#[test]
fn one_run_writes_every_form_into_its_file() {
    let folder = reports();
    let outputs: Vec<String> = Format::ALL.iter().map(|(_, name)| format!("--output={name}=out.{name}")).collect();
    let reports = ["b.txt", "c.jsonl", "报告"];
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let (status, printed, said) = run(&folder, &[&reports[..], &outputs].concat());
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(read(&folder, "out.text"), printed);
    for (_, name) in Format::ALL.into_iter().filter(|(format, _)| *format != Format::Parquet) {
        // Each alone gives what all give together; in a log, annotations stand below the findings.
        let (status, alone, _) = run(&folder, &[&reports[..], &["--format", name]].concat());
        let commands = || alone.lines().filter(|line| line.starts_with("::error")).map(|line| format!("{line}\n")).collect();
        let alone = if name == "github" { commands() } else { alone };
        assert_eq!((status, read(&folder, &format!("out.{name}"))), (1, alone), "{name}");
    }
    // What was written is no report, in whichever folder it lies.
    assert_eq!(run(&folder, &[&["."][..], &outputs].concat()), (1, printed, said));
    let left: BTreeSet<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(left.len(), Format::ALL.len() + 3, "{left:?}");
}

#[test]
fn what_is_written_beside_changes_neither_what_is_printed_nor_the_status() {
    let folder = reports();
    for gate in ["error", "never"] {
        let (status, printed, said) = run(&folder, &[".", "--fail-on", gate]);
        assert_eq!(
            run(&folder, &[".", "--fail-on", gate, "--output", "sarif=a.sarif", "--output=junit=b.xml"]),
            (status, printed, said)
        );
    }
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_checked() {
    let folder = reports();
    fs::create_dir(folder.path().join("out")).unwrap();
    for (output, why) in [
        ("sarif=none/a.sarif", "cannot write none/a.sarif: No such file or directory"),
        ("sarif=out", "cannot write out: Is a directory"),
        ("none/a.txt", "cannot write none/a.txt: No such file or directory"),
    ] {
        let (status, printed, said) = run(&folder, &[".", "--output", output]);
        assert_eq!((status, printed.as_str()), (2, ""), "{output}");
        assert!(said.contains(why), "{said}");
    }
    let (status, _, said) = run(&folder, &[".", "--output", "srif=a"]);
    assert!(status == 2 && said.contains("is no format"), "{said}");
    let (status, _, said) = run(&folder, &[".", "--output", "a", "--output", "b"]);
    assert!(status == 2 && said.contains("two files for one thing"), "{said}");
}

#[test]
fn a_report_within_a_file_is_told_at_its_line_of_the_file() {
    let folder = reports();
    let (_, printed, _) = run(&folder, &["c.jsonl", "--format", "github"]);
    assert!(printed.contains("\n::error file=c.jsonl,line=2,endLine=2,title=share/of-total::#y:2:23: 153人"), "{printed}");
    let (_, printed, _) = run(&folder, &["c.jsonl", "--format", "concise"]);
    assert!(printed.starts_with("c.jsonl#y:2:23: error[share/of-total] 153人"), "{printed}");
    let (_, printed, _) = run(&folder, &["c.jsonl", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&printed).unwrap();
    let location = &log["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["physicalLocation"]["region"], serde_json::json!({ "startLine": 2, "snippet": { "text": "76.4%" } }));
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "c.jsonl#y");
}

#[test]
fn sarif_says_what_is_suppressed_and_what_a_baseline_knows() {
    let folder = folder(&[
        (
            "a.md",
            "<!-- recount: ignore share/of-total: another base -->\n工作队共有队员227名,其中党员153人,占76.4%。\n".as_bytes(),
        ),
        ("b.txt", "茶社共有采茶工36名,其中返乡的27名,占57%。\n".as_bytes()),
    ]);
    run(&folder, &["baseline", "."]);
    fs::write(folder.path().join("c.txt"), "果园共有果农250名,其中女性142名,占65.8%。\n").unwrap();
    let (status, printed, _) =
        run(&folder, &[".", "--baseline", ".recount-baseline.jsonl", "--output", "sarif=a.sarif", "--output", "gitlab=a.json"]);
    assert!(status == 1 && printed.contains("c.txt:1:") && !printed.contains("b.txt"), "{printed}");
    let log = json(&folder, "a.sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let shown: Vec<[&Value; 3]> = results
        .iter()
        .map(|result| {
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            [uri, &result["baselineState"], &result["suppressions"][0]["kind"]]
        })
        .collect();
    let words = |[uri, state, kind]: &[&Value; 3]| format!("{uri} {state} {kind}");
    let shown: Vec<String> = shown.iter().map(words).collect();
    assert_eq!(shown, ["\"a.md\" null \"inSource\"", "\"b.txt\" \"unchanged\" \"external\"", "\"c.txt\" \"new\" null"]);
    assert_eq!(results[0]["suppressions"][0]["justification"], "another base");
    assert_eq!(json(&folder, "a.json").as_array().unwrap().len(), 1);
}

#[test]
fn sarif_describes_the_rules_that_were_heard() {
    let folder = reports();
    run(&folder, &[".", "--output", "sarif=en.sarif"]);
    run(&folder, &[".", "--output", "sarif=zh.sarif", "--lang", "zh"]);
    for (name, summary) in [("en.sarif", "A stated share"), ("zh.sarif", "占比")] {
        let log = json(&folder, name);
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 1);
        let rule = &rules[0];
        assert_eq!((rule["id"].as_str(), rule["name"].as_str()), (Some("share/of-total"), Some("ShareOfTotal")));
        assert!(rule["shortDescription"]["text"].as_str().unwrap().contains(summary), "{rule}");
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("```text\n"), "{rule}");
        assert_eq!(rule["defaultConfiguration"]["level"], "error");
        let precision = rule["properties"]["precision"].as_str().unwrap();
        assert!(["very-high", "high", "medium", "low"].contains(&precision), "{precision}");
    }
}

#[test]
fn findings_on_the_same_words_have_fingerprints_of_their_own() {
    let line = "工作队共有队员227名,其中党员153人,占76.4%。\n";
    let folder = folder(&[("a.txt", line.repeat(3).as_bytes()), ("b.txt", line.as_bytes())]);
    run(&folder, &[".", "--output", "gitlab=a.json", "--output", "sarif=a.sarif", "--select", "share/of-total"]);
    let report = json(&folder, "a.json");
    let prints: BTreeSet<&str> = report.as_array().unwrap().iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    assert_eq!((prints.len(), report.as_array().unwrap().len()), (4, 4));
    let log = json(&folder, "a.sarif");
    let hashes: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().rsplit_once(':').unwrap().1)
        .collect();
    assert_eq!(hashes, ["1", "2", "3", "1"]);
}

#[test]
fn a_finding_below_the_gate_is_no_failure_of_junit() {
    let folder = reports();
    let counts = |gate: &str| {
        let (_, printed, _) = run(&folder, &["报告", "--format", "junit", "--fail-on", gate]);
        assert_eq!(elements(&printed).unwrap()[..2], ["testsuites", "testsuite"]);
        property(&printed, "<testsuite name=\"报告/a.txt\" ", &['>']).to_owned()
    };
    assert_eq!(counts("error"), "tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\"");
    assert_eq!(counts("never"), "tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\" time=\"0\"");
}

/// The program as a service or an editor starts it.
fn within(folder: &Path, arguments: &[&str], surroundings: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C");
    for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "INSIDE_EMACS"] {
        command.env_remove(name);
    }
    command.envs(surroundings.iter().copied());
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn in_github_actions_there_are_annotations_and_a_summary_beside_the_text() {
    let folder = reports();
    let (tree, summary) = (folder.path().canonicalize().unwrap(), folder.path().join("summary.md"));
    fs::write(&summary, "before\n").unwrap();
    let actions = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_WORKSPACE", tree.to_str().unwrap()),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
    ];
    let (_, plain, _) = run(&folder, &["报告"]);
    let printed = within(folder.path(), &["报告"], &actions);
    let (first, rest) = printed.split_once('\n').unwrap();
    let token = first.strip_prefix("::stop-commands::").unwrap();
    let (log, commands) = rest.split_once(&format!("::{token}::\n")).unwrap();
    assert_eq!(log, plain);
    let place = "file=报告/a.txt,line=2,endLine=2,col=23,endColumn=28";
    assert!(commands.starts_with(&format!("::error {place},title=share/of-total::153人 of 227名 is 67.4%25, not 76.4%25%0A")));
    assert_eq!(commands.lines().count(), 1);
    let summary = fs::read_to_string(&summary).unwrap();
    assert!(
        summary.starts_with(
            "before\n### recount\n\n| place | severity | rule | finding |\n| --- | --- | --- | --- |\n| 报告/a.txt:2:23 | error |"
        ),
        "{summary}"
    );
    // From a folder below, paths still begin at the work tree; another form that is asked for is all there is.
    let below = within(&folder.path().join("报告"), &["."], &actions[..2]);
    assert!(below.contains(&format!("\n::error {place},")), "{below}");
    let asked = within(folder.path(), &["报告", "--format", "concise"], &actions[..2]);
    assert!(asked.starts_with("报告/a.txt:2:23: error[share/of-total]") && asked.lines().count() == 1, "{asked}");
    assert_eq!(within(folder.path(), &["报告", "--format", "text"], &actions[..2]), plain);
}

#[test]
fn annotations_are_within_the_limits_of_the_service_and_errors_come_first() {
    let line = "工作队共有队员227名,其中党员153人,占76.4%。\n";
    let warning = "今年约有三成三的农户。\n为了乡村振兴，，努力。\n";
    let folder = folder(&[("a.txt", warning.as_bytes()), ("b.txt", line.repeat(25).as_bytes())]);
    let printed = within(folder.path(), &[".", "--format", "github", "--select", "share/of-total"], &[]);
    let commands: Vec<&str> = printed.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(commands.len(), 10);
    assert!(printed.ends_with("15 more have no annotation: there are at most 10 of each severity\n"), "{printed}");
    let listed = printed.lines().filter(|line| line.starts_with("b.txt:")).count();
    assert_eq!(listed, 25);
}

#[test]
fn files_are_written_though_nobody_reads_what_is_printed() {
    let line = "工作队共有队员227名,其中党员153人,占76.4%。\n";
    let folder = folder(&[("a.txt", line.repeat(2_000).as_bytes())]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
    command.current_dir(folder.path()).args([".", "--format=concise", "--output=sarif=a.sarif"]).env("LC_ALL", "C");
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(json(&folder, "a.sarif")["runs"][0]["results"].as_array().unwrap().len() >= 2_000);
}

#[test]
fn the_compilation_buffer_of_emacs_gets_lines_that_it_can_follow() {
    let folder = reports();
    let printed = within(folder.path(), &["报告"], &[("INSIDE_EMACS", "30.1,compile")]);
    assert!(printed.starts_with("报告/a.txt:2:23: error[share/of-total] "), "{printed}");
    let shell = within(folder.path(), &["报告"], &[("INSIDE_EMACS", "30.1,comint")]);
    assert!(shell.starts_with("error[share/of-total]\n"), "{shell}");
}
