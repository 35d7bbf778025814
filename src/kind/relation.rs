//! `kind = "relation"`: operands found by a pattern, a missing one found by binding, and the relation that should hold between them.

mod trace;

use std::{collections::BTreeMap, ops::Range};

use regex::Captures;

use super::{
    Recounts,
    trace::{Left, Refusal, Step},
};
use crate::{
    claim::{
        Claim, Guards, Operand, Pattern, Sheet, SlotType, Zones,
        bind::{self, Bind, Candidate, Strength, Unbound},
        items,
    },
    figure::{Figure, Hedge, Interval, Number},
    verdict::{self, Expression, Recount, Relation as Holds, Stated, Value, Values, Verdict},
    view::Span,
};

/// Finds claims by their words and holds them against a relation.
#[derive(Debug)]
pub struct Relation {
    /// The forms that the claim takes, the more telling first: where two find the same figure, the first is taken.
    pub cases: Vec<Case>,
    /// In these zones.
    pub zones: Zones,
    /// The expressions that the rule's messages show.
    pub shown: Vec<Shown>,
}

/// One form of the claim.
#[derive(Debug)]
pub struct Case {
    /// Any of these.
    pub find: Vec<Pattern>,
    /// What should hold.
    pub holds: Holds,
    /// What must hold for the claim to be meant at all; without it a contradiction is undecided.
    pub applies: Option<Holds>,
    /// How the operand that the pattern leaves out is found.
    pub bind: Option<Bind>,
    /// Words around that turn it off.
    pub guards: Guards,
    /// Operands that must count the same sort of thing, or there is no claim.
    pub alike: Vec<String>,
    /// The operand that a finding underlines; the stated one of the relation where this is none.
    pub at: Option<String>,
    /// An operand that has no rival of its sort earlier in the sentence, or a contradiction is undecided.
    pub sole: Option<String>,
    /// Whether claims of one paragraph share the operand that is bound.
    pub together: bool,
}

/// An expression in a message: `part / total as share`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The slot as it is written.
    pub slot: String,
    /// What is computed.
    pub value: Expression,
    /// The operand as which it is written.
    pub like: Option<String>,
}

/// What the recount of a relation needs.
#[derive(Debug)]
pub struct Parts {
    holds: Holds,
    applies: Option<Holds>,
    values: Values,
    bound: Option<Bound>,
    /// Whether another figure could be meant where this one stands.
    rivalled: bool,
    /// The stated values of the other claims of the paragraph.
    neighbours: Vec<Number>,
    /// The stated figure with its text, for lists each of them, in whose manner the computed value is written.
    stated: Vec<(Figure, String)>,
    /// The texts that messages show, by slot: an expression with the figure it is written like.
    shown: Vec<(Shown, Option<(Figure, String)>)>,
}

/// The operand that was looked for.
#[derive(Debug)]
struct Bound {
    operand: String,
    candidates: Vec<Weighed>,
    /// Whether the words name an operand that is none of the candidates.
    weak: bool,
}

/// A candidate with what speaks for it.
#[derive(Debug)]
struct Weighed {
    value: Stated,
    strong: bool,
    /// Whether it is the part of another claim.
    sibling: bool,
    nearest: bool,
}

/// A match before its operand is bound.
struct Matched<'r> {
    case: &'r Case,
    line: usize,
    span: Span,
    operands: Vec<Matching>,
    named: BTreeMap<String, String>,
    candidates: Vec<Candidate>,
    misnamed: bool,
    /// The parts of other claims in the paragraph: a sibling is no total, unless 其中 says so.
    siblings: Vec<usize>,
    /// The stated values of the other claims of the paragraph.
    neighbours: Vec<Number>,
}

/// An operand as it was matched.
struct Matching {
    name: String,
    span: Span,
    figures: Vec<usize>,
    value: Value,
}

