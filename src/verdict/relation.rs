//! The relation language of `holds`: `share ≈ part / total`, `total = sum(parts)`. Parsed once, then decided on intervals.

use std::collections::BTreeMap;

use crate::figure::Number;

/// A relation that should hold between operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// Two sides compared.
    Compare(Comparison, Expression, Expression),
    /// Both must hold.
    And(Box<Relation>, Box<Relation>),
    /// One must hold.
    Or(Box<Relation>, Box<Relation>),
    /// Some whole part of the total has this share: the whole-number test (GRIM).
    Reachable(Expression, Expression),
    /// Some whole number is among its values: a base that must have been a count.
    Whole(Expression),
    /// It says how much it is at least, or more than: 超过50人, 60分以上.
    AtLeast(Expression),
    /// It says how much it is at most, or less than: 不足百户, 60分以下.
    AtMost(Expression),
    /// It holds for the first of each list, the second of each, and so on.
    Each(Box<Relation>),
}

/// How two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal within what the digits of the left side say.
    Approximately,
    /// Equal.
    Equal,
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// Less.
    Less,
    /// More.
    More,
}

/// A value computed from operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// An operand by name.
    Operand(String),
    /// A number.
    Number(Number),
    /// Two expressions joined.
    Join(Operator, Box<Expression>, Box<Expression>),
    /// A function of operands.
    Call(Function, Box<Expression>),
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-` or `−`
    Minus,
    /// `*` or `×`
    Times,
    /// `/` or `÷`
    Over,
    /// `^`, by a whole number
    Power,
}

/// A function of the relation language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The sum of a list of figures.
    Sum,
    /// How many are listed; open above where 等 follows.
    Count,
    /// How many characters a text has.
    Characters,
    /// The largest of a list of figures.
    Largest,
    /// The smallest of a list of figures.
    Smallest,
    /// The distance from zero.
    Abs,
    /// How many of its own unit a figure is: 96 of `96亩`, whatever a 亩 is in the base unit.
    Units,
    /// How many days a date lasts: 30 of `6月`, 366 of `2024年`.
    Days,
}

/// Functions by name.
pub const FUNCTIONS: [(&str, Function); 8] = [
    ("sum", Function::Sum),
    ("count", Function::Count),
    ("characters", Function::Characters),
    ("largest", Function::Largest),
    ("smallest", Function::Smallest),
    ("abs", Function::Abs),
    ("units", Function::Units),
    ("days", Function::Days),
];

/// Where and why a relation cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset into the relation.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl Relation {
    /// Reads a relation.
    ///
    /// # Errors
    /// Where it is not one, with the place.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let relation = parser.relation()?;
        parser.end(relation)
    }

    /// The expressions in it, each once a use.
    pub fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Compare(_, left, right) | Self::Reachable(left, right) => vec![left, right],
            Self::Whole(expression) | Self::AtLeast(expression) | Self::AtMost(expression) => vec![expression],
            Self::And(one, other) | Self::Or(one, other) => {
                let mut all = one.expressions();
                all.extend(other.expressions());
                all
            }
            Self::Each(inner) => inner.expressions(),
        }
    }

    /// The operands it names, in order, each once.
    pub fn operands(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for expression in self.expressions() {
            expression.collect(&mut names);
        }
        names
    }

    /// The operand that it is about: the left side, where that is an operand or how many of its units it is; of a base that must be whole, the
    /// last one named.
    pub fn stated(&self) -> Option<&str> {
        match self {
            Self::Compare(_, Expression::Operand(name), _) | Self::Reachable(Expression::Operand(name), _) => Some(name),
            Self::Compare(_, Expression::Call(Function::Units, inner), _) => match &**inner {
                Expression::Operand(name) => Some(name),
                _ => None,
            },
            Self::And(one, _) | Self::Or(one, _) | Self::Each(one) => one.stated(),
            Self::Whole(expression) => expression.operands().pop(),
            _ => None,
        }
    }

    /// Whether it says that two sides are equal, and nothing else: a bound is met by many figures, and proves none of them meant.
    pub fn equates(&self) -> bool {
        match self {
            Self::Compare(comparison, ..) => matches!(comparison, Comparison::Approximately | Comparison::Equal),
            Self::And(one, other) | Self::Or(one, other) => one.equates() && other.equates(),
            Self::Reachable(..) | Self::Whole(_) | Self::AtLeast(_) | Self::AtMost(_) | Self::Each(_) => false,
        }
    }

    /// Whether it is said of each element of lists.
    pub fn is_each(&self) -> bool {
        matches!(self, Self::Each(_))
    }

    /// The total and the list of its parts in `total = sum(parts)` and `total >= sum(parts)`; `None` for another relation.
    pub fn breakdown(&self) -> Option<(&str, &str)> {
        match self {
            Self::Compare(
                Comparison::Equal | Comparison::AtLeast,
                Expression::Operand(total),
                Expression::Call(Function::Sum, parts),
            ) => match &**parts {
                Expression::Operand(parts) => Some((total, parts)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The stated share, the part and the base of a relation `share ≈ part / total`, of each in a list too; `None` for another.
    pub fn share(&self) -> Option<(&str, &str, &str)> {
        match self {
            Self::Compare(
                Comparison::Approximately,
                Expression::Operand(share),
                Expression::Join(Operator::Over, part, total),
            ) => match (&**part, &**total) {
                (Expression::Operand(part), Expression::Operand(total)) => Some((share, part, total)),
                _ => None,
            },
            Self::Each(inner) => inner.share(),
            _ => None,
        }
    }
}

impl Expression {
    /// Reads an expression, as in the slot of a message.
    ///
    /// # Errors
    /// Where it is not one, with the place.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let expression = parser.sum()?;
        parser.end(expression)
    }

    /// The operands it names, in order, each once.
    pub fn operands(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect<'e>(&'e self, names: &mut Vec<&'e str>) {
        match self {
            Self::Operand(name) => {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
            Self::Number(_) => {}
            Self::Join(_, one, other) => {
                one.collect(names);
                other.collect(names);
            }
            Self::Call(_, inner) => inner.collect(names),
        }
    }
}

/// Makes a relation of one value.
type OfOne = fn(Expression) -> Relation;

/// What is said of one value, by name.
const OF_ONE: [(&str, OfOne); 3] = [("whole", Relation::Whole), ("at_least", Relation::AtLeast), ("at_most", Relation::AtMost)];

/// Deeper nesting than this is refused rather than risk the stack.
const DEEPEST: u32 = 64;

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn end<T>(&mut self, parsed: T) -> Result<T, ParseError> {
        self.space();
        if self.rest().is_empty() { Ok(parsed) } else { self.expected("an operator or the end") }
    }

    fn relation(&mut self) -> Result<Relation, ParseError> {
        let mut left = self.all()?;
        while self.word("or") {
            left = Relation::Or(Box::new(left), Box::new(self.all()?));
        }
        Ok(left)
    }

    fn all(&mut self) -> Result<Relation, ParseError> {
        let mut left = self.comparison()?;
        while self.word("and") {
            left = Relation::And(Box::new(left), Box::new(self.comparison()?));
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Result<Relation, ParseError> {
        self.space();
        if self.opens_relation() {
            self.descend()?;
            let inner = self.bracketed(Self::relation)?;
            self.depth = self.depth.saturating_sub(1);
            return Ok(inner);
        }
        if self.word("each") {
            self.descend()?;
            return Ok(Relation::Each(Box::new(self.bracketed(Self::relation)?)));
        }
        if self.word("reachable") {
            return self.bracketed(|parser| {
                let share = parser.sum()?;
                parser.symbol(&[","]).map_or_else(|| parser.expected("`,` and the total"), Ok)?;
                Ok(Relation::Reachable(share, parser.sum()?))
            });
        }
        for (name, relation) in OF_ONE {
            if self.word(name) {
                return Ok(relation(self.bracketed(Self::sum)?));
            }
        }
        let left = self.sum()?;
        let comparison = match self.symbol(&["≈", "<=", ">=", "≤", "≥", "=", "<", ">"]) {
            Some("≈") => Comparison::Approximately,
            Some("<=" | "≤") => Comparison::AtMost,
            Some(">=" | "≥") => Comparison::AtLeast,
            Some("=") => Comparison::Equal,
            Some("<") => Comparison::Less,
            Some(">") => Comparison::More,
            _ => return self.expected("a comparison: = ≈ ≤ ≥ < >"),
        };
        let right = self.sum()?;
        Ok(Relation::Compare(comparison, left, right))
    }

    fn sum(&mut self) -> Result<Expression, ParseError> {
        let mut left = self.product()?;
        while let Some(symbol) = self.symbol(&["+", "-", "−"]) {
            let operator = if symbol == "+" { Operator::Plus } else { Operator::Minus };
            left = Expression::Join(operator, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, ParseError> {
        let mut left = self.power()?;
        while let Some(symbol) = self.symbol(&["*", "×", "/", "÷"]) {
            let operator = if matches!(symbol, "*" | "×") { Operator::Times } else { Operator::Over };
            left = Expression::Join(operator, Box::new(left), Box::new(self.power()?));
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Expression, ParseError> {
        let base = self.term()?;
        if self.symbol(&["^"]).is_none() {
            return Ok(base);
        }
        Ok(Expression::Join(Operator::Power, Box::new(base), Box::new(self.term()?)))
    }

    fn term(&mut self) -> Result<Expression, ParseError> {
        self.descend()?;
        self.space();
        let parsed = if self.symbol(&["("]).is_some() {
            let inner = self.sum()?;
            self.symbol(&[")"]).map_or_else(|| self.expected("`)`"), Ok)?;
            inner
        } else {
            self.leaf()?
        };
        self.depth = self.depth.saturating_sub(1);
        Ok(parsed)
    }

    fn leaf(&mut self) -> Result<Expression, ParseError> {
        let start = self.at;
        let digits = self.take(|character| character.is_ascii_digit() || character == '.');
        if let Some(number) = Number::parse(&digits) {
            return Ok(Expression::Number(number));
        }
        let name = self.take(|character| character.is_ascii_alphanumeric() || character == '_');
        if name.is_empty() {
            return self.expected("an operand, a number or `(`");
        }
        if self.symbol(&["("]).is_none() {
            return Ok(Expression::Operand(name));
        }
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            self.at = start;
            return self.expected("a function: sum, count, characters, largest, smallest, abs, units or days");
        };
        let inner = self.sum()?;
        self.symbol(&[")"]).map_or_else(|| self.expected("`)`"), Ok)?;
        Ok(Expression::Call(*function, Box::new(inner)))
    }

    /// What stands between two brackets.
    fn bracketed<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, ParseError>) -> Result<T, ParseError> {
        self.symbol(&["("]).map_or_else(|| self.expected("`(`"), Ok)?;
        let inner = inner(self)?;
        self.symbol(&[")"]).map_or_else(|| self.expected("`)`"), Ok)?;
        Ok(inner)
    }

    /// Whether a bracket opens here that holds relations rather than a value: there is a comparison in it.
    fn opens_relation(&self) -> bool {
        let mut open = 0_usize;
        let inside = self.rest().chars().take_while(|character| {
            open = match character {
                '(' => open.saturating_add(1),
                ')' => open.saturating_sub(1),
                _ => open,
            };
            open > 0
        });
        let inside: String = inside.collect();
        let mut named = OF_ONE.iter().map(|(name, _)| *name).chain(["reachable"]);
        inside.contains(['=', '≈', '≤', '≥', '<', '>']) || named.any(|name| inside.contains(name))
    }

    fn descend(&mut self) -> Result<(), ParseError> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST { self.expected("fewer brackets") } else { Ok(()) }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn space(&mut self) {
        let rest = self.rest();
        let skipped = rest.len().saturating_sub(rest.trim_start().len());
        self.at = self.at.saturating_add(skipped);
    }

    fn symbol(&mut self, symbols: &[&'static str]) -> Option<&'static str> {
        self.space();
        let found = symbols.iter().copied().find(|symbol| self.rest().starts_with(symbol))?;
        self.at = self.at.saturating_add(found.len());
        Some(found)
    }

    fn word(&mut self, word: &str) -> bool {
        self.space();
        let follows = self.rest().strip_prefix(word).is_some_and(|rest| {
            !rest.chars().next().is_some_and(|character| character.is_ascii_alphanumeric() || character == '_')
        });
        if follows {
            self.at = self.at.saturating_add(word.len());
        }
        follows
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let rest = self.rest();
        let taken = rest.find(|character| !belongs(character)).and_then(|end| rest.get(..end)).unwrap_or(rest).to_owned();
        self.at = self.at.saturating_add(taken.len());
        taken
    }

    fn expected<T>(&self, expected: &'static str) -> Result<T, ParseError> {
        Err(ParseError { at: self.at, expected })
    }
}

/// Operands by name.
pub type Values = BTreeMap<String, super::Value>;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Relations joined every way, each with how it is written: brackets around one that joins with `or` within one that joins with `and`.
    fn joined() -> impl Strategy<Value = (Relation, String)> {
        let single = prop::sample::select(vec![
            "a = 1",
            "b >= (c + 2) * 3",
            "whole(c)",
            "at_least(a + b)",
            "at_most((a))",
            "each(d < e or d > f)",
            "reachable(g, (h))",
        ]);
        let single = single.prop_map(|text| (Relation::parse(text).unwrap(), text.to_owned()));
        single.prop_recursive(4, 24, 2, |inner| {
            (inner.clone(), inner, any::<bool>()).prop_map(|((one, first), (other, second), both)| {
                // The parser joins from left to right.
                let or = |relation: &Relation| matches!(relation, Relation::Or(..));
                let and = |relation: &Relation| matches!(relation, Relation::And(..));
                let within = |bracket: bool, text: String| if bracket { format!("({text})") } else { text };
                match both {
                    true => {
                        let text = format!("{} and {}", within(or(&one), first), within(or(&other) || and(&other), second));
                        (Relation::And(Box::new(one), Box::new(other)), text)
                    }
                    false => {
                        let text = format!("{first} or {}", within(or(&other), second));
                        (Relation::Or(Box::new(one), Box::new(other)), text)
                    }
                }
            })
        })
    }

    proptest! {
        #[test]
        fn relations_are_read_as_they_are_joined((relation, text) in joined()) {
            prop_assert_eq!(Relation::parse(&text), Ok(relation), "{}", text);
        }

        #[test]
        fn whatever_is_written_is_read_or_refused_at_a_place_in_it(
            parts in prop::collection::vec(prop::sample::select(vec!["a", "1", "(", ")", "and", "or", "=", "≈", "whole", "at_most", "each", "sum", "+", "^", ",", " "]), 0..24),
        ) {
            let text = parts.join(" ");
            if let Err(error) = Relation::parse(&text) {
                prop_assert!(text.is_char_boundary(error.at), "{} {}", text, error.at);
            }
        }
    }

    #[test]
    fn a_share_is_read_with_its_precedence() {
        let relation = Relation::parse("rate ≈ new / old - 1").unwrap();
        let Relation::Compare(Comparison::Approximately, left, right) = &relation else { panic!("{relation:?}") };
        assert_eq!(left, &Expression::Operand("rate".into()));
        assert!(matches!(right, Expression::Join(Operator::Minus, ..)));
        assert_eq!(relation.operands(), ["rate", "new", "old"]);
        assert_eq!(relation.stated(), Some("rate"));
    }

    #[test]
    fn mistakes_are_placed() {
        assert_eq!(Relation::parse("share ≈ part /").unwrap_err().at, 16);
        assert_eq!(Relation::parse("share").unwrap_err().expected, "a comparison: = ≈ ≤ ≥ < >");
        assert_eq!(Relation::parse("a = total(b)").unwrap_err().at, 4);
        assert!(Relation::parse(&format!("a = {}", "(".repeat(9_999))).is_err());
        assert_eq!(Relation::parse("(a = b").unwrap_err(), ParseError { at: 6, expected: "`)`" });
        assert_eq!(Relation::parse(&format!("{}a = b", "(".repeat(9_999))).unwrap_err().expected, "fewer brackets");
    }

    #[test]
    fn relations_join() {
        let relation = Relation::parse("each(share ≈ part / total) and total = sum(parts)").unwrap();
        assert_eq!(relation.operands(), ["share", "part", "total", "parts"]);
        assert!(matches!(Relation::parse("reachable(share, total)"), Ok(Relation::Reachable(..))));
    }

    #[test]
    fn what_both_say_binds_more_than_what_one_says() {
        let read = |text: &str| Relation::parse(text).unwrap();
        let join = |join: fn(Box<Relation>, Box<Relation>) -> Relation, one: Relation, other: Relation| {
            join(Box::new(one), Box::new(other))
        };
        let [a, b, c] = ["a = 1", "b >= 2", "whole(c)"].map(read);
        let [or, and] = [Relation::Or, Relation::And];
        assert_eq!(read("a = 1 or b >= 2 and whole(c)"), join(or, a.clone(), join(and, b.clone(), c.clone())));
        assert_eq!(read("(a = 1 or b >= 2) and whole(c)"), join(and, join(or, a.clone(), b.clone()), c.clone()));
        assert_eq!(read("a = 1 and b >= 2 or whole(c)"), join(or, join(and, a, b), c));
        assert_eq!(read("((x + 1) * 2 <= y)"), read("(x + 1) * 2 <= y"));
    }
}
