//! Lines, their zones and headings, and where sections begin: what a page looks like before anything on it is read.

use super::{Line, Span, Zone, script::is_han};

/// A heading has no more characters than this.
const HEADING: usize = 40;

/// Chinese characters from which a line with several clauses is prose even without a full stop.
const PROSE: usize = 30;

/// As [`PROSE`], for a line that has digits too, where nothing on the page is prose by that measure.
const SHORT_PROSE: usize = 8;

/// The least length of a clause, on average, in characters. Keywords in a row are shorter.
const CLAUSE: usize = 6;

/// A line with one of these is furniture though it has a full stop, unless it is longer than [`NOTICE`].
const FURNITURE: [&str; 16] = [
    "版权所有", "版权声明", "免责声明", "转载请注明", "ICP备", "公网安备", "未经授权", "未经许可", "欢迎访问", "欢迎您", "浏览器",
    "Copyright", "copyright", "All rights reserved", "本网站", "如有侵权",
];

/// The longest notice of a page's owner, in Chinese characters.
const NOTICE: usize = 120;

/// The lines of a folded text. `titled` says of a line's span whether markup made it a heading.
pub(super) fn lines(text: &str, titled: impl Fn(Span) -> bool) -> Vec<Line> {
    let looks: Vec<(Span, Look)> = spans(text).map(|span| (span, Look::of(text.get(span.start..span.end).unwrap_or("")))).collect();
    let (first, last) = body(&looks);
    let wrapped = is_wrapped(looks.get(first..last).unwrap_or(&[]));
    let mut before = Before::Blank;
    let mut lines = Vec::with_capacity(looks.len());
    for (number, &(span, look)) in looks.iter().enumerate() {
        let zone = match number {
            _ if number < first => Zone::Head,
            _ if number < last => Zone::Body,
            _ => Zone::Tail,
        };
        let line = text.get(span.start..span.end).unwrap_or("");
        let heading = titled(span)
            || (zone == Zone::Body && look.short && (look.numbered || (look.plain && !wrapped && before != Before::Unfinished)))
            || line.starts_with('#') && marked(line);
        before = match look.characters {
            0 => before,
            _ if heading || look.finished => Before::Finished,
            _ if zone == Zone::Body => Before::Unfinished,
            _ => Before::Blank,
        };
        lines.push(Line { span, zone, heading });
    }
    lines
}

/// Where the sections of a text begin: the bytes at which the body, each heading and each numbered paragraph start, in order.
pub(super) fn sections(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut zone = None;
    let mut starts = Vec::new();
    for line in lines {
        let written = text.get(line.span.start..line.span.end).unwrap_or("");
        if zone != Some(line.zone) || line.heading || (line.zone == Zone::Body && is_numbered(written.trim())) {
            starts.push(line.span.start);
        }
        zone = Some(line.zone);
    }
    starts
}

/// What there was above a line, blank lines apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    /// A heading, or a line that ends a sentence or opens a list.
    Finished,
    /// A line that breaks off: the next one may go on with it.
    Unfinished,
}

/// What a line looks like by itself.
#[derive(Clone, Copy)]
struct Look {
    /// Characters, blanks at the ends apart.
    characters: usize,
    prose: bool,
    short_prose: bool,
    /// Short enough for a heading, and without the end of a sentence.
    short: bool,
    /// Ends in a word or a closing bracket or quote, and lists nothing.
    plain: bool,
    numbered: bool,
    finished: bool,
}

