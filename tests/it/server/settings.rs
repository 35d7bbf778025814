//! What is in force: settings of the editor and of files, mistakes in them, a baseline, a language; read again when they change.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{
    WRONG,
    client::{Client, range},
    codes,
};

/// Tells the server that a file has changed.
fn changed(client: &mut Client, name: &str) {
    let changes = json!([{ "uri": client.uri(name), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
}

#[test]
fn settings_are_read_again_and_their_mistakes_stand_in_their_file() {
    let mut client = Client::start_with(&[], json!({}), json!({}), &[("recount.toml", "[rules]\n\"share/of-totl\" = \"off\"\n")]);
    let uri = client.open("a.txt", "plaintext", WRONG);
    let settings = client.uri("recount.toml");
    assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new());
    assert_eq!(
        client.published(&settings),
        json!({
            "uri": settings,
            "diagnostics": [{
                "range": range(1, 0, 1, 15),
                "severity": 1,
                "code": "config/mistake",
                "source": "recount",
                "message": "no rule matches `share/of-totl`\ndid you mean `share/of-total`?",
            }],
        })
    );
    fs::write(client.path("recount.toml"), "[rules]\n\"share/of-total\" = \"info\"\n").unwrap();
    changed(&mut client, "recount.toml");
    assert_eq!(client.published(&uri)["diagnostics"][0]["severity"], 3);
    assert_eq!(client.published(&settings), json!({ "uri": settings, "diagnostics": [] }));
    fs::write(client.path("recount.toml"), "[rules]\n\"share/of-total\" = \"off\"\n").unwrap();
    // An editor that watches nothing says at least what it saves.
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": settings } }));
    assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new());
}

#[test]
fn mistakes_in_rules_and_suppressions_stand_in_their_files() {
    let rule = "[[rule]]\nid = \"own/word\"\nkind = \"pattern\"\nseverity = \"error\"\nsummary = { en = \"a\", zh = \"b\" }\n\
                message = { en = \"a\", zh = \"b\" }\nfind = ['甲(乙']\ngood = [\"丙\"]\nbad = [\"[[甲乙]]\"]\n";
    let files = [("recount.toml", "extends = [\"own\"]\n"), ("own/word.toml", rule)];
    let mut client = Client::start_with(&[], json!({}), json!({}), &files);
    client.open("a.txt", "plaintext", WRONG);
    let file = client.uri("own/word.toml");
    let told = client.published(&file)["diagnostics"].clone();
    let ranges: Vec<_> = told.as_array().unwrap().iter().map(|one| (&one["code"], &one["range"])).collect();
    assert_eq!(ranges, [(&json!("rule/mistake"), &range(6, 10, 6, 11))]);
    let ignore = "[[ignore]]\npath = \"/a.txt\"\nrule = \"share/of-total\"\n";
    let mut client = Client::start_with(&[], json!({}), json!({}), &[("recount.ignore.toml", ignore)]);
    let uri = client.open("a.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new());
    let file = client.uri("recount.ignore.toml");
    let published = client.published(&file);
    assert_eq!((codes(&published), &published["diagnostics"][0]["range"]), (vec!["suppression/no-reason"], &range(0, 0, 0, 10)));
}

#[test]
fn what_a_baseline_knows_is_not_told() {
    let make = |client: &Client| {
        let made =
            Command::new(env!("CARGO_BIN_EXE_recount")).arg("baseline").current_dir(client.folder.path()).status().unwrap();
        assert_eq!(made.code(), Some(0));
    };
    let options = json!({ "initializationOptions": { "baseline": ".recount-baseline.jsonl" } });
    let mut client = Client::spawn(&[], &[("a.txt", WRONG)]);
    make(&client);
    client.initialize(json!({}), options);
    client.notify("initialized", json!({}));
    let uri = client.open("a.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), Vec::<&str>::new());
    let more = format!("{WRONG}竹社共有竹农40名,其中返乡的30名,占57%。\n");
    client.change(&uri, 2, json!([{ "text": more }]));
    assert_eq!(client.published(&uri)["diagnostics"][0]["range"], range(1, 20, 1, 23));
    fs::write(client.path(".recount-baseline.jsonl"), "nonsense\n").unwrap();
    changed(&mut client, ".recount-baseline.jsonl");
    let said = client.wait(|message| message["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().unwrap().contains(".recount-baseline.jsonl, line 1: "), "{said}");
    assert_eq!(codes(&client.published(&uri)).len(), 2);
}

#[test]
fn messages_are_in_the_language_that_is_set_or_that_the_editor_speaks() {
    let first = |client: &mut Client| {
        let uri = client.open("a.txt", "plaintext", WRONG);
        client.published(&uri)["diagnostics"][0]["message"].as_str().unwrap().lines().next().unwrap().to_owned()
    };
    let (english, chinese) = ("27名 of 36名 is 75%, not 57%", "27名占36名的75%,而非57%");
    let cases = [
        (json!({}), "", english),
        (json!({ "locale": "zh-cn" }), "", chinese),
        (json!({ "locale": "zh-cn" }), "lang = \"en\"\n", english),
        (json!({ "locale": "de", "initializationOptions": { "lang": "zh" } }), "lang = \"en\"\n", chinese),
    ];
    for (more, settings, expected) in cases {
        let mut client = Client::start_with(&[], json!({}), more, &[("recount.toml", settings)]);
        assert_eq!(first(&mut client), expected);
    }
    let mut client = Client::start(&[], json!({}));
    assert_eq!(first(&mut client), english);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "recount": { "lang": "zh" } } }));
    let uri = client.uri("a.txt");
    assert!(client.published(&uri)["diagnostics"][0]["message"].as_str().unwrap().starts_with(chinese));
}

#[test]
fn an_editor_is_asked_for_settings_and_told_of_wrong_ones() {
    let capabilities = json!({ "workspace": {
        "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true }, "inlayHint": { "refreshSupport": true },
    } });
    let mut client = Client::start(&[], capabilities);
    let watch = client.wait(|message| message["method"] == "client/registerCapability");
    let watched = &watch["params"]["registrations"][0];
    assert_eq!(
        watched["registerOptions"],
        json!({ "watchers": [{ "globPattern": "**/*.toml" }, { "globPattern": "**/*.jsonl" }] })
    );
    client.send(&json!({ "jsonrpc": "2.0", "id": watch["id"], "result": null }));
    let asked = client.wait(|message| message["method"] == "workspace/configuration");
    assert_eq!(asked["params"], json!({ "items": [{ "section": "recount" }] }));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "inlayHints": true }] }));
    assert_eq!(client.wait(|message| message["method"] == "workspace/inlayHint/refresh")["params"], Value::Null);
    client.notify("workspace/didChangeConfiguration", json!({}));
    let asked = client.wait(|message| message["method"] == "workspace/configuration");
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "inlayhints": true }] }));
    let said = client.wait(|message| message["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().unwrap().starts_with("recount: unknown field `inlayhints`"), "{said}");
}

#[test]
fn every_setting_is_taken_shown_by_the_extension_and_told_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let page = read("docs/editors.md");
    let package: Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    let properties = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    let mut options = json!({});
    for (name, property) in properties {
        let name = name.strip_prefix("recount.").unwrap();
        if name != "path" && name != "trace.server" {
            assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
        }
        options[name.split('.').next().unwrap()] = property["default"].clone();
    }
    let told = page.lines().filter(|line| line.starts_with("| `") && !line.contains("fixAll")).count();
    assert_eq!(told, properties.len() - 2);
    // What the extension says of itself is there in both languages.
    let [english, chinese] = ["", ".zh-cn"].map(|language| {
        let texts: Value = serde_json::from_str(&read(&format!("editors/vscode/package.nls{language}.json"))).unwrap();
        texts.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    });
    assert_eq!(english, chinese);
    let mut client = Client::start_with(&[], json!({}), json!({ "initializationOptions": options }), &[]);
    let uri = client.open("a.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), ["share/of-total"]);
    assert!(client.kept().is_empty(), "{:?}", client.kept());
    // The examples can be read.
    let blocks = |language: &str| {
        let fence = format!("```{language}\n");
        page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(blocks("json").iter().all(|block| serde_json::from_str::<Value>(block).is_ok()));
    assert!(blocks("toml").iter().all(|block| toml::from_str::<toml::Table>(block).is_ok()));
}
