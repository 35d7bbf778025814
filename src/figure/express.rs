//! Writes a computed value the way a stated figure is written: its unit, its multiplier, its decimals.

use super::{Dimension, Figure, Interval, Kind, Number};

/// What stands between the ends of a computed range.
pub const RANGE: &str = " – ";

/// More decimals than the stated figure has, where that is needed to show a difference; at most this many.
const FURTHER: u32 = 4;

impl Figure {
    /// A computed value, in base units, written as this figure is: `67.4%` beside `67.5%`, `4.35万亩` beside `4.9万亩`. Further decimals where
    /// rounding would hide that it is not the stated value.
    pub fn express(&self, text: &str, computed: &Interval) -> String {
        let (low, high) = match (computed.low(), computed.high()) {
            (Some(low), Some(high)) => (&low.value, &high.value),
            (Some(bound), None) => return format!("≥ {}", self.write(text, &bound.value, 0)),
            (None, Some(bound)) => return format!("≤ {}", self.write(text, &bound.value, 0)),
            (None, None) => return "?".to_owned(),
        };
        let stated = self.write(text, &self.base(&self.value), 0);
        for further in 0..=FURTHER {
            let (from, to) = (self.write(text, low, further), self.write(text, high, further));
            if from != stated || to != stated || further == FURTHER {
                return if from == to { from } else { format!("{from}{RANGE}{to}") };
            }
        }
        stated
    }

    fn base(&self, value: &Number) -> Number {
        match self.unit.dimension {
            Dimension::Count | Dimension::Ratio => value.clone(),
            _ => value.times(&self.unit.scale),
        }
    }

    fn write(&self, text: &str, base: &Number, further: u32) -> String {
        let (factor, suffix) = self.style(text);
        let scale = match self.unit.dimension {
            Dimension::Count | Dimension::Ratio => Number::one(),
            _ => self.unit.scale.clone(),
        };
        let step = factor.times(&scale);
        let value = base.checked_div(&step).unwrap_or_default();
        let places = (0..=8_u32).find(|&places| {
            let power = Number::power_of_ten(i32::try_from(places).unwrap_or(0));
            self.ulp.checked_div(&factor).is_some_and(|ulp| ulp.times(&power).is_whole())
        });
        let places = if self.ulp.is_zero() { 1 } else { places.unwrap_or(0) };
        format!("{}{suffix}", value.to_decimal(places.saturating_add(further)))
    }

    /// What one printed unit is worth, and what is printed after the digits.
    fn style(&self, text: &str) -> (Number, String) {
        match self.kind {
            Kind::Percent | Kind::Fraction if text.contains('‰') => (Number::power_of_ten(-3), "‰".to_owned()),
            Kind::Percent | Kind::Fraction => (Number::power_of_ten(-2), "%".to_owned()),
            Kind::Points => (Number::power_of_ten(-2), "个百分点".to_owned()),
            Kind::Multiple => (Number::one(), "倍".to_owned()),
            _ => {
                let multiplier = [("亿", 8), ("万", 4)].into_iter().find(|(word, _)| text.contains(word));
                let factor = Number::power_of_ten(multiplier.map_or(0, |(_, power)| power));
                (factor, format!("{}{}", multiplier.map_or("", |(word, _)| word), self.unit.text))
            }
        }
    }
}
