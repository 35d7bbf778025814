//! `--resume`: what became of the documents is kept in a file while a run goes on, a batch on each line, so that a run that was stopped,
//! however it was, can be gone on with. The run that goes on is told what was kept as if it had just been seen: whatever is written at
//! the end is what one run would have written.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::UNIX_EPOCH,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Status,
    failure::{Failure, say},
    input::{Input, Place, STDIN},
    projects::Projects,
    run::{Keep, Outcome},
    speech::either,
};

/// How such a file begins, so that nothing else is taken for one, or overwritten.
const MARK: &str = "recount journal 1\n";

/// Under what a run was begun. Another run goes on with it only under the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    version: String,
    /// Rules, settings, suppressions.
    settings: [u64; 2],
    options: u64,
    /// The day, as it was when the run was begun.
    today: Date,
    files: Vec<Stamp>,
}

/// What a file was like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    path: String,
    bytes: u64,
    /// Nanoseconds since 1970.
    changed: u64,
}

impl Stamp {
    fn of(path: &Path) -> Self {
        let about = fs::metadata(path).ok();
        let changed = about.as_ref().and_then(|about| about.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        Self {
            path: path.to_string_lossy().into_owned(),
            bytes: about.map_or(0, |about| about.len()),
            changed: changed.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)),
        }
    }
}

impl Head {
    /// What a run over some files begins under.
    pub(super) fn new(projects: &Projects, options: &str, input: &Input) -> Result<Self, Failure> {
        if input.files.iter().any(|file| file == Path::new(STDIN)) {
            return Err(Failure::usage(
                "--resume needs files: what `-` reads cannot be read again",
                "--resume 要求输入为文件:`-` 读到的内容无法再次读取",
            ));
        }
        Ok(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: projects.fingerprint(),
            options: xxh3_64(options.as_bytes()),
            today: projects.today(),
            files: input.files.iter().map(|path| Stamp::of(path)).collect(),
        })
    }

    /// What is other than when a run was begun; `None` where it can be gone on with.
    fn differs(&self, begun: &Self) -> Option<String> {
        let other = |en: &str, zh: &str| Some(either(en, zh).to_owned());
        if self.version != begun.version {
            return other("was begun by another version of recount", "由另一版本的 recount 开始");
        }
        if self.settings != begun.settings {
            return other("was begun under other rules, settings or suppressions", "开始时的规则、设置或忽略项与现在不同");
        }
        if self.options != begun.options {
            return other("was begun with other options", "开始时的选项与现在不同");
        }
        let pairs = self.files.iter().zip(&begun.files);
        if self.files.len() != begun.files.len() || pairs.clone().any(|(now, then)| now.path != then.path) {
            return other("was begun with other files", "开始时的文件与现在不同");
        }
        let changed = pairs.into_iter().find(|(now, then)| now != then);
        changed.map(|(now, _)| {
            either(format!("knows {} as it was before it changed", now.path), format!("记录之后 {} 有改动", now.path))
        })
    }
}

/// One line: what became of a batch.
#[derive(Serialize, Deserialize)]
struct Batch<O> {
    to: Place,
    outcomes: O,
}

/// What is kept of a run.
#[derive(Debug)]
pub(super) struct Journal {
    today: Date,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    path: PathBuf,
    file: File,
    /// Where the lines of batches begin.
    batches: u64,
    stopped: Arc<AtomicBool>,
    line: Vec<u8>,
}

impl Journal {
    /// Nothing is kept.
    pub(super) fn none(today: Date) -> Self {
        Self { today, open: None }
    }

    /// Begins to keep a run in a file, or goes on with the one that is kept there. From here on the first Ctrl-C only asks to stop.
    pub(super) fn open(path: &Path, head: Head) -> Result<Self, Failure> {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = opened.map_err(|error| unwritten(path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(wrong(path, either("is in use by another run", "正由另一次运行使用"), ""));
            }
            // Not every file system knows locks.
            Err(TryLockError::Error(_)) => {}
        }
        let begun = read_head(path, &file)?;
        let (today, batches) = match begun {
            Some((begun, batches)) => {
                if let Some(why) = head.differs(&begun) {
                    let advice =
                        either("; go on under the same, or delete it to begin anew", ";请恢复原样后继续,或删除它重新开始");
                    return Err(wrong(path, &why, advice));
                }
                (begun.today, batches)
            }
            None => {
                let batches = write_head(&mut file, &head).map_err(|error| unwritten(path, error))?;
                (head.today, batches)
            }
        };
        let stopped = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // The second one ends the program on the spot. Where signals cannot be heard, they end it as always.
            let _ = flag::register_conditional_shutdown(signal, Status::Stopped as i32, Arc::clone(&stopped));
            let _ = flag::register(signal, Arc::clone(&stopped));
        }
        Ok(Self { today, open: Some(Open { path: path.to_owned(), file, batches, stopped, line: Vec::new() }) })
    }

    /// The day on which the run was begun.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The run is over: there is nothing to go on with.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let Some(open) = self.open else { return Ok(()) };
        fs::remove_file(&open.path).map_err(|error| unwritten(&open.path, error))
    }

    /// The run was stopped.
    pub(super) fn pause(self) -> Result<(), Failure> {
        let Some(open) = self.open else { return Ok(()) };
        open.file.sync_all().map_err(|error| unwritten(&open.path, error))?;
        say(&either(
            format!("stopped; the same command goes on from here, with what is kept in {}", open.path.display()),
            format!("已停止;同一命令可由此继续,进度存于 {}", open.path.display()),
        ));
        Ok(())
    }
}

