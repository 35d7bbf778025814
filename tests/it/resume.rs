//! `--resume`: a run that was stopped, however it was, is gone on with, and comes to what one run comes to.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// What is written by a run, whatever it writes to standard output.
const OUTPUTS: [&str; 3] = ["findings.json", "findings.sarif", "valid.txt"];

/// A folder with shards of short reports, some with a fault, some that are none.
struct Corpus {
    folder: TempDir,
}

impl Corpus {
    fn new() -> Self {
        let corpus = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(corpus.path("shards")).unwrap();
        for shard in 0..2 {
            let mut file = File::create(corpus.path(&format!("shards/{shard}.jsonl"))).unwrap();
            for number in 0..150 {
                let share = if number % 5 == 0 { "45.2" } else { "25" };
                let text = format!("第{shard}组第{number}户:全村共有农户{}户,其中养蜂户100户,占{share}%。", 400);
                match number {
                    13 => writeln!(file, "{{\"id\":{number}}}").unwrap(),
                    _ => writeln!(file, "{{\"id\":\"{shard}-{number}\",\"text\":\"{text}\"}}").unwrap(),
                }
            }
        }
        fs::write(corpus.path("shards/4.txt"), "全乡共有茶农80户,其中脱贫户20户,占52%。\n").unwrap();
        corpus
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.path("state")
    }

    /// A run that writes below a folder of its own.
    fn command(&self, to: &str, more: &[&str]) -> Command {
        fs::create_dir_all(self.path(to)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
        command.current_dir(self.folder.path()).args(["check", "shards", "--lang", "en", "--format", "jsonl", "--threads", "2"]);
        command.args(["--output", &format!("json={to}/findings.json"), "--output", &format!("sarif={to}/findings.sarif")]);
        command.args(["--valid-list", &format!("{to}/valid.txt"), "--metrics", &format!("{to}/metrics.json")]);
        command.args(["--gate", "share/*:findings=10000", "--max-warnings", "100000", "--statistics"]).args(more);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn resumed(&self, to: &str, more: &[&str]) -> Command {
        self.command(to, &[&["--resume", "state"], more].concat())
    }

    /// Begins a run and waits until its journal is longer than so many bytes, or it is over.
    fn started(&self, to: &str, longer: u64) -> Child {
        let mut child = self.resumed(to, &[]).spawn().unwrap();
        let start = Instant::now();
        while length(&self.journal()) <= longer && child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < Duration::from_secs(120), "the run does not go on");
            sleep(Duration::from_millis(1));
        }
        child
    }

    /// What a run left: its status, what it printed, and every file; of the metrics, all but how long things took.
    fn left(&self, to: &str, output: &Output) -> (Option<i32>, String, Vec<String>, Value) {
        let read = |name: &str| fs::read_to_string(self.path(to).join(name)).unwrap();
        let mut metrics: Value = serde_json::from_str(&read("metrics.json")).unwrap();
        metrics.as_object_mut().unwrap().retain(|name, _| name != "timings");
        let printed = String::from_utf8(output.stdout.clone()).unwrap();
        (output.status.code(), printed, OUTPUTS.map(read).to_vec(), metrics)
    }
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// What a run says on standard error but for how it goes on.
fn said(output: &Output) -> Vec<String> {
    let all = String::from_utf8(output.stderr.clone()).unwrap();
    all.lines().filter(|line| !line.contains("goes on after")).map(str::to_owned).collect()
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
}

#[test]
fn a_run_that_is_killed_again_and_again_comes_to_what_one_run_comes_to() {
    let corpus = Corpus::new();
    let whole = corpus.command("whole", &[]).output().unwrap();
    let (mut killed, mut longer) = (0, 0);
    let last = loop {
        let mut child = corpus.started("parts", longer);
        longer = length(&corpus.journal()).max(longer);
        // At the beginning, in the middle of a batch, in the middle of a line of the journal: wherever it happens to be.
        sleep(Duration::from_millis(killed * 17 % 60));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        if output.status.code().is_some() {
            break output;
        }
        killed += 1;
        assert!(killed < 100, "it never ends");
        if killed == 2 {
            let mut journal = fs::OpenOptions::new().append(true).open(corpus.journal()).unwrap();
            journal.write_all(b"0123456789abcdef {\"to\":{\"fil").unwrap();
        }
    };
    assert!(killed >= 2, "killed {killed} times");
    assert_eq!(whole.status.code(), Some(2), "a line that cannot be read");
    assert_eq!(corpus.left("parts", &last), corpus.left("whole", &whole));
    assert_eq!(said(&last), said(&whole));
    assert!(!corpus.journal().exists(), "a run that is over leaves none");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_asked_to_stop_leaves_what_it_has_and_is_gone_on_with() {
    let corpus = Corpus::new();
    let whole = corpus.command("whole", &[]).output().unwrap();
    let stopped = || {
        let child = corpus.started("parts", 2000);
        signal(&child, "-TERM");
        child.wait_with_output().unwrap()
    };
    // On a fast machine it may be over before the signal comes.
    let begun = (0..10).map(|_| stopped()).find(|output| output.status.code() == Some(130)).unwrap();
    assert!(
        said(&begun).last().unwrap().starts_with("recount: stopped; the same command goes on from here"),
        "{:?}",
        said(&begun)
    );
    let (first, all) = (String::from_utf8(begun.stdout).unwrap(), String::from_utf8(whole.stdout.clone()).unwrap());
    assert!(all.starts_with(&first) && first.len() < all.len());
    let so_far: Vec<Value> = serde_json::from_str(&fs::read_to_string(corpus.path("parts/findings.json")).unwrap()).unwrap();
    assert_eq!(so_far.len(), first.lines().count(), "an array that is closed");

    // What was done is not done again: nobody looks at the first shard a second time.
    let shard = corpus.path("shards/0.jsonl");
    let (text, about) = (fs::read_to_string(&shard).unwrap(), fs::metadata(&shard).unwrap());
    fs::write(&shard, text.replace("45.2", "25.0")).unwrap();
    File::options().append(true).open(&shard).unwrap().set_modified(about.modified().unwrap()).unwrap();
    // Only the first batch is certain to be kept.
    let rest = corpus.resumed("parts", &[]).output().unwrap();
    let lines =
        |output: &[u8]| String::from_utf8(output.to_vec()).unwrap().lines().take(9).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&rest.stdout), lines(&whole.stdout));
    assert!(String::from_utf8(rest.stderr).unwrap().contains("goes on after "));
}

