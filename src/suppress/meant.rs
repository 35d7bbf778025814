//! The entries of a `recount.ignore.toml` that mean one file, ready to be asked for each of its reports: there may be thousands of
//! both, and neither is gone through for every one of the other.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::Entry;
use crate::document::Document;

/// Fewer entries are quicker gone through than looked up.
const FEW: usize = 16;
/// Characters of a quotation by which it is looked up.
const PREFIX: usize = 12;

/// The entries that mean one file.
#[derive(Debug)]
pub(super) struct Meant {
    /// In the order of their file.
    entries: Vec<Arc<Entry>>,
    /// Those that mean any report of it and quote nothing.
    always: Vec<usize>,
    /// Those that mean any report of it in which a text stands, by how the text begins; and how long those beginnings are.
    quoting: HashMap<String, Vec<usize>>,
    lengths: BTreeSet<usize>,
    /// Those of one report, by its id.
    of: HashMap<String, Vec<usize>>,
    /// Whether any report was asked for.
    asked: AtomicBool,
}

impl Meant {
    /// The entries of a file, in order.
    pub(super) fn new(entries: Vec<Arc<Entry>>) -> Self {
        let mut meant = Self {
            entries: Vec::new(),
            always: Vec::new(),
            quoting: HashMap::new(),
            lengths: BTreeSet::new(),
            of: HashMap::new(),
            asked: AtomicBool::new(false),
        };
        for (at, entry) in entries.iter().enumerate() {
            match (&entry.document, &entry.text) {
                (Some(id), _) => meant.of.entry(id.clone()).or_default().push(at),
                (None, None) => meant.always.push(at),
                (None, Some(text)) => {
                    let prefix: String = text.chars().take(PREFIX).collect();
                    meant.lengths.insert(prefix.len());
                    meant.quoting.entry(prefix).or_default().push(at);
                }
            }
        }
        Self { entries, ..meant }
    }

    /// The entries that may suppress something in a report of the file, in order, each once. The first report that is asked for gets
    /// all that mean it, found in it or not, so that each of them is known to have been looked for.
    pub(super) fn in_report(&self, document: &Document) -> Vec<Arc<Entry>> {
        let first = !self.asked.swap(true, Ordering::Relaxed);
        let mut found: BTreeSet<usize> = self.always.iter().copied().collect();
        found.extend(document.id.iter().filter_map(|id| self.of.get(id)).flatten());
        if first || self.quoting.len() <= FEW {
            found.extend(self.quoting.values().flatten());
        } else {
            self.quoted(&document.text, &mut found);
        }
        found.into_iter().filter_map(|at| self.entries.get(at)).cloned().collect()
    }

    /// Those whose quotation begins somewhere in a text.
    fn quoted(&self, text: &str, found: &mut BTreeSet<usize>) {
        for (at, _) in text.char_indices() {
            for length in &self.lengths {
                if let Some(quoting) = text.get(at..at.saturating_add(*length)).and_then(|begins| self.quoting.get(begins)) {
                    found.extend(quoting);
                }
            }
        }
    }
}
