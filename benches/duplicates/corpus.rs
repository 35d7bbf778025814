//! Makes a corpus: reports after models, so that many have most of their words in common; copies of some of them, edited; passages that
//! went from one report into another; and reports of two years, some of which kept last year's figures.

use recount::document::{Document, Fields};

use crate::chance::Chance;

/// What a document is, and so what should be found in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// By itself, or after a model.
    New,
    /// A copy of another document.
    Copy(usize),
    /// A report into which a passage of another one was put.
    Quotes(usize),
    /// A report with a paragraph of the one of the year before.
    Stale(usize),
}

/// A document with what it is. Numbers are places in the list.
pub struct Planted {
    /// The document.
    pub document: Document,
    /// What it is.
    pub made: Made,
}

/// A text before it is written out: its title, and sentences in paragraphs.
#[derive(Clone)]
struct Report {
    title: String,
    paragraphs: Vec<Vec<String>>,
    /// The lines above and below it.
    page: (String, String),
    traditional: bool,
    wrapped: bool,
}

/// Models of reports.
const MODELS: usize = 60;

/// Makes a corpus of so many documents, 5 in 100 of them copies, 2 with a passage of another one, 1 with last year's paragraph.
pub fn corpus(documents: usize, length: usize, chance: &mut Chance) -> Vec<Planted> {
    let models: Vec<Model> = (0..MODELS).map(|_| Model::new(length, chance)).collect();
    let (mut reports, mut made): (Vec<Report>, Vec<Made>) = (Vec::new(), Vec::new());
    let copies = documents / 20;
    let quotes = documents / 50;
    let years = documents / 50;
    for _ in 0..documents - copies - quotes - years {
        let model = &models[chance.below(MODELS)];
        reports.push(model.report(chance));
        made.push(Made::New);
    }
    let originals = reports.len();
    for at in 0..copies {
        // Each from an original of its own.
        let of = at * (originals / copies);
        reports.push(edited(&reports[of], chance));
        made.push(Made::Copy(of));
    }
    for at in 0..quotes {
        let of = at * (originals / quotes) + 1;
        let mut report = models[chance.below(MODELS)].report(chance);
        let place = 1 + chance.below(report.paragraphs.len() - 1);
        let passage = (0..4).map(|_| own(chance)).collect::<Vec<_>>();
        report.paragraphs.insert(place, passage.clone());
        let there = 1 + chance.below(reports[of].paragraphs.len() - 1);
        reports[of].paragraphs.insert(there, passage);
        reports.push(report);
        made.push(Made::Quotes(of));
    }
    for at in 0..years {
        let of = at * (originals / years) + 2;
        // The same office a year later, after the same model; every other one kept a paragraph.
        let title = reports[of].title.replace("2022", "2023");
        let mut report = Report { title, ..models[chance.below(MODELS)].report(chance) };
        let kept = at % 2 == 0;
        if kept {
            let place = chance.below(report.paragraphs.len());
            let passage: Vec<String> = (0..3).map(|_| counted(chance)).collect();
            report.paragraphs.insert(place, passage.clone());
            reports[of].paragraphs.insert(1, passage);
        }
        reports.push(report);
        made.push(if kept { Made::Stale(of) } else { Made::New });
    }
    let planted =
        reports.iter().zip(made).enumerate().map(|(number, (report, made))| Planted { document: written(number, report), made });
    planted.collect()
}

/// What the reports of one sort have in common.
struct Model {
    title: String,
    /// Sentences with places for names and figures (`@`, `#`), or without; `None` is a sentence of the report's own.
    sentences: Vec<Option<String>>,
}

impl Model {
    fn new(length: usize, chance: &mut Chance) -> Self {
        // Every sixth is a form: nothing in it but names and figures is the report's own.
        let form = chance.below(6) == 0;
        let sentences = (16 + chance.below(40)) * length;
        let sentence = |chance: &mut Chance| match chance.below(100) {
            0..25 if !form => None,
            0..55 => Some(fixed(chance)),
            _ => Some(frame(chance)),
        };
        let sentences = (0..sentences).map(|_| sentence(chance)).collect();
        Self { title: format!("@{}2022年工作总结", word(chance, FIELDS)), sentences }
    }

