//! The last room: the language server. It tells an editor what the command line tells of a file, as the text is typed. One thread reads
//! messages, another answers them in order; what nobody waits for any more is not done.

mod actions;
mod buffer;
mod client;
mod diagnostics;
mod files;
mod hints;
mod hover;
mod inbox;
mod known;
mod message;
mod mistakes;
mod position;
mod projects;
mod protocol;
mod reading;
mod requests;
mod settings;
mod suppression;
mod transport;
mod uri;
mod workspace;

pub use buffer::Buffer;
pub use position::{Position, Range, Ruler, Units};
pub use projects::{Projects, Sources};
pub use protocol::Change;

use std::{
    collections::{BTreeMap, VecDeque},
    io::{self, BufRead, Write},
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    rc::Rc,
};

use serde_json::{Value, json};

use self::{
    client::Client,
    diagnostics::Telling,
    inbox::{Inbox, Letter},
    message::{Code, Message, Refusal, answer},
    protocol::Uri,
    reading::Reading,
    settings::Settings,
};
use crate::check::Language;

/// How the server was called.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Settings, rules and a baseline that were named among the arguments.
    pub sources: Sources,
    /// The language that was asked for among the arguments.
    pub asked: Option<Language>,
    /// The language of the locale.
    pub locale: Language,
}

/// Serves one editor until it says that this is the end. Whether it ended as it should: after `shutdown`.
///
/// # Errors
/// Where nothing can be written any more.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write, options: Options) -> io::Result<bool> {
    let mut inbox = Inbox::open(input);
    let mut server = Server::new(output, options);
    while server.phase != Phase::Ended {
        let letter = if server.has_work() {
            inbox.ready()
        } else {
            let Some(letter) = inbox.wait() else { return Ok(server.phase == Phase::Closing) };
            Some(letter)
        };
        match letter {
            Some(letter) => server.take(letter, &mut inbox)?,
            None => server.work(&mut inbox)?,
        }
    }
    Ok(server.ended_well)
}

/// How far the talk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nobody has said `initialize`.
    Before,
    /// The usual.
    Running,
    /// After `shutdown`.
    Closing,
    /// After `exit`, or when the input has ended.
    Ended,
}

/// How a request is answered.
#[derive(Debug)]
enum Reply {
    /// With this.
    Now(Value),
    /// When the work is done.
    Later,
}

/// An open document, and what was read of its text as it is now.
#[derive(Debug)]
struct Open {
    buffer: Buffer,
    reading: Option<Rc<Reading>>,
    /// Whether its diagnostics are to be sent.
    untold: bool,
}

struct Server<W> {
    output: W,
    options: Options,
    phase: Phase,
    ended_well: bool,
    client: Client,
    settings: Settings,
    /// The language of the editor.
    editor: Option<Language>,
    folders: Vec<PathBuf>,
    /// The settings that came with `initialize`.
    initial: Value,
    /// When files of settings were changed, as far as was seen.
    seen: BTreeMap<PathBuf, Option<std::time::SystemTime>>,
    projects: Rc<Projects>,
    /// Counts how often anything changed that is in force.
    generation: u64,
    open: BTreeMap<Uri, Open>,
    files: files::Files,
    /// Requests for what is wrong in the whole workspace, which are answered bit by bit.
    sweeps: VecDeque<workspace::Sweep>,
    /// Our own requests that were not answered yet: their ids, and what was asked.
    asked: BTreeMap<u64, Asked>,
    next: u64,
}

/// What was asked of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Settings,
    /// Something to which the answer makes no difference.
    Other,
}

impl<W: Write> Server<W> {
    fn new(output: W, options: Options) -> Self {
        let projects = Rc::new(Projects::new(&options.sources, options.asked.unwrap_or(options.locale)));
        Self {
            output,
            options,
            phase: Phase::Before,
            ended_well: false,
            client: Client::default(),
            settings: Settings::default(),
            editor: None,
            folders: Vec::new(),
            initial: Value::Null,
            seen: BTreeMap::new(),
            projects,
            generation: 0,
            open: BTreeMap::new(),
            files: files::Files::default(),
            sweeps: VecDeque::new(),
            asked: BTreeMap::new(),
            next: 0,
        }
    }

