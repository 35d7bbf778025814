//! Radicals that stand for whole characters: text copied out of a PDF often has ⼯ (U+2F2F) for 工, which looks the same and
//! is found by no search.

/// The characters of the radicals from U+2F00 to U+2FD5, in their order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢\
    尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火\
    爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿\
    肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹\
    雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement that stand for a character as it is written today.
const SUPPLEMENT: [(char, char); 30] = [
    ('⺎', '兀'),
    ('⺒', '巳'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character that a radical stands for; itself where it stands for none. Both have three bytes.
pub(super) fn character(radical: char) -> char {
    let number = u32::from(radical).checked_sub(0x2F00).and_then(|number| usize::try_from(number).ok());
    let kangxi = number.and_then(|number| KANGXI.chars().nth(number));
    let supplement = || SUPPLEMENT.iter().find(|&&(known, _)| known == radical).map(|&(_, character)| character);
    kangxi.or_else(supplement).unwrap_or(radical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_stands_for_the_character_that_looks_like_it() {
        assert_eq!("⼀⼈⼯⾦⿕⺠⻓".chars().map(character).collect::<String>(), "一人工金龠民长");
        assert_eq!(character('工'), '工');
        assert_eq!(character('⺀'), '⺀');
    }

    #[test]
    fn no_place_is_moved() {
        for radical in '\u{2E80}'..='\u{2FDF}' {
            assert_eq!(character(radical).len_utf8(), radical.len_utf8(), "{radical}");
        }
    }
}
