//! What stands in a cell: nothing, a plain number, or words.

use crate::{
    document::Place,
    figure::{Interval, Number},
    verdict::Stated,
};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text in the document.
    pub(super) place: Place,
    /// What it says.
    pub(super) content: Content,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, or a dash.
    Blank,
    /// A number and nothing else.
    Number(Plain),
    /// Several numbers: the cells of a table that was read from a picture ran together, so that those after it stand one place off.
    Several,
    /// Anything else, without blanks and tags.
    Words(String),
}

/// A number that is all of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    /// As printed: 12.5 for `12.5%`.
    pub(super) value: Number,
    /// The same in units of its last digit: 125 for `12.5%`. `None` where that takes more than 18 digits.
    pub(super) units: Option<i64>,
    /// How many digits stand after its point.
    pub(super) places: i32,
    /// Whether a percent sign follows.
    pub(super) percent: bool,
}

/// Numbers below this have so few digits that products of some of them fit in 128 bits.
const UNITS: u64 = 10_u64.pow(18);

/// A number with more characters is none.
const LONGEST: usize = 32;

impl Plain {
    /// What its digits allow. Among numbers with decimals a whole one may be rounded too.
    pub(super) fn stated(&self, among_decimals: bool) -> Stated {
        let exact = self.is_exact(among_decimals);
        let ulp = Number::power_of_ten(self.places.saturating_neg());
        let reading = if exact { Interval::exactly(self.value.clone()) } else { Interval::around(&self.value, &ulp.half()) };
        Stated { value: self.value.clone(), ulp, reading, wide: None, exact, hedged: false, scale: Number::one(), lasts: None }
    }

    /// Whether its digits allow one value only.
    pub(super) fn is_exact(&self, among_decimals: bool) -> bool {
        self.places == 0 && (!among_decimals || self.value.is_zero() || self.is_whole_share())
    }

    /// How many digits it has from its first that is not zero.
    pub(super) fn digits(&self) -> usize {
        if let Some(units) = self.units {
            return units
                .unsigned_abs()
                .checked_ilog10()
                .and_then(|power| usize::try_from(power).ok())
                .map_or(0, |power| power.saturating_add(1));
        }
        let value = self.value.abs().times(&Number::power_of_ten(self.places));
        if value.is_zero() { 0 } else { value.to_decimal(0).len() }
    }

    /// Whether it may be the whole of a list of shares.
    pub(super) fn is_whole_share(&self) -> bool {
        self.value == Number::from(100_i64)
    }
}

/// Reads the text of a cell, as the view shows it.
pub(super) fn read(place: Place, text: &str) -> Cell {
    let text = text.trim();
    let content = if text.chars().all(|character| "-—–−/\\".contains(character)) {
        Content::Blank
    } else if let Some(number) = number(text) {
        Content::Number(number)
    } else if text.contains(' ') && text.split(' ').all(|piece| number(piece).is_some()) {
        Content::Several
    } else {
        Content::Words(words(text))
    };
    Cell { place, content }
}

/// `211 772`, `1,234.5`, `-2.63`, `4. 41`, `38.2%`
pub(super) fn number(text: &str) -> Option<Plain> {
    if text.len() > LONGEST {
        return None;
    }
    let (text, percent) = text.strip_suffix('%').map_or((text, false), |text| (text.trim_end(), true));
    let (text, negative) = text.strip_prefix(['-', '−', '–', '—']).map_or((text, false), |text| (text, true));
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let decimals = decimals.map(str::trim).unwrap_or_default();
    if text.ends_with('.') || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = format!("{}.{decimals}", grouped(whole.trim())?);
    let value = Number::parse(digits.trim_end_matches('.'))?;
    let value = if negative { value.negated() } else { value };
    let places = i32::try_from(decimals.len()).ok()?;
    let units = value.times(&Number::power_of_ten(places)).to_i64().filter(|units| units.unsigned_abs() < UNITS);
    Some(Plain { value, units, places, percent })
}

/// The digits before the point, without the marks between thousands. All of them or none.
fn grouped(whole: &str) -> Option<String> {
    let mut groups = whole.split([',', ' ']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = digits(first) && rest.iter().all(|group| group.len() == 3 && digits(group));
    let fits = rest.is_empty() || (1..=3).contains(&first.len());
    (sound && fits).then(|| whole.replace([',', ' '], ""))
}

/// A text without blanks and tags.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for character in text.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside || character.is_whitespace() => {}
            _ => words.push(character),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Option<(String, i32, bool)> {
        number(text).map(|number| (number.value.to_string(), number.places, number.percent))
    }

    #[test]
    fn plain_numbers_are_read() {
        let table = [
            ("153", "153", 0, false),
            ("42 296", "42296", 0, false),
            ("1,234,567", "1234567", 0, false),
            ("-2.63", "-2.63", 2, false),
            ("4. 41", "4.41", 2, false),
            (".942", "0.942", 3, false),
            ("38.20 %", "38.2", 2, true),
        ];
        for (text, value, places, percent) in table {
            assert_eq!(printed(text), Some((value.to_owned(), places, percent)), "{text}");
        }
    }

    #[test]
    fn two_numbers_in_a_cell_and_numbers_with_words_are_none() {
        for text in ["6 4", "12.05 0.07", "1,23", "3人", "12:30", "20xx", "5*", "1.", "2021-2022", "", "1234,567"] {
            assert_eq!(printed(text), None, "{text}");
        }
    }

    #[test]
    fn a_dash_is_nothing_and_words_lose_their_tags() {
        assert_eq!(read(Place::default(), "—").content, Content::Blank);
        assert_eq!(read(Place::default(), "13.95 62.56").content, Content::Several);
        assert_eq!(read(Place::default(), "合 <b>计").content, Content::Words("合计".to_owned()));
    }
}
