//! `kind = "suppression"`: what is wrong with a suppression itself. Whether it was of use is known only when all other rules have
//! spoken; so this kind looks for nothing, and says what the room `suppress` finds.

use std::convert::Infallible;

use schemars::JsonSchema;

use crate::{
    claim::{Claim, Sheet},
    verdict::{Recount, Verdict},
};

/// What can be wrong with a suppression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// Nothing that it suppresses was found.
    Unused,
    /// Its last day is over.
    Expired,
    /// It names a rule that there is not, or none.
    UnknownRule,
    /// It does not say why.
    NoReason,
    /// It cannot be read.
    Malformed,
}

/// The faults by name.
pub const FAULTS: [(&str, Fault); 5] = [
    ("unused", Fault::Unused),
    ("expired", Fault::Expired),
    ("unknown-rule", Fault::UnknownRule),
    ("no-reason", Fault::NoReason),
    ("malformed", Fault::Malformed),
];

/// Says one thing that is wrong with suppressions.
#[derive(Debug)]
pub struct Suppression {
    /// Which.
    pub fault: Fault,
}

impl super::Recounts for Suppression {
    const NAME: &'static str = "suppression";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["rules", "until", "text"];

    type Parts = Infallible;

    fn claims(&self, _: &Sheet) -> Vec<Claim<Infallible>> {
        Vec::new()
    }

    fn recount(&self, _: &Infallible) -> Recount {
        Recount::new(Verdict::Undecided)
    }

    fn says(&self) -> Option<Fault> {
        Some(self.fault)
    }
}
