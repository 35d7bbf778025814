//! Many documents through one function, in parallel and in order: bounded batches, so that memory does not grow with the corpus
//! and the output is the same for any number of threads.

use std::{
    cell::{Cell, RefCell},
    mem,
    panic::{self, AssertUnwindSafe},
};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IntoParallelIterator, ParallelIterator},
};
use recount::{
    document::{Document, ReadError},
    finding::Severity,
    fix::Repair,
    output::statistics::Tally,
};

use super::{
    Status,
    failure::{Failure, say},
    input::{Input, Read},
    options::Inputs,
    sink::Sink,
};

/// Documents of a batch.
const DOCUMENTS: usize = 64;
/// A batch that holds more bytes of text than this is full.
const BYTES: usize = 8 << 20;

/// What became of one document.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Its part of the output.
    pub(super) text: String,
    /// What was seen in it.
    pub(super) tally: Tally,
    /// What is to be written in its place, where fixes were asked for and something changed.
    pub(super) rewrite: Option<Box<Rewrite>>,
    /// Why it is not mended, where that is as it should be.
    pub(super) note: Option<String>,
    /// Why it could not be mended; the run has then failed in part.
    pub(super) amiss: Option<String>,
}

/// A document that was mended, and how it is told of should it not be possible to write that.
#[derive(Debug)]
pub(super) struct Rewrite {
    /// As it was.
    pub(super) before: Document,
    /// As it is to be.
    pub(super) repair: Repair,
    /// Its part of the output as it was.
    pub(super) text: String,
    /// What was found in it as it was.
    pub(super) tally: Tally,
}

/// What else is done with every document, in order, beside printing what was found.
pub(super) trait Keep {
    /// One document was checked. May change what is told of it.
    fn checked(&mut self, document: &Named, done: &mut Done, sink: &mut Sink) -> Result<(), Failure>;
    /// One could not be read.
    fn unread(&mut self, error: &ReadError, sink: &mut Sink) -> Result<(), Failure>;
}

/// One thing after another.
impl<A: Keep, B: Keep> Keep for (A, B) {
    fn checked(&mut self, document: &Named, done: &mut Done, sink: &mut Sink) -> Result<(), Failure> {
        self.0.checked(document, done, sink)?;
        self.1.checked(document, done, sink)
    }

    fn unread(&mut self, error: &ReadError, sink: &mut Sink) -> Result<(), Failure> {
        self.0.unread(error, sink)?;
        self.1.unread(error, sink)
    }
}

/// Something else, where it was asked for.
impl<K: Keep> Keep for Option<K> {
    fn checked(&mut self, document: &Named, done: &mut Done, sink: &mut Sink) -> Result<(), Failure> {
        self.as_mut().map_or(Ok(()), |keep| keep.checked(document, done, sink))
    }

    fn unread(&mut self, error: &ReadError, sink: &mut Sink) -> Result<(), Failure> {
        self.as_mut().map_or(Ok(()), |keep| keep.unread(error, sink))
    }
}

/// Nothing else.
pub(super) struct Nothing;

impl Keep for Nothing {
    fn checked(&mut self, _: &Named, _: &mut Done, _: &mut Sink) -> Result<(), Failure> {
        Ok(())
    }

    fn unread(&mut self, _: &ReadError, _: &mut Sink) -> Result<(), Failure> {
        Ok(())
    }
}

/// Which document it is.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its path, as it is shown.
    pub(super) path: String,
    /// Its id, where its file holds several.
    pub(super) id: Option<String>,
}

/// Why there is nothing to tell of a document.
enum Untold {
    Unread(ReadError),
    /// A bug, told with its name.
    Broken(String),
}

/// Runs every document through `work` and writes the outcomes in order. The tally of all of them.
///
/// A finding at or above the gate makes the status [`Status::Found`].
/// Whatever cannot be read is told on standard error, makes the status [`Status::Failed`] and stops nothing else.
pub(super) fn run(
    inputs: &Inputs,
    sink: &mut Sink,
    gate: Option<Severity>,
    work: impl Fn(&Document) -> Done + Sync,
) -> Result<Tally, Failure> {
    run_on(Input::find(inputs)?, inputs, sink, gate, |_, document| work(document), &mut Nothing)
}

