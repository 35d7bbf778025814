//! Room 3: the text as rules see it, with an exact map back to the document. Folds width and script, drops pinyin glosses,
//! invisible characters and markup, and knows lines, sentences, clauses and zones. Knows nothing of figures.
//!
//! What the view guarantees, so that rules are written once, in simplified Chinese with ASCII punctuation:
//! - full-width ASCII forms, `％`, `．`, `﹒`, `︰` are their ASCII characters; `。`, `、`, `《》`, `“”`, `‘’`, `—`, `…` stay, `「」『』` become `“”‘’`;
//! - traditional characters are simplified one by one;
//! - glosses such as `(xiāng)` are gone where the document is glossed, and zero-width characters everywhere;
//! - every other space character is one ASCII space; lines end in `\n` alone; private-use characters are U+FFFD.

mod fold;
mod gloss;
mod map;
mod outline;
mod pinyin;
mod script;
mod sentence;

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
        let lines = outline::lines(&text, |line| is_titled(document, map.place(line)));
        let sections = outline::sections(&text, &lines);
        let marks = sentence::Marks::of(&text);
        Self { text, map, lines, sections, marks, glosses, traditional }
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
        Span { start: self.text.floor_char_boundary(start), end: self.text.ceil_char_boundary(end) }
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

/// Whether markup makes a line a heading: in Markdown, number signs before it.
fn is_titled(document: &Document, line: Place) -> bool {
    if document.format != Format::Markdown {
        return false;
    }
    let before = document.text.get(..line.start).unwrap_or("");
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at.saturating_add(1));
    before.get(start..).is_some_and(|marks| marks.trim_start().starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Markup;
    use proptest::prelude::*;

    fn view(text: &str) -> View {
        View::new(&Document::new("a.txt", text))
    }

    #[test]
    fn a_glossed_traditional_page_reads_like_a_plain_one() {
        let text = "　　全縣實（shí）現(xiàn)增收，佔７８％。\r\n";
        let view = view(text);
        assert_eq!(view.text(), "  全县实现增收,占78%。\n");
        assert!(view.traditional());
        let at = view.text().find("实现").unwrap();
        let place = view.place(Span { start: at, end: at + "实现".len() });
        assert_eq!(text.get(place.start..place.end), Some("實（shí）現"));
        let glosses: Vec<_> = view.glosses().iter().map(|gloss| text.get(gloss.start..gloss.end).unwrap()).collect();
        assert_eq!(glosses, ["（shí）", "(xiàn)"]);
    }

    #[test]
    fn a_gloss_that_markup_hides_is_none() {
        let text = "甲<!--鄉(xiāng)-->乙(yǐ)";
        let markup = vec![Markup { place: Place { start: 3, end: text.len() - "乙(yǐ)".len() }, shown: String::new() }];
        let view = View::new(&Document { markup, ..Document::new("a.md", text) });
        assert_eq!(view.text(), "甲乙");
        assert_eq!(view.glosses().len(), 1);
    }

    #[test]
    fn sentence_clause_and_paragraph_stay_within_their_line() {
        let view = view("甲，乙。丙\n丁;戊");
        let slice = |span| view.slice(span).to_owned();
        let at = |word| view.text().find(word).unwrap();
        assert_eq!(slice(view.sentence(at("丙"))), "丙");
        assert_eq!(slice(view.clause(at("乙"))), "乙");
        assert_eq!(slice(view.sentence(at("丁"))), "丁;戊");
        assert_eq!(slice(view.clause(at("戊"))), "戊");
        assert_eq!(slice(view.paragraph(at("乙"))), "甲,乙。丙");
        assert_eq!(view.line_at(at("丁")), 1);
    }

    #[test]
    fn a_section_runs_from_its_heading_to_the_next() {
        let prose = "近年来，全镇狠抓产业发展，群众收入稳步提高。";
        let view = view(&format!("标题\n{prose}\n一、抓产业\n{prose}\n\n二、抓督查\n{prose}\n编辑"));
        let section = |word| view.slice(view.section(view.text().find(word).unwrap())).to_owned();
        let folded = prose.replace('，', ",");
        assert_eq!(section("标题"), "标题");
        assert_eq!(section("近年"), folded);
        assert_eq!(section("一、"), format!("一、抓产业\n{folded}\n"));
        assert_eq!(section("抓督查"), format!("二、抓督查\n{folded}"));
        assert_eq!(section("编辑"), "编辑");
    }

    #[test]
    fn an_empty_document_has_one_empty_line() {
        let view = view("");
        let nothing = Span::default();
        assert_eq!(view.lines(), [Line { span: nothing, zone: Zone::Head, heading: false }]);
        assert_eq!((view.sentence(0), view.clause(5), view.section(9), view.paragraph(1)), (nothing, nothing, nothing, nothing));
    }

    /// Text of the kinds of character that are folded, and of those that are not.
    fn text() -> impl Strategy<Value = String> {
        let pieces = ["甲", "鄉(xiāng)", "（", "，", "。", "\r\n", "\r", "\n", "\u{200B}", "\u{3000}", "\u{E000}", "\u{F0000}", "a", "%", "％", "乾", "𠮷", "(", "「"];
        prop::collection::vec(prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(String::from), ".{0,3}"], 0..24)
            .prop_map(|pieces| pieces.concat())
    }

    /// A document of which some stretches are hidden or replaced.
    fn document() -> impl Strategy<Value = Document> {
        let hidden = prop::collection::vec((0usize..80, 0usize..6, prop::sample::select(vec!["", "&", "\n", "鄉，"])), 0..4);
        (text(), hidden).prop_map(|(text, hidden)| {
            let mut markup: Vec<Markup> = Vec::new();
            for (start, length, shown) in hidden {
                let start = text.ceil_char_boundary(start);
                let place = Place { start, end: text.ceil_char_boundary(start + length) };
                if markup.last().is_none_or(|last| last.place.end <= start) {
                    markup.push(Markup { place, shown: shown.to_owned() });
                }
            }
            Document { markup, ..Document::new("a.txt", text) }
        })
    }

    proptest! {
        #[test]
        fn every_character_of_the_view_has_its_place(document in document()) {
            let view = View::new(&document);
            let mut last = 0;
            for (start, character) in view.text().char_indices() {
                let place = view.place(Span { start, end: start + character.len_utf8() });
                prop_assert!(document.text.get(place.start..place.end).is_some());
                prop_assert!(place.start < place.end || document.markup.iter().any(|markup| markup.place.start == place.start));
                prop_assert!(last <= place.start || document.markup.iter().any(|markup| markup.place == place));
                last = place.end;
            }
            prop_assert!(last <= document.text.len());
        }

        #[test]
        fn a_place_folds_to_its_span(text in text(), from in 0usize..100, length in 0usize..40) {
            let view = view(&text);
            let start = view.text().floor_char_boundary(from);
            let end = view.text().ceil_char_boundary(start + length);
            let place = view.place(Span { start, end });
            let slice = text.get(place.start..place.end);
            prop_assert!(slice.is_some());
            let inside = |gloss: &&Place| gloss.start >= place.start && gloss.end <= place.end;
            let hidden: Vec<Hidden<'_>> = view.glosses().iter().filter(inside)
                .map(|gloss| Hidden { place: Place { start: gloss.start - place.start, end: gloss.end - place.start }, shown: "" })
                .collect();
            let again = fold::fold(slice.unwrap(), &hidden).text;
            prop_assert_eq!(again.replace('乾', "干"), view.slice(Span { start, end }).replace('乾', "干"));
        }

        #[test]
        fn the_way_back_leads_to_the_same_span(text in text(), from in 0usize..100, length in 1usize..40) {
            let view = view(&text);
            let start = view.text().floor_char_boundary(from);
            let span = Span { start, end: view.text().ceil_char_boundary(start + length) };
            prop_assume!(span.start < span.end);
            prop_assert_eq!(view.span(view.place(span)), span);
        }

        #[test]
        fn every_byte_lies_in_its_clause_sentence_line_and_section(text in text(), at in 0usize..100) {
            let view = view(&text);
            let at = at.min(view.text().len());
            let (clause, sentence, line, section) = (view.clause(at), view.sentence(at), view.paragraph(at), view.section(at));
            for (inner, outer) in [(clause, line), (sentence, line), (line, section)] {
                prop_assert!(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end);
            }
            prop_assert!(sentence.start <= at && at <= sentence.end);
            prop_assert!(view.text().get(clause.start..clause.end).is_some());
            prop_assert!(view.text().get(sentence.start..sentence.end).is_some());
        }
    }
}
