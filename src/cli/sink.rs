//! Where output goes: standard output or a file, in large writes, as text, as JSON lines or as one JSON array; and findings in as many
//! forms as were asked for, each where it belongs. A file is seen when it is whole.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, ErrorKind, Write},
    mem,
    path::{Path, PathBuf},
};

#[cfg(feature = "parquet")]
use recount::output::parquet::Table;
use recount::{
    document::Document,
    finding::{Finding, Severity},
    output::{
        Format, Page, Sheet,
        findings::{self, Ending, Frame, Item, Json, Name, Renderer, Spot, Standing},
    },
};

use super::{Status, draft::Draft, failure::Failure, run::Named, shown::Told, speech::either};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 18;

/// Something that is written to, and done at some time.
trait Target: Write {
    fn commit(self: Box<Self>) -> io::Result<()>;
}

impl Target for Draft {
    fn commit(self: Box<Self>) -> io::Result<()> {
        Draft::commit(*self)
    }
}

/// A target that shows what comes as it comes.
struct Direct<W: Write>(W);

impl<W: Write> Write for Direct<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Target for Direct<W> {
    fn commit(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// A target that is given JSON lines and makes a Parquet file of them.
#[cfg(feature = "parquet")]
struct Rows(Table<Box<dyn Target + Send>>);

#[cfg(feature = "parquet")]
impl Write for Rows {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(feature = "parquet")]
impl Target for Rows {
    fn commit(self: Box<Self>) -> io::Result<()> {
        self.0.finish()?.commit()
    }
}

/// One open stream.
struct Stream {
    writer: BufWriter<Box<dyn Target>>,
    name: String,
}

impl Stream {
    fn over(target: Box<dyn Target>, name: String) -> Self {
        Self { writer: BufWriter::with_capacity(BUFFER, target), name }
    }

    fn stdout() -> Self {
        Self::over(Box::new(Direct(io::stdout().lock())), either("to standard output", "标准输出").to_owned())
    }

    /// A file. What is no file of its own, as a device or a pipe, is written as it comes.
    fn file(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let special = fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
        let target: io::Result<Box<dyn Target>> = if special {
            File::create(path).map(|file| Box::new(Direct(file)) as Box<dyn Target>)
        } else {
            Draft::to(path).map(|draft| Box::new(draft) as Box<dyn Target>)
        };
        Ok(Self::over(target.map_err(|error| Failure::Write(name.clone(), error))?, name))
    }

    /// A Parquet file, or the same on standard output.
    #[cfg(feature = "parquet")]
    fn table(path: Option<&Path>, sheet: Sheet) -> Result<Self, Failure> {
        let name = path.map_or_else(|| either("to standard output", "标准输出").to_owned(), |path| path.display().to_string());
        let is_special = |path: &Path| fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
        let target: io::Result<Box<dyn Target + Send>> = match path {
            None => Ok(Box::new(Direct(io::stdout()))),
            Some(path) if is_special(path) => File::create(path).map(|file| Box::new(Direct(file)) as Box<dyn Target + Send>),
            Some(path) => Draft::to(path).map(|draft| Box::new(draft) as Box<dyn Target + Send>),
        };
        match target.and_then(|target| Table::new(target, sheet)) {
            Ok(table) => Ok(Self::over(Box::new(Rows(table)), name)),
            Err(error) => Err(Failure::Write(name, error)),
        }
    }

    #[cfg(not(feature = "parquet"))]
    fn table(_: Option<&Path>, _: Sheet) -> Result<Self, Failure> {
        Err(Failure::usage("this recount was built without Parquet", "此 recount 编译时未含 Parquet 功能"))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes()).map_err(|error| Failure::Write(self.name.clone(), error))
    }

    fn commit(self) -> Result<(), Failure> {
        let done = self.writer.into_inner().map_err(io::IntoInnerError::into_error).and_then(Target::commit);
        done.map_err(|error| Failure::Write(self.name, error))
    }
}

/// Where findings go in one form.
pub(super) enum To {
    /// Where the rest goes.
    Main,
    /// Into a file.
    File(PathBuf),
    /// Into a Parquet file, or the same on standard output.
    Table(Option<PathBuf>),
    /// Below what a file holds already. It is the place's own: that it cannot be written is no failure.
    Below(PathBuf),
}

/// A finding in every form, its rule, and how it stands.
type Found<'f> = (&'f [String], &'f str, Severity, Standing);

/// Findings in one form.
struct Telling {
    renderer: Renderer,
    frame: Box<dyn Frame>,
    to: Option<Stream>,
    below: Option<PathBuf>,
}

/// An open output.
pub(super) struct Sink {
    main: Stream,
    array: Option<Json>,
    tellings: Vec<Telling>,
    /// Whether the run goes on when nobody reads what it prints.
    persistent: bool,
    /// What the run has come to so far, in case the reader goes away.
    pub(super) status: Status,
}

impl Sink {
    /// Opens standard output, or a file.
    pub(super) fn open(path: Option<&Path>, format: Format) -> Result<Self, Failure> {
        let main = path.map_or_else(|| Ok(Stream::stdout()), Stream::file)?;
        Ok(Self::over(main, (format == Format::Json).then(Json::array)))
    }

