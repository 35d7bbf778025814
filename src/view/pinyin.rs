//! The syllables of pinyin, and whether a run of letters is one or several of them.

use std::{collections::HashSet, sync::LazyLock};

/// Every syllable without its tone; ü is `v` after l and n.
const SYLLABLES: &str = "
    a ai an ang ao e ei en eng er o ou
    ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
    pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu
    ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu
    fa fan fang fei fen feng fo fou fu
    da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo
    ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
    na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nun nv nve
    la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve
    ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
    ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo
    ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo
    ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
    qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
    xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
    zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo
    cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo
    sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo
    ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo
    za zai zan zang zao ze zei zen zeng zi zong zou zu zuan zui zun zuo
    ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo
    sa sai san sang sao se sen seng si song sou su suan sui sun suo
    ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
    wa wai wan wang wei wen weng wo wu
";

/// The longest syllable, in letters.
const LONGEST: usize = 6;

static TABLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SYLLABLES.split_ascii_whitespace().collect());

/// A letter as pinyin has it: plain, and whether it carries a tone mark. `None` where no letter of pinyin looks so.
pub(super) fn letter(character: char) -> Option<(char, bool)> {
    let plain = match character {
        'a'..='z' | 'ü' => return Some((if character == 'ü' { 'v' } else { character }, false)),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => return full_width(character),
        'ɡ' => return Some(('g', false)),
        'ɑ' => return Some(('a', false)),
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ĕ' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        _ => return None,
    };
    Some((plain, true))
}

/// Whether a character is a tone written over the letter before it.
pub(super) fn is_tone(character: char) -> bool {
    matches!(character, '\u{300}' | '\u{301}' | '\u{304}' | '\u{306}' | '\u{30C}')
}

/// Whether the letters are one syllable. `v` after l and n stands for ü; so does `u` in `lue` and `nue`.
pub(super) fn is_syllable(letters: &str) -> bool {
    TABLE.contains(letters) || matches!(letters, "lue" | "nue")
}

/// The least number of syllables that the letters, all ASCII, can be cut into; `None` where they cannot.
pub(super) fn syllables(letters: &str) -> Option<usize> {
    if is_syllable(letters) {
        return Some(1);
    }
    let mut least: Vec<Option<usize>> = vec![Some(0)];
    for end in 1..=letters.len() {
        let best = (end.saturating_sub(LONGEST)..end)
            .filter(|&start| letters.get(start..end).is_some_and(is_syllable))
            .filter_map(|start| least.get(start).copied().flatten())
            .min();
        least.push(best.map(|count| count.saturating_add(1)));
    }
    least.last().copied().flatten().filter(|&count| count > 0)
}

fn full_width(character: char) -> Option<(char, bool)> {
    let ascii = char::from_u32(u32::from(character).checked_sub(0xFEE0)?)?;
    ascii.is_ascii_lowercase().then_some((ascii, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_about_four_hundred_syllables() {
        assert!((395..=420).contains(&TABLE.len()), "{}", TABLE.len());
        assert_eq!(SYLLABLES.split_ascii_whitespace().map(str::len).max(), Some(LONGEST));
    }

    #[test]
    fn letters_are_cut_into_as_few_syllables_as_they_allow() {
        assert_eq!(syllables("xiang"), Some(1));
        assert_eq!(syllables("zhongguo"), Some(2));
        assert_eq!(syllables("lve"), Some(1));
        for foreign in ["", "county", "iii", "cafe", "c", "b"] {
            assert_eq!(syllables(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_letter_tells_its_tone() {
        assert_eq!(letter('ǚ'), Some(('v', true)));
        assert_eq!(letter('ɡ'), Some(('g', false)));
        assert_eq!(letter('ｇ'), Some(('g', false)));
        assert_eq!(letter('县'), None);
        assert_eq!(letter('X'), None);
    }
}
