//! Which edits are made: those of usable fixes, each fix whole or not at all, and no two edits of the same place.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Scope, figures};
use crate::{
    document::{Document, Markup, Place},
    finding::{Edit, Finding},
};

/// What is done in one round.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// In order, without overlap.
    pub(super) edits: Vec<(Edit, Arc<str>)>,
    /// Findings whose fix is done with them.
    pub(super) fixed: usize,
    /// The rules of their fixes, each once.
    pub(super) rules: Vec<Arc<str>>,
}

/// Chooses among the fixes of findings: the widest first, so that what a deletion takes along is not mended in vain.
pub(super) fn choose(document: &Document, findings: &[Finding], scope: Scope) -> Chosen {
    let mut fixes: Vec<(&Arc<str>, Vec<Edit>)> =
        findings.iter().filter_map(|finding| Some((&finding.rule, usable(document, finding, scope)?))).collect();
    fixes.sort_by_cached_key(|(rule, edits)| {
        let widest = edits.iter().map(width).max();
        (Reverse(widest), edits.first().map(|edit| edit.place), Arc::clone(rule))
    });
    // Edits that are harmless one by one may join two numbers together; what does is left out, and looked at once more.
    for _ in 0..3 {
        let taken = Taken::of(&fixes);
        let joined = if scope == Scope::Safe { taken.joined(document) } else { BTreeSet::new() };
        if joined.is_empty() {
            return taken.chosen(document, &fixes);
        }
        let mut number = 0..;
        fixes.retain(|_| number.next().is_some_and(|fix| !joined.contains(&fix)));
    }
    Chosen::default()
}

/// The edits of a finding's fix in order, where it may be applied to this document.
pub(super) fn usable(document: &Document, finding: &Finding, scope: Scope) -> Option<Vec<Edit>> {
    let fix = finding.fix.as_ref()?;
    let text = document.text.as_str();
    let mut edits: Vec<Edit> = Vec::with_capacity(fix.edits.len());
    for edit in &fix.edits {
        let old = text.get(edit.place.start..edit.place.end)?;
        if old != edit.text {
            edits.push(edit.clone());
        }
    }
    edits.sort();
    edits.dedup();
    let apart = |pair: &[Edit]| matches!(pair, [one, next] if one.place.end <= next.place.start);
    let whole = |edit: &Edit| spares_markup(&document.markup, text, edit.place);
    let safe = || fix.safe && finding.verdict.is_none() && edits.iter().all(|edit| figures::kept(text, edit));
    let may = edits.windows(2).all(apart) && edits.iter().all(whole) && (scope == Scope::All || safe());
    (may && !edits.is_empty()).then_some(edits)
}

/// Whether an edit leaves the markup in order: it takes none along, or whole lines with all that is on them. An entity is a character
/// like any other.
fn spares_markup(markup: &[Markup], text: &str, place: Place) -> bool {
    let from = markup.partition_point(|markup| markup.place.end <= place.start);
    let mut touched = markup.iter().skip(from).take_while(|markup| markup.place.start < place.end);
    let entity = |markup: &Markup| {
        let written = text.get(markup.place.start..markup.place.end).unwrap_or("");
        written.starts_with('&') && place.start <= markup.place.start && markup.place.end <= place.end
    };
    is_lines(text, place) || touched.all(entity)
}

/// Whether a place begins where a line begins and ends where one ends.
fn is_lines(text: &str, place: Place) -> bool {
    let before = text.get(..place.start).unwrap_or("");
    let begins = before.is_empty() || before == "\u{FEFF}" || before.ends_with(['\n', '\r']);
    let inside = text.get(place.start..place.end).unwrap_or("");
    begins && (place.end == text.len() || inside.ends_with(['\n', '\r']))
}

fn width(edit: &Edit) -> usize {
    edit.place.end.saturating_sub(edit.place.start)
}

/// The edits that were taken so far, by place, with the number of their fix.
#[derive(Debug, Default)]
struct Taken<'f> {
    edits: BTreeMap<Place, (&'f Edit, usize)>,
    /// The numbers of the fixes that were taken.
    fixes: Vec<usize>,
}

