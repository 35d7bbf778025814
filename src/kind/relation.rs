//! `kind = "relation"`: operands found by a pattern, a missing one found by binding, and the relation that should hold between them.

mod beside;
mod binding;
mod choice;
mod counted;
mod implied;
mod labels;
mod matching;
mod trace;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Arc, LazyLock, OnceLock},
};

use super::{
    Recounts,
    trace::{Left, Refusal, Step},
};
use crate::{
    claim::{
        Claim, Guards, Layer, Operand, Pattern, Sheet, Sought, Zones,
        bind::{self, Bind, Candidate, Strength},
    },
    figure::{Figure, Hedge, Interval, Number},
    verdict::{self, Expression, Recount, Relation as Holds, Stated, Value, Values, Verdict},
    view::Span,
};
use beside::{instead, others, rival};

/// Finds claims by their words and holds them against a relation.
#[derive(Debug)]
pub struct Relation {
    /// The forms that the claim takes, the more telling first: where two find the same figure, the first is taken.
    pub forms: Vec<Form>,
    /// In these zones.
    pub zones: Zones,
    /// The expressions that the rule's messages show.
    pub shown: Vec<Shown>,
}

/// One form of the claim: what is looked for, and what it means where it is found.
#[derive(Debug)]
pub struct Form {
    /// Any of these.
    pub find: Vec<Pattern>,
    case: LazyLock<Option<Case>, Make>,
}

/// Makes a case.
type Make = Box<dyn FnOnce() -> Option<Case> + Send>;

impl Form {
    /// A form of which what it means is made when it is first found. Without that it is no claim.
    pub fn new(find: Vec<Pattern>, case: impl FnOnce() -> Option<Case> + Send + 'static) -> Self {
        Self { find, case: LazyLock::new(Box::new(case)) }
    }

    /// What it means.
    pub fn case(&self) -> Option<&Case> {
        self.case.as_ref()
    }
}

/// What a form of the claim means.
#[derive(Debug)]
pub struct Case {
    /// What should hold.
    pub holds: Arc<Holds>,
    /// What must hold for the claim to be meant at all; without it a contradiction is undecided.
    pub applies: Option<Arc<Holds>>,
    /// How the operand that the pattern leaves out is found.
    pub bind: Option<Bind>,
    /// Words around that turn it off.
    pub guards: Guards,
    /// Operands that must count the same sort of thing, or there is no claim.
    pub alike: Vec<String>,
    /// Groups of the pattern that must hold the same words, or there is no claim: `开设3门…共开设41门`, `办结…办结率`.
    pub same: Vec<String>,
    /// Groups of the pattern of which one takes up the other, or there is no claim: `参加选举…参选率`.
    pub echo: Vec<String>,
    /// Operands that must be counted in one of these units, or there is no claim.
    pub units: Vec<(String, Vec<String>)>,
    /// Operands that must count what a group of the pattern names, or there is no claim: 户 of 户均, 班 of 每班.
    pub counted: Vec<(String, String)>,
    /// The operand that a finding underlines; the stated one of the relation where this is none.
    pub at: Option<String>,
    /// An operand that has no rival of its sort earlier in the sentence, or a contradiction is undecided.
    pub sole: Option<String>,
    /// A list whose labels must be of one form, or there is no claim.
    pub parallel: Option<String>,
    /// Operands that share the figures of a list by turns, or there is no claim.
    pub alternating: Option<[String; 2]>,
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
    /// All of the claim.
    span: Span,
    holds: Arc<Holds>,
    applies: Option<Arc<Holds>>,
    values: Values,
    bound: Option<Bound>,
    /// Whether another figure could be meant where this one stands.
    rivalled: bool,
    /// What could be meant instead of an operand: figures of its sort beside it, by its name.
    instead: Vec<(String, Stated)>,
    /// The stated values of the claims of the paragraph, this one among them; one list for all of them.
    stated_beside: Arc<StatedBeside>,
    /// Counts of the sentence that are of another measure than the operands.
    others: Vec<Stated>,
    /// The stated figure with its text, for lists each of them, in whose manner the computed value is written.
    stated: Vec<(Figure, String)>,
    /// The texts that messages show, by slot: an expression with the figure it is written like.
    shown: Vec<(Shown, Option<(Figure, String)>)>,
}

