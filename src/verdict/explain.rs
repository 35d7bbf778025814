//! What the writer may have done: slips that make the stated figure out of the figures at hand. Changes no verdict.

use std::collections::HashMap;

use super::{Explanation, Recount, Relation, Stated, Value, Values, Verdict, verifies};
use crate::figure::{Interval, Number};

/// The stated values of the claims of a paragraph, added up once for all of them.
#[derive(Debug, Default)]
pub struct Together {
    number: usize,
    sum: Number,
    times: HashMap<Number, usize>,
}

impl Together {
    /// These values.
    pub fn of<'v>(values: impl IntoIterator<Item = &'v Number>) -> Self {
        let mut together = Self::default();
        for value in values {
            together.number = together.number.saturating_add(1);
            together.sum = together.sum.plus(value);
            let times = together.times.entry(value.clone()).or_default();
            *times = times.saturating_add(1);
        }
        together
    }
}

/// What stands around a claim, from which a figure may have slipped into it.
#[derive(Debug)]
pub struct Beside<'p> {
    /// The stated values of the claims beside it and its own.
    pub together: &'p Together,
    /// Its own among them.
    pub own: &'p [&'p Number],
    /// Figures of its sentence that count something else than its operands do.
    pub others: &'p [Stated],
}

impl Beside<'_> {
    /// How many claims stand beside it.
    fn neighbours(&self) -> usize {
        self.together.number.saturating_sub(self.own.len())
    }

    /// What they state, added up.
    fn sum(&self) -> Number {
        self.own.iter().fold(self.together.sum.clone(), |sum, own| sum.minus(own))
    }

    /// Whether one of them states a value.
    fn states(&self, value: &Number) -> bool {
        let own = self.own.iter().filter(|own| **own == value).count();
        self.together.times.get(value).is_some_and(|&times| times > own)
    }
}

/// Adds to a miss how it may have come about, where one slip explains it.
pub fn explain(recount: Recount, values: &Values, holds: &Relation, beside: &Beside) -> Recount {
    let stated = holds.stated().and_then(|name| values.get(name)).and_then(|value| match (value, recount.index) {
        (Value::Figure(stated), _) => Some(stated),
        (Value::Figures(list), Some(index)) => list.get(index),
        _ => None,
    });
    let Some(stated) = stated else { return recount };
    let explanation = match recount.verdict {
        Verdict::LastDigit if adjusted(stated, beside) => Some(Explanation::Adjusted),
        Verdict::Contradicted if recount.explanation.is_none() => slip(stated, values, holds, beside),
        _ => None,
    };
    match explanation {
        Some(explanation) => Recount { explanation: Some(explanation), ..recount },
        None => recount,
    }
}

/// Whether a share and its neighbours print to exactly 100 %: then one of them may have been adjusted.
fn adjusted(stated: &Stated, beside: &Beside) -> bool {
    beside.neighbours() >= 2 && beside.sum().plus(&stated.value) == Number::one()
}

fn slip(stated: &Stated, values: &Values, holds: &Relation, beside: &Beside) -> Option<Explanation> {
    if new_as_base(stated, values) {
        return Some(Explanation::NewAsBase);
    }
    if !stated.exact && beside.states(&stated.value) {
        return Some(Explanation::NeighbourCopied);
    }
    if base_off_by_one(values, holds) {
        return Some(Explanation::BaseOffByOne);
    }
    another_measure(values, holds, beside.others).then_some(Explanation::AnotherMeasure)
}

/// Whether the rate is right with the new value as base.
fn new_as_base(stated: &Stated, values: &Values) -> bool {
    let figure = |name: &str| match values.get(name) {
        Some(Value::Figure(figure)) => Some(&figure.reading),
        _ => None,
    };
    let Some(new) = figure("new") else { return false };
    let one = Interval::exactly(Number::one());
    let rate = match (figure("old"), figure("difference")) {
        (Some(old), _) => old.divided_by(new).map(|quotient| one.minus(&quotient)),
        (None, Some(difference)) => difference.divided_by(new),
        _ => None,
    };
    let reading = stated.rounding();
    rate.is_some_and(|rate| rate.meets(&reading) || rate.negated().meets(&reading))
}

