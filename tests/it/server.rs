//! The language server, spoken to by a client over its standard input and output.

mod client;

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use self::client::{Client, position, range};

/// A report with a share that is wrong: 27 of 36 is 75%.
const WRONG: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";

/// The ranges and codes of diagnostics.
fn told(diagnostics: &Value) -> Vec<(Value, String)> {
    let told = |one: &Value| (one["range"].clone(), one["code"].as_str().unwrap().to_owned());
    diagnostics.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn an_open_report_is_checked_and_checked_again_as_it_changes() {
    let mut client = Client::start(&[], json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } }));
    let uri = client.open("报告.txt", "plaintext", WRONG);
    let published = client.published(&uri);
    assert_eq!(
        published,
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
                    { "location": { "uri": uri, "range": range(0, 7, 0, 10) }, "message": "total" },
                    { "location": { "uri": uri, "range": range(0, 16, 0, 19) }, "message": "part" },
                    { "location": { "uri": uri, "range": range(0, 21, 0, 24) }, "message": "share" },
                ],
            }],
        })
    );
}
