//! `kind = "enumeration"`: the number of things stated is the number of things listed, before it (甲、乙、丙三个方面) or after it
//! (三个方面,即甲、乙、丙). The patterns name the number `n` and, by the words after it, what it counts:
//! `head` what only a list can have so many of (方面), `place` a sort of place, `key` the word that repeats in each item (三统一),
//! `slogan` the quotes around it; `again` a number that repeats one before; `part` a sort of part that also has ordinals.
//!
//! A list that does not agree is almost always cut wrongly. It refutes a number only where its start and its end are certain.

mod after;
mod before;

use super::{Matches, Tally, list, matches::Match, small};
use crate::{
    claim::{Claim, Operand, Sheet},
    figure::{Interval, Number},
    verdict::Recount,
    view::Span,
};

/// Holds stated numbers against lists.
#[derive(Debug)]
pub struct Enumeration {
    /// Numbers that count things.
    pub matches: Matches,
    /// Words after which a list begins.
    pub starts: Vec<String>,
    /// Words and marks between a number and its list.
    pub leads: Vec<String>,
    /// Fixed expressions whose number counts nothing here.
    pub never: Vec<String>,
    /// Characters of prose: an item that has one is no name.
    pub prose: String,
}

/// A list beside a number.
struct Listed {
    tally: Tally,
    /// In bytes of the text beside the number.
    start: usize,
    end: usize,
}

/// A number that counts a list, as it was told.
struct Told {
    found: Match,
    items: Span,
    tally: Tally,
}

impl Told {
    /// Whether the number has a measure word, or one for the same things.
    fn is_counted_in(&self, sheet: &Sheet, unit: &str) -> bool {
        const PERSONS: [&str; 3] = ["人", "名", "位"];
        let Some(number) = self.found.group("n") else { return false };
        let words = sheet.view.slice(Span { start: number.end, end: self.found.span.end.max(number.end) }).trim_start();
        words.starts_with(unit) || PERSONS.contains(&unit) && PERSONS.iter().any(|person| words.starts_with(person))
    }
}

/// Whether no name of one list stands in another.
fn are_apart(sheet: &Sheet, lists: &[&Told]) -> bool {
    let mut names: Vec<&str> = Vec::new();
    let mut items = lists.iter().flat_map(|told| list::split(sheet.view.slice(told.items), &['、', '和', '及', '与', ',']));
    items.all(|item| {
        let item = item.trim();
        if item.is_empty() {
            return true;
        }
        let known = names.iter().any(|known| known.ends_with(item) || item.ends_with(known));
        names.push(item);
        !known
    })
}

