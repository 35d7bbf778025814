//! Rules and settings from texts, compiled once in a process: an engine that sends a linter to a machine with each task has it compiled there
//! with the first.

use std::sync::{Arc, Mutex, PoisonError};

use globset::{Glob, GlobMatcher};
use miette::Diagnostic;
use pyo3::{
    Bound, PyAny, PyErr, PyResult,
    exceptions::PyValueError,
    types::{PyAnyMethods, PyDict, PyDictMethods},
};

use super::{ConfigError, RuleError};
use crate::{
    config::{self, Config, ConfigMistake, Layer},
    output::text,
    rule::{self, Help, Language, RuleSet},
};

/// How wide a mistake is told.
const COLUMNS: usize = 100;

/// How many linters a process keeps compiled.
const KEPT: usize = 8;

/// Files by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Files(pub(super) Vec<(String, String)>);

impl Files {
    /// `{"house.toml": text}`, in this order; or one text, which is the file of a name.
    pub(super) fn of(given: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Self> {
        let Some(given) = given else { return Ok(Self::default()) };
        if let Ok(text) = given.extract::<String>() {
            return Ok(Self(vec![(name.to_owned(), text)]));
        }
        let files = given.cast::<PyDict>()?.iter().map(|(name, text)| Ok((name.extract()?, text.extract()?)));
        files.collect::<PyResult<_>>().map(Self)
    }
}

/// What a linter is made of. All of it is text, so that it can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The weightiest last.
    pub(super) config: Files,
    pub(super) rules: Files,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) language: Option<Language>,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) rules: Arc<RuleSet>,
    pub(super) config: Config,
    pub(super) language: Language,
    select: Vec<GlobMatcher>,
    ignore: Vec<GlobMatcher>,
}

/// What was compiled last, the newest at the end.
static COMPILED: Mutex<Vec<(Written, Arc<Prepared>)>> = Mutex::new(Vec::new());

impl Prepared {
    /// Compiles, or takes what was compiled before.
    pub(super) fn of(written: &Written) -> PyResult<Arc<Self>> {
        let known = |(other, prepared): &(Written, Arc<Self>)| (other == written).then(|| Arc::clone(prepared));
        if let Some(prepared) = compiled(|compiled| compiled.iter().find_map(known)) {
            return Ok(prepared);
        }
        let prepared = Arc::new(Self::compile(written)?);
        compiled(|compiled| {
            if compiled.len() >= KEPT {
                compiled.remove(0);
            }
            compiled.push((written.clone(), Arc::clone(&prepared)));
        });
        Ok(prepared)
    }

    fn compile(written: &Written) -> PyResult<Self> {
        let mut layers = Vec::new();
        let mut mistakes = Vec::new();
        for (name, text) in &written.config.0 {
            match config::read(name, text) {
                Ok(layer) => layers.push(layer),
                Err(more) => mistakes.extend(more),
            }
        }
        mistakes.extend(layers.iter().flat_map(|layer| not_given(layer, written)));
        let language = written.language.unwrap_or_default();
        let refused = |mistakes: Vec<config::ConfigError>| {
            let told = mistakes.iter().map(|mistake| told(mistake, language, mistake.chinese(), mistake.advice()));
            ConfigError::new_err(told.collect::<String>())
        };
        if !mistakes.is_empty() {
            return Err(refused(mistakes));
        }
        let rules = Arc::new(rules(&written.rules, language)?);
        let config = Config::join(layers, &rules).map_err(refused)?;
        let language = written.language.or(config.lang.as_ref().map(|lang| lang.value)).unwrap_or_default();
        let globs = |globs: &[String]| globs.iter().map(|glob| matcher(glob, &rules, language)).collect::<PyResult<Vec<_>>>();
        let (select, ignore) = (globs(&written.select)?, globs(&written.ignore)?);
        Ok(Self { rules, config, language, select, ignore })
    }

    /// Whether a rule is wanted.
    pub(super) fn wants(&self, rule: &str) -> bool {
        let matches = |globs: &[GlobMatcher]| globs.iter().any(|glob| glob.is_match(rule));
        (self.select.is_empty() || matches(&self.select)) && !matches(&self.ignore)
    }

    /// Whether rules were left out that others may ask for: what suppresses their findings is then not known to be of no use.
    pub(super) fn leaves_out(&self) -> bool {
        !self.ignore.is_empty()
    }
}

fn compiled<T>(of: impl FnOnce(&mut Vec<(Written, Arc<Prepared>)>) -> T) -> T {
    of(&mut COMPILED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What settings extend that was not given with them: nothing is looked for here.
fn not_given(layer: &Layer, written: &Written) -> Vec<config::ConfigError> {
    let given = |path: &str| [&written.config, &written.rules].iter().any(|files| files.0.iter().any(|(name, _)| name == path));
    let help = || {
        Help::said(
            "no file is looked for here: give its text under this name, before that of this file",
            "此处不查找文件:请以此名称给出其文本,并列在本文件之前",
        )
    };
    let missing = layer.extends.iter().filter(|extended| !given(&extended.value));
    missing.map(|extended| layer.mistake(ConfigMistake::Missing(extended.value.clone()), Some(help()), &extended.from)).collect()
}

fn rules(files: &Files, language: Language) -> PyResult<RuleSet> {
    let refused = |mistakes: Vec<rule::RuleError>| {
        let told = mistakes.iter().map(|mistake| told(mistake, language, mistake.chinese(), mistake.advice()));
        RuleError::new_err(told.collect::<String>())
    };
    let mut rules = RuleSet::built_in();
    let mistakes: Vec<_> = files.0.iter().filter_map(|(name, text)| rules.add(name, text).err()).flatten().collect();
    if mistakes.is_empty() { Ok(rules) } else { Err(refused(mistakes)) }
}

/// A mistake as the command line tells it.
fn told(mistake: &dyn Diagnostic, language: Language, chinese: String, help: Option<&Help>) -> String {
    let chinese = (language == Language::Zh).then(|| (chinese, help.map(Help::chinese)));
    format!("{}\n", text::mistake(mistake, chinese, false, COLUMNS))
}

fn matcher(glob: &str, rules: &RuleSet, language: Language) -> PyResult<GlobMatcher> {
    let bad = |en: String, zh: String| -> PyErr {
        PyValueError::new_err(match language {
            Language::En => en,
            Language::Zh => zh,
        })
    };
    let read = Glob::new(glob).map_err(|error| bad(error.to_string(), error.to_string()))?.compile_matcher();
    if rules.rules().iter().any(|rule| read.is_match(&*rule.id)) {
        return Ok(read);
    }
    Err(bad(format!("no rule matches `{glob}`"), format!("没有规则与 `{glob}` 匹配")))
}
