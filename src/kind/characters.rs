//! `kind = "characters"`: a name such as 六字诀 has as many characters as it says. The patterns name the number `n` and the text `text`.

use super::{matches::Matches, small};
use crate::{
    claim::{Claim, Operand, Sheet},
    figure::{Interval, Number},
    verdict::{Recount, Verdict},
};

/// Counts the characters of a quoted text.
#[derive(Debug)]
pub struct Characters {
    /// A number of characters and the text that has them.
    pub matches: Matches,
}

/// What a recount needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The number stated.
    pub stated: u32,
    /// The characters of the text without punctuation.
    pub characters: u32,
    /// The same without the numerals of `一看二问三听`.
    pub unnumbered: u32,
    /// The items between its punctuation marks: of `早谋划、快推进、严落实` three characters are the motto.
    pub items: u32,
}

impl Parts {
    fn of(stated: u32, text: &str) -> Self {
        let counted = |text: &str, counts: fn(char) -> bool| {
            u32::try_from(text.chars().filter(|&character| counts(character)).count()).unwrap_or(u32::MAX)
        };
        let numeral = |character: char| "一二三四五六七八九十".contains(character);
        let items = text.split(|character: char| !character.is_alphanumeric()).filter(|item| !item.is_empty()).count();
        let numbered = text.starts_with(numeral) && text.contains('二');
        let characters = counted(text, char::is_alphanumeric);
        let numerals = counted(text, |character| "一二三四五六七八九十".contains(character));
        Self {
            stated,
            characters,
            unnumbered: if numbered { characters.saturating_sub(numerals) } else { characters },
            items: u32::try_from(items).unwrap_or(u32::MAX),
        }
    }
}

impl super::Recounts for Characters {
    const NAME: &'static str = "characters";
    const FACTS: &'static [&'static str] = &["counted"];

    type Parts = Parts;

    fn operands(&self) -> Vec<&str> {
        vec!["number", "text"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let claims = self.matches.all(sheet).into_iter().filter_map(|found| {
            let (number, text) = (found.group("n")?, found.group("text")?);
            let stated = small::read(sheet.view.slice(number))?;
            let operand = |name: &str, span| Operand {
                name: name.into(),
                span,
                text: sheet.view.slice(span).into(),
                reading: None,
                unit: String::new(),
            };
            let mut number_operand = operand("number", number);
            number_operand.reading = Some(Interval::exactly(Number::from(i64::from(stated))));
            let parts = Parts::of(stated, sheet.view.slice(text));
            let at = found.group("at").unwrap_or(number);
            Some(Claim { span: found.span, at, operands: vec![number_operand, operand("text", text)], ..Claim::at(at, parts) })
        });
        claims.collect()
    }

    fn matched(&self) -> Option<&Matches> {
        Some(&self.matches)
    }

    fn recount(&self, parts: &Parts) -> Recount {
        let computed = Interval::exactly(Number::from(i64::from(parts.characters)));
        let verdict = if [parts.characters, parts.unnumbered].contains(&parts.stated) {
            Verdict::Verified
        } else if parts.items == parts.stated {
            Verdict::Consistent
        } else {
            Verdict::Contradicted
        };
        Recount::new(verdict).computed(computed).fact("counted", parts.characters.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Recounts;

    #[test]
    fn punctuation_and_counting_words_are_not_counted() {
        let table = [
            (6, "情理法说劝和", Verdict::Verified),
            (4, "拆、建、美、管", Verdict::Verified),
            (4, "一看二问三听四查", Verdict::Verified),
            (3, "早谋划、快推进、严落实", Verdict::Consistent),
            (6, "听讲评议办", Verdict::Contradicted),
        ];
        let kind = Characters { matches: Matches::default() };
        for (stated, text, verdict) in table {
            assert_eq!(kind.recount(&Parts::of(stated, text)).verdict, verdict, "{text}");
        }
    }
}
