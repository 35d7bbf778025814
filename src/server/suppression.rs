//! To say that a finding stays, and why: in a comment where the report has comments, else in the file of suppressions beside it.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{
    Server,
    actions::QUICK_FIX,
    buffer::Buffer,
    diagnostics::line_of,
    protocol::{CodeAction, TextEdit, Uri, WorkspaceEdit},
    reading::Report,
    uri,
};
use crate::{
    check::Language,
    document::{Format, Place},
    finding::Finding,
    suppress::FILE,
};

/// To let a finding of a report stay.
pub(super) fn suppress<W: Write>(
    server: &Server<W>,
    uri: &Uri,
    buffer: &Buffer,
    report: &Report,
    finding: &Finding,
) -> Option<CodeAction> {
    let language = server.projects.language();
    let (place, edit) = match report.document.format {
        Format::Markdown | Format::Html => {
            let edit = comment(buffer, report, finding, language);
            (None, WorkspaceEdit::Changes(BTreeMap::from([(uri.clone(), vec![edit])])))
        }
        _ => (Some(FILE), entry(server, report, finding, language)?),
    };
    let rule = &finding.rule;
    let title = match (language, place) {
        (Language::En, None) => format!("Suppress {rule} here, in a comment"),
        (Language::Zh, None) => format!("以注释抑制此处的 {rule}"),
        (Language::En, Some(file)) => format!("Suppress {rule} here, in {file}"),
        (Language::Zh, Some(file)) => format!("在 {file} 中抑制此处的 {rule}"),
    };
    Some(CodeAction { title, kind: QUICK_FIX, diagnostics: Vec::new(), is_preferred: None, edit })
}

/// What is to be replaced by the reason.
fn reason(language: Language) -> &'static str {
    match language {
        Language::En => "say why",
        Language::Zh => "请写明理由",
    }
}

/// A comment behind the finding: at the end of its line in Markdown, where HTML may have a tag. Of the report as a whole, at its end.
fn comment(buffer: &Buffer, report: &Report, finding: &Finding, language: Language) -> TextEdit {
    let text = buffer.text.as_str();
    let whole = finding.place == Place::default();
    let verb = if whole { "ignore-file" } else { "ignore" };
    let comment = format!("<!-- recount: {verb} {}: {} -->", finding.rule, reason(language));
    let place = report.place(finding.place);
    let (at, new_text) = match report.document.format {
        _ if whole && (text.is_empty() || text.ends_with('\n')) => (text.len(), format!("{comment}\n")),
        _ if whole => (text.len(), format!("\n{comment}\n")),
        Format::Markdown => (line_of(text, place.start).end, format!(" {comment}")),
        _ => (place.end, comment),
    };
    TextEdit { range: buffer.ruler.range(text, Place { start: at, end: at }), new_text }
}

/// An entry in the nearest file of suppressions, or in a new one at the root of the workspace.
fn entry<W: Write>(server: &Server<W>, report: &Report, finding: &Finding, language: Language) -> Option<WorkspaceEdit> {
    let path = Path::new(&report.document.path);
    // What has no file cannot be named in another.
    let folder = path.parent().filter(|folder| folder.is_absolute())?;
    let near = folder.ancestors().map(|folder| folder.join(FILE)).find(|file| server.text_of(file).is_some());
    let root = server.folders.iter().find(|root| folder.starts_with(root)).map_or(folder, PathBuf::as_path);
    let file = near.clone().unwrap_or_else(|| root.join(FILE));
    let relative = path.strip_prefix(file.parent()?).ok()?;
    let names: Vec<_> = relative.components().map(|name| name.as_os_str().to_string_lossy()).collect();
    let entry = written(&names.join("/"), report, finding, language);
    let target = uri::of(&file);
    if near.is_some() {
        let text = server.text_of(&file)?;
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let blank = if text.is_empty() { "" } else { "\n" };
        let buffer = Buffer::new(file, 0, text, server.client.units);
        let end = buffer.text.len();
        let range = buffer.ruler.range(&buffer.text, Place { start: end, end });
        let edit = TextEdit { range, new_text: format!("{gap}{blank}{entry}") };
        return Some(WorkspaceEdit::Changes(BTreeMap::from([(target, vec![edit])])));
    }
    let edit = TextEdit { range: super::Range::default(), new_text: entry };
    server.client.creates.then(|| {
        WorkspaceEdit::DocumentChanges(vec![
            json!({ "kind": "create", "uri": target, "options": { "ignoreIfExists": true } }),
            json!({ "textDocument": { "uri": target, "version": null }, "edits": [edit] }),
        ])
    })
}

/// An entry as TOML, whose strings are those of JSON.
fn written(path: &str, report: &Report, finding: &Finding, language: Language) -> String {
    let text = &report.document.text;
    let quoted = text.get(finding.place.start..finding.place.end).unwrap_or("");
    let line = quoted.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let path = if path.contains('/') { path.to_owned() } else { format!("/{path}") };
    let mut entry = format!("[[ignore]]\npath = {}\n", json!(path));
    if let Some(id) = report.document.id.as_ref() {
        entry.push_str(&format!("document = {}\n", json!(id)));
    }
    entry.push_str(&format!("rule = {}\n", json!(&*finding.rule)));
    if !line.is_empty() {
        entry.push_str(&format!("text = {}\n", json!(line)));
    }
    entry.push_str(&format!("reason = {}\n", json!(reason(language))));
    entry
}

impl<W: Write> Server<W> {
    /// The text of a file, as the editor has it where it is open there; `None` where there is no such file.
    fn text_of(&self, file: &Path) -> Option<String> {
        let open = self.open.get(&uri::of(file)).map(|open| open.buffer.text.clone());
        open.or_else(|| fs::read_to_string(file).ok())
    }
}
