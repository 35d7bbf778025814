//! What all patterns need, looked for at once: one pass over a document tells for each pattern on which stretches of which lines it may match.
//! Everywhere else it cannot, so that nothing of what a document does not speak of costs anything.

use std::{collections::HashMap, fmt, ops::Range};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::{
    Pattern,
    needs::{self, Literals},
    reach::{CLAUSE, REACHES, Reach, SENTENCE},
};

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

/// A stretch of a line, in bytes of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Window {
    /// The index of the line.
    pub line: usize,
    /// Where in its text it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Window {
    /// The bytes of the line.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What a set of patterns needs.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// The number of the first pattern, and for each number from there on its place in the dictionary.
    first: usize,
    places: Vec<Option<usize>>,
    /// How many patterns have a place.
    patterns: usize,
    view: Needs,
    skeleton: Needs,
}

/// What the patterns of one layer need.
#[derive(Default)]
struct Needs {
    /// Finds every literal, by its number; `None` where there is nothing to look for.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    literals: Vec<Literal>,
    entries: Vec<Entry>,
}

impl fmt::Debug for Needs {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Needs").field("literals", &self.literals).field("entries", &self.entries).finish_non_exhaustive()
    }
}

/// A literal that patterns need.
#[derive(Debug, Default)]
struct Literal {
    /// What ends where it stands, if anything.
    ends: Option<Reach>,
    /// For each reach the patterns that are looked at where it stands: those of whose first set it is.
    leads: [Vec<usize>; REACHES],
}

/// What one pattern needs.
#[derive(Debug)]
struct Entry {
    /// Its place in the dictionary.
    place: usize,
    /// Sets of literals, by number, of each of which a match holds one.
    sets: Vec<Vec<usize>>,
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
    /// The dictionary of some patterns. Those of whose matches nothing is known are not in it.
    pub fn of<'p>(sought: impl IntoIterator<Item = Sought<'p>>) -> Self {
        let sought: Vec<Sought> = sought.into_iter().filter(|(_, pattern)| !pattern.triggers().is_empty()).collect();
        let first = sought.iter().map(|(_, pattern)| pattern.number()).min().unwrap_or(0);
        let mut places = Vec::new();
        let (mut view, mut skeleton) = (Vec::new(), Vec::new());
        for (place, (layer, pattern)) in sought.iter().enumerate() {
            let number = pattern.number().saturating_sub(first);
            if places.len() <= number {
                places.resize(number.saturating_add(1), None);
            }
            if let Some(slot) = places.get_mut(number) {
                *slot = Some(place);
            }
            match layer {
                Layer::View => view.push((place, *pattern)),
                Layer::Skeleton => skeleton.push((place, *pattern)),
            }
        }
        Self { first, places, patterns: sought.len(), view: Needs::of(&view), skeleton: Needs::of(&skeleton) }
    }

    /// What is known beforehand of some patterns: the text of `needs.json`.
    pub fn beforehand<'p>(sought: impl IntoIterator<Item = Sought<'p>>) -> String {
        needs::table(sought.into_iter().map(|(_, pattern)| pattern.source()))
    }

    /// Where its patterns may match in a document, given as the lines of both layers.
    pub(super) fn windows<'t>(&self, view: impl Iterator<Item = &'t str>, skeleton: impl Iterator<Item = &'t str>) -> Windows {
        let mut found = Vec::new();
        self.view.scan(view, &mut found);
        self.skeleton.scan(skeleton, &mut found);
        Windows::sorted(self.patterns, &found)
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

impl Needs {
    fn of(patterns: &[(usize, &Pattern)]) -> Self {
        let mut literals: Vec<Literal> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number_of = |text: &str, literals: &mut Vec<Literal>| {
            numbers.get(text).copied().unwrap_or_else(|| {
                let number = literals.len();
                numbers.insert(text.to_owned(), number);
                literals.push(Literal::default());
                number
            })
        };
        let ends = SENTENCE.map(|end| (end, Reach::Sentence)).into_iter().chain(CLAUSE.map(|end| (end, Reach::Clause)));
        for (end, reach) in ends {
            let number = number_of(end.encode_utf8(&mut [0; 4]), &mut literals);
            if let Some(literal) = literals.get_mut(number) {
                literal.ends = Some(reach);
            }
        }
        let mut entries = Vec::new();
        for (place, pattern) in patterns {
            let set = |set: &Literals| set.iter().map(|literal| number_of(literal, &mut literals)).collect();
            let sets: Vec<Vec<usize>> = pattern.triggers().iter().map(set).collect();
            for &literal in sets.first().into_iter().flatten() {
                let leads = literals.get_mut(literal).and_then(|literal| literal.leads.get_mut(pattern.reach().index()));
                leads.into_iter().for_each(|leads| leads.push(entries.len()));
            }
            entries.push(Entry { place: *place, sets });
        }
        let numbered = numbers.iter().filter_map(|(text, number)| Some((text.as_str(), u32::try_from(*number).ok()?)));
        let automaton = if patterns.is_empty() { None } else { CharwiseDoubleArrayAhoCorasick::with_values(numbered).ok() };
        Self { automaton, literals, entries }
    }

