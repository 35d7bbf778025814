//! The list before a number: in quotes, as a run of quotes, or plain in its clause.

use super::{Enumeration, FAR, LONGEST, Listed, NOT_A_COUNT, PLACES, counts_lists, readings, repeats};
use crate::{
    claim::Sheet,
    kind::{Tally, list, matches::Match, small},
    view::Span,
};

impl Enumeration {
    /// The list that ends where the number begins.
    pub(super) fn before(&self, sheet: &Sheet, found: &Match, stated: u32, before: &str) -> Option<Listed> {
        let Link { text, open, linked } = without_link(before, found.group("slogan").is_some());
        if !text.ends_with('”') && text.ends_with(|last: char| last.is_ascii_digit() || NOT_A_COUNT.contains(last)) && !open {
            return None;
        }
        let mut listed = quoted_list(found, stated, text)
            .or_else(|| quoted_run(sheet, found, stated, text))
            .or_else(|| self.plain(sheet, found, stated, text, linked))
            .filter(|listed| linked != Linked::Apart || text.get(listed.start..).is_some_and(|list| is_of(sheet, found, list)))?;
        listed.tally.open |= open;
        let tally = listed.tally;
        let told = tally.agrees() || tally.proven || tally.open && stated > tally.most;
        let near = stated.abs_diff(tally.fewest) <= FAR && counts_lists(found);
        (told || near).then_some(listed)
    }

    /// `从甲、乙、丙`: a list without quotes. Its clause shows where it begins.
    fn plain(&self, sheet: &Sheet, found: &Match, stated: u32, text: &str, linked: Linked) -> Option<Listed> {
        let start = list::clause_start(text);
        let start = start.saturating_add(after_another(sheet, found, text.get(start..)?));
        let clause = text.get(start..)?;
        let items = list::split(clause, &['、']);
        if items.len() < 2 || items.iter().any(|item| item.trim().is_empty()) {
            return None;
        }
        // 8个示范村、首批2个: figures in a row are no names. “六大工程”等30件: the number before counts the list.
        let counted = |item: &&str| item.contains(|character: char| character.is_ascii_digit());
        let slogan = list::quoted_at_end(clause)
            .and_then(|inside| clause.get(inside))
            .is_some_and(|inside| inside.chars().next().is_some_and(small::is_numeral));
        if items.iter().any(counted) || slogan {
            return None;
        }
        let mut tally = readings(stated, &items, false);
        let inner_open = items.iter().any(|item| item.contains('等'));
        let key = found.group("key").map(|key| sheet.view.slice(key));
        let earlier = text.get(..start).unwrap_or("");
        let by_key = key.is_some_and(|key| repeats(key, &items, earlier));
        let by_start = self.starts_a_list(stated, &items, earlier) && even(sheet, found, &tally, &items, linked);
        let by_start = by_start || self.more_places(found, &tally, &items);
        tally.proven = !inner_open && (by_key && stated.abs_diff(tally.fewest) <= FAR || by_start);
        Some(Listed { tally, start, end: text.len() })
    }

    /// Whether a list certainly begins in its first item: after a word such as 包括, with nothing of it before the clause.
    fn starts_a_list(&self, stated: u32, items: &[&str], earlier: &str) -> bool {
        let Some(first) = items.first() else { return false };
        let goes_on = ["也", "还", "又", "并", "及", "和"].iter().any(|word| first.trim_start().starts_with(word));
        let sentence = earlier.rsplit(['。', '!', '?', ';', ':']).next().unwrap_or("");
        let plain = |item: &str| {
            let item = list::without_brackets(item);
            list::is_plain(item, LONGEST) && !item.contains(|character| self.prose.contains(character))
        };
        let begins = self.starts.iter().any(|word| {
            let rest = first.rfind(word.as_str()).and_then(|at| first.get(at.saturating_add(word.len())..));
            let rest = rest.map(|rest| rest.strip_prefix('了').unwrap_or(rest));
            rest.is_some_and(plain)
        });
        let begins = begins || earlier.trim_end().ends_with([':', '(', '—']) && plain(first);
        // A list that goes back beyond its clause is longer than it looks, which does not help where it is too long already.
        let too_long = usize::try_from(stated).is_ok_and(|stated| stated < items.len());
        begins
            && !goes_on
            && (too_long || !sentence.contains('、'))
            && items.iter().skip(1).all(|item| plain(list::without_join(item)))
    }

