//! Markdown: which of its characters are markup. The text itself stays where it is, so that every place in it is exact.

use super::{Document, Format};

/// A Markdown document with its markup and the fields of its front matter.
pub(super) fn document(path: String, text: String) -> Document {
    Document { format: Format::Markdown, ..Document::new(path, text) }
}
