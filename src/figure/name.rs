//! Digits that count nothing: telephone and document numbers, times, ratios, `4A级`, `7×24`, `20xx`, addresses on the web.

use std::sync::LazyLock;

use super::{
    fixed::Fixed,
    numeral::multiplier,
    sorted::{Sorted, key},
    source::{Source, is_of},
    unit,
};

/// Numbers of public services; a count only where a measure word follows.
const HOTLINES: &str =
    "12345 12315 12309 12368 12369 12380 12388 12389 12348 12333 12350 12393 12328 12329 12338 12355 12366 12378 12301 95598";

/// What follows a short number of a public service.
const SERVICES: &[&str] =
    &["热线", "电话", "平台", "指挥", "急救", "报警", "接处警", "政务", "便民", "服务", "举报", "投诉", "消费"];

/// What follows digits that are a name: 3号楼, 90后, 20世纪, 332模式.
const AFTER: &str = "号 世纪 年代 后 模式 专案 热线 路公交 楼 级 强 # 等奖 时许 分制 式 宫格 型 班 X x × * +";

/// The same by their first characters.
static BY_FIRST: LazyLock<Sorted<&str>> =
    LazyLock::new(|| Sorted::new(AFTER.split(' ').filter_map(|word| Some((key(word.chars().next()?), word)))));

/// The name that begins here and where it ends; of a name that is written with a numeral, the expression that was found there.
pub(super) fn read(source: &Source, place: usize, fixed: Option<Fixed>) -> Option<(usize, usize)> {
    let char = source.at(place);
    if char.is_ascii_digit() {
        return digits(source, place).map(|end| (place, end));
    }
    if char.is_ascii_alphabetic() {
        return latin(source, place).map(|end| (place, end));
    }
    match char {
        '〔' | '[' | '【' => document(source, place).map(|end| (place, end)),
        '§' | '№' => {
            let from = source.past_space(place + 1);
            let end = source.run(from, |char| char.is_ascii_digit() || char == '.');
            (end > from).then_some((place, end))
        }
        '*' | '×' | '✕' => masked(source, place, source.run(place, |next| next == char)),
        _ => match fixed.filter(|fixed| fixed.name) {
            Some(fixed) => Some((fixed.start, fixed.end)),
            None => chinese(source, place).map(|end| (place, end)),
        },
    }
}

/// `20世纪` and `八十年代` in Chinese numerals, `一季度`, `一户一策`.
fn chinese(source: &Source, place: usize) -> Option<usize> {
    if source.at(place) == '一' && source.at(place + 2) == '一' && !is_of("一十百千万亿是", source.at(place + 1)) {
        let char = source.at(place + 3);
        let word = |char: char| (0x4E00..0xA000).contains(&u32::from(char));
        return (word(source.at(place + 1)) && word(char)).then_some(place + 4);
    }
    let end = super::chinese::small_end(source, place);
    // 十二大 is a congress, 十大 are ten of something.
    if source.at(end) == '大' && (end == place + 2 && source.at(place) == '十' || source.after(place, "二十").is_some()) {
        return Some(end + 1);
    }
    if end == place || end > place + 4 {
        return None;
    }
    source.after_any(end, &["季度", "年代", "世纪", "年级", "等奖", "级"])
}

/// `〔2021〕30号`, `[3]`.
fn document(source: &Source, place: usize) -> Option<usize> {
    let from = place + 1;
    let end = source.digits(from);
    if end == from || !matches!(source.at(end), '〕' | ']' | '】') || end > from + 4 {
        return None;
    }
    let number = source.after(end + 1, "第").unwrap_or(end + 1);
    let last = source.digits(source.past_space(number));
    let hao = source.past_space(last);
    if source.at(hao) == '号' && last > number { Some(hao + 1) } else { (source.at(place) != '【').then_some(end + 1) }
}

/// `X件`, `*个`, `××县`: a mask where a number or a name stood.
fn masked(source: &Source, place: usize, end: usize) -> Option<(usize, usize)> {
    let next = source.at(end);
    let unit = unit::measured(source, end).is_some() || is_of("年月日%万亿书部局厅号届", next);
    (unit && !source.before(place).is_ascii_digit() && end <= place + 8).then_some((place, end))
}

fn joiner(char: char) -> bool {
    matches!(char, '.' | '-' | '/' | '+' | '_' | ':' | '@' | '&' | '=' | '?' | '#' | '%' | '×' | '·')
}

