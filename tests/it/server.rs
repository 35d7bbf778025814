//! The language server, spoken to by a client over its standard input and output.

mod actions;
mod client;
mod places;
mod settings;
mod talk;

use serde_json::{Value, json};

use self::client::{Client, position, range};

/// A report with a share that is wrong: 27 of 36 is 75%.
const WRONG: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";
/// The same with the right share.
const RIGHT: &str = "茶社共有采茶工36名,其中返乡的27名,占75%。\n";

/// The codes of diagnostics.
fn codes(published: &Value) -> Vec<&str> {
    let list = published.get("diagnostics").or_else(|| published.get("items")).and_then(Value::as_array);
    list.unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn an_open_report_is_checked_with_its_operands_beside_it() {
    let mut client = Client::start(&[], json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } }));
    let uri = client.open("报告.txt", "plaintext", WRONG);
    let beside = |text: &str, range: Value| json!({ "location": { "uri": uri, "range": range }, "message": text });
    assert_eq!(
        client.published(&uri),
        json!({
            "uri": uri,
            "version": 1,
            "diagnostics": [{
                "range": range(0, 21, 0, 24),
                "severity": 1,
                "code": "share/of-total",
                "source": "recount",
                "message": "27名 of 36名 is 75%, not 57%\ntwo digits may have changed places",
                "relatedInformation": [
                    beside("total", range(0, 7, 0, 10)),
                    beside("part", range(0, 16, 0, 19)),
                    beside("share", range(0, 21, 0, 24)),
                ],
            }],
        })
    );
    assert_eq!(client.close(), 0);
}

