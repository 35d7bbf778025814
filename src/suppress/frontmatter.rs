//! Suppressions in the front matter of a Markdown file, for the whole of it: `recount-ignore: [...]`, or `ignore` under `recount`.

use super::{Directive, Note, Scope};
use crate::document::{Document, Format, Place};

/// The longest front matter that is looked at, in bytes.
const LONGEST: usize = 1 << 16;

/// The suppressions in the front matter of a document, by place.
pub(super) fn directives(document: &Document) -> Vec<Directive> {
    let Some(block) = block(document) else { return Vec::new() };
    let text = document.text.get(block.start..block.end).unwrap_or("");
    let mut found: Vec<Place> = Vec::new();
    let mut at = block.start;
    // Whether the lines are of `recount`, and of the list of what is ignored.
    let (mut under, mut listing) = (false, false);
    for line in text.split_inclusive('\n') {
        let begins = at;
        at = at.saturating_add(line.len());
        let bare = line.trim();
        let indented = line.starts_with([' ', '\t']);
        if listing && (bare.starts_with('-') || bare.starts_with(['"', '\'', ']'])) {
            items(&document.text, Place { start: begins, end: at }, &mut found);
            continue;
        }
        listing = false;
        if bare == "[recount]" {
            under = true;
            continue;
        }
        let Some((key, value)) = bare.split_once([':', '=']) else { continue };
        let key = key.trim();
        let inline = key == "recount" && value.trim_start().starts_with('{') && value.contains("ignore");
        if key == "recount-ignore" || inline || (key == "ignore" && under) {
            // What stands after the key: a list, one suppression, or nothing before a list on lines of its own.
            let ignore = if inline { "ignore" } else { key };
            let start = line.find(ignore).map_or(0, |found| found.saturating_add(ignore.len()));
            let value = line.get(start..).and_then(|rest| rest.find([':', '='])).unwrap_or(0);
            let start = begins.saturating_add(start).saturating_add(value).saturating_add(1).min(at);
            items(&document.text, Place { start, end: at }, &mut found);
            listing = true;
        } else if !indented {
            under = key == "recount" && value.trim().is_empty();
        }
    }
    let note = |place: Place| {
        let item = document.text.get(place.start..place.end).unwrap_or("");
        Directive { place, note: Note::read(item).filter(Note::is_about_rules), scope: Scope::Document }
    };
    found.into_iter().map(note).collect()
}

/// The front matter between its delimiters.
fn block(document: &Document) -> Option<Place> {
    if document.format != Format::Markdown {
        return None;
    }
    let text = document.text.as_str();
    let body = text.trim_start_matches('\u{FEFF}');
    let start = text.len().saturating_sub(body.len());
    let fence = ["---", "+++"].into_iter().find(|fence| body.lines().next().is_some_and(|line| line.trim_end() == *fence))?;
    let mut at = start;
    for (number, line) in body.split_inclusive('\n').enumerate() {
        let begins = at;
        at = at.saturating_add(line.len());
        if number > 0 && line.trim_end() == fence {
            return Some(Place { start: start.saturating_add(fence.len()), end: begins });
        }
        if at.saturating_sub(start) > LONGEST {
            return None;
        }
    }
    None
}

/// The suppressions of one line: in quotes, in brackets, after a hyphen, or bare. A comma divides those in brackets only outside of
/// quotes.
fn items(text: &str, line: Place, found: &mut Vec<Place>) {
    let written = text.get(line.start..line.end).unwrap_or("");
    let bracketed = written.contains('[');
    let (mut start, mut quote): (Option<usize>, Option<char>) = (None, None);
    let mut take = |start: &mut Option<usize>, end: usize| {
        let Some(begun) = start.take() else { return };
        let item = written.get(begun..end).unwrap_or("").trim_end();
        if !item.is_empty() {
            let begun = line.start.saturating_add(begun);
            found.push(Place { start: begun, end: begun.saturating_add(item.len()) });
        }
    };
    for (at, character) in written.char_indices() {
        let comment = || written.get(..at).is_none_or(|before| before.is_empty() || before.ends_with([' ', '\t']));
        match (quote, character) {
            (Some(open), _) if character == open => {
                take(&mut start, at);
                quote = None;
            }
            (Some(_), _) => start = start.or(Some(at)),
            (None, '"' | '\'') if start.is_none() => quote = Some(character),
            (None, '#') if comment() => return take(&mut start, at),
            (None, ']' | '}') => take(&mut start, at),
            (None, ',') if bracketed => take(&mut start, at),
            (None, '[' | '{' | '-' | ',') if start.is_none() => {}
            (None, _) if start.is_none() && character.is_whitespace() => {}
            (None, _) => start = start.or(Some(at)),
        }
    }
    take(&mut start, written.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The suppressions of a front matter, as written.
    fn written(text: &str) -> Vec<String> {
        let document = crate::document::documents("a.md", text.as_bytes()).next().unwrap().unwrap();
        directives(&document).iter().map(|found| document.text[found.place.start..found.place.end].to_owned()).collect()
    }

    #[test]
    fn every_way_to_write_a_list_is_read() {
        let both = ["share/of-total: 基数为上年名册", "sum/*: 合计含其他"];
        for text in [
            "---\ntitle: 甲\nrecount-ignore:\n  - share/of-total: 基数为上年名册\n  - sum/*: 合计含其他 # 注\ndate: 2024-01-05\n---\n正文\n",
            "---\nrecount:\n  ignore:\n    - \"share/of-total: 基数为上年名册\"\n    - 'sum/*: 合计含其他'\n---\n正文\n",
            "---\nrecount: {ignore: [\"share/of-total: 基数为上年名册\", 'sum/*: 合计含其他']}\n---\n正文\n",
            "---\nrecount-ignore: [share/of-total: 基数为上年名册, sum/*: 合计含其他]\n---\n正文\n",
            "+++\nrecount-ignore = [\"share/of-total: 基数为上年名册\", \"sum/*: 合计含其他\"]\n+++\n正文\n",
            "+++\n[recount]\nignore = [\n  \"share/of-total: 基数为上年名册\",\n  \"sum/*: 合计含其他\",\n]\n+++\n正文\n",
        ] {
            assert_eq!(written(text), both, "{text}");
        }
        assert_eq!(written("---\nrecount-ignore: \"share/*: 甲, 乙\"\n---\n正文\n"), ["share/*: 甲, 乙"]);
        assert_eq!(written("---\nrecount-ignore: share/*: 甲\n---\n正文\n"), ["share/*: 甲"]);
        assert_eq!(written("---\nrecount-ignore: [a/b: 甲#1, c/d: 乙] # 注, e/f\n---\n正文\n"), ["a/b: 甲#1", "c/d: 乙"]);
    }

    #[test]
    fn other_keys_suppress_nothing() {
        for text in
            ["---\nignore: [share/*]\n---\n正文\n", "正文\nrecount-ignore: share/*\n", "---\nrecount: 1\nignore: a\n---\n正文\n"]
        {
            assert_eq!(written(text), Vec::<String>::new(), "{text}");
        }
    }
}
