//! Baseline files: read, or refused with the line; what is read is written, and read back the same.
#![no_main]

use recount::{baseline::Baseline, output};
use recount_fuzz::text_target;

text_target!([BASELINE], |text| {
    let baseline = match Baseline::read(text) {
        Ok(baseline) => baseline,
        Err(error) => {
            assert!(error.line >= 1 && error.line <= text.lines().count().max(1), "{error} in {text:?}");
            assert!(!error.to_string().is_empty() && !error.chinese().is_empty());
            return;
        }
    };
    let written = output::baseline::file(&baseline);
    assert_eq!(Baseline::read(&written).as_ref(), Ok(&baseline), "{written}");
    assert_eq!(output::baseline::file(&Baseline::read(&written).expect("it was just read")), written);
    assert!(baseline.changes(&baseline).is_empty(), "it differs from itself");
    assert_eq!(baseline.pruned(&baseline), baseline);
    assert_eq!(baseline.lines().count(), baseline.entries().count() + 1);
});
