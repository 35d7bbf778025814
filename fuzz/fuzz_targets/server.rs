//! The language server: whatever lines of JSON an editor sends, every request is answered once, and with what the protocol knows.
#![no_main]

use std::{collections::BTreeMap, io::Cursor};

use recount::{
    server::{Options, Sources, serve},
    walk::Choice,
};
use recount_fuzz::text_target;
use serde_json::Value;

text_target!([MESSAGES, REPORT, MARKDOWN], |text| {
    let mut input = Vec::new();
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.lines() {
        input.extend(format!("Content-Length: {}\r\n\r\n{line}", line.len()).bytes());
        if let Ok(Value::Object(message)) = serde_json::from_str::<Value>(line)
            && let (Some(id), Some(Value::String(method))) = (message.get("id"), message.get("method"))
        {
            match id {
                // A notification.
                Value::Null => {}
                Value::Number(_) | Value::String(_) => *asked.entry(id.to_string()).or_default() += 1,
                // What is no id is not sent back.
                _ => *asked.entry(Value::Null.to_string()).or_default() += 1,
            }
            // Nothing is answered after the end, and files of this machine are not read.
            if method == "exit" || line.contains("Folders") || line.contains("root") {
                return;
            }
        } else if line.contains("exit") || line.contains("Folders") || line.contains("config") {
            return;
        }
    }
    let sources = Sources { choice: Choice::Isolated, ..Sources::default() };
    let mut output = Vec::new();
    serve(Cursor::new(input), &mut output, Options { sources, ..Options::default() }).expect("memory can be written to");
    let said = said(&output);
    for message in &said {
        let text = message.to_string();
        assert!(!text.contains("a bug in recount"), "{text}");
    }
    let mut answered: BTreeMap<String, usize> = BTreeMap::new();
    for answer in said.iter().filter(|message| message.get("method").is_none()) {
        assert!(answer.get("result").is_some() != answer.get("error").is_some(), "{answer}");
        *answered.entry(answer["id"].to_string()).or_default() += 1;
    }
    // What is no message at all is answered without an id, or with the one that could be read.
    for (id, times) in asked {
        let answers = answered.get(&id).copied().unwrap_or_default();
        assert!(answers >= times, "{id} was asked {times} times and answered {answers} times");
    }
});

/// The messages in what was written.
fn said(mut output: &[u8]) -> Vec<Value> {
    let mut said = Vec::new();
    while !output.is_empty() {
        let end = output.windows(4).position(|four| four == b"\r\n\r\n").expect("a header ends");
        let header = str::from_utf8(&output[..end]).expect("a header is ASCII");
        let length: usize = header.trim_start_matches("Content-Length: ").parse().expect("a header says how long");
        let body = &output[end + 4..end + 4 + length];
        said.push(serde_json::from_slice(body).expect("a message is JSON"));
        output = &output[end + 4 + length..];
    }
    said
}
