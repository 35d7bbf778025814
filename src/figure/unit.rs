//! Units: a table of what they measure and how they convert, and the longest one that stands at a place.

use std::{
    hash::{Hash, Hasher},
    ops::Deref,
    ptr,
    sync::{Arc, LazyLock, OnceLock},
};

use super::{
    Dimension, Number,
    sorted::{Sorted, key},
    source::{Source, is_of},
};

/// The unit of a figure. Cheap to clone: a text has very many figures and few units.
#[derive(Debug, Clone)]
pub struct Unit(Held);

#[derive(Debug, Clone)]
enum Held {
    /// One of a table.
    Known(&'static Measure),
    /// One that was put together of two.
    Made(Arc<Measure>),
}

/// What a unit is called and what it measures.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// As the text has it, folded: `人`, `万元`, `%`; empty for a bare number.
    pub text: String,
    /// What it measures.
    pub dimension: Dimension,
    /// Measure words that may stand for each other share a class: `人`, `名`, `位` are `人`; `件`, `宗`, `起` are `件`;
    /// `个`, `家`, `户` are `个`; `人次` is itself. Empty for a bare number. Of a measure it is the base unit: `平方米` for `亩`, `秒` for
    /// `天`, `月` for `年`, `美元` apart from `元`; for `公斤/公顷` the base units joined by `/`: `克/平方米`.
    pub class: String,
    /// One of this unit in the base unit of its class (亩 in 平方米, 斤 in 克, 元 in 元); 1 for counts, and for ratios, whose figures
    /// hold the ratio itself. Months and years have 个月 as their base, shorter times seconds: see `class`.
    pub scale: Number,
}

impl Deref for Unit {
    type Target = Measure;

