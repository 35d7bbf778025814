//! `kind = "styles"`: one thing written in one way throughout a report. Each pattern is one way; what is rare beside the usual way is found.

use super::matches::in_line;
use crate::{
    claim::{Claim, Layer, Pattern, Sheet, Sought, Zones},
    verdict::{Recount, Verdict},
    view::Span,
};

/// Finds what is written in another way than usual.
#[derive(Debug)]
pub struct Styles {
    /// The ways, a pattern each.
    pub find: Vec<Pattern>,
    /// Looked for in these zones.
    pub zones: Zones,
}

/// The way of one place, and how often each way is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// How often this way is met.
    pub here: usize,
    /// How often the usual one is.
    pub usual: usize,
}

impl super::Recounts for Styles {
    const NAME: &'static str = "styles";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["usual"];

    type Parts = Parts;

    fn sought(&self) -> Vec<Sought<'_>> {
        self.find.iter().map(|find| (Layer::View, find)).collect()
    }

    fn zones(&self) -> Zones {
        self.zones
    }

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Parts>> {
        let mut by_style: Vec<Vec<Span>> = self.find.iter().map(|_| Vec::new()).collect();
        for (line, here) in sheet.lines_for(Layer::View, self.zones, &self.find).iter() {
            for style in here {
                let (Some(pattern), Some(places)) = (self.find.get(style), by_style.get_mut(style)) else { continue };
                let found = in_line(pattern, sheet, line);
                places.extend(found.into_iter().map(|found| found.group("at").unwrap_or(found.span)));
            }
        }
        let usual = by_style.iter().map(Vec::len).max().unwrap_or(0);
        let rare = by_style.into_iter().filter(|places| places.len() < usual);
        let mut claims: Vec<Claim<Parts>> = rare
            .flat_map(|places| {
                let here = places.len();
                places.into_iter().map(move |at| Claim::at(at, Parts { here, usual }))
            })
            .collect();
        claims.sort_by_key(|claim| claim.at);
        claims
    }

    fn recount(&self, parts: &Parts) -> Recount {
        // A way that is met almost as often as another is a choice, for tables perhaps.
        let slip = parts.usual >= 3 && parts.here.saturating_mul(3) <= parts.usual;
        Recount::new(if slip { Verdict::Contradicted } else { Verdict::Undecided }).fact("usual", parts.usual.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Recounts;

    #[test]
    fn a_slip_is_rare_beside_a_habit() {
        let kind = Styles { find: Vec::new(), zones: Zones::Body };
        for (here, usual, slip) in [(1, 3, true), (1, 2, false), (2, 5, false), (3, 9, true)] {
            assert_eq!(kind.recount(&Parts { here, usual }).verdict == Verdict::Contradicted, slip, "{here} {usual}");
        }
    }
}
