//! The paragraphs and tables of a Word file as lines of text. The row of a table is written `| 甲 | 3 |`, and seen a cell a line.

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::document::{Markup, Place};

/// A line break within a paragraph: its reader sees a line break, and the paragraph stays one line of the text.
const BREAK: char = '\u{2028}';

/// No cell spans more columns than a table of Word can have.
const WIDEST: usize = 63;

/// Elements whose text is not shown: what stands in it once more for older programs, what was moved away, the reading of a character.
const UNSEEN: [&str; 4] = ["Fallback", "moveFrom", "del", "rt"];

/// The text of a file.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) markup: Vec<Markup>,
    pub(super) headings: Vec<Place>,
    pub(super) tables: Vec<Place>,
}

/// Reads the main part of a Word file, given the styles of headings; else what is wrong with its XML.
pub(super) fn read(xml: &str, headings: &BTreeSet<String>) -> Result<Body, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut page = Page::new(headings);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => page.open(&tag),
            Event::End(tag) => page.close(tag.local_name().as_ref()),
            Event::Text(text) => page.text(&text.xml10_content()),
            Event::CData(text) => page.text(&text),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let named = || quick_xml::escape::resolve_predefined_entity(&reference);
                match character {
                    Some(character) => page.text(character.encode_utf8(&mut [0; 4])),
                    None => page.text(named().unwrap_or("")),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(page.body)
}

/// A paragraph that is being read. A text box within it has paragraphs of its own.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    heading: bool,
}

/// A file read so far.
struct Page<'s> {
    styles: &'s BTreeSet<String>,
    body: Body,
    paragraphs: Vec<Paragraph>,
    /// How many tables stand around this place; only the outermost one makes rows.
    tables: usize,
    /// The cells of the open row, each with the columns that it spans.
    row: Vec<(String, usize)>,
    /// Elements around this place whose text is not shown.
    unseen: usize,
    /// Whether this is the text of a run, and not something about it.
    in_text: bool,
    in_properties: bool,
}

impl<'s> Page<'s> {
    fn new(styles: &'s BTreeSet<String>) -> Self {
        Self {
            styles,
            body: Body::default(),
            paragraphs: Vec::new(),
            tables: 0,
            row: Vec::new(),
            unseen: 0,
            in_text: false,
            in_properties: false,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        match name {
            _ if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_add(1),
            _ if self.unseen > 0 => {}
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" => {
                self.tables = self.tables.saturating_add(1);
                if self.tables == 1 {
                    let start = self.body.text.len();
                    self.body.tables.push(Place { start, end: start });
                }
            }
            "tc" if self.tables == 1 => self.row.push((String::new(), 1)),
            "gridSpan" if self.tables == 1 => {
                let columns = value(tag).and_then(|columns| columns.parse().ok()).unwrap_or(1);
                if let Some((_, spans)) = self.row.last_mut() {
                    *spans = columns.min(WIDEST);
                }
            }
            "t" => self.in_text = true,
            "pPr" => self.in_properties = true,
            "outlineLvl" if self.in_properties => self.head(value(tag).is_some_and(|level| level != "9")),
            "pStyle" if self.in_properties => self.head(value(tag).is_some_and(|style| self.styles.contains(&style))),
            "tab" if !self.in_properties => self.add('\t'),
            "br" | "cr" => self.add(BREAK),
            "noBreakHyphen" => self.add('-'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
            _ if self.unseen > 0 => {}
            "p" => self.paragraph(),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.tables == 1 => self.row(),
            "t" => self.in_text = false,
            "pPr" => self.in_properties = false,
            _ => {}
        }
    }

    fn head(&mut self, heading: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.heading |= heading;
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.unseen == 0 {
            text.chars().for_each(|character| self.add(character));
        }
    }

    fn add(&mut self, character: char) {
        let character = if matches!(character, '\n' | '\r') { ' ' } else { character };
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(character);
        }
    }

