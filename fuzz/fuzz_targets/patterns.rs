//! Patterns of rules: whatever looks for one (its needs, the matcher of short stretches, the automaton) finds what `regex` finds.
#![no_main]

use recount::{
    claim::{Dictionary, Layer, Pattern, Sheet, Stretch, Wanted, Words},
    document::Document,
};
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
        .matches_in(text, Stretch::all(text))
        .map(|hit| (hit.whole(), names.iter().map(|name| hit.group(name)).collect::<Vec<_>>()))
        .collect();
    assert_eq!(found, expected, "{} in {text:?}", pattern.written());
    assert_eq!(pattern.is_match(text), regex.is_match(text), "{} in {text:?}", pattern.written());
    windows(&pattern, text);
    assert!(pattern.may_match(text) || expected.is_empty(), "{} may not match {text:?}", pattern.written());
});

/// On a sheet that was looked up it is found where it is found without.
fn windows(pattern: &Pattern, text: &str) {
    let document = Document::new("a.txt", text);
    for layer in [Layer::View, Layer::Skeleton] {
        let dictionary = Dictionary::of([Wanted { finds: vec![(layer, pattern)], ..Wanted::default() }]);
        let alone = Sheet::new(&document);
        let mut at_once = Sheet::new(&document);
        at_once.look_up(&dictionary);
        for line in 0..alone.view.lines().len() {
            let found = |sheet: &Sheet| sheet.matches(layer, pattern, line).map(|hit| hit.whole()).collect::<Vec<_>>();
            assert_eq!(found(&at_once), found(&alone), "{} in line {line} of {text:?}", pattern.written());
        }
    }
}
