//! What the editor offers to do, and that the text is right when it is done.

use std::fs;

use serde_json::{Value, json};

use super::{
    WRONG,
    client::{Client, position, range},
    codes,
};

/// The capabilities of an editor that can make files.
fn creates() -> Value {
    json!({ "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } } })
}

/// The actions for a range, by title.
fn actions(client: &mut Client, uri: &str, range: Value, only: Option<&str>) -> Vec<(String, Value)> {
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    let result = client.request("textDocument/codeAction", params)["result"].clone();
    result.as_array().unwrap().iter().map(|action| (action["title"].as_str().unwrap().to_owned(), action.clone())).collect()
}

/// The byte at a place, columns counted in UTF-16.
fn byte(text: &str, at: &Value) -> usize {
    let line: usize = text.split_inclusive('\n').take(usize::try_from(at["line"].as_u64().unwrap()).unwrap()).map(str::len).sum();
    let mut left = at["character"].as_u64().unwrap();
    let mut byte = line;
    for character in text[line..].chars() {
        if left == 0 {
            break;
        }
        left -= u64::try_from(character.len_utf16()).unwrap();
        byte += character.len_utf8();
    }
    byte
}

/// A text with edits made, the last first.
fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, String)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            (byte(text, &edit["range"]["start"]), byte(text, &edit["range"]["end"]), edit["newText"].as_str().unwrap().to_owned())
        })
        .collect();
    edits.sort();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, &new);
    }
    text
}

#[test]
fn a_figure_is_changed_only_with_a_look_at_it() {
    let mut client = Client::start(&[], json!({}));
    let uri = client.open("a.txt", "plaintext", WRONG);
    let offered = actions(&mut client, &uri, range(0, 22, 0, 22), Some("quickfix"));
    let [(title, action)] = offered.as_slice() else { panic!("{offered:?}") };
    assert_eq!((title.as_str(), action.get("isPreferred")), ("Change “57%” to “75%” (please check)", None));
    assert_eq!(action["diagnostics"][0]["code"], "share/of-total");
    assert_eq!(edited(WRONG, &action["edit"]["changes"][&uri]), WRONG.replace("57%", "75%"));
    // Nothing is wrong there, and nothing is safe to mend.
    assert_eq!(actions(&mut client, &uri, range(0, 3, 0, 3), None), []);
    assert_eq!(actions(&mut client, &uri, range(0, 22, 0, 22), Some("source")), []);
    assert_eq!(actions(&mut client, &uri, range(0, 22, 0, 22), Some("refactor")), []);
}