impl Relation {
    /// The names of all operands, those that are bound among them.
    fn operands_of_patterns(&self) -> Vec<&str> {
        let slots = self.cases.iter().flat_map(|case| &case.find).flat_map(|find| find.slots()).map(|slot| slot.name.as_str());
        let bound = self.cases.iter().filter_map(|case| case.bind.as_ref()).map(|bind| bind.operand.as_str());
        let mut names: Vec<&str> = Vec::new();
        for name in slots.chain(bound) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn matches<'r>(&'r self, sheet: &Sheet) -> Vec<Matched<'r>> {
        let lines = sheet.view.lines().iter().enumerate().filter(|(_, line)| self.zones.include(line.zone));
        lines.flat_map(|(line, _)| self.in_line(sheet, line, &mut |_, _| {})).collect()
    }

    /// The matches on a line; `refuse` is told where else in its skeleton a pattern matches, and why that is no claim.
    fn in_line<'r>(&'r self, sheet: &Sheet, line: usize, refuse: &mut dyn FnMut(Range<usize>, Refusal<'r>)) -> Vec<Matched<'r>> {
        let skeleton = sheet.skeleton(line);
        let mut here: Vec<Matched> = Vec::new();
        for case in &self.cases {
            for (find, regex) in case.find.iter().filter_map(|find| Some((find, find.regex_in(skeleton)?))) {
                let mut fresh: Vec<Matched> = Vec::new();
                for captures in regex.captures_iter(skeleton) {
                    let why = match matched(case, find, &captures, sheet, line) {
                        Ok(new) if here.iter().any(|old| old.same_figures(&new)) => Refusal::Left(Left::Taken),
                        Ok(new) => {
                            fresh.push(new);
                            continue;
                        }
                        Err(why) => why,
                    };
                    refuse(captures.get(0).map_or(0..0, |whole| whole.range()), why);
                }
                here.extend(fresh);
            }
        }
        here.sort_by_key(|matched| matched.span);
        here
    }
}

impl Matched<'_> {
    fn get(&self, name: &str) -> Option<&Matching> {
        self.operands.iter().find(|operand| operand.name == name)
    }

    fn stated(&self) -> Option<&Matching> {
        self.get(self.case.at.as_deref().or_else(|| self.case.holds.stated())?)
    }

    /// The value of the stated figure, where it is one.
    fn stated_value(&self) -> Option<&Stated> {
        match &self.stated()?.value {
            Value::Figure(stated) => Some(stated),
            _ => None,
        }
    }

    /// Whether the figure that both are about is the same.
    fn same_figures(&self, other: &Self) -> bool {
        match (self.stated(), other.stated()) {
            (Some(one), Some(other)) => one.span == other.span,
            _ => self.span == other.span,
        }
    }

    fn values(&self) -> Values {
        self.operands.iter().map(|operand| (operand.name.clone(), operand.value.clone())).collect()
    }
}

fn matched<'r>(
    case: &'r Case,
    find: &Pattern,
    captures: &Captures,
    sheet: &Sheet,
    line: usize,
) -> Result<Matched<'r>, Refusal<'r>> {
    let whole = captures.get(0).ok_or(Refusal::Left(Left::NoFigure))?.range();
    if let Some(guard) = case.guards.refuses(sheet, line, &whole) {
        return Err(Refusal::Guarded(guard));
    }
    let operands = find.slots().iter().filter_map(|slot| {
        let range = captures.name(&slot.name)?.range();
        Some(operand(&slot.name, slot.takes, range, sheet, line))
    });
    let operands: Vec<Matching> = operands.collect::<Option<_>>().ok_or(Refusal::Left(Left::NoFigure))?;
    let bounded = case
        .bind
        .as_ref()
        .and_then(|bind| bind.like.as_ref())
        .and_then(|like| operands.iter().find(|operand| operand.name == *like));
    if bounded.is_some_and(|operand| is_threshold(operand, sheet)) {
        return Err(Refusal::Left(Left::Threshold));
    }
    if operands.iter().any(|operand| sheet.damaged(operand.span)) {
        return Err(Refusal::Left(Left::Damaged));
    }
    if !alike(&case.alike, &operands, sheet) {
        return Err(Refusal::Left(Left::Unlike));
    }
    let slots: Vec<&str> = find.slots().iter().map(|slot| slot.name.as_str()).collect();
    let regex = find.regex().ok_or(Refusal::Left(Left::NoFigure))?;
    let named = regex.capture_names().flatten().filter(|name| !slots.contains(name)).filter_map(|name| {
        let range = captures.name(name)?.range();
        Some((name.to_owned(), sheet.view.slice(sheet.span(line, range.start, range.end)).to_owned()))
    });
    Ok(Matched {
        case,
        line,
        span: sheet.span(line, whole.start, whole.end),
        named: named.collect(),
        operands,
        candidates: Vec::new(),
        misnamed: false,
        siblings: Vec::new(),
        neighbours: Vec::new(),
    })
}

