//! Where in a text a match of a pattern may begin, told by the characters that it begins with: most texts that a guard is looked for in hold none
//! of its words, and that is seen at a glance.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// So many characters of the beginning of a match are looked at.
const DEPTH: usize = 3;

/// Beginnings are told apart by so many bits.
const BUCKETS: usize = 32;

/// Characters are told apart by so many bits of a hash.
const BITS: u32 = 9;

/// More beginnings than this are not followed further.
const MOST: usize = 512;

/// For each of the first characters of a match, which beginnings have it there, a bit for each of them or for several.
type Masks = [u32; DEPTH];

/// What tells where a pattern may begin.
#[derive(Debug)]
pub(super) struct Glance {
    /// By the hash of a character; empty where nothing is known.
    masks: Vec<Masks>,
    /// The same of the end of a text.
    end: Masks,
    /// How long a match is at most (bytes), where each ends with the text.
    last: Option<usize>,
}

/// What a match may begin with: one character of each of some sets.
#[derive(Debug, Clone, Default)]
struct Beginning {
    sets: Vec<ClassUnicode>,
    /// Whether no more is known of what follows.
    cut: bool,
}

impl Glance {
    /// The beginnings of a pattern.
    pub(super) fn of(pattern: &Hir) -> Self {
        let properties = pattern.properties();
        let last = if properties.look_set_suffix().contains(Look::End) { properties.maximum_len() } else { None };
        let mut glance = Self { masks: Vec::new(), end: [u32::MAX; DEPTH], last };
        let mut beginnings = beginnings(pattern);
        if beginnings.iter().any(|beginning| beginning.sets.is_empty()) {
            return glance;
        }
        (glance.masks, glance.end) = (vec![[0; DEPTH]; 1 << BITS], [0; DEPTH]);
        // Those with the same first character share a bit, and those that may begin with many.
        beginnings.sort_by_cached_key(Beginning::first);
        let shared = beginnings.len().div_ceil(BUCKETS).max(1);
        for (bucket, beginnings) in beginnings.chunks(shared).enumerate() {
            beginnings.iter().for_each(|beginning| glance.add(beginning, 1 << bucket));
        }
        glance
    }

    fn add(&mut self, beginning: &Beginning, bit: u32) {
        for place in 0..DEPTH {
            let mut set = |masks: &mut Masks| masks.get_mut(place).into_iter().for_each(|mask| *mask |= bit);
            match beginning.sets.get(place) {
                Some(few) if size(few) < 1 << BITS => {
                    let characters = few.iter().flat_map(|range| range.start()..=range.end());
                    characters.for_each(|character| self.masks.get_mut(hash(character)).into_iter().for_each(&mut set));
                }
                Some(_) => self.masks.iter_mut().for_each(set),
                None => {
                    self.masks.iter_mut().for_each(&mut set);
                    set(&mut self.end);
                }
            }
        }
    }

    /// The places in a text at which a match may begin, in order.
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        let first = self.last.map_or(0, |longest| text.ceil_char_boundary(text.len().saturating_sub(longest)));
        // Of the character in hand, of the one before it, and of the one before that.
        let [mut before, mut one] = [(0, 0); 2];
        let characters = text.get(first..).unwrap_or("").char_indices().map(move |(at, character)| {
            (first.saturating_add(at), self.masks.get(hash(character)).unwrap_or(&[u32::MAX; DEPTH]))
        });
        let ends = [(text.len(), &self.end); DEPTH - 1];
        characters.chain(ends).filter_map(move |(at, [first, second, third])| {
            let (start, begun) = before;
            before = (one.0, one.1 & second);
            one = (at, *first);
            (begun & third != 0).then_some(start)
        })
    }
}

impl Beginning {
    /// How many characters it may begin with, and the first of them.
    fn first(&self) -> (usize, Option<char>) {
        let first = self.sets.first();
        (first.map_or(0, size), first.and_then(|set| set.ranges().first()).map(ClassUnicodeRange::start))
    }

    fn is_open(&self) -> bool {
        !self.cut && self.sets.len() < DEPTH
    }

