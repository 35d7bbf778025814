//! One report in every form that people have it in (`tests/inputs`): the same is found in each, at the same places of its text. And what
//! becomes of files that cannot be read.

use std::{
    env, fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use flate2::{Compression, write::GzEncoder};
use recount::{
    check::{Checker, Language},
    document::{Document, Encoding, Format, Place, ReadOnly, ReadOptions, documents_with},
    output::Page,
    rule::RuleSet,
};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

/// What stands above a report on its page, the report, and what stands below.
struct Report {
    above: &'static str,
    title: &'static str,
    body: [&'static str; 5],
    table: [[&'static str; 3]; 5],
    below: [&'static str; 2],
}

const REPORT: Report = Report {
    above: "当前位置:首页>工作动态>正文",
    title: "东川县2023年农村党员队伍建设情况",
    body: [
        "来源:东川县融媒体中心 2024-01-15",
        "全县共有农村党员2270名,其中女党员613名,占27.4%;35岁以下党员454名,占20%。各乡镇党委认真落实责任,党员队伍结构稳步改善。",
        "全县上年发展党员80名,今年发展党员96名,比上年增长25%。新发展的党员中,种植养殖能手居多,带动作用明显。",
        "一是强化组织领导,层层压实责任;二是强化教育培训,办好镇村党校;四是强化督查考核,按月通报进度。",
        "全县于2023年2月30日召开总结会,研究部署下一年度的发展计划,要求各乡镇早谋划、早安排。",
    ],
    table: [
        ["乡镇", "党员", "支部"],
        ["甲镇", "870", "41"],
        ["乙镇", "760", "38"],
        ["丙镇", "640", "35"],
        ["合计", "2270", "117"],
    ],
    below: ["责任编辑:某某", "版权所有:东川县人民政府办公室"],
};

/// The same in traditional characters, all of which Big5 has.
const TRADITIONAL: Report = Report {
    above: "當前位置:首頁>工作動態>正文",
    title: "東川縣2023年農村黨員隊伍建設情況",
    body: [
        "來源:東川縣融媒體中心 2024-01-15",
        "全縣共有農村黨員2270名,其中女黨員613名,佔27.4%;35歲以下黨員454名,佔20%。各鄉鎮黨委認真落實責任,黨員隊伍結構穩步改善。",
        "全縣上年發展黨員80名,今年發展黨員96名,比上年增長25%。新發展的黨員中,種植養殖能手居多,帶動作用明顯。",
        "一是強化組織領導,層層壓實責任;二是強化教育培訓,辦好鎮村黨校;四是強化督查考核,按月通報進度。",
        "全縣於2023年2月30日召開總結會,研究部署下一年度的發展計劃,要求各鄉鎮早謀劃、早安排。",
    ],
    table: [
        ["鄉鎮", "黨員", "支部"],
        ["甲鎮", "870", "41"],
        ["乙鎮", "760", "38"],
        ["丙鎮", "640", "35"],
        ["合計", "2270", "117"],
    ],
    below: ["責任編輯:某某", "版權所有:東川縣人民政府辦公室"],
};

impl Report {
    fn rows(&self) -> impl Iterator<Item = String> {
        self.table.iter().map(|row| format!("| {} |", row.join(" | ")))
    }

    fn text(&self) -> String {
        let lines = [self.above, self.title].into_iter().chain(self.body).map(str::to_owned);
        lines.chain(self.rows()).chain(self.below.map(str::to_owned)).map(|line| format!("{line}\n")).collect()
    }

    fn markdown(&self) -> String {
        let body: String = self.body.iter().map(|line| format!("{line}\n\n")).collect();
        let mut rows: Vec<String> = self.rows().collect();
        rows.insert(1, "| --- | --- | --- |".to_owned());
        format!("{}\n\n# {}\n\n{body}{}\n\n{}\n", self.above, self.title, rows.join("\n"), self.below.join("\n\n"))
    }

    /// As a content management system writes it: tags within sentences, entities, line breaks that mean nothing.
    fn html(&self) -> String {
        let marked =
            |line: &&str| format!("    <p>{}</p>\n", line.replace("27.4%", "<b>27.4</b>%").replace(";35", ";\n      35"));
        let body: String = self.body.iter().map(marked).collect();
        let row = |cells: &[&str; 3]| format!("      <tr><td>{}</td></tr>\n", cells.join("</td><td>"));
        let rows: String = self.table.iter().map(row).collect();
        let below: String = self.below.iter().map(|line| format!("  <p>{line}</p>\n")).collect();
        format!(
            "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\">\n<title>{title}</title>\n<script>if (a < b) {{ document.write('占99%'); }}</script>\n</head>\n<body>\n<nav>{above}</nav>\n<main>\n  <article>\n    <h1>{title}</h1>\n{body}    <table>\n{rows}    </table>\n  </article>\n</main>\n<footer>\n{below}</footer>\n</body>\n</html>\n",
            title = self.title,
            above = self.above.replace('>', "&gt;"),
        )
    }

    fn word(&self) -> Vec<u8> {
        let paragraph = |text: &str| {
            let (first, rest) = text.split_at(text.char_indices().nth(2).map_or(0, |(at, _)| at));
            format!("<w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>", rest.replace('>', "&gt;"))
        };
        let title = format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>", self.title);
        let body: String = self.body.iter().map(|line| paragraph(line)).collect();
        let cell = |text: &&str| format!("<w:tc>{}</w:tc>", paragraph(text));
        let row = |cells: &[&str; 3]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
        let rows: String = self.table.iter().map(row).collect();
        let below: String = self.below.iter().map(|line| paragraph(line)).collect();
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{space}\"><w:body>{}{title}{body}<w:tbl>{rows}</w:tbl>{below}</w:body></w:document>",
            paragraph(self.above)
        );
        let types = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
        let relations = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", &document)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(part.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn jsonl(&self) -> String {
        format!("{}\n", json!({ "id": "1", "text": self.text() }))
    }

    fn csv(&self) -> String {
        format!("编号,正文\n1,\"{}\"\n", self.text())
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The files of `tests/inputs`: the report in every form.
fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let (text, hant) = (REPORT.text(), TRADITIONAL.text());
    let marked = format!("\u{FEFF}{text}");
    let encoded = |encoding: Encoding, text: &str| encoding.encode(text).unwrap();
    vec![
        ("report.txt", text.clone().into_bytes()),
        ("report-marked.txt", marked.clone().into_bytes()),
        ("report-gb18030.txt", encoded(Encoding::Gb18030, &text)),
        ("report-utf16le.txt", encoded(Encoding::Utf16Le, &marked)),
        ("report-utf16be-unmarked.txt", encoded(Encoding::Utf16Be, &text)),
        ("report.md", REPORT.markdown().into_bytes()),
        ("report.html", REPORT.html().into_bytes()),
        ("report-gb18030.html", encoded(Encoding::Gb18030, &REPORT.html())),
        ("report.docx", REPORT.word()),
        ("report.jsonl", REPORT.jsonl().into_bytes()),
        ("report.csv", REPORT.csv().into_bytes()),
        ("report-gb18030.csv", encoded(Encoding::Gb18030, &REPORT.csv())),
        ("report.txt.gz", gzip(text.as_bytes())),
        ("report.jsonl.zst", compress_to_vec(REPORT.jsonl().as_bytes(), CompressionLevel::Fastest)),
        ("report.html.gz", gzip(REPORT.html().as_bytes())),
        ("traditional.txt", hant.clone().into_bytes()),
        ("traditional-big5.txt", encoded(Encoding::Big5, &hant)),
        ("traditional-gb18030.txt", encoded(Encoding::Gb18030, &hant)),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs")
}

/// The one document of a file of `tests/inputs`.
fn document(name: &str) -> Document {
    let bytes = fs::read(folder().join(name)).unwrap();
    let mut options = ReadOptions::default();
    if name.ends_with(".csv") {
        options.fields.text = "正文".to_owned();
    }
    let mut documents: Vec<Document> = documents_with(name, &*bytes, &options).map(Result::unwrap).collect();
    assert_eq!(documents.len(), 1, "{name}");
    documents.pop().unwrap()
}

/// What is found in a document, with what its reader sees at each place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    rule: String,
    message: String,
    seen: String,
    labels: Vec<String>,
    place: Place,
    line: usize,
    column: usize,
}

fn found(document: &Document) -> Vec<Found> {
    static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::Zh));
    let page = Page::new(document);
    let seen = |place: Place| {
        let mut seen = String::new();
        let mut from = place.start;
        for markup in document.markup.iter().filter(|markup| place.start <= markup.place.start && markup.place.end <= place.end) {
            seen.push_str(&document.text[from..markup.place.start]);
            seen.push_str(&markup.shown);
            from = markup.place.end;
        }
        seen + &document.text[from..place.end]
    };
    let found = CHECKER.check(document).findings.into_iter().map(|finding| {
        let start = page.position(finding.place.start);
        Found {
            rule: finding.rule.to_string(),
            message: finding.message.clone(),
            seen: seen(finding.place),
            labels: finding.labels.iter().map(|label| seen(label.place)).collect(),
            place: finding.place,
            line: start.line,
            column: start.column,
        }
    });
    found.collect()
}

/// The same without places.
fn bare(found: &[Found]) -> Vec<Found> {
    let bare = |found: &Found| Found { place: Place::default(), line: 0, column: 0, ..found.clone() };
    found.iter().map(bare).collect()
}

#[test]
fn the_files_hold_the_report_as_it_is() {
    for (name, bytes) in forms() {
        let path = folder().join(name);
        if env::var_os("REGENERATE").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        // What packers write may change with their version, and means the same.
        let packed = [".gz", ".zst", ".docx"].iter().any(|end| name.ends_with(end));
        assert!(packed || fs::read(&path).unwrap() == bytes, "{name} is out of date: run `just regenerate`");
    }
}

#[test]
fn every_fault_of_the_report_is_found() {
    let rules: Vec<String> = found(&document("report.txt")).into_iter().map(|found| found.rule).collect();
    for rule in ["boilerplate/breadcrumb", "share/of-total", "change/rate", "count/ordinals", "date/valid"] {
        assert!(rules.iter().any(|found| found == rule), "{rule}: {rules:?}");
    }
    assert!(rules.len() >= 7, "{rules:?}");
}

#[test]
fn one_text_is_the_same_in_every_encoding_and_packing() {
    for (plain, forms) in [
        (
            "report.txt",
            &[
                ("report-marked.txt", Encoding::Utf8),
                ("report-gb18030.txt", Encoding::Gb18030),
                ("report-utf16le.txt", Encoding::Utf16Le),
                ("report-utf16be-unmarked.txt", Encoding::Utf16Be),
                ("report.docx", Encoding::Utf8),
                ("report.jsonl", Encoding::Utf8),
                ("report.csv", Encoding::Utf8),
                ("report-gb18030.csv", Encoding::Gb18030),
                ("report.txt.gz", Encoding::Utf8),
                ("report.jsonl.zst", Encoding::Utf8),
            ][..],
        ),
        ("traditional.txt", &[("traditional-big5.txt", Encoding::Big5), ("traditional-gb18030.txt", Encoding::Gb18030)][..]),
    ] {
        let (text, expected) = (document(plain).text, found(&document(plain)));
        for &(name, encoding) in forms {
            let document = document(name);
            assert_eq!(document.encoding, encoding, "{name}");
            // A byte-order mark is part of the text.
            let mark = document.text.len() - document.text.trim_start_matches('\u{FEFF}').len();
            assert_eq!(&document.text[mark..], text, "{name}");
            let mut found = found(&document);
            for found in found.iter_mut().filter(|found| found.place.end > 0) {
                found.place = Place { start: found.place.start - mark, end: found.place.end - mark };
            }
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn one_report_is_the_same_in_every_markup() {
    let expected = bare(&found(&document("report.txt")));
    for name in ["report.md", "report.html", "report-gb18030.html", "report.html.gz"] {
        assert_eq!(bare(&found(&document(name))), expected, "{name}");
    }
}

#[test]
fn a_place_leads_to_the_bytes_of_the_file() {
    for (name, bytes) in forms().into_iter().filter(|(name, _)| name.ends_with(".txt") || name.ends_with(".html")) {
        let document = document(name);
        for found in found(&document).iter().filter(|found| found.place.end > 0) {
            let range = document.encoding.bytes_of(&bytes, found.place);
            let there = document.encoding.encode(&document.text[found.place.start..found.place.end]);
            assert_eq!(Some(bytes[range].to_vec()), there, "{name}: {found:?}");
        }
    }
}

#[test]
fn what_cannot_be_written_back_says_so() {
    for (name, read_only) in [
        ("report.txt", None),
        ("report.md", None),
        ("report-gb18030.txt", None),
        ("traditional-big5.txt", None),
        ("report.html", Some(ReadOnly::Extracted)),
        ("report.docx", Some(ReadOnly::Extracted)),
        ("report.txt.gz", Some(ReadOnly::Packed)),
        ("report.html.gz", Some(ReadOnly::Packed)),
        ("report.csv", Some(ReadOnly::Extracted)),
    ] {
        assert_eq!(document(name).read_only, read_only, "{name}");
    }
    assert_eq!(document("report.docx").format, Format::Docx);
}

/// Runs `recount` in a folder: exit status, standard output, standard error.
fn recount(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut recount = Command::new(env!("CARGO_BIN_EXE_recount"));
    let done = recount.current_dir(folder).args(arguments).env("LC_ALL", "C").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn what_cannot_be_read_is_a_finding_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.pdf", b"%PDF-1.7\n");
    write("b.docx", b"no archive");
    write("c.jsonl", "{\"text\":\"一是甲;三是乙。\"}\n[]\n".as_bytes());
    write("d.txt.gz", &gzip(&[b'a'; 5000])[..20]);
    let files = ["a.pdf", "b.docx", "c.jsonl", "d.txt.gz", "e.txt"];
    let arguments = |format| [&["check", "--format", format, "--select", "count/ordinals"], &files[..]].concat();
    let (status, printed, said) = recount(folder.path(), &arguments("jsonl"));
    let findings: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = findings
        .iter()
        .map(|found| (found["rule"].as_str().unwrap(), found["path"].as_str().unwrap(), found["document"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("input/unreadable", "e.txt", None),
            ("input/unreadable", "a.pdf", None),
            ("input/unreadable", "b.docx", None),
            ("count/ordinals", "c.jsonl", Some("1")),
            ("input/unreadable", "c.jsonl", Some("2")),
            ("input/unreadable", "d.txt.gz", None),
        ]
    );
    let pdf = &findings[1];
    assert_eq!(pdf["message"], "a.pdf is a PDF: make it text first, for example with `pdftotext`");
    assert_eq!(
        ["severity", "start", "end", "line", "column"].map(|field| &pdf[field]),
        [&json!("error"), &json!(0), &json!(0), &json!(1), &json!(1)]
    );
    assert_eq!((status, said.lines().count()), (2, 5), "{said}");
    let (status, printed, told) = recount(folder.path(), &arguments("text"));
    assert_eq!((status, printed.contains("unreadable")), (2, false));
    assert_eq!(told, said);
}

#[test]
fn a_file_with_broken_bytes_is_checked_and_its_damage_found() {
    let mut bytes = REPORT.text().into_bytes();
    let at = REPORT.text().find("认真").unwrap();
    bytes.splice(at..at + 3, [0xFF]);
    let documents: Vec<Document> = documents_with("a.txt", &*bytes, &ReadOptions::default()).map(Result::unwrap).collect();
    assert_eq!((documents[0].encoding, documents[0].read_only), (Encoding::Utf8, Some(ReadOnly::Lossy)));
    assert!(found(&documents[0]).iter().any(|found| found.rule.starts_with("text/") && found.place.start == at));
}

#[test]
fn an_encoding_or_a_field_that_is_not_known_is_a_mistake_of_usage() {
    let (status, _, said) = recount(&folder(), &["check", "--encoding", "gb18300", "report.txt"]);
    assert!(status == 2 && said.contains("did you mean `gb18030`?"), "{said}");
    let (status, _, said) = recount(&folder(), &["check", "--field", "txt=正文", "report.csv"]);
    assert!(status == 2 && said.contains("did you mean `text`?"), "{said}");
}

#[test]
fn reports_come_through_standard_input_in_any_form() {
    for name in ["report.docx", "report.html.gz", "report-gb18030.txt"] {
        let mut recount = Command::new(env!("CARGO_BIN_EXE_recount"));
        let recount = recount.current_dir(folder()).args(["check", "--quiet", "--stdin-filename", name, "-"]);
        let done = recount.stdin(fs::File::open(folder().join(name)).unwrap()).output().unwrap();
        let printed = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.code() == Some(1) && printed.contains("27.4%"), "{name}: {printed}");
    }
}
