//! `kind = "order"`: a range runs upward. The patterns name its ends `low` and `high`.

use super::matches::Matches;
use crate::{
    claim::{Claim, Operand, Sheet},
    figure::{Interval, Number},
    verdict::{Recount, Verdict},
};

/// Holds the two ends of a range against each other.
#[derive(Debug)]
pub struct Order {
    /// Where ranges are.
    pub matches: Matches,
}

impl super::Recounts for Order {
    const NAME: &'static str = "order";

    /// The first and the second end.
    type Parts = (Number, Number);

    fn operands(&self) -> Vec<&str> {
        vec!["low", "high"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<(Number, Number)>> {
        let claims = self.matches.all(sheet).into_iter().filter_map(|found| {
            let end = |name: &str| {
                let span = found.group(name)?;
                let text = sheet.view.slice(span);
                let value = Number::parse(text)?;
                Some((
                    value.clone(),
                    Operand {
                        name: name.into(),
                        span,
                        text: text.into(),
                        reading: Some(Interval::exactly(value)),
                        unit: String::new(),
                    },
                ))
            };
            let ((low, first), (high, second)) = (end("low")?, end("high")?);
            let at = found.group("at").unwrap_or(found.span);
            Some(Claim { operands: vec![first, second], ..Claim::at(at, (low, high)) })
        });
        claims.collect()
    }

    fn matched(&self) -> Option<&Matches> {
        Some(&self.matches)
    }

    fn recount(&self, (low, high): &(Number, Number)) -> Recount {
        Recount::new(if low <= high { Verdict::Verified } else { Verdict::Contradicted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Recounts;

    #[test]
    fn a_range_runs_upward() {
        let order = Order { matches: Matches::default() };
        for (low, high, verdict) in
            [(10_i64, 15_i64, Verdict::Verified), (3, 3, Verdict::Verified), (15, 10, Verdict::Contradicted)]
        {
            assert_eq!(order.recount(&(Number::from(low), Number::from(high))).verdict, verdict);
        }
    }
}
