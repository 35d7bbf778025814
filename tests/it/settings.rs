//! The page on settings, held against the program: its files are written, its commands run, and what it shows is what they print.

use std::{env, fs, path::Path};

use recount::{config, rule::RuleSet};

use crate::readme::renewed;

const PAGE: &str = "docs/configuration.md";

/// The files that the page shows: each block of code after a line that is a path in backticks and a colon.
fn files(page: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = page.lines().collect();
    let mut files = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(path) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) else { continue };
        let block = lines[at + 2..].iter().skip(1).take_while(|line| **line != "```");
        assert!(lines[at + 2].starts_with("```"), "{path}");
        files.push((path.to_owned(), block.map(|line| format!("{line}\n")).collect()));
    }
    files
}

#[test]
fn every_command_of_the_page_works_and_prints_what_it_shows() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let written = fs::read_to_string(&page).unwrap().replace("\r\n", "\n");
    let folder = tempfile::tempdir().unwrap();
    // The suppressions come in when the page comes to them.
    let (before, after) = written.split_once("Files without comments").unwrap();
    let write = |text: &str| {
        for (path, content) in files(text) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    };
    write(before);
    let mut now = renewed(before, &folder);
    write(after);
    now.push_str("Files without comments");
    now.push_str(&renewed(after, &folder));
    if env::var_os("REGENERATE").is_some() {
        fs::write(&page, &now).unwrap();
    } else {
        assert_eq!(written, now, "{PAGE} is out of date: run `just regenerate`");
    }
}

#[test]
fn the_page_names_every_key_and_every_option() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap();
    for key in config::KEYS {
        assert!(page.contains(&format!("| `{key}")), "{PAGE} does not tell of `{key}`");
    }
    for option in RuleSet::built_in().rules().iter().flat_map(|rule| rule.options()) {
        assert!(page.contains(&format!("`{option}`")), "{PAGE} does not tell of the option `{option}`");
    }
}
