//! A document laid out for matching: its view, its figures, and the skeleton in which each figure is one private character.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    Hit, Memo, Pattern, Zones,
    dictionary::{Dictionary, Layer, Windows},
    stretch::{Stretch, Window},
};
use crate::{
    corpus::Beside,
    document::Document,
    figure::{self, Figure, Kind},
    view::{Span, View},
};

/// A document laid out for matching.
#[derive(Debug)]
pub struct Sheet<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its place among other documents, where those are looked at too.
    pub beside: Option<Beside<'d>>,
    /// Its text as rules see it.
    pub view: View,
    /// Every figure, in order.
    pub figures: Vec<Figure>,
    /// What rules have worked out of it.
    pub memo: Memo,
    skeleton: String,
    /// The places where skeleton and view part, in order.
    steps: Vec<Step>,
    /// Where each line of the view begins and ends in the skeleton.
    lines: Vec<Span>,
    /// Where the patterns of a dictionary may match.
    looked_up: Option<(&'d Dictionary, Windows)>,
    /// Whether a pattern, by its number, is found in what begins at a byte of the skeleton.
    found: RefCell<BTreeMap<(usize, usize), bool>>,
}

/// A figure, or something of the view that the skeleton leaves out. In few bytes: a text has very many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    /// Where it begins in the skeleton.
    skeleton: u32,
    /// Where it begins in the view.
    view: u32,
    /// Its length in the view.
    taken: u32,
    /// Which figure it is; [`LEFT_OUT`] where it is none.
    figure: u32,
}

/// Lines on which patterns may match, in order, each with the indexes of those that may, in order.
#[derive(Debug)]
pub struct LinesFor(Vec<(usize, usize)>);

impl LinesFor {
    /// Each line with the indexes of its patterns.
    pub fn iter(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = usize>)> {
        let of_line = self.0.chunk_by(|(one, _), (other, _)| one == other);
        of_line.filter_map(|pairs| Some((pairs.first()?.0, pairs.iter().map(|(_, index)| *index))))
    }
}

/// Stands in a step for no figure.
const LEFT_OUT: u32 = u32::MAX;

/// The bytes of a mark.
const MARK: usize = '\u{E000}'.len_utf8();

impl Step {
    fn new(skeleton: usize, view: Span, figure: Option<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let taken = narrow(view.end.saturating_sub(view.start));
        Self { skeleton: narrow(skeleton), view: narrow(view.start), taken, figure: figure.map_or(LEFT_OUT, narrow) }
    }

    fn figure(&self) -> Option<usize> {
        (self.figure != LEFT_OUT).then(|| index(self.figure))
    }

    fn skeleton_start(&self) -> usize {
        index(self.skeleton)
    }

    fn skeleton_end(&self) -> usize {
        index(self.skeleton).saturating_add(if self.figure == LEFT_OUT { 0 } else { MARK })
    }

    fn view_start(&self) -> usize {
        index(self.view)
    }

    fn view_end(&self) -> usize {
        index(self.view).saturating_add(index(self.taken))
    }
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The private character that stands for a figure of a kind.
pub fn mark(kind: Kind) -> char {
    match kind {
        Kind::Count => '\u{E000}',
        Kind::Percent => '\u{E001}',
        Kind::Points => '\u{E002}',
        Kind::Multiple => '\u{E003}',
        Kind::Fraction => '\u{E004}',
        Kind::Money => '\u{E005}',
        Kind::Measure => '\u{E006}',
        Kind::Date => '\u{E007}',
        Kind::Ordinal => '\u{E008}',
        Kind::Range => '\u{E009}',
        Kind::Name => '\u{E00A}',
    }
}

impl<'d> Sheet<'d> {
    /// Folds, lexes and lays out a document.
    pub fn new(document: &'d Document) -> Self {
        Self::beside(document, None)
    }

    /// The same of a document of a corpus.
    pub fn beside(document: &'d Document, beside: Option<Beside<'d>>) -> Self {
        Self::of(document, View::new(document), beside)
    }