    fn deref(&self) -> &Measure {
        match &self.0 {
            Held::Known(measure) => measure,
            Held::Made(measure) => measure,
        }
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

impl Eq for Unit {}

impl Hash for Unit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Measure words of one class, which may stand for each other.
const CLASSES: &[(&str, &str)] =
    &[("人", "人 名 位 口人"), ("件", "件 宗 起 案"), ("个", "个 家 户"), ("场", "场 场次"), ("批", "批 批次")];

/// Measure words that stand only for themselves.
const COUNTED: &str = "人次 人(次) 件(次) 人天 亩次 件次 户次 个次 车次 架次 班次 台次 例次 课时 学时 人份 剂次 标段 车位 床位 座位 席位 方面 大 项 条 次 所 张 份 支 处 期 棵 株 头 \
    只 羽 台 辆 架 艘 册 本 部 票 席 例 篇 种 类 套 座 间 栋 幢 层 村 镇 乡 县 市 省 区 国 组 队 对 双 块 片 把 枚 根 粒 颗 匹 口 门 字 句 首 幅 封 页 轮 班 团 \
    款 节 盏 盘 桶 箱 袋 瓶 盒 罐 筐 捆 包 桌 副 顶 股 点 路 环 线 步 星 尾 幕 集 孔 眼 宿舍 街道 社区 村民组 自然村 行政村 床 床日 册次 堂 艇 单 笔 卷 则 道 条次 株次 声 站 头次 辆次 束 顿 餐 趟 网点 列 部分 民族乡 大类 中类 小类 摊 剂 针 题 基 邻 家次 艘次 台套 摊位 展位 铺位 泊位";

/// Money of one currency.
const MONEY: &[(&str, &str)] = &[
    ("元", "元"),
    ("元人民币", "元"),
    ("圆", "元"),
    ("美元", "美元"),
    ("美金", "美元"),
    ("欧元", "欧元"),
    ("日元", "日元"),
    ("港元", "港元"),
    ("港币", "港元"),
    ("澳门元", "澳门元"),
    ("澳元", "澳元"),
    ("加元", "加元"),
    ("新台币", "新台币"),
    ("英镑", "英镑"),
    ("卢布", "卢布"),
    ("韩元", "韩元"),
];

/// Units that convert: their name, dimension, class (the base unit) and one of them in the base unit, as a fraction.
/// Months and years have months as their base, since no number of days is a month.
const MEASURES: &[(&str, Dimension, &str, i64, i64)] = &[
    ("平方米", Dimension::Area, "平方米", 1, 1),
    ("平米", Dimension::Area, "平方米", 1, 1),
    ("平方公尺", Dimension::Area, "平方米", 1, 1),
    ("坪", Dimension::Area, "平方米", 400, 121),
    ("㎡", Dimension::Area, "平方米", 1, 1),
    ("m²", Dimension::Area, "平方米", 1, 1),
    ("平方公里", Dimension::Area, "平方米", 1_000_000, 1),
    ("平方千米", Dimension::Area, "平方米", 1_000_000, 1),
    ("km²", Dimension::Area, "平方米", 1_000_000, 1),
    ("公顷", Dimension::Area, "平方米", 10_000, 1),
    ("hm²", Dimension::Area, "平方米", 10_000, 1),
    ("ha", Dimension::Area, "平方米", 10_000, 1),
    ("公亩", Dimension::Area, "平方米", 100, 1),
    ("亩", Dimension::Area, "平方米", 2000, 3),
    ("克", Dimension::Mass, "克", 1, 1),
    ("千克", Dimension::Mass, "克", 1000, 1),
    ("公斤", Dimension::Mass, "克", 1000, 1),
    ("kg", Dimension::Mass, "克", 1000, 1),
    ("g", Dimension::Mass, "克", 1, 1),
    ("mg", Dimension::Mass, "克", 1, 1000),
    ("毫克", Dimension::Mass, "克", 1, 1000),
    ("微克", Dimension::Mass, "克", 1, 1_000_000),
    ("斤", Dimension::Mass, "克", 500, 1),
    ("吨", Dimension::Mass, "克", 1_000_000, 1),
    ("公吨", Dimension::Mass, "克", 1_000_000, 1),
    ("台斤", Dimension::Mass, "克", 600, 1),
    ("t", Dimension::Mass, "克", 1_000_000, 1),
    ("米", Dimension::Length, "米", 1, 1),
    ("m", Dimension::Length, "米", 1, 1),
    ("公尺", Dimension::Length, "米", 1, 1),
    ("公分", Dimension::Length, "米", 1, 100),
    ("延米", Dimension::Length, "米", 1, 1),
    ("公里", Dimension::Length, "米", 1000, 1),
    ("千米", Dimension::Length, "米", 1000, 1),
    ("km", Dimension::Length, "米", 1000, 1),
    ("里", Dimension::Length, "米", 500, 1),
    ("华里", Dimension::Length, "米", 500, 1),
    ("海里", Dimension::Length, "米", 1852, 1),
    ("厘米", Dimension::Length, "米", 1, 100),
    ("cm", Dimension::Length, "米", 1, 100),
    ("毫米", Dimension::Length, "米", 1, 1000),
    ("mm", Dimension::Length, "米", 1, 1000),
    ("微米", Dimension::Length, "米", 1, 1_000_000),
    ("立方米", Dimension::Volume, "立方米", 1, 1),
    ("立方公尺", Dimension::Volume, "立方米", 1, 1),
    ("公升", Dimension::Volume, "立方米", 1, 1000),
    ("立方", Dimension::Volume, "立方米", 1, 1),
    ("m³", Dimension::Volume, "立方米", 1, 1),
    ("方", Dimension::Volume, "立方米", 1, 1),
    ("升", Dimension::Volume, "立方米", 1, 1000),
    ("L", Dimension::Volume, "立方米", 1, 1000),
    ("毫升", Dimension::Volume, "立方米", 1, 1_000_000),
    ("ml", Dimension::Volume, "立方米", 1, 1_000_000),
    ("秒", Dimension::Time, "秒", 1, 1),
    ("秒钟", Dimension::Time, "秒", 1, 1),
    ("分钟", Dimension::Time, "秒", 60, 1),
    ("小时", Dimension::Time, "秒", 3600, 1),
    ("个小时", Dimension::Time, "秒", 3600, 1),
    ("天", Dimension::Time, "秒", 86_400, 1),
    ("日", Dimension::Time, "秒", 86_400, 1),
    ("周", Dimension::Time, "秒", 604_800, 1),
    ("个星期", Dimension::Time, "秒", 604_800, 1),
    ("个月", Dimension::Time, "月", 1, 1),
    ("个季度", Dimension::Time, "月", 3, 1),
    ("年", Dimension::Time, "月", 12, 1),
    ("个年头", Dimension::Time, "月", 12, 1),
];

/// Units that convert to nothing else here.
const OTHERS: &str = "岁 周岁 周年 个工作日 工作日 千瓦时 千瓦 瓦 兆瓦 吉瓦 瓦时 兆瓦时 吉瓦时 kW MW GW kWh MWh kV V W 千伏 千伏安 伏 度 摄氏度 ℃ °C 分 分贝 dB \
    标准煤 标立方米 大卡 千卡 焦耳 赫兹 兆赫 Hz MHz GHz 字节 KB MB GB TB PB Mbps Gbps 马力 标准箱 TEU 马赫 像素 克拉 勒克斯 个标准箱 个标箱 光年 兆帕";

/// Words that begin like a unit and are none: `3人民币`, `5年级`.
const NOT_UNITS: &[(&str, &str)] = &[
    ("人", "民口才均大力员工帮"),
    ("个", "体性案税股"),
    ("家", "庭长"),
    ("户", "籍均"),
    ("名", "单称额录"),
    ("位", "数置于"),
    ("件", "均"),
    ("项", "目"),
    ("股", "份东权票市民骨级室长价金息本改利道"),
    ("案", "件例情卷由犯发值源头底板台"),
    ("次", "级要席日年全"),
    ("条", "件例款"),
    ("起", "来草步点"),
    ("年", "级代份均"),
    ("市", "场民"),
    ("县", "城道"),
    ("村", "民"),
    ("国", "家有际道"),
    ("区", "域别"),
    ("方", "面案向式法米"),
    ("分", "别之为布配类公析支开享级管局段"),
    ("点", "击赞名半钟整前后许"),
    ("度", "假"),
    ("组", "织建"),
    ("类", "似"),
    ("期", "间货"),
    ("层", "次面级"),
    ("部", "分门队署"),
    ("本", "科地市县级省报着次月年届院"),
    ("对", "于比接口"),
    ("双", "方"),
    ("片", "区"),
    ("把", "关握"),
    ("口", "岸碑"),
    ("门", "户"),
    ("字", "第号"),
    ("首", "次先批个"),
    ("轮", "流车"),
    ("团", "队结"),
    ("款", "项"),
    ("节", "约能日假点"),
    ("包", "括含保联"),
    ("路", "线由网"),
    ("环", "境节保比"),
    ("线", "上下索路"),
    ("步", "行骤"),
    ("星", "级期"),
    ("集", "体中团合"),
    ("单", "位独"),
    ("笔", "试"),
    ("道", "路"),
    ("站", "点位"),
    ("网", "络"),
    ("列", "入为车"),
    ("里", "程面"),
    ("天", "然津气"),
    ("周", "边期围"),
    ("日", "常均益前期"),
    ("米", "粉饭"),
    ("升", "级至到为"),
    ("大", "于"),
    ("只", "有要能是"),
    ("头", "部"),
    ("处", "理于置罚分"),
    ("场", "所地"),
    ("支", "部持付出农"),
    ("张", "贴家"),
    ("所", "有属以在示述"),
    ("台", "账湾"),
    ("种", "植子类养粮"),
    ("套", "取"),
    ("座", "谈"),
    ("间", "接隔"),
    ("班", "子"),
    ("票", "据"),
    ("例", "如会"),
    ("批", "准复发"),
    ("队", "伍员"),
    ("块", "状"),
    ("乡", "村镇亲道"),
    ("镇", "村"),
    ("省", "级委道"),
    ("席", "位卷之话地"),
    ("元", "旦月素"),
    ("页", "面岩"),
    ("床", "上"),
    ("盘", "活点"),
    ("声", "明称"),
    ("卷", "入"),
    ("股", "份权东票市民金价"),
    ("餐", "饮厅馆桌"),
    ("顿", "时号"),
    ("束", "缚"),
    ("剂", "量型"),
    ("针", "对"),
    ("题", "目为库材"),
    ("基", "本层金地础因于准"),
];

/// After 均, these say something of all that were counted, and not of their mean.
const ALL: &str = "已未获能可由完参符接享不按经";

/// Measure words that make a figure of one Chinese digit: `三个`. 一起 is "together", 三里 mostly a place.
const AFTER_ONE_DIGIT: &str = "个名项次家户支座处件场套条张份年天周人位种类所篇例棵株辆台册倍番大块片点层间栋幢部头只匹艘架起宗票岁门组批轮期字句首亩吨市县乡镇村省区对枚把根颗本幅步席";

/// A unit of the table.
#[derive(Debug)]
pub(super) struct Entry {
    name: &'static str,
    dimension: Dimension,
    class: &'static str,
    /// One of it in the base unit of its class, as a fraction.
    scale: (i64, i64),
    /// Made when a text first has it: most texts have few of all units.
    known: OnceLock<Box<Known>>,
}

/// What is known of a unit of the table.
#[derive(Debug)]
struct Known {
    measure: Measure,
    /// Characters that make another word of it.
    not_before: &'static str,
}

impl Entry {
    fn new(name: &'static str, dimension: Dimension, class: &'static str, scale: (i64, i64)) -> Self {
        Self { name, dimension, class, scale, known: OnceLock::new() }
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let (over, under) = self.scale;
            let scale = Number::ratio(over, under).unwrap_or_default();
            let measure = Measure { text: self.name.to_owned(), dimension: self.dimension, class: self.class.to_owned(), scale };
            let not_before = NOT_UNITS.iter().find(|(word, _)| *word == self.name).map_or("", |(_, nexts)| nexts);
            Box::new(Known { measure, not_before })
        })
    }
}

