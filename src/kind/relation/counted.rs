//! Whether a figure counts what words say of which one has so much: `12个班` is of `每班`, `120户` of `户均`, `导师16名` of `每名导师`.

use super::matching::before;
use crate::{
    claim::Sheet,
    figure::{Figure, Kind},
    view::Span,
};

/// Measure words that may stand before the noun: 个 of 每个驿站.
const MEASURES: &str = "个家户名位所支间座条项辆台";

/// What is named by itself, and by other measure words after a number: persons are 名, 位 or 口, schools are 所.
const ALSO: [(&str, &[&str]); 19] = [
    ("件", &["起", "宗"]),
    ("批", &["批次"]),
    ("场", &["场次"]),
    ("班", &["班次"]),
    ("人", &["名", "位", "口"]),
    ("名", &["人", "位"]),
    ("位", &["人", "名"]),
    ("校", &["所"]),
    ("株", &["棵"]),
    ("棵", &["株"]),
    ("日", &["天"]),
    ("天", &["日"]),
    ("车", &["辆"]),
    ("船", &["艘"]),
    ("机", &["架"]),
    ("房", &["间"]),
    ("户", &["家"]),
    ("桌", &["张"]),
    ("笔", &["宗", "件"]),
];

/// The noun after a figure is looked for within so many characters.
const NOUN: usize = 8;
/// The noun before a figure has at most so many.
const NAME: usize = 4;
/// The first character of a longer noun within so many.
const SHORT: usize = 3;

/// Whether a figure counts what `each` names: by its unit, by the noun after it or by the noun before it. What stands from `mean` on is of
/// the mean: 人 is no noun of 三村 in `三村人均`.
pub(super) fn counts(each: &str, figure: &Figure, mean: usize, sheet: &Sheet) -> bool {
    let noun = each.strip_prefix(|first: char| MEASURES.contains(first)).filter(|rest| !rest.is_empty()).unwrap_or(each);
    let first = head(noun, 1);
    let unit = figure.unit.text.as_str();
    let also = ALSO.iter().find(|(word, _)| *word == first).map_or(&[] as &[&str], |(_, units)| units);
    let by_unit = unit == noun || unit == first || also.contains(&unit);
    // 70度计58.10元: an amount of money counts nothing but money.
    by_unit || figure.kind != Kind::Money && (is_after(noun, figure, mean, sheet) || is_before(noun, each, figure, sheet))
}

/// `12个班`, `36个贫困户`, `26个养老驿站` for 养老驿站.
fn is_after(noun: &str, figure: &Figure, mean: usize, sheet: &Sheet) -> bool {
    let line = sheet.view.paragraph(figure.span.start);
    let end = if mean < figure.span.end { line.end } else { line.end.min(mean) };
    let after = sheet.view.slice(Span { start: figure.span.end, end: end.max(figure.span.end) });
    let after: String = after.chars().take(NOUN).take_while(|character| character.is_alphanumeric()).collect();
    let pairs = |text: &str| text.chars().take(NOUN).zip(text.chars().skip(1)).collect::<Vec<(char, char)>>();
    let there = pairs(&after);
    after.contains(noun) || head(&after, SHORT).contains(head(noun, 1)) || pairs(noun).iter().any(|pair| there.contains(pair))
}

/// `总户数120` for 户, `调查员75名` for 名调查员负责, `导师16名` for 名导师, `教学班级36个` for 班, `床位437张` for 床.
fn is_before(noun: &str, each: &str, figure: &Figure, sheet: &Sheet) -> bool {
    let before = before(sheet, figure).trim_end_matches(['有', '共', '为', '计', ' ']);
    let long = noun.chars().nth(1).is_some();
    let class =
        !long && figure.kind == Kind::Count && before.strip_suffix(['级', '位']).is_some_and(|before| before.ends_with(noun));
    let unit = figure.unit.text.as_str();
    // 导师16人 are of 每名导师.
    let measured = |first: &str| first == unit || ALSO.iter().any(|(word, units)| *word == first && units.contains(&unit));
    // 调查员75名 are of 每名调查员负责.
    let named = (2..=NAME).any(|characters| before.ends_with(head(noun, characters)));
    class || named && (!long || each.starts_with(unit) || measured(head(each, 1)))
}

/// The first characters of a text.
fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}
