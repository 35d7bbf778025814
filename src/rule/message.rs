//! Texts with slots: `{part} of {total} is {part / total as share}`. A slot is an operand, a fact of the recount, or an expression.

use std::{collections::BTreeMap, ops::Range};

/// A text with slots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(String),
}

impl Template {
    /// Reads a template; a brace is written by doubling it.
    ///
    /// # Errors
    /// The place of a brace that does not pair.
    pub fn parse(text: &str) -> Result<Self, Range<usize>> {
        let (mut pieces, mut plain) = (Vec::new(), String::new());
        let (mut rest, mut at) = (text, 0_usize);
        while let Some((before, brace, after)) = next_brace(rest) {
            plain.push_str(before);
            at = at.saturating_add(before.len());
            let (taken, left) = match (after.strip_prefix(brace), after.split_once('}')) {
                (Some(left), _) => {
                    plain.push(brace);
                    (2, left)
                }
                (None, Some((slot, left))) if brace == '{' => {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    pieces.push(Piece::Slot(slot.trim().to_owned()));
                    (slot.len().saturating_add(2), left)
                }
                _ => return Err(at..at.saturating_add(1)),
            };
            (rest, at) = (left, at.saturating_add(taken));
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        Ok(Self { pieces })
    }

    /// As its author wrote it.
    pub fn written(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Slot(slot) => format!("{{{slot}}}"),
        });
        pieces.collect()
    }

    /// Its slots, in order.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The text with its slots filled; one that nothing fills is left out.
    pub fn fill(&self, values: &BTreeMap<&str, &str>) -> String {
        let text = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Slot(slot) => values.get(slot.as_str()).copied().unwrap_or(""),
        });
        text.collect()
    }
}

/// A text before its first brace, the brace, and the text after it.
fn next_brace(text: &str) -> Option<(&str, char, &str)> {
    let (before, rest) = text.split_at_checked(text.find(['{', '}'])?)?;
    let brace = rest.chars().next()?;
    Some((before, brace, rest.get(brace.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_braces_kept() {
        let template = Template::parse("{part} of {total} is {part / total as share}, {{so}}").unwrap();
        assert_eq!(template.slots().collect::<Vec<_>>(), ["part", "total", "part / total as share"]);
        let values = BTreeMap::from([("part", "3人"), ("total", "4人"), ("part / total as share", "75%")]);
        assert_eq!(template.fill(&values), "3人 of 4人 is 75%, {so}");
        assert_eq!(template.written(), "{part} of {total} is {part / total as share}, {{so}}");
        assert_eq!(Template::parse("a {b"), Err(2..3));
        assert_eq!(Template::parse("a } b"), Err(2..3));
    }
}
