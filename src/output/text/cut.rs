//! The lines around a mistake where one of them is too long to be shown whole: miette would print all of it, and panics where an
//! underline begins behind column 65,535.

use miette::{Diagnostic, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::window::Window;
use crate::output::clean::clip;

/// A line of more bytes than this is cut.
const LONG: usize = 1 << 10;
/// Of a line beside the mistake so many characters are shown.
const BESIDE: usize = 80;

/// The lines around a mistake, each cut to a few dozen columns.
#[derive(Debug)]
pub(super) struct Cut {
    name: Option<String>,
    text: String,
    /// The mistake in `text`.
    span: SourceSpan,
    /// Where the first line and the mistake stand in the file, lines and columns from 0.
    first: usize,
    line: usize,
    column: usize,
    count: usize,
}

impl Cut {
    /// What is shown of the file that a mistake is in; `None` where its lines can be shown as they are.
    pub(super) fn of(error: &dyn Diagnostic) -> Option<Self> {
        let (source, label) = (error.source_code()?, error.labels()?.next()?);
        let around = source.read_span(label.inner(), 1, 1).ok()?;
        let here = source.read_span(label.inner(), 0, 0).ok()?;
        let data = str::from_utf8(around.data()).ok()?;
        if data.lines().all(|line| line.len() <= LONG) {
            return None;
        }
        // The mistake in what was read.
        let from = label.offset().checked_sub(around.span().offset())?;
        let to = from.saturating_add(label.len());
        let (mut text, mut start, mut count) = (String::new(), 0_usize, 0_usize);
        let mut marked: Option<(usize, usize)> = None;
        for piece in data.split_inclusive('\n') {
            let line = piece.trim_end_matches(['\n', '\r']);
            let end = start.saturating_add(piece.len());
            if from < end && (start < to || start <= from) {
                let (begin, stop) = (from.saturating_sub(start).min(line.len()), to.saturating_sub(start).min(line.len()));
                let window = Window::new(line, &[(begin, stop.max(begin))]);
                let base = text.len();
                let at = |byte| base.saturating_add(window.at(line, byte));
                marked = Some((marked.map_or_else(|| at(begin), |(first, _)| first), at(stop)));
                text.push_str(&window.text);
            } else {
                text.push_str(&clip(line, BESIDE));
            }
            text.push('\n');
            (start, count) = (end, count.saturating_add(1));
        }
        // A mistake behind the last line stands at its end.
        let (from, to) = marked.unwrap_or((text.len().saturating_sub(1), text.len().saturating_sub(1)));
        let span = (from, to.saturating_sub(from)).into();
        let name = around.name().map(str::to_owned);
        Some(Self { name, text, span, first: around.line(), line: here.line(), column: here.column(), count })
    }

    /// Where the mistake is shown.
    pub(super) fn span(&self) -> SourceSpan {
        self.span
    }
}

impl SourceCode for Cut {
    fn read_span<'a>(&'a self, _: &SourceSpan, before: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without lines around it, miette asks where the mistake is.
        let (line, column) = if before == 0 { (self.line, self.column) } else { (self.first, 0) };
        let (data, span) = (self.text.as_bytes(), (0, self.text.len()).into());
        Ok(Box::new(match &self.name {
            Some(name) => MietteSpanContents::new_named(name.clone(), data, span, line, column, self.count),
            None => MietteSpanContents::new(data, span, line, column, self.count),
        }))
    }
}