/// The units by their first character, longest first.
static TABLE: LazyLock<Sorted<Entry>> = LazyLock::new(|| {
    let counts = CLASSES.iter().flat_map(|(class, words)| words.split(' ').map(move |name| (name, *class)));
    let alone = COUNTED.split_whitespace().map(|name| (name, name));
    let entries = counts
        .chain(alone)
        .map(|(name, class)| Entry::new(name, Dimension::Count, class, (1, 1)))
        .chain(MONEY.iter().map(|&(name, class)| Entry::new(name, Dimension::Money, class, (1, 1))))
        .chain(OTHERS.split_whitespace().map(|name| Entry::new(name, Dimension::Other, name, (1, 1))))
        .chain(MEASURES.iter().map(|&(name, dimension, class, over, under)| Entry::new(name, dimension, class, (over, under))));
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_cached_key(|entry| std::cmp::Reverse(entry.name.chars().count()));
    Sorted::new(entries.into_iter().filter_map(|entry| Some((key(entry.name.chars().next()?), entry))))
});

/// The units of ratios: what the text has, and the class.
const RATIOS: [(&str, &str); 9] =
    [("百分点", "百分点"), ("%", "%"), ("‰", "%"), ("倍", "倍"), ("成", "%"), ("/10万", "%"), ("", "倍"), ("", "%"), ("每", "%")];