#[cfg(unix)]
#[test]
fn a_run_goes_on_only_under_what_it_was_begun_under() {
    let corpus = Corpus::new();
    let rules = corpus.path("rules");
    fs::create_dir(&rules).unwrap();
    let rule = "[[rule]]\nid = \"own/word\"\nkind = \"pattern\"\nseverity = \"info\"\nsummary = { en = \"a\", zh = \"甲\" }\n\
                message = { en = \"a\", zh = \"甲\" }\nfind = ['某某']\ngood = [\"甲\"]\nbad = [\"[[某某]]\"]\n";
    fs::write(rules.join("own.toml"), rule).unwrap();
    let with_rules = ["--rules", "rules"];
    let mut child = corpus.resumed("parts", &with_rules).spawn().unwrap();
    while length(&corpus.journal()) < 2000 {
        assert!(child.try_wait().unwrap().is_none(), "it is over too soon");
        sleep(Duration::from_millis(1));
    }
    signal(&child, "-STOP");
    let second = corpus.resumed("parts", &with_rules).output().unwrap();
    assert_eq!(said(&second), ["recount: state is in use by another run"]);
    child.kill().unwrap();
    child.wait().unwrap();

    let kept = fs::read(corpus.journal()).unwrap();
    let refused = |more: &[&str], why: &str| {
        let output = corpus.resumed("parts", more).output().unwrap();
        let advice = "; go on under the same, or delete it to begin anew";
        assert_eq!((said(&output), output.status.code()), (vec![format!("recount: state {why}{advice}")], Some(2)));
        assert_eq!(fs::read(corpus.journal()).unwrap(), kept, "nothing is lost");
    };
    refused(&[], "was begun under other rules, settings or suppressions");
    refused(&["--rules", "rules", "--select", "share/*"], "was begun with other options");
    fs::write(rules.join("own.toml"), rule.replace("某某", "某乡")).unwrap();
    refused(&with_rules, "was begun under other rules, settings or suppressions");
    fs::write(rules.join("own.toml"), rule).unwrap();
    fs::write(corpus.path("recount.toml"), "[rounding]\nlast-digit = \"error\"\n").unwrap();
    refused(&with_rules, "was begun under other rules, settings or suppressions");
    fs::remove_file(corpus.path("recount.toml")).unwrap();
    fs::write(corpus.path("shards/5.txt"), "另一篇。").unwrap();
    refused(&with_rules, "was begun with other files");
    fs::remove_file(corpus.path("shards/5.txt")).unwrap();
    File::options().append(true).open(corpus.path("shards/1.jsonl")).unwrap().write_all(b"\n").unwrap();
    refused(&with_rules, "knows shards/1.jsonl as it was before it changed");
}

#[test]
fn no_other_file_is_taken_for_a_journal_and_standard_input_has_none() {
    let corpus = Corpus::new();
    fs::write(corpus.journal(), "别的东西").unwrap();
    let output = corpus.resumed("parts", &[]).output().unwrap();
    let why = "recount: state is there already and keeps no run of recount; name another with --resume";
    assert_eq!((said(&output), output.status.code()), (vec![why.to_owned()], Some(2)));
    assert_eq!(fs::read_to_string(corpus.journal()).unwrap(), "别的东西");
    fs::remove_file(corpus.journal()).unwrap();
    let output = corpus.resumed("parts", &["-"]).output().unwrap();
    assert_eq!(said(&output), ["recount: --resume needs files: what `-` reads cannot be read again"]);
    assert!(!corpus.journal().exists());
}
