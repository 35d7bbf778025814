//! The rule files of the program as its build has read them, so that TOML is not read at every start.

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// A value with where it begins and ends in its file, in bytes.
pub(super) type Prepared = (usize, usize, Value);

/// A key with where it begins and ends, and its value.
pub(super) type Entry = (usize, usize, &'static str, Prepared);

/// A value as `build.rs` writes it down.
pub(super) enum Value {
    /// A string.
    Text(&'static str),
    /// `true` or `false`.
    Flag(bool),
    /// Anything else that has no parts, as it stands in the file.
    Other(&'static str),
    /// An array.
    List(&'static [Prepared]),
    /// A table.
    Table(&'static [Entry]),
}

/// A table as TOML reads it.
pub(super) fn table(entries: &'static [Entry]) -> DeTable<'static> {
    let entry =
        |&(start, end, key, ref value): &'static Entry| (Spanned::new(start..end, DeString::Borrowed(key)), spanned(value));
    entries.iter().map(entry).collect()
}

fn spanned((start, end, value): &'static Prepared) -> Spanned<DeValue<'static>> {
    let value = match *value {
        Value::Text(text) => DeValue::String(text.into()),
        Value::Flag(flag) => DeValue::Boolean(flag),
        Value::Other(text) => DeValue::parse(text).map_or(DeValue::Boolean(false), Spanned::into_inner),
        Value::List(values) => DeValue::Array(values.iter().map(spanned).collect()),
        Value::Table(entries) => DeValue::Table(table(entries)),
    };
    Spanned::new(*start..*end, value)
}

#[cfg(test)]
mod tests {
    use super::{super::BUILT_IN, *};

    #[test]
    fn what_the_build_has_read_is_what_stands_in_the_file() {
        for (name, text, entries) in BUILT_IN {
            assert_eq!(format!("{:?}", table(entries)), format!("{:?}", DeTable::parse(text).unwrap().into_inner()), "{name}");
        }
    }
}