/// What 第 may be of.
pub(super) const PLACES: &str = "条款章节项届次批期号周名位页卷集轮场季天年个代类组站课版";

/// Units that follow no number: none, those of ratios, and those of places in a series.
struct Others {
    none: Measure,
    ratios: Vec<Measure>,
    places: Vec<Measure>,
}

static OTHER: LazyLock<Others> = LazyLock::new(|| {
    let measure = |text: &str, class: &str, dimension| Measure {
        text: text.to_owned(),
        dimension,
        class: class.to_owned(),
        scale: Number::one(),
    };
    let place = |name: &str| measure(name, name, Dimension::Count);
    Others {
        none: place(""),
        ratios: RATIOS.iter().map(|(text, class)| measure(text, class, Dimension::Ratio)).collect(),
        places: PLACES.chars().map(|name| place(name.encode_utf8(&mut [0; 4]))).chain([place("季度")]).collect(),
    }
});

impl Unit {
    /// No unit: a bare number.
    pub(super) fn none() -> Self {
        Self(Held::Known(&OTHER.none))
    }

    /// A ratio, whose figures hold the ratio itself: 0.675 for `67.5%`, so that its scale is 1.
    pub(super) fn ratio(text: &str, class: &str) -> Self {
        Self::known(&OTHER.ratios, |ratio| ratio.text == text && ratio.class == class)
    }

