//! Traditional characters and their simplified forms, one character for one and equal in length, and which of the two a
//! document is written in.

use std::sync::LazyLock;

/// Pairs of a traditional character and its simplified form, in the order of the traditional ones; made by `build.rs`.
static PAIRS: &[(char, char)] = &include!(concat!(env!("OUT_DIR"), "/traditional.rs"));

/// Characters that the table would change though they are right in a simplified text, where the change would lie:
/// 乾县, 乾隆, 宫商角徵羽, 获益甚夥, 蒜薹, 哪吒, 醣类. They are folded in a traditional document alone.
const ALSO_SIMPLIFIED: [char; 12] = ['乾', '徵', '夥', '摺', '捱', '榘', '甯', '菸', '醣', '麴', '薹', '吒'];

/// Those of them that are right in a traditional text as well.
const NEVER: [char; 2] = ['薹', '吒'];

/// What 乾 keeps its form before: it is then the name of a reign, of a place or of heaven, and not "dry".
const AFTER_QIAN: [char; 7] = ['隆', '坤', '陵', '县', '元', '清', '宁'];

/// The first and last character of the table's range.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Marks a character of [`ALSO_SIMPLIFIED`] in the table.
const LATE: u16 = 1;

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

/// The table, by character.
pub(super) struct Scripts {
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
    for kept in ALSO_SIMPLIFIED {
        if let Some(form) = forms.get_mut(slot(u32::from(kept))) {
            *form = LATE;
        }
    }
    Scripts { forms }
});

impl Scripts {
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

/// The form that a [`Script::Late`] character has in a traditional document, before `next`; any other character as it is.
/// Of the same length in bytes.
pub(super) fn folded_late(character: char, next: Option<char>) -> char {
    let stays = NEVER.contains(&character)
        || !ALSO_SIMPLIFIED.contains(&character)
        || (character == '乾' && next.is_some_and(|next| AFTER_QIAN.contains(&next)));
    match PAIRS.binary_search_by_key(&character, |&(traditional, _)| traditional) {
        Ok(found) if !stays => PAIRS.get(found).map_or(character, |&(_, simplified)| simplified),
        _ => character,
    }
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
    fn a_simplified_form_is_known_as_one() {
        assert_eq!(Scripts::get().of('乡'), Script::Simplified);
        assert_eq!(Scripts::get().of('村'), Script::Either);
        assert_eq!(Scripts::get().of('A'), Script::Either);
        assert_eq!(Scripts::get().of('𠮷'), Script::Either);
    }

    #[test]
    fn a_character_right_in_both_scripts_waits_for_the_document() {
        assert_eq!(Scripts::get().of('乾'), Script::Late);
        assert_eq!(folded_late('乾', Some('净')), '干');
        assert_eq!(folded_late('乾', Some('隆')), '乾');
        assert_eq!(folded_late('薹', None), '薹');
    }

    #[test]
    fn both_forms_of_every_pair_are_equally_long_and_final() {
        for &(traditional, simplified) in PAIRS {
            assert_eq!(traditional.len_utf8(), simplified.len_utf8(), "{traditional}");
        }
    }
}
