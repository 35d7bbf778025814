//! What the client can do, of what makes a difference here.

use serde_json::Value;

use super::position::Units;

/// What the client can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Client {
    /// How it counts columns.
    pub(super) units: Units,
    /// Whether it asks for diagnostics itself: then they are not sent unasked.
    pub(super) pulls: bool,
    /// Whether it can be told that diagnostics are others now.
    pub(super) refreshes_diagnostics: bool,
    /// Whether it can be told that hints are others now.
    pub(super) refreshes_hints: bool,
    /// Whether it shows what a diagnostic is about, beside it.
    pub(super) relates: bool,
    /// Whether it can be asked for settings.
    pub(super) configures: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether it can make new files as part of an edit.
    pub(super) creates: bool,
    /// Whether a hover may be Markdown.
    pub(super) markdown: bool,
    /// Whether it shows links on codes.
    pub(super) links: bool,
}

impl Client {
    /// Reads what it says of itself.
    pub(super) fn of(capabilities: &Value) -> Self {
        let at = |path: &str| capabilities.pointer(path);
        let is = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let has = |path: &str, name: &str| {
            at(path).and_then(Value::as_array).is_some_and(|list| list.iter().any(|one| one.as_str() == Some(name)))
        };
        let offered = at("/general/positionEncodings").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Self {
            units: Units::best(offered.iter().filter_map(Value::as_str)),
            pulls: at("/textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_diagnostics: is("/workspace/diagnostics/refreshSupport") || is("/workspace/diagnostic/refreshSupport"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            relates: is("/textDocument/publishDiagnostics/relatedInformation"),
            configures: is("/workspace/configuration"),
            watches: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            creates: is("/workspace/workspaceEdit/documentChanges")
                && has("/workspace/workspaceEdit/resourceOperations", "create"),
            markdown: has("/textDocument/hover/contentFormat", "markdown"),
            links: is("/textDocument/publishDiagnostics/codeDescriptionSupport"),
        }
    }
}
