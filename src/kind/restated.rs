//! `kind = "restated"`: one measure of one thing has one value throughout the report. Two figures are the same measure where they share the
//! measure word and the noun, and each is said of the whole; or where they are named alike and have the same digits.

mod headline;
mod named;
mod words;

use std::collections::HashMap;

use self::words::clause_before;
use super::Recounts;
use crate::{
    claim::{Claim, Operand, Pattern, Sheet, Zones},
    figure::{Figure, Interval, Kind, Number},
    verdict::{Explanation, Recount, Stated, Verdict},
    view::Span,
};

/// Finds figures that state one measure twice.
#[derive(Debug)]
pub struct Restated {
    /// Words before a figure, in its clause, that say it of the whole.
    pub whole: Pattern,
    /// Words around a figure, in its clause, that say it of something else.
    pub other: Pattern,
    /// Words before a figure, in its clause, that set it apart from another of the same name and the same digits.
    pub apart: Pattern,
    /// Words before a figure, in its clause, with which it is no measure of a thing.
    pub never: Pattern,
    /// Words in the clause of a figure with which it is not what the title states, unless the title has them too; `None` where titles are
    /// not held against the text.
    pub headline: Option<Pattern>,
    /// In these zones.
    pub zones: Zones,
}

/// Two values of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twice {
    earlier: Number,
    later: Number,
    /// Whether their digits allow one value.
    agree: bool,
    sort: Sort,
}

/// By what two figures are the same measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// Each is said of the whole: any other value would be told.
    Whole,
    /// One stands in the title: what is told there stands in the text.
    Headline,
    /// Their name, and the same digits: with other digits there would be no claim.
    Digits,
}

/// A figure that is said of the whole.
struct Mention {
    index: usize,
    noun: Noun,
    /// The date last named before it in its sentence.
    date: Option<String>,
    /// The place of which all is said, where it is named: `东区` before 共有.
    place: Option<String>,
}

/// What a figure counts.
enum Noun {
    /// All of the noun: `茶场` in `全县共有茶场263家`.
    Before(String),
    /// Words that begin with the noun: `茶场场长` in `全县236家茶场场长`.
    After(String),
}

impl Noun {
    /// The characters that two nouns of one thing begin with.
    fn head(&self) -> String {
        let (Self::Before(noun) | Self::After(noun)) = self;
        noun.chars().take(NOUN).collect()
    }
}

/// So many mentions that begin alike are compared with a later one: the first ones.
const COMPARED: usize = 64;
/// Smaller counts recur by chance.
const SMALLEST: i64 = 10;
/// A noun has at least this many characters; two runs of words that begin alike share at least one more.
const NOUN: usize = 2;

impl Restated {
    fn mentions(&self, sheet: &Sheet) -> Vec<Mention> {
        let (mut mentions, mut date) = (Vec::new(), None);
        for (index, figure) in sheet.figures.iter().enumerate() {
            if self.is_count(figure) && self.is_kept(figure, sheet) {
                mentions.extend(self.mention(index, figure, date, sheet));
            }
            if figure.kind == Kind::Date {
                date = Some(figure);
            }
        }
        mentions
    }

    /// What a figure counts, where it is said of the whole; `date` is the last one before it.
    fn mention(&self, index: usize, figure: &Figure, date: Option<&Figure>, sheet: &Sheet) -> Option<Mention> {
        let clause = sheet.view.clause(figure.span.start);
        let before = sheet.view.slice(clause_before(sheet, figure));
        let after = sheet.view.slice(Span { start: figure.span.end, end: clause.end.max(figure.span.end) });
        let said = self.whole.matches(before).last()?.whole();
        if self.other.is_match(before) {
            return None;
        }
        let between = before.get(said.end..).unwrap_or("").trim_matches(|c| COPULAS.contains(c) || c == ' ');
        let noun = if between.is_empty() {
            Noun::After(after.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect())
        } else if is_noun(between) {
            Noun::Before(between.to_owned())
        } else {
            return None;
        };
        let sentence = sheet.view.sentence(figure.span.start);
        let date = date.filter(|date| date.span.start >= sentence.start);
        let place = place(before.get(..said.start).unwrap_or(""));
        Some(Mention { index, noun, date: date.map(|date| sheet.view.slice(date.span).to_owned()), place })
    }

