//! Mending: the log of changes is exact, a second run changes nothing, a safe fix changes no figure, and what is written reads the same.
#![no_main]

use recount::{
    document::Document,
    fix::{Scope, mend},
};
use recount_fuzz::{CHECKER, NAMES, choice, documents, text_target};

text_target!([REPORT, MARKDOWN, COMMENTS], |text| {
    let (name, text) = choice(text, &NAMES);
    for document in documents(name, text) {
        for scope in [Scope::Safe, Scope::All] {
            mended(&document, scope);
        }
    }
});

fn mended(document: &Document, scope: Scope) {
    let text = document.text.as_str();
    let mended = mend(document, scope, |document| CHECKER.check(document));
    assert!(mended.unsettled.is_empty(), "{:?} undo one another in {text:?}", mended.unsettled);
    let Some(repair) = mended.repair else { return };
    let (mut built, mut done) = (String::new(), 0);
    for change in &repair.changes {
        assert_eq!(text.get(change.place.start..change.place.end), Some(change.old.as_str()));
        built.push_str(text.get(done..change.place.start).expect("in order"));
        built.push_str(&change.new);
        done = change.place.end;
    }
    built.push_str(&text[done..]);
    assert_eq!(built, repair.document.text, "the log tells another text");
    let again = mend(&repair.document, scope, |document| CHECKER.check(document));
    assert_eq!(again.repair, None, "a second run of {scope:?} changes {text:?} again");
    if document.read_only.is_none() {
        let bytes = repair.document.encoding.encode(&repair.document.text).expect("it can be written");
        let read: Vec<_> = recount::document::documents(&document.path, bytes.as_slice()).collect();
        let [Ok(read)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((&read.text, &read.markup), (&repair.document.text, &repair.document.markup));
    }
}
