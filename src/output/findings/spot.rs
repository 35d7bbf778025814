//! One finding with all that a form may tell of it: where it stands in its document, and where in the file that others open.

use std::{borrow::Cow, cell::OnceCell};

use crate::{
    baseline::Fingerprint,
    document::{Format, Place, Position},
    finding::Finding,
    output::Page,
    suppress::Suppressed,
};

/// A finding to be told.
#[derive(Debug)]
pub struct Spot<'a> {
    /// The document it is in.
    pub page: &'a Page<'a>,
    /// What was found.
    pub finding: &'a Finding,
    /// The path of the file, as readers of the form know it.
    pub path: &'a str,
    /// Which one it is of the findings of its document that have its fingerprint, counted from 1.
    pub nth: usize,
    /// That it is suppressed, and why.
    pub suppressed: Option<&'a Suppressed>,
    fingerprint: OnceCell<Fingerprint>,
}

impl<'a> Spot<'a> {
    /// The first of its fingerprint, not suppressed.
    pub fn new(page: &'a Page<'a>, finding: &'a Finding, path: &'a str) -> Self {
        Self { page, finding, path, nth: 1, suppressed: None, fingerprint: OnceCell::new() }
    }

    /// The same as one of several, or as one that is suppressed.
    pub fn as_one_of(self, nth: usize, suppressed: Option<&'a Suppressed>) -> Self {
        Self { nth, suppressed, ..self }
    }

    /// What it is known by.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| Fingerprint::of(self.page.document, self.finding))
    }

    /// The ends of a place in the document.
    pub fn ends(&self, place: Place) -> [Position; 2] {
        [place.start, place.end].map(|offset| self.page.position(offset))
    }

    /// Whether the lines of the document are the lines of its file.
    pub fn is_file(&self) -> bool {
        self.page.document.line.is_none() && self.page.document.format != Format::Docx
    }

    /// The ends of a place in the file: those of the document where it is the file, else the line that the document is on.
    pub fn ends_in_file(&self, place: Place) -> [Position; 2] {
        if self.is_file() {
            return self.ends(place);
        }
        [Position { line: self.page.document.line.unwrap_or(1), column: 1 }; 2]
    }

    /// The document and what stands at the place of the finding, for forms without a field for it: `a.jsonl#17`.
    pub fn name(&self) -> Cow<'a, str> {
        match &self.page.document.id {
            Some(id) => Cow::Owned(format!("{}#{id}", self.path)),
            None => Cow::Borrowed(self.path),
        }
    }

    /// What is told, for forms that name a place of the file: begins with the place in the document where the file has no such line.
    pub fn message(&self) -> Cow<'a, str> {
        if self.is_file() {
            return Cow::Borrowed(&self.finding.message);
        }
        let id = self.page.document.id.as_ref().map_or_else(String::new, |id| format!("#{id}:"));
        let Position { line, column } = self.page.position(self.finding.place.start);
        Cow::Owned(format!("{id}{line}:{column}: {}", self.finding.message))
    }

    /// The text that the finding is about.
    pub fn text(&self) -> &'a str {
        let place = self.finding.place;
        self.page.document.text.get(place.start..place.end).unwrap_or("")
    }
}
