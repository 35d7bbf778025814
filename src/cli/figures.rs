//! `recount figures`: what was read as a number, and as which values.

use clap::Args;
use recount::{
    document::Document,
    figure::{self, Kind},
    output::{Format, Page, json, statistics::Tally, text},
    view::View,
};

use super::{
    Status,
    failure::Failure,
    options::{Form, Inputs},
    run::{self, Done},
    sink::Sink,
};

/// List every figure as it was read
#[derive(Debug, Args)]
pub(super) struct Figures {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    form: Form,
}

impl Figures {
    /// Lists them.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let format = Format::from(self.form.format);
        let mut sink = Sink::open(self.form.output.as_deref(), format)?;
        run::run(&self.inputs, &mut sink, |document| Done { text: render(format, document), tally: Tally::default() })?;
        sink.close()
    }
}

/// Every figure of a document but those that count nothing.
fn render(format: Format, document: &Document) -> String {
    let (view, page) = (View::new(document), Page::new(document));
    let mut text = String::new();
    for figure in figure::lex(&view).iter().filter(|figure| figure.kind != Kind::Name) {
        let place = view.place(figure.span);
        match format {
            Format::Text => text::figure(&mut text, &page, place, figure),
            Format::Jsonl | Format::Json => json::figure(&mut text, &page, place, figure),
        }
    }
    text
}
