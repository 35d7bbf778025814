//! The lines that a finding points at, cut to windows, as a source that miette renders. It never sees the document itself:
//! it would print a paragraph of 2,000 characters whole, count columns in bytes, and let control characters through.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::{
    paint::{self, Stretch},
    window::Window,
};
use crate::{
    document::{Place, Position},
    finding::{Finding, Label},
    output::{
        Page,
        clean::{clean, clip},
    },
};

/// More labels than this are not shown.
const MOST_LABELS: usize = 16;
/// Of a label on more lines than this, the first and the last are shown.
const MOST_LINES: usize = 4;
/// A label's text is never wrapped, so it ends here.
const LONGEST_TEXT: usize = 100;

/// What miette shows of a document for one finding.
#[derive(Debug, Default)]
pub(in crate::output) struct Snippet {
    name: String,
    /// The shown lines, each with a line break. Offset 0 is the report as a whole.
    text: String,
    lines: Vec<Shown>,
    labels: Vec<Underline>,
}

/// One shown line.
#[derive(Debug)]
struct Shown {
    /// Its number in the document, from 1.
    number: usize,
    /// Its bytes of [`Snippet::text`], without the line break.
    bytes: Range<usize>,
}

/// One label as miette gets it.
#[derive(Debug)]
struct Underline {
    bytes: Range<usize>,
    text: String,
    /// Where it stands in the document, for the header.
    position: Position,
    primary: bool,
}

impl Snippet {
    /// The snippet of a finding.
    pub(in crate::output) fn new(page: &Page<'_>, finding: &Finding) -> Self {
        let mut snippet = Self { name: clean(&page.name()).into_owned(), text: "\n".to_owned(), ..Self::default() };
        let primary = page.position(finding.place.start);
        let pieces = pieces(page, finding);
        let whole = finding.place == Place::default();
        if whole {
            snippet.labels.push(Underline { bytes: 0..0, text: String::new(), position: primary, primary: true });
        }
        for line in order(&pieces, if whole { 0 } else { primary.line }) {
            let here: Vec<Stretch> =
                pieces.iter().filter(|piece| piece.line == line).map(|piece| piece.stretch.clone()).collect();
            snippet.add_line(page, line, &here);
        }
        if !whole {
            snippet.name_primary(primary);
        }
        snippet
    }

    /// The labels as miette wants them.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.labels.iter().map(|label| {
            let text = (!label.text.is_empty()).then(|| label.text.clone());
            let span = (label.bytes.start, label.bytes.len());
            if label.primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
        })
    }

    /// The shown lines: number, text, and of each label its bytes of that text, what is said of it, and whether the finding begins there.
    pub(in crate::output) fn rows(
        &self,
    ) -> impl Iterator<Item = (usize, &str, impl Iterator<Item = (Range<usize>, &str, bool)>)> {
        self.lines.iter().map(|line| {
            let Range { start, end } = line.bytes;
            let here = self.labels.iter().filter(move |label| start <= label.bytes.start && label.bytes.end <= end);
            let within = move |byte: usize| byte.saturating_sub(start);
            let labels =
                here.map(move |label| (within(label.bytes.start)..within(label.bytes.end), label.text.as_str(), label.primary));
            (line.number, self.text.get(line.bytes.clone()).unwrap_or(""), labels)
        })
    }

    fn add_line(&mut self, page: &Page<'_>, number: usize, labels: &[Stretch]) {
        let (start, line) = page.line(number);
        let stretches = paint::paint(line, labels);
        let ranges: Vec<_> = stretches.iter().map(|stretch| (stretch.start, stretch.end)).collect();
        let mut window = Window::new(line, &ranges);
        if line.is_empty() {
            // Something must stand above the underline.
            window.text.push(' ');
        }
        let base = self.text.len();
        for stretch in stretches {
            let (from, to) = (window.at(line, stretch.start), window.at(line, stretch.end));
            let to = if line.is_empty() { window.text.len() } else { to };
            self.labels.push(Underline {
                bytes: base.saturating_add(from)..base.saturating_add(to),
                text: stretch.text,
                position: page.position(start.saturating_add(stretch.start)),
                primary: false,
            });
        }
        self.text.push_str(&window.text);
        self.lines.push(Shown { number, bytes: base..self.text.len() });
        self.text.push('\n');
    }

    /// The header names the beginning of the finding itself, whichever label covers it.
    fn name_primary(&mut self, position: Position) {
        let on_line = |label: &Underline| label.position.line == position.line;
        let covering = self.labels.iter().rposition(|label| on_line(label) && label.position <= position);
        let first = self.labels.iter().position(on_line);
        if let Some(label) = covering.or(first).and_then(|at| self.labels.get_mut(at)) {
            (label.primary, label.position) = (true, position);
        }
    }
}

