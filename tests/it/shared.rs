//! Reports and passages that were recounted by hand and are kept beside the repository, in `../shared`. They are not ours to
//! copy: where they are absent these tests say so and pass, and fail only where `CI` is `true`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use globset::Glob;
use recount::{
    check::{Checked, Checker, Language},
    document::{Document, Place},
    finding::Severity,
    rule::RuleSet,
    verdict::Verdict,
};
use serde::Deserialize;

/// What must be said of each report.
#[derive(Deserialize)]
struct Expected {
    report: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    file: String,
    must_find: Vec<Wanted>,
    must_verify: Vec<Wanted>,
    #[serde(default)]
    may_find: Vec<Wanted>,
}

/// A finding or a claim that is looked for: a glob of rule ids, a line (0: anywhere), and a text that it touches.
#[derive(Deserialize)]
struct Wanted {
    rule: String,
    line: usize,
    text: String,
    severity: Option<Severity>,
}

impl Wanted {
    /// Whether something of a rule, at a place, is what is looked for.
    fn is(&self, rule: &str, place: Place, text: &str) -> bool {
        Glob::new(&self.rule).unwrap().compile_matcher().is_match(rule) && self.stands(place, text)
    }

    fn stands(&self, place: Place, text: &str) -> bool {
        let Some(before) = self.line.checked_sub(1) else { return true };
        let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
        let line = text[start..].lines().next().unwrap_or("");
        if self.text.is_empty() {
            return place.start <= start + line.len() && place.end >= start;
        }
        line.match_indices(&self.text).any(|(at, found)| place.start < start + at + found.len() && place.end > start + at)
    }
}

/// A file beside the repository; `None`, said aloud, where there is none.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", file.display());
    eprintln!("skipped: {} is missing", file.display());
    None
}

fn checker() -> Checker {
    Checker::new(RuleSet::built_in(), Language::En)
}

#[test]
fn the_seed_reports_yield_what_their_readers_found() {
    let Some(folder) = shared("seeds") else { return };
    let expected: Expected = toml::from_str(&fs::read_to_string(folder.join("expected.toml")).unwrap()).unwrap();
    let checker = checker();
    let mut amiss = Vec::new();
    for report in expected.report {
        let text = fs::read_to_string(folder.join(&report.file)).unwrap();
        let Checked { findings, ledger, .. } = checker.check(&Document::new(&*report.file, text.as_str()));
        for wanted in &report.must_find {
            let least = wanted.severity.unwrap_or(Severity::Info);
            if !findings.iter().any(|found| found.severity >= least && wanted.is(&found.rule, found.place, &text)) {
                amiss.push(format!("{}:{}: not found: {} {}", report.file, wanted.line, wanted.rule, wanted.text));
            }
        }
        for wanted in &report.must_verify {
            let held = |verdict| matches!(verdict, Verdict::Verified | Verdict::Consistent);
            if !ledger.iter().any(|entry| held(entry.verdict) && wanted.is(&entry.rule, entry.place, &text)) {
                amiss.push(format!("{}:{}: not verified: {} {}", report.file, wanted.line, wanted.rule, wanted.text));
            }
        }
        for found in findings.iter().filter(|found| found.severity >= Severity::Warning) {
            let wanted = |wanted: &Wanted| wanted.is(&found.rule, found.place, &text);
            if !report.must_find.iter().chain(&report.may_find).any(wanted) {
                amiss.push(format!("{}: false alarm: {} {}", report.file, found.rule, found.message));
            }
        }
    }
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

/// A passage out of a real report: whether its figures are wrong, right, or right though they look wrong (a trap).
struct Passage {
    judged: String,
    text: String,
}

fn passages() -> Option<Vec<Passage>> {
    let table = fs::read_to_string(shared("corpus/real-cases.tsv")?).unwrap();
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|&title| title == name).unwrap();
    let (judged, text) = (column("verdict"), column("text"));
    Some(rows.map(|row| Passage { judged: row[judged].to_owned(), text: row[text].to_owned() }).collect())
}

#[test]
fn passages_that_were_recounted_by_hand_are_judged_alike() {
    let Some(passages) = passages() else { return };
    let checker = checker();
    let alarms = |passage: &Passage| {
        let findings = checker.check(&Document::new("passage.txt", passage.text.as_str())).findings;
        findings.into_iter().filter(|found| found.severity >= Severity::Warning).map(|found| found.message).collect::<Vec<_>>()
    };
    let (wrong, right): (Vec<&Passage>, Vec<&Passage>) = passages.iter().partition(|passage| passage.judged == "wrong");
    assert_eq!((wrong.len(), right.len()), (8, 14));
    for passage in right {
        assert_eq!(alarms(passage), [""; 0], "{}: {}", passage.judged, passage.text);
    }
    let missed: Vec<&str> =
        wrong.into_iter().filter(|passage| alarms(passage).is_empty()).map(|passage| &*passage.text).collect();
    assert!(missed.len() <= 2, "not found to be wrong: {missed:#?}");
}
