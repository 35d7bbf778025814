//! `kind = "pairs"`: brackets and quotes that open and never close, or close and never opened.

use crate::{
    claim::{Claim, Sheet, Zones},
    verdict::{Recount, Verdict},
    view::Span,
};

/// What pairs with what, in the view. Square brackets are left out: in `[0,1)` they pair with round ones.
const PAIRS: [(char, char); 6] = [('(', ')'), ('《', '》'), ('【', '】'), ('〔', '〕'), ('“', '”'), ('〈', '〉')];

/// A pair may be broken over so many lines: printed pages break anywhere.
const LINES: usize = 12;

/// No more than so many findings a report; a text without any closing marks has one fault, not a thousand.
const MOST: usize = 20;

/// Finds brackets and quotes that do not pair.
#[derive(Debug)]
pub struct Pairs {
    /// In these zones.
    pub zones: Zones,
}

/// An opening mark that waits for its other half.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    line: usize,
}

impl super::Recounts for Pairs {
    const NAME: &'static str = "pairs";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["mark"];

    /// The mark.
    type Parts = char;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<char>> {
        let marks = marks(sheet);
        let mut alone: Vec<(usize, char)> = PAIRS.iter().flat_map(|&pair| unpaired(sheet, &marks, pair)).collect();
        alone.sort_unstable();
        let included =
            |at: usize| sheet.view.lines().get(sheet.view.line_at(at)).is_some_and(|line| self.zones.include(line.zone));
        let alone = alone.into_iter().filter(|&(at, _)| included(at)).take(MOST);
        alone.map(|(at, mark)| Claim::at(Span { start: at, end: at.saturating_add(mark.len_utf8()) }, mark)).collect()
    }

    fn recount(&self, mark: &char) -> Recount {
        Recount::new(Verdict::Contradicted).fact("mark", mark.to_string())
    }
}

/// A mark that may open or close.
#[derive(Clone, Copy)]
struct Mark {
    character: char,
    /// Where it stands in its line.
    at: usize,
    line: usize,
}

/// Every mark that pairs, and every straight quote, in order.
fn marks(sheet: &Sheet) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (number, line) in sheet.view.lines().iter().enumerate() {
        let text = sheet.view.slice(line.span);
        for (at, byte) in text.bytes().enumerate() {
            // The first bytes of the marks.
            if !matches!(byte, b'(' | b')' | b'"' | 0xE2 | 0xE3) {
                continue;
            }
            let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            if character == '"' || PAIRS.iter().any(|&(open, close)| character == open || character == close) {
                marks.push(Mark { character, at, line: number });
            }
        }
    }
    marks
}

/// The marks of one sort that stand alone.
fn unpaired(sheet: &Sheet, marks: &[Mark], (open, close): (char, char)) -> Vec<(usize, char)> {
    let mut waiting: Vec<Open> = Vec::new();
    let mut alone: Vec<(usize, char)> = Vec::new();
    let straight = |mark: &&Mark| open == '“' && mark.character == '"';
    let marks: Vec<Mark> =
        marks.iter().filter(|mark| mark.character == open || mark.character == close || straight(mark)).copied().collect();
    for marks in marks.chunk_by(|one, other| one.line == other.line) {
        let Some(&Mark { line: number, .. }) = marks.first() else { continue };
        let Some(line) = sheet.view.lines().get(number) else { continue };
        let text = sheet.view.slice(line.span);
        let mut straight = false;
        // Each paragraph of a long quotation opens it again, and only the last one closes it.
        if open == '“' && text.trim_start().starts_with(open) {
            waiting.retain(|open| open.line.saturating_add(LINES) < number);
        }
        let expired = waiting.iter().take_while(|open| open.line.saturating_add(LINES) < number).count();
        alone.extend(waiting.drain(..expired).map(|left| (left.at, open)));
        for &Mark { character: mark, at, .. } in marks {
            let place = line.span.start.saturating_add(at);
            if mark == '"' {
                // A straight quote is the other half of whatever needs one: which half it is, nobody can tell.
                straight = waiting.pop().is_none() && !straight;
                continue;
            }
            // So does each of several paragraphs that came out as one line.
            if mark == '“' && text.get(..at).is_some_and(|before| before.ends_with("  ")) {
                waiting.retain(|open| open.line.saturating_add(LINES) < number);
            }
            if mark == open {
                if !(open == '(' && is_interval(text.get(at..).unwrap_or(""))) {
                    waiting.push(Open { at: place, line: number });
                }
            } else if waiting.pop().is_none()
                && !std::mem::take(&mut straight)
                && !(close == ')' && numbers(text.get(..at).unwrap_or("")))
            {
                alone.push((place, close));
            }
        }
    }
    alone.extend(waiting.iter().map(|left| (left.at, open)));
    alone
}

/// Whether a closing bracket after this text numbers something, as in `1)` and `a)`, ends an interval, `[0,1)`, or a face, `:)`.
fn numbers(before: &str) -> bool {
    let head =
        before.trim_end_matches(|mark: char| mark.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨".contains(mark));
    let length = before.get(head.len()..).map_or(0, |mark| mark.chars().count());
    let apart = head.chars().next_back().is_none_or(|end| end.is_whitespace() || ",。;:、!?.|”>".contains(end));
    let interval = before.chars().rev().take(24).any(|mark| mark == '[');
    // In text whose line breaks are gone, a number stands right behind the words before it.
    let number =
        head.len() < before.len() && before.get(head.len()..).is_some_and(|mark| mark.bytes().all(|byte| byte.is_ascii_digit()));
    ((1..=3).contains(&length) && (apart || (number && length <= 2))) || before.ends_with([':', ';', '-', '^']) || interval
}

/// Whether an opening bracket begins an interval such as `(0,1]`.
fn is_interval(text: &str) -> bool {
    let inside = text.chars().skip(1).take(24).take_while(|&mark| mark != ')');
    let mut inside = inside.skip_while(|&mark| mark.is_ascii_alphanumeric() || " ,.%+-∞".contains(mark));
    inside.next() == Some(']')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, kind::Recounts};

    fn alone(text: &str) -> Vec<(usize, char)> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let claims = Pairs { zones: Zones::Any }.claims(&sheet);
        claims.iter().map(|claim| (text[..sheet.view.place(claim.at).start].chars().count(), claim.parts)).collect()
    }

    #[test]
    fn a_mark_without_its_other_half_is_found_once() {
        assert_eq!(alone("打印】【关闭】"), [(2, '】')]);
        assert_eq!(alone("印发《管理办法,明确责任(分三级。"), [(2, '《'), (12, '(')]);
        assert_eq!(alone("突出“重点(难点”攻坚,成效明显。"), [(5, '(')]);
    }

    #[test]
    fn what_numbers_or_bounds_needs_no_other_half() {
        for text in ["1)组织;2)督查;a)考核", "附件材料1)执照2)报表", "取值在[0,1)或(0,1]之间", "一)总体情况", "今天很好:)"]
        {
            assert_eq!(alone(text), [], "{text}");
        }
    }

    #[test]
    fn a_pair_may_be_broken_over_lines() {
        assert_eq!(alone("印发《乡村\n管理办法》,落实到位。"), []);
        assert_eq!(alone("“第一段。\n“第二段。\n“第三段。”"), []);
        assert_eq!(alone("修改为:“第一款。　　“第二款。　　“第三款。”"), []);
    }
}
