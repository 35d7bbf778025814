//! Many documents through one function, in parallel and in order: bounded batches, so that memory does not grow with the corpus
//! and the output is the same for any number of threads.

use std::{
    cell::{Cell, OnceCell, RefCell},
    mem,
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator},
};
use recount::{
    document::{Document, ReadError},
    output::statistics::Tally,
};
use serde::{Deserialize, Serialize};

use super::{
    Status,
    failure::{Failure, say},
    input::{Input, Place, Read},
    options::Inputs,
    progress::Progress,
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

/// Takes what became of the documents, one after another in their order.
pub(super) trait Take {
    /// What becomes of a document.
    type Done: Send;

    /// The names of the files that will be read, in order.
    fn begin(&mut self, _files: &[String]) {}

    /// One document.
    fn take(&mut self, sink: &mut Sink, document: &Named, done: Self::Done) -> Result<(), Failure>;

    /// One document that could not be read, or not be checked.
    fn unread(&mut self, _sink: &mut Sink, _why: Unread<'_>) -> Result<(), Failure> {
        Ok(())
    }

    /// All documents have come. So many nanoseconds went into reading them.
    fn end(&mut self, _sink: &mut Sink, _reading: u64) -> Result<(), Failure> {
        Ok(())
    }
}

/// What there is nothing to tell of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unread<'d> {
    /// A path that leads to no file.
    Path,
    /// A file, or one row of it.
    File(&'d Unreadable),
    /// A document on which the program itself broke.
    Broken(&'d Named),
}

/// Writes everything out and adds everything up.
#[derive(Debug, Default)]
struct Plain {
    tally: Tally,
}

impl Take for Plain {
    type Done = Done;

    fn take(&mut self, sink: &mut Sink, _: &Named, done: Done) -> Result<(), Failure> {
        self.tally.add(done.tally);
        sink.items(&done.text)
    }
}

/// A file, or one row of it, that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unreadable {
    /// The file.
    pub(super) path: String,
    /// The number of the row or line.
    pub(super) row: Option<usize>,
    /// Why not, in English and in Chinese.
    pub(super) why: [String; 2],
}

impl Unreadable {
    fn new(error: &ReadError) -> Self {
        Self { path: error.path().to_owned(), row: error.row(), why: [error.to_string(), error.chinese()] }
    }
}

/// What became of a document, or of what should have been one.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Outcome<D> {
    /// It was read and worked on.
    Done(Named, D),
    /// The program broke on it; why.
    Broken(Named, String),
    /// It could not be read.
    Unread(Unreadable),
}

impl<D> Outcome<D> {
    /// Whether there was a document.
    pub(super) fn is_read(&self) -> bool {
        !matches!(self, Self::Unread(_))
    }
}

/// Keeps what became of documents, so that another run can go on after them.
pub(super) trait Keep<D> {
    /// Hands over what earlier runs kept, in order; where in the input they came to.
    fn begin(&mut self, _take: &mut dyn FnMut(Outcome<D>) -> Result<(), Failure>) -> Result<Place, Failure> {
        Ok(Place::default())
    }

    /// Keeps what became of a batch, and how far the input is read with it.
    fn keep(&mut self, _outcomes: &[Outcome<D>], _to: Place) -> Result<(), Failure> {
        Ok(())
    }

    /// Whether the run is to stop here.
    fn stops(&self) -> bool {
        false
    }
}

/// Nothing is kept.
impl<D> Keep<D> for () {}

/// Which document it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Named {
    /// Its path, as it is shown.
    pub(super) path: String,
    /// Its id, where its file holds several.
    pub(super) id: Option<String>,
}

/// Runs every document through `work` and writes the outcomes in order. The tally of all of them.
///
/// Whatever cannot be read is told on standard error, makes the status [`Status::Failed`] and stops nothing else.
pub(super) fn run(
    inputs: &Inputs,
    projects: &Projects,
    sink: &mut Sink,
    work: impl Fn(&Document) -> Done + Sync,
) -> Result<Tally, Failure> {
    let mut plain = Plain::default();
    let progress = Progress::new(true, true, projects.language());
    run_into(Input::find(inputs, projects)?, inputs, sink, progress, work, &mut plain)?;
    Ok(plain.tally)
}

/// The same with input that was looked for already, and the outcomes handed to `taker`.
pub(super) fn run_into<T: Take>(
    input: Input,
    inputs: &Inputs,
    sink: &mut Sink,
    progress: Progress,
    work: impl Fn(&Document) -> T::Done + Sync,
    taker: &mut T,
) -> Result<(), Failure> {
    run_kept(input, inputs, sink, progress, |_, document| work(document), taker, &mut ())
}

