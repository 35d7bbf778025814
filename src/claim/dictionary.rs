//! What all patterns need, looked for at once: one pass over a document tells for each pattern on which stretches of which lines it may match.
//! Everywhere else it cannot, so that nothing of what a document does not speak of costs anything.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use super::{Pattern, Zones, automata, machine, needs, scan::Scanner};
use crate::view::Zone;

/// Which text of a document a pattern is matched against, line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The lines of the view.
    View,
    /// The skeleton of each.
    Skeleton,
}

/// A pattern with the text it is matched against.
pub type Sought<'p> = (Layer, &'p Pattern);

/// Where in a text matches may lie, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Stretch {
    /// Where they begin at the earliest.
    pub start: usize,
    /// Where they begin at the latest.
    pub latest: usize,
    /// Where they end at the latest.
    pub end: usize,
}

impl Stretch {
    /// All of a text.
    pub fn all(text: &str) -> Self {
        Self { start: 0, latest: text.len(), end: text.len() }
    }

    /// The bytes between its ends.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A stretch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Window {
    /// The index of the line.
    pub line: usize,
    /// Where in its text.
    pub stretch: Stretch,
}

/// What a set of patterns needs.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// The number of the first pattern, and for each number from there on its place in the dictionary.
    first: usize,
    places: Vec<Option<usize>>,
    /// How many patterns have a place.
    patterns: usize,
    /// For each group of patterns the places of those that no group before it has; `None` where it has one without a place, or none at all.
    groups: Vec<Option<Range<usize>>>,
    view: Scanner,
    skeleton: Scanner,
}

/// Where the patterns of a dictionary may match in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Windows {
    /// For each place in the dictionary where its windows begin, and where the last ones end.
    starts: Vec<usize>,
    /// By pattern, in order.
    windows: Vec<Window>,
}

impl Dictionary {
    /// The dictionary of some groups of patterns, each with the zones in which it is looked for. Those of whose matches nothing is known are not in it.
    pub fn of<'p>(sought: impl IntoIterator<Item = (Zones, Vec<Sought<'p>>)>) -> Self {
        let asked = sought.into_iter();
        let (mut sought, mut groups): (Vec<(Zones, Sought)>, Vec<_>) = Default::default();
        // A pattern that several groups have, as a guard is, is looked for once.
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (zones, group) in asked {
            let (start, patterns) = (sought.len(), group.len());
            let known: Vec<Sought> = group.into_iter().filter(|(_, pattern)| pattern.needs().rarest().is_some()).collect();
            let all = known.len() == patterns;
            for one in known {
                match shared.entry(one.1.number()) {
                    Entry::Occupied(before) => {
                        let before = sought.get_mut(*before.get()).filter(|(before, _)| *before != zones);
                        before.into_iter().for_each(|(before, _)| *before = Zones::Any);
                    }
                    Entry::Vacant(new) => {
                        new.insert(sought.len());
                        sought.push((zones, one));
                    }
                }
            }
            groups.push((all && start < sought.len()).then_some(start..sought.len()));
        }
        let first = sought.iter().map(|(_, (_, pattern))| pattern.number()).min().unwrap_or(0);
        let mut places = Vec::new();
        let (mut view, mut skeleton) = (Vec::new(), Vec::new());
        for (place, (zones, (layer, pattern))) in sought.iter().enumerate() {
            let number = pattern.number().saturating_sub(first);
            if places.len() <= number {
                places.resize(number.saturating_add(1), None);
            }
            if let Some(slot) = places.get_mut(number) {
                *slot = Some(place);
            }
            match layer {
                Layer::View => view.push((place, *zones, *pattern)),
                Layer::Skeleton => skeleton.push((place, *zones, *pattern)),
            }
        }
        Self { first, places, patterns: sought.len(), groups, view: Scanner::of(&view), skeleton: Scanner::of(&skeleton) }
    }

    /// The literals that it looks for: the text of `literals.json`.
    pub fn literals(&self) -> String {
        automata::table([self.view.automaton(), self.skeleton.automaton()])
    }

    /// What is known beforehand of some patterns: the text of `needs.in`.
    pub fn beforehand(patterns: &[Pattern]) -> String {
        needs::table(patterns)
    }

    /// The regular expressions of some patterns: the text of `sources.json`.
    pub fn sources(patterns: &[Pattern]) -> String {
        machine::table(&patterns.iter().map(|pattern| (pattern.fingerprint(), pattern.pieces())).collect())
    }

    /// Where its patterns may match in a document, given as the lines of both layers.
    pub(super) fn windows<'t>(
        &self,
        view: impl Iterator<Item = (Zone, &'t str)>,
        skeleton: impl Iterator<Item = (Zone, &'t str)>,
    ) -> Windows {
        let mut found = Vec::new();
        self.view.scan(view, &mut found);
        self.skeleton.scan(skeleton, &mut found);
        Windows::sorted(self.patterns, &found)
    }

    /// Whether any pattern of a group may match, by the group's number; `true` where that is not known.
    pub(super) fn may_match(&self, group: usize, windows: &Windows) -> bool {
        let Some(Some(places)) = self.groups.get(group) else { return true };
        windows.starts.get(places.start) != windows.starts.get(places.end)
    }

    /// The windows of a pattern; `None` for one that it does not have.
    pub(super) fn windows_of<'w>(&self, pattern: &Pattern, windows: &'w Windows) -> Option<&'w [Window]> {
        let place = (*self.places.get(pattern.number().checked_sub(self.first)?)?)?;
        windows.windows.get(*windows.starts.get(place)?..*windows.starts.get(place.saturating_add(1))?)
    }
}

impl Windows {
    /// By pattern. Those of one pattern are in order already.
    fn sorted(patterns: usize, found: &[(usize, Window)]) -> Self {
        let mut starts = vec![0_usize; patterns.saturating_add(1)];
        for (place, _) in found {
            if let Some(count) = starts.get_mut(place.saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_usize;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut next = starts.clone();
        let mut windows = vec![Window::default(); found.len()];
        for (place, window) in found {
            let Some(next) = next.get_mut(*place) else { continue };
            if let Some(slot) = windows.get_mut(*next) {
                *slot = *window;
            }
            *next = next.saturating_add(1);
        }
        Self { starts, windows }
    }
}
