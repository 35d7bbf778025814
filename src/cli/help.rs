//! Help and errors of usage in Chinese. What the options say of themselves is replaced by their English text from `chinese.toml`, so that
//! a text that changes has no counterpart until somebody translates it; a test finds those.

use std::{
    collections::BTreeMap,
    env,
    error::Error as _,
    io::{self, Write},
    sync::LazyLock,
};

use clap::{
    Args, Command, CommandFactory, FromArgMatches, Parser,
    builder::{PossibleValue, PossibleValuesParser, StyledStr},
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use recount::{check::Language, output::clean::clean};

use super::{Cli, Status, check::Check, failure::say_raw, speech};

/// The arguments of this process. Where they are none of ours, or ask for help, nothing returns from here but the status to exit with.
pub(super) fn parse() -> Result<super::Command, Status> {
    if let Some(check) = check() {
        return Ok(super::Command::Check(check));
    }
    if speech::language() == Language::En {
        return Ok(Cli::parse().wanted());
    }
    // What has nothing to tell needs no texts.
    let parsed = Cli::try_parse().or_else(|_| {
        let parsed = in_chinese(Cli::command()).try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
        parsed.map_err(|error| told(&error))
    });
    parsed.map(Cli::wanted)
}

/// The arguments of `recount check`, the other commands left out of sight. `None` where there is anything to tell.
fn check() -> Option<Check> {
    let mut arguments = env::args_os().skip(1);
    arguments.next().filter(|command| command == "check")?;
    let command = Check::augment_args(Command::new("check").no_binary_name(true));
    command.try_get_matches_from(arguments).and_then(|matches| Check::from_arg_matches(&matches)).ok()
}

/// The command line with its texts in a language, to be described and not to be parsed with: values have lost their types.
pub(super) fn command(language: Language) -> Command {
    match language {
        Language::En => Cli::command(),
        Language::Zh => valued(in_chinese(Cli::command())),
    }
}

/// A command with the meanings of its values in Chinese.
fn valued(command: Command) -> Command {
    let in_chinese = |value: PossibleValue| match value.get_help().map(ToString::to_string) {
        Some(meaning) => value.help(chinese(&meaning)),
        None => value,
    };
    let command = command.mut_args(|argument| {
        let values = argument.get_possible_values();
        if values.is_empty() {
            argument
        } else {
            argument.value_parser(PossibleValuesParser::new(values.into_iter().map(in_chinese)))
        }
    });
    command.mut_subcommands(valued)
}

/// Texts by their English.
static CHINESE: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("chinese.toml")).unwrap_or_default());

/// What the library says in help, wherever it says it.
const PHRASES: [(&str, &str); 13] = [
    ("Usage:", "用法:"),
    ("Commands:", "命令:"),
    ("Arguments:", "参数:"),
    ("Options:", "选项:"),
    ("Mending:", "修复:"),
    ("Splitting a corpus:", "划分语料:"),
    ("[OPTIONS]", "[选项]"),
    ("[COMMAND]", "[命令]"),
    ("[default: ", "[默认: "),
    ("Possible values:", "可选:"),
    ("[possible values: ", "[可选: "),
    ("[alias: ", "[别名: "),
    ("[aliases: ", "[别名: "),
];

/// The Chinese of a text; the text itself where there is none.
fn chinese(english: &str) -> String {
    CHINESE.get(english.trim()).cloned().unwrap_or_else(|| english.to_owned())
}

/// A command whose texts are Chinese. Chinese has no spaces to break lines at: the terminal breaks them.
fn in_chinese(command: Command) -> Command {
    let mut command = command.term_width(0);
    command.build();
    translated(command)
}

fn translated(command: Command) -> Command {
    let styled = |text: &StyledStr| StyledStr::from(chinese(&text.to_string()));
    let [about, long_about, after, long_after] =
        [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()]
            .map(|text| text.map(styled));
    let mut command = command;
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(about) = long_about {
        command = command.long_about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if let Some(after) = long_after {
        command = command.after_long_help(after);
    }
    let command = command.mut_args(|argument| {
        let [help, long_help] = [argument.get_help(), argument.get_long_help()].map(|text| text.map(styled));
        let argument = if let Some(help) = help { argument.help(help) } else { argument };
        if let Some(help) = long_help { argument.long_help(help) } else { argument }
    });
    command.mut_subcommands(translated)
}

/// Tells what the parser has to say, in Chinese; the status to exit with.
fn told(error: &Error) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody may be listening there.
            let _ = io::stdout().lock().write_all(help(&error.render().to_string()).as_bytes());
            Status::Clean
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say_raw(&help(&error.render().to_string()));
            Status::Failed
        }
        _ => {
            say_raw(&mistaken(error));
            Status::Failed
        }
    }
}

