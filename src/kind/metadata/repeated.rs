//! What a report says of itself twice in the same words: a title printed twice or run into the first paragraph, a field that
//! stands there again.

use super::{
    Fault,
    fields::{AROUND, fields},
    titles,
};
use crate::{
    claim::{Claim, Sheet},
    view::{Span, Zone},
};

/// A title that opens the first paragraph has at least so many characters: shorter words open many.
const TITLE: usize = 8;

/// Title and fields that were there before.
pub(super) fn repeated(sheet: &Sheet, names: &[String]) -> Vec<Claim<Fault>> {
    let mut claims: Vec<Claim<Fault>> = title(sheet).into_iter().collect();
    claims.extend(values(sheet, names));
    claims.sort_by_key(|claim| claim.at);
    claims
}

/// The second of two titles that are next to each other, or the title at the start of the first paragraph.
fn title(sheet: &Sheet) -> Option<Claim<Fault>> {
    let fault = |text: &str| Fault { first: text.to_owned(), ..Fault::default() };
    let said: Vec<(Span, &str)> = titles(sheet).map(|(line, text)| (line.span, text)).collect();
    let neighbours = said.iter().zip(said.iter().skip(1));
    let twice = neighbours.clone().find(|((first, one), (second, other))| {
        one == other && sheet.view.slice(Span { start: first.end, end: second.start }).trim().is_empty()
    });
    if let Some((_, (span, text))) = twice {
        return Some(Claim::at(trimmed(sheet, *span), fault(text)));
    }
    let body =
        sheet.view.lines().iter().find(|line| line.zone == Zone::Body && !sheet.view.slice(line.span).trim().is_empty())?;
    let whole = trimmed(sheet, body.span);
    let opens = |text: &&str| {
        let rest = sheet.view.slice(whole).strip_prefix(*text);
        text.chars().count() >= TITLE && rest.is_some_and(|rest| rest.starts_with(' '))
    };
    let text = said.iter().map(|(_, text)| *text).find(opens)?;
    let at = Span { start: whole.start, end: whole.start.saturating_add(text.len()) };
    Some(Claim::at(at, fault(text)))
}

/// A span without the blanks at its ends.
fn trimmed(sheet: &Sheet, span: Span) -> Span {
    let text = sheet.view.slice(span);
    let start = span.start.saturating_add(text.len().saturating_sub(text.trim_start().len()));
    Span { start, end: start.saturating_add(text.trim().len()) }
}

/// Fields above the body that stand there a second time with the same value.
fn values(sheet: &Sheet, names: &[String]) -> Vec<Claim<Fault>> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut claims = Vec::new();
    for line in sheet.view.lines().iter().filter(|line| line.zone == Zone::Head) {
        let text = sheet.view.slice(line.span);
        let found = fields(text, names);
        for (index, &(start, name, colon)) in found.iter().enumerate() {
            let next = found.get(index.saturating_add(1)).map_or(text.len(), |next| next.0);
            let value = text.get(colon..next).unwrap_or("").trim_matches(AROUND);
            if value.is_empty() {
                continue;
            }
            if seen.contains(&(name, value)) {
                let end = text.get(..next).unwrap_or(text).trim_end_matches(AROUND).len();
                let span = Span { start: line.span.start.saturating_add(start), end: line.span.start.saturating_add(end) };
                claims.push(Claim::at(span, Fault { field: name.to_owned(), first: value.to_owned(), ..Fault::default() }));
            } else if seen.len() < MOST {
                seen.push((name, value));
            }
        }
    }
    claims
}

/// No page has more fields than this.
const MOST: usize = 64;
