//! What numbers of a table may be to each other, and numbers that should be so, with their cells.

use std::sync::LazyLock;

use super::cell::{Cell, Plain};
use crate::{
    document::Place,
    figure::{Interval, Number},
    verdict::{Relation, Stated, Value, Values, Verdict, solve},
};

/// The relations of all formulas, read once: tables are long.
static RELATIONS: LazyLock<[Option<Relation>; 8]> =
    LazyLock::new(|| Formula::ALL.map(|formula| Relation::parse(formula.text()).ok()));

/// What the numbers of a claim should be to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Formula {
    /// A total and its parts.
    Total,
    /// What came in and what went out.
    Balance,
    /// A share, its count and their total.
    Share,
    /// The difference of an old and a new value.
    Difference,
    /// The growth from an old to a new value.
    Rate,
    /// The quotient of two values.
    Ratio,
    /// The mean of several values.
    Mean,
    /// One number in two places.
    Same,
}

impl Formula {
    /// Each of them, in the order of their declaration.
    const ALL: [Self; 8] =
        [Self::Total, Self::Balance, Self::Share, Self::Difference, Self::Rate, Self::Ratio, Self::Mean, Self::Same];

    fn text(self) -> &'static str {
        match self {
            Self::Total => "total = sum(parts)",
            Self::Balance => "sum(closings) = sum(openings)",
            Self::Share => "share ≈ part / total",
            Self::Difference => "stated = new - old",
            Self::Rate => "stated ≈ (new - old) / old",
            Self::Ratio => "stated ≈ part / base",
            Self::Mean => "stated ≈ sum(parts) / number",
            Self::Same => "text = table",
        }
    }

    /// It as a relation.
    pub(super) fn relation(self) -> Option<&'static Relation> {
        RELATIONS.get(self as usize)?.as_ref()
    }

    /// Whether there may be many operands of a name, which are one list.
    fn is_list(self, name: &str) -> bool {
        matches!((self, name), (Self::Total | Self::Mean, "part") | (Self::Balance, _))
    }

    /// What the stated number should be, with as many digits.
    pub(super) fn due(self, values: &Values) -> Option<String> {
        let value = match self {
            Self::Total => sum(values, "parts"),
            Self::Balance => sum(values, "closings"),
            Self::Same => return None,
            Self::Share => figure(values, "part")?.value.checked_div(&figure(values, "total")?.value)?,
            Self::Difference => figure(values, "new")?.value.minus(&figure(values, "old")?.value),
            Self::Rate => {
                let old = &figure(values, "old")?.value;
                figure(values, "new")?.value.minus(old).checked_div(old)?
            }
            Self::Ratio => figure(values, "part")?.value.checked_div(&figure(values, "base")?.value)?,
            Self::Mean => {
                let Some(Value::Number(number)) = values.get("number") else { return None };
                sum(values, "parts").checked_div(number.as_exact()?)?
            }
        };
        let Some(stated) = figure(values, if self == Self::Share { "share" } else { "stated" }) else {
            return Some(value.to_digits());
        };
        Some(value.rounded_to(&stated.ulp).checked_div(&stated.scale)?.to_digits())
    }
}

impl Formula {
    /// The total that shares are of, where no number of the table prints it.
    pub(super) fn base(self, values: &Values) -> Option<String> {
        (self == Self::Share)
            .then(|| figure(values, "total"))
            .flatten()
            .map(|total| total.value.rounded_to(&total.ulp).to_digits())
    }
}

fn figure<'v>(values: &'v Values, name: &str) -> Option<&'v Stated> {
    match values.get(name) {
        Some(Value::Figure(figure)) => Some(figure),
        _ => None,
    }
}

/// The sum of a list.
pub(super) fn sum(values: &Values, name: &str) -> Number {
    let Some(Value::Figures(figures)) = values.get(name) else { return Number::zero() };
    figures.iter().fold(Number::zero(), |sum, figure| sum.plus(&figure.value))
}

/// A number of a table with its place, as an operand.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// What it is called.
    pub(super) name: &'static str,
    /// Where it stands.
    pub(super) place: Place,
    /// What it states.
    pub(super) stated: Stated,
}

impl Term {
    /// The number of a cell, as it is printed. Among numbers with decimals a whole one may be rounded too.
    pub(super) fn of(name: &'static str, cell: &Cell, number: &Plain, among_decimals: bool) -> Self {
        Self { name, place: cell.place, stated: number.stated(among_decimals) }
    }