    fn report(&self, chance: &mut Chance) -> Report {
        let name = format!("{}{}{}", word(chance, PLACES), word(chance, PLACES), word(chance, KINDS_OF_PLACE));
        let filled = |sentence: &Option<String>, chance: &mut Chance| match sentence {
            Some(frame) => fill(frame, &name, chance),
            None => own(chance),
        };
        let sentences: Vec<String> = self.sentences.iter().map(|sentence| filled(sentence, chance)).collect();
        let mut paragraphs = Vec::new();
        let mut rest = sentences.as_slice();
        while !rest.is_empty() {
            let (paragraph, more) = rest.split_at(rest.len().min(4));
            paragraphs.push(paragraph.to_vec());
            rest = more;
        }
        let title = self.title.replace('@', &name);
        Report { title, paragraphs, page: page(chance), traditional: false, wrapped: false }
    }
}

/// A copy: 1 to 10 in 100 of its sentences are changed, on another page; one in four in traditional characters, one in four with other
/// lines.
fn edited(report: &Report, chance: &mut Chance) -> Report {
    let mut copy = report.clone();
    let sentences: usize = copy.paragraphs.iter().map(Vec::len).sum();
    let edits = (sentences * (1 + chance.below(10))).div_ceil(100).max(1).min(sentences.div_ceil(10));
    for _ in 0..edits {
        let place = chance.below(copy.paragraphs.len());
        let paragraph = &mut copy.paragraphs[place];
        let at = chance.below(paragraph.len().max(1));
        match chance.below(4) {
            _ if paragraph.is_empty() => {}
            0 => drop(paragraph.remove(at)),
            1 => paragraph.insert(at, own(chance)),
            2 => paragraph[at] = own(chance),
            _ => paragraph[at] = paragraph[at].replacen(',', &format!(",{},", word(chance, RESULTS)), 1),
        }
    }
    copy.page = page(chance);
    copy.traditional = chance.below(4) == 0;
    copy.wrapped = chance.below(4) == 0;
    copy
}

fn written(number: usize, report: &Report) -> Document {
    let paragraphs: Vec<String> = report.paragraphs.iter().map(|paragraph| paragraph.concat()).collect();
    let body = paragraphs.join("\n");
    // A page that was printed: forty characters a line.
    let body = if report.wrapped {
        let characters: Vec<char> = body.chars().filter(|character| *character != '\n').collect();
        characters.chunks(40).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    } else {
        body
    };
    let text = format!("{}\n{}\n{body}\n{}\n", report.page.0, report.title, report.page.1);
    let text = if report.traditional { hanconv::s2t(text).replace(',', "，").replace('%', "％") } else { text };
    let fields = Fields { title: Some(report.title.clone()), ..Fields::default() };
    Document { id: Some(number.to_string()), fields, ..Document::new("made.jsonl", text) }
}

fn page(chance: &mut Chance) -> (String, String) {
    let head = format!("当前位置:首页>{}>{}", word(chance, FIELDS), word(chance, PLACES));
    let foot = format!("责任编辑:{}\n浏览次数:{}", word(chance, PLACES), chance.below(9000));
    (head, foot)
}

/// A sentence without names and figures that all reports of a model have.
fn fixed(chance: &mut Chance) -> String {
    format!(
        "{}{},{}{},{}。",
        word(chance, LEADS),
        word(chance, FIELDS),
        word(chance, ACTIONS),
        word(chance, THINGS),
        word(chance, RESULTS)
    )
}

