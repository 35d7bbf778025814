//! Values that are kept once and named by their number.

use std::{collections::HashMap, hash::Hash};

/// Values in the order in which they first came.
#[derive(Debug)]
pub(super) struct Pool<T> {
    numbers: HashMap<T, usize>,
    values: Vec<T>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Pool<T> {
    /// The number of a value, which is added where it is new.
    pub(super) fn number(&mut self, value: &T) -> usize {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len();
        self.numbers.insert(value.clone(), number);
        self.values.push(value.clone());
        number
    }

    /// The values, each at its number.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether a value has a number.
    pub(super) fn has(&self, value: &T) -> bool {
        self.numbers.contains_key(value)
    }
}
