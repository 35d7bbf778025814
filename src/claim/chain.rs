//! What a match of a pattern holds from its beginning to its end: one of each of several sets of literals, one after the other, and how far
//! from each other they may stand. Read off the pattern itself, so that it is tried out only where all that stands, and nowhere beyond.

use regex_syntax::hir::{Hir, HirKind, Look};

use super::{
    reach::{self, Reach},
    trigger::{self, Literals},
};

/// So many sets are looked for; the commonest of the others are dropped.
const LINKS: usize = 8;

/// What is no more than so many bytes from something else is looked for around that.
const NARROW: u32 = 64;

/// What may stand somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// At least so many bytes.
    pub(super) min: u32,
    /// At most so many; `None` without bound.
    pub(super) max: Option<u32>,
    /// What it holds no end of.
    pub(super) reach: Reach,
}

/// Sets of literals in the order in which a match holds one of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    /// What may stand between the beginning of a match and the first.
    pub(super) before: Gap,
    /// In order.
    pub(super) links: Vec<Link>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The set.
    pub(super) trigger: Literals,
    /// What may stand between it and the next, or the end of a match.
    pub(super) after: Gap,
}

impl Gap {
    /// Nothing stands there.
    const NONE: Self = Self { min: 0, max: Some(0), reach: Reach::Clause };

    /// Anything.
    pub(super) const ANY: Self = Self { min: 0, max: None, reach: Reach::Line };

    /// Of so many bytes, no bound where that is not known.
    fn of(min: Option<usize>, max: Option<usize>, reach: Reach) -> Self {
        let bytes = |bytes: usize| u32::try_from(bytes).ok();
        Self { min: min.map_or(0, |min| bytes(min).unwrap_or(u32::MAX)), max: max.and_then(bytes), reach }
    }

    /// What the matches of a part take.
    fn length(part: &Hir) -> Self {
        Self::of(part.properties().minimum_len(), part.properties().maximum_len(), reach::held(part))
    }

    /// Whether what stands before it and what stands after it are near each other.
    fn is_narrow(self) -> bool {
        self.max.is_some_and(|max| max <= NARROW)
    }

    /// One after the other.
    fn and(self, other: Self) -> Self {
        let max = self.max.zip(other.max).and_then(|(one, other)| one.checked_add(other));
        Self { min: self.min.saturating_add(other.min), max, reach: self.reach.max(other.reach) }
    }

    /// One or the other.
    fn or(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(one, other)| one.max(other));
        Self { min: self.min.min(other.min), max, reach: self.reach.max(other.reach) }
    }

    /// As often as that.
    fn times(self, min: u32, max: Option<u32>) -> Self {
        let most = if self.max == Some(0) || max == Some(0) {
            Some(0)
        } else {
            self.max.zip(max).and_then(|(one, times)| one.checked_mul(times))
        };
        Self { min: self.min.saturating_mul(min), max: most, reach: self.reach }
    }
}

impl Default for Chain {
    fn default() -> Self {
        Self { before: Gap::NONE, links: Vec::new() }
    }
}

impl Chain {
    /// What the matches of a pattern hold.
    pub(super) fn of(pattern: &Hir) -> Self {
        let mut chain = Self::of_part(pattern);
        while chain.links.len() > LINKS {
            let commonest =
                (0..chain.links.len()).max_by_key(|&index| chain.links.get(index).map(|link| trigger::frequency(&link.trigger)));
            chain.drop_link(commonest.unwrap_or(0));
        }
        chain.without_what_tells_nothing()
    }

    /// Without sets that stand in nearly every sentence, where they may stand far from all others.
    fn without_what_tells_nothing(mut self) -> Self {
        while let Some(index) = (0..self.links.len()).find(|&index| self.tells_nothing(index)) {
            self.drop_link(index);
        }
        self
    }

