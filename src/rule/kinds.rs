//! From the words of a rule to its kind: which keys each kind needs, and which it has no use for.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Form,
    compile::RuleFile,
    error::Mistake,
    message::Template,
    written::{Placed, Written, WrittenBind, WrittenCase, WrittenGuards},
};
use crate::{
    claim::{
        Guards, Pattern, SLOT_TYPES,
        bind::{self, Bind, WITHIN, Within},
    },
    corpus::SHORTEST,
    kind::{
        Kind, Matches, Recounts, anchor, calendar, characters, enumeration, fold, glosses, markup, metadata, mojibake, order,
        ordinals, pairs, pattern,
        relation::{self, Case, Shown},
        restated, scripts, sections, series, shared, styles, suppression, table, twins,
    },
    verdict::Expression,
};

/// How the words of a rule become its kind.
type Compile = fn(&mut RuleFile, &Written, &Range<usize>) -> Option<Box<dyn Kind>>;

/// A kind of rule, as rule files write it.
pub struct KindOfRule {
    /// Its name.
    pub name: &'static str,
    /// What it holds, or finds.
    pub about: &'static str,
    /// The slots that its messages can show, beside the operands.
    pub facts: &'static [&'static str],
    /// What settings may change of a rule, beside its severity.
    pub options: &'static [&'static str],
    /// The keys that it must have, of [`OF_SOME`].
    pub needs: &'static [&'static str],
    /// The keys that it can have, of [`OF_SOME`].
    pub takes: &'static [&'static str],
    pub(super) compile: Compile,
}

/// The keys of every rule.
pub const OF_ALL: [&str; 13] =
    ["id", "kind", "severity", "summary", "about", "tags", "sources", "message", "help", "fix", "good", "bad", "missed"];

/// The keys that only some kinds of rules take.
pub const OF_SOME: [&str; 30] = [
    "find",
    "text",
    "zone",
    "unless",
    "requires",
    "bind",
    "alike",
    "same",
    "echo",
    "units",
    "counted",
    "together",
    "sole",
    "parallel",
    "alternating",
    "applies",
    "at",
    "holds",
    "case",
    "restated",
    "table",
    "metadata",
    "glosses",
    "anchor",
    "calendar",
    "enumeration",
    "ordinals",
    "suppression",
    "shared",
    "fold",
];

