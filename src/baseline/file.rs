//! A baseline as a file: JSON Lines, sorted, one line a fingerprint, so that two branches that add to it merge line by line.

use std::{collections::BTreeMap, num::NonZeroUsize, sync::Arc};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Baseline, Entry, Scope};
use crate::document::json_in_chinese;
use BaselineFault as Fault;

/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// Why a file is no baseline, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {fault}")]
pub struct BaselineError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: BaselineFault,
}

impl BaselineError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        format!("第{}行:{}", self.line, self.fault.chinese())
    }
}

/// What can be wrong with a line of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BaselineFault {
    /// Nothing is in the file.
    #[error("this is no baseline: it is empty")]
    Empty,
    /// Something else comes before the head.
    #[error("this is no baseline: it does not begin with its head")]
    Headless,
    /// Two branches that were not merged.
    #[error("a conflict of two branches: keep the lines of both sides")]
    Conflict,
    /// Not JSON, or not the keys of a line; and in which column.
    #[error("{said} (column {column})")]
    Json {
        /// What the library says of it.
        said: String,
        /// Counted from 1.
        column: usize,
    },
    /// A head with keys that it does not have.
    #[error("{0}")]
    Head(String),
    /// Written by another version of the program.
    #[error("version {0} of the format is not one that this program reads: it reads {VERSION}")]
    Version(String),
    /// Two heads that cannot be one.
    #[error("two heads that differ in their rules: make the baseline anew")]
    Rules,
    /// A finding in no file.
    #[error("`paths` is empty: it says how often the finding was in each file")]
    Nowhere,
    /// Not what a finding is known by.
    #[error("`{0}` is not a fingerprint of 32 hexadecimal digits")]
    Fingerprint(String),
}

impl BaselineFault {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Empty => "这不是基线:文件是空的".to_owned(),
            Self::Headless => "这不是基线:开头没有首行".to_owned(),
            Self::Conflict => "两个分支有冲突:请保留双方的各行".to_owned(),
            Self::Json { said, column } => format!("{}(第{column}列)", json_in_chinese(said)),
            Self::Head(said) => json_in_chinese(said),
            Self::Version(version) => format!("本程序不能读取版本 {version} 的格式,只能读取版本 {VERSION}"),
            Self::Rules => "两个首行的规则不同:请重新建立基线".to_owned(),
            Self::Nowhere => "`paths` 是空的:它应写明该问题在每个文件中出现几次".to_owned(),
            Self::Fingerprint(text) => format!("`{text}` 不是32位十六进制数的指纹"),
        }
    }
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Line {
    /// The first: what the baseline was made of.
    Head(Head),
    /// A finding.
    Known(Known),
}

/// What the baseline was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    baseline: u32,
    #[serde(flatten)]
    scope: Scope,
}

/// A finding, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    rule: String,
    fingerprint: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    paths: BTreeMap<String, NonZeroUsize>,
}

impl Baseline {
    /// The lines of its file: the head, then by rule and fingerprint.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let head = Line::Head(Head { baseline: VERSION, scope: self.scope.clone() });
        let known = self.entries().map(|(rule, fingerprint, entry)| {
            let paths = entry.paths.iter().filter_map(|(path, count)| Some((path.clone(), NonZeroUsize::new(*count)?)));
            Line::Known(Known {
                rule: rule.to_owned(),
                fingerprint: fingerprint.to_string(),
                text: entry.text.clone(),
                paths: paths.collect(),
            })
        });
        [head].into_iter().chain(known)
    }

    /// Reads a file. A fingerprint that stands there twice, as after the merge of two branches, counts in each file as often as the
    /// line that has it more often; two heads are the head of both.
    ///
    /// # Errors
    /// At the first line that is none of a baseline.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let mut baseline = Self::default();
        let mut headed = false;
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |fault| BaselineError { line: number, fault };
            match (read(line).map_err(wrong)?, headed) {
                (Line::Head(head), false) => (baseline.scope, headed) = (head.scope, true),
                (Line::Head(head), true) => baseline.join(head.scope).map_err(wrong)?,
                (Line::Known(_), false) => return Err(wrong(Fault::Headless)),
                (Line::Known(known), true) => baseline.know(known).map_err(wrong)?,
            }
        }
        if headed { Ok(baseline) } else { Err(BaselineError { line: 1, fault: Fault::Empty }) }
    }

    fn join(&mut self, scope: Scope) -> Result<(), Fault> {
        if (&self.scope.rules, &self.scope.select, &self.scope.ignore) != (&scope.rules, &scope.select, &scope.ignore) {
            return Err(Fault::Rules);
        }
        self.scope.paths = self.scope.join(&scope.paths);
        Ok(())
    }

    fn know(&mut self, known: Known) -> Result<(), Fault> {
        if known.paths.is_empty() {
            return Err(Fault::Nowhere);
        }
        let entry: &mut Entry = self.entries.entry((Arc::from(known.rule), known.fingerprint.parse()?)).or_default();
        if entry.text.is_empty() {
            entry.text = known.text;
        }
        for (path, count) in known.paths {
            let most = entry.paths.entry(path).or_default();
            *most = count.get().max(*most);
        }
        Ok(())
    }
}

