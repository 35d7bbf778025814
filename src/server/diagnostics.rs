//! Findings as the editor shows them: what is wrong, its operands beside it, the rule as its code.

use super::{
    buffer::Buffer,
    client::Client,
    protocol::{CodeDescription, Diagnostic, Location, Related, Uri},
    reading::{Reading, Report},
};
use crate::{
    check::Language,
    document::{LineIndex, Place},
    finding::{Finding, Severity, UNREADABLE},
};

/// How findings are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'s> {
    pub(super) client: Client,
    pub(super) language: Language,
    /// Where rules are explained, with `{rule}` for the id of one.
    pub(super) rule_page: Option<&'s str>,
}

impl Telling<'_> {
    /// Everything that was found in a text.
    pub(super) fn all(&self, uri: &Uri, buffer: &Buffer, reading: &Reading) -> Vec<Diagnostic> {
        let found = reading
            .reports
            .iter()
            .flat_map(|report| report.checked.findings.iter().map(move |finding| self.finding(uri, buffer, report, finding)));
        let unread = reading.unread.iter().map(|(row, error)| {
            let why = if self.language == Language::En { error.to_string() } else { error.chinese() };
            // The editor shows which file it is.
            let name = buffer.path.file_name().unwrap_or_default().to_string_lossy();
            let why = why.replacen(error.path(), &name, 1);
            self.plain(buffer, *row, Severity::Error, UNREADABLE, why)
        });
        let mut all: Vec<Diagnostic> = found.chain(unread).collect();
        all.sort_by(|one, other| (one.range, &one.code).cmp(&(other.range, &other.code)));
        all
    }

    /// One finding of a report.
    pub(super) fn finding(&self, uri: &Uri, buffer: &Buffer, report: &Report, finding: &Finding) -> Diagnostic {
        let message = match &finding.help {
            Some(help) => format!("{}\n{help}", finding.message),
            None => finding.message.clone(),
        };
        let related = |place: Place, text: &str| Related {
            location: Location { uri: uri.clone(), range: buffer.ruler.range(&buffer.text, report.place(place)) },
            message: text.to_owned(),
        };
        let labels = finding.labels.iter().filter(|_| self.client.relates);
        Diagnostic {
            code_description: self.page(&finding.rule),
            related_information: labels.map(|label| related(label.place, &label.text)).collect(),
            ..self.plain(buffer, report.place(finding.place), finding.severity, &finding.rule, message)
        }
    }

    /// Something that is wrong at a place, and nothing more.
    pub(super) fn plain(&self, buffer: &Buffer, place: Place, severity: Severity, code: &str, message: String) -> Diagnostic {
        Diagnostic {
            range: buffer.ruler.range(&buffer.text, place),
            severity: match severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Info => 3,
            },
            code: code.to_owned(),
            code_description: None,
            source: "recount",
            message,
            related_information: Vec::new(),
        }
    }

    /// Where a rule is explained.
    fn page(&self, rule: &str) -> Option<CodeDescription> {
        let page = self.rule_page.filter(|_| self.client.links)?;
        Some(CodeDescription { href: page.replace("{rule}", rule) })
    }
}

/// The line of a text that a byte is on, without its line break.
pub(super) fn line_of(text: &str, at: usize) -> Place {
    let lines = LineIndex::new(text);
    let line = lines.position(text, at).line;
    let start = lines.start(line).unwrap_or(0);
    let end = lines.start(line.saturating_add(1)).unwrap_or(text.len());
    let content = text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']);
    Place { start, end: start.saturating_add(content.len()) }
}
