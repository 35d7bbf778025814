//! Where the patterns of a rule match the lines of a view, with the named groups of each match.

use std::ops::Range;

use super::trace::{Left, Refusal, Step};
use crate::{
    claim::{Guards, Hit, Layer, Pattern, Sheet, Sought, Zones},
    view::Span,
};

/// Patterns, where they are looked for, and what turns them off.
#[derive(Debug, Default)]
pub struct Matches {
    /// Any of these; where two meet on one place, the one that is written first.
    pub find: Vec<Pattern>,
    /// In these zones.
    pub zones: Zones,
    /// Unless the words around say otherwise.
    pub guards: Guards,
}

/// One match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// All of it.
    pub span: Span,
    /// The index of its line.
    pub line: usize,
    /// Its named groups, in order.
    groups: Vec<(String, Span)>,
}

impl Match {
    /// A named group, where it took part.
    pub(crate) fn group(&self, name: &str) -> Option<Span> {
        self.groups.iter().find(|(known, _)| known == name).map(|(_, span)| *span)
    }

    /// Where in the skeleton of its line it stands, as guards see it.
    fn around(&self, sheet: &Sheet) -> Range<usize> {
        let at = self.group("at").unwrap_or(self.span);
        sheet.to_skeleton(self.line, at.start)..sheet.to_skeleton(self.line, at.end)
    }
}

impl Matches {
    /// Its patterns.
    pub(crate) fn sought(&self) -> Vec<Sought<'_>> {
        self.find.iter().map(|pattern| (Layer::View, pattern)).collect()
    }

    /// Every match, in order, none overlapping another.
    pub(crate) fn all(&self, sheet: &Sheet) -> Vec<Match> {
        let lines = sheet.lines_for(Layer::View, self.zones, &self.find);
        let matches = lines.iter().flat_map(|(line, here)| {
            let here = here.filter_map(|index| self.find.get(index));
            self.in_line(here, sheet, line, &mut |_, _| {})
        });
        let mut found: Vec<Match> = matches.collect();
        found.sort_by_key(|found| found.span);
        found
    }

    /// The matches on some lines that do not count, with why; and those that count, for their kind to read.
    pub(crate) fn refused(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>> {
        let mut steps = Vec::new();
        for index in lines.clone() {
            let Some(line) = sheet.view.lines().get(index) else { continue };
            let elsewhere = (!self.zones.include(line.zone)).then_some(Refusal::Zone(line.zone));
            let mut refuse = |at, why| steps.push(Step::refused(sheet, index, &at, elsewhere.unwrap_or(why)));
            let found = self.in_line(self.find.iter(), sheet, index, &mut refuse);
            found.iter().for_each(|found| refuse(found.around(sheet), Refusal::Left(Left::Unread)));
        }
        steps
    }

    /// The matches of some of its patterns on a line that count; `refuse` is told where another one stands in the skeleton, and why it does not.
    fn in_line<'k>(
        &'k self,
        patterns: impl Iterator<Item = &'k Pattern>,
        sheet: &Sheet,
        index: usize,
        refuse: &mut dyn FnMut(Range<usize>, Refusal<'k>),
    ) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for pattern in patterns {
            let mut more = in_line(pattern, sheet, index);
            more.retain(|one| {
                // What was found is sorted and does not overlap, so that one neighbour is enough to look at.
                let next = found.partition_point(|other| other.span.end <= one.span.start);
                let free = found.get(next).is_none_or(|other| other.span.start >= one.span.end);
                let around = one.around(sheet);
                let why = if free {
                    self.guards.refuses(sheet, index, &around).map(Refusal::Guarded)
                } else {
                    Some(Refusal::Left(Left::Taken))
                };
                why.is_none_or(|why| {
                    refuse(around, why);
                    false
                })
            });
            found.append(&mut more);
            found.sort_by_key(|found| found.span);
        }
        found
    }
}

/// The matches of one pattern in a line of the view.
pub(crate) fn in_line(pattern: &Pattern, sheet: &Sheet, index: usize) -> Vec<Match> {
    let base = sheet.view.lines().get(index).map_or(0, |line| line.span.start);
    sheet.matches(Layer::View, pattern, index).map(|hit| as_match(&hit, base, index)).collect()
}

/// The matches of one pattern in a text that begins at a byte of the view.
pub(crate) fn in_text(pattern: &Pattern, text: &str, base: usize, line: usize) -> Vec<Match> {
    pattern.matches(text).map(|hit| as_match(&hit, base, line)).collect()
}

fn as_match(hit: &Hit, base: usize, line: usize) -> Match {
    let place = |range: Range<usize>| Span { start: base.saturating_add(range.start), end: base.saturating_add(range.end) };
    let groups = hit.names().filter_map(|name| Some((name.to_owned(), place(hit.group(name)?))));
    Match { span: place(hit.whole()), line, groups: groups.collect() }
}