/// The part of a label on one line.
#[derive(Debug)]
struct Piece {
    line: usize,
    /// In bytes of the line.
    stretch: Stretch,
}

/// The finding's place and labels, line by line.
fn pieces(page: &Page<'_>, finding: &Finding) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if finding.place != Place::default() {
        split(page, finding.place, "", &mut pieces);
    }
    for Label { place, text } in finding.labels.iter().take(MOST_LABELS) {
        split(page, *place, &clip(text, LONGEST_TEXT), &mut pieces);
    }
    pieces
}

/// Divides a label at line ends. Its text stands by its first piece.
fn split(page: &Page<'_>, place: Place, text: &str, pieces: &mut Vec<Piece>) {
    let document = &page.document.text;
    let start = document.floor_char_boundary(place.start.min(document.len()));
    let end = document.ceil_char_boundary(place.end.clamp(start, document.len()));
    let first = page.position(start).line;
    let last = if end > start { page.position(document.floor_char_boundary(end.saturating_sub(1))).line } else { first };
    let many = last.saturating_sub(first) >= MOST_LINES;
    let numbers = if many { vec![first, last] } else { (first..=last).collect() };
    let mut cut: Vec<Piece> = numbers
        .into_iter()
        .filter_map(|number| {
            let (begin, line) = page.line(number);
            let from = start.saturating_sub(begin).min(line.len());
            let to = end.saturating_sub(begin).min(line.len());
            // An empty piece says nothing, but for the one that the finding begins with.
            (from < to || number == first).then(|| Piece { line: number, stretch: widened(line, from, to) })
        })
        .collect();
    if let Some(piece) = cut.first_mut() {
        piece.stretch.text = text.to_owned();
    }
    pieces.append(&mut cut);
}

/// A stretch that has something to underline: of an empty one, the next character, or the last of the line.
fn widened(line: &str, start: usize, end: usize) -> Stretch {
    let next = || line.get(start..).and_then(|rest| rest.chars().next());
    let last = || line.get(..start).and_then(|rest| rest.chars().next_back());
    let (start, end) = match (start < end, next(), last()) {
        (true, ..) => (start, end),
        (false, Some(next), _) => (start, start.saturating_add(next.len_utf8())),
        (false, None, Some(last)) => (start.saturating_sub(last.len_utf8()), start),
        (false, None, None) => (0, 0),
    };
    Stretch { start, end, text: String::new() }
}

/// The lines to show: the finding's own and those that touch it first, then the others.
fn order(pieces: &[Piece], primary: usize) -> Vec<usize> {
    let mut lines: Vec<usize> = pieces.iter().map(|piece| piece.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let at = lines.partition_point(|&line| line < primary);
    let follows = |pair: [usize; 2]| pair[0].saturating_add(1) == pair[1];
    let mut from = at;
    while from.checked_sub(1).is_some_and(|before| matches!(lines.get(before..=from), Some(&[a, b]) if follows([a, b]))) {
        from = from.saturating_sub(1);
    }
    let mut to = at;
    while matches!(lines.get(to..=to.saturating_add(1)), Some(&[a, b]) if follows([a, b])) {
        to = to.saturating_add(1);
    }
    let group = lines.get(from..=to).unwrap_or_default();
    let rest = lines.iter().filter(|line| !group.contains(line));
    group.iter().chain(rest).copied().collect()
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset().saturating_add(span.len()));
        if end == 0 {
            let nothing = MietteSpanContents::new_named(self.name.clone(), &[], (0, 0).into(), 0, 0, 0);
            return Ok(Box::new(nothing));
        }
        let touched = |line: &&Shown| line.bytes.start < end && start < line.bytes.end;
        let mut lines = self.lines.iter().filter(touched);
        let first = lines.next().ok_or(MietteError::OutOfBounds)?;
        let (mut last, mut count) = (first, 1_usize);
        for line in lines {
            // Lines with others between them are separate snippets.
            if line.number != last.number.saturating_add(1) {
                return Err(MietteError::OutOfBounds);
            }
            (last, count) = (line, count.saturating_add(1));
        }
        let bytes = first.bytes.start..last.bytes.end;
        let data = self.text.as_bytes().get(bytes.clone()).ok_or(MietteError::OutOfBounds)?;
        let position = self.labels.iter().find(|label| label.bytes.start == start).map(|label| label.position);
        let position = position.unwrap_or(Position { line: first.number, column: 1 });
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data,
            (bytes.start, bytes.len()).into(),
            first.number.saturating_sub(1),
            position.column.saturating_sub(1),
            count,
        )))
    }
}
