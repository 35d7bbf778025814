//! `kind = "scripts"`: a report in which traditional and simplified characters are mixed, said once.

use std::sync::LazyLock;

use encoding_rs::BIG5;

use super::presence::Presence;
use crate::{
    claim::{Claim, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
    view::{View, Zone},
};

/// Each script must make up at least one in so many of the characters that differ: a name or a quotation does not count.
const ONE_IN: usize = 12;

/// And have at least so many characters.
const FEWEST: usize = 8;

/// Finds a report written in both scripts.
#[derive(Debug)]
pub struct Scripts;

/// How many characters of each script the body of a report has, among those that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Traditional ones.
    pub traditional: usize,
    /// Simplified ones.
    pub simplified: usize,
}

impl super::Recounts for Scripts {
    const NAME: &'static str = "scripts";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["traditional", "simplified"];

    type Parts = Count;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Count>> {
        let mut count = Count::default();
        // Nearly every document is in one script.
        let presence = Presence::of_document(sheet);
        if !BOTH.iter().all(|script| presence.meets(script)) {
            return Vec::new();
        }
        // The first character of each script: the scarcer one is shown.
        let (mut traditional, mut simplified) = (None, None);
        for line in sheet.view.lines().iter().filter(|line| line.zone == Zone::Body) {
            let place = sheet.view.place(line.span);
            for (at, character) in sheet.document.text.get(place.start..place.end).unwrap_or("").char_indices() {
                let start = place.start.saturating_add(at);
                let here = Place { start, end: start.saturating_add(character.len_utf8()) };
                if View::simplified(character).is_some() {
                    count.traditional = count.traditional.saturating_add(1);
                    traditional.get_or_insert(here);
                } else if is_simplified(character) {
                    count.simplified = count.simplified.saturating_add(1);
                    simplified.get_or_insert(here);
                }
            }
        }
        let first = if count.traditional <= count.simplified { traditional } else { simplified };
        let Some(place) = first.filter(|_| is_mixed(count)) else { return Vec::new() };
        vec![Claim { source: Some(place), ..Claim::at(sheet.view.span(place), count) }]
    }

    fn recount(&self, count: &Count) -> Recount {
        let recount = Recount::new(Verdict::Contradicted);
        recount.fact("traditional", count.traditional.to_string()).fact("simplified", count.simplified.to_string())
    }
}

/// The first and last character of [`SIMPLIFIED`].
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// For each character from [`FIRST`], whether it has no place in a traditional text: it is the simplified form of another,
/// and Big5 has none of it, as it has of 出, 于 and 后.
static SIMPLIFIED: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut simplified: Vec<bool> = (FIRST..=LAST).map(View::is_simplified).collect();
    // All of Big5 is read, which takes less time than to write each character in it. What stands below A1 is read only, and never written.
    let second = || (0x40..=0x7E).chain(0xA1..=0xFE);
    let big5: Vec<u8> = (0xA1..=0xFE).flat_map(|first| second().flat_map(move |second| [first, second])).collect();
    for character in BIG5.decode_without_bom_handling(&big5).0.chars() {
        slot(character).and_then(|slot| simplified.get_mut(slot)).into_iter().for_each(|simplified| *simplified = false);
    }
    simplified
});

/// The characters of each script that the other has not.
static BOTH: LazyLock<[Presence; 2]> = LazyLock::new(|| {
    let all = || '\u{3000}'..=LAST;
    let traditional = all().filter(|&character| View::simplified(character).is_some());
    [Presence::of(traditional), Presence::of(all().filter(|&character| is_simplified(character)))]
});

fn is_simplified(character: char) -> bool {
    slot(character).and_then(|slot| SIMPLIFIED.get(slot)).copied().unwrap_or(false)
}

/// Where a character stands from [`FIRST`] on.
fn slot(character: char) -> Option<usize> {
    usize::try_from(u32::from(character).checked_sub(u32::from(FIRST))?).ok()
}

fn is_mixed(Count { traditional, simplified }: Count) -> bool {
    let fewer = traditional.min(simplified);
    fewer >= FEWEST && fewer.saturating_mul(ONE_IN) >= traditional.saturating_add(simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_both_scripts_count_for_neither() {
        assert!("国产农业".chars().take(3).all(is_simplified));
        assert!(!"出于后里國產農".chars().any(is_simplified));
    }

    #[test]
    fn what_big5_has_none_of_is_what_cannot_be_written_in_it() {
        for character in FIRST..=LAST {
            let has_none = BIG5.encode(character.encode_utf8(&mut [0; 4])).2;
            assert_eq!(is_simplified(character), View::is_simplified(character) && has_none, "{character}");
        }
    }

    #[test]
    fn a_name_in_the_other_script_does_not_mix() {
        assert!(!is_mixed(Count { traditional: 3, simplified: 20 }));
        assert!(!is_mixed(Count { traditional: 10, simplified: 400 }));
        assert!(is_mixed(Count { traditional: 30, simplified: 90 }));
    }
}
