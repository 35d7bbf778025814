//! Which findings of a run are old. There may be as many of a fingerprint as the baseline counts; where there are more, those in files
//! that had it stay old, and the others are the new ones.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, HashMap},
};

use super::{Baseline, Entry, Fingerprint, Mark};

/// What a finding is, held against the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The baseline knows it.
    Old,
    /// It came after.
    New,
    /// It is one more than this file had, and old only if a file that comes later has lost it.
    Open,
}

/// Where a file of the baseline is in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// There is no such file any more: it was renamed or deleted, and what it had may be anywhere.
    Gone,
    /// It is there, but this run does not look at it, and takes it to have what it had.
    Elsewhere,
    /// It is one of the files of the run, counted in their order.
    At(usize),
}

/// The findings of a baseline that a run has not met yet.
#[derive(Debug)]
pub struct Admission {
    left: HashMap<Fingerprint, Left>,
}

/// What is left of one fingerprint.
#[derive(Debug)]
struct Left {
    whole: bool,
    /// How often it was in each file that nobody asked about yet.
    paths: BTreeMap<String, usize>,
    /// How often it is still due in each file of the run, by its number.
    due: BTreeMap<usize, usize>,
    /// How often it was in files that are gone or that passed without it.
    free: usize,
    /// Findings that are open.
    open: usize,
}

impl Admission {
    /// Everything that a baseline knows is left.
    pub fn new(baseline: &Baseline) -> Self {
        Self {
            left: baseline
                .entries()
                .map(|(rule, fingerprint, entry)| (fingerprint, Left::of(rule, fingerprint, entry)))
                .collect(),
        }
    }

    /// The same for a few findings alone, which are all that will be met.
    pub(super) fn for_marks(baseline: &Baseline, marks: &[Mark]) -> Self {
        let left = |mark: &Mark| Some((mark.fingerprint, Left::of(&mark.rule, mark.fingerprint, baseline.entry(mark)?)));
        Self { left: marks.iter().filter_map(left).collect() }
    }

    /// What a finding in a file of the run is. Files are asked about in their order; `path` is the file's name and `now` its number.
    /// One that is [`Standing::Open`] is asked about again with [`Admission::settle`].
    pub fn meet(&mut self, mark: &Mark, path: &str, now: usize, whereabouts: impl Fn(&str) -> Whereabouts) -> Standing {
        let Some(left) = self.left.get_mut(&mark.fingerprint) else { return Standing::New };
        if take(&mut left.paths, path) || take(&mut left.due, &now) {
            return Standing::Old;
        }
        left.find(whereabouts);
        if take(&mut left.due, &now) {
            return Standing::Old;
        }
        left.pass(now);
        if left.free > left.open {
            left.free = left.free.saturating_sub(1);
            return Standing::Old;
        }
        let possible = left.due.values().fold(left.free, |sum, count| sum.saturating_add(*count));
        if left.whole || possible <= left.open {
            return Standing::New;
        }
        left.open = left.open.saturating_add(1);
        Standing::Open
    }

    /// What an open finding is, now that the run has come to file number `now`.
    pub fn settle(&mut self, mark: &Mark, now: usize) -> Standing {
        let Some(left) = self.left.get_mut(&mark.fingerprint) else { return Standing::New };
        left.pass(now);
        if left.free == 0 && !left.due.is_empty() {
            return Standing::Open;
        }
        left.open = left.open.saturating_sub(1);
        if left.free == 0 {
            return Standing::New;
        }
        left.free = left.free.saturating_sub(1);
        Standing::Old
    }

    /// Calls an open finding old without waiting, so that the last of the files that still have it due shows one more instead.
    pub fn lend(&mut self, mark: &Mark) {
        let Some(left) = self.left.get_mut(&mark.fingerprint) else { return };
        left.open = left.open.saturating_sub(1);
        if left.free > 0 {
            left.free = left.free.saturating_sub(1);
        } else if let Some(last) = left.due.keys().next_back().copied() {
            take(&mut left.due, &last);
        }
    }
}

impl Left {
    fn of(rule: &str, fingerprint: Fingerprint, entry: &Entry) -> Self {
        let whole = Mark::is_whole(rule, fingerprint);
        Self { whole, paths: entry.paths.clone(), due: BTreeMap::new(), free: 0, open: 0 }
    }

    /// Asks where the files are.
    fn find(&mut self, whereabouts: impl Fn(&str) -> Whereabouts) {
        for (path, count) in std::mem::take(&mut self.paths) {
            match whereabouts(&path) {
                Whereabouts::Gone => self.free = self.free.saturating_add(count),
                Whereabouts::Elsewhere => {}
                Whereabouts::At(file) => {
                    let due = self.due.entry(file).or_default();
                    *due = due.saturating_add(count);
                }
            }
        }
    }

    /// Sets free what files before this one had and have no more. What is said of a report as a whole does not move to another.
    fn pass(&mut self, now: usize) {
        while let Some(first) = self.due.first_entry().filter(|first| *first.key() < now) {
            let count = first.remove();
            if !self.whole {
                self.free = self.free.saturating_add(count);
            }
        }
    }
}

