//! Output for people: each finding with the lines it is about, every operand underlined where it stands.

mod cut;
mod ledger;
mod mistake;
mod paint;
mod snippet;
mod window;

pub(super) use ledger::{LONGEST, interval};
pub use ledger::{entry, figure, read, recounted};
pub use mistake::mistake;
pub(super) use snippet::Snippet;

use std::{error::Error, fmt, ops::RangeInclusive};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::{Page, clean::clean};
use crate::{
    check::Language,
    finding::{Finding, Severity},
    verdict::Verdict,
};

/// Messages and help are wrapped at this many columns where nobody says how many there are.
const WIDTH: usize = 80;
/// And at no fewer, and no more, whatever the terminal has: longer lines are no easier to read.
const WIDTHS: RangeInclusive<usize> = 50..=120;

/// Renders findings one by one, in one language, with colours or without.
#[derive(Debug, Clone)]
pub struct Findings {
    handler: GraphicalReportHandler,
    language: Language,
}

impl Findings {
    /// A renderer.
    pub fn new(language: Language, colour: bool) -> Self {
        Self { handler: handler(colour), language }
    }

    /// The same in a terminal of so many columns.
    #[must_use]
    pub fn within(self, columns: usize) -> Self {
        Self { handler: self.handler.with_width(columns.clamp(*WIDTHS.start(), *WIDTHS.end())), ..self }
    }

    /// Writes one finding and the empty line after it.
    pub fn write(&self, out: &mut String, page: &Page<'_>, finding: &Finding) {
        let shown = Shown::new(page, finding, self.language);
        let mut rendered = String::new();
        if self.handler.render_report(&mut rendered, &shown).is_err() {
            // Never seen; the finding must be told even so.
            rendered = format!("{}\n{}\n", shown.code, shown.message);
        }
        if self.language == Language::Zh {
            translate_help(&mut rendered);
        }
        out.push_str(rendered.trim_start_matches('\n'));
        out.push('\n');
    }
}

/// How diagnostics are drawn, those of rule files too.
pub fn handler(colour: bool) -> GraphicalReportHandler {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_links(false).with_context_lines(0)
}

/// The word for a severity.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::En, severity) => severity.name(),
        (Language::Zh, Severity::Error) => "错误",
        (Language::Zh, Severity::Warning) => "警告",
        (Language::Zh, Severity::Info) => "提示",
    }
}

/// The word for a verdict.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match (language, verdict) {
        (Language::En, verdict) => verdict.name(),
        (Language::Zh, Verdict::Verified) => "相符",
        (Language::Zh, Verdict::Consistent) => "大致相符",
        (Language::Zh, Verdict::LastDigit) => "末位不符",
        (Language::Zh, Verdict::Contradicted) => "矛盾",
        (Language::Zh, Verdict::Undecided) => "无法判定",
    }
}

/// miette knows `help` in English only. The Chinese word is as wide, so that the lines below stay where they are.
fn translate_help(rendered: &mut String) {
    // No text of the report has a line break or an escape here, so neither can be anything else.
    for (english, chinese) in [("\n  help: ", "\n  建议: "), ("\n\u{1b}[36m  help: ", "\n\u{1b}[36m  建议: ")] {
        if let Some(at) = rendered.rfind(english) {
            rendered.replace_range(at..at.saturating_add(english.len()), chinese);
            return;
        }
    }
}

/// One finding as miette takes it: clean of control characters throughout.
#[derive(Debug)]
struct Shown {
    code: String,
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    snippet: Snippet,
}

impl Shown {
    fn new(page: &Page<'_>, finding: &Finding, language: Language) -> Self {
        Self {
            code: format!("{}[{}]", severity(finding.severity, language), clean(&finding.rule)),
            severity: match finding.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            message: clean(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| clean(help).into_owned()),
            snippet: Snippet::new(page, finding),
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels()))
    }
}
