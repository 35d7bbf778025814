//! Suppressions in a file beside the reports: `recount.ignore.toml`. An entry means a finding by its file, its rule and the text
//! around it, so that it survives edits elsewhere.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::civil::Date;
use serde::Deserialize;
use toml::{Spanned, de::DeValue};

use super::{Amiss, Known, Note, meant::Meant};
use crate::{
    config::{ConfigError, ConfigMistake as Mistake, PathGlobs, Reader, Source},
    document::{Document, Place},
    finding::Finding,
    rule::{Form, Help},
};

/// One `recount.ignore.toml`.
#[derive(Debug)]
pub struct Sidecar {
    /// Its text, by its name: what findings about it point into.
    pub document: Document,
    /// Its entries, in order.
    pub entries: Vec<Arc<Entry>>,
    /// Those that name a file or a folder in full, by that name: there may be thousands.
    named: HashMap<String, Vec<usize>>,
    /// Those that have a glob.
    globs: Vec<(usize, PathGlobs)>,
    /// By path: those that mean a file that was met already.
    meant: RwLock<HashMap<String, Arc<Meant>>>,
}

/// One `[[ignore]]`.
#[derive(Debug)]
pub struct Entry {
    /// Where it stands in its file.
    pub place: Place,
    /// What it suppresses, until when, and why.
    pub note: Note,
    /// The files that it means, as written.
    paths: Vec<String>,
    /// Whether it names a single file.
    literal: bool,
    /// The report within the file, where it names one.
    pub(super) document: Option<String>,
    /// What stands around what it suppresses.
    pub(super) text: Option<String>,
    /// Whether any report that it means was checked under a rule that it names.
    met: AtomicBool,
    ran: AtomicBool,
    /// Which of its rules suppressed something.
    used: Vec<AtomicBool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    path: Option<Spanned<OneOrMore>>,
    rule: Option<Spanned<OneOrMore>>,
    document: Option<String>,
    text: Option<String>,
    reason: Option<String>,
    until: Option<Spanned<toml::Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn all(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

impl Sidecar {
    /// Reads a file of suppressions.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        let source = Source { name: name.into(), text: text.into() };
        let mut reader = Reader { source, mistakes: Vec::new() };
        let entries = entries(&mut reader, text);
        if !reader.mistakes.is_empty() {
            return Err(reader.mistakes);
        }
        let (mut named, mut globs): (HashMap<String, Vec<usize>>, Vec<_>) = Default::default();
        for (at, path) in entries.iter().enumerate().flat_map(|(at, entry)| entry.paths.iter().map(move |path| (at, path))) {
            if is_glob(path) {
                globs.push((at, PathGlobs::new([path.as_str()]).0));
            } else {
                let plain = path.strip_prefix("./").unwrap_or(path).trim_end_matches('/');
                named.entry(plain.to_owned()).or_default().push(at);
            }
        }
        let entries = entries.into_iter().map(Arc::new).collect();
        Ok(Self { document: Document::new(name, text), entries, named, globs, meant: RwLock::default() })
    }

    /// The entries that mean a report: by the path of its file from the folder of this one, and by its id. In order, each once; those
    /// that quote what does not stand in it may be left out.
    pub fn meaning(&self, path: &str, document: &Document) -> Vec<Arc<Entry>> {
        let known = self.meant.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        let meant = known.unwrap_or_else(|| {
            let mut meant = self.meant.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(meant.entry(path.to_owned()).or_insert_with(|| Arc::new(Meant::new(self.of_file(path)))))
        });
        meant.in_report(document)
    }

    /// The entries that mean a file, in order, each once.
    fn of_file(&self, path: &str) -> Vec<Arc<Entry>> {
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let rooted = folders.chain([path]).flat_map(|path| [path.to_owned(), format!("/{path}")]);
        let mut names: Vec<String> = rooted.chain(path.split('/').map(str::to_owned)).collect();
        // A file at the root is a name and a path in one.
        names.sort();
        names.dedup();
        let mut found: Vec<usize> = names.iter().filter_map(|name| self.named.get(name)).flatten().copied().collect();
        found.extend(self.globs.iter().filter(|(_, globs)| globs.mean(path)).map(|(at, _)| *at));
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.entries.get(at)).cloned().collect()
    }

