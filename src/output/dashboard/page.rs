//! The page itself: one file, with its style, its script and its data in it, and a policy that lets it load nothing else.

use sha2::{Digest, Sha256};

use super::{pack::base64, summary::Summary};
use crate::{check::Language, output::json};

/// What stands near the beginning of every page, and of nothing else.
const MARK: &str = "<meta name=\"generator\" content=\"recount\">";
/// The mark ends before this byte.
pub(super) const NEAR: usize = 256;

/// Whether a file that begins so is a page of ours.
pub(super) fn is_page(beginning: &[u8]) -> bool {
    let beginning = beginning.get(..NEAR).unwrap_or(beginning);
    beginning.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// The frame: what stands in `{{ }}` is put in.
const FRAME: &str = include_str!("page/page.html");
const STYLE: [&str; 3] = [include_str!("page/base.css"), include_str!("page/parts.css"), include_str!("page/print.css")];
/// One script; each file is a part of it.
const SCRIPT: [&str; 7] = [
    include_str!("page/words.js"),
    include_str!("page/dom.js"),
    include_str!("page/data.js"),
    include_str!("page/state.js"),
    include_str!("page/charts.js"),
    include_str!("page/list.js"),
    include_str!("page/main.js"),
];

/// What goes into the page.
pub(super) struct Parts<'a> {
    pub(super) summary: &'a Summary<'a>,
    /// Documents and findings by column, packed.
    pub(super) table: &'a str,
    /// Details of findings, packed.
    pub(super) blocks: &'a [String],
    pub(super) language: Language,
}

/// The page.
pub(super) fn page(parts: &Parts<'_>) -> String {
    let style = STYLE.concat();
    let script = format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPT.concat());
    let (lang, title) = match parts.language {
        Language::En => ("en", "Report by recount"),
        Language::Zh => ("zh-Hans", "recount 检查报告"),
    };
    let mut blocks = String::new();
    for block in parts.blocks {
        blocks.push_str("<script type=\"application/gzip\" class=\"details\">");
        blocks.push_str(block);
        blocks.push_str("</script>\n");
    }
    let mut out = String::new();
    for piece in FRAME.split("{{") {
        let Some((name, rest)) = piece.split_once("}}") else {
            out.push_str(piece);
            continue;
        };
        match name {
            "lang" => out.push_str(lang),
            "title" => out.push_str(title),
            "policy" => out.push_str(&policy(&style, &script)),
            "style" => out.push_str(&style),
            "script" => out.push_str(&script),
            "summary" => out.push_str(&inert(parts.summary)),
            "table" => out.push_str(parts.table),
            "details" => out.push_str(&blocks),
            _ => {}
        }
        out.push_str(rest);
    }
    out
}

/// What the page may load: its own style and script, known by their hashes, and nothing from anywhere.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    let own = format!("script-src 'sha256-{}'; style-src 'sha256-{}'", hash(script), hash(style));
    format!("default-src 'none'; {own}; img-src data:; base-uri 'none'; form-action 'none'")
}

/// JSON that no parser of HTML takes for markup, in which nothing steers a terminal or turns the direction of writing.
fn inert(summary: &Summary<'_>) -> String {
    let mut text = String::new();
    json::write(&mut text, summary);
    text.trim_end().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What stands between a beginning and the next quotation mark, wherever it does.
    fn quoted<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
        text.split(before).skip(1).filter_map(|rest| rest.split_once('"')).map(|(key, _)| key)
    }

    #[test]
    fn a_page_is_known_by_its_beginning() {
        assert!(is_page(FRAME.as_bytes()));
        assert!(!is_page(b"<!DOCTYPE html>") && !is_page(format!("{}{MARK}", " ".repeat(NEAR)).as_bytes()));
    }

    #[test]
    fn everything_that_the_page_says_is_said_in_both_languages_and_nothing_else_is_kept() {
        let [words, code @ ..] = SCRIPT;
        let table = words.split_once("const WORDS = {").unwrap().1.split_once("\n};").unwrap().0;
        let mut known = BTreeSet::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (key, texts) = line.split_once(": [").unwrap();
            let texts = texts.strip_suffix("],").unwrap();
            assert_eq!(texts.matches("\", \"").count(), 1, "{line}: a text in each language");
            known.insert(key.trim_matches('"').to_owned());
        }
        let code = code.concat();
        let used = |key: &String| code.contains(&format!("\"{key}\"")) || FRAME.contains(&format!("data-words=\"{key}\""));
        let made = ["error", "warning", "info"].map(|severity| format!("{severity}s"));
        let unused: Vec<&String> = known.iter().filter(|key| !used(key) && !made.contains(key)).collect();
        assert_eq!(unused, [""; 0]);
        let asked: BTreeSet<&str> = quoted(&code, "say(\"").chain(quoted(FRAME, "data-words=\"")).collect();
        let missing: Vec<&&str> = asked.iter().filter(|key| !known.contains(**key)).collect();
        assert_eq!(missing, [&""; 0]);
    }
}
