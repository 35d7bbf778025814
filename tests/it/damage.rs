//! What happens to a text on its way: reports of our own, damaged on purpose in each way, are recognised, and come back as they were
//! where a safe fix is offered.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use encoding_rs::{BIG5, Encoding, GBK, WINDOWS_1252};
use recount::{
    check::{Checker, Language},
    document::Document,
    finding::Finding,
    fix::{self, Scope},
    rule::RuleSet,
    view::View,
};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

/// The rules that know of damage.
static CLEANER: LazyLock<Checker> = LazyLock::new(|| {
    let mut rules = RuleSet::built_in();
    rules.retain(|rule| ["boilerplate/", "spam/", "text/", "metadata/"].iter().any(|family| rule.starts_with(family)));
    Checker::new(rules, Language::En)
});

/// How many reports are made.
const REPORTS: usize = 40;

/// Of the damaged reports, in per cent, so many must be recognised.
const LEAST: usize = 95;

/// Numbers without a pattern that anybody would see, the same on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const PLACES: &[&str] = &["青桐县", "白芦县", "澄湖县", "石泉县", "麦溪县", "通岭县", "沙渡县", "长桥县", "安坪县", "宁塘县"];
const DEEDS: &[&str] = &["乡村振兴", "河道治理", "农村改厕", "就业帮扶", "基层治理", "文化惠民", "茶园改造", "安全生产"];
const THINGS: &[&str] = &["服务站点", "示范基地", "文化广场", "便民超市", "帮扶车间", "农家书屋"];
const SLOGANS: &[&str] = &["干部下沉、服务上门", "群众点单、支部派单", "党员带头、能人领办", "白天走访、夜间议事"];
const CLAUSES: &[&str] = &[
    "各级党组织层层压实责任，乡镇干部分片包干，村干部逐户走访",
    "有关部门主动靠前服务，把政策送到田间地头，把难题解决在现场",
    "村民议事会定期召开，大事小事商量着办，邻里关系越来越融洽",
    "农业技术人员驻村指导，从选种、育苗到采摘全程跟进，产量稳步提高",
    "返乡青年带头创办合作社，产品通过网络销往外地，群众收入持续增加",
    "组织志愿者打扫村道、清理沟渠，村容村貌明显改善，老人孩子都说好",
    "健全督查考核机制，对进展缓慢的及时提醒，对成效突出的通报表扬",
    "统筹使用各类资金，优先保障道路、饮水、电力等建设，补齐民生短板",
    "依托夜校开展技能培训，学员结业后由企业优先录用，就近实现就业",
    "建立健全长效管护机制，明确专人负责，确保建得好、管得住、用得久",
];

/// One invented report, in simplified characters and full-width punctuation.
fn report(number: usize) -> String {
    let draw = &mut Draw(number as u64 * 7919 + 17);
    let (place, deed, thing, slogan) = (draw.pick(PLACES), draw.pick(DEEDS), draw.pick(THINGS), draw.pick(SLOGANS));
    let first = draw.below(CLAUSES.len());
    let mut clauses = CLAUSES.iter().cycle().skip(first).step_by(3);
    let mut clause = || clauses.next().unwrap();
    let (day, serial, money) = (10 + draw.below(18), 11 + draw.below(60), 211 + draw.below(600));
    let (built, percent, tenth) = (12 + draw.below(80), 3 + draw.below(20), 1 + draw.below(9));
    format!(
        "{place}{deed}见实效\n来源：{place}融媒体中心　时间：2023-05-{day}\n\n　　今年以来，{place}把{deed}作为重点工作，印发《{deed}实施方案》（青办发〔2022〕{serial}号），{}。{}。\n　　该县推行“{slogan}”做法，{}。2022年，全县投入资金{money}万元，建成{thing}{built}个（含改建），集体收入比上年增长{percent}.{tenth}%。\n　　{}。下一步，该县将坚持问题导向——紧盯薄弱环节，{}。\n",
        clause(),
        clause(),
        clause(),
        clause(),
        clause(),
    )
}

