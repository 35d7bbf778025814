//! What the rules of a file have in common: its words, and what several of them say alike, which is made once.

use std::{
    collections::BTreeMap,
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
    /// For each word of several forms how patterns may spell it: itself, or one of the words that use it, in braces.
    spelled: BTreeMap<String, Vec<String>>,
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
        let spelled = forms.keys().map(|name| {
            let braced = format!("{{{name}}}");
            let using = words.iter().filter(|(word, text)| *word != name && text.contains(&braced));
            let using: Vec<String> = using.map(|(word, _)| format!("{{{word}}}")).collect();
            (name.clone(), std::iter::once(braced).chain(using).collect())
        });
        let spelled = spelled.collect();
        Self { words, forms, spelled, ..Self::default() }
    }

    /// The choices among the forms of the words that a pattern uses, itself or through other words.
    pub(super) fn choices(&self, pattern: &str) -> Vec<Words> {
        let mut chosen = vec![Words::new()];
        for (name, forms) in self.forms.iter().filter(|(name, _)| self.uses(pattern, name)) {
            let with = |chosen: &Words, form: &String| {
                let mut chosen = chosen.clone();
                chosen.insert(name.clone(), form.clone());
                chosen
            };
            chosen = chosen.iter().flat_map(|chosen| forms.iter().map(|form| with(chosen, form))).take(MOST_FORMS).collect();
        }
        chosen
    }

    /// Whether a pattern uses a word of several forms, itself or through the words that it uses.
    fn uses(&self, pattern: &str, name: &str) -> bool {
        self.spelled.get(name).is_some_and(|spelled| spelled.iter().any(|word| pattern.contains(word)))
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