    /// Opens standard output or a file for a list that is written as Parquet.
    pub(super) fn table(path: Option<&Path>, sheet: Sheet) -> Result<Self, Failure> {
        Ok(Self::over(Stream::table(path, sheet)?, None))
    }

    /// Standard error, where standard output is wanted for something else.
    pub(super) fn aside() -> Self {
        let name = either("to standard error", "标准错误").to_owned();
        Self::over(Stream::over(Box::new(Direct(io::stderr())), name), None)
    }

    fn over(main: Stream, array: Option<Json>) -> Self {
        Self { main, array, tellings: Vec::new(), persistent: false, status: Status::Clean }
    }

    /// Goes on, in silence, when nobody reads what is printed any more: there is more to do than to print.
    pub(super) fn persistent(self) -> Self {
        Self { persistent: true, ..self }
    }

    /// Also tells findings in a form, each as the renderer of that form rendered it: see [`Sink::tell`].
    pub(super) fn telling(&mut self, renderer: Renderer, mut frame: Box<dyn Frame>, to: To) -> Result<(), Failure> {
        let (stream, below) = match to {
            To::Main => (None, None),
            To::File(path) => (Some(Stream::file(&path)?), None),
            To::Table(path) => (Some(Stream::table(path.as_deref(), Sheet::Findings)?), None),
            To::Below(path) => (Some(Stream::over(Box::new(Direct(io::sink())), String::new())), Some(path)),
        };
        let mut out = String::new();
        frame.begin(&mut out);
        self.tellings.push(Telling { renderer, frame, to: stream, below });
        self.put(self.tellings.len().saturating_sub(1), &out)
    }

    /// What renders findings for each form, in order.
    pub(super) fn renderers(&self) -> Vec<Renderer> {
        self.tellings.iter().map(|telling| telling.renderer.clone()).collect()
    }

    /// Tells the findings of a document in every form.
    pub(super) fn tell(&mut self, document: &Named, told: &[(&Told, Standing)]) -> Result<(), Failure> {
        let found: Vec<Found<'_>> =
            told.iter().map(|(told, standing)| (&told.texts[..], &*told.rule, told.severity, *standing)).collect();
        self.tell_all(document, true, &found)
    }

