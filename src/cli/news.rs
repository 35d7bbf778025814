//! Mending and lists beside a baseline: all documents are read once before, so that it is known of each finding whether it is new when
//! the document comes to be mended. What is old is left as it is, and in no list.

use std::{collections::HashMap, sync::Arc};

use recount::{
    baseline::{Baseline, Fingerprint, Mark},
    check::Checked,
    document::Document,
    finding::Finding,
};

use super::{
    failure::Failure,
    input::Input,
    known::{Admitted, BaselineFile, Decided, Known},
    options::Inputs,
    run,
};

/// Which findings of each document are new.
#[derive(Debug, Default)]
pub(super) struct News {
    /// By the document's number: the places of its new findings among its findings.
    new: HashMap<usize, Vec<usize>>,
}

/// A finding by its place among those of its document.
#[derive(Debug)]
struct Numbered(usize, Mark);

impl Admitted for Numbered {
    fn mark(&self) -> &Mark {
        &self.1
    }

    fn bytes(&self) -> usize {
        self.1.text.len()
    }
}

impl News {
    /// Reads all documents and holds what `check` finds in each against a baseline.
    pub(super) fn of(
        inputs: &Inputs,
        input: Input,
        file: BaselineFile,
        baseline: &Baseline,
        check: impl Fn(usize, &Document) -> Checked + Sync,
    ) -> Result<Self, Failure> {
        if inputs.are_piped() {
            let why = "--baseline with fixes or lists reads everything twice, and standard input can be read once; save it to a file and \
                       name that";
            return Err(Failure::usage(why, "--baseline 与修复或清单同用时要读两遍,而标准输入只能读一遍;请存为文件后写文件名"));
        }
        let mut known: Known<usize, Numbered> = Known::new(file, baseline);
        known.begin(&input.names());
        let mut news = Self::default();
        let look = |number: usize, document: &Document| {
            let checked = check(number, document);
            checked.findings.iter().map(|finding| Mark::of(document, finding)).collect::<Vec<_>>()
        };
        let mut number = 0_usize;
        run::read_before(inputs, input, look, |document, marks| {
            let findings = marks.into_iter().enumerate().map(|(at, mark)| Numbered(at, mark)).collect();
            known.meet(&document.path, number, findings);
            number = number.saturating_add(1);
            news.note(&mut known, false);
        })?;
        news.note(&mut known, true);
        Ok(news)
    }

    fn note(&mut self, known: &mut Known<usize, Numbered>, last: bool) {
        while let Some(Decided { document, findings }) = known.decided(last) {
            let new: Vec<usize> = findings.into_iter().filter(|(_, is_new)| *is_new).map(|(Numbered(at, _), _)| at).collect();
            if !new.is_empty() {
                self.new.insert(document, new);
            }
        }
    }

    /// What is to be left of the findings of a document, as it is and as it comes to be.
    pub(super) fn of_document(&self, number: usize) -> NewOnly<'_> {
        NewOnly { new: self.new.get(&number).map_or(&[], Vec::as_slice), old: None, count: 0 }
    }
}

/// Takes what is old out of what is found in one document, each time that it is checked.
#[derive(Debug)]
pub(super) struct NewOnly<'n> {
    new: &'n [usize],
    /// What was old when the document was checked first.
    old: Option<Old>,
    count: usize,
}

/// Old findings of a document, by what a baseline knows them by; and, should the sentence of one be mended, by its own text.
#[derive(Debug, Clone, Default)]
struct Old {
    marks: HashMap<(Arc<str>, Fingerprint), usize>,
    texts: HashMap<(Arc<str>, String), usize>,
}

impl NewOnly<'_> {
    /// Takes what is old out of what was found.
    pub(super) fn keep(&mut self, document: &Document, checked: &mut Checked) {
        let Some(old) = &self.old else {
            let mut old = Old::default();
            let mut at = 0_usize;
            checked.findings.retain(|finding| {
                let is_new = self.new.binary_search(&at).is_ok();
                at = at.saturating_add(1);
                if !is_new {
                    old.add(document, finding);
                }
                is_new
            });
            self.count = at.saturating_sub(checked.findings.len());
            self.old = Some(old);
            return;
        };
        let mut left = old.clone();
        // Those that are as they were come first: what is left over is old in a sentence that has changed.
        let as_they_were: Vec<bool> = checked.findings.iter().map(|finding| left.take(document, finding)).collect();
        let mut as_they_were = as_they_were.into_iter();
        checked.findings.retain(|finding| !as_they_were.next().unwrap_or(false) && !left.take_by_text(document, finding));
    }

    /// How many were old when it was checked first.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

impl Old {
    fn add(&mut self, document: &Document, finding: &Finding) {
        let marked = self.marks.entry(key(document, finding)).or_default();
        *marked = marked.saturating_add(1);
        let said = self.texts.entry(text(document, finding)).or_default();
        *said = said.saturating_add(1);
    }

    fn take(&mut self, document: &Document, finding: &Finding) -> bool {
        let is_old = less(self.marks.get_mut(&key(document, finding)));
        if is_old {
            less(self.texts.get_mut(&text(document, finding)));
        }
        is_old
    }

    fn take_by_text(&mut self, document: &Document, finding: &Finding) -> bool {
        less(self.texts.get_mut(&text(document, finding)))
    }
}

fn key(document: &Document, finding: &Finding) -> (Arc<str>, Fingerprint) {
    (Arc::clone(&finding.rule), Fingerprint::of(document, finding))
}

fn text(document: &Document, finding: &Finding) -> (Arc<str>, String) {
    let text = document.text.get(finding.place.start..finding.place.end).unwrap_or("");
    (Arc::clone(&finding.rule), text.to_owned())
}

/// Takes one away; whether there was any.
fn less(count: Option<&mut usize>) -> bool {
    match count {
        Some(count) if *count > 0 => {
            *count = count.saturating_sub(1);
            true
        }
        _ => false,
    }
}
