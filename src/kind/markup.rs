//! `kind = "markup"`: HTML that shows in plain text, with what a browser would show in its place.

use html5gum::{Token, Tokenizer};

use super::{pattern::Pattern, trace::Step};
use crate::{
    claim::{Claim, Sheet, Sought, Zones},
    verdict::{Recount, Verdict},
};

/// Finds HTML in plain text.
#[derive(Debug)]
pub struct Markup {
    /// What it looks like.
    pub pattern: Pattern,
}

/// One stretch of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// As the document has it.
    pub written: String,
    /// What a browser shows: entities as their characters, tags not at all.
    pub shown: String,
}

impl super::Recounts for Markup {
    const NAME: &'static str = "markup";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["match", "shown"];

    type Parts = Parts;

    fn sought(&self) -> Vec<Sought<'_>> {
        super::Recounts::sought(&self.pattern)
    }

    fn asked(&self) -> Vec<Sought<'_>> {
        super::Recounts::asked(&self.pattern)
    }

    fn zones(&self) -> Zones {
        self.pattern.zones
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let claims = super::Recounts::claims(&self.pattern, sheet).into_iter();
        let parts = |claim: Claim<super::pattern::Found>| {
            let place = claim.source.unwrap_or_else(|| sheet.view.place(claim.at));
            let written = sheet.document.text.get(place.start..place.end).unwrap_or("").to_owned();
            let shown = shown(&written);
            Claim { source: claim.source, ..Claim::at(claim.at, Parts { written, shown }) }
        };
        claims.map(parts).collect()
    }

    fn refused(&self, sheet: &Sheet, lines: &std::ops::Range<usize>) -> Vec<Step<'_>> {
        super::Recounts::refused(&self.pattern, sheet, lines)
    }

    fn recount(&self, parts: &Parts) -> Recount {
        let recount = Recount::new(Verdict::Contradicted).fact("match", parts.written.as_str());
        // What a browser shows as it stands is not known to be anything else.
        if parts.shown == parts.written { recount } else { recount.fact("shown", parts.shown.as_str()) }
    }
}

/// What a browser shows of a stretch of HTML. An entity that was written with an entity, as `&amp;nbsp;`, is read twice.
fn shown(html: &str) -> String {
    let once = text_of(html);
    if html.starts_with("&amp;") && once != html { text_of(&once) } else { once }
}

fn text_of(html: &str) -> String {
    let mut text = Vec::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::String(piece)) => text.extend_from_slice(&piece),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_shows_entities_as_characters_and_tags_not_at_all() {
        let table = [
            ("&ldquo;", "“"),
            ("&nbsp;&nbsp;", "\u{A0}\u{A0}"),
            ("&#12288;", "\u{3000}"),
            ("&amp;nbsp;", "\u{A0}"),
            ("&amp;", "&"),
            ("<strong>建成</strong>", "建成"),
            ("</td>", ""),
            ("?ldquo;", "?ldquo;"),
        ];
        for (html, text) in table {
            assert_eq!(shown(html), text, "{html}");
        }
    }
}
