//! Whether a broken claim could be noticed at all: whether its figures, read anew, still meet some relation that they met before.
//! Decided on the claim's own figures; what the rest of the report says is not considered.

use std::collections::BTreeMap;

use recount::{
    document::Document,
    figure,
    finding::Entry,
    verdict::{Relation, Stated, Value, Values, Verdict, solve},
    view::View,
};

/// The relations that a claim may be, by its operands, where the ledger does not say which of the rule's cases it was.
const RELATIONS: &[(&str, &[&str])] = &[
    ("new old rate", &["rate ≈ new / old - 1", "rate ≈ 1 - new / old"]),
    ("difference new rate", &["rate ≈ 1 / (new / difference - 1)", "rate ≈ 1 / (new / difference + 1)"]),
    ("new old points", &["points ≈ new - old", "points ≈ old - new"]),
    ("difference new old", &["difference ≈ new - old", "difference ≈ old - new"]),
    ("multiple new old", &["multiple ≈ new / old - 1", "multiple ≈ new / old"]),
    ("average number total", &["average ≈ total / number"]),
    ("new rate", &["whole(new / (1 + rate))", "whole(new / (1 - rate))"]),
    ("new old rate years", &["new ≈ old * (1 + rate) ^ years"]),
    ("bound number total", &["total >= bound * number", "total <= bound * number"]),
    ("earlier later", &["earlier = later"]),
    (
        "average total",
        &[
            "average ≈ total / 365",
            "average ≈ total / 366",
            "average ≈ total / 181",
            "average ≈ total / 182",
            "average ≈ total / 7",
        ],
    ),
];

/// A claim's figures, each with the name of its operand, in order.
pub type Figures = Vec<(String, Stated)>;

/// The relations of a claim that its figures meet as they stand.
pub fn relations(claim: &Entry, figures: &Figures) -> Vec<Relation> {
    let mut names: Vec<&str> = claim.operands.iter().map(|operand| operand.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.join(" ");
    let known = RELATIONS.iter().find(|(operands, _)| *operands == names).map_or(&[][..], |(_, relations)| relations);
    let parsed = [&*claim.relation].into_iter().chain(known.iter().copied()).filter_map(|text| Relation::parse(text).ok());
    parsed.filter(|relation| solve(relation, &values(figures)).verdict.holds()).collect()
}

/// Whether none of the relations is met any more.
pub fn fails(relations: &[Relation], figures: &Figures) -> bool {
    let values = values(figures);
    let fails = |relation| matches!(solve(relation, &values).verdict, Verdict::Contradicted | Verdict::LastDigit);
    !relations.is_empty() && relations.iter().all(fails)
}

/// The figures of a claim; `None` where an operand is no figure.
pub fn figures(claim: &Entry) -> Option<Figures> {
    claim.operands.iter().map(|operand| Some((operand.name.clone(), read(&operand.text)?))).collect()
}

/// An operand as another text would state it.
pub fn read(text: &str) -> Option<Stated> {
    let view = View::new(&Document::new("", text));
    figure::lex(&view).first().map(Stated::of)
}

fn values(figures: &Figures) -> Values {
    let mut lists: BTreeMap<&str, Vec<Stated>> = BTreeMap::new();
    for (name, figure) in figures {
        lists.entry(name).or_default().push(figure.clone());
    }
    let value = |(name, mut list): (&str, Vec<Stated>)| {
        let several = list.len() > 1 || name.ends_with('s') && !["points", "years", "ballots"].contains(&name);
        let value = if several { Value::Figures(list) } else { Value::Figure(list.remove(0)) };
        (name.to_owned(), value)
    };
    lists.into_iter().map(value).collect()
}
