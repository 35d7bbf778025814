//! A whole report, and every form of output: what is found stands in the text, is the same each time, and steers no terminal.
#![no_main]

use recount::{
    check::Language,
    document::Document,
    output::{
        Page,
        findings::{Format, Renderer, Spot},
    },
};
use recount_fuzz::{CHECKER, NAMES, assert_calm, assert_told, choice, documents, text_target};

text_target!([REPORT, MARKDOWN, PAGE], |text| {
    let (name, text) = choice(text, &NAMES);
    for document in documents(name, text) {
        let checked = CHECKER.check(&document);
        assert_told(&document, &checked);
        assert_eq!(checked, CHECKER.check(&document), "it finds something else the second time");
        shown(&document, &checked.findings);
    }
});

fn shown(document: &Document, findings: &[recount::finding::Finding]) {
    let page = Page::new(document);
    let name = page.name();
    for finding in findings {
        let spot = Spot::new(&page, finding, &name);
        for (format, named) in Format::ALL {
            let shown = Renderer::new(format, Language::Zh, false).finding(&spot);
            match format {
                Format::Text | Format::Concise => assert_calm(&shown),
                Format::Json | Format::Jsonl | Format::Sarif | Format::Rdjson => {
                    serde_json::from_str::<serde_json::Value>(&shown).unwrap_or_else(|why| panic!("{named}: {why} in {shown}"));
                }
                _ => assert!(!shown.is_empty(), "{named} says nothing"),
            }
        }
    }
}
