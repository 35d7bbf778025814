//! Numbers one after the other as bytes, so that tables made when the program was built are read where they stand: nothing is copied, and nothing in
//! them points to anything.

/// A number.
pub(super) type Word = [u8; 4];

/// Stands for none.
pub(super) const NONE: usize = u32::MAX as usize;

/// A number as it is counted with.
#[inline]
pub(super) fn wide(word: Word) -> usize {
    usize::try_from(u32::from_le_bytes(word)).unwrap_or(NONE)
}

/// A number as it is put down; what is too large for that is [`NONE`].
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One of several parts that stand one after the other, given where each ends; nothing where there is none.
#[inline]
fn part<'b, T>(all: &'b [T], ends: &[Word], part: usize) -> &'b [T] {
    let end = |part: usize| ends.get(part).map_or(0, |&end| wide(end));
    all.get(part.checked_sub(1).map_or(0, end)..end(part)).unwrap_or_default()
}

/// Parts one after the other, and where each ends.
fn joined<T, P: IntoIterator<Item = T>>(parts: impl IntoIterator<Item = P>) -> (Vec<usize>, Vec<T>) {
    let (mut ends, mut all) = (Vec::new(), Vec::new());
    for part in parts {
        all.extend(part);
        ends.push(all.len());
    }
    (ends, all)
}

/// Lists of numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lists<'b> {
    /// Where each of them ends.
    ends: &'b [Word],
    numbers: &'b [Word],
}

impl<'b> Lists<'b> {
    /// One of them.
    #[inline]
    pub(super) fn get(&self, list: usize) -> &'b [Word] {
        part(self.numbers, self.ends, list)
    }

    /// The numbers in one of them.
    #[inline]
    pub(super) fn of(&self, list: usize) -> impl Iterator<Item = usize> + use<'b> {
        self.get(list).iter().map(|&number| wide(number))
    }

    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Texts, one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Texts<'b> {
    /// Where each of them ends.
    ends: &'b [Word],
    bytes: &'b [u8],
}

impl<'b> Texts<'b> {
    /// One of them; empty where there is none.
    #[inline]
    pub(super) fn get(&self, text: usize) -> &'b [u8] {
        part(self.bytes, self.ends, text)
    }
}

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Flat(pub(super) Vec<u8>);

impl Flat {
    /// Adds bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend(narrow(bytes.len()).to_le_bytes());
        self.0.extend(bytes);
    }

    /// Adds numbers.
    pub(super) fn numbers(&mut self, numbers: impl IntoIterator<Item = usize>) {
        let numbers: Vec<Word> = numbers.into_iter().map(|number| narrow(number).to_le_bytes()).collect();
        self.bytes(numbers.as_flattened());
    }

    /// Adds lists of them.
    pub(super) fn lists<L: IntoIterator<Item = usize>>(&mut self, lists: impl IntoIterator<Item = L>) {
        let (ends, numbers) = joined(lists);
        self.numbers(ends);
        self.numbers(numbers);
    }

    /// Adds texts.
    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let (ends, bytes) = joined(texts.into_iter().map(str::bytes));
        self.numbers(ends);
        self.bytes(&bytes);
    }
}

/// Bytes that are still to be read, in the order in which they were put down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut<'b>(pub(super) &'b [u8]);

impl<'b> Cut<'b> {
    /// The bytes that come next; `None` where there are not so many.
    pub(super) fn bytes(&mut self) -> Option<&'b [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (bytes, rest) = rest.split_at_checked(wide(*length))?;
        self.0 = rest;
        Some(bytes)
    }

    /// The numbers that come next.
    pub(super) fn numbers(&mut self) -> Option<&'b [Word]> {
        Some(self.bytes()?.as_chunks().0)
    }

    /// The same, so many at a time.
    pub(super) fn rows<const COLUMNS: usize>(&mut self) -> Option<&'b [[Word; COLUMNS]]> {
        Some(self.numbers()?.as_chunks().0)
    }

    /// The lists that come next.
    pub(super) fn lists(&mut self) -> Option<Lists<'b>> {
        Some(Lists { ends: self.numbers()?, numbers: self.numbers()? })
    }

    /// The texts that come next.
    pub(super) fn texts(&mut self) -> Option<Texts<'b>> {
        Some(Texts { ends: self.numbers()?, bytes: self.bytes()? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_read_is_what_was_put_down(
            texts in prop::collection::vec("[甲a]{0,3}", 0..6),
            lists in prop::collection::vec(prop::collection::vec(0..100_000_usize, 0..4), 0..6),
        ) {
            let mut flat = Flat::default();
            flat.texts(texts.iter().map(String::as_str));
            flat.lists(lists.clone());
            let mut cut = Cut(&flat.0);
            let read = cut.texts().unwrap();
            prop_assert!(texts.iter().enumerate().all(|(number, text)| read.get(number) == text.as_bytes()));
            let read = cut.lists().unwrap();
            let read: Vec<Vec<usize>> = (0..read.len()).map(|list| read.of(list).collect()).collect();
            prop_assert_eq!(read, lists);
            prop_assert!(cut.0.is_empty() && cut.bytes().is_none());
        }
    }
}
