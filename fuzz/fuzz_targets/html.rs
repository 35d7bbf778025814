//! Pages: what is hidden and what is a heading, a table or furniture stands in order; nothing is read twice; what is found is in the page.
#![no_main]

use recount::{
    document::{Document, Place},
    view::View,
};
use recount_fuzz::{CHECKER, assert_sound, assert_told, documents, text_target};

text_target!([PAGE, REPORT], |text| {
    for document in documents("a.html", text) {
        assert_eq!(document.text, text, "the text of a page is all of it");
        assert_sound(&document);
        assert_eq!(document.with_text(text.to_owned()), Document { ..document.clone() }, "it reads the same again");
        let view = View::new(&document);
        // What markup leaves over is seen once.
        let seen: usize = document.markup.iter().map(|markup| markup.shown.chars().count()).sum();
        let hidden: usize = document.markup.iter().map(|markup| characters(&document, markup.place)).sum();
        let most = text.chars().count() - hidden + seen;
        assert!(view.text().chars().count() <= most, "more is seen than is there");
        assert_told(&document, &CHECKER.check(&document));
    }
});

fn characters(document: &Document, Place { start, end }: Place) -> usize {
    document.text[start..end].chars().count()
}
