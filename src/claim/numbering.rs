//! What patterns need as tables of numbers, which `table.rs` reads: made for the program's own patterns when it is built, for a user's when they
//! are first looked up.

use std::collections::{BTreeMap, HashMap};

use super::{
    chain::Gap,
    flat::{Flat, NONE, narrow},
    members::Members,
    nearby,
    needs::Needs,
    reach::{CLAUSE, Reach, SENTENCE},
    trigger::{self, END, Literals, START},
};

/// How many texts there are in which patterns are looked for.
pub(super) const LAYERS: usize = 2;

/// What ends a stretch of a line, and which. In tables these are the first literals.
pub(super) const ENDS: [(&str, Reach); 3] =
    [(SENTENCE[0], Reach::Sentence), (CLAUSE[0], Reach::Clause), (CLAUSE[1], Reach::Clause)];

/// Patterns that are looked for in the same zones, given by their number; any where it is 0.
#[derive(Debug)]
pub(super) struct Group<'n> {
    pub(super) zones: usize,
    /// Those of which one is in every match.
    pub(super) finds: Vec<Asked<'n>>,
    /// Those that are only asked for around matches.
    pub(super) guards: Vec<Asked<'n>>,
}

/// A pattern that is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'n> {
    /// Tells it from all others in its layer, but from those that stand for the same expression.
    pub(super) key: u64,
    pub(super) layer: usize,
    pub(super) needs: &'n Needs,
}

/// Everything that is looked for. Patterns of whose matches nothing is known are left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// How many patterns have a place.
    pub(super) patterns: usize,
    /// For each layer the places of patterns by their keys, in order.
    pub(super) places: [Vec<(u64, u32)>; LAYERS],
    /// Between which places those of a group are, guards aside; `None` where it has a pattern without one, or none at all.
    pub(super) groups: Vec<Option<(u32, u32)>>,
    /// For each layer its tables; empty where nothing is looked for.
    pub(super) tables: [Vec<u8>; LAYERS],
    /// For each layer the literals that are looked for, each with its number.
    pub(super) literals: [Vec<(String, u32)>; LAYERS],
}

impl Numbered {
    pub(super) fn of(asked: &[Group]) -> Self {
        let mut zones: BTreeMap<(usize, u64), usize> = BTreeMap::new();
        for group in asked {
            for one in group.finds.iter().chain(&group.guards) {
                let known = zones.entry((one.layer, one.key)).or_insert(group.zones);
                *known = if *known == group.zones { group.zones } else { 0 };
            }
        }
        let mut placed: Vec<Asked> = Vec::new();
        let mut places: BTreeMap<(usize, u64), usize> = BTreeMap::new();
        let known = |one: &&Asked| one.needs.rarest().is_some();
        let mut groups = Vec::new();
        for group in asked {
            let start = placed.len();
            for one in group.finds.iter().filter(known) {
                places.entry((one.layer, one.key)).or_insert(placed.len());
                placed.push(*one);
            }
            let all = !group.finds.is_empty() && group.finds.iter().all(|one| known(&one));
            groups.push(all.then_some((narrow(start), narrow(placed.len()))));
        }
        for one in asked.iter().flat_map(|group| &group.guards).filter(known) {
            places.entry((one.layer, one.key)).or_insert_with(|| {
                placed.push(*one);
                placed.len().saturating_sub(1)
            });
        }
        let mut all = Self { patterns: placed.len(), groups, ..Self::default() };
        for ((layer, key), place) in &places {
            all.places.get_mut(*layer).into_iter().for_each(|places| places.push((*key, narrow(*place))));
        }
        for (layer, (table, literals)) in all.tables.iter_mut().zip(&mut all.literals).enumerate() {
            let mut numbering = Numbering::default();
            for (place, one) in placed.iter().enumerate().filter(|(_, one)| one.layer == layer) {
                numbering.add(place, zones.get(&(layer, one.key)).copied().unwrap_or(0), one.needs);
            }
            if !numbering.entries.is_empty() {
                (*table, *literals) = numbering.finish();
            }
        }
        all
    }
}

/// The tables of a layer in the making.
struct Numbering {
    literals: HashMap<String, usize>,
    /// The sets that are looked for everywhere, with their numbers, and the literals of each.
    everywhere: HashMap<Literals, usize>,
    sets: Vec<Vec<usize>>,
    /// Those that stand in nearly every sentence: they are not looked for but where one of another set stands near.
    nearby: Vec<Literals>,
    /// For each set the entries that are looked at where one of it stands: those of which it is the rarest.
    leads: Vec<Vec<usize>>,
    /// For a character those that are looked at where a line begins with it.
    beginning: BTreeMap<char, Vec<usize>>,
    /// The characters that a line begins with in which a pattern matches.
    firsts: Vec<Vec<usize>>,
    /// For each entry its sets.
    needed: Vec<Vec<usize>>,
    /// See `table::Entry`.
    entries: Vec<[usize; 8]>,
    /// See `table::Link`.
    links: Vec<[usize; 6]>,
}

