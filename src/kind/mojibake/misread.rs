//! Text that was read in the wrong encoding and is whole all the same: encoded again as it was read, it decodes in the right one.

use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GBK, UTF_8, WINDOWS_1252};

use super::Damaged;
use crate::{
    claim::Pattern,
    document::Place,
    kind::{
        presence::Presence,
        sorts::{DOUBLES, STRANGE, is_common, is_double, is_everyday, is_strange},
    },
};

/// What bytes were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// Latin-1 or Windows-1252, or a mixture of both.
    Western,
    Gbk,
    Big5,
}

/// What they were taken for, and what they are.
type Misreading = (Taken, &'static Encoding);

/// The mistakes that are made, the most frequent first.
fn misreadings() -> [Misreading; 6] {
    use Taken::{Big5, Gbk, Western};
    [(Western, UTF_8), (Western, GBK), (Western, BIG5), (Gbk, UTF_8), (Gbk, BIG5), (Big5, GBK)]
}

/// Characters of a line that must read before it proves how a document was misread.
const PROOF: usize = 4;

/// The lines that have anything strange, each with where it begins.
pub(super) fn strange_lines<'t>(text: &'t str, presence: &Presence) -> Vec<(usize, &'t str)> {
    if !presence.meets(&STRANGE) {
        return Vec::new();
    }
    let mut start = 0_usize;
    let lines = text.split('\n').map(|line| {
        let at = start;
        start = start.saturating_add(line.len()).saturating_add(1);
        (at, line)
    });
    lines.filter(|(_, line)| line.chars().any(is_strange)).collect()
}

/// Whole lines that were misread. One line of some length proves the mistake, and then shorter ones are read in the same way.
pub(super) fn lines(strange: &[(usize, &str)]) -> Vec<Damaged> {
    let odd: Vec<(usize, &str)> = odd_lines(strange).collect();
    let mut proven: Vec<Misreading> = Vec::new();
    for (_, line) in &odd {
        let read = |&misreading: &Misreading| again(misreading, line).is_some_and(|read| reads(&read, PROOF));
        if let Some(mistake) = misreadings().into_iter().find(read).filter(|mistake| !proven.contains(mistake)) {
            proven.push(mistake);
        }
    }
    if proven.is_empty() {
        return Vec::new();
    }
    let right = |line: &str| proven.iter().filter_map(|&mistake| again(mistake, line)).find(|read| reads(read, 1));
    odd.iter().filter_map(|&(start, line)| Some(damaged(start, line, &right(line)?))).collect()
}

/// Whether nearly all of a text, ASCII apart, is characters of everyday use: three of four, and so many at least.
fn reads(text: &str, at_least: usize) -> bool {
    let (mut good, mut all) = (0usize, 0usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        all = all.saturating_add(1);
        good = good.saturating_add(usize::from(is_everyday(character)));
    }
    good >= at_least && good.saturating_mul(4) >= all.saturating_mul(3)
}

/// The lines that hardly anybody would write: less than half of what is not ASCII is everyday Chinese.
fn odd_lines<'t>(strange: &[(usize, &'t str)]) -> impl Iterator<Item = (usize, &'t str)> {
    strange.iter().filter_map(|&(at, line)| {
        let inner = line.trim_start_matches([' ', '\t']);
        let at = at.saturating_add(line.len().saturating_sub(inner.len()));
        let inner = inner.trim_end_matches([' ', '\t', '\r']);
        let (mut good, mut all) = (0usize, 0usize);
        for character in inner.chars().filter(|character| !character.is_ascii()) {
            all = all.saturating_add(1);
            good = good.saturating_add(usize::from(is_everyday(character)));
        }
        (good.saturating_mul(2) < all).then_some((at, inner))
    })
}

/// A line that was misread, less what is alike in both readings at its ends.
fn damaged(start: usize, line: &str, read: &str) -> Damaged {
    let both = |from_line: &mut dyn Iterator<Item = char>, from_read: &mut dyn Iterator<Item = char>| {
        from_line.zip(from_read).take_while(|(one, other)| one == other && one.is_ascii()).count()
    };
    let head = both(&mut line.chars(), &mut read.chars());
    let tail = both(&mut line.chars().rev(), &mut read.chars().rev());
    let (head, tail) = (head, tail.min(line.len().saturating_sub(head)).min(read.len().saturating_sub(head)));
    let end = |text: &str| text.len().saturating_sub(tail);
    let guess = read.get(head..end(read)).unwrap_or(read).to_owned();
    Damaged { place: Place { start: start.saturating_add(head), end: start.saturating_add(end(line)) }, guess, proven: true }
}

