//! `kind = "ordinals"`: 一是, 二是, 三是; (一), (二), (三): from one, no gap, no repeat. The patterns name the ordinal's number `n`.

use std::{collections::BTreeSet, ops::Range};

use super::{matches::in_line, small};
use crate::{
    claim::{Claim, Layer, Operand, Pattern, Sheet, Sought, Zones},
    verdict::{Recount, Verdict},
    view::{Span, Zone},
};

/// Finds the series of a report and follows each from its first item.
#[derive(Debug, Default)]
pub struct Ordinals {
    /// Ordinals within paragraphs, a style each.
    pub inline: Vec<Pattern>,
    /// Ordinals at the beginning of lines, the highest level first.
    pub headings: Vec<Pattern>,
}

/// One ordinal of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Its number.
    pub(crate) number: u32,
    /// Where it stands.
    pub(crate) span: Span,
    /// In which line.
    pub(crate) line: usize,
    level: usize,
}

/// The ordinals of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// In order, from its first; at least one.
    pub(crate) markers: Vec<Marker>,
    /// Whether one of them could be the next of another series too.
    pub(crate) shared: bool,
    /// The place of the first marker that is not next, and whether nothing between may be the missing one.
    fault: Option<(usize, bool)>,
}

impl Run {
    fn starting(marker: Marker) -> Self {
        Self { markers: vec![marker], shared: false, fault: None }
    }

    /// The last number, when the series runs from one without a fault.
    pub(crate) fn complete(&self) -> Option<u32> {
        let first = self.markers.first()?;
        (first.number == 1 && self.fault.is_none()).then(|| self.markers.last().map(|last| last.number))?
    }
}

/// What a recount needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The numbers of one series, as the text has them.
    pub numbers: Vec<u32>,
    /// Whether nothing in the text may be a missing one.
    pub certain: bool,
}

impl Ordinals {
    /// Its patterns.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = Sought<'_>> {
        self.inline.iter().chain(&self.headings).map(|pattern| (Layer::View, pattern))
    }

    /// Every series of the body.
    pub(crate) fn runs(&self, sheet: &Sheet) -> Vec<Run> {
        // Rules have styles in common.
        let of_style = |style| follow(sheet, markers(sheet, std::slice::from_ref(style)), true);
        let inline = self.inline.iter().map(|style| sheet.memo.once(style.source(), || of_style(style)));
        let mut runs: Vec<Run> = inline.flat_map(|runs| runs.to_vec()).collect();
        runs.extend(follow(sheet, markers(sheet, &self.headings), false));
        runs.sort_by_key(|run| run.markers.first().map(|marker| marker.span));
        // A series of headings may be one of a style within paragraphs too.
        runs.dedup_by(|later, earlier| {
            later.markers.iter().map(|marker| marker.span.start).eq(earlier.markers.iter().map(|marker| marker.span.start))
        });
        runs
    }
}

fn markers(sheet: &Sheet, levels: &[Pattern]) -> Vec<Marker> {
    let mut found: Vec<Marker> = Vec::new();
    for (line, here) in sheet.lines_for(Layer::View, Zones::Any, levels).iter() {
        for (level, pattern) in here.filter_map(|level| Some((level, levels.get(level)?))) {
            found.extend(in_line(pattern, sheet, line).into_iter().filter_map(|one| {
                let number = numbered(sheet.view.slice(one.group("n")?)).filter(|&number| number > 0)?;
                Some(Marker { number, span: one.group("at").unwrap_or(one.span), line, level })
            }));
        }
    }
    // A first heading may look like a title, and the items of a list at the end like what stands below a report.
    let tail = listed_below(sheet, &found);
    found.retain(|marker| {
        let below = sheet.view.lines().get(marker.line).is_none_or(|line| line.zone == Zone::Tail);
        !below || tail.contains(&marker.line)
    });
    found.sort_by_key(|marker| marker.span);
    // 最后 is whatever is due.
    let mut due = 0_u32;
    for marker in &mut found {
        if marker.number == LAST {
            marker.number = due;
        }
        due = marker.number.saturating_add(1);
    }
    found.retain(|marker| marker.number > 0);
    found
}

