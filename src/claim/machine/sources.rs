//! The regular expressions of the program's own patterns, and what its rules look for, as a file has them from which the program is built.

/// What stands in the file: what the rule files held from which it was made; the words that patterns use; for the fingerprint of each pattern what it
/// is made of, one after the other: texts, and words by their numbers; and for each rule its patterns.
type File = (u64, Vec<String>, Vec<(u64, Vec<Part>)>, Vec<Group>);

/// The number of the zones in which a rule looks for its patterns, and in each layer the fingerprints of those that it looks for, and of those that
/// it asks for around matches.
pub(super) type Group = (usize, [Vec<u64>; 2], [Vec<u64>; 2]);

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Part {
    Text(String),
    Word(usize),
}

/// What the program is built from.
pub(super) struct Sources {
    /// What the rule files held.
    pub(super) files: u64,
    /// The expressions, each with the fingerprint of its pattern, in order of that.
    pub(super) patterns: Vec<(u64, String)>,
    /// For each rule its patterns.
    pub(super) groups: Vec<Group>,
}

impl Sources {
    /// Reads the file.
    pub(super) fn read(file: &str) -> Result<Self, serde_json::Error> {
        let (files, words, patterns, groups): File = serde_json::from_str(file)?;
        let text = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Word(number) => words.get(*number).cloned().unwrap_or_default(),
        };
        let patterns = patterns.iter().map(|(fingerprint, parts)| (*fingerprint, parts.iter().map(text).collect())).collect();
        Ok(Self { files, patterns, groups })
    }
}

/// Tells rule files, given with their names, from all others.
pub(super) fn digest<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3Default::new();
    files.into_iter().flat_map(|(name, text)| [name, "\0", text, "\0"]).for_each(|piece| hash.update(piece.as_bytes()));
    hash.digest()
}
