//! Text in XML: nothing in it is markup, and no character that XML 1.0 forbids is left.

use crate::output::clean::clean;

/// The first line of every file.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A text for an element or an attribute, on one line, with control characters made visible.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_left_that_xml_forbids() {
        assert_eq!(escaped("占\u{0}\u{1b}<b a=\"1\">&'\u{fffe}\r\n村"), "占␀␛&lt;b a=&quot;1&quot;&gt;&amp;&apos;\u{fffd}␍␊村");
    }
}
