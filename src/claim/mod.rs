//! Room 5: what the text says of its figures. Finds claims and binds their operands; decides nothing.

mod automata;
pub mod bind;
mod chain;
mod damage;
mod dictionary;
mod echo;
mod fault;
mod flat;
mod glance;
mod guard;
pub mod items;
mod machine;
mod members;
mod memo;
mod nearby;
mod needs;
mod numbering;
mod own;
mod pattern;
mod reach;
mod scan;
mod sheet;
mod stood;
mod stretch;
mod table;
mod trigger;

pub use dictionary::{Dictionary, Layer, Sought, Wanted};
pub use echo::takes_up;
pub use fault::PatternFault;
pub use guard::{Guard, Guards, Side, ZONES, Zones};
pub use memo::Memo;
pub use pattern::{Cost, Hit, NamedSlotType, Pattern, PatternError, SLOT_TYPES, Slot, SlotType, Vocabulary, Words, slot_type};
pub use sheet::{LinesFor, Sheet, mark};
pub use stretch::{Stretch, Window};

use crate::{document::Place, figure::Interval, view::Span};

/// Something a report says that counting can confirm or refute, or a text that should not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<Parts> {
    /// All of it, operands included. In the ledger this is its place. An empty span at 0 is the report as a whole.
    pub span: Span,
    /// The part of it that a finding underlines: the stated figure.
    pub at: Span,
    /// Where it stands in the document, where the view does not show it (an invisible character). Taken before `span` and `at`.
    pub source: Option<Place>,
    /// Further places of the same, in order, where one claim tells of several.
    pub more: Vec<Place>,
    /// Its operands, for the ledger, the labels and the message.
    pub operands: Vec<Operand>,
    /// How an operand that the sentence leaves out was found; empty where nothing was left out.
    pub binding: String,
    /// Operands that could be the one left out; the recount chooses.
    pub candidates: Vec<Operand>,
    /// What the recount needs.
    pub parts: Parts,
}

impl<Parts> Claim<Parts> {
    /// A claim that is its own stated figure, with no operands to label.
    pub fn at(span: Span, parts: Parts) -> Self {
        Self {
            span,
            at: span,
            source: None,
            more: Vec::new(),
            operands: Vec::new(),
            binding: String::new(),
            candidates: Vec::new(),
            parts,
        }
    }
}

impl<Parts> Claim<Parts> {
    /// The claim without what only its kind understands, and that.
    pub fn split(self) -> (Claim<()>, Parts) {
        let Self { span, at, source, more, operands, binding, candidates, parts } = self;
        (Claim { span, at, source, more, operands, binding, candidates, parts: () }, parts)
    }
}

/// One operand of a claim, as the ledger shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// Its name in the rule: `part`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// Its text, as messages quote it (the view's text: folded).
    pub text: String,
    /// The values it allows; `None` for a name or a list of names.
    pub reading: Option<Interval>,
    /// Its unit; empty where it has none.
    pub unit: String,
}