    fn is_kept(&self, figure: &Figure, sheet: &Sheet) -> bool {
        let line = sheet.view.lines().get(sheet.view.line_at(figure.span.start));
        line.is_some_and(|line| self.zones.include(line.zone)) && !sheet.damaged(figure.span)
    }

    fn is_count(&self, figure: &Figure) -> bool {
        figure.kind == Kind::Count
            && figure.hedge.is_none()
            && !figure.unit.class.is_empty()
            && figure.value >= Number::from(SMALLEST)
    }
}

/// Whether words hold nothing but letters, and digits of a grade that belongs to a name: 国家4A级茶园.
fn is_noun(words: &str) -> bool {
    let graded = |next: Option<char>| next == Some('A');
    let nexts = words.chars().skip(1).map(Some).chain([None]);
    words.chars().zip(nexts).all(|(sign, next)| sign.is_alphabetic() || sign.is_ascii_digit() && graded(next))
}

/// The place that words name, if they end in one: `东区`, but not 全区.
fn place(words: &str) -> Option<String> {
    const PLACES: [char; 14] = ['县', '市', '区', '镇', '乡', '村', '省', '州', '校', '院', '馆', '库', '社', '道'];
    let words = words.trim_end();
    let name: Vec<char> = words.chars().rev().take_while(|c| c.is_alphabetic()).take(3).collect();
    let named = name.first().is_some_and(|last| PLACES.contains(last)) && name.len() > 1;
    let own = name.get(1).is_some_and(|before| ['全', '本', '我', '该', '此', '各'].contains(before));
    (named && !own).then(|| name.iter().rev().collect())
}

/// Words that may stand between a noun and its number.
const COPULAS: &str = "有为共达是约计:";

/// Whether two mentions count the same thing.
fn same_noun(one: &Noun, other: &Noun) -> bool {
    let long = |noun: &str| noun.chars().count() >= NOUN;
    match (one, other) {
        (Noun::Before(one), Noun::Before(other)) => long(one) && one == other,
        (Noun::Before(noun), Noun::After(words)) | (Noun::After(words), Noun::Before(noun)) => {
            long(noun) && words.starts_with(noun.as_str())
        }
        (Noun::After(one), Noun::After(other)) => {
            let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            long(one) && (one == other || alike > NOUN)
        }
    }
}

impl Recounts for Restated {
    const NAME: &'static str = "restated";

    type Parts = Twice;

