//! `kind = "glosses"`: pinyin that a converter left behind the characters, said once for the whole report.

use super::{Setting, sorts::is_common};
use crate::{
    claim::{Claim, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
    view::Span,
};

/// So many glosses are quoted.
const QUOTED: usize = 3;

/// Finds a report with pinyin glosses, in this number.
#[derive(Debug)]
pub struct Glosses {
    /// The fewest that count, included.
    pub at_least: usize,
    /// The most that count, included.
    pub at_most: usize,
}

/// With no more glosses than this a report may have them from its writer, who tells how to read a rare character: 夔(kuí).
const WRITTEN: usize = 2;

/// The glosses of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many there are.
    pub number: usize,
    /// The first few, as they stand there.
    pub first: Vec<String>,
}

/// Whether a text ends in the first character of a quote.
fn opens_a_quote(before: &str) -> bool {
    matches!(before.chars().rev().nth(1), Some('“' | '‘' | '「' | '"'))
}

impl super::Recounts for Glosses {
    const NAME: &'static str = "glosses";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["number", "first"];
    const OPTIONS: &'static [&'static str] = &["at-least", "at-most"];

    type Parts = Found;

    fn set(&self, option: &str, value: &Setting) -> Option<Self> {
        match (option, value) {
            ("at-least", &Setting::Number(at_least)) => Some(Self { at_least, ..*self }),
            ("at-most", &Setting::Number(at_most)) => Some(Self { at_most, ..*self }),
            _ => None,
        }
    }

    /// All glosses of a report go together.
    fn places(&self, sheet: &Sheet, _: &Claim<()>) -> Vec<Place> {
        sheet.view.glosses().to_vec()
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Found>> {
        let glosses = sheet.view.glosses();
        let Some(&first) = glosses.first() else { return Vec::new() };
        let before = |place: &Place| sheet.document.text.get(..place.start).and_then(|before| before.chars().next_back());
        let helps = |place: &Place| before(place).is_some_and(|base| !is_common(base));
        // “重(chóng)新”: a text about how characters are read quotes them.
        let quoted = |place: &Place| sheet.document.text.get(..place.start).is_some_and(opens_a_quote);
        let written = glosses.len() <= WRITTEN && glosses.iter().all(helps) || glosses.iter().all(quoted);
        if written || !(self.at_least..=self.at_most).contains(&glosses.len()) {
            return Vec::new();
        }
        let text = |place: &Place| sheet.document.text.get(place.start..place.end).map(str::to_owned);
        let parts = Found { number: glosses.len(), first: glosses.iter().take(QUOTED).filter_map(text).collect() };
        let Span { start, .. } = sheet.view.span(first);
        vec![Claim { source: Some(first), ..Claim::at(Span { start, end: start }, parts) }]
    }

    fn recount(&self, found: &Found) -> Recount {
        Recount::new(Verdict::Contradicted).fact("number", found.number.to_string()).fact("first", found.first.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, kind::Recounts};

    #[test]
    fn a_report_with_many_glosses_has_one_finding() {
        let document = Document::new("a.txt", "青山鄉(xiāng)村振興實(shí)現(xiàn)經(jīng)濟發展");
        let sheet = Sheet::new(&document);
        let found: Vec<Found> =
            Glosses { at_least: 3, at_most: usize::MAX }.claims(&sheet).into_iter().map(|claim| claim.parts).collect();
        let first = ["(xiāng)", "(shí)", "(xiàn)"].map(str::to_owned).to_vec();
        assert_eq!(found, [Found { number: 4, first }]);
    }

    #[test]
    fn a_writer_may_say_how_to_read_a_rare_character() {
        let found = |text: &str| {
            let document = Document::new("a.txt", text);
            Glosses { at_least: 1, at_most: 2 }.claims(&Sheet::new(&document)).len()
        };
        assert_eq!(found("夔(kuí)州古城"), 0);
        assert_eq!(found("全鄉(xiāng)群眾"), 1);
    }
}
