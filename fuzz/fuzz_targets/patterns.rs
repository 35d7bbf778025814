//! Patterns of rules: whatever looks for one (its needs, the matcher of short stretches, the automaton) finds what `regex` finds.
#![no_main]

use recount::claim::{Pattern, Words};
use recount_fuzz::text_target;

text_target!([PATTERNS, REPORT], |text| {
    // The first line is the pattern.
    let Some((pattern, text)) = text.split_once('\n') else { return };
    let Ok(pattern) = Pattern::compile(pattern, &Words::new()) else { return };
    let Some(regex) = pattern.build().ok().and_then(|()| pattern.regex()) else { return };
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    let expected: Vec<_> = regex
        .captures_iter(text)
        .map(|captures| {
            let group = |name: &&str| captures.name(name).map(|group| group.range());
            (captures.get_match().range(), names.iter().map(group).collect::<Vec<_>>())
        })
        .filter(|(whole, _)| !whole.is_empty())
        .collect();
    let found: Vec<_> = pattern
        .matches_in(text, 0..text.len())
        .map(|hit| (hit.whole(), names.iter().map(|name| hit.group(name)).collect::<Vec<_>>()))
        .collect();
    assert_eq!(found, expected, "{} in {text:?}", pattern.written());
    assert_eq!(pattern.is_match(text), regex.is_match(text), "{} in {text:?}", pattern.written());
    assert!(pattern.may_match(text) || expected.is_empty(), "{} may not match {text:?}", pattern.written());
});
