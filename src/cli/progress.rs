//! The progress bar of a long run, on standard error where that is a terminal: documents, megabytes a second, time left. Nothing is
//! shown in the first second, in a pipe, or where nobody wants it.

use std::{
    env,
    io::{self, IsTerminal},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recount::check::Language;

/// A run that is over sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far a run has come. Told by many threads at once.
#[derive(Debug)]
pub(super) struct Progress {
    wanted: bool,
    /// Whether what is found goes to the terminal too, and the bar has to make way.
    shares: bool,
    language: Language,
    start: Instant,
    /// Bytes of all files; `None` where standard input is among them.
    total: Option<u64>,
    /// Bytes of the files of batches that are done.
    bytes: u64,
    /// Those of the files of the batch that is being checked, and bytes of its text: a text is shorter or longer than its file, which may
    /// be packed.
    batch: (u64, u64),
    /// Bytes of its text that are done.
    text: AtomicU64,
    documents: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Progress that is shown where there is a terminal to show it on. `to_file` is whether the output goes to a file.
    pub(super) fn new(quiet: bool, to_file: bool, language: Language) -> Self {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            wanted: !quiet && !dumb && io::stderr().is_terminal(),
            shares: !to_file && io::stdout().is_terminal(),
            language,
            start: Instant::now(),
            total: None,
            bytes: 0,
            batch: (0, 0),
            text: AtomicU64::new(0),
            documents: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    /// Whether anybody may see it, so that it is worth adding up how much there is to read.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// How many bytes there are to read, where that is known.
    pub(super) fn expect(&mut self, bytes: Option<u64>) {
        self.total = bytes;
    }

    /// Another batch is begun, of so many bytes of text, for which so many bytes of files were read in all. Where files say nothing, text
    /// counts.
    pub(super) fn batch(&mut self, text: usize, read: u64) {
        let text = u64::try_from(text).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(self.batch.0);
        let of_files = if self.total.is_some() { read.saturating_sub(self.bytes) } else { text };
        (self.batch, self.text) = ((of_files, text), AtomicU64::new(0));
    }

    /// One more document is done.
    pub(super) fn document(&self, bytes: usize) {
        if !self.wanted {
            return;
        }
        let more = u64::try_from(bytes).unwrap_or(u64::MAX);
        let text = self.text.fetch_add(more, Ordering::Relaxed).saturating_add(more);
        let done = part(self.batch.0, text, self.batch.1);
        let bytes = self.bytes.saturating_add(done);
        let documents = self.documents.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let elapsed = self.start.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| bar(self.total));
        bar.set_message(told(documents, bytes, self.total, elapsed, self.language));
        bar.set_position(self.total.map_or(bytes, |total| bytes.min(total)));
    }

    /// Does something that may write to the terminal, with the bar out of the way.
    pub(super) fn around<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.bar.get() {
            Some(bar) if self.shares => bar.suspend(write),
            _ => write(),
        }
    }

    /// Whether the bar and what is written share one terminal, so that nothing may be left in between.
    pub(super) fn shares_terminal(&self) -> bool {
        self.shares && self.bar.get().is_some()
    }
}

/// The bar goes away, however the run ends.
impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// The part of a number that one number is of another; all of it where that is nothing.
fn part(of: u64, one: u64, another: u64) -> u64 {
    let part = u128::from(of).saturating_mul(u128::from(one)).checked_div(u128::from(another));
    part.map_or(of, |part| u64::try_from(part).unwrap_or(u64::MAX).min(of))
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let template = if total.is_some() { "{bar:30} {msg}" } else { "{spinner} {msg}" };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// `1204 documents, 3.2 MB/s, 12 s left`
fn told(documents: u64, bytes: u64, total: Option<u64>, elapsed: Duration, language: Language) -> String {
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    // Bytes a millisecond are kilobytes a second.
    let tenths = bytes.checked_div(milliseconds).unwrap_or(0) / 100;
    let rate = format!("{}.{} MB/s", tenths / 10, tenths % 10);
    let left = total.map(|total| total.saturating_sub(bytes).saturating_mul(milliseconds).checked_div(bytes).unwrap_or(0) / 1000);
    let left = left.map(|seconds| match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => format!("{}:{:02}:{:02}", seconds / 3600, seconds % 3600 / 60, seconds % 60),
    });
    match (language, left) {
        (Language::En, None) => format!("{documents} documents, {rate}"),
        (Language::En, Some(left)) => format!("{documents} documents, {rate}, {left} left"),
        (Language::Zh, None) => format!("{documents}篇文档,{rate}"),
        (Language::Zh, Some(left)) => format!("{documents}篇文档,{rate},剩余{left}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_counts_for_the_bytes_of_its_files() {
        let mut progress = Progress::new(true, true, Language::En);
        progress.expect(Some(1000));
        progress.batch(200, 600);
        assert_eq!((progress.bytes, progress.batch), (0, (600, 200)));
        progress.batch(300, 1000);
        assert_eq!((progress.bytes, progress.batch), (600, (400, 300)));
        assert_eq!((part(400, 150, 300), part(400, 300, 300), part(400, 0, 0)), (200, 400, 400));
    }

    #[test]
    fn documents_speed_and_time_left_are_told() {
        let after = Duration::from_secs;
        assert_eq!(told(1204, 6_400_000, Some(44_800_000), after(2), Language::En), "1204 documents, 3.2 MB/s, 12 s left");
        assert_eq!(told(3, 1_000_000, Some(100_000_000), after(1), Language::Zh), "3篇文档,1.0 MB/s,剩余1:39");
        assert_eq!(told(3, 1, Some(10_000), after(1), Language::En), "3 documents, 0.0 MB/s, 2:46:39 left");
        assert_eq!(told(3, 20_000_000, Some(10), after(1), Language::En), "3 documents, 20.0 MB/s, 0 s left");
        assert_eq!(told(0, 0, Some(10), after(0), Language::En), "0 documents, 0.0 MB/s, 0 s left");
        assert_eq!(told(7, 2_000_000, None, after(4), Language::En), "7 documents, 0.5 MB/s");
    }
}
