//! `--encoding` and `--field`: how files are read, where they do not say it themselves.

use std::{path::Path, sync::Arc};

use clap::Args;
use recount::{
    config::Config,
    document::{Encoding, FieldNames, Format, ReadOptions},
    walk::Configs,
};

use super::speech::either;

/// How files are read.
#[derive(Debug, Clone, Args)]
pub(super) struct Reading {
    /// Encoding of files without a byte-order mark, as gb18030 or big5 [default: found from their bytes]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<Encoding>,
    /// What a field is called in JSONL and CSV, as text=content; of text, id, title, date, source; repeatable
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    fields: Vec<(Field, String)>,
}

impl Reading {
    /// How a file is read under its settings: the arguments come before them.
    pub(super) fn under(&self, path: &Path, config: &Config) -> ReadOptions {
        let mut names = match Format::of(&path.to_string_lossy()) {
            Format::Csv | Format::Tsv => config.csv_fields(),
            _ => config.jsonl_fields(),
        };
        for (field, name) in &self.fields {
            name.clone_into((field.of)(&mut names));
        }
        ReadOptions { encoding: self.encoding.or(config.encoding.as_ref().map(|set| set.value)), fields: names }
    }
}

/// How each file of a run is read.
#[derive(Debug, Clone)]
pub(super) struct Readings {
    given: Reading,
    configs: Arc<Configs>,
}

impl Readings {
    /// As the arguments say, else as the settings of each file do.
    pub(super) fn new(given: &Reading, configs: Arc<Configs>) -> Self {
        Self { given: given.clone(), configs }
    }

    /// How a file is read.
    pub(super) fn of(&self, path: &Path) -> ReadOptions {
        self.given.under(path, &self.configs.of_file(path).config)
    }
}

/// A field of a report.
#[derive(Debug, Clone, Copy)]
struct Field {
    name: &'static str,
    of: fn(&mut FieldNames) -> &mut String,
}

const FIELDS: [Field; 5] = [
    Field { name: "text", of: |names| &mut names.text },
    Field { name: "id", of: |names| &mut names.id },
    Field { name: "title", of: |names| &mut names.title },
    Field { name: "date", of: |names| &mut names.date },
    Field { name: "source", of: |names| &mut names.source },
];

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::named(name).ok_or_else(|| {
        either(
            format!("no such encoding{}", nearest(name, Encoding::names())),
            format!("没有这种编码{}", nearest(name, Encoding::names())),
        )
    })
}

fn field(written: &str) -> Result<(Field, String), String> {
    let (field, name) = written
        .split_once('=')
        .ok_or_else(|| either("write FIELD=NAME, as text=content", "请写 字段=名称,如 text=content").to_owned())?;
    if name.is_empty() {
        return Err(either("the name after `=` is missing", "`=` 之后缺少名称").to_owned());
    }
    let known = FIELDS.into_iter().find(|known| known.name == field);
    let near = || nearest(field, FIELDS.iter().map(|field| field.name));
    let known = known.ok_or_else(|| either(format!("no such field{}", near()), format!("没有这个字段{}", near())))?;
    Ok((known, name.to_owned()))
}

/// The known names that a name comes nearest to: one, or all where none is near.
fn nearest(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> String {
    let name = name.to_ascii_lowercase();
    let close = known.clone().map(|known| (strsim::damerau_levenshtein(&name, known), known)).min();
    match close {
        Some((distance, close)) if distance <= 3 => either(format!("; did you mean `{close}`?"), format!(";是否想写 `{close}`?")),
        _ => {
            let all: Vec<_> = known.collect();
            either(format!("; known are {}", all.join(", ")), format!(";可用的有 {}", all.join("、")))
        }
    }
}

#[cfg(test)]
mod tests {
    use recount::{document::FieldNames, rule::RuleSet};

    use super::*;

    #[test]
    fn a_name_that_is_not_known_leads_to_the_nearest() {
        assert_eq!(encoding("GB18030"), Ok(Encoding::Gb18030));
        assert_eq!(encoding("gb18300").unwrap_err(), "no such encoding; did you mean `gb18030`?");
        assert!(encoding("latin-15").unwrap_err().starts_with("no such encoding; known are utf-8, "));
        assert_eq!(field("txt=正文").unwrap_err(), "no such field; did you mean `text`?");
        assert_eq!(field("text").unwrap_err(), "write FIELD=NAME, as text=content");
    }

    #[test]
    fn fields_get_the_names_that_are_given() {
        let fields = vec![field("text=正文").unwrap(), field("id=a=b").unwrap()];
        let config = Config::bare(&RuleSet::default());
        let options = Reading { encoding: None, fields }.under(Path::new("a.csv"), &config);
        let expected = FieldNames { text: "正文".to_owned(), id: "a=b".to_owned(), ..FieldNames::default() };
        assert_eq!(options, ReadOptions { encoding: None, fields: expected });
    }
}
