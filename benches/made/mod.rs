//! Makes reports for the benchmarks of speed: invented places and figures, of every sort that the rules read, most of them right.

use crate::chance::Chance;

/// A report of about so many bytes: a page with its furniture, headings, prose, sentences of figures, and now and then a table.
pub fn report(chance: &mut Chance, bytes: usize) -> String {
    let place = place(chance);
    let mut text =
        format!("当前位置:首页 > {place} > 工作动态\n{place}{}年工作简报\n来源:{place}办公室\n", 2018 + chance.below(6));
    let mut number = 0;
    while text.len() < bytes {
        match chance.below(12) {
            0 => {
                text.push_str(&format!("{}、{}\n", one(chance, NUMERALS), one(chance, FIELDS)));
                number += 1;
            }
            1 if number > 0 => text.push_str(&table(chance)),
            _ => {
                for _ in 0..3 + chance.below(4) {
                    text.push_str(&sentence(chance));
                }
                text.push('\n');
            }
        }
    }
    text.push_str(&format!("责任编辑:{}\n【打印本页】【关闭窗口】\n", one(chance, PLACES)));
    text
}

/// A sentence: two in three are prose.
pub fn sentence(chance: &mut Chance) -> String {
    let (place, field) = (place(chance), one(chance, FIELDS));
    match chance.below(15) {
        0 => {
            let total = 20 + chance.below(900);
            let part = 1 + chance.below(total);
            format!("{place}共有{field}人员{total}人,其中党员{part}人,占{}%。", percent(chance, part, total))
        }
        1 => {
            let (old, more) = (40 + chance.below(800), 1 + chance.below(400));
            format!("{field}投入由{old}万元增加到{}万元,增长{}%。", old + more, percent(chance, more, old))
        }
        2 => {
            let parts = [1 + chance.below(90), 1 + chance.below(90), 1 + chance.below(90)];
            let [first, second, third] = parts;
            format!("全年办理{field}事项{}件,其中咨询{first}件、求助{second}件、投诉{third}件。", parts.iter().sum::<usize>())
        }
        3 => format!("一是抓{field};二是抓{};三是抓{}。", one(chance, FIELDS), one(chance, FIELDS)),
        4 => format!("{}年{}月{}日,{place}召开{field}会议。", 2018 + chance.below(6), 1 + chance.below(12), 1 + chance.below(28)),
        _ => format!("{}{place}{}{field}工作,{}。", one(chance, LEADS), one(chance, ACTIONS), one(chance, RESULTS)),
    }
}

/// A share, one in ten of them wrong.
fn percent(chance: &mut Chance, part: usize, total: usize) -> String {
    let tenths = (part * 1000 + total / 2) / total + if chance.below(10) == 0 { 37 } else { 0 };
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn table(chance: &mut Chance) -> String {
    let rows: Vec<(String, usize)> = (0..3 + chance.below(5)).map(|_| (place(chance), 1 + chance.below(300))).collect();
    let sum: usize = rows.iter().map(|(_, count)| count).sum();
    let rows: String = rows.iter().map(|(name, count)| format!("{name}\t{count}\n")).collect();
    format!("单位\t数量\n{rows}合计\t{sum}\n")
}

fn place(chance: &mut Chance) -> String {
    [one(chance, PLACES), one(chance, PLACES), one(chance, KINDS)].concat()
}

fn one(chance: &mut Chance, of: &[&'static str]) -> &'static str {
    chance.one(of).copied().unwrap_or("")
}

const PLACES: &[&str] = &["青", "石", "柳", "云", "松", "桃", "枫", "荷", "栗", "杏", "梅", "竹", "兰", "菊", "榆", "槐"];
const KINDS: &[&str] = &["县", "镇", "乡", "区", "村", "街道"];
const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六"];
const FIELDS: &[&str] = &[
    "水利", "民政", "教育", "卫生", "林业", "交通", "文化", "茶叶", "渔业", "消防", "统计", "养老", "供销", "气象", "体育",
    "绿化",
];
const LEADS: &[&str] = &["今年以来,", "入夏以后,", "按照部署,", "结合实际,", "从小事抓起,", "先试点后推开,", "", ""];
const ACTIONS: &[&str] = &["扎实推进", "统筹做好", "持续改进", "全面检查", "着力加强", "认真总结", "分批验收", "逐户走访"];
const RESULTS: &[&str] = &[
    "群众出行更加方便",
    "面貌焕然一新",
    "得到一致好评",
    "任务全部完成",
    "账目公开透明",
    "手续一次办结",
    "水质逐月好转",
    "矛盾明显减少",
];
