//! From the words of a rule to its kind: which keys each kind needs, and which it has no use for.

use std::{collections::BTreeMap, ops::Range};

use toml::Spanned;

use super::{
    compile::RuleFile,
    error::Mistake,
    message::Template,
    written::{Written, WrittenBind, WrittenCase, WrittenGuards},
};
use crate::{
    claim::{
        Guards, Pattern, SLOT_TYPES,
        bind::{self, Bind, WITHIN, Within},
    },
    kind::{
        Kind, NAMES, pattern,
        relation::{self, Case, Shown},
    },
    verdict::{Expression, Relation},
};

/// The kind of a rule, or `None` with a mistake noted.
pub(super) fn compile(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<Kind> {
    let names: Vec<(&str, &str)> = NAMES.iter().map(|&name| (name, name)).collect();
    let name = match &written.kind {
        Some(_) => file.word(written.kind.as_ref(), "kind", &names)?,
        None => "relation",
    };
    match name {
        "relation" => compile_relation(file, written, place).map(Kind::Relation),
        "pattern" => compile_pattern(file, written, place).map(Kind::Pattern),
        _ => None,
    }
}

fn compile_pattern(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<pattern::Pattern> {
    needs(file, !written.find.is_empty(), "pattern", "find", &place);
    useless(file, written.holds.as_ref().map(Spanned::span), "pattern", "holds");
    if written.holds.is_some() {
        // Meant as a relation: its texts name operands that a pattern has not, and that is not what is wrong.
        return None;
    }
    let over = file.word(written.text.as_ref(), "text to match", &pattern::OVER).unwrap_or_default();
    Some(pattern::Pattern {
        find: file.patterns(&written.find),
        over,
        zones: file.zones(written),
        guards: file.guards(&written.unless, &written.requires),
    })
}

/// Notes a key that a rule of this kind must have and has not.
fn needs(file: &mut RuleFile, there: bool, kind: &'static str, key: &'static str, place: &Range<usize>) {
    if !there {
        let header = place.start..place.start.saturating_add("[[rule]]".len()).min(place.end);
        file.mistake(Mistake::Missing { kind: Some(kind), key }, None, header);
    }
}

/// Notes a key that a rule of this kind has no use for.
fn useless(file: &mut RuleFile, place: Option<Range<usize>>, kind: &'static str, key: &'static str) {
    if let Some(place) = place {
        file.mistake(Mistake::Useless { kind, key }, None, place);
    }
}

fn compile_relation(file: &mut RuleFile, written: &Written, place: Range<usize>) -> Option<relation::Relation> {
    needs(file, !written.find.is_empty() || !written.case.is_empty(), "relation", "find", &place);
    useless(file, written.text.as_ref().map(Spanned::span), "relation", "text");
    if written.find.is_empty() && written.case.is_empty() {
        return None;
    }
    let whole = WrittenCase {
        find: written.find.clone(),
        holds: None,
        bind: None,
        alike: None,
        together: None,
        sole: None,
        applies: None,
        unless: None,
        requires: None,
    };
    let own = (!written.find.is_empty()).then_some(&whole);
    let cases: Vec<Option<Case>> =
        own.into_iter().chain(&written.case).map(|case| compile_case(file, written, case, &place)).collect();
    let cases: Vec<Case> = cases.into_iter().collect::<Option<_>>()?;
    Some(relation::Relation { cases, zones: file.zones(written), shown: shown(written) })
}

fn compile_case(file: &mut RuleFile, rule: &Written, case: &WrittenCase, place: &Range<usize>) -> Option<Case> {
    let find = file.patterns(&case.find);
    let Some(holds) = case.holds.as_ref().or(rule.holds.as_ref()) else {
        needs(file, false, "relation", "holds", place);
        return None;
    };
    let relation = parse_relation(file, holds);
    let applies = case.applies.as_ref().or(rule.applies.as_ref());
    let condition = applies.and_then(|applies| parse_relation(file, applies));
    // The operands of a pattern that cannot be read are not known: whatever names them is not to blame.
    let relation = relation.filter(|_| find.len() == case.find.len())?;
    let binds = case.bind.as_ref().unwrap_or(&rule.bind);
    let slots: Vec<String> = find.iter().flat_map(Pattern::slots).map(|slot| slot.name.clone()).collect();
    let groups: Vec<String> = find.iter().flat_map(Pattern::groups).collect();
    let bind = compile_bind(file, binds, &slots, &groups)?;
    let mut known = slots.clone();
    known.extend(bind.iter().map(|bind| bind.operand.clone()));
    known_operands(file, holds, &relation, &known);
    if let Some((written, condition)) = applies.zip(condition.as_ref()) {
        known_operands(file, written, condition, &known);
    }
    let alike = case.alike.as_ref().unwrap_or(&rule.alike);
    for name in alike.iter().filter(|name| !slots.contains(name.get_ref())) {
        file.unknown(Mistake::UnknownOperand(name.get_ref().clone()), name.get_ref(), &slots, name.span());
    }
    let sole = case.sole.as_ref().or(rule.sole.as_ref());
    if let Some(name) = sole.filter(|name| !slots.contains(name.get_ref())) {
        file.unknown(Mistake::UnknownOperand(name.get_ref().clone()), name.get_ref(), &slots, name.span());
    }
    Some(Case {
        sole: sole.map(|name| name.get_ref().clone()),
        find,
        holds: relation,
        applies: condition,
        bind,
        guards: case_guards(file, rule, case),
        alike: alike.iter().map(|name| name.get_ref().clone()).collect(),
        together: case.together.as_ref().or(rule.together.as_ref()).is_some_and(|together| *together.get_ref()),
    })
}

fn parse_relation(file: &mut RuleFile, written: &Spanned<String>) -> Option<Relation> {
    match Relation::parse(written.get_ref()) {
        Ok(relation) => Some(relation),
        Err(error) => {
            let at = file.inside(written, error.at..error.at.saturating_add(1).min(written.get_ref().len()));
            file.mistake(Mistake::BadRelation(format!("expected {}", error.expected)), None, at);
            None
        }
    }
}

/// Notes the operands of a relation that neither `find` nor `bind` gives.
fn known_operands(file: &mut RuleFile, written: &Spanned<String>, relation: &Relation, known: &[String]) {
    for name in relation.operands().into_iter().filter(|&name| !known.iter().any(|known| known == name)) {
        let at = written.get_ref().find(name).map_or(0..0, |at| at..at.saturating_add(name.len()));
        let at = file.inside(written, at);
        file.unknown(Mistake::UnknownOperand(name.to_owned()), name, known, at);
    }
}

/// The guards of the rule hold for each of its cases, beside the case's own.
fn case_guards(file: &mut RuleFile, rule: &Written, case: &WrittenCase) -> Guards {
    let mut guards = file.guards(&rule.unless, &rule.requires);
    let none = WrittenGuards::default();
    let own = file.guards(case.unless.as_ref().unwrap_or(&none), case.requires.as_ref().unwrap_or(&none));
    guards.unless.extend(own.unless);
    guards.requires.extend(own.requires);
    guards
}

fn compile_bind(
    file: &mut RuleFile,
    binds: &BTreeMap<String, Spanned<WrittenBind>>,
    slots: &[String],
    groups: &[String],
) -> Option<Option<Bind>> {
    let mut binds = binds.iter();
    let Some((operand, written)) = binds.next() else { return Some(None) };
    let mut alone = true;
    for (operand, extra) in binds {
        file.mistake(Mistake::SecondBind(operand.clone()), None, extra.span());
        alone = false;
    }
    if !alone {
        return None;
    }
    let place = written.span();
    let written = written.get_ref();
    let types: Vec<(&str, _)> = SLOT_TYPES.to_vec();
    let takes = file.word(Some(&written.kind), "slot type", &types)?;
    let (beside, after) = match (&written.before, &written.after) {
        (Some(before), None) => (before, false),
        (None, Some(after)) => (after, true),
        _ => {
            file.mistake(Mistake::BadBind, None, place);
            return None;
        }
    };
    for name in [Some(beside), written.like.as_ref(), written.at_least.as_ref()].into_iter().flatten() {
        if !slots.contains(name.get_ref()) {
            file.unknown(Mistake::UnknownOperand(name.get_ref().clone()), name.get_ref(), slots, name.span());
        }
    }
    if let Some(name) =
        written.named_by.as_ref().filter(|name| !groups.contains(name.get_ref()) && !slots.contains(name.get_ref()))
    {
        file.unknown(Mistake::UnknownOperand(name.get_ref().clone()), name.get_ref(), groups, name.span());
    }
    let within = file.word(written.within.as_ref(), "scope", &WITHIN).unwrap_or(Within::Section);
    let name = |name: &Option<Spanned<String>>| name.as_ref().map(|name| name.get_ref().clone());
    Some(Some(Bind {
        operand: operand.clone(),
        kinds: bind::kinds(takes),
        like: name(&written.like),
        beside: beside.get_ref().clone(),
        after,
        at_least: name(&written.at_least),
        within,
        named_by: name(&written.named_by),
        never_after: written.never_after.as_ref().and_then(|words| file.pattern(words)),
    }))
}

/// The expressions in the slots of a rule's texts; those that cannot be read are noted where the texts are compiled.
fn shown(written: &Written) -> Vec<Shown> {
    let fix = written.fix.as_ref().and_then(|fix| fix.with.as_ref());
    let help = written.help.as_ref().map(|help| [&help.en, &help.zh]);
    let texts = [&written.message.en, &written.message.zh].into_iter().chain(help.into_iter().flatten()).chain(fix);
    let mut shown: Vec<Shown> = Vec::new();
    for template in texts.filter_map(|text| Template::parse(text.get_ref()).ok()) {
        for slot in template.slots().filter(|slot| slot.contains([' ', '(', '/', '*'])) {
            let (expression, like) = slot.split_once(" as ").map_or((slot, None), |(expression, like)| (expression, Some(like)));
            let Ok(value) = Expression::parse(expression) else { continue };
            if !shown.iter().any(|known| known.slot == slot) {
                shown.push(Shown { slot: slot.to_owned(), value, like: like.map(|like| like.trim().to_owned()) });
            }
        }
    }
    shown
}
