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
use recount::{document::Document, finding::Severity, output::statistics::Tally};

use super::{
    Status,
    failure::{Failure, say},
    input::{Input, Read},
    options::Inputs,
    projects::Projects,
    sink::Sink,
    speech::either,
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
}

/// Runs every document through `work` and writes the outcomes in order. The tally of all of them.
///
/// A finding at or above the gate makes the status [`Status::Found`].
/// Whatever cannot be read is told on standard error, makes the status [`Status::Failed`] and stops nothing else.
pub(super) fn run(
    inputs: &Inputs,
    projects: &Projects,
    sink: &mut Sink,
    gate: Option<Severity>,
    work: impl Fn(&Document) -> Done + Sync,
) -> Result<Tally, Failure> {
    run_numbered(inputs, projects, sink, gate, |_, document| work(document))
}

/// The same for work that asks for a document's number: how many could be read before it.
pub(super) fn run_numbered(
    inputs: &Inputs,
    projects: &Projects,
    sink: &mut Sink,
    gate: Option<Severity>,
    work: impl Fn(usize, &Document) -> Done + Sync,
) -> Result<Tally, Failure> {
    let pool = pool(inputs)?;
    let mut input = Input::find(inputs, projects)?;
    for error in mem::take(&mut input.errors) {
        told(sink, &either(error.to_string(), error.chinese()))?;
    }
    let mut documents = input.documents();
    let mut tally = Tally::default();
    let mut next = batch(&mut documents);
    let mut read_before = 0_usize;
    while !next.is_empty() {
        let check = |(number, read): (usize, Read)| match read {
            Ok(document) => caught(&document, &|document| work(number, document)),
            Err(error) => Err(either(error.to_string(), error.chinese())),
        };
        // The next batch is read while this one is checked.
        let current = numbered(mem::take(&mut next), &mut read_before);
        let both = || rayon::join(|| current.into_par_iter().map(check).collect(), || batch(&mut documents));
        let outcomes: Vec<Result<Done, String>>;
        (outcomes, next) = pool.install(both);
        for outcome in outcomes {
            match outcome {
                Ok(done) => {
                    if gate.is_some_and(|gate| done.tally.at_least(gate) > 0) {
                        sink.status = sink.status.max(Status::Found);
                    }
                    tally.add(done.tally);
                    sink.items(&done.text)?;
                }
                Err(why) => told(sink, &why)?,
            }
        }
    }
    Ok(tally)
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
fn told(sink: &mut Sink, why: &str) -> Result<(), Failure> {
    sink.flush()?;
    say(why);
    sink.status = Status::Failed;
    Ok(())
}

pub(super) fn pool(inputs: &Inputs) -> Result<ThreadPool, Failure> {
    let threads = inputs.threads.map_or(0, std::num::NonZeroUsize::get);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::usage(format!("cannot start the threads: {error}"), format!("无法启动线程:{error}")))
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
    CATCHING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(|| work(document)));
    CATCHING.set(false);
    done.map_err(|_| {
        let name = recount::output::Page::new(document).name().into_owned();
        let said = PANIC.take();
        either(
            format!("{name}: a bug in recount, please report it: {said}"),
            format!("{name}:recount 出现程序错误,请报告:{said}"),
        )
    })
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