/// A text read again, strictly.
fn again((taken, is): Misreading, text: &str) -> Option<String> {
    let bytes = bytes(taken, text)?;
    is.decode_without_bom_handling_and_without_replacement(&bytes).map(std::borrow::Cow::into_owned)
}

/// The bytes of a text, encoded as it was read; `None` where it could not have been read so.
fn bytes(taken: Taken, text: &str) -> Option<Vec<u8>> {
    let encoding = match taken {
        Taken::Western => return text.chars().map(western_byte).collect(),
        Taken::Gbk => GBK,
        Taken::Big5 => BIG5,
    };
    let (bytes, _, failed) = encoding.encode(text);
    (!failed).then(|| bytes.into_owned())
}

/// The byte that Latin-1 or Windows-1252 reads as a character.
fn western_byte(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(character)) {
        return Some(byte);
    }
    match *WINDOWS_1252.encode(character.encode_utf8(&mut [0; 4])).0 {
        [byte] => Some(byte),
        _ => None,
    }
}

/// Characters for bytes above 127 in the western encodings: UTF-8 read as one of them is nothing else.
pub(super) static WESTERN: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::plain(r"[\x{80}-\x{FF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{3,}"));

/// Pairs of western characters, or of one and a letter, as many as a short sentence has: the bytes of GBK or Big5 one by one.
pub(super) static PAIRED: LazyLock<Pattern> = LazyLock::new(|| Pattern::plain(r"(?:[¡-þ][@-~¡-þ]){4,}"));

/// The shortest and the longest run of such characters that is looked at, in characters.
const SHORTEST: usize = 3;
const LONGEST: usize = 60;

/// Misread runs within lines that are otherwise right, or that lost a byte elsewhere.
pub(super) fn runs(text: &str, strange: &[(usize, &str)], presence: &Presence) -> Vec<Damaged> {
    let mut found = Vec::new();
    // The first byte of a Chinese character in UTF-8, of which such a run has one at least.
    if presence.may_have(&(0xE4..=0xE9)) {
        found.extend(western(text));
    }
    if presence.may_have(&(0xA1..=0xFE)) {
        found.extend(paired(text));
    }
    if presence.meets(&DOUBLES) {
        found.extend(strange.iter().flat_map(|&(start, line)| double(line, start)));
    }
    found
}

/// UTF-8 read as Latin-1 or Windows-1252: `ä¸­å›½`.
fn western(text: &str) -> Vec<Damaged> {
    let runs = WESTERN.matches(text).filter_map(|run| {
        let from = run.whole().start;
        let run = text.get(run.whole())?;
        let strict = |(start, piece): (usize, &str)| {
            let guess = again((Taken::Western, UTF_8), piece).filter(|read| read.chars().any(is_common))?;
            let start = from.saturating_add(start);
            let place = Place { start, end: start.saturating_add(piece.len()) };
            Some(Damaged { place, guess, proven: true })
        };
        trimmed(run).find_map(strict).or_else(|| torn(run, from))
    });
    runs.collect()
}

/// Marks that Windows-1252 has and that stand in any text: at the ends of a run they may be none of it.
const MARKS: [char; 8] = ['–', '—', '‘', '’', '“', '”', '…', '•'];

/// A run, then the same without some of the marks at its ends, with where each begins in it.
fn trimmed(run: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |text: &str, marks: usize| text.chars().rev().take(marks).map(char::len_utf8).sum::<usize>();
    let heads = run.chars().take_while(|mark| MARKS.contains(mark)).count().min(4);
    let tails = run.chars().rev().take_while(|mark| MARKS.contains(mark)).count().min(4);
    (0..=heads).flat_map(move |head| (0..=tails).map(move |tail| (head, tail))).filter_map(move |(head, tail)| {
        let start: usize = run.chars().take(head).map(char::len_utf8).sum();
        let end = run.len().saturating_sub(ends(run, tail));
        Some((start, run.get(start..end)?))
    })
}

/// A run with torn ends, most of which reads.
fn torn(run: &str, start: usize) -> Option<Damaged> {
    let bytes = bytes(Taken::Western, run)?;
    let read = String::from_utf8_lossy(&bytes);
    let good = read.chars().filter(|&character| is_common(character)).count();
    let torn = read.matches('\u{FFFD}').count();
    let place = Place { start, end: start.saturating_add(run.len()) };
    (good >= 1 && torn <= good).then(|| Damaged::lossy(place, read.replace('\u{FFFD}', "…")))
}

