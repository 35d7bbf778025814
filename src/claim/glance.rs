//! Where in a text a match of a pattern may begin, told by the characters that it begins with, or by the words that it holds: most texts that a
//! guard is looked for in hold none of them, and that is seen at a glance.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

use super::{chain::Chain, stretch::Stretch, trigger};

/// So many characters of the beginning of a match, or of a word, are looked at.
const DEPTH: usize = 3;

/// Beginnings are told apart by so many bits, and words by the others.
const BEGINNINGS: u32 = 24;
const WORDS: u32 = u32::BITS - BEGINNINGS;

/// Characters are told apart by so many bits of a hash.
const BITS: u32 = 9;

/// More beginnings than this are not followed further.
const MOST: usize = 512;

/// More characters than this in one place tell little.
const FEW: usize = 8;

/// For each of the first characters, which beginnings and words have it there, a bit for each of them or for several.
type Masks = [u32; DEPTH];

/// What tells where a pattern may match.
#[derive(Debug)]
pub(super) struct Glance {
    /// By the hash of a character; empty where nothing is known.
    masks: Vec<Masks>,
    /// The same of the end of a text.
    end: Masks,
    /// How long a match is at most (bytes), where each ends with the text.
    last: Option<usize>,
}

/// What is seen of the matches in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// One may begin at this byte.
    Begins(usize),
    /// There may be some anywhere.
    Anywhere,
}

/// What something begins with: one character of each of some sets.
#[derive(Debug, Clone, Default)]
struct Beginning {
    sets: Vec<ClassUnicode>,
    /// Whether no more is known of what follows.
    cut: bool,
}

impl Glance {
    /// What is known of the matches of a pattern.
    pub(super) fn of(pattern: &Hir) -> Self {
        let properties = pattern.properties();
        let last = if properties.look_set_suffix().contains(Look::End) { properties.maximum_len() } else { None };
        let mut glance = Self { masks: Vec::new(), end: [0; DEPTH], last };
        let (mut begun, mut held) = (Vec::new(), Vec::new());
        for branch in branches(pattern) {
            let beginnings = beginnings(branch);
            match words(branch) {
                Some((words, rarity)) if rarity < frequency(&beginnings) => held.extend(words),
                _ => begun.extend(beginnings),
            }
        }
        if begun.iter().all(|beginning| !beginning.sets.is_empty()) {
            glance.masks = vec![[0; DEPTH]; 1 << BITS];
            glance.add(begun, 0, BEGINNINGS);
            glance.add(held, BEGINNINGS, WORDS);
        }
        glance
    }

    /// Adds beginnings with so many bits from one on. Those with the same first character share one, and those that may begin with many.
    fn add(&mut self, mut beginnings: Vec<Beginning>, first: u32, bits: u32) {
        beginnings.sort_by_cached_key(Beginning::first);
        let shared = beginnings.len().div_ceil(usize::try_from(bits).unwrap_or(1)).max(1);
        for (beginnings, bit) in beginnings.chunks(shared).zip(first..) {
            beginnings.iter().for_each(|beginning| self.add_one(beginning, 1 << bit));
        }
    }

    fn add_one(&mut self, beginning: &Beginning, bit: u32) {
        for place in 0..DEPTH {
            let set = |masks: &mut Masks| masks.get_mut(place).into_iter().for_each(|mask| *mask |= bit);
            match beginning.sets.get(place) {
                Some(few) if size(few) < 1 << BITS => {
                    let characters = few.iter().flat_map(|range| range.start()..=range.end());
                    characters.for_each(|character| self.masks.get_mut(hash(character)).into_iter().for_each(set));
                }
                Some(_) => self.masks.iter_mut().for_each(set),
                None => {
                    self.masks.iter_mut().for_each(set);
                    set(&mut self.end);
                }
            }
        }
    }

    /// Where in a text matches lie, as far as their length tells.
    pub(super) fn stretch(&self, text: &str) -> Stretch {
        let start = self.last.map_or(0, |longest| text.ceil_char_boundary(text.len().saturating_sub(longest)));
        Stretch { start, ..Stretch::all(text) }
    }

    /// Where in a text all matches lie; `None` where there is none.
    pub(super) fn all(&self, text: &str) -> Option<Stretch> {
        self.seen(text).next().map(|_| self.stretch(text))
    }

    /// What is seen of the matches in a text, in order.
    pub(super) fn seen(&self, text: &str) -> impl Iterator<Item = Seen> {
        let known = !self.masks.is_empty();
        let first = self.stretch(text).start;
        // Of the character in hand, of the one before it, and of the one before that.
        let [mut before, mut one] = [(0, 0); 2];
        let seen = text.get(first..).filter(|_| known).unwrap_or("");
        let characters = seen
            .char_indices()
            .map(move |(at, character)| (first.saturating_add(at), self.masks.get(hash(character)).unwrap_or(&self.end)));
        let ends = [(text.len(), &self.end); DEPTH - 1].into_iter().filter(move |_| known);
        let begun = characters.chain(ends).filter_map(move |(at, [first, second, third])| {
            let (start, begun) = before;
            before = (one.0, one.1 & second);
            one = (at, *first);
            match begun & third {
                0 => None,
                some if some >> BEGINNINGS == 0 => Some(Seen::Begins(start)),
                _ => Some(Seen::Anywhere),
            }
        });
        begun.chain((!known).then_some(Seen::Anywhere))
    }
}

