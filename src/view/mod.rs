//! Room 3: the text as rules see it, with an exact map back to the document. Folds width and script, drops pinyin glosses,
//! invisible characters and markup, and knows lines, sentences, clauses and zones. Knows nothing of figures.
//!
//! What the view guarantees, so that rules are written once, in simplified Chinese with ASCII punctuation:
//! - full-width ASCII forms, `％`, `．`, `﹒`, `︰` are their ASCII characters; `。`, `、`, `《》`, `“”`, `‘’`, `—`, `…` stay, `「」『』` become `“”‘’`;
//! - traditional characters are simplified one by one, and radicals (⼯) are the characters they look like;
//! - glosses such as `(xiāng)` are gone where the document is glossed, and zero-width characters everywhere;
//! - every other space character is one ASCII space; lines end in `\n` alone; private-use characters are U+FFFD.

mod fold;
mod gloss;
mod look;
mod map;
mod outline;
mod pinyin;
mod radical;
mod script;
mod sentence;
#[cfg(test)]
mod tests;

use crate::document::{Document, Format, Place};
use fold::Hidden;

/// A range of bytes in [`View::text`]: start included, end excluded. Never a place in the file: that is a [`Place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Whether a line is the report or the page around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Above the body: the title, navigation, the line of source and date.
    Head,
    /// The report itself.
    Body,
    /// Below the body: editor, page controls, footer.
    Tail,
}

/// One line of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The line without its line break.
    pub span: Span,
    /// Where on the page it stands.
    pub zone: Zone,
    /// Whether it is a heading: short, and no sentence.
    pub heading: bool,
}

/// The text of one document as the rules see it.
#[derive(Debug, Clone)]
pub struct View {
    text: String,
    map: map::Map,
    lines: Vec<Line>,
    sections: Vec<usize>,
    marks: sentence::Marks,
    glosses: Vec<Place>,
    traditional: bool,
}

impl View {
    /// Folds a document.
    pub fn new(document: &Document) -> Self {
        let mut glosses = gloss::glosses(&document.text);
        let hidden = hidden(document, &mut glosses);
        let fold::Folded { text, map, traditional } = fold::fold(&document.text, &hidden);
        let outline = outline::Marks {
            titled: &|line| is_titled(document, map.place(line)),
            furniture: &|line| within(&document.furniture, map.place(line)).is_some(),
            table: &|line| within(&document.tables, map.place(line)),
        };
        let lines = outline::lines(&text, &outline);
        let sections = outline::sections(&text, &lines);
        let marks = sentence::Marks::of(&text);
        Self { text, map, lines, sections, marks, glosses, traditional }
    }