/// The kinds, the first for rules that name none. A new kind is a file in `kind/` and an entry here.
pub const KINDS: [KindOfRule; 22] = [
    kind::<relation::Relation>(
        "operands found by patterns, a missing one found by `bind`, and the relation that must hold between them",
        &[],
        &[
            "find",
            "case",
            "holds",
            "bind",
            "alike",
            "same",
            "echo",
            "units",
            "counted",
            "together",
            "sole",
            "parallel",
            "alternating",
            "applies",
            "at",
            "unless",
            "requires",
            "zone",
        ],
        |file, written, place| boxed(compile_relation(file, written, place)),
    ),
    kind::<pattern::Pattern>(
        "a text that should not be there. Where a pattern has a group `here`, that part of the match is found, and the rest is what must stand around it",
        &["find"],
        &["find", "text", "fold", "unless", "requires", "zone"],
        |file, written, place| boxed(compile_pattern(file, written, place)),
    ),
    kind::<markup::Markup>(
        "HTML that shows in plain text, with what a browser would show in its place",
        &["find"],
        &["find", "text", "fold", "unless", "requires", "zone"],
        |file, written, place| boxed(compile_pattern(file, written, place).map(|pattern| markup::Markup { pattern })),
    ),
    kind::<restated::Restated>(
        "one measure of one thing has one value throughout the report",
        &["restated"],
        &["restated", "zone"],
        |file, written, place| boxed(compile_restated(file, written, place)),
    ),
    kind::<table::Table>(
        "the totals of a table add up, and its shares agree with its counts",
        &["table"],
        &["table"],
        |file, written, place| boxed(compile_table(file, written, place)),
    ),
    kind::<enumeration::Enumeration>(
        "the number of things stated is the number of things listed. The patterns name the number `n` and, by the words after it, what it counts: `head` what only a list can have so many of, `place` a sort of place, `key` the word that repeats in each item, `slogan` the quotes around it, `again` a number that repeats one before, `part` a sort of part that also has ordinals",
        &["enumeration", "find"],
        &["enumeration", "find", "unless", "requires", "zone"],
        |file, written, place| boxed(compile_enumeration(file, written, place)),
    ),
    kind::<series::Series>(
        "an announced number of points is the number of points that follow. The patterns match the end of what stands before the series and name its number `n`; where they also name `head`, the words after the number say that it counts the series and nothing else",
        &["find", "ordinals"],
        &["find", "ordinals"],
        |file, written, place| boxed(compile_series(file, written, place)),
    ),
    kind::<ordinals::Ordinals>(
        "numbered points run from one without a gap or a repeat. The patterns name the number `n`",
        &["ordinals"],
        &["ordinals"],
        |file, written, place| boxed(compile_ordinals(file, written, "ordinals", place)),
    ),
    kind::<sections::Sections>(
        "the number of a slogan is the number of paragraphs that carry it. The patterns name the number `n` and what repeats: `key` begins each paragraph, `second` stands later in its first sentence, `frame` follows a quoted name at its beginning",
        &["find"],
        &["find", "unless", "requires", "zone"],
        |file, written, place| boxed(Some(sections::Sections { matches: matches(file, written, "sections", place) })),
    ),
    kind::<characters::Characters>(
        "a name has as many characters as it says. The patterns name the number `n` and the text `text`",
        &["find"],
        &["find", "unless", "requires", "zone"],
        |file, written, place| boxed(Some(characters::Characters { matches: matches(file, written, "characters", place) })),
    ),
    kind::<order::Order>(
        "a range runs upward. The patterns name its ends `low` and `high`",
        &["find"],
        &["find", "unless", "requires", "zone"],
        |file, written, place| boxed(Some(order::Order { matches: matches(file, written, "order", place) })),
    ),
    kind::<calendar::Calendar>(
        "dates hold against the calendar and against each other. The patterns name `year`, `month`, `day`, `weekday`, for the end of a period `to_year`, `to_month`, `to_day`, for times of the day `hour`, `minute`, `part`, the same after `to_`, `next`, `hours`, `minutes` and `half`, and for signs that were lost `digits`",
        &["calendar", "find"],
        &["calendar", "find", "unless", "requires", "zone"],
        |file, written, place| boxed(compile_calendar(file, written, place)),
    ),
    kind::<anchor::Anchor>(
        "words such as 今年 mean nothing where the report has no date of its own",
        &["anchor", "find"],
        &["anchor", "find", "unless", "requires", "zone"],
        |file, written, place| boxed(compile_anchor(file, written, place)),
    ),
    kind::<styles::Styles>(
        "one thing is written in one way throughout a report. Each pattern is one way; what is rare beside the usual way is found",
        &["find"],
        &["find", "zone"],
        |file, written, place| boxed(compile_styles(file, written, place)),
    ),
    kind::<glosses::Glosses>(
        "pinyin that a converter left behind the characters, said once for the whole report",
        &[],
        &["glosses"],
        |_, written, _| boxed(compile_glosses(written)),
    ),
    kind::<mojibake::Mojibake>(
        "characters read in the wrong encoding, each proved by reading them again in the right one",
        &[],
        &[],
        |_, _, _| boxed(Some(mojibake::Mojibake)),
    ),
    kind::<pairs::Pairs>(
        "brackets and quotes that open and never close, or close and never opened",
        &[],
        &["zone"],
        |file, written, _| boxed(Some(pairs::Pairs { zones: file.zones(written) })),
    ),
    kind::<scripts::Scripts>(
        "a report in which traditional and simplified characters are mixed, said once",
        &[],
        &[],
        |_, _, _| boxed(Some(scripts::Scripts)),
    ),
    kind::<twins::Twins>("a paragraph that stands in one report twice", &[], &[], |_, _, _| boxed(Some(twins::Twins))),
    kind::<shared::Shared>(
        "what a report has in common with others of its corpus, where all documents are compared. An example is several documents, with a line `---8<---` between them",
        &["shared"],
        &["shared", "unless", "requires"],
        |file, written, place| boxed(compile_shared(file, written, place)),
    ),
    kind::<metadata::Metadata>(
        "what a report says of itself: a title or date that is missing, a field that is empty, two sources that disagree",
        &["metadata"],
        &["metadata"],
        |file, written, place| boxed(compile_metadata(file, written, place)),
    ),
    kind::<suppression::Suppression>(
        "a suppression of a finding that is unused, over, or says no reason",
        &["suppression"],
        &["suppression"],
        |file, written, place| boxed(compile_suppression(file, written, place)),
    ),
];

const fn kind<K: Recounts>(
    about: &'static str,
    needs: &'static [&'static str],
    takes: &'static [&'static str],
    compile: Compile,
) -> KindOfRule {
    KindOfRule { name: K::NAME, about, facts: K::FACTS, options: K::OPTIONS, needs, takes, compile }
}

