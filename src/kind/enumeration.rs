//! `kind = "enumeration"`: the number of things stated is the number of things listed, before it (甲、乙、丙三个方面) or after it
//! (三个方面,即甲、乙、丙). The patterns name the number `n` and, by the words after it, what it counts:
//! `head` what only a list can have so many of (方面), `place` a sort of place, `key` the word that repeats in each item (三统一),
//! `slogan` the quotes around it; `again` a number that repeats one before; `part` a sort of part that also has ordinals.
//!
//! A list that does not agree is almost always cut wrongly. It refutes a number only where its start and its end are certain.

use super::{
    Matches, Tally, list,
    matches::Match,
    small,
};
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

/// Further apart than this, a number and a list are not about the same things.
const FAR: u32 = 3;
/// A list is looked for within so many bytes of its number.
const REACH: usize = 1800;
/// The longest item of a list whose ends are proven by its evenness, in characters.
const LONGEST: usize = 10;
/// Ordinals of a series, which is no list of names.
const SERIES: [&str; 6] = ["一是", "一要", "第一", "其一", "(一)", "一、"];
/// Characters before a number that make it something else: 第三, 周三, 近三.
const NOT_A_COUNT: &str = "第周初高月年期每各前后另余近约超逾达数几首过满等头末上下.-~/·一二两三四五六七八九十百千万亿半";

impl Enumeration {
    fn claim(&self, sheet: &Sheet, found: &Match) -> Option<Claim<Tally>> {
        let line = sheet.view.lines().get(found.line)?.span;
        let number = found.group("n")?;
        let stated = small::read(sheet.view.slice(number)).filter(|stated| (2..=30).contains(stated))?;
        let edge = found.group("slogan").map_or(number.start, |slogan| slogan.start);
        let named = sheet.view.slice(Span { start: number.start, end: line.end });
        // Quotes right before a slogan spell it out, whatever it is elsewhere.
        let spelled = {
            let before = sheet.view.slice(Span { start: line.start, end: edge });
            list::quoted_at_end(before).and_then(|inside| before.get(inside)).is_some_and(|inside| inside.contains('、'))
        };
        if !spelled && self.never.iter().any(|never| named.starts_with(never.as_str())) {
            return None;
        }
        let text = sheet.view.text();
        let base = text.ceil_char_boundary(line.start.max(edge.saturating_sub(REACH)));
        let before = sheet.view.slice(Span { start: base, end: edge });
        let reach = text.floor_char_boundary(line.end.min(found.span.end.saturating_add(REACH)));
        let after = sheet.view.slice(Span { start: found.span.end, end: reach });
        let listed = self.before(sheet, found, stated, before).or_else(|| {
            let offset = found.span.end.saturating_sub(base);
            self.after(sheet, found, stated, after).map(|listed| Listed { start: listed.start.saturating_add(offset), end: listed.end.saturating_add(offset), ..listed })
        })?;
        // Of a slogan, what stands inside the quotes.
        let end = found.group("slogan").map_or(found.span.end, |slogan| slogan.end.saturating_sub('”'.len_utf8()));
        let at = Span { start: number.start, end };
        let items = Span { start: base.saturating_add(listed.start), end: base.saturating_add(listed.end) };
        Some(claim(sheet, at, items, listed.tally))
    }

    /// The list that ends where the number begins.
    fn before(&self, sheet: &Sheet, found: &Match, stated: u32, before: &str) -> Option<Listed> {
        let (text, open) = without_link(before, found.group("slogan").is_some());
        if !text.ends_with('”') && text.ends_with(|last: char| last.is_ascii_digit() || NOT_A_COUNT.contains(last)) && !open {
            return None;
        }
        let mut listed = quoted_list(found, stated, text).or_else(|| quoted_run(found, stated, text)).or_else(|| self.plain(sheet, found, stated, text))?;
        listed.tally.open |= open;
        let tally = listed.tally;
        let told = tally.agrees() || tally.proven || tally.open && stated > tally.most;
        let near = stated.abs_diff(tally.fewest) <= FAR && counts_lists(found);
        (told || near).then_some(listed)
    }

