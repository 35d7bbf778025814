//! The rules of the program itself. Of each a run has at once what every run asks; the rest is made when it is first asked for, so that nothing of what
//! a document does not speak of costs anything.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use serde::Deserialize;

use super::{
    Documentation, Does, Rule, Severity,
    compile::RuleFile,
    kinds,
    prepared::{Value, Values},
    stock::Stock,
    written::{Placed, Written, WrittenCase},
};
use crate::{claim::Pattern, kind::relation::Form};

/// The rule files that are compiled into the program, in the order of the catalogue.
pub(super) static FILES: &[File] = &include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// What TOML reads in them.
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules"));

/// A rule file as the build has read it.
#[derive(Debug)]
pub(super) struct File {
    /// Its name: `share.toml`.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) text: &'static str,
    /// Where its words are among the bytes.
    words: Range<usize>,
    rules: &'static [Heading],
}

/// What every run asks of a rule, and where the rest is among the bytes.
#[derive(Debug)]
struct Heading {
    id: &'static str,
    kind: &'static str,
    severity: Severity,
    /// What it does, right after that its cases, and then what documents it.
    does: Range<usize>,
    cases: Range<usize>,
    documents: Range<usize>,
}

/// A rule of the program, of which nothing was read yet.
#[derive(Debug)]
pub(super) struct Own {
    file: Arc<Opened>,
    heading: &'static Heading,
}

/// A rule file with what its rules have in common, once one of them was read.
#[derive(Debug)]
struct Opened {
    file: &'static File,
    stock: OnceLock<Arc<Stock>>,
}

/// The cases of a rule of the program. Their patterns are made with the rule, the rest of each where one of its patterns is first found.
#[derive(Debug)]
pub(super) struct Later {
    rule: Arc<Written>,
    cases: Vec<Value>,
}

/// All rules of the program.
pub(super) fn rules() -> Vec<Rule> {
    let mut rules = Vec::with_capacity(FILES.iter().map(|file| file.rules.len()).sum());
    for file in FILES {
        let (name, opened) = (Arc::<str>::from(file.name), Arc::new(Opened { file, stock: OnceLock::new() }));
        rules.extend(file.rules.iter().map(|heading| Rule {
            id: heading.id.into(),
            severity: heading.severity,
            file: Arc::clone(&name),
            kind_name: heading.kind,
            own: Some(Own { file: Arc::clone(&opened), heading }),
            does: OnceLock::new(),
            documentation: OnceLock::new(),
        }));
    }
    rules
}

/// All their patterns, those that say where a rule does not apply among them.
pub(super) fn patterns() -> Vec<Pattern> {
    let of_file = |file: &'static File| {
        let mut reading = file.reading(&Arc::new(file.stock()));
        reading.all = Some(Vec::new());
        for heading in file.rules {
            let whole = file.written(heading.does.start..heading.documents.end);
            kinds::of_name(heading.kind).zip(whole).map(|(kind, whole)| reading.does(kind, &whole, &(0..0)));
        }
        reading.all.unwrap_or_default()
    };
    FILES.iter().flat_map(of_file).collect()
}

impl File {
    fn values(&self, at: Range<usize>) -> Values {
        Values::new(BYTES.get(at).unwrap_or_default(), self.text)
    }

    /// A rule, as far as it stands among some of the bytes.
    fn written(&self, at: Range<usize>) -> Option<Written> {
        Written::deserialize(Value::table(self.values(at))).ok()
    }

    /// What its rules have in common.
    fn stock(&self) -> Stock {
        let texts = |word: Value| word.all().iter().map(|form| form.text().to_owned()).collect();
        Stock::new(self.values(self.words.clone()).entries().map(|(name, word)| (name.text().to_owned(), texts(word))).collect())
    }

    /// The file while some of it is compiled.
    fn reading(&self, stock: &Arc<Stock>) -> RuleFile<'_> {
        RuleFile::new(self.name, self.text, Arc::clone(stock), false)
    }
}

impl Opened {
    fn reading(&self) -> RuleFile<'static> {
        self.file.reading(self.stock.get_or_init(|| Arc::new(self.file.stock())))
    }
}

impl Own {
    /// What it does.
    pub(super) fn does(&self) -> Option<Does> {
        let mut reading = self.file.reading();
        let later = self.later()?;
        let rule = Arc::clone(&later.rule);
        reading.later = Some(later);
        reading.does(kinds::of_name(self.heading.kind)?, &rule, &(0..0))
    }

