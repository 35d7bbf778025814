//! `kind = "twins"`: what stands in one report twice: a paragraph, several that follow one another, or all of it.

use std::collections::HashMap;

use crate::{
    claim::{Claim, Sheet},
    document::LineIndex,
    verdict::{Recount, Verdict},
    view::Span,
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

    /// Where it stands for the first time: first and last line, from 1.
    type Parts = (usize, usize);

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<(usize, usize)>> {
        let filled: Vec<(Span, &str)> = sheet
            .view
            .lines()
            .iter()
            .map(|line| (line.span, sheet.view.slice(line.span).trim()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let runs: Vec<Run> = runs(&filled).into_iter().filter_map(|run| run.of_prose(&filled)).collect();
        if runs.is_empty() {
            return Vec::new();
        }
        let lines = LineIndex::new(&sheet.document.text);
        let line_of = |at: usize| {
            let start = filled.get(at).map_or(0, |(span, _)| sheet.view.place(*span).start);
            lines.position(&sheet.document.text, start).line
        };
        let claim = |run: Run| {
            let (first, last) = (filled.get(run.start)?.0, filled.get(run.last())?.0);
            let twin = (line_of(run.twin), line_of(run.twin.saturating_add(run.length).saturating_sub(1)));
            Some(Claim::at(Span { start: first.start, end: last.end }, twin))
        };
        runs.into_iter().filter_map(claim).collect()
    }

    fn recount(&self, &(first, last): &(usize, usize)) -> Recount {
        let line = if first == last { first.to_string() } else { format!("{first}-{last}") };
        Recount::new(Verdict::Contradicted).fact("line", line)
    }
}

/// Lines that follow one another twice. Places are those among the lines that are not blank.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    /// Where they stand for the first time.
    twin: usize,
}

/// Every line that was there before, those together that follow one another both times.
fn runs(filled: &[(Span, &str)]) -> Vec<Run> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut runs: Vec<Run> = Vec::new();
    for (at, (_, text)) in filled.iter().enumerate() {
        let first = *seen.entry(text).or_insert(at);
        let open = runs.last_mut().filter(|run| run.next() == at && run.twin.saturating_add(run.length) < run.start);
        // What goes on with the line after the last may have stood elsewhere before.
        let goes_on = |run: &&mut Run| filled.get(run.twin.saturating_add(run.length)).is_some_and(|(_, next)| next == text);
        match open.filter(goes_on) {
            Some(run) => run.length = run.length.saturating_add(1),
            None if first < at => runs.push(Run { start: at, length: 1, twin: first }),
            None => {}
        }
    }
    runs
}

impl Run {
    fn next(self) -> usize {
        self.start.saturating_add(self.length)
    }

    fn last(self) -> usize {
        self.next().saturating_sub(1)
    }

    /// The run, where it is text that should stand there once: all of it where it holds several paragraphs, else the one.
    fn of_prose(self, filled: &[(Span, &str)]) -> Option<Self> {
        // An item of a list may be one of the next list too.
        let item = filled.get(self.start).is_some_and(|(_, text)| text.starts_with('('));
        let near = self.start.saturating_sub(self.twin) <= NEAR && !(item && self.length == 1);
        let prose: Vec<usize> =
            (self.start..self.next()).filter(|&at| filled.get(at).is_some_and(|(_, text)| is_prose(text))).collect();
        let tells = |&at: &usize| near || at > self.start || filled.get(at).is_some_and(|(_, text)| is_long(text));
        match prose.as_slice() {
            _ if !prose.iter().any(tells) => None,
            [one] => {
                let twin = self.twin.saturating_add(one.saturating_sub(self.start));
                Some(Self { start: *one, length: 1, twin })
            }
            _ => Some(self),
        }
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

    /// First and last lines that are found, with those where they stand for the first time, all from 1.
    fn twins(text: &str) -> Vec<((usize, usize), (usize, usize))> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let line = |at: usize| sheet.view.line_at(at).saturating_add(1);
        let lines = |at: Span| (line(at.start), line(at.end));
        Twins.claims(&sheet).into_iter().map(|claim| (lines(claim.at), claim.parts)).collect()
    }

    const FIRST: &str = "东川县全面推进乡村建设,县乡村三级联动,取得明显成效,群众满意,干部安心。";
    const SECOND: &str = "青山镇因地制宜发展茶叶、油茶、水果三个产业,带动农户增收,集体经济不断壮大。";

    #[test]
    fn a_lead_printed_twice_is_found() {
        assert_eq!(twins(&format!("标题\n{FIRST}\n\n{FIRST}\n{SECOND}")), [((4, 4), (2, 2))]);
    }

    #[test]
    fn an_article_printed_twice_is_found_as_a_whole() {
        let article = format!("标题\n{FIRST}\n小标题\n{SECOND}\n甲。\n乙。");
        assert_eq!(twins(&format!("{article}\n\n{article}")), [((8, 13), (1, 6))]);
        assert_eq!(twins(&format!("{article}\n{article}\n{article}")), [((7, 12), (1, 6)), ((13, 18), (1, 6))]);
    }

    #[test]
    fn a_line_that_recurs_within_an_article_does_not_cut_it() {
        let article = format!("{FIRST}\n甲。\n{SECOND}\n甲。\n{}", FIRST.replace("东川", "青山"));
        assert_eq!(twins(&format!("{article}\n丁。\n{article}")), [((7, 11), (1, 5))]);
    }

    #[test]
    fn a_paragraph_printed_three_times_is_found_twice() {
        assert_eq!(twins(&format!("{FIRST}\n{FIRST}\n{FIRST}")), [((2, 2), (1, 1)), ((3, 3), (1, 1))]);
    }

    #[test]
    fn an_item_of_two_lists_is_no_twin() {
        assert_eq!(twins(&format!("(二){FIRST}\n乙。\n(二){FIRST}")), []);
    }

    #[test]
    fn a_clause_that_recurs_far_away_is_no_twin() {
        assert_eq!(twins(&format!("{FIRST}\n甲。\n乙。\n丙。\n{FIRST}\n丁。")), []);
    }
}
