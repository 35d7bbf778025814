//! Finds literals in a text, all in one pass: the automaton of Aho and Corasick over characters, as tables of numbers. Each state has one place in an
//! array; the states that follow it stand as far behind its base as the code of the character tells that leads there.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::flat::{Cut, Flat, NONE, Word, wide};

/// Finds literals, each by its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Automaton<'b> {
    /// By character its code; 0 for one that is in no literal.
    codes: &'b [Word],
    /// For each state its base; the one that it follows; the one that holds as much as possible of what led there, from a later beginning; and the
    /// first of its outputs, counted from 1, 0 for none.
    states: &'b [[Word; 4]],
    /// For each output a literal that ends there, and the next output.
    outputs: &'b [[Word; 2]],
}

impl<'b> Automaton<'b> {
    /// The automaton that comes next in some tables.
    pub(super) fn read(from: &mut Cut<'b>) -> Option<Self> {
        Some(Self { codes: from.numbers()?, states: from.rows()?, outputs: from.rows()? })
    }

    /// Tells each literal that stands in a text with where it ends: in order of that, the longest first.
    #[inline]
    pub(super) fn each(&self, text: &str, mut met: impl FnMut(usize, usize)) {
        let Some(root) = self.states.first() else { return };
        let mut state = (0, root);
        for (at, character) in text.char_indices() {
            let code = usize::try_from(u32::from(character)).ok().and_then(|character| self.codes.get(character));
            let code = code.map_or(0, |code| wide(*code));
            state = if code == 0 { (0, root) } else { self.next(state, code).unwrap_or((0, root)) };
            let mut output = wide(state.1[3]);
            while let Some(&[literal, next]) = output.checked_sub(1).and_then(|output| self.outputs.get(output)) {
                met(wide(literal), at.saturating_add(character.len_utf8()));
                output = wide(next);
            }
        }
    }

    /// The state to which a character leads from another; `None` for the first.
    #[inline]
    fn next(&self, (mut state, mut row): (usize, &'b [Word; 4]), code: usize) -> Option<(usize, &'b [Word; 4])> {
        loop {
            let &[base, _, shorter, _] = row;
            let next = wide(base).wrapping_add(code);
            if let Some(after) = self.states.get(next)
                && wide(after[1]) == state
            {
                return Some((next, after));
            }
            if state == 0 {
                return None;
            }
            state = wide(shorter);
            row = self.states.get(state)?;
        }
    }
}

/// Adds the automaton for some literals to tables. Each has its place among them for a number; those that are `None` are not looked for.
pub(super) fn add<'l>(to: &mut Flat, literals: impl IntoIterator<Item = Option<&'l str>>) {
    let literals: Vec<(usize, &str)> =
        literals.into_iter().enumerate().filter_map(|(number, literal)| Some((number, literal?))).collect();
    let codes = codes(literals.iter().flat_map(|(_, literal)| literal.chars()));
    let mut trie = Trie { codes, states: vec![State::default()], outputs: Vec::new() };
    literals.into_iter().for_each(|(number, literal)| trie.add(number, literal));
    trie.link();
    let places = trie.places();
    let place = |state: usize| places.get(state).map_or(0, |(_, place)| *place);
    let mut rows = vec![[0, NONE, 0, 0]; places.iter().map(|(_, place)| place.saturating_add(1)).max().unwrap_or(0)];
    for (state, &(base, at)) in trie.states.iter().zip(&places) {
        rows.get_mut(at).into_iter().for_each(|row| *row = [base, place(state.before), place(state.shorter), state.output]);
    }
    to.numbers(trie.table_of_codes());
    to.numbers(rows.into_iter().flatten());
    to.numbers(trie.outputs.into_iter().flatten());
}

/// Characters with codes from 1 on, those that stand most often first: then what stands often lies close together.
fn codes(characters: impl Iterator<Item = char>) -> BTreeMap<char, usize> {
    let mut often: BTreeMap<char, usize> = BTreeMap::new();
    for character in characters {
        let count = often.entry(character).or_default();
        *count = count.saturating_add(1);
    }
    let mut order: Vec<(char, usize)> = often.into_iter().collect();
    order.sort_by_key(|(_, count)| Reverse(*count));
    order.into_iter().map(|(character, _)| character).zip(1..).collect()
}

/// What leads through literals, character by character.
struct Trie {
    codes: BTreeMap<char, usize>,
    /// The first is that in which nothing has been met.
    states: Vec<State>,
    outputs: Vec<[usize; 2]>,
}

/// A state in the making.
#[derive(Default)]
struct State {
    /// The states that follow it, by the codes of the characters that lead there.
    next: BTreeMap<usize, usize>,
    /// The one that it follows.
    before: usize,
    /// The one that holds as much as possible of what led there, from a later beginning.
    shorter: usize,
    /// The literal that ends there.
    literal: Option<usize>,
    /// The first of its outputs, counted from 1.
    output: usize,
}