/// Whether an operand is a class name and no amount: `35岁以下`, `3人以上`.
fn is_threshold(operand: &Matching, sheet: &Sheet) -> bool {
    let mut figures = operand.figures.iter().filter_map(|&index| sheet.figures.get(index));
    figures.any(|figure| matches!(figure.hedge, Some(Hedge::AtLeast | Hedge::AtMost)))
}

fn operand(name: &str, takes: SlotType, range: Range<usize>, sheet: &Sheet, line: usize) -> Option<Matching> {
    let span = sheet.span(line, range.start, range.end);
    let text = sheet.view.slice(span);
    let within = sheet.figures_in(line, range.start, range.end);
    let of_kind = |index: &usize| sheet.figures.get(*index).is_some_and(|figure| bind::kinds(takes).contains(&figure.kind));
    let stated = |index: &usize| sheet.figures.get(*index).map(Stated::of);
    let (figures, value) = match takes {
        SlotType::Figure(_) => {
            let index = within.into_iter().find(of_kind)?;
            (vec![index], Value::Figure(stated(&index)?))
        }
        SlotType::Figures(_) => {
            let outside = |index: &usize| sheet.figures.get(*index).is_some_and(|figure| !in_brackets(sheet, span, figure.span));
            let figures: Vec<usize> = within.into_iter().filter(of_kind).filter(outside).collect();
            let values = figures.iter().filter_map(stated).collect();
            (figures, Value::Figures(values))
        }
        SlotType::Numeral => match within.into_iter().find(of_kind) {
            Some(index) => (vec![index], Value::Figure(stated(&index)?)),
            None => (Vec::new(), Value::Number(Interval::exactly(items::numeral(text)?))),
        },
        SlotType::Items => (Vec::new(), Value::Number(items::count(text))),
        SlotType::Words | SlotType::Quoted => {
            (Vec::new(), Value::Number(Interval::exactly(Number::from(items::characters(text)))))
        }
    };
    Some(Matching { name: name.to_owned(), span, figures, value })
}

/// Whether a figure stands in brackets that open within a span: a part of the part before it.
fn in_brackets(sheet: &Sheet, span: Span, figure: Span) -> bool {
    let before = sheet.view.slice(Span { start: span.start, end: figure.start.max(span.start) });
    before.matches('(').count() > before.matches(')').count()
}

fn alike(names: &[String], operands: &[Matching], sheet: &Sheet) -> bool {
    let named = operands.iter().filter(|operand| names.contains(&operand.name));
    let figures: Vec<&Figure> =
        named.flat_map(|operand| &operand.figures).filter_map(|&index| sheet.figures.get(index)).collect();
    // Bare numbers say too little of what they count.
    if figures.iter().any(|figure| figure.unit.text.is_empty()) && !figures.iter().any(|figure| !figure.unit.text.is_empty()) {
        return names.is_empty();
    }
    figures.windows(2).all(|pair| matches!(pair, [one, other] if bind::alike(one, other)))
}

/// Finds the candidates of each match, and lets matches of one paragraph confirm each other's.
fn bind_all(matches: &mut [Matched], sheet: &Sheet) {
    for matched in matches.iter_mut() {
        let Some(bind) = &matched.case.bind else { continue };
        let index = |name: &str| matched.get(name).and_then(|operand| operand.figures.first().copied());
        let Some(beside) = index(&bind.beside) else { continue };
        let like = bind.like.as_deref().and_then(index).unwrap_or(beside);
        let named = bind.named_by.as_ref().and_then(|group| matched.named.get(group)).map(String::as_str);
        let unbound = Unbound { beside, like, claim: matched.span, named };
        (matched.candidates, matched.misnamed) = bind::candidates(bind, sheet, unbound);
    }
    confirm(matches, sheet);
}

