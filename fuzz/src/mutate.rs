//! Mutations that keep to whole characters and know the words that the program reads: those of the fuzzer alone would mostly break the
//! characters of Chinese text.

use libfuzzer_sys::fuzzer_mutate;

/// Chance from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % end.max(1) as u64).unwrap_or(0)
    }

    fn one<'a>(&mut self, of: &[&'a [&'a str]]) -> &'a str {
        let list = of[self.below(of.len())];
        list[self.below(list.len())]
    }
}

/// Changes an input of `size` bytes in its place, and tells its new size: one to four changes of whole words and characters, or now and
/// then one of the fuzzer's own.
pub fn mutate(words: &[&[&str]], data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed));
    if chance.below(6) == 0 {
        return fuzzer_mutate(data, size, most);
    }
    let mut text = String::from_utf8_lossy(&data[..size]).into_owned();
    for _ in 0..=chance.below(4) {
        text = changed(words, &text, &mut chance);
    }
    let end = text.floor_char_boundary(most.min(data.len()));
    data[..end].copy_from_slice(&text.as_bytes()[..end]);
    end
}

fn changed(words: &[&[&str]], text: &str, chance: &mut Chance) -> String {
    let at = text.floor_char_boundary(chance.below(text.len() + 1));
    let length = [1, 4, 16, 64][chance.below(4)];
    let end = text.ceil_char_boundary((at + chance.below(length)).min(text.len()));
    let (before, here, after) = (&text[..at], &text[at..end], &text[end..]);
    let there = text.floor_char_boundary(chance.below(text.len() + 1));
    match chance.below(9) {
        0..3 => [before, chance.one(words), here, after].concat(),
        3 | 4 => [before, chance.one(words), after].concat(),
        5 => [before, after].concat(),
        6 => [before, &here.repeat(2 + chance.below(6)), after].concat(),
        7 => [&text[..there], here, &text[there..]].concat(),
        _ => renumbered(text, at, chance),
    }
}

/// The text with the first digit from a place on changed.
fn renumbered(text: &str, from: usize, chance: &mut Chance) -> String {
    let Some(at) = text[from..].find(|character: char| character.is_ascii_digit()) else { return text.to_owned() };
    [&text[..from + at], &chance.below(10).to_string(), &text[from + at + 1..]].concat()
}

/// A fuzz target for text, mutated by its words.
#[macro_export]
macro_rules! text_target {
    ([$($words:ident),+], |$text:ident| $body:block) => {
        libfuzzer_sys::fuzz_target!(|$text: &str| $body);
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            $crate::mutate::mutate(&[$($crate::pieces::$words),+], data, size, most, seed)
        });
    };
}
