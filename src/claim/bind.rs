//! Which total? Finds the figures that could be the operand a sentence leaves out, and how strongly the words bind each of them.
//! Decides nothing: whether a candidate satisfies the claim is for the verdict.

mod names;
mod strong;

use schemars::JsonSchema;

pub use names::base_noun;

use super::{Pattern, Sheet, SlotType};
use crate::{
    figure::{Dimension, Figure, Hedge, Kind},
    view::Span,
};
use names::{NAMED, words_before};
use strong::strengthen;

/// How far an operand may stand from the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename = "scope", rename_all = "kebab-case")]
pub enum Within {
    /// In its clause.
    Clause,
    /// In its sentence.
    Sentence,
    /// In its paragraph.
    Paragraph,
    /// Under its heading.
    Section,
    /// Anywhere.
    Document,
}

/// Scopes by name.
pub const WITHIN: [(&str, Within); 5] = [
    ("clause", Within::Clause),
    ("sentence", Within::Sentence),
    ("paragraph", Within::Paragraph),
    ("section", Within::Section),
    ("document", Within::Document),
];

/// How an operand that the pattern leaves out is found.
#[derive(Debug)]
pub struct Bind {
    /// The operand.
    pub operand: String,
    /// The kinds of figure that it may be.
    pub kinds: &'static [Kind],
    /// The operand whose unit it must share.
    pub like: Option<String>,
    /// The operand before which it stands, or after which.
    pub beside: String,
    /// Whether it stands after rather than before.
    pub after: bool,
    /// Whether it must be at least as large as the operand it is like.
    pub at_least: Option<String>,
    /// How far away it may stand.
    pub within: Within,
    /// The group of the pattern that names it: `W` in `占 W 的`.
    pub named_by: Option<String>,
    /// A figure right after these words is none: an increase is no total.
    pub never_after: Option<Pattern>,
}

/// How strongly the words bind a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Only by standing in scope.
    InScope,
    /// By 其中, by 中 with an echo of its noun, by the name in 占 W 的, by brackets.
    Strong,
}

/// A figure that could be the operand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its index in the sheet's figures.
    pub figure: usize,
    /// How strongly it is bound.
    pub strength: Strength,
    /// By what, for the ledger.
    pub by: &'static str,
}

/// What is known of a claim before its operand is found.
#[derive(Debug, Clone, Copy)]
pub struct Unbound<'a> {
    /// The figure beside which the operand stands.
    pub beside: usize,
    /// The figure whose unit it must share.
    pub like: usize,
    /// Where the claim begins; candidates inside it do not count.
    pub claim: Span,
    /// What names it, in the sentence's own words.
    pub named: Option<&'a str>,
    /// Whether the claim itself says of what it is, as a rate does by its name.
    pub told: bool,
}

/// More candidates than this are not weighed: what stands so far away is not meant.
const MOST: usize = 48;