/// Claims of one paragraph share their operand: a candidate that verifies one of them, or that is the sum of their parts, is strong for all.
fn confirm(matches: &mut [Matched], sheet: &Sheet) {
    let mut start = 0;
    while let Some(first) = matches.get(start) {
        let line = first.line;
        let length = matches.get(start..).unwrap_or_default().iter().take_while(|matched| matched.line == line).count().max(1);
        let end = start.saturating_add(length);
        if let Some(group) = matches.get_mut(start..end) {
            let parts: Vec<usize> = group.iter().filter_map(part_of).collect();
            let stated: Vec<(Span, Number)> =
                group.iter().filter_map(|matched| Some((matched.span, matched.stated_value()?.value.clone()))).collect();
            for matched in group.iter_mut() {
                let own = part_of(matched);
                let others = stated.iter().filter(|(span, _)| *span != matched.span);
                matched.neighbours = others.map(|(_, value)| value.clone()).collect();
                matched.siblings = parts.iter().copied().filter(|part| Some(*part) != own).collect();
                for candidate in matched.candidates.iter_mut().filter(|candidate| candidate.by != "其中") {
                    if matched.siblings.contains(&candidate.figure) {
                        (candidate.strength, candidate.by) = (Strength::InScope, "in scope");
                    }
                }
            }
            let mut shared: Vec<(usize, &'static str)> = Vec::new();
            for matched in group.iter().filter(|matched| matched.case.together) {
                shared.extend(verifying(matched, sheet).into_iter().map(|figure| (figure, "siblings")));
            }
            shared.extend(sums(group, sheet).into_iter().map(|figure| (figure, "parts add up")));
            for matched in group.iter_mut().filter(|matched| matched.case.together) {
                for candidate in &mut matched.candidates {
                    let confirmed = shared.iter().find(|(figure, _)| *figure == candidate.figure);
                    if let Some((_, by)) = confirmed.filter(|_| candidate.strength < Strength::Strong) {
                        (candidate.strength, candidate.by) = (Strength::Strong, by);
                    }
                }
            }
        }
        start = end;
    }
}

/// The figure that a claim takes for a part.
fn part_of(matched: &Matched) -> Option<usize> {
    let like = matched.case.bind.as_ref()?.like.as_deref()?;
    matched.get(like)?.figures.first().copied()
}

/// The candidates that make a claim exactly right.
fn verifying(matched: &Matched, sheet: &Sheet) -> Vec<usize> {
    let Some(bind) = &matched.case.bind else { return Vec::new() };
    let right = matched.candidates.iter().filter(|candidate| {
        let Some(figure) = sheet.figures.get(candidate.figure) else { return false };
        let mut values = matched.values();
        values.insert(bind.operand.clone(), Value::Figure(Stated::of(figure)));
        verdict::solve(&matched.case.holds, &values).verdict == Verdict::Verified
    });
    right.map(|candidate| candidate.figure).collect()
}

/// The candidates that are the sum of the parts of a run of claims, two at least.
fn sums(group: &[Matched], sheet: &Sheet) -> Vec<usize> {
    let part = |matched: &Matched| sheet.figures.get(part_of(matched)?).map(|figure| figure.value.clone());
    let together: Vec<&Matched> = group.iter().filter(|matched| matched.case.together).collect();
    if together.len() < 2 {
        return Vec::new();
    }
    let sum = together.iter().filter_map(|matched| part(matched)).fold(Number::zero(), |sum, part| sum.plus(&part));
    let all = together.iter().flat_map(|matched| &matched.candidates).map(|candidate| candidate.figure);
    all.filter(|&index| sheet.figures.get(index).is_some_and(|figure| figure.value == sum)).collect()
}

impl Recounts for Relation {
    const NAME: &'static str = "relation";
    const FACTS: &'static [&'static str] = &["computed"];

    type Parts = Parts;

    fn operands(&self) -> Vec<&str> {
        self.operands_of_patterns()
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let mut matches = self.matches(sheet);
        bind_all(&mut matches, sheet);
        matches.iter().map(|matched| self.claim(matched, sheet)).collect()
    }

    fn recount(&self, parts: &Parts) -> Recount {
        let (recount, values) = match &parts.bound {
            None => (verdict::solve(&parts.holds, &parts.values), parts.values.clone()),
            Some(bound) => choose(parts, bound),
        };
        if (parts.rivalled || !parts.applies(&values)) && !recount.verdict.holds() {
            return Recount::new(Verdict::Undecided);
        }
        show(verdict::explain(recount, &values, &parts.holds, &parts.neighbours), &values, parts)
    }

    fn trace(&self, sheet: &Sheet, lines: &Range<usize>) -> Vec<Step<'_>> {
        trace::steps(self, sheet, lines)
    }
}