/// One line, told apart by its first key rather than by trying, so that a mistake is told as what it is.
fn read(line: &str) -> Result<Line, Fault> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
        return Err(Fault::Conflict);
    }
    let said = |error: serde_json::Error| {
        // The place within the line is told, its number within itself is not.
        let said = error.to_string();
        Fault::Json { said: said.split(" at line ").next().unwrap_or(&said).to_owned(), column: error.column() }
    };
    let value: BTreeMap<String, serde_json::Value> = serde_json::from_str(line).map_err(said)?;
    let Some(version) = value.get("baseline") else { return serde_json::from_str(line).map(Line::Known).map_err(said) };
    if version.as_u64() != Some(u64::from(VERSION)) {
        return Err(Fault::Version(version.to_string()));
    }
    let scope: BTreeMap<String, serde_json::Value> = value.into_iter().filter(|(key, _)| key != "baseline").collect();
    let scope = serde_json::to_value(scope).and_then(serde_json::from_value);
    scope.map(|scope| Line::Head(Head { baseline: VERSION, scope })).map_err(|error| Fault::Head(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"baseline":1,"paths":["."]}"#;
    const PRINT: &str = "000102030405060708090a0b0c0d0e0f";

    fn known(rule: &str, paths: &str) -> String {
        format!(r#"{{"rule":"{rule}","fingerprint":"{PRINT}","text":"占[[76.4%]]","paths":{paths}}}"#)
    }

    fn written(baseline: &Baseline) -> String {
        baseline.lines().map(|line| serde_json::to_string(&line).unwrap() + "\n").collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let head = r#"{"baseline":1,"paths":["a","b"],"rules":["own"],"select":["share/*"],"ignore":["share/sum"]}"#;
        let text = format!(
            "{head}\n{}\n{}\n",
            known("share/of-total", r#"{"a/1.txt":2,"b/甲.txt":1}"#),
            known("sum/total", r#"{"a/1.txt":1}"#)
        );
        let baseline = Baseline::read(&text).unwrap();
        assert_eq!(written(&baseline), text);
        assert_eq!(baseline.count(), 4);
        assert_eq!(baseline.scope.ignore, ["share/sum"]);
    }

    #[test]
    fn lines_of_two_branches_are_one_finding() {
        let lines =
            [HEAD, &known("a/b", r#"{"a":2,"b":1}"#), r#"{"baseline":1,"paths":["../c"]}"#, &known("a/b", r#"{"a":1,"c":3}"#)];
        let baseline = Baseline::read(&lines.join("\n")).unwrap();
        assert_eq!(
            written(&baseline),
            format!("{{\"baseline\":1,\"paths\":[\".\",\"../c\"]}}\n{}\n", known("a/b", r#"{"a":2,"b":1,"c":3}"#))
        );
    }

    #[test]
    fn a_line_that_is_damaged_is_named() {
        let good = known("a/b", r#"{"a":1}"#);
        let told = |lines: &[&str]| Baseline::read(&lines.join("\n")).unwrap_err().to_string();
        assert_eq!(told(&[]), "line 1: this is no baseline: it is empty");
        assert_eq!(told(&["", &good]), "line 2: this is no baseline: it does not begin with its head");
        assert_eq!(told(&[HEAD, &good, &good[..40]]), "line 3: EOF while parsing a string (column 40)");
        assert_eq!(told(&[HEAD, "<<<<<<< ours", &good]), "line 2: a conflict of two branches: keep the lines of both sides");
        assert_eq!(told(&[HEAD, &good.replace(PRINT, "12")]), "line 2: `12` is not a fingerprint of 32 hexadecimal digits");
        assert_eq!(
            told(&[HEAD, &known("a/b", "{}")]),
            "line 2: `paths` is empty: it says how often the finding was in each file"
        );
        assert!(told(&[HEAD, &known("a/b", r#"{"a":0}"#)]).starts_with("line 2: invalid value: integer `0`"));
        assert!(told(&[HEAD, &good.replace("text", "txet")]).starts_with("line 2: unknown field `txet`"));
        assert!(told(&[r#"{"baseline":1,"pats":["."]}"#]).starts_with("line 1: unknown field `pats`"));
        assert_eq!(
            told(&[r#"{"baseline":2,"paths":["."]}"#]),
            "line 1: version 2 of the format is not one that this program reads: it reads 1"
        );
        assert_eq!(
            told(&[HEAD, r#"{"baseline":1,"paths":["."],"select":["a/*"]}"#]),
            "line 2: two heads that differ in their rules: make the baseline anew"
        );
        let chinese = |lines: &[&str]| Baseline::read(&lines.join("\n")).unwrap_err().chinese();
        assert_eq!(
            chinese(&[HEAD, &good.replace("text", "txet")]),
            "第2行:没有键 `txet`,可用的有 `rule`、`fingerprint`、`text`、`paths`(第69列)"
        );
        assert_eq!(chinese(&[HEAD, &good.replace(PRINT, "12")]), "第2行:`12` 不是32位十六进制数的指纹");
    }
}
