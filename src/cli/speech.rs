//! The language in which this run speaks: that of `--lang`, else of `recount.toml`, else of the locale. Known before the arguments are parsed, so that help and
//! errors of usage speak it too.

use std::{
    env,
    ffi::{OsStr, OsString},
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::{Args, ValueEnum};
use recount::{check::Language, config::Config};

/// The language of what is said.
#[derive(Debug, Args)]
pub(super) struct Speech {
    /// Language of messages [default: as recount.toml says, else from the locale]
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

impl Speech {
    /// The language that was asked for, else that of the locale.
    pub(super) fn language(&self) -> Language {
        self.asked().unwrap_or_else(language)
    }

    /// The language that was asked for, else that of some settings, else that of the locale. What is told from here on is told in it.
    pub(super) fn language_under(&self, config: &Config) -> Language {
        let language = self.asked().or(config.lang.as_ref().map(|lang| lang.value)).unwrap_or_else(language);
        SPOKEN.store(language == Language::Zh, Ordering::Relaxed);
        language
    }

    /// The language that was asked for among the arguments.
    pub(super) fn asked(&self) -> Option<Language> {
        self.lang.map(|lang| match lang {
            Lang::En => Language::En,
            Lang::Zh => Language::Zh,
        })
    }
}

/// Whether this run speaks Chinese.
static SPOKEN: LazyLock<AtomicBool> =
    LazyLock::new(|| AtomicBool::new(asked(env::args_os().skip(1)).unwrap_or_else(locale) == Language::Zh));

/// The language of this run.
pub(super) fn language() -> Language {
    if SPOKEN.load(Ordering::Relaxed) { Language::Zh } else { Language::En }
}

/// One of two texts: in the language of this run.
pub(super) fn either<T>(en: T, zh: T) -> T {
    match language() {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// What `--lang` says among arguments that nobody has parsed yet; the last one counts, as for every option.
fn asked(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let named = |name: &OsStr| match name.to_str()? {
        "en" => Some(Language::En),
        "zh" => Some(Language::Zh),
        _ => None,
    };
    let arguments: Vec<OsString> = arguments.take_while(|argument| argument != "--").collect();
    let mut values = arguments.iter().enumerate().filter_map(|(place, argument)| {
        if argument == "--lang" {
            return named(arguments.get(place.saturating_add(1))?);
        }
        named(OsStr::new(argument.to_str()?.strip_prefix("--lang=")?))
    });
    values.next_back()
}

/// The language of the locale: the first of these variables that is set decides, as in every program.
fn locale() -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = names.iter().filter_map(env::var_os).find(|value| !value.is_empty());
    match locale {
        Some(locale) if locale.to_string_lossy().to_ascii_lowercase().starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_arguments_are_parsed() {
        let asked = |line: &str| asked(line.split(' ').map(OsString::from));
        assert_eq!(asked("check a.txt --lang zh --help"), Some(Language::Zh));
        assert_eq!(asked("--lang=en --lang=zh"), Some(Language::Zh));
        assert_eq!(asked("check -- --lang zh"), None);
        assert_eq!(asked("check --lang"), None);
        assert_eq!(asked("check --lang fr"), None);
    }
}
