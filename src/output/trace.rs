//! What each rule made of a line, for people: where its words stand, what became of them, and why.

mod json;
pub(super) mod words;

pub(super) use json::Record;
pub use json::traced as json;

use std::fmt::Write;

use super::{
    Page,
    clean::{clean, clip},
    text::{self, LONGEST},
};
use crate::{
    check::{
        Language,
        trace::{Candidate, Fate, Guarded, Traced},
    },
    finding::Entry,
};

/// No pattern is quoted longer than this.
const PATTERN: usize = 120;

/// Writes what one rule made of one place.
pub fn text(out: &mut String, page: &Page<'_>, traced: &Traced, language: Language) {
    let place = traced.place.map(|place| {
        let position = page.position(place.start);
        format!("{}:{}:{}: ", clean(&page.name()), position.line, position.column)
    });
    // Writing to a string cannot fail.
    let _ =
        writeln!(out, "{}{}: {}", place.as_deref().unwrap_or_default(), clean(&traced.rule), words::fate(&traced.fate, language));
    let quote = traced.place.and_then(|place| page.document.text.get(place.start..place.end)).unwrap_or("");
    match &traced.fate {
        Fate::Bound(entry, candidates) => claim(out, page, entry, candidates, language),
        Fate::Undecided(entry, candidates, why) => {
            let _ = writeln!(out, "    {}", words::doubt(why, language));
            claim(out, page, entry, candidates, language);
        }
        Fate::Found(message) => {
            let _ = writeln!(out, "    {}", clean(message));
        }
        Fate::Suppressed(reason) => {
            quoted(out, quote);
            let _ = writeln!(out, "    {}", words::suppressed(reason.as_deref(), language));
        }
        Fate::Guarded(by) => {
            quoted(out, quote);
            guarded(out, by, language);
        }
        Fate::Zone(zone) => {
            quoted(out, quote);
            let _ = writeln!(out, "    {}", words::zone(*zone, language));
        }
        Fate::Left(left) => {
            quoted(out, quote);
            let _ = writeln!(out, "    {}", words::left(*left, language));
        }
        Fate::Unmatched => {}
    }
}

/// What is said where no rule has anything to say.
pub fn nothing(language: Language) -> &'static str {
    match language {
        Language::En => "no rule matched anything here; --all names the rules that looked\n",
        Language::Zh => "此处没有规则匹配;--all 列出检查过的规则\n",
    }
}

fn quoted(out: &mut String, text: &str) {
    let _ = writeln!(out, "    “{}”", clip(text, LONGEST));
}

fn claim(out: &mut String, page: &Page<'_>, entry: &Entry, candidates: &[Candidate], language: Language) {
    text::recounted(out, entry, language);
    let Some(first) = candidates.first() else { return };
    let _ = writeln!(out, "    {}", words::weighed(&clean(&first.operand.name), language));
    for candidate in candidates {
        let position = page.position(candidate.operand.place.start);
        let _ = writeln!(
            out,
            "      {} {} ({}:{}) {}",
            if candidate.chosen { '*' } else { ' ' },
            clip(&candidate.operand.text, LONGEST),
            position.line,
            position.column,
            words::candidate(candidate, language),
        );
    }
}

fn guarded(out: &mut String, by: &Guarded, language: Language) {
    let found = by.found.as_ref().map(|(_, found)| clip(found, LONGEST));
    let _ = writeln!(out, "    {}", words::guard(by.side, found.as_deref(), language));
    let name = if language == Language::En { "guard" } else { "排除条件" };
    let _ = writeln!(out, "    {name}: {} = '{}'", words::side_key(by), clip(&by.pattern, PATTERN));
}