    /// What is wrong with its entries when the run is over. Where not all files were checked that it stands beside or above, an entry
    /// that means none of them is not judged, and one that may mean others is not called unused.
    pub fn amiss(&self, known: Known, today: Option<Date>, all: bool) -> Vec<Amiss> {
        let judged = self.entries.iter().filter(|entry| all || entry.met.load(Ordering::Relaxed));
        judged.flat_map(|entry| entry.amiss(known, today, all)).collect()
    }
}

impl Entry {
    /// Whether it means a finding of a report that it means.
    pub(super) fn covers(&self, document: &Document, finding: &Finding) -> bool {
        self.text.as_ref().is_none_or(|quoted| stands_around(&document.text, finding.place, quoted))
    }

    /// Notes that a report was checked that it means.
    pub(super) fn meet(&self, ran: bool) {
        self.met.store(true, Ordering::Relaxed);
        if ran {
            self.ran.store(true, Ordering::Relaxed);
        }
    }

    /// Notes that one of its rules suppressed something.
    pub(super) fn used(&self, rule: usize) {
        if let Some(used) = self.used.get(rule) {
            used.store(true, Ordering::Relaxed);
        }
    }

    fn amiss(&self, known: Known, today: Option<Date>, all: bool) -> Vec<Amiss> {
        let met = self.met.load(Ordering::Relaxed);
        let asked = if met { self.ran.load(Ordering::Relaxed) && (all || self.literal) } else { all };
        let used = |rule: usize| self.used.get(rule).is_some_and(|used| used.load(Ordering::Relaxed));
        Amiss::of(&self.note, self.place, known, today, asked.then_some(&used))
    }
}

fn entries(reader: &mut Reader, text: &str) -> Vec<Entry> {
    let Some(table) = reader.table(text, &["ignore"]) else { return Vec::new() };
    let Some(list) = table.get("ignore") else { return Vec::new() };
    let DeValue::Array(list) = list.get_ref() else {
        reader.mistake(Form::Toml("`ignore` must be a list of tables: write `[[ignore]]`".into()).into(), None, list.span());
        return Vec::new();
    };
    list.iter().filter_map(|entry| self::entry(reader, entry)).collect()
}

