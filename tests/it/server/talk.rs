//! The talk itself: who may say what when, messages that are none, requests that nobody waits for, and how it ends.

use serde_json::{Value, json};

use super::{
    WRONG,
    client::{Client, framed},
    codes,
};

/// The code of an error.
fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap()
}

#[test]
fn a_message_that_is_none_is_answered_and_stops_nothing() {
    let mut client = Client::start(&[], json!({}));
    for (raw, expected, id) in [
        ("Content-Length: 9\r\n\r\n{\"jsonrpc", -32700, Value::Null),
        ("Content-Length: 2\r\n\r\n[]", -32600, Value::Null),
        ("Content-Length: 4\r\nContent-Type: x\r\n\r\nnull", -32600, Value::Null),
        ("Content-Length: 8\r\n\r\n{\"id\":9}", -32600, json!(9)),
        ("Content-Length: 48\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":{},\"params\":7}", -32600, json!("a")),
        ("Content-Length: 41\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"none\"}", -32601, json!("b")),
        ("Something: else\r\n\r\n", -32700, Value::Null),
    ] {
        let length = raw.split_once("\r\n\r\n").unwrap().1.len();
        let raw = if raw.starts_with("Content-Length: 4") {
            raw.replacen(&raw[16..raw.find('\r').unwrap()], &length.to_string(), 1)
        } else {
            raw.to_owned()
        };
        client.send_raw(raw.as_bytes());
        let answer = client.answer(&id);
        assert_eq!(code(&answer), expected, "{raw}: {answer}");
    }
    for (method, params) in [
        ("textDocument/hover", json!({})),
        ("textDocument/codeAction", json!([1])),
        ("textDocument/diagnostic", Value::Null),
        ("workspace/diagnostic", json!("x")),
    ] {
        assert_eq!(code(&client.request(method, params)), -32602, "{method}");
    }
    assert_eq!(code(&client.request("initialize", json!({ "capabilities": {} }))), -32600);
    // Unknown notifications, those with nonsense in them, and answers that nobody asked for.
    client.notify("$/unknown", json!({}));
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///none", "version": 1 }, "contentChanges": [] }),
    );
    client.notify("textDocument/didOpen", json!({ "textDocument": 7 }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 4711, "result": {} }));
    let uri = client.open("a.txt", "plaintext", WRONG);
    assert_eq!(codes(&client.published(&uri)), ["share/of-total"]);
    let unknown = json!({ "textDocument": { "uri": "file:///none" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", unknown)["result"], Value::Null);
    let far =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 4_294_967_295_u32, "character": 4_294_967_295_u32 } });
    assert_eq!(client.request("textDocument/hover", far)["result"], Value::Null);
    assert_eq!(client.close(), 0);
}

#[test]
fn first_comes_initialize_and_last_exit() {
    let mut client = Client::spawn(&[], &[]);
    assert_eq!(code(&client.request("textDocument/hover", json!({}))), -32002);
    client.notify("textDocument/didOpen", json!({}));
    let capabilities = client.initialize(json!({}), json!({}))["capabilities"].clone();
    assert_eq!(
        capabilities,
        json!({
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2, "save": {} },
            "diagnosticProvider": { "identifier": "recount", "interFileDependencies": false, "workspaceDiagnostics": true },
            "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll.recount"] },
            "hoverProvider": true,
            "inlayHintProvider": true,
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        })
    );
    client.notify("initialized", json!({}));
    assert_eq!(client.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(code(&client.request("textDocument/hover", json!({}))), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), 0);
}

#[test]
fn an_editor_that_is_gone_ends_the_server() {
    let mut client = Client::start(&[], json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), 1);
    let mut client = Client::start(&[], json!({}));
    assert_eq!(client.status(), 1);
    assert_eq!(Client::spawn(&["--stdio"], &[]).status(), 1);
}

#[test]
fn what_is_cancelled_is_answered_so() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}.txt")).collect();
    let text = WRONG.repeat(20);
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let mut client = Client::start_with(&[], json!({ "textDocument": { "diagnostic": {} } }), json!({}), &files);
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let other = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.notify("$/cancelRequest", json!({ "id": id }));
    let answer = client.answer(&json!(id));
    assert_eq!(answer["error"], json!({ "code": -32800, "message": "cancelled" }));
    // The other one goes on, and whoever types does not wait for it.
    let uri = client.open("x.txt", "plaintext", WRONG);
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(codes(&report["result"]), ["share/of-total"]);
    assert!(client.kept().is_empty(), "{:?}", client.kept());
    assert_eq!(client.answer(&json!(other))["result"]["items"].as_array().unwrap().len(), 40);
    // A request that is cancelled before its turn is not even begun.
    let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "h" } });
    let change = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": WRONG.repeat(400) }],
    } });
    let slow =
        json!({ "jsonrpc": "2.0", "id": "d", "method": "textDocument/diagnostic", "params": { "textDocument": { "uri": uri } } });
    let hover = json!({ "jsonrpc": "2.0", "id": "h", "method": "textDocument/hover", "params": {
        "textDocument": { "uri": uri }, "position": { "line": 0, "character": 17 },
    } });
    client.send_raw(&[change, slow, hover, cancel].iter().flat_map(framed).collect::<Vec<u8>>());
    assert_eq!(code(&client.answer(&json!("h"))), -32800);
    assert!(client.answer(&json!("d"))["result"]["items"].as_array().unwrap().len() >= 400);
    // What still waits when everything ends is answered too.
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let shutdown = client.ask("shutdown", Value::Null);
    assert_eq!(code(&client.answer(&json!(id))), -32800);
    assert_eq!(client.answer(&json!(shutdown))["result"], Value::Null);
}
