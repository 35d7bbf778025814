//! `kind = "anchor"`: words such as 今年 that mean nothing where the report has no date of its own.

use super::matches::Matches;
use crate::{
    claim::{Claim, Pattern, Sheet},
    verdict::{Recount, Verdict},
    view::Zone,
};

/// Finds relative times in a report without a date.
#[derive(Debug)]
pub struct Anchor {
    /// Relative times.
    pub matches: Matches,
    /// What dates a report, in its title, its first lines or a line of its own.
    pub dated: Vec<Pattern>,
}

/// The title and the opening are among so many lines that are not empty.
const FIRST_LINES: usize = 3;
/// A line of its own that dates a report has at most so many characters.
const DATELINE: usize = 30;

impl Anchor {
    fn is_dated(&self, sheet: &Sheet) -> bool {
        let fields = &sheet.document.fields;
        if fields.date.as_ref().is_some_and(|date| !date.trim().is_empty()) {
            return true;
        }
        let names_a_year = |text: &str| self.dated.iter().any(|dated| dated.is_match(text));
        let lines = sheet.view.lines().iter().map(|line| (line, sheet.view.slice(line.span).trim()));
        let mut shown = lines.filter(|(_, text)| !text.is_empty()).enumerate();
        fields.title.as_deref().is_some_and(names_a_year)
            || shown.any(|(place, (line, text))| {
                let dates = line.zone != Zone::Body || place < FIRST_LINES || text.chars().count() <= DATELINE;
                dates && names_a_year(text)
            })
    }
}

impl super::Recounts for Anchor {
    const NAME: &'static str = "anchor";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["match"];

    /// The relative time.
    type Parts = String;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<String>> {
        let found = self.matches.all(sheet);
        if found.is_empty() || self.is_dated(sheet) {
            return Vec::new();
        }
        let claims = found.into_iter().map(|found| {
            let at = found.group("at").unwrap_or(found.span);
            Claim::at(at, sheet.view.slice(at).to_owned())
        });
        claims.collect()
    }

    fn matched(&self) -> Option<&Matches> {
        Some(&self.matches)
    }

    fn recount(&self, found: &String) -> Recount {
        Recount::new(Verdict::Contradicted).fact("match", found.trim())
    }
}
