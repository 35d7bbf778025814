//! Lines, their zones and headings, and where sections begin: what a page looks like before anything on it is read.

use std::ops::Range;

use super::{
    Line, Span, Zone,
    look::{Look, is_notice, is_numbered},
};

/// The longest line above a table that says what it shows, in characters.
const TITLE: usize = 40;

/// What markup says of a line.
pub(super) struct Marks<'m> {
    /// Whether it is a heading.
    pub(super) titled: &'m dyn Fn(Span) -> bool,
    /// Whether it is of the page and not of the report.
    pub(super) furniture: &'m dyn Fn(Span) -> bool,
    /// Of which table it is a cell.
    pub(super) table: &'m dyn Fn(Span) -> Option<usize>,
}

/// The lines of a folded text.
pub(super) fn lines(text: &str, marks: &Marks<'_>) -> Vec<Line> {
    let looks: Vec<(Span, Look)> = spans(text).map(|span| (span, Look::of(written(text, span)))).collect();
    // A page that has all of its text in what its elements call furniture knows no better.
    let (body, trusted) = match body(text, &looks, marks.furniture) {
        Some(body) => (body, true),
        None => (body(text, &looks, &|_| false).unwrap_or(looks.len()..looks.len()), false),
    };
    let width = width(looks.get(body.clone()).unwrap_or(&[]));
    let body = if width.is_some() { stretch(text, &looks, body) } else { body };
    let body = with_tables(text, &looks, body, marks.table);
    let introduces = introduces(&looks);
    let mut finished = true;
    let mut lines = Vec::with_capacity(looks.len());
    for (number, (&(span, look), introduces)) in looks.iter().zip(introduces).enumerate() {
        let zone = match number {
            _ if number < body.start => Zone::Head,
            _ if number < body.end && !(trusted && (marks.furniture)(span)) => Zone::Body,
            _ => Zone::Tail,
        };
        // In a printed page a short line may be the end of a paragraph, and a full one that has a number goes on.
        let plain = look.plain && introduces && finished && width.is_none();
        let numbered = look.numbered && width.is_none_or(|width| look.characters.saturating_mul(5) < width.saturating_mul(4));
        let heading = look.marked || (zone == Zone::Body && look.short && (numbered || plain)) || (marks.titled)(span);
        if look.characters > 0 {
            finished = heading || look.finished || zone != Zone::Body;
        }
        lines.push(Line { span, zone, heading });
    }
    lines
}

/// Where the sections of a text begin: the bytes at which the body, each heading and each numbered paragraph start, in order.
pub(super) fn sections(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut zone = None;
    let mut starts = Vec::new();
    for line in lines {
        if zone != Some(line.zone) || line.heading || (line.zone == Zone::Body && is_numbered(written(text, line.span).trim())) {
            starts.push(line.span.start);
        }
        zone = Some(line.zone);
    }
    starts
}

fn written(text: &str, line: Span) -> &str {
    text.get(line.start..line.end).unwrap_or("")
}

/// The spans of the lines, without their line breaks. A text that ends in one has an empty last line.
fn spans(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let span = Span { start, end: start.saturating_add(line.len()) };
        start = span.end.saturating_add(1);
        span
    })
}

/// The lines of the body: from the first that is prose, or the numbered heading right above it, to the last. Where no line
/// is prose, short prose will do; where there is none of that either, there is no body. Furniture is none of it.
fn body(text: &str, looks: &[(Span, Look)], furniture: &dyn Fn(Span) -> bool) -> Option<Range<usize>> {
    let between = |is: fn(&Look) -> bool| {
        let counts = |(span, look): &(Span, Look)| is(look) && !is_notice(written(text, *span)) && !furniture(*span);
        let first = looks.iter().position(counts)?;
        let last = looks.iter().rposition(counts)?;
        Some(first..last.saturating_add(1))
    };
    let mut body = between(|look| look.prose).or_else(|| between(|look| look.short_prose))?;
    for (number, (_, look)) in looks.iter().enumerate().take(body.start).rev() {
        match look {
            _ if look.characters == 0 => {}
            _ if look.numbered && look.short => body.start = number,
            _ => break,
        }
    }
    Some(body)
}

