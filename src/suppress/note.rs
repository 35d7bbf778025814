//! What is suppressed, until when, and why, as it is written everywhere: `share/of-total, sum/* until 2027-01-31: the reason`.

use globset::GlobMatcher;
use jiff::civil::Date;

use super::Known;
use crate::config;

/// What is suppressed, until when, and why.
#[derive(Debug, Clone)]
pub struct Note {
    /// Rules or globs of them, each ready to match ids; `None` for one that is no glob, and so matches nothing.
    pub rules: Vec<(String, Option<GlobMatcher>)>,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// Why; never empty.
    pub reason: Option<String>,
}

impl Note {
    /// A note of its parts.
    pub fn new(rules: Vec<String>, until: Option<Date>, reason: Option<&str>) -> Self {
        let matcher = |glob: String| {
            let matcher = config::matcher(&glob).ok();
            (glob, matcher)
        };
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
        Self { rules: rules.into_iter().map(matcher).collect(), until, reason }
    }

    /// Reads one; `None` where its day does not exist.
    pub fn read(text: &str) -> Option<Self> {
        let (names, reason) = match text.split_once([':', '\u{FF1A}']) {
            Some((names, reason)) => (names, Some(reason)),
            None => (text, None),
        };
        let mut names = names.split(|character: char| character.is_whitespace() || matches!(character, ',' | '\u{FF0C}' | '、'));
        let (mut rules, mut until) = (Vec::new(), None);
        while let Some(name) = names.next() {
            match name {
                "" => {}
                "until" => until = Some(names.find(|name| !name.is_empty())?.parse().ok()?),
                rule => rules.push(rule.to_owned()),
            }
        }
        Some(Self::new(rules, until, reason))
    }

    /// Whether it names any rule.
    pub fn is_about_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Whether it counts no longer on a day. Without a day it always counts.
    pub fn is_over(&self, today: Option<Date>) -> bool {
        self.until.zip(today).is_some_and(|(until, today)| until < today)
    }

    /// Which of its rules or globs mean a rule.
    pub fn meaning(&self, rule: &str) -> Vec<usize> {
        let means = |(_, glob): &(String, Option<GlobMatcher>)| glob.as_ref().is_some_and(|glob| glob.is_match(rule));
        self.rules.iter().enumerate().filter(|(_, named)| means(named)).map(|(at, _)| at).collect()
    }

    /// Whether any rule answers to one of its globs.
    pub(super) fn answers(&self, rule: usize, known: Known) -> bool {
        self.rules.get(rule).and_then(|(_, glob)| glob.as_ref()).is_some_and(known)
    }

    /// Some of its rules, in words.
    pub fn names(&self, which: impl Fn(usize) -> bool) -> String {
        let names: Vec<String> =
            self.rules.iter().enumerate().filter(|(at, _)| which(*at)).map(|(_, (name, _))| format!("`{name}`")).collect();
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_note_says_what_until_when_and_why() {
        let read = |text: &str| {
            let note = Note::read(text).unwrap();
            (note.rules.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(" "), note.until, note.reason)
        };
        let reason = Some("the base: 2021".to_owned());
        assert_eq!(read(" share/of-total: the base: 2021 "), ("share/of-total".to_owned(), None, reason.clone()));
        let until = Some(date(2027, 1, 31));
        assert_eq!(read("share/*,sum/total until 2027-01-31: the base: 2021"), ("share/* sum/total".to_owned(), until, reason));
        assert_eq!(read("share/*、sum/*:基数不同"), ("share/* sum/*".to_owned(), None, Some("基数不同".to_owned())));
        assert_eq!(read("share/* :"), ("share/*".to_owned(), None, None));
        assert_eq!(read(""), (String::new(), None, None));
        for wrong in ["share/* until 2027-02-30: x", "share/* until: x", "share/* until soon"] {
            assert!(Note::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_last_day_still_counts() {
        let note = Note::read("share/* until 2027-01-31: x").unwrap();
        assert!(!note.is_over(Some(date(2027, 1, 31))) && note.is_over(Some(date(2027, 2, 1))) && !note.is_over(None));
    }
}
