//! The list after a number: behind 即, 分别是, a colon or in brackets.

use super::{Enumeration, FAR, LONGEST, Listed, PLACES, counts_lists, readings, repeats};
use crate::{
    claim::Sheet,
    kind::{Tally, list, matches::Match, small},
    view::Span,
};

/// A clause between places and their names is no longer than so many characters.
const CLAUSE: usize = 16;
/// Whether all names of a list are of places.
fn are_places(items: &[&str]) -> bool {
    items.iter().all(|item| list::without_join(item).ends_with(PLACES))
}

/// Whether the names of a list are what the measure word counts: persons by name, or hospitals after 五家医院.
fn are_counted(sheet: &Sheet, found: &Match, items: &[&str]) -> bool {
    let Some(thing) = found.group("thing") else { return false };
    let (unit, noun) = (sheet.view.slice(thing), sheet.view.slice(Span { start: thing.end, end: found.span.end.max(thing.end) }));
    let names = || items.iter().map(|item| list::without_join(item).trim());
    if ["人", "名", "位"].contains(&unit) {
        return names().all(|name| (2..=4).contains(&name.chars().count()));
    }
    let last = noun.trim_end_matches([',', ':', '。', '(']).chars().next_back();
    last.is_some_and(|last| last.is_alphabetic() && names().all(|name| name.ends_with(last)))
}

/// The longest item that repeats the word of a slogan, in characters.
const SHORT: usize = 6;
/// Ordinals of a series, which is no list of names.
const SERIES: [&str; 6] = ["一是", "一要", "第一", "其一", "(一)", "一、"];

impl Enumeration {
    /// `两个乡镇开展试点,即甲乡、乙镇`: what leads to a list after a clause that counts nothing, after a number of places or persons.
    fn far_lead(&self, found: &Match, after: &str) -> Option<(usize, &String)> {
        found.group("place").or(found.group("thing"))?;
        let at = after.char_indices().take(CLAUSE).find(|(_, character)| *character == ',').map(|(at, _)| at)?;
        let (clause, rest) = after.split_at_checked(at)?;
        let lead = self.leads.iter().find(|lead| lead.chars().count() > 1 && rest.starts_with(lead.as_str()))?;
        (!clause.contains(small::is_numeral)).then_some((at, lead))
    }

