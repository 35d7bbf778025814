//! A figure is never changed as safe: which edits would change one.

use crate::finding::Edit;

/// Whether an edit leaves every number of Arabic digits as it is, or takes it away with the words around it.
pub(super) fn kept(text: &str, edit: &Edit) -> bool {
    let old = text.get(edit.place.start..edit.place.end).unwrap_or("");
    if edit.text.is_empty() {
        return !joins(text, edit.place.start, edit.place.end);
    }
    numbers(old) == numbers(&edit.text)
}

/// Whether what stands before a gap and what stands after it would read as one number without the gap.
pub(super) fn joins(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or("").chars().rev().map(folded).take_while(|&character| numeric(character));
    let mut after = text.get(end..).unwrap_or("").chars().map(folded).take_while(|&character| numeric(character)).peekable();
    let mut before = before.take(LONGEST);
    let goes_on = after.peek() == Some(&'%') || after.take(LONGEST).any(|character| character.is_ascii_digit());
    start < end && goes_on && before.any(|character| character.is_ascii_digit())
}

/// Characters that are looked at on either side; no number that anybody writes has more signs between two digits.
const LONGEST: usize = 8;

/// The numbers of a text, written in ASCII. The code of an HTML entity (`&#8220;`) is none.
fn numbers(text: &str) -> Vec<String> {
    let folded: String = text.chars().map(folded).collect();
    let mut parts = folded.split("&#");
    let first = parts.next().into_iter();
    let runs = first.chain(parts.map(after_code)).flat_map(|part| part.split(|character| !numeric(character)));
    let runs = runs.map(|run| run.trim_matches(['.', ',']));
    runs.filter(|run| run.contains(|character: char| character.is_ascii_digit())).map(str::to_owned).collect()
}

/// What follows the code of an entity, `8220;` or `x201C;`.
fn after_code(part: &str) -> &str {
    match part.strip_prefix(['x', 'X']) {
        Some(code) => code.trim_start_matches(|character: char| character.is_ascii_hexdigit()),
        None => part.trim_start_matches(|character: char| character.is_ascii_digit()),
    }
}

fn numeric(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | ',' | '%')
}

/// Full-width digits and signs as their ASCII characters.
fn folded(character: char) -> char {
    match character {
        '０'..='９' | '．' | '，' | '％' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;

    /// Whether an edit of the text between `[` and `]` keeps the figures.
    fn keeps(marked: &str, with: &str) -> bool {
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let edit = Edit { place: Place { start, end }, text: with.to_owned() };
        kept(&marked.replace(['[', ']'], ""), &edit)
    }

    #[test]
    fn digits_that_a_gap_holds_apart_are_not_joined() {
        for joined in ["共1[\u{200B}]2户", "3[ ].5%", "占67.5[ ]%", "１[ ]２", "1,[\u{200B}]200元"] {
            assert!(!keeps(joined, ""), "{joined}");
        }
        for apart in ["甲,[\u{200B}]5户", "共12[\u{200B}]户", "[第3页]12户", "12户[,]。", "共3户。[打印]"] {
            assert!(keeps(apart, ""), "{apart}");
        }
    }

    #[test]
    fn a_replacement_has_the_same_numbers() {
        assert!(keeps("[１２.5％]", "12.5%"));
        assert!(keeps("[共12,]", "共12。"));
        assert!(keeps("[&#8220;3户&#x201d;]", "“3户”"));
        assert!(!keeps("[&#49;]", "1"));
        assert!(!keeps("[67.5%]", "67.4%"));
        assert!(!keeps("[丝诘]", "7"));
    }
}