/// The end of Latin letters and digits that hang together.
fn glued(source: &Source, place: usize) -> usize {
    let mut end = place;
    loop {
        end = source.run(end, |char| char.is_ascii_alphanumeric());
        // Bounded, so that a chain that turns out to be no name is not read again and again.
        if end > place + 60 || !(joiner(source.at(end)) && source.at(end + 1).is_ascii_alphanumeric()) {
            return end;
        }
        end += 1;
    }
}

/// `PM2.5`, `No.5`, an address on the web; `None` for words without digits, and for the letters of `GDP6.5%`.
fn latin(source: &Source, place: usize) -> Option<usize> {
    if source.after_any(place, &["http://", "https://", "www."]).is_some() {
        let end = source.run(place, |char| char.is_ascii_graphic() && !matches!(char, ',' | ';' | ')' | '"'));
        return Some(end);
    }
    let letters = source.run(place, |char| char.is_ascii_alphabetic());
    if matches!(source.at(place), 'x' | 'X')
        && source.run(place, |char| matches!(char, 'x' | 'X')) == letters
        && let Some((_, end)) = masked(source, place, letters)
    {
        return Some(end);
    }
    let end = glued(source, place);
    let dotted = (letters..end).any(|place| source.at(place).is_ascii_digit());
    let amount = source.at(letters).is_ascii_digit()
        && source.run(letters, |char| char.is_ascii_digit() || char == '.') == end
        && matches!(source.at(end), '%' | '万' | '亿' | '元' | '人');
    if amount {
        return None;
    }
    dotted.then(|| source.after(end, "级").unwrap_or(end))
}

/// The end of a word of Latin letters without digits, so that the scanner steps over it at once.
pub(super) fn word_end(source: &Source, place: usize) -> usize {
    source.run(place, |char| char.is_ascii_alphabetic())
}

fn digits(source: &Source, place: usize) -> Option<usize> {
    let end = source.digits(place);
    let number = decimals(source, end);
    let width = end.saturating_sub(place);
    let after = source.at(number);
    let beyond = source.at(number + 1);
    // 20221227日: a date that lost its marks.
    let damaged = width >= 5 && number == end && matches!(after, '年' | '月' | '日');
    if damaged || width > 24 || source.before(place) == '+' {
        return Some(end);
    }
    if after.is_ascii_alphabetic() && unit::measured(source, number).is_none()
        || after == '-' && beyond.is_ascii_alphabetic()
        || after == '@'
    {
        let end = glued(source, place);
        return Some(source.after(end, "级").unwrap_or(end));
    }
    let coupled = matches!(after, ':' | '×' | '·' | '•' | '*') && (beyond.is_ascii_digit() || beyond == 'N');
    let plus = after == '+' || after == '.' && beyond.is_ascii_digit() && number > end;
    let stroke = after == '/'
        && beyond.is_ascii_digit()
        && source.after(number + 1, "10万").is_none()
        && source.after(number + 1, "10 万").is_none();
    if coupled || plus || stroke {
        return Some(
            source.run(number, |char| {
                char.is_ascii_alphanumeric() || matches!(char, ':' | '.' | '×' | '·' | '•' | '/' | '+' | '*')
            }),
        );
    }
    named(source, place, number, width)
        .or_else(|| telephone(source, place, end))
        .or_else(|| (width > 1 && source.at(place) == '0' && number == end).then_some(end))
        .or_else(|| list_number(source, place, number))
        .or_else(|| time(source, place, end))
}

/// Whether what stands at a place makes a quantity of the digits before it.
fn counts(source: &Source, place: usize) -> bool {
    unit::measured(source, place).is_some()
        || matches!(source.at(place), '万' | '亿' | '余' | '多' | '%' | '千' | '百' | '倍' | '‰')
}

fn decimals(source: &Source, end: usize) -> usize {
    let to = source.digits(end + 1);
    if source.at(end) == '.' && to > end + 1 { to } else { end }
}

