//! Findings sifted: those that are told, those that are suppressed, and what is wrong with the suppressions.

use std::sync::Arc;

use globset::GlobMatcher;
use jiff::civil::Date;

use super::{Directive, Entry, Note, Scope, directives};
use crate::{
    document::{Document, Place},
    finding::Finding,
    kind::suppression::Fault,
};

/// What a document is checked under, beside settings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Suppressing<'s> {
    /// The entries of files beside the report that mean it.
    pub entries: &'s [Arc<Entry>],
    /// The day of the run; without it nothing is over.
    pub today: Option<Date>,
    /// Whether not everything is looked for, so that nobody can say what is of no use.
    pub partial: bool,
}

/// A finding that is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// Why it is not told.
    pub reason: Option<String>,
    /// Where that is written: in the document itself; `None` where it is beside it.
    pub place: Option<Place>,
}

/// One thing that is wrong with a suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amiss {
    /// What.
    pub fault: Fault,
    /// Where the suppression is written.
    pub place: Place,
    /// The rules that it is about, as written.
    pub rules: String,
    /// The last day, where it is over.
    pub until: String,
    /// What is written, where it cannot be read.
    pub text: String,
}

/// Whether any rule of some answers to a glob.
pub type Known<'k> = &'k dyn Fn(&GlobMatcher) -> bool;

/// What became of the findings of a document.
#[derive(Debug, Default)]
pub struct Sifted {
    /// What is told.
    pub told: Vec<Finding>,
    /// What is not.
    pub suppressed: Vec<Suppressed>,
    /// What is wrong with the suppressions in the document.
    pub amiss: Vec<Amiss>,
}

impl Amiss {
    fn new(fault: Fault, place: Place, rules: String) -> Self {
        Self { fault, place, rules, until: String::new(), text: String::new() }
    }

    /// What is wrong with a note. `used` says which of its rules suppressed something, where that was asked.
    pub(super) fn of(
        note: &Note,
        place: Place,
        known: Known,
        today: Option<Date>,
        used: Option<&dyn Fn(usize) -> bool>,
    ) -> Vec<Self> {
        let is_known = |rule: usize| note.answers(rule, known);
        let mut amiss = Vec::new();
        if !(0..note.rules.len()).all(is_known) {
            amiss.push(Self::new(Fault::UnknownRule, place, note.names(|rule| !is_known(rule))));
        }
        if note.reason.is_none() {
            amiss.push(Self::new(Fault::NoReason, place, note.names(|_| true)));
        }
        if let Some(until) = note.until.filter(|_| note.is_over(today)) {
            let until = until.to_string();
            amiss.push(Self { until, ..Self::new(Fault::Expired, place, note.names(|_| true)) });
        } else if let Some(used) = used {
            let names = note.names(|rule| is_known(rule) && !used(rule));
            if !names.is_empty() {
                amiss.push(Self::new(Fault::Unused, place, names));
            }
        }
        amiss
    }
}

/// Sifts the findings of a document. `known` says whether any rule answers to a glob, `ran` whether any did that was in force.
pub fn sift(document: &Document, findings: Vec<Finding>, by: &Suppressing, known: Known, ran: Known) -> Sifted {
    let directives = directives(document);
    let mut sifted = Sifted::default();
    let mut used: Vec<Vec<bool>> = directives.iter().map(|it| vec![false; rules_of(it)]).collect();
    for entry in by.entries {
        entry.meet((0..entry.note.rules.len()).any(|rule| entry.note.answers(rule, ran)));
    }
    if directives.is_empty() && by.entries.is_empty() {
        sifted.told = findings;
        return sifted;
    }
    let mut active = Active::new(&directives);
    for finding in findings {
        let of_document = active.at(finding.place).iter().filter_map(|&at| {
            let directive = directives.get(at)?;
            let note = directive.note.as_ref().filter(|note| !note.is_over(by.today))?;
            let meaning = note.meaning(&finding.rule);
            (!meaning.is_empty()).then_some((at, meaning, note, directive.place))
        });
        let of_document: Vec<_> = of_document.collect();
        for (at, rule) in of_document.iter().flat_map(|(at, meaning, ..)| meaning.iter().map(move |rule| (*at, *rule))) {
            if let Some(used) = used.get_mut(at).and_then(|rules| rules.get_mut(rule)) {
                *used = true;
            }
        }
        let mut reason = of_document.first().map(|(_, _, note, place)| (note.reason.clone(), Some(*place)));
        for entry in by.entries.iter().filter(|entry| !entry.note.is_over(by.today)) {
            let meaning = entry.note.meaning(&finding.rule);
            if !meaning.is_empty() && entry.covers(document, &finding) {
                meaning.into_iter().for_each(|rule| entry.used(rule));
                reason = reason.or_else(|| Some((entry.note.reason.clone(), None)));
            }
        }
        match reason {
            Some((reason, place)) => sifted.suppressed.push(Suppressed { finding, reason, place }),
            None => sifted.told.push(finding),
        }
    }
    if !by.partial {
        let amiss = directives.iter().zip(&used).flat_map(|(directive, used)| amiss(document, directive, used, by, known, ran));
        sifted.amiss = amiss.collect();
    }
    sifted
}

fn rules_of(directive: &Directive) -> usize {
    directive.note.as_ref().map_or(0, |note| note.rules.len())
}

fn amiss(document: &Document, directive: &Directive, used: &[bool], by: &Suppressing, known: Known, ran: Known) -> Vec<Amiss> {
    let Some(note) = &directive.note else {
        let text = document.text.get(directive.place.start..directive.place.end).unwrap_or("").to_owned();
        return vec![Amiss { text, ..Amiss::new(Fault::Malformed, directive.place, String::new()) }];
    };
    // A rule that is off finds nothing, and that is no reason to take its suppression out.
    let used = |rule: usize| used.get(rule).copied().unwrap_or(false) || !note.answers(rule, ran);
    Amiss::of(note, directive.place, known, by.today, Some(&used))
}

/// Which suppressions reach a place, for places in order.
struct Active {
    /// By start, the last first.
    waiting: Vec<(Place, usize)>,
    open: Vec<(Place, usize)>,
    whole: Vec<usize>,
    found: Vec<usize>,
}

impl Active {
    fn new(directives: &[Directive]) -> Self {
        let (mut waiting, mut whole) = (Vec::new(), Vec::new());
        for (at, directive) in directives.iter().enumerate() {
            match directive.scope {
                Scope::Document => whole.push(at),
                Scope::Place(place) => waiting.push((place, at)),
            }
        }
        waiting.sort_by(|one, other| other.cmp(one));
        Self { waiting, open: Vec::new(), whole, found: Vec::new() }
    }

    /// Those that reach a place; not before the last one that was asked for.
    fn at(&mut self, place: Place) -> &[usize] {
        let end = place.end.max(place.start.saturating_add(1));
        while let Some(&(scope, at)) = self.waiting.last().filter(|(scope, _)| scope.start < end) {
            self.open.push((scope, at));
            self.waiting.pop();
        }
        self.open.retain(|(scope, _)| scope.end > place.start);
        self.found.clone_from(&self.whole);
        // What is found of the report as a whole is nobody's block.
        if place != Place::default() {
            self.found.extend(self.open.iter().filter(|(scope, _)| scope.start < end).map(|(_, at)| at));
        }
        &self.found
    }
}