    /// Whether even the names of places after the first, which may have words before it, are as many as the number or more.
    fn more_places(&self, found: &Match, tally: &Tally, items: &[&str]) -> bool {
        let plain = |item: &&str| {
            let item = list::without_join(item);
            list::is_plain(item, LONGEST) && !item.contains(|character| self.prose.contains(character))
        };
        let first = items.first().map_or(0, |first| first.trim().chars().count());
        let short = items.iter().skip(1).any(|item| list::without_join(item).chars().count() < 2);
        let counted = found.group("place").is_some() || counts_lists(found) && items.len() > 3 && !short;
        counted
            && items.len() > 2
            && first > 1
            && distance(tally) == 1
            && tally.stated < tally.fewest
            && items.iter().skip(1).all(plain)
            && nearly_even(items)
    }
}

/// Where the list of a number begins in its clause, if another of the same measure word stands there with its own: 甲、乙2项指标和丙、丁2项.
fn after_another(sheet: &Sheet, found: &Match, clause: &str) -> usize {
    let Some(thing) = found.group("thing") else { return 0 };
    let unit = sheet.view.slice(thing);
    if !clause.contains(unit) {
        return 0;
    }
    let counts = |sign: char| sign.is_ascii_digit() || small::is_numeral(sign);
    // 一个时期 counts nothing.
    let counted = |(at, _): &(usize, &str)| {
        clause.get(..*at).is_some_and(|before| before.trim_end().ends_with(counts) && !before.trim_end().ends_with('一'))
    };
    let Some((at, _)) = clause.rmatch_indices(unit).find(counted) else { return 0 };
    let rest = clause.get(at..).unwrap_or("");
    let joined = ["和", "及", "与", "、"].iter().filter_map(|join| Some(rest.find(join)?.saturating_add(join.len()))).min();
    joined.map_or(0, |joined| at.saturating_add(joined))
}

/// How far a number is from the nearest reading of its list.
fn distance(tally: &Tally) -> u32 {
    tally.fewest.saturating_sub(tally.stated).max(tally.stated.saturating_sub(tally.most))
}

/// Whether the names after the first differ by a character in length at most.
fn nearly_even(items: &[&str]) -> bool {
    let lengths = || items.iter().skip(1).map(|item| list::without_join(item).chars().count());
    let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    longest.saturating_sub(shortest) <= 1
}

/// Whether a list is so even, and its number so near, that only the number can be wrong.
fn even(sheet: &Sheet, found: &Match, tally: &Tally, items: &[&str], linked: Linked) -> bool {
    if counts_lists(found) {
        distance(tally) <= 2
    } else if found.group("slogan").is_some() {
        items.len() >= 3 && distance(tally) == 1
    } else {
        let place = || {
            found
                .group("place")
                .is_some_and(|place| nearly_even(items) || list::ends_alike(items) || all_are(sheet.view.slice(place), items))
        };
        let thing =
            || list::ends_alike(items) && counts_names(sheet, found, items) || are_bodies(sheet, found, tally, items, linked);
        // What the number counts is looked at beside.
        let apart = linked == Linked::Apart;
        // 色度、浊度、余氯3项: no more than the measure word says what is counted. 红旗、前进共2个农场: 共 says that it is the names.
        let unit = found.group("thing").map_or("", |thing| sheet.view.slice(thing));
        let bare = ["项", "类", "种"].contains(&unit) && noun_of(sheet, found).is_empty();
        let together = linked == Linked::Together && ["个", "家", "所", "座", "处"].contains(&unit) && nearly_even(items);
        items.len() >= 3
            && distance(tally) == 1
            && (apart || bare || together || place() || thing() || are_persons(sheet, found, items))
    }
}