/// The candidates of an operand, nearest first, and whether the words that name it fit none of them.
pub fn candidates(bind: &Bind, sheet: &Sheet, claim: Unbound) -> (Vec<Candidate>, bool) {
    let (Some(beside), Some(like)) = (sheet.figures.get(claim.beside), sheet.figures.get(claim.like)) else {
        return (Vec::new(), false);
    };
    // What the words bind may stand anywhere before; what merely stands in scope may not.
    let near = scope(bind.within, sheet, beside.span.start);
    let scope = scope(Within::Document, sheet, beside.span.start);
    let fits = |figure: &Figure| {
        bind.kinds.contains(&figure.kind)
            && (bind.like.is_none() || alike(figure, like))
            && !matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost | Hedge::Vague | Hedge::Under))
            && (figure.span.end <= claim.claim.start || figure.span.start >= claim.claim.end)
            && figure.span.start >= scope.start
            && figure.span.end <= scope.end
            && !sheet.damaged(figure.span)
            && !bind.never_after.as_ref().is_some_and(|words| words.is_match(&words_before(sheet, figure)))
    };
    let fitting = |at: &usize| sheet.figures.get(*at).is_some_and(fits);
    // Only as many are looked at as it takes: the nearest that fit.
    let fitting: Vec<usize> = if bind.after {
        let after = claim.beside.saturating_add(1)..sheet.figures.len();
        after.take_while(|&at| before(sheet, at, scope.end)).filter(fitting).take(MOST).collect()
    } else {
        let earlier = (0..claim.beside).rev();
        earlier.take_while(|&at| !before(sheet, at, scope.start)).filter(fitting).take(MOST).collect()
    };
    let found: Vec<Candidate> =
        fitting.into_iter().map(|figure| Candidate { figure, strength: Strength::InScope, by: "in scope" }).collect();
    let large = |candidate: &Candidate| {
        let size = |figure: &Figure| figure.value.times(&figure.unit.scale);
        bind.at_least.is_none() || sheet.figures.get(candidate.figure).is_some_and(|figure| size(figure) >= size(like))
    };
    // A part that is larger than its total is wrong, if the words leave no other total.
    let (mut found, smaller): (Vec<Candidate>, Vec<Candidate>) = found.into_iter().partition(large);
    let mut misnamed = strengthen(&mut found, sheet, beside, claim);
    if !found.iter().any(|candidate| candidate.strength == Strength::Strong)
        && let Some((total, badly)) = overtaken(smaller, sheet, beside, claim)
    {
        found.push(total);
        misnamed = badly;
    }
    drop_complements(&mut found, sheet, like);
    found.retain(|candidate| {
        let place = sheet.figures.get(candidate.figure).map(|figure| figure.span);
        candidate.strength == Strength::Strong || place.is_some_and(|place| place.start >= near.start && place.end <= near.end)
    });
    (found, misnamed)
}

/// Leaves out what makes up, with the part, a total that the words name: it is the other part.
fn drop_complements(found: &mut Vec<Candidate>, sheet: &Sheet, part: &Figure) {
    let size = |figure: &Figure| figure.value.times(&figure.unit.scale);
    let of = |candidate: &Candidate| sheet.figures.get(candidate.figure).map(size);
    let named: Vec<_> = found.iter().filter(|candidate| candidate.by == NAMED).filter_map(of).collect();
    let other = |candidate: &Candidate| of(candidate).is_some_and(|other| named.contains(&other.plus(&size(part))));
    found.retain(|candidate| candidate.strength == Strength::Strong || !other(candidate));
}

/// The total that the words bind to a part larger than it, where it is the only one of its sort before it in the sentence or the only one
/// named, and whether the words name another.
fn overtaken(mut smaller: Vec<Candidate>, sheet: &Sheet, part: &Figure, claim: Unbound) -> Option<(Candidate, bool)> {
    let sentence = sheet.view.sentence(part.span.start);
    smaller.retain(|candidate| sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.start >= sentence.start));
    let misnamed = strengthen(&mut smaller, sheet, part, claim);
    let strong = smaller.len() == 1;
    // One that is named is meant, whatever else stands there.
    smaller.retain(|candidate| candidate.strength == Strength::Strong && (strong || candidate.by == NAMED));
    let only = smaller.pop().filter(|_| smaller.is_empty())?;
    Some((only, misnamed))
}

fn before(sheet: &Sheet, figure: usize, at: usize) -> bool {
    sheet.figures.get(figure).is_some_and(|figure| figure.span.start < at)
}

fn scope(within: Within, sheet: &Sheet, at: usize) -> Span {
    match within {
        Within::Clause => sheet.view.clause(at),
        Within::Sentence => sheet.view.sentence(at),
        Within::Paragraph => sheet.view.paragraph(at),
        Within::Section => sheet.view.section(at),
        Within::Document => Span { start: 0, end: sheet.view.text().len() },
    }
}

/// Whether two figures count the same sort of thing, so that one can be part of the other.
pub fn alike(a: &Figure, b: &Figure) -> bool {
    a.unit.dimension == b.unit.dimension
        && (a.unit.class == b.unit.class || !matches!(a.unit.dimension, Dimension::Count | Dimension::Money | Dimension::Other))
}

/// The kinds of figure that a slot type takes; none for texts and lists of names.
pub fn kinds(takes: SlotType) -> &'static [Kind] {
    match takes {
        SlotType::Figure(kinds) | SlotType::Figures(kinds) => kinds,
        SlotType::Numeral => &[Kind::Count],
        SlotType::Items | SlotType::Words | SlotType::Quoted => &[],
    }
}
