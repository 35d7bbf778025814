//! `recount.Linter`: rules and settings that check many texts at once; and `recount.Corpus`, what other reports say.

use std::sync::Arc;
use std::{
    any::Any,
    collections::HashMap,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use pyo3::{
    Bound, Py, PyAny, PyResult, Python,
    exceptions::PyValueError,
    pyclass, pymethods,
    types::{PyAnyMethods, PyBytes, PyDict, PyDictMethods, PyTuple},
};
use rayon::{
    ThreadPoolBuilder,
    iter::{IntoParallelIterator, ParallelIterator},
};

use super::{
    columns::{Claims, Columns, Duplicates, Figures, Findings, Sketches},
    settings::{Files, Prepared, Written},
    texts::{Given, Report, Reports},
};
use crate::{
    check::{Checked, Checker},
    corpus::{self, Beside, Sketch, Survey},
    document::{Document, Format},
    finding::Finding,
    rule::Language,
    suppress::Suppressing,
};

/// What a text can be.
const FORMATS: [(&str, Format); 3] = [("text", Format::Text), ("markdown", Format::Markdown), ("html", Format::Html)];

/// Rules and settings in force, which check many texts at once.
#[pyclass(frozen, module = "recount")]
#[derive(Debug)]
pub(super) struct Linter {
    written: Written,
    prepared: Arc<Prepared>,
    format: Format,
    today: Option<Date>,
    threads: usize,
}

#[pymethods]
impl Linter {
    #[new]
    #[pyo3(signature = (*, config=None, rules=None, select=Vec::new(), ignore=Vec::new(), lang=None, format="text", today=None, threads=1), text_signature = "(*, config=None, rules=None, select=(), ignore=(), lang=None, format='text', today=None, threads=1)")]
    #[allow(clippy::too_many_arguments, reason = "they have names in Python")]
    fn new(
        config: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
        select: Vec<String>,
        ignore: Vec<String>,
        lang: Option<&str>,
        format: &str,
        today: Option<&Bound<'_, PyAny>>,
        threads: usize,
    ) -> PyResult<Self> {
        let (config, rules) = (Files::of(config, crate::config::FILE)?, Files::of(rules, "rules.toml")?);
        let language = lang.map(|lang| named(lang, "lang", &Language::NAMES)).transpose()?;
        let format = named(format, "format", &FORMATS)?;
        let today = today.map(day).transpose()?;
        let written = Written { config, rules, select, ignore, language };
        let prepared = Prepared::of(&written)?;
        Ok(Self { written, prepared, format, today, threads })
    }

    /// What is wrong in the texts: a row a finding.
    #[pyo3(signature = (texts, ids=None, *, titles=None, dates=None, sources=None, corpus=None))]
    #[allow(clippy::too_many_arguments, reason = "they have names in Python")]
    fn check(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        titles: Option<&Bound<'_, PyAny>>,
        dates: Option<&Bound<'_, PyAny>>,
        sources: Option<&Bound<'_, PyAny>>,
        corpus: Option<&Corpus>,
    ) -> PyResult<Findings> {
        let given = Given { texts, ids, titles, dates, sources };
        let found = |report: &Report, document: &Document| {
            let beside = corpus.and_then(|corpus| corpus.beside(document));
            Findings::of(report, document, self.checked(document, beside).findings)
        };
        let unreadable = |report: &Report, why: &str| Findings::of(report, &Document::default(), vec![Finding::unreadable(why)]);
        self.run(py, &given, found, unreadable)
    }

    /// Every claim with its operands and its verdict: a row a claim.
    #[pyo3(signature = (texts, ids=None, *, titles=None, dates=None, sources=None))]
    fn claims(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        titles: Option<&Bound<'_, PyAny>>,
        dates: Option<&Bound<'_, PyAny>>,
        sources: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Claims> {
        let given = Given { texts, ids, titles, dates, sources };
        let claims = |report: &Report, document: &Document| Claims::of(report, document, self.checked(document, None).ledger);
        self.run(py, &given, claims, |_, _| Claims::default())
    }

    /// Every figure as it is read: a row a figure.
    #[pyo3(signature = (texts, ids=None))]
    fn figures(&self, py: Python<'_>, texts: &Bound<'_, PyAny>, ids: Option<&Bound<'_, PyAny>>) -> PyResult<Figures> {
        let given = Given { texts, ids, titles: None, dates: None, sources: None };
        self.run(py, &given, Figures::of, |_, _| Figures::default())
    }

    /// What is kept of each text to compare it with all others: a row a text.
    #[pyo3(signature = (texts, ids, *, titles=None, dates=None))]
    fn sketches(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        ids: &Bound<'_, PyAny>,
        titles: Option<&Bound<'_, PyAny>>,
        dates: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Sketches> {
        let given = Given { texts, ids: Some(ids), titles, dates, sources: None };
        let sketch = |report: &Report, document: &Document| Sketches::of(report, &Sketch::of(document));
        self.run(py, &given, sketch, |_, _| Sketches::default())
    }

    /// Which of some reports are copies of others among them, by their sketches: a row a copy. The first of each is left alone.
    fn duplicates(&self, py: Python<'_>, sketches: &Bound<'_, PyAny>, ids: &Bound<'_, PyAny>) -> PyResult<Duplicates> {
        let corpus = Corpus::new(py, sketches, ids)?;
        Ok(py.detach(|| self.copies(&corpus)))
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let of_files = |files: &Files| -> PyResult<Bound<'py, PyDict>> {
            let dict = PyDict::new(py);
            files.0.iter().try_for_each(|(name, text)| dict.set_item(name, text))?;
            Ok(dict)
        };
        let Written { config, rules, select, ignore, language } = &self.written;
        let named = PyDict::new(py);
        named.set_item("config", of_files(config)?)?;
        named.set_item("rules", of_files(rules)?)?;
        named.set_item("select", select)?;
        named.set_item("ignore", ignore)?;
        named.set_item("lang", language.map(Language::name))?;
        named.set_item("format", FORMATS.iter().find(|(_, format)| *format == self.format).map(|(name, _)| *name))?;
        named.set_item("today", self.today.map(|today| today.to_string()))?;
        named.set_item("threads", self.threads)?;
        Ok((PyTuple::empty(py), named))
    }

    fn __repr__(&self) -> String {
        let rules = self.prepared.rules.rules().iter().filter(|rule| self.prepared.wants(&rule.id)).count();
        format!("<recount.Linter {} with {rules} rules>", env!("CARGO_PKG_VERSION"))
    }
}

impl Linter {
    /// Runs every text through some work, without the lock of the interpreter. The rows are in the order of the texts. One on which the
    /// program breaks is told as one that cannot be read.
    fn run<C: Columns>(
        &self,
        py: Python<'_>,
        given: &Given<'_, '_>,
        work: impl Fn(&Report, &Document) -> C + Sync,
        unread: impl Fn(&Report, &str) -> C + Sync,
    ) -> PyResult<C> {
        let mut reports = Reports::of(given, self.prepared.language)?;
        let pool = match self.threads {
            1 => None,
            threads => {
                let pool = ThreadPoolBuilder::new().num_threads(threads).build();
                Some(pool.map_err(|error| PyValueError::new_err(error.to_string()))?)
            }
        };
        let one = |mut report: Report| {
            let text = mem::replace(&mut report.text, Err(String::new()));
            let work = |text| caught(|| work(&report, &report.document(text, self.format))).map_err(|why| self.bug(&why));
            text.and_then(work).unwrap_or_else(|why| unread(&report, &why))
        };
        let mut columns = C::default();
        loop {
            let batch = reports.batch()?;
            if batch.is_empty() {
                return Ok(columns);
            }
            let done: Vec<C> = py.detach(|| match &pool {
                None => batch.into_iter().map(one).collect(),
                Some(pool) => pool.install(|| batch.into_par_iter().map(one).collect()),
            });
            done.into_iter().for_each(|more| columns.append(more));
            // Whoever presses Ctrl-C waits for one batch.
            py.check_signals()?;
        }
    }

    fn checked(&self, document: &Document, beside: Option<Beside<'_>>) -> Checked {
        let Prepared { rules, config, language, .. } = &*self.prepared;
        let settings = config.settings(&document.path, rules);
        let today = self.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
        let suppressing = Suppressing { entries: &[], today: Some(today), partial: self.prepared.leaves_out() };
        let mut checked = Checker::new(Arc::clone(rules), *language).check_under(&settings, document, &suppressing, beside);
        checked.findings.retain(|finding| self.prepared.wants(&finding.rule));
        checked.ledger.retain(|entry| self.prepared.wants(&entry.rule));
        checked
    }

    /// What can be told of copies without their texts: the rules about whole reports, on texts that are not there.
    fn copies(&self, corpus: &Corpus) -> Duplicates {
        let mut copies = Duplicates::default();
        for (row, id) in corpus.ids.iter().enumerate() {
            let document = named_document(id);
            let Some(beside) = corpus.corpus.beside(row, &document) else { continue };
            let Some(twin) = beside.twin() else { continue };
            let found = self.checked(&document, Some(beside)).findings;
            // What else is found is that there is no text.
            for finding in found.into_iter().filter(|finding| self.is_shared(&finding.rule)) {
                copies.row.push(row);
                copies.document.push(id.clone());
                copies.rule.push(finding.rule.to_string());
                copies.severity.push(finding.severity.name());
                copies.message.push(finding.message);
                copies.twin.push(beside.name(twin.number));
                copies.similar.push(twin.similar.into());
                copies.figures.push(twin.figures.map(u32::from));
            }
        }
        copies
    }

    fn is_shared(&self, rule: &str) -> bool {
        self.prepared.rules.get(rule).is_some_and(|rule| rule.kind_name == "shared")
    }

    fn bug(&self, why: &str) -> String {
        match self.prepared.language {
            Language::En => format!("a bug in recount, please report it: {why}"),
            Language::Zh => format!("recount 出现程序错误,请报告:{why}"),
        }
    }
}

/// What the reports of a corpus have in common, from a sketch of each.
#[pyclass(frozen, module = "recount")]
#[derive(Debug)]
pub(super) struct Corpus {
    corpus: corpus::Corpus,
    ids: Vec<String>,
    numbers: HashMap<String, usize>,
    /// As they were given, to be sent.
    sketches: Vec<Py<PyBytes>>,
}

#[pymethods]
impl Corpus {
    #[new]
    fn new(py: Python<'_>, sketches: &Bound<'_, PyAny>, ids: &Bound<'_, PyAny>) -> PyResult<Self> {
        let sketches: Vec<Py<PyBytes>> = sketches.try_iter()?.map(|sketch| Ok(sketch?.extract()?)).collect::<PyResult<_>>()?;
        let ids: Vec<String> = ids.try_iter()?.map(|id| Ok(id?.str()?.to_string())).collect::<PyResult<_>>()?;
        if sketches.len() != ids.len() {
            return Err(PyValueError::new_err(format!("{} sketches have {} ids", sketches.len(), ids.len())));
        }
        let mut survey = Survey::default();
        let mut numbers = HashMap::new();
        for (number, (bytes, id)) in sketches.iter().zip(&ids).enumerate() {
            let sketch = Sketch::from_bytes(bytes.as_bytes(py));
            let sketch = sketch.ok_or_else(|| PyValueError::new_err(format!("{id} has no sketch of this version of recount")))?;
            survey.add(&named_document(id), &sketch);
            if numbers.insert(id.clone(), number).is_some() {
                return Err(PyValueError::new_err(format!("two reports have the id {id}")));
            }
        }
        let corpus = py.detach(|| survey.finish());
        Ok(Self { corpus, ids, numbers, sketches })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> (Vec<Bound<'py, PyBytes>>, Vec<String>) {
        (self.sketches.iter().map(|sketch| sketch.bind(py).clone()).collect(), self.ids.clone())
    }

    fn __len__(&self) -> usize {
        self.ids.len()
    }

    fn __repr__(&self) -> String {
        format!("<recount.Corpus of {} reports>", self.ids.len())
    }
}

impl Corpus {
    /// What stands beside a document, if it is one of the corpus.
    fn beside(&self, document: &Document) -> Option<Beside<'_>> {
        let number = self.numbers.get(document.id.as_deref()?)?;
        self.corpus.beside(*number, document)
    }
}

/// A document of which no more is known than its name.
fn named_document(id: &str) -> Document {
    Document { id: Some(id.to_owned()), ..Document::default() }
}

/// What comes of some work, or that it panicked: that stops no other report.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let said = |panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
    };
    catch_unwind(AssertUnwindSafe(work)).map_err(said)
}

/// What is called by a name.
fn named<T: Copy>(name: &str, argument: &str, known: &[(&str, T)]) -> PyResult<T> {
    let found = known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        PyValueError::new_err(format!("{argument}={name:?}: known are {}", names.join(", ")))
    })
}

/// A day, of a date or written as one.
fn day(day: &Bound<'_, PyAny>) -> PyResult<Date> {
    let written = day.str()?.to_string();
    written.parse().map_err(|_| PyValueError::new_err(format!("today={written:?}: write it as 2026-01-31")))
}