    /// Ends a paragraph: a line, or a part of a cell.
    fn paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if self.tables > 0 {
            if let Some((cell, _)) = self.row.last_mut() {
                if !cell.is_empty() && !paragraph.text.is_empty() {
                    cell.push(BREAK);
                }
                cell.push_str(&paragraph.text);
            }
            return;
        }
        let start = self.body.text.len();
        self.write(&paragraph.text);
        if paragraph.heading && !paragraph.text.is_empty() {
            self.body.headings.push(Place { start, end: self.body.text.len() });
        }
        self.body.text.push('\n');
    }

    /// Ends a row of a table: a line.
    fn row(&mut self) {
        for (number, (cell, columns)) in std::mem::take(&mut self.row).into_iter().enumerate() {
            self.mark(if number == 0 { "| " } else { " | " }, if number == 0 { "" } else { "\n" });
            // A bar in a cell would end it.
            self.write(cell.trim().replace('|', "｜").as_str());
            for _ in 1..columns {
                self.mark(" | ", "\n");
            }
        }
        self.mark(" |", "");
        self.body.text.push('\n');
        if let Some(table) = self.body.tables.last_mut() {
            table.end = self.body.text.len();
        }
    }

    /// Writes text in which line breaks are seen.
    fn write(&mut self, text: &str) {
        for piece in text.split_inclusive(BREAK) {
            match piece.strip_suffix(BREAK) {
                Some(line) => {
                    self.body.text.push_str(line);
                    self.mark("\u{2028}", "\n");
                }
                None => self.body.text.push_str(piece),
            }
        }
    }

    /// Writes what is seen as something else.
    fn mark(&mut self, written: &str, shown: &str) {
        let start = self.body.text.len();
        self.body.text.push_str(written);
        let place = Place { start, end: self.body.text.len() };
        self.body.markup.push(Markup { place, shown: shown.to_owned() });
    }
}

/// The `val` of a property.
pub(super) fn value(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "val")
}

/// An attribute by its name, whatever the prefix is.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Body {
        read(&format!("<w:body xmlns:w=\"w\">{body}</w:body>"), &BTreeSet::new()).unwrap()
    }

    /// What a reader of the file sees.
    fn seen(body: &str) -> String {
        let Body { text, markup, .. } = of(body);
        let (mut seen, mut from) = (String::new(), 0);
        for Markup { place, shown } in markup {
            seen.push_str(&text[from..place.start]);
            seen.push_str(&shown);
            from = place.end;
        }
        seen + &text[from..]
    }

    #[test]
    fn runs_make_a_paragraph_and_a_paragraph_is_a_line() {
        let body = "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>占</w:t></w:r><w:r><w:t xml:space=\"preserve\">67.</w:t></w:r>\n<w:r><w:t>4%</w:t><w:tab/><w:t>&#x4E59;&lt;</w:t></w:r></w:p><w:p/><w:p><w:t>丙</w:t></w:p>";
        assert_eq!(of(body).text, "占67.4%\t乙<\n\n丙\n");
    }

    #[test]
    fn a_break_within_a_paragraph_is_seen_and_no_line() {
        let body = "<w:p><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:p>";
        assert_eq!((of(body).text.as_str(), seen(body).as_str()), ("甲\u{2028}乙\n", "甲\n乙\n"));
    }

    #[test]
    fn a_row_of_a_table_is_a_line_and_seen_a_cell_a_line() {
        let cell = |text: &str| format!("<w:tc><w:p><w:t>{text}</w:t></w:p></w:tc>");
        let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:t>合</w:t></w:p><w:p><w:t>计</w:t></w:p></w:tc>";
        let body =
            format!("<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{wide}{}</w:tr></w:tbl>", cell("镇"), cell("a|b"), cell(""), cell("3"));
        assert_eq!(of(&body).text, "| 镇 | a｜b |  |\n| 合\u{2028}计 |  | 3 |\n");
        assert_eq!(seen(&body), "镇\na｜b\n\n合\n计\n\n3\n");
    }

    #[test]
    fn what_word_does_not_show_is_left_out() {
        let body = "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><mc:Fallback><w:r><w:t>丙</w:t></w:r></mc:Fallback><w:ins><w:r><w:t>丁</w:t></w:r></w:ins></w:p>";
        assert_eq!(of(body).text, "甲丁\n");
    }
}
