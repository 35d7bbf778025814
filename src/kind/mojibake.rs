//! `kind = "mojibake"`: characters read in the wrong encoding, each proved by reading them again in the right one.

mod lost;
mod misread;
mod shifted;

use std::sync::LazyLock;

use super::presence::Presence;
use crate::{
    claim::{Claim, Pattern, Sheet},
    document::Place,
    verdict::{Recount, Verdict},
};

/// Finds characters read in the wrong encoding.
#[derive(Debug)]
pub struct Mojibake;

/// One damaged run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it stands in the document.
    pub place: Place,
    /// What it was, as far as the bytes tell; empty where they do not.
    pub guess: String,
    /// Whether the bytes tell all of it: no byte is lost, and all of them read.
    pub proven: bool,
}

impl Damaged {
    /// A run of which something is lost.
    fn lossy(place: Place, guess: String) -> Self {
        Self { place, guess, proven: false }
    }
}

impl super::Recounts for Mojibake {
    const NAME: &'static str = "mojibake";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["guess", "restored"];

    type Parts = Damaged;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Damaged>> {
        let text = &sheet.document.text;
        let presence = Presence::of_document(sheet);
        let strange = misread::strange_lines(text, &presence);
        let mut found = misread::lines(&strange);
        found.extend(misread::runs(text, &strange, &presence));
        found.extend(shifted::shifted(text, &presence));
        found.extend(lost::lost(text, &presence));
        found.sort_by_key(|damaged| (damaged.place.start, std::cmp::Reverse(damaged.place.end)));
        // A run that a longer one covers is said once.
        let mut end = 0;
        found.retain(|damaged| {
            let fresh = damaged.place.start >= end;
            end = end.max(damaged.place.end);
            fresh
        });
        let claim =
            |damaged: Damaged| Claim { source: Some(damaged.place), ..Claim::at(sheet.view.span(damaged.place), damaged) };
        found.into_iter().map(claim).collect()
    }

    fn recount(&self, damaged: &Damaged) -> Recount {
        let shown: String = damaged.guess.chars().take(QUOTED).collect();
        let more = if damaged.guess.chars().nth(QUOTED).is_some() { "…" } else { "" };
        let guess = if shown.is_empty() { String::new() } else { format!(": {shown}{more}") };
        let recount = Recount::new(Verdict::Contradicted).fact("guess", guess);
        if damaged.proven { recount.fact("restored", damaged.guess.as_str()) } else { recount }
    }
}

/// The patterns by which it finds runs.
pub(super) static PATTERNS: [&LazyLock<Pattern>; 3] = [&misread::WESTERN, &misread::PAIRED, &shifted::SHIFTED];

/// So much of what it was is quoted, in characters.
const QUOTED: usize = 40;

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::*;
    use crate::document::Document;

    fn guesses(text: &str) -> Vec<(&str, String)> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let claims = crate::kind::Recounts::claims(&Mojibake, &sheet);
        claims.into_iter().map(|claim| (&text[claim.parts.place.start..claim.parts.place.end], claim.parts.guess)).collect()
    }

    /// The text as it comes out where a page in GBK lost the byte at `at`.
    fn without_byte(text: &str, at: usize) -> String {
        let mut bytes = GBK.encode(text).0.into_owned();
        bytes[at] = b'?';
        GBK.decode(&bytes).0.into_owned()
    }

    #[test]
    fn a_lost_byte_is_found_by_what_it_makes_of_the_rest() {
        assert_eq!(guesses("20多個??h委組織部"), [("??h", "…縣".to_owned())]);
        assert_eq!(guesses("全鎮總?丝诘?7.5%為少數"), [("?丝诘?", "…口".to_owned())]);
    }

    #[test]
    fn a_shift_made_on_purpose_is_found() {
        let text = without_byte("完成任務。縣委組織部召開會議", 8);
        assert!(!guesses(&text).is_empty(), "{text}");
    }

    #[test]
    fn a_lost_bracket_comes_back_where_the_other_one_stands_alone() {
        let restored = |text: &str, at: usize| {
            let damaged = without_byte(text, GBK.encode(&text[..at]).0.len());
            let document = Document::new("a.txt", damaged.as_str());
            let claims = crate::kind::Recounts::claims(&Mojibake, &Sheet::new(&document));
            claims.into_iter().map(|claim| (claim.parts.guess, claim.parts.proven)).collect::<Vec<_>>()
        };
        let text = "印發《縣志編修辦法》的通知";
        assert_eq!(restored(text, text.find('《').unwrap()), [("《縣".to_owned(), true)]);
        let text = "印發縣志編修辦法的通知";
        assert!(restored(text, text.find('發').unwrap()).iter().all(|(_, proven)| !proven));
    }

    #[test]
    fn utf_8_read_as_something_else_is_found() {
        assert_eq!(guesses("ä¸­å›½ 第一页"), [("ä¸­å›½", "中国".to_owned())]);
        assert_eq!(guesses("¥þ¿¤¸sÁ`¨"), [("¥þ¿¤¸sÁ`", "全縣群總".to_owned())]);
        assert_eq!(guesses("鍏ㄥ浗"), [("鍏ㄥ浗", "全国".to_owned())]);
    }

    #[test]
    fn questions_and_names_are_no_mojibake() {
        for text in [
            "怎么看?谁来干?怎么干?",
            "为什么?筸子坪镇给出了答案。",
            "见http://a.cn/a?h=1&id=2。",
            "C++课程",
            "真的吗??好",
            "为什么??A组",
            "怎么办?用APP办",
            "café、naïve、Ångström",
            "“……”",
            "5月?B县",
            "真的吗?? 是的。",
            "Ångström, Čeština, señor, Übergrößenträger",
            "Île-de-France à Orléans",
        ] {
            assert_eq!(guesses(text), [], "{text}");
        }
    }
}