/// The ways in which a pattern may match.
fn branches(pattern: &Hir) -> Vec<&Hir> {
    match pattern.kind() {
        HirKind::Alternation(ways) => ways.iter().flat_map(branches).collect(),
        HirKind::Capture(capture) => branches(&capture.sub),
        _ => vec![pattern],
    }
}

/// Words of which each match of a part holds one, and how often about they stand in a text.
fn words(part: &Hir) -> Option<(Vec<Beginning>, usize)> {
    let chain = Chain::of(part);
    let words = &chain.links.get(chain.rarest()?)?.trigger;
    (!trigger::has_edge(words)).then(|| (words.iter().map(Beginning::of).collect(), trigger::frequency(words)))
}

impl Beginning {
    fn of(text: &str) -> Self {
        let one = |character| ClassUnicode::new([ClassUnicodeRange::new(character, character)]);
        Self { sets: text.chars().take(DEPTH).map(one).collect(), cut: false }
    }

    /// How often about it stands in a text: as often as a literal of as many characters.
    fn frequency(&self) -> usize {
        let few: Vec<&ClassUnicode> = self.sets.iter().filter(|set| size(set) <= FEW).collect();
        let ways = few.iter().map(|set| size(set)).fold(1, usize::saturating_mul);
        match few.as_slice() {
            [] => usize::MAX,
            [one] => trigger::of_class(&Class::Unicode((*one).clone())).map_or(usize::MAX, |one| trigger::frequency(&one)),
            [_, _] => ways.saturating_mul(2),
            _ => ways,
        }
    }

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

/// How often about one of several stands in a text. Those with the same first character stand in the same places.
fn frequency(beginnings: &[Beginning]) -> usize {
    let mut each: Vec<_> = beginnings.iter().map(|beginning| (beginning.first(), beginning.frequency())).collect();
    each.sort_unstable();
    let often = each.chunk_by(|one, other| one.0 == other.0).filter_map(|alike| alike.last());
    often.fold(0, |sum, (_, frequency)| sum.saturating_add(*frequency))
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
            Ok(text) => vec![Beginning::of(text)],
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

    fn seen(pattern: &str, text: &str) -> Vec<Seen> {
        Glance::of(&regex_syntax::parse(pattern).unwrap()).seen(text).collect()
    }

    #[test]
    fn a_match_begins_where_its_first_characters_stand() {
        let places = |pattern: &str, text: &'static str| {
            let start = |seen| if let Seen::Begins(at) = seen { text.get(at..).unwrap() } else { "" };
            seen(pattern, text).into_iter().map(start).collect::<Vec<_>>()
        };
        assert_eq!(places("甲乙丙丁|戊", "甲乙甲乙丙戊甲乙"), ["甲乙丙戊甲乙", "戊甲乙"]);
        assert_eq!(places("甲[^,]乙|戊[丙丁]", "甲甲丁戊乙戊丁"), ["戊丁"]);
        assert_eq!(places("(?:^|[^年])[累合]计", "年累计,合计"), ["年累计,合计", "累计,合计", ",合计", "合计"]);
        assert_eq!(places("甲[^,]{0,2}$", "甲甲甲,甲甲"), ["甲,甲甲", "甲甲", "甲"]);
    }

    #[test]
    fn what_may_begin_with_anything_is_known_by_its_words() {
        for (pattern, text, expected) in [
            ("^[^甲]*乙丙|丁戊", "甲乙乙丁", vec![]),
            ("^[^甲]*乙丙|丁戊", "丁戊乙丙", vec![Seen::Begins(0), Seen::Anywhere]),
            ("[^甲]*", "乙", vec![Seen::Anywhere]),
        ] {
            assert_eq!(seen(pattern, text), expected, "{pattern} {text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn no_match_is_overlooked(pattern in pattern(), text in "[甲乙丙,。a]{0,12}") {
            let glance = Glance::of(&regex_syntax::parse(&pattern).unwrap());
            let seen: Vec<Seen> = glance.seen(&text).collect();
            let regex = regex::Regex::new(&pattern).unwrap();
            for found in regex.find_iter(&text).filter(|found| !found.is_empty()) {
                let known = seen.contains(&Seen::Begins(found.start())) || seen.contains(&Seen::Anywhere);
                prop_assert!(known && glance.all(&text).is_some_and(|all| all.start <= found.start()), "{} {} {:?}", pattern, text, seen);
            }
        }
    }
}
