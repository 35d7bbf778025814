//! What the figures of a list are called: 初中部 and 高中部 are of one form, and make up a school; 女学员 and 机关干部 are not, and may be
//! the same persons.

use super::Matching;
use crate::{claim::Sheet, view::Span};

/// Whether the labels of a list are of one form: they end in one character, or are as many characters each where there are three or more. What
/// is left over, 其他 and the like, may be called otherwise.
pub(super) fn are_parallel(list: &Matching, sheet: &Sheet) -> bool {
    let mut labels = labels(list, sheet);
    if labels.len() > 2 && labels.last().is_some_and(|last| REST.iter().any(|rest| last.contains(rest))) {
        labels.pop();
    }
    let same = |of: &dyn Fn(&&str) -> Option<char>| {
        let first = labels.first().and_then(of).filter(|first| first.is_alphabetic());
        first.is_some() && labels.iter().all(|label| of(label) == first)
    };
    let length = |label: &&str| label.chars().count();
    let first = labels.first().map_or(0, length);
    let even = labels.len() > 2 && (2..=6).contains(&first) && labels.iter().all(|label| length(label) == first);
    let distinct =
        labels.iter().enumerate().all(|(at, label)| labels.iter().skip(at.saturating_add(1)).all(|other| other != label));
    labels.len() > 1 && distinct && (even || same(&|label| label.chars().next_back()))
}

/// Whether three parts or more that commas set apart are told by criteria of several sorts, so that they may overlap.
pub(super) fn may_overlap(list: &Matching, sheet: &Sheet) -> bool {
    let labels = labels(list, sheet);
    let commas =
        spans(list, sheet).windows(2).all(|pair| matches!(pair, [one, next] if between(*one, *next, sheet).contains(',')));
    let rest = labels.iter().any(|label| REST.iter().any(|rest| label.contains(rest)));
    labels.len() > 2 && commas && !rest && !labels.iter().any(|label| label.is_empty()) && !are_parallel(list, sheet)
}

/// Words for all that is not told apart.
const REST: [&str; 8] = ["其他", "其它", "其余", "未", "非", "不", "无", "没"];

fn spans(list: &Matching, sheet: &Sheet) -> Vec<Span> {
    list.figures.iter().filter_map(|&index| sheet.figures.get(index)).map(|figure| figure.span).collect()
}

fn between<'s>(one: Span, next: Span, sheet: &'s Sheet) -> &'s str {
    sheet.view.slice(Span { start: one.end, end: next.start.max(one.end) })
}

/// What stands before each figure of a list, up to the mark before it, without words that only lead over.
fn labels<'s>(list: &Matching, sheet: &'s Sheet) -> Vec<&'s str> {
    let spans = spans(list, sheet);
    let before = std::iter::once(list.span.start).chain(spans.iter().map(|span| span.end));
    before
        .zip(&spans)
        .map(|(start, span)| {
            let text = sheet.view.slice(Span { start: start.min(span.start), end: span.start });
            let label = text.rsplit([',', '、', ';', ':', '。', '(', ')']).next().unwrap_or(text);
            let label = LEADS.iter().find_map(|lead| label.strip_prefix(lead)).unwrap_or(label);
            label.trim_end_matches(['为', '有', '是', '达', '约', '计', '共', '各', ' ', '的'])
        })
        .collect()
}

/// Words before a label that are no part of it.
const LEADS: [&str; 8] = ["其中", "包括", "以及", "和", "及", "与", "有", "含"];