/// Takes one of what is left under a name; whether there was any.
fn take<K, Q>(left: &mut BTreeMap<K, usize>, name: &Q) -> bool
where
    K: Borrow<Q> + Ord,
    Q: Ord + ?Sized,
{
    let Some(count) = left.get_mut(name) else { return false };
    *count = count.saturating_sub(1);
    if *count == 0 {
        left.remove(name);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::Scope;
    use Standing::{New, Old, Open};
    use proptest::prelude::*;

    proptest! {
        /// Whatever was renamed, moved, copied or mended: exactly those are new that are more than there were.
        #[test]
        fn as_many_are_new_as_there_are_more(
            known in prop::collection::vec(0_usize..8, 0..12),
            mut found in prop::collection::vec(0_usize..6, 0..12),
        ) {
            const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "gone", "lost"];
            found.sort_unstable();
            let [known, found] = [known, found].map(|files| files.iter().map(|&file| NAMES[file]).collect::<Vec<_>>());
            let met = met("甲", &known, &NAMES[..6], &NAMES[6..], &found);
            let new = met.iter().filter(|&&standing| standing == New).count();
            prop_assert_eq!(new, found.len().saturating_sub(known.len()));
            // In a file that has no more than it had, nothing is new.
            for name in NAMES {
                let of = |files: &[&str]| files.iter().filter(|&&file| file == name).count();
                let here = found.iter().zip(&met).filter(|(file, standing)| **file == name && **standing == New).count();
                prop_assert!(here == 0 || of(&found) > of(&known), "{name}");
            }
        }
    }

    fn mark(text: &str) -> Mark {
        let document = crate::document::Document::new("", text);
        let finding = crate::finding::Finding {
            rule: "a/b".into(),
            severity: crate::finding::Severity::Error,
            verdict: None,
            place: crate::document::Place { start: 0, end: text.len() },
            message: String::new(),
            help: None,
            labels: Vec::new(),
            fix: None,
        };
        Mark::of(&document, &finding)
    }

    /// What findings on the same words in files of a run are, the files in order; `known` is what the baseline has.
    fn met(text: &str, known: &[&str], files: &[&str], gone: &[&str], found: &[&str]) -> Vec<Standing> {
        let mut baseline = Baseline::new(Scope::default());
        known.iter().for_each(|path| baseline.record(&mark(text), path));
        let mut admission = Admission::new(&baseline);
        let number = |path: &str| files.iter().position(|file| *file == path);
        let whereabouts = |path: &str| match number(path) {
            Some(at) => Whereabouts::At(at),
            None if gone.contains(&path) => Whereabouts::Gone,
            None => Whereabouts::Elsewhere,
        };
        let meet = |path: &&str| admission.meet(&mark(text), path, number(path).unwrap(), whereabouts);
        let met: Vec<Standing> = found.iter().map(meet).collect();
        let mut settle = |standing| if standing == Open { admission.settle(&mark(text), files.len()) } else { standing };
        met.into_iter().map(&mut settle).collect()
    }

    #[test]
    fn there_are_as_many_old_ones_as_the_baseline_counts() {
        assert_eq!(met("甲", &["a", "a"], &["a"], &[], &["a", "a", "a"]), [Old, Old, New]);
        assert_eq!(met("甲", &[], &["a"], &[], &["a"]), [New]);
    }

    #[test]
    fn a_copy_in_another_file_is_the_new_one_wherever_it_comes() {
        assert_eq!(met("甲", &["b"], &["a", "b", "c"], &[], &["a", "b", "c"]), [New, Old, New]);
    }

    #[test]
    fn what_moved_to_another_file_is_old_wherever_it_went() {
        assert_eq!(met("甲", &["b"], &["a", "b", "c"], &[], &["a"]), [Old]);
        assert_eq!(met("甲", &["b"], &["a", "b", "c"], &[], &["c"]), [Old]);
        assert_eq!(met("甲", &["b"], &["a", "c"], &["b"], &["c", "c"]), [Old, New]);
    }

    #[test]
    fn what_another_file_has_that_is_not_looked_at_admits_no_copy() {
        assert_eq!(met("甲", &["b"], &["a"], &[], &["a"]), [New]);
    }

    #[test]
    fn what_is_said_of_a_report_moves_only_with_its_file() {
        assert_eq!(met("", &["a"], &["b"], &["a"], &["b"]), [Old]);
        assert_eq!(met("", &["a"], &["a", "b"], &[], &["b"]), [New]);
        assert_eq!(met("", &["b"], &["a", "b"], &[], &["a", "b"]), [New, Old]);
    }

    #[test]
    fn one_that_is_lent_is_missing_at_the_end() {
        let mut baseline = Baseline::new(Scope::default());
        baseline.record(&mark("甲"), "b");
        let mut admission = Admission::new(&baseline);
        let whereabouts = |_: &str| Whereabouts::At(1);
        assert_eq!(admission.meet(&mark("甲"), "a", 0, whereabouts), Open);
        admission.lend(&mark("甲"));
        assert_eq!(admission.meet(&mark("甲"), "b", 1, whereabouts), New);
    }
}
