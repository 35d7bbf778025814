//! Expressions whose numerals count nothing in the sentence: `三农`, `十四五`, `一带一路`, `第一书记`.

use std::sync::LazyLock;

use super::{
    chinese,
    numeral::multiplier,
    sorted::{Sorted, pair},
    source::Source,
};

/// The expressions, by family.
const EXPRESSIONS: &[&str] = &[
    // Policy and party terms.
    "一带一路 两个维护 两个确立 四个意识 四个自信 一国两制 两新组织 两新 两重 三农 三北 一老一小 四风 八纵八横 三个代表 两个毫不动摇 三夏 三秋 五位一体 四位一体 三位一体 四个全面",
    "双碳 双减 三保 双一流 四梁八柱 五一 七一 八一 六一 三八 五四 一网通办 一网统管 两山 五篇大文章 三股势力 四下基层 三公 四个面向 三会一课 两学一做 三严三实 三区三州 四议两公开",
    "两不愁三保障 三重一大 两委 三定 四不摘 三资 三变 三长制 一约四会 一懂两爱 五级书记 两会 三统一 五保户 五保 一把手 一肩挑 三支一扶 三下乡 八项规定 六稳 六保 四史 四新 三新 三去一降一补",
    "两个一百年 一府两院 一府一委两院 两高 两办 三省一市 三大攻坚战 四化同步 新四化 四个一 三个一 五个一 一岗双责 一票否决 一案三查 两个责任 双随机一公开 一件事 一次办好 最多跑一次 一次性",
    "两优一先",
    // Periods, congresses, days.
    "十一五 十二五 十三五 十四五 十五五 十六五 十六大 十七大 十八大 十九大 二十大 二十一大 九一八 一二九 七七事变 十一黄金周 十一假期 三中全会 四中全会 五中全会 六中全会 二中全会 一中全会 七中全会",
    // Words that name one thing.
    "一站式 一门式 一条龙 一条心 一盘棋 一刀切 一对一 一抓到底 一张网 一张图 一本账 一本通 一码通 一卡通",
    "第一书记 第一时间 第一手 第一产业 第二产业 第三产业 第三方 第一线 第一责任人 第二课堂 第三者 第一要务",
    "第一资源 第一动力 第一议题 第一抓手 第一生产力 第一家园 第一种子 两手抓 两手硬 两点一线 三点一线 四大班子",
    "四套班子 五星级 四星级 三星级 十里八乡 百年未有 十三陵 十二生肖 百里挑一 三分之二多数 九年义务",
    "九年一贯 百年大计 三年行动 五年规划 五年计划 三年计划 三大纪律 八项注意 铁人三项 冬季两项 北欧两项 现代五项",
    "五项全能 四人帮 二十国集团 七十七国集团 七国集团 十二指肠 十五运 十五冬 十四运 百分制 三轮车 四轮驱动",
    "两轮车 两化融合 三化 一图读懂 五社联动 三社联动 三治融合 两癌 两病 三孩 二孩 两弹一星 三线建设 三农问题",
];

/// Words of the language in which a numeral means nothing: the scanner steps over them.
const WORDS: &[&str] = &[
    // Places.
    "三晋 三江源 三峡 三亚 四川 九江 百色 千岛湖 三沙 三明 三门峡 六盘水 六安 五指山 五台山",
    "五台县 七台河 八宝山 九寨沟 三台县 四平 三原县 九台区 三里屯 八里庄 五里牌 百度 千佛山 三元区",
    // Words and idioms.
    "百姓 三番两次",
    "一些 一批 一般 一定 一直 一起 一样 一切 一体化 一体 一线 一致 一时 一旦 一方面 一系列 一揽子 一体两翼",
    "一心一意 一成不变 一点一滴 一次元 一部分 一块儿 一家人 一年一度 一下子 一下 一以贯之 一如既往 一视同仁",
    "一丝不苟 一蹴而就 一马当先 一锤定音 一举多得 一举两得 一竿子 一本 一件件 一个个 一项项 一户户 一次次 一次检验 一次合格 一次验收 一次交检 一次交验 一次抽检 一次优良 一次通过率 一次办结率 一次见面率 一次解决率 一次修复率 一次成功率",
    "一家家 一条条 一天天 一名名 一步步 一年年 统一 唯一 万一 之一 专一 单一 逐一 两张皮 两岸 两国 两级",
    "两地 两翼 两侧 两边 两旁 两难 两极 两用 两头 两栖 两者 两性 两位数 三者 三思 三番五次 三五成群",
    "三天两头 三令五申 三言两语 四通八达 四面八方 四季 四周 四海 四邻 五湖四海 五花八门 五颜六色 五谷 五金",
    "五彩 六神无主 七嘴八舌 七上八下 八仙过海 八方 九牛一毛 十足 十分 十全十美 十佳 十字路口 十字 十有八九",
    "百货 百般 百强 百花齐放 百家争鸣 百科 百日 千方百计 千家万户 千军万马 千千万万 千山万水 千言万语 千村示范",
    "百村示范 千企 万企兴万村 万企 万村 万物 万众 万里 万能 万分 万象 万全 万元户 千万别 千万不 千万要",
    "百分点 百分比 百分百 十几亿人民 十堰 半信半疑 事半功倍 一知半解 零距离 零容忍 零跑腿 零报告 零散 零售",
    "零星 零部件 零工 零钱 十年树木 百年树人 一年之计 三湾改编 独一无二 说一不二 合二为一 数一数二 不二",
    "始终如一 整齐划一 一分为二 张三李四 接二连三 举一反三 朝三暮四 丢三落四 颠三倒四 再三 低三下四 乱七八糟",
    "横七竖八 星期一 星期二 星期三 星期四 星期五 星期六 周一 周二 周三 周四 周五 周六",
];

