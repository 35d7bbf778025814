//! Text as rules see it, character by character: width, spaces, quotes, line breaks, invisible and private characters,
//! script. One pass; stretches that stay as they are get copied whole.

use super::{
    map::Map,
    radical,
    script::{Script, Scripts, Steps, folded_late},
};
use crate::document::Place;

/// A stretch of the document that the view does not show as it stands.
pub(super) struct Hidden<'d> {
    pub(super) place: Place,
    /// What is shown instead; folded like the rest.
    pub(super) shown: &'d str,
}

/// A folded text.
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) map: Map,
    /// Whether more characters are traditional than simplified, where the two differ.
    pub(super) traditional: bool,
}

/// Folds a text. What is hidden must be in order; a stretch that overlaps an earlier one or cuts a character is shown.
pub(super) fn fold(text: &str, hidden: &[Hidden<'_>]) -> Folded {
    let mut folder = Folder::new(text);
    let mut from = 0;
    for stretch in hidden {
        let Place { start, end } = stretch.place;
        if start < from || text.get(start..end).is_none() {
            continue;
        }
        folder.show(from, start);
        folder.hide(stretch);
        from = end;
    }
    folder.show(from, text.len());
    folder.finish()
}

struct Folder<'d> {
    text: &'d str,
    scripts: &'static Scripts,
    out: String,
    map: Map,
    traditional: usize,
    simplified: usize,
    late: bool,
}

/// What becomes of one character.
enum Shape {
    Same,
    As(char),
    Dropped,
}

impl<'d> Folder<'d> {
    fn new(text: &'d str) -> Self {
        Self {
            text,
            scripts: Scripts::get(),
            out: String::with_capacity(text.len()),
            map: Map::default(),
            traditional: 0,
            simplified: 0,
            late: false,
        }
    }

    /// Folds the document from one byte to another.
    fn show(&mut self, from: usize, to: usize) {
        let text = self.text.get(from..to).unwrap_or("");
        let mut copied = 0;
        let mut at = 0;
        while let Some(found) = self.next(text, at) {
            let rest = text.get(found..).unwrap_or("");
            let Some(character) = rest.chars().next() else { break };
            let length = if rest.starts_with("\r\n") { 2 } else { character.len_utf8() };
            at = found.saturating_add(length);
            let shape = self.shape(character);
            if matches!(shape, Shape::Same) {
                continue;
            }
            self.out.push_str(text.get(copied..found).unwrap_or(""));
            copied = at;
            let view = self.out.len();
            if let Shape::As(other) = shape {
                self.out.push(other);
            }
            let shown = self.out.len().saturating_sub(view);
            if shown != length {
                self.map.note(view, shown, from.saturating_add(found), length);
            }
        }
        self.out.push_str(text.get(copied..).unwrap_or(""));
    }

    /// The next character from a byte on that may be folded. The rest, nearly all of most texts, is passed over by its bytes.
    fn next(&mut self, text: &str, from: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(from..)?;
        let (steps, mut simplified) = (self.scripts.steps(), 0usize);
        loop {
            // Most of most texts.
            while let [first @ 0xE3..=0xE9, second, third, after @ ..] = rest {
                let step = steps.of(*first, *second, *third);
                if step == Steps::FOLDS {
                    break;
                }
                simplified = simplified.wrapping_add(usize::from(step));
                rest = after;
            }
            rest = match rest {
                [b'\t' | b'\r' | 0xB | 0xC, ..] => break,
                [0..0x80, rest @ ..] => rest,
                [0xE2, 0x80, 0x94 | 0x98..=0x9D | 0xA6, rest @ ..] => rest, // — ‘ ’ “ ” …
                _ => break,
            };
        }
        self.simplified = self.simplified.saturating_add(simplified);
        (!rest.is_empty()).then_some(text.len().saturating_sub(rest.len()))
    }

    /// Puts what is shown in the place of a hidden stretch.
    fn hide(&mut self, hidden: &Hidden<'_>) {
        let view = self.out.len();
        for character in hidden.shown.chars() {
            match self.shape(character) {
                Shape::Same => self.out.push(character),
                Shape::As(other) => self.out.push(other),
                Shape::Dropped => {}
            }
        }
        let Place { start, end } = hidden.place;
        self.map.note(view, self.out.len().saturating_sub(view), start, end.saturating_sub(start));
    }

    fn shape(&mut self, character: char) -> Shape {
        match character {
            '\r' => Shape::As('\n'),
            '\t' | '\u{B}' | '\u{C}' => Shape::As(' '),
            '\0'..='\x7F' => Shape::Same,
            '\u{3400}'..='\u{9FFF}' => self.han(character),
            '\u{2E80}'..='\u{2FD5}' => match (radical::character(character), self.han(radical::character(character))) {
                (plain, Shape::Same) if plain != character => Shape::As(plain),
                (_, shape) => shape,
            },
            _ => other(character),
        }
    }

    fn han(&mut self, character: char) -> Shape {
        match self.scripts.of(character) {
            Script::Either => Shape::Same,
            Script::Simplified => {
                self.simplified = self.simplified.saturating_add(1);
                Shape::Same
            }
            Script::Traditional(simplified) => {
                self.traditional = self.traditional.saturating_add(1);
                Shape::As(simplified)
            }
            Script::Late => {
                self.late = true;
                Shape::Same
            }
        }
    }