/// Further apart than this, a number and a list are not about the same things.
const FAR: u32 = 3;
/// Characters before a number that make it something else: 第三, 周三, 近三.
const NOT_A_COUNT: &str = "第周初高月年期每各前后另余近约超逾达数几首过满等头末上下.-~/·一二两三四五六七八九十百千万亿半";
/// Of these, the characters that make it a place in a series, or one of many: 第三组, 前三名, 每三个.
const ORDINAL: &str = "第周每前后几数首末.-~/·一二两三四五六七八九十百千万亿半";
/// The longest item of a list whose ends are proven by its evenness, in characters.
const LONGEST: usize = 12;
/// The last characters of the names of places.
const PLACES: [char; 12] = ['乡', '镇', '村', '县', '区', '市', '街', '道', '州', '旗', '省', '园'];
/// A list is looked for within so many bytes of its number.
const REACH: usize = 900;
impl Enumeration {
    fn claim(&self, sheet: &Sheet, found: &Match) -> Option<Claim<Tally>> {
        let line = sheet.view.lines().get(found.line)?.span;
        let number = found.group("n")?;
        let stated = small::read(sheet.view.slice(number)).filter(|stated| (2..=30).contains(stated))?;
        let text = sheet.view.text();
        // 27 of 127条 is no number.
        if text.get(..number.start).is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit())) {
            return None;
        }
        if found.group("thing").is_some_and(|thing| is_label(sheet, line, number, thing)) {
            return None;
        }
        let edge = found.group("slogan").map_or(number.start, |slogan| slogan.start);
        let base = text.ceil_char_boundary(line.start.max(edge.saturating_sub(REACH)));
        let before = sheet.view.slice(Span { start: base, end: edge });
        let reach = text.floor_char_boundary(line.end.min(found.span.end.saturating_add(REACH)));
        // The mark after a measure word may be part of the match.
        let end = found.group("thing").map_or(found.span.end, |thing| {
            let kept =
                sheet.view.slice(Span { start: thing.start, end: found.span.end }).trim_end_matches([',', '。', ';', ':', '(']);
            // 四间医院分别为: the noun ends before it.
            let kept = kept.split("分别").next().unwrap_or(kept);
            thing.start.saturating_add(kept.len())
        });
        let after = sheet.view.slice(Span { start: end, end: reach.max(end) });
        // Quotes right before a slogan spell it out, whatever it is elsewhere.
        let spelled =
            list::quoted_at_end(before).and_then(|inside| before.get(inside)).is_some_and(|inside| inside.contains('、'));
        let named = sheet.view.slice(Span { start: number.start, end: reach });
        if !spelled && self.never.iter().any(|never| named.starts_with(never.as_str())) {
            return None;
        }
        // 甲区、乙区、丙县两区一县: the number goes on.
        let goes_on = after.starts_with(small::is_numeral);
        let mut listed =
            self.before(sheet, found, stated, before).or_else(|| {
                let counted = before.ends_with(|last: char| ORDINAL.contains(last));
                let offset = end.saturating_sub(base);
                self.after(sheet, found, stated, after).filter(|_| !counted || found.group("thing").is_none()).map(|listed| {
                    Listed { start: listed.start.saturating_add(offset), end: listed.end.saturating_add(offset), ..listed }
                })
            })?;
        listed.tally.proven &= !goes_on;
        // Of a slogan, what stands inside the quotes.
        let whole = Span { start: found.span.start, end };
        let named = found.group("head").or(found.group("place")).unwrap_or(whole);
        let until = found.group("slogan").map_or(named.end, |slogan| slogan.end.saturating_sub('”'.len_utf8()));
        let at = Span { start: number.start, end: until };
        let items = Span { start: base.saturating_add(listed.start), end: base.saturating_add(listed.end) };
        Some(claim(sheet, at, items, listed.tally))
    }

    /// `六个社区和文化总站,共7个社区`: a number that repeats another of the same things, what is added to them between the two included;
    /// `甲、乙2项…和丙、丁2项…,共计4项`: or several others that have nothing in common.
    fn again(sheet: &Sheet, found: &Match, earlier: &[Told]) -> Option<Claim<Tally>> {
        let thing = |found: &Match| found.group("place").or(found.group("head")).map(|span| sheet.view.slice(span));
        let sentence = sheet.view.sentence(found.span.start);
        let number = found.group("n")?;
        let stated = small::read(sheet.view.slice(number))?;
        let inside = |told: &&Told| told.found.span.start >= sentence.start && told.found.span.end <= found.span.start;
        let same: Vec<&Told> = match (thing(found), found.group("thing")) {
            (Some(noun), _) => {
                let is_it = |other: &str| other == noun || other.ends_with(noun) || GENERAL.contains(&noun);
                earlier.iter().filter(inside).filter(|told| thing(&told.found).is_some_and(is_it)).collect()
            }
            (None, Some(unit)) => {
                let unit = sheet.view.slice(unit);
                let all: Vec<&Told> = earlier.iter().filter(inside).collect();
                let counted = all.iter().all(|told| told.is_counted_in(sheet, unit));
                if all.len() < 2 || !counted { Vec::new() } else { all }
            }
            _ => return None,
        };
        let (first, last) = (same.first()?, same.last()?);
        if same.iter().any(|told| !told.tally.agrees()) {
            return None;
        }
        let between = sheet.view.slice(Span { start: last.found.span.end, end: found.span.start.max(last.found.span.end) });
        let noun = thing(found).unwrap_or_default();
        let (of_it, all) = added(between, noun)?;
        let counted = if same.len() == 1 {
            // 4个村和石桥社区,共5个村(社区): what has another noun is counted too.
            let after = sheet.view.text().get(found.span.end..).unwrap_or("");
            let both = after.starts_with(['(', '、']) && first.tally.stated.saturating_add(all) == stated;
            first.tally.stated.saturating_add(if both { all } else { of_it })
        } else {
            let words = sheet.view.slice(Span { start: first.items.start, end: found.span.start.max(first.items.start) });
            if words.contains("其中") || !are_apart(sheet, &same) || of_it != 0 {
                return None;
            }
            same.iter().fold(0_u32, |sum, told| sum.saturating_add(told.tally.stated))
        };
        let tally = Tally::exactly(stated, counted, true);
        let at = Span { start: number.start, end: found.group("thing").map_or(found.span.end, |unit| unit.end) };
        Some(claim(sheet, at, first.found.group("n")?, tally))
    }

    /// Whether the parts of a number are named before it: 分动员、整治、验收三个阶段.
    fn spells_out(&self, sheet: &Sheet, found: &Match, before: &str) -> bool {
        let number = found.group("n").and_then(|number| small::read(sheet.view.slice(number)));
        let listed = number.and_then(|number| self.before(sheet, found, number, before));
        listed.is_some_and(|listed| listed.tally.agrees()) && before.contains('分')
    }

    /// `三部分构成,其中第四部分`: a part beyond the number of parts.
    fn beyond(&self, sheet: &Sheet, found: &Match) -> Option<Claim<Tally>> {
        let (part, number) = (found.group("part")?, found.group("n")?);
        let stated = small::read(sheet.view.slice(number)).filter(|&stated| stated > 1)?;
        let sentence = sheet.view.sentence(found.span.start);
        let before = sheet.view.slice(Span { start: sentence.start.min(number.start), end: number.start });
        if before.trim_end_matches(' ').ends_with(|last: char| NOT_A_COUNT.contains(last)) {
            return None;
        }
        let reach = sheet.view.text().floor_char_boundary(sentence.end.min(found.span.end.saturating_add(REACH)));
        let rest = Span { start: found.span.end, end: reach.max(found.span.end) };
        let (text, part) = (sheet.view.slice(rest), sheet.view.slice(part));
        // 已完成三个阶段,进入第四阶段: only 分三个阶段 are all there are.
        if !LASTING.contains(&part)
            && !DIVIDED.iter().any(|word| before.trim_end_matches('共').ends_with(word))
            && !self.spells_out(sheet, found, before)
        {
            return None;
        }
        text.match_indices('第').find_map(|(at, _)| {
            let name = text.get(at.saturating_add('第'.len_utf8())..)?;
            let numeral = name.get(..name.find(part)?)?;
            let named = small::read(numeral).filter(|&named| named > stated && named <= stated.saturating_add(FAR))?;
            let start = rest.start.saturating_add(at);
            let length = '第'.len_utf8().saturating_add(numeral.len()).saturating_add(part.len());
            let span = Span { start, end: start.saturating_add(length) };
            let mut claim = claim(sheet, span, number, Tally::exactly(stated, named, true));
            claim.span.start = number.start;
            // The message speaks of the number; the part beyond it is underlined.
            let stated = Span { start: number.start, end: found.span.end };
            if let Some(operand) = claim.operands.first_mut() {
                (operand.span, operand.text) = (stated, sheet.view.slice(stated).to_owned());
            }
            Some(claim)
        })
    }
}