/// An expression, and what the scanner does with it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    text: &'static str,
    /// The place of its first numeral.
    numeral: usize,
    /// Whether it names something, or is only a word.
    name: bool,
    /// Of several that stand somewhere the one with the lowest rank counts: a longer one before a shorter, a name before a word.
    rank: usize,
}

/// The expressions by their first numeral and what stands after it in them; NUL where nothing does.
static TABLE: LazyLock<Sorted<Entry>> = LazyLock::new(|| {
    let named = [(EXPRESSIONS, true), (WORDS, false)];
    let texts =
        named.iter().flat_map(|(families, name)| families.iter().flat_map(|family| family.split(' ')).map(|text| (text, *name)));
    let mut texts: Vec<(&str, bool)> = texts.collect();
    texts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    Sorted::new(texts.into_iter().enumerate().filter_map(|(rank, (text, name))| {
        let (numeral, char) = text.chars().enumerate().find(|(_, char)| starts(*char))?;
        let next = text.chars().nth(numeral + 1).unwrap_or('\0');
        Some((pair(char, next), Entry { text, numeral, name, rank }))
    }))
});

/// Whether the scanner looks at a character for a Chinese numeral.
pub(super) fn starts(char: char) -> bool {
    chinese::digit(char).is_some() || multiplier(char).is_some() || matches!(char, '第' | '双' | '半')
}

/// An expression of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it names something; else it is a word that counts nothing.
    pub(super) name: bool,
}

/// The expression whose first numeral stands here.
pub(super) fn find(source: &Source, place: usize) -> Option<Fixed> {
    let first = |next: char| {
        TABLE.of(pair(source.at(place), next)).iter().find_map(|entry| Some((entry.rank, stands(source, place, entry)?)))
    };
    let next = source.at(place + 1);
    let (whole, last) = (if next == '\0' { None } else { first(next) }, first('\0'));
    let found = match (whole, last) {
        (Some(one), Some(other)) => Some(if one.0 < other.0 { one } else { other }),
        (one, other) => one.or(other),
    };
    found.map(|(_, fixed)| fixed)
}

fn stands(source: &Source, place: usize, entry: &Entry) -> Option<Fixed> {
    let start = place.checked_sub(entry.numeral)?;
    source.after(start, entry.text).map(|end| Fixed { start, end, name: entry.name })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by trying one expression after another.
    fn plainly(source: &Source, place: usize) -> Option<Fixed> {
        let families = EXPRESSIONS.iter().map(|family| (family, true)).chain(WORDS.iter().map(|family| (family, false)));
        let texts = families.flat_map(|(family, name)| family.split(' ').map(move |text| (text, name)));
        let found = texts.filter_map(|(text, name)| {
            let start = place.checked_sub(text.chars().position(starts)?)?;
            Some(Fixed { start, end: source.after(start, text)?, name })
        });
        let length = |fixed: &Fixed| source.text(fixed.start, fixed.end).len();
        found.reduce(|one, other| if length(&other) > length(&one) { other } else { one })
    }

    fn all() -> Vec<&'static str> {
        EXPRESSIONS.iter().chain(WORDS).flat_map(|family| family.split(' ')).collect()
    }

    proptest! {
        #[test]
        fn an_expression_is_found_as_by_trying_all_of_them(
            parts in proptest::collection::vec((0..all().len(), 0..4_usize, 0..6_usize), 1..6),
        ) {
            // Whole expressions, and some that lack their beginning or end.
            let part = |(which, from, to): &(usize, usize, usize)| {
                all()[*which].chars().skip(from.saturating_sub(2)).take(to + 1).collect::<String>()
            };
            let text: String = parts.iter().map(part).collect();
            let mut source = Source::default();
            source.load(&text, 0, |_, _| {});
            for place in 0..=source.len() {
                prop_assert_eq!(find(&source, place), plainly(&source, place), "{} {}", &text, place);
            }
        }
    }
}
