//! The way back from the view to the document: exact, sparse, in order. Between two folds the bytes of both are the same.

use super::Span;
use crate::document::Place;

/// A stretch that does not stand in the view as it stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fold {
    /// Where it begins in the view.
    view: u32,
    /// Its length in the view; nothing where it was dropped.
    shown: u32,
    /// Where it begins in the document.
    place: u32,
    /// Its length in the document.
    taken: u32,
}

impl Fold {
    fn view_end(self) -> usize {
        index(self.view).saturating_add(index(self.shown))
    }

    fn place_end(self) -> usize {
        index(self.place).saturating_add(index(self.taken))
    }
}

/// Every fold of one document. Offsets are held in 32 bits: `document::decode` refuses longer texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    folds: Vec<Fold>,
}

impl Map {
    /// Notes that `taken` bytes at `place` of the document stand as `shown` bytes at `view`. Called in order.
    pub(super) fn note(&mut self, view: usize, shown: usize, place: usize, taken: usize) {
        let fold = Fold { view: narrow(view), shown: narrow(shown), place: narrow(place), taken: narrow(taken) };
        if let Some(last) = self.folds.last_mut()
            && last.shown == 0
            && shown == 0
            && last.view == fold.view
            && last.place_end() == place
        {
            last.taken = last.taken.saturating_add(fold.taken);
        } else {
            self.folds.push(fold);
        }
    }

    /// Where a span of the view stands in the document: what was dropped inside it belongs to it, what was dropped at
    /// its edges does not. An empty span is the place just after what precedes it.
    pub(super) fn place(&self, span: Span) -> Place {
        let end = self.place_before(span.end);
        if span.start >= span.end {
            return Place { start: end, end };
        }
        Place { start: self.place_after(span.start), end }
    }

    /// The smallest span of the view that covers a place in the document; empty where all of it was dropped.
    pub(super) fn span(&self, place: Place) -> Span {
        let start = self.view_of(place.start, false);
        Span { start, end: self.view_of(place.end.max(place.start), true).max(start) }
    }

    /// Where the character that begins at a byte of the view begins in the document.
    fn place_after(&self, at: usize) -> usize {
        match self.last_before(|fold| index(fold.view) <= at) {
            None => at,
            Some(fold) if at < fold.view_end() => index(fold.place),
            Some(fold) => fold.place_end().saturating_add(at.saturating_sub(fold.view_end())),
        }
    }

    /// Where the character that ends at a byte of the view ends in the document.
    fn place_before(&self, at: usize) -> usize {
        match self.last_before(|fold| index(fold.view) < at) {
            None => at,
            Some(fold) => fold.place_end().saturating_add(at.saturating_sub(fold.view_end())),
        }
    }

    /// The byte of the view for a byte of the document; one inside a fold is the fold's end or start.
    fn view_of(&self, at: usize, up: bool) -> usize {
        match self.last_before(|fold| index(fold.place) < at) {
            None => at,
            Some(fold) if at < fold.place_end() && !up => index(fold.view),
            Some(fold) => fold.view_end().saturating_add(at.saturating_sub(fold.place_end())),
        }
    }

    fn last_before(&self, holds: impl Fn(&Fold) -> bool) -> Option<Fold> {
        let count = self.folds.partition_point(holds);
        self.folds.get(count.checked_sub(1)?).copied()
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `鄉(xiāng)村，`: a gloss of eight bytes dropped after 鄉, and a comma of three bytes that became one.
    fn glossed() -> Map {
        let mut map = Map::default();
        map.note(3, 0, 3, 8);
        map.note(6, 1, 14, 3);
        map
    }

    fn place(start: usize, end: usize) -> Place {
        Place { start, end }
    }

    #[test]
    fn what_was_dropped_inside_a_span_belongs_to_it() {
        assert_eq!(glossed().place(Span { start: 0, end: 6 }), place(0, 14));
    }

    #[test]
    fn what_was_dropped_at_the_edges_of_a_span_does_not() {
        assert_eq!(glossed().place(Span { start: 0, end: 3 }), place(0, 3));
        assert_eq!(glossed().place(Span { start: 3, end: 6 }), place(11, 14));
        assert_eq!(glossed().place(Span { start: 3, end: 3 }), place(3, 3));
    }

    #[test]
    fn a_folded_character_is_one_piece() {
        assert_eq!(glossed().place(Span { start: 6, end: 7 }), place(14, 17));
        assert_eq!(glossed().span(place(15, 16)), Span { start: 6, end: 7 });
    }

    #[test]
    fn a_place_that_was_dropped_is_an_empty_span() {
        assert_eq!(glossed().span(place(3, 11)), Span { start: 3, end: 3 });
        assert_eq!(glossed().span(place(5, 7)), Span { start: 3, end: 3 });
    }

    #[test]
    fn neighbours_that_were_dropped_are_one_fold() {
        let mut map = Map::default();
        map.note(0, 0, 0, 3);
        map.note(0, 0, 3, 3);
        assert_eq!(map.folds.len(), 1);
        assert_eq!(map.place(Span { start: 0, end: 1 }), place(6, 7));
    }
}
