//! What a check shows and what it comes to: findings that are new, counts, gates, and how long it took.

use std::{mem, sync::Arc};

use recount::{
    baseline::{Baseline, Mark},
    check::timing::Timings,
    finding::Severity,
    gate::{Counted, Gates, Judged},
    output::{statistics::Tally, timings::Timed},
};

use super::{
    Status,
    failure::Failure,
    known::{Admitted, BaselineFile, Known},
    run::{self, Take},
    sink::Sink,
};

/// One finding, as it will be shown.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) rule: Arc<str>,
    pub(super) severity: Severity,
    pub(super) text: String,
    /// What a baseline knows it by, where there is one.
    pub(super) mark: Option<Mark>,
}

/// One document that was checked.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) path: String,
    /// Everything that is counted but the findings.
    pub(super) tally: Tally,
    pub(super) told: Vec<Told>,
    /// How long each step took, where somebody asked.
    pub(super) steps: Option<Timings>,
    /// Nanoseconds that went into writing the findings out.
    pub(super) writing: u64,
}

/// A finding that is held against a baseline.
#[derive(Debug)]
struct Marked(Told, Mark);

impl Admitted for Marked {
    fn mark(&self) -> &Mark {
        &self.1
    }

    fn bytes(&self) -> usize {
        self.0.text.len()
    }
}

/// What a check has shown so far.
#[derive(Debug)]
pub(super) struct Shown {
    known: Option<Known<Tally, Marked>>,
    gates: Gates,
    fail_on: Option<Severity>,
    pub(super) tally: Tally,
    counted: Counted,
    /// Documents that could not be read.
    pub(super) unread: usize,
    pub(super) timed: Timed,
}

impl Shown {
    /// Nothing yet.
    pub(super) fn new(gates: Gates, fail_on: Option<Severity>) -> Self {
        let (tally, counted, timed) = (Tally::default(), Counted::default(), Timed::default());
        Self { known: None, gates, fail_on, tally, counted, unread: 0, timed }
    }

    /// The same with only those findings that a baseline does not admit.
    pub(super) fn but(self, file: BaselineFile, baseline: &Baseline) -> Self {
        Self { known: Some(Known::new(file, baseline)), ..self }
    }

    /// Every limit with what was measured, in order.
    pub(super) fn judged(&self) -> Vec<Judged<'_>> {
        self.gates.judge(&self.counted, self.tally.documents)
    }

    fn show(&mut self, sink: &mut Sink, mut tally: Tally, told: &[Told]) -> Result<(), Failure> {
        let found = || told.iter().map(|told| (&*told.rule, told.severity));
        tally.find(found());
        self.tally.add(tally);
        self.counted.add(&self.gates.count(found()));
        let fails =
            |(rule, severity): (&str, Severity)| self.fail_on.is_some_and(|least| severity >= least) && !self.gates.limit(rule);
        if found().any(fails) {
            sink.status = sink.status.max(Status::Found);
        }
        let text: String = told.iter().map(|told| told.text.as_str()).collect();
        run::timed(&mut self.timed.writing, || sink.items(&text))
    }

    fn show_decided(&mut self, sink: &mut Sink, last: bool) -> Result<(), Failure> {
        while let Some(decided) = self.known.as_mut().and_then(|known| known.decided(last)) {
            let new: Vec<Told> = decided.new.into_iter().map(|Marked(told, _)| told).collect();
            let mut tally = decided.document;
            tally.known = decided.old;
            self.show(sink, tally, &new)?;
        }
        Ok(())
    }
}

impl Take for Shown {
    type Done = Seen;

    fn begin(&mut self, files: &[String]) {
        if let Some(known) = &mut self.known {
            known.begin(files);
        }
    }

    fn take(&mut self, sink: &mut Sink, seen: Seen) -> Result<(), Failure> {
        self.timed.writing = self.timed.writing.saturating_add(seen.writing);
        if let Some(steps) = seen.steps {
            self.timed.steps.get_or_insert_default().add(steps);
        }
        let Some(known) = &mut self.known else { return self.show(sink, seen.tally, &seen.told) };
        let marked = |mut told: Told| mem::take(&mut told.mark).map(|mark| Marked(told, mark));
        known.meet(&seen.path, seen.tally, seen.told.into_iter().filter_map(marked).collect());
        self.show_decided(sink, false)
    }

    fn unread(&mut self) {
        self.unread = self.unread.saturating_add(1);
    }

    fn end(&mut self, sink: &mut Sink, reading: u64) -> Result<(), Failure> {
        self.timed.reading = reading;
        self.show_decided(sink, true)?;
        if self.judged().iter().any(|gate| !gate.passed) {
            sink.status = sink.status.max(Status::Found);
        }
        Ok(())
    }
}
