//! Mending: `--fix`, `--unsafe-fixes`, `--diff` and `--output-dir`. What a document becomes is decided in `recount::fix`; here it is
//! decided where that goes, and it is written.

mod copy;
mod elsewhere;
mod writer;

use std::{
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{ArgGroup, Args};
use recount::{
    check::Checked,
    document::{Document, Encoding},
    fix::{self, Mended, Scope},
    output::{Page, diff, statistics::Tally},
};

pub(super) use writer::Writer;

use self::elsewhere::Elsewhere;
use super::{
    failure::Failure,
    input::{Input, STDIN},
    options::Inputs,
    shown::{Account, Rewrite, Seen},
    speech::either,
};

/// Whether documents are mended, how far, and where what they become goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mending")]
#[group(skip)]
#[command(group = ArgGroup::new("mending").args(["fix", "diff", "output_dir"]).multiple(true))]
pub(super) struct Fixing {
    /// Mend what is safe to mend, in the files themselves: page furniture, glosses, proven damage; never a figure
    #[arg(long)]
    fix: bool,
    /// Also mend what somebody should look at: figures, dates, whatever may be part of the report
    #[arg(long, requires = "mending")]
    unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "output_dir", "format"])]
    diff: bool,
    /// Write the mended files below this folder, and the others as they are; changes are listed in its `edits.jsonl`
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

impl Fixing {
    /// Whether anything is mended, or would be.
    pub(super) fn wanted(&self) -> bool {
        self.fix || self.diff || self.output_dir.is_some()
    }

    /// Whether only the changes are printed.
    pub(super) fn diff(&self) -> bool {
        self.diff
    }

    /// Whether standard input is mended, onto standard output.
    pub(super) fn takes_stdin(&self, inputs: &Inputs) -> bool {
        self.fix && self.output_dir.is_none() && inputs.paths.iter().any(|path| path == Path::new(STDIN))
    }

    /// Checks a document, mends it where that was asked for, and tells of it: what is left to find, or how it changes.
    pub(super) fn done(
        &self,
        document: &Document,
        visible: bool,
        check: impl Fn(&Document) -> Checked,
        tell: impl Fn(&Document, &Checked) -> Account,
    ) -> Seen {
        let kept = self.wanted().then(|| read_only(document)).flatten();
        let mended = if self.wanted() && kept.is_none() {
            fix::mend(document, self.scope(), check)
        } else {
            Mended::unchanged(check(document))
        };
        let counted = |document: &Document, checked: &Checked| {
            let mut tally = Tally::begin(document, checked);
            tally.mendable = self.mendable(document, checked);
            tally
        };
        let mut seen = Seen {
            path: document.path.clone(),
            tally: counted(document, &mended.found),
            told: tell(document, &mended.found),
            diff: self.diff.then(String::new),
            rewrite: None,
            note: None,
            amiss: unsettled(document, &mended.unsettled),
            steps: None,
            writing: 0,
        };
        let Some(repair) = mended.repair else {
            seen.note = kept.filter(|_| fix::mendable(document, &mended.found.findings, self.scope()) > 0);
            return seen;
        };
        if self.diff {
            seen.diff = Some(diff::unified(document, &repair.changes, visible));
        }
        let mut tally = counted(&repair.document, &repair.left);
        tally.fixed = repair.fixed;
        let (tally, told) =
            (mem::replace(&mut seen.tally, tally), mem::replace(&mut seen.told, tell(&repair.document, &repair.left)));
        seen.rewrite = Some(Box::new(Rewrite { before: document.clone(), repair, tally, told }));
        seen
    }

    /// Of the findings of a document, those that `--unsafe-fixes` could mend too.
    fn mendable(&self, document: &Document, left: &Checked) -> usize {
        if !self.wanted() || self.scope() == Scope::All {
            return 0;
        }
        let count = |scope| fix::mendable(document, &left.findings, scope);
        count(Scope::All).saturating_sub(count(Scope::Safe))
    }

    /// Where what documents become is written; `None` where it is not.
    pub(super) fn writer(&self, inputs: &Inputs, input: &mut Input) -> Result<Option<Writer>, Failure> {
        let reads_stdin = input.files.iter().any(|file| file == Path::new(STDIN));
        let readings = input.readings.clone();
        match &self.output_dir {
            Some(_) if reads_stdin => Err(Failure::usage(
                "--output-dir needs files: what `-` reads has no place in it",
                "--output-dir 要求输入为文件:`-` 读到的内容在其中没有位置",
            )),
            Some(folder) => Ok(Some(Writer::elsewhere(Elsewhere::open(folder, inputs, &input.files)?, &input.files, readings))),
            None if self.fix && reads_stdin => {
                if input.files.len() > 1 || !input.errors.is_empty() {
                    let why = "--fix with `-` takes no other path: what it mends goes to standard output";
                    return Err(Failure::usage(why, "--fix 与 `-` 同用时不能有其他路径:修复结果写到标准输出"));
                }
                let (writer, kept) = Writer::stdout(readings)?;
                input.kept = Some(kept);
                Ok(Some(writer))
            }
            None if self.fix => {
                // A file may have two names, and is another one when it was mended under the first.
                input.ahead = 0;
                Ok(Some(Writer::in_place(&input.files, readings)))
            }
            None => Ok(None),
        }
    }

    fn scope(&self) -> Scope {
        if self.unsafe_fixes { Scope::All } else { Scope::Safe }
    }
}

/// Why a document must stay as it is, with its name; `None` where it may be mended.
fn read_only(document: &Document) -> Option<String> {
    let why = match document.read_only {
        Some(why) => either(why.to_string(), why.chinese().to_owned()),
        // Its line is spliced into the bytes of the file, which are UTF-8.
        None if document.id.is_some() && document.encoding != Encoding::Utf8 => {
            either("save it as UTF-8 first", "请先另存为 UTF-8").to_owned()
        }
        None => return None,
    };
    let name = Page::new(document).name().into_owned();
    Some(either(format!("{name} is not mended: {why}"), format!("{name} 未修复:{why}")))
}

/// That the fixes of some rules undo one another's work.
fn unsettled(document: &Document, rules: &[Arc<str>]) -> Option<String> {
    let (name, rounds) = (Page::new(document).name().into_owned(), fix::ROUNDS);
    let rules = rules.join(", ");
    (!rules.is_empty()).then(|| {
        either(
            format!("{name} is not mended: the fixes of {rules} still change it after {rounds} rounds"),
            format!("{name} 未修复:{rounds} 轮之后 {rules} 的修复仍在改动它"),
        )
    })
}
