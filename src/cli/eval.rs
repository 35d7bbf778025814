//! `recount eval`: precision and recall on labelled cases.

use std::{fmt::Write, fs, io, path::PathBuf};

use clap::Args;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use recount::{
    check::Language,
    document::system,
    eval::{self, Case, Counts, Mismatch, Score},
    output::{Format, clean::clean},
};
use serde_json::{Value, json};

use super::{
    Status,
    failure::Failure,
    options::{RuleOptions, Shape, Speech},
    sink::Sink,
};

/// Measure the rules on labelled cases
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Eval {
    /// JSONL files: {"id", "text", "family", "expect"} and, where known, "rule"
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Shape,
    /// Exit with 1 where a rule that found something is right less often than this
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    min_precision: Option<u32>,
    /// List as many cases that did not come out as labelled
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    #[command(flatten)]
    speech: Speech,
}

const AFTER_HELP: &str = "A case expects `contradicted` (a warning or an error in its family), `verified` (a claim of its family that holds, and \
nothing found) or `clean` (nothing found). Bounds are Wilson's at 95 %.";

impl Eval {
    /// Checks every case and tells how the rules did.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let projects = self.rules.projects(&[], &self.speech)?;
        let (checker, selection) = (projects.checker(), self.rules.selection(&projects)?);
        let cases = self.cases()?;
        let score = eval::score(&checker, &cases, |check| {
            let check = |case: &Case| {
                let mut checked = check(case);
                checked.findings.retain(|finding| selection.wants(&finding.rule));
                checked.ledger.retain(|entry| selection.wants(&entry.rule));
                checked
            };
            cases.par_iter().map(check).collect()
        });
        let mut sink = Sink::open(None, Format::Text)?;
        if self.min_precision.is_some_and(|least| score.rules.values().any(|counts| counts.precision().below(least))) {
            sink.status = Status::Found;
        }
        match self.format {
            Shape::Text => sink.text(&table(&score, self.show, projects.language()))?,
            Shape::Json => sink.text(&format!("{}\n", object(&score, self.show)))?,
        }
        sink.close()
    }

    fn cases(&self) -> Result<Vec<Case>, Failure> {
        let mut all = Vec::new();
        for file in &self.files {
            let name = file.display();
            let unreadable =
                |why: io::Error| Failure::usage(format!("{name}: {why}"), format!("{name}:{}", system(&why.to_string())));
            let text = fs::read_to_string(file).map_err(unreadable)?;
            let no_case = |error: eval::CaseError| {
                Failure::usage(format!("{name}: {error}"), format!("{name}:第{}行不是用例:{}", error.line, error.why))
            };
            all.extend(eval::cases(&text).map_err(no_case)?);
        }
        Ok(all)
    }
}

fn table(score: &Score, show: usize, language: Language) -> String {
    let en = language == Language::En;
    let mut out = String::new();
    for Mismatch { case, found, held } in score.mismatches.iter().take(show) {
        let expected = format!("{:?}", case.expect).to_lowercase();
        let rule = case.rule.as_deref().unwrap_or(&case.family);
        let line = format!(
            "{} {rule}: {expected}: {} | {} | {}",
            case.id,
            case.text.replace('\n', "/"),
            found.join(" "),
            held.join(" ")
        );
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", clean(&line));
    }
    for (title, rows) in [(if en { "rule" } else { "规则" }, &score.rules), (if en { "family" } else { "类别" }, &score.families)]
    {
        let head = if en {
            "cases  right  false  precision               noticed  recall                  verified  per 100,000"
        } else {
            " 用例   正确   误报  精确率                     发现  召回率                      核实     每十万字"
        };
        let _ = writeln!(out, "{head}  {title}");
        for (name, counts) in rows {
            let _ = writeln!(out, "{}  {}", row(counts, score.sound_characters), clean(name));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}  {}", row(&score.all, score.sound_characters), if en { "all" } else { "合计" });
    let _ = match language {
        Language::En => writeln!(out, "{} of {} cases came out as labelled", score.as_expected, score.all.cases),
        Language::Zh => writeln!(out, "{}个用例中{}个与标注一致", score.all.cases, score.as_expected),
    };
    out
}

fn row(counts: &Counts, characters: usize) -> String {
    let of = |part: usize, whole: usize| if whole == 0 { "-".to_owned() } else { format!("{part}/{whole}") };
    let alarms =
        counts.alarms(characters).map_or("-".to_owned(), |hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100));
    format!(
        "{:>5}  {:>5}  {:>5}  {:<22}  {:>7}  {:<22}  {:>8}  {alarms:>11}",
        counts.cases,
        counts.right,
        counts.false_alarms,
        counts.precision().to_string(),
        of(counts.noticed, counts.faulty),
        counts.recall().to_string(),
        of(counts.verified, counts.sound),
    )
}

fn object(score: &Score, show: usize) -> Value {
    let rows = |rows: &std::collections::BTreeMap<String, Counts>| -> Value {
        rows.iter().map(|(name, counts)| (name.clone(), counted(counts, score.sound_characters))).collect()
    };
    let mismatches = score.mismatches.iter().take(show).map(|Mismatch { case, found, held }| {
        json!({ "id": case.id, "rule": case.rule, "family": case.family, "expect": format!("{:?}", case.expect).to_lowercase(), "text": case.text, "found": found, "held": held })
    });
    json!({
        "cases": score.all.cases,
        "as_labelled": score.as_expected,
        "sound_characters": score.sound_characters,
        "all": counted(&score.all, score.sound_characters),
        "rules": rows(&score.rules),
        "families": rows(&score.families),
        "mismatches": mismatches.collect::<Vec<_>>(),
    })
}

/// Percentages are strings of one decimal: no double stands between the count and its reader.
fn counted(counts: &Counts, characters: usize) -> Value {
    let ratio = |ratio: eval::Ratio| {
        json!({
            "percent": ratio.share().map(|it| it.to_string().replace('%', "")),
            "low": ratio.bounds().map(|(low, _)| low.to_string().replace('%', "")),
            "high": ratio.bounds().map(|(_, high)| high.to_string().replace('%', "")),
        })
    };
    json!({
        "cases": counts.cases,
        "right": counts.right,
        "false_alarms": counts.false_alarms,
        "precision": ratio(counts.precision()),
        "faulty": counts.faulty,
        "noticed": counts.noticed,
        "recall": ratio(counts.recall()),
        "sound": counts.sound,
        "verified": counts.verified,
        "false_alarms_per_100000_characters": counts.alarms(characters).map(|it| format!("{}.{:02}", it / 100, it % 100)),
    })
}