    /// The list that begins where the words of the number end: `三个方面,即甲、乙、丙。`
    pub(super) fn after(&self, sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
        if let Some(repeated) = repeated(sheet, found, stated, after) {
            return Some(repeated);
        }
        if let Some(spelled) = spelled(sheet, found, stated, after).or_else(|| numbered_by_unit(sheet, found, stated, after)) {
            return Some(spelled);
        }
        // 三大攻坚战分别是, 5个重点镇(: the words of the number may be longer than its pattern.
        let lead = after.char_indices().take(5).find_map(|(at, character)| {
            let rest = after.get(at..)?;
            let lead = self.leads.iter().find(|lead| rest.starts_with(lead.as_str()))?;
            let joined = at > 0 && !lead.starts_with(|first: char| !first.is_alphanumeric()) && !lead.starts_with("分别");
            (!joined).then_some((at, lead)).filter(|_| at == 0 || character != '的')
        });
        let far = lead.is_none();
        let (skipped, lead) = lead.or_else(|| self.far_lead(found, after))?;
        if !after.get(..skipped)?.chars().all(char::is_alphabetic) {
            return None;
        }
        let offset = skipped.saturating_add(lead.len());
        let body = after.get(offset..)?;
        let bracket = lead.ends_with('(');
        let dash = lead.ends_with('—');
        let shifted = |listed: Listed| Listed { start: offset, end: offset.saturating_add(listed.end), ..listed };
        if let Some(listed) = quotes(found, stated, body).or_else(|| numbered(stated, body)) {
            return Some(shifted(listed));
        }
        let end = list::end_before(body, &['。', ';', '!', '?', ':', '—']);
        let closed = body.get(end..).is_none_or(|rest| {
            rest.is_empty() || rest.starts_with('。') || bracket && rest.starts_with(')') || dash && rest.starts_with('—')
        });
        let body = body.get(..end)?;
        // 甲、乙、丙,本周起开放: the list is at least what stands before the clause that follows it.
        let last = body.rfind('、').unwrap_or(0);
        let short = body.get(last..).map_or(body.len(), |rest| last.saturating_add(list::end_before(rest, &[','])));
        let longer = body
            .get(..short)
            .map(|body| readings(stated, &list::split(body, &['、']), true))
            .is_some_and(|tally| tally.fewest > stated);
        let (body, end, closed) =
            if last > 0 && longer && short < body.len() { (body.get(..short)?, short, true) } else { (body, end, closed) };
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
            let item = list::without_join(list::without_brackets(item)).trim_matches(['“', '”', '《', '》']);
            list::is_plain(item, LONGEST) && !item.contains(|character| self.prose.contains(character))
        };
        let mut tally = readings(stated, &items, true);
        tally.open = body_open;
        let distance = stated.abs_diff(tally.fewest);
        let key = found.group("key").filter(|_| found.group("slogan").is_some()).map(|key| sheet.view.slice(key));
        let counts_it = match lead.as_str() {
            _ if key.is_some_and(|key| repeats(key, &items, "")) => distance <= FAR,
            // 县(市、区) are not three counties.
            "(" if items.iter().any(|item| item.chars().count() < 2) => false,
            ":" | "(" => {
                counts_lists(found) && distance <= 2 || found.group("place").or(found.group("thing")).is_some() && distance == 1
            }
            _ => distance <= 2,
        };
        // 3月的防汛演练、6月的防火演练: what ends in one word is a list of such things, whatever else the items have.
        let parallel = distance == 1 && !far && list::ends_alike(&items);
        tally.proven = closed
            && items.len() > 1
            && (parallel || items.iter().all(plain))
            && counts_it
            && (!far || are_places(&items) || are_counted(sheet, found, &items));
        let listed = |tally| Some(Listed { tally, start: offset, end: offset.saturating_add(end) });
        if items.len() > 1 && (tally.agrees() || tally.proven) {
            return listed(tally);
        }
        let other = [&[','][..], &[',', '、']]
            .into_iter()
            .map(|marks| readings(stated, &list::split(body, marks), true))
            .find(Tally::agrees);
        other.and_then(listed)
    }
}

/// `“五育”并举,即德育、智育、体育、美育、劳育,…`, `“五好”支部,做到班子好、队伍好、…`: the first clause whose names all repeat the word of a
/// slogan, which stands nowhere else in the sentence.
fn spelled(sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
    found.group("slogan")?;
    let key = sheet.view.slice(found.group("key")?);
    if key.chars().count() != 1 {
        return None;
    }
    let sentence = after.get(..list::end_before(after, &['。', '!', '?', ';']))?;
    let clauses = list::split(sentence, &[',', ':']);
    let mut with = clauses.iter().filter(|clause| clause.contains(key));
    let clause = *with.next()?;
    let items = list::split(clause, &['、']);
    let names = || items.iter().skip(1).map(|item| list::without_join(item));
    let plain = names().all(|item| list::is_plain(item, SHORT) && item.ends_with(key))
        || names().all(|item| list::is_plain(item, SHORT) && item.starts_with(key));
    if with.next().is_some() || items.len() < 3 || !plain || !repeats(key, &items, "") {
        return None;
    }
    let counted = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let start = sentence.find(clause)?;
    let tally = Tally::exactly(stated, counted, stated.abs_diff(counted) <= 2);
    Some(Listed { tally, start, end: start.saturating_add(clause.len()) })
}

/// `三句话:“甲”“乙”“丙”`: a run of quotes.
fn quotes(found: &Match, stated: u32, body: &str) -> Option<Listed> {
    let (counted, rest) = list::quotes_at_start(body);
    let closed = rest.is_empty() || rest.starts_with(['。', ',', ';', ')', '!']);
    if counted < 2 || !closed && counted != stated {
        return None;
    }
    let counts_it = counts_lists(found) || found.group("thing").is_some();
    let proven = closed && counts_it && stated.abs_diff(counted) <= 2;
    Some(Listed { tally: Tally::exactly(stated, counted, proven), start: 0, end: body.len().saturating_sub(rest.len()) })
}

