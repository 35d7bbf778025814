//! What each request and each notification asks for.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    rc::Rc,
};

use serde_json::{Value, json};

use super::{
    Asked, Buffer, Open, Phase, Projects, Reply, Server, Sources, actions,
    client::Client,
    hints, hover,
    message::{Code, Refusal},
    protocol::{About, At, DidChange, DidOpen, Folder, FoldersChanged, InitializeParams, Within, params},
    settings::Settings,
    uri,
};
use crate::{check::Language, document::Format, walk::Choice};

impl<W: Write> Server<W> {
    /// Answers a request.
    pub(super) fn request(&mut self, id: &Value, method: &str, given: Value) -> Result<Reply, Refusal> {
        match (self.phase, method) {
            (Phase::Before, "initialize") => return Ok(Reply::Now(self.initialize(params(given)?))),
            (Phase::Before, _) => return Err(Refusal::new(Code::NotInitialized, "say `initialize` first")),
            (Phase::Running, "initialize") => return Err(Refusal::new(Code::InvalidRequest, "`initialize` was said already")),
            (Phase::Closing | Phase::Ended, _) => {
                return Err(Refusal::new(Code::InvalidRequest, "after `shutdown` there is only `exit`"));
            }
            (Phase::Running, _) => {}
        }
        Ok(Reply::Now(match method {
            "shutdown" => {
                self.phase = Phase::Closing;
                self.end_sweeps(|_| true).map_err(|error| Refusal::new(Code::Internal, error.to_string()))?;
                Value::Null
            }
            "textDocument/diagnostic" => {
                let About { text_document, previous_result_id } = params(given)?;
                let report = self.report(&text_document.uri, previous_result_id.as_deref());
                report.unwrap_or_else(|| json!({ "kind": "full", "items": [] }))
            }
            "workspace/diagnostic" => {
                self.begin_sweep(id, params(given)?);
                return Ok(Reply::Later);
            }
            "textDocument/codeAction" => {
                let Within { text_document, range, context } = params(given)?;
                match self.reading(&text_document.uri) {
                    Some(reading) => json!(actions::actions(self, &text_document.uri, &reading, range, context.only.as_deref())),
                    None => json!([]),
                }
            }
            "textDocument/hover" => {
                let At { text_document, position } = params(given)?;
                let reading = self.reading(&text_document.uri);
                let buffer = self.open.get(&text_document.uri).map(|open| &open.buffer);
                let language = self.projects.language();
                let hover = reading
                    .zip(buffer)
                    .and_then(|(reading, buffer)| hover::hover(buffer, &reading, position, language, self.client.markdown));
                hover.unwrap_or(Value::Null)
            }
            "textDocument/inlayHint" => {
                let Within { text_document, range, .. } = params(given)?;
                let reading = if self.settings.inlay_hints { self.reading(&text_document.uri) } else { None };
                let buffer = self.open.get(&text_document.uri).map(|open| &open.buffer);
                let hints =
                    reading.zip(buffer).map(|(reading, buffer)| hints::hints(buffer, &reading, range, self.projects.language()));
                json!(hints.unwrap_or_default())
            }
            _ => return Err(Refusal::new(Code::MethodNotFound, format!("there is no method `{method}`"))),
        }))
    }

    /// Takes note of something.
    ///
    /// # Errors
    /// What is wrong with the message, for the log.
    pub(super) fn notification(&mut self, method: &str, given: Value) -> Result<(), String> {
        if method == "exit" {
            self.ended_well = self.phase == Phase::Closing;
            self.phase = Phase::Ended;
            return Ok(());
        }
        if self.phase != Phase::Running {
            return Ok(());
        }
        self.noted(method, given).map_err(|refusal| refusal.why)
    }