impl Look {
    fn of(line: &str) -> Self {
        let line = line.trim();
        let (mut characters, mut han, mut clauses, mut stops, mut bars) = (0usize, 0usize, 0usize, 0usize, 0usize);
        for character in line.chars() {
            characters = characters.saturating_add(1);
            let count = match character {
                ',' | ';' => &mut clauses,
                '。' => &mut stops,
                '|' | '>' | '_' => &mut bars,
                _ if is_han(character) => &mut han,
                _ => continue,
            };
            *count = count.saturating_add(1);
        }
        let notice = han <= NOTICE && FURNITURE.iter().any(|word| line.contains(word));
        let several = bars < 3 && characters / clauses.saturating_add(1) >= CLAUSE;
        let end = line.chars().next_back();
        Self {
            characters,
            prose: !notice && ((stops > 0 && han >= 6) || (several && clauses >= 2 && han >= PROSE)),
            short_prose: !notice && several && clauses >= 1 && han >= SHORT_PROSE && line.contains(|digit: char| digit.is_ascii_digit()),
            short: (1..=HEADING).contains(&characters) && stops == 0 && !line.contains(['?', ';']),
            plain: han >= 2 && bars == 0 && end.is_some_and(|end| end.is_alphanumeric() || matches!(end, ')' | '”' | '》' | '!')),
            numbered: is_numbered(line),
            finished: end.is_some_and(|end| matches!(end, '。' | '!' | '?' | ';' | ':' | '”' | ')' | '.' | ',')),
        }
    }
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

/// The first line of the body and the one after its last. Where no line is prose, short prose will do; where there is
/// none of that either, everything is the head.
fn body(looks: &[(Span, Look)]) -> (usize, usize) {
    let between = |is: fn(&Look) -> bool| {
        let first = looks.iter().position(|(_, look)| is(look))?;
        let last = looks.iter().rposition(|(_, look)| is(look))?;
        Some((first, last.saturating_add(1)))
    };
    between(|look| look.prose).or_else(|| between(|look| look.short_prose)).unwrap_or((looks.len(), looks.len()))
}

/// Whether the lines are those of a printed page: most of them break off in the middle of a sentence.
fn is_wrapped(looks: &[(Span, Look)]) -> bool {
    let filled = looks.iter().filter(|(_, look)| look.characters > 0).count();
    let broken = looks.iter().filter(|(_, look)| look.characters >= 15 && !look.finished).count();
    filled >= 8 && broken > filled / 2
}

/// Whether a line begins with the number of a section: 一、 (二) 第三章 第四部分.
fn is_numbered(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    let (opened, rest) = match first {
        '(' => (true, line.get(1..).unwrap_or("")),
        '第' => (false, line.get(first.len_utf8()..).unwrap_or("")),
        _ => (false, line),
    };
    let after = rest.trim_start_matches(is_numeral);
    if after.len() == rest.len() || rest.len().saturating_sub(after.len()) > 12 {
        return false;
    }
    let after = if first == '第' { after.trim_start() } else { after };
    match first {
        '(' => opened && after.starts_with(')'),
        '第' => ["章", "节", "部分", "编", "篇"].iter().any(|unit| after.starts_with(unit)),
        _ => after.starts_with(['、', '.']) || after.starts_with(' '),
    }
}

fn is_numeral(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇')
}

/// One to six number signs and a blank, as headings of Markdown begin in plain text.
fn marked(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    line.len().saturating_sub(rest.len()) <= 6 && rest.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE_LINE: &str = "近年来,全镇狠抓产业发展,群众收入稳步提高。";

    fn zones(text: &str) -> Vec<Zone> {
        lines(text, |_| false).iter().map(|line| line.zone).collect()
    }

    fn headings(text: &str) -> Vec<&str> {
        let lines = lines(text, |_| false);
        lines.iter().filter(|line| line.heading).map(|line| &text[line.span.start..line.span.end]).collect()
    }

    #[test]
    fn the_body_runs_from_the_first_line_of_prose_to_the_last() {
        use Zone::{Body, Head, Tail};
        let text = format!("位置:首页>新闻\n标题\n{PROSE_LINE}\n\n小标题\n{PROSE_LINE}\n责任编辑:某某\n版权所有:某县,未经许可不得转载。");
        assert_eq!(zones(&text), [Head, Head, Body, Body, Body, Body, Tail, Tail]);
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
        let text = format!("标题\n{PROSE_LINE}\n一、强化组织领导\n{PROSE_LINE}\n(二)严格督查\n{PROSE_LINE}\n示范引领\n{PROSE_LINE}");
        assert_eq!(headings(&text), ["一、强化组织领导", "(二)严格督查", "示范引领"]);
    }

    #[test]
    fn a_line_that_goes_on_with_a_broken_one_is_no_heading() {
        let broken = PROSE_LINE.repeat(2) + "今年共";
        let text = format!("{PROSE_LINE}\n{broken}\n新建厂房\n三座,产值一百万元。\n示范引领\n{PROSE_LINE}");
        assert_eq!(headings(&text), ["示范引领"]);
    }

    #[test]
    fn sections_begin_at_headings_and_numbered_paragraphs() {
        let text = format!("标题\n{PROSE_LINE}\n一、总体情况\n{PROSE_LINE}\n(一)抓督查。{PROSE_LINE}\n编辑");
        let lines = lines(&text, |_| false);
        let starts: Vec<String> = sections(&text, &lines).iter().map(|&at| text[at..].chars().take(3).collect()).collect();
        assert_eq!(starts, ["标题\n", "近年来", "一、总", "(一)", "编辑"]);
    }

    #[test]
    fn a_section_number_is_told_from_other_numerals() {
        for numbered in ["一、总体", "十二、其他", "(三)督查", "第一章 总则", "第二部分 情况", "三 结论"] {
            assert!(is_numbered(numbered), "{numbered}");
        }
        for other in ["一是强化", "三个方面", "(2)督查", "第一书记", "十余人", "一", ""] {
            assert!(!is_numbered(other), "{other}");
        }
    }
}
