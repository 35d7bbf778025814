//! One report in a few hundred bytes: MinHash by one permutation with densified bins, eight bits a bin, of five characters at a time and of
//! the figures by themselves; and a fingerprint of each long paragraph.
//!
//! One hash a shingle falls into one of the bins, and the least in each bin stays (Li, Owen and Zhang, "One Permutation Hashing", 2012).
//! An empty bin takes over another that is not (Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing", 2017). Of each
//! least value eight bits are kept (Li and König, "b-Bit Minwise Hashing", 2010): two reports agree in a bin by chance once in 256.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::{
    compared::{body, numbers, paragraphs},
    series,
};
use crate::{document::Document, view::View};

/// Bins for the text. The estimate of 80 % is within 3 points two times in three.
pub(super) const TEXT: usize = 192;
/// Bins for the figures.
pub(super) const FIGURES: usize = 64;

/// Characters that are compared together. Chinese words have one to four.
const SHINGLE: usize = 5;

/// Characters before and after a number that say what it counts.
const AROUND: usize = 2;

/// Paragraphs that are kept of a report: those with the least fingerprints, so that two reports that share one both keep it or both do not.
pub const PARAGRAPHS: usize = 32;

/// What is kept of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// What stands for all compared characters.
    pub(super) body: u64,
    /// How many there are.
    pub(super) characters: u32,
    pub(super) text: Bins<TEXT>,
    pub(super) figures: Bins<FIGURES>,
    /// Fingerprint and line of its long paragraphs.
    pub(super) paragraphs: Vec<(u64, u32)>,
    /// What stands for its title but for the numbers; 0 where it has none.
    pub(super) series: u64,
    /// The year that it reports on; 0 where it does not say.
    pub(super) year: u16,
}

impl Sketch {
    /// Reads a report and keeps what there is to keep.
    pub fn of(document: &Document) -> Self {
        let view = View::new(document);
        let text = body(&view);
        let mut kept: Vec<(u64, u32)> =
            paragraphs(document, &view).iter().map(|one| (one.hash, u32::try_from(one.line).unwrap_or(u32::MAX))).collect();
        kept.sort_unstable();
        kept.dedup_by_key(|(hash, _)| *hash);
        kept.truncate(PARAGRAPHS);
        let (series, year) = series::of(document, &view);
        Self {
            body: xxh3_64(text.as_bytes()),
            characters: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
            text: Bins::of(shingles(&text)),
            figures: Bins::of(numbers(&text).map(|number| figure(&text, number.start, number.end))),
            paragraphs: kept,
            series,
            year,
        }
    }
}

/// The least of what fell into each bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bins<const N: usize> {
    /// Eight bits of each.
    pub(super) bits: [u8; N],
    /// Bins into which something fell.
    pub(super) filled: u8,
}

impl<const N: usize> Default for Bins<N> {
    fn default() -> Self {
        Self { bits: [0; N], filled: 0 }
    }
}

impl<const N: usize> Bins<N> {
    fn of(hashes: impl Iterator<Item = u64>) -> Self {
        let mut least = [None::<u32>; N];
        for hash in hashes {
            // The high half chooses the bin, the low half competes in it.
            let low = u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(u32::MAX);
            if let Some(bin) = least.get_mut(scaled(hash, N)) {
                *bin = Some(bin.map_or(low, |known| known.min(low)));
            }
        }
        let filled = least.iter().flatten().count();
        let mut bits = [0; N];
        if filled > 0 {
            for (index, bit) in bits.iter_mut().enumerate() {
                *bit = low_byte(value(&least, index));
            }
        }
        Self { bits, filled: u8::try_from(filled).unwrap_or(u8::MAX) }
    }

    /// How much of what either has both have, in whole per cent, rounded down; chance agreement is taken off.
    pub(super) fn similar(&self, other: &Self) -> u8 {
        let same = self.bits.iter().zip(&other.bits).filter(|(one, other)| one == other).count();
        let above_chance = same.saturating_mul(256).saturating_sub(N).saturating_mul(100);
        let percent = above_chance.checked_div(N.saturating_mul(255)).unwrap_or(0);
        u8::try_from(percent).unwrap_or(100)
    }
}

/// The value of a bin; where nothing fell into it, that of another which both reports choose alike.
fn value(least: &[Option<u32>], index: usize) -> u32 {
    let mut tries = (0_u64..).map(|attempt| match attempt {
        0 => index,
        _ => scaled(xxh3_64_with_seed(&index.to_le_bytes(), attempt), least.len()),
    });
    tries.find_map(|bin| least.get(bin).copied().flatten()).unwrap_or(0)
}

