//! What all patterns need, looked for at once: one pass over a document tells for each pattern on which stretches of which lines it may match.
//! Everywhere else it cannot, so that nothing of what a document does not speak of costs anything.

use std::{ops::Range, sync::LazyLock};

use super::{
    Pattern, Window, ZONES, Zones, automata, machine,
    numbering::{Asked, Group, LAYERS, Numbered},
    own::{self, Prepared},
    scan::Scanner,
};
use crate::view::Zone;

/// Which text of a document a pattern is matched against, line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The lines of the view.
    View,
    /// The skeleton of each.
    Skeleton,
}

impl Layer {
    /// Its place among them.
    pub(super) fn index(self) -> usize {
        match self {
            Self::View => 0,
            Self::Skeleton => 1,
        }
    }
}

/// A pattern with the text it is matched against.
pub type Sought<'p> = (Layer, &'p Pattern);

/// The patterns of a rule.
#[derive(Debug, Default)]
pub struct Wanted<'p> {
    /// Where it looks for them.
    pub zones: Zones,
    /// Those of which one is in everything that it finds.
    pub finds: Vec<Sought<'p>>,
    /// Those that it only asks for where it found one of the others.
    pub guards: Vec<Sought<'p>>,
}

/// What a set of patterns needs.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// The program's own rules, where they come first.
    own: Option<&'static Part>,
    others: Part,
    /// The number of the first pattern of the others, and for each number from there on its place among them.
    first: usize,
    places: Vec<Option<usize>>,
}

/// What the patterns of some rules need.
#[derive(Debug, Default)]
struct Part {
    /// How many patterns have a place.
    patterns: usize,
    /// For each rule the places of its patterns; `None` where it has one without a place, or none at all.
    groups: Vec<Option<Range<usize>>>,
    /// For each layer what looks for them.
    scanners: [Scanner; LAYERS],
}

/// Where the patterns of a dictionary may match in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Windows {
    own: WindowsOf,
    others: WindowsOf,
}

/// Where some patterns may match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct WindowsOf {
    /// For each place where its windows begin, and where the last ones end.
    starts: Vec<usize>,
    /// By pattern, in order.
    windows: Vec<Window>,
}

impl Dictionary {
    /// The dictionary of the patterns of some rules. Those of whose matches nothing is known are not in it.
    pub fn of<'p>(wanted: impl IntoIterator<Item = Wanted<'p>>) -> Self {
        let wanted: Vec<Wanted> = wanted.into_iter().collect();
        let number = |pattern: &Pattern| u64::try_from(pattern.number()).unwrap_or(u64::MAX);
        let numbered = numbered(&wanted, number);
        let narrow = |key: u64| usize::try_from(key).unwrap_or(usize::MAX);
        let known = numbered.places.iter().flatten().map(|&(key, place)| (narrow(key), place));
        let first = known.clone().map(|(number, _)| number).min().unwrap_or(0);
        let mut places = Vec::new();
        for (number, place) in known {
            let number = number.saturating_sub(first);
            if places.len() <= number {
                places.resize(number.saturating_add(1), None);
            }
            places.get_mut(number).into_iter().for_each(|slot| *slot = usize::try_from(place).ok());
        }
        Self { own: None, others: Part::of(numbered), first, places }
    }

    /// The same after the program's own rules, of which there are so many: what they need is known. `None` where it is not.
    pub fn after_own<'p>(own: usize, wanted: impl IntoIterator<Item = Wanted<'p>>) -> Option<Self> {
        Some(Self { own: Some(Part::own(own)?), ..Self::of(wanted) })
    }

    /// Whether what the build has made of the program's own rules is what would be made now.
    #[cfg(test)]
    pub(crate) fn is_as_built<'p>(wanted: impl IntoIterator<Item = Wanted<'p>>) -> bool {
        let now = numbered(&wanted.into_iter().collect::<Vec<_>>(), Pattern::fingerprint);
        let automata =
            now.literals.each_ref().map(|literals| automata::of(literals).map(|now| now.serialize()).unwrap_or_default());
        own::PREPARED.as_ref().is_some_and(|built| {
            let same = |layer: usize| {
                built.layers.get(layer).copied()
                    == now.tables.get(layer).map(Vec::as_slice).zip(automata.get(layer).map(Vec::as_slice))
            };
            (built.patterns, built.groups) == (now.patterns, &*now.groups) && built.places == now.places && (0..LAYERS).all(same)
        })
    }

    /// The text of `sources.json` for the program's own rule files, by name: all their patterns, and those of each of their rules.
    pub fn sources<'f, 'p>(
        files: impl Iterator<Item = (&'f str, &'f str)>,
        patterns: &[Pattern],
        wanted: impl IntoIterator<Item = Wanted<'p>>,
    ) -> String {
        let fingerprints = |sought: &[Sought], layer: Layer| {
            let here = sought.iter().filter(|(known, _)| *known == layer);
            here.map(|(_, pattern)| pattern.fingerprint()).collect::<Vec<_>>()
        };
        let group = |Wanted { zones, finds, guards }: Wanted| {
            let [finds, guards] =
                [finds, guards].map(|sought| [Layer::View, Layer::Skeleton].map(|layer| fingerprints(&sought, layer)));
            (number(zones), finds, guards)
        };
        let patterns = patterns.iter().map(|pattern| (pattern.fingerprint(), pattern.pieces())).collect();
        machine::table(files, &patterns, wanted.into_iter().map(group))
    }

    /// Where its patterns may match in a document, given as the lines of both layers.
    pub(super) fn windows<'t>(
        &self,
        view: impl Iterator<Item = (Zone, &'t str)> + Clone,
        skeleton: impl Iterator<Item = (Zone, &'t str)> + Clone,
    ) -> Windows {
        let own = self.own.map(|own| own.windows(view.clone(), skeleton.clone()));
        Windows { own: own.unwrap_or_default(), others: self.others.windows(view, skeleton) }
    }

    /// Whether any pattern of a rule may match, by the place of the rule; `true` where that is not known.
    pub(super) fn may_match(&self, rule: usize, windows: &Windows) -> bool {
        match self.own {
            None => self.others.may_match(rule, &windows.others),
            Some(own) => match rule.checked_sub(own.groups.len()) {
                None => own.may_match(rule, &windows.own),
                Some(rule) => self.others.may_match(rule, &windows.others),
            },
        }
    }

    /// The windows of a pattern in a layer; `None` for one that it does not have.
    pub(super) fn windows_of<'w>(&self, layer: Layer, pattern: &Pattern, windows: &'w Windows) -> Option<&'w [Window]> {
        let place = pattern.number().checked_sub(self.first).and_then(|number| *self.places.get(number)?);
        match (place, self.own) {
            (Some(place), _) => windows.others.of(place),
            (None, Some(_)) => windows.own.of(pattern.place(layer)?),
            (None, None) => None,
        }
    }
}

