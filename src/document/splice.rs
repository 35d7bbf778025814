//! A line of JSONL with another text in it: every byte outside of what changes stays as it was written.

use super::{FieldNames, Place, jsonl};

/// A line with edits made in its text. `old` is the text that was read from it, and the edits are places in that, in order and
/// without overlap, with what stands there afterwards. What is new is escaped as the text was: other than ASCII only where
/// all of it was. `None` where the line does not hold the old text.
pub fn splice(line: &[u8], names: &FieldNames, old: &str, edits: &[(Place, &str)]) -> Option<Vec<u8>> {
    let marked = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
    let row = jsonl::row(str::from_utf8(marked).ok()?.trim_ascii(), names).ok()?;
    let raw = row.text?.get();
    let read: String = serde_json::from_str(raw).ok()?;
    if read != old {
        return None;
    }
    let start = raw.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
    let (before, after) = (line.get(..start)?, line.get(start.checked_add(raw.len())?..)?);
    Some([before, written(raw, edits)?.as_bytes(), after].concat())
}

/// How a line of JSONL writes its text: where each byte of the text stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// Bytes of the text, each with its byte in the line: all behind which both no longer run side by side.
    marks: Vec<(usize, usize)>,
    /// Whether all of the text is written in ASCII.
    escaped: bool,
}

impl Spelled {
    /// How a line writes a text that was read from it; `None` where it holds another.
    pub fn of(line: &str, names: &FieldNames, text: &str) -> Option<Self> {
        let row = jsonl::row(line.strip_prefix('\u{FEFF}').unwrap_or(line).trim_ascii(), names).ok()?;
        let raw = row.text?.get();
        let read: String = serde_json::from_str(raw).ok()?;
        let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
        let mut written = inside.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
        let (mut marks, mut at) = (vec![(0, written)], 0_usize);
        for (piece, character) in Pieces(inside) {
            at = at.saturating_add(character.len_utf8());
            written = written.saturating_add(piece.len());
            if piece.len() != character.len_utf8() {
                marks.push((at, written));
            }
        }
        (read == text).then(|| Self { marks, escaped: is_escaped(inside) })
    }

    /// The byte of the line at which a byte of the text is written.
    pub fn byte(&self, at: usize) -> usize {
        let mark = self.marks.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        self.marks.get(mark).map_or(at, |(text, line)| line.saturating_add(at.saturating_sub(*text)))
    }

    /// How the line would write another text.
    pub fn write(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        push(&mut out, text, self.escaped);
        out
    }
}

/// Whether a JSON string is in ASCII though what it says is not.
fn is_escaped(inside: &str) -> bool {
    inside.is_ascii() && Pieces(inside).any(|(_, character)| !character.is_ascii())
}

/// A JSON string with edits made in what it says.
fn written(raw: &str, edits: &[(Place, &str)]) -> Option<String> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    let escaped = is_escaped(inside);
    let mut edits = edits.iter().peekable();
    let mut out = String::with_capacity(raw.len());
    out.push('"');
    // Both in the text that the string says.
    let (mut at, mut gone) = (0_usize, 0_usize);
    for (piece, character) in Pieces(inside) {
        while let Some((place, new)) = edits.next_if(|(place, _)| place.start <= at) {
            push(&mut out, new, escaped);
            gone = gone.max(place.end);
        }
        if at >= gone {
            out.push_str(piece);
        }
        at = at.saturating_add(character.len_utf8());
    }
    edits.for_each(|(_, new)| push(&mut out, new, escaped));
    out.push('"');
    Some(out)
}

/// The characters of a JSON string that was read before, each with how it is written.
struct Pieces<'r>(&'r str);

impl<'r> Iterator for Pieces<'r> {
    type Item = (&'r str, char);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.0.chars().next()?;
        let (length, character) = match (first, self.0.as_bytes().get(1)) {
            ('\\', Some(b'u')) => match (unit(self.0, 2), self.0.get(6..8), unit(self.0, 8)) {
                (Some(high @ 0xD800..=0xDBFF), Some("\\u"), Some(low)) => (12, pair(high, low)),
                (unit, ..) => (6, unit.and_then(|unit| char::from_u32(u32::from(unit))).unwrap_or('\u{FFFD}')),
            },
            ('\\', _) => (2, '\\'),
            _ => (first.len_utf8(), first),
        };
        let (piece, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((piece, character))
    }
}

/// Four hexadecimal digits at a byte.
fn unit(text: &str, at: usize) -> Option<u16> {
    u16::from_str_radix(text.get(at..at.checked_add(4)?)?, 16).ok()
}

fn pair(high: u16, low: u16) -> char {
    char::decode_utf16([high, low]).next().and_then(Result::ok).unwrap_or('\u{FFFD}')
}

/// Writes a text as part of a JSON string.
fn push(out: &mut String, text: &str, escaped: bool) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character < ' ' || (escaped && !character.is_ascii()) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spliced(line: &str, old: &str, edits: &[(usize, usize, &str)]) -> Option<String> {
        let edits: Vec<_> = edits.iter().map(|&(start, end, new)| (Place { start, end }, new)).collect();
        let line = splice(line.as_bytes(), &FieldNames::default(), old, &edits)?;
        Some(String::from_utf8(line).unwrap())
    }

