//! Where a pattern may match: what a match holds, and how far it reaches. Worked out from the pattern itself; for the program's own patterns it
//! was worked out when their rules were written, and stands in `needs.json`, so that a run does not begin with reading them all.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use regex_syntax::hir::Hir;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    chain::{Chain, Gap, Link},
    machine::Machine,
    pattern::parsed,
    reach::{self, Reach},
    trigger::Literals,
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
}

impl Needs {
    /// The needs of a pattern, written out.
    pub(super) fn of(source: &str) -> Self {
        KNOWN.get(source).unwrap_or_else(|| parsed(source).as_ref().map(Self::worked_out).unwrap_or_default())
    }

    /// The same from the pattern itself.
    pub(super) fn worked_out(parsed: &Hir) -> Self {
        let mut chain = Chain::of(parsed);
        if !Machine::serves(parsed) {
            // An automaton must see what stands around a match.
            chain.before = Gap::ANY;
            chain.links.last_mut().into_iter().for_each(|last| last.after = Gap::ANY);
        }
        Self { rarest: chain.rarest().unwrap_or(0), chain, reach: reach::reach(parsed) }
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
static KNOWN: LazyLock<Known> = LazyLock::new(|| serde_json::from_str(include_str!("needs.json")).unwrap_or_default());

/// Needs that were worked out before.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// Each set of literals once.
    literals: Vec<Literals>,
    /// By the fingerprint of a pattern.
    patterns: HashMap<String, Row>,
}

/// What is known of a pattern: how far it reaches, which set is the rarest, what may stand before the first, and each by its number with what may
/// follow it.
type Row = (Reach, usize, Gap, Vec<(usize, Gap)>);

impl Known {
    fn get(&self, source: &str) -> Option<Needs> {
        let (reach, rarest, before, links) = self.patterns.get(&fingerprint(source))?;
        let links = links.iter().map(|(set, after)| Some(Link { trigger: self.literals.get(*set)?.clone(), after: *after }));
        Some(Needs { chain: Chain { before: *before, links: links.collect::<Option<_>>()? }, rarest: *rarest, reach: *reach })
    }
}

fn fingerprint(source: &str) -> String {
    format!("{:016x}", xxh3_64(source.as_bytes()))
}

/// The text of `needs.json` for some patterns, written out.
pub(super) fn table<'p>(sources: impl Iterator<Item = &'p str>) -> String {
    let sources: BTreeMap<String, &str> = sources.map(|source| (fingerprint(source), source)).collect();
    let mut literals: BTreeMap<Literals, usize> = BTreeMap::new();
    let needs: Vec<(String, Needs)> = sources
        .into_iter()
        .filter_map(|(fingerprint, source)| Some((fingerprint, Needs::worked_out(&parsed(source).ok()?))))
        .collect();
    for set in needs.iter().flat_map(|(_, needs)| needs.triggers()) {
        literals.insert(Literals::clone(set), 0);
    }
    let (mut sets, mut patterns) = (Vec::new(), Vec::new());
    for (number, (set, place)) in literals.iter_mut().enumerate() {
        *place = number;
        sets.push(serde_json::to_string(set).unwrap_or_default());
    }
    for (fingerprint, needs) in needs {
        let Chain { before, links } = needs.chain;
        let links = links.into_iter().filter_map(|link| Some((*literals.get(&link.trigger)?, link.after)));
        let row: Row = (needs.reach, needs.rarest, before, links.collect());
        patterns.push(format!("{fingerprint:?}:{}", serde_json::to_string(&row).unwrap_or_default()));
    }
    // A line each, so that a change shows in a diff as what it is.
    format!("{{\"literals\":[\n{}\n],\"patterns\":{{\n{}\n}}}}\n", sets.join(",\n"), patterns.join(",\n"))
}
