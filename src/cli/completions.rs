//! `recount completions`: what a shell offers when a command line is begun, made from the options themselves.

use clap::Args;
use clap_complete::Shell;
use recount::output::Format;

use super::{Status, failure::Failure, help, options::Speech, sink::Sink};

/// Print what a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
    #[command(flatten)]
    speech: Speech,
}

const AFTER_HELP: &str = "`bash`: `recount completions bash > ~/.local/share/bash-completion/completions/recount`.
`zsh`: `recount completions zsh > FOLDER/_recount`, with FOLDER in `$fpath`.
`fish`: `recount completions fish > ~/.config/fish/completions/recount.fish`.
PowerShell: `recount completions powershell | Out-String | Invoke-Expression` in `$PROFILE`.";

impl Completions {
    /// Prints it.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut help::command(self.speech.language()), "recount", &mut script);
        let mut sink = Sink::open(None, Format::Text)?;
        sink.text(&String::from_utf8_lossy(&script))?;
        sink.close()
    }
}