    /// The same of a document that is folded already.
    pub fn of(document: &'d Document, view: View, beside: Option<Beside<'d>>) -> Self {
        let figures = figure::lex(&view);
        let mut sheet = Self {
            document,
            beside,
            view,
            figures,
            memo: Memo::default(),
            skeleton: String::new(),
            steps: Vec::new(),
            lines: Vec::new(),
            looked_up: None,
            found: RefCell::default(),
        };
        sheet.lay_out();
        sheet
    }

    /// Whether a pattern is found in what a guard always looks for it in, from a byte of a line's skeleton on: found once, however many
    /// matches ask.
    pub(super) fn finds_once(&self, pattern: &Pattern, line: usize, start: usize, find: impl FnOnce() -> bool) -> bool {
        let at = self.lines.get(line).map_or(usize::MAX, |line| line.start.saturating_add(start));
        let known = self.found.borrow().get(&(pattern.number(), at)).copied();
        known.unwrap_or_else(|| {
            let found = find();
            self.found.borrow_mut().insert((pattern.number(), at), found);
            found
        })
    }

    /// Looks up what patterns need, all of them at once. Without it each is looked for by itself on every line, with the same result.
    pub fn look_up(&mut self, dictionary: &'d Dictionary) {
        let lines = self.view.lines();
        let zoned = lines.iter().enumerate();
        let windows = dictionary.windows(
            zoned.clone().map(|(_, line)| (line.zone, self.view.slice(line.span))),
            zoned.map(|(index, line)| (line.zone, self.skeleton(index))),
        );
        self.looked_up = Some((dictionary, windows));
    }

    /// Whether any pattern of a group of the dictionary that was looked up may match, by the group's number; `true` where that is not known.
    pub fn may_match_any(&self, group: usize) -> bool {
        self.looked_up.as_ref().is_none_or(|(dictionary, windows)| dictionary.may_match(group, windows))
    }

    /// The lines of some zones on which any of some patterns may match in a layer, each with those that may.
    pub fn lines_for<'p>(&self, layer: Layer, zones: Zones, patterns: impl IntoIterator<Item = &'p Pattern>) -> LinesFor {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (index, pattern) in patterns.into_iter().enumerate() {
            match self.windows(layer, pattern) {
                // Windows are in order, and often several on one line.
                Some(windows) => {
                    let lines = windows.chunk_by(|one, other| one.line == other.line).filter_map(<[Window]>::first);
                    pairs.extend(lines.map(|window| (window.line, index)));
                }
                None => pairs.extend((0..self.view.lines().len()).map(|line| (line, index))),
            }
        }
        pairs.retain(|(line, _)| self.view.lines().get(*line).is_some_and(|line| zones.include(line.zone)));
        pairs.sort_unstable();
        pairs.dedup();
        LinesFor(pairs)
    }

    /// The matches of a pattern in a line of a layer.
    pub fn matches<'s>(&'s self, layer: Layer, pattern: &'s Pattern, line: usize) -> impl Iterator<Item = Hit<'s>> {
        let text = self.line(layer, line);
        self.windows_in(layer, pattern, line).flat_map(move |window| pattern.matches_in(text, window))
    }

