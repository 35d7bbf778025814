//! What is shown of a long line: a few dozen columns around each underlined place, joined by `…`.

use unicode_width::UnicodeWidthChar;

use crate::output::clean::{self, Shown};

/// Columns that are kept on either side of an underlined place: as many as leave no more ranges than are said beside them,
/// because a terminal would break a longer row and tear the underlines off.
const AROUND: [(usize, usize); 3] = [(28, 2), (16, 4), (10, usize::MAX)];
/// An underlined place of more columns than this is cut in the middle.
const LONGEST: usize = 72;
/// What is left out must be longer than the mark that says so.
const GAP: usize = 6;
/// Between two kept ranges.
const BETWEEN: &str = " … ";
/// At an end that was cut off.
const CUT: &str = "…";

/// A range of bytes of a line.
pub(super) type Range = (usize, usize);

/// The part of a line that is shown, and where its bytes went.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// What is shown; no line break, no control character.
    pub(super) text: String,
    /// For each kept range: where it begins in the line and in `text`.
    kept: Vec<(Range, usize)>,
}

impl Window {
    /// Cuts a line (without its line break) to what surrounds the given ranges of it, which are in order and do not overlap.
    pub(super) fn new(line: &str, ranges: &[Range]) -> Self {
        let mut window = Self::default();
        let mut kept = Vec::new();
        for (around, most) in AROUND {
            kept = self::kept(line, ranges, around);
            if kept.len() <= most {
                break;
            }
        }
        if kept.first().is_some_and(|&(start, _)| start > 0) {
            window.text.push_str(CUT);
        }
        for (place, &(start, end)) in kept.iter().enumerate() {
            if place > 0 {
                window.text.push_str(BETWEEN);
            }
            window.kept.push(((start, end), window.text.len()));
            for character in line.get(start..end).unwrap_or("").chars() {
                clean::push(&mut window.text, character);
            }
        }
        if kept.last().is_some_and(|&(_, end)| end < line.len()) {
            window.text.push_str(CUT);
        }
        window
    }

    /// The byte of `text` at which a byte of the line is shown.
    pub(super) fn at(&self, line: &str, byte: usize) -> usize {
        let next = self.kept.partition_point(|((start, _), _)| *start <= byte);
        let Some(((start, end), at)) = next.checked_sub(1).and_then(|last| self.kept.get(last)) else { return 0 };
        let before = line.get(*start..byte.min(*end)).unwrap_or("");
        at.saturating_add(clean::clean(before).len())
    }
}

/// The columns that a character takes when it is shown.
pub(super) fn width(character: char) -> usize {
    match clean::shown(character) {
        Shown::Same => character.width().unwrap_or(0),
        Shown::As(other) => other.width().unwrap_or(0),
        Shown::Code if u32::from(character) > 0xFFFF => 9,
        Shown::Code => 8,
    }
}

/// The columns of a text, or `most` if they are more. A text of very many bytes is as good as wide, whatever it is made of.
pub(super) fn columns(text: &str, most: usize) -> usize {
    if text.len() > FURTHEST {
        return most;
    }
    let mut columns = 0_usize;
    for character in text.chars() {
        columns = columns.saturating_add(width(character));
        if columns >= most {
            return most;
        }
    }
    columns
}

/// The ranges of a line that are shown, in order, none touching the next.
fn kept(line: &str, ranges: &[Range], around: usize) -> Vec<Range> {
    let mut kept: Vec<Range> = Vec::new();
    let mut keep = |(start, end): Range| match kept.last_mut() {
        Some(last) if start <= last.1 || columns(line.get(last.1..start).unwrap_or(""), GAP) < GAP => last.1 = end.max(last.1),
        _ => kept.push((start, end)),
    };
    for &(start, end) in ranges {
        let (from, to) = (back(line, start, around), forth(line, end, around));
        if columns(line.get(start..end).unwrap_or(""), LONGEST) < LONGEST {
            keep((from, to));
        } else {
            keep((from, forth(line, start, around)));
            keep((back(line, end, around), to));
        }
    }
    if let Some(first) = kept.first_mut()
        && columns(line.get(..first.0).unwrap_or(""), GAP) < GAP
    {
        first.0 = 0;
    }
    if let Some(last) = kept.last_mut()
        && columns(line.get(last.1..).unwrap_or(""), GAP) < GAP
    {
        last.1 = line.len();
    }
    kept
}

