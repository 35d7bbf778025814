//! Where sentences and clauses end. Found once for the whole text, so that asking costs a binary search however long a line is.

use super::{Line, Span};

/// No clause has more bytes than this: what goes on without a mark for longer is none, and whoever looks at all of it once for each
/// figure in it would take as long as the square of its length.
const LONGEST_CLAUSE: usize = 1 << 11;
/// And no sentence more than this and a clause.
const LONGEST_SENTENCE: usize = 1 << 12;

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
        // Where the clause and the sentence begin that are not ended yet.
        let (mut clause, mut begun) = (0, 0);
        while let Some((start, mark)) = next_mark(text, at) {
            at = start.saturating_add(mark.len_utf8());
            if mark == '\n' {
                marks.cut(text, clause, start);
                (clause, begun) = (at, at);
                continue;
            }
            let sentence = matches!(mark, '。' | '!' | '?');
            if !sentence && is_inside_number(text, start, mark) {
                continue;
            }
            if sentence {
                let rest = text.get(at..).unwrap_or("");
                at = text.len().saturating_sub(rest.trim_start_matches(ends_too).len());
            }
            begun = marks.cut(text, clause, start).unwrap_or(begun);
            // A sentence without an end is over with the clause that makes it too long.
            if sentence || at.saturating_sub(begun) > LONGEST_SENTENCE {
                marks.sentences.push(at);
                begun = at;
            }
            marks.clauses.push(Span { start, end: at });
            clause = at;
        }
        marks.cut(text, clause, text.len());
        marks
    }

    /// Ends clauses, and sentences with them, where a stretch without a mark is too long. Where it ended the last one, if any.
    fn cut(&mut self, text: &str, from: usize, to: usize) -> Option<usize> {
        let (mut from, mut ended) = (from, None);
        while to.saturating_sub(from) > LONGEST_CLAUSE {
            from = text.floor_char_boundary(from.saturating_add(LONGEST_CLAUSE));
            self.clauses.push(Span { start: from, end: from });
            self.sentences.push(from);
            ended = Some(from);
        }
        ended
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

/// The first mark or end of a line from a byte on, which begins a character. The rest is passed over by its bytes.
fn next_mark(text: &str, from: usize) -> Option<(usize, char)> {
    let mut rest = text.as_bytes().get(from..)?;
    let mark = loop {
        rest = match rest {
            [0xE4..=0xE9, _, _, rest @ ..] => rest,
            [mark @ (b',' | b';' | b':' | b'!' | b'?' | b'\n'), ..] => break char::from(*mark),
            [0xE3, 0x80, 0x82, ..] => break '。',
            [_, rest @ ..] => rest,
            [] => return None,
        };
    };
    Some((text.len().saturating_sub(rest.len()), mark))
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

    proptest::proptest! {
        #[test]
        fn every_mark_is_met_in_its_order(text in "([甲乙，。、《」ab,;:!?\n]|\u{200B}|.){0,40}") {
            let plain: Vec<_> = text.char_indices().filter(|(_, mark)| "。!?,;:\n".contains(*mark)).collect();
            let next = |&(at, mark): &(usize, char)| next_mark(&text, at + mark.len_utf8());
            let met: Vec<_> = std::iter::successors(next_mark(&text, 0), next).collect();
            proptest::prop_assert_eq!(met, plain);
        }
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
    fn what_goes_on_without_a_mark_is_cut() {
        let longest = |text: &str, find: fn(&Marks, Line, usize) -> Span| {
            let marks = Marks::of(text);
            let spans = text.char_indices().map(|(at, _)| find(&marks, line(text), at));
            spans.map(|span| text.get(span.start..span.end).unwrap().len()).max()
        };
        for text in ["甲".repeat(5_000), "甲,".repeat(4_000), "甲".repeat(1_000) + "," + &"乙".repeat(5_000)] {
            assert!(longest(&text, Marks::clause).is_some_and(|most| most <= LONGEST_CLAUSE), "{text:.20}");
            assert!(longest(&text, Marks::sentence).is_some_and(|most| most <= LONGEST_SENTENCE + LONGEST_CLAUSE), "{text:.20}");
        }
        // A line is no sentence of the line before it.
        let text = "甲\n".repeat(3_000) + "乙。";
        assert_eq!(Marks::of(&text).sentences, [text.len()]);
    }

    #[test]
    fn the_end_of_a_line_belongs_to_what_stands_before_it() {
        let marks = Marks::of("甲。乙");
        assert_eq!(marks.sentence(line("甲。乙"), 9), Span { start: 6, end: 9 });
        assert_eq!(marks.sentence(line("甲。"), 6), Span { start: 0, end: 6 });
        assert_eq!(marks.sentence(line(""), 0), Span { start: 0, end: 0 });
    }
}