    fn finish(self) -> Folded {
        let traditional = self.traditional > self.simplified;
        let text = if traditional && self.late { fold_late(&self.out) } else { self.out };
        Folded { text, map: self.map, traditional }
    }
}

/// Folds the characters that had to wait until the script of the document was known. No length changes.
fn fold_late(text: &str) -> String {
    let mut characters = text.chars().peekable();
    let mut folded = String::with_capacity(text.len());
    let mut before = None;
    while let Some(character) = characters.next() {
        folded.push(folded_late(before, character, characters.peek().copied()));
        before = Some(character);
    }
    folded
}

/// Characters that are neither ASCII nor Chinese.
fn other(character: char) -> Shape {
    let folded = match character {
        // Zero width: joiners, marks of direction, selectors, soft hyphens, the byte-order mark.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}' => return Shape::Dropped,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => '\u{FFFD}',
        '\u{FF01}'..='\u{FF5E}' => return ascii(character),
        // Presentation forms and small forms of punctuation.
        '﹐' => ',',
        '﹑' | '､' => '、',
        '﹒' => '.',
        '﹔' => ';',
        '﹕' | '︰' | '∶' => ':',
        '﹖' => '?',
        '﹗' => '!',
        '﹙' => '(',
        '﹚' => ')',
        '﹝' => '〔',
        '﹞' => '〕',
        '﹢' => '+',
        '﹣' => '-',
        '﹤' => '<',
        '﹥' => '>',
        '﹦' => '=',
        '﹪' => '%',
        '﹟' => '#',
        '﹠' => '&',
        '﹡' => '*',
        '﹩' => '$',
        '﹫' => '@',
        '｡' => '。',
        '￥' => '¥',
        '「' | '﹁' | '｢' | '〝' => '“',
        '」' | '﹂' | '｣' | '〞' | '〟' => '”',
        '『' | '﹃' => '‘',
        '』' | '﹄' => '’',
        '〜' => '~',
        _ if character.is_whitespace() => ' ',
        _ => return Shape::Same,
    };
    Shape::As(folded)
}

/// The ASCII character of a full-width form.
fn ascii(wide: char) -> Shape {
    u32::from(wide).checked_sub(0xFEE0).and_then(char::from_u32).map_or(Shape::Same, Shape::As)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text, &[]).text
    }

    #[test]
    fn width_spaces_quotes_and_line_breaks_are_folded() {
        assert_eq!(folded("（１２．５％），：；！？Ａｚ"), "(12.5%),:;!?Az");
        assert_eq!(folded("7﹒5﹪ 1∶2"), "7.5% 1:2");
        assert_eq!(folded("　甲\u{A0}乙\t丙\u{2003}丁"), " 甲 乙 丙 丁");
        assert_eq!(folded("「甲」『乙』“丙”‘丁’——…《戊》。、"), "“甲”‘乙’“丙”‘丁’——…《戊》。、");
        assert_eq!(folded("甲\r\n乙\r丙\n\r\n"), "甲\n乙\n丙\n\n");
    }

    #[test]
    fn invisible_characters_are_gone_and_private_ones_marked() {
        assert_eq!(folded("\u{FEFF}甲\u{200B}乙\u{AD}丙\u{FE0F}"), "甲乙丙");
        assert_eq!(folded("甲\u{E004}\u{F0001}乙"), "甲\u{FFFD}\u{FFFD}乙");
    }

    #[test]
    fn traditional_characters_are_simplified_one_by_one() {
        let folded = fold("鄉村振興，乾淨衛生，乾隆年間於後，隨著發展，名著顯著", &[]);
        assert_eq!(folded.text, "乡村振兴,干净卫生,乾隆年间于后,随着发展,名著显著");
        assert!(folded.traditional);
    }

    #[test]
    fn radicals_are_the_characters_they_look_like() {
        assert_eq!(folded("⼈⺠⻋⾞"), "人民车车");
    }

    #[test]
    fn a_simplified_text_keeps_what_is_right_in_it() {
        let text = "乾县有蒜薹种植户,显著增加,明瞭";
        let folded = fold(text, &[]);
        assert_eq!(folded.text, text);
        assert!(!folded.traditional);
    }

    #[test]
    fn hidden_stretches_show_what_stands_for_them() {
        let hidden = |start, end, shown| Hidden { place: Place { start, end }, shown };
        let folded = fold("**甲**&nbsp;乙", &[hidden(0, 2, ""), hidden(5, 7, ""), hidden(7, 13, "\u{A0}")]);
        assert_eq!(folded.text, "甲 乙");
    }

    #[test]
    fn a_hidden_stretch_that_cannot_be_is_shown() {
        let hidden = |start, end| Hidden { place: Place { start, end }, shown: "" };
        let folded = fold("甲乙", &[hidden(0, 3), hidden(2, 4), hidden(4, 6), hidden(3, 99)]);
        assert_eq!(folded.text, "乙");
    }
}