/// The byte that lies some columns before another. Never between a letter and its marks.
fn back(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut at = from;
    for (start, character) in line.get(..from).unwrap_or("").char_indices().rev() {
        let width = width(character);
        if width > left {
            break;
        }
        left = left.saturating_sub(width);
        if width > 0 {
            at = start;
        }
        // A thousand marks on one letter are not worth showing.
        if from.saturating_sub(start) > FURTHEST {
            return start;
        }
    }
    at
}

/// The byte that lies some columns after another. Never between a letter and its marks.
fn forth(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    for (start, character) in line.get(from..).unwrap_or("").char_indices() {
        let width = width(character);
        if width > left || start > FURTHEST {
            return from.saturating_add(start);
        }
        left = left.saturating_sub(width);
    }
    line.len()
}

/// No window reaches further than this many bytes, whatever their width.
const FURTHEST: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, text: &str) -> String {
        let start = line.find(text).unwrap();
        let window = Window::new(line, &[(start, start + text.len())]);
        let (from, to) = (window.at(line, start), window.at(line, start + text.len()));
        assert_eq!(&window.text[from..to], text);
        window.text
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(shown("其中党员153人,占76.4%。", "76.4%"), "其中党员153人,占76.4%。");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}占76.4%{}", "前".repeat(900), "后".repeat(900));
        assert_eq!(shown(&line, "76.4%"), format!("…{}占76.4%{}…", "前".repeat(13), "后".repeat(14)));
    }

    #[test]
    fn two_far_places_are_joined() {
        let line = format!("共227名{}占76.4%。", "间".repeat(900));
        let far = line.find("76").unwrap();
        let window = Window::new(&line, &[(3, 6), (far, far + 5)]);
        assert_eq!(window.text, format!("共227名{} … {}占76.4%。", "间".repeat(13), "间".repeat(13)));
        assert_eq!(&window.text[window.at(&line, far)..], "76.4%。");
    }

    #[test]
    fn many_far_places_have_narrower_windows() {
        let line = "占76.4%各级各部门齐心协力推进各项工作落地见效,各级各部门齐心协力推进各项工作落地见效。".repeat(5);
        let ranges: Vec<Range> = line.match_indices("76.4%").map(|(at, text)| (at, at + text.len())).collect();
        let shown = |ranges| Window::new(&line, ranges).text;
        assert_eq!(shown(&ranges[..1]), "占76.4%各级各部门齐心协力推进各项工…");
        assert_eq!(
            shown(&ranges[..3]),
            concat!(
                "占76.4%各级各部门齐心协 … 工作落地见效。占76.4%各级各部门齐心协",
                " … 工作落地见效。占76.4%各级各部门齐心协…"
            )
        );
        assert_eq!(shown(&ranges).matches(" … ").count(), 4);
        assert!(columns(&shown(&ranges), 1000) < 150);
    }

    #[test]
    fn a_long_place_is_cut_in_the_middle() {
        let line = "甲".repeat(2000);
        let window = Window::new(&line, &[(0, line.len())]);
        assert_eq!(window.text, format!("{0} … {0}", "甲".repeat(14)));
        assert_eq!(window.at(&line, line.len()), window.text.len());
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let line = format!("{}x占", "e\u{301}".repeat(40));
        assert!(Window::new(&line, &[(line.len() - 3, line.len())]).text.starts_with("…e\u{301}"));
    }
}
