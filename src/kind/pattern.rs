//! `kind = "pattern"`: a text that should not be there, wherever one of its patterns matches.

use std::{ops::Range, sync::OnceLock};

use schemars::JsonSchema;

use super::{
    fold::Fold,
    presence::{self, Codes, Presence},
    trace::{Came, Refusal, Step},
};
use crate::{
    claim::{self, Claim, Guards, Layer, Operand, Sheet, Sought, Zones},
    document::Place,
    verdict::{Recount, Verdict},
    view::Span,
};

/// The name of a group: where a pattern has one, only that part of the match is found, and the rest is what must stand around it.
const HERE: &str = "here";

/// What a pattern is matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename = "over", rename_all = "kebab-case")]
pub enum Over {
    /// Each line of the view: folded, spaces kept, figures as they are written.
    #[default]
    View,
    /// Each line's skeleton: no spaces, and slots for figures.
    Skeleton,
    /// The document as it was read: nothing folded, lines not split.
    Source,
}

/// What a pattern can be matched against, by name.
pub const OVER: [(&str, Over); 3] = [("view", Over::View), ("skeleton", Over::Skeleton), ("source", Over::Source)];

/// Finds a text that should not be there.
#[derive(Debug)]
pub struct Pattern {
    /// Any of these.
    pub find: Vec<claim::Pattern>,
    /// Matched against this.
    pub over: Over,
    /// In these zones.
    pub zones: Zones,
    /// Unless the words around say otherwise.
    pub guards: Guards,
    /// Which of its matches are one finding; each is its own where this is `None`.
    pub fold: Option<Fold>,
    /// What a document must have.
    pub needed: Needed,
}

/// For each pattern over the source, sets of characters of each of which a match has one, worked out when that is first asked.
#[derive(Debug, Default)]
pub struct Needed(OnceLock<Vec<OnceLock<Vec<Vec<Codes>>>>>);

impl Needed {
    /// Those of these patterns that a document may have.
    fn may_match<'k>(&self, find: &'k [claim::Pattern], sheet: &Sheet) -> Vec<&'k claim::Pattern> {
        let needed = self.0.get_or_init(|| find.iter().map(|_| OnceLock::new()).collect());
        let presence = Presence::of_document(sheet);
        let there = |set: &Vec<Codes>| set.iter().any(|codes| presence.may_have(codes));
        // What is known of a pattern beforehand mostly tells already.
        let may_match = |find: &claim::Pattern, needed: &OnceLock<Vec<Vec<Codes>>>| {
            find.may_match_with(|character| presence.may_have(&(u32::from(character)..=u32::from(character))))
                && needed.get_or_init(|| presence::needed(find.source())).iter().all(there)
        };
        find.iter().zip(needed).filter(|(find, needed)| may_match(find, needed)).map(|(find, _)| find).collect()
    }
}

/// All matches of a pattern in a text, or of the part of each that is meant.
fn all_in(find: &claim::Pattern, text: &str) -> Vec<Range<usize>> {
    if find.is_served() {
        return find.matches(text).map(|hit| hit.group(HERE).unwrap_or_else(|| hit.whole())).collect();
    }
    let matches = find.regex_in(text).into_iter().flat_map(|regex| regex.captures_iter(text));
    matches.filter_map(|captures| Some(captures.name(HERE).or_else(|| captures.get(0))?.range())).collect()
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The text of the first match.
    pub text: String,
    /// How many matches there are.
    pub number: usize,
}

impl Found {
    fn one(text: &str) -> Self {
        Self { text: text.to_owned(), number: 1 }
    }
}

impl Pattern {
    /// The named groups of its patterns.
    fn operands_of_patterns(&self) -> Vec<&str> {
        self.find.iter().flat_map(|find| find.slots()).map(|slot| slot.name.as_str()).collect()
    }

    /// The layer that it is matched against, where that is not the source.
    fn layer(&self) -> Layer {
        if self.over == Over::Skeleton { Layer::Skeleton } else { Layer::View }
    }