    /// `从甲、乙、丙`: a list without quotes. Its clause shows where it begins.
    fn plain(&self, sheet: &Sheet, found: &Match, stated: u32, text: &str) -> Option<Listed> {
        let start = list::clause_start(text);
        let clause = text.get(start..)?;
        let items = list::split(clause, &['、']);
        if items.len() < 2 || items.iter().any(|item| item.trim().is_empty()) {
            return None;
        }
        // 8个示范村、首批2个: figures in a row are no names. “六大工程”等30件: the number before counts the list.
        let counted = |item: &&str| item.contains(|character: char| character.is_ascii_digit());
        let slogan = list::quoted_at_end(clause).and_then(|inside| clause.get(inside)).is_some_and(|inside| {
            inside.chars().next().is_some_and(|first| small::read(&first.to_string()).is_some())
        });
        if items.iter().any(counted) || slogan {
            return None;
        }
        let mut tally = readings(stated, &items);
        let inner_open = items.iter().any(|item| item.contains('等'));
        let key = found.group("key").map(|key| sheet.view.slice(key));
        let earlier = text.get(..start).unwrap_or("");
        let by_key = key.is_some_and(|key| repeats(key, &items, earlier));
        let by_start = self.starts_a_list(&items, earlier) && self.even(found, stated, &items);
        tally.proven = !inner_open && (by_key && stated.abs_diff(tally.fewest) <= FAR || by_start);
        Some(Listed { tally, start, end: text.len() })
    }

    /// Whether a list certainly begins in its first item: after a word such as 包括, with nothing of it before the clause.
    fn starts_a_list(&self, items: &[&str], earlier: &str) -> bool {
        let Some(first) = items.first() else { return false };
        let goes_on = ["也", "还", "又", "并", "及", "和"].iter().any(|word| first.trim_start().starts_with(word));
        let sentence = earlier.rsplit(['。', '!', '?', ';', ':']).next().unwrap_or("");
        let plain = |item: &str| list::is_plain(item, LONGEST) && !item.contains(|character| self.prose.contains(character));
        let begins = self.starts.iter().any(|word| {
            let rest = first.rfind(word.as_str()).and_then(|at| first.get(at.saturating_add(word.len())..));
            rest.is_some_and(plain)
        });
        begins && !goes_on && !sentence.contains('、') && items.iter().skip(1).all(|item| plain(list::without_join(item)))
    }

    /// Whether a list is so even, and its number so near, that only the number can be wrong.
    fn even(&self, found: &Match, stated: u32, items: &[&str]) -> bool {
        let counted = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let lengths = || items.iter().skip(1).map(|item| item.chars().count());
        let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
        if counts_lists(found) {
            stated.abs_diff(counted) <= 2
        } else if found.group("slogan").is_some() {
            counted >= 3 && stated.abs_diff(counted) == 1
        } else {
            found.group("place").is_some() && counted >= 3 && stated.abs_diff(counted) == 1 && longest.saturating_sub(shortest) <= 1
        }
    }

