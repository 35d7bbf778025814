//! Decides a relation on intervals: whether any values that the digits allow satisfy it, and if not, how near it comes.

use super::{
    Comparison, Explanation, Expression, Function, Operator, Recount, Relation, Stated, Value, Values, Verdict,
    rounding::{self, Miss},
};
use crate::figure::{Interval, Number};

/// Which reading of round numbers is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// What the digits say.
    Narrow,
    /// A round number may have been rounded to its last digit that is not zero.
    Wide,
}

/// Decides a relation. Undecided where an operand is missing, a divisor may be zero, or lists do not pair.
pub fn solve(relation: &Relation, values: &Values) -> Recount {
    match relation {
        Relation::Compare(comparison, left, right) => compare(*comparison, left, right, values),
        Relation::And(one, other) => worse(solve(one, values), solve(other, values)),
        Relation::Or(one, other) => better(solve(one, values), solve(other, values)),
        Relation::Reachable(share, total) => reachable(share, total, values),
        Relation::Whole(expression) => whole(expression, values),
        Relation::AtLeast(expression) => open(expression, values, |value| value.high().is_none()),
        Relation::AtMost(expression) => {
            open(expression, values, |value| value.low().is_none_or(|low| low.value <= Number::zero()))
        }
        Relation::Each(inner) => each(inner, values),
    }
}

/// Whether a relation is verified, which is all that most of those who try out an operand want to know.
pub fn verifies(relation: &Relation, values: &Values) -> bool {
    let (comparison, left, right) = match relation {
        Relation::Compare(comparison, left, right) => (*comparison, left, right),
        Relation::And(one, other) => return verifies(one, values) && verifies(other, values),
        Relation::Or(one, other) => return verifies(one, values) || verifies(other, values),
        Relation::Each(inner) => {
            let length = length(inner, values).unwrap_or(0);
            return length > 0 && (0..length).all(|index| verifies(inner, &at(values, index)));
        }
        Relation::Reachable(..) | Relation::Whole(_) | Relation::AtLeast(_) | Relation::AtMost(_) => {
            return solve(relation, values).verdict == Verdict::Verified;
        }
    };
    let (left, unit) = in_base_unit(left, values);
    let sides = (left_side(comparison, left, values, Reading::Narrow), right_side(right, unit, values, Reading::Narrow));
    let (Some(stated), Some(computed)) = sides else { return false };
    if meets(comparison, &stated, &computed) {
        !is_loose(comparison, left, values, &stated, &computed)
    } else {
        runs(comparison, &stated, right, values) == Some(Verdict::Verified)
    }
}

/// Whether two sides that meet say next to nothing of each other: that a part is no larger than its whole, or a rate below 100 %.
fn is_loose(comparison: Comparison, left: &Expression, values: &Values, stated: &Interval, computed: &Interval) -> bool {
    let equality = matches!(comparison, Comparison::Approximately | Comparison::Equal);
    !equality || rounding::is_loose(stated) || rounding::is_loose(computed) || is_hedged(left, values)
}

/// Every value that an expression can take.
pub fn evaluate(expression: &Expression, values: &Values) -> Option<Interval> {
    value_of(expression, values, Reading::Narrow)
}

