//! What a check shows and what it comes to: findings that are new, counts, gates, and how long it took.

use std::{mem, sync::Arc};

use recount::{
    baseline::{Baseline, Mark},
    check::timing::Timings,
    document::Document,
    finding::Severity,
    fix::Repair,
    gate::Judged,
    output::{findings::Standing, statistics::Tally, timings::Timed},
};
use serde::{Deserialize, Serialize};

use super::{
    Status,
    failure::{Failure, say},
    fix::Writer,
    judge::Judge,
    known::{Admitted, BaselineFile, Known},
    lists::Lists,
    run::{self, Named, Take, Unread},
    sink::Sink,
};

/// One finding, as it will be shown.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) rule: Arc<str>,
    pub(super) severity: Severity,
    /// In every form that was asked for.
    pub(super) texts: Vec<String>,
    /// What a baseline knows it by, where there is one.
    pub(super) mark: Option<Mark>,
}

/// What is told of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Account {
    /// What counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) found: Vec<Told>,
    /// What is suppressed, for the forms that say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressed: Vec<Told>,
}

/// One document that was checked. A journal keeps no more of it than a run needs that mends nothing.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) path: String,
    /// Everything that is counted but the findings.
    pub(super) tally: Tally,
    pub(super) told: Account,
    /// What is printed in place of the findings, where only changes are.
    #[serde(skip)]
    pub(super) diff: Option<String>,
    /// What is to be written in its place, where fixes were asked for and something changed.
    #[serde(skip)]
    pub(super) rewrite: Option<Box<Rewrite>>,
    /// Why it is not mended, where that is as it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    /// Why it could not be mended; the run has then failed in part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amiss: Option<String>,
    /// How long each step took, where somebody asked.
    #[serde(skip)]
    pub(super) steps: Option<Timings>,
    /// Nanoseconds that went into writing the findings out.
    #[serde(skip)]
    pub(super) writing: u64,
}

impl Seen {
    /// Notes that so many of its findings are old and not told.
    pub(super) fn leave_out(&mut self, old: usize) {
        self.tally.known = old;
        if let Some(rewrite) = &mut self.rewrite {
            rewrite.tally.known = old;
        }
    }
}

/// A document that was mended, and how it is told of should it not be possible to write that.
#[derive(Debug)]
pub(super) struct Rewrite {
    /// As it was.
    pub(super) before: Document,
    /// As it is to be.
    pub(super) repair: Repair,
    /// Everything that is counted of it as it was but the findings.
    pub(super) tally: Tally,
    /// What was found in it as it was.
    pub(super) told: Account,
}

/// A finding that is held against a baseline.
#[derive(Debug)]
struct Marked(Told, Mark);

impl Admitted for Marked {
    fn mark(&self) -> &Mark {
        &self.1
    }

    fn bytes(&self) -> usize {
        self.0.texts.iter().fold(0, |sum, text| sum.saturating_add(text.len()))
    }
}

/// A document whose findings are held against a baseline.
#[derive(Debug)]
struct Held {
    document: Named,
    tally: Tally,
    suppressed: Vec<Told>,
}

/// What a check has shown so far.
#[derive(Debug)]
pub(super) struct Shown {
    known: Option<Known<Held, Marked>>,
    judge: Judge,
    pub(super) tally: Tally,
    /// Documents that could not be read.
    pub(super) unread: usize,
    pub(super) timed: Timed,
    /// Where what documents become is written.
    pub(super) writer: Option<Writer>,
    /// Where the names of documents go.
    pub(super) lists: Option<Lists>,
}

impl Shown {
    /// Nothing yet.
    pub(super) fn new(judge: Judge) -> Self {
        let (tally, timed) = (Tally::default(), Timed::default());
        Self { known: None, judge, tally, unread: 0, timed, writer: None, lists: None }
    }

    /// The same with only those findings that a baseline does not admit.
    pub(super) fn but(self, file: BaselineFile, baseline: &Baseline) -> Self {
        Self { known: Some(Known::new(file, baseline)), ..self }
    }