    /// The same where only a named group of the pattern is looked for and the rest may stand around two of them.
    pub fn parts<'s>(&'s self, layer: Layer, pattern: &'s Pattern, part: &'s str, line: usize) -> impl Iterator<Item = Hit<'s>> {
        let text = self.line(layer, line);
        self.windows_in(layer, pattern, line).flat_map(move |window| pattern.parts_in(text, window, part))
    }

    /// Whether a pattern may match in the skeleton of a line, as far as what was looked up tells.
    pub(super) fn may_match_on(&self, pattern: &Pattern, line: usize) -> bool {
        let here = |windows: &[Window]| {
            let first = windows.partition_point(|window| window.line < line);
            windows.get(first).is_some_and(|window| window.line == line)
        };
        self.windows(Layer::Skeleton, pattern).is_none_or(here)
    }

    /// The stretches of a line in which a pattern may match.
    fn windows_in(&self, layer: Layer, pattern: &Pattern, line: usize) -> impl Iterator<Item = Stretch> {
        let windows = self.windows(layer, pattern);
        let here = windows.map(|windows| {
            let first = windows.partition_point(|window| window.line < line);
            windows
                .get(first..)
                .unwrap_or_default()
                .iter()
                .take_while(move |window| window.line == line)
                .map(|window| window.stretch)
        });
        let whole = if windows.is_none() { pattern.stretch_in(self.line(layer, line)) } else { None };
        here.into_iter().flatten().chain(whole)
    }

    /// The text of a line in a layer.
    fn line(&self, layer: Layer, line: usize) -> &str {
        match layer {
            Layer::View => self.view.lines().get(line).map_or("", |line| self.view.slice(line.span)),
            Layer::Skeleton => self.skeleton(line),
        }
    }

    /// Where a pattern may match in a layer; `None` where that was not looked up.
    fn windows(&self, layer: Layer, pattern: &Pattern) -> Option<&[Window]> {
        self.looked_up.as_ref().and_then(|(dictionary, windows)| dictionary.windows_of(layer, pattern, windows))
    }

    /// The skeleton of one line, by its index in [`View::lines`]. Spaces are gone but between two Latin letters or digits.
    pub fn skeleton(&self, line: usize) -> &str {
        self.lines.get(line).and_then(|span| self.skeleton.get(span.start..span.end)).unwrap_or("")
    }

    /// The span of the view for a range of bytes of a line's skeleton.
    pub fn span(&self, line: usize, start: usize, end: usize) -> Span {
        let base = self.lines.get(line).map_or(0, |span| span.start);
        let (start, end) = (base.saturating_add(start), base.saturating_add(end));
        let from = self.to_view(start, true);
        Span { start: from, end: if end == start { from } else { self.to_view(end, false).max(from) } }
    }

    /// The figures whose marks stand in a range of bytes of a line's skeleton, as indexes into `figures`.
    pub fn figures_in(&self, line: usize, start: usize, end: usize) -> Vec<usize> {
        let base = self.lines.get(line).map_or(0, |span| span.start);
        let (start, end) = (base.saturating_add(start), base.saturating_add(end));
        let first = self.steps.partition_point(|step| step.skeleton_start() < start);
        let steps = self.steps.get(first..).unwrap_or_default();
        steps.iter().take_while(|step| step.skeleton_end() <= end).filter_map(Step::figure).collect()
    }

    /// The skeleton byte of a line that stands for a byte of the view.
    pub fn to_skeleton(&self, line: usize, at: usize) -> usize {
        let base = self.lines.get(line).map_or(0, |span| span.start);
        let next = self.steps.partition_point(|step| step.view_start() <= at);
        let Some(step) = next.checked_sub(1).and_then(|last| self.steps.get(last)) else { return at.saturating_sub(base) };
        let whole = if at < step.view_end() {
            step.skeleton_start()
        } else {
            step.skeleton_end().saturating_add(at.saturating_sub(step.view_end()))
        };
        whole.saturating_sub(base)
    }

    fn to_view(&self, at: usize, start: bool) -> usize {
        // A start steps over what was left out before it; an end stays before what was left out after it.
        let next = if start {
            self.steps.partition_point(|step| step.skeleton_end() <= at && step.skeleton_start() <= at)
        } else {
            self.steps.partition_point(|step| step.skeleton_start() < at)
        };
        let Some(step) = next.checked_sub(1).and_then(|last| self.steps.get(last)) else { return at };
        if at < step.skeleton_end() {
            return if start { step.view_start() } else { step.view_end() };
        }
        step.view_end().saturating_add(at.saturating_sub(step.skeleton_end()))
    }

    fn lay_out(&mut self) {
        let text = self.view.text();
        let mut figures = self.figures.iter().enumerate().filter(|(_, figure)| figure.kind != Kind::Name).peekable();
        let mut skeleton = String::with_capacity(text.len());
        let mut steps = Vec::new();
        let mut lines = Vec::with_capacity(self.view.lines().len());
        for line in self.view.lines() {
            // What the view has and the skeleton has not (the line break) is a step too.
            let begin = skeleton.len();
            steps.push(Step::new(begin, Span { start: line.span.start, end: line.span.start }, None));
            let mut at = line.span.start;
            while at < line.span.end {
                while figures.next_if(|(_, figure)| figure.span.start < at).is_some() {}
                let next = figures.next_if(|(_, figure)| figure.span.start == at);
                if let Some((index, figure)) = next {
                    steps.push(Step::new(skeleton.len(), figure.span, Some(index)));
                    skeleton.push(mark(figure.kind));
                    at = figure.span.end.max(at.saturating_add(1));
                    continue;
                }
                // Everything up to the next figure is as it is, but for its spaces.
                let end = figures.peek().map_or(line.span.end, |(_, figure)| figure.span.start.min(line.span.end));
                without_spaces(text, Span { start: at, end }, &mut skeleton, &mut steps);
                at = end;
            }
            lines.push(Span { start: begin, end: skeleton.len() });
        }
        steps.shrink_to_fit();
        (self.skeleton, self.steps, self.lines) = (skeleton, steps, lines);
    }
}

