//! What binds a figure to a claim strongly: its name, and where it stands before the part.

use super::{
    Candidate, Strength, Unbound,
    names::{COPULAS, base_noun, by_name, clause_of, echoes, is_han, words_before},
};
use crate::{claim::Sheet, figure::Figure, view::Span};

/// Marks the candidates that the words bind strongly. Returns whether the operand is named and the name fits none.
pub(super) fn strengthen(found: &mut [Candidate], sheet: &Sheet, part: &Figure, claim: Unbound) -> bool {
    let sentence = sentence(sheet, part.span.start);
    by_among_them(found, sheet, part, sentence);
    by_sentence_before(found, sheet, sentence);
    by_colon(found, sheet, part, sentence);
    by_group(found, sheet, part, sentence);
    by_within(found, sheet, part, sentence);
    by_bracket(found, sheet, part, sentence);
    by_clause_before(found, sheet, part, sentence);
    let name = claim.named.map(|name| base_noun(name, &part.unit.text));
    match name {
        Some("") => {
            by_whole(found, sheet, part, sentence);
            false
        }
        Some(name) => !by_name(found, sheet, name, claim.named.unwrap_or("")),
        None => {
            by_announcement(found, sheet, part, sentence, claim.told);
            false
        }
    }
}

/// A line of a printed page has at least so many characters, headings mostly fewer.
const PRINTED: usize = 20;
/// A sentence goes over at most so many lines.
const LINES: usize = 8;

/// The sentence around a place; of a page that was cut into its lines, with the lines before that it began in.
fn sentence(sheet: &Sheet, at: usize) -> Span {
    let mut sentence = sheet.view.sentence(at);
    for _ in 0..LINES {
        let line = sheet.view.line_at(sentence.start);
        let opens = sheet.view.lines().get(line).is_some_and(|line| {
            sheet.view.slice(Span { start: line.span.start, end: sentence.start.max(line.span.start) }).trim().is_empty()
        });
        let Some(before) = line.checked_sub(1).and_then(|line| sheet.view.lines().get(line)).filter(|_| opens) else { break };
        let text = sheet.view.slice(before.span).trim_end();
        let last = before.span.start.saturating_add(text.len()).saturating_sub(1);
        let earlier = sheet.view.sentence(last);
        let cut = !text.ends_with(['。', '!', '?', ';', '…']) && sheet.view.slice(earlier).contains([',', ':']);
        if !cut || text.chars().count() < PRINTED || earlier.start >= sentence.start {
            break;
        }
        sentence.start = earlier.start;
    }
    sentence
}

pub(super) fn mark(candidate: &mut Candidate, by: &'static str) {
    if candidate.strength < Strength::Strong {
        (candidate.strength, candidate.by) = (Strength::Strong, by);
    }
}

/// `T…,其中 P`, `T…,当中 P`: for each of these words before the part, the nearest candidate before it.
fn by_among_them(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let text = sheet.view.slice(Span { start: sentence.start, end: part.span.start.max(sentence.start) });
    let among = text.match_indices("其中").chain(text.match_indices(",当中"));
    for (at, _) in among {
        let at = sentence.start.saturating_add(at);
        let nearest = found.iter_mut().find(|candidate| {
            sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.end <= at && figure.span.start >= sentence.start)
        });
        if let Some(candidate) = nearest {
            mark(candidate, "其中");
        }
    }
}

/// More characters than this between a figure and the colon of a list, and the list is of something else.
const BEFORE_COLON: usize = 20;

/// `T…。其中,P`: the only candidate of the sentence before, where the sentence opens with 其中.
fn by_sentence_before(found: &mut [Candidate], sheet: &Sheet, sentence: Span) {
    let opens = sheet.view.slice(sentence).trim_start().starts_with("其中");
    let Some(last) = sentence.start.checked_sub(1).filter(|_| opens) else { return };
    let earlier = sheet.view.sentence(last);
    let paragraph = sheet.view.paragraph(sentence.start);
    if earlier.start < paragraph.start {
        return;
    }
    let mut there = found.iter_mut().filter(|candidate| {
        let place = sheet.figures.get(candidate.figure).map(|figure| figure.span);
        place.is_some_and(|place| place.start >= earlier.start && place.end <= sentence.start)
    });
    if let (Some(only), None) = (there.next(), there.next()) {
        mark(only, "其中");
    }
}

/// Words before a number that announce a whole: 共有, 全村, 总.
fn announces(words: &str) -> bool {
    const PLACES: [&str; 13] = ["县", "市", "区", "镇", "乡", "村", "校", "院", "局", "省", "团", "厂", "组"];
    let clause = words.rsplit([',', ';', ':', '。', '、', ')', '(']).next().unwrap_or_default();
    clause.contains('共') && !clause.contains("公共") && !clause.contains("共产")
        || clause.contains('总') && !clause.contains("总结")
        || clause.strip_prefix(['全', '本', '我', '该']).is_some_and(|rest| PLACES.iter().any(|place| rest.starts_with(place)))
        || PLACES.iter().any(|place| clause.strip_prefix(place).is_some_and(|rest| rest.starts_with(['内', '域'])))
        || GATHERING.iter().any(|verb| clause.contains(verb))
}

