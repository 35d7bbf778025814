//! Pinyin glosses that a converter left in the text: 鄉(xiāng)村, 工(gong)作(zuo), 和諧(he)(xie), 中國(zhōng guó).
//! Tells them from what only looks alike: 第(iii)段, 市(county), 图(a), 亩(mu).

use memchr::memchr2_iter;

use super::{pinyin, script::is_han};
use crate::document::Place;

/// A gloss is never longer than this, brackets apart.
const LONGEST: usize = 40;

/// So many readings make a document one that is glossed, in which readings without tone marks are glosses too.
const GLOSSED: usize = 3;

/// After these, letters in brackets number something.
const NUMBERED: [char; 12] = ['第', '图', '表', '式', '款', '项', '条', '注', '附', '圖', '項', '條'];

/// Something in brackets that reads as pinyin, after a Chinese character.
struct Candidate<'t> {
    place: Place,
    /// The character before it, and how many stand in a row there.
    base: char,
    run: usize,
    letters: &'t str,
    toned: bool,
}

/// The glosses of a text, brackets included, in order.
pub(super) fn glosses(text: &str) -> Vec<Place> {
    let candidates = candidates(text);
    let glossed = is_glossed(&candidates);
    candidates.into_iter().filter(|candidate| candidate.toned || glossed).map(|candidate| candidate.place).collect()
}

/// Three readings or more, and not one and the same each time: 亩(mu) in every row of a table is a unit.
fn is_glossed(candidates: &[Candidate<'_>]) -> bool {
    let same = |a: &Candidate<'_>, b: &Candidate<'_>| a.base == b.base && a.letters == b.letters;
    candidates.len() >= GLOSSED
        && candidates.first().is_some_and(|first| candidates.iter().any(|other| other.toned || !same(first, other)))
}

fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut found: Vec<Candidate<'_>> = Vec::new();
    for (start, inner) in openings(text) {
        let before = match found.last() {
            Some(last) if last.place.end == start => Some((last.base, last.run)),
            _ => text.get(..start).and_then(run_before),
        };
        let Some((base, run)) = before else { continue };
        let Some(reading) = text.get(inner..).and_then(Reading::of) else { continue };
        if let Some(toned) = reading.is_pinyin(base, run) {
            let end = inner.saturating_add(reading.length);
            let letters = text.get(inner..end).unwrap_or("");
            found.push(Candidate { place: Place { start, end }, base, run, letters, toned });
        }
    }
    found
}

/// Where a gloss may open, and where its letters would begin.
fn openings(text: &str) -> impl Iterator<Item = (usize, usize)> {
    // The first byte of the wide bracket, which begins all marks of full width.
    memchr2_iter(b'(', 0xEF, text.as_bytes()).filter_map(|start| {
        let rest = text.get(start..)?;
        let inside = rest.strip_prefix('(').or_else(|| rest.strip_prefix('（'))?;
        may_begin(inside).then(|| (start, text.len().saturating_sub(inside.len())))
    })
}

/// A cheap first look: a bracket before a Chinese character or a digit opens no gloss.
fn may_begin(inside: &str) -> bool {
    inside.chars().next().is_some_and(|first| first == ' ' || pinyin::letter(first).is_some() || is_odd(first))
}

/// The Chinese character at the end of a text, and how many stand in a row there (eight at most are counted).
fn run_before(text: &str) -> Option<(char, usize)> {
    let base = text.chars().next_back().filter(|&character| is_base(character))?;
    Some((base, text.chars().rev().take(8).take_while(|&character| is_base(character)).count()))
}

fn is_base(character: char) -> bool {
    is_han(character) || is_odd(character)
}

/// Characters that stand where a font of the source had a glyph of its own.
fn is_odd(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..='\u{10FFFF}')
}

/// What stands in a pair of brackets, when it is letters of pinyin alone.
struct Reading {
    /// The words between spaces and apostrophes, without tones; each odd character is `?`.
    words: Vec<String>,
    toned: bool,
    odd: bool,
    /// In bytes, the closing bracket included.
    length: usize,
}