/// `0731-2222222`, `13812345678`, `400-800-1234`; also any long number that no unit follows.
fn telephone(source: &Source, place: usize, end: usize) -> Option<usize> {
    let width = end.saturating_sub(place);
    let group = |place: usize| -> Option<usize> {
        let end = if source.at(place) == '-' { source.digits(place + 1) } else { place };
        (end > place + 1).then_some(end)
    };
    if let Some(second) = group(end) {
        let third = group(second);
        let long = second.saturating_sub(end) > 6 || width > 6 || source.at(place) == '0' && width > 2 || third.is_some();
        if long {
            return Some(third.and_then(|third| group(third).or(Some(third))).unwrap_or(second));
        }
    }
    if width < 3 || counts(source, source.past_space(end)) || matches!(source.at(end), '.' | ',') {
        return None;
    }
    let mark = || {
        ["电话:", "邮编:", "传真:", "手机:", "热线:", "邮政编码:", "QQ:", "群:"].iter().any(|word| {
            source.start_of(if source.before(place) == ' ' { place.saturating_sub(1) } else { place }, word).is_some()
        })
    };
    (width >= 7 || mark()).then_some(end)
}

/// Digits that a word behind them makes a name.
fn named(source: &Source, place: usize, end: usize, width: usize) -> Option<usize> {
    let (digits, next) = (source.slice(place, end), source.past_space(end));
    let service = (3..=5).contains(&width) && matches!(digits, ['1' | '9', ..]) && source.after_any(next, SERVICES).is_some();
    let project = matches!(digits, ['2', '1', '1'] | ['9', '8', '5']) && !counts(source, next);
    let hotline = service
        || project
        || width == 5 && HOTLINES.split(' ').any(|number| number.chars().eq(digits.iter().copied())) && !counts(source, next);
    if hotline {
        return Some(end);
    }
    // 图3, 表2: a number of the figure, not of things.
    let label = if source.before(place) == ' ' { place.saturating_sub(1) } else { place };
    if matches!(source.before(label), '图' | '表' | '式') && width <= 3 && !counts(source, next) {
        return Some(end);
    }
    let quoted = source.before(place) == '“' && source.at(end) == '”';
    if quoted {
        return Some(end);
    }
    // 1-3季度 is a period.
    let joined = source.run(end, |char| matches!(char, '-' | '—' | '~' | '至' | '到'));
    if joined > end
        && joined <= end + 2
        && let Some(after) = source.after(source.digits(joined), "季度")
    {
        return Some(after);
    }
    // 5万+ names a programme.
    let magnified = source.run(end, |char| multiplier(char).is_some());
    if magnified > end && source.at(magnified) == '+' {
        return Some(magnified + 1);
    }
    let word = BY_FIRST.of(key(source.at(end))).iter().find_map(|word| source.after(end, word).map(|after| (*word, after)));
    match word {
        Some(("后", after)) => {
            (width == 2 && digits.last() == Some(&'0') && !matches!(source.at(after), '续' | '来')).then_some(after)
        }
        Some(("级", after)) => Some(source.after_any(after, &["以上", "以下"]).unwrap_or(after)),
        Some(("号", after)) => {
            let tail = if source.at(after) == '-' { source.digits(after + 1) } else { after };
            Some(if tail > after + 1 { tail } else { after })
        }
        Some(("班" | "式" | "型", _)) => None,
        Some((_, after)) => Some(after),
        None => source
            .after_any(end, &["季度", "年级", "等"])
            .filter(|after| source.at(*after) != '于' && source.before(*after) != '等'),
    }
}

/// `2.2 建设`, `1.1.3` at the start of a line: a heading's number, unless a unit makes it a quantity.
fn list_number(source: &Source, place: usize, end: usize) -> Option<usize> {
    let decimal = end > source.digits(place);
    if !decimal || !source.opens_line(place) || end > place + 6 {
        return None;
    }
    let next = source.past_space(end);
    let quantity =
        source.len() == next || unit::measured(source, next).is_some() || is_of("%‰万亿千百个倍成余多-~–—/至到", source.at(next));
    (!quantity).then_some(end)
}

/// `15时`, `8点30分`; 点 of points that follow is a measure word.
fn time(source: &Source, place: usize, end: usize) -> Option<usize> {
    source.small(place, end).filter(|hour| *hour <= 24)?;
    let mark = source.past_space(end);
    if !matches!(source.at(mark), '时' | '点') || matches!(source.at(mark + 1), '间' | '期' | '代' | '击') {
        return None;
    }
    let counted =
        source.after_any(mark + 1, &["意见", "要求", "建议", "希望", "体会", "做法", "思考", "启示", "措施", "共识"]).is_some();
    if counted {
        return None;
    }
    let minute = source.past_space(mark + 1);
    let minute_end = source.digits(minute);
    let minutes = minute_end > minute && matches!(source.at(source.past_space(minute_end)), '分');
    Some(if minutes { source.past_space(minute_end) + 1 } else { mark + 1 })
}
