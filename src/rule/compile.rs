//! From a rule as written to a rule that runs: every mistake of a file at once, or all of its rules.

use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use miette::NamedSource;
use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    Documentation, Does, Example, Expect, Fix, Form, Rule, RuleError, Severity, Text,
    error::{Help, Mistake, place},
    kinds::{self, KindOfRule},
    message::Template,
    own::Later,
    stock::Stock,
    written::{Deleted, FILE_KEYS, Placed, Written, WrittenFix, WrittenGuards, WrittenTemplate, WrittenText},
};
use crate::{
    claim::{Guard, Guards, Pattern, Side, Words, ZONES, Zones},
    verdict::Relation,
};

/// Compiles a rule file of somebody else: all its rules, or all its mistakes. Its automata are built at once.
pub(super) fn compile(name: &str, text: &str, taken: &[&str]) -> Result<Vec<Rule>, Vec<RuleError>> {
    let mut file = RuleFile::new(name, text, Arc::default(), true);
    file.ids = taken.iter().map(|&id| id.to_owned()).collect();
    let rules = file.parse(text).map_or_else(Vec::new, |table| file.read(&table));
    if file.mistakes.is_empty() { Ok(rules) } else { Err(file.mistakes) }
}

/// A rule file while it is compiled, with the mistakes met so far.
#[derive(Debug)]
pub(super) struct RuleFile<'t> {
    name: Arc<str>,
    text: &'t str,
    /// The same as mistakes show it.
    shown: OnceCell<Arc<str>>,
    /// What its rules have in common.
    pub(super) stock: Arc<Stock>,
    /// The cases of the rule in hand, where they are made later.
    pub(super) later: Option<Later>,
    ids: BTreeSet<String>,
    /// Whether nobody has checked it before, as the tests do with what the program brings: that has no mistakes, and what can be put off is made
    /// when it is first needed.
    fresh: bool,
    /// Where its lines end.
    breaks: OnceCell<Vec<usize>>,
    /// All patterns so far, where somebody asks for them.
    pub(super) all: Option<Vec<Pattern>>,
    mistakes: Vec<RuleError>,
}

impl<'t> RuleFile<'t> {
    /// A file of which nothing is compiled yet.
    pub(super) fn new(name: &str, text: &'t str, stock: Arc<Stock>, fresh: bool) -> Self {
        Self {
            name: name.into(),
            text,
            shown: OnceCell::new(),
            stock,
            later: None,
            ids: BTreeSet::new(),
            fresh,
            breaks: OnceCell::new(),
            all: None,
            mistakes: Vec::new(),
        }
    }

    /// Its table; `None` where it is not TOML, which is told once: the errors after the first follow from it.
    fn parse(&mut self, text: &'t str) -> Option<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        errors.first().inspect(|error| self.toml(error, 0..text.len())).is_none().then(|| table.into_inner())
    }

    fn read(&mut self, table: &DeTable<'_>) -> Vec<Rule> {
        self.read_words(table);
        for key in table.keys().filter(|key| !FILE_KEYS.contains(&key.get_ref().as_ref())) {
            let known = FILE_KEYS.iter().map(|&key| key.to_owned()).collect::<Vec<_>>();
            self.unknown(Form::UnknownKey(key.get_ref().to_string()).into(), key.get_ref(), &known, key.span());
        }
        let Some(rules) = table.get("rule") else { return Vec::new() };
        let DeValue::Array(rules) = rules.get_ref() else {
            self.mistake(Mistake::NotRules, None, rules.span());
            return Vec::new();
        };
        rules.iter().filter_map(|rule| self.read_rule(rule)).collect()
    }

    fn read_words(&mut self, table: &DeTable<'_>) {
        let Some(words) = table.get("words") else { return };
        let DeValue::Table(words) = words.get_ref() else {
            let error = BTreeMap::<String, Placed<String>>::deserialize(ValueDeserializer::from(words.clone())).err();
            return error.iter().for_each(|error| self.toml(error, words.span()));
        };
        let mut all: Vec<(String, Vec<Placed<String>>)> = Vec::new();
        for (name, word) in words {
            match forms_of(word) {
                Ok(forms) => all.push((name.get_ref().to_string(), forms)),
                Err(error) => self.toml(&error, word.span()),
            }
        }
        let forms = |forms: &[Placed<String>]| forms.iter().map(|form| form.get_ref().clone()).collect::<Vec<_>>();
        let stock = Stock::new(all.iter().map(|(name, placed)| (name.clone(), forms(placed))).collect());
        let mut sound = Vec::new();
        for (name, placed) in &all {
            // A word that cannot be used matches nothing, so that its mistake is told once and not at each use.
            let usable = placed.iter().all(|form| self.sound(form, &stock.words));
            sound.push((name.clone(), if usable { forms(placed) } else { Vec::new() }));
        }
        self.stock = Arc::new(Stock::new(sound));
    }