/// A sentence with places for a name and figures.
fn frame(chance: &mut Chance) -> String {
    let (action, thing) = (word(chance, ACTIONS), word(chance, THINGS));
    match chance.below(3) {
        0 => format!("@{action}{thing}#个,{}#户,{}。", word(chance, ACTIONS), word(chance, RESULTS)),
        1 => format!("全年{action}{thing}#处,完成投资#万元,同比增长#%,{}。", word(chance, RESULTS)),
        _ => format!("{}@的{thing}已有#家,{}{}#个。", word(chance, LEADS), word(chance, ACTIONS), word(chance, THINGS)),
    }
}

/// A sentence of a report's own.
fn own(chance: &mut Chance) -> String {
    let name = format!("{}{}{}", word(chance, PLACES), word(chance, PLACES), word(chance, KINDS_OF_PLACE));
    let frame = format!(
        "{}{}{}@{}{},{}{}#个,{}。",
        word(chance, LEADS),
        word(chance, PLACES),
        word(chance, FIELDS),
        word(chance, ACTIONS),
        word(chance, THINGS),
        word(chance, ACTIONS),
        word(chance, THINGS),
        word(chance, RESULTS)
    );
    fill(&frame, &name, chance)
}

/// A sentence of figures.
fn counted(chance: &mut Chance) -> String {
    fill("@共有{}#个,其中#个已经完成,投入#万元。", word(chance, PLACES), chance).replace("{}", word(chance, THINGS))
}

/// A word of a list.
fn word(chance: &mut Chance, of: &[&'static str]) -> &'static str {
    chance.one(of).copied().unwrap_or("")
}

fn fill(frame: &str, name: &str, chance: &mut Chance) -> String {
    let mut text = String::new();
    for character in frame.chars() {
        match character {
            '@' => text.push_str(name),
            '#' => text.push_str(&(11 + chance.below(4000)).to_string()),
            _ => text.push(character),
        }
    }
    text
}

const PLACES: &[&str] =
    &["青", "石", "柳", "云", "龙", "白", "松", "清", "金", "南", "桃", "枫", "栗", "荷", "安", "永", "平", "双", "大", "新"];

const KINDS_OF_PLACE: &[&str] = &["县", "镇", "乡", "区", "街道"];

const FIELDS: &[&str] = &[
    "水利", "民政", "教育", "卫生", "林业", "交通", "文化", "农业", "旅游", "环保", "消防", "统计", "就业", "养老", "住房",
    "商务", "供销", "气象", "渔业", "体育",
];

const LEADS: &[&str] = &[
    "今年以来,",
    "按照年初部署,",
    "围绕群众所盼,",
    "结合实际,",
    "在上级支持下,",
    "入夏以后,",
    "经过半年努力,",
    "各部门配合,",
    "针对短板,",
    "会同有关单位,",
    "为方便群众,",
    "依托现有条件,",
    "自去年秋天起,",
    "坚持问题导向,",
    "从小事抓起,",
    "先试点后推开,",
];

const ACTIONS: &[&str] = &[
    "新建", "改造", "维修", "验收", "整合", "配备", "清查", "登记", "走访", "培训", "引进", "推广", "检查", "评定", "奖补",
    "更新", "拆除", "绿化", "监测", "资助", "编制", "公布", "调解", "接通",
];

const THINGS: &[&str] = &[
    "泵站", "渠道", "食堂", "书屋", "诊所", "苗圃", "公路", "仓库", "广场", "车站", "水池", "鱼塘", "大棚", "路灯", "公厕",
    "学校", "桥梁", "果园", "冷库", "作坊", "市场", "档案", "堤防", "球场",
];

const RESULTS: &[&str] = &[
    "群众出行更加方便",
    "收入稳步提高",
    "矛盾明显减少",
    "面貌焕然一新",
    "得到一致好评",
    "未发生一起事故",
    "效率成倍提高",
    "任务全部完成",
    "老人和孩子最为受益",
    "邻村纷纷前来学习",
    "企业落户意愿增强",
    "年轻人愿意回来",
    "水质逐月好转",
    "账目公开透明",
    "来访人数下降",
    "手续一次办结",
];
