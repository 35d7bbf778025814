//! A mistake in a file of rules or settings for people: where it stands, and what would be right, in their language.

use std::{error::Error, fmt};

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::{WIDTHS, cut::Cut, handler, translate_help};
use crate::output::clean::clean;

/// What a mistake says in Chinese: what is wrong, and what would be right.
pub type Chinese = (String, Option<String>);

/// A mistake with its place in its file; in English where no Chinese is given. Nothing of the file steers the terminal.
pub fn mistake(error: &dyn Diagnostic, chinese: Option<Chinese>, colour: bool, columns: usize) -> String {
    let in_chinese = chinese.is_some();
    let spoken = Spoken { error, chinese, cut: Cut::of(error) };
    let render = |colour: bool| {
        let mut text = String::new();
        if handler(colour)
            .with_context_lines(1)
            .with_width(columns.clamp(*WIDTHS.start(), *WIDTHS.end()))
            .render_report(&mut text, &spoken)
            .is_err()
        {
            // Never seen; the mistake must be told even so.
            text = format!("{spoken}\n");
        }
        if in_chinese {
            translate_help(&mut text);
        }
        text
    };
    let plain = render(false);
    let cleaned: String = plain.lines().map(|line| format!("{}\n", clean(line))).collect();
    // miette prints the file as it is: colours only where there was nothing to clean.
    if colour && cleaned == plain { render(true) } else { cleaned }
}

/// A mistake that speaks one language.
#[derive(Debug)]
struct Spoken<'e> {
    error: &'e dyn Diagnostic,
    chinese: Option<Chinese>,
    /// What is shown of its file, where a line is too long to be shown whole.
    cut: Option<Cut>,
}

impl fmt::Display for Spoken<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chinese {
            None => fmt::Display::fmt(self.error, formatter),
            Some((wrong, _)) => formatter.write_str(wrong),
        }
    }
}

impl Error for Spoken<'_> {}

impl Diagnostic for Spoken<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        match &self.chinese {
            None => self.error.help(),
            Some((_, right)) => right.as_ref().map(|right| Box::new(right) as Box<dyn fmt::Display>),
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match &self.cut {
            Some(cut) => Some(cut),
            None => self.error.source_code(),
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let here = if self.chinese.is_some() { "此处" } else { "here" };
        if let Some(cut) = &self.cut {
            return Some(Box::new([LabeledSpan::new_with_span(Some(here.to_owned()), cut.span())].into_iter()));
        }
        let labels = self.error.labels()?.map(|label| LabeledSpan::new_with_span(Some(here.to_owned()), *label.inner()));
        Some(Box::new(labels))
    }
}
