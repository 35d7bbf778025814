//! What was compiled of the program's own patterns when it was built: a run does not begin with reading them.

use std::collections::BTreeMap;

use super::{
    class::{Class, Shared},
    compile::Compiled,
    reader::Reader,
    sources::{Group, digest},
};

/// Where what is known of the patterns stands by their fingerprints, in order; all of it; and the classes that their programs share.
type Prepared = (&'static [(u64, usize)], &'static [u8], Shared<'static>);

/// Made by `build.rs`.
static PREPARED: Prepared = include!(concat!(env!("OUT_DIR"), "/machines.rs"));

/// What is known of a pattern by its fingerprint, with the classes that its program is of; `None` where it is none of the program's own, or has no
/// program.
pub(super) fn prepared(fingerprint: u64) -> Option<(Compiled, Shared<'static>)> {
    let (places, bytes, classes) = PREPARED;
    let place = places.binary_search_by_key(&fingerprint, |(known, _)| *known).ok()?;
    let (_, at) = places.get(place)?;
    Some((Reader(bytes.get(*at..)?).next()?, classes))
}

/// The text of `sources.json` for some rule files, given with their names, for the pieces of their patterns by their fingerprints, and for what their
/// rules look for. Pieces are texts, and words, which are told apart by a flag.
pub(in super::super) fn table<'f>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
    patterns: &BTreeMap<u64, Vec<(bool, String)>>,
    groups: impl Iterator<Item = Group>,
) -> String {
    let json = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    words.extend(patterns.values().flatten().filter(|(is_word, _)| *is_word).map(|(_, word)| (word.as_str(), 0)));
    words.values_mut().enumerate().for_each(|(number, place)| *place = number);
    let piece = |(is_word, text): &(bool, String)| match words.get(text.as_str()) {
        Some(number) if *is_word => number.to_string(),
        _ => json(text),
    };
    let pattern = |(fingerprint, pieces): (&u64, &Vec<_>)| {
        format!("[{fingerprint}, [{}]]", pieces.iter().map(piece).collect::<Vec<_>>().join(", "))
    };
    let group = |(zones, finds, guards): Group| format!("[{zones}, {finds:?}, {guards:?}]");
    // A line each, so that a change shows in a diff as what it is.
    let lines = |lines: Vec<String>| format!("[\n{}\n]", lines.join(",\n"));
    let words = lines(words.keys().map(|word| json(word)).collect());
    let patterns = lines(patterns.iter().map(pattern).collect());
    format!("[{},{words},{patterns},{}]\n", digest(files), lines(groups.map(group).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::{
        class::Classes,
        compile::{parsed, serves},
        sources::Sources,
        writer::Writer,
    };
    use super::*;
    use crate::claim::{needs::Needs, own};

    #[test]
    fn the_literals_that_the_build_knows_are_those_that_patterns_need() {
        for (fingerprint, source) in Sources::read(include_str!("../sources.json")).unwrap().patterns {
            let parsed = parsed(&source).unwrap();
            let now = Needs::of(&parsed, serves(&parsed));
            let known: Vec<Vec<&str>> = own::held(fingerprint).unwrap().map(Iterator::collect).collect();
            assert_eq!(known, now.rarest_first().map(|set| set.iter().collect::<Vec<_>>()).collect::<Vec<_>>(), "{source}");
        }
    }

    #[test]
    fn what_the_build_has_compiled_is_what_would_be_compiled_now() {
        let (mut classes, mut writer, mut places) = (Classes::default(), Writer::default(), Vec::new());
        for (fingerprint, source) in Sources::read(include_str!("../sources.json")).unwrap().patterns {
            let now = Compiled::of(&parsed(&source).unwrap(), &mut classes);
            let at = writer.0.len();
            if writer.add(&now).is_some() {
                places.push((fingerprint, at));
                assert_eq!(prepared(fingerprint).unwrap().0, now, "{source}");
            }
        }
        let (known, bytes, shared) = PREPARED;
        assert!(known == places && bytes == writer.0);
        assert!((shared.classes, shared.ranges) == (&*classes.classes, &*classes.ranges));
    }
}
