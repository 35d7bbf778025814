//! Words by the character that gives them away: most places of a text are passed over with one look.

/// Things that are looked for at a place, by a character or two that stand there.
#[derive(Debug)]
pub(super) struct Sorted<T> {
    /// A key and where its things begin and end, at the place that the key says or right after it. Nothing where there is no end.
    slots: Box<[(u32, u16, u16)]>,
    things: Box<[T]>,
}

impl<T> Sorted<T> {
    /// Sorts things by their keys; those with one key keep their order.
    pub(super) fn new(things: impl IntoIterator<Item = (u32, T)>) -> Self {
        let mut things: Vec<(u32, T)> = things.into_iter().collect();
        things.sort_by_key(|(key, _)| *key);
        let size = (4 * things.len()).next_power_of_two();
        let mut slots = vec![(0, 0, 0); size].into_boxed_slice();
        let mut start = 0;
        for same in things.chunk_by(|(one, _), (other, _)| one == other) {
            let end = start + same.len();
            let ends = u16::try_from(start).ok().zip(u16::try_from(end).ok());
            if let (Some((key, _)), Some((start, end))) = (same.first(), ends) {
                let free = probe(*key, size).find(|slot| slots.get(*slot).is_some_and(|(_, _, end)| *end == 0));
                if let Some(slot) = free.and_then(|free| slots.get_mut(free)) {
                    *slot = (*key, start, end);
                }
            }
            start = end;
        }
        Self { slots, things: things.into_iter().map(|(_, thing)| thing).collect() }
    }

    /// What is looked for by a key, in the order in which it was given.
    #[inline]
    pub(super) fn of(&self, key: u32) -> &[T] {
        for slot in probe(key, self.slots.len()) {
            match self.slots.get(slot) {
                Some((other, start, end)) if *other == key && *end > 0 => {
                    return self.things.get(usize::from(*start)..usize::from(*end)).unwrap_or_default();
                }
                Some((_, _, 1..)) => {}
                _ => break,
            }
        }
        &[]
    }
}

/// The key of a character.
#[inline]
pub(super) fn key(char: char) -> u32 {
    u32::from(char)
}

/// The key of two characters. Some have one in common; who looks for them looks at the text anyway.
#[inline]
pub(super) fn pair(one: char, other: char) -> u32 {
    (u32::from(one) << 16) ^ u32::from(other)
}

/// The slots in which a key may be, of so many; their number is a power of two.
#[inline]
fn probe(key: u32, size: usize) -> impl Iterator<Item = usize> {
    let mixed = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let first = usize::try_from(mixed).unwrap_or_default();
    (0..size).map(move |step| first.wrapping_add(step) & (size - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_looked_for_by_a_key_is_what_was_given_with_it(given in proptest::collection::vec((0..40_u32, proptest::prelude::any::<u8>()), 0..60)) {
            let sorted = Sorted::new(given.clone());
            for key in 0..50 {
                let plain: Vec<u8> = given.iter().filter(|(other, _)| *other == key).map(|(_, thing)| *thing).collect();
                proptest::prop_assert_eq!(sorted.of(key), plain);
            }
        }
    }
}
