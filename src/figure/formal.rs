//! Amounts in the numerals of contracts and cheques, which nobody can alter by a stroke: `壹仟贰佰捌拾万元整`, `叁元伍角`.

use super::{Number, chinese, numeral::Numeral, source::Source};

/// The numerals of everyday writing that they stand for; 参 as it is written where 叁 is 參.
const NUMERALS: &[(char, char)] = &[
    ('壹', '一'),
    ('贰', '二'),
    ('叁', '三'),
    ('参', '三'),
    ('肆', '四'),
    ('伍', '五'),
    ('陆', '六'),
    ('柒', '七'),
    ('捌', '八'),
    ('玖', '九'),
    ('拾', '十'),
    ('佰', '百'),
    ('仟', '千'),
    ('零', '零'),
    ('万', '万'),
    ('亿', '亿'),
];

/// The everyday numeral that a character stands for.
fn plain(char: char) -> Option<char> {
    NUMERALS.iter().find(|(formal, _)| *formal == char).map(|(_, plain)| *plain)
}

/// Whether an amount may begin with a character.
pub(super) fn begins(char: char) -> bool {
    plain(char).and_then(chinese::digit).is_some_and(|digit| digit > 0) || char == '拾'
}

/// The digit of a small coin: 5 of `伍角`.
pub(super) fn digit(char: char) -> Option<u8> {
    plain(char).and_then(chinese::digit)
}

/// The amount that begins here: only money is written so, and to the last 元.
pub(super) fn read(source: &Source, place: usize) -> Option<Numeral> {
    if !begins(source.at(place)) {
        return None;
    }
    let end = chinese::ahead(source, place, |char| plain(char).is_some());
    let run: Vec<char> = (place..end).filter_map(|place| plain(source.at(place))).collect();
    let money = matches!(source.at(end), '元' | '圆');
    let numeral = money.then(|| chinese::spelled(&run))??;
    // Not a round number, however it ends.
    Some(Numeral { start: place, end, exact: true, zeros: 0, ulp: Number::one(), factor: Number::one(), ..numeral })
}