/// A hash scaled to `0..bins` by its high half.
fn scaled(hash: u64, bins: usize) -> usize {
    let bins = u64::try_from(bins).unwrap_or(u64::MAX);
    usize::try_from((hash >> 32).saturating_mul(bins) >> 32).unwrap_or(0)
}

fn low_byte(value: u32) -> u8 {
    u8::try_from(value & 0xFF).unwrap_or(0)
}

/// The hash of every stretch of [`SHINGLE`] characters; of the whole text where it is shorter.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, _)| at).skip(SHINGLE).chain((!text.is_empty()).then_some(text.len()));
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).map(|shingle| xxh3_64(shingle.as_bytes()))
}

/// The hash of a number with what stands right before and after it: `党员153人`.
fn figure(text: &str, start: usize, end: usize) -> u64 {
    let before = text.get(..start).and_then(|before| before.char_indices().rev().nth(AROUND.saturating_sub(1)));
    let from = before.map_or(0, |(at, _)| at);
    let after = text.get(end..).and_then(|after| after.char_indices().nth(AROUND));
    let to = after.map_or(text.len(), |(at, _)| end.saturating_add(at));
    xxh3_64(text.get(from..to).unwrap_or("").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of sentences that say nothing twice.
    fn sentences(count: usize, seed: usize) -> Vec<String> {
        (0..count).map(|at| format!("{}号村今年修路{}公里,新种果树{}棵。", at + seed, at * 37 + 11, at * 91 + 17)).collect()
    }

    fn text_of(text: &str) -> Bins<TEXT> {
        let mut compared = String::new();
        super::super::compared::compare(text, &mut compared);
        Bins::of(shingles(&compared))
    }

    #[test]
    fn a_text_is_wholly_like_itself_and_nothing_like_another() {
        let one = text_of(&sentences(60, 0).concat());
        let other = text_of(&"各级各部门高度重视,认真落实会议精神。".chars().rev().collect::<String>().repeat(3));
        assert_eq!(one.similar(&one), 100);
        assert!(one.similar(&other) <= 3, "{}", one.similar(&other));
    }

    #[test]
    fn a_text_of_few_characters_fills_all_bins() {
        let one = text_of("各村扎实推进整治");
        assert_eq!(one.filled, 4);
        assert_eq!(one.similar(&text_of("各村扎实推进整治")), 100);
    }

    #[test]
    fn nothing_is_kept_of_nothing() {
        assert_eq!(Bins::<TEXT>::of(std::iter::empty()).filled, 0);
        assert_eq!(shingles("").count(), 0);
        assert_eq!(shingles("三个字").count(), 1);
        assert_eq!(shingles("整整六个字了").count(), 2);
    }

    #[test]
    fn a_number_is_known_by_what_stands_around_it() {
        let at = |text: &str| numbers(text).map(|number| figure(text, number.start, number.end)).collect::<Vec<_>>();
        assert_eq!(at("县党员153人占"), at("乡党员153人占"));
        assert_ne!(at("党员153人占"), at("群众153人占"));
        assert_eq!(at("5户").len(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_order_of_paragraphs_hardly_matters(count in 40_usize..120, turn in 0_usize..120) {
            let mut paragraphs = sentences(count, 0);
            let one = text_of(&paragraphs.concat());
            paragraphs.rotate_left(turn % count);
            prop_assert!(one.similar(&text_of(&paragraphs.concat())) >= 90);
        }

        #[test]
        fn an_estimate_is_near_what_counting_gives(count in 60_usize..120, edited in 0_usize..40) {
            use std::collections::BTreeSet;
            let (one, mut other) = (sentences(count, 0), sentences(count, 0));
            for (at, sentence) in sentences(edited.min(count), 5000).into_iter().enumerate() {
                other[at] = sentence;
            }
            let set = |text: &[String]| {
                let mut compared = String::new();
                super::super::compared::compare(&text.concat(), &mut compared);
                shingles(&compared).collect::<BTreeSet<u64>>()
            };
            let (a, b) = (set(&one), set(&other));
            let exact = a.intersection(&b).count() * 100 / a.union(&b).count();
            let estimate = text_of(&one.concat()).similar(&text_of(&other.concat())) as usize;
            prop_assert!(exact.abs_diff(estimate) <= 16, "{exact} {estimate}");
        }
    }
}
