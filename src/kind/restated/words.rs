//! Words that two figures may have in common, and the line that may be the title.

use crate::{claim::Sheet, figure::Figure, view::Span};

/// The first line that says anything.
pub(super) fn first_line(sheet: &Sheet) -> Option<Span> {
    let mut lines = sheet.view.lines().iter().map(|line| line.span);
    lines.find(|line| !sheet.view.slice(*line).trim().is_empty())
}

/// Of a list without end, what stands further before a figure than so many bytes says nothing of it.
const FAR: usize = 1024;

/// The clause of a figure up to it.
pub(super) fn clause_before(sheet: &Sheet, figure: &Figure) -> Span {
    let near = sheet.view.text().ceil_char_boundary(figure.span.start.saturating_sub(FAR));
    Span { start: sheet.view.clause(figure.span.start).start.max(near), end: figure.span.start }
}

/// So many letters in a row that two texts have in common: the first such.
pub(super) fn run(one: &str, other: &str, size: usize) -> Option<String> {
    let signs: Vec<char> = one.chars().collect();
    let words = signs.windows(size).filter(|run| run.iter().all(|sign| sign.is_alphabetic()));
    words.map(|run| run.iter().collect::<String>()).find(|run| other.contains(run.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_texts_have_letters_in_a_row_in_common() {
        assert_eq!(run("募集善款", "共募集到的善款", 2), Some("募集".to_owned()));
        assert_eq!(run("募集善款", "共募集到的善款", 3), None);
        assert_eq!(run("2024年", "2024亩", 4), None, "digits are no letters");
    }
}
