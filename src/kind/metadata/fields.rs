//! Fields of the page, `作者:` and `来源:`, above and below the body: empty ones, and a source that is nowhere.

use std::sync::LazyLock;

use super::{Fault, SHORT};
use crate::{
    claim::{Claim, Pattern, Sheet},
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
            let value = text.get(colon..next).unwrap_or("").trim_matches(AROUND);
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

/// What may stand around a value.
pub(super) const AROUND: [char; 12] = [' ', '|', '/', '【', '】', '[', ']', '(', ')', '-', ',', ';'];

/// The fields of a line: where each name begins, the name, and the byte after its colon.
pub(super) fn fields<'n>(text: &str, names: &'n [String]) -> Vec<(usize, &'n str, usize)> {
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

/// A line above the body that says who wrote or published a report, or when.
pub(super) static SIGNED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::plain(r"(?:^|[^\p{Han}])(?:作者|(?:发布|发表|更新)?(?:时间|日期)|编辑|浏览次数) ?:"));

/// What says where a report came from, other than a field of that name.
pub(super) static ORIGIN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::plain(
        r"来源|稿源|转载自|摘自|供稿|发布(?:机构|单位)|发文机关|(?:社|报|网|台|中心)[^,。;]{0,14}(?:电|讯)(?:[ (:,]|$)|[(](?:本报|本网|本刊)?(?:通讯员|记者)",
    )
});

/// Whether a report has a line of author, time and the like, or such fields beside its text, and nothing says its source.
pub(super) fn without_source(sheet: &Sheet) -> bool {
    let fields = &sheet.document.fields;
    let head = |line: &&Line| line.zone == Zone::Head;
    let is_signed = || sheet.view.lines().iter().filter(head).any(|line| SIGNED.is_match(sheet.view.slice(line.span)));
    fields.source.is_none()
        && super::is_report(sheet)
        && (fields.date.is_some() || is_signed())
        && !ORIGIN.is_match(sheet.view.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_the_longest_name_before_a_colon_and_no_part_of_a_word() {
        let names = ["来源".to_owned(), "文章来源".to_owned(), "作者".to_owned()];
        assert_eq!(fields("文章来源: 作者:", &names), [(0, "文章来源", 13), (14, "作者", 21)]);
        assert_eq!(fields("收入来源:茶叶", &names), []);
    }
}