/// Verbs of taking in: what they tell the number of is a whole, of which some is told after it.
const GATHERING: [&str; 30] = [
    "走访", "抽查", "抽检", "抽样", "检查", "检测", "监测", "检验", "送检", "调查", "访问", "排查", "受理", "收到", "接到",
    "接报", "承办", "收治", "收集", "征集", "登记", "在册", "安排", "下达", "争取", "筹集", "回收", "收回", "招收", "录取",
];

/// `全村240户,P`: the candidate that is announced as a whole, where it is the only one of the sentence, or of the one before it.
fn by_announcement(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span, told: bool) {
    if let Some(only) = only_in(found, sheet, Span { start: sentence.start, end: part.span.start.max(sentence.start) }) {
        if sheet.figures.get(only.figure).is_some_and(|figure| is_announced(sheet, figure)) {
            mark(only, "共");
        }
        return;
    }
    if let Some(only) = inherited(found, sheet, sentence)
        && (told
            || seen(sheet, sentence)
            || sheet.figures.get(only.figure).is_some_and(|figure| shares_noun(sheet, figure, part)))
    {
        mark(only, "共");
    }
}

/// Whether a sentence opens with the way of looking at what the one before counted: `从装灯情况看`, `按规模分`.
fn seen(sheet: &Sheet, sentence: Span) -> bool {
    let opens = sheet.view.slice(sentence).trim_start().split([',', ':']).next().unwrap_or("");
    opens.starts_with(['从', '按']) && opens.ends_with(['看', '分', '划', '类'])
}

/// The only candidate that stands within a span, if there is but one.
fn only_in<'c>(found: &'c mut [Candidate], sheet: &Sheet, within: Span) -> Option<&'c mut Candidate> {
    let mut here = found.iter_mut().filter(|candidate| {
        let place = sheet.figures.get(candidate.figure).map(|figure| figure.span);
        place.is_some_and(|place| place.start >= within.start && place.start < within.end)
    });
    here.next().filter(|_| here.next().is_none())
}

/// The candidate of the sentence right before in the paragraph that is announced as a whole, where that has no other, and this one none.
fn inherited<'c>(found: &'c mut [Candidate], sheet: &Sheet, sentence: Span) -> Option<&'c mut Candidate> {
    let last = sentence.start.checked_sub(1)?;
    let earlier = sheet.view.sentence(last);
    let within =
        |candidate: &Candidate| sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.start >= sentence.start);
    if earlier.start < sheet.view.paragraph(sentence.start).start || found.iter().any(within) {
        return None;
    }
    let only = only_in(found, sheet, Span { start: earlier.start, end: sentence.start })?;
    sheet.figures.get(only.figure).is_some_and(|figure| is_announced(sheet, figure)).then_some(only)
}

/// Whether the words around a figure say that it is a whole: `全县共有…`, `抽查…`, `对64家茶社进行了检查`.
fn is_announced(sheet: &Sheet, figure: &Figure) -> bool {
    let before = words_before(sheet, figure);
    if announces(&before) {
        return true;
    }
    let opens = clause_of(&before).trim_start_matches(['对', '在', '从', '由', '将', '经']).is_empty();
    let clause = sheet.view.clause(figure.span.start);
    let after = sheet.view.slice(Span { start: figure.span.end, end: clause.end.max(figure.span.end) });
    opens && TAKING_PART.iter().any(|verb| after.contains(verb))
}

/// What is said of all that take part in something.
const TAKING_PART: [&str; 12] = ["参加", "接受", "进行", "开展", "纳入", "申报", "报名", "参与", "参评", "参赛", "参检", "参训"];

/// Whether the words of a part's clause repeat the noun that a whole is counted with: its last two characters.
fn shares_noun(sheet: &Sheet, whole: &Figure, part: &Figure) -> bool {
    let clause = sheet.view.clause(part.span.start);
    let words = sheet.view.slice(clause);
    let before = words_before(sheet, whole);
    let before: String = clause_of(&before).trim_end_matches(|c| COPULAS.contains(c)).trim_end_matches("数量").to_owned();
    let line = sheet.view.paragraph(whole.span.start);
    let after = sheet.view.slice(Span { start: whole.span.end, end: line.end.max(whole.span.end) });
    let last: String = before.chars().skip(before.chars().count().saturating_sub(2)).filter(|c| is_han(*c)).collect();
    let first: String = after.chars().take(2).filter(|c| is_han(*c)).collect();
    let there = |noun: &str| noun.chars().count() == 2 && words.contains(noun);
    there(&last) || there(&first)
}

/// `T…:P`: the figure that a list is of, where it is the only one before the colon in the sentence.
fn by_colon(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let text = sheet.view.slice(Span { start: sentence.start, end: part.span.start.max(sentence.start) });
    let Some(colon) = text.find(':').map(|at| sentence.start.saturating_add(at)) else { return };
    let mut before = found.iter_mut().filter(|candidate| {
        sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.start >= sentence.start && figure.span.end <= colon)
    });
    let (Some(only), None) = (before.next(), before.next()) else { return };
    let near = sheet
        .figures
        .get(only.figure)
        .is_some_and(|figure| sheet.view.slice(Span { start: figure.span.end, end: colon }).chars().count() <= BEFORE_COLON);
    if near {
        mark(only, "list");
    }
}

