//! Mending: `--fix`, `--unsafe-fixes`, `--diff` and `--output-dir`. What a document becomes is decided in `recount::fix`; here it is
//! decided where that goes, and it is written.

mod copy;
mod draft;
mod elsewhere;
mod writer;

use std::{
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
    run::{Done, Rewrite},
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
        render: impl Fn(&Document, &Checked) -> String,
    ) -> Done {
        let kept = self.wanted().then(|| read_only(document)).flatten();
        let mended = if self.wanted() && kept.is_none() {
            fix::mend(document, self.scope(), check)
        } else {
            Mended::unchanged(check(document))
        };
        let told = |document: &Document, checked: &Checked| {
            let text = if self.diff { String::new() } else { render(document, checked) };
            let mut tally = Tally::of(checked);
            tally.mendable = self.mendable(document, checked);
            (text, tally)
        };
        let (text, tally) = told(document, &mended.found);
        let amiss = unsettled(document, &mended.unsettled);
        let note = kept.filter(|_| fix::mendable(document, &mended.found.findings, self.scope()) > 0);
        let Some(repair) = mended.repair else { return Done { text, tally, amiss, note, rewrite: None } };
        let (mut left, mut counted) = told(&repair.document, &repair.left);
        if self.diff {
            left = diff::unified(document, &repair.changes, visible);
        }
        counted.fixed = repair.fixed;
        let rewrite = Rewrite { before: document.clone(), repair, text, tally };
        Done { text: left, tally: counted, amiss, note: None, rewrite: Some(Box::new(rewrite)) }
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
        let names = inputs.reading.options().fields;
        match &self.output_dir {
            Some(_) if reads_stdin => {
                Err(Failure::Usage("--output-dir needs files: what `-` reads has no place in it".to_owned()))
            }
            Some(folder) => Ok(Some(Writer::elsewhere(Elsewhere::open(folder, inputs, &input.files)?, &input.files, names))),
            None if self.fix && reads_stdin => {
                if input.files.len() > 1 || !input.errors.is_empty() {
                    let why = "--fix with `-` takes no other path: what it mends goes to standard output";
                    return Err(Failure::Usage(why.to_owned()));
                }
                let (writer, kept) = Writer::stdout(names)?;
                input.kept = Some(kept);
                Ok(Some(writer))
            }
            None if self.fix => Ok(Some(Writer::in_place(&input.files, names))),
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
        Some(why) => why.to_string(),
        // Its line is spliced into the bytes of the file, which are UTF-8.
        None if document.id.is_some() && document.encoding != Encoding::Utf8 => "save it as UTF-8 first".to_owned(),
        None => return None,
    };
    Some(format!("{} is not mended: {why}", Page::new(document).name()))
}

/// That the fixes of some rules undo one another's work.
fn unsettled(document: &Document, rules: &[Arc<str>]) -> Option<String> {
    let (name, rounds) = (Page::new(document).name().into_owned(), fix::ROUNDS);
    let rules = rules.join(", ");
    (!rules.is_empty()).then(|| format!("{name} is not mended: the fixes of {rules} still change it after {rounds} rounds"))
}
