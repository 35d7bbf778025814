//! Which matches of a rule of kind `pattern` are one finding: those on neighbouring lines, those in one paragraph, or all of a report.

use super::pattern::Found;
use crate::{
    claim::{Claim, Sheet},
    document::Place,
    view::Span,
};

/// Over how much of a report matches are one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Whole lines with nothing but blank lines between them: one finding, from the first to the last.
    Lines,
    /// One paragraph: the finding stands at the first, and tells of the others.
    Paragraph,
    /// The whole report, in the same way.
    Report,
}

/// The stretches by name.
pub const FOLDS: [(&str, Over); 3] = [("lines", Over::Lines), ("paragraph", Over::Paragraph), ("report", Over::Report)];

/// How matches are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// Over this.
    pub over: Over,
    /// Fewer than so many together are no finding.
    pub at_least: usize,
}

impl Fold {
    /// The claims, in order, those that go together as one.
    pub(super) fn folded(self, sheet: &Sheet, claims: Vec<Claim<Found>>) -> Vec<Claim<Found>> {
        let mut folded: Vec<Claim<Found>> = Vec::new();
        for claim in claims {
            match folded.last_mut().filter(|last| self.together(sheet, last, &claim)) {
                Some(last) => self.join(sheet, last, claim),
                None => folded.push(claim),
            }
        }
        folded.retain(|claim| claim.parts.number >= self.at_least);
        folded
    }

    fn together(self, sheet: &Sheet, last: &Claim<Found>, next: &Claim<Found>) -> bool {
        match self.over {
            Over::Report => true,
            Over::Paragraph => sheet.view.line_at(last.at.start) == sheet.view.line_at(next.at.start),
            Over::Lines => {
                let between = Span { start: last.at.end, end: next.at.start };
                let blank = sheet.view.slice(between);
                blank.contains('\n') && blank.trim().is_empty() && whole_lines(sheet, last.at) && whole_lines(sheet, next.at)
            }
        }
    }

    fn join(self, sheet: &Sheet, last: &mut Claim<Found>, next: Claim<Found>) {
        if self.over == Over::Lines {
            last.at.end = next.at.end;
            last.span.end = next.at.end;
        } else {
            let place: Place = next.source.unwrap_or_else(|| sheet.view.place(next.at));
            last.more.push(place);
        }
        last.parts.number = last.parts.number.saturating_add(1);
    }
}

/// Whether a span begins and ends with its lines, blanks apart: what goes with it takes nothing else along.
fn whole_lines(sheet: &Sheet, span: Span) -> bool {
    let (first, last) = (sheet.view.paragraph(span.start), sheet.view.paragraph(span.end));
    sheet.view.slice(Span { start: first.start, end: span.start }).trim().is_empty()
        && sheet.view.slice(Span { start: span.end, end: last.end }).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// The texts of what is found where `#` is looked for, with how many go together.
    fn folded(text: &str, over: Over, at_least: usize) -> Vec<(String, usize)> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let places = text.match_indices('#').map(|(start, found)| Span { start, end: start + found.len() });
        let claims = places.map(|at| Claim::at(at, Found { text: "#".to_owned(), number: 1 })).collect();
        let found = Fold { over, at_least }.folded(&sheet, claims);
        found.into_iter().map(|claim| (sheet.view.slice(claim.at).to_owned(), claim.parts.number)).collect()
    }

    #[test]
    fn neighbouring_lines_are_one_finding() {
        assert_eq!(folded("#\n\n #\n甲\n#", Over::Lines, 1), [("#\n\n #".to_owned(), 2), ("#".to_owned(), 1)]);
        assert_eq!(folded("甲#\n#", Over::Lines, 1), [("#".to_owned(), 1), ("#".to_owned(), 1)]);
        assert_eq!(folded("#\n#\n甲\n#", Over::Lines, 2), [("#\n#".to_owned(), 2)]);
    }

    #[test]
    fn a_paragraph_or_a_report_may_have_one_finding() {
        assert_eq!(folded("#甲#\n#", Over::Paragraph, 1), [("#".to_owned(), 2), ("#".to_owned(), 1)]);
        assert_eq!(folded("#甲#\n#", Over::Report, 1), [("#".to_owned(), 3)]);
        assert_eq!(folded("#甲#", Over::Report, 3), []);
    }
}