    /// A text folded by itself: what [`View::text`] is of a document that has this text and no markup.
    pub fn folded_text(text: &str) -> String {
        let glosses = gloss::glosses(text);
        let hidden: Vec<_> = glosses.into_iter().map(|place| Hidden { place, shown: "" }).collect();
        fold::fold(text, &hidden).text
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span is not one of this view.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Where a span of the view stands in the document. Covers whatever was folded away inside it, and nothing outside.
    pub fn place(&self, span: Span) -> Place {
        self.map.place(span)
    }

    /// The smallest span of the view that covers a place in the document.
    pub fn span(&self, place: Place) -> Span {
        let Span { start, end } = self.map.span(place);
        let cuts = |at: &usize| self.text.is_char_boundary(*at);
        let length = self.text.len();
        let start = (0..=start.min(length)).rev().find(cuts).unwrap_or(0);
        Span { start, end: (end..=length).find(cuts).unwrap_or(length) }
    }

    /// The lines, in order; at least one. A text that ends in a line break has an empty last line.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The index of the line that holds a byte of the view.
    pub fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.span.start <= at).saturating_sub(1)
    }

    /// The paragraph around a byte: its line, without the line break. In a text with the line breaks of a printed page a
    /// line is less than a paragraph; such lines are not put together.
    pub fn paragraph(&self, at: usize) -> Span {
        self.line(at).span
    }

    /// The sentence around a byte: within its line, between `。`, `!`, `?` and the line's ends; the closing mark is inside,
    /// and so are the quotes and brackets that close right after it. `;` does not end a sentence.
    pub fn sentence(&self, at: usize) -> Span {
        self.marks.sentence(self.line(at), at)
    }

    /// The clause around a byte: within its sentence, between `,`, `;` and `:` and without the marks at its ends; brackets
    /// and quotes do not end it, nor do the marks inside `12,345` and `9:30`. On a mark, it is the clause before it.
    pub fn clause(&self, at: usize) -> Span {
        self.marks.clause(self.line(at), at)
    }

    /// The section around a byte: from the heading above it to the line before the next heading. A paragraph that begins
    /// with 一、 or (一) is a heading too in this; where the body has no headings it is one section. Head and tail are
    /// sections of their own.
    pub fn section(&self, at: usize) -> Span {
        let next = self.sections.partition_point(|&start| start <= at);
        let start = next.checked_sub(1).and_then(|index| self.sections.get(index)).copied().unwrap_or(0);
        let end = self.sections.get(next).map_or(self.text.len(), |next| next.saturating_sub(1));
        Span { start, end }
    }

    /// The pinyin glosses that were dropped, brackets included, in order.
    pub fn glosses(&self) -> &[Place] {
        &self.glosses
    }

    /// Whether the document is mostly in traditional characters.
    pub fn traditional(&self) -> bool {
        self.traditional
    }

    /// The form that a character has in simplified text, where it is a traditional one.
    pub fn simplified(character: char) -> Option<char> {
        match script::Scripts::get().of(character) {
            script::Script::Traditional(form) => Some(form),
            _ => None,
        }
    }

    /// A character as a traditional text that has nothing but it would be folded.
    pub fn folded(character: char) -> char {
        script::Scripts::get().folded(character)
    }

    /// Whether a character is the simplified form of another one, and so has no place in a traditional text.
    pub fn is_simplified(character: char) -> bool {
        script::Scripts::get().of(character) == script::Script::Simplified
    }

    fn line(&self, at: usize) -> Line {
        let nothing = Line { span: Span::default(), zone: Zone::Head, heading: false };
        self.lines.get(self.line_at(at)).copied().unwrap_or(nothing)
    }
}

/// Markup and glosses, in order. A gloss that markup hides or cuts is none.
fn hidden<'d>(document: &'d Document, glosses: &mut Vec<Place>) -> Vec<Hidden<'d>> {
    let markup = &document.markup;
    glosses.retain(|gloss| {
        let next = markup.partition_point(|markup| markup.place.end <= gloss.start);
        markup.get(next).is_none_or(|markup| markup.place.start >= gloss.end)
    });
    let mut hidden: Vec<Hidden<'d>> = markup.iter().map(|markup| Hidden { place: markup.place, shown: &markup.shown }).collect();
    hidden.extend(glosses.iter().map(|&place| Hidden { place, shown: "" }));
    hidden.sort_by_key(|hidden| hidden.place.start);
    hidden
}

/// In which of some places, which are in order, a line begins.
fn within(places: &[Place], line: Place) -> Option<usize> {
    let next = places.partition_point(|place| place.end <= line.start);
    places.get(next).filter(|place| place.start <= line.start).map(|_| next)
}

/// Whether markup makes a line a heading: an element or a style, or in Markdown, number signs at the start of its line, a few bytes before it. No
/// further, since a line of the document may be very many lines of the view: each cell of a table is one.
fn is_titled(document: &Document, line: Place) -> bool {
    if within(&document.headings, line).is_some() {
        return true;
    }
    if document.format != Format::Markdown {
        return false;
    }
    let bytes = document.text.as_bytes();
    let window = bytes.get(line.start.saturating_sub(64)..line.start).unwrap_or(&[]);
    let marks = match window.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(ends) => window.get(ends.saturating_add(1)..).unwrap_or(&[]),
        None if window.len() == line.start => window,
        None => &[],
    };
    marks.trim_ascii_start().starts_with(b"#")
}
