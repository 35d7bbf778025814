//! Expressions whose numerals count nothing in the sentence: `三农`, `十四五`, `一带一路`, `第一书记`.

use std::{collections::HashMap, sync::LazyLock};

use super::{chinese, numeral::multiplier, source::Source};

/// The expressions, by family.
const EXPRESSIONS: &[&str] = &[
    // Policy and party terms.
    "一带一路 两个维护 两个确立 四个意识 四个自信 一国两制 两新组织 两新 两重 三农 三北 一老一小 四风 八纵八横 三个代表 两个毫不动摇 三夏 三秋 五位一体 四位一体 三位一体 四个全面",
    "双碳 双减 三保 双一流 四梁八柱 五一 七一 八一 六一 三八 五四 一网通办 一网统管 两山 五篇大文章 三股势力 四下基层 三公 四个面向 三会一课 两学一做 三严三实 三区三州 四议两公开",
    "两不愁三保障 三重一大 两委 三定 四不摘 三资 三变 三长制 一约四会 一懂两爱 五级书记 两会 三统一 五保户 五保 一把手 一肩挑 三支一扶 三下乡 八项规定 六稳 六保 四史 四新 三新 三去一降一补",
    "两个一百年 一府两院 一府一委两院 两高 两办 三省一市 三大攻坚战 四化同步 新四化 四个一 三个一 五个一 一岗双责 一票否决 一案三查 两个责任 双随机一公开 一件事 一次办好 最多跑一次 一次性",
    "两优一先 三晋 三江源 三峡 三亚 四川 九江 百色 千岛湖 三沙 三明 三门峡 六盘水 六安 五指山 五台山 五台县 七台河 八宝山 九寨沟 三台县 四平 三原县 九台区 三里屯 八里庄 五里牌 百度 千佛山 三元区",
    // Periods, congresses, days.
    "十一五 十二五 十三五 十四五 十五五 十六五 十六大 十七大 十八大 十九大 二十大 二十一大 九一八 一二九 七七事变 十一黄金周 十一假期 三中全会 四中全会 五中全会 六中全会 二中全会 一中全会 七中全会",
    // Words.
    "一些 一批 一般 一定 一直 一起 一样 一切 一体化 一体 一线 一致 一时 一旦 一方面 一系列 一站式 一门式 一条龙 一条心 一盘棋 一刀切 一对一 一揽子 一体两翼 一心一意 一成不变 一点一滴 一次元 一部分 一块儿 一家人 一年一度 一下子 一下",
    "一以贯之 一如既往 一视同仁 一丝不苟 一蹴而就 一马当先 一锤定音 一举多得 一举两得 一抓到底 一竿子 一张网 一张图 一本账 一本通 一本 一码通 一卡通 一件件 一个个 一项项 一户户 一次次 一家家 一条条 一天天 一名名 一步步 一年年",
    "统一 唯一 万一 之一 专一 单一 逐一 第一书记 第一时间 第一手 第一产业 第二产业 第三产业 第三方 第一线 第一责任人 第二课堂 第三者 第一要务 第一资源 第一动力 第一议题 第一抓手 第一生产力 第一家园 第一种子",
    "两手抓 两手硬 两张皮 两岸 两国 两级 两地 两翼 两侧 两边 两旁 两难 两极 两用 两头 两栖 两者 两性 两位数 两点一线 三点一线 三者 三思 三番五次 三五成群 三天两头 三令五申 三言两语 四通八达 四面八方 四季 四周 四海 四邻 四大班子 四套班子",
    "五湖四海 五花八门 五颜六色 五谷 五金 五彩 五星级 四星级 三星级 六神无主 七嘴八舌 七上八下 八仙过海 八方 九牛一毛 十足 十分 十全十美 十佳 十字路口 十字 十里八乡 十有八九 百姓 百货 百般 百强 百花齐放 百年未有 百家争鸣 百科 百日",
    "千方百计 千家万户 千军万马 千千万万 千山万水 千言万语 千村示范 百村示范 千企 万企兴万村 万企 万村 万物 万众 万里 万能 万分 万象 万全 万元户 千万别 千万不 千万要 百分点 百分比 百分百 十几亿人民 十三陵 十二生肖 十堰 百里挑一",
    "半信半疑 事半功倍 一知半解 三分之二多数 零距离 零容忍 零跑腿 零报告 零散 零售 零星 零部件 零工 零钱 九年义务 九年一贯 十年树木 百年大计 百年树人 三年行动 一年之计 五年规划 五年计划 三年计划 三大纪律 八项注意 三湾改编",
    "铁人三项 冬季两项 北欧两项 现代五项 五项全能 独一无二 说一不二 合二为一 数一数二 不二 始终如一 整齐划一 一分为二 张三李四 接二连三 举一反三 朝三暮四 丢三落四 颠三倒四 再三 低三下四 乱七八糟 横七竖八 星期一 星期二 星期三 星期四 星期五 星期六 周一 周二 周三 周四 周五 周六",
];

/// Each expression with the place of its first numeral, by that numeral; longer ones first.
static TABLE: LazyLock<HashMap<char, Vec<(&'static str, usize)>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<(&'static str, usize)>> = HashMap::new();
    for expression in EXPRESSIONS.iter().flat_map(|family| family.split(' ')) {
        let numeral = expression.chars().enumerate().find(|(_, char)| starts(*char));
        if let Some((at, char)) = numeral {
            table.entry(char).or_default().push((expression, at));
        }
    }
    for expressions in table.values_mut() {
        expressions.sort_by_key(|(expression, _)| std::cmp::Reverse(expression.len()));
    }
    table
});

/// Whether the scanner looks at a character for a Chinese numeral.
pub(super) fn starts(char: char) -> bool {
    chinese::digit(char).is_some() || multiplier(char).is_some() || matches!(char, '第' | '双' | '半')
}

/// The fixed expression whose first numeral stands here, and its two ends.
pub(super) fn read(source: &Source, place: usize) -> Option<(usize, usize)> {
    TABLE.get(&source.at(place))?.iter().find_map(|(expression, at)| {
        let start = place.checked_sub(*at)?;
        source.after(start, expression).map(|end| (start, end))
    })
}