    /// Whether a word of the file is a regular expression by itself.
    fn sound(&mut self, word: &Placed<String>, words: &Words) -> bool {
        let error = Pattern::compile(word.get_ref(), words).err();
        if let Some(error) = error {
            let place = self.inside(word, error.at);
            let help = nearest(error.why.name().unwrap_or(""), &error.known);
            self.mistake(Mistake::BadPattern(error.why), help, place);
            return false;
        }
        true
    }

    fn read_rule(&mut self, rule: &Spanned<DeValue<'_>>) -> Option<Rule> {
        let before = self.mistakes.len();
        let mut rest = Cow::Borrowed(rule);
        // A key that no rule has hides the mistakes after it: it is noted, set aside, and the rest is read.
        let written = loop {
            match Written::deserialize(ValueDeserializer::from(Spanned::clone(&rest))) {
                Ok(written) => break Some(written),
                Err(error) => {
                    self.toml(&error, rule.span());
                    if !set_aside(rest.to_mut(), &error) {
                        break None;
                    }
                }
            }
        };
        let rule = written.and_then(|written| self.compile(&written, rule));
        if self.mistakes.len() == before { rule } else { None }
    }

    fn compile(&mut self, written: &Written, table: &Spanned<DeValue<'_>>) -> Option<Rule> {
        let place = table.span();
        let id = written.id.get_ref();
        if !is_id(id) {
            self.mistake(Mistake::BadId(id.clone()), None, written.id.span());
        }
        if !self.ids.insert(id.clone()) {
            self.mistake(Mistake::DuplicateId(id.clone()), None, written.id.span());
        }
        let severity = self.severity(written.severity.as_ref());
        let kind = kinds::named(self, written).filter(|kind| self.has_use(kind, table));
        let does = kind.and_then(|kind| self.does(kind, written, &place));
        let documentation = self.documentation(written, place);
        let does = does?;
        Some(Rule {
            id: id.as_str().into(),
            severity,
            file: Arc::clone(&self.name),
            kind_name: does.kind.name(),
            own: None,
            does: Box::new(does).into(),
            documentation: Box::new(documentation).into(),
        })
    }

    /// What a rule does, from the words that say so.
    pub(super) fn does(&mut self, kind: &KindOfRule, written: &Written, place: &Range<usize>) -> Option<Does> {
        let kind = (kind.compile)(self, written, place)?;
        let known = self.names(|| kind.operands().into_iter().chain(kind.facts().iter().copied()).map(str::to_owned).collect());
        let message = self.template(&written.message, &known);
        let help = written.help.as_ref().map(|help| self.template(help, &known));
        let fix = written.fix.as_ref().and_then(|fix| self.fix(fix, &known));
        let safe_in = self.zones_of(written.fix.as_ref().and_then(|fix| fix.zone.as_ref()));
        let relation = written.holds.as_ref().map_or_else(|| kind.name(), |holds| holds.get_ref()).into();
        Some(Does { kind, relation, message, help, fix, safe_in })
    }

    /// What documents a rule.
    pub(super) fn documentation(&mut self, written: &Written, place: Range<usize>) -> Documentation {
        Documentation {
            summary: text(&written.summary),
            about: written.about.as_ref().map(text).unwrap_or_default(),
            find: all_patterns(written),
            tags: written.tags.clone(),
            sources: written.sources.clone(),
            examples: self.examples(written, place),
        }
    }

