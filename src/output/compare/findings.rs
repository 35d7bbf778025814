//! The findings that came and went between two runs. One that only moved, within its file or with it, did neither.

use std::{collections::HashMap, fmt::Write, hash::Hash};

use serde::{Deserialize, Serialize};

use crate::{
    check::Language,
    output::{clean::clean, json},
};

/// A finding as `check --format jsonl` wrote it, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    rule: String,
    severity: String,
    path: String,
    document: Option<String>,
    line: usize,
    column: usize,
    message: String,
    #[serde(default)]
    fingerprint: Option<String>,
}

/// What changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// In the new run alone, in its order.
    pub added: Vec<Record>,
    /// In the old run alone, in its order.
    pub removed: Vec<Record>,
    /// In both.
    pub unchanged: usize,
}

/// What two records share that are the same finding: the rule, and the fingerprint or, where a run wrote none, the message.
type Key<'r> = (&'r str, &'r str);
/// Where they both stand: file and document, file, or anywhere.
type Near<'r> = (Option<&'r str>, Option<&'r str>);

/// Holds two runs against each other. Of several findings on the same words, those in the same document go together first, then those
/// in the same file, then the others in their order.
pub fn difference(old: &[Record], new: &[Record]) -> Difference {
    let printed = old.iter().chain(new).all(|record| record.fingerprint.is_some());
    let nearer: [fn(&Record) -> Near<'_>; 3] =
        [|record| (Some(&record.path), record.document.as_deref()), |record| (Some(&record.path), None), |_| (None, None)];
    let (mut removed, mut added): (Vec<&Record>, Vec<&Record>) = (old.iter().collect(), new.iter().collect());
    for near in nearer {
        let mut same: HashMap<(Key<'_>, Near<'_>), usize> = HashMap::new();
        removed.iter().for_each(|record| count(&mut same, (record.key(printed), near(record))));
        let mut both = HashMap::new();
        added.retain(|record| {
            let place = (record.key(printed), near(record));
            let met = spend(&mut same, &place);
            if met {
                count(&mut both, place);
            }
            !met
        });
        removed.retain(|record| !spend(&mut both, &(record.key(printed), near(record))));
    }
    let unchanged = new.len().saturating_sub(added.len());
    Difference { added: added.into_iter().cloned().collect(), removed: removed.into_iter().cloned().collect(), unchanged }
}

fn count<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: K) {
    let count = counts.entry(key).or_default();
    *count = count.saturating_add(1);
}

/// Takes one off, where there is one.
fn spend<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    match counts.get_mut(key) {
        Some(count) if *count > 0 => {
            *count = count.saturating_sub(1);
            true
        }
        _ => false,
    }
}

impl Record {
    fn key(&self, printed: bool) -> Key<'_> {
        (&self.rule, self.fingerprint.as_deref().filter(|_| printed).unwrap_or(&self.message))
    }
}

impl Difference {
    /// For people: what came with `+`, what went with `-`, and the numbers.
    pub fn text(&self, language: Language) -> String {
        let mut out = String::new();
        for (sign, record) in self.signed() {
            let document = record.document.as_ref().map_or_else(String::new, |id| format!("#{id}"));
            let Record { rule, severity, path, line, column, message, .. } = record;
            let told = format!("{sign} {path}{document}:{line}:{column}  {severity}[{rule}]  {message}");
            let _ = writeln!(out, "{}", clean(&told));
        }
        let (added, removed, unchanged) = (self.added.len(), self.removed.len(), self.unchanged);
        let _ = match language {
            Language::En => writeln!(out, "{added} added, {removed} removed, {unchanged} unchanged"),
            Language::Zh => writeln!(out, "新增{added}处,消除{removed}处,未变{unchanged}处"),
        };
        out
    }

    /// For programs: one object a finding that came or went.
    pub fn jsonl(&self) -> String {
        #[derive(Serialize)]
        struct Changed<'r> {
            change: &'static str,
            #[serde(flatten)]
            record: &'r Record,
        }
        let mut out = String::new();
        for (sign, record) in self.signed() {
            json::write(&mut out, &Changed { change: if sign == '+' { "added" } else { "removed" }, record });
        }
        out
    }

    fn signed(&self) -> impl Iterator<Item = (char, &Record)> {
        self.added.iter().map(|record| ('+', record)).chain(self.removed.iter().map(|record| ('-', record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finding by path, document, line and fingerprint.
    fn record(path: &str, document: Option<&str>, line: usize, print: &str) -> Record {
        Record {
            rule: "a/b".to_owned(),
            severity: "error".to_owned(),
            path: path.to_owned(),
            document: document.map(str::to_owned),
            line,
            column: 1,
            message: format!("m{print}"),
            fingerprint: Some(print.to_owned()),
        }
    }

    #[test]
    fn what_moved_is_unchanged_and_what_is_one_more_is_added() {
        let old = [record("a", None, 1, "1"), record("a", None, 2, "2"), record("b", None, 1, "3")];
        let new = [record("a", None, 9, "1"), record("c", None, 1, "3"), record("c", None, 2, "3"), record("d", None, 1, "4")];
        let difference = difference(&old, &new);
        assert_eq!(difference.added, [record("c", None, 2, "3"), record("d", None, 1, "4")]);
        assert_eq!(difference.removed, [record("a", None, 2, "2")]);
        assert_eq!(difference.unchanged, 2);
        let text = "+ c:2:1  error[a/b]  m3\n+ d:1:1  error[a/b]  m4\n- a:2:1  error[a/b]  m2\n2 added, 1 removed, 2 unchanged\n";
        assert_eq!(difference.text(Language::En), text);
        assert!(difference.text(Language::Zh).ends_with("新增2处,消除1处,未变2处\n"));
        let first = r#"{"change":"added","rule":"a/b","severity":"error","path":"c","document":null,"line":2,"column":1,"message":"m3","fingerprint":"3"}"#;
        assert_eq!(difference.jsonl().lines().next(), Some(first));
    }

    #[test]
    fn findings_in_the_same_document_go_together_first() {
        let old = [record("a", Some("1"), 1, "x")];
        let new = [record("0", None, 1, "x"), record("a", Some("0"), 1, "x"), record("a", Some("1"), 1, "x")];
        assert_eq!(difference(&old, &new).added, new[..2]);
        assert_eq!(difference(&old, &new[..2]).added, new[..1]);
        assert_eq!(difference(&old, &new[..1]).added, []);
    }

    #[test]
    fn where_a_run_wrote_no_fingerprints_messages_tell() {
        let bare = |path: &str| Record { fingerprint: None, ..record(path, None, 3, "1") };
        assert_eq!(difference(&[bare("a")], &[record("a", None, 1, "1")]).unchanged, 1);
        assert_eq!(difference(&[bare("a")], &[record("a", None, 1, "2")]).unchanged, 0);
    }
}
