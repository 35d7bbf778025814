//! Which rules are wanted: `--select` and `--ignore`, globs of rule ids, and `--min-precision`.

use globset::{Glob, GlobMatcher};
use recount::{document::glob_in_chinese, eval, rule::RuleSet};

use super::{failure::Failure, speech::either};

/// Which rules are wanted.
#[derive(Debug)]
pub(super) struct Selection {
    select: Vec<GlobMatcher>,
    ignore: Vec<GlobMatcher>,
    /// Per cent.
    min_precision: Option<u32>,
}

impl Selection {
    /// Reads the globs. One that no rule matches is a mistake of the user's.
    pub(super) fn new(rules: &RuleSet, select: &[String], ignore: &[String]) -> Result<Self, Failure> {
        let read = |patterns: &[String]| patterns.iter().map(|pattern| matcher(rules, pattern)).collect::<Result<Vec<_>, _>>();
        Ok(Self { select: read(select)?, ignore: read(ignore)?, min_precision: None })
    }

    /// The same without the rules that measure less than so many per cent. What was never measured stays.
    pub(super) fn right_at_least(self, percent: Option<u32>) -> Self {
        Self { min_precision: percent, ..self }
    }

    /// Whether rules were left out that others may ask for: what suppresses their findings is then not known to be of no use.
    pub(super) fn leaves_out(&self) -> bool {
        !self.ignore.is_empty() || self.min_precision.is_some()
    }

    /// Whether a rule is wanted.
    pub(super) fn wants(&self, rule: &str) -> bool {
        let matches = |globs: &[GlobMatcher]| globs.iter().any(|glob| glob.is_match(rule));
        let imprecise = || {
            let least = self.min_precision?;
            eval::measured(rule).map(|measured| measured.precision().below(least))
        };
        (self.select.is_empty() || matches(&self.select)) && !matches(&self.ignore) && !imprecise().unwrap_or(false)
    }
}

fn matcher(rules: &RuleSet, pattern: &str) -> Result<GlobMatcher, Failure> {
    let glob = Glob::new(pattern).map_err(|error| not_a_glob(pattern, &error))?;
    let glob = glob.compile_matcher();
    if rules.rules().iter().any(|rule| glob.is_match(&*rule.id)) {
        return Ok(glob);
    }
    let near = nearest(rules, pattern);
    Err(Failure::usage(format!("no rule matches `{pattern}`{near}"), format!("没有规则与 `{pattern}` 匹配{near}")))
}

fn not_a_glob(pattern: &str, error: &globset::Error) -> Failure {
    Failure::usage(
        format!("`{pattern}` is not a glob: {}", error.kind()),
        format!("`{pattern}` 不是有效的通配符:{}", glob_in_chinese(&error.kind().to_string())),
    )
}

/// `; the nearest is …`, or nothing where nothing is near.
pub(super) fn nearest(rules: &RuleSet, name: &str) -> String {
    let ids = rules.rules().iter().map(|rule| rule.id.to_string());
    let families = rules.rules().iter().filter_map(|rule| Some(format!("{}/*", rule.id.split_once('/')?.0)));
    let mut near: Vec<(usize, String)> = ids
        .chain(families.filter(|_| !name.contains('/') || name.contains('*')))
        .map(|known| (distance(&known, name), known))
        .filter(|(distance, known)| distance.saturating_mul(2) <= known.len())
        .collect();
    near.sort();
    near.dedup();
    let names: Vec<String> = near.into_iter().take(3).map(|(_, known)| format!("`{known}`")).collect();
    match names.as_slice() {
        [] => either("; `recount rules` lists them all", ";`recount rules` 列出全部规则").to_owned(),
        [one] => either(format!("; the nearest is {one}"), format!(";相近的是 {one}")),
        several => either(format!("; the nearest are {}", several.join(", ")), format!(";相近的有 {}", several.join("、"))),
    }
}

/// How far a known name is from a given one: whole, or in the part after its family.
fn distance(known: &str, name: &str) -> usize {
    let family_or_rest =
        known.split_once('/').map(|(family, rest)| strsim::levenshtein(family, name).min(strsim::levenshtein(rest, name)));
    strsim::levenshtein(known, name).min(family_or_rest.unwrap_or(usize::MAX))
}