    fn operands(&self) -> Vec<&str> {
        vec!["earlier", "later"]
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Twice>> {
        let mentions = self.mentions(sheet);
        let mut pairs = Vec::new();
        // What counts the same thing begins alike.
        let mut alike: HashMap<String, Vec<&Mention>> = HashMap::new();
        for later in &mentions {
            let earlier = alike.entry(later.noun.head()).or_default();
            let found = earlier.iter().find(|earlier| same(earlier, later, sheet));
            pairs.extend(found.map(|earlier| (later.index, Sort::Whole, earlier.index)));
            if earlier.len() < COMPARED {
                earlier.push(later);
            }
        }
        let kept = |figure: &Figure| self.is_kept(figure, sheet);
        let said = named::Said { whole: &self.whole, apart: &self.apart, never: &self.never };
        let named = named::pairs(sheet, &said, &kept);
        pairs.extend(named.into_iter().map(|(earlier, later)| (later, Sort::Digits, earlier)));
        if let Some(apart) = &self.headline {
            let titled = headline::pairs(sheet, apart, &kept);
            pairs.extend(titled.into_iter().map(|(earlier, later)| (later, Sort::Headline, earlier)));
        }
        // What proves more is told of a figure, and of that the first.
        pairs.sort_unstable();
        pairs.dedup_by_key(|&mut (later, ..)| later);
        let claims = pairs.into_iter().filter_map(|(later, sort, earlier)| {
            Some(claim(sheet.figures.get(earlier)?, sheet.figures.get(later)?, sort, sheet))
        });
        claims.collect()
    }

    fn recount(&self, Twice { earlier, later, agree, sort }: &Twice) -> Recount {
        let computed = Interval::exactly(earlier.clone());
        if *agree {
            let verdict = if *sort == Sort::Digits { Verdict::Consistent } else { Verdict::Verified };
            return Recount::new(verdict).computed(computed);
        }
        let (small, large) = if earlier < later { (earlier, later) } else { (later, earlier) };
        let swapped = *sort == Sort::Digits || anagrams(&earlier.to_string(), &later.to_string());
        // Values that lie far apart are not two statements of one measure.
        let near = *large <= small.times(&Number::from(2_i64));
        let verdict = if swapped || near { Verdict::Contradicted } else { Verdict::Undecided };
        Recount { explanation: swapped.then_some(Explanation::DigitsSwapped), ..Recount::new(verdict).computed(computed) }
    }
}

fn same(earlier: &Mention, later: &Mention, sheet: &Sheet) -> bool {
    let (Some(one), Some(other)) = (sheet.figures.get(earlier.index), sheet.figures.get(later.index)) else { return false };
    let one_time = earlier.date.is_none() || later.date.is_none() || earlier.date == later.date;
    let one_place = earlier.place.is_none() || later.place.is_none() || earlier.place == later.place;
    let fewer = other.value < one.value && !anagrams(&one.value.to_string(), &other.value.to_string());
    let some = fewer && may_be_some(&earlier.noun, &later.noun);
    one.unit.class == other.unit.class && one_time && one_place && same_noun(&earlier.noun, &later.noun) && !some
}

/// Whether a smaller count of a noun may be of those of which something more is said: `全县286个书屋……全县258个书屋完成改造`.
fn may_be_some(all: &Noun, some: &Noun) -> bool {
    let (Noun::After(words), Noun::Before(noun) | Noun::After(noun)) = (some, all) else { return false };
    let shared: usize = words.chars().zip(noun.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let said = words.get(shared..).unwrap_or("");
    !said.is_empty() && !said.starts_with('的') && !ALL.iter().any(|all| said.contains(all))
}

/// Words that say something of all.
const ALL: [&str; 5] = ["全部", "均", "都", "全面", "一律"];

fn claim(earlier: &Figure, later: &Figure, sort: Sort, sheet: &Sheet) -> Claim<Twice> {
    let operand = |name: &str, figure: &Figure| Operand {
        name: name.to_owned(),
        span: figure.span,
        text: sheet.view.slice(figure.span).to_owned(),
        reading: Some(figure.reading.clone()),
        unit: figure.unit.text.clone(),
    };
    let (first, second) = (Stated::of(earlier), Stated::of(later));
    let agree = match sort {
        // In a table the multiplier may stand in the caption.
        Sort::Digits => significant(&first.value) == significant(&second.value),
        _ => first.meets(&second),
    };
    let parts = Twice { earlier: first.value, later: second.value, agree, sort };
    let operands = vec![operand("earlier", earlier), operand("later", later)];
    Claim { operands, binding: "same measure".to_owned(), ..Claim::at(later.span, parts) }
}

/// The digits of a number up to its last that is not zero.
fn significant(value: &Number) -> String {
    let digits: String = value.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

fn anagrams(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits
    };
    one != other && sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_of_one_measure() {
        let rule = Restated {
            whole: Pattern::compile("全县", &crate::claim::Words::new()).unwrap(),
            other: Pattern::compile("每", &crate::claim::Words::new()).unwrap(),
            apart: Pattern::compile("每", &crate::claim::Words::new()).unwrap(),
            never: Pattern::compile("每", &crate::claim::Words::new()).unwrap(),
            headline: None,
            zones: Zones::Any,
        };
        let verdict = |earlier: i64, later: i64, sort| {
            let agree = earlier == later;
            rule.recount(&Twice { earlier: Number::from(earlier), later: Number::from(later), agree, sort }).verdict
        };
        assert_eq!(verdict(282, 282, Sort::Whole), Verdict::Verified);
        assert_eq!(verdict(282, 228, Sort::Whole), Verdict::Contradicted);
        assert_eq!(verdict(282, 292, Sort::Whole), Verdict::Contradicted);
        assert_eq!(verdict(282, 1200, Sort::Whole), Verdict::Undecided);
        // Of 282 and 292, which share no digits, there would be no claim by name.
        assert_eq!(verdict(282, 282, Sort::Digits), Verdict::Consistent);
        assert_eq!(verdict(282, 228, Sort::Digits), Verdict::Contradicted);
    }
}