/// Parts of a thing that is there as a whole.
const LASTING: [&str; 4] = ["部分", "章", "篇", "板块"];
/// Words before the number of all parts of a thing.
const DIVIDED: [&str; 6] = ["分", "分为", "分成", "划为", "划分为", "细分为"];

/// Nouns of which a sum of different things is.
const GENERAL: [&str; 6] = ["单位", "部门", "机构", "主体", "成员", "个"];

/// How many things of a noun the words between two numbers add: `加上果业协会党支部`, `,以及县供电公司`. Whatever is of another noun adds
/// nothing, and is counted beside them in the second number. `None` where it cannot be told.
fn added(between: &str, noun: &str) -> Option<(u32, u32)> {
    let Some((_, names)) = JOINS.iter().find_map(|join| between.split_once(join)) else {
        return between.chars().all(|sign| !sign.is_numeric()).then_some((0, 0));
    };
    let names = names.trim_end_matches([',', ';', ' ', '外']);
    if names.contains(small::is_numeral) || names.contains(['等', '各']) {
        return None;
    }
    let names = list::split(names, &['、', '和', '及']);
    let of_it = |name: &&&str| GENERAL.contains(&noun) || name.trim().ends_with(noun);
    Some((u32::try_from(names.iter().filter(of_it).count()).ok()?, u32::try_from(names.len()).ok()?))
}

/// Words that add something to what was counted.
const JOINS: [&str; 9] = ["加上", "再加", "外加", "以及", "连同", "另外新增", "另设", "还设", "和"];

/// Whether a number with a measure word at the start of a clause is a name: `三组:甲、乙`.
fn is_label(sheet: &Sheet, line: Span, number: Span, thing: Span) -> bool {
    const NAMED: [&str; 18] =
        ["组", "班", "队", "科", "室", "区", "线", "路", "站", "社", "局", "批", "段", "层", "店", "院", "厂", "园"];
    let before = sheet.view.slice(Span { start: line.start.min(number.start), end: number.start });
    NAMED.contains(&sheet.view.slice(thing)) && !before.trim_end().ends_with(char::is_alphanumeric)
}

