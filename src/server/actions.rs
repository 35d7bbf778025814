//! What the editor offers to do about a finding: to mend it, to mend all that nobody needs to look at, or to say why it stays.

use std::{collections::BTreeMap, io::Write};

use super::{
    Server,
    buffer::Buffer,
    protocol::{CodeAction, Range, TextEdit, Uri, WorkspaceEdit},
    reading::{Reading, Report},
    suppression,
};
use crate::{
    check::Language,
    document::Place,
    finding::Finding,
    fix::{self, Change, Scope},
    output::clean::clip,
};

/// The kind of an action that is about one finding.
pub(super) const QUICK_FIX: &str = "quickfix";
/// The kind of the action that mends all that nobody needs to look at.
pub(super) const FIX_ALL: &str = "source.fixAll.recount";

/// No text is quoted longer than this in a title.
const LONGEST: usize = 24;

/// What is offered for a range; of some kinds only, where they are named.
pub(super) fn actions<W: Write>(
    server: &Server<W>,
    uri: &Uri,
    reading: &Reading,
    range: Range,
    only: Option<&[String]>,
) -> Vec<CodeAction> {
    let Some(open) = server.open.get(uri) else { return Vec::new() };
    let buffer = &open.buffer;
    let wants = |kind: &str| only.is_none_or(|only| only.iter().any(|wanted| is_part(kind, wanted)));
    let wanted = buffer.ruler.place(&buffer.text, range);
    let mut actions = Vec::new();
    for report in reading.reports.iter().filter(|_| wants(QUICK_FIX)) {
        for finding in report.checked.findings.iter().filter(|finding| touches(report.place(finding.place), wanted)) {
            let about = server.telling().finding(uri, buffer, report, finding);
            actions.extend(
                mend(server.projects.language(), uri, buffer, report, finding)
                    .map(|action| CodeAction { diagnostics: vec![about.clone()], ..action }),
            );
            actions.extend(
                suppression::suppress(server, uri, buffer, report, finding)
                    .map(|action| CodeAction { diagnostics: vec![about.clone()], ..action }),
            );
        }
    }
    if wants(FIX_ALL) {
        actions.extend(mend_all(server, uri, buffer, reading));
    }
    actions
}

/// Whether a kind is one that is wanted, or part of it: `source.fixAll.recount` is a `source.fixAll`.
fn is_part(kind: &str, wanted: &str) -> bool {
    kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.is_empty())
}

fn touches(place: Place, wanted: Place) -> bool {
    place.start <= wanted.end && wanted.start <= place.end
}

/// To mend one finding.
fn mend(language: Language, uri: &Uri, buffer: &Buffer, report: &Report, finding: &Finding) -> Option<CodeAction> {
    let apply = |scope| fix::apply(&report.document, std::slice::from_ref(finding), scope).changes;
    let safe = apply(Scope::Safe);
    let is_safe = !safe.is_empty();
    let changes = if is_safe { safe } else { apply(Scope::All) };
    let edits = edits(buffer, report, &changes)?;
    let look = match language {
        _ if is_safe => "",
        Language::En => " (please check)",
        Language::Zh => "(请核对)",
    };
    Some(CodeAction {
        title: format!("{}{look}", title(&changes, language)),
        kind: QUICK_FIX,
        diagnostics: Vec::new(),
        is_preferred: is_safe.then_some(true),
        edit: WorkspaceEdit::Changes(BTreeMap::from([(uri.clone(), edits)])),
    })
}

/// To mend all that nobody needs to look at.
fn mend_all<W: Write>(server: &Server<W>, uri: &Uri, buffer: &Buffer, reading: &Reading) -> Option<CodeAction> {
    let mut all = Vec::new();
    let mut mended = 0_usize;
    for report in &reading.reports {
        if fix::mendable(&report.document, &report.checked.findings, Scope::Safe) == 0 {
            continue;
        }
        let done = fix::mend(&report.document, Scope::Safe, |document| server.projects.check(document));
        if let Some(repair) = done.repair {
            all.extend(edits(buffer, report, &repair.changes).unwrap_or_default());
            mended = mended.saturating_add(repair.fixed);
        }
    }
    let title = match server.projects.language() {
        Language::En => format!("Mend all that is safe to mend ({mended})"),
        Language::Zh => format!("修复所有可安全修复的问题({mended}处)"),
    };
    (!all.is_empty()).then(|| CodeAction {
        title,
        kind: FIX_ALL,
        diagnostics: Vec::new(),
        is_preferred: None,
        edit: WorkspaceEdit::Changes(BTreeMap::from([(uri.clone(), all)])),
    })
}

/// Changes of a report as edits of the text; nothing where there are none, or where one cannot be written.
fn edits(buffer: &Buffer, report: &Report, changes: &[Change]) -> Option<Vec<TextEdit>> {
    let edit = |change: &Change| {
        Some(TextEdit {
            range: buffer.ruler.range(&buffer.text, report.place(change.place)),
            new_text: report.write(&change.new)?,
        })
    };
    let edits: Vec<TextEdit> = changes.iter().map(edit).collect::<Option<_>>()?;
    (!edits.is_empty()).then_some(edits)
}

/// What changes do, in a few words.
fn title(changes: &[Change], language: Language) -> String {
    let clip = |text: &str| clip(text.trim(), LONGEST);
    match (changes, language) {
        ([Change { old, new, .. }], Language::En) if new.is_empty() => format!("Delete “{}”", clip(old)),
        ([Change { old, new, .. }], Language::Zh) if new.is_empty() => format!("删除“{}”", clip(old)),
        ([Change { old, new, .. }], Language::En) => format!("Change “{}” to “{}”", clip(old), clip(new)),
        ([Change { old, new, .. }], Language::Zh) => format!("将“{}”改为“{}”", clip(old), clip(new)),
        (_, Language::En) => format!("Mend it in {} places", changes.len()),
        (_, Language::Zh) => format!("修复({}处改动)", changes.len()),
    }
}
