//! Which total? Finds the figures that could be the operand a sentence leaves out, and how strongly the words bind each of them.
//! Decides nothing: whether a candidate satisfies the claim is for the verdict.

use schemars::JsonSchema;

use super::{Pattern, Sheet, SlotType, echo::abbreviates};
use crate::{
    figure::{Dimension, Figure, Hedge, Kind},
    view::Span,
};

/// How far an operand may stand from the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename = "scope", rename_all = "kebab-case")]
pub enum Within {
    /// In its clause.
    Clause,
    /// In its sentence.
    Sentence,
    /// In its paragraph.
    Paragraph,
    /// Under its heading.
    Section,
    /// Anywhere.
    Document,
}

/// Scopes by name.
pub const WITHIN: [(&str, Within); 5] = [
    ("clause", Within::Clause),
    ("sentence", Within::Sentence),
    ("paragraph", Within::Paragraph),
    ("section", Within::Section),
    ("document", Within::Document),
];

/// How an operand that the pattern leaves out is found.
#[derive(Debug)]
pub struct Bind {
    /// The operand.
    pub operand: String,
    /// The kinds of figure that it may be.
    pub kinds: &'static [Kind],
    /// The operand whose unit it must share.
    pub like: Option<String>,
    /// The operand before which it stands, or after which.
    pub beside: String,
    /// Whether it stands after rather than before.
    pub after: bool,
    /// Whether it must be at least as large as the operand it is like.
    pub at_least: Option<String>,
    /// How far away it may stand.
    pub within: Within,
    /// The group of the pattern that names it: `W` in `占 W 的`.
    pub named_by: Option<String>,
    /// A figure right after these words is none: an increase is no total.
    pub never_after: Option<Pattern>,
}

/// How strongly the words bind a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Only by standing in scope.
    InScope,
    /// By 其中, by 中 with an echo of its noun, by the name in 占 W 的, by brackets.
    Strong,
}

/// A figure that could be the operand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its index in the sheet's figures.
    pub figure: usize,
    /// How strongly it is bound.
    pub strength: Strength,
    /// By what, for the ledger.
    pub by: &'static str,
}

/// What is known of a claim before its operand is found.
#[derive(Debug, Clone, Copy)]
pub struct Unbound<'a> {
    /// The figure beside which the operand stands.
    pub beside: usize,
    /// The figure whose unit it must share.
    pub like: usize,
    /// Where the claim begins; candidates inside it do not count.
    pub claim: Span,
    /// What names it, in the sentence's own words.
    pub named: Option<&'a str>,
    /// Whether the claim itself says of what it is, as a rate does by its name.
    pub told: bool,
}

/// More candidates than this are not weighed: what stands so far away is not meant.
const MOST: usize = 48;

/// The candidates of an operand, nearest first, and whether the words that name it fit none of them.
pub fn candidates(bind: &Bind, sheet: &Sheet, claim: Unbound) -> (Vec<Candidate>, bool) {
    let (Some(beside), Some(like)) = (sheet.figures.get(claim.beside), sheet.figures.get(claim.like)) else {
        return (Vec::new(), false);
    };
    // What the words bind may stand anywhere before; what merely stands in scope may not.
    let near = scope(bind.within, sheet, beside.span.start);
    let scope = scope(Within::Document, sheet, beside.span.start);
    let fits = |figure: &Figure| {
        bind.kinds.contains(&figure.kind)
            && (bind.like.is_none() || alike(figure, like))
            && !matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost | Hedge::Vague | Hedge::Under))
            && (figure.span.end <= claim.claim.start || figure.span.start >= claim.claim.end)
            && figure.span.start >= scope.start
            && figure.span.end <= scope.end
            && !sheet.damaged(figure.span)
            && !bind
                .never_after
                .as_ref()
                .and_then(Pattern::regex)
                .is_some_and(|regex| regex.is_match(&words_before(sheet, figure)))
    };
    let fitting = |at: &usize| sheet.figures.get(*at).is_some_and(fits);
    // Only as many are looked at as it takes: the nearest that fit.
    let fitting: Vec<usize> = if bind.after {
        let after = claim.beside.saturating_add(1)..sheet.figures.len();
        after.take_while(|&at| before(sheet, at, scope.end)).filter(fitting).take(MOST).collect()
    } else {
        let earlier = (0..claim.beside).rev();
        earlier.take_while(|&at| !before(sheet, at, scope.start)).filter(fitting).take(MOST).collect()
    };
    let found: Vec<Candidate> =
        fitting.into_iter().map(|figure| Candidate { figure, strength: Strength::InScope, by: "in scope" }).collect();
    let large = |candidate: &Candidate| {
        let size = |figure: &Figure| figure.value.times(&figure.unit.scale);
        bind.at_least.is_none() || sheet.figures.get(candidate.figure).is_some_and(|figure| size(figure) >= size(like))
    };
    // A part that is larger than its total is wrong, if the words leave no other total.
    let (mut found, smaller): (Vec<Candidate>, Vec<Candidate>) = found.into_iter().partition(large);
    let mut misnamed = strengthen(&mut found, sheet, beside, claim);
    if !found.iter().any(|candidate| candidate.strength == Strength::Strong)
        && let Some((total, badly)) = overtaken(smaller, sheet, beside, claim)
    {
        found.push(total);
        misnamed = badly;
    }
    drop_complements(&mut found, sheet, like);
    found.retain(|candidate| {
        let place = sheet.figures.get(candidate.figure).map(|figure| figure.span);
        candidate.strength == Strength::Strong || place.is_some_and(|place| place.start >= near.start && place.end <= near.end)
    });
    (found, misnamed)
}

