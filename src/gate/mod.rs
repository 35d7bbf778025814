//! How much of what a corpus may have. A limit is for the rules that a glob names, in documents or in findings, as a number
//! or as a share of the documents. Knows what was counted, not how.

mod amount;
mod written;

pub use amount::{Amount, AmountError};
pub use written::{GateError, Limits, Written};

use globset::GlobMatcher;

use crate::finding::Severity;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Documents with at least one finding.
    Documents,
    /// Findings.
    Findings,
}

impl Measure {
    /// Its name, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Findings => "findings",
        }
    }
}

/// The most that a corpus may have of something.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The rules that it is for.
    pub glob: String,
    matcher: GlobMatcher,
    /// What is counted.
    pub measure: Measure,
    /// The most that passes.
    pub most: Amount,
}

/// All limits of a run.
///
/// Where a limit is for a rule, it alone decides about its findings. The severity that fails a run (`--fail-on`) and the number of
/// warnings (`--max-warnings`) are for the rules without a limit of their own.
#[derive(Debug, Clone, Default)]
pub struct Gates {
    limits: Vec<Limit>,
    /// The most warnings of rules without a limit.
    pub max_warnings: Option<usize>,
}

/// What was counted for each limit, in some documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// In the order of the limits.
    limits: Vec<usize>,
    warnings: usize,
}

/// A limit held against what was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged<'g> {
    /// The folder for whose files the limit is; `None` for those of the whole run.
    pub folder: Option<&'g str>,
    /// The rules; `None` for the warnings of rules without a limit.
    pub glob: Option<&'g str>,
    /// What was counted.
    pub measure: Measure,
    /// The most that passes.
    pub most: Amount,
    /// How many there were.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// Whether there were no more than may be.
    pub passed: bool,
}

impl Gates {
    /// Whether there is anything to judge.
    pub fn is_empty(&self) -> bool {
        self.limits.is_empty() && self.max_warnings.is_none()
    }

    /// Whether a rule has a limit of its own.
    pub fn limit(&self, rule: &str) -> bool {
        self.limits.iter().any(|limit| limit.matcher.is_match(rule))
    }

    /// Counts the findings of one document.
    pub fn count<'f>(&self, findings: impl IntoIterator<Item = (&'f str, Severity)>) -> Counted {
        let mut counted = Counted { limits: vec![0; self.limits.len()], warnings: 0 };
        for (rule, severity) in findings {
            let mut limited = false;
            for (limit, count) in self.limits.iter().zip(&mut counted.limits) {
                if !limit.matcher.is_match(rule) {
                    continue;
                }
                limited = true;
                *count = match limit.measure {
                    Measure::Documents => 1,
                    Measure::Findings => count.saturating_add(1),
                };
            }
            if severity == Severity::Warning && !limited {
                counted.warnings = counted.warnings.saturating_add(1);
            }
        }
        counted
    }

    /// Holds every limit against what was counted in so many documents, in the order of the limits.
    pub fn judge(&self, counted: &Counted, documents: usize) -> Vec<Judged<'_>> {
        let judged = |glob, measure, most: &Amount, count: usize| {
            let passed = most.allows(count, documents);
            Judged { folder: None, glob, measure, most: most.clone(), count, documents, passed }
        };
        let count = |index: usize| counted.limits.get(index).copied().unwrap_or(0);
        let limits = self.limits.iter().enumerate();
        let limits = limits.map(|(index, limit)| judged(Some(limit.glob.as_str()), limit.measure, &limit.most, count(index)));
        let warnings = self.max_warnings.map(|most| judged(None, Measure::Findings, &Amount::Number(most), counted.warnings));
        limits.chain(warnings).collect()
    }
}

impl Counted {
    /// Adds what was counted in other documents.
    pub fn add(&mut self, other: &Self) {
        if self.limits.len() < other.limits.len() {
            self.limits.resize(other.limits.len(), 0);
        }
        self.limits.iter_mut().zip(&other.limits).for_each(|(sum, more)| *sum = sum.saturating_add(*more));
        self.warnings = self.warnings.saturating_add(other.warnings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 4] = ["share/of-total", "share/sum", "sum/total", "boilerplate/footer"];

    fn gates(limits: &[&str], max_warnings: Option<usize>) -> Gates {
        let mut written = Written::default();
        limits.iter().for_each(|limit| written.add(limit).unwrap());
        let mut gates = written.gates(&RULES).unwrap();
        gates.max_warnings = max_warnings;
        gates
    }

    fn counted(gates: &Gates, documents: &[&[(&str, Severity)]]) -> Counted {
        let mut sum = Counted::default();
        documents.iter().for_each(|findings| sum.add(&gates.count(findings.iter().copied())));
        sum
    }

    #[test]
    fn a_document_counts_once_and_each_finding_once() {
        use Severity::{Error, Warning};
        let gates = gates(&["share/*:documents=2", "share/*:findings=2", "share/sum:findings=0"], None);
        let found: &[&[_]] =
            &[&[("share/of-total", Error), ("share/of-total", Warning)], &[("share/sum", Error)], &[("sum/total", Error)]];
        let judged = gates.judge(&counted(&gates, found), 3);
        let told: Vec<_> = judged.iter().map(|judged| (judged.count, judged.passed)).collect();
        assert_eq!(told, [(2, true), (3, false), (1, false)]);
    }

    #[test]
    fn a_share_is_of_the_documents_and_its_edge_passes() {
        let gates = gates(&["boilerplate/*:documents=2%", "share/*:findings=150%"], None);
        let judge = |boilerplate: usize, shares: usize, documents: usize| {
            let counted = Counted { limits: vec![boilerplate, shares], warnings: 0 };
            gates.judge(&counted, documents).iter().map(|judged| judged.passed).collect::<Vec<_>>()
        };
        assert_eq!(judge(2, 150, 100), [true, true]);
        assert_eq!(judge(3, 151, 100), [false, false]);
        assert_eq!(judge(1, 1, 49), [false, true]);
        assert_eq!(judge(0, 0, 0), [true, true]);
    }

    #[test]
    fn warnings_are_those_of_rules_without_a_limit() {
        use Severity::{Error, Info, Warning};
        let gates = gates(&["share/*:findings=9"], Some(1));
        let found: &[&[_]] = &[&[("share/sum", Warning), ("sum/total", Warning), ("sum/total", Error), ("sum/total", Info)]];
        let judged = gates.judge(&counted(&gates, found), 1);
        assert_eq!((judged[1].glob, judged[1].count, judged[1].passed), (None, 1, true));
        assert!(gates.limit("share/sum") && !gates.limit("sum/total"));
    }
}
