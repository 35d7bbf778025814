//! What only a terminal sees: messages as wide as it is.
#![cfg(unix)]

use std::{
    fs::File,
    io::Read,
    process::{Command, Stdio},
};

use rustix_openpty::rustix::termios::Winsize;

use crate::cli::{folder, run};

/// A report without a source; what is said of that is longer than some terminals are wide.
fn report() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/clean/forestry.md")).unwrap()
}

const MESSAGE: &str = "the report says when it was published and not where it came from";

/// What the program shows on a terminal of so many columns.
fn shown(arguments: &[&str], columns: u16) -> String {
    let folder = folder(&[("a.md", report().as_slice())]);
    let size = Winsize { ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let pair = rustix_openpty::openpty(None, Some(&size)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
    command.current_dir(folder.path()).args(arguments).env("LC_ALL", "C").env("NO_COLOR", "1").env("TERM", "dumb");
    command.stdin(Stdio::null()).stdout(Stdio::from(pair.user.try_clone().unwrap())).stderr(Stdio::from(pair.user));
    let mut child = command.spawn().unwrap();
    drop(command);
    let (mut shown, mut bytes, mut terminal) = (Vec::new(), [0; 4096], File::from(pair.controller));
    while let Ok(count @ 1..) = terminal.read(&mut bytes) {
        shown.extend_from_slice(&bytes[..count]);
    }
    child.wait().unwrap();
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

#[test]
fn messages_are_as_wide_as_the_terminal_within_reason() {
    let check = |columns| shown(&["a.md", "--quiet", "--select", "metadata/source"], columns);
    assert!(check(200).contains(MESSAGE), "{}", check(200));
    assert!(check(80).contains(MESSAGE));
    // Wrapped between two words, and no narrower than can be read.
    for columns in [10, 50, 60] {
        let shown = check(columns);
        assert!(!shown.contains(MESSAGE) && shown.contains("the report says when it was published"), "{columns}: {shown}");
    }
    // Mistakes in settings too.
    let mistake = ["explain", "a/b", "--rules", "none", "--lang", "en"];
    assert!(shown(&mistake, 50).contains("none"));
}

#[test]
fn in_a_pipe_messages_are_wrapped_as_ever() {
    let folder = folder(&[("a.md", report().as_slice())]);
    let (_, printed, _) = run(&folder, &["a.md", "--quiet", "--select", "metadata/source"]);
    assert!(printed.contains(MESSAGE), "{printed}");
}
