//! How the time of a check grows with the text: for each family of texts that could make a careless reader slow, the processor time at
//! one size, twice and four times that, and the exponent between them. 1 is straight, 2 is quadratic; above 1.3 is told.
//!
//!     cargo bench --bench growth -- [--size KB] [--only WORD] [--runs N]
//!
//! The smallest text has 64 KB. Each number is the least of three runs. A family that is not straight is followed by the steps of the
//! check that grow worst. The exit status is 1 where one is not.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_types,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a tool for developers, who look at its output; and an exponent is no figure of a report"
)]

mod families;

use std::{collections::BTreeMap, env, process::ExitCode, time::Duration};

use cpu_time::ProcessTime;
use recount::{
    check::{Checker, Language, timing::Timings},
    config::Config,
    document::documents,
    rule::RuleSet,
    suppress::Suppressing,
};

use families::Family;

/// Above this a family is not straight.
const STRAIGHT: f64 = 1.3;
/// The sizes are so many times the smallest.
const SIZES: [usize; 3] = [1, 2, 4];
/// A shorter time than this is mostly the time of measuring it.
const SHORTEST: Duration = Duration::from_millis(2);

/// What the command line asks for.
struct Wanted {
    size: usize,
    only: String,
    runs: usize,
}

fn main() -> ExitCode {
    match wanted().and_then(|wanted| run(&wanted)) {
        Ok(straight) => ExitCode::from(u8::from(!straight)),
        Err(why) => {
            eprintln!("growth: {why}");
            ExitCode::from(2)
        }
    }
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted { size: 64, only: String::new(), runs: 3 };
    // `cargo bench` adds `--bench` to the arguments of what it runs.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(format!("{argument} needs a value"))?;
        let number = || value.parse::<usize>().ok().filter(|number| *number > 0).ok_or(format!("{argument} needs a number"));
        match argument.as_str() {
            "--size" => wanted.size = number()?,
            "--runs" => wanted.runs = number()?,
            "--only" => wanted.only = value,
            _ => return Err(format!("{argument} is not known")),
        }
    }
    Ok(wanted)
}

/// Measures every family that is wanted; whether all are straight.
fn run(wanted: &Wanted) -> Result<bool, String> {
    let checker = Checker::new(RuleSet::built_in(), Language::En);
    let families: Vec<&Family> = families::ALL.iter().filter(|family| family.name.contains(&wanted.only)).collect();
    if families.is_empty() {
        return Err(format!("no family is called {}", wanted.only));
    }
    // What is made once is not measured.
    measured(&checker, "a.md", "茶社共有采茶工36名,其中返乡的27名,占57%。\n| 甲 | 3 |\n|---|---|\n| 乙 | 4 |\n");
    let mut bent = 0_usize;
    println!("| text | {} KB | {} KB | {} KB | exponent |", wanted.size, wanted.size * 2, wanted.size * 4);
    println!("|---|--:|--:|--:|--:|");
    for family in families {
        let mut times = Vec::new();
        for factor in SIZES {
            let text = (family.text)(wanted.size * 1000 * factor);
            let runs = (0..wanted.runs).map(|_| measured(&checker, family.path, &text));
            times.push(runs.min_by_key(|(time, _)| *time).unwrap_or_default());
        }
        let [(first, _), (second, _), (third, _)] = times.as_slice() else { continue };
        let exponent = exponent(*first, *third);
        let straight = exponent <= STRAIGHT;
        println!(
            "| {} | {} | {} | {} | {exponent:.2}{} |",
            family.name,
            shown(*first),
            shown(*second),
            shown(*third),
            if straight { "" } else { " **not straight**" }
        );
        if !straight {
            bent += 1;
            for (step, exponent, time) in worst(&times) {
                println!("|   {step} | | | {} | {exponent:.2} |", shown(time));
            }
        }
    }
    println!("\n{bent} not straight");
    Ok(bent == 0)
}

/// The processor time of reading and checking a text, and that of each step.
fn measured(checker: &Checker, path: &str, text: &str) -> (Duration, Timings) {
    let start = ProcessTime::now();
    let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    let settings = Config::bare(checker.rules()).settings(path, checker.rules());
    let mut timings = Timings::default();
    let begun = start.elapsed();
    for document in documents(path, text.as_bytes()).filter_map(Result::ok) {
        let (_, steps) = checker.check_timed(&settings, &document, &Suppressing::default(), None, &clock);
        timings.add(steps);
    }
    (start.elapsed().saturating_sub(begun), timings)
}

/// By which power of the size the time grows.
fn exponent(first: Duration, last: Duration) -> f64 {
    if last < SHORTEST {
        return 0.0;
    }
    let times = last.as_secs_f64() / first.as_secs_f64().max(f64::EPSILON);
    times.ln() / f64::from(4).ln()
}

/// The steps that grow worst, with their exponents and times, where they matter at all.
fn worst(times: &[(Duration, Timings)]) -> Vec<(String, f64, Duration)> {
    let (Some((_, first)), Some((all, last))) = (times.first(), times.last()) else { return Vec::new() };
    let (first, last) = (steps(first), steps(last));
    let mut worst: Vec<(String, f64, Duration)> = last
        .into_iter()
        .filter(|(_, time)| *time * 20 > *all)
        .map(|(step, time)| {
            let before = first.get(&step).copied().unwrap_or_default();
            (step, exponent(before, time), time)
        })
        .collect();
    worst.sort_by_key(|family| std::cmp::Reverse(family.2));
    worst.truncate(6);
    worst
}

fn steps(timings: &Timings) -> BTreeMap<String, Duration> {
    let mut steps: BTreeMap<String, Duration> =
        timings.rules.iter().map(|(rule, time)| (rule.clone(), Duration::from_nanos(*time))).collect();
    for (step, time) in [("view", timings.view), ("figures", timings.figures), ("findings", timings.findings)] {
        steps.insert(step.to_owned(), Duration::from_nanos(time));
    }
    steps
}

fn shown(time: Duration) -> String {
    format!("{}.{} ms", time.as_micros() / 1000, time.as_micros() / 100 % 10)
}