fn compare(comparison: Comparison, left: &Expression, right: &Expression, values: &Values) -> Recount {
    let (left, unit) = in_base_unit(left, values);
    let sides = |reading| Some((left_side(comparison, left, values, reading)?, right_side(right, unit, values, reading)?));
    let Some((stated, computed)) = sides(Reading::Narrow) else { return Recount::new(Verdict::Undecided) };
    let modes = match (comparison, figure_of(left, values)) {
        (Comparison::Approximately, Some(figure)) => rounding::modes(figure, &computed),
        _ => Vec::new(),
    };
    let outcome = |verdict| Recount { modes: modes.clone(), ..Recount::new(verdict).computed(computed.clone()) };
    if meets(comparison, &stated, &computed) {
        let loose = is_loose(comparison, left, values, &stated, &computed);
        return outcome(if loose { Verdict::Consistent } else { Verdict::Verified });
    }
    if let Some(verdict) = runs(comparison, &stated, right, values) {
        return outcome(verdict);
    }
    if sides(Reading::Wide).is_some_and(|(stated, computed)| meets(comparison, &stated, &computed)) {
        return outcome(Verdict::Consistent);
    }
    match (comparison, figure_of(left, values)) {
        (Comparison::Approximately, Some(figure)) => match rounding::miss(figure, &computed) {
            Miss::LastDigit(explanation) => Recount { explanation: Some(explanation), ..outcome(Verdict::LastDigit) },
            Miss::Other(explanation) => Recount { explanation, ..outcome(Verdict::Contradicted) },
        },
        (_, Some(figure)) => {
            let explanation = rounding::swapped(figure, &computed).then_some(Explanation::DigitsSwapped);
            Recount { explanation, ..outcome(Verdict::Contradicted) }
        }
        _ => outcome(Verdict::Contradicted),
    }
}

/// What a list of parts comes to that is two breakdowns of one total, one after the other: by sex and then by subject. `None` where
/// it is not.
fn runs(comparison: Comparison, total: &Interval, right: &Expression, values: &Values) -> Option<Verdict> {
    let Expression::Call(Function::Sum, list) = right else { return None };
    let Expression::Operand(name) = &**list else { return None };
    let Some(Value::Figures(parts)) = values.get(name) else { return None };
    let zero = Interval::exactly(Number::zero());
    // A breakdown has two parts at least: one part that equals the total is none.
    let (complete, rest, length) = parts.iter().fold((0_usize, zero.clone(), 0_usize), |(complete, sum, length), part| {
        let sum = sum.plus(&part.reading);
        let length = length.saturating_add(1);
        if length > 1 && sum.meets(total) { (complete.saturating_add(1), zero.clone(), 0) } else { (complete, sum, length) }
    });
    let holds = match comparison {
        // What follows a complete breakdown is another, which may leave something out.
        Comparison::Equal => complete >= 1,
        Comparison::AtLeast => complete >= 1 && meets(Comparison::AtLeast, total, &rest),
        _ => false,
    };
    let verdict = if length == 0 { Verdict::Verified } else { Verdict::Consistent };
    holds.then_some(verdict)
}

/// The left side, and of `units(average)` the average itself with what one of its unit is worth: what the other side comes to is told in the
/// base unit, as the figure is.
fn in_base_unit<'e, 'v>(left: &'e Expression, values: &'v Values) -> (&'e Expression, Option<&'v Number>) {
    let Expression::Call(Function::Units, inner) = left else { return (left, None) };
    match figure_of(inner, values) {
        Some(figure) => (inner, Some(&figure.scale)),
        None => (left, None),
    }
}

/// The right side, so many times over where it is told in a unit.
fn right_side(right: &Expression, unit: Option<&Number>, values: &Values, reading: Reading) -> Option<Interval> {
    let side = value_of(right, values, reading)?;
    Some(match unit {
        Some(unit) => side.scaled(unit),
        None => side,
    })
}

/// The left side; in `≈` a bare figure stands for everything that rounds to it, whole numbers too.
fn left_side(comparison: Comparison, left: &Expression, values: &Values, reading: Reading) -> Option<Interval> {
    let side = value_of(left, values, reading)?;
    match figure_of(left, values) {
        Some(figure) if comparison == Comparison::Approximately && !figure.hedged => Some(side.hull(&figure.rounding())),
        _ => Some(side),
    }
}

fn figure_of<'v>(expression: &Expression, values: &'v Values) -> Option<&'v Stated> {
    match expression {
        Expression::Operand(name) => match values.get(name)? {
            Value::Figure(figure) => Some(figure),
            _ => None,
        },
        _ => None,
    }
}