    fn noted(&mut self, method: &str, given: Value) -> Result<(), Refusal> {
        let sent = |done: io::Result<()>| done.map_err(|error| Refusal::new(Code::Internal, error.to_string()));
        match method {
            "initialized" => sent(self.initialized()),
            "textDocument/didOpen" => {
                let DidOpen { text_document } = params(given)?;
                let uri = text_document.uri.clone();
                let first = self.open.is_empty() && self.folders.is_empty();
                let buffer = Buffer::open(text_document, self.client.units);
                self.open.insert(uri, Open { buffer, reading: None, untold: !self.client.pulls });
                sent(if first { self.reload() } else { self.look_again() })
            }
            "textDocument/didChange" => {
                let DidChange { text_document, content_changes } = params(given)?;
                let (units, pulls) = (self.client.units, self.client.pulls);
                let Some(open) = self.open.get_mut(&text_document.uri) else {
                    return Err(Refusal::new(Code::InvalidParams, "a document changes that is not open"));
                };
                open.buffer.change(text_document.version, content_changes, units);
                open.reading = None;
                open.untold = !pulls;
                Ok(())
            }
            "textDocument/didSave" => {
                let About { text_document, .. } = params(given)?;
                let settings = uri::path(&text_document.uri).is_some_and(|path| self.weighs(&path));
                sent(if settings { self.reload() } else { self.look_again() })
            }
            "textDocument/didClose" => {
                let About { text_document, .. } = params(given)?;
                let closed = self.open.remove(&text_document.uri).is_some();
                if closed && !self.client.pulls && uri::path(&text_document.uri).is_none_or(|path| !self.weighs(&path)) {
                    let none = json!({ "uri": text_document.uri, "diagnostics": [] });
                    return sent(self.notify("textDocument/publishDiagnostics", none));
                }
                Ok(())
            }
            "$/cancelRequest" => {
                let cancelled = given.get("id").cloned().unwrap_or(Value::Null);
                sent(self.end_sweeps(|id| *id == cancelled))
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = given.get("changes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let changed = changes.iter().filter_map(|change| uri::path(change.get("uri")?.as_str()?));
                if changed.into_iter().any(|path| self.weighs(&path)) { sent(self.reload()) } else { Ok(()) }
            }
            "workspace/didChangeConfiguration" => sent(if self.client.configures {
                self.ask_for_settings()
            } else {
                self.set(given.get("settings").unwrap_or(&Value::Null)).and_then(|()| self.reload())
            }),
            "workspace/didChangeWorkspaceFolders" => {
                let FoldersChanged { event } = params(given)?;
                let gone = paths(event.removed);
                self.folders.retain(|folder| !gone.contains(folder));
                self.folders.extend(paths(event.added));
                sent(self.reload())
            }
            // What nobody needs to understand, and what is said for the sake of others.
            _ => Ok(()),
        }
    }

    fn initialize(&mut self, given: InitializeParams) -> Value {
        self.client = Client::of(&given.capabilities);
        self.folders = match given.workspace_folders {
            Some(folders) if !folders.is_empty() => paths(folders),
            _ => given.root_uri.as_deref().and_then(uri::path).into_iter().collect(),
        };
        self.editor =
            given.locale.map(|locale| if locale.to_ascii_lowercase().starts_with("zh") { Language::Zh } else { Language::En });
        // What is wrong with them is told after `initialized`: nothing may be said before.
        if let Ok(Some(settings)) = Settings::read(&given.initialization_options) {
            self.settings = settings;
        }
        self.initial = given.initialization_options;
        self.projects = Rc::new(self.read_projects());
        self.phase = Phase::Running;
        let kinds = [actions::QUICK_FIX, actions::FIX_ALL];
        json!({
            "serverInfo": { "name": "recount", "version": env!("CARGO_PKG_VERSION") },
            "capabilities": {
                "positionEncoding": self.client.units.name(),
                "textDocumentSync": { "openClose": true, "change": 2, "save": {} },
                "diagnosticProvider": { "identifier": "recount", "interFileDependencies": false, "workspaceDiagnostics": true },
                "codeActionProvider": { "codeActionKinds": kinds },
                "hoverProvider": true,
                "inlayHintProvider": true,
                "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
            },
        })
    }

    /// The client is ready to be asked and told things.
    fn initialized(&mut self) -> io::Result<()> {
        if self.client.watches {
            let watchers = json!([{ "globPattern": "**/*.toml" }, { "globPattern": "**/*.jsonl" }]);
            let registration = json!({
                "id": "recount-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers },
            });
            self.ask(Asked::Other, "client/registerCapability", json!({ "registrations": [registration] }))?;
        }
        self.set(&self.initial.clone())?;
        self.complain()?;
        if self.client.configures { self.ask_for_settings() } else { Ok(()) }
    }

    fn ask_for_settings(&mut self) -> io::Result<()> {
        self.ask(Asked::Settings, "workspace/configuration", json!({ "items": [{ "section": "recount" }] }))
    }

    /// Takes settings of the user. Wrong ones are told, and those before stay.
    pub(super) fn set(&mut self, given: &Value) -> io::Result<()> {
        match Settings::read(given) {
            Ok(Some(settings)) => self.settings = settings,
            Ok(None) => {}
            Err(why) => self.notify("window/showMessage", json!({ "type": 2, "message": format!("recount: {why}") }))?,
        }
        Ok(())
    }

    /// Reads everything anew that is in force, and tells what it comes to.
    pub(super) fn reload(&mut self) -> io::Result<()> {
        self.projects = Rc::new(self.read_projects());
        self.generation = self.generation.saturating_add(1);
        self.seen = self.stamps();
        self.files.forget();
        for open in self.open.values_mut() {
            open.reading = None;
            open.untold = !self.client.pulls;
        }
        self.complain()?;
        if self.client.pulls && self.client.refreshes_diagnostics {
            self.ask(Asked::Other, "workspace/diagnostic/refresh", Value::Null)?;
        }
        if self.client.refreshes_hints {
            self.ask(Asked::Other, "workspace/inlayHint/refresh", Value::Null)?;
        }
        Ok(())
    }

    /// Says what is wrong with the baseline, which has no place in the editor.
    fn complain(&mut self) -> io::Result<()> {
        let Some(why) = self.projects.unusable.clone() else { return Ok(()) };
        self.notify("window/showMessage", json!({ "type": 1, "message": format!("recount: {why}") }))
    }

    fn read_projects(&self) -> Projects {
        let root = self.root();
        let of = |path: &str| root.join(path);
        let Sources { choice, rules, baseline } = self.options.sources.clone();
        let sources = Sources {
            choice: self.settings.config.as_deref().map_or(choice, |file| Choice::File(of(file))),
            rules: if self.settings.rules.is_empty() { rules } else { self.settings.rules.iter().map(|path| of(path)).collect() },
            baseline: self.settings.baseline.as_deref().map(of).or(baseline),
        };
        let projects = Projects::new(&sources, self.options.locale);
        let set = self.settings.language().or(self.options.asked);
        let language = set.or_else(|| projects.has_language(&root)).or(self.editor).unwrap_or(self.options.locale);
        projects.speaking(language)
    }

    /// The folder that relative paths begin at: the first of the workspace, else that of the first document.
    fn root(&self) -> PathBuf {
        let beside = || self.open.values().next().and_then(|open| Some(open.buffer.path.parent()?.to_owned()));
        self.folders.first().cloned().or_else(beside).unwrap_or_default()
    }

    /// Where nobody watches files for us, looks whether settings have changed.
    fn look_again(&mut self) -> io::Result<()> {
        let stamps = if self.client.watches { BTreeMap::new() } else { self.stamps() };
        let changed = stamps.iter().any(|(path, stamp)| self.seen.get(path).is_some_and(|seen| seen != stamp));
        if changed {
            return self.reload();
        }
        self.seen = stamps;
        Ok(())
    }

    /// The files of settings and suppressions above each open document, and when each was changed, if it is there.
    fn stamps(&self) -> BTreeMap<PathBuf, Option<std::time::SystemTime>> {
        let folders = self.open.values().flat_map(|open| open.buffer.path.ancestors().skip(1));
        let files = folders.flat_map(|folder| [crate::config::FILE, crate::suppress::FILE].map(|name| folder.join(name)));
        files.map(|file| (file.clone(), file.metadata().and_then(|about| about.modified()).ok())).collect()
    }

    /// Whether a file is part of what is in force, and no report.
    fn weighs(&self, path: &Path) -> bool {
        let baseline = self.settings.baseline.as_deref().map(|file| self.root().join(file));
        path.extension().is_some_and(|extension| extension == "toml")
            || baseline.or_else(|| self.options.sources.baseline.clone()).is_some_and(|baseline| baseline == path)
    }

    /// Whether a file is a report that can be checked as the editor shows it.
    pub(super) fn is_checked(&self, path: &Path) -> bool {
        let packed = path.extension().is_some_and(|extension| extension == "gz" || extension == "zst");
        let shown = !packed && Format::of(&path.to_string_lossy()) != Format::Docx;
        shown && !self.weighs(path) && !self.projects.excludes(path)
    }
}

fn paths(folders: Vec<Folder>) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
}
