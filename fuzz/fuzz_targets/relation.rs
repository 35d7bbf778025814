//! The language of `holds`: read or refused at a place in it, and decided on any values in the same way each time.
#![no_main]

use recount::{
    figure::Interval,
    figure::lex_text,
    verdict::{Relation, Stated, Value, Values, evaluate, solve},
};
use recount_fuzz::text_target;

text_target!([RELATION, REPORT], |text| {
    // Figures for the operands follow the relation.
    let (relation, figures) = text.split_once('\n').unwrap_or((text, "36名 27名 57% 3 0 100万元"));
    let relation = match Relation::parse(relation) {
        Ok(relation) => relation,
        Err(error) => {
            assert!(relation.is_char_boundary(error.at) && !error.expected.is_empty(), "{error:?}");
            return;
        }
    };
    let figures: Vec<Stated> = lex_text(figures).iter().map(Stated::of).collect();
    let mut values = Values::new();
    for (number, name) in relation.operands().into_iter().enumerate() {
        let Some(figure) = figures.get(number % figures.len().max(1)) else { continue };
        let value = match number % 4 {
            3 => Value::Figures(figures.clone()),
            2 if figures.len() % 2 == 1 => Value::Number(Interval::at_least(figure.value.clone())),
            _ => Value::Figure(figure.clone()),
        };
        values.insert(name.to_owned(), value);
    }
    assert_eq!(solve(&relation, &values), solve(&relation, &values));
    for expression in relation.expressions() {
        if let Some(computed) = evaluate(expression, &values) {
            assert!(computed.within(&Interval::all()));
        }
    }
});