fn is_hedged(expression: &Expression, values: &Values) -> bool {
    figure_of(expression, values).is_some_and(|figure| figure.hedged)
}

fn meets(comparison: Comparison, left: &Interval, right: &Interval) -> bool {
    // Some value of the one is at most some value of the other: the two ends that face each other decide.
    let reaches = |low: &Interval, high: &Interval, strictly: bool| match (low.low(), high.high()) {
        (Some(low), Some(high)) => low.value < high.value || (low.value == high.value && !strictly && !low.open && !high.open),
        _ => true,
    };
    match comparison {
        Comparison::Approximately | Comparison::Equal => left.meets(right),
        Comparison::AtMost => reaches(left, right, false),
        Comparison::Less => reaches(left, right, true),
        Comparison::AtLeast => reaches(right, left, false),
        Comparison::More => reaches(right, left, true),
    }
}

fn value_of(expression: &Expression, values: &Values, reading: Reading) -> Option<Interval> {
    match expression {
        Expression::Operand(name) => match values.get(name)? {
            Value::Figure(figure) => Some(read(figure, reading)),
            Value::Number(number) => Some(number.clone()),
            Value::Figures(_) => None,
        },
        Expression::Number(number) => Some(Interval::exactly(number.clone())),
        Expression::Join(Operator::Power, base, exponent) => {
            let exponent = exponent_of(exponent, values)?.to_i64()?;
            power(&value_of(base, values, reading)?, u32::try_from(exponent).ok()?)
        }
        Expression::Join(operator, left, right) => {
            let (left, right) = (value_of(left, values, reading)?, value_of(right, values, reading)?);
            match operator {
                Operator::Plus => Some(left.plus(&right)),
                Operator::Minus => Some(left.minus(&right)),
                Operator::Times => Some(left.times(&right)),
                Operator::Over => left.divided_by(&right),
                Operator::Power => None,
            }
        }
        Expression::Call(function, inner) => call(*function, inner, values, reading),
    }
}

/// An exponent is a plain number of years, whatever the unit's scale is: `15年间` is 15.
fn exponent_of(expression: &Expression, values: &Values) -> Option<Number> {
    match (expression, figure_of(expression, values)) {
        (_, Some(figure)) => figure.value.checked_div(&figure.scale),
        (Expression::Join(operator, left, right), None) => {
            let (left, right) = (exponent_of(left, values)?, exponent_of(right, values)?);
            match operator {
                Operator::Plus => Some(left.plus(&right)),
                Operator::Minus => Some(left.minus(&right)),
                _ => None,
            }
        }
        (Expression::Number(number), None) => Some(number.clone()),
        _ => None,
    }
}

/// Powers above this are refused: no report raises anything to them.
const HIGHEST_POWER: u32 = 200;

fn power(base: &Interval, exponent: u32) -> Option<Interval> {
    if exponent > HIGHEST_POWER {
        return None;
    }
    Some((0..exponent).fold(Interval::exactly(Number::one()), |product, _| product.times(base)))
}

