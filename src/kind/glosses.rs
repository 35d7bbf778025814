//! `kind = "glosses"`: pinyin that a converter left behind the characters, said once for the whole report.

use crate::{
    claim::{Claim, Sheet},
    view::Span,
    verdict::{Recount, Verdict},
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
    type Parts = Found;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, kind::Recounts};

    #[test]
    fn a_report_with_many_glosses_has_one_finding() {
        let document = Document::new("a.txt", "青山鄉(xiāng)村振興實(shí)現(xiàn)經(jīng)濟發展");
        let sheet = Sheet::new(&document);
        let found: Vec<Found> = Glosses.claims(&sheet).into_iter().map(|claim| claim.parts).collect();
        let first = ["(xiāng)", "(shí)", "(xiàn)"].map(str::to_owned).to_vec();
        assert_eq!(found, [Found { number: 4, first }]);
    }
}
