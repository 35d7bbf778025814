//! Figures: whole characters of one line, in order and apart, and each number among what its digits allow.
#![no_main]

use recount::figure::{Hedge, Kind, Number, lex_text};
use recount_fuzz::text_target;

text_target!([REPORT], |text| {
    let mut end = 0;
    for figure in lex_text(text) {
        let (span, numeral) = (figure.span, figure.numeral);
        assert!(end <= span.start && span.start < span.end, "{figure:?} begins before {end}");
        assert!(span.start <= numeral.start && numeral.start <= numeral.end && numeral.end <= span.end, "{figure:?}");
        assert!(text.get(numeral.start..numeral.end).is_some(), "{figure:?}");
        let here = text.get(span.start..span.end);
        assert!(here.is_some_and(|here| !here.contains('\n')), "{figure:?}");
        assert_eq!(figure.date.is_some(), figure.kind == Kind::Date, "{figure:?}");
        let beside = [Hedge::Over, Hedge::Under, Hedge::Nearly, Hedge::Odd, Hedge::Vague];
        let plain = figure.hedge.is_none_or(|hedge| !beside.contains(&hedge));
        if plain && !matches!(figure.kind, Kind::Name | Kind::Date | Kind::Range) {
            let wide = figure.wide.as_ref().is_some_and(|wide| wide.contains(&figure.value));
            // Of 近约3% only the first hedge is told, and 3 % itself is left out.
            let ends = [figure.reading.low(), figure.reading.high()];
            let end = figure.hedge.is_some() && ends.into_iter().flatten().any(|end| end.value == figure.value);
            assert!(wide || end || figure.reading.contains(&figure.value), "{figure:?} does not allow its own value");
        }
        if figure.exact {
            let coins = figure.kind == Kind::Money && figure.value.times(&Number::from(100_i64)).is_whole();
            assert!(figure.value.is_whole() || coins, "{figure:?} is exactly a part of one");
        }
        end = span.end;
    }
    written(text);
});

/// A number reads as it is written.
fn written(text: &str) {
    for digits in text.split(|next: char| !next.is_ascii_digit() && next != '.').filter(|digits| digits.len() < 200) {
        let Some(number) = Number::parse(digits) else { continue };
        // More than twelve digits after the point are rounded away.
        if digits.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 12) {
            assert_eq!(Number::parse(&number.to_digits()).as_ref(), Some(&number), "{digits}");
        }
        assert!(number.floor() <= number && number <= number.ceil());
        assert!(number.minus(&number).is_zero() && number.negated().negated() == number);
    }
}