    /// The list that begins where the words of the number end: `三个方面,即甲、乙、丙。`
    fn after(&self, sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
        let lead = self.leads.iter().find(|lead| after.starts_with(lead.as_str()))?;
        let body = after.get(lead.len()..)?;
        let bracket = lead.ends_with('(');
        let end = list::end_before(body, &['。', ';', '!', '?', ':', '—']);
        let closed = body.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with('。') || bracket && rest.starts_with(')'));
        let body = body.get(..end)?;
        if SERIES.iter().any(|ordinal| body.contains(ordinal)) {
            return None;
        }
        let items = list::split(body, &['、']);
        let (body_open, items) = match items.split_last() {
            Some((last, others)) => match last.find('等') {
                Some(at) => (true, others.iter().copied().chain(last.get(..at)).collect()),
                None => (false, items),
            },
            None => return None,
        };
        let plain = |item: &&str| {
            let item = list::without_join(item).trim_matches(['“', '”', '《', '》']);
            list::is_plain(item, LONGEST) && !item.contains(|character| self.prose.contains(character))
        };
        let mut tally = readings(stated, &items);
        tally.open = body_open;
        let distance = stated.abs_diff(tally.fewest);
        let key = found.group("key").filter(|_| found.group("slogan").is_some()).map(|key| sheet.view.slice(key));
        let counts_it = match lead.as_str() {
            _ if key.is_some_and(|key| repeats(key, &items, "")) => distance <= FAR,
            // 县(市、区) are not three counties.
            "(" if items.iter().any(|item| item.chars().count() < 2) => false,
            ":" | "(" => counts_lists(found) && distance <= 2 || found.group("place").or(found.group("thing")).is_some() && distance == 1,
            _ => distance <= 2,
        };
        tally.proven = closed && items.len() > 1 && items.iter().all(plain) && counts_it;
        let listed = |tally| Some(Listed { tally, start: lead.len(), end: lead.len().saturating_add(end) });
        if items.len() > 1 && (tally.agrees() || tally.proven) {
            return listed(tally);
        }
        let other = [&[','][..], &[',', '、']].into_iter().map(|marks| readings(stated, &list::split(body, marks))).find(Tally::agrees);
        other.and_then(listed)
    }

    /// `六个乡镇以及县直机关,共7个乡镇`: a number that repeats another of the same things.
    fn again(&self, sheet: &Sheet, found: &Match, earlier: &[(Match, Tally)]) -> Option<Claim<Tally>> {
        let thing = |found: &Match| found.group("place").or(found.group("head")).map(|span| sheet.view.slice(span));
        let sentence = sheet.view.sentence(found.span.start);
        let number = found.group("n")?;
        let stated = small::read(sheet.view.slice(number))?;
        let mut same = earlier.iter().filter(|(other, _)| other.span.start >= sentence.start && other.span.end <= found.span.start && thing(other) == thing(found));
        let (first, tally) = same.next()?;
        if same.next().is_some() || !tally.agrees() {
            return None;
        }
        let tally = Tally::exactly(stated, tally.stated, true);
        let at = Span { start: number.start, end: found.span.end };
        Some(claim(sheet, at, first.group("n")?, tally))
    }

    /// `五部分组成,其中第六部分`: a part beyond the number of parts.
    fn beyond(&self, sheet: &Sheet, found: &Match) -> Option<Claim<Tally>> {
        let (part, number) = (found.group("part")?, found.group("n")?);
        let stated = small::read(sheet.view.slice(number)).filter(|&stated| stated > 1)?;
        let sentence = sheet.view.sentence(found.span.start);
        let before = sheet.view.slice(Span { start: sentence.start.min(number.start), end: number.start });
        if before.trim_end().ends_with(|last: char| NOT_A_COUNT.contains(last)) {
            return None;
        }
        let rest = Span { start: found.span.end, end: sentence.end.max(found.span.end) };
        let (text, part) = (sheet.view.slice(rest), sheet.view.slice(part));
        text.match_indices('第').find_map(|(at, _)| {
            let name = text.get(at.saturating_add('第'.len_utf8())..)?;
            let numeral = name.get(..name.find(part)?)?;
            let named = small::read(numeral).filter(|&named| named > stated && named <= stated.saturating_add(FAR))?;
            let start = rest.start.saturating_add(at);
            let length = '第'.len_utf8().saturating_add(numeral.len()).saturating_add(part.len());
            let span = Span { start, end: start.saturating_add(length) };
            let mut claim = claim(sheet, span, number, Tally::exactly(stated, named, true));
            claim.span.start = number.start;
            Some(claim)
        })
    }
}

/// Whether the words after a number say that a list has so many items: 方面, 部分.
fn counts_lists(found: &Match) -> bool {
    found.group("head").is_some() || found.group("part").is_some()
}

fn claim(sheet: &Sheet, at: Span, items: Span, tally: Tally) -> Claim<Tally> {
    let operand = |name: &str, span, reading| Operand { name: name.into(), span, text: sheet.view.slice(span).into(), reading, unit: String::new() };
    let reading = Interval::exactly(Number::from(i64::from(tally.stated)));
    let span = Span { start: at.start.min(items.start), end: at.end.max(items.end) };
    Claim { span, operands: vec![operand("number", at, Some(reading)), operand("items", items, None)], ..Claim::at(at, tally) }
}

/// The readings of a list: joining words may hold two names apart.
fn readings(stated: u32, items: &[&str]) -> Tally {
    let counted = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let joins: Vec<u32> = items.iter().map(|item| list::joins(list::without_join(item))).collect();
    let last = joins.last().copied().unwrap_or(0).min(1);
    let all = joins.iter().fold(0_u32, |sum, &joins| sum.saturating_add(joins));
    let most = counted.saturating_add(last);
    Tally { stated, fewest: counted, most, ceiling: counted.saturating_add(all).max(most), open: false, proven: false }
}