/// Whether every name ends as the noun does that was counted: 委员会; or as one of the two words that the noun is short for: 科室.
fn all_are(noun: &str, items: &[&str]) -> bool {
    let ends: Vec<char> = match noun.chars().collect::<Vec<char>>().as_slice() {
        [one, other] if SHORT_FOR.contains(&noun) => vec![*one, *other],
        [.., last] => vec![*last],
        [] => return false,
    };
    items.iter().all(|item| list::without_brackets(item).ends_with(ends.as_slice()))
}

/// Nouns of two words of which each is a sort of its own.
const SHORT_FOR: [&str; 8] = ["科室", "处室", "股室", "部室", "乡镇", "县区", "院系", "站所"];
/// What many sorts of bodies are called together.
const BODIES: [&str; 22] = [
    "学校", "企业", "公司", "医院", "单位", "部门", "机构", "基地", "中心", "银行", "场馆", "工厂", "商店", "门店", "协会",
    "组织", "景区", "园区", "高校", "院校", "社团", "团体",
];
/// The last characters of the names of bodies.
const BODY: [char; 30] = [
    '局', '委', '办', '院', '校', '学', '厂', '司', '社', '店', '行', '会', '站', '所', '心', '部', '处', '科', '室', '队', '馆',
    '署', '园', '团', '中', '企', '业', '场', '庭', '组',
];

/// The surnames of most persons.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温季俞章鲁葛韦申尤毕聂焦柳邢岳齐梅庄辛管祝左祁耿牟詹关凌费纪靳盛童欧甄裴席卫屈鲍覃霍翁隋甘景柏宁柯阮桂闵柴冉边辜吉饶瞿戚丘褚娄符穆郎";

/// What a measure word counts, in the words after it.
fn noun_of<'s>(sheet: &'s Sheet, found: &Match) -> &'s str {
    let Some(thing) = found.group("thing") else { return "" };
    let noun = sheet.view.slice(Span { start: thing.end, end: found.span.end.max(thing.end) });
    let noun = noun.trim_end_matches(|last: char| !last.is_alphanumeric());
    // 三层构成: what follows the measure word is no noun.
    ["组成", "构成", "结构", "体系", "架构"].iter().find_map(|word| noun.strip_suffix(word)).unwrap_or(noun)
}

/// Whether bodies are counted, and more of them are named than the number says, or of all the names are of one form. Places may be where they are.
fn are_bodies(sheet: &Sheet, found: &Match, tally: &Tally, items: &[&str], linked: Linked) -> bool {
    let bodies = BODIES.iter().any(|body| noun_of(sheet, found).ends_with(body));
    let names = || items.iter().skip(1).map(|item| list::without_brackets(list::without_join(item)));
    let lengths = || names().map(|name| name.chars().count());
    let one_form = || {
        let first = names().next().and_then(|name| name.chars().next());
        items.len() > 3 && lengths().max() == lengths().min() && names().all(|name| name.chars().next() == first)
    };
    bodies
        && (tally.stated < tally.fewest || one_form())
        && (linked != Linked::Plainly || names().all(|name| name.chars().count() > 2))
        && !names().any(|name| name.ends_with(PLACES))
}