fn call(function: Function, inner: &Expression, values: &Values, reading: Reading) -> Option<Interval> {
    let list = |name: &str| match values.get(name)? {
        Value::Figures(figures) => Some(figures.as_slice()),
        _ => None,
    };
    match (function, inner) {
        (Function::Sum, Expression::Operand(name)) => {
            let zero = Interval::exactly(Number::zero());
            Some(list(name)?.iter().fold(zero, |sum, figure| sum.plus(&read(figure, reading))))
        }
        (Function::Largest, Expression::Operand(name)) => {
            list(name)?.iter().max_by(|a, b| a.value.cmp(&b.value)).map(|figure| read(figure, reading))
        }
        (Function::Smallest, Expression::Operand(name)) => {
            list(name)?.iter().min_by(|a, b| a.value.cmp(&b.value)).map(|figure| read(figure, reading))
        }
        (Function::Count, Expression::Operand(name)) => match values.get(name)? {
            Value::Figures(figures) => Some(Interval::exactly(Number::from(figures.len()))),
            Value::Number(number) => Some(number.clone()),
            Value::Figure(_) => None,
        },
        (Function::Characters, inner) => value_of(inner, values, reading),
        (Function::Units, Expression::Operand(name)) => match values.get(name)? {
            Value::Figure(figure) => Some(read(figure, reading).scaled(&Number::one().checked_div(&figure.scale)?)),
            _ => None,
        },
        (Function::Days, Expression::Operand(name)) => match values.get(name)? {
            Value::Figure(Stated { lasts: Some((fewest, most)), .. }) => {
                Some(Interval::closed(Number::from(i64::from(*fewest)), Number::from(i64::from(*most))))
            }
            _ => None,
        },
        (Function::Abs, inner) => {
            let value = value_of(inner, values, reading)?;
            let negative = value.low().is_some_and(|low| low.value.is_negative());
            Some(if negative { value.negated() } else { value })
        }
        _ => None,
    }
}

fn read(figure: &Stated, reading: Reading) -> Interval {
    match (reading, &figure.wide) {
        (Reading::Wide, Some(wide)) => wide.hull(&figure.reading),
        _ => figure.reading.clone(),
    }
}

/// GRIM (Brown & Heathers 2017): a share of N things is k/N for a whole k. Without power, where any share is near some k/N.
fn reachable(share: &Expression, total: &Expression, values: &Values) -> Recount {
    let (Some(stated), Some(whole)) =
        (left_side(Comparison::Approximately, share, values, Reading::Narrow), evaluate(total, values))
    else {
        return Recount::new(Verdict::Undecided);
    };
    let Some(count) = whole.as_exact().filter(|count| count.is_whole() && **count > Number::zero()) else {
        return Recount::new(Verdict::Undecided);
    };
    let parts = stated.scaled(count).intersection(&Interval::closed(Number::zero(), count.clone()));
    let Some(found) = parts.as_ref().and_then(Interval::whole) else {
        let near = nearest_shares(&stated, count);
        return Recount::new(Verdict::Contradicted).computed(near);
    };
    let width = stated.high().zip(stated.low()).map(|(high, low)| high.value.minus(&low.value).times(count));
    let certain = width.is_none_or(|width| width >= Number::one());
    let verdict = if certain { Verdict::Consistent } else { Verdict::Verified };
    Recount::new(verdict).computed(found.scaled(&Number::one().checked_div(count).unwrap_or_default()))
}

/// The shares on either side of a stated one that whole parts would give.
fn nearest_shares(stated: &Interval, count: &Number) -> Interval {
    let middle = stated.low().or(stated.high()).map(|bound| bound.value.times(count)).unwrap_or_default();
    let below = middle.floor();
    Interval::closed(below.clone(), below.plus(&Number::one())).scaled(&Number::one().checked_div(count).unwrap_or_default())
}

/// The expression's values have no end on one side.
fn open(expression: &Expression, values: &Values, is_open: fn(&Interval) -> bool) -> Recount {
    let Some(value) = evaluate(expression, values) else { return Recount::new(Verdict::Undecided) };
    let verdict = if is_open(&value) { Verdict::Verified } else { Verdict::Contradicted };
    Recount::new(verdict).computed(value)
}

/// Some whole number lies in the expression's values.
fn whole(expression: &Expression, values: &Values) -> Recount {
    let Some(value) = evaluate(expression, values) else { return Recount::new(Verdict::Undecided) };
    let width = value.high().zip(value.low()).map(|(high, low)| high.value.minus(&low.value));
    let certain = width.is_none_or(|width| width >= Number::one());
    let verdict = match (value.whole(), certain) {
        (None, _) => Verdict::Contradicted,
        (Some(_), true) => Verdict::Consistent,
        (Some(_), false) => Verdict::Verified,
    };
    Recount::new(verdict).computed(value)
}

