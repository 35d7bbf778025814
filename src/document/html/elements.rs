//! The elements of a page that matter, from their first byte to their last: what is unseen, what is furniture, what is a heading.

use std::collections::BTreeMap;

use html5gum::{StartTag, Token};

use super::Piece;
use crate::document::Place;

/// What an element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its text is not shown on the page.
    Unseen,
    /// The page around the report.
    Furniture,
    /// The report, as opposed to the page.
    Main,
    /// A report, perhaps one of several.
    Article,
    /// A heading.
    Heading,
    /// A table.
    Table,
    /// Blanks and line breaks in it are shown as they are.
    Preformatted,
}

/// An element that begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// Its tags included.
    pub(super) place: Place,
}

/// Elements whose text is on no page, or only where something is to be chosen. A head, which may leave out its end, has no other
/// text than that of these. The reading of a character (`rt`) is a gloss.
const UNSEEN: [&str; 18] = [
    "title", "script", "style", "noscript", "template", "select", "datalist", "textarea", "iframe", "object", "svg", "audio",
    "video", "canvas", "rt", "rp", "noembed", "noframes",
];

/// Elements that have no end.
const VOID: [&str; 16] = [
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements within which a header or a footer belongs to a part, not to the page.
const PARTS: [&str; 5] = ["article", "aside", "main", "nav", "section"];

/// Roles that say of any element that it is furniture.
const ROLES: [&str; 5] = ["banner", "complementary", "contentinfo", "navigation", "search"];

/// The elements that begin and end, in the order in which they begin. One that never ends is none, so that a forgotten tag hides
/// nothing; only the report itself may go on to the end of the page.
pub(super) fn elements(tokens: &[Piece], end: usize) -> Vec<Element> {
    let mut reader = Reader::default();
    for token in tokens {
        match token {
            Token::StartTag(tag) => reader.open(tag),
            Token::EndTag(tag) => reader.close(&tag.name, tag.span.end),
            _ => {}
        }
    }
    for open in reader.open {
        if let Some(kind @ (Kind::Main | Kind::Article)) = open.kind {
            reader.elements.push(Element { kind, place: Place { start: open.start, end } });
        }
    }
    reader.elements.sort_by_key(|element| element.place);
    reader.elements
}

#[derive(Debug, Default)]
struct Reader<'t> {
    open: Vec<Open<'t>>,
    /// How many elements of each name are open: an end that matches none is passed over at once.
    names: BTreeMap<&'t [u8], usize>,
    elements: Vec<Element>,
}

#[derive(Debug)]
struct Open<'t> {
    name: &'t [u8],
    kind: Option<Kind>,
    start: usize,
}

impl<'t> Reader<'t> {
    fn open(&mut self, tag: &'t StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if is_one_of(name, &VOID) {
            return;
        }
        if matches!(name, b"rt" | b"rp") {
            // Both may leave out their ends.
            self.close(b"rt", tag.span.start);
            self.close(b"rp", tag.span.start);
        }
        let kind = self.kind(tag);
        self.open.push(Open { name, kind, start: tag.span.start });
        let count = self.names.entry(name).or_default();
        *count = count.saturating_add(1);
    }

    fn kind(&self, tag: &StartTag<usize>) -> Option<Kind> {
        let name: &[u8] = &tag.name;
        let role = tag.attributes.get(&b"role"[..]).map(|role| role.value.as_slice());
        let in_part = || PARTS.iter().any(|part| self.names.get(part.as_bytes()).is_some_and(|&count| count > 0));
        match name {
            _ if is_one_of(name, &UNSEEN) => Some(Kind::Unseen),
            _ if role.is_some_and(|role| is_one_of(role, &ROLES)) => Some(Kind::Furniture),
            b"nav" | b"aside" => Some(Kind::Furniture),
            b"header" | b"footer" if !in_part() => Some(Kind::Furniture),
            b"main" => Some(Kind::Main),
            _ if role == Some(b"main") => Some(Kind::Main),
            b"article" => Some(Kind::Article),
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Some(Kind::Heading),
            b"table" => Some(Kind::Table),
            b"pre" => Some(Kind::Preformatted),
            _ => None,
        }
    }

    /// Ends the innermost open element of a name; what was left open in it ends without having been one.
    fn close(&mut self, name: &[u8], end: usize) {
        if self.names.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        if name == b"ruby" {
            self.close(b"rt", end);
            self.close(b"rp", end);
        }
        while let Some(open) = self.open.pop() {
            if let Some(count) = self.names.get_mut(open.name) {
                *count = count.saturating_sub(1);
            }
            if open.name == name {
                let place = Place { start: open.start, end };
                self.elements.extend(open.kind.map(|kind| Element { kind, place }));
                return;
            }
        }
    }
}

pub(super) fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|known| known.as_bytes() == name)
}
