//! Sets of values that a stated figure allows: exact ends, each open or closed, either of them absent.

use std::cmp::Ordering;

use super::Number;

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it lies.
    pub value: Number,
    /// Whether the value itself is left out.
    pub open: bool,
}

/// Every number between two ends. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interval {
    low: Option<Bound>,
    high: Option<Bound>,
}

impl Interval {
    /// From `low` to `high`; `None` where no number lies between them. An absent end is unbounded.
    pub fn new(low: Option<Bound>, high: Option<Bound>) -> Option<Self> {
        if let (Some(low), Some(high)) = (&low, &high) {
            match low.value.cmp(&high.value) {
                Ordering::Greater => return None,
                Ordering::Equal if low.open || high.open => return None,
                _ => {}
            }
        }
        Some(Self { low, high })
    }

    /// One value.
    pub fn exactly(value: Number) -> Self {
        let bound = Bound { value, open: false };
        Self { low: Some(bound.clone()), high: Some(bound) }
    }

    /// `[low, high]`, in either order.
    pub fn closed(low: Number, high: Number) -> Self {
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        Self { low: Some(Bound { value: low, open: false }), high: Some(Bound { value: high, open: false }) }
    }

    /// `(low, high)`, in either order; the one value where they are equal.
    pub fn open(low: Number, high: Number) -> Self {
        let mut interval = Self::closed(low, high);
        if interval.as_exact().is_none() {
            for bound in [&mut interval.low, &mut interval.high].into_iter().flatten() {
                bound.open = true;
            }
        }
        interval
    }

    /// `[value, ∞)`
    pub fn at_least(value: Number) -> Self {
        Self { low: Some(Bound { value, open: false }), high: None }
    }

    /// `(value, ∞)`
    pub fn more_than(value: Number) -> Self {
        Self { low: Some(Bound { value, open: true }), high: None }
    }

    /// `(-∞, value]`
    pub fn at_most(value: Number) -> Self {
        Self { low: None, high: Some(Bound { value, open: false }) }
    }

    /// `(-∞, value)`
    pub fn less_than(value: Number) -> Self {
        Self { low: None, high: Some(Bound { value, open: true }) }
    }

    /// Every number.
    pub fn all() -> Self {
        Self { low: None, high: None }
    }

    /// `[value - distance, value + distance]`
    pub fn around(value: &Number, distance: &Number) -> Self {
        Self::closed(value.minus(distance), value.plus(distance))
    }

    /// The lower end; `None` where there is none.
    pub fn low(&self) -> Option<&Bound> {
        self.low.as_ref()
    }

    /// The upper end; `None` where there is none.
    pub fn high(&self) -> Option<&Bound> {
        self.high.as_ref()
    }

    /// The value, where only one is left.
    pub fn as_exact(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.value == high.value => Some(&low.value),
            _ => None,
        }
    }

    /// Whether both ends are there.
    pub fn is_bounded(&self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// Whether a value is inside.
    pub fn contains(&self, value: &Number) -> bool {
        self.meets(&Self::exactly(value.clone()))
    }

    /// Whether any value is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The values in both.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::new(
            tighter(self.low.as_ref(), other.low.as_ref(), Ordering::Greater),
            tighter(self.high.as_ref(), other.high.as_ref(), Ordering::Less),
        )
    }

    /// The smallest interval that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            low: looser(self.low.as_ref(), other.low.as_ref(), Ordering::Less),
            high: looser(self.high.as_ref(), other.high.as_ref(), Ordering::Greater),
        }
    }

    /// Whether every value of `self` is in `other`.
    pub fn within(&self, other: &Self) -> bool {
        self.intersection(other).as_ref() == Some(self)
    }

    /// Every sum of a value of each.
    pub fn plus(&self, other: &Self) -> Self {
        Self { low: join(&self.low, &other.low, Number::plus), high: join(&self.high, &other.high, Number::plus) }
    }

    /// Every difference of a value of each.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// Every value with its sign turned.
    pub fn negated(&self) -> Self {
        let turn = |bound: &Bound| Bound { value: bound.value.negated(), open: bound.open };
        Self { low: self.high.as_ref().map(turn), high: self.low.as_ref().map(turn) }
    }

    /// Every product of a value of each. The tightest interval that holds them; unbounded where a sign is not known.
    pub fn times(&self, other: &Self) -> Self {
        let corners = [
            corner(&self.low, &other.low, false, false),
            corner(&self.low, &other.high, false, true),
            corner(&self.high, &other.low, true, false),
            corner(&self.high, &other.high, true, true),
        ];
        Self {
            low: corners.iter().cloned().reduce(|a, b| if a.below(&b) { a } else { b }).and_then(Corner::bound),
            high: corners.iter().cloned().reduce(|a, b| if b.below(&a) { a } else { b }).and_then(Corner::bound),
        }
    }

    /// Every quotient of a value of each; `None` where the divisor may be zero.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        if other.contains(&Number::zero()) {
            return None;
        }
        Some(self.times(&other.reciprocal()))
    }

    /// Only for intervals without zero. An end at zero, which is then open, turns into no end.
    fn reciprocal(&self) -> Self {
        let turn = |bound: &Option<Bound>| match bound {
            None => Some(Bound { value: Number::zero(), open: true }),
            Some(bound) => Number::one().checked_div(&bound.value).map(|value| Bound { value, open: bound.open }),
        };
        Self { low: turn(&self.high), high: turn(&self.low) }
    }

    /// The whole numbers inside, as the smallest and the largest; `None` where there is none. Absent ends stay absent.
    pub fn whole(&self) -> Option<Self> {
        let low = self.low.as_ref().map(|bound| {
            let up = bound.value.ceil();
            if bound.open && up == bound.value { up.plus(&Number::one()) } else { up }
        });
        let high = self.high.as_ref().map(|bound| {
            let down = bound.value.floor();
            if bound.open && down == bound.value { down.minus(&Number::one()) } else { down }
        });
        let close = |value| Bound { value, open: false };
        Self::new(low.map(close), high.map(close))
    }

    /// The interval with both ends multiplied.
    pub fn scaled(&self, factor: &Number) -> Self {
        self.times(&Self::exactly(factor.clone()))
    }
}

