//! Recall by mutation: breaks one figure of a verified claim at a time and counts how many breaks are noticed, beside those that
//! could be noticed at all.
//!
//!     cargo bench --bench mutation -- [--seed N] [--limit N] [--show N] [PATHS…]
//!
//! PATHS are reports, or JSONL files of them; without any, `tests/reports/clean` and `tests/labelled`. Every claim that the program
//! verifies is broken in each way of `breakage.rs` that it admits. A break is *noticed* where the broken report has a finding
//! (a warning or an error of a rule that counts) that touches the claim; it *could be* noticed where `oracle.rs` finds that no
//! relation of the claim is met by the broken figures. The same seed breaks the same figures in the same way.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    unreachable_pub,
    reason = "a tool for the developers of rules, who look at its output"
)]

mod breakage;
#[path = "../chance/mod.rs"]
mod chance;
mod oracle;

use std::{collections::BTreeMap, env, path::PathBuf, process::ExitCode};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use recount::{
    check::{Checker, Language},
    document::{Document, Place, ReadOptions},
    eval::Ratio,
    finding::{Entry, Finding, Severity},
    rule::RuleSet,
    verdict::Verdict,
    walk::{self, Found, WalkOptions},
};

use breakage::{Break, KINDS};

/// Families whose findings can notice a broken figure.
const COUNTING: &[&str] = &["share", "sum", "change", "average", "bound", "unit", "restated", "count"];

/// What the command line asks for.
struct Wanted {
    seed: u64,
    /// Claims that are broken, at most.
    limit: usize,
    /// Breaks that could be noticed and are not, to list.
    show: usize,
    paths: Vec<PathBuf>,
}

/// One break and what came of it.
struct Tried {
    kind: &'static str,
    rule: String,
    noticeable: bool,
    noticed: bool,
    /// The claim before and after.
    told: String,
}

/// Breaks of one kind, or of the claims of one rule.
#[derive(Default)]
struct Tally {
    tried: usize,
    noticeable: usize,
    noticed_of_them: usize,
    noticed: usize,
}

fn main() -> ExitCode {
    match wanted().and_then(|wanted| run(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("mutation: {why}");
            ExitCode::from(2)
        }
    }
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted { seed: 7, limit: usize::MAX, show: 0, paths: Vec::new() };
    // `cargo bench` adds `--bench` to the arguments of what it runs.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|value| value.parse().ok()).ok_or(format!("{argument} needs a number"));
        match argument.as_str() {
            "--seed" => wanted.seed = number()?,
            "--limit" => wanted.limit = usize::try_from(number()?).unwrap_or(usize::MAX),
            "--show" => wanted.show = usize::try_from(number()?).unwrap_or(usize::MAX),
            path => wanted.paths.push(path.into()),
        }
    }
    if wanted.paths.is_empty() {
        let usual = ["tests/reports/clean", "tests/labelled"].map(PathBuf::from);
        wanted.paths = usual.into_iter().filter(|path| path.exists()).collect();
    }
    Ok(wanted)
}

fn run(wanted: &Wanted) -> Result<(), String> {
    let rules = RuleSet::built_in();
    let checker = Checker::new(rules, Language::En);
    let documents = documents(&wanted.paths)?;
    let checked: Vec<_> = documents.par_iter().map(|document| (document, checker.check(document))).collect();
    let mut claims: Vec<(&Document, &Entry, &[Finding])> = Vec::new();
    for (document, checked) in &checked {
        let verified = checked.ledger.iter().filter(|entry| entry.verdict == Verdict::Verified && counts(&entry.rule));
        claims.extend(verified.map(|entry| (*document, entry, checked.findings.as_slice())));
    }
    shuffle(&mut claims, wanted.seed);
    claims.truncate(wanted.limit);
    let tried: Vec<Tried> = claims.par_iter().flat_map_iter(|claim| tried(&checker, claim, wanted.seed)).collect();
    tell(documents.len(), claims.len(), &tried, wanted.show);
    Ok(())
}

fn documents(paths: &[PathBuf]) -> Result<Vec<Document>, String> {
    let Found { files, errors, .. } = walk::files(paths, &WalkOptions::default());
    if let Some(error) = errors.first() {
        return Err(error.to_string());
    }
    let mut documents = Vec::new();
    for file in &files {
        for document in walk::open(file, &ReadOptions::default()).map_err(|error| error.to_string())? {
            documents.push(document.map_err(|error| error.to_string())?);
        }
    }
    Ok(documents)
}