#[test]
fn what_the_client_cannot_show_is_left_out() {
    let more = json!({ "initializationOptions": { "rulePage": "https://example.org/rules#{rule}" } });
    let mut client = Client::start_with(&[], json!({}), more.clone(), &[]);
    let uri = client.open("a.txt", "plaintext", WRONG);
    let published = client.published(&uri);
    assert_eq!(published["diagnostics"][0].get("relatedInformation"), None);
    assert_eq!(published["diagnostics"][0].get("codeDescription"), None);
    let links = json!({ "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true } } });
    let mut client = Client::start_with(&[], links, more, &[]);
    let uri = client.open("a.txt", "plaintext", WRONG);
    let href = "https://example.org/rules#share/of-total";
    assert_eq!(client.published(&uri)["diagnostics"][0]["codeDescription"], json!({ "href": href }));
}

#[test]
fn the_newest_text_counts_and_is_told_last() {
    let mut client = Client::start(&[], json!({}));
    let uri = client.open("a.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), ["share/of-total"]);
    client.change(&uri, 2, json!([{ "range": range(0, 21, 0, 23), "text": "75" }]));
    assert_eq!(client.published(&uri), json!({ "uri": uri, "version": 2, "diagnostics": [] }));
    // Several changes in one message, each of what the one before left.
    let changes = json!([
        { "range": range(0, 21, 0, 23), "text": "5" },
        { "range": range(0, 22, 0, 22), "text": "7" },
        { "range": range(1, 0, 1, 0), "text": "社里有3人。" },
    ]);
    client.change(&uri, 3, changes);
    assert_eq!(codes(&client.published(&uri)), ["share/of-total"]);
    for version in 4..=40 {
        let text = if version % 2 == 0 { WRONG } else { RIGHT };
        client.change(&uri, version, json!([{ "text": text }]));
    }
    client.change(&uri, 41, json!([{ "text": WRONG }]));
    let mut last = 3;
    loop {
        let published = client.published(&uri);
        let version = published["version"].as_i64().unwrap();
        assert!(version > last, "{version} after {last}");
        assert_eq!(codes(&published).len(), usize::from(version % 2 == 0 || version == 41), "{version}");
        last = version;
        if version == 41 {
            break;
        }
    }
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.published(&uri), json!({ "uri": uri, "diagnostics": [] }));
}

#[test]
fn a_client_that_asks_is_answered_and_told_nothing_unasked() {
    let mut client = Client::start(&[], json!({ "textDocument": { "diagnostic": {} } }));
    let uri = client.open("a.txt", "plaintext", WRONG);
    let about = json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", about.clone())["result"].clone();
    assert_eq!((report["kind"].as_str(), codes(&report)), (Some("full"), vec!["share/of-total"]));
    let again = json!({ "textDocument": { "uri": uri }, "previousResultId": report["resultId"] });
    let unchanged = json!({ "kind": "unchanged", "resultId": report["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", again.clone())["result"], unchanged);
    client.change(&uri, 2, json!([{ "text": RIGHT }]));
    let report = client.request("textDocument/diagnostic", again)["result"].clone();
    assert_eq!((report["kind"].as_str(), codes(&report)), (Some("full"), vec![]));
    assert_eq!(
        client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:1" } }))["result"],
        json!({ "kind": "full", "items": [] })
    );
    assert!(client.kept().is_empty(), "{:?}", client.kept());
}

#[test]
fn the_whole_workspace_is_checked_open_or_not() {
    let files = [
        ("recount.toml", "[files]\nexclude = [\"old\"]\n"),
        ("a.txt", WRONG),
        ("b/报告.md", RIGHT),
        ("b/c.jsonl", "{\"id\":\"x\",\"text\":\"茶社共有采茶工36名,其中返乡的27名,占57%。\"}\n"),
        ("old/d.txt", WRONG),
    ];
    let pulls = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = Client::start_with(&[], pulls, json!({}), &files);
    let open = client.open("a.txt", "plaintext", RIGHT);
    let all = |client: &mut Client, known: Value| {
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": known }));
        report["result"]["items"].as_array().unwrap().clone()
    };
    let items = all(&mut client, json!([]));
    let told: Vec<_> = items.iter().map(|item| (item["uri"].clone(), item["version"].clone(), codes(item))).collect();
    let expected = [
        (json!(open), json!(1), vec![]),
        (json!(client.uri("b/c.jsonl")), Value::Null, vec!["share/of-total"]),
        (json!(client.uri("b/报告.md")), Value::Null, vec![]),
    ];
    assert_eq!(told, expected);
    // The place is that in the line of JSON.
    assert_eq!(items[1]["items"][0]["range"], range(0, 39, 0, 42));
    let known: Vec<Value> = items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    client.change(&open, 2, json!([{ "text": WRONG }]));
    let kinds: Vec<_> = all(&mut client, json!(known)).iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["full", "unchanged", "unchanged"]);
}

#[test]
fn a_figure_tells_how_it_was_read_and_what_it_is_counted_with() {
    let text = "茶社共有采茶工36名,其中返乡的27名,占57%。";
    let markdown = json!({ "textDocument": { "hover": { "contentFormat": ["markdown", "plaintext"] } } });
    let mut client = Client::start(&[], markdown);
    let uri = client.open("a.txt", "plaintext", text);
    let hover = |client: &mut Client, character: u32| {
        let params = json!({ "textDocument": { "uri": uri }, "position": position(0, character) });
        client.request("textDocument/hover", params)["result"].clone()
    };
    let value = "```text\ncount 27名 27 名\n```\n\n```text\ncontradicted share/of-total\n    share ≈ part / total\n    total: 36名 = 36\n    \
                 part: 27名 = 27\n    share: 57% = [0.565, 0.575]\n    computed: 0.75\n27名 of 36名 is 75%, not 57%\n```\n";
    let told = hover(&mut client, 17);
    let (first, _) = told["contents"]["value"].as_str().unwrap().split_at(value.len());
    assert_eq!(first, value);
    assert_eq!((&told["contents"]["kind"], &told["range"]), (&json!("markdown"), &range(0, 16, 0, 19)));
    assert_eq!(hover(&mut client, 3), Value::Null);
    let mut client = Client::start(&["--lang", "zh"], json!({}));
    let uri = client.open("a.txt", "plaintext", "社里近3万人。");
    let params = json!({ "textDocument": { "uri": uri }, "position": position(0, 3) });
    let told = client.request("textDocument/hover", params)["result"].clone();
    assert_eq!(told["contents"]["kind"], "plaintext");
    let value = told["contents"]["value"].as_str().unwrap();
    assert!(value.starts_with("计数 近3万人 ") && value.ends_with(" 人 (近)\n"), "{value}");
}

#[test]
fn recomputed_values_are_shown_where_they_are_asked_for() {
    let mut client = Client::start(&[], json!({}));
    let text = "茶社共有采茶工36名,其中返乡的27名,占57%,新来的9名,占25%。";
    let uri = client.open("a.txt", "plaintext", text);
    let params = json!({ "textDocument": { "uri": uri }, "range": range(0, 0, 1, 0) });
    assert_eq!(client.request("textDocument/inlayHint", params.clone())["result"], json!([]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "recount": { "inlayHints": true } } }));
    let hints = client.request("textDocument/inlayHint", params)["result"].clone();
    let told: Vec<_> = hints.as_array().unwrap().iter().map(|hint| (hint["position"].clone(), hint["label"].clone())).collect();
    assert_eq!(told, [(position(0, 24), json!("= 75%")), (position(0, 35), json!("= 25.0%"))]);
    let first = json!({ "textDocument": { "uri": uri }, "range": range(0, 0, 0, 25) });
    assert_eq!(client.request("textDocument/inlayHint", first)["result"].as_array().unwrap().len(), 1);
}