fn entry(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<Entry> {
    reader.as_table(value)?;
    let Written { path, rule, document, text, reason, until } = reader.section(value)?;
    let header = value.span().start..value.span().start.saturating_add("[[ignore]]".len()).min(value.span().end);
    for (missing, key) in [(path.is_none(), "path"), (rule.is_none(), "rule")] {
        if missing {
            reader.mistake(Mistake::Needs(key), None, header.clone());
        }
    }
    let until = until.and_then(|until| day(reader, &until));
    let (path, rule) = (path?, rule?);
    let (span, globs) = (path.span(), path.into_inner().all());
    for glob in &globs {
        reader.path_glob(&Spanned::new(span.clone(), glob.clone()));
    }
    let literal = matches!(globs.as_slice(), [one] if one.contains('/') && !is_glob(one));
    let (at, rules) = (rule.span(), rule.into_inner().all());
    if rules.is_empty() {
        reader.mistake(Mistake::Needs("rule"), None, at);
    }
    let note = Note::new(rules, until, reason.as_deref());
    let used = note.rules.iter().map(|_| AtomicBool::new(false)).collect();
    Some(Entry {
        place: Place { start: header.start, end: header.end },
        paths: globs,
        note,
        literal,
        document,
        text: text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        met: AtomicBool::new(false),
        ran: AtomicBool::new(false),
        used,
    })
}

/// A day, as TOML has it or in quotes.
fn day(reader: &mut Reader, written: &Spanned<toml::Value>) -> Option<Date> {
    let day = match written.get_ref() {
        toml::Value::Datetime(toml::value::Datetime { date: Some(day), time: None, offset: None }) => i16::try_from(day.year)
            .ok()
            .zip(i8::try_from(day.month).ok())
            .zip(i8::try_from(day.day).ok())
            .and_then(|((year, month), day)| Date::new(year, month, day).ok()),
        toml::Value::String(day) => day.trim().parse().ok(),
        _ => None,
    };
    if day.is_none() {
        let raw = reader.source.text.get(written.span()).unwrap_or("").to_owned();
        reader.mistake(
            Mistake::BadDate(raw),
            Some(Help::said("write a day such as 2027-01-31", "请写日期,如 2027-01-31")),
            written.span(),
        );
    }
    day
}

fn is_glob(path: &str) -> bool {
    path.contains(['*', '?', '[', '{', '\\'])
}

/// The longest half of a sentence that is looked at, in bytes.
const SENTENCE: usize = 1 << 12;

/// Whether a quoted text stands on the line of a place, and touches the sentence there.
fn stands_around(text: &str, place: Place, quoted: &str) -> bool {
    const ENDS: [char; 7] = ['。', '!', '?', ';', '\u{FF01}', '\u{FF1F}', '\u{FF1B}'];
    // A quotation may begin before the sentence and end after it.
    let reach = SENTENCE.saturating_add(quoted.len());
    let floor = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let low = floor(place.start.saturating_sub(reach));
    let high = floor(place.end.saturating_add(reach).min(text.len()));
    let (before, after) = (text.get(low..place.start).unwrap_or(""), text.get(place.end..high).unwrap_or(""));
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split('\n').next().unwrap_or("");
    let line = Place { start: place.start.saturating_sub(before.len()), end: place.end.saturating_add(after.len()) };
    let head = before.rsplit(ENDS).next().unwrap_or("");
    let tail = after.split(ENDS).next().unwrap_or("");
    let (start, end) = (place.start.saturating_sub(head.len()), place.end.saturating_add(tail.len()));
    let window = text.get(line.start..line.end).unwrap_or("");
    window.match_indices(quoted).any(|(at, _)| {
        let at = line.start.saturating_add(at);
        at < end && at.saturating_add(quoted.len()) > start
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_means_the_sentence_that_it_touches() {
        let text = "甲乙。丙丁,占3%。戊己。\n庚辛\n";
        let start = text.find("3%").unwrap();
        let place = Place { start, end: start + 2 };
        for (quoted, around) in
            [("丙丁", true), ("占3%。戊", true), ("乙。丙", true), ("甲乙", false), ("戊己", false), ("庚", false)]
        {
            assert_eq!(stands_around(text, place, quoted), around, "{quoted}");
        }
    }

    #[test]
    fn an_entry_means_files_as_settings_do() {
        let entry = |path: &str| format!("[[ignore]]\npath = \"{path}\"\nrule = \"share/*\"\n");
        let paths = ["a.txt", "2021/a.txt", "./2021", "/a.txt", "*.txt", "20*/a.txt", "b.txt"];
        let sidecar = Sidecar::read("recount.ignore.toml", &paths.map(entry).concat()).unwrap();
        let meaning = |path: &str| -> Vec<&str> {
            let found = sidecar.meaning(path, &Document::new(path, ""));
            found.iter().map(|entry| paths[sidecar.entries.iter().position(|it| Arc::ptr_eq(it, entry)).unwrap()]).collect()
        };
        assert_eq!(meaning("a.txt"), ["a.txt", "/a.txt", "*.txt"]);
        assert_eq!(meaning("2021/a.txt"), ["a.txt", "2021/a.txt", "./2021", "*.txt", "20*/a.txt"]);
        assert_eq!(meaning("2021/deep/c.md"), ["./2021"]);
    }
}
