//! The first pass over a corpus, and what it leaves: for each report its twin, and for each paragraph that several reports have, which.

use super::{
    Beside, Names, Sketch, Twin,
    names::push,
    near::{self, Known},
};
use crate::document::Document;

/// A report that has a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    hash: u64,
    /// The number of the report.
    pub document: u32,
    /// The line of the paragraph there, from 1.
    pub line: u32,
}

/// A report beside its sketch.
#[derive(Debug, Clone, Copy)]
struct Brief {
    series: u64,
    characters: u32,
    year: u16,
}

/// The first pass.
#[derive(Debug, Default)]
pub struct Survey {
    names: Names,
    briefs: Vec<Brief>,
    known: Vec<Known>,
    paragraphs: Vec<Shared>,
}

impl Survey {
    /// Takes in the next document. Its number is how many came before it.
    pub fn add(&mut self, document: &Document, sketch: &Sketch) {
        let Ok(number) = u32::try_from(self.briefs.len()) else { return };
        self.names.push(&document.path, document.id.as_deref());
        push(&mut self.briefs, Brief { series: sketch.series, characters: sketch.characters, year: sketch.year });
        push(&mut self.known, Known { body: sketch.body, text: sketch.text, figures: sketch.figures });
        for &(hash, line) in &sketch.paragraphs {
            push(&mut self.paragraphs, Shared { hash, document: number, line });
        }
    }

    /// Documents taken in so far.
    pub fn documents(&self) -> usize {
        self.briefs.len()
    }

    /// Compares all of them.
    pub fn finish(self) -> Corpus {
        let Self { names, briefs, known, mut paragraphs } = self;
        paragraphs.sort_unstable();
        keep_shared(&mut paragraphs);
        paragraphs.shrink_to_fit();
        let twins = near::twins(&known);
        Corpus { names, briefs, twins, paragraphs }
    }
}

/// Keeps the paragraphs that more than one report has, in place.
fn keep_shared(paragraphs: &mut Vec<Shared>) {
    let (mut kept, mut from) = (0_usize, 0_usize);
    while let Some(first) = paragraphs.get(from).copied() {
        let rest = paragraphs.get(from..).unwrap_or_default();
        let to = from.saturating_add(rest.partition_point(|other| other.hash == first.hash));
        if to.saturating_sub(from) > 1 {
            paragraphs.copy_within(from..to, kept);
            kept = kept.saturating_add(to.saturating_sub(from));
        }
        from = to;
    }
    paragraphs.truncate(kept);
}

/// What the first pass leaves.
#[derive(Debug)]
pub struct Corpus {
    names: Names,
    briefs: Vec<Brief>,
    /// For each report, the earlier one that it is most like.
    twins: Vec<Option<Twin>>,
    /// Sorted; only what more than one report has.
    paragraphs: Vec<Shared>,
}

impl Corpus {
    /// The place of a document in its corpus. `None` where the document of that number was another: its file changed between the passes.
    pub fn beside(&self, number: usize, document: &Document) -> Option<Beside<'_>> {
        let number = u32::try_from(number).ok()?;
        self.names.is(number, &document.path, document.id.as_deref()).then_some(Beside { corpus: self, number })
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.briefs.len()
    }

    /// The earlier report that a report is most like, where there is one.
    pub fn twin(&self, number: u32) -> Option<Twin> {
        self.twins.get(usize::try_from(number).ok()?).copied().flatten()
    }

    pub(super) fn sharing(&self, hash: u64) -> &[Shared] {
        let start = self.paragraphs.partition_point(|known| known.hash < hash);
        let rest = self.paragraphs.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|known| known.hash == hash)).unwrap_or_default()
    }

    pub(super) fn name(&self, number: u32) -> String {
        self.names.name(number)
    }

    pub(super) fn characters(&self, number: u32) -> u32 {
        self.brief(number).map_or(0, |brief| brief.characters)
    }

    pub(super) fn year(&self, number: u32) -> Option<u16> {
        self.brief(number).map(|brief| brief.year).filter(|&year| year > 0)
    }

    pub(super) fn series(&self, number: u32) -> Option<u64> {
        self.brief(number).map(|brief| brief.series).filter(|&series| series > 0)
    }

    fn brief(&self, number: u32) -> Option<&Brief> {
        self.briefs.get(usize::try_from(number).ok()?)
    }
}
