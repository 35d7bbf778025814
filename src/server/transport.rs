//! Messages on a pipe: a header that says how long each is, and JSON. What is no message is handed on as such, and the next one is read.

use std::io::{self, BufRead, Read, Write};

use serde_json::{Value, json};

/// A header line that is longer than this is none.
const LINE: u64 = 1 << 12;
/// A message of more bytes than this is passed over.
const LONGEST: u64 = 1 << 28;

/// What came in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Received {
    /// JSON; whether it is a message is not looked at yet.
    Json(Value),
    /// No JSON, or nothing that says how long it is.
    Malformed(String),
}

/// Reads what comes next; `None` at the end of the input.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Received>> {
    let Some(length) = header(from)? else { return Ok(None) };
    let Some(length) = length else {
        return Ok(Some(Received::Malformed("a message begins with its `Content-Length`".to_owned())));
    };
    if length > LONGEST {
        io::copy(&mut from.by_ref().take(length), &mut io::sink())?;
        return Ok(Some(Received::Malformed(format!("a message of {length} bytes is too long"))));
    }
    let mut body = Vec::new();
    let read = from.by_ref().take(length).read_to_end(&mut body)?;
    if u64::try_from(read).ok() != Some(length) {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(json) => Received::Json(json),
        Err(error) => Received::Malformed(error.to_string()),
    }))
}

/// The length that a header gives, if any; nothing at the end of the input.
fn header(from: &mut impl BufRead) -> io::Result<Option<Option<u64>>> {
    let (mut length, mut begun) = (None, false);
    loop {
        let mut line = Vec::new();
        if from.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            // Blank lines between messages are none.
            if begun {
                return Ok(Some(length));
            }
            continue;
        }
        begun = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

/// Writes a message.
pub(super) fn write(to: &mut impl Write, mut message: Value) -> io::Result<()> {
    if let Some(message) = message.as_object_mut() {
        message.insert("jsonrpc".to_owned(), json!("2.0"));
    }
    let body = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Received> {
        let mut from = bytes;
        std::iter::from_fn(|| read(&mut from).unwrap()).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let mut out = Vec::new();
        write(&mut out, json!({ "method": "甲" })).unwrap();
        write(&mut out, json!({ "id": 1 })).unwrap();
        assert!(out.starts_with(b"Content-Length: 32\r\n\r\n{"), "{}", String::from_utf8_lossy(&out));
        let read = all(&out);
        let expected = [json!({ "jsonrpc": "2.0", "method": "甲" }), json!({ "jsonrpc": "2.0", "id": 1 })];
        assert_eq!(read, expected.map(Received::Json));
    }

    #[test]
    fn what_is_no_message_does_not_hide_the_next() {
        let input = b"Content-Length: 5\r\n\r\n{\"a\":content-length:2\nContent-Type: x\n\n{}hello\r\n\r\nContent-Length: x\r\n\r\nContent-Length: 4\r\n\r\nnullContent-Length: 9\r\n\r\n{}";
        let kinds: Vec<_> = all(input)
            .into_iter()
            .map(|received| match received {
                Received::Json(json) => json.to_string(),
                Received::Malformed(_) => "malformed".to_owned(),
            })
            .collect();
        assert_eq!(kinds, ["malformed", "{}", "malformed", "malformed", "null"]);
    }

    #[test]
    fn a_message_that_is_too_long_or_too_deep_is_passed_over() {
        let deep = "[".repeat(100_000);
        let input = format!(
            "Content-Length: {}\r\n\r\n{deep}Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{{}}",
            deep.len()
        );
        let read = all(input.as_bytes());
        assert!(matches!(read.as_slice(), [Received::Malformed(_), Received::Malformed(_), Received::Json(_)]), "{read:?}");
    }
}
