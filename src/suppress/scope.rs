//! What a comment is beside: its line where that holds more, else the block after it.

use crate::document::Place;

/// What a suppression at a place is for.
pub(super) fn beside(text: &str, comment: Place) -> Place {
    let line_start = text.get(..comment.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let after = text.get(comment.end..).unwrap_or("");
    let line_end = comment.end.saturating_add(after.find('\n').unwrap_or(after.len()));
    let alone = [line_start..comment.start, comment.end..line_end].into_iter().all(|rest| is_blank(text.get(rest).unwrap_or("")));
    if alone { block(text, line_end) } else { Place { start: line_start, end: line_end } }
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

    /// What the first comment of a text is for.
    fn scope(text: &str) -> &str {
        let start = text.find("<!--").unwrap();
        let end = start + text[start..].find("-->").unwrap() + 3;
        let place = beside(text, Place { start, end });
        &text[place.start..place.end]
    }

    #[test]
    fn a_comment_on_its_own_is_for_the_block_after_it() {
        assert_eq!(scope("甲\n\n<!-- a -->\n乙\n丙\n\n丁\n"), "乙\n丙\n");
        assert_eq!(scope("<!-- a -->\n\n\n乙"), "乙");
        assert_eq!(scope("<!-- a -->\n<!-- b\nc -->\n\n乙\n\n丙"), "乙\n");
        assert_eq!(scope("甲\n<!-- a -->\n"), "");
    }

    #[test]
    fn a_comment_beside_text_is_for_its_line() {
        assert_eq!(scope("甲\n乙 <!-- a --> 丙\n丁"), "乙 <!-- a --> 丙");
        assert_eq!(scope("| 甲 | 3 | <!-- a -->\n| 乙 | 4 |"), "| 甲 | 3 | <!-- a -->");
    }
}
