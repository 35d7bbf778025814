//! The list after a number: behind 即, 分别是, a colon or in brackets.

use super::{Enumeration, FAR, LONGEST, Listed, counts_lists, readings, repeats};
use crate::{
    claim::Sheet,
    kind::{Tally, list, matches::Match},
};

/// Ordinals of a series, which is no list of names.
const SERIES: [&str; 6] = ["一是", "一要", "第一", "其一", "(一)", "一、"];

impl Enumeration {
    /// The list that begins where the words of the number end: `三个方面,即甲、乙、丙。`
    pub(super) fn after(&self, sheet: &Sheet, found: &Match, stated: u32, after: &str) -> Option<Listed> {
        let lead = self.leads.iter().find(|lead| after.starts_with(lead.as_str()))?;
        let body = after.get(lead.len()..)?;
        let bracket = lead.ends_with('(');
        let end = list::end_before(body, &['。', ';', '!', '?', ':', '—']);
        let closed =
            body.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with('。') || bracket && rest.starts_with(')'));
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
            ":" | "(" => {
                counts_lists(found) && distance <= 2 || found.group("place").or(found.group("thing")).is_some() && distance == 1
            }
            _ => distance <= 2,
        };
        tally.proven = closed && items.len() > 1 && items.iter().all(plain) && counts_it;
        let listed = |tally| Some(Listed { tally, start: lead.len(), end: lead.len().saturating_add(end) });
        if items.len() > 1 && (tally.agrees() || tally.proven) {
            return listed(tally);
        }
        let other =
            [&[','][..], &[',', '、']].into_iter().map(|marks| readings(stated, &list::split(body, marks))).find(Tally::agrees);
        other.and_then(listed)
    }
}