    /// Every limit with what was measured, in order.
    pub(super) fn judged(&self) -> Vec<Judged<'_>> {
        self.judge.judged(self.tally.documents)
    }

    /// The lowest severity that fails a run without a limit.
    pub(super) fn fail_on(&self) -> Option<Severity> {
        self.judge.of_run()
    }

    /// Counts what was found in a file for the exit status.
    fn judge<'t>(
        &mut self,
        sink: &mut Sink,
        path: &str,
        told: impl Iterator<Item = &'t Told> + Clone,
        is_document: bool,
    ) -> Result<(), Failure> {
        if self.judge.count(path, told, is_document)? {
            sink.status = sink.status.max(Status::Found);
        }
        Ok(())
    }

    fn show(&mut self, sink: &mut Sink, mut tally: Tally, document: &Named, told: &[(&Told, Standing)]) -> Result<(), Failure> {
        let counts = told.iter().filter(|(_, standing)| standing.is_told());
        tally.find(counts.map(|(told, _)| (&*told.rule, told.severity)));
        self.tally.add(tally);
        run::timed(&mut self.timed.writing, || sink.tell(document, told))
    }

    /// Without a baseline: writes what the document becomes, lists its name, and shows what is left. What fixes leave does not
    /// count: the status is that of the documents as they were.
    fn take_all(&mut self, sink: &mut Sink, document: &Named, mut seen: Seen) -> Result<(), Failure> {
        let told = seen.rewrite.as_ref().map_or(&seen.told, |rewrite| &rewrite.told);
        self.judge(sink, &document.path, told.found.iter(), true)?;
        if let Some(writer) = &mut self.writer {
            writer.checked(document, &mut seen, sink)?;
        }
        if let Some(lists) = &mut self.lists {
            lists.checked(document, &seen, self.judge.fail_on(&document.path))?;
        }
        if let Some(note) = seen.note.take() {
            sink.flush()?;
            say(&note);
        }
        if let Some(why) = seen.amiss.take() {
            run::told(sink, &why)?;
        }
        if let Some(diff) = &seen.diff {
            sink.text(diff)?;
        }
        self.show(sink, seen.tally, document, &standing(&seen.told))
    }

    /// What is wrong with a file beside the documents.
    pub(super) fn beside(&mut self, sink: &mut Sink, file: &Document, told: &Account) -> Result<(), Failure> {
        self.judge(sink, &file.path, told.found.iter(), false)?;
        let named = Named { path: file.path.clone(), id: file.id.clone() };
        self.show(sink, Tally::default(), &named, &standing(told))
    }

    fn show_decided(&mut self, sink: &mut Sink, last: bool) -> Result<(), Failure> {
        while let Some(decided) = self.known.as_mut().and_then(|known| known.decided(last)) {
            let Held { document, mut tally, suppressed } = decided.document;
            let standing = |is_new: bool| if is_new { Standing::New } else { Standing::Known };
            let found = decided.findings.iter().map(|(Marked(told, _), is_new)| (told, standing(*is_new)));
            let told: Vec<(&Told, Standing)> = found.chain(suppressed.iter().map(|told| (told, Standing::Suppressed))).collect();
            tally.known = told.iter().filter(|(_, standing)| *standing == Standing::Known).count();
            let counts = told.iter().filter(|(_, standing)| standing.is_told()).map(|(told, _)| *told);
            self.judge(sink, &document.path, counts, true)?;
            self.show(sink, tally, &document, &told)?;
        }
        Ok(())
    }
}

/// Without a baseline, everything that is found counts.
fn standing(told: &Account) -> Vec<(&Told, Standing)> {
    let found = told.found.iter().map(|told| (told, Standing::Told));
    found.chain(told.suppressed.iter().map(|told| (told, Standing::Suppressed))).collect()
}

impl Take for Shown {
    type Done = Seen;

    fn begin(&mut self, files: &[String]) {
        if let Some(known) = &mut self.known {
            known.begin(files);
        }
    }

    fn take(&mut self, sink: &mut Sink, document: &Named, mut seen: Seen) -> Result<(), Failure> {
        self.timed.writing = self.timed.writing.saturating_add(seen.writing);
        if let Some(steps) = seen.steps.take() {
            self.timed.steps.get_or_insert_default().add(steps);
        }
        let Some(known) = &mut self.known else { return self.take_all(sink, document, seen) };
        let marked = |mut told: Told| mem::take(&mut told.mark).map(|mark| Marked(told, mark));
        let Account { found, suppressed } = seen.told;
        let held = Held { document: document.clone(), tally: seen.tally, suppressed };
        known.meet(&seen.path, held, found.into_iter().filter_map(marked).collect());
        self.show_decided(sink, false)
    }

    fn unread(&mut self, sink: &mut Sink, why: Unread<'_>) -> Result<(), Failure> {
        self.unread = self.unread.saturating_add(1);
        if let (Some(writer), Unread::File(what)) = (&mut self.writer, why) {
            writer.unread(&what.path, sink)?;
        }
        self.lists.as_mut().map_or(Ok(()), |lists| lists.unread(why))
    }

    fn end(&mut self, sink: &mut Sink, reading: u64) -> Result<(), Failure> {
        self.timed.reading = reading;
        self.show_decided(sink, true)?;
        if let Some(writer) = &mut self.writer {
            writer.finish(sink)?;
            self.tally.fixed = self.tally.fixed.saturating_sub(writer.undone);
        }
        self.lists.as_mut().map_or(Ok(()), Lists::finish)?;
        if self.judged().iter().any(|gate| !gate.passed) {
            sink.status = sink.status.max(Status::Found);
        }
        Ok(())
    }
}
