//! `recount figures`: what was read as a number, and as which values.

use clap::Args;
use recount::{
    check::Language,
    document::Document,
    figure::{self, Kind},
    output::{Format, Page, Sheet, json, text},
    view::View,
};

use super::{
    Status,
    failure::Failure,
    options::{ConfigOptions, Inputs, Listing},
    projects::Projects,
    run::{self, Done},
};

/// List every figure as it was read
#[derive(Debug, Args)]
pub(super) struct Figures {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    listing: Listing,
}

impl Figures {
    /// Lists them.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let format = self.listing.format();
        let projects = Projects::new(self.config.configs(&[]), &self.inputs.places(), &self.listing.speech)?;
        let language = projects.language();
        let mut sink = self.listing.open_as(Sheet::Figures)?;
        run::run(&self.inputs, &projects, &mut sink, |document| Done {
            text: render(format, language, document),
            ..Done::default()
        })?;
        sink.close()
    }
}

/// Every figure of a document but those that count nothing.
fn render(format: Format, language: Language, document: &Document) -> String {
    let (view, page) = (View::new(document), Page::new(document));
    let mut text = String::new();
    for figure in figure::lex(&view).iter().filter(|figure| figure.kind != Kind::Name) {
        let place = view.place(figure.span);
        match format {
            Format::Text => text::figure(&mut text, &page, place, figure, language),
            Format::Jsonl | Format::Json => json::figure(&mut text, &page, place, figure),
        }
    }
    text
}