/// `四册:第一册甲,第二册乙`: the items have numbers of their own.
fn numbered(stated: u32, body: &str) -> Option<Listed> {
    let body = body.get(..list::end_before(body, &['。', '!', '?']))?;
    [&['、'][..], &[','], &[';']].into_iter().find_map(|marks| {
        let items = list::split(body, marks);
        let counted = if is_series(&items) { 0 } else { list::numbered(&items) };
        // What follows the last of them is another clause, or one more that is numbered otherwise.
        let whole = usize::try_from(counted).is_ok_and(|counted| counted.saturating_add(1) >= items.len());
        // 一等奖、二等奖、优秀奖: one more that has no number.
        let listed = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let counted = if whole && counted > 1 && marks.first() == Some(&'、') && listed == stated { stated } else { counted };
        let proven = whole && stated.abs_diff(counted) <= 2;
        (counted > 1 && (proven || counted == stated)).then(|| Listed {
            tally: Tally::exactly(stated, counted, proven),
            start: 0,
            end: body.len(),
        })
    })
}

/// `三期培训班,第一期在3月,第二期在6月`, `三部分,甲部为…,乙部为…`: the items have numbers of their own with the word that was counted.
fn numbered_by_unit(sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
    let counted = sheet.view.slice(found.group("thing").or(found.group("part")).or(found.group("head"))?);
    let last = counted.chars().next()?;
    let (skipped, body) =
        after.char_indices().take(CLAUSE).find(|(_, sign)| [',', ':', ';'].contains(sign)).and_then(|(at, sign)| {
            let start = at.saturating_add(sign.len_utf8());
            Some((start, after.get(start..)?))
        })?;
    let first = body.trim_start();
    let begins = |name: &str| first.strip_prefix(name).is_some_and(|rest| rest.starts_with(last));
    if !["第一", "甲", "第1", "A"].into_iter().any(begins) {
        return None;
    }
    // 第一次…,第二次…,第三季度…: the last is of something else.
    let sentence = body.get(..list::end_before(body, &['。', '!', '?']))?;
    let clauses = list::split(sentence, &[',', ';', '、']);
    let other = |clause: &&str| {
        let rest = clause.trim().strip_prefix('第').map(|rest| rest.trim_start_matches(small::is_numeral));
        rest.is_some_and(|rest| !rest.starts_with(last))
    };
    if clauses.iter().any(other) {
        return None;
    }
    numbered(stated, body).map(|listed| Listed { start: skipped, end: skipped.saturating_add(listed.end), ..listed })
}

/// Whether a list is what rules of kind `series` count: 一是, 第一, 第一步是.
fn is_series(items: &[&str]) -> bool {
    let first = items.first().map_or("", |first| first.trim());
    let named = first
        .strip_prefix("第一")
        .is_some_and(|rest| rest.is_empty() || rest.chars().take(3).any(|character| "是为".contains(character)));
    named || ["一是", "一要", "其一", "(一)", "一、"].iter().any(|ordinal| first.starts_with(ordinal))
}

/// `兵分三路,一路甲,一路乙,一路丙`: each begins with the measure word of the number.
fn repeated(sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
    let unit = sheet.view.slice(found.group("thing")?);
    let body = after.strip_prefix([',', ':', ';'])?;
    let body = body.get(..list::end_before(body, &['。', '!', '?']))?;
    let begins =
        |clause: &str| clause.strip_prefix("另").unwrap_or(clause).strip_prefix('一').is_some_and(|rest| rest.starts_with(unit));
    let clauses = list::split(body, &[',', ';', '、']);
    let counted = u32::try_from(clauses.iter().filter(|clause| begins(clause)).count()).unwrap_or(u32::MAX);
    let proven = clauses.first().is_some_and(|first| begins(first)) && stated.abs_diff(counted) == 1;
    (counted > 1).then(|| Listed { tally: Tally::exactly(stated, counted, proven), start: 1, end: body.len().saturating_add(1) })
}
