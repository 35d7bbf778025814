//! One line of text as characters: looking ahead or behind never splits a character and never fails.

use std::cell::Cell;

use crate::view::Span;

/// The characters of one line. Places in it are counted in characters.
#[derive(Debug, Default)]
pub(super) struct Source {
    chars: Vec<char>,
    /// A place and the byte at which it begins: the next one that is asked for is near.
    known: Cell<(usize, usize)>,
}

impl Source {
    /// Takes in a line that begins at byte `start`. Of each character `seen` is told, with its place.
    #[inline]
    pub(super) fn load(&mut self, line: &str, start: usize, mut seen: impl FnMut(char, usize)) {
        self.chars.clear();
        self.chars.reserve(line.len());
        for (place, char) in line.chars().enumerate() {
            self.chars.push(char);
            seen(char, place);
        }
        self.known.set((0, start));
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; NUL past the end.
    #[inline]
    pub(super) fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    /// The character before a place; NUL at the start.
    #[inline]
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |place| self.at(place))
    }

    /// The place after `word`, where it stands here.
    #[inline]
    pub(super) fn after(&self, place: usize, word: &str) -> Option<usize> {
        let mut place = place;
        for char in word.chars() {
            if self.chars.get(place) != Some(&char) {
                return None;
            }
            place += 1;
        }
        Some(place)
    }

    /// The place after the first of some words that stands here.
    pub(super) fn after_any(&self, place: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.after(place, word))
    }

    /// Where `word` begins, if it ends here.
    pub(super) fn start_of(&self, end: usize, word: &str) -> Option<usize> {
        let mut start = end;
        for char in word.chars().rev() {
            start = start.checked_sub(1)?;
            if self.chars.get(start) != Some(&char) {
                return None;
            }
        }
        Some(start)
    }

    /// The place after at most one space.
    #[inline]
    pub(super) fn past_space(&self, place: usize) -> usize {
        if self.at(place) == ' ' { place + 1 } else { place }
    }

    /// The first place from here whose character does not satisfy `test`.
    #[inline]
    pub(super) fn run(&self, place: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(place..).unwrap_or_default();
        place + rest.iter().take_while(|char| test(**char)).count()
    }

    /// The end of the ASCII digits that begin here.
    #[inline]
    pub(super) fn digits(&self, place: usize) -> usize {
        self.run(place, |char| char.is_ascii_digit())
    }

    /// The characters between two places.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> &[char] {
        self.chars.get(start..end).unwrap_or_default()
    }

    /// The same as text.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.slice(start, end).iter().collect()
    }

    /// The whole number of ASCII digits between two places; `None` where it is not one or has more than nine digits.
    pub(super) fn small(&self, start: usize, end: usize) -> Option<u32> {
        let digits = self.slice(start, end);
        if digits.is_empty() || digits.len() > 9 {
            return None;
        }
        digits.iter().try_fold(0_u32, |number, digit| Some(number * 10 + digit.to_digit(10)?))
    }

    /// Whether nothing but spaces and heading marks stands before a place.
    pub(super) fn opens_line(&self, place: usize) -> bool {
        // Bounded, so that a line of spaces stays linear.
        place <= 12 && self.slice(0, place).iter().all(|char| matches!(char, ' ' | '#'))
    }

    /// The bytes between two places.
    #[inline]
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.byte(start), end: self.byte(end) }
    }

    /// The byte at which a place begins.
    pub(super) fn byte(&self, place: usize) -> usize {
        let place = place.min(self.len());
        let (known, byte) = self.known.get();
        let byte = if place < known { byte - length(self.slice(place, known)) } else { byte + length(self.slice(known, place)) };
        self.known.set((place, byte));
        byte
    }
}

/// How many bytes some characters take.
fn length(chars: &[char]) -> usize {
    chars.iter().map(|char| char.len_utf8()).sum()
}

/// Whether a character is one of a few.
#[inline]
pub(super) fn is_of(few: &str, char: char) -> bool {
    // Faster than to look for its bytes, where there are so few.
    few.chars().any(|other| other == char)
}