/// Whether a number that a comma sets apart counts the names before it: 农业局、林业局,共2家.
fn is_of(sheet: &Sheet, found: &Match, list: &str) -> bool {
    if list.starts_with(['“', '《']) {
        return true;
    }
    let items = list::split(list, &['、']);
    // 丙三镇 has a number of its own; 五香豆干 is a name.
    let counts = |sign: char| sign.is_ascii_digit() || small::is_numeral(sign);
    let goes_on = |item: &&str| item.trim().chars().skip(1).any(counts);
    if items.len() < 3 || items.iter().any(goes_on) {
        return false;
    }
    let names = || items.iter().map(|item| list::without_brackets(list::without_join(item)));
    let bodies = || names().all(|name| name.ends_with(BODY));
    if let Some(place) = found.group("place") {
        let noun = sheet.view.slice(place);
        return all_are(noun, &items) || BODIES.contains(&noun) && bodies();
    }
    let Some(thing) = found.group("thing") else { return counts_lists(found) };
    let noun = noun_of(sheet, found);
    match sheet.view.slice(thing) {
        "人" | "名" | "位" => are_persons(sheet, found, &items) && !names().any(|name| name.ends_with(PLACES)),
        "家" | "所" | "个" if noun.is_empty() => bodies() || list::is_even(&items),
        "批" | "批次" | "种" | "类" | "项" | "款" | "品种" if noun.is_empty() => {
            !names().any(|name| name.ends_with(PLACES))
        }
        _ => {
            list::ends_alike(&items) && counts_names(sheet, found, &items)
                || BODIES.iter().any(|body| noun.ends_with(body)) && bodies()
        }
    }
}

/// Whether persons are counted, and the names after the first, which may have words before it, are as long as names of persons.
fn are_persons(sheet: &Sheet, found: &Match, items: &[&str]) -> bool {
    let persons = found.group("thing").is_some_and(|thing| ["人", "名", "位"].contains(&sheet.view.slice(thing)));
    // 党员、团员、群众4人: without a noun only names tell.
    let named = || items.iter().skip(1).all(|item| list::without_join(item).starts_with(|first| SURNAMES.contains(first)));
    persons
        && (!noun_of(sheet, found).is_empty() || named())
        && items.iter().skip(1).all(|item| (2..=4).contains(&list::without_join(item).chars().count()))
}

/// Whether what a measure word counts is what the names are: 甲线、乙线、丙线3条; of 甲县、乙县、丙县2家企业 it is something else.
fn counts_names(sheet: &Sheet, found: &Match, items: &[&str]) -> bool {
    if found.group("thing").is_none() {
        return false;
    }
    let noun = noun_of(sheet, found);
    let last = items.last().and_then(|item| list::without_brackets(item).chars().next_back());
    noun.is_empty() || last.is_some_and(|last| noun.contains(last))
}

/// How a number follows its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Linked {
    /// 甲、乙两处.
    Plainly,
    /// 甲、乙共两处.
    Together,
    /// 甲、乙,共两处.
    Apart,
}

/// The text before a number without the words that link a list to it.
#[derive(Debug, PartialEq, Eq)]
struct Link<'t> {
    text: &'t str,
    /// Whether one of them was 等.
    open: bool,
    linked: Linked,
}

fn without_link(before: &str, slogan: bool) -> Link<'_> {
    const TOTALS: [&str; 4] = ["共", "共计", "合计", "总计"];
    let mut text = before.trim_end();
    let (mut open, mut total) = (false, false);
    let links = ["这", "的", "相关", "有关", "等", "等等", ",所到", ",所访", ",上述", ",以上"];
    let quoted = |rest: &str| rest.ends_with('”') && slogan;
    for link in TOTALS.into_iter().chain(links) {
        if let Some(rest) = text.strip_suffix(link).filter(|rest| link != "的" || quoted(rest) || rest.ends_with('等')) {
            text = rest.trim_end();
            open |= link.starts_with('等');
            total |= TOTALS.contains(&link);
        }
    }
    match text.strip_suffix(',').filter(|_| total) {
        Some(text) => Link { text, open, linked: Linked::Apart },
        None => Link { text, open, linked: if total || open { Linked::Together } else { Linked::Plainly } },
    }
}

