//! The first pass of `check --duplicates`: a sketch of every document, before any is checked.

use std::mem;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use recount::corpus::{Corpus, Sketch, Survey};

use super::{
    failure::Failure,
    input::{Input, Read},
    options::Inputs,
    run,
};

/// Reads all documents once. What cannot be read is told when they are checked.
pub(super) fn survey(inputs: &Inputs, input: Input) -> Result<Corpus, Failure> {
    if inputs.paths.iter().any(|path| path.as_os_str() == "-") {
        let why = "--duplicates reads everything twice, and standard input can be read once; save it to a file and name that";
        return Err(Failure::usage(why, "--duplicates 要读两遍,而标准输入只能读一遍;请存为文件后写文件名"));
    }
    let pool = run::pool(inputs)?;
    let mut documents = input.documents();
    let mut survey = Survey::default();
    let mut next = run::batch(&mut documents);
    // A document that cannot be sketched keeps its number; what went wrong is told when it is checked.
    let sketch = |read: Read| read.ok().map(|document| (run::caught(&document, &Sketch::of).unwrap_or_default(), document));
    while !next.is_empty() {
        let current = mem::take(&mut next);
        let both = || rayon::join(|| current.into_par_iter().map(sketch).collect(), || run::batch(&mut documents));
        let sketched: Vec<Option<(Sketch, recount::document::Document)>>;
        (sketched, next) = pool.install(both);
        for (sketch, document) in sketched.iter().flatten() {
            survey.add(document, sketch);
        }
    }
    Ok(survey.finish())
}
