//! Texts as Python has them, into documents: a batch at a time, so that no more of them is held twice than one batch.

use pyo3::{
    Bound, PyAny, PyResult,
    exceptions::{PyTypeError, PyValueError},
    types::{PyAnyMethods, PyIterator, PyString, PyStringMethods, PyTypeMethods},
};

use crate::{
    document::{Document, Fields, Format},
    rule::Language,
};

/// Texts of a batch.
const TEXTS: usize = 64;
/// A batch that holds more bytes than this is full.
const BYTES: usize = 8 << 20;

/// A report in its row.
#[derive(Debug)]
pub(super) struct Report {
    /// Its place among the texts, from 0.
    pub(super) row: usize,
    /// What its caller calls it.
    pub(super) id: Option<String>,
    /// Its text, or why there is none.
    pub(super) text: Result<String, String>,
    /// What is known of it.
    fields: Fields,
}

impl Report {
    /// A text as the document that it is. What a page says of itself stands where nothing was given.
    pub(super) fn document(&self, text: String, format: Format) -> Document {
        let document = Document { id: self.id.clone(), format, ..Document::default() }.with_text(text);
        let (given, own) = (self.fields.clone(), document.fields);
        let fields =
            Fields { title: given.title.or(own.title), date: given.date.or(own.date), source: given.source.or(own.source) };
        Document { fields, ..document }
    }
}

/// Texts and what is known of each, in the order of the texts; where it is not given, nothing is.
#[derive(Debug)]
pub(super) struct Given<'g, 'py> {
    pub(super) texts: &'g Bound<'py, PyAny>,
    pub(super) ids: Option<&'g Bound<'py, PyAny>>,
    pub(super) titles: Option<&'g Bound<'py, PyAny>>,
    pub(super) dates: Option<&'g Bound<'py, PyAny>>,
    pub(super) sources: Option<&'g Bound<'py, PyAny>>,
}

/// Reports while they are read.
#[derive(Debug)]
pub(super) struct Reports<'py> {
    texts: Bound<'py, PyIterator>,
    ids: Option<Bound<'py, PyIterator>>,
    titles: Option<Bound<'py, PyIterator>>,
    dates: Option<Bound<'py, PyIterator>>,
    sources: Option<Bound<'py, PyIterator>>,
    language: Language,
    row: usize,
}

impl<'py> Reports<'py> {
    pub(super) fn of(given: &Given<'_, 'py>, language: Language) -> PyResult<Self> {
        let list = |list: Option<&Bound<'py, PyAny>>| list.map(items).transpose();
        Ok(Self {
            texts: items(given.texts)?,
            ids: list(given.ids)?,
            titles: list(given.titles)?,
            dates: list(given.dates)?,
            sources: list(given.sources)?,
            language,
            row: 0,
        })
    }

    /// The next of them; none at the end.
    pub(super) fn batch(&mut self) -> PyResult<Vec<Report>> {
        let (mut batch, mut bytes) = (Vec::new(), 0_usize);
        while batch.len() < TEXTS && bytes < BYTES {
            let Some(text) = self.texts.next().transpose()? else {
                self.ended()?;
                break;
            };
            let id = beside(&mut self.ids, "ids")?;
            let fields = Fields {
                title: beside(&mut self.titles, "titles")?,
                date: beside(&mut self.dates, "dates")?,
                source: beside(&mut self.sources, "sources")?,
            };
            let text = self.read(&text);
            bytes = bytes.saturating_add(text.as_ref().map_or(0, String::len));
            batch.push(Report { row: self.row, id, text, fields });
            self.row = self.row.saturating_add(1);
        }
        Ok(batch)
    }

    /// A text, or why it is none.
    fn read(&self, text: &Bound<'_, PyAny>) -> Result<String, String> {
        if text.is_none() {
            return Err(self.say("there is no text in this row", "本行没有正文"));
        }
        let Ok(string) = text.cast::<PyString>() else {
            let class = text.get_type().name().map(|name| name.to_string()).unwrap_or_default();
            return Err(self.say(&format!("this row holds no str but {class}"), &format!("本行不是 str,而是 {class}")));
        };
        let lone =
            |_| self.say("the text has half of a surrogate pair, which is no character", "正文含有不成对的代理项,不是字符");
        string.to_cow().map(|text| text.into_owned()).map_err(lone)
    }

    /// Nothing may be left of what is given beside the texts.
    fn ended(&mut self) -> PyResult<()> {
        let beside =
            [(&mut self.ids, "ids"), (&mut self.titles, "titles"), (&mut self.dates, "dates"), (&mut self.sources, "sources")];
        for (list, name) in beside {
            if list.as_mut().and_then(Iterator::next).is_some() {
                return Err(PyValueError::new_err(format!("there are more {name} than texts")));
            }
        }
        Ok(())
    }

    fn say(&self, en: &str, zh: &str) -> String {
        let said = match self.language {
            Language::En => en,
            Language::Zh => zh,
        };
        said.to_owned()
    }
}

/// The items of a list; those of an Arrow array as Python's own.
fn items<'py>(list: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyIterator>> {
    if list.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("a list of texts is wanted, and this is one text: write [text]"));
    }
    if list.hasattr("to_pylist")? { list.call_method0("to_pylist")?.try_iter() } else { list.try_iter() }
}

/// The next of what is given beside the texts, as it would be written.
fn beside(list: &mut Option<Bound<'_, PyIterator>>, name: &str) -> PyResult<Option<String>> {
    let Some(list) = list else { return Ok(None) };
    let Some(item) = list.next().transpose()? else {
        return Err(PyValueError::new_err(format!("there are fewer {name} than texts")));
    };
    if item.is_none() { Ok(None) } else { Ok(Some(item.str()?.to_string_lossy().into_owned())) }
}
