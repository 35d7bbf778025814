//! Programs from the bytes that `writer.rs` made of them.

use super::{
    class::Set,
    compile::Compiled,
    program::{Case, Program, Step, Way},
};

/// Bytes that are still to be read.
#[derive(Debug)]
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl Reader<'_> {
    /// What was written next; `None` where that is not what is written.
    pub(super) fn next(&mut self) -> Option<Compiled> {
        let looks = self.flag()?;
        let names = self.many(|bytes| {
            let length = bytes.small()?;
            let (name, rest) = bytes.0.split_at_checked(length)?;
            bytes.0 = rest;
            Some((String::from_utf8(name.to_vec()).ok()?, bytes.small()?))
        })?;
        let program = Program {
            first: self.set()?,
            second: self.set()?,
            leads: Some((self.small()?, self.small()?)).filter(|(low, high)| low <= high),
            at_start: self.flag()?,
            shortest: self.number()?,
            forks: self.small()?,
            groups: self.small()?,
            steps: self.many(Self::step)?,
            ways: self.many(|bytes| {
                Some(Way { step: bytes.number()?, first: bytes.set()?, second: bytes.set()?, skip: bytes.small()? })
            })?,
            cases: self.many(|bytes| Some(Case { from: bytes.number()?, ways: bytes.number()?, count: bytes.small()? }))?,
        };
        Some(Compiled { program: Some(program), looks, names })
    }

    fn step(&mut self) -> Option<Step> {
        Some(match self.number()? {
            0 => {
                let length = self.small()?;
                let (text, rest) = self.0.split_at_checked(usize::from(length))?;
                let mut bytes = [0; 8];
                bytes.get_mut(..text.len())?.copy_from_slice(text);
                self.0 = rest;
                Step::Text { length, bytes }
            }
            1 => Step::One(self.set()?),
            2 => Step::Start,
            3 => Step::End,
            4 => Step::Save(self.small()?),
            5 => Step::Jump(self.number()?),
            6 => Step::Fork { fork: self.small()?, head: self.flag()?, ways: self.number()?, count: self.small()? },
            7 => Step::Switch { fork: self.small()?, cases: self.number()?, count: self.number()? },
            8 => Step::Run {
                fork: self.small()?,
                greedy: self.flag()?,
                min: self.small()?,
                max: self.small()?,
                set: self.set()?,
                then: self.set()?,
            },
            9 => Step::Match,
            _ => return None,
        })
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.small()?;
        let mut all = Vec::with_capacity(self.0.len().min(count));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn set(&mut self) -> Option<Set> {
        Some(Set(self.number()?.rotate_right(1).wrapping_sub(1)))
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.number()? != 0)
    }

    fn small<T: TryFrom<u32>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    #[inline]
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..).step_by(7).take(5) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}