/// The text before a number without the words that link a list to it, and whether one of them was 等.
fn without_link(before: &str, slogan: bool) -> (&str, bool) {
    let mut text = before.trim_end();
    let mut open = false;
    for link in ["共", "共计", "合计", "这", "的", "相关", "有关", "等", "等等"] {
        let quoted = |rest: &str| rest.ends_with('”') && slogan;
        if let Some(rest) = text.strip_suffix(link).filter(|rest| link != "的" || quoted(rest) || rest.ends_with('等')) {
            text = rest.trim_end();
            open |= link.starts_with('等');
        }
    }
    (text, open)
}

/// `“甲、乙、丙”`: the quotes prove both ends.
fn quoted_list(found: &Match, stated: u32, text: &str) -> Option<Listed> {
    let inside = list::quoted_at_end(text)?;
    let content = text.get(inside.clone())?;
    let counted = |marks: &[char]| list::split(content, marks).iter().filter(|item| !item.trim().is_empty()).count();
    let (few, many) = (counted(&['、']), counted(&['、', ',', ';', ' ']));
    if many < 2 {
        return None;
    }
    let marks: &[char] = if few > 1 { &['、'] } else { &['、', ',', ';', ' '] };
    let mut tally = readings(stated, &list::split(content, marks));
    // Two sorts of marks leave it open which of them separates.
    tally.ceiling = tally.ceiling.max(u32::try_from(many).unwrap_or(u32::MAX));
    let opening = inside.start.saturating_sub('“'.len_utf8());
    let alone = !text.get(..opening).unwrap_or("").ends_with(['、', '和', '及', '与', '”']);
    let counts_it = counts_lists(found) || found.group("slogan").is_some() || found.group("key").is_some();
    tally.proven = alone && counts_it && stated.abs_diff(tally.fewest) <= FAR;
    tally.open = content.ends_with('等');
    Some(Listed { tally, start: opening, end: text.len() })
}

/// `“甲”“乙”和“丙”`: a run of quotes.
fn quoted_run(found: &Match, stated: u32, text: &str) -> Option<Listed> {
    let (mut rest, mut counted) = (text, 0_u32);
    while let Some(inside) = list::quoted_at_end(rest) {
        counted = counted.checked_add(1)?;
        let before = rest.get(..inside.start.saturating_sub('“'.len_utf8()))?;
        rest = before;
        let linked = ["、", "和", "与", "及", "以及"].into_iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
        if linked.ends_with('”') {
            rest = linked;
        }
    }
    let start = rest.len();
    if counted < 2 || rest.ends_with(['、', '和', '及', '与']) {
        return None;
    }
    let counts_it = counts_lists(found) || found.group("slogan").is_some();
    let clause = rest.get(list::clause_start(rest)..).unwrap_or("");
    let proven = counts_it && !clause.contains(['、', '”']) && stated.abs_diff(counted) <= 2;
    Some(Listed { tally: Tally::exactly(stated, counted, proven), start, end: text.len() })
}

/// Whether every item of a list, and nothing of the sentence before it, has the word that a slogan counts: 统一甲、统一乙、统一丙“三统一”.
fn repeats(key: &str, items: &[&str], earlier: &str) -> bool {
    let Some(first) = key.chars().next() else { return false };
    let sentence = earlier.rsplit(['。', '!', '?']).next().unwrap_or("");
    items.len() > 1 && items.iter().all(|item| item.matches(first).count() == 1) && !sentence.contains(first)
}

impl super::Recounts for Enumeration {
    type Parts = Tally;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Tally>> {
        let mut claims = Vec::new();
        let mut told: Vec<(Match, Tally)> = Vec::new();
        for found in self.matches.all(sheet) {
            if found.group("again").is_some() {
                claims.extend(self.again(sheet, &found, told.get(told.len().saturating_sub(8)..).unwrap_or_default()));
                continue;
            }
            claims.extend(self.beyond(sheet, &found));
            if let Some(claim) = self.claim(sheet, &found) {
                told.push((found, claim.parts));
                claims.push(claim);
            }
        }
        claims
    }

    fn recount(&self, tally: &Tally) -> Recount {
        tally.recount()
    }
}
