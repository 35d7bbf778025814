//! What makes a finding the same one after edits elsewhere: its rule, its own text and the sentence around it, in the form that
//! rules see. No line number, no path, no message.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{around::Around, file::BaselineFault};
use crate::{document::Document, finding::Finding};

/// The bytes of a fingerprint.
const BYTES: usize = 16;
/// Characters of the sentence that an excerpt shows on each side, and of the finding's own text.
const EXCERPT: usize = 16;

/// What a finding is known by: 128 bits of a hash over its rule, its own text and its sentence, with width, script, spaces and
/// markup folded away.
///
/// It does not depend on where in the file the sentence stands, on the file's name, or on the language of messages. Two findings of
/// one rule on the same words of the same sentence have the same fingerprint; a baseline counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint([u8; BYTES]);

impl Fingerprint {
    /// The fingerprint of a finding in a document. Takes time in its own text and its sentence, not in the document.
    pub fn of(document: &Document, finding: &Finding) -> Self {
        Self::told(document, finding).0
    }

    /// The fingerprint with the words around the finding; without them, of a finding about a report as a whole.
    fn told(document: &Document, finding: &Finding) -> (Self, Option<Around>) {
        if finding.place.start == 0 && finding.place.end == 0 {
            return (Self::of_report(&finding.rule), None);
        }
        let around = Around::of(document, finding.place);
        (Self::over(&finding.rule, &around), Some(around))
    }

    /// The fingerprint of every finding of a rule about a report as a whole.
    fn of_report(rule: &str) -> Self {
        Self::over(rule, &Around::default())
    }

    fn over(rule: &str, around: &Around) -> Self {
        let mut hash = Sha256::new();
        for part in [rule, &around.before, &around.own, &around.after] {
            hash.update(part.as_bytes());
            // No text has this byte, so that no two ways to cut a text are the same.
            hash.update([0xFF]);
        }
        let mut bytes = [0; BYTES];
        bytes.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl FromStr for Fingerprint {
    type Err = BaselineFault;

    /// Reads 32 hexadecimal digits in small letters.
    fn from_str(text: &str) -> Result<Self, BaselineFault> {
        let wrong = || BaselineFault::Fingerprint(text.to_owned());
        let digits = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != BYTES.saturating_mul(2) || !text.bytes().all(|byte| digits(&byte)) {
            return Err(wrong());
        }
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| wrong())
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = BaselineFault;

    fn try_from(text: String) -> Result<Self, BaselineFault> {
        text.parse()
    }
}

/// A finding as a baseline knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What it is known by.
    pub fingerprint: Fingerprint,
    /// A few words around it for people to read, the finding itself in `[[ ]]`; empty for a report as a whole.
    pub text: String,
    /// Whether it is about a report as a whole, of which the fingerprint knows nothing.
    pub whole: bool,
}

impl Mark {
    /// The mark of a finding in a document.
    pub fn of(document: &Document, finding: &Finding) -> Self {
        let (fingerprint, around) = Fingerprint::told(document, finding);
        let text = around.as_ref().map(excerpt).unwrap_or_default();
        Self { rule: Arc::clone(&finding.rule), fingerprint, text, whole: around.is_none() }
    }

    /// Whether a rule and a fingerprint are those of a finding about a report as a whole.
    pub(super) fn is_whole(rule: &str, fingerprint: Fingerprint) -> bool {
        fingerprint == Fingerprint::of_report(rule)
    }
}

/// `…名,其中女学员213名,占[[62.1%]];35岁以下…`
fn excerpt(around: &Around) -> String {
    let count = around.before.chars().count();
    let before: String = around.before.chars().skip(count.saturating_sub(EXCERPT)).collect();
    let [own, after] = [(&around.own, EXCERPT.saturating_mul(2)), (&around.after, EXCERPT)]
        .map(|(text, most)| text.chars().take(most).collect::<String>());
    let cut = |is: bool| if is { "…" } else { "" };
    let (more_before, more_own) = (cut(before.len() < around.before.len()), cut(own.len() < around.own.len()));
    let more_after = cut(after.len() < around.after.len());
    format!("{more_before}{before}[[{own}{more_own}]]{after}{more_after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Place, finding::Severity};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_place_of_any_text_has_a_mark(text in "(甲|。|\\*\\*|[a-z]|\n|\u{200b}|<b>|&amp;){0,60}", ends in any::<(usize, usize)>(), markdown in any::<bool>()) {
            let path = if markdown { "a.md" } else { "a.txt" };
            let Some(Ok(document)) = crate::document::documents(path, text.as_bytes()).next() else { return Ok(()) };
            let [start, end] = [ends.0, ends.1].map(|end| end % (document.text.len() + 1));
            let place = Place { start: start.min(end), end: start.max(end) };
            let mark = Mark::of(&document, &finding("a/b", place));
            prop_assert_eq!(mark.whole, place == Place::default());
            prop_assert_eq!(mark.fingerprint, Fingerprint::of(&document, &finding("a/b", place)));
        }
    }

