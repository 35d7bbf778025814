//! `workspace/diagnostic`: every report of the workspace, open or not. A file at a time, so that whoever types does not wait.

use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
    time::UNIX_EPOCH,
};

use serde_json::{Value, json};

use super::{
    Buffer, Refusal, Server, answer, guarded,
    message::Code,
    protocol::{Uri, WorkspaceDiagnostic},
    reading::Reading,
    uri,
};
use crate::{
    document,
    walk::{self, WalkOptions},
};

/// A request that is worked on.
#[derive(Debug)]
pub(super) struct Sweep {
    id: Value,
    left: VecDeque<PathBuf>,
    /// What the client has already, by document.
    known: BTreeMap<Uri, String>,
    items: Vec<Value>,
}

impl<W: Write> Server<W> {
    /// Begins with the workspace.
    pub(super) fn begin_sweep(&mut self, id: &Value, params: WorkspaceDiagnostic) {
        let mut left = VecDeque::new();
        if self.settings.workspace_diagnostics {
            let options = WalkOptions { configs: Some(Arc::clone(self.projects.configs())), named_are_read: false };
            left.extend(walk::files(&self.folders, &options).files);
        }
        let known = params.previous_result_ids.into_iter().map(|previous| (previous.uri, previous.value)).collect();
        self.sweeps.push_back(Sweep { id: id.clone(), left, known, items: Vec::new() });
    }

    /// Reads one more file, or answers.
    pub(super) fn sweep(&mut self) -> io::Result<()> {
        let Some(sweep) = self.sweeps.front_mut() else { return Ok(()) };
        let Some(path) = sweep.left.pop_front() else {
            let Some(Sweep { id, items, .. }) = self.sweeps.pop_front() else { return Ok(()) };
            return self.send(answer(&id, Ok(json!({ "items": items }))));
        };
        let uri = uri::of(&path);
        let known = sweep.known.get(&uri).cloned();
        match guarded(|| self.report(&uri, known.as_deref())) {
            Ok(Some(mut item)) => {
                let version = self.open.get(&uri).map(|open| open.buffer.version);
                if let Some(item) = item.as_object_mut() {
                    item.insert("uri".to_owned(), json!(uri));
                    item.insert("version".to_owned(), json!(version));
                }
                if let Some(sweep) = self.sweeps.front_mut() {
                    sweep.items.push(item);
                }
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(why) => self.log(1, &format!("{uri}: {why}")),
        }
    }

    /// Nobody waits any more for what a request asked.
    pub(super) fn end_sweeps(&mut self, ends: impl Fn(&Value) -> bool) -> io::Result<()> {
        let (gone, left): (VecDeque<Sweep>, _) = std::mem::take(&mut self.sweeps).into_iter().partition(|sweep| ends(&sweep.id));
        self.sweeps = left;
        gone.iter().try_for_each(|sweep| self.send(answer(&sweep.id, Err(Refusal::new(Code::Cancelled, "cancelled")))))
    }

    /// What is wrong in a document, unless the client knows; nothing where it is no report.
    pub(super) fn report(&mut self, uri: &Uri, known: Option<&str>) -> Option<Value> {
        let path = uri::path(uri);
        let id = match self.open.get(uri) {
            Some(open) => format!("{}.{}", self.generation, open.buffer.version),
            None => format!("{}.{}", self.generation, stamp(path.as_deref()?)?),
        };
        if known == Some(&id) {
            return Some(json!({ "kind": "unchanged", "resultId": id }));
        }
        let items = if let Some(reading) = self.reading(uri) {
            let open = self.open.get(uri)?;
            self.telling().all(uri, &open.buffer, &reading)
        } else {
            let (buffer, reading) = self.closed(path.as_deref()?)?;
            self.telling().all(uri, &buffer, &reading)
        };
        Some(json!({ "kind": "full", "resultId": id, "items": items }))
    }

    /// A file that is not open, as an editor would show it.
    pub(super) fn closed(&mut self, path: &Path) -> Option<(Buffer, Rc<Reading>)> {
        if !self.is_checked(path) {
            return None;
        }
        let decoded = document::decode(fs::read(path).ok()?).ok()?;
        let buffer = Buffer::new(path.to_owned(), 0, decoded.text, self.client.units);
        let reading = Reading::of(path, &buffer.text, &self.projects);
        self.files.gather(&self.projects, path);
        Some((buffer, Rc::new(reading)))
    }
}

/// What changes when a file does.
fn stamp(path: &Path) -> Option<String> {
    let about = fs::metadata(path).ok()?;
    let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}.{}", about.len(), changed.as_nanos()))
}
