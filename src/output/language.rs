//! The chapter on the rule language in Markdown, `docs/rule-language.md`: made of the schema, the kinds, the slot types and the zones that the
//! program itself uses, so that it cannot say anything else.

use std::fmt::Write;

use serde_json::Value;

use super::kind_name;
use crate::{
    claim::{SLOT_TYPES, mark},
    figure::Kind,
    rule::{self, KINDS, OF_ALL, OF_SOME},
};

const INTRODUCTION: &str = "# The rule language

*Made from the code; do not edit. `just regenerate` writes it. [Writing rules](writing-rules.md) is the way in.*

A rule file is TOML: any number of `[[rule]]` tables, and a `[words]` table of phrases that their patterns use by name. `recount schema
rules` prints the JSON Schema of all that stands here, with which editors complete and check rule files.

Files in a folder that `--rules` names are read in the order of their names. A file with a mistake is refused with all its mistakes; none of
its rules runs.
";

const PATTERNS: &str = "
Patterns are [regular expressions](https://docs.rs/regex/latest/regex/#syntax) without look-around or back-references, so that they take linear
time. They are matched, line by line, against the text as rules see it: traditional characters as simplified ones, full width as half
width, punctuation as ASCII (`,` `。` stays `。`, `:` `(` `)` `%`), glosses and spaces left out. Write them in single quotes: a mistake
is then shown at its place.

- `{name:type}` is a slot: it takes a figure of the type, and makes it the operand `name`. `{name:type+}` takes a list of figures, each with
  its label: `甲3人、乙5人`.
- `{word}` stands for a phrase of `[words]`.
- `(?P<name>…)` names a part of the text, for `named-by` and for kinds that ask for names.
- A figure stands in the text as one private character for its kind, so that `[^,。\\x{E000}-\\x{E00A}]{0,8}` is a run of words without
  figures. A pattern whose automaton would take more than 10 MB is refused.
";

/// The forms of relations: an example, and what it says.
const RELATIONS: [(&str, &str); 22] = [
    ("share ≈ part / total", "equal within what the digits of the left side say"),
    ("total = sum(parts)", "equal: some values of both sides are the same"),
    ("part <= total", "at most; also `≤`"),
    ("total >= units * least", "at least; also `≥`"),
    ("low < high", "less"),
    ("high > low", "more"),
    ("total = first + second - third", "`+`, `-`; also `−`"),
    ("each_one = total / units * 2", "`*`, `/`; also `×`, `÷`"),
    ("new = old * 2 ^ times", "`^`, by a whole number"),
    ("total = sum(parts)", "`sum`: of a list of figures"),
    ("number = count(items)", "`count`: how many are listed; open above where 等 follows"),
    ("number = characters(text)", "`characters`: how many a text has"),
    ("total >= largest(parts)", "`largest`: of a list of figures"),
    ("bound <= smallest(parts)", "`smallest`: the same"),
    ("difference = abs(new - old)", "`abs`: the distance from zero"),
    (
        "average = total / units(number)",
        "`units`: how many of its own unit a figure is: 96 of `96亩`, whatever the total is measured in",
    ),
    (
        "average ≈ total / days(period)",
        "`days`: how many days a date lasts: 30 of `6月`, 365 or 366 of a year; 28 to 29 of a February without its year",
    ),
    ("reachable(share, total)", "some whole number of the total has this share (the whole-number test, GRIM)"),
    ("whole(total * share)", "some whole number is among its values"),
    (
        "at_least(bound) or at_most(bound)",
        "a figure says how much it is at least, or more than (`超过50人`, `60分以上`), or at most, or less than (`不足百户`)",
    ),
    ("each(share ≈ part / total)", "it holds for the first of each list, the second of each, and so on"),
    ("part <= total and (part > 0 or share = 1)", "`and` before `or`, and brackets"),
];

/// The chapter.
pub fn chapter() -> String {
    let schema = rule::schema();
    let mut out = String::from(INTRODUCTION);
    heading(&mut out, "The file");
    keys(&mut out, &schema, None);
    heading(&mut out, "Keys of every rule");
    let rule = definition(&schema, "rule");
    keys(&mut out, rule, Some(&OF_ALL));
    heading(&mut out, "Keys of some kinds");
    out.push_str("Which kind takes which is under [Kinds](#kinds); a key for which a kind has no use is a mistake.\n\n");
    keys(&mut out, rule, Some(&OF_SOME));
    kinds(&mut out);
    heading(&mut out, "Patterns");
    out.push_str(PATTERNS.trim_start());
    slots(&mut out);
    heading(&mut out, "Relations");
    out.push_str("A relation is decided on intervals: it is contradicted where no values that the digits allow satisfy it.\n\n");
    table(&mut out, ["relation", "says"], RELATIONS.map(|(form, says)| [code(form), says.to_owned()]));
    heading(&mut out, "Tables and words");
    for (name, about) in schema.pointer("/definitions").and_then(Value::as_object).into_iter().flatten() {
        if ["rule", "kind", "slot-type"].contains(&name.as_str()) {
            continue;
        }
        let _ = writeln!(out, "\n### {name}\n");
        let _ = writeln!(out, "{}\n", about.get("description").and_then(Value::as_str).unwrap_or_default());
        match about.get("oneOf") {
            Some(words) => table(&mut out, ["word", "meaning"], meanings(words)),
            None => keys(&mut out, about, None),
        }
    }
    out
}

fn heading(out: &mut String, title: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n## {title}\n");
}

/// The keys of a table: all of them by name, or these in their order.
fn keys(out: &mut String, of: &Value, only: Option<&[&str]>) {
    let Some(properties) = of.get("properties").and_then(Value::as_object) else { return };
    let required: Vec<&str> =
        of.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let all: Vec<&str> = properties.keys().map(String::as_str).collect();
    let rows = only.unwrap_or(&all).iter().filter_map(|key| Some((*key, properties.get(*key)?))).map(|(key, about)| {
        let must = if required.contains(&key) { "yes" } else { "" };
        [code(key), sort(about), must.to_owned(), text(about.get("description"))]
    });
    table(out, ["key", "takes", "needed", "meaning"], rows.collect::<Vec<_>>());
}

/// What sort of value a key takes.
fn sort(about: &Value) -> String {
    let named = |about: &Value| Some(about.get("$ref")?.as_str()?.rsplit('/').next()?.to_owned());
    let reference = named(about).or_else(|| named(about.get("allOf")?.get(0)?));
    if let Some(name) = reference {
        let anchor = match name.as_str() {
            "kind" => "kinds",
            "slot-type" => "slots",
            "rule" => "keys-of-every-rule",
            name => name,
        };
        return format!("[{name}](#{anchor})");
    }
    match about.get("type").and_then(Value::as_str) {
        Some("array") => format!("list of {}", about.get("items").map_or_else(String::new, sort)),
        Some("object") => format!("table of {}", about.get("additionalProperties").map_or_else(String::new, sort)),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("integer") => "number".to_owned(),
        Some(other) => other.to_owned(),
        None => String::new(),
    }
}

fn kinds(out: &mut String) {
    heading(out, "Kinds");
    out.push_str("Keys in bold are needed. The slots can be shown in messages, beside the operands.\n\n");
    let rows = KINDS.map(|kind| {
        let keys = kind.takes.iter().map(|key| if kind.needs.contains(key) { format!("**`{key}`**") } else { code(key) });
        let slots: Vec<String> = kind.facts.iter().map(|fact| code(&format!("{{{fact}}}"))).collect();
        [code(kind.name), kind.about.to_owned(), keys.collect::<Vec<_>>().join(" "), slots.join(" ")]
    });
    table(out, ["kind", "holds, or finds", "keys", "slots"], rows);
}

fn slots(out: &mut String) {
    let _ = writeln!(out, "\n### Slots\n");
    table(out, ["type", "takes"], SLOT_TYPES.map(|(name, _, about)| [code(name), about.to_owned()]));
    let _ = writeln!(out, "\n### Characters that stand for figures\n");
    let kinds = Kind::FIGURES.into_iter().chain([Kind::Name]);
    let character = |kind: Kind| code(&format!("\\x{{{:X}}}", u32::from(mark(kind))));
    table(out, ["character", "kind of figure"], kinds.map(|kind| [character(kind), code(kind_name(kind))]));
}

fn meanings(words: &Value) -> Vec<[String; 2]> {
    let words = words.as_array().into_iter().flatten();
    words
        .map(|word| [code(word.get("const").and_then(Value::as_str).unwrap_or_default()), text(word.get("description"))])
        .collect()
}

fn definition<'s>(schema: &'s Value, name: &str) -> &'s Value {
    schema.get("definitions").and_then(|definitions| definitions.get(name)).unwrap_or(&Value::Null)
}

