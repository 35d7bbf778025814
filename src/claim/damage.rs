//! Damage vetoes arithmetic: a figure beside lost, masked or wrongly decoded characters is no evidence.

use super::Sheet;
use crate::view::Span;

/// How many characters on either side must be sound.
const REACH: usize = 3;

impl Sheet<'_> {
    /// Whether a span stands beside mojibake, a mask or a replacement character.
    pub fn damaged(&self, span: Span) -> bool {
        let text = self.view.text();
        let before = text.get(..span.start).unwrap_or("").chars().rev().take(REACH);
        let after = text.get(span.end..).unwrap_or("").chars().take(REACH);
        let inside = self.view.slice(span).chars();
        // `?` ends a sentence, but no sentence begins with what a broken GBK pair leaves: see `text/mojibake`.
        before.clone().take_while(|&c| c != '\n').any(|c| is_broken(c) || c == '?')
            || after.take_while(|&c| c != '\n').any(is_broken)
            || inside.into_iter().any(is_broken)
            || before.into_iter().next().is_some_and(|c| matches!(c, 'x' | 'X' | '×'))
    }
}

fn is_broken(character: char) -> bool {
    matches!(character, '\u{FFFD}' | '*' | '\u{25A1}' | '\u{80}'..='\u{9F}')
}