impl Trie {
    fn state(&self, state: usize) -> Option<&State> {
        self.states.get(state)
    }

    fn add(&mut self, number: usize, literal: &str) {
        let mut at = 0;
        for character in literal.chars() {
            let new = self.states.len();
            let (Some(&code), Some(state)) = (self.codes.get(&character), self.states.get_mut(at)) else { return };
            let before = std::mem::replace(&mut at, *state.next.entry(code).or_insert(new));
            if at == new {
                self.states.push(State { before, ..State::default() });
            }
        }
        self.states.get_mut(at).into_iter().for_each(|state| state.literal = Some(number));
    }

    /// The states that follow others, with the codes that lead there: those that are sooner reached first.
    fn in_order(&self) -> Vec<(usize, usize)> {
        let next =
            |state: usize| self.state(state).into_iter().flat_map(|state| state.next.iter().map(|(code, next)| (*code, *next)));
        let mut order: Vec<(usize, usize)> = next(0).collect();
        let mut done = 0;
        while let Some(&(_, state)) = order.get(done) {
            order.extend(next(state));
            done = done.saturating_add(1);
        }
        order
    }

    /// Finds for each state the one that goes on from a later beginning, and what ends there.
    fn link(&mut self) {
        for (code, at) in self.in_order() {
            let before = self.state(at).map_or(0, |state| state.before);
            let shorter = if before == 0 { 0 } else { self.after(self.state(before).map_or(0, |state| state.shorter), code) };
            let rest = self.state(shorter).map_or(0, |state| state.output);
            let Some(state) = self.states.get_mut(at) else { continue };
            (state.shorter, state.output) = (shorter, rest);
            if let Some(literal) = state.literal {
                self.outputs.push([literal, rest]);
                state.output = self.outputs.len();
            }
        }
    }

    /// Where a character leads from a state, or from a shorter one.
    fn after(&self, mut at: usize, code: usize) -> usize {
        while let Some(state) = self.state(at) {
            match state.next.get(&code) {
                Some(next) => return *next,
                None if at == 0 => break,
                None => at = state.shorter,
            }
        }
        0
    }

    /// For each state its base and its place. The first has place 0.
    fn places(&self) -> Vec<(usize, usize)> {
        let mut places = vec![(0, 0); self.states.len()];
        // From one place on all are free.
        let (mut free, mut rest): (BTreeSet<usize>, usize) = (BTreeSet::new(), 1);
        let states = std::iter::once(0).chain(self.in_order().into_iter().map(|(_, state)| state));
        for (at, state) in states.filter_map(|at| Some((at, self.state(at)?))) {
            let Some((&first, _)) = state.next.first_key_value() else { continue };
            let is_free = |place: usize| place >= rest || free.contains(&place);
            let fits = |base: &usize| state.next.keys().all(|code| is_free(base.saturating_add(*code)));
            let near = free.range(first..).take(TRIED).map(|place| place.saturating_sub(first)).find(fits);
            let base = near.unwrap_or_else(|| rest.saturating_sub(first));
            places.get_mut(at).into_iter().for_each(|place| place.0 = base);
            for (code, next) in &state.next {
                let place = base.saturating_add(*code);
                free.extend(rest..place);
                free.remove(&place);
                rest = rest.max(place.saturating_add(1));
                places.get_mut(*next).into_iter().for_each(|known| known.1 = place);
            }
        }
        places
    }

    /// For each character up to the last its code.
    fn table_of_codes(&self) -> Vec<usize> {
        let number = |character: char| usize::try_from(u32::from(character)).unwrap_or(0);
        let mut table = vec![0; self.codes.keys().last().map_or(0, |last| number(*last).saturating_add(1))];
        for (character, code) in &self.codes {
            table.get_mut(number(*character)).into_iter().for_each(|slot| *slot = *code);
        }
        table
    }
}

/// So many places are tried for what follows a state, before it comes behind all others.
const TRIED: usize = 1000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_each_literal_wherever_it_stands(
            literals in prop::collection::btree_set("[甲乙丙a]{1,4}", 0..9),
            text in "[甲乙丙a丁]{0,16}",
        ) {
            let literals: Vec<String> = literals.into_iter().collect();
            let mut flat = Flat::default();
            add(&mut flat, literals.iter().map(|literal| Some(literal.as_str())).chain([None]));
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            Automaton::read(&mut Cut(&flat.0)).unwrap().each(&text, |literal, end| found.push((end, literals[literal].as_str())));
            for (end, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]) {
                let mut here: Vec<_> = literals.iter().filter(|literal| text[..end].ends_with(*literal)).collect();
                here.sort_by_key(|literal| Reverse(literal.len()));
                expected.extend(here.into_iter().map(|literal| (end, literal.as_str())));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
