//! What the protocol calls things: the few of its shapes that are used here, with its own names in JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::message::{Code, Refusal};
pub(super) use super::position::{Position, Range};

/// The place of a document, as the client writes it.
pub(super) type Uri = String;

/// Reads the parameters of a request or a notification.
pub(super) fn params<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::new(Code::InvalidParams, error.to_string()))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InitializeParams {
    #[serde(default)]
    pub(super) capabilities: Value,
    #[serde(default)]
    pub(super) initialization_options: Value,
    #[serde(default)]
    pub(super) locale: Option<String>,
    #[serde(default)]
    pub(super) root_uri: Option<Uri>,
    #[serde(default)]
    pub(super) workspace_folders: Option<Vec<Folder>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Folder {
    pub(super) uri: Uri,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpen {
    pub(super) text_document: Item,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) uri: Uri,
    #[serde(default)]
    pub(super) language_id: String,
    pub(super) version: i64,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: Uri,
    pub(super) version: i64,
}

/// A change of a text: of a range, or of all of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Change {
    /// What is replaced; nothing where it is the whole text.
    #[serde(default)]
    pub range: Option<Range>,
    /// What stands there afterwards.
    pub text: String,
}

/// What is about a document as a whole, with parameters that are looked at one by one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About {
    pub(super) text_document: Named,
    #[serde(default)]
    pub(super) previous_result_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) uri: Uri,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct At {
    pub(super) text_document: Named,
    pub(super) position: Position,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Within {
    pub(super) text_document: Named,
    pub(super) range: Range,
    #[serde(default)]
    pub(super) context: Wanted,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) only: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkspaceDiagnostic {
    #[serde(default)]
    pub(super) previous_result_ids: Vec<Previous>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Previous {
    pub(super) uri: Uri,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct FoldersChanged {
    pub(super) event: FolderEvent,
}

#[derive(Debug, Deserialize)]
pub(super) struct FolderEvent {
    pub(super) added: Vec<Folder>,
    pub(super) removed: Vec<Folder>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Diagnostic {
    pub(super) range: Range,
    pub(super) severity: u8,
    pub(super) code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code_description: Option<CodeDescription>,
    pub(super) source: &'static str,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_information: Vec<Related>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct CodeDescription {
    pub(super) href: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Related {
    pub(super) location: Location,
    pub(super) message: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Location {
    pub(super) uri: Uri,
    pub(super) range: Range,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextEdit {
    pub(super) range: Range,
    pub(super) new_text: String,
}

/// Changes of several documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum WorkspaceEdit {
    /// Of documents as they are.
    Changes(BTreeMap<Uri, Vec<TextEdit>>),
    /// Of versions of documents, and of files.
    DocumentChanges(Vec<Value>),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeAction {
    pub(super) title: String,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) diagnostics: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_preferred: Option<bool>,
    pub(super) edit: WorkspaceEdit,
}