/// How long the lists of a relation are; `None` where there is none, or they differ.
fn length(relation: &Relation, values: &Values) -> Option<usize> {
    let mut lengths = relation.operands().into_iter().filter_map(|name| match values.get(name)? {
        Value::Figures(figures) => Some(figures.len()),
        _ => None,
    });
    let first = lengths.next()?;
    lengths.all(|length| length == first).then_some(first)
}

/// The values of one element of each list.
fn at(values: &Values, index: usize) -> Values {
    let pick = |value: &Value| match value {
        Value::Figures(figures) => figures.get(index).cloned().map(Value::Figure),
        other => Some(other.clone()),
    };
    values.iter().filter_map(|(name, value)| Some((name.clone(), pick(value)?))).collect()
}

fn each(inner: &Relation, values: &Values) -> Recount {
    let Some(length) = length(inner, values) else { return Recount::new(Verdict::Undecided) };
    let one = |index: usize| (index, solve(inner, &at(values, index)));
    let outcomes = (0..length).map(one);
    let (index, mut recount) = outcomes
        .reduce(|a, b| if weight(b.1.verdict) > weight(a.1.verdict) { b } else { a })
        .unwrap_or((0, Recount::new(Verdict::Undecided)));
    recount.index = Some(index);
    recount
}

/// How much a verdict counts where several are joined: the worst decides.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Verified => 0,
        Verdict::Consistent => 1,
        Verdict::Undecided => 2,
        Verdict::LastDigit => 3,
        Verdict::Contradicted => 4,
    }
}

fn worse(one: Recount, other: Recount) -> Recount {
    if weight(other.verdict) > weight(one.verdict) { other } else { one }
}

