//! What a comment in HTML is beside: lines mean little there, elements do. One in a piece of text is for that piece (a paragraph, a
//! cell, an item, what stands between two `<br>`); one between elements is for the element after it, or for the one before it where
//! that ends on its line and the next begins on another.

use std::collections::HashMap;

use crate::document::Place;

/// Elements that make a block of what is in them.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
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
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements that the next one of these ends, whether their end tag is written or not.
const OPEN_ENDED: [(&str, &[&str]); 7] = [
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("td", &["td", "th", "tr"]),
    ("th", &["td", "th", "tr"]),
    ("tr", &["tr"]),
    ("p", &BLOCKS),
];
/// Elements whose content is no text.
const RAW: [&str; 2] = ["script", "style"];

/// What each of some comments of a page is for; they are in order. Passes over the text once.
pub(super) fn scopes(text: &str, comments: &[Place]) -> Vec<Place> {
    let mut page = Page { text, comments, scopes: vec![Place::default(); comments.len()], ..Page::default() };
    page.read();
    page.scopes
}

/// A block element; `end` is that of the page until it is closed.
#[derive(Debug)]
struct Block {
    name: String,
    place: Place,
}

/// A comment of which nobody knows yet what it is for.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    comment: usize,
    /// The block that ended on its line.
    before: Option<usize>,
    /// The line on which it stands, counted by pieces of text that have a line break.
    line: usize,
}

#[derive(Debug, Default)]
struct Page<'t> {
    text: &'t str,
    comments: &'t [Place],
    scopes: Vec<Place>,
    /// The next comment.
    next: usize,
    blocks: Vec<Block>,
    open: Vec<usize>,
    /// How many of each name are open.
    open_names: HashMap<String, usize>,
    /// Comments that are for a block, by its number.
    of_blocks: Vec<(usize, usize)>,
    waiting: Vec<Waiting>,
    /// Where the piece of text began that is being read, whether it has any text yet, and the comments in it.
    piece: usize,
    seen: bool,
    in_piece: Vec<usize>,
    /// The block that ended on this line, and which line that is.
    ended: Option<usize>,
    line: usize,
}

impl Page<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let tag = rest.find('<').unwrap_or(rest.len());
            self.text_at(rest.get(..tag).unwrap_or(""));
            let start = at.saturating_add(tag);
            at = self.tag(start);
        }
        self.boundary(self.text.len());
        self.settle_waiting();
        let end = self.text.len();
        while let Some(block) = self.open.pop() {
            self.close(block, end);
        }
        for (comment, block) in std::mem::take(&mut self.of_blocks) {
            if let (Some(scope), Some(block)) = (self.scopes.get_mut(comment), self.blocks.get(block)) {
                *scope = block.place;
            }
        }
    }

    /// Text between two tags.
    fn text_at(&mut self, text: &str) {
        if text.contains('\n') {
            self.ended = None;
            self.line = self.line.saturating_add(1);
        }
        if !text.chars().all(|character| character.is_whitespace() || character == '\u{FEFF}') {
            self.seen = true;
            self.ended = None;
            let waiting = std::mem::take(&mut self.waiting);
            self.in_piece.extend(waiting.into_iter().map(|waiting| waiting.comment));
        }
    }

    /// A tag or a comment; where it ends.
    fn tag(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        if rest.starts_with("<!--") {
            return self.comment(start, rest);
        }
        let inside = rest.get(1..).unwrap_or("");
        let closing = inside.starts_with('/');
        let inside = inside.get(usize::from(closing)..).unwrap_or("");
        let length = inside.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let name = inside.get(..length).unwrap_or("").to_ascii_lowercase();
        if name.is_empty() {
            return start.saturating_add(1).min(self.text.len());
        }
        let end = start.saturating_add(tag_end(rest));
        if name == "br" || name == "hr" {
            if self.seen {
                self.boundary(start);
            }
            self.piece = end;
        } else if BLOCKS.contains(&name.as_str()) {
            if closing { self.end(&name, start, end) } else { self.begin(name, start, end) }
        } else if !closing && RAW.contains(&name.as_str()) {
            let after = self.text.get(end..).unwrap_or("");
            return after.find("</").map_or(self.text.len(), |found| end.saturating_add(found));
        }
        end
    }

    fn comment(&mut self, start: usize, rest: &str) -> usize {
        let end = rest.find("-->").map_or(self.text.len(), |found| start.saturating_add(found).saturating_add(3));
        if self.comments.get(self.next).is_some_and(|comment| comment.start == start) {
            let comment = self.next;
            self.next = self.next.saturating_add(1);
            if self.seen {
                self.in_piece.push(comment);
            } else {
                self.waiting.push(Waiting { comment, before: self.ended, line: self.line });
            }
        }
        end
    }

    /// A piece of text ends here, and another begins.
    fn boundary(&mut self, at: usize) {
        let piece = Place { start: self.piece.min(at), end: at };
        for comment in self.in_piece.drain(..) {
            if let Some(scope) = self.scopes.get_mut(comment) {
                *scope = piece;
            }
        }
        (self.piece, self.seen) = (at, false);
    }

    /// A block begins: what waits is for it, unless it is for the one before.
    fn begin(&mut self, name: String, start: usize, end: usize) {
        self.boundary(start);
        let ends = |open: &str| OPEN_ENDED.iter().any(|(known, by)| *known == open && by.contains(&name.as_str()));
        while let Some(last) = self.open.pop_if(|last| self.blocks.get(*last).is_some_and(|block| ends(&block.name))) {
            self.close(last, start);
        }
        let number = self.blocks.len();
        for waiting in std::mem::take(&mut self.waiting) {
            let block = waiting.before.filter(|_| waiting.line != self.line).unwrap_or(number);
            self.of_blocks.push((waiting.comment, block));
        }
        let open = self.open_names.entry(name.clone()).or_default();
        *open = open.saturating_add(1);
        self.blocks.push(Block { name, place: Place { start, end: self.text.len() } });
        self.open.push(number);
        (self.piece, self.ended) = (end, None);
    }

    /// A block ends, and with it those in it that have no end tag. What waits was for the one before, or is for nothing.
    fn end(&mut self, name: &str, start: usize, end: usize) {
        self.boundary(start);
        self.settle_waiting();
        if self.open_names.get(name).is_some_and(|open| *open > 0) {
            while let Some(last) = self.open.pop() {
                let is_it = self.blocks.get(last).is_some_and(|block| block.name == name);
                self.close(last, if is_it { end } else { start });
                if is_it {
                    self.ended = Some(last);
                    break;
                }
            }
        }
        self.piece = end;
    }

    fn settle_waiting(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            match waiting.before {
                Some(block) => self.of_blocks.push((waiting.comment, block)),
                // Nothing comes after it where it stands.
                None => {
                    let here = self.comments.get(waiting.comment).copied().unwrap_or_default();
                    if let Some(scope) = self.scopes.get_mut(waiting.comment) {
                        *scope = Place { start: here.end, end: here.end };
                    }
                }
            }
        }
    }

    fn close(&mut self, block: usize, end: usize) {
        if let Some(block) = self.blocks.get_mut(block) {
            block.place.end = end;
            if let Some(open) = self.open_names.get_mut(&block.name) {
                *open = open.saturating_sub(1);
            }
        }
    }
}

