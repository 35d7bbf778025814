//! `kind = "shared"`: what a report has in common with others of its corpus. Silent where no corpus is looked at.

use crate::{
    claim::{Claim, Guards, Sheet},
    corpus::{Beside, Paragraph, Shared as Sharing, Twin, paragraphs},
    document::Place,
    verdict::{Recount, Verdict},
    view::Span,
};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The whole report, in an earlier document.
    Report,
    /// Paragraphs, in an earlier document.
    Passage,
    /// Paragraphs with figures, in the report of an earlier year of the same series.
    Stale,
}

/// What can be looked for, by name.
pub const CHECKS: [(&str, Check); 3] = [("report", Check::Report), ("passage", Check::Passage), ("stale", Check::Stale)];

/// How many documents may have a paragraph, where a rule does not say: as many are looked through for each paragraph.
pub const DOCUMENTS: usize = 20;

/// Finds what stands in another document too. The first document that has it, in the order of reading, is left alone.
#[derive(Debug)]
pub struct Shared {
    /// What is looked for.
    pub check: Check,
    /// Compared characters that a report, or a passage in all, has at least.
    pub characters: usize,
    /// From when on two reports are copies.
    pub alike: Alike,
    /// Figures that a passage has at least.
    pub figures: usize,
    /// A paragraph that more documents have is a set phrase, the text of a law or a form.
    pub documents: usize,
    /// Paragraphs that do not count.
    pub guards: Guards,
}

/// What two copies have in common at least, in per cent. Reports after one model have their words in common, but not their figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Of stretches of text, where they have so many figures in common as …
    pub similar: u8,
    /// … this.
    pub same_figures: u8,
    /// Of stretches of text, where they have too few figures to tell.
    pub without_figures: u8,
}

impl Default for Alike {
    fn default() -> Self {
        Self { similar: 70, same_figures: 60, without_figures: 85 }
    }
}

impl Alike {
    fn holds(self, twin: &Twin) -> bool {
        twin.figures
            .map_or(twin.similar >= self.without_figures, |same| twin.similar >= self.similar && same >= self.same_figures)
    }
}

/// What was found, and where it stands as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    twin: String,
    /// Line of the other document, from 1.
    line: u32,
    /// Per cent.
    similar: u8,
    paragraphs: usize,
    /// The year of the other document.
    year: Option<u16>,
}

impl super::Recounts for Shared {
    const NAME: &'static str = "shared";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["twin", "line", "similar", "paragraphs", "year"];

    type Parts = Found;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Found>> {
        let Some(beside) = sheet.beside else { return Vec::new() };
        match (self.check, self.copied(beside)) {
            (Check::Report, copied) => copied.into_iter().map(whole_report).collect(),
            // Of a copy, that it is one says all.
            (Check::Passage | Check::Stale, Some(_)) => Vec::new(),
            (Check::Passage | Check::Stale, None) => self.passages(sheet, beside),
        }
    }

    fn recount(&self, found: &Found) -> Recount {
        let year = found.year.map(|year| year.to_string()).unwrap_or_default();
        let recount = Recount::new(Verdict::Contradicted).fact("twin", found.twin.as_str()).fact("line", found.line.to_string());
        let recount = recount.fact("similar", format!("{}%", found.similar)).fact("paragraphs", found.paragraphs.to_string());
        recount.fact("year", year)
    }
}

impl Shared {
    /// The earlier report of which this one is a copy.
    fn copied(&self, beside: Beside<'_>) -> Option<Found> {
        let long = usize::try_from(beside.characters()).unwrap_or(usize::MAX);
        let least = if self.check == Check::Report { self.characters } else { 0 };
        let twin = beside.twin().filter(|_| long >= least)?;
        self.alike.holds(&twin).then(|| Found { twin: beside.name(twin.number), similar: twin.similar, ..Found::default() })
    }

