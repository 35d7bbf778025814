//! Places of findings: in the units that were agreed on, and the same as those of the command line.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{
    client::{Client, position, range},
    codes,
};

#[test]
fn columns_are_counted_as_the_client_counts_them() {
    let before = "\t𠮷村😀(e\u{301})茶社共有采茶工36名,其中返乡的27名,占";
    let text = format!("𠮷\r\n{before}57%。\r\n");
    let utf16 = |text: &str| text.encode_utf16().count();
    type Count = fn(&str) -> usize;
    let cases: [(Value, &str, Count); 5] = [
        (json!({}), "utf-16", utf16),
        (json!({ "general": { "positionEncodings": ["utf-16"] } }), "utf-16", utf16),
        (json!({ "general": { "positionEncodings": ["utf-16", "utf-8", "utf-32"] } }), "utf-8", str::len),
        (json!({ "general": { "positionEncodings": ["utf-32", "utf-16"] } }), "utf-32", |text| text.chars().count()),
        (json!({ "general": { "positionEncodings": ["utf-7"] } }), "utf-16", utf16),
    ];
    for (capabilities, name, count) in cases {
        let mut client = Client::spawn(&[], &[]);
        assert_eq!(client.initialize(capabilities, json!({}))["capabilities"]["positionEncoding"], name);
        let uri = client.open("a.txt", "plaintext", &text);
        let start = u32::try_from(count(before)).unwrap();
        let published = client.published(&uri);
        assert_eq!(codes(&published), ["share/of-total"]);
        assert_eq!(published["diagnostics"][0]["range"], range(1, start, 1, start + 3), "{name}");
        // An edit at such a place is made there.
        client.change(&uri, 2, json!([{ "range": range(1, start, 1, start + 2), "text": "75" }]));
        assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new(), "{name}");
        let params = json!({ "textDocument": { "uri": uri }, "position": position(1, start + 1) });
        assert_eq!(client.request("textDocument/hover", params)["result"]["range"], range(1, start, 1, start + 3), "{name}");
    }
}

/// What the command line finds in a file: rule, severity, message, and for files that are one report the place.
fn checked(folder: &Path, name: &str, placed: bool) -> Vec<(String, String, String, Value)> {
    let mut check = Command::new(env!("CARGO_BIN_EXE_recount"));
    let out = check
        .current_dir(folder)
        .args(["check", "--format", "jsonl", "--fail-on", "never", name])
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let lines = String::from_utf8(out.stdout).unwrap();
    let finding = |line: &str| {
        let one: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let message = if one["help"].is_null() { text("message") } else { format!("{}\n{}", text("message"), text("help")) };
        let at = |key: &str| u32::try_from(one[key].as_u64().unwrap()).unwrap() - 1;
        let place = if placed { range(at("line"), at("column"), at("end_line"), at("end_column")) } else { Value::Null };
        (text("rule"), text("severity"), message, place)
    };
    let mut found: Vec<_> = lines.lines().map(finding).collect();
    found.sort_by_key(|finding| format!("{finding:?}"));
    found
}

#[test]
fn an_editor_is_told_what_the_command_line_tells() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let utf32 = json!({ "general": { "positionEncodings": ["utf-32"] } });
    let mut client = Client::start(&[], utf32);
    let mut compared = 0;
    for folder in ["inputs", "reports/faulty", "reports/clean"] {
        let mut entries: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            // An editor shows what it has decoded; what is not UTF-8 is not compared.
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".toml") {
                continue;
            }
            let placed = !name.ends_with(".jsonl") && !name.ends_with(".csv") && !text.starts_with('\u{FEFF}');
            let copy = client.path(name);
            fs::write(&copy, &text).unwrap();
            let uri = client.open(name, "plaintext", &text);
            let published = client.published(&uri);
            let told = |one: &Value| {
                let severity = ["error", "warning", "info"][usize::try_from(one["severity"].as_u64().unwrap()).unwrap() - 1];
                let place = if placed { one["range"].clone() } else { Value::Null };
                let text = |key: &str| one[key].as_str().unwrap().to_owned();
                (text("code"), severity.to_owned(), text("message"), place)
            };
            let mut told: Vec<_> = published["diagnostics"].as_array().unwrap().iter().map(told).collect();
            told.sort_by_key(|finding| format!("{finding:?}"));
            assert_eq!(told, checked(client.folder.path(), name, placed), "{name}");
            compared += told.len();
        }
    }
    assert!(compared > 50, "only {compared} findings");
}

#[test]
fn rows_of_a_file_are_reports_with_places_of_their_own() {
    let mut client = Client::start(&[], json!({}));
    let text = "茶社共有采茶工36名,其中返乡的27名,占57%。";
    let escaped = "\\u8336社共有\\u91c7茶工36名,其中返乡的27名,占57%。";
    let jsonl = format!("\u{FEFF}{{\"text\":\"甲\\n{text}\"}}\n\n{{\"text\":\"{escaped}\",\"id\":7}}\nnonsense\n");
    let uri = client.open("a.jsonl", "jsonl", &jsonl);
    let told: Vec<_> = client.published(&uri)["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["code"].clone(), one["range"].clone()))
        .collect();
    let expected = [
        (json!("share/of-total"), range(0, 34, 0, 37)),
        (json!("share/of-total"), range(2, 40, 2, 43)),
        (json!("input/unreadable"), range(3, 0, 3, 8)),
    ];
    assert_eq!(told, expected);
    let csv = format!("id,text\n1,\"{text}\"\n2,\"他说\"\"好\"\"。{text}\"\n");
    let uri = client.open("a.csv", "csv", &csv);
    let ranges: Vec<_> =
        client.published(&uri)["diagnostics"].as_array().unwrap().iter().map(|one| one["range"].clone()).collect();
    // Of a row whose text is written otherwise than it reads, the row is known.
    assert_eq!(ranges, [range(1, 24, 1, 27), range(2, 0, 2, 37)]);
}

#[test]
fn a_document_without_a_file_is_what_the_editor_takes_it_for() {
    let mut client = Client::start(&[], json!({}));
    let text = "茶社共有采茶工**36**名,其中返乡的27名,占57%。\n";
    let item = json!({ "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    assert_eq!(client.published("untitled:Untitled-1")["diagnostics"][0]["range"], range(0, 25, 0, 28));
}
