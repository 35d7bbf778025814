//! One document as the dashboard keeps it: what it is called, when and where it came from, and how its claims fared.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    check::Checked,
    document::{Document, Fields},
    figure,
    output::clean::{clean, clip},
    verdict::Verdict,
    view::View,
};

/// No title, date or source is kept longer than this, in characters.
const LONGEST: usize = 200;
/// Years that a run of digits may begin with: `20240105` is a date, `1704412800` is none.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// Claims by verdict, in the order of [`Verdict::ALL`].
pub(super) type Claims = [usize; Verdict::ALL.len()];

/// One document, its findings apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leaf {
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    /// Of its date; `None` where it has none, or one that gives no year.
    pub(super) year: Option<i32>,
    /// As its field says; of an address, the host.
    pub(super) source: Option<String>,
    pub(super) suppressed: usize,
    pub(super) claims: BTreeMap<Arc<str>, Claims>,
}

impl Leaf {
    /// What is kept of a document that was checked.
    pub fn new(document: &Document, checked: &Checked) -> Self {
        let Fields { title, date, source } = &document.fields;
        let mut claims: BTreeMap<Arc<str>, Claims> = BTreeMap::new();
        for entry in &checked.ledger {
            let counts = claims.entry(Arc::clone(&entry.rule)).or_default();
            if let Some(count) = counts.get_mut(entry.verdict as usize) {
                *count = count.saturating_add(1);
            }
        }
        Self {
            year: date.as_deref().and_then(year),
            source: source.as_deref().and_then(|source| said(host(source))),
            title: title.as_deref().and_then(said),
            date: date.as_deref().and_then(said),
            suppressed: checked.suppressed.len(),
            claims,
            ..Self::named(&document.path, document.id.as_deref())
        }
    }

    /// A document of which nothing else is known: it could not be read.
    pub fn named(path: &str, id: Option<&str>) -> Self {
        Self { path: clean(path).into_owned(), id: id.map(|id| clip(id, LONGEST)), ..Self::default() }
    }
}

/// A field as it is shown; `None` where it says nothing.
fn said(field: &str) -> Option<String> {
    let field = field.trim();
    (!field.is_empty()).then(|| clip(field, LONGEST))
}

/// Of an address the host: every report of a site has its own address, and one source.
fn host(source: &str) -> &str {
    let source = source.trim();
    let address = ["https://", "http://"].iter().find_map(|scheme| source.strip_prefix(scheme));
    address.map_or(source, |rest| rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// The year of a date, however it is written.
fn year(date: &str) -> Option<i32> {
    let view = View::new(&Document::new("", date.chars().take(LONGEST).collect::<String>()));
    let read = figure::lex(&view).iter().find_map(|figure| figure.date?.year);
    let digits: String = date.trim().chars().take_while(char::is_ascii_digit).collect();
    let compact = || matches!(digits.len(), 4 | 6 | 8 | 14).then(|| digits.get(..4)?.parse().ok()).flatten();
    read.or_else(|| compact().filter(|year| YEARS.contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_from_every_form_of_date() {
        for (date, expected) in [
            ("2024-01-05", Some(2024)),
            ("2024-01-05T08:30:00+08:00", Some(2024)),
            ("2023年5月16日", Some(2023)),
            ("二〇二三年五月", Some(2023)),
            ("20240105", Some(2024)),
            ("2019", Some(2019)),
            ("1704412800", None),
            ("5月16日", None),
            ("unknown", None),
            ("", None),
        ] {
            assert_eq!(year(date), expected, "{date}");
        }
    }

    #[test]
    fn the_source_of_an_address_is_its_host() {
        assert_eq!(host("https://www.example.org/a/b.html?c"), "www.example.org");
        assert_eq!(host(" 东川日报 "), "东川日报");
    }
}
