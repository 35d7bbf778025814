//! The tags and comments of HTML within Markdown. Not a parser: it only tells what is between angle brackets from the rest.

use std::ops::Range;

/// Elements whose text nobody sees.
const UNSEEN: [&str; 2] = ["script", "style"];

/// Tags after which a new line begins.
const BREAKS: [&str; 10] = ["br", "/p", "/div", "/li", "/td", "/th", "/tr", "/h1", "/h2", "/h3"];

/// The tags and comments of a text in order, and what the reader sees in place of each.
pub(super) fn tags(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next(text, from) {
        let tag = text.get(start..end).unwrap_or("");
        tags.push((start..end, shown(tag)));
        from = end;
    }
    tags
}

/// What the reader sees in place of one tag: a line break, or nothing. A raised figure is kept off the one before it.
pub(super) fn shown(tag: &str) -> &'static str {
    let name = name(tag);
    match name {
        _ if BREAKS.iter().any(|known| known.eq_ignore_ascii_case(name)) => "\n",
        _ if name.eq_ignore_ascii_case("sup") => "^",
        _ => "",
    }
}

/// Where the next tag begins and ends; a comment or an unseen element is taken whole, and so is a tag that does not end.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at.saturating_add(text.get(at..)?.find('<')?);
        let rest = text.get(start..)?;
        let after = |found: Option<usize>, length: usize| {
            found.map_or(text.len(), |found| start.saturating_add(found).saturating_add(length))
        };
        if rest.starts_with("<!--") {
            return Some((start, after(rest.find("-->"), 3)));
        }
        if rest.get(1..)?.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
            let end = after(rest.find('>'), 1);
            let element = name(rest);
            let unseen = UNSEEN.iter().find(|unseen| unseen.eq_ignore_ascii_case(element));
            return Some((start, unseen.map_or(end, |unseen| closing(text, end, unseen))));
        }
        at = start.saturating_add(1);
    }
}

/// Where the closing tag of an element begins.
fn closing(text: &str, from: usize, element: &str) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let found = rest
        .match_indices("</")
        .find(|(at, _)| name(rest.get(*at..).unwrap_or("")).get(1..).is_some_and(|name| name.eq_ignore_ascii_case(element)));
    found.map_or(text.len(), |(at, _)| from.saturating_add(at))
}

/// The name of a tag, with the slash of a closing one.
fn name(tag: &str) -> &str {
    let inside = tag.get(1..).unwrap_or("");
    let slash = usize::from(inside.starts_with('/'));
    let length = inside.get(slash..).unwrap_or("").find(|next: char| !next.is_ascii_alphanumeric());
    inside.get(..length.map_or(inside.len(), |length| length.saturating_add(slash))).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text without its tags.
    fn seen(text: &str) -> String {
        let mut seen = String::new();
        let mut from = 0;
        for (tag, shown) in tags(text) {
            seen.push_str(&text[from..tag.start]);
            seen.push_str(shown);
            from = tag.end;
        }
        seen + &text[from..]
    }

    #[test]
    fn tags_and_comments_are_not_seen() {
        assert_eq!(seen("<div class=\"a\">甲<BR/>乙<!-- <b> -->丙</div>"), "甲\n乙丙\n");
        assert_eq!(seen("10<sup>4</sup>亩"), "10^4亩");
        assert_eq!(seen("<style>p{}</style>甲<script>a<b</script>"), "甲");
    }

    #[test]
    fn a_bracket_that_opens_no_tag_is_text() {
        assert_eq!(seen("3 < 5 <甲>乙"), "3 < 5 <甲>乙");
    }

    #[test]
    fn what_does_not_close_goes_to_the_end() {
        assert_eq!(seen("甲<!-- 乙"), "甲");
        assert_eq!(seen("甲<b 乙"), "甲");
        assert_eq!(seen("甲<script>乙"), "甲");
    }
}
