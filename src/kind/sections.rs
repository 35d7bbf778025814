//! `kind = "sections"`: the number of a slogan (五个加强, 六大工程, 五抓五强) is the number of paragraphs that carry it. The patterns name
//! the number `n` and what repeats: `key` begins each paragraph, `second` stands later in its first sentence, `frame` follows a quoted
//! name at its beginning.

use super::{Matches, Tally, small};
use crate::{
    claim::{Claim, Operand, Sheet},
    figure::{Interval, Number},
    verdict::Recount,
    view::{Span, Zone},
};

/// Holds slogans against the paragraphs that carry them.
#[derive(Debug)]
pub struct Sections {
    /// Slogans.
    pub matches: Matches,
}

/// A line that is not empty, and not below the body.
struct Paragraph<'s> {
    line: usize,
    text: &'s str,
    heading: bool,
}

/// What the paragraphs of a slogan repeat.
enum Carried<'s> {
    /// 加强…; 抓…强…
    Words(&'s str, Option<&'s str>),
    /// 实施“…”工程
    Frame(&'s str),
}

/// The slogan stands in the title or among so many lines before its paragraphs.
const INTRO: usize = 3;
/// A title and an opening have at most so many slogans.
const SLOGANS: usize = 24;
/// Further apart than this, slogan and paragraphs are not about the same things.
const FAR: u32 = 3;

impl Carried<'_> {
    fn begins(&self, paragraph: &str) -> bool {
        let text = without_ordinal(paragraph);
        match self {
            Self::Words(key, second) => {
                let first = text.split(['。', ';', '\n']).next().unwrap_or("");
                let rest = first.strip_prefix(*key);
                rest.is_some_and(|rest| second.is_none_or(|second| rest.chars().take(24).collect::<String>().contains(second)))
            }
            Self::Frame(frame) => {
                let Some((verb, rest)) = text.split_once('“') else { return false };
                let Some((name, rest)) = rest.split_once('”') else { return false };
                verb.chars().count() <= 6
                    && verb.chars().all(char::is_alphabetic)
                    && name.chars().count() <= 20
                    && rest.starts_with(frame)
            }
        }
    }
}

/// A paragraph without `一是`, `(一)`, `1.` and quotes before its first word.
fn without_ordinal(paragraph: &str) -> &str {
    let text = paragraph.trim_start_matches([' ', '“', '*', '#']);
    let numeral = |character: char| character.is_ascii_digit() || "一二三四五六七八九十第".contains(character);
    let bare = text.trim_start_matches(['(', '【']).trim_start_matches(numeral);
    if bare.len() == text.len() {
        return text;
    }
    let rest = bare.trim_start_matches([')', '】', '、', '.', '是', '要', ',', ':', ' ']);
    if rest.len() == bare.len() { text } else { rest.trim_start_matches(['“', ' ']) }
}

fn paragraphs<'s>(sheet: &'s Sheet<'_>) -> Vec<Paragraph<'s>> {
    let lines = sheet.view.lines().iter().enumerate().filter(|(_, line)| line.zone != Zone::Tail);
    let lines = lines.map(|(index, line)| {
        let text = sheet.view.slice(line.span).trim();
        Paragraph { line: index, text, heading: line.heading || text.chars().count() <= 40 && !text.contains('。') }
    });
    lines.filter(|paragraph| !paragraph.text.is_empty()).collect()
}

