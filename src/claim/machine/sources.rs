//! The regular expressions of the program's own patterns, as a file has them from which the program is built.

/// What stands in the file: the words that patterns use, and for the fingerprint of each pattern what it is made of, one after the other: texts,
/// and words by their numbers.
type File = (Vec<String>, Vec<(u64, Vec<Part>)>);

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Part {
    Text(String),
    Word(usize),
}

/// The expressions, each with the fingerprint of its pattern, in order of that.
pub(super) fn sources(file: &str) -> Result<Vec<(u64, String)>, serde_json::Error> {
    let (words, patterns): File = serde_json::from_str(file)?;
    let text = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Word(number) => words.get(*number).cloned().unwrap_or_default(),
    };
    Ok(patterns.iter().map(|(fingerprint, parts)| (*fingerprint, parts.iter().map(text).collect())).collect())
}
