//! Texts that grow in the ways that make a careless reader slow: one thing over and over, in one line or in many.

/// One way to grow.
pub struct Family {
    /// What it is made of.
    pub name: &'static str,
    /// The name of its file, which tells how it is read.
    pub path: &'static str,
    /// A text of at least so many bytes.
    pub text: fn(usize) -> String,
}

/// A text of numbered pieces, each made from its number.
fn pieces(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 256);
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&piece(number));
        number += 1;
    }
    text
}

/// One piece, over and over.
fn over(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len().max(1)))
}

/// A name that no other number has.
fn name(number: usize) -> String {
    const FIRST: [char; 12] = ['青', '石', '柳', '云', '松', '桃', '枫', '荷', '栗', '杏', '梅', '竹'];
    const LAST: [char; 9] = ['溪', '桥', '坡', '湾', '塘', '岭', '坪', '沟', '庄'];
    let at = |list: &[char], number: usize| list.get(number % list.len()).copied().unwrap_or('甲');
    [at(&FIRST, number), at(&FIRST, number / 12), at(&LAST, number / 144), at(&LAST, number / 1296)].iter().collect()
}

macro_rules! families {
    ($($name:literal, $path:literal, |$bytes:ident| $text:expr;)+) => {
        /// All families.
        pub const ALL: &[Family] = &[$(Family { name: $name, path: $path, text: |$bytes| $text }),+];
    };
}