impl Parts {
    /// Whether the claim is meant at all.
    fn applies(&self, values: &Values) -> bool {
        self.applies.as_ref().is_none_or(|applies| verdict::solve(applies, values).verdict.holds())
    }
}

impl Relation {
    fn claim(&self, matched: &Matched, sheet: &Sheet) -> Claim<Parts> {
        let listed = matched.operands.iter().flat_map(|operand| listed(operand, sheet)).collect();
        let candidates: Vec<Operand> = matched
            .case
            .bind
            .iter()
            .flat_map(|bind| matched.candidates.iter().filter_map(|candidate| as_operand(&bind.operand, candidate.figure, sheet)))
            .collect();
        let bound = matched.case.bind.as_ref().filter(|bind| matched.get(&bind.operand).is_none()).map(|bind| Bound {
            operand: bind.operand.clone(),
            candidates: matched
                .candidates
                .iter()
                .enumerate()
                .filter_map(|(place, candidate)| {
                    let value = Stated::of(sheet.figures.get(candidate.figure)?);
                    let sibling = matched.siblings.contains(&candidate.figure);
                    Some(Weighed { value, strong: candidate.strength == Strength::Strong, sibling, nearest: place == 0 })
                })
                .collect(),
            weak: matched.misnamed,
        });
        let best = matched.candidates.iter().max_by_key(|candidate| candidate.strength);
        let figure_of = |name: &str| {
            let index = *matched.get(name)?.figures.first()?;
            let figure = sheet.figures.get(index)?;
            Some((figure.clone(), sheet.view.slice(figure.span).to_owned()))
        };
        let stated = matched.stated().map(|operand| operand.figures.as_slice()).unwrap_or_default();
        let stated = stated
            .iter()
            .filter_map(|&index| sheet.figures.get(index))
            .map(|figure| (figure.clone(), sheet.view.slice(figure.span).to_owned()));
        let shown = self.shown.iter().map(|shown| (shown.clone(), shown.like.as_deref().and_then(figure_of)));
        Claim {
            span: matched.span,
            at: matched.stated().map_or(matched.span, |operand| match operand.figures.as_slice() {
                [index] => sheet.figures.get(*index).map_or(operand.span, own_words),
                _ => operand.span,
            }),
            source: None,
            operands: listed,
            binding: best.map_or(String::new(), |candidate| candidate.by.to_owned()),
            candidates,
            parts: Parts {
                holds: matched.case.holds.clone(),
                applies: matched.case.applies.clone(),
                values: matched.values(),
                bound,
                rivalled: rival(matched, sheet).is_some(),
                neighbours: matched.neighbours.clone(),
                stated: stated.collect(),
                shown: shown.collect(),
            },
        }
    }
}

/// A figure of the sort of the operand that should be sole, before it in its sentence: its index.
fn rival(matched: &Matched, sheet: &Sheet) -> Option<usize> {
    let index = matched.case.sole.as_deref().and_then(|sole| matched.get(sole)?.figures.first().copied())?;
    let figure = sheet.figures.get(index)?;
    let sentence = sheet.view.sentence(figure.span.start);
    let earlier = sheet.figures.get(..index).unwrap_or_default().iter().enumerate().rev();
    let mut earlier = earlier.take_while(|(_, other)| other.span.start >= sentence.start);
    earlier.find(|(_, other)| bind::alike(other, figure) && other.value != figure.value).map(|(index, _)| index)
}

fn listed(operand: &Matching, sheet: &Sheet) -> Vec<Operand> {
    if operand.figures.is_empty() {
        let reading = match &operand.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        };
        let text = sheet.view.slice(operand.span).to_owned();
        return vec![Operand { name: operand.name.clone(), span: operand.span, text, reading, unit: String::new() }];
    }
    operand.figures.iter().filter_map(|&index| as_operand(&operand.name, index, sheet)).collect()
}

/// A figure without 达 or 高达 before it, which say nothing of its value and stay when it is mended.
fn own_words(figure: &Figure) -> Span {
    match figure.hedge {
        Some(Hedge::Reaching) => Span { start: figure.numeral.start, end: figure.span.end },
        _ => figure.span,
    }
}

