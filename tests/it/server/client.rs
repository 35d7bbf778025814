//! A small editor: it frames messages, waits for answers, and knows what it was told.

use std::{
    collections::VecDeque,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A server with somebody who talks to it.
pub struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    next: i64,
    /// What came while something else was waited for.
    kept: VecDeque<Value>,
    /// The workspace.
    pub folder: TempDir,
}

impl Client {
    /// A server in an empty workspace, after `initialized`.
    pub fn start(arguments: &[&str], capabilities: Value) -> Self {
        Self::start_with(arguments, capabilities, json!({}), &[])
    }

    /// The same with more in `initialize`, and files in the workspace.
    pub fn start_with(arguments: &[&str], capabilities: Value, more: Value, files: &[(&str, &str)]) -> Self {
        let mut client = Self::spawn(arguments, files);
        client.initialize(capabilities, more);
        client.notify("initialized", json!({}));
        client
    }

    /// A server to which nothing was said.
    pub fn spawn(arguments: &[&str], files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_recount"))
            .arg("server")
            .args(arguments)
            .current_dir(folder.path())
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (to, from) = (server.stdin.take(), BufReader::new(server.stdout.take().unwrap()));
        Self { server, to, from, next: 0, kept: VecDeque::new(), folder }
    }

    /// What the server says of itself.
    pub fn initialize(&mut self, capabilities: Value, more: Value) -> Value {
        let mut params = json!({
            "processId": null,
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": self.uri(""), "name": "reports" }],
        });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.request("initialize", params)["result"].clone()
    }

    /// The URI of a file of the workspace.
    pub fn uri(&self, name: &str) -> String {
        let escaped = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        let path = self.folder.path().join(name);
        let path = path.to_str().unwrap().trim_end_matches('/').to_owned();
        format!("file://{}", path.bytes().map(escaped).collect::<String>())
    }

    /// The path of a file of the workspace.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Opens a document; its URI.
    pub fn open(&mut self, name: &str, language: &str, text: &str) -> String {
        let uri = self.uri(name);
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
        uri
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// The next diagnostics of a document.
    pub fn published(&mut self, uri: &str) -> Value {
        self.wait(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == *uri)["params"]
            .clone()
    }

    /// What comes of a request.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(&json!(id))
    }

    /// Sends a request and does not wait; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The answer to a request.
    pub fn answer(&mut self, id: &Value) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == *id)
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub fn send(&mut self, message: &Value) {
        self.send_raw(&framed(message));
    }

    pub fn send_raw(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().unwrap();
        to.write_all(bytes).unwrap();
        to.flush().unwrap();
    }

    /// The first message of a kind, those that came before included.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).unwrap();
        }
        loop {
            let Some(message) = self.read() else { panic!("the server has ended") };
            if wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    /// Everything that has come and that nobody waited for.
    pub fn kept(&self) -> Vec<&Value> {
        self.kept.iter().collect()
    }

    fn read(&mut self) -> Option<Value> {
        let mut length = None;
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = Some(value.parse::<usize>().unwrap()),
                Some(other) => panic!("an unknown header: {other:?}"),
                None => break,
            }
        }
        let mut body = vec![0; length.unwrap()];
        self.from.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(message["jsonrpc"], "2.0");
        Some(message)
    }

    /// Says that this is the end; the exit status.
    pub fn close(mut self) -> i32 {
        let answer = self.request("shutdown", Value::Null);
        assert_eq!(answer["result"], Value::Null);
        self.notify("exit", Value::Null);
        self.status()
    }

    /// Closes the input; the exit status.
    pub fn status(&mut self) -> i32 {
        self.to = None;
        while self.read().is_some() {}
        self.server.wait().unwrap().code().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A message with its header.
pub fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// A place, counted from 0.
pub fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// From one place to another.
pub fn range(line: u32, character: u32, end_line: u32, end_character: u32) -> Value {
    json!({ "start": position(line, character), "end": position(end_line, end_character) })
}