/// `“甲、乙、丙”`: the quotes prove both ends.
fn quoted_list(found: &Match, stated: u32, text: &str) -> Option<Listed> {
    let inside = list::quoted_at_end(text)?;
    let content = text.get(inside.clone())?;
    let counted = |marks: &[char]| list::split(content, marks).iter().filter(|item| !item.trim().is_empty()).count();
    let (few, many) = (counted(&['、']), counted(&['、', ',', ';', ' ']));
    // “摸底—干预—评估”四阶段: steps that follow each other, or things that go together. “东山—西山”3条线路 names one.
    let steps = counted(&['—', '+', '→']);
    let marks: &[char] = if few > 1 { &['、'] } else { &['、', ',', ';', ' '] };
    let (marks, many): (&[char], _) = if many < 2 && counts_lists(found) { (&['—', '+', '→'], steps) } else { (marks, many) };
    if many < 2 {
        return None;
    }
    let mut tally = readings(stated, &list::split(content, marks), true);
    // Two sorts of marks leave it open which of them separates.
    tally.ceiling = tally.ceiling.max(u32::try_from(many).unwrap_or(u32::MAX));
    let opening = inside.start.saturating_sub('“'.len_utf8());
    let alone = !text.get(..opening).unwrap_or("").ends_with(['、', '和', '及', '与', '”']);
    let counts_it = counts_lists(found) || found.group("slogan").is_some() || found.group("key").is_some();
    tally.proven = alone && counts_it && stated.abs_diff(tally.fewest) <= FAR;
    tally.open = content.ends_with('等');
    Some(Listed { tally, start: opening, end: text.len() })
}

/// Whether a measure word counts what has a name of its own, and not how often it was done.
fn counts_titles(sheet: &Sheet, found: &Match) -> bool {
    const TITLED: [&str; 15] = ["项", "类", "种", "部", "份", "个", "篇", "门", "册", "本", "句", "条", "块", "款", "件"];
    let titled = found.group("thing").is_some_and(|thing| TITLED.contains(&sheet.view.slice(thing)));
    titled || found.group("place").is_some_and(|place| ["奖项", "栏目"].contains(&sheet.view.slice(place)))
}

/// `“甲”“乙”和“丙”`: a run of quotes, or of titles of books.
fn quoted_run(sheet: &Sheet, found: &Match, stated: u32, text: &str) -> Option<Listed> {
    let (mut rest, mut counted) = (text, 0_u32);
    while let Some(inside) = list::name_at_end(rest) {
        // “两免一补”“三支一扶”: slogans of their own.
        let own = text.get(inside.clone()).and_then(|inside| inside.chars().next());
        if found.group("slogan").is_some() && own.is_some_and(small::is_numeral) {
            return None;
        }
        counted = counted.checked_add(1)?;
        let before = rest.get(..inside.start.saturating_sub('“'.len_utf8()))?;
        rest = before;
        let linked = ["、", "和", "与", "及", "以及"].into_iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
        if linked.ends_with(['”', '》']) {
            rest = linked;
        }
    }
    let start = rest.len();
    if counted < 2 || rest.ends_with(['、', '和', '及', '与']) {
        return None;
    }
    let counts_it = counts_lists(found) || found.group("slogan").is_some() || counts_titles(sheet, found);
    let clause = rest.get(list::clause_start(rest)..).unwrap_or("");
    let proven = counts_it && !clause.contains(['、', '”']) && stated.abs_diff(counted) <= 2;
    Some(Listed { tally: Tally::exactly(stated, counted, proven), start, end: text.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_a_list_and_its_number_are_left_out() {
        let link = |before, slogan| {
            let link = without_link(before, slogan);
            (link.text, link.open)
        };
        assert_eq!(link("甲、乙等", false), ("甲、乙", true));
        assert_eq!(link("甲、乙等相关", false), ("甲、乙", true));
        assert_eq!(link("“甲、乙”的", true), ("“甲、乙”", false));
        // 甲、乙的三个方面 are three aspects of two things.
        assert_eq!(link("甲、乙的", false), ("甲、乙的", false));
        assert_eq!(without_link("甲、乙、丙,共计", false).linked, Linked::Apart);
    }
}
