//! `recount init`: a `recount.toml` to begin with.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::PathBuf,
};

use clap::Args;
use recount::{
    check::Language,
    config,
    output::{Format, clean::clean},
};

use super::{Status, failure::Failure, options::Speech, sink::Sink};

/// The file with its comments in each language. Its settings are those of the program.
const TEMPLATES: [(Language, &str); 2] =
    [(Language::En, include_str!("init.en.toml")), (Language::Zh, include_str!("init.zh.toml"))];

/// Write a recount.toml with a comment on every setting
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to write it to [default: the current one]
    folder: Option<PathBuf>,
    /// Write over one that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    speech: Speech,
}

impl Init {
    /// Writes it and says where.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let path = self.folder.as_ref().map_or_else(|| PathBuf::from(config::FILE), |folder| folder.join(config::FILE));
        let name = path.display().to_string();
        let language = self.speech.language();
        let template = TEMPLATES.iter().find(|(of, _)| *of == language).map_or("", |(_, template)| template);
        let mut options = OpenOptions::new();
        // Asked and made at once: nothing comes in between.
        let opened =
            if self.force { options.write(true).create(true).truncate(true) } else { options.write(true).create_new(true) };
        let written = opened.open(&path).and_then(|mut file| file.write_all(template.as_bytes()));
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::usage(
                format!("{name} is there already; --force writes over it"),
                format!("{name} 已经存在;加 --force 覆盖"),
            ),
            _ => Failure::Write(name.clone(), error),
        })?;
        let mut sink = Sink::open(None, Format::Text)?;
        let said = match language {
            Language::En => format!("{name} written"),
            Language::Zh => format!("已写入 {name}"),
        };
        sink.text(&format!("{}\n", clean(&said)))?;
        sink.close()
    }
}
