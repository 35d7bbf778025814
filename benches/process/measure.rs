//! Corpora, runs and the table.

use std::{
    env,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use nix::sys::resource::{UsageWho, getrusage};

use crate::{chance::Chance, made};

/// What has fewer bytes is checked in a moment.
const SHORT: u64 = 1_000_000;

/// Marks of a page between which the table stands.
const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->\n";

/// What `rg` is asked for: shares, as one of the rules does at the least.
const SHARES: &str = r"[0-9]+(\.[0-9]+)?%";

/// What the command line asks for.
struct Wanted {
    files: usize,
    length: usize,
    text: usize,
    lines: usize,
    runs: usize,
    write: Option<PathBuf>,
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted { files: 20_000, length: 5_000, text: 100, lines: 100, runs: 5, write: None };
    // `cargo bench` adds `--bench` to the arguments of what it runs.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(format!("{argument} needs a value"))?;
        let number = || value.parse::<usize>().ok().filter(|number| *number > 0).ok_or(format!("{argument} needs a number"));
        match argument.as_str() {
            "--files" => wanted.files = number()?,
            "--length" => wanted.length = number()?,
            "--text" => wanted.text = number()?,
            "--lines" => wanted.lines = number()?,
            "--runs" => wanted.runs = number()?,
            "--write" => wanted.write = Some(PathBuf::from(value)),
            _ => return Err(format!("{argument} is not known")),
        }
    }
    Ok(wanted)
}

/// A corpus, and where it is.
struct Corpus {
    name: String,
    path: PathBuf,
    bytes: u64,
    files: usize,
}

/// Measures, prints the table, and writes it where that is wanted.
pub fn run() -> Result<(), String> {
    let wanted = wanted()?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let corpora = corpora(&wanted, folder.path()).map_err(|error| format!("cannot make the corpora: {error}"))?;
    let rg = env::var_os("RG").map_or_else(|| PathBuf::from("rg"), PathBuf::from);
    let mut table = String::from(
        "| corpus | MB a second of processor time | peak memory | times `rg` | times `cat` |\n|---|--:|--:|--:|--:|\n",
    );
    for corpus in &corpora {
        table.push_str(&row(corpus, &rg, wanted.runs)?);
    }
    let table = format!(
        "{table}\n{} pairs of runs each, one thread, all built-in rules, files in the cache. recount {}.\n",
        wanted.runs,
        env!("CARGO_PKG_VERSION")
    );
    print!("{table}");
    match &wanted.write {
        Some(page) => write(page, &table),
        None => Ok(()),
    }
}

fn corpora(wanted: &Wanted, folder: &Path) -> std::io::Result<Vec<Corpus>> {
    let mut chance = Chance::new(7, "process");
    let files = folder.join("files");
    let mut bytes = 0;
    for number in 0..wanted.files {
        let below = files.join(format!("{:03}", number / 1000));
        if number % 1000 == 0 {
            fs::create_dir_all(&below)?;
        }
        let text = made::report(&mut chance, wanted.length);
        bytes += text.len() as u64;
        fs::write(below.join(format!("{number:06}.txt")), text)?;
    }
    let first = files.join("000/000000.txt");
    let one = Corpus {
        name: format!("one report of {} KB", wanted.length / 1000),
        bytes: fs::metadata(&first)?.len(),
        path: first,
        files: 1,
    };
    let small = Corpus {
        name: format!("{} files of {} KB", wanted.files, wanted.length / 1000),
        path: files,
        bytes,
        files: wanted.files,
    };
    let text = written(&folder.join("one.txt"), wanted.text, |chance| made::report(chance, 5_000))?;
    let lines = written(&folder.join("lines.jsonl"), wanted.lines, |chance| {
        format!("{{\"text\":{}}}\n", serde_json::json!(made::report(chance, 5_000)))
    })?;
    Ok(vec![
        one,
        small,
        Corpus { name: format!("one text of {} MB", wanted.text), ..text },
        Corpus { name: format!("lines of JSON, {} MB", wanted.lines), ..lines },
    ])
}