    /// The unit of money that has no word of its own after the number: `¥365`.
    pub(super) fn yuan() -> Self {
        Self::of_name("元").unwrap_or_else(Self::none)
    }

    /// The unit of the table that has this name.
    fn of_name(name: &str) -> Option<Self> {
        let alike = TABLE.of(key(name.chars().next()?));
        alike.iter().find(|entry| entry.name == name).map(|entry| Self(Held::Known(&entry.known().measure)))
    }

    /// What a place in a series is of: one of [`PLACES`], or 季度.
    pub(super) fn of_place(name: &[char]) -> Self {
        Self::known(&OTHER.places, |place| place.text.chars().eq(name.iter().copied()))
    }

    fn known(among: &'static [Measure], is: impl Fn(&&Measure) -> bool) -> Self {
        among.iter().find(is).map_or_else(Self::none, |measure| Self(Held::Known(measure)))
    }
}

/// The unit that begins here, and the place after it. A second unit after a stroke makes a composite one: `公斤/亩`.
pub(super) fn read(source: &Source, place: usize) -> Option<(Unit, usize)> {
    let (entry, end) = measured(source, place)?;
    let measure = &entry.known().measure;
    if source.at(end) == '/'
        && let Some((below, end)) = measured(source, end + 1).map(|(below, end)| (&below.known().measure, end))
        && let Some(scale) = measure.scale.checked_div(&below.scale)
    {
        let (text, class) = (format!("{}/{}", measure.text, below.text), format!("{}/{}", measure.class, below.class));
        return Some((Unit(Held::Made(Arc::new(Measure { text, dimension: Dimension::Other, class, scale }))), end));
    }
    Some((Unit(Held::Known(measure)), end))
}

/// 个月 of `个多月`, and the place after it.
pub(super) fn split(source: &Source, place: usize) -> Option<(Unit, usize)> {
    const SPLIT: &[(&str, &str)] =
        &[("月", "个月"), ("小时", "个小时"), ("季度", "个季度"), ("星期", "个星期"), ("工作日", "个工作日")];
    let (name, end) = SPLIT.iter().find_map(|(word, name)| source.after(place + 2, word).map(|end| (*name, end)))?;
    Some((Unit::of_name(name)?, end))
}

/// The longest unit that begins here, and the place after it.
pub(super) fn measured(source: &Source, place: usize) -> Option<(&'static Entry, usize)> {
    TABLE.of(key(source.at(place))).iter().find_map(|entry| {
        let end = source.after(place, entry.name)?;
        let next = source.at(end);
        // 104人均已到岗 are 104人, 人均收入 is a mean.
        let all = next == '均' && is_of(ALL, source.at(end + 1));
        let another = !all && is_of(entry.known().not_before, next) || entry.name.is_ascii() && next.is_ascii_alphanumeric();
        (!another).then_some((entry, end))
    })
}

/// Whether one Chinese digit before this place is a number.
pub(super) fn follows_one_digit(source: &Source, place: usize) -> bool {
    measured(source, place).is_some()
        && (is_of(AFTER_ONE_DIGIT, source.at(place))
            || source.after_any(place, &["小时", "分钟", "方面", "部分", "公里", "公顷", "平方", "立方", "美元"]).is_some())
}