/// Every break of one claim. A claim that something is found in already says nothing.
fn tried(checker: &Checker, &(document, claim, findings): &(&Document, &Entry, &[Finding]), seed: u64) -> Vec<Tried> {
    let whole = claim.operands.iter().fold(claim.place, |all, operand| hull(all, operand.place));
    if findings.iter().any(|finding| notices(finding, whole)) {
        return Vec::new();
    }
    let breaks = breakage::breaks(document, claim, seed);
    let outcomes = breaks.into_iter().map(|broken| {
        let Break { kind, ref edit, ref text, .. } = broken;
        let report = edited(document, edit, text);
        // The edit lies inside the claim, so that only its end moves.
        let end = whole.end.saturating_sub(edit.end.saturating_sub(edit.start)).saturating_add(text.len());
        let place = Place { start: whole.start, end };
        let noticed = checker.check(&report).findings.iter().any(|finding| notices(finding, place));
        let shown =
            |document: &Document, place: Place| document.text.get(place.start..place.end).unwrap_or("").replace('\n', "/");
        let told = format!("{} -> {}", shown(document, whole), shown(&report, place));
        Tried { kind, rule: claim.rule.to_string(), noticeable: broken.noticeable, noticed, told }
    });
    outcomes.collect()
}

fn edited(document: &Document, edit: &Place, text: &str) -> Document {
    let before = document.text.get(..edit.start).unwrap_or("");
    let after = document.text.get(edit.end..).unwrap_or("");
    Document::new(document.path.clone(), format!("{before}{text}{after}"))
}

fn hull(one: Place, other: Place) -> Place {
    Place { start: one.start.min(other.start), end: one.end.max(other.end) }
}

fn notices(finding: &Finding, claim: Place) -> bool {
    let touches = |place: Place| place.start < claim.end && place.end > claim.start;
    finding.severity >= Severity::Warning && counts(&finding.rule) && touches(finding.place)
}

fn counts(rule: &str) -> bool {
    rule.split_once('/').is_some_and(|(family, _)| COUNTING.contains(&family))
}

fn tell(documents: usize, claims: usize, tried: &[Tried], show: usize) {
    for missed in tried.iter().filter(|it| it.noticeable && !it.noticed).take(show) {
        println!("{} {}: {}", missed.kind, missed.rule, missed.told);
    }
    let (mut kinds, mut rules, mut all) = (BTreeMap::new(), BTreeMap::new(), Tally::default());
    for it in tried {
        let at = KINDS.iter().position(|kind| *kind == it.kind);
        add(kinds.entry((at, it.kind)).or_default(), it);
        add(rules.entry(it.rule.as_str()).or_default(), it);
        add(&mut all, it);
    }
    println!("{documents} documents, {claims} verified claims, {} breaks", tried.len());
    println!("broken  could be noticed  noticed of these                 noticed of all");
    let row = |name: &str, tally: &Tally| {
        let of_these = Ratio { part: tally.noticed_of_them, whole: tally.noticeable };
        let of_all = Ratio { part: tally.noticed, whole: tally.tried };
        let these = format!("{:>5} {of_these}", tally.noticed_of_them);
        println!("{:>6}  {:>16}  {these:<31}  {of_all:<22}  {name}", tally.tried, tally.noticeable);
    };
    kinds.iter().for_each(|((_, kind), tally)| row(kind, tally));
    rules.iter().for_each(|(rule, tally)| row(rule, tally));
    row("all", &all);
}

fn add(tally: &mut Tally, it: &Tried) {
    tally.tried += 1;
    tally.noticeable += usize::from(it.noticeable);
    tally.noticed_of_them += usize::from(it.noticeable && it.noticed);
    tally.noticed += usize::from(it.noticed);
}

/// Puts things in an order drawn by lot.
pub fn shuffle<T>(things: &mut [T], seed: u64) {
    let mut chance = chance::Chance::new(seed, "order");
    for last in (1..things.len()).rev() {
        things.swap(last, chance.below(last + 1));
    }
}
