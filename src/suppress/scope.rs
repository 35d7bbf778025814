//! What a comment is beside: its line where that holds more, else the block after it.

use crate::document::Place;

/// The line and the block that were looked at last: comments come in order, and what one has passed over the next need not. So the
/// whole text is passed over once, however many comments it has.
#[derive(Debug, Default)]
pub(super) struct Beside {
    line: Place,
    /// Between here and the start of the block there are but comments and blank lines.
    from: usize,
    block: Place,
}

impl Beside {
    /// What a suppression at a place is for; places are asked for in order.
    pub(super) fn of(&mut self, text: &str, comment: Place) -> Place {
        let line = self.line(text, comment);
        let rests = [line.start..comment.start, comment.end..line.end];
        let alone = rests.into_iter().all(|rest| is_blank(text.get(rest).unwrap_or("")));
        if alone { self.block(text, line.end) } else { line }
    }

    /// The lines that a comment begins and ends in, without the last line break.
    fn line(&mut self, text: &str, comment: Place) -> Place {
        let begun = if comment.start < self.line.end {
            self.line.start
        } else {
            let before = text.get(self.line.end..comment.start).unwrap_or("");
            before.rfind('\n').map_or(self.line.end, |at| self.line.end.saturating_add(at).saturating_add(1))
        };
        if comment.end > self.line.end || begun != self.line.start {
            let after = text.get(comment.end..).unwrap_or("");
            let end = comment.end.saturating_add(after.find('\n').unwrap_or(after.len()));
            self.line = Place { start: begun, end };
        }
        self.line
    }

    /// The block after a byte.
    fn block(&mut self, text: &str, from: usize) -> Place {
        if from >= self.from && from < self.block.start {
            return self.block;
        }
        let rest = Place { start: from, end: self.block.end };
        if from >= self.block.start && text.get(rest.start..rest.end).is_some_and(|rest| !is_blank(rest)) {
            return rest;
        }
        (self.from, self.block) = (from, block(text, from));
        self.block
    }
}

/// The first lines with text after a byte, up to a blank line. Other comments between are passed over.
fn block(text: &str, from: usize) -> Place {
    let (mut at, mut start) = (from, None);
    let mut comment = false;
    for line in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let begins = at;
        at = at.saturating_add(line.len());
        let bare = line.trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}');
        match start {
            None if comment || bare.starts_with("<!--") => comment = !bare.ends_with("-->"),
            None if bare.is_empty() => {}
            None => start = Some(begins),
            Some(start) if bare.is_empty() => return Place { start, end: begins },
            Some(_) => {}
        }
    }
    let end = text.len();
    Place { start: start.unwrap_or(end), end }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || character == '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each comment of a text is for.
    fn scopes(text: &str) -> Vec<&str> {
        let mut beside = Beside::default();
        let comments = text.match_indices("<!--").map(|(start, _)| {
            let end = start + text[start..].find("-->").unwrap() + 3;
            beside.of(text, Place { start, end })
        });
        comments.map(|place| text[place.start..place.end].trim_start_matches('\n')).collect()
    }

    #[test]
    fn a_comment_on_its_own_is_for_the_block_after_it() {
        assert_eq!(scopes("甲\n\n<!-- a -->\n乙\n丙\n\n丁\n"), ["乙\n丙\n"]);
        assert_eq!(scopes("<!-- a -->\n\n\n乙"), ["乙"]);
        assert_eq!(scopes("<!-- a -->\n<!-- b\nc -->\n\n乙\n\n丙"), ["乙\n", "乙\n"]);
        assert_eq!(scopes("甲\n<!-- a -->\n"), [""]);
        assert_eq!(
            scopes("<!-- a -->\n甲\n<!-- b -->\n乙\n<!-- c -->\n\n丙\n"),
            ["甲\n<!-- b -->\n乙\n<!-- c -->\n", "乙\n<!-- c -->\n", "丙\n"]
        );
    }

    #[test]
    fn a_comment_beside_text_is_for_its_line() {
        assert_eq!(scopes("甲\n乙 <!-- a --> 丙\n丁"), ["乙 <!-- a --> 丙"]);
        assert_eq!(
            scopes("| 甲 | <!-- a --> <!-- b -->\n| 乙 | <!-- c -->"),
            ["| 甲 | <!-- a --> <!-- b -->", "| 甲 | <!-- a --> <!-- b -->", "| 乙 | <!-- c -->"]
        );
        assert_eq!(scopes("甲<!-- a\nb -->乙\n丙"), ["甲<!-- a\nb -->乙"]);
    }
}
