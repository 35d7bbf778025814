//! `kind = "glosses"`: pinyin that a converter left behind the characters, said once for the whole report.

use crate::{
    claim::{Claim, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
    view::Span,
};

/// So many glosses are quoted.
const QUOTED: usize = 3;

/// Finds a report with pinyin glosses.
#[derive(Debug)]
pub struct Glosses;

/// The glosses of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many there are.
    pub number: usize,
    /// The first few, as they stand there.
    pub first: Vec<String>,
}

impl super::Recounts for Glosses {
    const NAME: &'static str = "glosses";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["number", "first"];

    type Parts = Found;

    /// All glosses of a report go together.
    fn places(&self, sheet: &Sheet, _: &Claim<()>) -> Vec<Place> {
        sheet.view.glosses().to_vec()
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Found>> {
        let glosses = sheet.view.glosses();
        let Some(&first) = glosses.first() else { return Vec::new() };
        let text = |place: &crate::document::Place| sheet.document.text.get(place.start..place.end).map(str::to_owned);
        let parts = Found { number: glosses.len(), first: glosses.iter().take(QUOTED).filter_map(text).collect() };
        let Span { start, .. } = sheet.view.span(first);
        vec![Claim { source: Some(first), ..Claim::at(Span { start, end: start }, parts) }]
    }

    fn recount(&self, found: &Found) -> Recount {
        Recount::new(Verdict::Contradicted).fact("number", found.number.to_string()).fact("first", found.first.join(" "))
    }
}
