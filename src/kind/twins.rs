//! `kind = "twins"`: a paragraph that stands in one report twice.

use std::collections::HashMap;

use crate::{
    claim::{Claim, Sheet},
    verdict::{Recount, Verdict},
};

/// A paragraph has at least so many characters, spaces apart. Shorter lines recur for good reasons.
const SHORTEST: usize = 30;

/// Finds a paragraph that was there before.
#[derive(Debug)]
pub struct Twins;

impl super::Recounts for Twins {
    /// The line of the first of them, from 1.
    type Parts = usize;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<usize>> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut claims = Vec::new();
        for (number, line) in sheet.view.lines().iter().enumerate() {
            let text = sheet.view.slice(line.span);
            if !is_prose(text) {
                continue;
            }
            let first = *seen.entry(text.trim()).or_insert(number);
            if first != number {
                claims.push(Claim::at(line.span, first.saturating_add(1)));
            }
        }
        claims
    }

    fn recount(&self, line: &usize) -> Recount {
        Recount::new(Verdict::Contradicted).fact("line", line.to_string())
    }
}

/// Long enough, and a sentence: rows of tables and names of offices recur.
fn is_prose(text: &str) -> bool {
    text.contains('。')
        && !text.contains(['|', '<', '\t'])
        && text.chars().filter(|character| !character.is_whitespace()).take(SHORTEST).count() == SHORTEST
}
