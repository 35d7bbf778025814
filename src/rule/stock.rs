//! What the rules of a file have in common: its words, and what several of them say alike, which is made once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    claim::{Pattern, Vocabulary, Words},
    verdict::Relation,
};

/// As many patterns a written one may stand for.
const MOST_FORMS: usize = 200;

/// What the rules of a file draw on.
#[derive(Debug, Default)]
pub(super) struct Stock {
    pub(super) words: Words,
    /// Words that have several forms. A pattern that uses one stands for as many patterns.
    forms: BTreeMap<String, Vec<String>>,
    /// For each word that a pattern may use the words of several forms that it stands for: itself, or what it uses.
    using: BTreeMap<String, Vec<String>>,
    /// The words with some forms chosen, as patterns share them.
    vocabularies: Mutex<BTreeMap<Words, Arc<Vocabulary>>>,
    /// What guards look for, by how it is written.
    guards: Mutex<BTreeMap<String, Arc<Pattern>>>,
    relations: Mutex<BTreeMap<String, Arc<Relation>>>,
}

impl Stock {
    /// The words of a file, each with its forms.
    pub(super) fn new(all: Vec<(String, Vec<String>)>) -> Self {
        let first = |forms: &[String]| forms.first().cloned().unwrap_or_default();
        let words: Words = all.iter().map(|(name, forms)| (name.clone(), first(forms))).collect();
        let forms: BTreeMap<String, Vec<String>> = all.into_iter().filter(|(_, forms)| forms.len() > 1).collect();
        let mut using: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in forms.keys() {
            let braced = format!("{{{name}}}");
            let users = words.iter().filter(|(word, text)| *word == name || text.contains(&braced));
            users.for_each(|(word, _)| using.entry(word.clone()).or_default().push(name.clone()));
        }
        Self { words, forms, using, ..Self::default() }
    }

    /// The choices among the forms of the words that a pattern uses, itself or through other words.
    pub(super) fn choices(&self, pattern: &str) -> Vec<Words> {
        let braced = pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let several: BTreeSet<&String> = braced.filter_map(|(word, _)| self.using.get(word)).flatten().collect();
        let mut chosen = vec![Words::new()];
        for (name, forms) in several.into_iter().filter_map(|name| self.forms.get_key_value(name)) {
            let with = |chosen: &Words, form: &String| {
                let mut chosen = chosen.clone();
                chosen.insert(name.clone(), form.clone());
                chosen
            };
            chosen = chosen.iter().flat_map(|chosen| forms.iter().map(|form| with(chosen, form))).take(MOST_FORMS).collect();
        }
        chosen
    }

    /// The words with some forms chosen.
    pub(super) fn vocabulary(&self, chosen: Words) -> Arc<Vocabulary> {
        let mut known = lock(&self.vocabularies);
        let vocabulary = known.entry(chosen).or_insert_with_key(|chosen| {
            let words = self.words.iter().chain(chosen).map(|(name, word)| (name.clone(), word.clone()));
            Arc::new(Vocabulary::from(words.collect::<Words>()))
        });
        Arc::clone(vocabulary)
    }

    /// What a guard looks for, made where no guard before was written so.
    pub(super) fn guard(&self, written: &str, make: impl FnOnce() -> Option<Pattern>) -> Option<Arc<Pattern>> {
        once(&self.guards, written, make)
    }

    /// A relation, read where none before was written so.
    pub(super) fn relation(&self, written: &str, read: impl FnOnce() -> Option<Relation>) -> Option<Arc<Relation>> {
        once(&self.relations, written, read)
    }
}

/// What is kept under a text, made where there is nothing. Where several make it, all of them get the same.
fn once<T>(kept: &Mutex<BTreeMap<String, Arc<T>>>, text: &str, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
    let known = lock(kept).get(text).cloned();
    known.or_else(|| {
        let made = Arc::new(make()?);
        Some(Arc::clone(lock(kept).entry(text.to_owned()).or_insert(made)))
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
