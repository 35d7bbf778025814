//! What one line of a page looks like by itself: prose, a heading, a numbered paragraph, a notice of the page's owner.

/// A heading has no more characters than this.
const HEADING: usize = 40;

/// Chinese characters from which a line with several clauses is prose even without a full stop.
const PROSE: usize = 30;

/// As [`PROSE`], for a line that has digits too, where nothing on the page is prose by that measure.
const SHORT_PROSE: usize = 8;

/// The Chinese characters of a printed line that goes on with a sentence.
const CLAUSAL: usize = 12;

/// The least length of a clause, on average, in characters. Keywords in a row are shorter.
const CLAUSE: usize = 6;

/// A line with one of these is furniture though it has a full stop, unless it is longer than [`NOTICE`].
const FURNITURE: [&str; 22] = [
    "版权所有",
    "版权声明",
    "免责声明",
    "转载请注明",
    "ICP备",
    "公网安备",
    "未经授权",
    "未经许可",
    "欢迎访问",
    "欢迎您",
    "浏览器",
    "Copyright",
    "copyright",
    "All rights reserved",
    "本网站",
    "如有侵权",
    "侵删",
    "版权均属",
    "版权均归",
    "未经本网",
    "未经本站",
    "转载请",
];

/// The longest notice of a page's owner, in Chinese characters.
const NOTICE: usize = 120;

/// The longest caption of a picture that says who took it, in Chinese characters.
const CREDIT: usize = 50;

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Characters, blanks at the ends apart.
    pub(super) characters: usize,
    /// Sentences, or several clauses.
    pub(super) prose: bool,
    /// As much of that as can be asked of a page that has nothing better.
    pub(super) short_prose: bool,
    /// A good part of a sentence, as a printed line holds it.
    pub(super) clausal: bool,
    /// Short enough for a heading, and without the end of a sentence.
    pub(super) short: bool,
    /// Reads like a heading: ends in a word or a closing mark, and is no caption, date, formula or list of links.
    pub(super) plain: bool,
    /// Begins with the number of a section.
    pub(super) numbered: bool,
    /// Begins with number signs, as a heading of Markdown does.
    pub(super) marked: bool,
    /// Ends where a sentence, a clause or a list may.
    pub(super) finished: bool,
}

impl Look {
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim();
        let Counts { characters, han, clauses, bars } = Counts::of(line);
        let stops = line.contains('。');
        let several = bars < 3 && characters >= CLAUSE.saturating_mul(clauses.saturating_add(1));
        let end = line.chars().next_back();
        let word = end.is_some_and(|end| (end.is_alphanumeric() && end != '日') || matches!(end, ')' | '”' | '》'));
        Self {
            characters,
            prose: (stops && han >= 6) || (several && clauses >= 2 && han >= PROSE),
            short_prose: (stops && han >= 2)
                || (several && clauses >= 1 && han >= SHORT_PROSE && line.bytes().any(|byte| byte.is_ascii_digit())),
            clausal: several && clauses >= 1 && han >= CLAUSAL,
            short: han >= 2 && characters <= HEADING && !stops && !line.contains(['?', ';']),
            plain: han >= 2 && bars == 0 && word && !line.contains('=') && !line.starts_with(['图', '表']),
            numbered: is_numbered(line),
            marked: is_marked(line),
            finished: end.is_some_and(|end| "。!?;:”).,".contains(end)),
        }
    }
}

/// Whether a line is a notice of the page's owner, though it may have all that prose has.
pub(super) fn is_notice(line: &str) -> bool {
    let han = Counts::of(line).han;
    let credit =
        || han <= CREDIT && line.trim_end().ends_with(['摄', ')']) && ["记者", "通讯员"].iter().any(|who| line.contains(who));
    han <= NOTICE && (FURNITURE.iter().any(|word| line.contains(word)) || (line.contains('摄') && credit()))
}

/// What is counted in a line. By bytes, several at a time.
struct Counts {
    characters: usize,
    /// Characters from U+4000 to U+9FFF: the first of their three bytes tells them.
    han: usize,
    clauses: usize,
    bars: usize,
}

impl Counts {
    fn of(line: &str) -> Self {
        Self {
            characters: count(line, |byte| !(0x80..0xC0).contains(&byte)),
            han: count(line, |byte| (0xE4..=0xE9).contains(&byte)),
            clauses: count(line, |byte| byte == b',' || byte == b';'),
            bars: count(line, |byte| byte == b'|' || byte == b'>' || byte == b'_'),
        }
    }
}

/// Counts in blocks so short that a byte holds the count: that is what lets the compiler take many bytes at once.
fn count(line: &str, is: impl Fn(u8) -> bool) -> usize {
    line.as_bytes()
        .chunks(255)
        .map(|block| usize::from(block.iter().fold(0u8, |count, &byte| count.wrapping_add(u8::from(is(byte))))))
        .sum()
}

/// Whether a line begins with the number of a section: 一、 (二) 第三章 第四部分.
pub(super) fn is_numbered(line: &str) -> bool {
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
fn is_marked(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    line.len().saturating_sub(rest.len()) <= 6 && rest.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_number_is_told_from_other_numerals() {
        for numbered in ["一、总体", "十二、其他", "(三)督查", "第一章 总则", "第二部分 情况", "三 结论"]
        {
            assert!(is_numbered(numbered), "{numbered}");
        }
        for other in ["一是强化", "三个方面", "(2)督查", "第一书记", "十余人", "一", ""] {
            assert!(!is_numbered(other), "{other}");
        }
    }
}
