//! The README and the pages beside it, held against the program: every command in them is run, and every output in them is what the
//! program prints.

use std::{
    env, fs, iter,
    path::Path,
    process::{Command, Stdio},
};

use recount::rule::RuleSet;
use tempfile::TempDir;

/// Programs that are not run here. `cargo test` would build what has been built for this test; what others do with recount is tested where they
/// are installed (`.ci/consumers`).
const OTHERS: &[&str] = &["cargo test", "pip ", "git ", "pre-commit "];

/// Whether a command is that of another program.
fn is_of_others(command: &str) -> bool {
    OTHERS.iter().any(|program| command.starts_with(program))
}

/// The README with the output of each command as it is now. Outputs are shown where the README shows any, and after the first.
pub fn renewed(readme: &str, folder: &TempDir) -> String {
    let mut lines = readme.lines().peekable();
    let (mut out, mut first) = (String::new(), true);
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some(name) = titled(line) {
            let block: Vec<&str> = iter::from_fn(|| lines.next_if(|line| *line != "```")).collect();
            out.push_str(&written(&block, &folder.path().join(name)));
        }
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| *line != "```") {
            out.push_str(line);
            out.push('\n');
            let Some(command) = line.strip_prefix("$ ") else { panic!("output without a command: {line}") };
            if is_of_others(command) {
                while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
                    out.push_str(line);
                    out.push('\n');
                }
                continue;
            }
            let printed = run(command, folder);
            let mut shown = first;
            while lines.next_if(|line| *line != "```" && !line.starts_with("$ ")).is_some() {
                shown = true;
            }
            if shown {
                out.push_str(&printed);
            }
            first = false;
        }
    }
    out
}

/// The file that a block is, from the line that begins it.
pub fn titled(fence: &str) -> Option<&str> {
    fence.strip_prefix("```")?.split_once(" title=\"")?.1.strip_suffix('"')
}

/// Writes the lines of a block to a file; their text.
pub fn written(block: &[&str], path: &Path) -> String {
    let text = block.join("\n") + "\n";
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, &text).unwrap();
    text
}

/// Runs a command of the README; what it prints. It may find something, but not fail.
fn run(command: &str, folder: &TempDir) -> String {
    let arguments = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("recount "));
    let arguments = arguments.unwrap_or_else(|| panic!("`{command}` is no command of ours"));
    let mut recount = Command::new(env!("CARGO_BIN_EXE_recount"));
    let recount = recount
        .current_dir(folder.path())
        .args(arguments.split(' ').map(|argument| argument.trim_matches('\'')))
        .env("LC_ALL", "C")
        .env_remove("GITHUB_ACTIONS")
        .env_remove("GITHUB_WORKSPACE")
        .env_remove("INSIDE_EMACS")
        .stdin(Stdio::null());
    let done = recount.output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(matches!(done.status.code(), Some(0 | 1)), "{command}: {said}");
    steady(String::from_utf8(done.stdout).unwrap())
}

/// What is printed, with one word for the word that is another one in each run.
fn steady(printed: String) -> String {
    let printed = printed.replace("\r\n", "\n");
    match printed.strip_prefix("::stop-commands::").and_then(|rest| rest.split_once('\n')) {
        Some((token, _)) => printed.replace(token, "recount-0123456789abcdef"),
        None => printed,
    }
}

/// A folder with the reports of the repository.
fn reports() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for reports in ["tests/reports", "tests/inputs"] {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(reports), &folder.path().join(reports));
    }
    folder
}

/// The same with the rule file that the README shows.
fn clone(readme: &str) -> TempDir {
    let folder = reports();
    let (before, rest) = readme.split_once(":\n\n```toml\n").unwrap();
    let path = folder.path().join(before.rsplit('`').nth(1).unwrap());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, rest.split_once("```").unwrap().0).unwrap();
    folder
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// Holds a page against what its commands print now.
fn hold(page: &str, folder: impl Fn(&str) -> TempDir) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let now = renewed(&written, &folder(&written));
    if env::var_os("REGENERATE").is_some() {
        fs::write(&path, &now).unwrap();
    } else {
        assert_eq!(written, now, "{page} is out of date: run `just regenerate`");
    }
}

#[test]
fn every_command_of_the_readme_works_and_prints_what_it_shows() {
    hold("README.md", clone);
}

#[test]
fn every_command_of_the_page_on_inputs_works() {
    hold("docs/inputs.md", |_| reports());
}

#[test]
fn every_command_of_the_page_on_the_dashboard_works() {
    hold("docs/dashboard.md", |_| reports());
}

#[test]
fn every_step_of_the_first_ten_minutes_works_and_prints_what_it_shows() {
    hold("docs/start.md", |_| tempfile::tempdir().unwrap());
}

#[test]
fn every_command_of_the_page_on_forms_works_and_prints_what_it_shows() {
    hold("docs/formats.md", |_| reports());
}

#[test]
fn the_readme_names_every_family_of_rules() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for rule in RuleSet::built_in().rules() {
        let family = rule.id.split('/').next().unwrap();
        assert!(readme.contains(&format!("`{family}`")), "the README does not name `{family}`");
    }
}

#[test]
fn every_file_that_a_page_links_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/inputs.md",
        "docs/configuration.md",
        "docs/formats.md",
        "docs/gates.md",
        "docs/editors.md",
        "docs/dashboard.md",
        "docs/hooks.md",
        "docs/python.md",
        "docs/start.md",
    ] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap();
            let beside = root.join(page).with_file_name(file);
            assert!(link.starts_with("https://") || beside.exists(), "{page} links to {link}");
        }
    }
}
