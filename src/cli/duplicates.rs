//! The first pass of `check --duplicates`: a sketch of every document, before any is checked.

use recount::corpus::{Corpus, Sketch, Survey};

use super::{failure::Failure, input::Input, options::Inputs, run};

/// Reads all documents once. What cannot be read is told when they are checked.
pub(super) fn survey(inputs: &Inputs, input: Input) -> Result<Corpus, Failure> {
    if inputs.are_piped() {
        let why = "--duplicates reads everything twice, and standard input can be read once; save it to a file and name that";
        return Err(Failure::usage(why, "--duplicates 要读两遍,而标准输入只能读一遍;请存为文件后写文件名"));
    }
    let mut survey = Survey::default();
    run::read_before(inputs, input, |_, document| Sketch::of(document), |document, sketch| survey.add(document, &sketch))?;
    Ok(survey.finish())
}
