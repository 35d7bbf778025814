//! Bytes into documents: any bytes under any name and in any encoding are read or refused, in the same way however they come in, and
//! what can be written back is written back to the byte.
#![no_main]

use std::io::{BufReader, Read};

use libfuzzer_sys::fuzz_target;
use recount::document::{Document, Encoding, Format, Place, ReadError, ReadOptions, documents_with};

const NAMES: [&str; 9] = ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv", "a.docx", "a.txt.gz", "a.jsonl.zst"];

/// A file that comes in a few bytes at a time.
struct Trickle<'b>(&'b [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min(3);
        self.0.read(&mut into[..length])
    }
}

fuzz_target!(|bytes: &[u8]| {
    let [name, encoding, bytes @ ..] = bytes else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let encodings: Vec<&str> = Encoding::names().collect();
    let encoding = encodings.get(usize::from(*encoding)).copied().and_then(Encoding::named);
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    let read: Vec<Result<Document, ReadError>> = documents_with(name, bytes, &options).collect();
    let trickled: Vec<_> = documents_with(name, BufReader::with_capacity(5, Trickle(bytes)), &options).collect();
    assert_eq!(read, trickled, "{name} is read otherwise in small pieces");
    for read in &read {
        match read {
            Ok(document) => sound(document, bytes),
            Err(error) => assert!(!error.to_string().is_empty() && !error.chinese().is_empty() && error.path() == name, "{error:?}"),
        }
    }
});

fn sound(document: &Document, bytes: &[u8]) {
    recount_fuzz::assert_sound(document);
    let rows = matches!(document.format, Format::Jsonl | Format::Csv | Format::Tsv);
    assert_eq!(document.id.is_some(), rows, "{document:?}");
    if !rows && document.read_only.is_none() {
        assert_eq!(document.encoding.encode(&document.text).as_deref(), Some(bytes), "{document:?}");
    }
    let packed = document.read_only == Some(recount::document::ReadOnly::Packed);
    if !rows && !packed && document.format != Format::Docx {
        let all = Place { start: 0, end: document.text.len() };
        assert!(document.encoding.bytes_of(bytes, all).end <= bytes.len());
        assert_eq!(&document.with_text(document.text.clone()).markup, &document.markup);
    }
}