fn reports() -> Vec<String> {
    (0..REPORTS).map(report).collect()
}

/// For each simplified character a traditional one that Big5 has too.
static TRADITIONAL: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let known = |&character: &char| !BIG5.encode(&character.to_string()).2;
    let pairs = ('\u{4E00}'..='\u{9FFF}').filter(known).filter_map(|character| Some((View::simplified(character)?, character)));
    pairs.collect()
});

/// The text in traditional characters, so far as Big5 has them.
fn traditional(text: &str) -> String {
    let taken = |character: char| TRADITIONAL.get(&character).copied().unwrap_or(character);
    let text: String = text.chars().map(taken).collect();
    text.chars().map(|character| if BIG5.encode(&character.to_string()).2 { '口' } else { character }).collect()
}

fn findings(text: &str) -> Vec<Finding> {
    CLEANER.check(&Document::new("a.txt", text)).findings
}

/// Where two texts differ, as a range of the second.
fn changed(original: &str, damaged: &str) -> Range<usize> {
    let head = original.bytes().zip(damaged.bytes()).take_while(|(a, b)| a == b).count();
    let rest = original.len().min(damaged.len()) - head;
    let tail = original.bytes().rev().zip(damaged.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    damaged.floor_char_boundary(head)..damaged.ceil_char_boundary(damaged.len() - tail)
}

/// Everything that is found in a report by any rule.
fn everything(text: &str) -> Vec<Finding> {
    CHECKER.check(&Document::new("a.txt", text)).findings
}

/// The paragraph around a range.
fn paragraph(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    start..text[range.end..].find('\n').map_or(text.len(), |at| range.end + at)
}

/// The text after every safe fix; `None` where none is offered.
fn mended(text: &str, found: &[Finding]) -> Option<String> {
    let applied = fix::apply(&Document::new("a.txt", text), found, Scope::Safe);
    (!applied.changes.is_empty()).then_some(applied.text)
}

/// What is claimed of a damage.
#[derive(Clone, Copy, PartialEq)]
enum Claim {
    /// That it is recognised.
    Seen,
    /// And that the safe fixes bring the original back.
    Mended,
}
use Claim::{Mended, Seen};

/// A way to damage a report: its name, the rules that may see it, what is claimed, and the damage: the text that was whole, and
/// the text as it became.
type Damage = (&'static str, &'static [&'static str], Claim, fn(&str, &mut Draw) -> (String, String));

/// The bytes of a text in one encoding, read in another.
fn misread(text: &str, written: &'static Encoding, read: &'static Encoding) -> String {
    let (bytes, _, failed) = written.encode(text);
    assert!(!failed, "{text}");
    read.decode_without_bom_handling(&bytes).0.into_owned()
}

/// Every byte as the character of its number.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// The byte offsets at which a pattern stands.
fn places(text: &str, pattern: &str) -> Vec<usize> {
    text.match_indices(pattern).map(|(at, _)| at).collect()
}

/// The text with the one of the places of a pattern that is drawn replaced.
fn replaced(text: &str, draw: &mut Draw, pattern: &str, by: &str) -> String {
    let places = places(text, pattern);
    assert!(!places.is_empty(), "{pattern} in {text}");
    let at = places[draw.below(places.len())];
    format!("{}{by}{}", &text[..at], &text[at + pattern.len()..])
}

/// A text in GBK in which the first byte of some Chinese character is lost.
fn shifted(text: &str, draw: &mut Draw) -> String {
    let mut bytes = GBK.encode(text).0.into_owned();
    let clause =
        draw.pick(&["层层压实", "主动靠前", "定期召开", "驻村指导", "带头创办", "打扫村道", "督查考核", "统筹使用", "开展技能"]);
    let at = text.find(clause).or_else(|| text.find("作为重点工作")).unwrap();
    let before = GBK.encode(&text[..at]).0.len();
    bytes[before] = b'?';
    GBK.decode_without_bom_handling(&bytes).0.into_owned()
}

/// As [`shifted`], in traditional characters.
fn shifted_traditional(text: &str, draw: &mut Draw) -> (String, String) {
    let text = traditional(text);
    let mut bytes = GBK.encode(&text).0.into_owned();
    let at = text.find(draw.pick(&["作為重點工作", "該縣推行", "該縣將堅持", "下一步"])).unwrap();
    let before = GBK.encode(&text[..at]).0.len();
    bytes[before] = b'?';
    let damaged = GBK.decode_without_bom_handling(&bytes).0.into_owned();
    (text, damaged)
}

/// Readings of characters that every report has.
const READINGS: &[(char, &str, &str)] = &[
    ('縣', "xiàn", "xian"),
    ('該', "gāi", "gai"),
    ('推', "tuī", "tui"),
    ('實', "shí", "shi"),
    ('資', "zī", "zi"),
    ('萬', "wàn", "wan"),
    ('體', "tǐ", "ti"),
    ('問', "wèn", "wen"),
    ('題', "tí", "ti"),
    ('環', "huán", "huan"),
    ('導', "dǎo", "dao"),
    ('點', "diǎn", "dian"),
    ('發', "fā", "fa"),
    ('農', "nóng", "nong"),
    ('業', "yè", "ye"),
];

fn glossed(text: &str, brackets: (char, char), toned: bool) -> (String, String) {
    let text = traditional(text);
    let mut damaged = String::new();
    for character in text.chars() {
        damaged.push(character);
        if let Some((_, marked, plain)) = READINGS.iter().find(|(known, ..)| *known == character) {
            damaged.push(brackets.0);
            damaged.push_str(if toned { marked } else { plain });
            damaged.push(brackets.1);
        }
    }
    (text, damaged)
}

/// Furniture of pages, each line of which a safe fix deletes: what stands above a report, and below it.
const ABOVE: &[&str] = &[
    "当前位置：首页 > 工作动态 > 正文",
    "您现在所在的位置：首页 >> 党建 >> 经验交流",
    "欢迎访问本县党建网！",
    "【字号：大 中 小】",
    "跳到主要内容区块",
];
const BELOW: &[&str] = &[
    "【打印本页】 【关闭窗口】",
    "分享到：微信 微博 QQ空间",
    "扫一扫在手机打开当前页",
    "上一篇：邻县开展植树活动\n下一篇：邻乡召开村民大会",
    "相关文章\n推荐阅读\n最新图文",
    "责任编辑：李某某",
    "Copyright © 2015-2023 All Rights Reserved",
    "版权所有：某县人民政府办公室",
    "主办单位：某县融媒体中心\n技术支持：某某网络公司",
    "您是第 12680 位访客",
    "【我要纠错】",
    "网友评论 0 条",
];

fn framed(text: &str, draw: &mut Draw, change: fn(&str) -> String) -> (String, String) {
    let text = change(text);
    let (above, below) = (change(draw.pick(ABOVE)), change(draw.pick(BELOW)));
    (text.clone(), format!("{above}\n{text}{below}\n"))
}

const MOJIBAKE: &[&str] = &["text/mojibake"];

const DAMAGES: &[Damage] = &[
    ("UTF-8 read as Latin-1", MOJIBAKE, Mended, |text, _| (text.to_owned(), latin(text.as_bytes()))),
    ("UTF-8 read as Windows-1252", MOJIBAKE, Mended, |text, _| {
        (text.to_owned(), WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned())
    }),
    ("GBK read as Latin-1", MOJIBAKE, Mended, |text, _| (text.to_owned(), latin(&GBK.encode(text).0))),
    ("GBK read as Windows-1252", MOJIBAKE, Mended, |text, _| (text.to_owned(), misread(text, GBK, WINDOWS_1252))),
    ("Big5 read as Latin-1", MOJIBAKE, Mended, |text, _| {
        let text = traditional(text);
        let damaged = latin(&BIG5.encode(&text).0);
        (text, damaged)
    }),
    ("UTF-8 read as GBK", MOJIBAKE, Seen, |text, _| {
        (text.to_owned(), GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned())
    }),
    ("a phrase of UTF-8 read as GBK", MOJIBAKE, Mended, |text, draw| {
        let phrase = draw.pick(&["坚持问题导向", "紧盯薄弱环节", "作为重点工作", "集体收入"]);
        let damaged = replaced(text, draw, phrase, &GBK.decode_without_bom_handling(phrase.as_bytes()).0);
        (text.to_owned(), damaged)
    }),
    ("a phrase of UTF-8 read as Windows-1252", MOJIBAKE, Mended, |text, draw| {
        let phrase = draw.pick(&["坚持问题导向", "紧盯薄弱环节", "作为重点工作", "集体收入"]);
        let damaged = replaced(text, draw, phrase, &WINDOWS_1252.decode_without_bom_handling(phrase.as_bytes()).0);
        (text.to_owned(), damaged)
    }),
    ("GBK read as UTF-8", MOJIBAKE, Seen, |text, _| (text.to_owned(), String::from_utf8_lossy(&GBK.encode(text).0).into_owned())),
    ("Big5 read as UTF-8", MOJIBAKE, Seen, |text, _| {
        let text = traditional(text);
        let damaged = String::from_utf8_lossy(&BIG5.encode(&text).0).into_owned();
        (text, damaged)
    }),
    ("question marks for every character", MOJIBAKE, Seen, |text, _| {
        (text.to_owned(), text.chars().map(|character| if character.is_ascii() { character } else { '?' }).collect())
    }),
    ("a replacement character", MOJIBAKE, Seen, |text, draw| (text.to_owned(), replaced(text, draw, "县", "\u{FFFD}\u{FFFD}"))),
    ("a byte of GBK lost", MOJIBAKE, Seen, |text, draw| (text.to_owned(), shifted(text, draw))),
    ("a byte of GBK lost in traditional text", MOJIBAKE, Seen, shifted_traditional),
    ("pinyin with tones", &["text/pinyin"], Mended, |text, _| glossed(text, ('(', ')'), true)),
    ("pinyin in full-width brackets", &["text/pinyin"], Mended, |text, _| glossed(text, ('（', '）'), true)),
    ("pinyin without tones", &["text/pinyin"], Mended, |text, _| glossed(text, ('(', ')'), false)),
    ("a private character", &["text/private-use"], Seen, |text, draw| (text.to_owned(), replaced(text, draw, "县", "\u{E5D2}"))),
    ("invisible characters", &["text/invisible"], Mended, |text, draw| {
        let invisible = draw.pick(&["\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}"]);
        (text.to_owned(), replaced(text, draw, "，", &format!("，{invisible}")))
    }),
    ("entities", &["text/entities"], Mended, |text, _| {
        let names = [("“", "&ldquo;"), ("”", "&rdquo;"), ("——", "&mdash;&mdash;"), ("　", "&#12288;")];
        (text.to_owned(), names.iter().fold(text.to_owned(), |text, (mark, name)| text.replace(mark, name)))
    }),
    ("entities of entities", &["text/entities"], Mended, |text, _| {
        (text.to_owned(), text.replace('“', "&amp;ldquo;").replace('”', "&amp;rdquo;"))
    }),
    ("tags", &["text/tags"], Seen, |text, _| (text.to_owned(), text.replace("该县", "<strong>该县</strong>"))),
    ("a number lost", &["text/lost-number"], Seen, |text, _| {
        let from = text.find("增长").unwrap() + "增长".len();
        let to = from + text[from..].find('%').unwrap();
        (text.to_owned(), format!("{}{}", &text[..from], &text[to..]))
    }),
    ("brackets lost between digits", &["text/lost-signs"], Seen, |text, _| (text.to_owned(), text.replace(['〔', '〕'], ""))),
    ("a masked year", &["text/mask"], Seen, |text, draw| {
        let mask = draw.pick(&["20xx年", "20××年", "20**年"]);
        (text.to_owned(), text.replace("2022年", mask))
    }),
    ("punctuation doubled", &["text/doubled-punctuation"], Seen, |text, draw| {
        let twice = draw.pick(&["，，", "，。", "。，"]);
        (text.to_owned(), replaced(text, draw, "，", twice))
    }),
    ("a number split", &["text/split-number"], Seen, |text, _| {
        let at = text.find('%').unwrap();
        let point = text[..at].rfind('.').unwrap();
        (text.to_owned(), format!("{} . {}", &text[..point], &text[point + 1..]))
    }),
    ("the percent sign doubled", &["text/doubled-percent"], Seen, |text, _| (text.to_owned(), text.replace('%', "%%"))),
    ("half of a pair lost", &["text/brackets"], Seen, |text, draw| {
        let mark = draw.pick(&["》", "《", "”", "“", "）"]);
        (text.to_owned(), replaced(text, draw, mark, ""))
    }),
    ("one bracket folded", &["text/width"], Seen, |text, draw| {
        let (mark, other) = [("（", "("), ("）", ")")][draw.below(2)];
        (text.to_owned(), replaced(text, draw, mark, other))
    }),
    ("digits of two widths", &["text/digit-width"], Seen, |text, _| {
        let at = text.find("投入资金").unwrap() + "投入资金".len();
        let wide = char::from_u32(u32::from(text[at..].chars().next().unwrap()) + 0xFEE0).unwrap();
        (text.to_owned(), format!("{}{wide}{}", &text[..at], &text[at + 1..]))
    }),
    ("two scripts", &["text/script"], Seen, |text, _| {
        let half = text.find("　　该县").unwrap();
        (text.to_owned(), format!("{}{}", &text[..half], traditional(&text[half..])))
    }),
    ("spaces around punctuation", &["text/spaces"], Mended, |text, _| {
        let body = text.find("　　今年").unwrap();
        (text.to_owned(), format!("{}{}", &text[..body], text[body..].replace('，', " ，")))
    }),
    ("a digit read as a letter", &["text/misread-digit"], Seen, |text, _| (text.to_owned(), text.replace("2022年", "2O22年"))),
    ("machine translation", &["text/translated"], Seen, |text, _| (text.to_owned(), text.replace("2022年", "165438+022年"))),
    ("page furniture", &["boilerplate/*"], Mended, |text, draw| framed(text, draw, str::to_owned)),
    ("page furniture in traditional characters", &["boilerplate/*"], Mended, |text, draw| framed(text, draw, traditional)),
    ("a list of places as links", &["spam/link-list"], Seen, |text, _| {
        let list: String = PLACES.iter().map(|place| format!("{place}| ")).collect();
        (text.to_owned(), format!("{text}{list}\n"))
    }),
    ("a head of search terms", &["spam/keywords"], Seen, |text, draw| {
        let head = draw.pick(&[
            "棋牌娱乐_彩票大全_投注平台_百家乐入口_老虎机下载",
            "真人娱乐城-电竞投注-体育平台官网",
            "国产精品_亚洲在线_一区二区_免费观看_高清视频",
        ]);
        (text.to_owned(), format!("{head}\n{text}"))
    }),
    ("a name of a betting site", &["spam/injected"], Seen, |text, draw| {
        let name = draw.pick(&["乐云体育(中国)官方网站", "金禾娱乐(中国)有限公司官网", "万泰棋牌官网登录"]);
        (text.to_owned(), text.replace("该县将", name))
    }),
    ("a title twice", &["metadata/repeated"], Seen, |text, _| {
        let title = text.lines().next().unwrap();
        (text.to_owned(), format!("{title}\n{text}"))
    }),
    ("an empty source", &["metadata/empty-field"], Seen, |text, _| {
        let end = text.find("　时间").unwrap();
        let start = text.find("来源：").unwrap() + "来源：".len();
        (text.to_owned(), format!("{}{}", &text[..start], &text[end..]))
    }),
    ("two sources", &["metadata/conflict"], Seen, |text, _| {
        let end = text.trim_end().len();
        (text.to_owned(), format!("{}（来源：邻省日报）\n", &text[..end]))
    }),
    ("no source", &["metadata/source"], Seen, |text, _| {
        let start = text.find("来源").unwrap();
        (text.to_owned(), format!("{}{}", &text[..start], &text[text.find("时间").unwrap()..]))
    }),
    ("no date", &["metadata/date"], Seen, |text, _| {
        let start = text.find("　时间").unwrap();
        let end = start + text[start..].find('\n').unwrap();
        let text_without = format!("{}{}", &text[..start], &text[end..]);
        (text.to_owned(), text_without.replace("〔2022〕", "〔〕").replace("2022年", "去年"))
    }),
];

fn is_of(rule: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(rule == pattern, |family| rule.starts_with(family))
}

#[test]
fn a_sound_report_raises_nothing() {
    for text in reports() {
        assert_eq!(everything(&text), [], "{text}");
    }
}

#[test]
fn a_report_folded_to_half_width_or_written_in_traditional_characters_is_as_sound() {
    let narrow = |text: &str| {
        let fold = |character: char| match character {
            '，' | '：' | '；' | '（' | '）' => char::from_u32(u32::from(character) - 0xFEE0).unwrap(),
            other => other,
        };
        text.chars().map(fold).collect::<String>()
    };
    for text in reports() {
        assert_eq!(everything(&narrow(&text)), [], "{}", narrow(&text));
        assert_eq!(everything(&traditional(&text)), [], "{}", traditional(&text));
    }
}

#[test]
fn damage_is_recognised_and_what_a_safe_fix_mends_is_as_it_was() {
    let reports = reports();
    let mut amiss = Vec::new();
    for (name, rules, claim, damage) in DAMAGES {
        let (mut seen, mut back) = (0, 0);
        let mut example = None;
        for (number, text) in reports.iter().enumerate() {
            let (whole, damaged) = damage(text, &mut Draw(number as u64 + 1));
            assert_ne!(whole, damaged, "{name}");
            let range = changed(&whole, &damaged);
            let overlaps = |finding: &Finding| {
                let place = finding.place;
                // Of half a pair the other half is shown, which stands in the same paragraph; of two scripts the scarcer one.
                let line = if &*finding.rule == "text/brackets" { paragraph(&damaged, &range) } else { range.clone() };
                place.end == 0 || &*finding.rule == "text/script" || (place.start <= line.end && place.end >= line.start)
            };
            let found = findings(&damaged);
            let is_seen = found.iter().any(|it| rules.iter().any(|rule| is_of(&it.rule, rule)) && overlaps(it));
            let is_back = mended(&damaged, &found).as_deref() == Some(whole.as_str());
            seen += usize::from(is_seen);
            back += usize::from(is_back);
            if example.is_none() && (!is_seen || (*claim == Mended && !is_back)) {
                let rules: Vec<String> =
                    found.iter().map(|it| format!("{} {:?}", it.rule, &damaged[it.place.start..it.place.end])).collect();
                example = Some(format!("{damaged}\n{}\n{}", rules.join("\n"), mended(&damaged, &found).unwrap_or_default()));
            }
        }
        let enough = |count: usize| count * 100 >= reports.len() * LEAST;
        if !enough(seen) || (*claim == Mended && back < seen) {
            amiss.push(format!("{name}: {seen} seen and {back} mended of {}\n{}", reports.len(), example.unwrap_or_default()));
        }
    }
    assert!(amiss.is_empty(), "{}", amiss.join("\n\n"));
}

#[test]
fn whatever_a_safe_fix_puts_in_place_of_misread_text_stood_in_the_original() {
    for (number, text) in reports().iter().enumerate() {
        for (name, rules, _, damage) in DAMAGES.iter().filter(|(_, rules, ..)| *rules == MOJIBAKE) {
            let (whole, damaged) = damage(text, &mut Draw(number as u64 + 1));
            for finding in findings(&damaged).iter().filter(|finding| rules.contains(&&*finding.rule)) {
                for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                    assert!(whole.contains(&edit.text), "{name}: {} in {damaged}", edit.text);
                }
            }
        }
    }
}