/// The same for work that asks for a document's number: how many could be read before it. What becomes of the documents is kept, and what
/// was kept already is not worked on again.
pub(super) fn run_kept<T: Take>(
    mut input: Input,
    inputs: &Inputs,
    sink: &mut Sink,
    mut progress: Progress,
    work: impl Fn(usize, &Document) -> T::Done + Sync,
    taker: &mut T,
    kept: &mut impl Keep<T::Done>,
) -> Result<(), Failure> {
    let workers = Workers::new(inputs);
    for error in mem::take(&mut input.errors) {
        taker.unread(sink, Unread::Path)?;
        unread(sink, error.path(), None, &either(error.to_string(), error.chinese()))?;
    }
    taker.begin(&input.names());
    let (mut reading, mut read_before) = (0_u64, 0_usize);
    let from = kept.begin(&mut |outcome| {
        read_before = read_before.saturating_add(usize::from(outcome.is_read()));
        hand_over(outcome, sink, taker)
    })?;
    input.skip(from.files);
    if progress.is_wanted() {
        progress.expect(input.bytes());
    }
    let bytes_read = Arc::clone(&input.read);
    let mut documents = input.documents();
    timed(&mut reading, || documents.pass_over(from.reads));
    let mut next = timed(&mut reading, || batch(&mut documents));
    while !next.is_empty() && !kept.stops() {
        let to = documents.place();
        let text = next.iter().flatten().fold(0_usize, |sum, document| sum.saturating_add(document.text.len()));
        progress.batch(text, bytes_read.load(Ordering::Relaxed));
        let check = |(number, read): (usize, Read)| {
            let document = match read {
                Ok(document) => document,
                Err(error) => return Outcome::Unread(Unreadable::new(&error)),
            };
            let done = caught(&document, &|document| work(number, document));
            progress.document(document.text.len());
            let named = Named { path: document.path, id: document.id };
            match done {
                Ok(done) => Outcome::Done(named, done),
                Err(why) => Outcome::Broken(named, why),
            }
        };
        // The next batch is read while this one is checked.
        let current = numbered(mem::take(&mut next), &mut read_before);
        let read = || timed(&mut reading, || batch(&mut documents));
        let outcomes: Vec<Outcome<T::Done>>;
        (outcomes, next) = workers.both(current, check, read)?;
        kept.keep(&outcomes, to)?;
        progress.around(|| {
            outcomes.into_iter().try_for_each(|outcome| hand_over(outcome, sink, taker))?;
            if progress.shares_terminal() { sink.flush() } else { Ok(()) }
        })?;
    }
    if !next.is_empty() {
        sink.status = Status::Stopped;
    }
    drop(progress);
    taker.end(sink, reading)
}

/// Reads all documents before any is checked, and hands over what `look` makes of each, in order. Nothing is told of what cannot be
/// read or looked at: that is told when the documents are checked.
pub(super) fn read_before<T: Default + Send>(
    inputs: &Inputs,
    input: Input,
    look: impl Fn(usize, &Document) -> T + Sync,
    mut take: impl FnMut(&Document, T),
) -> Result<(), Failure> {
    let workers = Workers::new(inputs);
    let mut documents = input.documents();
    let mut read_before = 0_usize;
    let mut next = batch(&mut documents);
    // A document on which the program breaks keeps its number.
    let look = |(number, read): (usize, Read)| {
        let document = read.ok()?;
        let looked = caught(&document, &|document| look(number, document)).unwrap_or_default();
        Some((document, looked))
    };
    while !next.is_empty() {
        let current = numbered(mem::take(&mut next), &mut read_before);
        let looked: Vec<Option<(Document, T)>>;
        (looked, next) = workers.both(current, look, || batch(&mut documents))?;
        looked.into_iter().flatten().for_each(|(document, looked)| take(&document, looked));
    }
    Ok(())
}

fn hand_over<T: Take>(outcome: Outcome<T::Done>, sink: &mut Sink, taker: &mut T) -> Result<(), Failure> {
    match outcome {
        Outcome::Done(document, done) => taker.take(sink, &document, done),
        Outcome::Broken(document, why) => {
            taker.unread(sink, Unread::Broken(&document))?;
            told(sink, &why)
        }
        Outcome::Unread(what) => {
            taker.unread(sink, Unread::File(&what))?;
            let [english, chinese] = &what.why;
            unread(sink, &what.path, what.row, either(english, chinese))
        }
    }
}

/// Does something, and adds how many nanoseconds it took.
pub(super) fn timed<T>(nanoseconds: &mut u64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *nanoseconds = nanoseconds.saturating_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX));
    done
}

/// Tells that something cannot be read: people on standard error, programs also by a finding.
fn unread(sink: &mut Sink, path: &str, row: Option<usize>, why: &str) -> Result<(), Failure> {
    told(sink, why)?;
    sink.unread(path, row, why)
}

/// Each by itself, so that no thread has several left to do while others have none.
fn each(batch: Vec<(usize, Read)>) -> impl IndexedParallelIterator<Item = (usize, Read)> {
    batch.into_par_iter().with_max_len(1)
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
    sink.status = sink.status.max(Status::Failed);
    Ok(())
}

/// The threads that work on documents. One that is alone is worked on where it was read, in less time than they take to start.
struct Workers {
    /// How many, or as many as there are processors.
    threads: Option<NonZeroUsize>,
    pool: OnceCell<ThreadPool>,
}

impl Workers {
    fn new(inputs: &Inputs) -> Self {
        Self { threads: inputs.threads, pool: OnceCell::new() }
    }

    /// What becomes of the documents of a batch, in order, and what is read meanwhile.
    fn both<T: Send, N: Send>(
        &self,
        batch: Vec<(usize, Read)>,
        work: impl Fn((usize, Read)) -> T + Sync + Send,
        read: impl FnOnce() -> N + Send,
    ) -> Result<(Vec<T>, N), Failure> {
        if batch.len() < 2 || self.threads == Some(NonZeroUsize::MIN) {
            return Ok((batch.into_iter().map(work).collect(), read()));
        }
        let pool = match self.pool.get() {
            Some(pool) => pool,
            None => {
                let pool = self.start()?;
                self.pool.get_or_init(|| pool)
            }
        };
        Ok(pool.install(|| rayon::join(|| each(batch).map(work).collect(), read)))
    }

    fn start(&self) -> Result<ThreadPool, Failure> {
        let pool = ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, NonZeroUsize::get)).build();
        pool.map_err(|error| Failure::usage(format!("cannot start the threads: {error}"), format!("无法启动线程:{error}")))
    }
}

fn batch(documents: &mut (impl Iterator<Item = Read> + Send)) -> Vec<Read> {
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
    done.map_err(|_| {
        let said = PANIC.take();
        either(format!("a bug in recount, please report it: {said}"), format!("recount 出现程序错误,请报告:{said}"))
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