/// How often a slogan is carried, and whether nothing but its paragraphs makes up the report.
fn carried(sheet: &Sheet, all: &[Paragraph<'_>], slogan: usize, carried: &Carried<'_>) -> Option<(u32, bool)> {
    let after = all.iter().skip_while(|paragraph| paragraph.line <= slogan);
    let after: Vec<&Paragraph<'_>> = after.collect();
    let carriers: Vec<usize> =
        after.iter().enumerate().filter(|(_, paragraph)| carried.begins(paragraph.text)).map(|(place, _)| place).collect();
    let (Some(&first), Some(&last)) = (carriers.first(), carriers.last()) else { return by_sentence(&after, carried) };
    if carriers.len() < 2 {
        return by_sentence(&after, carried);
    }
    let short = carriers.iter().filter_map(|&place| after.get(place)).all(|paragraph| paragraph.heading);
    let is_carrier = |place: &usize| carriers.binary_search(place).is_ok();
    let strangers = (first..=last).filter(|place| !is_carrier(place)).filter_map(|place| after.get(place));
    let alone = strangers.into_iter().all(|paragraph| short && !paragraph.heading);
    let body = sheet.view.lines();
    let before = all.iter().filter(|paragraph| after.get(first).is_some_and(|first| paragraph.line < first.line));
    let before = before.filter(|paragraph| body.get(paragraph.line).is_some_and(|line| line.zone == Zone::Body)).count();
    let outro = after.len().saturating_sub(last.saturating_add(1));
    let counted = u32::try_from(carriers.len()).ok()?;
    Some((counted, alone && before <= INTRO && outro <= if short { 2 } else { 1 }))
}

/// The same for sentences, where one paragraph holds them all.
fn by_sentence(after: &[&Paragraph<'_>], carried: &Carried<'_>) -> Option<(u32, bool)> {
    let counts = after.iter().enumerate().map(|(place, paragraph)| {
        let sentences: Vec<&str> = paragraph.text.split('。').map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
        (sentences.iter().filter(|sentence| carried.begins(sentence)).count(), sentences.len(), place)
    });
    let (counted, sentences, place) = counts.max_by_key(|&(counted, ..)| counted)?;
    let whole = counted == sentences && place.saturating_add(1) == after.len() && place <= INTRO;
    (counted > 1).then(|| Some((u32::try_from(counted).ok()?, whole)))?
}

impl super::Recounts for Sections {
    const NAME: &'static str = "sections";
    const FACTS: &'static [&'static str] = &["counted"];

    type Parts = Tally;

    fn operands(&self) -> Vec<&str> {
        vec!["number", "slogan"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Tally>> {
        let found = self.matches.all(sheet);
        if found.is_empty() {
            return Vec::new();
        }
        let all = paragraphs(sheet);
        let mut told: Vec<&str> = Vec::new();
        let mut claims = Vec::new();
        // A slogan is announced in the title or in the opening lines.
        let opening = all.get(INTRO.saturating_add(5)).map_or(usize::MAX, |paragraph| paragraph.line);
        for found in found.iter().filter(|found| found.line <= opening).take(SLOGANS) {
            let text = |name: &str| found.group(name).map(|span| sheet.view.slice(span));
            let Some(stated) = text("n").and_then(small::read).filter(|stated| (2..=20).contains(stated)) else { continue };
            let repeats = match (text("key"), text("frame")) {
                (Some(key), _) => Carried::Words(key, text("second")),
                (None, Some(frame)) => Carried::Frame(frame),
                _ => continue,
            };
            let Some((counted, whole)) = carried(sheet, &all, found.line, &repeats) else { continue };
            let at = found.group("at").unwrap_or(found.span);
            let slogan = sheet.view.slice(at);
            // What the title says is not told a second time of the introduction.
            let proven = whole && stated.abs_diff(counted) <= FAR && !told.contains(&slogan);
            told.push(slogan);
            let operand = |name: &str, span: Span, reading| Operand {
                name: name.into(),
                span,
                text: sheet.view.slice(span).into(),
                reading,
                unit: String::new(),
            };
            let number = found.group("n").unwrap_or(at);
            let operands = vec![
                operand("number", number, Some(Interval::exactly(Number::from(i64::from(stated))))),
                operand("slogan", at, None),
            ];
            claims.push(Claim { operands, ..Claim::at(at, Tally::exactly(stated, counted, proven)) });
        }
        claims
    }

    fn matched(&self) -> Option<&Matches> {
        Some(&self.matches)
    }

    fn recount(&self, tally: &Tally) -> Recount {
        tally.recount()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_carries_a_slogan_at_its_beginning() {
        let words = Carried::Words("抓", Some("强"));
        assert!(words.begins("抓班子强堡垒,筑牢根基。"));
        assert!(words.begins("(二)抓班子强堡垒。"));
        assert!(!words.begins("抓班子。强堡垒"));
        assert!(!words.begins("狠抓班子强堡垒"));
        let frame = Carried::Frame("工程");
        assert!(frame.begins("实施“头雁”工程,配强班子。"));
        assert!(!frame.begins("实施“头雁”计划"));
        assert_eq!(without_ordinal("一是加强领导"), "加强领导");
        assert_eq!(without_ordinal("第一书记"), "第一书记");
    }
}
