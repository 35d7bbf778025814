//! A mistake in a rule file for people: where it stands, and what would be right, in their language.

use std::{error::Error, fmt};

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::{handler, translate_help};
use crate::{
    check::Language,
    output::clean::clean,
    rule::{Help, RuleError},
};

/// A mistake with its place in the rule file. Nothing of the file steers the terminal.
pub fn mistake(error: &RuleError, language: Language, colour: bool) -> String {
    let render = |colour: bool| {
        let mut text = String::new();
        let spoken = Spoken { error, language };
        if handler(colour).with_context_lines(1).render_report(&mut text, &spoken).is_err() {
            // Never seen; the mistake must be told even so.
            text = format!("{spoken}\n");
        }
        if language == Language::Zh {
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
    error: &'e RuleError,
    language: Language,
}

impl Spoken<'_> {
    fn help(&self) -> Option<&Help> {
        match self.error {
            RuleError::Mistake { help, .. } => help.as_ref(),
            RuleError::Unreadable { .. } | RuleError::NoFile { .. } => None,
        }
    }
}

impl fmt::Display for Spoken<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.language {
            Language::En => self.error.fmt(formatter),
            Language::Zh => formatter.write_str(&self.error.chinese()),
        }
    }
}

impl Error for Spoken<'_> {}

impl Diagnostic for Spoken<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help()?;
        Some(match self.language {
            Language::En => Box::new(help),
            Language::Zh => Box::new(help.chinese()),
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.error.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let here = match self.language {
            Language::En => "here",
            Language::Zh => "此处",
        };
        let labels = self.error.labels()?.map(|label| LabeledSpan::new_with_span(Some(here.to_owned()), *label.inner()));
        Some(Box::new(labels))
    }
}