/// Adds to the body of a printed page the lines of the sentences that begin above it and end below it.
fn stretch(text: &str, looks: &[(Span, Look)], mut body: Range<usize>) -> Range<usize> {
    let look = |number: usize| looks.get(number).map(|(_, look)| look);
    let clausal = |number: usize| looks.get(number).is_some_and(|(span, look)| look.clausal && !is_notice(written(text, *span)));
    while let Some(above) = body.start.checked_sub(1).filter(|&above| clausal(above)) {
        body.start = above;
    }
    let goes_on = |end: usize| {
        let broken = end.checked_sub(1).and_then(look).is_some_and(|last| last.characters > 0 && !last.finished);
        clausal(end) || (broken && look(end).is_some_and(|next| next.characters > 0))
    };
    while goes_on(body.end) {
        body.end = body.end.saturating_add(1);
    }
    body
}

/// A table with fewer numbers in cells of their own holds no data: it lays out the page.
const NUMBERS: usize = 3;
/// So many lines may stand above a table: what it shows, and in which unit.
const CAPTION: usize = 2;

/// Adds to the body the tables of data right below it: their cells, each a line, are no page numbers.
fn with_tables(
    text: &str,
    looks: &[(Span, Look)],
    mut body: Range<usize>,
    table: &dyn Fn(Span) -> Option<usize>,
) -> Range<usize> {
    let is_number = |line: &str| {
        let line = line.trim();
        line.bytes().any(|byte| byte.is_ascii_digit()) && line.chars().all(|character| "0123456789.,%- ".contains(character))
    };
    while !body.is_empty() {
        let below = || looks.iter().enumerate().skip(body.end).filter(|(_, (_, look))| look.characters > 0);
        let caption = |(_, (span, look)): &(usize, &(Span, Look))| {
            table(*span).is_none() && look.characters <= TITLE && !is_notice(written(text, *span))
        };
        let above = below().take(CAPTION).take_while(caption).count();
        let Some(number) = below().nth(above).and_then(|(_, (span, _))| table(*span)) else { break };
        let cells = || below().skip(above).take_while(|(_, (span, _))| table(*span) == Some(number));
        let Some((last, _)) = cells().last() else { break };
        if cells().filter(|(_, (span, _))| is_number(written(text, *span))).count() < NUMBERS {
            break;
        }
        body.end = last.saturating_add(1);
    }
    body
}

/// Whether the next line that is not blank is text that a heading can stand above, line by line.
fn introduces(looks: &[(Span, Look)]) -> Vec<bool> {
    let mut below = false;
    let mut introduces = vec![false; looks.len()];
    for (entry, (_, look)) in introduces.iter_mut().zip(looks).rev() {
        *entry = below;
        if look.characters > 0 {
            below = look.prose || look.clausal || look.numbered;
        }
    }
    introduces
}

