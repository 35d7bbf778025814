//! Room 12: mending a document. The edits of its findings are chosen, applied, and what comes of it is checked again, until
//! nothing more changes. A function of values: it opens no file and writes none.

mod choose;
mod compose;
mod figures;

use std::sync::Arc;

use crate::{
    check::Checked,
    document::{Document, Place},
    finding::{Edit, Finding},
};

/// After so many rounds a document that still changes is given up: its rules undo one another's work.
pub const ROUNDS: usize = 20;

/// Which fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Those that nobody needs to look at. No figure is changed, whatever a rule says of its fix.
    #[default]
    Safe,
    /// All of them: figures, dates, and what may be part of the report.
    All,
}

/// One change of a document's text. Applied to the document, all changes together make the mended text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule whose fix it is; where several mended one place one after another, the last.
    pub rule: Arc<str>,
    /// Where in the document as it was before anything changed.
    pub place: Place,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// What one round of fixes makes of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// What was changed, in order and without overlap; empty where nothing was.
    pub changes: Vec<Change>,
    /// Findings whose fix was applied.
    pub fixed: usize,
    /// The rules of their fixes, each once, by name.
    pub rules: Vec<Arc<str>>,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mended {
    /// What was found before anything changed.
    pub found: Checked,
    /// What changed; `None` where nothing did.
    pub repair: Option<Repair>,
    /// The rules whose fixes still changed the text after the last round. The document is then left as it was.
    pub unsettled: Vec<Arc<str>>,
}

/// A mended document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// As it is now.
    pub document: Document,
    /// What is left to find in it.
    pub left: Checked,
    /// Every change, in order, without overlap, and places in the document as it was.
    pub changes: Vec<Change>,
    /// Findings that were mended. More than were found at first, where a fix laid others open.
    pub fixed: usize,
}

impl Mended {
    /// A document that was only checked.
    pub fn unchanged(found: Checked) -> Self {
        Self { found, ..Self::default() }
    }

    /// What is left to find: all that was found, where nothing changed.
    pub fn left(&self) -> &Checked {
        self.repair.as_ref().map_or(&self.found, |repair| &repair.left)
    }

    /// The document as it is now.
    pub fn document<'d>(&'d self, original: &'d Document) -> &'d Document {
        self.repair.as_ref().map_or(original, |repair| &repair.document)
    }

    /// Findings that were mended.
    pub fn fixed(&self) -> usize {
        self.repair.as_ref().map_or(0, |repair| repair.fixed)
    }
}

/// Applies the fixes of findings once. Of two fixes that want the same place differently, the wider is applied, then the earlier
/// one; a fix is applied whole or not at all, and what another deletes anyway counts as applied. A document that nothing would be
/// left of stays as it is.
pub fn apply(document: &Document, findings: &[Finding], scope: Scope) -> Applied {
    let chosen = choose::choose(document, findings, scope);
    let changes: Vec<Change> = chosen.edits.into_iter().filter_map(|(edit, rule)| change(document, edit, rule)).collect();
    let text = applied(&document.text, &changes);
    if changes.is_empty() || text.trim_matches(is_blank).is_empty() {
        return Applied { text: document.text.clone(), ..Applied::default() };
    }
    Applied { text, changes, fixed: chosen.fixed, rules: chosen.rules }
}

/// Checks a document, applies the fixes of what was found, and begins again with what comes of it until no fix is left to apply.
/// So a document that was mended once is not changed a second time.
pub fn mend(document: &Document, scope: Scope, check: impl Fn(&Document) -> Checked) -> Mended {
    let mut mended = Mended::unchanged(check(document));
    let mut rules = Vec::new();
    for _ in 0..ROUNDS {
        let current = mended.document(document);
        let round = apply(current, &mended.left().findings, scope);
        if round.changes.is_empty() {
            return mended;
        }
        rules = round.rules;
        let (changes, fixed) = match &mended.repair {
            None => (round.changes, round.fixed),
            Some(before) => {
                let changes = compose::compose(&document.text, &before.changes, &current.text, &round.changes);
                (changes, before.fixed.saturating_add(round.fixed))
            }
        };
        let now = current.with_text(round.text);
        let left = check(&now);
        mended.repair = Some(Repair { left, document: now, changes, fixed });
    }
    let settled = apply(mended.document(document), &mended.left().findings, scope).changes.is_empty();
    if settled { mended } else { Mended { unsettled: rules, ..Mended::unchanged(mended.found) } }
}

/// Findings of a document whose fix could be applied, by itself.
pub fn mendable(document: &Document, findings: &[Finding], scope: Scope) -> usize {
    findings.iter().filter(|finding| choose::usable(document, finding, scope).is_some()).count()
}

/// A text with changes made, which are in order and do not overlap.
fn applied(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Change { place, new, .. } in changes {
        out.push_str(text.get(done..place.start).unwrap_or(""));
        out.push_str(new);
        done = place.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

fn change(document: &Document, edit: Edit, rule: Arc<str>) -> Option<Change> {
    let old = document.text.get(edit.place.start..edit.place.end)?.to_owned();
    Some(Change { rule, place: edit.place, old, new: edit.text })
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

#[cfg(test)]
mod tests;
