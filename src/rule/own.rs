//! The rules of the program itself. Of each a run has at once what every run asks; the rest is made when it is first asked for, so that nothing of what
//! a document does not speak of costs anything.

use std::{
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use serde::Deserialize;

use super::{
    Documentation, Does, Rule, Severity,
    compile::RuleFile,
    kinds,
    prepared::{Value, Values},
    written::{Placed, Written},
};
use crate::claim::Pattern;

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
    /// What it does, and right after that what documents it.
    does: Range<usize>,
    documents: Range<usize>,
}

/// A rule of the program, of which nothing was read yet.
#[derive(Debug)]
pub(super) struct Own {
    file: Arc<Opened>,
    heading: &'static Heading,
}

/// A rule file with what its rules have in common, from the first of them on.
#[derive(Debug)]
struct Opened {
    file: &'static File,
    read: OnceLock<Mutex<RuleFile<'static>>>,
}

/// All rules of the program.
pub(super) fn rules() -> Vec<Rule> {
    let mut rules = Vec::with_capacity(FILES.iter().map(|file| file.rules.len()).sum());
    for file in FILES {
        let (name, opened) = (Arc::<str>::from(file.name), Arc::new(Opened { file, read: OnceLock::new() }));
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
        let mut read = file.read();
        read.all = Some(Vec::new());
        for heading in file.rules {
            file.does(heading, &mut read);
        }
        read.all.unwrap_or_default()
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

    /// What a rule does.
    fn does<'t>(&self, heading: &Heading, read: &mut RuleFile<'t>) -> Option<Does> {
        let written = self.written(heading.does.clone())?;
        read.does(kinds::of_name(heading.kind)?, &written, &(0..0))
    }

    /// The file with its words, and without its rules.
    fn read(&self) -> RuleFile<'_> {
        let placed = |value: Value| Placed::new(value.span(), value.text().to_owned());
        let words = self.values(self.words.clone()).entries();
        let words = words.map(|(name, word)| (name.text().to_owned(), word.all().into_iter().map(placed).collect()));
        let mut file = RuleFile::new(self.name, self.text, false);
        file.use_words(&words.collect::<Vec<_>>());
        file
    }
}

impl Own {
    /// What it does.
    pub(super) fn does(&self) -> Option<Does> {
        self.file.file.does(self.heading, &mut self.file.read())
    }

    /// What documents it.
    pub(super) fn documentation(&self) -> Option<Documentation> {
        let written = self.file.file.written(self.heading.does.start..self.heading.documents.end)?;
        Some(self.file.read().documentation(&written, 0..0))
    }
}

impl Opened {
    fn read(&self) -> MutexGuard<'_, RuleFile<'static>> {
        self.read.get_or_init(|| Mutex::new(self.file.read())).lock().unwrap_or_else(PoisonError::into_inner)
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