    /// Takes what has come in.
    fn take(&mut self, letter: Letter, inbox: &mut Inbox) -> io::Result<()> {
        match letter {
            Letter::Malformed(why) => self.send(answer(&Value::Null, Err(Refusal::new(Code::Parse, why)))),
            Letter::Message(Message::Invalid { id, why }) => self.send(answer(&id, Err(Refusal::new(Code::InvalidRequest, why)))),
            Letter::Message(Message::Request { id, method, params }) => self.asked_for(id, &method, params, inbox),
            Letter::Message(Message::Notification { method, params }) => match guarded(|| self.notification(&method, params)) {
                Ok(Ok(())) => Ok(()),
                Ok(Err(why)) => self.log(2, &format!("{method}: {why}")),
                Err(why) => self.log(1, &format!("{method}: {why}")),
            },
            Letter::Message(Message::Answer { id, result }) => {
                let asked = id.as_u64().and_then(|id| self.asked.remove(&id));
                match (asked, result) {
                    (Some(Asked::Settings), Some(result)) => {
                        let before = self.settings.clone();
                        self.set(result.get(0).unwrap_or(&Value::Null))?;
                        if self.settings == before { Ok(()) } else { self.reload() }
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// Answers a request, or keeps it for later.
    fn asked_for(&mut self, id: Value, method: &str, params: Value, inbox: &mut Inbox) -> io::Result<()> {
        let outcome = if inbox.cancels(&id) {
            Err(Refusal::new(Code::Cancelled, "cancelled"))
        } else {
            guarded(|| self.request(&id, method, params)).unwrap_or_else(|why| Err(Refusal::new(Code::Internal, why)))
        };
        if let Err(Refusal { code: Code::Internal, why }) = &outcome {
            self.log(1, &format!("{method}: {why}"))?;
        }
        match outcome {
            Ok(Reply::Now(result)) => self.send(answer(&id, Ok(result))),
            Ok(Reply::Later) => Ok(()),
            Err(refusal) => self.send(answer(&id, Err(refusal))),
        }
    }

    /// Whether there is anything to do beside the messages.
    fn has_work(&self) -> bool {
        self.phase == Phase::Running
            && (self.files.untold || !self.sweeps.is_empty() || self.open.values().any(|open| open.untold))
    }

    /// Does a piece of it: first what the user sees.
    fn work(&mut self, inbox: &mut Inbox) -> io::Result<()> {
        if let Some(uri) = self.open.iter().find(|(_, open)| open.untold).map(|(uri, _)| uri.clone()) {
            return self.tell(&uri, inbox);
        }
        if self.files.untold { self.tell_files() } else { self.sweep() }
    }

    /// Reads an open document and sends what was found.
    fn tell(&mut self, uri: &Uri, inbox: &mut Inbox) -> io::Result<()> {
        if let Some(open) = self.open.get_mut(uri) {
            open.untold = false;
        }
        let reading = match guarded(|| self.reading(uri)) {
            Ok(reading) => reading,
            Err(why) => return self.log(1, &format!("{uri}: {why}")),
        };
        // A text that is old by now is not told: its next version will be.
        if inbox.changes(uri) {
            return Ok(());
        }
        let (Some(reading), Some(open)) = (reading, self.open.get(uri)) else { return Ok(()) };
        let diagnostics = self.telling().all(uri, &open.buffer, &reading);
        let params = json!({ "uri": uri, "version": open.buffer.version, "diagnostics": diagnostics });
        self.notify("textDocument/publishDiagnostics", params)
    }

    /// What was read of an open document, as it is now.
    fn reading(&mut self, uri: &Uri) -> Option<Rc<Reading>> {
        let open = self.open.get_mut(uri)?;
        if let Some(reading) = &open.reading {
            return Some(Rc::clone(reading));
        }
        let path = open.buffer.path.clone();
        let reading = if self.is_checked(&path) {
            let open = self.open.get(uri)?;
            Reading::of(&path, &open.buffer.text, &self.projects)
        } else {
            Reading::default()
        };
        let reading = Rc::new(reading);
        self.files.gather(&self.projects, &path);
        self.open.get_mut(uri)?.reading = Some(Rc::clone(&reading));
        Some(reading)
    }

    /// How findings are told.
    fn telling(&self) -> Telling<'_> {
        Telling { client: self.client, language: self.projects.language(), rule_page: self.settings.rule_page.as_deref() }
    }

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.send(json!({ "method": method, "params": params }))
    }

    fn ask(&mut self, what: Asked, method: &str, params: Value) -> io::Result<()> {
        self.next = self.next.saturating_add(1);
        self.asked.insert(self.next, what);
        self.send(json!({ "id": self.next, "method": method, "params": params }))
    }

    /// Writes into the log of the editor: 1 an error, 2 a warning, 3 for information.
    fn log(&mut self, kind: u8, text: &str) -> io::Result<()> {
        self.notify("window/logMessage", json!({ "type": kind, "message": format!("recount: {text}") }))
    }

    fn send(&mut self, message: Value) -> io::Result<()> {
        transport::write(&mut self.output, message)
    }
}

/// What comes of some work, or that it panicked: a bug, which must not stop the rest.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|said| {
        let said = said.downcast_ref::<String>().map(String::as_str).or_else(|| said.downcast_ref::<&str>().copied());
        format!("a bug in recount, please report it: {}", said.unwrap_or("no more is known"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::Choice;
    use proptest::prelude::*;
    use std::io::Cursor;

    /// What the server says to some bytes, and whether it ended as it should.
    fn served(input: Vec<u8>) -> (Vec<Value>, bool) {
        let sources = Sources { choice: Choice::Isolated, ..Sources::default() };
        let mut output = Vec::new();
        let ended = serve(Cursor::new(input), &mut output, Options { sources, ..Options::default() }).unwrap();
        let mut from = output.as_slice();
        let said = std::iter::from_fn(|| transport::read(&mut from).unwrap()).map(|received| match received {
            transport::Received::Json(json) => json,
            transport::Received::Malformed(why) => panic!("{why}"),
        });
        (said.collect(), ended)
    }

    fn framed(message: Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        transport::write(&mut bytes, message).unwrap();
        bytes
    }

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(guarded(|| 7), Ok(7));
        let said = guarded(|| panic!("too many {}", "legs")).map(|()| 0);
        assert_eq!(said, Err("a bug in recount, please report it: too many legs".to_owned()));
        assert_eq!(guarded(|| panic!("legs")).map(|()| 0), Err("a bug in recount, please report it: legs".to_owned()));
    }

    /// Something that an editor may do, with places that need not be in the text.
    fn steps() -> impl Strategy<Value = Vec<(u8, u32, u32, String)>> {
        let text = "[甲𠮷😀\r\n\t,。%]{0,6}|茶社共有采茶工36名,其中返乡的27名,占57%。|您的位置:首页 > 动态\n|\\{\"text\":\"甲\"\\}\n|<!-- recount: |```\n|[|]甲[|]1[|]\n";
        prop::collection::vec((0..8_u8, 0..6_u32, 0..40_u32, text), 0..24)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

        #[test]
        fn whatever_an_editor_does_every_request_is_answered_once(
            steps in steps(),
            ending in prop::sample::select(vec!["txt", "md", "html", "jsonl", "csv"]),
            pulls in any::<bool>(),
        ) {
            let diagnostic = if pulls { json!({ "diagnostic": {} }) } else { json!({}) };
            let capabilities = json!({ "textDocument": diagnostic, "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } } });
            let options = json!({ "inlayHints": true });
            let mut input = framed(json!({ "id": 0, "method": "initialize", "params": { "capabilities": capabilities, "initializationOptions": options } }));
            let uri = format!("file:///nowhere/a.{ending}");
            let document = json!({ "uri": uri, "languageId": "", "version": 0, "text": "" });
            input.extend(framed(json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })));
            let (mut asked, mut version) = (vec![json!(0)], 0);
            for (number, (what, line, character, text)) in steps.into_iter().enumerate() {
                let (about, position) = (json!({ "uri": uri }), json!({ "line": line, "character": character }));
                let range = json!({ "start": position, "end": { "line": line.saturating_add(1), "character": character } });
                let (method, params) = match what {
                    0..=2 => {
                        version += 1;
                        let changes = if what == 0 { json!([{ "text": text.repeat(3) }]) } else { json!([{ "range": range, "text": text }]) };
                        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
                        input.extend(framed(json!({ "method": "textDocument/didChange", "params": params })));
                        continue;
                    }
                    3 => ("textDocument/hover", json!({ "textDocument": about, "position": position })),
                    4 => ("textDocument/codeAction", json!({ "textDocument": about, "range": range, "context": { "diagnostics": [] } })),
                    5 => ("textDocument/inlayHint", json!({ "textDocument": about, "range": range })),
                    6 => ("textDocument/diagnostic", json!({ "textDocument": about })),
                    _ => ("textDocument/codeAction", json!({ "textDocument": about, "range": range, "context": { "diagnostics": [], "only": ["source"] } })),
                };
                let id = json!(format!("{number}"));
                input.extend(framed(json!({ "id": id, "method": method, "params": params })));
                asked.push(id);
            }
            input.extend(framed(json!({ "id": "last", "method": "shutdown" })));
            input.extend(framed(json!({ "method": "exit" })));
            asked.push(json!("last"));
            let (said, ended) = served(input);
            prop_assert!(ended);
            let answers: Vec<&Value> = said.iter().filter(|message| message.get("method").is_none()).collect();
            let answered: Vec<Value> = answers.iter().map(|answer| answer["id"].clone()).collect();
            prop_assert_eq!(answered, asked);
            for answer in answers {
                prop_assert!(answer.get("error").is_none(), "{}", answer);
            }
            let log: Vec<&Value> = said.iter().filter(|message| message["method"] == "window/logMessage").collect();
            prop_assert!(log.is_empty(), "{:?}", log);
        }

        #[test]
        fn no_bytes_stop_the_server(bytes in prop::collection::vec(any::<u8>(), 0..200), broken in "(Content-Length: [0-9]{1,3}\r\n|\r\n|[{}\\[\\]\":a0]{0,9}){0,12}") {
            for mut input in [bytes, broken.into_bytes()] {
                // Whatever came before, an empty line ends its header, and what it took for a message is over after so many bytes.
                input.extend(b"\r\n\r\n");
                let (said, ended) = served(input);
                prop_assert!(!ended);
                for answer in said {
                    prop_assert!(answer["error"]["code"].is_i64(), "{}", answer);
                }
            }
        }
    }
}
