//! What a message is, as JSON-RPC has it: a request, a notification, an answer, or none of them.

use serde_json::{Value, json};

/// A message of the client.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// Something that is to be answered.
    Request {
        /// By which it is answered: a number or a string.
        id: Value,
        /// What is asked.
        method: String,
        /// About what.
        params: Value,
    },
    /// Something to know.
    Notification {
        /// What happened.
        method: String,
        /// To what.
        params: Value,
    },
    /// The answer to a request of ours.
    Answer {
        /// The request.
        id: Value,
        /// What came of it; nothing where it failed.
        result: Option<Value>,
    },
    /// Not JSON-RPC.
    Invalid {
        /// Its id, where it has one; else null.
        id: Value,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl Message {
    /// Looks what some JSON is.
    pub(super) fn of(json: Value) -> Self {
        let Value::Object(mut json) = json else {
            return Self::Invalid { id: Value::Null, why: "a message is an object" };
        };
        let id = json.remove("id").unwrap_or(Value::Null);
        let id = if matches!(id, Value::Null | Value::Number(_) | Value::String(_)) {
            id
        } else {
            return Self::Invalid { id: Value::Null, why: "an id is a number or a string" };
        };
        if json.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return Self::Invalid { id, why: "`jsonrpc` is not \"2.0\"" };
        }
        let params = json.remove("params").unwrap_or(Value::Null);
        match json.remove("method") {
            Some(Value::String(method)) if id.is_null() => Self::Notification { method, params },
            Some(Value::String(method)) => Self::Request { id, method, params },
            Some(_) => Self::Invalid { id, why: "`method` is not a string" },
            None if !id.is_null() && json.contains_key("result") => Self::Answer { id, result: json.remove("result") },
            None if json.contains_key("error") => Self::Answer { id, result: None },
            None => Self::Invalid { id, why: "there is no `method`" },
        }
    }
}

/// Why a request is not answered with a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Which of the errors of the protocol it is.
    pub(super) code: Code,
    /// What is wrong, in a sentence.
    pub(super) why: String,
}

/// The errors of JSON-RPC and of the language server protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Parse = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Internal = -32603,
    NotInitialized = -32002,
    Cancelled = -32800,
}

impl Refusal {
    pub(super) fn new(code: Code, why: impl Into<String>) -> Self {
        Self { code, why: why.into() }
    }
}

/// The answer to a request.
pub(super) fn answer(id: &Value, outcome: Result<Value, Refusal>) -> Value {
    match outcome {
        Ok(result) => json!({ "id": id, "result": result }),
        Err(Refusal { code, why }) => json!({ "id": id, "error": { "code": code as i32, "message": why } }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_by_its_members() {
        let of = |json: Value| Message::of(json);
        let (method, params) = ("m".to_owned(), json!([1]));
        assert_eq!(
            of(json!({ "jsonrpc": "2.0", "id": "a", "method": "m", "params": [1] })),
            Message::Request { id: json!("a"), method: method.clone(), params: params.clone() }
        );
        assert_eq!(of(json!({ "jsonrpc": "2.0", "method": "m", "params": [1] })), Message::Notification { method, params });
        assert_eq!(
            of(json!({ "jsonrpc": "2.0", "id": 1, "result": null })),
            Message::Answer { id: json!(1), result: Some(Value::Null) }
        );
        assert_eq!(of(json!({ "jsonrpc": "2.0", "id": 1, "error": {} })), Message::Answer { id: json!(1), result: None });
        for (json, id) in [
            (json!([]), Value::Null),
            (json!({ "jsonrpc": "2.0", "id": [1], "method": "m" }), Value::Null),
            (json!({ "jsonrpc": "1.0", "id": 7, "method": "m" }), json!(7)),
            (json!({ "id": 8, "method": "m" }), json!(8)),
            (json!({ "jsonrpc": "2.0", "id": 9, "method": 3 }), json!(9)),
            (json!({ "jsonrpc": "2.0", "id": 10 }), json!(10)),
        ] {
            assert!(matches!(of(json.clone()), Message::Invalid { id: of, .. } if of == id), "{json}");
        }
    }
}