/// The same with input that was looked for already, and something else to do with each document. The work is told a document's
/// number: how many could be read before it.
pub(super) fn run_on(
    mut input: Input,
    inputs: &Inputs,
    sink: &mut Sink,
    gate: Option<Severity>,
    work: impl Fn(usize, &Document) -> Done + Sync,
    keep: &mut dyn Keep,
) -> Result<Tally, Failure> {
    let pool = pool(inputs)?;
    for error in mem::take(&mut input.errors) {
        unread(sink, error.path(), None, &error.to_string())?;
    }
    let mut documents = input.documents();
    let mut tally = Tally::default();
    let mut next = batch(&mut documents);
    let mut read_before = 0_usize;
    while !next.is_empty() {
        let check = |(number, read): (usize, Read)| match read {
            Ok(document) => {
                let done = caught(&document, &|document| work(number, document)).map_err(Untold::Broken);
                (Some(Named { path: document.path, id: document.id }), done)
            }
            Err(error) => (None, Err(Untold::Unread(error))),
        };
        // The next batch is read while this one is checked.
        let current = numbered(mem::take(&mut next), &mut read_before);
        let both = || rayon::join(|| current.into_par_iter().map(check).collect(), || batch(&mut documents));
        let outcomes: Vec<(Option<Named>, Result<Done, Untold>)>;
        (outcomes, next) = pool.install(both);
        for (name, outcome) in outcomes {
            let mut done = match outcome {
                Ok(done) => done,
                Err(Untold::Unread(error)) => {
                    keep.unread(&error, sink)?;
                    unread(sink, error.path(), error.row(), &error.to_string())?;
                    continue;
                }
                Err(Untold::Broken(why)) => Done { amiss: Some(why), ..Done::default() },
            };
            // What fixes leave does not count: the status is that of the documents as they were.
            let found = done.rewrite.as_ref().map_or(&done.tally, |rewrite| &rewrite.tally);
            if gate.is_some_and(|gate| found.at_least(gate) > 0) {
                sink.status = sink.status.max(Status::Found);
            }
            if let Some(name) = &name {
                keep.checked(name, &mut done, sink)?;
            }
            if let Some(note) = done.note.take() {
                sink.flush()?;
                say(&note);
            }
            if let Some(why) = done.amiss.take() {
                told(sink, &why)?;
            }
            tally.add(done.tally);
            sink.items(&done.text)?;
        }
    }
    Ok(tally)
}

/// Tells that something cannot be read: people on standard error, programs also by a finding.
fn unread(sink: &mut Sink, path: &str, row: Option<usize>, why: &str) -> Result<(), Failure> {
    told(sink, why)?;
    sink.unread(path, row, why)
}

/// Each with the number of documents that could be read before it.
fn numbered(batch: Vec<Read>, read_before: &mut usize) -> Vec<(usize, Read)> {
    let number = |read: Read| {
        let number = *read_before;
        *read_before = number.saturating_add(usize::from(read.is_ok()));
        (number, read)
    };
    batch.into_iter().map(number).collect()
}

/// Tells on standard error why a document is left out, in order with what is printed, where both go to one terminal.
pub(super) fn told(sink: &mut Sink, why: &str) -> Result<(), Failure> {
    sink.flush()?;
    say(why);
    sink.status = Status::Failed;
    Ok(())
}

pub(super) fn pool(inputs: &Inputs) -> Result<ThreadPool, Failure> {
    let threads = inputs.threads.map_or(0, std::num::NonZeroUsize::get);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Usage(format!("cannot start the threads: {error}")))
}

pub(super) fn batch(documents: &mut (impl Iterator<Item = Read> + Send)) -> Vec<Read> {
    let (mut batch, mut bytes) = (Vec::new(), 0_usize);
    while batch.len() < DOCUMENTS && bytes < BYTES {
        let Some(read) = documents.next() else { break };
        bytes = bytes.saturating_add(read.as_ref().map_or(0, |document| document.text.len()));
        batch.push(read);
    }
    batch
}

thread_local! {
    /// Whether this thread works on a document, whose panics are caught.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// What the last caught panic said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Panics that are caught and told in our own words print nothing themselves.
pub(super) fn keep_panics_quiet() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if CATCHING.get() {
            PANIC.with_borrow_mut(|said| *said = info.to_string());
        } else {
            usual(info);
        }
    }));
}

/// The outcome of one document. A panic is a bug in recount, told with the name of the document.
pub(super) fn caught<T>(document: &Document, work: &impl Fn(&Document) -> T) -> Result<T, String> {
    quietly(|| work(document)).map_err(|why| format!("{}: {why}", recount::output::Page::new(document).name()))
}

/// What comes of some work, or that it panicked.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    CATCHING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(false);
    done.map_err(|_| format!("a bug in recount, please report it: {}", PANIC.take()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_one_document_is_told_with_its_name() {
        keep_panics_quiet();
        let document = Document { id: Some("7".to_owned()), ..Document::new("a.jsonl", "") };
        let told = caught::<Done>(&document, &|_| panic!("too many legs")).unwrap_err();
        assert!(told.starts_with("a.jsonl#7: a bug in recount, please report it: panicked at src/cli/run.rs:"), "{told}");
        assert!(told.ends_with("too many legs"), "{told}");
        assert!(caught(&document, &|_| Done::default()).is_ok());
    }
}