/// Whether the claim holds with a total one larger or one smaller.
fn base_off_by_one(values: &Values, holds: &Relation) -> bool {
    let Some(Value::Figure(total)) = values.get("total").filter(|_| holds.operands().contains(&"total")) else { return false };
    // In a small total a neighbour proves nothing, in a large one any share is near.
    if !total.exact || holds.stated() == Some("total") {
        return false;
    }
    [Number::one(), Number::one().negated()].into_iter().any(|step| {
        let value = total.value.plus(&step);
        let other = Stated { reading: Interval::exactly(value.clone()), value, wide: None, ..total.clone() };
        let mut values = values.clone();
        values.insert("total".to_owned(), Value::Figure(other));
        verifies(holds, &values)
    })
}

/// Whether the claim holds with a figure of another measure in place of one operand.
fn another_measure(values: &Values, holds: &Relation, others: &[Stated]) -> bool {
    let replaced = |name: &&str| Some(*name) != holds.stated() && matches!(values.get(*name), Some(Value::Figure(_)));
    holds.operands().into_iter().filter(replaced).any(|name| {
        others.iter().any(|other| {
            let mut values = values.clone();
            values.insert(name.to_owned(), Value::Figure(other.clone()));
            verifies(holds, &values)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::solve;

    fn figure(digits: &str, places: i32, scale: i32) -> Value {
        let scale = Number::power_of_ten(scale);
        let (value, ulp) = (Number::parse(digits).unwrap().times(&scale), Number::power_of_ten(-places).times(&scale));
        let exact = places == 0;
        let reading = if exact { Interval::exactly(value.clone()) } else { Interval::around(&value, &ulp.half()) };
        Value::Figure(Stated { value, ulp, reading, wide: None, exact, hedged: false, scale: Number::one(), lasts: None })
    }

    fn explained(relation: &str, operands: &[(&str, Value)], neighbours: &[Number]) -> Option<Explanation> {
        let values: Values = operands.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let relation = Relation::parse(relation).unwrap();
        let recount = solve(&relation, &values);
        assert_ne!(recount.verdict, Verdict::Verified);
        let own = Number::from(7_i64);
        let together = Together::of(neighbours.iter().chain([&own]));
        explain(recount, &values, &relation, &Beside { together: &together, own: &[&own], others: &[] }).explanation
    }

    #[test]
    fn slips_are_recognised() {
        let growth = [("new", figure("2200", 0, 0)), ("old", figure("1600", 0, 0)), ("rate", figure("27.3", 1, -2))];
        assert_eq!(explained("rate ≈ new / old - 1", &growth, &[]), Some(Explanation::NewAsBase));
        let share = |digits| [("part", figure("50", 0, 0)), ("total", figure("120", 0, 0)), ("share", figure(digits, 2, -2))];
        assert_eq!(explained("share ≈ part / total", &share("42.02"), &[]), Some(Explanation::BaseOffByOne));
        let copied = Number::parse("0.3333").unwrap();
        assert_eq!(explained("share ≈ part / total", &share("33.33"), &[copied]), Some(Explanation::NeighbourCopied));
        let rest = [Number::parse("0.30").unwrap(), Number::parse("0.2834").unwrap()];
        assert_eq!(explained("share ≈ part / total", &share("41.66"), &rest), Some(Explanation::Adjusted));
    }

    #[test]
    fn a_figure_that_counts_something_else_explains_a_miss() {
        let count = |digits| figure(digits, 0, 0);
        let values = Values::from(
            [("part", count("48")), ("total", count("160")), ("share", figure("40.0", 1, -2))]
                .map(|(name, value)| (name.to_owned(), value)),
        );
        let holds = Relation::parse("share ≈ part / total").unwrap();
        let why = |other: &'static str| {
            let Value::Figure(other) = count(other) else { panic!("a count is a figure") };
            let (together, others) = (Together::default(), [other]);
            explain(solve(&holds, &values), &values, &holds, &Beside { together: &together, own: &[], others: &others })
                .explanation
        };
        // 160 people in 120 cases, 48 of them: 48 of 120 is 40 %.
        assert_eq!(why("120"), Some(Explanation::AnotherMeasure));
        assert_eq!(why("64"), Some(Explanation::AnotherMeasure));
        assert_eq!(why("130"), None);
    }
}