impl<D: Serialize + DeserializeOwned> Keep<D> for Journal {
    fn begin(&mut self, take: &mut dyn FnMut(Outcome<D>) -> Result<(), Failure>) -> Result<Place, Failure> {
        let Some(open) = &mut self.open else { return Ok(Place::default()) };
        let (path, mut end, mut place, mut documents) = (&open.path, open.batches, Place::default(), 0_usize);
        let mut lines = BufReader::new(&open.file);
        lines.seek(SeekFrom::Start(end)).map_err(|error| unwritten(path, error))?;
        loop {
            open.line.clear();
            let read = lines.read_until(b'\n', &mut open.line).map_err(|error| unwritten(path, error))?;
            // What follows a line that was not written whole was not kept.
            let Some(batch) = checked(&open.line).and_then(|json| serde_json::from_slice::<Batch<Vec<Outcome<D>>>>(json).ok())
            else {
                break;
            };
            end = end.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            place = batch.to;
            documents = documents.saturating_add(batch.outcomes.len());
            batch.outcomes.into_iter().try_for_each(&mut *take)?;
        }
        open.file.set_len(end).and_then(|()| open.file.seek(SeekFrom::Start(end))).map_err(|error| unwritten(path, error))?;
        if documents > 0 {
            say(&either(
                format!("goes on after {documents} documents that are kept in {}", path.display()),
                format!("{} 中已有{documents}篇,由此继续", path.display()),
            ));
        }
        Ok(place)
    }

    fn keep(&mut self, outcomes: &[Outcome<D>], to: Place) -> Result<(), Failure> {
        let Some(open) = &mut self.open else { return Ok(()) };
        write_line(&mut open.line, &Batch { to, outcomes })
            .and_then(|()| open.file.write_all(&open.line))
            .map_err(|error| unwritten(&open.path, error))
    }

    fn stops(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.stopped.load(Ordering::Relaxed))
    }
}

/// Begins a file. All of it is there, or it is begun anew the next time.
fn write_head(file: &mut File, head: &Head) -> io::Result<u64> {
    let mut line = Vec::new();
    write_line(&mut line, head)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(&[MARK.as_bytes(), &line].concat())?;
    file.sync_all()?;
    file.stream_position()
}

/// How a file begins, and where its batches do; `None` where it was not begun.
fn read_head(path: &Path, file: &File) -> Result<Option<(Head, u64)>, Failure> {
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    let mut next = |line: &mut Vec<u8>| {
        line.clear();
        lines.read_until(b'\n', line).map_err(|error| unwritten(path, error))
    };
    next(&mut line)?;
    if !MARK.as_bytes().starts_with(&line) {
        let advice = either("; name another with --resume", ";请用 --resume 另取文件名");
        return Err(wrong(
            path,
            either("is there already and keeps no run of recount", "已经存在,且不是 recount 的进度文件"),
            advice,
        ));
    }
    next(&mut line)?;
    let head = checked(&line).and_then(|json| serde_json::from_slice(json).ok());
    let batches = MARK.len().saturating_add(line.len());
    Ok(head.map(|head| (head, u64::try_from(batches).unwrap_or(u64::MAX))))
}

/// Writes a value as one line that shows whether it was written whole: a hash, then JSON.
fn write_line(line: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    line.clear();
    line.extend([b' '; DIGITS + 1]);
    serde_json::to_writer(&mut *line, value)?;
    let hash = format!("{:0DIGITS$x}", xxh3_64(line.get(DIGITS + 1..).unwrap_or_default()));
    line.iter_mut().zip(hash.bytes()).for_each(|(place, digit)| *place = digit);
    line.push(b'\n');
    Ok(())
}

/// Digits of a hash.
const DIGITS: usize = 16;

/// The JSON of a line that was written whole.
fn checked(line: &[u8]) -> Option<&[u8]> {
    let (hash, rest) = line.split_at_checked(DIGITS)?;
    let json = rest.strip_prefix(b" ")?.strip_suffix(b"\n")?;
    let stated = u64::from_str_radix(str::from_utf8(hash).ok()?, 16).ok()?;
    (stated == xxh3_64(json)).then_some(json)
}

fn wrong(path: &Path, why: &str, advice: &str) -> Failure {
    // Both parts are in the language of the run already.
    let told = format!("{} {why}{advice}", path.display());
    Failure::usage(told.clone(), told)
}

fn unwritten(path: &Path, error: io::Error) -> Failure {
    Failure::Write(path.display().to_string(), error)
}
