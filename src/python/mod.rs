//! The module for Python: texts in, columns of findings, claims and figures out. It stands beside the command line, above all other rooms,
//! and is built with the feature `python` only; what is around it, adapters for engines among it, is in `python/`.

mod columns;
mod linter;
mod settings;
mod texts;

use pyo3::{create_exception, exceptions::PyValueError, pymodule};

create_exception!(recount, RuleError, PyValueError, "Rules with mistakes: each of them, with its place in the file.");
create_exception!(recount, ConfigError, PyValueError, "Settings with mistakes: each of them, with its place in the file.");

#[pymodule]
mod _recount {
    use pyo3::{
        Bound, PyResult,
        types::{PyModule, PyModuleMethods},
    };

    #[pymodule_export]
    use super::{
        ConfigError, RuleError,
        linter::{Corpus, Linter},
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
