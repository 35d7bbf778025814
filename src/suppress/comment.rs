//! Suppressions in comments: `<!-- recount: ignore share/of-total: the base is the 2021 list -->`.

use super::{Directive, Note, Scope, page, scope::Beside};
use crate::document::{Document, Format, Place};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The suppressions in the comments of a document, by place.
pub(super) fn directives(document: &Document) -> Vec<Directive> {
    let (mut directives, mut beside) = (Vec::new(), Beside::default());
    // The starts of ranges that have not ended: which directive each is, and the rules that it names.
    let mut open: Vec<(usize, String)> = Vec::new();
    // Elements, not lines, are what a comment of a page is beside.
    let on_page = (document.format == Format::Html)
        .then(|| page::scopes(&document.text, &comments(document).map(|(place, _)| place).collect::<Vec<_>>()));
    for (number, (place, body)) in comments(document).enumerate() {
        let (verb, rest) = split(body);
        let note = Note::read(rest);
        let names = note.as_ref().map(|note| note.names(|_| true)).unwrap_or_default();
        let note = note.filter(Note::is_about_rules);
        let scope = match verb {
            "ignore" => Scope::Place(match &on_page {
                Some(scopes) => scopes.get(number).copied().unwrap_or(place),
                None => beside.of(&document.text, place),
            }),
            "ignore-file" => Scope::Document,
            "ignore-start" => {
                open.push((directives.len(), names));
                Scope::Place(Place { start: place.end, end: document.text.len() })
            }
            "ignore-end" => {
                // It ends the last range of these rules, or the last of all where it names none.
                let begun = open.iter().rposition(|(_, begun)| names.is_empty() || *begun == names);
                let begun = begun.map(|begun| open.remove(begun));
                if let Some(Directive { scope: Scope::Place(range), .. }) = begun.and_then(|(at, _)| directives.get_mut(at)) {
                    range.end = place.start;
                    continue;
                }
                directives.push(Directive { place, note: None, scope: Scope::Place(place) });
                continue;
            }
            _ => {
                directives.push(Directive { place, note: None, scope: Scope::Place(place) });
                continue;
            }
        };
        directives.push(Directive { place, note, scope });
    }
    for (at, _) in open {
        if let Some(directive) = directives.get_mut(at) {
            // Without its end nobody can tell what it is for.
            directive.note = None;
        }
    }
    directives
}

/// The comments that address recount: each with its place and what follows the name.
fn comments(document: &Document) -> impl Iterator<Item = (Place, &str)> {
    let text = document.text.as_str();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from_find(text, from, OPEN)?;
            let inside = start.saturating_add(OPEN.len());
            if !is_hidden(document, start) {
                from = inside;
                continue;
            }
            let close = from_find(text, inside, CLOSE)?;
            from = close.saturating_add(CLOSE.len());
            let body = text.get(inside..close).unwrap_or("").trim();
            let addressed = body.strip_prefix("recount").map(str::trim_start).and_then(|rest| rest.strip_prefix(':'));
            if let Some(body) = addressed {
                return Some((Place { start, end: from }, body.trim()));
            }
        }
    })
}

fn from_find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from.saturating_add(at))
}

/// Whether a byte is markup: a comment in a block of code is shown to the reader, and is none.
fn is_hidden(document: &Document, at: usize) -> bool {
    let after = document.markup.partition_point(|markup| markup.place.start <= at);
    let markup = after.checked_sub(1).and_then(|before| document.markup.get(before));
    markup.is_some_and(|markup| markup.place.end > at)
}

/// The first word of a directive, and the rest.
fn split(body: &str) -> (&str, &str) {
    let end = body.find(|character: char| !character.is_ascii_alphanumeric() && character != '-').unwrap_or(body.len());
    (body.get(..end).unwrap_or(""), body.get(end..).unwrap_or(""))
}