/// Leaves out what makes up, with the part, a total that the words name: it is the other part.
fn drop_complements(found: &mut Vec<Candidate>, sheet: &Sheet, part: &Figure) {
    let size = |figure: &Figure| figure.value.times(&figure.unit.scale);
    let of = |candidate: &Candidate| sheet.figures.get(candidate.figure).map(size);
    let named: Vec<_> = found.iter().filter(|candidate| candidate.by == NAMED).filter_map(of).collect();
    let other = |candidate: &Candidate| of(candidate).is_some_and(|other| named.contains(&other.plus(&size(part))));
    found.retain(|candidate| candidate.strength == Strength::Strong || !other(candidate));
}

/// The total that the words bind to a part larger than it, where it is the only one of its sort before it in the sentence or the only one
/// named, and whether the words name another.
fn overtaken(mut smaller: Vec<Candidate>, sheet: &Sheet, part: &Figure, claim: Unbound) -> Option<(Candidate, bool)> {
    let sentence = sheet.view.sentence(part.span.start);
    smaller.retain(|candidate| sheet.figures.get(candidate.figure).is_some_and(|figure| figure.span.start >= sentence.start));
    let misnamed = strengthen(&mut smaller, sheet, part, claim);
    let strong = smaller.len() == 1;
    // One that is named is meant, whatever else stands there.
    smaller.retain(|candidate| candidate.strength == Strength::Strong && (strong || candidate.by == NAMED));
    let only = smaller.pop().filter(|_| smaller.is_empty())?;
    Some((only, misnamed))
}

fn before(sheet: &Sheet, figure: usize, at: usize) -> bool {
    sheet.figures.get(figure).is_some_and(|figure| figure.span.start < at)
}

fn scope(within: Within, sheet: &Sheet, at: usize) -> Span {
    match within {
        Within::Clause => sheet.view.clause(at),
        Within::Sentence => sheet.view.sentence(at),
        Within::Paragraph => sheet.view.paragraph(at),
        Within::Section => sheet.view.section(at),
        Within::Document => Span { start: 0, end: sheet.view.text().len() },
    }
}

/// Whether two figures count the same sort of thing, so that one can be part of the other.
pub fn alike(a: &Figure, b: &Figure) -> bool {
    a.unit.dimension == b.unit.dimension
        && (a.unit.class == b.unit.class || !matches!(a.unit.dimension, Dimension::Count | Dimension::Money | Dimension::Other))
}

/// Marks the candidates that the words bind strongly. Returns whether the operand is named and the name fits none.
fn strengthen(found: &mut [Candidate], sheet: &Sheet, part: &Figure, claim: Unbound) -> bool {
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

fn mark(candidate: &mut Candidate, by: &'static str) {
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

/// What binds a candidate that the words name.
const NAMED: &str = "占…的";

/// `占 W 的`: the candidates that W names: `总人口412813人` for 总人口, `共有党员45名` for 党员. Whether there is any.
fn by_name(found: &mut [Candidate], sheet: &Sheet, name: &str, written: &str) -> bool {
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
const COPULAS: &str = "共为有达现已总数计约是:";

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
fn words_before(sheet: &Sheet, figure: &Figure) -> String {
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
fn clause_of(words: &str) -> &str {
    words.rsplit([',', ';', ':', '。']).next().unwrap_or_default()
}

/// Whether the words around a figure repeat the head of a noun, its last two characters.
fn echoes(sheet: &Sheet, figure: &Figure, noun: &str) -> bool {
    const AFTER: usize = 8;
    let line = sheet.view.paragraph(figure.span.start);
    let after: String =
        sheet.view.slice(Span { start: figure.span.end, end: line.end.max(figure.span.end) }).chars().take(AFTER).collect();
    let count = noun.chars().count();
    let head: String = noun.chars().skip(count.saturating_sub(2)).collect();
    words_before(sheet, figure).contains(&head) || after.contains(&head)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

/// The kinds of figure that a slot type takes; none for texts and lists of names.
pub fn kinds(takes: SlotType) -> &'static [Kind] {
    match takes {
        SlotType::Figure(kinds) | SlotType::Figures(kinds) => kinds,
        SlotType::Numeral => &[Kind::Count],
        SlotType::Items | SlotType::Words | SlotType::Quoted => &[],
    }
}