    fn scan<'t>(&self, lines: impl Iterator<Item = &'t str>, found: &mut Vec<(usize, Window)>) {
        let Some(automaton) = &self.automaton else { return };
        let mut scan = Scan::new(self);
        for (line, text) in lines.enumerate() {
            scan.stretches = [0; REACHES];
            for event in automaton.find_overlapping_iter(text) {
                let Some((number, literal)) =
                    usize::try_from(event.value()).ok().and_then(|number| Some((number, self.literals.get(number)?)))
                else {
                    continue;
                };
                scan.meets(number);
                if let Some(ends) = literal.ends {
                    scan.end(line, event.start(), event.end(), ends, found);
                }
            }
            scan.end(line, text.len(), text.len(), Reach::Line, found);
        }
    }
}

/// A set of literals, a bit for each.
type Bits = Vec<u64>;

/// A pass over lines: what stands in the clause, the sentence and the line in hand.
struct Scan<'n> {
    needs: &'n Needs,
    /// Where each begins.
    stretches: [usize; REACHES],
    /// The literals met in each. Those of a clause are those of its sentence too when it ends, and so on.
    met: [Bits; REACHES],
    /// For each pattern where the last window that it was given ends: a line's index and a byte in it.
    given: Vec<Option<(usize, usize)>>,
}

impl<'n> Scan<'n> {
    fn new(needs: &'n Needs) -> Self {
        let words = needs.literals.len().div_ceil(64);
        Self {
            needs,
            stretches: [0; REACHES],
            met: std::array::from_fn(|_| vec![0; words]),
            given: vec![None; needs.entries.len()],
        }
    }

    fn meets(&mut self, literal: usize) {
        let [clause, ..] = &mut self.met;
        if let Some(word) = clause.get_mut(literal / 64) {
            *word |= 1 << (literal % 64);
        }
    }

    /// Ends the stretches of a reach and the smaller ones at a byte of a line; the next begin after what ends them.
    fn end(&mut self, line: usize, end: usize, next: usize, reach: Reach, found: &mut Vec<(usize, Window)>) {
        for index in 0..=reach.index() {
            self.give(index, line, end, found);
            if let Some(start) = self.stretches.get_mut(index) {
                *start = next;
            }
            let (ended, larger) = self.met.split_at_mut(index.saturating_add(1));
            let Some(ended) = ended.last_mut() else { continue };
            if let Some(larger) = larger.first_mut() {
                larger.iter_mut().zip(ended.iter()).for_each(|(larger, ended)| *larger |= ended);
            }
            ended.fill(0);
        }
    }

    /// Gives the stretch of a reach that ends here to the patterns all of whose needs it meets.
    fn give(&mut self, index: usize, line: usize, end: usize, found: &mut Vec<(usize, Window)>) {
        let (Some(met), Some(&start)) = (self.met.get(index), self.stretches.get(index)) else { return };
        for literal in ones(met) {
            let leads = self.needs.literals.get(literal).and_then(|literal| literal.leads.get(index));
            for &entry in leads.into_iter().flatten() {
                let (Some(needed), Some(given)) = (self.needs.entries.get(entry), self.given.get_mut(entry)) else { continue };
                if *given != Some((line, end)) && needed.sets.iter().all(|set| set.iter().any(|&literal| has(met, literal))) {
                    *given = Some((line, end));
                    found.push((needed.place, Window { line, start, end }));
                }
            }
        }
    }
}

fn has(bits: &Bits, literal: usize) -> bool {
    bits.get(literal / 64).is_some_and(|word| word & (1 << (literal % 64)) != 0)
}

/// The literals of a set.
fn ones(bits: &Bits) -> impl Iterator<Item = usize> {
    bits.iter().enumerate().flat_map(|(index, &word)| {
        let mut left = word;
        std::iter::from_fn(move || {
            let one = usize::try_from(left.trailing_zeros()).ok().filter(|&one| one < 64)?;
            left &= left.saturating_sub(1);
            Some(index.saturating_mul(64).saturating_add(one))
        })
    })
}
