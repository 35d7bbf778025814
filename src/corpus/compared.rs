//! What of a text is compared: the letters and digits of the body, as the view has them. Spaces, line breaks, punctuation and the page
//! around the report make no two reports different.

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    document::{Document, LineIndex},
    view::{Line, Span, View, Zone},
};

/// A paragraph has at least so many compared characters. Shorter ones recur for good reasons, and are not kept.
pub const SHORTEST: usize = 60;

/// A paragraph that is long enough to be known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The index of its line in the view.
    pub index: usize,
    /// Where it stands in the view.
    pub span: Span,
    /// Its line in the document, from 1.
    pub line: usize,
    /// What stands for its compared characters.
    pub hash: u64,
    /// How many there are.
    pub characters: usize,
    /// Numbers in it that are no years, months, days or sections.
    pub figures: usize,
}

/// The paragraphs of the body that are long enough, in order.
pub fn paragraphs(document: &Document, view: &View) -> Vec<Paragraph> {
    let lines = LineIndex::new(&document.text);
    let mut found = Vec::new();
    let mut text = String::new();
    for (index, line) in view.lines().iter().enumerate().filter(|(_, line)| line.zone == Zone::Body && !line.heading) {
        let written = view.slice(line.span);
        if written.len() < SHORTEST || !written.contains('。') || written.contains('|') {
            continue;
        }
        text.clear();
        compare(written, &mut text);
        let characters = text.chars().count();
        if characters >= SHORTEST {
            let line_of = lines.position(&document.text, view.place(line.span).start).line;
            let hash = xxh3_64(text.as_bytes());
            found.push(Paragraph { index, span: line.span, line: line_of, hash, characters, figures: figures(written) });
        }
    }
    found
}

/// The compared characters of a report: of its body, or of all of it where none of it reads like one.
pub(super) fn body(view: &View) -> String {
    let mut text = String::with_capacity(view.text().len());
    let add = |line: &Line| compare(view.slice(line.span), &mut text);
    view.lines().iter().filter(|line| line.zone == Zone::Body).for_each(add);
    if text.is_empty() {
        compare(view.text(), &mut text);
    }
    text
}

/// Adds the compared characters of a text: letters and digits, the point inside a number, and the sign for per cent.
pub(super) fn compare(text: &str, into: &mut String) {
    let mut characters = text.chars().peekable();
    let mut digit = false;
    while let Some(character) = characters.next() {
        let point = character == '.' && digit && characters.peek().is_some_and(char::is_ascii_digit);
        if point || character == '%' || character.is_alphanumeric() {
            into.push(character.to_ascii_lowercase());
        }
        digit = character.is_ascii_digit();
    }
}

/// A number in digits, with the bytes around it: `12.5`, two digits at least.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'.');
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let start = at.saturating_add(bytes.get(at..)?.iter().position(u8::is_ascii_digit)?);
            at = start;
            while digit(at) {
                at = at.saturating_add(1);
            }
            if at.saturating_sub(start) >= 2 {
                return Some(Span { start, end: at });
            }
        }
    })
}

/// How many numbers of a text are no years, months, days or sections.
fn figures(text: &str) -> usize {
    let counts = |number: &Span| {
        let after = text.get(number.end..).and_then(|after| after.trim_start().chars().next());
        let before = text.get(..number.start).and_then(|before| before.chars().next_back());
        !matches!(after, Some('年' | '月' | '日' | '条' | '号' | '款' | '届' | '〕')) && !matches!(before, Some('第' | '〔'))
    };
    numbers(text).filter(counts).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(text: &str) -> String {
        let mut into = String::new();
        compare(text, &mut into);
        into
    }

    #[test]
    fn only_letters_and_numbers_are_compared() {
        assert_eq!(compared("全县 3.5 万户,占67.5%。ABC(试行)"), "全县3.5万户占67.5%abc试行");
        assert_eq!(compared("1. 总则.完"), "1总则完");
    }

    #[test]
    fn years_and_sections_are_no_figures() {
        assert_eq!(figures("2023年第12条:产值45万元,增长3.2%,共7户"), 2);
    }

    #[test]
    fn copies_in_other_characters_and_lines_have_one_body() {
        let simplified = "标题\n全县共有干部227名,其中女干部153名。\n各项工作顺利推进,群众满意。";
        let traditional =
            "首頁>新聞\n標題\n\n全縣共有幹部２２７名，其中女幹部１５３名。 各項工作順利推進，群眾滿意。\n責任編輯：某某";
        let body_of = |text: &str| body(&View::new(&Document::new("a.txt", text)));
        assert_eq!(body_of(simplified), body_of(traditional));
    }
}
