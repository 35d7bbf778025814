//! What the page tells at once: totals, and documents, findings and claims by rule, by source and by year.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{
    leaf::{Claims, Leaf},
    row::Row,
};
use crate::{
    finding::Severity,
    output::clean::clean,
    rule::{Rule, RuleSet},
};

/// Everything that is plain text in the page.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    pub(super) recount: &'static str,
    pub(super) lang: &'static str,
    /// Findings that are listed.
    pub(super) listed: usize,
    /// Findings of one block of details.
    pub(super) block: usize,
    #[serde(flatten)]
    pub(super) totals: &'a Totals,
    pub(super) rules: Vec<About>,
    pub(super) sources: Vec<Named<'a, Source>>,
    pub(super) years: Vec<Named<'a, Year>>,
}

/// What everything comes to.
#[derive(Debug, Default, Serialize)]
pub(super) struct Totals {
    /// Documents that were checked.
    pub(super) documents: usize,
    /// Those with a finding.
    pub(super) faulty: usize,
    /// Files and rows that could not be read.
    pub(super) unread: usize,
    pub(super) findings: usize,
    /// Findings by severity, errors first.
    pub(super) severities: [usize; 3],
    /// Claims by verdict.
    pub(super) claims: Claims,
    /// Findings that a baseline knows, which count nowhere else.
    pub(super) known: usize,
    /// Findings that are suppressed.
    pub(super) suppressed: usize,
}

impl Totals {
    pub(super) fn add(&mut self, leaf: &Leaf, rows: &[Row], known: usize) {
        add(&mut self.documents, 1);
        add(&mut self.faulty, usize::from(!rows.is_empty()));
        add(&mut self.known, known);
        add(&mut self.suppressed, leaf.suppressed);
        leaf.claims.values().for_each(|claims| add_claims(&mut self.claims, claims));
        rows.iter().for_each(|row| self.find(row));
    }

    pub(super) fn find(&mut self, row: &Row) {
        add(&mut self.findings, 1);
        let [errors, warnings, notes] = &mut self.severities;
        add(
            match row.severity {
                Severity::Error => errors,
                Severity::Warning => warnings,
                Severity::Info => notes,
            },
            1,
        );
    }
}

/// What some of the documents come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Group {
    /// Documents; of a rule, those in which it found something.
    documents: usize,
    /// Documents with a finding.
    faulty: usize,
    findings: usize,
    claims: Claims,
}

impl Group {
    /// Adds a document with so many findings.
    pub(super) fn add(&mut self, leaf: &Leaf, findings: usize) {
        add(&mut self.documents, 1);
        add(&mut self.faulty, usize::from(findings > 0));
        add(&mut self.findings, findings);
        leaf.claims.values().for_each(|claims| self.claim(claims));
    }

    /// Adds claims.
    pub(super) fn claim(&mut self, claims: &Claims) {
        add_claims(&mut self.claims, claims);
    }

    /// Adds a finding.
    pub(super) fn find(&mut self) {
        add(&mut self.findings, 1);
    }

    /// Adds a document in which a rule found something.
    pub(super) fn meet(&mut self) {
        add(&mut self.documents, 1);
        add(&mut self.faulty, 1);
    }
}

/// Where documents come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// Their source does not say.
    Unknown,
    /// One name.
    Named(String),
    /// More names than are told.
    Other,
}

/// A string, null, or `true` for all others.
impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Named(name) => serializer.serialize_str(name),
            Self::Other => serializer.serialize_bool(true),
        }
    }
}

/// The year of documents; null where their date does not say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Year(pub(super) Option<i32>);

/// A group with its name.
#[derive(Serialize)]
pub(super) struct Named<'a, N> {
    name: &'a N,
    #[serde(flatten)]
    group: &'a Group,
}

/// Groups with their names, in the order of their numbers.
pub(super) fn groups<'a, N>(names: &'a [N], groups: &'a [Group]) -> Vec<Named<'a, N>> {
    names.iter().zip(groups).map(|(name, group)| Named { name, group }).collect()
}

/// A rule that found something or matched a claim.
#[derive(Serialize)]
pub(super) struct About {
    id: String,
    /// What must hold, in English and Chinese; empty for what is no rule.
    summary: [String; 2],
    #[serde(flatten)]
    group: Group,
}

/// The rules in the order of their numbers.
pub(super) fn rules(ids: &[Arc<str>], groups: &[Group], known: &RuleSet) -> Vec<About> {
    let summary = |rule: &Rule| [clean(&rule.summary().en).into_owned(), clean(&rule.summary().zh).into_owned()];
    let about = |(id, group): (&Arc<str>, &Group)| About {
        id: clean(id).into_owned(),
        summary: known.get(id).map(summary).unwrap_or_default(),
        group: group.clone(),
    };
    ids.iter().zip(groups).map(about).collect()
}

fn add_claims(sums: &mut Claims, claims: &Claims) {
    sums.iter_mut().zip(claims).for_each(|(sum, claims)| add(sum, *claims));
}

fn add(sum: &mut usize, more: usize) {
    *sum = sum.saturating_add(more);
}
