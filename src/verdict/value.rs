//! What an operand is worth to a relation.

use crate::figure::{Dimension, Figure, Interval, Number};

/// What an operand is worth to a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One figure.
    Figure(Stated),
    /// A list of figures.
    Figures(Vec<Stated>),
    /// A list of names, or a text: how many things or characters it holds. Open above where 等 follows.
    Number(Interval),
}

/// A figure as arithmetic needs it: values in the base unit of its dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The number as printed.
    pub value: Number,
    /// The place value of its last printed digit.
    pub ulp: Number,
    /// What its digits and hedge allow.
    pub reading: Interval,
    /// The second reading of a round number.
    pub wide: Option<Interval>,
    /// Whether it states a whole number.
    pub exact: bool,
    /// Whether a hedge loosens it.
    pub hedged: bool,
    /// One of its unit in the base unit.
    pub scale: Number,
    /// The fewest and the most days that it lasts, of a date: a month without its year may be longer or shorter.
    pub lasts: Option<(u32, u32)>,
}

impl Stated {
    /// A figure in base units. Counts and ratios are their own base unit.
    pub fn of(figure: &Figure) -> Self {
        let scale = match figure.unit.dimension {
            Dimension::Count | Dimension::Ratio => Number::one(),
            _ => figure.unit.scale.clone(),
        };
        let lasts = figure.date.and_then(|date| date.lasts());
        if scale == Number::one() {
            return Self {
                value: figure.value.clone(),
                ulp: figure.ulp.clone(),
                reading: figure.reading.clone(),
                wide: figure.wide.as_deref().cloned(),
                exact: figure.exact,
                hedged: figure.hedge.is_some(),
                scale,
                lasts,
            };
        }
        Self {
            value: figure.value.times(&scale),
            ulp: figure.ulp.times(&scale),
            reading: figure.reading.scaled(&scale),
            wide: figure.wide.as_ref().map(|wide| wide.scaled(&scale)),
            exact: figure.exact,
            hedged: figure.hedge.is_some(),
            scale,
            lasts,
        }
    }

    /// A bare number that shares the unit of another: as precise as that one, one of the unit being worth so much in the base unit.
    pub fn in_unit(&self, times: &Number, other: &Self) -> Self {
        let (value, ulp) = (self.value.times(times), self.ulp.times(times));
        let exact = self.exact && other.exact;
        let reading = if exact { Interval::exactly(value.clone()) } else { Interval::around(&value, &ulp.half()) };
        Self { value, ulp, reading, wide: None, exact, hedged: false, scale: times.clone(), lasts: None }
    }

    /// A value that nobody printed, but that others leave no choice of.
    pub fn implied(reading: Interval) -> Self {
        let value = reading.low().or(reading.high()).map(|bound| bound.value.clone()).unwrap_or_default();
        Self { value, ulp: Number::zero(), reading, wide: None, exact: false, hedged: false, scale: Number::one(), lasts: None }
    }

    /// Whether what this figure states, the wider reading of a round number included, and what another does have a value in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.reading.meets(&other.reading) || self.wide.as_ref().is_some_and(|wide| wide.meets(&other.reading))
    }

    /// A fifth of it as it would be printed; one unit of its last digit at least.
    pub fn fifth(&self) -> Number {
        let fifth = self.value.abs().checked_div(&Number::from(5_i64)).unwrap_or_default();
        fifth.rounded_to(&self.ulp).max(self.ulp.clone())
    }

    /// The same figure with another value, so much larger.
    pub fn moved(&self, by: &Number) -> Self {
        let reading = self.reading.plus(&Interval::exactly(by.clone()));
        Self { value: self.value.plus(by), reading, wide: None, ..self.clone() }
    }

    /// Every value that rounds to what is printed, both exact halves included (round half up and GB/T 8170's half to even).
    pub fn rounding(&self) -> Interval {
        Interval::around(&self.value, &self.ulp.half())
    }
}
