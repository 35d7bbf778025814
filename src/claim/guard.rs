//! Where a rule applies: zones of the page, and words around a match that turn it off or that it needs.

use std::{ops::Range, sync::Arc};

use schemars::JsonSchema;

use super::{Layer, Pattern, Sheet, Sought};
use crate::view::{Span, Zone};

/// The zones of a page in which a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename = "zone", rename_all = "kebab-case")]
pub enum Zones {
    /// Everywhere.
    #[default]
    Any,
    /// In the report itself.
    Body,
    /// Above and below it.
    Furniture,
    /// Above it.
    Head,
    /// Below it.
    Tail,
}

/// Zones by name.
pub const ZONES: [(&str, Zones); 5] =
    [("any", Zones::Any), ("body", Zones::Body), ("furniture", Zones::Furniture), ("head", Zones::Head), ("tail", Zones::Tail)];

impl Zones {
    /// The zones of a name.
    pub fn named(name: &str) -> Option<Self> {
        ZONES.iter().find(|(known, _)| *known == name).map(|(_, zones)| *zones)
    }

    /// Whether a zone is one of them.
    pub fn include(self, zone: Zone) -> bool {
        match self {
            Self::Any => true,
            Self::Body => zone == Zone::Body,
            Self::Furniture => zone != Zone::Body,
            Self::Head => zone == Zone::Head,
            Self::Tail => zone == Zone::Tail,
        }
    }
}

/// Where, seen from a match, a guard looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The clause in which the match begins.
    Clause,
    /// Its sentence.
    Sentence,
    /// Its line.
    Line,
    /// The whole document.
    Document,
    /// Its sentence, up to the match.
    Before,
    /// Its sentence, from the match on.
    After,
    /// The match itself.
    Match,
}

/// A pattern looked for around a match.
#[derive(Debug)]
pub struct Guard {
    /// Where it looks.
    pub side: Side,
    /// What it looks for.
    pub pattern: Arc<Pattern>,
}

/// What must not, and what must, stand around a match.
#[derive(Debug, Default)]
pub struct Guards {
    /// A match beside one of these is none.
    pub unless: Vec<Guard>,
    /// A match without all of these is none.
    pub requires: Vec<Guard>,
}

impl Guards {
    /// Those patterns that are looked for on all of a line and stand on few, so that they can be looked up with all others.
    pub fn sought(&self) -> impl Iterator<Item = Sought<'_>> {
        let of_line = self.unless.iter().chain(&self.requires).filter(|guard| guard.side == Side::Line);
        of_line.filter(|guard| !guard.pattern.is_common()).map(|guard| (Layer::Skeleton, &*guard.pattern))
    }

    /// Whether matches on a line may count at all, as far as those guards tell that look at all of it.
    pub fn allow_line(&self, sheet: &Sheet, line: usize) -> bool {
        let finds = |guard: &Guard| guard.finds(sheet, line, &(0..0));
        let of_line = |guards: &'_ [Guard], found: bool| {
            guards.iter().filter(|guard| guard.side == Side::Line).all(|guard| finds(guard) == found)
        };
        of_line(&self.requires, true) && of_line(&self.unless, false)
    }

    /// Why a match at a range of a line's skeleton does not count: the pattern that turns it off. `None` where it counts.
    pub fn refuses(&self, sheet: &Sheet, line: usize, matched: &Range<usize>) -> Option<&Guard> {
        let found = |guard: &&Guard| guard.finds(sheet, line, matched);
        self.unless.iter().find(found).or_else(|| self.requires.iter().find(|guard| !found(guard)))
    }
}

/// Of a match, and of what stands before and after it in a sentence without end, so many bytes are looked at: there are as many matches as the
/// sentence is long.
const FAR: usize = 4096;

impl Guard {
    fn finds(&self, sheet: &Sheet, line: usize, matched: &Range<usize>) -> bool {
        let matches = |text: &str| self.pattern.is_match(text);
        if self.side == Side::Document {
            let lines = 0..sheet.view.lines().len();
            return sheet
                .finds_once(&self.pattern, usize::MAX, 0, || lines.into_iter().any(|line| matches(sheet.skeleton(line))));
        }
        let range = self.range(sheet, line, matched);
        let find = || sheet.skeleton(line).get(range.clone()).is_some_and(matches);
        match self.side {
            Side::Line if !sheet.may_match_on(&self.pattern, line) => false,
            // What many matches have in common.
            Side::Clause | Side::Sentence | Side::Line => sheet.finds_once(&self.pattern, line, range.start, find),
            _ => find(),
        }
    }

    /// The words that it finds around a match, if any.
    pub fn found(&self, sheet: &Sheet, line: usize, matched: &Range<usize>) -> Option<Span> {
        let lines = if self.side == Side::Document { 0..sheet.view.lines().len() } else { line..line.saturating_add(1) };
        lines.into_iter().find_map(|line| {
            let range = self.range(sheet, line, matched);
            let found = self.pattern.regex()?.find(sheet.skeleton(line).get(range.clone())?)?;
            let at = |byte: usize| range.start.saturating_add(byte);
            Some(sheet.span(line, at(found.start()), at(found.end())))
        })
    }

    /// Where it looks, as a range of the line's skeleton.
    fn range(&self, sheet: &Sheet, line: usize, matched: &Range<usize>) -> Range<usize> {
        let at = sheet.span(line, matched.start, matched.start).start;
        let skeleton = sheet.skeleton(line);
        let within = |span: Span| sheet.to_skeleton(line, span.start)..sheet.to_skeleton(line, span.end);
        match self.side {
            Side::Clause => within(sheet.view.clause(at)),
            Side::Sentence => within(sheet.view.sentence(at)),
            Side::Before => {
                let far = skeleton.ceil_char_boundary(matched.start.saturating_sub(FAR)).min(matched.start);
                within(sheet.view.sentence(at)).start.max(far)..matched.start
            }
            Side::After => {
                let last = sheet.span(line, matched.end, matched.end).start;
                let far = skeleton.floor_char_boundary(matched.end.saturating_add(FAR));
                matched.end..within(sheet.view.sentence(last)).end.min(far).max(matched.end)
            }
            Side::Match => {
                let far = skeleton.floor_char_boundary(matched.start.saturating_add(FAR));
                matched.start..matched.end.min(far)
            }
            Side::Line | Side::Document => 0..sheet.skeleton(line).len(),
        }
    }
}
