//! Word files around a made body: read or refused, and what is read is in order. Damaged archives are the matter of `decode`.
#![no_main]

use std::io::{Cursor, Write};

use recount::{
    document::{Format, ReadOnly, documents},
    view::View,
};
use recount_fuzz::{CHECKER, assert_sound, assert_told, text_target};
use zip::{ZipWriter, write::SimpleFileOptions};

text_target!([WORD, REPORT], |text| {
    // The first line, if there are two, is what the file knows of itself; else it knows nothing.
    let (core, body) = text.split_once('\n').unwrap_or(("", text));
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    for read in documents("a.docx", packed(&[("word/document.xml", &body), ("docProps/core.xml", core)]).as_slice()) {
        let Ok(document) = read else { continue };
        assert_eq!((document.format, document.read_only), (Format::Docx, Some(ReadOnly::Extracted)));
        assert_sound(&document);
        assert!(View::new(&document).lines().len() > 0);
        assert_told(&document, &CHECKER.check(&document));
    }
});

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(*name, stored).expect("memory is there");
        zip.write_all(text.as_bytes()).expect("memory is there");
    }
    zip.finish().expect("memory is there").into_inner()
}