/// `队员中,P`: a candidate before it whose own words echo the noun before 中, 里 or 当中, which opens its clause.
fn by_group(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let text = sheet.view.slice(Span { start: sentence.start, end: part.span.start.max(sentence.start) });
    let groups = text.match_indices(['中', '里']).filter_map(|(at, _)| {
        let clause = text.get(..at)?.rsplit([',', ';', ':', '。']).next()?.trim_start_matches(['在', ' ']);
        let noun = clause.trim_end_matches(['当', '之']);
        let whole = (2..=10).contains(&noun.chars().count()) && noun.chars().all(is_han);
        whole.then(|| (sentence.start.saturating_add(at).saturating_sub(clause.len()), noun.to_owned()))
    });
    for (at, noun) in groups {
        for candidate in found.iter_mut() {
            if sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.end <= at && echoes(sheet, figure, &noun)) {
                mark(candidate, "中");
            }
        }
    }
}

/// More characters than this between a figure and 中, and it is not the figure that is meant.
const BEFORE_WITHIN: usize = 8;

/// `386户中有P`, `1250名居民中,P`: the figure right before 中, with only its noun between.
fn by_within(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    for candidate in found.iter_mut() {
        let Some(figure) = sheet.figures.get(candidate.figure).filter(|figure| figure.span.start >= sentence.start) else {
            continue;
        };
        let after = sheet.view.slice(Span { start: figure.span.end, end: part.span.start.max(figure.span.end) });
        let noun: String =
            after.chars().take_while(|character| is_han(*character) && !matches!(character, '中' | '里')).collect();
        let rest = after
            .get(noun.len()..)
            .and_then(|rest| rest.strip_prefix('中').or(rest.strip_prefix('里').filter(|rest| rest.starts_with([',', '有']))));
        // 其中 has its own rule; 集中, 中学, 中央 name no group.
        let within = rest.is_some_and(|rest| !rest.starts_with(['学', '小', '央', '心', '级', '型']))
            && !noun.ends_with(['其', '集', '途']);
        if within && noun.chars().count() <= BEFORE_WITHIN {
            mark(candidate, "中");
        }
    }
}

/// More characters than this between a figure and the bracket behind it, and the bracket is of something else.
const BEFORE_BRACKET: usize = 4;

/// `64家(P…)`: the figure right before the bracket in which the part opens.
fn by_bracket(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let before = sheet.view.slice(Span { start: sentence.start, end: part.span.start.max(sentence.start) });
    let Some(open) = before.rfind('(').filter(|&open| !before.get(open..).unwrap_or("").contains(')')) else { return };
    let open = sentence.start.saturating_add(open);
    let right_before = |figure: &Figure| {
        let between = sheet.view.slice(Span { start: figure.span.end.min(open), end: open });
        figure.span.end <= open && between.chars().count() <= BEFORE_BRACKET && between.chars().all(is_han)
    };
    let nearest = found.iter_mut().find(|candidate| sheet.figures.get(candidate.figure).is_some_and(right_before));
    if let Some(candidate) = nearest {
        mark(candidate, "list");
    }
}

/// `茶社64家,装了灯的40家`: the only candidate of the sentence, right before a clause that says of its part who they are.
fn by_clause_before(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let here = Span { start: sentence.start, end: part.span.start.max(sentence.start) };
    let clause = sheet.view.clause(part.span.start);
    let words = sheet.view.slice(Span { start: clause.start, end: part.span.start.max(clause.start) });
    let of_some = words.trim_end_matches(['有', '为', '达', '共', '仅', '只']).ends_with(['的', '者']);
    let Some(only) = only_in(found, sheet, here) else { return };
    let Some(figure) = sheet.figures.get(only.figure) else { return };
    let between = sheet.view.slice(Span { start: figure.span.end, end: clause.start.max(figure.span.end) });
    let next = of_some && between.chars().count() <= BEFORE_BRACKET.saturating_mul(2) && between.matches([',', ':']).count() == 1;
    let within = sheet.view.slice(Span { start: figure.span.end.min(part.span.start), end: part.span.start });
    let has = within.ends_with("已有") && within.chars().all(is_han) && within.chars().count() <= BEFORE_WITHIN;
    if next || has {
        mark(only, "list");
    }
}

/// `占总数的`: the only candidate of the sentence, where there is but one, or that of the sentence before.
fn by_whole(found: &mut [Candidate], sheet: &Sheet, part: &Figure, sentence: Span) {
    let here = Span { start: sentence.start, end: part.span.start.max(sentence.start) };
    if let Some(only) = only_in(found, sheet, here) {
        mark(only, "占总数");
    } else if let Some(only) = inherited(found, sheet, sentence) {
        mark(only, "占总数");
    }
}