impl<'f> Taken<'f> {
    fn of(fixes: &'f [(&Arc<str>, Vec<Edit>)]) -> Self {
        let mut taken = Self::default();
        for (number, (_, edits)) in fixes.iter().enumerate() {
            let fresh: Vec<&Edit> = edits.iter().filter(|edit| !taken.done(edit)).collect();
            if fresh.iter().any(|edit| taken.meets(edit.place).is_some()) {
                continue;
            }
            taken.fixes.push(number);
            taken.edits.extend(fresh.into_iter().map(|edit| (edit.place, (edit, number))));
        }
        taken
    }

    /// Whether an edit is made already, or what it would change goes anyway.
    fn done(&self, edit: &Edit) -> bool {
        self.meets(edit.place).is_some_and(|other| {
            let within = other.place.start <= edit.place.start && edit.place.end <= other.place.end;
            other == edit || (within && other.text.is_empty())
        })
    }

    /// An edit that was taken and overlaps a place, or inserts where it does. What was taken does not overlap, so that the last one
    /// before the end is enough to look at.
    fn meets(&self, place: Place) -> Option<&'f Edit> {
        if place.start == place.end {
            let (_, (edit, _)) = self.edits.range(..=place).next_back()?;
            return (edit.place.end > place.start || edit.place == place).then_some(*edit);
        }
        let (_, (edit, _)) = self.edits.range(..Place { start: place.end, end: 0 }).next_back()?;
        (edit.place.end > place.start).then_some(*edit)
    }

    /// The fixes whose deletions, side by side, join two numbers.
    fn joined(&self, document: &Document) -> BTreeSet<usize> {
        let edits: Vec<&(&Edit, usize)> = self.edits.values().collect();
        let touching = edits.chunk_by(|(one, _), (next, _)| one.place.end == next.place.start);
        let joining = touching.filter(|group| {
            let Some(((first, _), (last, _))) = group.first().zip(group.last()) else { return false };
            let nothing_left = group.iter().all(|(edit, _)| edit.text.is_empty());
            group.len() > 1 && nothing_left && figures::joins(&document.text, first.place.start, last.place.end)
        });
        joining.flatten().map(|(_, fix)| *fix).collect()
    }

    fn chosen(self, document: &Document, fixes: &[(&Arc<str>, Vec<Edit>)]) -> Chosen {
        let rule = |number: &usize| fixes.get(*number).map(|(rule, _)| Arc::clone(rule));
        let rules: BTreeSet<Arc<str>> = self.fixes.iter().filter_map(rule).collect();
        let edits = self.edits.values().filter_map(|(edit, number)| Some(((*edit).clone(), rule(number)?)));
        let mut edits: Vec<(Edit, Arc<str>)> = edits.collect();
        keep_the_end(&document.text, &mut edits);
        Chosen { edits, fixed: self.fixes.len(), rules: rules.into_iter().collect() }
    }
}

/// Where the last line of a text that has no line break at its end goes, the break before it goes along: the text still has none.
fn keep_the_end(text: &str, edits: &mut [(Edit, Arc<str>)]) {
    if text.ends_with(['\n', '\r']) {
        return;
    }
    // The deletions at the end, side by side: all but the first of them stay as they are.
    let (mut end, mut first) = (text.len(), edits.len());
    while let Some((edit, _)) = first.checked_sub(1).and_then(|at| edits.get(at)) {
        if !edit.text.is_empty() || edit.place.end != end {
            break;
        }
        end = edit.place.start;
        first = first.saturating_sub(1);
    }
    let kept = text.get(..end).unwrap_or("");
    let bare =
        kept.strip_suffix('\n').map_or(kept.strip_suffix('\r').unwrap_or(kept), |kept| kept.strip_suffix('\r').unwrap_or(kept));
    let free = first.checked_sub(1).and_then(|at| edits.get(at)).is_none_or(|(edit, _)| edit.place.end <= bare.len());
    if let Some((edit, _)) = edits.get_mut(first)
        && free
    {
        edit.place.start = bare.len();
    }
}