/// The usual length of the lines of a printed page, where most lines break off in the middle of a sentence.
fn width(looks: &[(Span, Look)]) -> Option<usize> {
    let filled = looks.iter().filter(|(_, look)| look.characters > 0).count();
    let mut broken: Vec<usize> =
        looks.iter().filter(|(_, look)| look.characters >= 15 && !look.finished).map(|(_, look)| look.characters).collect();
    if filled < 8 || broken.len() <= filled / 2 {
        return None;
    }
    broken.sort_unstable();
    broken.get(broken.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE_LINE: &str = "近年来,全镇狠抓产业发展,群众收入稳步提高。";

    const PLAIN: Marks<'static> = Marks { titled: &|_| false, furniture: &|_| false, table: &|_| None };

    fn zones(text: &str) -> Vec<Zone> {
        lines(text, &PLAIN).iter().map(|line| line.zone).collect()
    }

    fn headings(text: &str) -> Vec<&str> {
        let lines = lines(text, &PLAIN);
        lines.iter().filter(|line| line.heading).map(|line| &text[line.span.start..line.span.end]).collect()
    }

    #[test]
    fn the_body_runs_from_the_first_line_of_prose_to_the_last() {
        use Zone::{Body, Head, Tail};
        let text = format!(
            "位置:首页>新闻\n标题\n{PROSE_LINE}\n\n小标题\n{PROSE_LINE}\n责任编辑:某某\n版权所有:某县,未经许可不得转载。"
        );
        assert_eq!(zones(&text), [Head, Head, Body, Body, Body, Body, Tail, Tail]);
    }

    #[test]
    fn a_table_of_data_below_the_body_is_of_the_body() {
        use Zone::{Body, Tail};
        let zones = |text: &str, cells: Range<usize>| {
            let at = |line: Span| text[..line.start].matches('\n').count();
            let table = |line: Span| cells.contains(&at(line)).then_some(0);
            lines(text, &Marks { table: &table, ..PLAIN }).iter().map(|line| line.zone).collect::<Vec<_>>()
        };
        let data = format!("{PROSE_LINE}\n单位:人\n甲镇\n87\n乙镇\n76\n合计\n163\n3");
        assert_eq!(zones(&data, 2..8), [Body, Body, Body, Body, Body, Body, Body, Body, Tail]);
        assert_eq!(zones(&format!("{PROSE_LINE}\n关闭\n打印\n3"), 1..4), [Body, Tail, Tail, Tail]);
    }

    #[test]
    fn furniture_is_no_body_unless_there_is_nothing_else() {
        use Zone::{Body, Head, Tail};
        let text = format!("{PROSE_LINE}\n{PROSE_LINE}\n{PROSE_LINE}\n{PROSE_LINE}\n{PROSE_LINE}");
        let zones = |furniture: &dyn Fn(Span) -> bool| {
            let lines = lines(&text, &Marks { furniture, ..PLAIN });
            lines.iter().map(|line| line.zone).collect::<Vec<_>>()
        };
        let length = PROSE_LINE.len() + 1;
        assert_eq!(zones(&|line| [0, 2, 4].contains(&(line.start / length))), [Head, Body, Tail, Body, Tail]);
        assert_eq!(zones(&|_| true), [Body; 5]);
    }

    #[test]
    fn a_page_without_prose_is_all_head() {
        assert_eq!(zones("首页>新闻>正文\n打印 关闭"), [Zone::Head, Zone::Head]);
        assert_eq!(zones(""), [Zone::Head]);
    }

    #[test]
    fn a_sentence_without_its_full_stop_will_do_where_there_is_no_better() {
        assert_eq!(zones("全县共有党员227名,其中女党员153人,占67.4%"), [Zone::Body]);
        assert_eq!(zones("甲词,乙词,丙词,丁词,戊词,己词,庚词"), [Zone::Head]);
    }

    #[test]
    fn a_heading_is_a_short_line_of_the_body_that_is_no_sentence() {
        let text =
            format!("标题\n{PROSE_LINE}\n一、强化组织领导\n{PROSE_LINE}\n(二)严格督查\n{PROSE_LINE}\n示范引领\n{PROSE_LINE}");
        assert_eq!(headings(&text), ["一、强化组织领导", "(二)严格督查", "示范引领"]);
    }

    #[test]
    fn a_line_that_goes_on_with_a_broken_one_is_no_heading() {
        let broken = PROSE_LINE.repeat(2) + "今年共";
        let text = format!("{PROSE_LINE}\n{broken}\n新建厂房\n三座,产值一百万元。\n示范引领\n{PROSE_LINE}");
        assert_eq!(headings(&text), ["示范引领"]);
    }

    #[test]
    fn cells_captions_and_dates_are_no_headings() {
        let text = format!("{PROSE_LINE}\n序号\n单位\n某镇\n表1各镇户数\n{PROSE_LINE}\n2022年4月14日\n{PROSE_LINE}");
        assert_eq!(headings(&text), [""; 0]);
    }

    #[test]
    fn the_lines_of_a_printed_page_belong_to_the_sentences_they_hold() {
        let page = "前言\n为进一步加快全镇各产业的发展,\n根据县里的统一部署和要求,制定本方\n案。一是加强组织领导和协调,充分发挥\n各村各组和各合作社的作用,结合实际情\n况和需要,有序开展各项工作。二是加快\n一、总体要求\n建设各类示范基地和产业园区,形成一批\n可以复制和推广的经验和做法,巩固提升\n三是推动各类政策和措施落到实处,建立\n四是健全长效机制。五是坚持动态更新与\n完善,根据县内外的变化和发展,动态\n更新\n\n附件";
        assert_eq!(headings(page), ["一、总体要求"]);
        let zones = zones(page);
        assert_eq!(zones.iter().position(|&zone| zone == Zone::Body), Some(1));
        assert_eq!(zones.iter().filter(|&&zone| zone == Zone::Body).count(), 12);
    }

    #[test]
    fn sections_begin_at_headings_and_numbered_paragraphs() {
        let text = format!("标题\n{PROSE_LINE}\n一、总体情况\n{PROSE_LINE}\n(一)抓督查。{PROSE_LINE}\n编辑");
        let lines = lines(&text, &PLAIN);
        let starts: Vec<String> = sections(&text, &lines).iter().map(|&at| text[at..].chars().take(3).collect()).collect();
        assert_eq!(starts, ["标题\n", "近年来", "一、总", "(一)", "编辑"]);
    }
}