fn tighter(a: Option<&Bound>, b: Option<&Bound>, side: Ordering) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) => Some(match a.value.cmp(&b.value) {
            Ordering::Equal => Bound { value: a.value.clone(), open: a.open || b.open },
            order if order == side => a.clone(),
            _ => b.clone(),
        }),
        (one, other) => one.or(other).cloned(),
    }
}

fn looser(a: Option<&Bound>, b: Option<&Bound>, side: Ordering) -> Option<Bound> {
    let (a, b) = (a?, b?);
    Some(match a.value.cmp(&b.value) {
        Ordering::Equal => Bound { value: a.value.clone(), open: a.open && b.open },
        order if order == side => a.clone(),
        _ => b.clone(),
    })
}

fn join(a: &Option<Bound>, b: &Option<Bound>, sum: impl Fn(&Number, &Number) -> Number) -> Option<Bound> {
    let (a, b) = (a.as_ref()?, b.as_ref()?);
    Some(Bound { value: sum(&a.value, &b.value), open: a.open || b.open })
}

/// A product of two ends, which may be infinite.
#[derive(Clone)]
enum Corner {
    Below,
    At(Bound),
    Above,
}

impl Corner {
    /// Whether `self` reaches lower than `other`; of two equal ones the closed end counts as lower.
    fn below(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Below, _) | (_, Self::Above) => true,
            (_, Self::Below) | (Self::Above, _) => false,
            (Self::At(a), Self::At(b)) => match a.value.cmp(&b.value) {
                Ordering::Equal => !a.open,
                order => order == Ordering::Less,
            },
        }
    }

    fn bound(self) -> Option<Bound> {
        match self {
            Self::At(bound) => Some(bound),
            Self::Below | Self::Above => None,
        }
    }
}

/// The product of two ends; `high` says which side an absent end is on. Zero times no end is zero: the other factor can be any size.
fn corner(a: &Option<Bound>, b: &Option<Bound>, a_high: bool, b_high: bool) -> Corner {
    let sign = |bound: &Option<Bound>, high: bool| match bound {
        None => {
            if high {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        Some(bound) => bound.value.cmp(&Number::zero()),
    };
    match (a, b) {
        (Some(a), Some(b)) => {
            let zero_included = |bound: &Bound| bound.value.is_zero() && !bound.open;
            let open = (a.open || b.open) && !zero_included(a) && !zero_included(b);
            Corner::At(Bound { value: a.value.times(&b.value), open })
        }
        _ => match (sign(a, a_high), sign(b, b_high)) {
            (Ordering::Equal, _) | (_, Ordering::Equal) => {
                let open = [a, b].into_iter().flatten().any(|bound| bound.open);
                Corner::At(Bound { value: Number::zero(), open })
            }
            (one, other) if one == other => Corner::Above,
            _ => Corner::Below,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn ends_decide_whether_intervals_meet() {
        let closed = Interval::closed(number("1"), number("2"));
        assert!(closed.meets(&Interval::at_least(number("2"))));
        assert!(!closed.meets(&Interval::more_than(number("2"))));
        assert!(Interval::open(number("900"), number("1000")).whole().unwrap() == Interval::closed(number("901"), number("999")));
        assert_eq!(Interval::open(number("1"), number("2")).whole(), None);
    }

    #[test]
    fn a_share_of_hedged_counts() {
        // 5.7万 of which 3.4万
        let part = Interval::closed(number("33500"), number("34500"));
        let total = Interval::closed(number("56500"), number("57500"));
        let share = part.divided_by(&total).unwrap();
        assert_eq!(share.low().unwrap().value.to_decimal(4), "0.5826");
        assert_eq!(share.high().unwrap().value.to_decimal(4), "0.6106");
    }

    #[test]
    fn products_with_absent_ends() {
        let many = Interval::at_least(number("3"));
        assert_eq!(many.times(&Interval::exactly(number("82"))), Interval::at_least(number("246")));
        assert_eq!(Interval::at_most(number("3")).negated(), Interval::at_least(number("3").negated()));
        assert_eq!(
            Interval::exactly(number("1")).divided_by(&Interval::more_than(number("4"))),
            Interval::new(Some(Bound { value: Number::zero(), open: true }), Some(Bound { value: number("0.25"), open: true }))
        );
        assert_eq!(many.divided_by(&Interval::closed(Number::zero(), number("1"))), None);
    }
}
