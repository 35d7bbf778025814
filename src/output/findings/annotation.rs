//! GitHub Actions: workflow commands that make annotations, errors first and within the limits of the service, and the table of all
//! findings for the summary of a step. Commands within other text are held back.

use std::fmt::Write;

use super::{
    Frame, Item, Name, Spot,
    frame::{Ending, told},
    markdown,
};
use crate::{check::Language, finding::Severity, output::clean::clean};

/// Annotations of each kind that GitHub shows of one step; it drops the others.
const SHOWN: usize = 10;
/// Bytes of a summary; GitHub takes a mebibyte for each step, and other programs may write to it too.
const SUMMARY: usize = 900 << 10;
/// The severities, as annotations are given out.
const ORDER: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Writes a finding as one command.
pub(super) fn finding(out: &mut String, spot: &Spot<'_>) {
    let [start, end] = spot.ends_in_file(spot.finding.place);
    let kind = match spot.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    // Columns are taken on one line only.
    let columns = if start.line == end.line && spot.is_file() {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let (path, title) = (property(spot.path), property(&spot.finding.rule));
    let place = format!("file={path},line={},endLine={}{columns}", start.line, end.line);
    let help = spot.finding.help.as_deref().map_or_else(String::new, |help| format!("%0A{}", data(help)));
    let _ = writeln!(out, "::{kind} {place},title={title}::{}{help}", data(&spot.message()));
}

/// A text after the second pair of colons.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// A text among the properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// What is kept of each severity, in order, and how many there were.
#[derive(Debug, Default)]
struct Kept {
    texts: Vec<String>,
    bytes: usize,
    met: usize,
}

impl Kept {
    fn keep(&mut self, text: &str, room: bool) {
        self.met = self.met.saturating_add(1);
        if room {
            self.bytes = self.bytes.saturating_add(text.len());
            self.texts.push(text.to_owned());
        }
    }
}

/// The findings by severity.
#[derive(Debug, Default)]
struct BySeverity([Kept; 3]);

impl BySeverity {
    fn of(&mut self, severity: Severity) -> &mut Kept {
        let [errors, warnings, notes] = &mut self.0;
        match severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Info => notes,
        }
    }
}

/// The first annotations of each severity, given out when all are known.
#[derive(Debug)]
pub(super) struct Annotations {
    kept: BySeverity,
    language: Language,
}

impl Annotations {
    /// None yet.
    pub(super) fn new(language: Language) -> Self {
        Self { kept: BySeverity::default(), language }
    }
}

impl Frame for Annotations {
    fn document(&mut self, _: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        for item in told(items) {
            let kept = self.kept.of(item.severity);
            let room = kept.texts.len() < SHOWN;
            kept.keep(item.text, room);
        }
    }

    fn end(&mut self, out: &mut String, _: Ending<'_>) {
        let mut left_out = 0_usize;
        for severity in ORDER {
            let kept = self.kept.of(severity);
            kept.texts.iter().for_each(|text| out.push_str(text));
            left_out = left_out.saturating_add(kept.met.saturating_sub(kept.texts.len()));
        }
        if left_out > 0 {
            let _ = match self.language {
                Language::En => writeln!(out, "{left_out} more have no annotation: there are at most {SHOWN} of each severity"),
                Language::Zh => writeln!(out, "另有{left_out}处没有批注:每种严重程度至多{SHOWN}条"),
            };
        }
    }
}

/// The table of all findings for the summary of a step, errors first, cut where the service takes no more.
#[derive(Debug)]
pub struct StepSummary {
    kept: BySeverity,
    language: Language,
}

impl StepSummary {
    /// An empty table. Its items are those of [`super::Format::Markdown`].
    pub fn new(language: Language) -> Self {
        Self { kept: BySeverity::default(), language }
    }
}

