//! What stands between what a reader sees: tags, comments, what elements hide, blanks that a browser leaves out.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

use super::{
    Piece,
    elements::{Element, Kind, is_one_of},
};
use crate::document::{Markup, Place};

/// Elements before and after which a line breaks. A cell of a table is one, so that its number is off the next one.
const BLOCKS: [&str; 52] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// What a browser shows for the stretch since the last text, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    /// A line break of the source within a sentence: nothing beside a Chinese character, else a blank.
    Join,
    Blank,
    Break,
}

/// The markup of a page.
pub(super) fn markup(text: &str, tokens: &[Piece], elements: &[Element]) -> Vec<Markup> {
    let mut page = Page { text, at: 0, gap: Gap::Nothing, last: None, markup: Vec::new() };
    let mut inside = Inside { elements, unseen: 0, preformatted: 0 };
    for token in tokens {
        match token {
            Token::StartTag(tag) => {
                inside.enter(tag.span.start);
                if tag.span.start >= inside.unseen {
                    page.tag(&tag.name);
                    if *tag.name == b"sup" && page.last.is_some() {
                        // A raised figure is kept off the one before it.
                        page.show(tag.span.start, tag.span.end, Some("^"));
                    }
                }
            }
            Token::EndTag(tag) if tag.span.start >= inside.unseen => page.tag(&tag.name),
            Token::String(string) if string.span.start >= inside.unseen => {
                page.string(string.span.start, string.span.end, string.span.start < inside.preformatted);
            }
            _ => {}
        }
    }
    page.hide(text.len(), "");
    page.markup
}

/// Which elements the tokens are in.
struct Inside<'e> {
    /// Those that begin later.
    elements: &'e [Element],
    /// Where the outermost element ends whose text is not seen.
    unseen: usize,
    preformatted: usize,
}

impl Inside<'_> {
    /// Comes to a byte.
    fn enter(&mut self, at: usize) {
        while let Some((element, rest)) = self.elements.split_first().filter(|(element, _)| element.place.start <= at) {
            match element.kind {
                Kind::Unseen => self.unseen = self.unseen.max(element.place.end),
                Kind::Preformatted => self.preformatted = self.preformatted.max(element.place.end),
                _ => {}
            }
            self.elements = rest;
        }
    }
}

/// A page read so far.
struct Page<'t> {
    text: &'t str,
    /// Everything before this is decided.
    at: usize,
    gap: Gap,
    /// The last character that is shown.
    last: Option<char>,
    markup: Vec<Markup>,
}

impl Page<'_> {
    fn tag(&mut self, name: &[u8]) {
        if is_one_of(name, &BLOCKS) {
            self.gap = Gap::Break;
        } else if self.gap == Gap::Join {
            self.gap = Gap::Blank;
        }
    }

    /// The text of an element.
    fn string(&mut self, start: usize, end: usize, preformatted: bool) {
        let mut at = start;
        while let Some(rest) = self.text.get(at..end).filter(|rest| !rest.is_empty()) {
            let blank = rest.len().saturating_sub(rest.trim_start_matches(is_blank).len());
            if blank > 0 {
                let next = at.saturating_add(blank);
                self.blank(at, next, preformatted);
                at = next;
                continue;
            }
            if let Some((length, shown)) = reference(rest) {
                let next = at.saturating_add(length);
                self.show(at, next, Some(&shown));
                at = next;
                continue;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest.get(first..).and_then(|rest| rest.find(|next: char| next == '&' || is_blank(next)));
            let next = length.map_or(end, |length| at.saturating_add(first).saturating_add(length));
            self.show(at, next, None);
            at = next;
        }
    }

    /// Blanks and line breaks of the source.
    fn blank(&mut self, start: usize, end: usize, preformatted: bool) {
        let blanks = self.text.get(start..end).unwrap_or("");
        if preformatted {
            let after = blanks.rfind(['\n', '\r']).map_or(0, |last| last.saturating_add(1));
            if after > 0 {
                self.gap = Gap::Break;
            }
            if blanks.get(after..).is_some_and(|rest| !rest.is_empty()) {
                self.show(start.saturating_add(after), end, None);
            }
            return;
        }
        let within = blanks.contains(['\n', '\r']) && self.at == start;
        self.gap = self.gap.max(if within { Gap::Join } else { Gap::Blank });
    }

    /// Shows a stretch, as it stands or as something else, after what stands between it and the text before it.
    fn show(&mut self, start: usize, end: usize, shown: Option<&str>) {
        let stands = self.text.get(start..end).unwrap_or("");
        let seen = shown.unwrap_or(stands);
        let (Some(first), Some(last)) = (seen.chars().next(), seen.chars().next_back()) else { return };
        let between = match self.last {
            // A byte-order mark is no text.
            _ if start == 0 && seen == "\u{FEFF}" => return,
            None => "",
            Some(before) => match self.gap {
                Gap::Nothing => "",
                Gap::Join if is_wide(before) || is_wide(first) => "",
                Gap::Join | Gap::Blank => " ",
                Gap::Break => "\n",
            },
        };
        self.hide(start, between);
        if let Some(shown) = shown {
            self.note(start, end, shown);
        }
        self.at = end;
        self.gap = Gap::Nothing;
        self.last = Some(last);
    }

    /// Hides everything up to a byte behind what is shown for it.
    fn hide(&mut self, to: usize, shown: &str) {
        if self.text.get(self.at..to) != Some(shown) {
            self.note(self.at, to, shown);
        }
        self.at = to;
    }

    fn note(&mut self, start: usize, end: usize, shown: &str) {
        if start < end {
            self.markup.push(Markup { place: Place { start, end }, shown: shown.to_owned() });
        }
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Chinese characters and their punctuation, beside which a line break of the source is no blank.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{2E80}'..='\u{FFEF}' | '\u{20000}'..)
}

/// The longest reference to a character, `&CounterClockwiseContourIntegral;`, in bytes.
const LONGEST: usize = 40;

/// A reference at the start of a text, `&nbsp;`: its length and what it stands for.
fn reference(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let inside = text.strip_prefix('&')?;
    let name = inside.strip_prefix('#').unwrap_or(inside);
    let long = name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len());
    let mut length = text.len().saturating_sub(name.len()).saturating_add(long);
    if long == 0 || length > LONGEST {
        return None;
    }
    if name.get(long..).is_some_and(|rest| rest.starts_with(';')) {
        length = length.saturating_add(1);
    }
    let written = text.get(..length)?;
    if written == "&nbsp;" {
        return Some((length, Cow::Borrowed("\u{A0}")));
    }
    let mut shown = String::new();
    for token in Tokenizer::new(written).flatten() {
        if let Token::String(string) = token {
            shown.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    (shown != written && !shown.is_empty()).then_some((length, Cow::Owned(shown)))
}
