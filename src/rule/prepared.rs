//! The values of the program's own rule files as its build has read them, so that TOML is not read at every start. They are bytes without pointers,
//! and what nobody asks for is skipped: see `Prepared` in `build.rs`.

use std::ops::Range;

use serde::{
    Deserializer,
    de::{
        Error as _, IntoDeserializer, Visitor,
        value::{Error, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_spanned::de::{SpannedDeserializer, is_spanned};

/// Values, one after the other. In a table each key is followed by what stands there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values {
    bytes: &'static [u8],
    /// The file in which they stand.
    file: &'static str,
}

/// A value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    /// Where it begins in its file, and how long it is there, in bytes.
    start: usize,
    length: usize,
    said: Said,
}

#[derive(Debug, Clone, Copy)]
enum Said {
    Text(&'static str),
    Flag(bool),
    Number(usize),
    List(Values),
    /// Keys and values by turns.
    Table(Values),
}

impl Values {
    /// Some of the bytes that the build has written, and their file.
    pub(super) fn new(bytes: &'static [u8], file: &'static str) -> Self {
        Self { bytes, file }
    }

    /// The keys and values of a table.
    pub(super) fn entries(mut self) -> impl Iterator<Item = (Value, Value)> {
        std::iter::from_fn(move || Some((self.next()?, self.next()?)))
    }

    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0_u32);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= usize::from(byte & 0x7F).checked_shl(shift)?;
            if *byte <= 0x7F {
                return Some(number);
            }
            shift = shift.saturating_add(7);
        }
    }

    fn part(&mut self) -> Option<&'static [u8]> {
        let length = self.number()?;
        let (part, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(part)
    }
}

impl Iterator for Values {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let (tag, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        let (start, length) = (self.number()?, self.number()?);
        let file = self.file;
        let inner = |bytes| Self { bytes, file };
        let said = match tag {
            0 => {
                let (before, after) = (self.number()?, self.number()?);
                let end = start.checked_add(length)?.checked_sub(after)?;
                Said::Text(self.file.get(start.checked_add(before)?..end)?)
            }
            1 => Said::Text(str::from_utf8(self.part()?).ok()?),
            2 | 3 => Said::Flag(*tag == 3),
            4 => Said::Number(self.number()?),
            5 => Said::List(self.part().map(inner)?),
            _ => Said::Table(self.part().map(inner)?),
        };
        Some(Value { start, length, said })
    }
}

impl Value {
    /// A table that stands nowhere as one.
    pub(super) fn table(entries: Values) -> Self {
        Self { start: 0, length: 0, said: Said::Table(entries) }
    }

    /// Its place, in bytes of the file.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start.saturating_add(self.length)
    }

    /// Its text; empty where it is something else.
    pub(super) fn text(&self) -> &'static str {
        if let Said::Text(text) = self.said { text } else { "" }
    }

    /// What stands under a key, where it is a table.
    pub(super) fn at(self, key: &str) -> Option<Self> {
        let Said::Table(entries) = self.said else { return None };
        entries.entries().find(|(known, _)| known.text() == key).map(|(_, value)| value)
    }

    /// What is in it where it is a list, and else the value itself.
    pub(super) fn all(self) -> Vec<Self> {
        if let Said::List(values) = self.said { values.collect() } else { vec![self] }
    }
}

impl IntoDeserializer<'static, Error> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Deserializer<'static> for Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.said {
            Said::Text(text) => visitor.visit_borrowed_str(text),
            Said::Flag(flag) => visitor.visit_bool(flag),
            Said::Number(number) => visitor.visit_u64(u64::try_from(number).map_err(Error::custom)?),
            Said::List(values) => visitor.visit_seq(SeqDeserializer::new(values)),
            Said::Table(values) => visitor.visit_map(MapDeserializer::new(values.entries())),
        }
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'static>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_spanned(name) {
            let span = self.span();
            return visitor.visit_map(SpannedDeserializer::new(self, span));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        enum identifier ignored_any
    }
}