    /// Whether a kind has a use for every key of a rule; the first for which it has none is told.
    fn has_use(&mut self, kind: &KindOfRule, table: &Spanned<DeValue<'_>>) -> bool {
        let DeValue::Table(keys) = table.get_ref() else { return true };
        if !self.fresh {
            return true;
        }
        let useless = |key: &&Spanned<toml::de::DeString<'_>>| {
            let key: &str = key.get_ref();
            kinds::OF_SOME.contains(&key) && !kind.takes.contains(&key)
        };
        let Some(key) = keys.keys().find(useless) else { return true };
        let mistake = Mistake::Useless { kind: kind.name, key: key.get_ref().to_string() };
        self.mistake(mistake, Some(Help::Takes(kind.takes.to_vec())), key.span());
        false
    }

    fn severity(&mut self, written: Option<&Placed<String>>) -> Severity {
        const NAMES: [(&str, Severity); 3] =
            [("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];
        self.word(written, "severity", &NAMES).unwrap_or(Severity::Error)
    }

    /// A word out of a table; `None` where it is not written or, with a mistake, not in the table.
    pub(super) fn word<T: Copy>(
        &mut self,
        written: Option<&Placed<String>>,
        what: &'static str,
        table: &[(&str, T)],
    ) -> Option<T> {
        let written = written?;
        let found = table.iter().find(|(name, _)| name == written.get_ref());
        if found.is_none() {
            let known: Vec<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
            self.unknown(
                Form::UnknownWord { word: written.get_ref().clone(), what }.into(),
                written.get_ref(),
                &known,
                written.span(),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// The zones of a rule; everywhere where it names none.
    pub(super) fn zones(&mut self, written: &Written) -> Zones {
        self.zones_of(written.zone.as_ref())
    }

    fn zones_of(&mut self, written: Option<&Placed<String>>) -> Zones {
        self.word(written, "zone", &ZONES).unwrap_or_default()
    }

    /// The patterns of a rule: of one that uses words of several forms, each. None where any has a mistake.
    pub(super) fn patterns(&mut self, written: &[Placed<String>]) -> Vec<Pattern> {
        written.iter().flat_map(|find| self.in_all_forms(find)).collect()
    }

    fn in_all_forms(&mut self, written: &Placed<String>) -> Vec<Pattern> {
        let chosen = Arc::clone(&self.stock).choices(written.get_ref());
        let patterns: Option<Vec<Pattern>> = chosen.into_iter().map(|forms| self.pattern_with(written, forms)).collect();
        patterns.unwrap_or_default()
    }

    /// One pattern; of words with several forms, the first.
    pub(super) fn pattern(&mut self, written: &Placed<String>) -> Option<Pattern> {
        self.pattern_with(written, Words::new())
    }

    /// One pattern, with some forms chosen. What nobody has seen before is written out, checked and built at once.
    fn pattern_with(&mut self, written: &Placed<String>, forms: Words) -> Option<Pattern> {
        let vocabulary = self.stock.vocabulary(forms);
        self.all.iter_mut().for_each(|all| all.push(Pattern::trusted(written.get_ref(), &vocabulary)));
        let pattern = if self.fresh {
            Pattern::compile(written.get_ref(), vocabulary.words()).and_then(|pattern| pattern.build().map(|()| pattern))
        } else {
            Ok(Pattern::trusted(written.get_ref(), &vocabulary))
        };
        match pattern {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let place = self.inside(written, error.at);
                let help = nearest(error.why.name().unwrap_or(""), &error.known);
                self.mistake(Mistake::BadPattern(error.why), help, place);
                None
            }
        }
    }

    /// What turns matches of a rule off.
    pub(super) fn guards(&mut self, unless: &WrittenGuards, requires: &WrittenGuards) -> Guards {
        Guards { unless: self.sides(unless), requires: self.sides(requires) }
    }

    fn sides(&mut self, written: &WrittenGuards) -> Vec<Guard> {
        let sides = [
            (Side::Clause, &written.clause),
            (Side::Sentence, &written.sentence),
            (Side::Line, &written.line),
            (Side::Document, &written.document),
            (Side::Before, &written.before),
            (Side::After, &written.after),
            (Side::Match, &written.matched),
        ];
        let guards =
            sides.into_iter().filter_map(|(side, written)| Some(Guard { side, pattern: self.guard(written.as_ref()?)? }));
        guards.collect()
    }

    /// What a guard looks for.
    fn guard(&mut self, written: &Placed<String>) -> Option<Arc<Pattern>> {
        Arc::clone(&self.stock).guard(written.get_ref(), || self.pattern(written))
    }

    fn template(&mut self, written: &WrittenTemplate, known: &[String]) -> (Template, Template) {
        (self.one_template(&written.en, known), self.one_template(&written.zh, known))
    }

    fn one_template(&mut self, written: &Placed<String>, known: &[String]) -> Template {
        match Template::parse(written.get_ref()) {
            Ok(template) if !self.fresh => template,
            Ok(template) => {
                for slot in template.slots() {
                    if !known.iter().any(|name| name == slot) && !self.is_expression(slot, known) {
                        let at = written.get_ref().find(slot).map_or(0..0, |at| at..at.saturating_add(slot.len()));
                        let place = self.inside(written, at);
                        self.unknown(Mistake::UnknownOperand(slot.to_owned()), slot, known, place);
                    }
                }
                template
            }
            Err(at) => {
                let place = self.inside(written, at);
                self.mistake(Mistake::Brace, Some(Help::TwoBraces), place);
                Template::default()
            }
        }
    }

    fn is_expression(&self, slot: &str, known: &[String]) -> bool {
        let (expression, like) =
            slot.split_once(" as ").map_or((slot, None), |(expression, like)| (expression, Some(like.trim())));
        let known = |name: &str| known.iter().any(|known| known == name);
        crate::verdict::Expression::parse(expression).is_ok_and(|parsed| parsed.operands().into_iter().all(known))
            && like.is_none_or(known)
    }

    fn fix(&mut self, written: &WrittenFix, known: &[String]) -> Option<Fix> {
        match (&written.delete, &written.replace, &written.with) {
            (Some(delete), None, None) => {
                let deleted = self.word(Some(delete), "thing to delete", &Deleted::NAMES)?;
                Some(match deleted {
                    Deleted::Line => Fix::DeleteLine { safe: written.safe },
                    Deleted::Match => Fix::DeleteMatch { safe: written.safe },
                })
            }
            (None, Some(replace), Some(with)) => {
                if replace.get_ref() == "match" {
                    let with = self.one_template(with, known);
                    return Some(Fix::ReplaceMatch { with, safe: written.safe });
                }
                self.known([replace], known);
                let with = self.one_template(with, known);
                Some(Fix::Replace { operand: replace.get_ref().clone(), with, safe: written.safe })
            }
            _ => {
                let place =
                    [&written.delete, &written.replace, &written.with].into_iter().flatten().next().map_or(0..0, Placed::span);
                self.mistake(Mistake::BadFix, None, place);
                None
            }
        }
    }

    fn examples(&mut self, written: &Written, place: Range<usize>) -> Vec<Example> {
        let header = place.start..place.start.saturating_add("[[rule]]".len()).min(place.end);
        for (key, list) in [("good", &written.good), ("bad", &written.bad)] {
            if list.as_ref().is_none_or(Vec::is_empty) {
                self.mistake(Mistake::Missing { kind: None, key }, Some(Help::BothExamples), header.clone());
            }
        }
        let good = written.good.iter().flatten().map(|text| (Expect::Silent, text));
        let bad = written.bad.iter().flatten().map(|text| (Expect::Found, text));
        let missed = written.missed.iter().map(|text| (Expect::Missed, text));
        let all: Vec<_> = good.chain(bad).chain(missed).collect();
        all.into_iter().filter_map(|(expect, text)| self.example(expect, text)).collect()
    }

    fn example(&mut self, expect: Expect, written: &Placed<String>) -> Option<Example> {
        let text = written.get_ref();
        let breaks = self.breaks.get_or_init(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).collect());
        let line = breaks.partition_point(|&at| at < written.span().start).saturating_add(1);
        let marked = text.contains("[[") || text.contains("]]");
        match expect {
            Expect::Found => {
                let Some((before, at, after)) = between_marks(text) else {
                    self.mistake(Mistake::BadExample, None, written.span());
                    return None;
                };
                let start = before.len();
                let span = (start, start.saturating_add(at.len()));
                Some(Example { text: [before, at, after].concat(), expect, span: Some(span), line })
            }
            _ if marked => {
                self.mistake(Mistake::MarkedExample, None, written.span());
                None
            }
            _ => Some(Example { text: text.clone(), expect, span: None, line }),
        }
    }

    /// The place in the file of a range inside a string. Exact for literal strings (`'…'`); the whole string for others,
    /// in which an escape would shift it.
    pub(super) fn inside(&self, written: &Placed<String>, at: Range<usize>) -> Range<usize> {
        let span = written.span();
        let quotes = self.text.get(span.clone()).map_or(0, |raw| {
            ["'''", "\"\"\"", "'", "\""]
                .into_iter()
                .find(|quotes| {
                    let inner = raw.strip_prefix(quotes).and_then(|raw| raw.strip_suffix(quotes));
                    inner == Some(written.get_ref())
                })
                .map_or(0, str::len)
        });
        if quotes == 0 {
            return span;
        }
        let base = span.start.saturating_add(quotes);
        base.saturating_add(at.start)..base.saturating_add(at.end)
    }

    /// Names that others are held against; none of the program's own rules, to know which would take writing out all their patterns.
    pub(super) fn names(&self, names: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if self.fresh { names() } else { Vec::new() }
    }

    /// Notes the names of operands and groups that are not known.
    pub(super) fn known<'w>(&mut self, names: impl IntoIterator<Item = &'w Placed<String>>, known: &[String]) {
        if !self.fresh {
            return;
        }
        for name in names.into_iter().filter(|name| !known.contains(name.get_ref())) {
            self.unknown(Mistake::UnknownOperand(name.get_ref().clone()), name.get_ref(), known, name.span());
        }
    }

    /// A relation, read.
    pub(super) fn relation(&mut self, written: &Placed<String>) -> Option<Arc<Relation>> {
        Arc::clone(&self.stock).relation(written.get_ref(), || match Relation::parse(written.get_ref()) {
            Ok(relation) => Some(relation),
            Err(error) => {
                let at = self.inside(written, error.at..error.at.saturating_add(1).min(written.get_ref().len()));
                self.mistake(Mistake::BadRelation(error.expected), None, at);
                None
            }
        })
    }

    /// Notes the operands of a relation that neither `find` nor `bind` gives.
    pub(super) fn known_operands(&mut self, written: &Placed<String>, relation: &Relation, known: &[String]) {
        if !self.fresh {
            return;
        }
        for name in relation.operands().into_iter().filter(|&name| !known.iter().any(|known| known == name)) {
            let at = written.get_ref().find(name).map_or(0..0, |at| at..at.saturating_add(name.len()));
            let at = self.inside(written, at);
            self.unknown(Mistake::UnknownOperand(name.to_owned()), name, known, at);
        }
    }

    /// How many mistakes were met so far.
    pub(super) fn mistakes(&self) -> usize {
        self.mistakes.len()
    }

    /// Notes a mistake.
    pub(super) fn mistake(&mut self, mistake: Mistake, help: Option<Help>, at: Range<usize>) {
        let shown = self.shown.get_or_init(|| self.text.into());
        let file = NamedSource::new(&*self.name, Arc::clone(shown)).with_language("toml");
        self.mistakes.push(RuleError::Mistake { mistake, help, file, at: place(self.text, at) });
    }

    /// Notes a name that is not known, with the nearest that is.
    pub(super) fn unknown(&mut self, mistake: Mistake, name: &str, known: &[String], at: Range<usize>) {
        self.mistake(mistake, nearest(name, known), at);
    }

    fn toml(&mut self, error: &toml::de::Error, whole: Range<usize>) {
        let (form, help) = Form::said(error);
        self.mistake(form.into(), help, error.span().unwrap_or(whole));
    }
}

/// Takes the key that a rule was refused for out of it, where it is one that no rule has.
pub(crate) fn set_aside(rule: &mut Spanned<DeValue<'_>>, error: &toml::de::Error) -> bool {
    let name = error.message().strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    match (name, rule.get_mut()) {
        (Some(name), DeValue::Table(table)) => table.remove(name).is_some(),
        _ => false,
    }
}

/// What to say of an unknown name: the nearest known one, or all of them.
pub(crate) fn nearest(name: &str, known: &[String]) -> Option<Help> {
    let close = known.iter().map(|known| (strsim::damerau_levenshtein(name, known), known));
    let best = close.filter(|(edits, known)| *edits <= known.chars().count().div_ceil(3)).min_by_key(|(edits, _)| *edits);
    match best {
        Some((_, best)) => Some(Help::Nearest(best.clone())),
        None if known.is_empty() => None,
        None => Some(Help::Known(known.to_vec())),
    }
}

/// An example before, between and after its `[[ ]]`; `None` where it has not one of each, in order.
fn between_marks(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("[[")?;
    let (at, after) = rest.split_once("]]")?;
    let more = |text: &str| text.contains("[[") || text.contains("]]");
    (!before.contains("]]") && !more(at) && !more(after)).then_some((before, at, after))
}

/// A word as it is written: one pattern, or a list of them.
fn forms_of(word: &Spanned<DeValue<'_>>) -> Result<Vec<Placed<String>>, toml::de::Error> {
    if let DeValue::Array(forms) = word.get_ref() {
        return forms.iter().map(|form| Placed::<String>::deserialize(ValueDeserializer::from(form.clone()))).collect();
    }
    Placed::<String>::deserialize(ValueDeserializer::from(word.clone())).map(|form| vec![form])
}

/// The patterns of a rule and of its cases.
fn all_patterns(written: &Written) -> Vec<String> {
    let cases = written.case.iter().flat_map(|case| &case.find);
    written.find.iter().chain(cases).map(|find| find.get_ref().clone()).collect()
}

/// Whether a text is an id of a rule: `family/name`, in small letters, digits and hyphens.
pub fn is_id(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    id.split_once('/').is_some_and(|(family, name)| part(family) && part(name))
}

fn text(written: &WrittenText) -> Text {
    Text { en: written.en.clone(), zh: written.zh.clone() }
}
