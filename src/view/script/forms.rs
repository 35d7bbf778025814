//! What each character is, so far as script goes, worked out from the pairs. The program is built with it.

/// A traditional character and its simplified form.
pub(crate) type Pair = (char, char);

/// Characters that are right in a simplified text, where to change them would lie: 乾县, 宫商角徵羽, 获益甚夥, 蒜薹, 哪吒,
/// 醣类, 显著, 瞭望. They are folded in a traditional document alone.
const LATE_ONES: [char; 14] = ['乾', '徵', '夥', '摺', '捱', '榘', '甯', '菸', '醣', '麴', '薹', '吒', '著', '瞭'];

/// What 乾 keeps its form before: it is then the name of a reign, of a place or of heaven, and not "dry".
const AFTER_QIAN: &str = "隆坤陵县元清宁";

/// What 著 keeps its form between, where it is "notable" or "to write", and not the particle 着.
const BEFORE_ZHU: &str = "显名昭卓专论编原巨遗译土拙合所";
const AFTER_ZHU: &str = "名作述称书录者权于有";

/// The first and last character of the table's range; marks such as `「` are in it so that one look tells most of a text.
const FIRST: u32 = 0x3000;
const LAST: u32 = 0x9FFF;

/// Marks a character of [`LATE_ONES`] in the table.
const LATE: u16 = 1;

/// Marks what is no Chinese character and may be folded.
const MARK: u16 = 2;

/// The marks of every page, none of which is folded.
pub(crate) const STAYS: [char; 10] = ['、', '。', '《', '》', '〈', '〉', '【', '】', '〔', '〕'];

/// For each character from [`FIRST`] to [`LAST`]: its simplified form, itself where it is one, [`LATE`], [`MARK`], or 0 where it is none of these.
pub(crate) type Forms = [u16; 0x7000];

/// In the table of [`steps`], a character that may be folded.
pub(crate) const FOLDS: u8 = 2;

/// What a character is, so far as script goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Written alike in both, or no Chinese character at all.
    Either,
    /// Traditional alone; its simplified form.
    Traditional(char),
    /// The simplified form of another character.
    Simplified,
    /// Right in both scripts though not alike: what it is depends on the document. See [`folded_late`].
    Late,
}

impl Script {
    /// What a character is by itself.
    pub(crate) fn of(character: char, forms: &Forms) -> Self {
        let code = u32::from(character);
        match slot(code).and_then(|slot| forms.get(slot)).copied().map(u32::from) {
            None | Some(0) => Self::Either,
            Some(form) if form == u32::from(MARK) => Self::Either,
            Some(form) if form == u32::from(LATE) => Self::Late,
            Some(form) if form == code => Self::Simplified,
            Some(form) => char::from_u32(form).map_or(Self::Either, Self::Traditional),
        }
    }

    /// The character that it is in a simplified text, `character` being what it is of; the same character where that is left to the document.
    pub(crate) fn simplified(self, character: char) -> char {
        if let Self::Traditional(form) = self { form } else { character }
    }
}

/// The table of pairs that are in order.
pub(crate) fn forms(pairs: &[Pair]) -> Forms {
    let mut forms = [0; 0x7000];
    let mut set = |character: u32, form: u32| {
        if let (Some(entry), Ok(form)) = (slot(character).and_then(|slot| forms.get_mut(slot)), u16::try_from(form)) {
            *entry = form;
        }
    };
    pairs.iter().for_each(|&(_, simplified)| set(simplified.into(), simplified.into()));
    pairs.iter().for_each(|&(traditional, simplified)| set(traditional.into(), simplified.into()));
    (FIRST..0x3400).for_each(|mark| set(mark, MARK.into()));
    STAYS.iter().for_each(|&stays| set(stays.into(), 0));
    LATE_ONES.iter().for_each(|&late| set(late.into(), LATE.into()));
    forms
}

/// What the fold asks of each of the first 65,536 characters: [`FOLDS`]; else how often it counts as simplified, 1 or 0.
pub(crate) fn steps(forms: &Forms) -> Vec<u8> {
    let step = |code: u32| match slot(code).and_then(|slot| forms.get(slot)) {
        Some(0) => 0,
        Some(&form) if u32::from(form) == code => 1,
        _ => FOLDS,
    };
    (0..1 << 16).map(step).collect()
}

/// The form that a [`Script::Late`] character has in a traditional document, between two that are folded already; any other
/// character as it is. Of the same length in bytes.
pub(crate) fn folded_late(before: Option<char>, character: char, after: Option<char>, pairs: &[Pair]) -> char {
    let among = |neighbour: Option<char>, list: &str| neighbour.is_some_and(|neighbour| list.contains(neighbour));
    match character {
        '著' if !among(before, BEFORE_ZHU) && !among(after, AFTER_ZHU) => '着',
        '瞭' if after == Some('解') => '了',
        '乾' if among(after, AFTER_QIAN) => '乾',
        '薹' | '吒' => character,
        _ if LATE_ONES.contains(&character) => {
            let found = pairs.binary_search_by_key(&character, |&(traditional, _)| traditional);
            found.ok().and_then(|found| pairs.get(found)).map_or(character, |&(_, simplified)| simplified)
        }
        _ => character,
    }
}

/// A character as a traditional text that has nothing but it would be folded.
pub(crate) fn folded(character: char, forms: &Forms, pairs: &[Pair]) -> char {
    match Script::of(character, forms) {
        Script::Late => folded_late(None, character, None, pairs),
        script => script.simplified(character),
    }
}

fn slot(code: u32) -> Option<usize> {
    let within = (FIRST..=LAST).contains(&code);
    code.checked_sub(FIRST).filter(|_| within).and_then(|slot| usize::try_from(slot).ok())
}
