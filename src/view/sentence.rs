//! Where sentences and clauses end. Found once for the whole text, so that asking costs a binary search however long a line is.

use super::{Line, Span};

/// The marks between clauses and between sentences, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// Commas, semicolons, colons and the ends of sentences, each with the closing quotes and brackets that follow it.
    clauses: Vec<Span>,
    /// Where sentences end, the closing quotes and brackets included.
    sentences: Vec<usize>,
}

impl Marks {
    /// Reads a folded text once.
    pub(super) fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut at = 0;
        while let Some(start) = text.as_bytes().get(at..).and_then(|rest| rest.iter().position(may_mark)) {
            let start = at.saturating_add(start);
            at = start.saturating_add(1);
            let Some(mark) = text.get(start..).and_then(|rest| rest.chars().next()) else { continue };
            let sentence = matches!(mark, '。' | '!' | '?');
            if !sentence && (!matches!(mark, ',' | ';' | ':') || is_inside_number(text, start, mark)) {
                continue;
            }
            at = start.saturating_add(mark.len_utf8());
            if sentence {
                let rest = text.get(at..).unwrap_or("");
                at = text.len().saturating_sub(rest.trim_start_matches(ends_too).len());
                marks.sentences.push(at);
            }
            marks.clauses.push(Span { start, end: at });
        }
        marks
    }

    /// The sentence of a line around a byte; a closing mark belongs to what it closes.
    pub(super) fn sentence(&self, line: Line, at: usize) -> Span {
        let Span { start, end } = line.span;
        let at = at.min(end.saturating_sub(1)).max(start);
        let next = self.sentences.partition_point(|&mark| mark <= at);
        let before = next.checked_sub(1).and_then(|before| self.sentences.get(before)).copied().unwrap_or(0);
        let after = self.sentences.get(next).copied().unwrap_or(end);
        Span { start: before.max(start), end: after.min(end) }
    }

    /// The clause of a line around a byte, without the marks at its ends; on a mark, the clause before it.
    pub(super) fn clause(&self, line: Line, at: usize) -> Span {
        let Span { start, end } = line.span;
        let at = at.clamp(start, end);
        let next = self.clauses.partition_point(|mark| mark.end <= at);
        let before = next.checked_sub(1).and_then(|before| self.clauses.get(before)).map_or(0, |mark| mark.end);
        let after = self.clauses.get(next).map_or(end, |mark| mark.start);
        let start = before.max(start);
        Span { start, end: after.min(end).max(start) }
    }
}

/// Whether a byte may begin a mark. The first byte of `。` begins all marks of Chinese.
fn may_mark(byte: &u8) -> bool {
    matches!(byte, b',' | b';' | b':' | b'!' | b'?' | 0xE3)
}

/// What may follow the end of a sentence and still belong to it.
fn ends_too(character: char) -> bool {
    matches!(character, '”' | '’' | ')' | '》' | '】' | '!' | '?' | '"')
}

/// `12,345`, `9:30`, `1:2`: a mark between digits is part of a number. A comma there has three digits after it, no more.
fn is_inside_number(text: &str, at: usize, mark: char) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let before = at.checked_sub(1).is_some_and(digit);
    let after = at.saturating_add(1);
    match mark {
        ':' => before && digit(after),
        ',' => before && (0..3).all(|more| digit(after.saturating_add(more))) && !digit(after.saturating_add(3)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Zone;

    const TEXT: &str = "今年:产值12,345万元(含税),其中“甲;乙”占3。他说:“好!”完。";

    fn line(text: &str) -> Line {
        Line { span: Span { start: 0, end: text.len() }, zone: Zone::Body, heading: false }
    }

    fn sentence(text: &'static str, word: &str) -> &'static str {
        let span = Marks::of(text).sentence(line(text), text.find(word).unwrap());
        &text[span.start..span.end]
    }

    fn clause(text: &'static str, word: &str) -> &'static str {
        let span = Marks::of(text).clause(line(text), text.find(word).unwrap());
        &text[span.start..span.end]
    }

    #[test]
    fn a_sentence_holds_its_closing_mark_and_quote() {
        assert_eq!(sentence(TEXT, "其中"), "今年:产值12,345万元(含税),其中“甲;乙”占3。");
        assert_eq!(sentence(TEXT, "。他"), "今年:产值12,345万元(含税),其中“甲;乙”占3。");
        assert_eq!(sentence(TEXT, "好"), "他说:“好!”");
        assert_eq!(sentence(TEXT, "完"), "完。");
    }

    #[test]
    fn a_clause_lies_between_marks_but_not_those_of_a_number() {
        assert_eq!(clause(TEXT, "345"), "产值12,345万元(含税)");
        assert_eq!(clause(TEXT, "今"), "今年");
        assert_eq!(clause(TEXT, ":产"), "今年");
        assert_eq!(clause(TEXT, "占"), "乙”占3");
        assert_eq!(clause(TEXT, "完"), "完");
        assert_eq!(clause("上午9:30开会,比分1:2", "30"), "上午9:30开会");
    }

    #[test]
    fn the_end_of_a_line_belongs_to_what_stands_before_it() {
        let marks = Marks::of("甲。乙");
        assert_eq!(marks.sentence(line("甲。乙"), 9), Span { start: 6, end: 9 });
        assert_eq!(marks.sentence(line("甲。"), 6), Span { start: 0, end: 6 });
        assert_eq!(marks.sentence(line(""), 0), Span { start: 0, end: 0 });
    }
}
