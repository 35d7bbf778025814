//! Whether the words of a claim name a figure: `占受访企业的` and the companies that were visited.

use super::{Candidate, strong::mark};
use crate::{
    claim::{Sheet, echo::abbreviates},
    figure::Figure,
    view::Span,
};

/// What binds a candidate that the words name.
pub(super) const NAMED: &str = "占…的";

/// `占 W 的`: the candidates that W names: `总人口412813人` for 总人口, `共有党员45名` for 党员. Whether there is any.
pub(super) fn by_name(found: &mut [Candidate], sheet: &Sheet, name: &str, written: &str) -> bool {
    // In 受理总数 a verb names the total: `受理事项4108项`.
    let total = written.trim_end_matches('的');
    let stem = ["人数", "户数", "件数"].into_iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
    let verb = (stem != name || ["总数", "总量", "总人数", "总额"].iter().any(|whole| total.ends_with(whole)))
        && stem.chars().count() == 2;
    let mut fits = false;
    for candidate in found.iter_mut() {
        // 总户籍人口 is 户籍人口: a noun of several parts says which whole is meant.
        let inner = Some(name.replace('总', "")).filter(|inner| inner.len() < name.len() && inner.chars().count() >= 4);
        let plain = name.strip_prefix('总').or(name.strip_suffix('数')).filter(|plain| plain.chars().count() >= 4);
        if sheet.figures.get(candidate.figure).is_some_and(|figure| {
            is_named(sheet, figure, name)
                || plain.is_some_and(|plain| is_named(sheet, figure, plain))
                || inner.as_ref().is_some_and(|inner| is_named(sheet, figure, inner))
                || verb && is_done(clause_of(&words_before(sheet, figure)), stem)
                || verb && candidate.by == "其中" && is_abbreviated(stem, &words_before(sheet, figure))
                || is_shortened(sheet, figure, name)
                || is_taken_apart(sheet, figure, name)
                || is_unit_of(sheet, figure, name)
                || candidate.by == "其中" && is_done(&words_before(sheet, figure), name)
                || is_kin(sheet, figure, name)
                || candidate.by == "其中" && is_contained(sheet, figure, name, written)
        }) {
            mark(candidate, NAMED);
            fits = true;
        }
    }
    fits
}

/// What only says that some belong to what is named: 董事会成员 are of 董事会.
const BELONGING: [&str; 9] = ["成员", "人员", "人数", "总人数", "总数", "数量", "总量", "总额", "对象"];

/// Whether all of a name stands in the clause of a figure before it, or right after it: 董事会成员 for `董事会由11名董事组成`.
fn is_contained(sheet: &Sheet, figure: &Figure, name: &str, written: &str) -> bool {
    let bare = BELONGING.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let words = words_before(sheet, figure);
    let elsewhere = ["全国", "全省", "全市", "全县", "全区", "同类", "同期"]
        .iter()
        .any(|place| written.contains(place) && !words.contains(place));
    bare.chars().count() >= 2 && !elsewhere && is_done(clause_of(&words), bare)
}

/// Verbs that say the same of those they choose: 受访企业 are the 企业 of 走访企业156家.
const KIN: [&[&str]; 6] = [
    &["受访", "走访", "被访", "访问", "调查", "回访", "访谈", "问卷"],
    &["抽查", "抽检", "受检", "检查", "检测", "送检", "抽样", "监测", "检验", "被检", "受查"],
    &["参会", "到会", "与会", "出席", "实到"],
    &["登记", "在册", "注册", "备案", "建档"],
    &["参评", "评价", "测评", "评议", "评审"],
    &["参训", "受训", "培训"],
];
/// What stands for whoever is meant: 受访者 for `走访居民620人`.
const WHOEVER: [&str; 8] = ["", "者", "人数", "人员", "对象", "总数", "数", "样本"];