/// The lines right below the body of which each has an ordinal.
fn listed_below(sheet: &Sheet, found: &[Marker]) -> Range<usize> {
    let lines = sheet.view.lines();
    let first = lines.iter().rposition(|line| line.zone == Zone::Body).map_or(lines.len(), |last| last.saturating_add(1));
    let with: BTreeSet<usize> = found.iter().map(|marker| marker.line).filter(|&line| line >= first).collect();
    let length = with.iter().zip(first..).take_while(|(line, due)| **line == *due).count();
    first..first.saturating_add(length)
}

/// Stands for the number of 最后.
const LAST: u32 = u32::MAX;

/// The number of an ordinal: a numeral, or one of the words that order without one.
fn numbered(text: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 5] = [("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("最后", LAST)];
    WORDS.iter().find(|(word, _)| *word == text).map(|(_, number)| *number).or_else(|| small::read(text))
}

/// Puts ordinals into series. A series that begins inside an item of another is followed first.
fn follow(sheet: &Sheet, markers: Vec<Marker>, inline: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for marker in markers {
        let last = |run: &Run| run.markers.last().copied().unwrap_or(marker);
        // A heading of a higher level ends the series below it.
        open.retain(|&index| runs.get(index).is_some_and(|run| last(run).level <= marker.level));
        // Deeper nesting than this is none.
        if open.len() > 8 {
            open.remove(0);
        }
        let due = |index: &usize| {
            runs.get(*index)
                .is_some_and(|run| last(run).level == marker.level && last(run).number.checked_add(1) == Some(marker.number))
        };
        let waiting: Vec<usize> = open.iter().copied().filter(due).collect();
        let near = |run: &Run| !inline || last(run).line == marker.line;
        match (marker.number, waiting.split_last()) {
            (1, _) => {
                open.push(runs.len());
                runs.push(Run::starting(marker));
            }
            (_, Some((&next, others))) => {
                let rivals: Vec<usize> = others.iter().copied().filter(|&other| runs.get(other).is_some_and(near)).collect();
                for &run in rivals.iter().chain((!rivals.is_empty()).then_some(&next)) {
                    if let Some(run) = runs.get_mut(run) {
                        run.shared = true;
                    }
                }
                open.truncate(open.iter().position(|&index| index == next).map_or(0, |place| place.saturating_add(1)));
                if let Some(run) = runs.get_mut(next) {
                    run.markers.push(marker);
                }
            }
            (_, None) => {
                let top = open
                    .last()
                    .copied()
                    .filter(|&index| runs.get(index).is_some_and(|run| near(run) && last(run).level == marker.level));
                match top.and_then(|top| runs.get_mut(top)) {
                    Some(run) => stray(sheet, run, marker, inline),
                    None if inline && marker.number == 2 => {
                        let certain = begins_with_two(sheet, marker);
                        open.push(runs.len());
                        runs.push(Run { fault: Some((0, certain)), ..Run::starting(marker) });
                    }
                    None => {}
                }
            }
        }
    }
    runs
}

/// Takes a marker that is not the next one into the series before it, as its fault.
fn stray(sheet: &Sheet, run: &mut Run, marker: Marker, inline: bool) {
    let Some(last) = run.markers.last().copied() else { return };
    if marker.number < last.number {
        return;
    }
    if run.fault.is_some() {
        run.markers.push(marker);
        return;
    }
    let due = last.number.saturating_add(1);
    let between = sheet.view.slice(Span { start: last.span.end, end: marker.span.start });
    // Headings repeat where the columns of a table were read one after the other.
    let near = marker.number == due.saturating_add(1) || inline && marker.number == last.number;
    // 其中一是: the second series began where no mark shows it.
    let nested = run.markers.first().is_some_and(|first| {
        let inside = sheet.view.slice(Span { start: first.span.end, end: marker.span.start });
        ["一是", "一要", "第一", "其一", "一方面", "一来"].iter().any(|first| inside.contains(first))
    });
    let certain =
        near && !(nested && marker.number == last.number) && !may_hold(between, due) && !between.contains(['?', '\u{FFFD}']);
    run.fault = Some((run.markers.len(), certain));
    run.markers.push(marker);
}

/// Whether a text has anything that could be the item of a number in another style: 第二, 二要, 其次, 2.
pub(crate) fn may_hold(text: &str, number: u32) -> bool {
    const JOINING: [&str; 10] = ["其次", "再次", "此外", "另外", "同时", "最后", "再者", "还有", "还要", "次之"];
    const CHINESE: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let index = usize::try_from(number).unwrap_or(0);
    let chinese = CHINESE.get(index).copied().filter(|name| !name.is_empty());
    let named = chinese.is_some_and(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at.saturating_add(name.len())..).and_then(|text| text.chars().next());
            before.is_none_or(|before| "第其(。;:,!? “、".contains(before))
                || after.is_some_and(|after| "是要、)看靠抓则来为方".contains(after))
        })
    });
    let digits = number.to_string();
    // The 5 of 1567 numbers nothing.
    let alone = |at: usize| {
        let before = text.get(..at).is_some_and(|text| text.ends_with(|last: char| last.is_ascii_digit()));
        let after = text
            .get(at.saturating_add(digits.len())..)
            .is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()));
        !before && !after
    };
    let circled = u32::from('①').checked_add(number).and_then(|code| char::from_u32(code.saturating_sub(1)));
    named
        || JOINING.iter().any(|word| text.contains(word))
        || text.match_indices(&digits).any(|(at, _)| alone(at))
        || circled.is_some_and(|circled| text.contains(circled))
}

