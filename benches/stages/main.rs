//! What each stage of a check takes: reading, folding, lexing, laying out, matching and solving, by family of rules, and whole documents.
//!
//!     cargo bench --bench stages -- [FILTER]
//!
//! The texts are made on the spot, the same each time. Rates are of bytes of text.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, reason = "a tool for developers, who look at its output")]

#[path = "../chance/mod.rs"]
mod chance;
#[path = "../made/mod.rs"]
mod made;

use std::sync::LazyLock;

use divan::{Bencher, black_box, counter::BytesCount};
use recount::{
    check::{Checker, Language},
    claim::Sheet,
    document::{Document, Encoding, documents},
    figure,
    rule::{Rule, RuleSet},
    verdict::{Relation, Stated, Value, Values, solve},
    view::View,
};

use chance::Chance;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

/// Reports of five kilobytes, and one of two hundred.
static REPORTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut chance = Chance::new(7, "stages");
    (0..20).map(|number| Document::new(format!("{number}.txt"), made::report(&mut chance, 5_000))).collect()
});
static LONG: LazyLock<Document> = LazyLock::new(|| Document::new("long.txt", made::report(&mut Chance::new(7, "long"), 200_000)));

fn main() {
    divan::main();
}

fn bytes(reports: &[Document]) -> BytesCount {
    BytesCount::new(reports.iter().map(|report| report.text.len()).sum::<usize>())
}

/// Bytes into documents.
#[divan::bench(args = ["a.txt", "a.md", "a.html", "a.jsonl", "gb18030.txt"])]
fn read(bencher: Bencher, name: &str) {
    let text = &LONG.text;
    let file = match name {
        "a.html" => format!("<main><p>{}</p></main>", text.replace('\n', "</p>\n<p>")).into_bytes(),
        "a.jsonl" => format!("{{\"text\":{}}}\n", serde_json::json!(text)).into_bytes(),
        "gb18030.txt" => Encoding::Gb18030.encode(text).unwrap(),
        _ => text.clone().into_bytes(),
    };
    bencher.counter(BytesCount::new(file.len())).bench(|| documents(name, black_box(file.as_slice())).count());
}

/// A text into its view.
#[divan::bench]
fn view(bencher: Bencher) {
    bencher
        .counter(bytes(&REPORTS))
        .bench(|| REPORTS.iter().map(|report| View::new(black_box(report)).lines().len()).sum::<usize>());
}

/// A view into figures.
#[divan::bench]
fn figures(bencher: Bencher) {
    let views: Vec<View> = REPORTS.iter().map(View::new).collect();
    bencher.counter(bytes(&REPORTS)).bench(|| views.iter().map(|view| figure::lex(black_box(view)).len()).sum::<usize>());
}

/// View, figures and skeleton together.
#[divan::bench]
fn sheet(bencher: Bencher) {
    bencher
        .counter(bytes(&REPORTS))
        .bench(|| REPORTS.iter().map(|report| Sheet::new(black_box(report)).skeleton(0).len()).sum::<usize>());
}

/// What the rules of a family find: their patterns on a sheet, and the recounts.
#[divan::bench(args = ["average", "boilerplate", "bound", "change", "count", "date", "metadata", "range", "restated", "share", "spam", "sum", "text", "unit"])]
fn rules(bencher: Bencher, family: &str) {
    let laid_out = |report: &'static Document| {
        let mut sheet = Sheet::new(report);
        sheet.look_up(CHECKER.rules().dictionary());
        sheet
    };
    let sheets: Vec<Sheet> = REPORTS.iter().map(laid_out).collect();
    let rules: Vec<&Rule> = CHECKER.rules().rules().iter().filter(|rule| rule.id.starts_with(family)).collect();
    let found = |rule: &&Rule| sheets.iter().map(|sheet| rule.kind().outcomes(black_box(sheet)).len()).sum::<usize>();
    bencher.counter(bytes(&REPORTS)).bench_local(|| rules.iter().map(found).sum::<usize>());
}

/// Relations on the figures of a sentence.
#[divan::bench(args = ["share ≈ part / total", "rate ≈ (new - part) / part", "total = sum(parts)", "reachable(share, total)"])]
fn relations(bencher: Bencher, relation: &str) {
    let relation = Relation::parse(relation).unwrap();
    let figures: Vec<Stated> = figure::lex_text("36名 27名 75.0% 45名 9名").iter().map(Stated::of).collect();
    let [total, part, share, new, rest] = figures.as_slice() else { return };
    let figure = |figure: &Stated| Value::Figure(figure.clone());
    let values: Values = [
        ("total", figure(total)),
        ("part", figure(part)),
        ("share", figure(share)),
        ("rate", figure(share)),
        ("new", figure(new)),
        ("parts", Value::Figures(vec![part.clone(), rest.clone()])),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    bencher.bench(|| solve(black_box(&relation), black_box(&values)));
}

/// Whole reports with all rules.
#[divan::bench]
fn reports_of_five_kilobytes(bencher: Bencher) {
    bencher
        .counter(bytes(&REPORTS))
        .bench(|| REPORTS.iter().map(|report| CHECKER.check(black_box(report)).findings.len()).sum::<usize>());
}

/// One long report with all rules.
#[divan::bench]
fn a_report_of_two_hundred_kilobytes(bencher: Bencher) {
    bencher.counter(BytesCount::new(LONG.text.len())).bench(|| CHECKER.check(black_box(&*LONG)).findings.len());
}

/// The rules of the program, all of them asked for.
#[divan::bench]
fn rules_compiled() -> usize {
    RuleSet::built_in().rules().iter().map(|rule| rule.kind().sought().len()).sum()
}