impl Frame for StepSummary {
    fn document(&mut self, _: &mut String, _: Name<'_>, items: &[Item<'_>]) {
        for item in told(items) {
            let kept = self.kept.of(item.severity);
            let room = kept.bytes.saturating_add(item.text.len()) < SUMMARY;
            kept.keep(item.text, room);
        }
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        out.push_str("### recount\n\n");
        let (mut left_out, mut begun, language) = (0_usize, false, self.language);
        let most = out.len().saturating_add(SUMMARY).saturating_sub(ending.summary.len());
        for severity in ORDER {
            let kept = self.kept.of(severity);
            let mut shown = 0_usize;
            for text in &kept.texts {
                if out.len().saturating_add(text.len()) > most {
                    break;
                }
                out.push_str(if begun { "" } else { markdown::head(language) });
                out.push_str(text);
                begun = true;
                shown = shown.saturating_add(1);
            }
            left_out = left_out.saturating_add(kept.met.saturating_sub(shown));
        }
        if left_out > 0 {
            let _ = match self.language {
                Language::En => writeln!(out, "\n{left_out} more do not fit here."),
                Language::Zh => writeln!(out, "\n另有{left_out}处,此处容不下。"),
            };
        }
        out.push_str(if begun { "\n" } else { "" });
        if !ending.summary.is_empty() {
            markdown::summary(out, ending);
        }
    }
}

/// Another frame, in which no text is a workflow command: what reports say is printed there.
#[derive(Debug)]
pub struct Fenced {
    within: Box<dyn Frame>,
    /// A word that no report can know.
    token: String,
}

impl Fenced {
    /// Commands are not obeyed until the token comes again.
    pub fn new(within: Box<dyn Frame>, token: String) -> Self {
        Self { within, token }
    }
}

impl Frame for Fenced {
    fn begin(&mut self, out: &mut String) {
        let _ = writeln!(out, "::stop-commands::{}", self.token);
        self.within.begin(out);
    }

    fn document(&mut self, out: &mut String, name: Name<'_>, items: &[Item<'_>]) {
        self.within.document(out, name, items);
    }

    fn end(&mut self, out: &mut String, ending: Ending<'_>) {
        self.within.end(out, ending);
        let _ = writeln!(out, "::{}::", self.token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Findings of each severity, so many, the least severe first.
    fn given(frame: &mut dyn Frame, count: usize, text: &str) -> String {
        let mut out = String::new();
        frame.begin(&mut out);
        for severity in [Severity::Info, Severity::Warning, Severity::Error] {
            let text = format!("{} {text}\n", severity.name());
            let item = Item { text: &text, rule: "a/b", severity, standing: super::super::Standing::Told };
            frame.document(&mut out, Name { path: "a.txt", id: None, read: true }, &vec![item; count]);
        }
        frame.end(&mut out, Ending { summary: "all in all\n", whole: true });
        out
    }

    #[test]
    fn errors_come_first_and_each_severity_has_ten() {
        let out = given(&mut Annotations::new(Language::En), 12, "x");
        let words: Vec<&str> = out.lines().map(|line| line.split(' ').next().unwrap()).collect();
        let expected = [["error"; 10], ["warning"; 10], ["info"; 10]].concat();
        assert_eq!((&words[..30], words[30..].join(" ")), (&expected[..], "6".to_owned()));
    }

    #[test]
    fn a_summary_is_cut_before_the_service_refuses_it_and_says_so() {
        let out = given(&mut StepSummary::new(Language::Zh), 2_000, &"占".repeat(100));
        assert!(out.len() < 1 << 20, "{}", out.len());
        let count = |word: &str| out.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!((count("error "), count("info ")), (2_000, 0));
        let left_out = 6_000 - 2_000 - count("warning ");
        assert!(out.contains(&format!("\n另有{left_out}处,此处容不下。\n")), "{}", out.get(out.len() - 200..).unwrap_or(""));
        assert!(out.ends_with("    all in all\n"));
    }
}