/// GBK or Big5 read as Latin-1: `¤¤°ê`.
fn paired(text: &str) -> Vec<Damaged> {
    let runs = PAIRED.matches(text).filter_map(|run| {
        let place = Place { start: run.whole().start, end: run.whole().end };
        let run = text.get(run.whole())?;
        let readings = [GBK, BIG5].into_iter().filter_map(|encoding| again((Taken::Western, encoding), run));
        let good = |read: &String| read.chars().filter(|&character| is_everyday(character)).count();
        let read = readings.max_by_key(good).filter(|read| reads(read, PROOF))?;
        // A run may begin or end in the middle of what was one: it is read, and left to somebody who looks.
        Some(Damaged::lossy(place, read))
    });
    runs.collect()
}

/// UTF-8 read as GBK, in a line that begins at a byte: `鍏ㄥ浗`.
fn double(line: &str, start: usize) -> Vec<Damaged> {
    let mut found = Vec::new();
    for (at, run) in doubles(line) {
        let start = start.saturating_add(at);
        match whole_run(run, start) {
            Some(damaged) => found.push(damaged),
            None => found.extend(within(run, start)),
        }
    }
    found
}

/// The runs of characters that such bytes make, two of which at least nobody uses every day, each with where it begins. What is longer than
/// the longest is cut into several.
fn doubles(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let (mut start, mut length, mut odd) = (0_usize, 0_usize, 0_usize);
    // An end that is no character of a run closes the last one.
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        let common = is_common(character);
        let inside = common || is_double(character);
        if inside && length < LONGEST {
            (length, odd) = (length.saturating_add(1), odd.saturating_add(usize::from(!common)));
            continue;
        }
        runs.extend(text.get(start..at).filter(|_| length >= SHORTEST && odd > 1).map(|run| (start, run)));
        (length, odd) = (usize::from(inside), usize::from(inside && !common));
        start = if inside { at } else { at.saturating_add(character.len_utf8()) };
    }
    runs
}

/// A run all of which was UTF-8; its last character may be torn.
fn whole_run(run: &str, start: usize) -> Option<Damaged> {
    let bytes = bytes(Taken::Gbk, run)?;
    let (whole, proven) = match std::str::from_utf8(&bytes) {
        Ok(whole) => (whole, true),
        Err(error) => (std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?, false),
    };
    let good = whole.chars().filter(|&character| is_everyday(character)).count();
    let right = good >= 2 && good == whole.chars().count() && bytes.len().saturating_sub(whole.len()) <= 3;
    let place = Place { start, end: start.saturating_add(run.len()) };
    right.then(|| Damaged { place, guess: whole.to_owned(), proven })
}

/// The parts of a run that were UTF-8, among characters that were not. Six characters are then four others, or nobody would know.
fn within(run: &str, start: usize) -> Vec<Damaged> {
    let mut found = Vec::new();
    let mut rest = run.char_indices();
    while let Some((at, first)) = rest.next() {
        let mut buffer = [0; 4];
        // The first byte of a Chinese character in UTF-8, which is that of a rare one in GBK.
        if !matches!(GBK.encode(first.encode_utf8(&mut buffer)).0.first(), Some(0xE2..=0xEF)) {
            continue;
        }
        let Some((length, guess)) = run.get(at..).and_then(utf8_from_here) else { continue };
        let place = Place { start: start.saturating_add(at), end: start.saturating_add(at).saturating_add(length) };
        found.push(Damaged { place, guess, proven: true });
        while rest.clone().next().is_some_and(|(next, _)| next < at.saturating_add(length)) {
            rest.next();
        }
    }
    found
}

/// How far a text that was read as GBK is UTF-8 from its start, in whole characters of both, with what it was.
fn utf8_from_here(text: &str) -> Option<(usize, String)> {
    let (mut bytes, mut best) = (Vec::new(), None);
    for (at, character) in text.char_indices() {
        let mut buffer = [0; 4];
        let (more, _, failed) = GBK.encode(character.encode_utf8(&mut buffer));
        if failed {
            break;
        }
        bytes.extend_from_slice(&more);
        match std::str::from_utf8(&bytes) {
            Ok(read) if read.chars().all(is_everyday) => {
                best = Some((at.saturating_add(character.len_utf8()), read.to_owned()));
            }
            Ok(_) => break,
            Err(error) if error.error_len().is_some() => break,
            Err(_) => {}
        }
    }
    best.filter(|(_, read)| read.chars().count() >= PROOF)
}