/// The stated values of the claims of a paragraph.
#[derive(Debug, Default)]
struct StatedBeside {
    /// Each with its claim, by where that stands.
    values: Vec<(Span, Number)>,
    /// All of them, added up when a claim asks.
    together: OnceLock<verdict::Together>,
}

impl StatedBeside {
    fn new(mut values: Vec<(Span, Number)>) -> Self {
        values.sort_by_key(|(span, _)| *span);
        Self { values, together: OnceLock::new() }
    }

    fn together(&self) -> &verdict::Together {
        self.together.get_or_init(|| verdict::Together::of(self.values.iter().map(|(_, value)| value)))
    }

    /// What the claims of one place state.
    fn of(&self, span: Span) -> Vec<&Number> {
        let first = self.values.partition_point(|(other, _)| *other < span);
        let here = self.values.get(first..).unwrap_or_default().iter().take_while(|(other, _)| *other == span);
        here.map(|(_, value)| value).collect()
    }
}

/// The operand that was looked for.
#[derive(Debug)]
struct Bound {
    operand: String,
    candidates: Vec<Weighed>,
    /// Which of them to show in place of the last, which is implied.
    printed: Option<usize>,
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
    /// The operand that is left out, where the claims beside it say what it is.
    implied: Option<Implied>,
    /// The parts of other claims in the paragraph: a sibling is no total, unless 其中 says so.
    siblings: Vec<usize>,
    /// The stated values of the claims of the paragraph, this one among them; one list for all of them.
    stated_beside: Arc<StatedBeside>,
}

/// An operand that the claims beside it leave no choice of.
#[derive(Debug)]
struct Implied {
    base: Interval,
    /// A figure that states it, though nothing but its value binds it.
    printed: Option<usize>,
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
        let slots = self.patterns().flat_map(|(_, find)| find.slots()).map(|slot| slot.name.as_str());
        let bound = self.forms.iter().filter_map(|form| form.case()?.bind.as_ref()).map(|bind| bind.operand.as_str());
        let mut names: Vec<&str> = Vec::new();
        for name in slots.chain(bound) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn matches<'r>(&'r self, sheet: &Sheet) -> Vec<Matched<'r>> {
        let forms: Vec<(&Form, &Pattern)> = self.patterns().collect();
        let lines = sheet.lines_for(Layer::Skeleton, self.zones, forms.iter().map(|(_, find)| *find));
        let matches = lines.iter().flat_map(|(line, here)| {
            let here = here.filter_map(|index| forms.get(index).copied());
            in_line(here, sheet, line, &mut |_, _| {})
        });
        matches.collect()
    }

    /// Each pattern with its form, in the order in which they are asked.
    fn patterns(&self) -> impl Iterator<Item = (&Form, &Pattern)> {
        self.forms.iter().flat_map(|form| form.find.iter().map(move |find| (form, find)))
    }
}

/// The matches of some forms on a line; `refuse` is told where else in its skeleton a pattern matches, and why that is no claim.
fn in_line<'r>(
    forms: impl Iterator<Item = (&'r Form, &'r Pattern)>,
    sheet: &Sheet,
    line: usize,
    refuse: &mut dyn FnMut(Range<usize>, Refusal<'r>),
) -> Vec<Matched<'r>> {
    let mut here: Vec<Matched> = Vec::new();
    let mut taken = Taken::default();
    // A form that is not meant here leaves its place to the forms after it.
    let mut idle: Vec<Matched> = Vec::new();
    for (form, find) in forms {
        let known = here.len();
        for found in sheet.matches(Layer::Skeleton, find, line) {
            let Some(case) = form.case() else { break };
            let why = match matching::matched(case, find, &found, sheet, line) {
                Ok(new) if taken.has(&new) => Refusal::Left(Left::Taken),
                Ok(new) => {
                    // Where another figure could be meant, another form may say which.
                    if new.is_meant() && rival(&new, sheet).is_none() {
                        here.push(new)
                    } else {
                        idle.push(new)
                    }
                    continue;
                }
                Err(why) => why,
            };
            refuse(found.whole(), why);
        }
        here.get(known..).unwrap_or_default().iter().for_each(|new| taken.add(new));
    }
    for new in idle {
        if !taken.has(&new) {
            taken.add(&new);
            here.push(new);
        }
    }
    here.sort_by_key(|matched| matched.span);
    here
}

