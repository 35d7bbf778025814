//! Room 4: what the text counts. Reads every figure of a view as an exact interval. Knows nothing of claims or rules.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "a place in a text that is held in memory, plus a few characters, cannot overflow; values are `Number`s"
)]

mod among;
mod chinese;
mod date;
mod draft;
mod express;
mod fixed;
mod formal;
mod hedge;
mod interval;
mod lex;
mod name;
mod number;
mod numeral;
mod ordinal;
mod quantity;
mod range;
mod share;
mod sorted;
mod source;
#[cfg(test)]
mod tests;
mod unit;

pub(crate) use date::civil_date;
pub use express::RANGE;
pub use interval::{Bound, Interval};
pub use number::Number;
pub use unit::{Measure, Unit};

use schemars::JsonSchema;

use crate::view::{Span, View};

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename = "figure-kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A number of things: `227名`, `5.7万人次`, `三个`, or a bare number.
    Count,
    /// A share: `67.5%`, `14.2‰`, `百分之七`, `七成`, `过半`.
    Percent,
    /// A difference of two shares: `2.3个百分点`.
    Points,
    /// A factor: `3倍`, `翻两番`.
    Multiple,
    /// `三分之二`, `一半`.
    Fraction,
    /// An amount of money: `456万元`.
    Money,
    /// An amount with a dimension: `60亩`, `1408吨`, `15年`, `20天`.
    Measure,
    /// A day, month or year: `2023-02-06`, `2021年`, `9月`.
    Date,
    /// A place in a series: `第三`, `一是`, `(二)`.
    Ordinal,
    /// Two ends: `10到15户`, `10-15%`. Two dates (`1-9月`, `2021—2025年`) are two figures.
    Range,
    #[schemars(skip)]
    /// Digits that count nothing: a telephone number, `〔2021〕30号`, `4A级`, `7×24`, `十四五`, `三农`.
    Name,
}

impl Kind {
    /// Every kind of figure that counts something or says when or where in a series.
    pub const FIGURES: [Self; 10] = [
        Self::Count,
        Self::Percent,
        Self::Points,
        Self::Multiple,
        Self::Fraction,
        Self::Money,
        Self::Measure,
        Self::Date,
        Self::Ordinal,
        Self::Range,
    ];
}

/// A word that loosens a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename = "hedge", rename_all = "kebab-case")]
pub enum Hedge {
    /// 约, 左右, 上下, 大约: on either side.
    About,
    /// 近, 将近, 接近: a little below.
    Nearly,
    /// 余, 多, 几 after the number: above, and below the next step.
    Odd,
    /// 超, 超过, 逾, 突破: above.
    Over,
    /// 不少于, 以上, 至少: at or above.
    AtLeast,
    /// 以下, 以内, 至多, 不超过: at or below.
    AtMost,
    /// 不足, 不到, 低于: below.
    Under,
    /// 达, 达到, 高达: the value or somewhat above.
    Reaching,
    /// 数十, 上百, 几十: only the order of magnitude.
    Vague,
    /// 整, 正好: exactly.
    Exactly,
}

/// What a unit measures; figures of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Things that are counted; `class` tells which measure words may stand for each other.
    Count,
    /// A pure ratio: %, ‰, 成, 倍.
    Ratio,
    /// 元, 万元, 亿元.
    Money,
    /// 亩, 公顷, 平方公里.
    Area,
    /// 斤, 公斤, 吨.
    Mass,
    /// 米, 公里, 里.
    Length,
    /// 升, 立方米.
    Volume,
    /// 秒, 分钟, 小时, 天, 月, 年.
    Time,
    /// 千瓦时, 度 and others that convert to nothing else here.
    Other,
}

/// A calendar date as far as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Date {
    /// Four digits; `None` for `9月3日`.
    pub year: Option<i32>,
    /// As written, which may be 13.
    pub month: Option<u32>,
    /// As written, which may be 31 in April.
    pub day: Option<u32>,
    /// How it was written.
    pub style: DateStyle,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateStyle {
    /// `2023年2月6日`
    #[default]
    Chinese,
    /// `二〇二三年二月六日`
    ChineseNumerals,
    /// `2023-02-06`
    Iso,
    /// `2023/2/6`
    Slashes,
    /// `2023.2.6`
    Dots,
    /// `民国112年`, `112年度`
    Minguo,
}

/// A number as the text states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Numeral, unit and hedge together: `近3万人`. Bytes of the view.
    pub span: Span,
    /// The numeral alone, multiplier included: `3万`.
    pub numeral: Span,
    /// What it says.
    pub kind: Kind,
    /// The number as printed, multiplier applied: 57000 for `5.7万人`, 0.675 for `67.5%`, 0.023 for `2.3个百分点`. For a range its
    /// first end, so that one that runs downward shows; for a name zero.
    pub value: Number,
    /// The place value of its last printed digit: 1000 for `5.7万`, 0.001 for `67.5%`, 1 for `227`.
    pub ulp: Number,
    /// Whether it is a whole number with no multiplier, or an amount down to its smallest coin: what is stated exactly.
    pub exact: bool,
    /// Every value that the digits and the hedge allow, in `unit`: the hard bounds of the hedge table. Whole counts, money, days and
    /// ages are exact; other measures, shares and factors carry half of `ulp` on either side. Closed for a range; every number
    /// for a name.
    pub reading: Interval,
    /// The second, wider reading of an unhedged round number (three or more zeros), of 一半 and of a fraction.
    pub wide: Option<Box<Interval>>,
    /// What is counted or measured.
    pub unit: Unit,
    /// The word that loosens it.
    pub hedge: Option<Hedge>,
    /// The date, for [`Kind::Date`].
    pub date: Option<Date>,
}

/// Reads every figure of a view, in order, none overlapping another. Things that look like numbers and are not are [`Kind::Name`].
pub fn lex(view: &View) -> Vec<Figure> {
    lex_text(view.text())
}

/// Reads every figure of folded text; spans are bytes of that text. No figure crosses a line break.
pub fn lex_text(text: &str) -> Vec<Figure> {
    lex::figures(text)
}
