//! Traditional characters and their simplified forms, one character for one and equal in length, and which of the two a
//! document is written in.

use std::sync::LazyLock;

/// Pairs of a traditional character and its simplified form, in the order of the traditional ones; made by `build.rs`.
static PAIRS: &[(char, char)] = &include!(concat!(env!("OUT_DIR"), "/traditional.rs"));

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
const STAYS: [char; 10] = ['、', '。', '《', '》', '〈', '〉', '【', '】', '〔', '〕'];

/// What a character is, so far as script goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Written alike in both, or no Chinese character at all.
    Either,
    /// Traditional alone; its simplified form.
    Traditional(char),
    /// The simplified form of another character.
    Simplified,
    /// Right in both scripts though not alike: what it is depends on the document. See [`folded_late`].
    Late,
}

/// What the fold asks of each character of three bytes, in one byte: the first of the three is E3 to E9.
pub(super) struct Steps([u8; 1 << 16]);

impl Steps {
    /// A character that may be folded.
    pub(super) const FOLDS: u8 = 2;

    /// [`Steps::FOLDS`]; else how often a character that stays as it is counts as simplified, 1 or 0.
    #[inline]
    pub(super) fn of(&self, first: u8, second: u8, third: u8) -> u8 {
        let code = (usize::from(first & 0x0F) << 12) | (usize::from(second & 0x3F) << 6) | usize::from(third & 0x3F);
        self.0.get(code).copied().unwrap_or(Self::FOLDS)
    }
}

/// The table, by character.
pub(super) struct Scripts {
    steps: Box<Steps>,
    /// For each character from [`FIRST`]: its simplified form, itself where it is one, [`LATE`], or 0 where it is none of these.
    forms: Vec<u16>,
}

static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| {
    let mut forms = vec![0; slot(LAST).saturating_add(1)];
    for &(_, simplified) in PAIRS {
        set(&mut forms, simplified, simplified);
    }
    for &(traditional, simplified) in PAIRS {
        set(&mut forms, traditional, simplified);
    }
    for mark in FIRST..0x3400 {
        if let Some(form) = forms.get_mut(slot(mark)) {
            *form = MARK;
        }
    }
    for stays in STAYS {
        if let Some(form) = forms.get_mut(slot(u32::from(stays))) {
            *form = 0;
        }
    }
    for kept in LATE_ONES {
        if let Some(form) = forms.get_mut(slot(u32::from(kept))) {
            *form = LATE;
        }
    }
    let mut steps = Box::new(Steps([Steps::FOLDS; 1 << 16]));
    for (code, &form) in (FIRST..=LAST).zip(&forms) {
        let step = if u32::from(form) == code { 1 } else { Steps::FOLDS };
        if let Some(entry) = steps.0.get_mut(usize::try_from(code).unwrap_or_default()) {
            *entry = if form == 0 { 0 } else { step };
        }
    }
    Scripts { steps, forms }
});

impl Scripts {
    /// The table as the fold reads it.
    pub(super) fn steps(&self) -> &Steps {
        &self.steps
    }

    /// The one table of the program.
    pub(super) fn get() -> &'static Self {
        &SCRIPTS
    }

    /// What a character is by itself.
    pub(super) fn of(&self, character: char) -> Script {
        let code = u32::from(character);
        if !(FIRST..=LAST).contains(&code) {
            return Script::Either;
        }
        match self.forms.get(slot(code)).copied().map(u32::from) {
            None | Some(0) => Script::Either,
            Some(form) if form == u32::from(MARK) => Script::Either,
            Some(form) if form == u32::from(LATE) => Script::Late,
            Some(form) if form == code => Script::Simplified,
            Some(form) => char::from_u32(form).map_or(Script::Either, Script::Traditional),
        }
    }
}

/// Whether a character is a Chinese one. `〇` is a numeral and none.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The form that a [`Script::Late`] character has in a traditional document, between two that are folded already; any other
/// character as it is. Of the same length in bytes.
pub(super) fn folded_late(before: Option<char>, character: char, after: Option<char>) -> char {
    let among = |neighbour: Option<char>, list: &str| neighbour.is_some_and(|neighbour| list.contains(neighbour));
    match character {
        '著' if !among(before, BEFORE_ZHU) && !among(after, AFTER_ZHU) => '着',
        '瞭' if after == Some('解') => '了',
        '乾' if among(after, AFTER_QIAN) => '乾',
        '薹' | '吒' => character,
        _ if LATE_ONES.contains(&character) => simplified(character),
        _ => character,
    }
}

fn simplified(character: char) -> char {
    let found = PAIRS.binary_search_by_key(&character, |&(traditional, _)| traditional);
    found.ok().and_then(|found| PAIRS.get(found)).map_or(character, |&(_, simplified)| simplified)
}

fn set(forms: &mut [u16], character: char, form: char) {
    let code = u32::from(character);
    if (FIRST..=LAST).contains(&code)
        && let (Some(entry), Ok(form)) = (forms.get_mut(slot(code)), u16::try_from(u32::from(form)))
    {
        *entry = form;
    }
}

fn slot(code: u32) -> usize {
    usize::try_from(code.saturating_sub(FIRST)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traditional_character_has_one_simplified_form() {
        assert_eq!(Scripts::get().of('鄉'), Script::Traditional('乡'));
        assert_eq!(Scripts::get().of('佔'), Script::Traditional('占'));
        assert_eq!(Scripts::get().of('後'), Script::Traditional('后'));
        assert_eq!(Scripts::get().of('於'), Script::Traditional('于'));
    }

    #[test]
    fn the_fold_is_told_in_one_byte_what_a_character_is() {
        for character in '\u{3000}'..='\u{9FFF}' {
            let mut bytes = [0; 3];
            character.encode_utf8(&mut bytes);
            let [first, second, third] = bytes;
            let expected = match Scripts::get().of(character) {
                Script::Either if u32::from(character) >= 0x3400 || STAYS.contains(&character) => 0,
                Script::Simplified => 1,
                _ => Steps::FOLDS,
            };
            assert_eq!(Scripts::get().steps().of(first, second, third), expected, "{character}");
        }
    }

    #[test]
    fn a_simplified_form_is_known_as_one() {
        assert_eq!(Scripts::get().of('乡'), Script::Simplified);
        assert_eq!(Scripts::get().of('村'), Script::Either);
        assert_eq!(Scripts::get().of('A'), Script::Either);
        assert_eq!(Scripts::get().of('𠮷'), Script::Either);
    }

    #[test]
    fn a_character_right_in_both_scripts_waits_for_the_document() {
        assert_eq!(Scripts::get().of('乾'), Script::Late);
        for (word, folded) in
            [("乾净", '干'), ("乾隆", '乾'), ("薹", '薹'), ("著重", '着'), ("著作", '著'), ("瞭解", '了'), ("瞭望", '瞭')]
        {
            let mut word = word.chars();
            assert_eq!(folded_late(None, word.next().unwrap(), word.next()), folded);
        }
        assert_eq!(folded_late(Some('显'), '著', None), '著');
        assert_eq!(folded_late(Some('随'), '著', None), '着');
    }

    #[test]
    fn both_forms_of_every_pair_are_equally_long_and_final() {
        for &(traditional, simplified) in PAIRS {
            assert_eq!(traditional.len_utf8(), simplified.len_utf8(), "{traditional}");
        }
    }
}