static ALL: [KindOfRule; KINDS.len()] = KINDS;

/// The kind of a name.
pub(super) fn of_name(name: &str) -> Option<&'static KindOfRule> {
    ALL.iter().find(|kind| kind.name == name)
}

/// The kind that a rule names, or `None` with a mistake noted.
pub(super) fn named(file: &mut RuleFile, written: &Written) -> Option<&'static KindOfRule> {
    let Some(name) = &written.kind else { return ALL.first() };
    let table: Vec<_> = ALL.iter().map(|kind| (kind.name, kind)).collect();
    file.word(Some(name), "kind", &table)
}

fn boxed<K: Recounts + 'static>(kind: Option<K>) -> Option<Box<dyn Kind>> {
    kind.map(|kind| Box::new(kind) as Box<dyn Kind>)
}

fn compile_glosses(written: &Written) -> Option<glosses::Glosses> {
    let number = written.glosses.as_ref();
    let at_least = number.and_then(|number| number.at_least).unwrap_or(1);
    Some(glosses::Glosses { at_least, at_most: number.and_then(|number| number.at_most).unwrap_or(usize::MAX) })
}

fn compile_metadata(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<metadata::Metadata> {
    needs(file, written.metadata.is_some(), "metadata", "metadata", place);
    let options = written.metadata.as_ref()?;
    let asks = file.word(Some(&options.asks), "question about metadata", &metadata::ASKS)?;
    Some(metadata::Metadata { asks, fields: options.fields.clone() })
}

fn compile_suppression(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<suppression::Suppression> {
    needs(file, written.suppression.is_some(), "suppression", "suppression", place);
    let fault = file.word(Some(&written.suppression.as_ref()?.fault), "fault of a suppression", &suppression::FAULTS)?;
    Some(suppression::Suppression { fault })
}

fn compile_shared(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<shared::Shared> {
    needs(file, written.shared.is_some(), "shared", "shared", place);
    let options = written.shared.as_ref()?;
    let check = file.word(Some(&options.check), "check of what is shared", &shared::CHECKS)?;
    if *options.characters.get_ref() < SHORTEST {
        let why = format!("of paragraphs with fewer than {SHORTEST} characters nothing is kept");
        file.mistake(Form::Toml(why).into(), None, options.characters.span());
    }
    let usual = shared::Alike::default();
    let mut percent = |written: &Option<Placed<u8>>, usual| {
        let Some(written) = written else { return usual };
        if !(50..=100).contains(written.get_ref()) {
            file.mistake(Form::Toml("a share is from 50 to 100 per cent here".into()).into(), None, written.span());
        }
        *written.get_ref()
    };
    let alike = shared::Alike {
        similar: percent(&options.similar, usual.similar),
        same_figures: percent(&options.same_figures, usual.same_figures),
        without_figures: percent(&options.without_figures, usual.without_figures),
    };
    Some(shared::Shared {
        check,
        characters: *options.characters.get_ref(),
        alike,
        figures: options.figures.unwrap_or(0),
        documents: options.documents.unwrap_or(shared::DOCUMENTS),
        guards: file.guards(&written.unless, &written.requires),
    })
}

fn compile_pattern(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<pattern::Pattern> {
    needs(file, !written.find.is_empty(), "pattern", "find", place);
    let over = file.word(written.text.as_ref(), "text to match", &pattern::OVER).unwrap_or_default();
    Some(pattern::Pattern {
        find: file.patterns(&written.find),
        over,
        zones: file.zones(written),
        guards: file.guards(&written.unless, &written.requires),
        fold: written.fold.as_ref().and_then(|fold| {
            let over = file.word(Some(&fold.over), "stretch to fold", &fold::FOLDS)?;
            Some(fold::Fold { over, at_least: fold.at_least.unwrap_or(1) })
        }),
        needed: pattern::Needed::default(),
    })
}

fn compile_restated(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<restated::Restated> {
    needs(file, written.restated.is_some(), "restated", "restated", place);
    let words = written.restated.as_ref()?;
    let (whole, other) = (file.pattern(&words.whole), file.pattern(&words.other));
    let (apart, never) = (file.pattern(&words.apart), file.pattern(&words.never));
    let headline = words.headline.as_ref().map(|words| file.pattern(words));
    let headline = headline.map_or(Some(None), |words| words.map(Some))?;
    let zones = file.zones(written);
    Some(restated::Restated { whole: whole?, other: other?, apart: apart?, never: never?, headline, zones })
}

fn compile_table(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<table::Table> {
    needs(file, written.table.is_some(), "table", "table", place);
    let words = written.table.as_ref()?;
    let check = file.word(Some(&words.check), "check of a table", &table::CHECKS)?;
    let (total, aside, never) = (file.pattern(&words.total), file.pattern(&words.aside), file.pattern(&words.never));
    let (openings, closings) = (file.patterns(&words.openings), file.patterns(&words.closings));
    Some(table::Table { check, total: total?, aside: aside?, never: never?, openings, closings })
}

/// What most kinds of their own look for.
fn matches(file: &mut RuleFile, written: &Written, kind: &'static str, place: &Range<usize>) -> Matches {
    needs(file, !written.find.is_empty(), kind, "find", place);
    Matches {
        find: file.patterns(&written.find),
        zones: file.zones(written),
        guards: file.guards(&written.unless, &written.requires),
    }
}

fn compile_anchor(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<anchor::Anchor> {
    needs(file, written.anchor.is_some(), "anchor", "anchor", place);
    let dated = file.patterns(&written.anchor.as_ref()?.dated);
    Some(anchor::Anchor { matches: matches(file, written, "anchor", place), dated })
}

fn compile_calendar(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<calendar::Calendar> {
    needs(file, written.calendar.is_some(), "calendar", "calendar", place);
    let options = written.calendar.as_ref()?;
    let check = file.word(Some(&options.check), "check", &calendar::CHECKS)?;
    let report = file.patterns(&options.report);
    Some(calendar::Calendar { matches: matches(file, written, "calendar", place), check, report })
}

fn compile_enumeration(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<enumeration::Enumeration> {
    needs(file, written.enumeration.is_some(), "enumeration", "enumeration", place);
    let options = written.enumeration.as_ref()?;
    Some(enumeration::Enumeration {
        matches: matches(file, written, "enumeration", place),
        starts: options.starts.clone(),
        leads: options.leads.clone(),
        never: options.never.clone(),
        prose: options.prose.clone(),
    })
}

fn compile_ordinals(
    file: &mut RuleFile,
    written: &Written,
    kind: &'static str,
    place: &Range<usize>,
) -> Option<ordinals::Ordinals> {
    needs(file, written.ordinals.is_some(), kind, "ordinals", place);
    let options = written.ordinals.as_ref()?;
    Some(ordinals::Ordinals { inline: file.patterns(&options.inline), headings: file.patterns(&options.headings) })
}

fn compile_styles(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<styles::Styles> {
    needs(file, !written.find.is_empty(), "styles", "find", place);
    Some(styles::Styles { find: file.patterns(&written.find), zones: file.zones(written) })
}

fn compile_series(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<series::Series> {
    needs(file, !written.find.is_empty(), "series", "find", place);
    let ordinals = compile_ordinals(file, written, "series", place)?;
    Some(series::Series { find: file.patterns(&written.find), ordinals })
}

/// Notes a key that a rule of this kind must have and has not.
fn needs(file: &mut RuleFile, there: bool, kind: &'static str, key: &'static str, place: &Range<usize>) {
    if !there {
        let header = place.start..place.start.saturating_add("[[rule]]".len()).min(place.end);
        file.mistake(Mistake::Missing { kind: Some(kind), key }, None, header);
    }
}

fn compile_relation(file: &mut RuleFile, written: &Written, place: &Range<usize>) -> Option<relation::Relation> {
    let found = !written.find.is_empty() || !written.case.is_empty() || file.later.is_some();
    needs(file, found, "relation", "find", place);
    if !found {
        return None;
    }
    let forms = match file.later.take() {
        Some(later) => later.forms(file),
        None => {
            let whole = WrittenCase { find: written.find.clone(), ..WrittenCase::default() };
            let own = (!written.find.is_empty()).then_some(&whole);
            let forms = own.into_iter().chain(&written.case).map(|case| compile_form(file, written, case, place));
            forms.collect::<Vec<Option<relation::Form>>>().into_iter().collect::<Option<_>>()?
        }
    };
    Some(relation::Relation { forms, zones: file.zones(written), shown: shown(written) })
}

fn compile_form(file: &mut RuleFile, rule: &Written, case: &WrittenCase, place: &Range<usize>) -> Option<relation::Form> {
    let mistakes = file.mistakes();
    let find = file.patterns(&case.find);
    let sound = file.mistakes() == mistakes;
    let case = compile_case(file, rule, case, place, sound.then_some(find.as_slice()))?;
    Some(relation::Form::new(find, || Some(case)))
}

/// What a form of a claim means that has these patterns; `None` with a mistake noted, or where they have one.
pub(super) fn compile_case(
    file: &mut RuleFile,
    rule: &Written,
    case: &WrittenCase,
    place: &Range<usize>,
    find: Option<&[Pattern]>,
) -> Option<Case> {
    let Some(holds) = case.holds.as_ref().or(rule.holds.as_ref()) else {
        needs(file, false, "relation", "holds", place);
        return None;
    };
    let relation = file.relation(holds);
    let applies = case.applies.as_ref().or(rule.applies.as_ref());
    let condition = applies.and_then(|applies| file.relation(applies));
    // The operands of a pattern that cannot be read are not known: whatever names them is not to blame.
    let (relation, find) = (relation?, find?);
    let binds = case.bind.as_ref().unwrap_or(&rule.bind);
    let mut slots = file.names(|| find.iter().flat_map(Pattern::slots).map(|slot| slot.name.clone()).collect());
    let groups = file.names(|| find.iter().flat_map(Pattern::groups).collect());
    let bind = compile_bind(file, binds, &slots, &groups)?;
    let alternating = case.alternating.as_ref().or(rule.alternating.as_ref());
    // One of them is a slot; the other has its figures from there.
    if alternating.is_some_and(|pair| pair.iter().any(|name| slots.contains(name.get_ref()))) {
        slots.extend(alternating.into_iter().flatten().map(|name| name.get_ref().clone()));
    }
    file.known(alternating.into_iter().flatten(), &slots);
    let mut known = slots.clone();
    known.extend(bind.iter().map(|bind| bind.operand.clone()));
    file.known_operands(holds, &relation, &known);
    if let Some((written, condition)) = applies.zip(condition.as_deref()) {
        file.known_operands(written, condition, &known);
    }
    let alike = case.alike.as_ref().unwrap_or(&rule.alike);
    file.known(alike, &slots);
    let same = case.same.as_ref().unwrap_or(&rule.same);
    let echo = case.echo.as_ref().unwrap_or(&rule.echo);
    file.known(same.iter().chain(echo), &groups);
    let units = case.units.as_ref().unwrap_or(&rule.units);
    file.known(units.keys(), &slots);
    let counted = case.counted.as_ref().unwrap_or(&rule.counted);
    file.known(counted.keys(), &slots);
    file.known(counted.values(), &groups);
    let sole = case.sole.as_ref().or(rule.sole.as_ref());
    file.known(sole, &slots);
    let parallel = case.parallel.as_ref().or(rule.parallel.as_ref());
    file.known(parallel, &slots);
    let at = case.at.as_ref().or(rule.at.as_ref());
    file.known(at, &slots);
    Some(Case {
        at: at.map(|name| name.get_ref().clone()),
        sole: sole.map(|name| name.get_ref().clone()),
        parallel: parallel.map(|name| name.get_ref().clone()),
        alternating: alternating.map(|pair| pair.each_ref().map(|name| name.get_ref().clone())),
        holds: relation,
        applies: condition,
        bind,
        guards: case_guards(file, rule, case),
        alike: alike.iter().map(|name| name.get_ref().clone()).collect(),
        same: same.iter().map(|name| name.get_ref().clone()).collect(),
        echo: echo.iter().map(|name| name.get_ref().clone()).collect(),
        units: units.iter().map(|(name, units)| (name.get_ref().clone(), units.clone())).collect(),
        counted: counted.iter().map(|(name, group)| (name.get_ref().clone(), group.get_ref().clone())).collect(),
        together: case.together.as_ref().or(rule.together.as_ref()).is_some_and(|together| *together.get_ref()),
    })
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
    binds: &BTreeMap<String, Placed<WrittenBind>>,
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
    let types = SLOT_TYPES.map(|(name, takes, _)| (name, takes));
    let takes = file.word(Some(&written.kind), "slot type", &types)?;
    let (beside, after) = match (&written.before, &written.after) {
        (Some(before), None) => (before, false),
        (None, Some(after)) => (after, true),
        _ => {
            file.mistake(Mistake::BadBind, None, place);
            return None;
        }
    };
    file.known([Some(beside), written.like.as_ref(), written.at_least.as_ref()].into_iter().flatten(), slots);
    file.known(written.named_by.as_ref().filter(|name| !slots.contains(name.get_ref())), groups);
    let within = file.word(written.within.as_ref(), "scope", &WITHIN).unwrap_or(Within::Section);
    let name = |name: &Option<Placed<String>>| name.as_ref().map(|name| name.get_ref().clone());
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