fn text(about: Option<&Value>) -> String {
    about.and_then(Value::as_str).unwrap_or_default().replace('\n', " ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn table<const N: usize>(out: &mut String, titles: [&str; N], rows: impl IntoIterator<Item = [String; N]>) {
    let mut row = |cells: [String; N]| {
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    row(titles.map(str::to_owned));
    row([(); N].map(|()| "---".to_owned()));
    for cells in rows {
        row(cells);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{FUNCTIONS, Relation};

    #[test]
    fn every_form_of_a_relation_can_be_read_and_no_function_is_left_out() {
        for (form, _) in RELATIONS {
            assert!(Relation::parse(form).is_ok(), "{form}");
        }
        for (name, _) in FUNCTIONS {
            assert!(RELATIONS.iter().any(|(_, says)| says.starts_with(&format!("`{name}`"))), "{name}");
        }
    }

    #[test]
    fn every_key_is_of_all_kinds_or_of_some_and_some_kind_takes_it() {
        let schema = rule::schema();
        let mut keys: Vec<&str> =
            definition(&schema, "rule")["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed = [&OF_ALL[..], &OF_SOME[..]].concat();
        keys.sort_unstable();
        listed.sort_unstable();
        assert_eq!(keys, listed);
        for key in OF_SOME {
            assert!(KINDS.iter().any(|kind| kind.takes.contains(&key)), "{key}");
        }
        for kind in KINDS {
            assert!(kind.takes.iter().all(|key| OF_SOME.contains(key)), "{}", kind.name);
            assert!(kind.needs.iter().all(|key| kind.takes.contains(key)), "{}", kind.name);
        }
    }
}
