//! The house rules: the order of the rooms, who may ask the machine, and how a file opens.

use std::{fs, path::Path};

/// The rooms in the order that data takes. None names one after it.
const ROOMS: &[&str] = &[
    "document", "view", "figure", "corpus", "claim", "verdict", "kind", "rule", "config", "finding", "suppress", "baseline",
    "check", "fix", "example", "eval", "gate", "output", "server",
];

/// What asks the machine: files, clocks, locales, terminals. It belongs to the walk, to the server and to the command line.
const MACHINE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::time",
    "stdin()",
    "stdout()",
    "stderr()",
    "fs::",
    "File::open",
    "SystemTime",
    "Instant::now",
    "println!",
    "print!",
    "dbg!",
];

/// A source file: its path from the root of the repository, and its code without comments.
struct Source {
    path: String,
    code: String,
}

/// Every file of a folder, folders within it included.
fn sources(folder: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            files.push(Source { path: path.display().to_string(), code: code.join("\n") });
        }
    }
    files
}

/// The files of a room: `src/check.rs`, or all under `src/figure/`.
fn files_of(room: &str) -> Vec<Source> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = source.join(format!("{room}.rs"));
    let inside = |path: &str| Path::new(path) == file || Path::new(path).starts_with(source.join(room));
    let files: Vec<Source> = sources(&source).into_iter().filter(|source| inside(&source.path)).collect();
    assert!(!files.is_empty(), "there is no room `{room}`");
    files
}

/// Whether code names a room: `crate::claim`, `super::claim`, or `crate::{figure, claim::Claim}`.
fn names(code: &str, room: &str) -> bool {
    let begins = |path: &str| {
        path.strip_prefix(room).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    };
    ["crate::", "super::"].iter().any(|root| {
        code.split(root).skip(1).any(|path| match path.strip_prefix('{') {
            Some(list) => members(list).iter().any(|member| begins(member)),
            None => begins(path),
        })
    })
}

/// The members of a list in braces, what stands in inner braces left out.
fn members(list: &str) -> Vec<&str> {
    let (mut members, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(list[from..at].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(list[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    members
}

#[test]
fn a_name_is_seen_in_a_path_and_in_a_list() {
    for code in [
        "use crate::claim;",
        "crate::claim::Claim",
        "use crate::{\n    figure::{Number, Unit},\n    claim,\n};",
        "super::claim::bind",
    ] {
        assert!(names(code, "claim"), "{code}");
    }
    for code in ["use crate::claims;", "use crate::{figure::{claim}, view};", "let claim = 1;"] {
        assert!(!names(code, "claim"), "{code}");
    }
}

#[test]
fn no_room_looks_ahead() {
    for (place, room) in ROOMS.iter().enumerate() {
        for Source { path, code } in files_of(room) {
            // The server reads files as the command line does.
            let around: &[&str] = if *room == "server" { &["python", "cli"] } else { &["walk", "python", "cli"] };
            for later in ROOMS[place + 1..].iter().chain(around) {
                assert!(!names(&code, later), "{path} looks ahead to `{later}`");
            }
        }
    }
}

#[test]
fn every_room_between_is_a_function_of_values() {
    for room in ROOMS.iter().filter(|&&room| room != "output" && room != "server") {
        for Source { path, code } in files_of(room) {
            // What tests need is their own affair.
            let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap();
            if path.ends_with("tests.rs") {
                continue;
            }
            for asked in MACHINE {
                assert!(!code.contains(asked), "{path} asks the machine: `{asked}`");
            }
        }
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for Source { path, .. } in sources(&root.join("src")).into_iter().chain(sources(&root.join("tests"))) {
        assert!(fs::read_to_string(&path).unwrap().starts_with("//! "), "{path} does not open with `//!`");
    }
}