/// The places that the matches of a line speak of already: one figure is told once, by the first pattern that finds it.
#[derive(Default)]
struct Taken {
    /// The stated figures of the matches that have one.
    stated: BTreeSet<Span>,
    /// The whole of every match, and of those without a stated figure.
    whole: BTreeSet<Span>,
    unstated: BTreeSet<Span>,
}

impl Taken {
    fn has(&self, new: &Matched) -> bool {
        match new.stated() {
            Some(stated) => self.stated.contains(&stated.span) || self.unstated.contains(&new.span),
            None => self.whole.contains(&new.span),
        }
    }

    fn add(&mut self, new: &Matched) {
        self.whole.insert(new.span);
        match new.stated() {
            Some(stated) => self.stated.insert(stated.span),
            None => self.unstated.insert(new.span),
        };
    }
}

impl Matched<'_> {
    fn get(&self, name: &str) -> Option<&Matching> {
        self.operands.iter().find(|operand| operand.name == name)
    }

    /// The noun that names the whole; empty where the words only say that it is one.
    fn whole(&self, unit: &str) -> Option<&str> {
        let named = self.case.bind.as_ref()?.named_by.as_ref().and_then(|group| self.named.get(group));
        Some(named.map_or("", |named| bind::base_noun(named, unit)))
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

    /// Whether what must hold for the claim to be meant does, as far as the match itself tells.
    fn is_meant(&self) -> bool {
        let Some(applies) = &self.case.applies else { return true };
        let values = self.values();
        applies.operands().into_iter().any(|name| !values.contains_key(name)) || verdict::solve(applies, &values).verdict.holds()
    }

    fn values(&self) -> Values {
        self.operands.iter().map(|operand| (operand.name.clone(), operand.value.clone())).collect()
    }
}

impl Recounts for Relation {
    const NAME: &'static str = "relation";
    const FACTS: &'static [&'static str] = &["computed"];

    type Parts = Parts;

    fn operands(&self) -> Vec<&str> {
        self.operands_of_patterns()
    }

    fn sought(&self) -> Vec<Sought<'_>> {
        self.patterns().map(|(_, find)| (Layer::Skeleton, find)).collect()
    }

    fn zones(&self) -> Zones {
        self.zones
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let mut matches = self.matches(sheet);
        binding::bind_all(&mut matches, sheet);
        matches.iter().map(|matched| self.claim(matched, sheet)).collect()
    }

    fn recount(&self, parts: &Parts) -> Recount {
        let (recount, values) = match &parts.bound {
            None => (verdict::solve(&parts.holds, &parts.values), parts.values.clone()),
            Some(bound) => choice::choose(parts, bound),
        };
        if !recount.verdict.holds() && (parts.rivalled || !parts.applies(&values) || parts.is_meant_of_another()) {
            return Recount::new(Verdict::Undecided);
        }
        if recount.verdict == Verdict::Verified && (parts.rivalled || !parts.could_fail(&values)) {
            return Recount { verdict: Verdict::Consistent, ..recount };
        }
        if recount.verdict.holds() || recount.verdict == Verdict::Undecided {
            // Nobody is told of it, so nothing is explained or written out.
            return recount;
        }
        let (together, own) = (parts.stated_beside.together(), parts.stated_beside.of(parts.span));
        let beside = verdict::Beside { together, own: &own, others: &parts.others };
        choice::show(verdict::explain(recount, &values, &parts.holds, &beside), &values, parts)
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

    /// Whether the relation holds with another figure of the sentence in the place of one of its operands. That one is meant then:
    /// `比年初增加15.2亿元,同比增加16.1亿元,增长14.5%`.
    fn is_meant_of_another(&self) -> bool {
        self.instead.iter().any(|(name, stated)| {
            let mut values = self.values.clone();
            values.insert(name.clone(), Value::Figure(stated.clone()));
            self.applies(&values) && verdict::verifies(&self.holds, &values)
        })
    }

    /// Whether the claim would still be meant with what it states wrong by a fifth, either way. Where it would not, that it holds is what
    /// makes it a claim, and proves nothing.
    fn could_fail(&self, values: &Values) -> bool {
        let Some(applies) = &self.applies else { return true };
        let stated = self.holds.stated();
        let told = |name: &String, value: Value| {
            let values: Values =
                values.iter().map(|(name, value)| (name.clone(), value.clone())).chain([(name.clone(), value)]).collect();
            !verdict::solve(&self.holds, &values).verdict.holds() && verdict::solve(applies, &values).verdict.holds()
        };
        let moved = values.iter().filter(|(name, _)| stated.is_none_or(|stated| stated == *name));
        moved.into_iter().all(|(name, value)| off(value).into_iter().flatten().all(|value| told(name, value)))
    }
}

