//! Where a pattern may match: what a match holds, and how far it reaches. Worked out from the pattern itself; for the program's own patterns it
//! was worked out when their rules were written, and stands in `needs.in`, so that a run does not begin with reading them all.

use std::collections::BTreeMap;

use regex_syntax::hir::{Hir, Look};

use super::{
    Pattern,
    chain::{Chain, Gap, Link},
    machine::{Machine, parsed},
    reach::{
        self,
        Reach::{self, Clause, Line, Sentence},
    },
    trigger::{self, Literals},
};

/// Where a pattern may match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Sets of literals of which every match holds one after the other; none where nothing is known of matches.
    pub(super) chain: Chain,
    /// Which of them is the rarest, as far as can be told.
    pub(super) rarest: usize,
    /// How far a match reaches.
    pub(super) reach: Reach,
    /// What a line begins with where one begins that begins a line; `None` where matches begin elsewhere, or with anything.
    pub(super) first: Option<Literals>,
}

impl Needs {
    /// The needs of a pattern.
    pub(super) fn of(pattern: &Pattern) -> Self {
        let worked_out = || parsed(pattern.source()).as_ref().map(Self::worked_out).unwrap_or_default();
        KNOWN.get(pattern.fingerprint()).unwrap_or_else(worked_out)
    }

    /// The same from the pattern itself.
    pub(super) fn worked_out(parsed: &Hir) -> Self {
        let mut chain = Chain::of(parsed);
        if !Machine::serves(parsed) {
            // An automaton must see what stands around a match.
            chain.before = Gap::ANY;
            chain.links.last_mut().into_iter().for_each(|last| last.after = Gap::ANY);
        }
        let at_start = parsed.properties().look_set_prefix().contains(Look::Start);
        let first = if at_start { trigger::beginnings(parsed) } else { None };
        Self { rarest: chain.rarest().unwrap_or(0), chain, reach: reach::reach(parsed), first }
    }

    /// The sets of literals.
    pub(super) fn triggers(&self) -> impl Iterator<Item = &Literals> {
        self.chain.links.iter().map(|link| &link.trigger)
    }

    /// The rarest of them; `None` where there is none.
    pub(super) fn rarest(&self) -> Option<&Literals> {
        self.triggers().nth(self.rarest)
    }

    /// The same, the rarest first: it tells soonest that something is missing.
    pub(super) fn rarest_first(&self) -> impl Iterator<Item = &Literals> {
        let others = self.triggers().enumerate().filter(|(index, _)| *index != self.rarest).map(|(_, set)| set);
        self.rarest().into_iter().chain(others)
    }
}

/// The needs of the program's own patterns.
static KNOWN: Known = include!("needs.in");

/// Needs that were worked out before.
struct Known {
    /// Each set of literals once.
    sets: &'static [&'static [&'static str]],
    /// By the fingerprints of the patterns.
    patterns: &'static [Row],
}

/// What is known of a pattern of some fingerprint: how far it reaches, which set is the rarest, what a line begins with, what may stand before
/// the first, and each by its number with what may follow it.
type Row = (u64, Reach, usize, Option<usize>, Gap, &'static [(usize, Gap)]);

impl Known {
    fn get(&self, fingerprint: u64) -> Option<Needs> {
        let row = self.patterns.binary_search_by_key(&fingerprint, |row| row.0).ok()?;
        let &(_, reach, rarest, first, before, links) = self.patterns.get(row)?;
        let known = |set: usize| self.sets.get(set).map(|set| Literals::Known(set));
        let links = links.iter().map(|&(set, after)| Some(Link { trigger: known(set)?, after }));
        Some(Needs { chain: Chain { before, links: links.collect::<Option<_>>()? }, rarest, reach, first: first.and_then(known) })
    }
}

/// A gap of so many bytes, as `needs.in` has it.
const fn to(min: u32, max: u32) -> Gap {
    Gap { min, max: Some(max), reach: Line }
}

/// The same of so many or more, which holds no end of what it is in.
const fn within(min: u32, reach: Reach) -> Gap {
    Gap { min, max: None, reach }
}

/// The text of `needs.in` for some patterns.
pub(super) fn table(patterns: &[Pattern]) -> String {
    let patterns: BTreeMap<u64, Needs> = patterns
        .iter()
        .filter_map(|pattern| Some((pattern.fingerprint(), Needs::worked_out(&parsed(pattern.source()).ok()?))))
        .collect();
    let mut sets: BTreeMap<&Literals, usize> =
        patterns.values().flat_map(|needs| needs.triggers().chain(&needs.first)).map(|set| (set, 0)).collect();
    sets.values_mut().enumerate().for_each(|(number, place)| *place = number);
    // A line each, so that a change shows in a diff as what it is.
    let mut text = String::from("Known {\nsets: &[\n");
    sets.keys().for_each(|set| text.push_str(&format!("&{set:?},\n")));
    text.push_str("],\npatterns: &[\n");
    for (fingerprint, Needs { chain: Chain { before, links }, rarest, reach, first }) in &patterns {
        let link = |link: &Link| Some(format!("({}, {})", sets.get(&link.trigger)?, written(link.after)));
        let links: Vec<String> = links.iter().filter_map(link).collect();
        let first = first.as_ref().and_then(|set| sets.get(set));
        let (before, links) = (written(*before), links.join(", "));
        text.push_str(&format!("({fingerprint:#018x}, {reach:?}, {rarest}, {first:?}, {before}, &[{links}]),\n"));
    }
    text + "],\n}\n"
}

/// A gap as `needs.in` has it: where there is a bound, it does not matter what the gap holds.
fn written(gap: Gap) -> String {
    match gap.max {
        Some(max) => format!("to({}, {max})", gap.min),
        None => format!("within({}, {:?})", gap.min, gap.reach),
    }
}
