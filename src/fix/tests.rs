//! Fixes applied to texts: what changes, what is left alone, and that once is enough.

use super::*;
use crate::{
    document::Format,
    finding::{Fix, Severity},
    verdict::Verdict,
};
use proptest::prelude::*;

fn finding(rule: &str, safe: bool, edits: &[(usize, usize, &str)]) -> Finding {
    let edits = edits.iter().map(|&(start, end, text)| Edit { place: Place { start, end }, text: text.to_owned() });
    Finding {
        rule: rule.into(),
        severity: Severity::Warning,
        verdict: None,
        place: Place::default(),
        message: String::new(),
        help: None,
        labels: Vec::new(),
        fix: Some(Fix { safe, edits: edits.collect() }),
    }
}

fn text(of: &str, findings: &[Finding], scope: Scope) -> String {
    let document = Document::new("a.txt", of);
    let round = apply(&document, findings, scope);
    assert_eq!(applied(of, &round.changes), round.text);
    round.text
}

#[test]
fn only_what_is_safe_is_done_unasked() {
    let findings = [finding("a/safe", true, &[(0, 1, "")]), finding("a/unsafe", false, &[(2, 3, "C")])];
    assert_eq!(text("abcd", &findings, Scope::Safe), "bcd");
    assert_eq!(text("abcd", &findings, Scope::All), "bCd");
}

#[test]
fn a_figure_is_never_changed_as_safe_whatever_the_rule_says() {
    let counted = Finding { verdict: Some(Verdict::Contradicted), ..finding("a/counted", true, &[(0, 2, "13")]) };
    assert_eq!(text("12%", std::slice::from_ref(&counted), Scope::Safe), "12%");
    assert_eq!(text("12%", &[counted], Scope::All), "13%");
    let pattern = finding("a/pattern", true, &[(0, 1, "7")]);
    assert_eq!(text("a1", &[pattern], Scope::Safe), "a1");
    // Side by side, two harmless deletions make one number of two.
    let both = [finding("a/one", true, &[(1, 2, "")]), finding("a/two", true, &[(2, 3, "")])];
    assert_eq!(text("1ab2", &both, Scope::Safe), "1ab2");
    assert_eq!(text("1ab2", &both, Scope::All), "12");
    assert_eq!(text("xab2", &both, Scope::Safe), "x2");
}

#[test]
fn a_fix_is_applied_whole_or_not_at_all() {
    let wide = finding("a/wide", true, &[(0, 4, "X")]);
    let torn = finding("a/torn", true, &[(2, 3, ""), (6, 7, "")]);
    let free = finding("a/free", true, &[(5, 6, "Y")]);
    assert_eq!(text("abcdefgh", &[torn, wide, free], Scope::Safe), "XeYgh");
}

#[test]
fn what_a_deletion_takes_along_counts_as_mended() {
    let document = Document::new("a.txt", "ab\nc");
    let line = finding("a/line", true, &[(0, 3, "")]);
    let inside = finding("a/inside", true, &[(1, 2, ""), (3, 4, "C")]);
    let round = apply(&document, &[inside, line.clone(), line], Scope::Safe);
    assert_eq!((round.text.as_str(), round.fixed), ("C", 3));
    assert_eq!(round.rules, ["a/inside".into(), "a/line".into()]);
}

#[test]
fn a_text_without_a_line_break_at_its_end_gets_none() {
    let last = |from: usize, text: &str| finding("a/last", true, &[(from, text.len(), "")]);
    for (before, from, after) in [("a\nb", 2, "a"), ("a\r\nb", 3, "a"), ("a\n\nb", 3, "a\n"), ("a\nb\n", 2, "a\n")] {
        assert_eq!(text(before, &[last(from, before)], Scope::Safe), after, "{before:?}");
    }
    let both = [finding("a/one", true, &[(2, 4, "")]), finding("a/two", true, &[(4, 5, "")])];
    assert_eq!(text("a\nb\nc", &both, Scope::Safe), "a");
}

#[test]
fn nothing_is_left_empty() {
    assert_eq!(text("\u{FEFF}ab\n", &[finding("a/all", true, &[(3, 6, "")])], Scope::All), "\u{FEFF}ab\n");
}

#[test]
fn a_place_that_is_none_is_left_alone() {
    for edits in [&[(1, 2, "")][..], &[(3, 9, "")], &[(3, 0, "")], &[(0, 3, ""), (0, 6, "")], &[(0, 3, "甲")], &[]] {
        assert_eq!(text("甲乙", &[finding("a/bad", true, edits)], Scope::All), "甲乙", "{edits:?}");
    }
}

#[test]
fn markup_goes_with_its_line_or_stays() {
    let document = Document::new("a.md", "").with_text(String::new());
    let document = Document { format: Format::Markdown, ..document }.with_text("**甲**乙\n**丙**\n&amp;丁\n".to_owned());
    let round = |start: usize, end: usize| apply(&document, &[finding("a/b", true, &[(start, end, "")])], Scope::All).text;
    let whole = document.text.as_str();
    assert_eq!(round(0, 5), whole, "half of what is set off");
    assert_eq!(round(2, 5), "****乙\n**丙**\n&amp;丁\n");
    assert_eq!(round(11, 19), "**甲**乙\n&amp;丁\n");
    assert_eq!(round(19, 24), "**甲**乙\n**丙**\n丁\n");
}

