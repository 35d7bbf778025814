//! Changes of a text that was changed already, told as changes of the text as it was at first.

use std::sync::Arc;

use super::{Change, applied};
use crate::document::Place;

/// The changes that lead from `first` to `then`, and those that lead on from `then`, as one list for `first`: in order and without
/// overlap. Changes that meet on one place are one. Linear in both lists.
pub(super) fn compose(first: &str, before: &[Change], then: &str, after: &[Change]) -> Vec<Change> {
    let mut out = Vec::with_capacity(before.len().saturating_add(after.len()));
    let mut way = Way { before, after, shift: 0 };
    while let Some((start, mut now, mut rule)) = way.next() {
        let later = way.after;
        if now.later {
            way.after = way.after.get(1..).unwrap_or(&[]);
        }
        while let Some(meeting) = way.meeting(now.end) {
            now.end = now.end.max(meeting.end);
            if meeting.later {
                rule = way.after.first().map_or(rule, |change| Arc::clone(&change.rule));
                way.after = way.after.get(1..).unwrap_or(&[]);
            } else {
                way.pass();
            }
        }
        let later = later.get(..later.len().saturating_sub(way.after.len())).unwrap_or(&[]);
        let place = Place { start, end: way.first(now.end) };
        let old = first.get(place.start..place.end).unwrap_or("").to_owned();
        out.push(Change { rule, place, old, new: edited(then, &now, later) });
    }
    out
}

/// A stretch of the text between.
struct Now {
    start: usize,
    end: usize,
    /// Whether it is a later change.
    later: bool,
}

/// What is left of both lists.
struct Way<'c> {
    before: &'c [Change],
    after: &'c [Change],
    /// How much further on a place stands in the text between than in the first one.
    shift: isize,
}

impl Way<'_> {
    /// The next change of either list: where it starts in the first text, where it stands in the one between, and its rule. An
    /// earlier one is passed.
    fn next(&mut self) -> Option<(usize, Now, Arc<str>)> {
        let early = self.early();
        let late = self.late();
        match (early, late) {
            (Some(early), late) if late.as_ref().is_none_or(|late| (early.start, early.end) <= (late.start, late.end)) => {
                let change = self.before.first()?;
                self.pass();
                Some((change.place.start, early, Arc::clone(&change.rule)))
            }
            (_, late) => {
                let late = late?;
                Some((self.first(late.start), late, Arc::clone(&self.after.first()?.rule)))
            }
        }
    }

    /// The next change of either list, where it begins before a byte of the text between.
    fn meeting(&self, end: usize) -> Option<Now> {
        self.early().filter(|early| early.start < end).or_else(|| self.late().filter(|late| late.start < end))
    }

    fn early(&self) -> Option<Now> {
        let change = self.before.first()?;
        let start = change.place.start.saturating_add_signed(self.shift);
        Some(Now { start, end: start.saturating_add(change.new.len()), later: false })
    }

    fn late(&self) -> Option<Now> {
        let Place { start, end } = self.after.first()?.place;
        Some(Now { start, end, later: true })
    }

    /// Goes past the next earlier change.
    fn pass(&mut self) {
        let Some((change, rest)) = self.before.split_first() else { return };
        let length = |text: &str| isize::try_from(text.len()).unwrap_or(isize::MAX);
        self.shift = self.shift.saturating_add(length(&change.new)).saturating_sub(length(&change.old));
        self.before = rest;
    }

    /// Where a byte of the text between stands in the first one; every change before it was passed.
    fn first(&self, now: usize) -> usize {
        now.saturating_add_signed(self.shift.saturating_neg())
    }
}

/// A stretch of a text with changes made in it, which lie inside.
fn edited(text: &str, stretch: &Now, changes: &[Change]) -> String {
    let moved = |change: &Change| {
        let place = Place {
            start: change.place.start.saturating_sub(stretch.start),
            end: change.place.end.saturating_sub(stretch.start),
        };
        Change { place, ..change.clone() }
    };
    let changes: Vec<Change> = changes.iter().map(moved).collect();
    applied(text.get(stretch.start..stretch.end).unwrap_or(""), &changes)
}