    fn tells_nothing(&self, index: usize) -> bool {
        let after = |index: usize| self.links.get(index).map(|link| link.after);
        let next = after(index).filter(|_| index.saturating_add(1) < self.links.len());
        let near = [index.checked_sub(1).and_then(after), next].into_iter().flatten().any(Gap::is_narrow);
        let common =
            self.links.get(index).is_some_and(|link| trigger::is_common(&link.trigger) && !trigger::is_edge(&link.trigger));
        common && !near && self.rarest() != Some(index)
    }

    fn of_part(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty => Self::default(),
            HirKind::Look(Look::Start) => Self::holding(trigger::literals(vec![trigger::START.to_owned()]), hir),
            HirKind::Look(Look::End) => Self::holding(trigger::literals(vec![trigger::END.to_owned()]), hir),
            HirKind::Look(_) => Self::default(),
            HirKind::Literal(literal) => {
                let text = String::from_utf8(literal.0.to_vec()).ok();
                Self::holding(text.and_then(|text| trigger::literals(vec![text])), hir)
            }
            HirKind::Class(class) => Self::holding(trigger::of_class(class), hir),
            HirKind::Capture(capture) => Self::of_part(&capture.sub),
            HirKind::Concat(parts) => parts.iter().fold(Self::default(), |chain, part| chain.then(Self::of_part(part))),
            HirKind::Alternation(branches) => {
                let only: Option<Vec<Self>> = branches.iter().map(|branch| Self::of_part(branch).only_rarest()).collect();
                only.and_then(Self::either).unwrap_or_else(|| Self::holding(None, hir))
            }
            HirKind::Repetition(repetition) => {
                let (min, max) = (repetition.min, repetition.max);
                let rest = |done: u32| {
                    Gap::length(&repetition.sub).times(min.saturating_sub(done), max.map(|max| max.saturating_sub(done)))
                };
                if min == 0 {
                    return Self { before: rest(0), links: Vec::new() };
                }
                // Two of many tell more than one; more are hardly worth looking for.
                let once = Self::of_part(&repetition.sub);
                let twice = min > 1 && once.links.len() <= LINKS;
                let (again, times) = if twice { (once.clone().then(once), 2) } else { (once, 1) };
                again.then(Self { before: rest(times), links: Vec::new() })
            }
        }
    }

    /// One of a set, or anything of the length of a part.
    fn holding(trigger: Option<Literals>, part: &Hir) -> Self {
        match trigger {
            Some(trigger) => Self { before: Gap::NONE, links: vec![Link { trigger, after: Gap::NONE }] },
            None => Self { before: Gap::length(part), links: Vec::new() },
        }
    }

    fn then(mut self, other: Self) -> Self {
        if let Some(joined) = self.joined(&other) {
            return joined;
        }
        let last = self.links.last_mut().map_or(&mut self.before, |last| &mut last.after);
        *last = last.and(other.before);
        self.links.extend(other.links);
        self
    }

    /// The same where the last set of the first and the first set of the other are side by side and few in all: a set of both together.
    fn joined(&self, other: &Self) -> Option<Self> {
        let ((last, links), (first, others)) = (self.links.split_last()?, other.links.split_first()?);
        let apart = last.after.max != Some(0) || other.before.max != Some(0);
        if apart || [last, first].into_iter().any(|link| trigger::has_edge(&link.trigger)) {
            return None;
        }
        let trigger = trigger::side_by_side(&last.trigger, &first.trigger)?;
        let mut links = links.to_vec();
        links.push(Link { trigger, after: first.after });
        links.extend_from_slice(others);
        Some(Self { before: self.before, links })
    }

    /// Which of its sets is the rarest, as far as can be told; `None` where there is none.
    pub(super) fn rarest(&self) -> Option<usize> {
        let frequencies = self.links.iter().map(|link| trigger::frequency(&link.trigger));
        frequencies.enumerate().min_by_key(|(_, frequency)| *frequency).map(|(index, _)| index)
    }

    /// With the rarest of its sets only; `None` where there is none.
    fn only_rarest(mut self) -> Option<Self> {
        let rarest = self.rarest()?;
        while self.links.len() > rarest.saturating_add(1) {
            self.drop_link(rarest.saturating_add(1));
        }
        while self.links.len() > 1 {
            self.drop_link(0);
        }
        Some(self)
    }

    /// Without one of its sets.
    fn drop_link(&mut self, index: usize) {
        let link = self.links.remove(index);
        let (min, max) = trigger::lengths(&link.trigger);
        let reach = link.trigger.iter().map(reach::of_text).max().unwrap_or_default();
        let gap = Gap::of(Some(min), Some(max), reach).and(link.after);
        let before =
            index.checked_sub(1).and_then(|last| self.links.get_mut(last)).map_or(&mut self.before, |last| &mut last.after);
        *before = before.and(gap);
    }

    /// What holds of one of several chains of one set each; `None` where the sets are too large together.
    fn either(branches: Vec<Self>) -> Option<Self> {
        let mut gaps: Option<(Gap, Gap)> = None;
        let mut literals = Vec::new();
        for branch in branches {
            let link = branch.links.into_iter().next()?;
            literals.extend(link.trigger.iter().map(str::to_owned));
            gaps = Some(
                gaps.map_or((branch.before, link.after), |(before, after)| (before.or(branch.before), after.or(link.after))),
            );
        }
        let (before, after) = gaps?;
        Some(Self { before, links: vec![Link { trigger: trigger::literals(literals)?, after }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sets of a chain, and between them the least and the most bytes or what is not crossed.
    fn of(pattern: &str) -> String {
        let chain = Chain::of(&regex_syntax::parse(pattern).unwrap());
        let gap = |gap: Gap| format!("{}-{}", gap.min, gap.max.map_or(format!("{:?}", gap.reach), |max| max.to_string()));
        let links =
            chain.links.iter().map(|link| format!(" {} {}", link.trigger.iter().collect::<Vec<_>>().join("/"), gap(link.after)));
        format!("{}{}", gap(chain.before), links.collect::<String>())
    }

    #[test]
    fn a_chain_holds_what_every_match_holds_one_after_the_other() {
        for (pattern, expected) in [
            ("[^,。;a-y]{0,9}其中[^,。;]{2}占", "0-36 其中 2-8 占 0-0"),
            ("(?:甲乙|丙丁)?占(?:比|到)?", "0-6 占 0-3"),
            ("(?:甲乙|戊)+x?", "0-0 戊/甲乙 0-Clause"),
            ("甲{2,3}[丙丁]", "0-0 甲甲 0-3 丁/丙 0-0"),
            ("(?i:ab)[丙丁]", "0-0 AB丁/AB丙/Ab丁/Ab丙/aB丁/aB丙/ab丁/ab丙 0-0"),
            ("甲[^。]*[,;][^。]{2}乙", "0-0 甲 0-Sentence ,/; 2-8 乙 0-0"),
            ("甲[^。]*[,;][^。]*乙", "0-0 甲 1-Sentence 乙 0-0"),
            ("甲(?:一共|[^,a-y]{2,3}共)乙", "0-0 甲 0-12 一共乙/共乙 0-0"),
            ("(?:^|。) ?甲$", "0-0 \u{2}/。 0-1 甲 0-0 \u{3} 0-0"),
            (".*", "0-Line"),
            ("甲?乙?", "0-6"),
        ] {
            assert_eq!(of(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn of_many_sets_the_commonest_are_left_out() {
        let chain = of("第一[0-9][^。]第二[^。]第三[^。]第四[^。]第五[^。]第六[^。]第七[^。]第八");
        assert_eq!(chain.matches('第').count(), LINKS, "{chain}");
        assert!(chain.starts_with("0-0 第一 2-5 第二"), "{chain}");
    }
}