    fn tell_all(&mut self, document: &Named, read: bool, found: &[Found<'_>]) -> Result<(), Failure> {
        for number in 0..self.tellings.len() {
            let Some(telling) = self.tellings.get_mut(number) else { continue };
            let items = found.iter().filter_map(|&(texts, rule, severity, standing)| {
                let text = texts.get(number).map(String::as_str).filter(|text| !text.is_empty())?;
                Some(Item { text, rule, severity, standing })
            });
            let items: Vec<Item<'_>> = items.collect();
            let path = telling.renderer.paths.told(&document.path);
            let name = Name { path: &path, id: document.id.as_deref(), read };
            let mut out = String::new();
            telling.frame.document(&mut out, name, &items);
            self.put(number, &out)?;
        }
        Ok(())
    }

    /// Tells that a file, or one row of it, cannot be read, where programs read findings.
    pub(super) fn unread(&mut self, path: &str, row: Option<usize>, why: &str) -> Result<(), Failure> {
        let document = Document { id: row.map(|row| row.to_string()), line: row, ..Document::new(path, "") };
        let (finding, page) = (Finding::unreadable(why), Page::new(&document));
        let rendered = |telling: &Telling| match telling.renderer.format {
            findings::Format::Text => String::new(),
            _ => telling.renderer.finding(&Spot::new(&page, &finding, &telling.renderer.paths.told(path))),
        };
        let texts: Vec<String> = self.tellings.iter().map(rendered).collect();
        let named = Named { path: document.path.clone(), id: document.id.clone() };
        self.tell_all(&named, false, &[(&texts, &finding.rule, finding.severity, Standing::Told)])
    }

    /// Ends every form.
    pub(super) fn end(&mut self, ending: Ending<'_>) -> Result<(), Failure> {
        for number in 0..self.tellings.len() {
            let Some(telling) = self.tellings.get_mut(number) else { continue };
            let mut out = String::new();
            telling.frame.end(&mut out, ending);
            if let Some(path) = &telling.below {
                let file = OpenOptions::new().create(true).append(true).open(path);
                let _ = file.and_then(|mut file| file.write_all(out.as_bytes()));
            }
            self.put(number, &out)?;
        }
        Ok(())
    }

    fn put(&mut self, number: usize, text: &str) -> Result<(), Failure> {
        match self.tellings.get_mut(number).and_then(|telling| telling.to.as_mut()) {
            Some(stream) => stream.write(text),
            None => self.text(text),
        }
    }

    /// Writes items: rendered text, or JSON objects, each on one line.
    pub(super) fn items(&mut self, text: &str) -> Result<(), Failure> {
        let Some(array) = &mut self.array else { return self.text(text) };
        let mut out = String::new();
        text.lines().for_each(|line| array.add(&mut out, line));
        self.text(&out)
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.main.writer.write_all(text.as_bytes());
        self.went(written)
    }

    /// Writes what is left, closes the array, and puts the files in their places.
    pub(super) fn close(mut self) -> Result<Status, Failure> {
        if let Some(array) = self.array.take() {
            let mut out = String::new();
            array.close(&mut out);
            self.text(&out)?;
        }
        self.flush()?;
        for telling in mem::take(&mut self.tellings) {
            telling.to.map_or(Ok(()), Stream::commit)?;
        }
        let (status, persistent) = (self.status, self.persistent);
        match self.main.commit() {
            Err(Failure::Write(_, error)) if error.kind() == ErrorKind::BrokenPipe => {
                if persistent {
                    Ok(status)
                } else {
                    Err(Failure::Closed(status))
                }
            }
            done => done.map(|()| status),
        }
    }

    /// Hands over what was gathered, so that a reader sees it.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.main.writer.flush();
        self.went(flushed)
    }

    fn went(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        let Err(error) = written else { return Ok(()) };
        match error.kind() {
            ErrorKind::BrokenPipe if self.persistent => {
                self.main.writer = BufWriter::new(Box::new(Direct(io::sink())));
                Ok(())
            }
            ErrorKind::BrokenPipe => Err(Failure::Closed(self.status)),
            _ => Err(Failure::Write(self.main.name.clone(), error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format, items: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let mut sink = Sink::open(Some(&path), format).unwrap();
        items.iter().for_each(|item| sink.items(item).unwrap());
        assert_eq!(sink.close().unwrap(), Status::Clean);
        fs::read_to_string(&path).unwrap()
    }

    #[test]
    fn objects_are_lines_or_elements_of_an_array() {
        let items = ["", "{\"a\":1}\n{\"a\":2}\n", "", "{\"a\":3}\n"];
        assert_eq!(written(Format::Jsonl, &items), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        assert_eq!(written(Format::Json, &items), "[\n{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n]\n");
        assert_eq!(written(Format::Json, &[]), "[]\n");
    }

    #[test]
    fn a_file_is_seen_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        fs::write(&path, "old").unwrap();
        let mut sink = Sink::open(Some(&path), Format::Text).unwrap();
        sink.text("new").unwrap();
        sink.flush().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        sink.close().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