    /// The number of a cell that is a ratio, printed as so many times it, and with so many zeros at its end that say nothing.
    pub(super) fn ratio(name: &'static str, cell: &Cell, number: &Plain, scale: &Number, padding: i32) -> Self {
        let Stated { value, ulp, .. } = number.stated(true);
        let ulp = ulp.times(&Number::power_of_ten(padding));
        let (value, ulp) = (value.times(scale), ulp.times(scale));
        let reading = Interval::around(&value, &ulp.half());
        let stated = Stated { value, ulp, reading, wide: None, exact: false, hedged: false, scale: scale.clone(), lasts: None };
        Self { name, place: cell.place, stated }
    }
}

/// Numbers that should agree; the one that is stated of the others comes first.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// What they should be to each other.
    pub(super) formula: Formula,
    /// They themselves.
    pub(super) terms: Vec<Term>,
    /// They by name, for the recount.
    pub(super) values: Values,
    /// Whether the rest of the table proves that they belong together.
    pub(super) certain: bool,
}

impl Found {
    /// Numbers that nothing proves yet.
    pub(super) fn new(formula: Formula, terms: Vec<Term>) -> Self {
        let mut values = Values::new();
        for term in &terms {
            let stated = term.stated.clone();
            if !formula.is_list(term.name) {
                values.insert(term.name.to_owned(), Value::Figure(stated));
            } else if let Value::Figures(list) =
                values.entry(format!("{}s", term.name)).or_insert_with(|| Value::Figures(Vec::new()))
            {
                list.push(stated);
            }
        }
        if formula == Formula::Mean {
            let number = terms.iter().filter(|term| term.name == "part").count();
            let number = Interval::exactly(Number::from(i64::try_from(number).unwrap_or(i64::MAX)));
            values.insert("number".to_owned(), Value::Number(number));
        }
        Self { formula, terms, values, certain: false }
    }

    /// What counting again comes to.
    pub(super) fn verdict(&self) -> Verdict {
        self.formula.relation().map_or(Verdict::Undecided, |relation| solve(relation, &self.values).verdict)
    }
}

/// The total of shares that are all of one other number, told by itself.
pub(super) fn another_total<'f>(shares: impl Iterator<Item = &'f Found> + Clone) -> Option<Found> {
    let reading = |found: &Found, name| found.terms.iter().find(|term| term.name == name).map(|term| term.stated.reading.clone());
    let totals = shares.clone().map(|found| reading(found, "part")?.divided_by(&reading(found, "share")?));
    totals.reduce(|one, other| one?.intersection(&other?))??.whole()?;
    let Found { formula, mut terms, .. } = shares.into_iter().next()?.clone();
    terms.rotate_right(1);
    Some(Found { certain: true, ..Found::new(formula, terms) })
}

/// Whether the claim would fail if its operands were wrong by a fifth. One of five operands may be too small to tell.
pub(super) fn could_fail(formula: Formula, values: &Values) -> bool {
    let lists = matches!(formula, Formula::Total | Formula::Balance);
    if lists { sum_could_fail(values) } else { ratio_could_fail(formula, values) }
}

/// A sum fails where one of its operands is wrong by more than all of them may be rounded together.
fn sum_could_fail(values: &Values) -> bool {
    let mut operands = Vec::new();
    for value in values.values() {
        match value {
            Value::Figure(figure) => operands.push(figure),
            Value::Figures(figures) => operands.extend(figures),
            Value::Number(_) => {}
        }
    }
    operands.retain(|operand| !operand.value.is_zero());
    let width = |operand: &&Stated| match (operand.reading.low(), operand.reading.high()) {
        (Some(low), Some(high)) => high.value.minus(&low.value),
        _ => Number::zero(),
    };
    let slack = operands.iter().map(width).fold(Number::zero(), |slack, width| slack.plus(&width));
    let blind = operands.iter().filter(|operand| operand.fifth() <= slack).count();
    blind.saturating_mul(5) <= operands.len()
}

fn ratio_could_fail(formula: Formula, values: &Values) -> bool {
    let Some(relation) = formula.relation() else { return false };
    values.iter().all(|(name, value)| {
        let moved = match value {
            Value::Figure(stated) => Value::Figure(moved(stated)),
            Value::Figures(list) => {
                let mut list = list.clone();
                list.iter_mut().take(1).for_each(|stated| *stated = moved(stated));
                Value::Figures(list)
            }
            Value::Number(_) => return true,
        };
        let mut values = values.clone();
        values.insert(name.clone(), moved);
        solve(relation, &values).verdict == Verdict::Contradicted
    })
}

/// A figure that is wrong by a fifth.
fn moved(stated: &Stated) -> Stated {
    stated.moved(&stated.fifth())
}
