//! `recount new-rule`: a rule to begin with, of each kind that people write most: commented, working, with its own tests.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use recount::{
    check::Language,
    output::Format,
    rule::{RuleSet, is_id},
};

use super::{
    Status,
    failure::Failure,
    options::{self, Speech},
    sink::Sink,
};

/// Write a new rule to begin with: commented, working, with a right and a wrong example
#[derive(Debug, Args)]
pub(super) struct NewRule {
    /// Its id: `family/what-must-hold`, in small letters, digits and hyphens
    id: String,
    /// What sort of rule it is
    #[arg(long, value_enum, default_value_t, value_name = "KIND")]
    kind: Kind,
    /// Write to a new file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// More rules, whose ids are taken: a folder of rule files, or one file; repeatable
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

/// A kind of rule for which there is one to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Kind {
    /// Figures that must agree
    #[default]
    Relation,
    /// A text that should not be there
    Pattern,
    /// One thing written in one way
    Styles,
    /// The two ends of a range
    Order,
    /// A name with as many characters as it says
    Characters,
    /// What a report says of itself
    Metadata,
}

impl Kind {
    /// The rule, with the id left open and each comment in both languages.
    fn skeleton(self) -> &'static str {
        match self {
            Self::Relation => include_str!("new_rule/relation.toml"),
            Self::Pattern => include_str!("new_rule/pattern.toml"),
            Self::Styles => include_str!("new_rule/styles.toml"),
            Self::Order => include_str!("new_rule/order.toml"),
            Self::Characters => include_str!("new_rule/characters.toml"),
            Self::Metadata => include_str!("new_rule/metadata.toml"),
        }
    }
}

impl NewRule {
    /// Writes it. A file that is there is never touched.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        self.free_id(options::rules(&self.rules)?.as_ref())?;
        let language = self.speech.language();
        let rule = filled(self.kind.skeleton(), &self.id, language);
        let mut sink = Sink::open(None, Format::Text)?;
        match &self.output {
            None => sink.text(&rule)?,
            Some(path) => {
                create(path, &rule)?;
                sink.text(&next(path, language))?;
            }
        }
        sink.close()
    }

    /// Refuses an id that is none, or that a rule has.
    fn free_id(&self, rules: &RuleSet) -> Result<(), Failure> {
        let id = &self.id;
        if !is_id(id) {
            return Err(Failure::usage(
                format!("`{id}` is not an id: write `family/name` in small letters, digits and hyphens"),
                format!("`{id}` 不是规则编号:写作 `类别/名称`,只用小写字母、数字和连字符"),
            ));
        }
        match rules.get(id) {
            Some(rule) => Err(Failure::usage(
                format!("there is a rule `{id}` in {}", rule.file),
                format!("{} 中已有规则 `{id}`", rule.file),
            )),
            None => Ok(()),
        }
    }
}

/// A skeleton with its id, and with its comments in one language.
fn filled(skeleton: &str, id: &str, language: Language) -> String {
    let (spoken, other) = match language {
        Language::En => ("#en ", "#zh "),
        Language::Zh => ("#zh ", "#en "),
    };
    let lines = skeleton.lines().filter(|line| !line.starts_with(other));
    lines.map(|line| format!("{}\n", line.replacen(spoken, "# ", 1).replace("{id}", id))).collect()
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::usage(format!("{shown} is there already, and is not overwritten"), format!("{shown} 已经存在,不会覆盖"))
        }
        _ => Failure::Write(shown.to_string(), error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| Failure::Write(shown.to_string(), error))
}

/// What to do with it.
fn next(path: &Path, language: Language) -> String {
    let path = recount::output::clean::clean(&path.display().to_string()).into_owned();
    match language {
        Language::En => format!("wrote {path}; `recount test {path}` runs its examples\n"),
        Language::Zh => format!("已写入 {path};用 `recount test {path}` 运行其示例\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_comment_is_in_both_languages() {
        for kind in Kind::value_variants() {
            let skeleton = kind.skeleton();
            let count = |prefix: &str| skeleton.lines().filter(|line| line.starts_with(prefix)).count();
            assert!(count("#en ") >= 3, "{kind:?}");
            assert_eq!((count("#en "), count("#")), (count("#zh "), 2 * count("#en ")), "{kind:?}");
        }
    }
}
