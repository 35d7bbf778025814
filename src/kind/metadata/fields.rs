//! Fields of the page, `作者:` and `来源:`, above and below the body: empty ones, and sources that disagree.

use std::sync::LazyLock;

use regex::Regex;

use super::{Fault, SHORT};
use crate::{
    claim::{Claim, Operand, Sheet},
    view::{Line, Span, Zone},
};

/// Fields above and below the body that are followed by nothing, or by the next field.
pub(super) fn empty(sheet: &Sheet, names: &[String]) -> Vec<Claim<Fault>> {
    let lines: Vec<&Line> = sheet.view.lines().iter().filter(|line| !sheet.view.slice(line.span).trim().is_empty()).collect();
    let mut claims = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let text = sheet.view.slice(line.span);
        if line.zone == Zone::Body || text.chars().nth(SHORT.saturating_mul(3)).is_some() {
            continue;
        }
        let fields = fields(text, names);
        for (index, &(start, name, colon)) in fields.iter().enumerate() {
            let next = fields.get(index.saturating_add(1)).map_or(text.len(), |next| next.0);
            let value =
                text.get(colon..next).unwrap_or("").trim_matches([' ', '|', '/', '【', '】', '[', ']', '(', ')', '-', ',', ';']);
            let alone = fields.len() == 1;
            let below = lines.get(number.saturating_add(1)).map(|line| sheet.view.slice(line.span));
            if value.is_empty() && !(alone && below.is_some_and(|below| may_be_value(below, names))) {
                let span = Span { start: line.span.start.saturating_add(start), end: line.span.start.saturating_add(colon) };
                claims.push(Claim::at(span, Fault { field: name.to_owned(), ..Fault::default() }));
            }
        }
    }
    claims
}

/// The fields of a line: where each name begins, the name, and the byte after its colon.
fn fields<'n>(text: &str, names: &'n [String]) -> Vec<(usize, &'n str, usize)> {
    let mut found = Vec::new();
    for (colon, _) in text.match_indices(':') {
        let before = text.get(..colon).unwrap_or("").trim_end();
        // The longest name: 文章来源, not 来源.
        let name = names.iter().filter(|name| before.ends_with(name.as_str())).max_by_key(|name| name.len());
        let Some(name) = name else { continue };
        let start = before.len().saturating_sub(name.len());
        let word = before.get(..start).and_then(|before| before.chars().next_back());
        if word.is_none_or(|word| !matches!(word, '\u{4E00}'..='\u{9FFF}')) {
            found.push((start, name.as_str(), colon.saturating_add(1)));
        }
    }
    found
}

/// Whether a line below a lone field name may hold its value: short, and no field itself.
fn may_be_value(line: &str, names: &[String]) -> bool {
    line.chars().nth(30).is_none() && !line.contains('。') && fields(line, names).is_empty()
}

/// Where a report says that it came from.
static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^\p{Han}])(?P<field>(?:文章|信息|稿件|新闻|消息|本文)?(?:来源|稿源) ?: ?(?P<name>[^ ,。;:()\[\]【】|/<>]{2,24}))",
    )
    .ok()
});

/// The first source that disagrees with the one before it.
pub(super) fn sources_at_odds(sheet: &Sheet) -> Option<Claim<Fault>> {
    let source = SOURCE.as_ref()?;
    let mut first: Option<(Span, String)> = None;
    for line in sheet.view.lines() {
        for captures in source.captures_iter(sheet.view.slice(line.span)) {
            let (field, name) = (captures.name("field")?, captures.name("name")?);
            let name = name.as_str().trim_matches(['“', '”', '《', '》', '"']).to_owned();
            let span =
                Span { start: line.span.start.saturating_add(field.start()), end: line.span.start.saturating_add(field.end()) };
            if FIELD_NAMES.iter().any(|other| name.starts_with(other)) {
                continue;
            }
            match &first {
                None => first = Some((span, name)),
                Some((at, known)) if !agree(known, &name) => {
                    let operand = |name: &str, span: Span, text: &str| Operand {
                        name: name.to_owned(),
                        span,
                        text: text.to_owned(),
                        reading: None,
                        unit: String::new(),
                    };
                    let operands = vec![operand("first", *at, known), operand("second", span, &name)];
                    let fault = Fault { field: String::new(), first: known.clone(), second: name };
                    return Some(Claim { operands, ..Claim::at(span, fault) });
                }
                Some(_) => {}
            }
        }
    }
    None
}

/// What follows an empty source.
const FIELD_NAMES: [&str; 6] = ["作者", "时间", "日期", "发布", "编辑", "浏览"];

/// Two names for one source: one holds the other, as 东川日报 and 东川日报客户端.
fn agree(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|character| character.is_alphanumeric()).collect::<String>().to_lowercase();
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_may_be_named_in_two_ways() {
        assert!(agree("东川日报", "东川日报客户端"));
        assert!(agree("Dongchuan.cn", "dongchuan.cn"));
        assert!(!agree("东川网", "东川日报"));
    }

    #[test]
    fn a_field_is_the_longest_name_before_a_colon_and_no_part_of_a_word() {
        let names = ["来源".to_owned(), "文章来源".to_owned(), "作者".to_owned()];
        assert_eq!(fields("文章来源: 作者:", &names), [(0, "文章来源", 13), (14, "作者", 21)]);
        assert_eq!(fields("收入来源:茶叶", &names), []);
    }
}
