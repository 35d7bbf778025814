//! The metrics of two runs, value beside value.

use std::{collections::BTreeMap, fmt::Write};

use serde::Serialize;
use serde_json::Value;

use crate::{
    check::Language,
    figure::Number,
    output::{clean::clean, json},
};

/// One value in two runs, as each wrote it; empty where it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its name: `rules.share/of-total.findings`.
    pub name: String,
    /// In the old run.
    pub old: String,
    /// In the new run.
    pub new: String,
}

/// Every number of a metrics file by its name, but for its version. A gate goes by its rules and what it counts.
pub(super) fn numbers(value: &Value) -> BTreeMap<String, String> {
    let mut numbers = BTreeMap::new();
    gather(&mut numbers, String::new(), value);
    numbers.remove("metrics");
    numbers
}

fn gather(numbers: &mut BTreeMap<String, String>, name: String, value: &Value) {
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Number(number) => drop(numbers.insert(name, number.to_string())),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| gather(numbers, inner(key), value)),
        Value::Array(gates) => {
            for gate in gates {
                let text = |key: &str| gate.get(key).and_then(Value::as_str).unwrap_or("");
                let key = [text("folder"), text("rules"), text("of")].join(" ").trim().to_owned();
                let count = gate.get("count").cloned().unwrap_or(Value::Null);
                gather(numbers, inner(&key), &count);
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Every value of either run, by name.
pub fn compare(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Compared> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let value = |of: &BTreeMap<String, String>, name: &String| of.get(name).cloned().unwrap_or_default();
    names.into_iter().map(|name| Compared { name: name.clone(), old: value(old, name), new: value(new, name) }).collect()
}

impl Compared {
    /// Whether it says that a rule found more than before.
    pub fn is_more(&self) -> bool {
        let is_finding = self.name.starts_with("rules.") && self.name.ends_with(".findings");
        is_finding && self.change().is_some_and(|change| !change.is_negative() && !change.is_zero())
    }

    /// New less old; a missing value counts as zero. `None` where a value is no plain decimal.
    fn change(&self) -> Option<Number> {
        let value = |text: &str| if text.is_empty() { Some(Number::zero()) } else { Number::parse(text) };
        Some(value(&self.new)?.minus(&value(&self.old)?))
    }

    /// `+3`, `-0.5`, or nothing where nothing changed.
    fn signed(&self) -> String {
        match self.change() {
            Some(change) if change.is_zero() => String::new(),
            Some(change) if change.is_negative() => change.to_digits(),
            Some(change) => format!("+{}", change.to_digits()),
            None => String::new(),
        }
    }
}

/// For people: a table, numbers first.
pub fn text(compared: &[Compared], language: Language) -> String {
    let en = language == Language::En;
    let mut out = String::new();
    // As wide as the columns of numbers below.
    let _ = writeln!(
        out,
        "{}",
        if en { "         old          new       change  value" } else { "          旧           新         变化  指标" }
    );
    for value in compared {
        let dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let (old, new) = (dash(&value.old), dash(&value.new));
        let _ = writeln!(out, "{old:>12} {new:>12} {:>12}  {}", value.signed(), clean(&value.name));
    }
    out
}

/// For programs: one object a value.
pub fn jsonl(compared: &[Compared]) -> String {
    #[derive(Serialize)]
    struct Record<'c> {
        value: &'c str,
        old: Option<Value>,
        new: Option<Value>,
    }
    let mut out = String::new();
    for value in compared {
        let number = |text: &str| serde_json::from_str(text).ok();
        json::write(&mut out, &Record { value: &value.name, old: number(&value.old), new: number(&value.new) });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_side_by_side_and_more_findings_are_more() {
        let read = |text: &str| numbers(&serde_json::from_str(text).unwrap());
        let old = read(
            r#"{"metrics":1,"recount":"0.1.0","documents":{"checked":3},"rules":{"a/b":{"findings":2}},"rates":{"x":0.5,"y":null},
                "gates":[{"rules":"a/*","of":"findings","limit":"3","count":2,"passed":true}]}"#,
        );
        let new = read(
            r#"{"metrics":1,"documents":{"checked":3},"rules":{"a/b":{"findings":1},"a/c":{"findings":1}},"rates":{"x":0.25}}"#,
        );
        let compared = compare(&old, &new);
        let more: Vec<&str> = compared.iter().filter(|value| value.is_more()).map(|value| value.name.as_str()).collect();
        assert_eq!(more, ["rules.a/c.findings"]);
        let lines = [
            "         old          new       change  value",
            "           3            3               documents.checked",
            "           2            -           -2  gates.a/* findings",
            "         0.5         0.25        -0.25  rates.x",
            "           2            1           -1  rules.a/b.findings",
            "           -            1           +1  rules.a/c.findings",
        ];
        assert_eq!(text(&compared, Language::En).lines().collect::<Vec<_>>(), lines);
        assert_eq!(jsonl(&compared).lines().nth(1), Some(r#"{"value":"gates.a/* findings","old":2,"new":null}"#));
    }
}
