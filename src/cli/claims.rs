//! `recount claims`: the ledger.

use clap::Args;
use recount::output::{self, Format, Page, Sheet, json, statistics::Tally};

use super::{
    Status, check,
    failure::Failure,
    options::{Inputs, Listing, RuleOptions},
    run::{self, Done},
};

/// List every claim with its operands and its verdict
#[derive(Debug, Args)]
pub(super) struct Claims {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    listing: Listing,
}

impl Claims {
    /// Lists them; a contradiction does not change the exit status.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let projects = self.rules.projects(&self.inputs.places(), &self.listing.speech)?;
        let language = projects.language();
        let selection = self.rules.selection(&projects)?;
        let format = self.listing.format();
        let mut sink = self.listing.open_as(Sheet::Claims)?;
        let tally = run::run(&self.inputs, &projects, &mut sink, |document| {
            let checked = check::wanted(&projects, &selection, document);
            let page = Page::new(document);
            let mut text = String::new();
            for entry in &checked.ledger {
                match format {
                    Format::Text => output::text::entry(&mut text, &page, entry, language),
                    Format::Jsonl | Format::Json => json::entry(&mut text, &page, entry),
                }
            }
            Done { text, tally: Tally::of(&checked) }
        })?;
        if format == Format::Text {
            sink.text(&format!("{}\n", tally.recounted(language)))?;
        }
        sink.close()
    }
}
