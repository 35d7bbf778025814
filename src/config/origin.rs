//! A setting, and where it was made.

use std::{fmt, ops::Range, sync::Arc};

/// Where a setting was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// Nowhere: it is as the program comes.
    #[default]
    Default,
    /// In a file.
    File {
        /// The file, as it was found.
        file: Arc<str>,
        /// The line, from 1.
        line: usize,
        /// The bytes of its value, or of its key where the key is what matters.
        span: Range<usize>,
    },
    /// Among the arguments.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File { file, line, .. } => write!(formatter, "{file}:{line}"),
            Self::CommandLine => formatter.write_str("command line"),
        }
    }
}

/// A setting, and where it was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set<T> {
    /// What it was set to.
    pub value: T,
    /// Where.
    pub from: Origin,
}

impl<T> Set<T> {
    /// A setting that nobody made.
    pub fn default_of(value: T) -> Self {
        Self { value, from: Origin::Default }
    }

    /// A setting made among the arguments.
    pub fn by_argument(value: T) -> Self {
        Self { value, from: Origin::CommandLine }
    }
}