fn better(one: Recount, other: Recount) -> Recount {
    if weight(other.verdict) < weight(one.verdict) { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    /// A bare figure: `227` exactly, `67.5` with one decimal.
    fn stated(text: &str, scale: &str) -> Value {
        let places = text.split_once('.').map_or(0, |(_, decimals)| i32::try_from(decimals.len()).unwrap());
        let (value, ulp) = (number(text).times(&number(scale)), Number::power_of_ten(-places).times(&number(scale)));
        let exact = places == 0 && scale == "1";
        let reading = if exact { Interval::exactly(value.clone()) } else { Interval::around(&value, &ulp.half()) };
        Value::Figure(Stated { value, ulp, reading, wide: None, exact, hedged: false, scale: Number::one(), lasts: None })
    }

    fn verdict(relation: &str, operands: &[(&str, Value)]) -> (Verdict, Option<Explanation>) {
        let values = operands.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let recount = solve(&Relation::parse(relation).unwrap(), &values);
        (recount.verdict, recount.explanation)
    }

    fn share(part: &str, total: &str, share: &str) -> (Verdict, Option<Explanation>) {
        verdict(
            "share ≈ part / total",
            &[("part", stated(part, "1")), ("total", stated(total, "1")), ("share", stated(share, "0.01"))],
        )
    }

    proptest::proptest! {
        #[test]
        fn what_is_verified_is_what_is_solved_so(
            share in "[0-9]{1,2}(\\.[0-9]{1,2})?", parts in proptest::collection::vec("[1-9][0-9]{0,2}", 1..4), total in "[0-9]{1,3}",
        ) {
            let figures = parts.iter().map(|part| stated(part, "1")).collect::<Vec<_>>();
            let list = figures.iter().filter_map(|value| match value { Value::Figure(figure) => Some(figure.clone()), _ => None }).collect();
            let operands = [
                ("share", stated(&share, "0.01")), ("part", figures[0].clone()), ("total", stated(&total, "1")), ("parts", Value::Figures(list)),
            ];
            let values: Values = operands.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            for relation in ["share ≈ part / total", "total = sum(parts)", "total >= sum(parts)", "share = part / total and total > part", "total ≈ part or total = part", "each(share ≈ parts / total)", "each(total = parts)", "reachable(share, total)"] {
                let relation = Relation::parse(relation).unwrap();
                proptest::prop_assert_eq!(verifies(&relation, &values), solve(&relation, &values).verdict == Verdict::Verified);
            }
        }
    }

    #[test]
    fn shares_of_counts() {
        assert_eq!(share("176", "227", "78"), (Verdict::Verified, None));
        assert_eq!(share("153", "227", "67.5"), (Verdict::LastDigit, Some(Explanation::RoundedUp)));
        assert_eq!(share("90", "227", "39.7"), (Verdict::LastDigit, Some(Explanation::RoundedTwice)));
        assert_eq!(share("155", "227", "68.2"), (Verdict::LastDigit, Some(Explanation::CutOff)));
        assert_eq!(share("65", "115", "55.62"), (Verdict::Contradicted, Some(Explanation::DigitsSwapped)));
        assert_eq!(share("15", "117", "13.82"), (Verdict::Contradicted, None));
        // An exact half: 1/8 = 12.5 %, printed half up or half to even.
        assert_eq!(share("1", "8", "13").0, Verdict::Verified);
        assert_eq!(share("1", "8", "12").0, Verdict::Verified);
    }

    #[test]
    fn thirty_percent_of_eleven_is_nobody() {
        let reach = |total, share| {
            verdict("reachable(share, total)", &[("total", stated(total, "1")), ("share", stated(share, "0.01"))]).0
        };
        assert_eq!(reach("11", "30"), Verdict::Contradicted);
        assert_eq!(reach("11", "27"), Verdict::Verified);
        assert_eq!(reach("188", "54"), Verdict::Consistent);
    }

    #[test]
    fn a_bound_is_open_on_one_side() {
        let of = |relation: &str, reading: Interval| {
            let Value::Figure(figure) = stated("50", "1") else { panic!() };
            verdict(relation, &[("bound", Value::Figure(Stated { reading, ..figure }))]).0
        };
        let (least, most) = (Interval::at_least(number("50")), Interval::closed(number("0"), number("50")));
        assert_eq!(of("at_least(bound)", least.clone()), Verdict::Verified);
        assert_eq!(of("at_most(bound)", least), Verdict::Contradicted);
        assert_eq!(of("at_most(bound)", most.clone()), Verdict::Verified);
        assert_eq!(of("at_least(bound)", most), Verdict::Contradicted);
        assert_eq!(of("at_least(bound) or at_most(bound)", Interval::exactly(number("50"))), Verdict::Contradicted);
        assert_eq!(verdict("at_least(bound)", &[]).0, Verdict::Undecided);
    }

    #[test]
    fn what_is_told_in_units_comes_to_as_much_in_the_base_unit() {
        let Value::Figure(mean) = stated("0.5", "1000") else { panic!() };
        let mean = Value::Figure(Stated { scale: number("1000"), ..mean });
        let values = |total: &str| {
            let pairs = [("mean", mean.clone()), ("total", stated(total, "1")), ("number", stated("24", "1"))];
            pairs.map(|(name, value)| (name.to_owned(), value)).into_iter().collect::<Values>()
        };
        let relation = Relation::parse("units(mean) ≈ total / number").unwrap();
        assert_eq!(relation.stated(), Some("mean"));
        assert_eq!(solve(&relation, &values("12")).verdict, Verdict::Verified);
        let wrong = solve(&relation, &values("18"));
        assert_eq!((wrong.verdict, wrong.computed), (Verdict::Contradicted, Some(Interval::exactly(number("750")))));
        // As a share is, it may be one off in its last digit.
        assert_eq!(solve(&relation, &values("13.4")).verdict, Verdict::LastDigit);
    }

    #[test]
    fn a_daily_mean_is_of_the_days_of_its_period() {
        let of_days = |mean: &str, days: Option<(u32, u32)>| {
            let Value::Figure(period) = stated("2", "1") else { panic!() };
            let period = Value::Figure(Stated { lasts: days, ..period });
            verdict(
                "mean ≈ total / days(period)",
                &[("mean", stated(mean, "1")), ("total", stated("8120", "1")), ("period", period)],
            )
            .0
        };
        assert_eq!(of_days("290", Some((28, 29))), Verdict::Verified);
        assert_eq!(of_days("280", Some((28, 29))), Verdict::Verified);
        assert_eq!(of_days("270", Some((28, 29))), Verdict::Contradicted);
        assert_eq!(of_days("290", Some((30, 30))), Verdict::Contradicted);
        // What is no date lasts nobody knows how long.
        assert_eq!(of_days("290", None), Verdict::Undecided);
    }

    #[test]
    fn sums_of_whole_and_of_rounded_parts() {
        let sum = |total, parts: &[&str], scale| {
            let parts = parts.iter().map(|part| match stated(part, scale) {
                Value::Figure(figure) => figure,
                other => panic!("{other:?}"),
            });
            verdict("total = sum(parts)", &[("total", stated(total, scale)), ("parts", Value::Figures(parts.collect()))]).0
        };
        assert_eq!(sum("612", &["433", "189"], "1"), Verdict::Contradicted);
        assert_eq!(sum("622", &["433", "189"], "1"), Verdict::Verified);
        assert_eq!(sum("17.6", &["1.0", "1.2", "15.5"], "10000"), Verdict::Verified);
    }

    #[test]
    fn two_breakdowns_of_one_total() {
        let parts = |parts: &[&str]| {
            Value::Figures(
                parts
                    .iter()
                    .map(|part| match stated(part, "1") {
                        Value::Figure(figure) => figure,
                        other => panic!("{other:?}"),
                    })
                    .collect(),
            )
        };
        let holds = |relation: &str, total: &str, list: &[&str]| {
            verdict(relation, &[("total", stated(total, "1")), ("parts", parts(list))]).0
        };
        assert_eq!(holds("total = sum(parts)", "45", &["21", "24", "22", "23"]), Verdict::Verified);
        assert_eq!(holds("total >= sum(parts)", "45", &["21", "24", "22"]), Verdict::Consistent);
        // Nothing is known of the second breakdown, which stops short.
        assert_eq!(holds("total = sum(parts)", "45", &["21", "24", "22"]), Verdict::Consistent);
        assert_eq!(holds("total = sum(parts)", "45", &["21", "25", "22"]), Verdict::Contradicted);
        assert_eq!(holds("total >= sum(parts)", "1", &["1", "10"]), Verdict::Contradicted);
    }

    #[test]
    fn a_lower_bound_times_a_count() {
        let minimum = Value::Figure(Stated {
            value: number("3"),
            ulp: number("1"),
            reading: Interval::at_least(number("3")),
            wide: None,
            exact: true,
            hedged: true,
            scale: Number::one(),
            lasts: None,
        });
        let bound = |total| {
            verdict(
                "total >= minimum * places",
                &[("minimum", minimum.clone()), ("places", stated("82", "1")), ("total", stated(total, "1"))],
            )
            .0
        };
        assert_eq!(bound("231"), Verdict::Contradicted);
        // It may be so: more cannot be said of a bound.
        assert_eq!(bound("246"), Verdict::Consistent);
    }

    #[test]
    fn a_base_that_is_no_whole_number() {
        let base =
            |change, rate| verdict("whole(change / rate)", &[("change", stated(change, "1")), ("rate", stated(rate, "0.01"))]).0;
        assert_eq!(base("19", "54"), Verdict::Verified);
        assert_eq!(base("1", "0.03"), Verdict::Consistent);
    }
}
