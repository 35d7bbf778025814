//! Word files (.docx): a ZIP archive with the text in one part of XML and what is known of it in another. The document's text is a
//! paragraph a line, and a row of a table a line: its places are places in that, not in the file.

mod body;
mod properties;

use std::io::{Cursor, Read};

use thiserror::Error;
use zip::ZipArchive;

use super::{Document, Format, ReadOnly};

/// A part of a file has no more bytes than this once unpacked.
const LONGEST: u64 = 1 << 28;

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WordError {
    /// What Word writes for an old file, and for one with a password.
    #[error("it is protected with a password, or an old .doc; save it as .docx without a password")]
    Protected,
    /// No ZIP archive, or a damaged one.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// An archive with something else in it.
    #[error("it has no text in it that Word would show; save it again as .docx")]
    NoBody,
    /// A part that unpacks to too much.
    #[error("it unpacks to more than 256 MB")]
    Expands,
}

/// A Word file as a document.
pub(super) fn document(path: String, bytes: Vec<u8>) -> Result<Document, WordError> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(WordError::Protected);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| WordError::Damaged(error.to_string()))?;
    let named = archive.file_names().flatten().find(|name| name.starts_with("word/document") && name.ends_with(".xml"));
    let name = named.ok_or(WordError::NoBody)?.into_owned();
    let body = part(&mut archive, &name)?.ok_or(WordError::NoBody)?;
    let headings = properties::heading_styles(&part(&mut archive, "word/styles.xml")?.unwrap_or_default());
    let fields = properties::fields(&part(&mut archive, "docProps/core.xml")?.unwrap_or_default());
    let body::Body { text, markup, headings, tables } = body::read(&body, &headings).map_err(WordError::Damaged)?;
    Ok(Document {
        format: Format::Docx,
        read_only: Some(ReadOnly::Extracted),
        markup,
        headings,
        tables,
        fields,
        ..Document::new(path, text)
    })
}

/// The text of one part; `None` where there is no such part.
fn part(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Result<Option<String>, WordError> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(WordError::Damaged(error.to_string())),
    };
    let mut bytes = Vec::new();
    let read = part.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes);
    let length = read.map_err(|error| WordError::Damaged(error.to_string()))?;
    if u64::try_from(length).is_ok_and(|length| length > LONGEST) {
        return Err(WordError::Expands);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.trim_start_matches('\u{FEFF}').to_owned())),
        Err(_) => Err(WordError::Damaged(format!("{name} is not UTF-8"))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;
    use crate::document::{Fields, Place};

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn word(body: &str) -> Vec<u8> {
        let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        packed(&[("word/document.xml", &xml)])
    }

    #[test]
    fn a_word_file_has_text_headings_and_fields() {
        let body = "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文&amp;。</w:t></w:r></w:p>";
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
        let core = "<c xmlns:dc=\"d\"><dc:title>题</dc:title><dcterms:modified>2024-01-05T08:00:00Z</dcterms:modified></c>";
        let parts = [("word/document.xml", xml.as_str()), ("word/styles.xml", styles), ("docProps/core.xml", core)];
        let expected = Document {
            format: Format::Docx,
            read_only: Some(ReadOnly::Extracted),
            headings: vec![Place { start: 0, end: 6 }],
            fields: Fields { title: Some("题".into()), date: Some("2024-01-05".into()), source: None },
            ..Document::new("a.docx", "标题\n正文&。\n")
        };
        assert_eq!(document("a.docx".into(), packed(&parts)), Ok(expected));
    }

    #[test]
    fn what_is_no_word_file_says_why() {
        let said = |bytes: Vec<u8>| document("a.docx".into(), bytes).unwrap_err();
        assert_eq!(said(vec![0xD0, 0xCF, 0x11, 0xE0, 0]), WordError::Protected);
        assert_eq!(said(packed(&[("a.txt", "甲")])), WordError::NoBody);
        assert!(matches!(said(b"<html>".to_vec()), WordError::Damaged(_)));
        assert!(matches!(said(word("<w:p><w:t>甲</w:p>")), WordError::Damaged(_)));
    }

    proptest! {
        #[test]
        fn any_damage_is_an_error_or_nothing(at in 0_usize..400, byte in any::<u8>()) {
            let mut bytes = word("<w:p><w:r><w:t>全县共有党员227名。</w:t></w:r></w:p>");
            if let Some(damaged) = bytes.get_mut(at) {
                *damaged = byte;
            }
            let _ = document("a.docx".into(), bytes);
        }

        #[test]
        fn any_xml_is_read_or_refused(body in "(<w:p>|</w:p>|<w:t>|</w:t>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:br/>|甲|&amp;|&#0;|\\||<!--|-->){0,20}") {
            if let Ok(document) = document("a.docx".into(), word(&body)) {
                let mut last = 0;
                for markup in document.markup {
                    prop_assert!(last <= markup.place.start && document.text.get(markup.place.start..markup.place.end).is_some());
                    last = markup.place.end;
                }
            }
        }
    }
}