    fn later(&self) -> Option<Later> {
        let Opened { file, .. } = *self.file;
        let cases = file.values(self.heading.cases.clone()).entries().next();
        let cases = cases.map_or_else(Vec::new, |(_, cases)| cases.all());
        Some(Later { rule: Arc::new(file.written(self.heading.does.clone())?), cases })
    }

    /// What documents it.
    pub(super) fn documentation(&self) -> Option<Documentation> {
        let written = self.file.file.written(self.heading.does.start..self.heading.documents.end)?;
        Some(self.file.reading().documentation(&written, 0..0))
    }
}

impl Later {
    /// The forms of the rule: its own, where it has patterns itself, and those of its cases.
    pub(super) fn forms(self, reading: &mut RuleFile) -> Vec<Form> {
        let whole = (!self.rule.find.is_empty()).then(|| self.form(reading, &self.rule.find, || Some(WrittenCase::default())));
        let mut forms = Vec::from_iter(whole);
        for &case in &self.cases {
            let find = case.at("find").map_or_else(Vec::new, Value::all);
            let find: Vec<_> = find.iter().map(|find| Placed::new(find.span(), find.text().to_owned())).collect();
            forms.push(self.form(reading, &find, move || WrittenCase::deserialize(case).ok()));
        }
        forms
    }

    fn form(
        &self,
        reading: &mut RuleFile,
        find: &[Placed<String>],
        case: impl FnOnce() -> Option<WrittenCase> + Send + 'static,
    ) -> Form {
        let (rule, stock) = (Arc::clone(&self.rule), Arc::clone(&reading.stock));
        // Only of a user's rules the names are held against those in the patterns.
        let make = move || kinds::compile_case(&mut RuleFile::new("", "", stock, false), &rule, &case()?, &(0..0), Some(&[]));
        Form::new(reading.patterns(find), make)
    }
}

#[cfg(test)]
mod tests {
    use toml::de::{DeTable, ValueDeserializer};

    use super::*;

    #[test]
    fn what_the_build_has_read_is_what_stands_in_the_file() {
        for file in FILES {
            let table = DeTable::parse(file.text).unwrap().into_inner();
            let rules = table["rule"].get_ref().as_array().unwrap();
            assert_eq!(rules.len(), file.rules.len());
            for (rule, heading) in rules.iter().zip(file.rules) {
                let there = Written::deserialize(ValueDeserializer::from(rule.clone())).unwrap();
                let read = file.written(heading.does.start..heading.documents.end).unwrap();
                assert_eq!(format!("{read:?}"), format!("{there:?}"));
            }
        }
    }

    #[test]
    fn every_rule_of_the_program_does_what_it_would_if_it_were_a_users() {
        for file in FILES {
            let mut foreign = super::super::RuleSet::default();
            foreign.add(file.name, file.text).unwrap();
            let own: Vec<Rule> = rules().into_iter().filter(|rule| &*rule.file == file.name).collect();
            assert_eq!(own.len(), foreign.rules().len());
            for (own, foreign) in own.iter().zip(foreign.rules()) {
                let forms = own.own.as_ref().unwrap().later().unwrap().forms(&mut file.reading(&Arc::new(file.stock())));
                assert!(own.kind_name != "relation" || forms.iter().all(|form| form.case().is_some()), "{}", own.id);
                assert!(own.own.as_ref().is_some_and(|own| own.does().is_some() && own.documentation().is_some()), "{}", own.id);
                assert_eq!((&own.id, own.severity, own.kind_name), (&foreign.id, foreign.severity, foreign.kind_name));
                assert_eq!(own.kind().name(), own.kind_name, "{}", own.id);
                let patterns =
                    |rule: &Rule| rule.kind().sought().iter().map(|(_, one)| one.source().to_owned()).collect::<Vec<_>>();
                assert_eq!(patterns(own), patterns(foreign), "{}", own.id);
                let told =
                    |rule: &Rule| format!("{:?}", (rule.relation(), rule.message(), rule.help(), rule.fix(), rule.safe_in()));
                assert_eq!(told(own), told(foreign), "{}", own.id);
                assert_eq!(own.documentation(), foreign.documentation(), "{}", own.id);
            }
        }
    }
}
