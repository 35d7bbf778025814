//! The JSON Schema of rule files: what editors complete and check. Made of what the parser itself reads, so that the two cannot differ.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema, transform::RecursiveTransform};
use serde_json::{Value, json};

use super::{
    kinds::{KINDS, OF_SOME},
    written::WrittenFile,
};
use crate::claim::SLOT_TYPES;

/// The JSON Schema of rule files.
pub fn schema() -> Value {
    let mut schema = draft7::<WrittenFile>();
    if let Some(rule) = schema.pointer_mut("/definitions/rule").and_then(Value::as_object_mut) {
        rule.insert("allOf".to_owned(), by_kind());
    }
    schema.into()
}

/// The schema of a file of TOML, of draft 7, which the TOML editors know.
pub(crate) fn draft7<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    settings.into_generator().into_root_schema_for::<T>()
}

/// TOML has no null: a key that may be left out is one that is not required, and no more.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(mut either)) = schema.remove("anyOf") {
        either.retain(|one| *one != json!({ "type": "null" }));
        let key = if either.len() == 1 { "allOf" } else { "anyOf" };
        schema.insert(key.to_owned(), either.into());
    }
}

/// For each kind, which keys it needs, and which it has no use for.
fn by_kind() -> Value {
    let unnamed = |name: &str| KINDS.first().is_some_and(|first| first.name == name);
    let cases = KINDS.iter().map(|kind| {
        let named = json!({ "properties": { "kind": { "const": kind.name } }, "required": ["kind"] });
        let either = json!({ "properties": { "kind": { "const": kind.name } } });
        let useless = OF_SOME.iter().filter(|key| !kind.takes.contains(key));
        let useless: serde_json::Map<String, Value> = useless.map(|key| ((*key).to_owned(), json!(false))).collect();
        json!({
            "if": if unnamed(kind.name) { either } else { named },
            "then": { "required": kind.needs, "properties": useless },
        })
    });
    cases.collect()
}

/// The name of a kind of rule.
pub(super) struct KindName;

impl JsonSchema for KindName {
    fn schema_name() -> Cow<'static, str> {
        "kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        one_of(KINDS.iter().map(|kind| (kind.name, kind.about)))
    }
}

/// The name of a type of slot.
pub(super) struct SlotName;

impl JsonSchema for SlotName {
    fn schema_name() -> Cow<'static, str> {
        "slot-type".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        one_of(SLOT_TYPES.iter().map(|&(name, _, about)| (name, about)))
    }
}

/// One of some words, each with its meaning.
fn one_of<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Schema {
    let words: Vec<Value> = words.map(|(name, about)| json!({ "type": "string", "const": name, "description": about })).collect();
    json_schema!({ "oneOf": words })
}