/// Whether nothing before a second item in its line, or in the line above, can be the first.
fn begins_with_two(sheet: &Sheet, marker: Marker) -> bool {
    let lines = sheet.view.lines();
    let start = |line: usize| lines.get(line).map_or(0, |line| line.span.start);
    let before = sheet.view.slice(Span { start: start(marker.line), end: marker.span.start });
    let above = sheet.view.slice(Span { start: start(marker.line.saturating_sub(2)), end: start(marker.line) });
    let first = |text: &str| text.contains(['一', '首', '先', '1', '①', '?', '\u{FFFD}', '甲']);
    before.chars().count() >= 8 && !first(before) && !first(above)
}

impl super::Recounts for Ordinals {
    const NAME: &'static str = "ordinals";
    const FACTS: &'static [&'static str] = &["due"];

    type Parts = Parts;

    fn operands(&self) -> Vec<&str> {
        vec!["ordinal"]
    }

    fn sought(&self) -> Vec<Sought<'_>> {
        self.patterns().collect()
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let claims = self.runs(sheet).into_iter().filter(|run| run.markers.len() > 1).filter_map(|run| {
            let (first, last) = (run.markers.first()?, run.markers.last()?);
            let told = run.fault.and_then(|(place, _)| run.markers.get(place)).unwrap_or(first);
            let parts = Parts {
                numbers: run.markers.iter().map(|marker| marker.number).collect(),
                certain: run.fault.is_some_and(|(_, certain)| certain),
            };
            let operand = Operand {
                name: "ordinal".into(),
                span: told.span,
                text: sheet.view.slice(told.span).into(),
                reading: None,
                unit: String::new(),
            };
            let span = Span { start: first.span.start, end: last.span.end };
            Some(Claim { span, operands: vec![operand], ..Claim::at(told.span, parts) })
        });
        claims.collect()
    }

    fn recount(&self, parts: &Parts) -> Recount {
        match parts.numbers.iter().zip(1_u32..).find(|&(&stated, due)| stated != due) {
            None => Recount::new(Verdict::Verified),
            Some((_, due)) => {
                let verdict = if parts.certain { Verdict::Contradicted } else { Verdict::Undecided };
                Recount::new(verdict).fact("due", due.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Recounts;

    #[test]
    fn a_series_runs_from_one_without_gap_or_repeat() {
        let recount = |numbers: &[u32], certain| {
            let recount = Ordinals::default().recount(&Parts { numbers: numbers.to_vec(), certain });
            (recount.verdict, recount.facts.get("due").cloned())
        };
        assert_eq!(recount(&[1, 2, 3], false), (Verdict::Verified, None));
        assert_eq!(recount(&[1, 3], true), (Verdict::Contradicted, Some("2".into())));
        assert_eq!(recount(&[1, 2, 2, 3], true), (Verdict::Contradicted, Some("3".into())));
        assert_eq!(recount(&[1, 3], false), (Verdict::Undecided, Some("2".into())));
        assert_eq!(recount(&[2, 3], true), (Verdict::Contradicted, Some("1".into())));
    }

    #[test]
    fn an_item_may_hide_in_another_style() {
        assert!(may_hold("强化组织;二要强化督查;", 2));
        assert!(may_hold("强化组织。其次强化督查;", 2));
        assert!(!may_hold("强化统一组织,双向督查;", 2));
        assert!(may_hold("强化组织;2强化督查;", 2));
        assert!(!may_hold("强化组织。电话:0123456", 2));
    }
}
