//! One finding as the dashboard keeps it: what it is filtered by, and the rest of it as JSON in both languages.

use std::sync::Arc;

use serde::Serialize;

use super::arithmetic::{Arithmetic, Claims};
use crate::{
    check::Checked,
    document::Document,
    finding::{Finding, Fix, Severity},
    output::{
        Page,
        clean::{clean, clip},
        text::Snippet,
    },
    verdict::Verdict,
};

/// No message and no text of a fix is kept longer than this, in characters.
const LONGEST: usize = 1000;
/// More edits of one fix than this are not shown.
const MOST_EDITS: usize = 10;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The rule's id.
    pub rule: Arc<str>,
    /// How much it matters.
    pub severity: Severity,
    pub(super) verdict: Option<Verdict>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) detail: String,
}

impl Row {
    /// The findings of a document, in order; `english` and `chinese` are one check of it, told in each language.
    pub fn all(document: &Document, english: &Checked, chinese: &Checked) -> Vec<Self> {
        let page = Page::new(document);
        let claims = Claims::new(&english.ledger);
        let rows = english.findings.iter().enumerate().map(|(number, finding)| {
            let same = |other: &&Finding| other.rule == finding.rule && other.place == finding.place;
            let chinese = chinese.findings.get(number).filter(same).unwrap_or(finding);
            Self::new(&page, [finding, chinese], claims.of(finding))
        });
        rows.collect()
    }

    /// That a file, or one row of it, cannot be read; why, in English and Chinese.
    pub fn unreadable(document: &Document, [english, chinese]: [&str; 2]) -> Self {
        Self::new(&Page::new(document), [&Finding::unreadable(english), &Finding::unreadable(chinese)], None)
    }

    /// Bytes that are kept of it.
    pub fn bytes(&self) -> usize {
        self.detail.len()
    }

    fn new(page: &Page<'_>, told: [&Finding; 2], arithmetic: Option<Arithmetic<'_>>) -> Self {
        let [finding, _] = told;
        let position = page.position(finding.place.start);
        let detail = Detail {
            message: told.map(|finding| clip(&finding.message, LONGEST)),
            help: finding.help.is_some().then(|| told.map(|finding| clip(finding.help.as_deref().unwrap_or(""), LONGEST))),
            lines: lines(page, finding),
            arithmetic,
            fix: finding.fix.as_ref().map(|fix| Mending::new(page.document, fix)),
        };
        Self {
            rule: Arc::clone(&finding.rule),
            severity: finding.severity,
            verdict: finding.verdict,
            line: position.line,
            column: position.column,
            detail: serde_json::to_string(&detail).unwrap_or_else(|_| "{}".to_owned()),
        }
    }
}

/// What is shown of a finding when somebody looks at it. Texts are clean of control characters.
#[derive(Debug, Serialize)]
struct Detail<'a> {
    /// In English and Chinese.
    message: [String; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<[String; 2]>,
    /// Windows of the lines that it points at.
    lines: Vec<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arithmetic: Option<Arithmetic<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mending>,
}

/// A line, cut to what surrounds the marked places.
#[derive(Debug, Serialize)]
struct Line {
    /// From 1.
    number: usize,
    text: String,
    /// Ranges of the text in UTF-16 code units, as scripts count, each with what stands there and whether the finding does.
    marks: Vec<(usize, usize, String, bool)>,
}

fn lines(page: &Page<'_>, finding: &Finding) -> Vec<Line> {
    let snippet = Snippet::new(page, finding);
    let units = |text: &str| text.encode_utf16().count();
    let lines = snippet.rows().map(|(number, text, marks)| {
        let place = |byte: usize| units(text.get(..byte).unwrap_or(text));
        let marks = marks.map(|(bytes, said, here)| (place(bytes.start), place(bytes.end), clean(said).into_owned(), here));
        Line { number, text: text.to_owned(), marks: marks.collect() }
    });
    lines.collect()
}

/// How it is mended.
#[derive(Debug, Serialize)]
struct Mending {
    safe: bool,
    /// What stands there, and what would stand there afterwards.
    edits: Vec<[String; 2]>,
}

impl Mending {
    fn new(document: &Document, fix: &Fix) -> Self {
        let old = |edit: &crate::finding::Edit| document.text.get(edit.place.start..edit.place.end).unwrap_or("");
        let edits = fix.edits.iter().take(MOST_EDITS).map(|edit| [clip(old(edit), LONGEST), clip(&edit.text, LONGEST)]);
        Self { safe: fix.safe, edits: edits.collect() }
    }
}
