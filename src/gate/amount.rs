//! How much a limit allows: `3`, or `2%` of the documents.

use std::{fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use thiserror::Error;

use crate::figure::Number;

/// How much a limit allows. The amount itself passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Number(usize),
    /// So many for every hundred documents: per cent of the documents, or findings per hundred documents.
    Percent(Number),
}

/// Why something is no amount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is neither a whole number nor a percentage: write `3` or `2%`")]
pub struct AmountError(String);

impl AmountError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        format!("`{}` 既不是整数也不是百分比:请写 `3` 或 `2%`", self.0)
    }
}

impl Amount {
    /// Whether it allows so many in so many documents. Exact: three in 150 documents are 2%.
    pub fn allows(&self, count: usize, documents: usize) -> bool {
        match self {
            Self::Number(most) => count <= *most,
            Self::Percent(most) => whole(count).times(&whole(100)) <= most.times(&whole(documents)),
        }
    }
}

fn whole(count: usize) -> Number {
    Number::from(i64::try_from(count).unwrap_or(i64::MAX))
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(most) => write!(formatter, "{most}"),
            Self::Percent(most) => write!(formatter, "{}%", most.to_digits()),
        }
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let wrong = || AmountError(text.to_owned());
        let written = text.trim();
        let Some(percent) = written.strip_suffix(['%', '\u{FF05}']) else {
            return written.parse().map(Self::Number).map_err(|_| wrong());
        };
        let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
        let plain = match percent.split_once('.') {
            Some((whole, places)) => digits(whole) && digits(places),
            None => digits(percent),
        };
        Number::parse(percent).filter(|_| plain).map(Self::Percent).ok_or_else(wrong)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read;

        impl Visitor<'_> for Read {
            type Value = Amount;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a whole number such as 3, or a percentage such as \"2%\"")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
                usize::try_from(number).map(Amount::Number).map_err(|_| E::custom(AmountError(number.to_string())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
                usize::try_from(number).map(Amount::Number).map_err(|_| E::custom(AmountError(number.to_string())))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map_err(E::custom)
            }
        }

        from.deserialize_any(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_percentages_are_amounts() {
        for (text, shown) in [("0", "0"), ("12", "12"), ("2%", "2%"), ("0.50%", "0.5%"), (" 150 % ".trim(), "")] {
            let told = text.parse::<Amount>().map_or(String::new(), |amount| amount.to_string());
            assert_eq!(told, shown, "{text}");
        }
        for wrong in ["", "%", "-1", "1.5", "2.%", ".5%", "two", "1e3%", "2%%", "12345678901%"] {
            assert_eq!(wrong.parse::<Amount>(), Err(AmountError(wrong.to_owned())), "{wrong}");
        }
    }
}
