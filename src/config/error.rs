//! Why settings cannot be used: each mistake with its place in the TOML and what would be right.

use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::{
    document::{glob_in_chinese, system},
    rule::{Form, Help, RuleError, what_in_chinese},
};

/// Why settings cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {why}")]
    #[diagnostic(code("config/unreadable"))]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// Something in the file is not as it must be.
    #[error("{mistake}")]
    #[diagnostic(code("config/mistake"))]
    Mistake {
        /// What is wrong.
        mistake: ConfigMistake,
        /// What would be right.
        #[help]
        help: Option<Help>,
        /// The file.
        #[source_code]
        file: NamedSource<Arc<str>>,
        /// Where it is wrong.
        #[label("here")]
        at: SourceSpan,
    },
    /// A rule pack has a mistake.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rule(#[from] RuleError),
}

impl ConfigError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Unreadable { path, why } => format!("无法读取 {path}:{}", system(why)),
            Self::Mistake { mistake, .. } => mistake.chinese(),
            Self::Rule(error) => error.chinese(),
        }
    }

    /// What would be right.
    pub fn advice(&self) -> Option<&Help> {
        match self {
            Self::Unreadable { .. } => None,
            Self::Mistake { help, .. } => help.as_ref(),
            Self::Rule(error) => error.advice(),
        }
    }
}

/// What can be wrong in a file of settings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConfigMistake {
    /// Something that can be wrong in any file of TOML.
    #[error(transparent)]
    Form(#[from] Form),
    /// A rule, or a glob of rules, that no rule in force answers to.
    #[error("no rule matches `{0}`")]
    UnknownRule(String),
    /// An option that none of the rules has.
    #[error("no rule that matches `{rules}` has an option `{option}`")]
    UnknownOption {
        /// The rule or glob.
        rules: String,
        /// The option.
        option: String,
    },
    /// A value that an option does not take.
    #[error("`{option}` takes {takes}")]
    BadValue {
        /// The option.
        option: String,
        /// What it takes, in words.
        takes: &'static str,
    },
    /// A glob that cannot be read.
    #[error("`{glob}` is not a glob: {why}")]
    BadGlob {
        /// As written.
        glob: String,
        /// What is wrong with it.
        why: String,
    },
    /// A limit of a gate that is neither a number nor a percentage.
    #[error("`{0}` is not a limit")]
    BadLimit(String),
    /// A line of a gate that limits nothing.
    #[error("`{0}` is not limited: give it `documents` or `findings`")]
    NoLimit(String),
    /// Something that is extended and is not there.
    #[error("there is no `{0}` to extend")]
    Missing(String),
    /// Something that is extended and cannot be read.
    #[error("cannot read {0}: {1}")]
    Unreadable(String, String),
    /// A file that extends itself, by way of others or not.
    #[error("settings that extend each other: {0}")]
    Circle(String),
    /// A suppression without a key that it needs.
    #[error("a suppression needs `{0}`")]
    Needs(&'static str),
    /// A day that does not exist.
    #[error("`{0}` is not a date")]
    BadDate(String),
}

impl ConfigMistake {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Form(form) => form.chinese(),
            Self::UnknownRule(rule) => format!("没有规则与 `{rule}` 匹配"),
            Self::UnknownOption { rules, option } => format!("与 `{rules}` 匹配的规则都没有选项 `{option}`"),
            Self::BadValue { option, takes } => format!("`{option}` 的值应为{}", what_in_chinese(takes)),
            Self::BadGlob { glob, why } => format!("`{glob}` 不是有效的通配符:{}", glob_in_chinese(why)),
            Self::BadLimit(limit) => format!("`{limit}` 不是限额"),
            Self::NoLimit(rules) => format!("`{rules}` 没有限额:请给出 `documents` 或 `findings`"),
            Self::Missing(path) => format!("没有可供继承的 `{path}`"),
            Self::Unreadable(path, why) => format!("无法读取 {path}:{}", system(why)),
            Self::Circle(files) => format!("配置文件相互继承:{files}"),
            Self::Needs(key) => format!("抑制说明须有 `{key}`"),
            Self::BadDate(date) => format!("`{date}` 不是日期"),
        }
    }
}
