//! A unified diff of what mending a document changes, as `diff -u` writes it. Made from the changes themselves: nothing is searched
//! for, so that it is linear and exact.

use std::{fmt::Write, ops::Range};

use similar::{DiffOp, group_diff_ops, udiff::UnifiedHunkHeader};

use super::{Page, clean::clean};
use crate::{document::Document, fix::Change};

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The diff of a document and its changes, places in order and without overlap. Lines are given byte for byte, so that `patch` takes
/// them; for a terminal, `visible` shows control characters instead.
pub fn unified(document: &Document, changes: &[Change], visible: bool) -> String {
    let lines = Lines::of(&document.text);
    let (ops, new) = ops(&lines, changes);
    let page = Page::new(document);
    let name = clean(&page.name()).into_owned();
    let mut out = String::new();
    for group in group_diff_ops(ops, CONTEXT) {
        if out.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "--- {name}\n+++ {name}");
        }
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(&group));
        for op in &group {
            let kept = matches!(op, DiffOp::Equal { .. });
            lines.texts(op.old_range()).for_each(|line| push(&mut out, if kept { ' ' } else { '-' }, line, visible));
            if !kept {
                new.get(op.new_range()).unwrap_or(&[]).iter().for_each(|line| push(&mut out, '+', line, visible));
            }
        }
    }
    out
}

fn push(out: &mut String, sign: char, line: &str, visible: bool) {
    let bare = line.strip_suffix('\n').unwrap_or(line);
    out.push(sign);
    if visible {
        out.push_str(&clean(bare.strip_suffix('\r').unwrap_or(bare)));
    } else {
        out.push_str(bare);
    }
    out.push_str(if bare.len() == line.len() { "\n\\ No newline at end of file\n" } else { "\n" });
}

/// A text by its lines.
struct Lines<'t> {
    text: &'t str,
    /// Where each begins, and the end of the text.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at.saturating_add(1)));
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Self { text, starts }
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The lines that hold some bytes; an empty place is on the line that it stands in or before.
    fn around(&self, from: usize, to: usize) -> Range<usize> {
        let first = self.starts.partition_point(|&start| start <= from).saturating_sub(1).min(self.len());
        let last = self.starts.partition_point(|&start| start < to).min(self.len());
        first..last.max(first)
    }

    /// The text of some lines.
    fn text(&self, lines: &Range<usize>) -> (usize, &'t str) {
        let at = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        (at(lines.start), self.text.get(at(lines.start)..at(lines.end)).unwrap_or(""))
    }

    fn texts(&self, lines: Range<usize>) -> impl Iterator<Item = &'t str> {
        self.text(&lines).1.split_inclusive('\n')
    }
}