/// Whether the words after a number say that a list has so many items: 方面, 部分.
fn counts_lists(found: &Match) -> bool {
    found.group("head").is_some() || found.group("part").is_some()
}

fn claim(sheet: &Sheet, at: Span, items: Span, tally: Tally) -> Claim<Tally> {
    let operand = |name: &str, span, reading| Operand {
        name: name.into(),
        span,
        text: sheet.view.slice(span).into(),
        reading,
        unit: String::new(),
    };
    let reading = Interval::exactly(Number::from(i64::from(tally.stated)));
    let span = Span { start: at.start.min(items.start), end: at.end.max(items.end) };
    Claim { span, operands: vec![operand("number", at, Some(reading)), operand("items", items, None)], ..Claim::at(at, tally) }
}

/// The readings of a list: joining words may hold two names apart. In a `whole` list nothing but the name stands in the first item.
fn readings(stated: u32, items: &[&str], whole: bool) -> Tally {
    let counted = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let joins: Vec<u32> = items.iter().map(|item| list::joins(list::without_join(item))).collect();
    let last = joins.last().copied().unwrap_or(0).min(1);
    let all = joins.iter().fold(0_u32, |sum, &joins| sum.saturating_add(joins));
    // 甲甲甲、乙乙乙和丙丙丙: names of one form are one each.
    if last == 1
        && all == 1
        && items.len() > 1
        && (list::ends_alike(items) || list::are_offices(items) || whole && list::is_even(items))
    {
        return Tally::exactly(stated, counted.saturating_add(1), false);
    }
    let most = counted.saturating_add(last);
    Tally { stated, fewest: counted, most, ceiling: counted.saturating_add(all).max(most), open: false, proven: false }
}

/// Whether every item of a list, and nothing of the sentence before it, has the word that a slogan counts: 统一甲、统一乙、统一丙“三统一”.
fn repeats(key: &str, items: &[&str], earlier: &str) -> bool {
    let Some(first) = key.chars().next() else { return false };
    let sentence = earlier.rsplit(['。', '!', '?']).next().unwrap_or("");
    items.len() > 1 && items.iter().all(|item| item.matches(first).count() == 1) && !sentence.contains(first)
}

impl super::Recounts for Enumeration {
    const NAME: &'static str = "enumeration";
    const FACTS: &'static [&'static str] = &["counted"];

    type Parts = Tally;

    fn operands(&self) -> Vec<&str> {
        vec!["number", "items"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Tally>> {
        let mut claims = Vec::new();
        let mut told: Vec<Told> = Vec::new();
        for found in self.matches.all(sheet) {
            if found.group("again").is_some() {
                let again = Self::again(sheet, &found, told.get(told.len().saturating_sub(8)..).unwrap_or_default());
                if again.is_some() {
                    claims.extend(again);
                    continue;
                }
            }
            claims.extend(self.beyond(sheet, &found));
            if let Some(claim) = self.claim(sheet, &found) {
                let items = claim.operands.last().map_or(claim.span, |items| items.span);
                told.push(Told { found, items, tally: claim.parts });
                claims.push(claim);
            }
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

    fn tally(stated: u32, list: &str) -> (u32, u32, u32) {
        let tally = readings(stated, &list::split(list, &['、']), false);
        (tally.fewest, tally.most, tally.ceiling)
    }

    #[test]
    fn only_the_last_item_may_join_two_names() {
        assert_eq!(tally(3, "托育、就学、救助"), (3, 3, 3));
        assert_eq!(tally(3, "托育、就学和救助"), (2, 3, 3));
        assert_eq!(tally(3, "参与和决策、就学、救助"), (3, 3, 4));
        assert_eq!(tally(3, "托育、就学、以及救助"), (3, 3, 3));
        assert_eq!(tally(3, "“甲和乙”、《丙及丁》"), (2, 2, 2));
    }

    #[test]
    fn a_slogan_repeats_its_word_in_every_item() {
        assert!(repeats("统一", &["采取统一标识", "统一布局", "统一标准"], "会上"));
        assert!(!repeats("统一", &["采取统一标识", "布局"], ""));
        assert!(!repeats("统一", &["统一布局", "统一标准"], "统一标识,"));
    }
}
