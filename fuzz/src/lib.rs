//! What the fuzz targets have in common: properties of documents and of what is found in them, and mutations that keep to whole words.

#![allow(clippy::missing_panics_doc, reason = "a property that does not hold is a panic, which is what the fuzzer looks for")]

pub mod mutate;
pub mod pieces;

use std::sync::LazyLock;

use miette::{Diagnostic, SourceSpan};
use recount::{
    check::{Checked, Checker, Language},
    document::{Document, Place},
    rule::RuleSet,
};

/// The rules of the program.
pub static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

/// The names of a file that is one document, by which its form is told.
pub const NAMES: [&str; 3] = ["a.txt", "a.md", "a.html"];

/// Takes the first line of an input as a choice among some things, and the rest as the input.
pub fn choice<'t, T: Copy>(text: &'t str, of: &[T]) -> (T, &'t str) {
    let (first, rest) = text.split_once('\n').unwrap_or(("", text));
    (of[first.bytes().map(usize::from).sum::<usize>() % of.len()], rest)
}

/// The documents of a text under a name; none of an input that is refused.
pub fn documents(path: &str, text: &str) -> Vec<Document> {
    recount::document::documents(path, text.as_bytes()).filter_map(Result::ok).collect()
}

/// A place is of whole characters of its text.
#[track_caller]
pub fn assert_in(place: Place, text: &str) {
    assert!(text.get(place.start..place.end).is_some(), "{place:?} is no place in {text:?}");
}

/// What a document says of its text are places in it, in order and apart.
pub fn assert_sound(document: &Document) {
    let text = document.text.as_str();
    let markup: Vec<Place> = document.markup.iter().map(|markup| markup.place).collect();
    for places in [&markup, &document.headings, &document.tables, &document.furniture] {
        let mut end = 0;
        for place in places {
            assert_in(*place, text);
            assert!(end <= place.start, "{place:?} begins before {end}");
            end = place.end;
        }
    }
}

/// What is found in a document stands in it, in order, and is said in words.
pub fn assert_told(document: &Document, checked: &Checked) {
    let text = document.text.as_str();
    let mut last = 0;
    for finding in &checked.findings {
        assert_in(finding.place, text);
        assert!(last <= finding.place.start, "{finding:?} is out of order");
        last = finding.place.start;
        assert!(!finding.message.is_empty(), "{finding:?} says nothing");
        for label in &finding.labels {
            assert_in(label.place, text);
        }
        let mut end = 0;
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert_in(edit.place, text);
            assert!(end <= edit.place.start, "{edit:?} is out of order");
            end = edit.place.end;
        }
    }
    for entry in &checked.ledger {
        assert_in(entry.place, text);
        for operand in &entry.operands {
            assert_in(operand.place, text);
            assert_eq!(&text[operand.place.start..operand.place.end], operand.text);
        }
    }
}

/// A mistake points into its file, and is shown to people in both languages without what steers a terminal.
pub fn assert_pointed<E: Diagnostic>(mistake: &E, chinese: String, file: &str) {
    let spans = mistake.labels().into_iter().flatten().map(|label| *label.inner());
    for span in spans.collect::<Vec<SourceSpan>>() {
        let (start, end) = (span.offset(), span.offset() + span.len());
        assert!(file.get(start..end).is_some(), "{mistake:?} points to {start}..{end} of {file:?}");
    }
    for chinese in [None, Some((chinese, None))] {
        assert_calm(&recount::output::text::mistake(mistake, chinese, false, 100));
    }
}

/// A text does not steer a terminal.
pub fn assert_calm(shown: &str) {
    let steers = |character: &char| character.is_control() && *character != '\n';
    assert!(!shown.chars().any(|character| steers(&character)), "{shown:?} steers the terminal");
    assert!(!shown.trim().is_empty(), "nothing is shown");
}
