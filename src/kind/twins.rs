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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, kind::Recounts};

    /// Lines that are found, with the line of their twin, both from 1.
    fn twins(text: &str) -> Vec<(usize, usize)> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let line = |at: usize| sheet.view.line_at(at).saturating_add(1);
        Twins.claims(&sheet).into_iter().map(|claim| (line(claim.at.start), claim.parts)).collect()
    }

    const FIRST: &str = "东川县全面推进乡村建设,县乡村三级联动,取得明显成效,群众满意,干部安心。";
    const SECOND: &str = "青山镇因地制宜发展茶叶、油茶、水果三个产业,带动农户增收,集体经济不断壮大。";

    #[test]
    fn a_lead_printed_twice_is_found() {
        assert_eq!(twins(&format!("标题\n{FIRST}\n\n{FIRST}\n{SECOND}")), [(4, 2)]);
    }

    #[test]
    fn an_article_printed_twice_is_found_from_its_second_paragraph_on() {
        let article = format!("{FIRST}\n{SECOND}\n甲。\n乙。");
        assert_eq!(twins(&format!("{article}\n{article}")), [(6, 2)]);
    }

    #[test]
    fn a_clause_that_recurs_far_away_is_no_twin() {
        assert_eq!(twins(&format!("{FIRST}\n甲。\n乙。\n丙。\n{FIRST}\n丁。")), []);
    }
}