/// Whether a name opens with a verb that is kin to one right before a figure, and ends in the noun there.
fn is_kin(sheet: &Sheet, figure: &Figure, name: &str) -> bool {
    let words = words_before(sheet, figure);
    let clause = clause_of(&words);
    let rest = sheet.view.clause(figure.span.start);
    let after = sheet.view.slice(Span { start: figure.span.end, end: rest.end.max(figure.span.end) });
    let bare = name.trim_start_matches(['被', '受']);
    let of_kin = |kin: &&[&str]| {
        let noun = kin.iter().find_map(|verb| name.strip_prefix(verb).or(bare.strip_prefix(verb)));
        noun.is_some_and(|noun| {
            let noun = noun.trim_start_matches('的');
            kin.iter().any(|verb| clause.contains(verb) || after.contains(verb))
                && (WHOEVER.contains(&noun) || echoes(sheet, figure, noun))
        })
    };
    KIN.iter().any(of_kin)
}

/// Whether words hold a verb, and not as the end of another: 进出口 is no 出口.
fn is_done(words: &str, verb: &str) -> bool {
    words
        .match_indices(verb)
        .any(|(at, _)| words.get(..at).is_some_and(|head| !head.ends_with(['进', '未', '不', '非', '免', '净'])))
}

/// Whether words are abbreviated to others: 批准逮捕 to 批捕, but not 进出口 to 出口.
fn is_abbreviated(words: &str, name: &str) -> bool {
    !name.contains(words) && abbreviates(words, name, 4)
}

/// Names of fewer characters are short for too much.
const SHORT_NAME: usize = 4;

/// Whether a name is short for the words of the clause right before a figure: 核定名额 for `核定招生名额1240名`.
fn is_shortened(sheet: &Sheet, figure: &Figure, name: &str) -> bool {
    let before = words_before(sheet, figure);
    let clause = before.rsplit([',', ';', ':', '。', '、']).next().unwrap_or_default();
    let count = name.chars().count();
    let Some(clause) = name.chars().next().and_then(|first| clause.get(clause.find(first)?..)) else { return false };
    count >= SHORT_NAME && name.chars().take(2).eq(clause.chars().take(2)) && abbreviates(name, clause, count)
}

/// Whether a name of a verb and a noun is said in two: 回收问卷 of `发放问卷1200份,回收1146份`.
fn is_taken_apart(sheet: &Sheet, figure: &Figure, name: &str) -> bool {
    let Some((middle, _)) = name.char_indices().nth(2).filter(|_| (4..=6).contains(&name.chars().count())) else { return false };
    let (verb, noun) = name.split_at(middle);
    let sentence = sheet.view.sentence(figure.span.start);
    let earlier = sheet.view.slice(Span { start: sentence.start, end: figure.span.start.max(sentence.start) });
    let words = words_before(sheet, figure);
    words.trim_end_matches(|c| COPULAS.contains(c)).trim_end_matches('了').ends_with(verb) && earlier.contains(noun)
}

/// Whether a name ends in the figure's own measure word, and the rest stands before the figure: 脱贫户 of `已脱贫的1387户`.
fn is_unit_of(sheet: &Sheet, figure: &Figure, name: &str) -> bool {
    let unit = figure.unit.text.as_str();
    let stem = name.strip_suffix(unit).filter(|stem| !unit.is_empty() && stem.chars().count() >= 2);
    let words = words_before(sheet, figure);
    let words = words.trim_end_matches(['的', '了', '有', '共']);
    stem.and_then(|stem| words.strip_suffix(stem)).is_some_and(|head| !head.ends_with(['未', '不', '非', '新', '拟']))
}

/// Words that name a whole without saying of what.
const WHOLES: [&str; 28] = [
    "总场次",
    "总人次",
    "总数量",
    "总人数",
    "总数",
    "总量",
    "总计",
    "总额",
    "全部",
    "整体",
    "合计",
    "全体",
    "所有",
    "其",
    "比重",
    "比例",
    "比",
    "全社会",
    "全校",
    "全村",
    "全班",
    "全院",
    "全园",
    "全县",
    "全市",
    "全区",
    "全镇",
    "全乡",
];