/// A file of pieces, of so many megabytes.
fn written(path: &Path, megabytes: usize, piece: impl Fn(&mut Chance) -> String) -> std::io::Result<Corpus> {
    let mut chance = Chance::new(7, &path.to_string_lossy().replace(['/', '\\'], ""));
    let mut file = BufWriter::new(File::create(path)?);
    let mut bytes = 0;
    while bytes < megabytes as u64 * 1_000_000 {
        let piece = piece(&mut chance);
        file.write_all(piece.as_bytes())?;
        bytes += piece.len() as u64;
    }
    file.flush()?;
    Ok(Corpus { name: String::new(), path: path.to_path_buf(), bytes, files: 1 })
}

/// A row of the table.
fn row(corpus: &Corpus, rg: &Path, runs: usize) -> Result<String, String> {
    let program = env::var_os("RECOUNT").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_recount")), PathBuf::from);
    let ours = || {
        let mut command = Command::new(&program);
        command.args(["check", "--isolated", "--threads", "1", "--fail-on", "never", "--format", "jsonl"]).arg(&corpus.path);
        command
    };
    let search = || {
        let mut command = Command::new(rg);
        command.args(["-j1", "-c", SHARES]).arg(&corpus.path);
        command
    };
    let copy = || {
        let mut command = Command::new("sh");
        command.args(["-c", "find \"$0\" -type f -print0 | xargs -0 cat"]).arg(&corpus.path);
        command
    };
    // Into the cache.
    taken(copy())?;
    let there = Command::new(rg).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let (mut times, mut by_rg, mut by_cat) = (Vec::new(), Vec::new(), Vec::new());
    // What takes but a moment is run more often.
    for _ in 0..if corpus.bytes < SHORT { runs * 20 } else { runs } {
        let our = taken(ours())?;
        times.push(our);
        by_cat.push(our / taken(copy())?);
        if there {
            by_rg.push(our / taken(search())?);
        }
    }
    let time = median(&mut times);
    let rate = corpus.bytes as f64 / 1e6 / time;
    let files = match corpus.files {
        1 if corpus.bytes < SHORT => format!(", {:.1} ms", time * 1e3),
        1 => String::new(),
        files => format!(", {:.0} files", files as f64 / time),
    };
    let times_of = |ratios: &mut Vec<f64>| if ratios.is_empty() { "–".to_owned() } else { format!("{:.1}", median(ratios)) };
    Ok(format!(
        "| {} | {rate:.2}{files} | {} MB | {} | {} |\n",
        corpus.name,
        peak(ours())?,
        times_of(&mut by_rg),
        times_of(&mut by_cat)
    ))
}

/// The processor time of a program and those that it starts, in seconds. What it finds does not matter, that it runs does.
fn taken(mut command: Command) -> Result<f64, String> {
    let before = children()?;
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    match status.code() {
        Some(0 | 1) => Ok(children()? - before),
        other => Err(format!("{command:?} ended with {other:?}")),
    }
}

/// The processor time of all children that have ended, in seconds.
fn children() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

/// The most memory that a program holds at a time, in megabytes, asked for while it runs.
fn peak(mut command: Command) -> Result<u64, String> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
    let mut most = 0;
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_micros(500));
    }
    Ok(most / 1000)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Puts a table between the marks of a page.
fn write(page: &Path, table: &str) -> Result<(), String> {
    let text = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let (before, rest) = text.split_once(BEGIN).ok_or(format!("{} has no {BEGIN}", page.display()))?;
    let (_, after) = rest.split_once(END).ok_or(format!("{} has no {END}", page.display()))?;
    fs::write(page, [before, BEGIN, "\n", table, "\n", END, after].concat())
        .map_err(|error| format!("{}: {error}", page.display()))
}
