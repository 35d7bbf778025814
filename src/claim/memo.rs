//! What rules work out of a document, kept for as long as the document is looked at: rules of one kind often ask for the same.

use std::{
    any::{Any, TypeId},
    cell::RefCell,
    collections::HashMap,
    fmt,
    rc::Rc,
};

/// What was worked out, by its type and by what it was asked of: a pattern, or nothing where the document alone decides.
#[derive(Default)]
pub struct Memo(RefCell<HashMap<(TypeId, String), Rc<dyn Any>>>);

impl Memo {
    /// What `make` makes, made when it is first asked for. One type and one key must always mean the same.
    pub fn once<T: Any>(&self, key: &str, make: impl FnOnce() -> T) -> Rc<T> {
        let key = (TypeId::of::<T>(), key.to_owned());
        let known = self.0.borrow().get(&key).map(Rc::clone);
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return known;
        }
        // What is made may ask for something else.
        let made = Rc::new(make());
        self.0.borrow_mut().insert(key, Rc::<T>::clone(&made));
        made
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Memo({})", self.0.borrow().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_once_is_not_made_again() {
        let memo = Memo::default();
        let made = |key, value: usize| *memo.once(key, || value);
        assert_eq!([made("甲", 1), made("甲", 2), made("乙", 3)], [1, 1, 3]);
        assert_eq!(memo.once("甲", || "another type").len(), 12);
        assert_eq!(*memo.once("丙", || *memo.once("丁", || 4_usize)), 4);
    }
}
