//! A share of successes with Wilson's bounds at 95 %, in whole tenths of a per cent: integers throughout.

use std::fmt;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ratio {
    /// Successes.
    pub part: usize,
    /// Trials.
    pub whole: usize,
}

/// A share in tenths of a per cent: 673 is 67.3 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub u32);

/// The square of 1.96, the 97.5th percentile of the normal distribution, times [`SCALE`].
const Z2: u128 = 38_416;
const SCALE: u128 = 10_000;
/// What the square root is scaled by, for digits that are right.
const FINER: u128 = 1_000_000;

impl Ratio {
    /// The share, rounded half up; `None` of nothing.
    pub fn share(self) -> Option<Tenths> {
        let (part, whole) = (self.part as u128, self.whole as u128);
        tenths(part.checked_mul(1000)?, whole)
    }

    /// Whether the share is lower than so many per cent. Nothing of nothing is not.
    pub fn below(self, percent: u32) -> bool {
        let percent = usize::try_from(percent).unwrap_or(usize::MAX);
        self.part.saturating_mul(100) < self.whole.saturating_mul(percent)
    }

    /// The least and the greatest share that 95 % of such samples are compatible with; `None` of nothing.
    ///
    /// Wilson: `(2k + z² ± z √(z² + 4k(n − k)/n)) / (2(n + z²))`.
    pub fn bounds(self) -> Option<(Tenths, Tenths)> {
        let (part, whole) = (self.part as u128, self.whole as u128);
        let missed = whole.checked_sub(part)?;
        let spread = Z2.checked_mul(4)?.checked_mul(SCALE)?.checked_mul(part)?.checked_mul(missed)?;
        let radicand = Z2.checked_mul(Z2)?.checked_mul(FINER)?.checked_add(spread.checked_mul(FINER)?.checked_div(whole)?)?;
        let root = radicand.isqrt();
        let middle = part.checked_mul(2)?.checked_mul(SCALE)?.checked_add(Z2)?.checked_mul(FINER.isqrt())?;
        let under = whole.checked_mul(SCALE)?.checked_add(Z2)?.checked_mul(2)?.checked_mul(FINER.isqrt())?;
        let low = tenths(middle.saturating_sub(root).checked_mul(1000)?, under)?;
        let high = tenths(middle.checked_add(root)?.checked_mul(1000)?, under)?;
        Some((low, high.min(Tenths(1000))))
    }
}

/// `part / whole`, rounded half up.
fn tenths(part: u128, whole: u128) -> Option<Tenths> {
    let rounded = part.checked_mul(2)?.checked_add(whole)?.checked_div(whole.checked_mul(2)?)?;
    u32::try_from(rounded).ok().map(Tenths)
}

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}%", self.0 / 10, self.0 % 10)
    }
}

impl fmt::Display for Ratio {
    /// `97.5% (91.3%-99.3%)`, or a dash for nothing of nothing.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.share(), self.bounds()) {
            (Some(share), Some((low, high))) => write!(formatter, "{share} ({low}-{high})"),
            _ => formatter.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_those_of_the_textbooks() {
        let shown = |part, whole| Ratio { part, whole }.to_string();
        assert_eq!(shown(0, 0), "-");
        assert_eq!(shown(10, 10), "100.0% (72.2%-100.0%)");
        assert_eq!(shown(0, 10), "0.0% (0.0%-27.8%)");
        assert_eq!(shown(1, 2), "50.0% (9.5%-90.5%)");
        assert_eq!(shown(95, 100), "95.0% (88.8%-97.8%)");
        assert_eq!(shown(81, 263), "30.8% (25.5%-36.6%)");
    }

    #[test]
    fn a_share_is_below_what_it_does_not_reach() {
        assert!(Ratio { part: 94, whole: 100 }.below(95));
        assert!(!Ratio { part: 95, whole: 100 }.below(95) && !Ratio::default().below(100));
    }

    #[test]
    fn a_large_sample_is_no_overflow() {
        let ratio = Ratio { part: 999_999_999_999, whole: 1_000_000_000_000 };
        assert_eq!(ratio.to_string(), "100.0% (100.0%-100.0%)");
        assert!(Ratio { part: usize::MAX, whole: usize::MAX }.share().is_some());
    }
}
