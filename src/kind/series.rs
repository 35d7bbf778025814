//! `kind = "series"`: 三项工作, and then 一是, 二是, 三是. The patterns match the end of what stands before the series and name its
//! number `n`; where they also name `head`, the words after the number say that it counts the series and nothing else.

use super::{
    Tally,
    matches::in_text,
    ordinals::{Marker, Ordinals, Run, may_hold},
    small,
};
use crate::{
    claim::{Claim, Operand, Pattern, Sheet, Sought},
    figure::{Interval, Number},
    verdict::Recount,
    view::Span,
};

/// Holds an announced number against the series that follows.
#[derive(Debug)]
pub struct Series {
    /// How a number is announced, at the end of a text.
    pub find: Vec<Pattern>,
    /// The series.
    pub ordinals: Ordinals,
}

/// Further apart than this, number and series are not about the same things.
const FAR: u32 = 3;

/// The next item of a series, in another style, stands within so many bytes of its last.
const REST: usize = 3000;
/// A number is announced within so many bytes before its series.
const HEAD: usize = 240;

impl Series {
    fn claim(&self, sheet: &Sheet, run: &Run) -> Option<Claim<Tally>> {
        let counted = run.complete().filter(|&counted| counted > 1)?;
        let (first, last) = (run.markers.first()?, run.markers.last()?);
        let head = head(sheet, *first);
        let text = sheet.view.slice(head);
        let found = self.find.iter().find_map(|pattern| in_text(pattern, text, head.start, first.line).pop())?;
        let number = found.group("n")?;
        let stated = small::read(sheet.view.slice(number)).filter(|&stated| stated > 1)?;
        let runs_on = stated > counted && {
            let end = sheet
                .view
                .lines()
                .get(last.line.saturating_add(1))
                .or(sheet.view.lines().last())
                .map_or(last.span.end, |line| line.span.end);
            let end = sheet.view.text().floor_char_boundary(end.min(last.span.end.saturating_add(REST)));
            let after = sheet.view.slice(Span { start: last.span.end, end });
            may_hold(after, counted.saturating_add(1))
        };
        let leads = sheet.view.slice(Span { start: head.end, end: first.span.start.max(head.end) }).contains(':');
        let proven = (found.group("head").is_some() || leads) && !run.shared && !runs_on && stated.abs_diff(counted) <= FAR;
        let tally = Tally::exactly(stated, counted, proven);
        if !proven && !tally.agrees() {
            return None;
        }
        let at = found.group("at").unwrap_or(number);
        let reading = Some(Interval::exactly(Number::from(i64::from(stated))));
        let operand = |name: &str, span, reading| Operand {
            name: name.into(),
            span,
            text: sheet.view.slice(span).into(),
            reading,
            unit: String::new(),
        };
        let operands =
            vec![operand("number", at, reading), operand("items", Span { start: first.span.start, end: last.span.end }, None)];
        Some(Claim { span: Span { start: at.start, end: last.span.end }, operands, ..Claim::at(at, tally) })
    }
}

/// Titles that say nothing of what follows.
const TITLES: [&str; 4] = ["附件", "附表", "附录", "附"];

/// What stands right before a series, without the marks at its end: the rest of its line, or the line above.
fn head(sheet: &Sheet, first: Marker) -> Span {
    let lines = sheet.view.lines();
    let line = lines.get(first.line).map_or(Span::default(), |line| line.span);
    let trimmed = |span: Span| {
        let kept = sheet.view.slice(span).trim_end_matches([' ', ':', '。', ',', ';', '—', '(', '“', '”', '-']);
        let start = kept.floor_char_boundary(kept.len().saturating_sub(HEAD));
        Span { start: span.start.saturating_add(start), end: span.start.saturating_add(kept.len()) }
    };
    let same = trimmed(Span { start: line.start, end: first.span.start });
    // 附件: is the title of the series, and its number stands above.
    let title = sheet.view.slice(Span { start: line.start, end: same.end.max(line.start) }).trim();
    if same.end > same.start && !TITLES.contains(&title) {
        return same;
    }
    let above = lines.get(..first.line).unwrap_or_default().iter().rev().take(3);
    above.map(|line| trimmed(line.span)).find(|span| span.end > span.start).unwrap_or(same)
}

impl super::Recounts for Series {
    const NAME: &'static str = "series";
    const FACTS: &'static [&'static str] = &["counted"];

    type Parts = Tally;

    fn operands(&self) -> Vec<&str> {
        vec!["number", "items"]
    }

    fn sought(&self) -> Vec<Sought<'_>> {
        self.ordinals.patterns().collect()
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Tally>> {
        self.ordinals.runs(sheet).iter().filter_map(|run| self.claim(sheet, run)).collect()
    }

    fn recount(&self, tally: &Tally) -> Recount {
        tally.recount()
    }
}
