//! The text as rules see it: every character of it has its place in the document, whole, in order, and the way back leads to it.
#![no_main]

use recount::{
    document::Document,
    view::{Span, View},
};
use recount_fuzz::{NAMES, assert_in, assert_sound, choice, documents, text_target};

text_target!([REPORT, MARKDOWN, PAGE], |text| {
    let (name, text) = choice(text, &NAMES);
    for document in documents(name, text) {
        assert_sound(&document);
        mapped(&document);
    }
});

fn mapped(document: &Document) {
    let view = View::new(document);
    let text = view.text();
    let shown = |start: usize| document.markup.iter().any(|markup| markup.place.start == start && !markup.shown.is_empty());
    let mut last = 0;
    for (start, character) in text.char_indices() {
        let span = Span { start, end: start + character.len_utf8() };
        let place = view.place(span);
        assert_in(place, &document.text);
        assert!(place.start < place.end || shown(place.start), "{span:?} has no place");
        assert!(last <= place.start || shown(place.start), "{span:?} stands before what is before it");
        last = place.end;
        let back = view.span(place);
        assert!(back.start <= span.start && span.end <= back.end, "{span:?} is at {place:?}, and that at {back:?}");
        let (clause, sentence, line, section) = (view.clause(start), view.sentence(start), view.paragraph(start), view.section(start));
        for (inner, outer) in [(clause, line), (sentence, line), (line, section)] {
            assert!(text.get(inner.start..inner.end).is_some(), "{inner:?}");
            assert!(outer.start <= inner.start && inner.end <= outer.end, "{inner:?} is not in {outer:?}");
        }
        assert!(sentence.start <= start && start <= sentence.end);
    }
    let mut end = 0;
    for (number, line) in view.lines().iter().enumerate() {
        assert_eq!(line.span.start, if number == 0 { 0 } else { end + 1 }, "a line begins behind the last one's break");
        assert!(!view.slice(line.span).contains('\n'));
        assert_eq!(view.line_at(line.span.start), number);
        end = line.span.end;
    }
    assert_eq!(end, text.len(), "the lines are the text");
    assert!(!text.contains(['\r', '\t', '\u{3000}']), "spaces and line ends are of one sort");
}