families! {
    "figures in one paragraph", "a.txt", |n| pieces(n, |at| format!("{}村有农户{}户,占{}.{}%,", name(at), at % 997 + 3, at % 97, at % 10));
    "sentences in one paragraph", "a.txt", |n| pieces(n, |at| format!("{}村共有党员{}名,其中女党员{}名,占{}.5%。", name(at), at % 997 + 9, at % 9, at % 90));
    "sentences, a line each", "a.txt", |n| pieces(n, |at| format!("{}村共有党员{}名,其中女党员{}名,占{}.5%。\n", name(at), at % 997 + 9, at % 9, at % 90));
    "counts, then one share", "a.txt", |n| format!("{}占50%。", pieces(n, |at| format!("{}村{}户,", name(at), at + 3)));
    "shares of one total", "a.txt", |n| format!("全县共有农户9001户,其中{}", pieces(n, |at| format!("{}村{}户,占{}%;", name(at), at % 90, at % 9)));
    "shares of one total, a line each", "a.txt", |n| format!("全县共有农户9001户。\n{}", pieces(n, |at| format!("{}村{}户,占{}%。\n", name(at), at % 90, at % 9)));
    "one sum of many parts", "a.txt", |n| format!("全年安排资金900万元,其中{}。", pieces(n, |at| format!("{}村{}万元、", name(at), at % 90)));
    "many 其中", "a.txt", |n| over("其中", n);
    "many 其中 with figures", "a.txt", |n| pieces(n, |at| format!("其中{}户,", at % 1000 + 5));
    "many 分别", "a.txt", |n| pieces(n, |at| format!("甲、乙、丙分别为{}户、{}户、{}户,分别占{}%、3%、4%,", at % 90, at % 80, at % 70, at % 60));
    "many 分别占", "a.txt", |n| pieces(n, |at| format!("分别占{}%、{}%,", at % 60 + 10, at % 50 + 20));
    "many 其中 with two parts", "a.txt", |n| pieces(n, |at| format!("其中甲{}人,乙{}人,", at % 9 + 10, at % 7 + 20));
    "totals after figures", "a.txt", |n| pieces(n, |at| format!("合计{}万元、", at % 9 + 10));
    "means of households", "a.txt", |n| pieces(n, |at| format!("共{}户{}人,户均3人,", at % 30 + 100, at % 40 + 300));
    "a row of counts with shares in brackets", "a.txt", |n| format!("甲{0}\n乙{0}\n", pieces(n / 2, |at| format!("\t{}({}.5)", at % 97, at % 10)));
    "a square of decimals", "a.txt", |n| pieces(n, |at| if at % 180 == 0 { "\n甲".to_owned() } else { format!("\t{}.{}", at % 97, at % 10) });
    "one long row, then short ones", "a.txt", |n| format!("{}\n{}", over("甲\t", n / 2), over("乙\t1\n", n / 2));
    "a text and the rows of its table", "a.txt", |n| format!(
        "{}{}",
        pieces(n / 2, |at| format!("本年新收政府信息公开申请{at}件。\n")),
        pieces(n / 2, |at| format!("本年新收政府信息公开申请数量\t{at}\t0\t{at}\n")),
    );
    "one 分别 of a long list", "a.txt", |n| format!("{}分别为{}。", pieces(n / 2, |at| format!("{}村、", name(at))), pieces(n / 2, |at| format!("{}户、", at + 2)));
    "one list", "a.txt", |n| pieces(n, |at| format!("{}、", name(at)));
    "one list, then its number", "a.txt", |n| format!("{}等五个村。", pieces(n, |at| format!("{}、", name(at))));
    "figures in one list", "a.txt", |n| pieces(n, |at| format!("{at}、"));
    "slogans with numbers", "a.txt", |n| pieces(n, |at| format!("实施{}大行动、抓好{}个方面,", at % 9 + 2, at % 8 + 2));
    "slogans and headings", "a.txt", |n| pieces(n, |at| format!("实施{}大行动。\n一、{}行动\n(一){}工程\n", at % 9 + 2, name(at), name(at + 1)));
    "headings", "a.txt", |n| pieces(n, |at| format!("一、{}\n", name(at)));
    "headings of Markdown", "a.md", |n| pieces(n, |at| format!("# {}\n", name(at)));
    "ordinals in one line", "a.txt", |n| pieces(n, |at| format!("{}是修路;", ["一", "二", "三", "四"].get(at % 4).copied().unwrap_or("一")));
    "numbers in brackets", "a.txt", |n| pieces(n, |at| format!("({})修路;", at + 1));
    "numbered lines", "a.txt", |n| pieces(n, |at| format!("{}.修路\n", at + 1));
    "circled numbers", "a.txt", |n| over("①②③", n);
    "changes in one paragraph", "a.txt", |n| pieces(n, |at| format!("大棚由{}座增加到{}座,增长{}%,", at % 90 + 1, at % 99 + 9, at % 50));
    "changes on last year", "a.txt", |n| pieces(n, |at| format!("{}收入{}万元,同比增长{}.2%,比上年增加{}万元。", name(at), at + 7, at % 50, at % 30));
    "averages", "a.txt", |n| pieces(n, |at| format!("{}村{}户{}人,人均收入{}元,总收入{}万元。", name(at), at % 90 + 9, at % 300 + 9, at % 9000, at % 700));
    "conversions", "a.txt", |n| pieces(n, |at| format!("{}亩({}公顷),", at + 1, at / 15));
    "one measure of many things", "a.txt", |n| pieces(n, |at| format!("{}村总收入{}万元。", name(at), at % 900));
    "one measure of one thing", "a.txt", |n| pieces(n, |at| format!("青溪村总收入{}万元。", at % 900 + 10));
    "a sentence repeated", "a.txt", |n| over("青溪村扎实推进人居环境整治,群众满意度持续提高。", n);
    "a line repeated", "a.txt", |n| over("青溪村扎实推进人居环境整治,群众满意度持续提高。\n", n);
    "a long paragraph repeated", "a.txt", |n| over(&format!("{}\n", over("青溪村扎实推进人居环境整治,成效明显,", 3000)), n);
    "prose in one line", "a.txt", |n| pieces(n, |at| format!("{}村扎实推进{}工作,群众满意。", name(at), name(at + 5)));
    "prose without a mark", "a.txt", |n| pieces(n, name);
    "one character", "a.txt", |n| over("甲", n);
    "commas", "a.txt", |n| over(",", n);
    "commas and words", "a.txt", |n| over("甲,", n);
    "full stops", "a.txt", |n| over("。", n);
    "colons and semicolons", "a.txt", |n| over("甲:乙;", n);
    "opening brackets", "a.txt", |n| over("(", n);
    "closing brackets", "a.txt", |n| over(")", n);
    "nested brackets", "a.txt", |n| format!("{}甲{}", over("(", n / 2), over(")", n / 2));
    "brackets of all sorts", "a.txt", |n| over("([{（【《", n);
    "nested brackets, a line each", "a.txt", |n| over("(\n", n);
    "opening quotes", "a.txt", |n| over("“", n);
    "quotes", "a.txt", |n| over("“甲”", n);
    "straight quotes", "a.txt", |n| over("\"甲", n);
    "names of books", "a.txt", |n| over("《甲》", n);
    "digits", "a.txt", |n| over("7", n);
    "digits and spaces", "a.txt", |n| over("7 ", n);
    "digits and commas", "a.txt", |n| over("7,", n);
    "grouped digits", "a.txt", |n| format!("7{}", over(",777", n));
    "digits and points", "a.txt", |n| over("7.", n);
    "digits and dashes", "a.txt", |n| over("7-", n);
    "Chinese digits", "a.txt", |n| over("三", n);
    "Chinese numbers", "a.txt", |n| over("三百二十一万", n);
    "multipliers", "a.txt", |n| over("万亿", n);
    "percentages", "a.txt", |n| pieces(n, |at| format!("{}% ", at % 100));
    "percent signs", "a.txt", |n| over("%", n);
    "百分之", "a.txt", |n| over("百分之", n);
    "分之", "a.txt", |n| over("三分之", n);
    "hedges", "a.txt", |n| over("约近超过", n);
    "占", "a.txt", |n| over("占", n);
    "dates in one line", "a.txt", |n| pieces(n, |at| format!("2023年{}月{}日,", at % 14, at % 33));
    "dates, a line each", "a.txt", |n| pieces(n, |at| format!("2023年{}月{}日 星期三\n", at % 14, at % 33));
    "years and years", "a.txt", |n| pieces(n, |at| format!("20{:02}年至20{:02}年,", at % 30, at % 20));
    "今年 and 上月", "a.txt", |n| over("今年以来,上月,", n);
    "telephone numbers", "a.txt", |n| pieces(n, |at| format!("电话138{:08} ", at * 7919 % 100_000_000));
    "document numbers", "a.txt", |n| pieces(n, |at| format!("甲政发〔2023〕{at}号、"));
    "addresses", "a.txt", |n| pieces(n, |at| format!("http://甲{at}.example/a?b={at} "));
    "breadcrumbs", "a.txt", |n| over("首页 > 动态 > ", n);
    "page controls", "a.txt", |n| over("【打印本页】【关闭窗口】\n", n);
    "navigation", "a.txt", |n| pieces(n, |at| format!("{} | ", name(at)));
    "footers", "a.txt", |n| over("主办单位:青溪县 版权所有 技术支持:青溪网\n", n);
    "spaces", "a.txt", |n| over(" ", n);
    "line breaks", "a.txt", |n| over("\n", n);
    "carriage returns", "a.txt", |n| over("\r", n);
    "tabs", "a.txt", |n| over("\t", n);
    "wide spaces", "a.txt", |n| over("\u{3000}甲", n);
    "invisible characters", "a.txt", |n| over("\u{200B}", n);
    "lost characters", "a.txt", |n| over("\u{FFFD}", n);
    "private characters", "a.txt", |n| over("甲\u{E000}", n);
    "misread characters", "a.txt", |n| over("ï¼Œ", n);
    "misread words", "a.txt", |n| over("é•‡æ°‘", n);
    "锟斤拷", "a.txt", |n| over("锟斤拷", n);
    "question marks", "a.txt", |n| over("??", n);
    "masks", "a.txt", |n| over("某*", n);
    "escapes of a terminal", "a.txt", |n| over("\u{1B}[31m", n);
    "glosses", "a.txt", |n| over("鄉(xiāng)", n);
    "glosses, not closed", "a.txt", |n| over("鄉(xiāng", n);
    "traditional characters", "a.txt", |n| over("黨員總數增長萬戶,", n);
    "both scripts", "a.txt", |n| over("黨員总数增長万户,", n);
    "full width", "a.txt", |n| over("１２３％，", n);
    "combining marks", "a.txt", |n| over("a\u{301}", n);
    "Latin letters", "a.txt", |n| over("a", n);
    "Latin words", "a.txt", |n| over("tea house ", n);
    "entities", "a.txt", |n| over("&nbsp;", n);
    "suppressions", "a.md", |n| over("<!-- recount: ignore share/* -->\n", n);
    "suppressions and findings", "a.md", |n| over("<!-- recount: ignore share/* -->\n采茶工36名,其中返乡的27名,占57%。\n\n", n);
    "suppressions, not ended", "a.md", |n| over("<!-- recount: ignore-start -->\n甲\n", n);
    "a table of many rows", "a.md", |n| format!("| 项目 | 数量 | 占比 |\n|---|---|---|\n{}| 合计 | 9 | 100% |\n", pieces(n, |at| format!("| {} | {} | {}% |\n", name(at), at % 900, at % 9)));
    "a table of many columns", "a.md", |n| format!("|{}\n|{}\n|{}\n", pieces(n / 3, |at| format!("{}|", name(at))), over("--|", n / 3), pieces(n / 3, |at| format!("{at}|")));
    "many tables", "a.md", |n| pieces(n, |at| format!("| 项目 | 数量 |\n|---|---|\n| {} | {} |\n| 合计 | 9 |\n\n", name(at), at % 9));
    "a square table", "a.md", |n| {
        let side = (n / 4).isqrt();
        let row = |at: usize| format!("|{}\n", pieces(side * 4, |column| format!("{}|", (at + column) % 900 + 100)));
        format!("{}|{}\n{}", row(0), over("-|", side * 2), pieces(n, row))
    };
    "a table of text", "a.txt", |n| pieces(n, |at| format!("{}\t{}\t{}%\n", name(at), at % 900, at % 9));
    "bars", "a.txt", |n| over("|", n);
    "bars in Markdown", "a.md", |n| over("|甲", n);
    "stars in Markdown", "a.md", |n| over("**甲*", n);
    "brackets in Markdown", "a.md", |n| over("[甲](", n);
    "quotes in Markdown", "a.md", |n| over("> ", n);
    "lists in Markdown", "a.md", |n| over("- ", n);
    "backticks in Markdown", "a.md", |n| pieces(n, |at| format!("{} ", "`".repeat(at % 60 + 1)));
    "notes in Markdown", "a.md", |n| pieces(n, |at| format!("甲[^{at}]\n\n[^{at}]: 乙\n\n"));
    "comments, not closed", "a.md", |n| over("<!-- ", n);
    "nested elements", "a.html", |n| over("<div>", n);
    "nested elements with text", "a.html", |n| over("<div>甲36户", n);
    "elements of a line", "a.html", |n| over("<b>甲</b>", n);
    "paragraphs", "a.html", |n| pieces(n, |at| format!("<p>{}村共有党员{}名,其中女党员{}名,占{}.5%。</p>", name(at), at % 997 + 9, at % 9, at % 90));
    "closing tags", "a.html", |n| over("</div>", n);
    "opening angles", "a.html", |n| over("<", n);
    "attributes", "a.html", |n| format!("<p{}>甲</p>", pieces(n, |at| format!(" a{at}=b")));
    "entities of a page", "a.html", |n| over("&amp;&#20013;", n);
    "nested tables", "a.html", |n| over("<table><tr><td>", n);
    "a table of a page", "a.html", |n| format!("<table><tr><th>村<th>户<th>占比</tr>{}<tr><td>合计<td>9<td>100%</table>", pieces(n, |at| format!("<tr><td>{}<td>{}<td>{}%", name(at), at % 900, at % 9)));
    "cells over many rows", "a.html", |n| format!("<table>{}</table>", over("<tr><td rowspan=9999>3<td colspan=99>4", n));
    "many tables of a page", "a.html", |n| pieces(n, |at| format!("<table><tr><td>村<td>户<tr><td>{}<td>{}<tr><td>合计<td>9</table>", name(at), at % 9));
    "headings of a page", "a.html", |n| pieces(n, |at| format!("<h2>{}</h2>", name(at)));
    "links of a page", "a.html", |n| pieces(n, |at| format!("<li><a href=\"{at}\">{}</a>", name(at)));
    "navigation of a page", "a.html", |n| over("<nav>甲</nav>乙", n);
    "comments of a page", "a.html", |n| over("<!-- 甲 -->", n);
    "one line of JSON", "a.jsonl", |n| format!("{{\"text\":\"{}\"}}", over("\\u5360\\n", n));
    "deep JSON", "a.jsonl", |n| format!("{{\"text\":\"甲\",\"a\":{}1{}}}", over("[", n / 2), over("]", n / 2));
    "one row of CSV", "a.csv", |n| format!("text\n\"{}\"", over("占\"\"3%\n", n));
}
