//! JSON Schema of what is written for programs: made of what writes it, so that the two cannot differ.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

use super::{
    json::{EntryRecord, FigureRecord, FindingRecord},
    trace::Record,
};

/// Of a finding: a line of `recount check --format jsonl`.
pub fn findings() -> Value {
    schema::<FindingRecord<'_>>()
}

/// Of a claim: a line of `recount claims --format jsonl`.
pub fn claims() -> Value {
    schema::<EntryRecord<'_>>()
}

/// Of a figure: a line of `recount figures --format jsonl`.
pub fn figures() -> Value {
    schema::<FigureRecord<'_>>()
}

/// Of a place of a rule: a line of `recount trace --format jsonl`.
pub fn trace() -> Value {
    schema::<Record<'_>>()
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>().into()
}