/// Writes a stretch of the view without figures into the skeleton.
fn without_spaces(text: &str, stretch: Span, skeleton: &mut String, steps: &mut Vec<Step>) {
    let mut at = stretch.start;
    while let Some(rest) = text.get(at..stretch.end) {
        let Some(space) = rest.find(' ') else { return skeleton.push_str(rest) };
        let (space, next) = (at.saturating_add(space), at.saturating_add(space).saturating_add(1));
        if between_latin(text, space, next) {
            skeleton.push_str(text.get(at..next).unwrap_or(""));
        } else {
            skeleton.push_str(text.get(at..space).unwrap_or(""));
            steps.push(Step::new(skeleton.len(), Span { start: space, end: next }, None));
        }
        at = next;
    }
}

/// Whether the space at `start..end` holds two Latin words or digits apart.
fn between_latin(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    matches!((before, after), (Some(a), Some(b)) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays out a sheet character by character.
    fn plainly(sheet: &Sheet) -> (String, Vec<Step>) {
        let text = sheet.view.text();
        let (mut skeleton, mut steps) = (String::new(), Vec::new());
        for line in sheet.view.lines() {
            let Span { start: mut at, end } = line.span;
            steps.push(Step::new(skeleton.len(), Span { start: at, end: at }, None));
            while at < end {
                let stands = |figure: &Figure| figure.span.start == at && figure.kind != Kind::Name;
                let character = text[at..].chars().next().unwrap();
                let next = at + character.len_utf8();
                if let Some(index) = sheet.figures.iter().position(stands) {
                    steps.push(Step::new(skeleton.len(), sheet.figures[index].span, Some(index)));
                    skeleton.push(mark(sheet.figures[index].kind));
                    at = sheet.figures[index].span.end;
                } else if character == ' ' && !between_latin(text, at, next) {
                    steps.push(Step::new(skeleton.len(), Span { start: at, end: next }, None));
                    at = next;
                } else {
                    skeleton.push(character);
                    at = next;
                }
            }
        }
        (skeleton, steps)
    }

    proptest::proptest! {
        #[test]
        fn a_sheet_is_laid_out_as_character_by_character(
            parts in proptest::collection::vec(proptest::sample::select(vec!["227", "名", " ", "A", "占67.5%", ",", "\n", "两个", "第三", "三农", "GDP", "2023年", "  ", "约"]), 0..24),
        ) {
            let document = Document::new("a.txt", parts.concat());
            let sheet = Sheet::new(&document);
            proptest::prop_assert_eq!((sheet.skeleton.clone(), sheet.steps.clone()), plainly(&sheet));
        }
    }
}
