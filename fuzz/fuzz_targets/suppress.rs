//! Suppressions, in comments and beside the report: in order, of whole characters; a finding is told or suppressed, never lost or doubled.
#![no_main]

use std::sync::Arc;

use recount::{
    document::Document,
    finding::Finding,
    suppress::{Note, Scope, Sidecar, Suppressing, directives, sift},
};
use recount_fuzz::{CHECKER, NAMES, assert_in, assert_pointed, assert_told, choice, documents, text_target};

text_target!([COMMENTS, REPORT, SETTINGS], |text| {
    let (name, text) = choice(text, &NAMES);
    let beside = match Sidecar::read("recount.ignore.toml", text) {
        Ok(sidecar) => Some(sidecar),
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "refused without a reason");
            mistakes.iter().for_each(|mistake| assert_pointed(mistake, mistake.chinese(), text));
            None
        }
    };
    if let Some(note) = Note::read(text) {
        assert!(note.meaning("share/of-total").iter().all(|&rule| rule < note.rules.len()));
    }
    for document in documents(name, text) {
        sifted(&document, beside.as_ref());
    }
});

fn sifted(document: &Document, beside: Option<&Sidecar>) {
    let mut last = 0;
    for directive in directives(document) {
        assert_in(directive.place, &document.text);
        assert!(last <= directive.place.start, "{directive:?} is out of order");
        last = directive.place.start;
        if let Scope::Place(place) = directive.scope {
            assert_in(place, &document.text);
        }
    }
    let checked = CHECKER.check(document);
    assert_told(document, &checked);
    let all: Vec<Finding> = checked.findings.iter().cloned().chain(checked.suppressed.into_iter().map(|it| it.finding)).collect();
    let entries: Vec<Arc<_>> = beside.map(|beside| beside.meaning("a.txt", document)).unwrap_or_default();
    let by = Suppressing { entries: &entries, today: None, partial: false };
    let sifted = sift(document, all.clone(), &by, &|glob| CHECKER.knows(glob), &|_| true);
    assert_eq!(sifted.told.len() + sifted.suppressed.len(), all.len(), "a finding is lost or doubled");
    for finding in sifted.told.iter().chain(sifted.suppressed.iter().map(|it| &it.finding)) {
        assert!(all.contains(finding), "{finding:?} was not found");
    }
}