/// The bytes of a tag: up to the first `>` that is in no quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, character) in tag.char_indices() {
        match (quote, character) {
            (None, '>') => return at.saturating_add(1),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_comment_of_any_page_has_a_place_in_it(text in "(<p>|</p>|<div|</div>|<td>|<tr>|<li>|<br>|<script>|</script>|\"|>|<!-- a -->|<!--|甲|\n| ){0,40}") {
            let comments: Vec<Place> = comments(&text);
            for scope in scopes(&text, &comments) {
                prop_assert!(scope.start <= scope.end && text.get(scope.start..scope.end).is_some());
            }
        }
    }

    fn comments(text: &str) -> Vec<Place> {
        let mut comments = Vec::new();
        let mut from = 0;
        while let Some(start) = text[from..].find("<!-- a -->").map(|at| from + at) {
            from = start + "<!-- a -->".len();
            comments.push(Place { start, end: from });
        }
        comments
    }

    /// What each comment of a page is for.
    fn of(text: &str) -> Vec<&str> {
        scopes(text, &comments(text)).into_iter().map(|place| &text[place.start..place.end]).collect()
    }

    #[test]
    fn a_comment_between_elements_is_for_the_next_one() {
        assert_eq!(of("<body>\n<!-- a -->\n<p>甲</p>\n<p>乙</p>"), ["<p>甲</p>"]);
        assert_eq!(of("<!-- a --><table><tr><td>甲<td>乙</table><p>丙</p>"), ["<table><tr><td>甲<td>乙</table>"]);
        assert_eq!(of("<p>甲</p><!-- a --><!-- a --><p class='>'>乙</p>丙"), ["<p class='>'>乙</p>", "<p class='>'>乙</p>"]);
        assert_eq!(of("<!-- a --><ul><li>甲<li>乙</ul><ul><li>丙</ul>"), ["<ul><li>甲<li>乙</ul>"]);
        assert_eq!(of("<!-- a --><p>甲<p>乙"), ["<p>甲"]);
        assert_eq!(of("<p>甲</p>\n<!-- a -->\n</body>"), [""]);
    }

    #[test]
    fn a_comment_behind_an_element_on_its_line_is_for_that() {
        assert_eq!(of("<p>甲</p> <!-- a -->\n<p>乙</p>"), ["<p>甲</p>"]);
        assert_eq!(of("<p>甲</p><p>乙</p> <!-- a -->\n</body>"), ["<p>乙</p>"]);
    }

    #[test]
    fn a_comment_in_a_piece_of_text_is_for_that_piece() {
        assert_eq!(of("<p>甲 <b>乙</b> <!-- a --></p><p>丙</p>"), ["甲 <b>乙</b> <!-- a -->"]);
        assert_eq!(of("<p><!-- a -->甲</p>"), ["<!-- a -->甲"]);
        assert_eq!(of("<td>甲<br>乙<!-- a --><br>丙</td>"), ["乙<!-- a -->"]);
        assert_eq!(of("<div>甲<br><!-- a -->\n乙<br>丙</div>"), ["<!-- a -->\n乙"]);
        assert_eq!(of("<script>if (a<p>b) {}</script><p>甲<!-- a --></p>"), ["甲<!-- a -->"]);
    }
}