    fn finding(rule: &str, place: Place) -> Finding {
        Finding {
            rule: rule.into(),
            severity: Severity::Error,
            verdict: None,
            place,
            message: String::new(),
            help: None,
            labels: Vec::new(),
            fix: None,
        }
    }

    /// The mark of a finding on words of a text.
    fn mark(rule: &str, path: &str, text: &str, words: &str) -> Mark {
        let start = text.find(words).unwrap();
        let finding = finding(rule, Place { start, end: start + words.len() });
        let read = crate::document::documents(path, text.as_bytes()).next().unwrap().unwrap();
        Mark::of(&read, &finding)
    }

    fn share(text: &str) -> Fingerprint {
        mark("share/of-total", "a.txt", text, "76").fingerprint
    }

    const SENTENCE: &str = "工作队共有队员227名,其中党员153人,占76.4%。";

    #[test]
    fn edits_outside_the_sentence_change_nothing() {
        let first = share(SENTENCE);
        for text in [
            format!("新的一行。\n\n{SENTENCE}下一句。"),
            format!("上一句!{SENTENCE}\r\n尾行"),
            format!("没有句号的标题\n  {SENTENCE}"),
        ] {
            assert_eq!(share(&text), first, "{text}");
        }
    }

    #[test]
    fn neither_width_nor_script_nor_spaces_nor_markup_matter() {
        let first = mark("r", "a.txt", "队员中,女党员153人,占76.4%。", "76.4%");
        for (path, text, words) in [
            ("a.txt", "队员中，女党员１５３人，占７６．４％。", "７６．４％"),
            ("a.txt", "隊員中,女黨員153人, 占 76.4% 。", "76.4%"),
            ("b.md", "# 标题\n\n队员中,**女党员153人**,占76.4%。", "76.4%"),
        ] {
            assert_eq!(mark("r", path, text, words), first, "{text}");
        }
        assert_eq!(first.text, "队员中,女党员153人,占[[76.4%]]。");
    }

    #[test]
    fn another_rule_another_figure_or_another_sentence_is_another_finding() {
        let first = mark("a/b", "a.txt", SENTENCE, "76.4%").fingerprint;
        for other in [
            mark("a/c", "a.txt", SENTENCE, "76.4%"),
            mark("a/b", "a.txt", SENTENCE, "153人"),
            mark("a/b", "a.txt", &SENTENCE.replace("党员", "团员"), "76.4%"),
            mark("a/b", "a.txt", &SENTENCE.replace("76.4", "76.5"), "76.5%"),
        ] {
            assert_ne!(other.fingerprint, first, "{}", other.text);
        }
    }

    #[test]
    fn what_the_view_drops_is_known_by_its_own_characters() {
        let zero_width = mark("t", "a.txt", "零\u{200b}宽。", "\u{200b}");
        assert_ne!(zero_width.fingerprint, mark("t", "a.txt", "零\u{200c}宽。", "\u{200c}").fingerprint);
        assert_ne!(zero_width.fingerprint, Fingerprint::of_report("t"));
    }

    #[test]
    fn a_fingerprint_is_read_as_it_is_written() {
        let fingerprint = share(SENTENCE);
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        for wrong in ["", "12", "ABCDEF00112233445566778899aabbcc", "+bcdef00112233445566778899aabbcc"] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fingerprint_stays_the_same_in_every_version() {
        assert_eq!(share(SENTENCE).to_string(), "cd849ea17538c5d3d603bfc73e2e918e");
    }
}
