//! Values that were recomputed, shown behind the stated ones.

use serde_json::{Value, json};

use super::{buffer::Buffer, protocol::Range, reading::Reading};
use crate::{
    check::Language,
    figure,
    finding::{Entry, EntryOperand},
    output::text::recounted,
    verdict::Verdict,
    view::View,
};

/// The hints of a range.
pub(super) fn hints(buffer: &Buffer, reading: &Reading, range: Range, language: Language) -> Vec<Value> {
    let wanted = buffer.ruler.place(&buffer.text, range);
    let mut hints = Vec::new();
    for report in &reading.reports {
        let view = View::new(&report.document);
        let figures = figure::lex(&view);
        for entry in report.checked.ledger.iter().filter(|entry| entry.verdict != Verdict::Undecided) {
            let Some(stated) = stated(entry) else { continue };
            let Some(computed) = &entry.computed else { continue };
            let place = report.place(stated.place);
            if place.end < wanted.start || place.start > wanted.end {
                continue;
            }
            let span = view.span(stated.place);
            let Some(figure) = figures.iter().find(|figure| figure.span.start < span.end && span.start < figure.span.end) else {
                continue;
            };
            let value = figure.express(view.slice(figure.span), computed);
            let mut tooltip = format!("{}\n", entry.rule);
            recounted(&mut tooltip, entry, language);
            let hint = json!({
                "position": buffer.ruler.position(&buffer.text, place.end),
                "label": format!("= {value}"),
                "paddingLeft": true,
                "tooltip": tooltip,
            });
            hints.push((place.end, hint));
        }
    }
    hints.sort_by_key(|(at, _)| *at);
    // Several rules may say the same of one figure.
    hints.dedup_by(|one, other| one.0 == other.0);
    hints.into_iter().map(|(_, hint)| hint).collect()
}

/// The operand of a claim that its relation begins with, as `share` in `share ≈ part / total`.
fn stated(entry: &Entry) -> Option<&EntryOperand> {
    let (name, _) = entry.relation.split_once(['≈', '='])?;
    entry.operands.iter().find(|operand| operand.name == name.trim())
}