#[test]
fn what_nobody_needs_to_look_at_is_mended_at_once() {
    let text = "𠮷村简报\r\n您的位置:首页 > 动态\r\n村里\u{200B}有3人。\r\n茶社共有采茶工36名,其中返乡的27名,占57%。\r\n";
    let mut client = Client::start(&[], json!({}));
    let uri = client.open("a.txt", "plaintext", text);
    let found = client.published(&uri);
    assert_eq!(codes(&found), ["boilerplate/breadcrumb", "text/invisible", "share/of-total"]);
    let all = actions(&mut client, &uri, range(0, 0, 9, 0), Some("source.fixAll"));
    let [(title, action)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((title.as_str(), &action["kind"]), ("Mend all that is safe to mend (2)", &json!("source.fixAll.recount")));
    let mended = edited(text, &action["edit"]["changes"][&uri]);
    assert_eq!(mended, "𠮷村简报\r\n村里有3人。\r\n茶社共有采茶工36名,其中返乡的27名,占57%。\r\n");
    let one = actions(&mut client, &uri, range(1, 0, 1, 3), Some("quickfix"));
    let (title, action) = &one[0];
    assert_eq!((title.as_str(), &action["isPreferred"]), ("Delete “您的位置:首页 > 动态”", &json!(true)));
    assert_eq!(edited(text, &action["edit"]["changes"][&uri]), text.replace("您的位置:首页 > 动态\r\n", ""));
}

#[test]
fn a_fix_in_a_line_of_json_is_written_as_json() {
    let mut client = Client::start(&[], json!({}));
    let text = "{\"text\":\"茶社\\u5171有采茶工36名,其中返乡的27名,占57%。\\n您的位置:首页 > 动态\\n村里有3人。\"}\n";
    let uri = client.open("a.jsonl", "jsonl", text);
    let share = client.published(&uri)["diagnostics"][0]["range"]["start"].clone();
    let offered = actions(&mut client, &uri, json!({ "start": share, "end": share }), Some("quickfix"));
    let mended = edited(text, &offered[0].1["edit"]["changes"][&uri]);
    assert_eq!(mended, text.replace("57%", "75%"));
}

#[test]
fn a_comment_says_that_a_finding_stays() {
    for (name, language, text, expected) in [
        (
            "a.md",
            "markdown",
            format!("# 简报\n\n{WRONG}\n完\n"),
            WRONG.replace("。\n", "。 <!-- recount: ignore share/of-total: say why -->\n"),
        ),
        (
            "a.html",
            "html",
            format!("<p title=\"x\"\n>{}</p>\n", WRONG.trim()),
            WRONG.trim().replace("57%", "57%<!-- recount: ignore share/of-total: say why -->"),
        ),
    ] {
        let mut client = Client::start(&[], json!({}));
        let uri = client.open(name, language, &text);
        let start = client.published(&uri)["diagnostics"][0]["range"]["start"].clone();
        let offered = actions(&mut client, &uri, json!({ "start": start, "end": start }), None);
        let (_, action) = offered.iter().find(|(title, _)| title == "Suppress share/of-total here, in a comment").unwrap();
        let silent = edited(&text, &action["edit"]["changes"][&uri]);
        assert_eq!(silent, text.replace(WRONG.trim(), expected.trim()));
        client.change(&uri, 2, json!([{ "text": silent }]));
        assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn a_file_of_suppressions_says_so_where_there_are_no_comments() {
    let mut client = Client::start_with(&[], creates(), json!({}), &[("b/x.txt", WRONG)]);
    let uri = client.open("b/x.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), ["share/of-total"]);
    let title = "Suppress share/of-total here, in recount.ignore.toml";
    let offered = actions(&mut client, &uri, range(0, 22, 0, 22), None);
    let (_, action) = offered.iter().find(|(offered, _)| offered == title).unwrap();
    let file = client.uri("recount.ignore.toml");
    let entry = "[[ignore]]\npath = \"b/x.txt\"\nrule = \"share/of-total\"\ntext = \"57%\"\nreason = \"say why\"\n";
    let expected = json!([
        { "kind": "create", "uri": file, "options": { "ignoreIfExists": true } },
        { "textDocument": { "uri": file, "version": null }, "edits": [{ "range": range(0, 0, 0, 0), "newText": entry }] },
    ]);
    assert_eq!(action["edit"], json!({ "documentChanges": expected }));
    fs::write(client.path("recount.ignore.toml"), entry).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": file, "type": 1 }] }));
    assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new());
    // Where there is such a file, another entry is added to it.
    let other = client.open("c.txt", "plaintext", WRONG);
    let offered = actions(&mut client, &other, range(0, 22, 0, 22), None);
    let (_, action) = offered.iter().find(|(offered, _)| offered == title).unwrap();
    let edit = &action["edit"]["changes"][&file][0];
    assert_eq!(edit["range"], json!({ "start": position(5, 0), "end": position(5, 0) }));
    assert_eq!(edit["newText"], format!("\n{}", entry.replace("b/x.txt", "/c.txt")));
}

#[test]
fn a_client_that_cannot_make_files_is_offered_none() {
    let mut client = Client::start(&[], json!({}));
    let uri = client.open("a.txt", "plaintext", WRONG);
    let titles: Vec<_> = actions(&mut client, &uri, range(0, 22, 0, 22), None).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["Change “57%” to “75%” (please check)"]);
}
