//! `kind = "scripts"`: a report in which traditional and simplified characters are mixed, said once.

use super::{
    presence::Presence,
    sorts::{SCRIPTS, is_simplified},
};
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
        if !SCRIPTS.iter().all(|script| presence.meets(script)) {
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

fn is_mixed(Count { traditional, simplified }: Count) -> bool {
    let fewer = traditional.min(simplified);
    fewer >= FEWEST && fewer.saturating_mul(ONE_IN) >= traditional.saturating_add(simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_other_script_does_not_mix() {
        assert!(!is_mixed(Count { traditional: 3, simplified: 20 }));
        assert!(!is_mixed(Count { traditional: 10, simplified: 400 }));
        assert!(is_mixed(Count { traditional: 30, simplified: 90 }));
    }
}