/// The noun in `全部党员总数的`: what is left without the words that only say "the whole of". 总 before a noun stays: 总人口 is not 人口.
pub fn base_noun<'n>(name: &'n str, unit: &str) -> &'n str {
    let of_unit = format!("总{unit}数");
    let mut noun = name.trim();
    loop {
        // 总户数, said of households, names no more than 总数 does.
        let counted = noun.trim_start_matches('总').trim_end_matches(['的', '之']).trim_end_matches('数');
        if !unit.is_empty() && counted == unit {
            return "";
        }
        // 股东总户数 are 股东.
        if let Some(counted) = noun.strip_suffix(of_unit.as_str()).filter(|_| !unit.is_empty()) {
            noun = counted;
            continue;
        }
        let shorter = WHOLES.iter().chain(&["的", "之", "了", "到", "约"]).fold(noun, |noun, word| {
            let noun = noun.strip_prefix(word).unwrap_or(noun);
            noun.strip_suffix(word).unwrap_or(noun)
        });
        if shorter == noun {
            return if noun == "总" { "" } else { noun };
        }
        noun = shorter;
    }
}

/// Words that may stand between a noun and its number.
pub(super) const COPULAS: &str = "共为有达现已总数计约是:";

/// Whose it is, and what is done with it, narrows no noun: 公司股东, 办理结婚登记.
const NOT_NARROWING: [&str; 18] = [
    "县", "市", "区", "镇", "乡", "村", "省", "全", "公司", "学校", "全校", "医院", "全院", "我院", "我行", "办理", "完成",
    "实现",
];

/// What the population of a place is counted as.
const PEOPLE: [&str; 4] = ["常住人口", "户籍人口", "设籍人口", "在籍人口"];

/// Whether a noun names a figure: right before it (`党员总数为45名`), with nothing that narrows it in front, or right after it (`45名党员`).
fn is_named(sheet: &Sheet, figure: &Figure, noun: &str) -> bool {
    // All people are those who live, or are registered, there.
    let before = words_before(sheet, figure);
    let some = ["城", "乡村", "农村"].iter().any(|of| clause_of(&before).contains(of));
    if noun == "总人口" && !some && PEOPLE.iter().any(|people| is_named(sheet, figure, people)) {
        return true;
    }
    let before = before.trim_end_matches(|c| COPULAS.contains(c));
    // 岁出总额 and 岁出合计 are 岁出.
    let before = before.strip_suffix("总额").unwrap_or(before);
    let narrowed = |head: &str| head.chars().next_back().is_some_and(|c| is_han(c) && !"有的为共计其中里内年月度季".contains(c));
    if before.strip_suffix(noun).is_some_and(|head| !narrowed(head) || NOT_NARROWING.iter().any(|word| head.ends_with(word))) {
        return true;
    }
    let line = sheet.view.paragraph(figure.span.start);
    let after = sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) });
    after.trim_start().starts_with(noun)
}

/// The text of the line right before a figure, a dozen characters of it, without spaces.
pub(super) fn words_before(sheet: &Sheet, figure: &Figure) -> String {
    let line = sheet.view.paragraph(figure.span.start);
    let before: Vec<char> = sheet
        .view
        .slice(Span { start: line.start, end: figure.span.start })
        .chars()
        .rev()
        .filter(|c| *c != ' ')
        .take(16)
        .collect();
    before.into_iter().rev().collect()
}

/// The last clause of some words, whatever it lists.
pub(super) fn clause_of(words: &str) -> &str {
    words.rsplit([',', ';', ':', '。']).next().unwrap_or_default()
}

/// Whether the words around a figure repeat the head of a noun, its last two characters.
pub(super) fn echoes(sheet: &Sheet, figure: &Figure, noun: &str) -> bool {
    const AFTER: usize = 8;
    let line = sheet.view.paragraph(figure.span.start);
    let after: String =
        sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) }).chars().take(AFTER).collect();
    let count = noun.chars().count();
    let head: String = noun.chars().skip(count.saturating_sub(2)).collect();
    words_before(sheet, figure).contains(&head) || after.contains(&head)
}

pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}