/// A value that is wrong by a fifth, above and below; of a list the largest one is.
fn off(value: &Value) -> Option<[Value; 2]> {
    let both = |stated: &Stated| {
        let fifth = stated.fifth();
        [stated.moved(&fifth), stated.moved(&fifth.negated())]
    };
    match value {
        Value::Figure(stated) => Some(both(stated).map(Value::Figure)),
        Value::Figures(list) => {
            let (largest, stated) = list.iter().enumerate().max_by(|(_, one), (_, other)| one.value.cmp(&other.value))?;
            Some(both(stated).map(|moved| {
                let list = list.iter().enumerate().map(|(at, stated)| if at == largest { moved.clone() } else { stated.clone() });
                Value::Figures(list.collect())
            }))
        }
        Value::Number(_) => None,
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
                // Last, and no figure of the sheet: the ledger shows what is printed.
                .chain(matched.implied.iter().map(|implied| Weighed {
                    value: Stated::implied(implied.base.clone()),
                    strong: true,
                    sibling: false,
                    nearest: false,
                }))
                .collect(),
            printed: matched
                .implied
                .as_ref()
                .and_then(|implied| implied.printed)
                .and_then(|printed| matched.candidates.iter().position(|candidate| candidate.figure == printed)),
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
        // A base that is printed nowhere is written as the part is; a printed one takes its place.
        let implied = matched.case.bind.as_ref().filter(|_| matched.implied.is_some()).map(|bind| Shown {
            slot: bind.operand.clone(),
            value: Expression::Operand(bind.operand.clone()),
            like: bind.like.clone(),
        });
        let shown = self.shown.iter().cloned().chain(implied);
        let shown = shown.map(|shown| (shown.clone(), shown.like.as_deref().and_then(figure_of)));
        Claim {
            span: matched.span,
            at: matched.stated().map_or(matched.span, |operand| match operand.figures.as_slice() {
                [index] => sheet.figures.get(*index).map_or(operand.span, own_words),
                _ => operand.span,
            }),
            source: None,
            more: Vec::new(),
            operands: listed,
            binding: match (best, &matched.implied) {
                (Some(candidate), _) if candidate.strength == Strength::Strong => candidate.by.to_owned(),
                (_, Some(_)) => "agreeing shares".to_owned(),
                (Some(candidate), None) => candidate.by.to_owned(),
                (None, None) => String::new(),
            },
            candidates,
            parts: Parts {
                holds: Arc::clone(&matched.case.holds),
                applies: matched.case.applies.clone(),
                values: matched.values(),
                bound,
                rivalled: rival(matched, sheet).is_some(),
                instead: instead(matched, sheet),
                span: matched.span,
                stated_beside: Arc::clone(&matched.stated_beside),
                others: others(matched, sheet),
                stated: stated.collect(),
                shown: shown.collect(),
            },
        }
    }
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
