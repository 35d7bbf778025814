//! Labels that overlap made into stretches that do not: miette puts the underline of a label inside another at the wrong place.

use super::window;

/// A labelled range of a line, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First byte of the line.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What is said of it; empty where only the underline matters.
    pub(super) text: String,
}

/// The same labels without overlap, in order. The inner of two keeps its place, the outer is underlined where it shows;
/// a label that shows nowhere is told with the one that covers its beginning.
pub(super) fn paint(line: &str, labels: &[Stretch]) -> Vec<Stretch> {
    if line.is_empty() {
        let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).filter(|text| !text.is_empty()).collect();
        return vec![Stretch { start: 0, end: 0, text: texts.join("; ") }];
    }
    let mut ends: Vec<usize> = labels.iter().flat_map(|label| [label.start, label.end]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut owned: Vec<(usize, Stretch)> = Vec::new();
    for pair in ends.windows(2) {
        let &[start, end] = pair else { continue };
        let Some(owner) = innermost(labels, start, end) else { continue };
        match owned.last_mut() {
            Some((last, stretch)) if *last == owner && stretch.end == start => stretch.end = end,
            _ => owned.push((owner, Stretch { start, end, text: String::new() })),
        }
    }
    merge_invisible(line, &mut owned);
    for (number, label) in labels.iter().enumerate().filter(|(_, label)| !label.text.is_empty()) {
        let own = owned.iter().position(|(owner, _)| *owner == number);
        let covering = || owned.iter().position(|(_, stretch)| stretch.end > label.start);
        if let Some((_, stretch)) = own.or_else(covering).or(owned.len().checked_sub(1)).and_then(|at| owned.get_mut(at)) {
            if !stretch.text.is_empty() {
                stretch.text.push_str("; ");
            }
            stretch.text.push_str(&label.text);
        }
    }
    owned.into_iter().map(|(_, stretch)| stretch).collect()
}

/// The shortest label that covers a range; of two alike, the one with something to say.
fn innermost(labels: &[Stretch], start: usize, end: usize) -> Option<usize> {
    let covering = labels.iter().enumerate().filter(|(_, label)| label.start <= start && end <= label.end);
    covering.min_by_key(|(_, label)| (label.end.saturating_sub(label.start), label.text.is_empty())).map(|(number, _)| number)
}

/// A stretch without columns of its own (an accent alone) cannot be underlined: it goes to the one before it.
fn merge_invisible(line: &str, owned: &mut Vec<(usize, Stretch)>) {
    let mut seen: Vec<(usize, Stretch)> = Vec::with_capacity(owned.len());
    for (owner, mut stretch) in owned.drain(..) {
        let visible = window::columns(line.get(stretch.start..stretch.end).unwrap_or(""), 1) > 0;
        match seen.last_mut() {
            Some((_, last)) if !visible && last.end == stretch.start => last.end = stretch.end,
            _ => {
                if !visible {
                    let before = line.get(..stretch.start).unwrap_or("").char_indices().next_back();
                    stretch.start = before.map_or(stretch.start, |(start, _)| start);
                }
                seen.push((owner, stretch));
            }
        }
    }
    *owned = seen;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(start: usize, end: usize, text: &str) -> Stretch {
        Stretch { start, end, text: text.to_owned() }
    }

    #[test]
    fn an_inner_label_divides_the_outer() {
        let labels = [stretch(0, 10, "claim"), stretch(3, 5, "part")];
        assert_eq!(paint("0123456789", &labels), [stretch(0, 3, "claim"), stretch(3, 5, "part"), stretch(5, 10, "")]);
    }

    #[test]
    fn one_place_with_two_labels_says_both() {
        let labels = [stretch(2, 4, ""), stretch(2, 4, "share"), stretch(2, 4, "stated")];
        assert_eq!(paint("0123456789", &labels), [stretch(2, 4, "share; stated")]);
    }

    #[test]
    fn a_hidden_label_is_told_with_what_hides_it() {
        let labels = [stretch(0, 4, "whole"), stretch(0, 2, "left"), stretch(2, 4, "right")];
        assert_eq!(paint("0123456789", &labels), [stretch(0, 2, "whole; left"), stretch(2, 4, "right")]);
    }
}