    /// What some of its patterns find in a line; `refuse` is told where else in its skeleton a pattern matches, and why that does not count.
    fn in_line<'k>(
        &'k self,
        patterns: impl Iterator<Item = &'k claim::Pattern>,
        sheet: &Sheet,
        line: usize,
        refuse: &mut dyn FnMut(Range<usize>, Refusal<'k>),
    ) -> Vec<Claim<Found>> {
        let Some(span) = sheet.view.lines().get(line).map(|line| line.span) else { return Vec::new() };
        let mut found = Vec::new();
        for find in patterns {
            // What stood around a part may stand around the next one too.
            for hit in sheet.parts(self.layer(), find, HERE, line) {
                let whole = hit.group(HERE).unwrap_or_else(|| hit.whole());
                let to_view = |range: Range<usize>| match self.over {
                    Over::Skeleton => sheet.span(line, range.start, range.end),
                    _ => Span { start: span.start.saturating_add(range.start), end: span.start.saturating_add(range.end) },
                };
                let at = to_view(whole.clone());
                let around = match self.over {
                    Over::Skeleton => whole,
                    _ => sheet.to_skeleton(line, at.start)..sheet.to_skeleton(line, at.end),
                };
                if let Some(guard) = self.guards.refuses(sheet, line, &around) {
                    refuse(around, Refusal::Guarded(guard));
                    continue;
                }
                let operands = find.slots().iter().filter_map(|slot| {
                    let span = to_view(hit.group(&slot.name)?);
                    let text = sheet.view.slice(span).to_owned();
                    Some(Operand { name: slot.name.clone(), span, text, reading: None, unit: String::new() })
                });
                let operands = operands.collect();
                found.push(Claim { operands, ..Claim::at(at, Found::one(sheet.view.slice(at))) });
            }
        }
        found
    }

    fn in_source<'k>(&'k self, sheet: &Sheet, refuse: &mut dyn FnMut(Step<'k>)) -> Vec<Claim<Found>> {
        let text = &sheet.document.text;
        let may_match = self.needed.may_match(&self.find, sheet).into_iter();
        let claims = may_match.flat_map(|find| all_in(find, text)).filter_map(|found| {
            let place = Place { start: found.start, end: found.end };
            let span = sheet.view.span(place);
            let line = sheet.view.line_at(span.start);
            let zone = sheet.view.lines().get(line)?.zone;
            let around = sheet.to_skeleton(line, span.start)..sheet.to_skeleton(line, span.end);
            let elsewhere = (!self.zones.include(zone)).then_some(Refusal::Zone(zone));
            if let Some(why) = elsewhere.or_else(|| self.guards.refuses(sheet, line, &around).map(Refusal::Guarded)) {
                refuse(Step { source: Some(place), ..Step::refused(sheet, line, &around, why) });
                return None;
            }
            Some(Claim { source: Some(place), ..Claim::at(span, Found::one(text.get(found)?)) })
        });
        claims.collect()
    }
}

impl super::Recounts for Pattern {
    const NAME: &'static str = "pattern";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["match", "number", "times"];

    type Parts = Found;

    fn operands(&self) -> Vec<&str> {
        self.operands_of_patterns()
    }

    fn sought(&self) -> Vec<Sought<'_>> {
        if self.over == Over::Source {
            return Vec::new();
        }
        self.find.iter().map(|find| (self.layer(), find)).collect()
    }

    fn asked(&self) -> Vec<Sought<'_>> {
        if self.over == Over::Source { Vec::new() } else { self.guards.sought().collect() }
    }

    fn zones(&self) -> Zones {
        self.zones
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Found>> {
        let mut claims = if self.over == Over::Source {
            self.in_source(sheet, &mut |_| {})
        } else {
            let lines = sheet.lines_for(self.layer(), self.zones, &self.find);
            let found = lines.iter().filter(|(line, _)| self.guards.allow_line(sheet, *line)).flat_map(|(line, here)| {
                let here = here.filter_map(|index| self.find.get(index));
                self.in_line(here, sheet, line, &mut |_, _| {})
            });
            found.collect()
        };
        claims.sort_by_key(|claim| (claim.at.start, std::cmp::Reverse(claim.at.end)));
        // Two patterns of one rule that meet on one place say it once.
        claims.dedup_by(|later, earlier| later.source.is_none() && later.at.start < earlier.at.end);
        match self.fold {
            Some(fold) => fold.folded(sheet, claims),
            None => claims,
        }
    }

    fn refused(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>> {
        let mut steps = Vec::new();
        if self.over == Over::Source {
            self.in_source(sheet, &mut |step| steps.push(step));
            return steps;
        }
        for index in lines.clone() {
            let Some(line) = sheet.view.lines().get(index) else { continue };
            let elsewhere = (!self.zones.include(line.zone)).then_some(Refusal::Zone(line.zone));
            let mut refuse = |at, why| steps.push(Step::refused(sheet, index, &at, elsewhere.unwrap_or(why)));
            let found = self.in_line(self.find.iter(), sheet, index, &mut refuse);
            if let Some(why) = elsewhere {
                let other = |claim: Claim<Found>| Step { span: claim.at, source: None, came: Came::Refused { why, found: None } };
                steps.extend(found.into_iter().map(other));
            }
        }
        steps
    }

    fn recount(&self, found: &Found) -> Recount {
        let recount =
            Recount::new(Verdict::Contradicted).fact("match", found.text.trim()).fact("number", found.number.to_string());
        // Said in any language, and only of several.
        recount.fact("times", if found.number > 1 { format!(" ×{}", found.number) } else { String::new() })
    }
}
