//! Programs as bytes: numbers one after the other, seven bits to a byte, so that those of all patterns take little room. They are written when the
//! program is built; `reader.rs` reads them when a pattern is first looked for.

use super::{
    class::Set,
    compile::Compiled,
    program::{Case, Step, Way},
};

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    /// Adds what was compiled. `None` where there is no program.
    pub(super) fn add(&mut self, compiled: &Compiled) -> Option<()> {
        let program = compiled.program.as_ref()?;
        self.number(compiled.looks.into());
        self.count(compiled.names.len());
        for (name, group) in &compiled.names {
            self.count(name.len());
            self.0.extend(name.bytes());
            self.count(*group);
        }
        self.set(program.first);
        self.set(program.second);
        // Without any the first lies behind the last.
        let (low, high) = program.leads.unwrap_or((1, 0));
        self.numbers(&[low.into(), high.into()]);
        self.number(program.at_start.into());
        self.number(program.shortest);
        self.number(program.forks.into());
        self.number(program.groups.into());
        self.count(program.steps.len());
        program.steps.iter().for_each(|step| self.step(*step));
        self.count(program.ways.len());
        for Way { step, first, second, skip } in &program.ways {
            self.number(*step);
            self.set(*first);
            self.set(*second);
            self.number((*skip).into());
        }
        self.count(program.cases.len());
        for Case { from, ways, count } in &program.cases {
            self.number(*from);
            self.number(*ways);
            self.number((*count).into());
        }
        Some(())
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Text { length, bytes } => {
                self.number(0);
                self.number(length.into());
                self.0.extend(bytes.iter().take(length.into()));
            }
            Step::One(set) => {
                self.number(1);
                self.set(set);
            }
            Step::Start => self.number(2),
            Step::End => self.number(3),
            Step::Save(slot) => self.numbers(&[4, slot.into()]),
            Step::Jump(to) => self.numbers(&[5, to]),
            Step::Fork { fork, head, ways, count } => self.numbers(&[6, fork.into(), head.into(), ways, count.into()]),
            Step::Switch { fork, cases, count } => self.numbers(&[7, fork.into(), cases, count]),
            Step::Run { fork, greedy, set, min, max, then } => {
                self.numbers(&[8, fork.into(), greedy.into(), min.into(), max.into()]);
                self.set(set);
                self.set(then);
            }
            Step::Match => self.number(9),
        }
    }

    fn set(&mut self, set: Set) {
        // A class begins with the highest bit, and anything is all bits.
        self.number(set.0.wrapping_add(1).rotate_left(1));
    }

    fn numbers(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.number(*number));
    }

    fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn number(&mut self, mut number: u32) {
        loop {
            let byte = u8::try_from(number & 0x7F).unwrap_or(0);
            number >>= 7;
            if number == 0 {
                return self.0.push(byte);
            }
            self.0.push(byte | 0x80);
        }
    }
}
