//! What has come in and was not looked at yet. It can be looked through beforehand, so that no work is done that nobody waits for any more.

use std::{
    collections::VecDeque,
    io::BufRead,
    sync::mpsc::{self, Receiver},
    thread,
};

use serde_json::Value;

use super::{
    message::Message,
    transport::{self, Received},
};

/// One thing out of the inbox.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Letter {
    /// A message.
    Message(Message),
    /// No JSON.
    Malformed(String),
}

/// What has come in.
#[derive(Debug)]
pub(super) struct Inbox {
    from: Receiver<Letter>,
    waiting: VecDeque<Letter>,
}

impl Inbox {
    /// Begins to read. The thread that does ends with its input, or with the program.
    pub(super) fn open(mut input: impl BufRead + Send + 'static) -> Self {
        let (to, from) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(Some(received)) = transport::read(&mut input) {
                let letter = match received {
                    Received::Json(json) => Letter::Message(Message::of(json)),
                    Received::Malformed(why) => Letter::Malformed(why),
                };
                if to.send(letter).is_err() {
                    break;
                }
            }
        });
        Self { from, waiting: VecDeque::new() }
    }

    /// What comes next, waited for; `None` when the input has ended.
    pub(super) fn wait(&mut self) -> Option<Letter> {
        self.waiting.pop_front().or_else(|| self.from.recv().ok())
    }

    /// What is there already.
    pub(super) fn ready(&mut self) -> Option<Letter> {
        self.gather();
        self.waiting.pop_front()
    }

    /// Whether somebody has said that a request need not be answered any more.
    pub(super) fn cancels(&mut self, request: &Value) -> bool {
        self.gather();
        let cancels = |letter: &Letter| match letter {
            Letter::Message(Message::Notification { method, params }) => {
                method == "$/cancelRequest" && params.get("id") == Some(request)
            }
            _ => false,
        };
        self.waiting.iter().any(cancels)
    }

    /// Whether a document changes, or is closed, further on.
    pub(super) fn changes(&mut self, uri: &str) -> bool {
        self.gather();
        let changes = |letter: &Letter| match letter {
            Letter::Message(Message::Notification { method, params }) => {
                matches!(method.as_str(), "textDocument/didChange" | "textDocument/didClose")
                    && params.pointer("/textDocument/uri").and_then(Value::as_str) == Some(uri)
            }
            _ => false,
        };
        self.waiting.iter().any(changes)
    }

    fn gather(&mut self) {
        self.waiting.extend(self.from.try_iter());
    }
}