    /// Paragraphs that another document has too; those that follow one another in both are one passage.
    fn passages(&self, sheet: &Sheet, beside: Beside<'_>) -> Vec<Claim<Found>> {
        let mut passages = Vec::new();
        let mut open: Option<Passage> = None;
        for paragraph in paragraphs(sheet.document, &sheet.view) {
            let elsewhere = self.elsewhere(sheet, beside, &paragraph);
            let goes_on = open.as_ref().is_some_and(|passage| passage.goes_on(&elsewhere).is_some());
            if !goes_on {
                passages.extend(open.take());
            }
            match &mut open {
                Some(passage) => passage.add(&paragraph, &elsewhere),
                None => open = elsewhere.first().map(|first| Passage::new(&paragraph, *first)),
            }
        }
        passages.extend(open);
        passages.retain(|passage| passage.characters >= self.characters && passage.figures >= self.figures);
        passages.into_iter().map(|passage| passage.claim(beside)).collect()
    }

    /// Where a paragraph stands as well, the best to name first.
    fn elsewhere(&self, sheet: &Sheet, beside: Beside<'_>, paragraph: &Paragraph) -> Vec<Sharing> {
        let sharing = beside.sharing(paragraph);
        if sharing.len() > self.documents || self.is_guarded(sheet, paragraph) {
            return Vec::new();
        }
        let year = beside.year(beside.number());
        let follows = |other: &&Sharing| beside.is_of_series(other.document) && beside.year(other.document) != year;
        let others = sharing.iter().filter(|other| other.document != beside.number());
        if self.check == Check::Stale {
            let earlier = |other: &&Sharing| {
                follows(other) && beside.year(other.document).is_some_and(|of| year.is_some_and(|year| of < year))
            };
            let mut others: Vec<Sharing> = others.filter(earlier).copied().collect();
            others.sort_by_key(|other| (std::cmp::Reverse(beside.year(other.document)), other.document));
            return others;
        }
        // What the reports of a series say each year is no passage taken from elsewhere.
        others.filter(|other| other.document < beside.number() && !follows(other)).copied().collect()
    }

    fn is_guarded(&self, sheet: &Sheet, paragraph: &Paragraph) -> bool {
        let whole = 0..sheet.skeleton(paragraph.index).len();
        self.guards.refuses(sheet, paragraph.index, &whole).is_some()
    }
}

/// Paragraphs that follow one another here and in another document.
#[derive(Debug)]
struct Passage {
    span: Span,
    other: u32,
    first: u32,
    last: u32,
    paragraphs: usize,
    characters: usize,
    figures: usize,
}

impl Passage {
    fn new(paragraph: &Paragraph, other: Sharing) -> Self {
        let Paragraph { span, characters, figures, .. } = *paragraph;
        Self { span, other: other.document, first: other.line, last: other.line, paragraphs: 1, characters, figures }
    }

    /// The line at which the other document goes on with the same.
    fn goes_on(&self, elsewhere: &[Sharing]) -> Option<u32> {
        elsewhere.iter().find(|other| other.document == self.other && other.line > self.last).map(|other| other.line)
    }

    fn add(&mut self, paragraph: &Paragraph, elsewhere: &[Sharing]) {
        let Some(line) = self.goes_on(elsewhere) else { return };
        self.last = line;
        self.span.end = paragraph.span.end;
        self.paragraphs = self.paragraphs.saturating_add(1);
        self.characters = self.characters.saturating_add(paragraph.characters);
        self.figures = self.figures.saturating_add(paragraph.figures);
    }

    fn claim(self, beside: Beside<'_>) -> Claim<Found> {
        let Self { span, other, first, paragraphs, .. } = self;
        let twin = beside.name(other);
        Claim::at(span, Found { twin, line: first, paragraphs, year: beside.year(other), similar: 100 })
    }
}

/// A finding about the report as a whole.
fn whole_report(found: Found) -> Claim<Found> {
    Claim { source: Some(Place::default()), ..Claim::at(Span::default(), found) }
}
