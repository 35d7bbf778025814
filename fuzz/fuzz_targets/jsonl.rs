//! Lines of JSON: each is a document or an error of its own; what a line says is what a JSON parser reads in it; and a text that is
//! changed in its line is read back changed, and leaves all else as it was.
#![no_main]

use recount::document::{Document, FieldNames, Place, Spelled, documents, splice};
use recount_fuzz::text_target;
use serde_json::Value;

text_target!([LINES, REPORT], |text| {
    let names = FieldNames::default();
    let read: Vec<_> = documents("a.jsonl", text.as_bytes()).collect();
    for one in &read {
        let row = one.as_ref().map_or_else(|error| error.row(), |document| document.line);
        let line = row.and_then(|row| text.split('\n').nth(row - 1));
        if let (Ok(document), Some(line)) = (one, line) {
            spelled(document, line, &names);
        }
    }
    assert!(read.len() <= text.split('\n').count().max(1), "more documents than lines");
});

fn spelled(document: &Document, line: &str, names: &FieldNames) {
    let text = document.text.as_str();
    let bare = line.strip_prefix('\u{FEFF}').unwrap_or(line).trim_ascii();
    if let Ok(json) = serde_json::from_str::<Value>(bare) {
        assert_eq!(json["text"].as_str(), Some(text), "{line}");
    }
    let spelled = Spelled::of(line, names, text).expect("the line holds the text that was read from it");
    let mut last = 0;
    for (at, _) in text.char_indices() {
        let byte = spelled.byte(at);
        assert!(line.is_char_boundary(byte) && last <= byte, "byte {at} of {text:?} is at {byte} of {line}");
        last = byte;
    }
    assert_eq!(splice(line.as_bytes(), names, text, &[]).as_deref(), Some(line.as_bytes()), "nothing was changed");
    let start = text.floor_char_boundary(text.len() / 2);
    let end = text.ceil_char_boundary(start + 1);
    let changed = [&text[..start], "乙\"\n", &text[end..]].concat();
    let written = splice(line.as_bytes(), names, text, &[(Place { start, end }, "乙\"\n")]).expect("it can be written");
    let again: Vec<_> = documents("a.jsonl", written.as_slice()).collect();
    let [Ok(again)] = again.as_slice() else { panic!("{again:?}") };
    assert_eq!((&again.text, &again.fields), (&changed, &document.fields));
}