impl Part {
    fn of(Numbered { patterns, groups, tables: [view, skeleton], literals, .. }: Numbered) -> Self {
        let [of_view, of_skeleton] = literals.map(|literals| automata::of(&literals));
        let scanners = [Scanner::of(view.into(), of_view), Scanner::of(skeleton.into(), of_skeleton)];
        Self { patterns, groups: groups.into_iter().map(range).collect(), scanners }
    }

    /// The one for the program's own rules, if there are so many of them.
    fn own(rules: usize) -> Option<&'static Self> {
        static OWN: LazyLock<Option<Part>> = LazyLock::new(|| own::PREPARED.as_ref().map(Part::prepared));
        OWN.as_ref().filter(|part| part.groups.len() == rules)
    }

    /// What was made of the program's own rules when it was built.
    fn prepared(prepared: &Prepared) -> Self {
        Self {
            patterns: prepared.patterns,
            groups: prepared.groups.iter().copied().map(range).collect(),
            scanners: prepared.layers.map(|(table, automaton)| Scanner::of(table.into(), automata::read(automaton))),
        }
    }

    fn windows<'t>(
        &self,
        view: impl Iterator<Item = (Zone, &'t str)>,
        skeleton: impl Iterator<Item = (Zone, &'t str)>,
    ) -> WindowsOf {
        let [of_view, of_skeleton] = &self.scanners;
        let mut found = Vec::new();
        of_view.scan(view, &mut found);
        of_skeleton.scan(skeleton, &mut found);
        WindowsOf::sorted(self.patterns, &found)
    }

    fn may_match(&self, rule: usize, windows: &WindowsOf) -> bool {
        let Some(Some(places)) = self.groups.get(rule) else { return true };
        windows.starts.get(places.start) != windows.starts.get(places.end)
    }
}

fn range(places: Option<(u32, u32)>) -> Option<Range<usize>> {
    let (start, end) = places?;
    Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

/// The number of zones among all.
fn number(zones: Zones) -> usize {
    ZONES.iter().position(|(_, known)| *known == zones).unwrap_or(0)
}

/// What patterns need in tables, with a key for each.
fn numbered(wanted: &[Wanted], key: fn(&Pattern) -> u64) -> Numbered {
    let groups = wanted.iter().map(|Wanted { zones, finds, guards }| {
        let [finds, guards] = [finds, guards].map(|sought| {
            let mut asked: Vec<Asked> = sought
                .iter()
                .map(|(layer, pattern)| Asked { key: key(pattern), layer: layer.index(), needs: pattern.needs() })
                .collect();
            asked.sort_by_key(|one| one.layer);
            asked
        });
        Group { zones: number(*zones), finds, guards }
    });
    Numbered::of(&groups.collect::<Vec<_>>())
}

impl WindowsOf {
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

    /// Those of the pattern of a place.
    fn of(&self, place: usize) -> Option<&[Window]> {
        self.windows.get(*self.starts.get(place)?..*self.starts.get(place.saturating_add(1))?)
    }
}
