//! One line of text as characters with their byte offsets: looking ahead or behind never splits a character and never fails.

use crate::view::Span;

/// The characters of one line. Places in it are counted in characters.
#[derive(Debug, Default)]
pub(super) struct Source {
    chars: Vec<char>,
    offsets: Vec<usize>,
    end: usize,
}

impl Source {
    /// Takes in a line that begins at byte `start`.
    pub(super) fn load(&mut self, line: &str, start: usize) {
        self.chars.clear();
        self.offsets.clear();
        for (offset, char) in line.char_indices() {
            self.chars.push(char);
            self.offsets.push(start.saturating_add(offset));
        }
        self.end = start.saturating_add(line.len());
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; NUL past the end.
    pub(super) fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    /// The character before a place; NUL at the start.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |place| self.at(place))
    }

    /// The place after `word`, where it stands here.
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
        let start = end.checked_sub(word.chars().count())?;
        self.after(start, word).map(|_| start)
    }

    /// The place after at most one space.
    pub(super) fn past_space(&self, place: usize) -> usize {
        if self.at(place) == ' ' { place + 1 } else { place }
    }

    /// The first place from here whose character does not satisfy `test`.
    pub(super) fn run(&self, place: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(place..).unwrap_or_default();
        place + rest.iter().take_while(|char| test(**char)).count()
    }

    /// The end of the ASCII digits that begin here.
    pub(super) fn digits(&self, place: usize) -> usize {
        self.run(place, |char| char.is_ascii_digit())
    }

    /// The characters between two places.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The whole number of ASCII digits between two places; `None` where it is not one or has more than nine digits.
    pub(super) fn small(&self, start: usize, end: usize) -> Option<u32> {
        if end.saturating_sub(start) > 9 {
            return None;
        }
        self.text(start, end).parse().ok()
    }

    /// Whether nothing but spaces and heading marks stands before a place.
    pub(super) fn opens_line(&self, place: usize) -> bool {
        let before = self.chars.get(..place).unwrap_or_default();
        // Bounded, so that a line of spaces stays linear.
        before.len() <= 12 && before.iter().all(|char| matches!(char, ' ' | '#'))
    }

    /// The bytes between two places.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let offset = |place: usize| self.offsets.get(place).copied().unwrap_or(self.end);
        Span { start: offset(start), end: offset(end) }
    }
}
