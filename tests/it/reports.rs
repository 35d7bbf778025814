//! Whole reports: a clean one yields nothing, a faulty one what its snapshot says. Each faulty report is named for the family of
//! the rule that it breaks, and for how.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use recount::{
    check::{Checked, Checker, Language},
    document::{Document, ReadOptions, documents_with},
    finding::Severity,
    output::{Page, json, text::Findings},
    rule::RuleSet,
};

use crate::assert_snapshot;

/// The files of `tests/reports/clean` or `faulty`, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = format!("{}/tests/reports/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The documents of a file, named from the root of the repository.
fn documents(file: &Path) -> Vec<Document> {
    let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().replace('\\', "/");
    let bytes = fs::read(file).unwrap();
    documents_with(&name, &*bytes, &ReadOptions::default()).map(Result::unwrap).collect()
}

fn stem(file: &Path) -> &str {
    file.file_stem().unwrap().to_str().unwrap()
}

fn checker(language: Language) -> Checker {
    Checker::new(RuleSet::built_in(), language)
}

#[test]
fn there_are_reports_of_every_form() {
    for (folder, least) in [("clean", 4), ("faulty", 8)] {
        let files = files(folder);
        assert!(files.len() >= least, "{folder}");
        let forms: BTreeSet<&str> = files.iter().map(|file| file.extension().unwrap().to_str().unwrap()).collect();
        assert_eq!(forms, BTreeSet::from(["jsonl", "md", "txt"]), "{folder}");
    }
}

#[test]
fn a_clean_report_yields_nothing() {
    let checker = checker(Language::En);
    for document in files("clean").iter().flat_map(|file| documents(file)) {
        let Checked { findings, ledger, .. } = checker.check(&document);
        let alarms: Vec<_> = findings.iter().filter(|found| found.severity > Severity::Info).collect();
        assert!(alarms.is_empty(), "{}: {alarms:#?}", document.path);
        // Clean because it was recounted, not because nothing was read.
        assert!(!ledger.is_empty() || document.id.is_some(), "{}: nothing was recounted", document.path);
    }
}

#[test]
fn a_faulty_report_yields_what_its_snapshot_says() {
    let checkers = [checker(Language::En), checker(Language::Zh)];
    for file in files("faulty") {
        let (mut people, mut programs) = (String::new(), String::new());
        for document in documents(&file) {
            let page = Page::new(&document);
            for checker in &checkers {
                let renderer = Findings::new(checker.language(), false);
                for finding in &checker.check(&document).findings {
                    renderer.write(&mut people, &page, finding);
                    if checker.language() == Language::En {
                        json::finding(&mut programs, &page, finding);
                    }
                }
            }
        }
        assert_snapshot!(format!("faulty-{}.text", stem(&file)), people);
        assert_snapshot!(format!("faulty-{}.jsonl", stem(&file)), programs);
    }
}

#[test]
fn a_faulty_report_is_named_for_what_is_wrong_with_it() {
    let checker = checker(Language::En);
    for file in files("faulty") {
        let (family, _) = stem(&file).split_once('-').unwrap();
        let of_family = |rule: &str| rule.split_once('/').is_some_and(|(it, _)| it == family);
        if !checker.rules().rules().iter().any(|rule| of_family(&rule.id)) {
            continue;
        }
        let found: Vec<_> = documents(&file).iter().flat_map(|document| checker.check(document).findings).collect();
        let named = |found: &&recount::finding::Finding| of_family(&found.rule) && found.severity > Severity::Info;
        assert!(found.iter().any(|found| named(&found)), "{}: {found:#?}", file.display());
    }
}

#[test]
fn no_snapshot_outlives_its_report() {
    let reports: BTreeSet<String> = files("faulty").iter().map(|file| format!("faulty-{}", stem(file))).collect();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let report = name.split('.').next().unwrap();
        assert!(!name.starts_with("faulty-") || reports.contains(report), "{name} is of no report");
    }
}
