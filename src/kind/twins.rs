//! `kind = "twins"`: a paragraph that stands in one report twice.

use std::collections::HashMap;

use crate::{
    claim::{Claim, Sheet},
    verdict::{Recount, Verdict},
};

/// A paragraph has at least so many characters, spaces apart. Shorter lines recur for good reasons.
const SHORTEST: usize = 30;

/// One that stands far from the first has at least so many, or recurs together with the one above it: in laws and forms
/// single clauses recur.
const LONG: usize = 120;

/// Paragraphs no further apart than this are neighbours.
const NEAR: usize = 2;

/// Finds a paragraph that was there before.
#[derive(Debug)]
pub struct Twins;

impl super::Recounts for Twins {
    const NAME: &'static str = "twins";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["line"];

    /// The line of the first of them, from 1.
    type Parts = usize;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<usize>> {
        let filled =
            sheet.view.lines().iter().enumerate().map(|(number, line)| (number, line.span, sheet.view.slice(line.span).trim()));
        // The first place of each paragraph: its line, and which of the filled lines that is.
        let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
        let mut above: Option<usize> = None;
        let mut claims = Vec::new();
        for (order, (number, span, text)) in filled.filter(|(_, _, text)| !text.is_empty()).enumerate() {
            let (line, first) = *seen.entry(text).or_insert((number, order));
            let twin = (first != order).then_some(first);
            let follows = twin.is_some() && above.is_some_and(|above| twin == above.checked_add(1));
            let near = order.saturating_sub(first) <= NEAR;
            if twin.is_some() && is_prose(text) && (near || follows || is_long(text)) {
                claims.push(Claim::at(span, line.saturating_add(1)));
            }
            above = twin;
        }
        claims
    }

    fn recount(&self, line: &usize) -> Recount {
        Recount::new(Verdict::Contradicted).fact("line", line.to_string())
    }
}

/// Long enough, and whole sentences: rows of tables, names of offices and the broken lines of a printed page recur.
fn is_prose(text: &str) -> bool {
    text.contains('。')
        && text.ends_with(['。', '!', '?', ')', '”', ':', ';'])
        && !text.contains(['|', '<', '\t'])
        && at_least(text, SHORTEST)
}

fn is_long(text: &str) -> bool {
    at_least(text, LONG)
}

fn at_least(text: &str, characters: usize) -> bool {
    text.chars().filter(|character| !character.is_whitespace()).take(characters).count() == characters
}