/// A checker that finds the first of some words, and says that it should be another.
fn words<'w>(pairs: &'w [(&'w str, &'w str)]) -> impl Fn(&Document) -> Checked + 'w {
    move |document| {
        let found = pairs.iter().filter_map(|(word, other)| {
            let at = document.text.find(word)?;
            Some(finding(word, true, &[(at, at + word.len(), other)]))
        });
        Checked { findings: found.collect(), ledger: Vec::new() }
    }
}

#[test]
fn what_a_fix_lays_open_is_mended_too_and_told_of_the_text_as_it_was() {
    let document = Document::new("a.txt", "xabbc-y");
    let mended = mend(&document, Scope::Safe, words(&[("ab", ""), ("bc", "d"), ("xd", "e"), ("y", "zz")]));
    let repair = mended.repair.as_ref().unwrap();
    assert_eq!((repair.document.text.as_str(), repair.fixed), ("e-zz", 4));
    let change = |rule: &str, start, end, old: &str, new: &str| Change {
        rule: rule.into(),
        place: Place { start, end },
        old: old.to_owned(),
        new: new.to_owned(),
    };
    assert_eq!(repair.changes, [change("xd", 0, 5, "xabbc", "e"), change("y", 6, 7, "y", "zz")]);
    assert_eq!((mended.found.findings.len(), mended.left().findings.len()), (3, 0));
}

#[test]
fn fixes_that_undo_one_another_leave_the_document_as_it_was() {
    let document = Document::new("a.txt", "ab");
    let mended = mend(&document, Scope::Safe, words(&[("ab", "ba"), ("ba", "ab")]));
    assert_eq!((mended.repair, mended.unsettled), (None, vec!["ba".into()]));
}

#[test]
fn what_could_be_mended_is_counted_by_scope() {
    let document = Document::new("a.txt", "abcd");
    let findings = [finding("a/safe", true, &[(0, 1, "")]), finding("a/unsafe", false, &[(2, 3, "C")])];
    assert_eq!((mendable(&document, &findings, Scope::Safe), mendable(&document, &findings, Scope::All)), (1, 2));
}

/// A text, and findings with edits at places that may be none.
fn cases() -> impl Strategy<Value = (String, Vec<Finding>)> {
    let edit = (0..40_usize, 0..6_usize, prop_oneof![Just(""), Just("甲"), Just("9"), Just("\n"), Just("ab")]);
    let fix = (any::<bool>(), prop::sample::select(vec!["a/a", "a/b", "a/c"]), prop::collection::vec(edit, 0..4));
    let fixes = prop::collection::vec(fix, 0..8).prop_map(|fixes| {
        let finding = |(safe, rule, edits): (bool, &str, Vec<(usize, usize, &str)>)| {
            let edits: Vec<_> = edits.into_iter().map(|(start, length, text)| (start, start + length, text)).collect();
            finding(rule, safe, &edits)
        };
        fixes.into_iter().map(finding).collect()
    });
    ("[\u{FEFF}a1.%\r\n甲乙☃]{0,16}", fixes)
}

proptest! {
    #[test]
    fn any_edits_leave_a_text_and_an_exact_log((before, findings) in cases(), all in any::<bool>()) {
        let scope = if all { Scope::All } else { Scope::Safe };
        let document = Document::new("a.txt", before.as_str());
        let round = apply(&document, &findings, scope);
        let mut end = 0;
        for change in &round.changes {
            prop_assert!(change.place.start >= end && change.place.end >= change.place.start);
            prop_assert_eq!(before.get(change.place.start..change.place.end), Some(change.old.as_str()));
            end = change.place.end;
        }
        prop_assert_eq!(applied(&before, &round.changes), round.text);
    }

    #[test]
    fn rounds_told_as_one_lead_to_the_same_text((before, findings) in cases(), more in cases()) {
        let one = apply(&Document::new("a.txt", before.as_str()), &findings, Scope::All);
        let two = apply(&Document::new("a.txt", one.text.as_str()), &more.1, Scope::All);
        let both = compose::compose(&before, &one.changes, &one.text, &two.changes);
        let mut end = 0;
        for change in &both {
            prop_assert!(change.place.start >= end, "{:?}", both);
            prop_assert_eq!(before.get(change.place.start..change.place.end), Some(change.old.as_str()));
            end = change.place.end;
        }
        prop_assert_eq!(applied(&before, &both), two.text);
    }

    #[test]
    fn no_figure_is_changed_as_safe(before in "[1-3.%甲 a]{0,12}", cuts in prop::collection::vec((0..12_usize, 1..4_usize), 0..5)) {
        let findings: Vec<Finding> = cuts.iter().map(|&(start, length)| finding("a/a", true, &[(start, start + length, "")])).collect();
        let round = apply(&Document::new("a.txt", before.as_str()), &findings, Scope::Safe);
        // Every digit that is left stands beside the same digits as before.
        let mut from = 0;
        for change in &round.changes {
            prop_assert!(!figures::joins(&before, change.place.start, change.place.end) || change.place.start < from);
            from = change.place.end;
        }
    }
}