    fn then(&self, other: &Self) -> Self {
        let sets = self.sets.iter().chain(&other.sets).take(DEPTH).cloned();
        Self { sets: sets.collect(), cut: other.cut }
    }
}

/// How many characters a set has.
fn size(set: &ClassUnicode) -> usize {
    set.iter().map(ClassUnicodeRange::len).fold(0, usize::saturating_add)
}

fn hash(character: char) -> usize {
    let mixed = u32::from(character).wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS);
    usize::try_from(mixed).unwrap_or(0)
}

/// What the matches of a part begin with.
fn beginnings(part: &Hir) -> Vec<Beginning> {
    let one = |sets: Vec<ClassUnicode>| vec![Beginning { sets, cut: false }];
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => one(Vec::new()),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => one(text.chars().take(DEPTH).map(|one| ClassUnicode::new([ClassUnicodeRange::new(one, one)])).collect()),
            Err(_) => vec![Beginning { sets: Vec::new(), cut: true }],
        },
        HirKind::Class(Class::Unicode(set)) => one(vec![set.clone()]),
        HirKind::Class(Class::Bytes(_)) => vec![Beginning { sets: Vec::new(), cut: true }],
        HirKind::Capture(capture) => beginnings(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(one(Vec::new()), |known, part| {
            if known.iter().any(Beginning::is_open) { followed(known, &beginnings(part)) } else { known }
        }),
        HirKind::Alternation(branches) => branches.iter().flat_map(beginnings).collect(),
        HirKind::Repetition(repetition) => {
            let (sub, mut all) = (beginnings(&repetition.sub), Vec::new());
            let rounds = |times: u32| usize::try_from(times).unwrap_or(usize::MAX);
            let (min, max) = (rounds(repetition.min), repetition.max.map_or(usize::MAX, rounds));
            let mut known = one(Vec::new());
            for round in 0..=DEPTH.min(max) {
                if round >= min || round == DEPTH {
                    all.extend(known.iter().cloned());
                }
                known = followed(known, &sub);
            }
            all
        }
    }
}

/// The same where what follows begins in one of some ways.
fn followed(known: Vec<Beginning>, next: &[Beginning]) -> Vec<Beginning> {
    let (open, mut closed): (Vec<_>, Vec<_>) = known.into_iter().partition(Beginning::is_open);
    if closed.len().saturating_add(open.len().saturating_mul(next.len())) > MOST {
        closed.extend(open.into_iter().map(|beginning| Beginning { cut: true, ..beginning }));
    } else {
        closed.extend(open.iter().flat_map(|beginning| next.iter().map(|next| beginning.then(next))));
    }
    closed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::machine::tests::pattern, *};

    fn places(pattern: &str, text: &str) -> Vec<usize> {
        Glance::of(&regex_syntax::parse(pattern).unwrap()).places(text).collect()
    }

    #[test]
    fn a_match_begins_where_its_first_characters_stand() {
        assert_eq!(places("甲乙丙丁|戊", "甲乙甲乙丙戊甲乙"), ["甲乙".len(), "甲乙甲乙丙".len()]);
        assert_eq!(places("[^甲]{0,2}乙丙", "丁丁丁乙丙"), ["丁".len(), "丁丁".len(), "丁丁丁".len()]);
        assert_eq!(places("(?:^|[^年])累计", "年累计,累计"), [0, "年".len(), "年累计".len(), "年累计,".len()]);
        assert_eq!(places("甲[^,]{0,2}$", "甲甲甲,甲甲"), ["甲甲".len(), "甲甲甲,".len(), "甲甲甲,甲".len()]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn no_match_begins_elsewhere(pattern in pattern(), text in "[甲乙丙,。a]{0,12}") {
            let places = places(&pattern, &text);
            let regex = regex::Regex::new(&pattern).unwrap();
            for found in regex.find_iter(&text).filter(|found| !found.is_empty()) {
                prop_assert!(places.contains(&found.start()), "{} {} {:?}", pattern, text, places);
            }
        }
    }
}