    #[test]
    fn only_what_changes_is_written_anew() {
        let line = "\u{FEFF}{ \"text\" : \"甲\\u4e59\\/\\n丙\",\t\"x\": 1.50 }\r\n";
        let left = "\u{FEFF}{ \"text\" : \"\\u4e59\\/\\\"丁\\n\\\"\",\t\"x\": 1.50 }\r\n";
        assert_eq!(spliced(line, "甲乙/\n丙", &[(0, 3, ""), (7, 11, "\"丁\n\"")]).as_deref(), Some(left));
        assert_eq!(spliced(line, "甲乙/\n丙", &[]).as_deref(), Some(line));
    }

    #[test]
    fn what_is_new_is_escaped_as_the_text_was() {
        let line = r#"{"text":"\u7532\ud83d\ude00z"}"#;
        assert_eq!(spliced(line, "甲😀z", &[(3, 7, "乙😀")]).unwrap(), r#"{"text":"\u7532\u4e59\ud83d\ude00z"}"#);
        assert_eq!(spliced(r#"{"text":"az"}"#, "az", &[(1, 1, "乙\u{1}")]).unwrap(), r#"{"text":"a乙\u0001z"}"#);
        assert_eq!(spliced(r#"{"text":"az"}"#, "az", &[(2, 2, "\\")]).unwrap(), r#"{"text":"az\\"}"#);
    }

    #[test]
    fn every_byte_of_the_text_has_its_place_in_the_line() {
        let text = "甲乙/\n丙";
        let line = "\u{FEFF}{ \"text\" : \"甲\\u4e59\\/\\n丙\" }\r\n";
        let spelled = Spelled::of(line, &FieldNames::default(), text).unwrap();
        let pieces: Vec<&str> = [(0, 3), (3, 6), (6, 7), (7, 8), (8, 11)]
            .iter()
            .map(|&(start, end)| &line[spelled.byte(start)..spelled.byte(end)])
            .collect();
        assert_eq!(pieces, ["甲", "\\u4e59", "\\/", "\\n", "丙"]);
        assert_eq!(spelled.write("丁\"\n"), "丁\\\"\\n");
        assert_eq!(Spelled::of(line, &FieldNames::default(), "甲"), None);
    }

    #[test]
    fn another_line_than_was_read_is_not_touched() {
        for line in ["{\"text\":\"乙\"}", "{\"id\":1}", "[1]", "", "{\"text\":7}"] {
            assert_eq!(spliced(line, "甲", &[]), None, "{line}");
        }
        let twice = "{\"text\":\"乙\",\"text\":\"甲\"}";
        assert_eq!(spliced(twice, "甲", &[(0, 3, "丙")]).as_deref(), Some("{\"text\":\"乙\",\"text\":\"丙\"}"));
    }

    proptest! {
        #[test]
        fn a_spliced_line_says_the_edited_text(text in ".{0,12}", new in ".{0,4}", from in 0..40_usize, to in 0..40_usize, ascii in any::<bool>()) {
            let cut = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
            let (start, end) = (cut(from.min(to)), cut(from.max(to)));
            let mut line = serde_json::to_string(&serde_json::json!({ "id": 1, "text": text })).unwrap();
            if ascii {
                line = line.chars().map(|c| if c.is_ascii() { c.to_string() } else { c.encode_utf16(&mut [0; 2]).iter().map(|u| format!("\\u{u:04X}")).collect() }).collect();
            }
            let edited = spliced(&line, &text, &[(start, end, &new)]).unwrap();
            let read: serde_json::Value = serde_json::from_str(&edited).unwrap();
            prop_assert_eq!(read["text"].as_str().unwrap(), format!("{}{new}{}", &text[..start], &text[end..]));
        }
    }
}
