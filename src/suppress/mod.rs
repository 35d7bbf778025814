//! Room 11: findings that somebody has looked at and said why they stay: in a comment, in the front matter, or in a file beside the
//! report. What is wrong with such a suppression is found here too. Knows no clock: the day of the run is handed in.

mod apply;
mod comment;
mod frontmatter;
mod meant;
mod note;
mod page;
mod scope;
mod sidecar;

pub use apply::{Amiss, Known, Sifted, Suppressed, Suppressing, sift};
pub use note::Note;
pub use sidecar::{Entry, Sidecar};

use crate::document::{Document, Place};

/// The name of the file that holds suppressions for files that have no comments.
pub const FILE: &str = "recount.ignore.toml";

/// A suppression in a document.
#[derive(Debug)]
pub struct Directive {
    /// Where it is written.
    pub place: Place,
    /// What it suppresses and why; `None` where it cannot be read.
    pub note: Option<Note>,
    /// For what.
    pub scope: Scope,
}

/// What a suppression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is found in the whole report, and of it.
    Document,
    /// What is found from one byte on, up to another.
    Place(Place),
}

/// The suppressions in a document, by place.
pub fn directives(document: &Document) -> Vec<Directive> {
    // Without markup there are neither comments nor front matter.
    if document.markup.is_empty() || !document.text.contains("recount") {
        return Vec::new();
    }
    let mut directives = frontmatter::directives(document);
    directives.extend(comment::directives(document));
    directives
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn suppressions_stand_in_order_and_cut_no_character(text in "(<!-- ?|-->|recount|:|ignore|-start|-end|-file| share/\\*|until 2027-01-31|---\n|recount-ignore:|\\[|\\]|\"|#|占|甲|\n| |`){0,40}") {
            let Some(Ok(document)) = document::documents("a.md", text.as_bytes()).next() else { return Ok(()) };
            let mut last = 0;
            for Directive { place, scope, .. } in directives(&document) {
                prop_assert!(last <= place.start && place.end <= document.text.len());
                prop_assert!(document.text.get(place.start..place.end).is_some());
                last = place.start;
                if let Scope::Place(place) = scope {
                    prop_assert!(place.start <= place.end && document.text.get(place.start..place.end).is_some());
                }
            }
        }
    }
}