impl Reading {
    fn of(inside: &str) -> Option<Self> {
        let mut reading = Self { words: vec![String::new()], toned: false, odd: false, length: 0 };
        for (at, character) in inside.char_indices().take(LONGEST) {
            if matches!(character, ')' | '）') {
                reading.length = at.saturating_add(character.len_utf8());
                reading.words.retain(|word| !word.is_empty());
                return (!reading.words.is_empty()).then_some(reading);
            }
            reading.take(character)?;
        }
        None
    }

    fn take(&mut self, character: char) -> Option<()> {
        if matches!(character, ' ' | '\u{A0}' | '\u{3000}' | '\'' | '’') {
            self.words.push(String::new());
        } else if pinyin::is_tone(character) {
            self.toned = true;
        } else if is_odd(character) {
            self.odd = true;
            self.words.last_mut()?.push('?');
        } else {
            let (plain, toned) = pinyin::letter(character)?;
            self.toned |= toned;
            self.words.last_mut()?.push(plain);
        }
        Some(())
    }

    /// Whether this reads a run of so many characters that ends in `base`: `Some(true)` by its tone marks, `Some(false)`
    /// only in a document that is glossed elsewhere too.
    fn is_pinyin(&self, base: char, run: usize) -> Option<bool> {
        if self.odd {
            let one = self.words.len() == 1 && self.words.iter().all(|word| word.len() <= 6 && word.len() > 1);
            return one.then_some(self.toned);
        }
        if self.toned {
            let syllables = self.words.iter().map(|word| pinyin::syllables(word)).sum::<Option<usize>>()?;
            return (syllables <= run).then_some(true);
        }
        let plain = self.words.len() <= run
            && !NUMBERED.contains(&base)
            && self.words.iter().all(|word| word.len() > 1 && pinyin::is_syllable(word));
        plain.then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its glosses.
    fn bare(text: &str) -> String {
        let mut bare = String::new();
        let mut from = 0;
        for gloss in glosses(text) {
            bare.push_str(text.get(from..gloss.start).unwrap());
            from = gloss.end;
        }
        bare + text.get(from..).unwrap()
    }

    #[test]
    fn a_reading_with_a_tone_mark_is_a_gloss() {
        assert_eq!(bare("鄉(xiāng)村振興的實（shí）現(xiàn)"), "鄉村振興的實現");
        assert_eq!(bare("戶(hu\u{300})數"), "戶數");
        assert_eq!(bare("中國(zhōng guó)和中國(zhōngguó)"), "中國和中國");
        assert_eq!(bare("女(nǚ)工"), "女工");
    }

    #[test]
    fn readings_without_tone_marks_are_glosses_where_there_are_three() {
        assert_eq!(bare("工(gong)作(zuo)很多"), "工(gong)作(zuo)很多");
        assert_eq!(bare("工(gong)作(zuo)很多(duo)"), "工作很多");
        assert_eq!(bare("和諧(he)(xie)社會(she hui)"), "和諧社會");
    }

    #[test]
    fn tone_marks_elsewhere_vouch_for_readings_without() {
        assert_eq!(bare("他們(men)的鄉(xiāng)鎮(zhèn)"), "他們的鄉鎮");
    }

    #[test]
    fn a_private_character_neither_hides_nor_makes_a_gloss() {
        assert_eq!(bare("\u{E863}(lián)合"), "\u{E863}合");
        assert_eq!(bare("鄉(xi\u{E7C7}ng)鎮(zhèn)農(nóng)"), "鄉鎮農");
        assert_eq!(bare("圖標(\u{E7C7})"), "圖標(\u{E7C7})");
    }

    #[test]
    fn what_only_looks_like_a_gloss_stays() {
        for text in [
            "第(iii)段、第(ii)段、第(i)段、第(xi)段",
            "市(county)级、省(province)级、乡(town)级",
            "图(a)中、图(b)中、图(c)中、图(e)中",
            "耕地12亩(mu)、林地30亩(mu)、草地8亩(mu)",
            "咖啡(café)馆",
            "数据(data)、媒体(media)、数据(data)",
            "县(市、区)和(a)与(e)及(o)",
            "English (long) words (can) do (so)",
        ] {
            assert_eq!(bare(text), text);
        }
    }

    #[test]
    fn brackets_that_never_close_are_read_once() {
        let text = "县(a".repeat(10_000);
        assert_eq!(glosses(&text), []);
    }
}