/// What becomes of the lines, and all new lines in order.
fn ops(lines: &Lines<'_>, changes: &[Change]) -> (Vec<DiffOp>, Vec<String>) {
    let (mut ops, mut new) = (Vec::new(), Vec::new());
    let (mut old_index, mut rest) = (0, changes);
    while let Some((range, count)) = next(lines, rest) {
        let (those, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = others;
        equal(&mut ops, lines, &mut new, old_index..range.start);
        let text = changed(lines.text(&range), those);
        let new_index = new.len();
        new.extend(text.split_inclusive('\n').map(str::to_owned));
        let (old_len, new_len) = (range.len(), new.len().saturating_sub(new_index));
        ops.push(match (old_len, new_len) {
            (_, 0) => DiffOp::Delete { old_index: range.start, old_len, new_index },
            (0, _) => DiffOp::Insert { old_index: range.start, new_index, new_len },
            _ => DiffOp::Replace { old_index: range.start, old_len, new_index, new_len },
        });
        old_index = range.end;
    }
    equal(&mut ops, lines, &mut new, old_index..lines.len());
    (ops, new)
}

fn equal(ops: &mut Vec<DiffOp>, lines: &Lines<'_>, new: &mut Vec<String>, range: Range<usize>) {
    if !range.is_empty() {
        ops.push(DiffOp::Equal { old_index: range.start, new_index: new.len(), len: range.len() });
        new.extend(lines.texts(range).map(str::to_owned));
    }
}

/// The lines that the next change touches, with those that further ones touch too, and how many changes these are.
fn next(lines: &Lines<'_>, changes: &[Change]) -> Option<(Range<usize>, usize)> {
    let mut range: Option<Range<usize>> = None;
    let mut count = 0_usize;
    for change in changes {
        let mut touched = lines.around(change.place.start, change.place.end);
        // What is added to a last line without a break is on that line.
        if touched.start == lines.len() && !lines.text.ends_with('\n') {
            touched.start = touched.start.saturating_sub(1);
        }
        if range.as_ref().is_some_and(|range| touched.start >= range.end) {
            break;
        }
        let begins = lines.starts.get(touched.start) == Some(&change.place.start);
        let ends = lines.starts.get(touched.end) == Some(&change.place.end);
        let whole = begins && ends && (change.new.is_empty() || change.new.ends_with('\n'));
        // What is left of a line whose break goes is one line with the next.
        if !whole && change.old.ends_with('\n') && !change.new.ends_with('\n') && ends {
            touched.end = touched.end.saturating_add(1).min(lines.len());
        }
        if touched.is_empty() {
            touched.end = touched.start.saturating_add(1).min(lines.len());
        }
        let start = range.as_ref().map_or(touched.start, |range| range.start);
        let end = range.as_ref().map_or(touched.end, |range| range.end.max(touched.end));
        range = Some(start..end);
        count = count.saturating_add(1);
    }
    range.map(|range| (range, count))
}

/// Some lines with the changes in them made.
fn changed((at, text): (usize, &str), changes: &[Change]) -> String {
    let (mut out, mut done) = (String::new(), 0);
    for Change { place, new, .. } in changes {
        out.push_str(text.get(done..place.start.saturating_sub(at)).unwrap_or(""));
        out.push_str(new);
        done = place.end.saturating_sub(at);
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;

    fn diffed(text: &str, edits: &[(usize, usize, &str)], visible: bool) -> String {
        let change = |&(start, end, new): &(usize, usize, &str)| Change {
            rule: "a/b".into(),
            place: Place { start, end },
            old: text[start..end].to_owned(),
            new: new.to_owned(),
        };
        let changes: Vec<Change> = edits.iter().map(change).collect();
        unified(&Document::new("a.txt", text), &changes, visible)
    }

    #[test]
    fn only_the_lines_that_change_are_told() {
        assert_eq!(diffed("a\nb\nc\n", &[], false), "");
        assert_eq!(diffed("a\nb\nc\n", &[(2, 4, "")], false), "--- a.txt\n+++ a.txt\n@@ -1,3 +1,2 @@\n a\n-b\n c\n");
        assert_eq!(diffed("ab\ncd\n", &[(1, 4, "")], false), "--- a.txt\n+++ a.txt\n@@ -1,2 +1 @@\n-ab\n-cd\n+ad\n");
        assert_eq!(diffed("a\nb\nc\n", &[(1, 2, "")], false), "--- a.txt\n+++ a.txt\n@@ -1,3 +1,2 @@\n-a\n-b\n+ab\n c\n");
        assert_eq!(
            diffed("a\n", &[(0, 0, "x\n"), (2, 2, "y\n")], false),
            "--- a.txt\n+++ a.txt\n@@ -1 +1,3 @@\n-a\n+x\n+a\n+y\n"
        );
    }

    #[test]
    fn a_missing_line_break_is_said() {
        let expected =
            "--- a.txt\n+++ a.txt\n@@ -1,2 +1 @@\n-a\n-b\n\\ No newline at end of file\n+a\n\\ No newline at end of file\n";
        assert_eq!(diffed("a\nb", &[(1, 3, "")], false), expected);
        let expected = "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+ab\n\\ No newline at end of file\n";
        assert_eq!(diffed("a", &[(1, 1, "b")], false), expected);
    }

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(diffed("\u{1b}[31m\r\n", &[(0, 1, "")], true), "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-␛[31m\n+[31m\n");
        assert!(diffed("\u{1b}[31m\r\n", &[(0, 1, "")], false).contains("-\u{1b}[31m\r\n+[31m\r\n"));
    }
}