/// Help as the library writes it, its own phrases and the meanings of values in Chinese.
fn help(english: &str) -> String {
    let lines = english.lines().map(|line| {
        let value = line.trim_start().strip_prefix("- ").and_then(|value| value.split_once(':'));
        match value.and_then(|(_, meaning)| Some((meaning, CHINESE.get(meaning.trim())?))) {
            Some((meaning, chinese)) => line.replace(meaning.trim(), chinese),
            None => line.to_owned(),
        }
    });
    let text: String = lines.map(|line| line + "\n").collect();
    phrases(text)
}

/// A text of the library with its phrases in Chinese.
pub(super) fn phrases(text: String) -> String {
    PHRASES.iter().fold(text, |text, (english, chinese)| text.replace(english, chinese))
}

/// An error of usage: what is wrong, what would be right, how the command is used.
fn mistaken(error: &Error) -> String {
    let one = |kind: ContextKind| error.get(kind).map(listed).unwrap_or_default();
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 须有值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是 {value}"),
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有 {} 这个命令", one(ContextKind::InvalidSubcommand)),
        ErrorKind::NoEquals => format!("{argument} 的值须用等号给出"),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| reason(&why.to_string())).unwrap_or_default();
            format!("{argument} 不能是 {value}:{why}")
        }
        ErrorKind::TooManyValues => format!("{argument} 的值过多:{value}"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值数目不对"),
        ErrorKind::ArgumentConflict if one(ContextKind::PriorArg) == argument => format!("{argument} 不能重复使用"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 同时使用", one(ContextKind::PriorArg)),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数:{argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文本".to_owned(),
        _ => error.to_string(),
    };
    let mut told = format!("错误: {}\n", clean(&what));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand].map(one);
    for near in near.iter().filter(|near| !near.is_empty()) {
        told.push_str(&format!("\n  提示: 是否想写 {near}\n"));
    }
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand].map(one);
    for valid in valid.iter().filter(|valid| !valid.is_empty()) {
        told.push_str(&format!("  [可选: {valid}]\n"));
    }
    let usage = one(ContextKind::Usage);
    if !usage.is_empty() {
        told.push_str(&format!("\n{}", help(&usage)));
    }
    told + "\n更多信息请用 '--help'。\n"
}

/// What an error names: one thing, or several.
fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::None => String::new(),
        ContextValue::Strings(all) => all.join("、"),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

/// Why a value is refused.
fn reason(english: &str) -> String {
    match english.split_once(" is not in ") {
        Some((value, range)) => format!("{value} 不在 {range} 范围内"),
        None => chinese(english),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every text of a command and of those under it.
    fn texts(command: &Command, all: &mut BTreeSet<String>) {
        let of_command = [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
        let of_arguments = command.get_arguments().flat_map(|argument| [argument.get_help(), argument.get_long_help()]);
        all.extend(of_command.into_iter().chain(of_arguments).flatten().map(|text| text.to_string().trim().to_owned()));
        let values = command.get_arguments().flat_map(clap::Arg::get_possible_values);
        all.extend(values.filter_map(|value| Some(value.get_help()?.to_string())));
        command.get_subcommands().for_each(|command| texts(command, all));
    }

    #[test]
    fn every_text_of_the_command_line_has_its_chinese_and_no_chinese_is_left_over() {
        let mut command = Cli::command();
        command.build();
        let mut all = BTreeSet::new();
        texts(&command, &mut all);
        all.extend(REASONS.map(str::to_owned));
        all.insert(crate::cli::outputs::NO_FORMAT.to_owned());
        let translated: BTreeSet<String> = CHINESE.keys().cloned().collect();
        assert_eq!(all.difference(&translated).collect::<Vec<_>>(), [""; 0], "add them to src/cli/chinese.toml");
        assert_eq!(translated.difference(&all).collect::<Vec<_>>(), [""; 0], "take them out of src/cli/chinese.toml");
    }

    #[test]
    fn every_translation_is_chinese() {
        for (english, chinese) in &*CHINESE {
            assert!(chinese.chars().any(|character| ('一'..='龥').contains(&character)), "{english}: {chinese}");
        }
    }

    /// Why numbers are refused, in the words of the standard library.
    const REASONS: [&str; 3] =
        ["invalid digit found in string", "cannot parse integer from empty string", "number would be zero for non-zero type"];
}