impl Default for Numbering {
    fn default() -> Self {
        let literals = ENDS.into_iter().map(|(end, _)| end.to_owned()).zip(0..).collect();
        let (everywhere, beginning) = Default::default();
        let [sets, leads, firsts, needed] = Default::default();
        let (nearby, entries, links) = Default::default();
        Self { literals, everywhere, sets, nearby, leads, beginning, firsts, needed, entries, links }
    }
}

impl Numbering {
    /// Adds what a pattern needs, with its place among all and the number of the zones in which it is looked for.
    fn add(&mut self, place: usize, zones: usize, needs: &Needs) {
        let Some(lead) = needs.rarest() else { return };
        let (entry, mut needed) = (self.entries.len(), Vec::new());
        let mut rarest = None;
        for link in &needs.chain.links {
            let (shortest, longest) = trigger::lengths(&link.trigger);
            let common = trigger::is_common(&link.trigger) && !trigger::is_edge(&link.trigger);
            let number = if common && link.trigger != *lead {
                self.nearby(&link.trigger).saturating_mul(2).saturating_add(1)
            } else {
                let set = self.everywhere(&link.trigger);
                needed.push(set);
                rarest = rarest.or((link.trigger == *lead).then_some(set));
                set.saturating_mul(2)
            };
            let [min, max, reach] = gap(link.after);
            self.links.push([number, shortest, longest, min, max, reach]);
        }
        let characters = |first: &Literals| first.iter().flat_map(str::chars).collect::<Vec<char>>();
        let first = needs.first.as_ref().map(characters);
        match &first {
            Some(first) if trigger::is_edge(lead) => {
                first.iter().for_each(|one| self.beginning.entry(*one).or_default().push(entry));
            }
            _ => rarest.and_then(|set| self.leads.get_mut(set)).into_iter().for_each(|leads| leads.push(entry)),
        }
        let first = first.map_or(NONE, |first| {
            self.firsts.push(first.into_iter().map(code).collect());
            self.firsts.len().saturating_sub(1)
        });
        let [min, max, reach] = gap(needs.chain.before);
        self.entries.push([place, zones, needs.reach.index(), first, min, max, reach, self.links.len()]);
        self.needed.push(needed);
    }

    fn literal(&mut self, text: &str) -> usize {
        let next = self.literals.len();
        *self.literals.entry(text.to_owned()).or_insert(next)
    }

    /// The number of a set that is looked for everywhere.
    fn everywhere(&mut self, set: &Literals) -> usize {
        self.everywhere.get(set).copied().unwrap_or_else(|| {
            let literals = set.iter().map(|text| self.literal(text)).collect();
            self.everywhere.insert(set.clone(), self.sets.len());
            self.sets.push(literals);
            self.leads.push(Vec::new());
            self.sets.len().saturating_sub(1)
        })
    }

    /// The number of one that is looked for near others.
    fn nearby(&mut self, set: &Literals) -> usize {
        self.nearby.iter().position(|known| known == set).unwrap_or_else(|| {
            self.nearby.push(set.clone());
            self.nearby.len().saturating_sub(1)
        })
    }

    /// The tables as bytes, and the literals that are looked for. The edges of a line are not.
    fn finish(mut self) -> (Vec<u8>, Vec<(String, u32)>) {
        let mut flat = Flat::default();
        Members::add(&mut flat, &self.sets, self.literals.len());
        flat.numbers([START, END].map(|edge| self.literals.remove(edge).unwrap_or(NONE)));
        flat.lists(self.leads);
        flat.lists(self.needed);
        flat.numbers(self.beginning.keys().copied().map(code));
        flat.lists(self.beginning.into_values());
        flat.lists(self.firsts);
        flat.numbers(self.entries.into_iter().flatten());
        flat.numbers(self.links.into_iter().flatten());
        nearby::add(&mut flat, &self.nearby);
        let mut literals: Vec<_> = self.literals.into_iter().map(|(text, number)| (text, narrow(number))).collect();
        literals.sort_unstable_by_key(|(_, number)| *number);
        (flat.0, literals)
    }
}

/// A character by its number.
fn code(character: char) -> usize {
    usize::try_from(u32::from(character)).unwrap_or(NONE)
}

/// What may stand somewhere: at least and at most so many bytes, [`NONE`] without bound, and what it holds no end of.
fn gap(gap: Gap) -> [usize; 3] {
    let bytes = |bytes: u32| usize::try_from(bytes).unwrap_or(NONE);
    [bytes(gap.min), gap.max.map_or(NONE, bytes), gap.reach.index()]
}
