//! What the writer may have done: slips that make the stated figure out of the figures at hand. Changes no verdict.

use super::{Explanation, Recount, Relation, Stated, Value, Values, Verdict, solve};
use crate::figure::{Interval, Number};

/// Adds to a miss how it may have come about, where one slip explains it. `neighbours` are the stated values of the claims beside it.
pub fn explain(recount: Recount, values: &Values, holds: &Relation, neighbours: &[&Number]) -> Recount {
    let stated = holds.stated().and_then(|name| values.get(name)).and_then(|value| match (value, recount.index) {
        (Value::Figure(stated), _) => Some(stated),
        (Value::Figures(list), Some(index)) => list.get(index),
        _ => None,
    });
    let Some(stated) = stated else { return recount };
    let explanation = match recount.verdict {
        Verdict::LastDigit if adjusted(stated, neighbours) => Some(Explanation::Adjusted),
        Verdict::Contradicted if recount.explanation.is_none() => slip(stated, values, holds, neighbours),
        _ => None,
    };
    match explanation {
        Some(explanation) => Recount { explanation: Some(explanation), ..recount },
        None => recount,
    }
}

/// Whether a share and its neighbours print to exactly 100 %: then one of them may have been adjusted.
fn adjusted(stated: &Stated, neighbours: &[&Number]) -> bool {
    neighbours.len() >= 2 && neighbours.iter().fold(stated.value.clone(), |sum, share| sum.plus(share)) == Number::one()
}

fn slip(stated: &Stated, values: &Values, holds: &Relation, neighbours: &[&Number]) -> Option<Explanation> {
    if new_as_base(stated, values) {
        return Some(Explanation::NewAsBase);
    }
    if !stated.exact && neighbours.contains(&&stated.value) {
        return Some(Explanation::NeighbourCopied);
    }
    base_off_by_one(values, holds).then_some(Explanation::BaseOffByOne)
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
        solve(holds, &values).verdict == Verdict::Verified
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(digits: &str, places: i32, scale: i32) -> Value {
        let scale = Number::power_of_ten(scale);
        let (value, ulp) = (Number::parse(digits).unwrap().times(&scale), Number::power_of_ten(-places).times(&scale));
        let exact = places == 0;
        let reading = if exact { Interval::exactly(value.clone()) } else { Interval::around(&value, &ulp.half()) };
        Value::Figure(Stated { value, ulp, reading, wide: None, exact, hedged: false, scale: Number::one() })
    }

    fn explained(relation: &str, operands: &[(&str, Value)], neighbours: &[Number]) -> Option<Explanation> {
        let values: Values = operands.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let relation = Relation::parse(relation).unwrap();
        let recount = solve(&relation, &values);
        assert_ne!(recount.verdict, Verdict::Verified);
        explain(recount, &values, &relation, &neighbours.iter().collect::<Vec<_>>()).explanation
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
}