fn as_operand(name: &str, index: usize, sheet: &Sheet) -> Option<Operand> {
    let figure = sheet.figures.get(index)?;
    Some(Operand {
        name: name.to_owned(),
        span: own_words(figure),
        text: sheet.view.slice(own_words(figure)).to_owned(),
        reading: Some(figure.reading.clone()),
        unit: figure.unit.text.clone(),
    })
}

/// What a claim comes to with one candidate.
fn with(parts: &Parts, bound: &Bound, candidate: &Weighed) -> (Recount, Values) {
    let mut values = parts.values.clone();
    values.insert(bound.operand.clone(), Value::Figure(candidate.value.clone()));
    (verdict::solve(&parts.holds, &values), values)
}

/// Decides with which candidate a claim is held: any that satisfies it, else a strong one, else one that it nearly meets.
fn choose(parts: &Parts, bound: &Bound) -> (Recount, Values) {
    let tried: Vec<(usize, &Weighed, Recount, Values)> = bound
        .candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| {
            let (recount, values) = with(parts, bound, candidate);
            (place, candidate, recount, values)
        })
        .collect();
    let strong = tried.iter().any(|(_, candidate, ..)| candidate.strong);
    let admitted = |candidate: &Weighed, recount: &Recount| match recount.verdict {
        Verdict::Verified | Verdict::Consistent => true,
        Verdict::Undecided => false,
        Verdict::LastDigit => !bound.weak && (candidate.strong || (!strong && !candidate.sibling)),
        Verdict::Contradicted => {
            !bound.weak && (candidate.strong || (!strong && nearly(candidate, recount, &parts.values, &parts.holds)))
        }
    };
    let order = |verdict: Verdict| match verdict {
        Verdict::Verified => 0,
        Verdict::Consistent => 1,
        Verdict::LastDigit => 2,
        Verdict::Contradicted | Verdict::Undecided => 3,
    };
    let best = tried
        .into_iter()
        .filter(|(_, candidate, recount, _)| admitted(candidate, recount))
        .min_by_key(|(place, candidate, recount, _)| (order(recount.verdict), !candidate.strong, *place));
    match best {
        Some((place, _, recount, values)) => (Recount { chosen: Some(place), ..recount }, values),
        None => (Recount::new(Verdict::Undecided), parts.values.clone()),
    }
}

/// Whether a claim comes so near to an operand that is only in scope that this must be the one: digits exchanged, or the nearest candidate and two
/// hundredths away at most.
fn nearly(candidate: &Weighed, recount: &Recount, values: &Values, holds: &Holds) -> bool {
    if candidate.sibling || recount.explanation.is_some() {
        return !candidate.sibling;
    }
    let stated = holds.stated().and_then(|name| values.get(name));
    let (Some(Value::Figure(stated)), Some(computed)) = (stated, &recount.computed) else { return false };
    let near = Interval::around(&stated.value, &stated.value.abs().times(&Number::ratio(1, 50).unwrap_or_default()));
    candidate.nearest && near.meets(computed)
}

/// Fills the slots of messages that compute something.
fn show(recount: Recount, values: &Values, parts: &Parts) -> Recount {
    let mut recount = recount;
    let stated = parts.stated.get(recount.index.unwrap_or(0));
    if let (Some((figure, text)), Some(computed)) = (stated, &recount.computed) {
        recount.facts.insert("computed".to_owned(), figure.express(text, computed));
    }
    for (shown, like) in &parts.shown {
        let values = at_index(values, recount.index);
        let Some(value) = verdict::evaluate(&shown.value, &values) else { continue };
        let text = match like {
            Some((figure, text)) => figure.express(text, &value),
            None => match value.as_exact() {
                Some(exact) => exact.to_string(),
                None => continue,
            },
        };
        recount.facts.insert(shown.slot.clone(), text);
    }
    recount
}

/// The values of one element of each list, where `each` decided by one.
fn at_index(values: &Values, index: Option<usize>) -> Values {
    let pick = |value: &Value| match (value, index) {
        (Value::Figures(figures), Some(index)) => figures.get(index).cloned().map_or_else(|| value.clone(), Value::Figure),
        _ => value.clone(),
    };
    values.iter().map(|(name, value)| (name.clone(), pick(value))).collect()
}
