//! What stands around the findings of a form, and between them.

use std::fmt::Debug;

use crate::finding::Severity;

/// How a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is told, and there is no baseline.
    Told,
    /// It is told: the baseline does not know it.
    New,
    /// The baseline knows it.
    Known,
    /// It is suppressed.
    Suppressed,
}

impl Standing {
    /// Whether it counts.
    pub fn is_told(self) -> bool {
        matches!(self, Self::Told | Self::New)
    }
}

/// One finding of a document, rendered.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// As [`super::Renderer::finding`] rendered it.
    pub text: &'a str,
    /// The rule's id.
    pub rule: &'a str,
    /// How much it matters.
    pub severity: Severity,
    /// How it stands.
    pub standing: Standing,
}

/// A document whose findings are told.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// The path, as readers of the form know it.
    pub path: &'a str,
    /// The id, where the file holds several.
    pub id: Option<&'a str>,
    /// Whether it could be read.
    pub read: bool,
}

/// What a run came to.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// The tables and the summary, for people.
    pub summary: &'a str,
    /// Whether everything could be read.
    pub whole: bool,
}

/// Puts findings together that were rendered one by one. Everything is added to `out`.
pub trait Frame: Debug {
    /// What stands above everything.
    fn begin(&mut self, _out: &mut String) {}

    /// The findings of the next document; of a document without any, none.
    fn document(&mut self, out: &mut String, name: Name<'_>, items: &[Item<'_>]);

    /// What stands below everything.
    fn end(&mut self, _out: &mut String, _ending: Ending<'_>) {}
}

/// Those that are told.
pub(super) fn told<'i>(items: &'i [Item<'i>]) -> impl Iterator<Item = &'i Item<'i>> {
    items.iter().filter(|item| item.standing.is_told())
}

/// One after another.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Whether the summary follows.
    pub(super) summarised: bool,
}

impl Frame for Lines {
    fn document(&mut self, out: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        told(items).for_each(|item| out.push_str(item.text));
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        if self.summarised {
            out.push_str(ending.summary);
        }
    }
}

/// JSON objects, a line each, with commas between them.
#[derive(Debug)]
pub struct Json {
    open: &'static str,
    close: &'static str,
    begun: bool,
}

impl Json {
    /// One array.
    pub fn array() -> Self {
        Self::between("[", "]\n")
    }

    /// An array that stands in something else.
    pub(super) fn between(open: &'static str, close: &'static str) -> Self {
        Self { open, close, begun: false }
    }

    /// Adds an object.
    pub fn add(&mut self, out: &mut String, object: &str) {
        out.push_str(if self.begun { "," } else { self.open });
        out.push('\n');
        out.push_str(object.trim_end_matches('\n'));
        self.begun = true;
    }

    /// Writes what stands below the objects; above them too where there are none.
    pub fn close(&self, out: &mut String) {
        out.push_str(if self.begun { "\n" } else { self.open });
        out.push_str(self.close);
    }
}

impl Frame for Json {
    fn document(&mut self, out: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        told(items).for_each(|item| self.add(out, item.text));
    }

    fn end(&mut self, out: &mut String, _: Ending<'_>) {
        self.close(out);
    }
}
