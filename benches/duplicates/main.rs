//! Duplicates across a corpus: how many planted ones are found, how many are found falsely, and what memory and time it takes.
//!
//!     cargo bench --bench duplicates -- [--documents N] [--seed N] [--length N] [--show N]
//!
//! Makes 10,000 reports after 60 models, so that most have a good part of their words in common with a hundred others, and some all but
//! names and figures. 5 in 100 are copies of another report with 1 to 10 in 100 of their sentences changed, on another page, some in
//! traditional characters, some with other lines; 2 in 100 hold a passage of another report; 1 in 100 a paragraph of the year before.
//! `--length` makes all reports so many times as long. Found is what the rules of `rules/duplicate.toml` tell.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a tool for developers, who look at its output"
)]

#[path = "../chance/mod.rs"]
mod chance;
mod corpus;
mod memory;

use std::{env, process::ExitCode, time::Instant};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use recount::{
    check::{Checker, Language},
    corpus::{Sketch, Survey},
    eval::Ratio,
    rule::{Rule, RuleSet},
};

use chance::Chance;
use corpus::{Made, Planted};

#[global_allocator]
static COUNTED: memory::Counted = memory::Counted;

/// What the command line asks for.
struct Wanted {
    documents: usize,
    seed: u64,
    length: usize,
    /// Misses and false findings to list.
    show: usize,
}

fn main() -> ExitCode {
    match wanted().and_then(|wanted| run(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("duplicates: {why}");
            ExitCode::from(2)
        }
    }
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted { documents: 10_000, seed: 7, length: 1, show: 0 };
    // `cargo bench` adds `--bench` to the arguments of what it runs.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let number = arguments.next().and_then(|value| value.parse().ok()).ok_or(format!("{argument} needs a number"))?;
        match argument.as_str() {
            "--documents" => wanted.documents = number,
            "--seed" => wanted.seed = number as u64,
            "--length" => wanted.length = number,
            "--show" => wanted.show = number,
            _ => return Err(format!("{argument} is not known")),
        }
    }
    if wanted.documents < 200 || wanted.length == 0 {
        Err("at least 200 documents, and of some length".to_owned())
    } else {
        Ok(wanted)
    }
}

fn run(wanted: &Wanted) -> Result<(), String> {
    let rules = RuleSet::built_in();
    let checker = Checker::new(rules, Language::En);
    let planted = corpus::corpus(wanted.documents, wanted.length, &mut Chance::new(wanted.seed, ""));
    let bytes: usize = planted.iter().map(|planted| planted.document.text.len()).sum();
    println!("{} documents, {} KB of text, seed {}", planted.len(), bytes / 1000, wanted.seed);

    let before = memory::now();
    memory::begin();
    let start = Instant::now();
    let mut survey = Survey::default();
    for one in &planted {
        survey.add(&one.document, &Sketch::of(&one.document));
    }
    let sketched = start.elapsed();
    let corpus = survey.finish();
    println!(
        "first pass, one thread: {} ms for the sketches, {} ms to compare them",
        sketched.as_millis(),
        (start.elapsed() - sketched).as_millis()
    );
    let each = |bytes: usize| bytes / planted.len();
    println!(
        "memory: {} bytes a document at most, {} kept for the second pass",
        each(memory::most() - before),
        each(memory::now() - before)
    );

    for id in ["duplicate/report", "duplicate/passage", "duplicate/stale"] {
        let rule = checker.rules().get(id).ok_or(format!("there is no rule {id}"))?;
        let told: Vec<Vec<String>> = planted
            .par_iter()
            .enumerate()
            .map(|(number, one)| {
                let found = checker.check_beside([rule], &one.document, corpus.beside(number, &one.document)).findings;
                found.into_iter().map(|finding| finding.message).collect()
            })
            .collect();
        tell(rule, &planted, &told, wanted.show);
    }
    Ok(())
}

/// What a rule should tell of a document: the number of the other one.
fn due(rule: &Rule, made: Made) -> Option<usize> {
    match (&*rule.id, made) {
        ("duplicate/report", Made::Copy(of)) | ("duplicate/passage", Made::Quotes(of)) | ("duplicate/stale", Made::Stale(of)) => {
            Some(of)
        }
        _ => None,
    }
}

/// What a rule may tell besides: of a copy that was missed, the passages.
fn allowed(rule: &Rule, made: Made) -> Option<usize> {
    match (&*rule.id, made) {
        ("duplicate/passage", Made::Copy(of)) => Some(of),
        _ => due(rule, made),
    }
}

fn tell(rule: &Rule, planted: &[Planted], told: &[Vec<String>], show: usize) {
    let (mut due_in_all, mut found, mut listed) = (0, 0, 0);
    let mut falsely = 0;
    for (number, (one, messages)) in planted.iter().zip(told).enumerate() {
        let due = due(rule, one.made);
        let names = |message: &String, of: usize| message.split(['#', ' ', ',']).any(|word| word == of.to_string());
        let right = due.is_some_and(|of| messages.iter().any(|message| names(message, of)));
        let wrong = messages.iter().filter(|message| !allowed(rule, one.made).is_some_and(|of| names(message, of))).count();
        due_in_all += usize::from(due.is_some());
        found += usize::from(right);
        falsely += wrong;
        let amiss = due.is_some() != right || wrong > 0;
        if amiss && listed < show {
            listed += 1;
            println!("{number} {:?}: {messages:?}", one.made);
        }
    }
    println!(
        "{}: {found} of {due_in_all} planted found: {}; {falsely} found falsely",
        rule.id,
        Ratio { part: found, whole: due_in_all }
    );
}
