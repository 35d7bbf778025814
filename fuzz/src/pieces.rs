//! The words that inputs are made of, a list for each surface. They are those on which the program turns; what is said between them
//! does not matter.

/// Words of reports: what figures are written with, what claims are made with.
pub const REPORT: &[&str] = &[
    "其中", "分别", "占", "占比", "占总数的", "共", "共有", "合计", "总计", "增长", "下降", "同比", "比上年", "由", "增加到", "提高到",
    "减少", "翻一番", "翻两番", "倍", "成", "百分之", "个百分点", "分之", "人均", "户均", "平均每", "一是", "二是", "三是", "首先", "第一",
    "第三", "一、", "(一)", "(二)", "①", "等", "以上", "以下", "左右", "约", "近", "超过", "不足", "余", "多", "几", "达", "至", "到",
    "万元", "亿元", "元", "万", "亿", "千", "百", "十", "两", "〇", "零", "人", "名", "户", "个", "件", "家", "亩", "公顷", "吨", "公斤", "斤",
    "公里", "平方公里", "天", "年", "月", "日", "时", "2023年", "2月30日", "星期三", "去年", "今年", "上月", "截至目前", "1-9月", "10—15户",
    "12,345", "3.14", "67.5%", "100%", "0", "00", "999999999999999999999", "0.0000000001", "%", "‰", "〔2023〕5号", "13800000000", "4A级",
    "四个方面", "五大行动", "六字", "“", "”", "《", "》", "「", "」", "(", ")", "（", "）", "【", "】", "[", "]", "、", "，", "。", ",",
    ".", "；", ";", "：", ":", "！", "?", "—", "…", "\n", "\r\n", "\r", "\t", " ", "\u{3000}", "\u{200B}", "\u{FEFF}", "\u{FFFD}", "\u{E000}",
    "\u{202E}", "\u{1B}[31m", "\0", "鄉(xiāng)村", "黨員", "乾", "𠮷", "a\u{301}", "&nbsp;", "&#20013;", "当前位置:首页 > 动态",
    "【打印本页】【关闭窗口】", "责任编辑:", "主办单位:", "版权所有", "浏览次数:", "上一篇:", "来源:", "采茶工36名,其中返乡的27名,占57%。",
    "由20座增加到25座,增长30%。", "全年安排资金100万元,其中甲类30万元、乙类60万元。", "ï¼Œ", "é•‡", "锟斤拷", "全县", "工作队", "问题", "收入",
];

/// Markup of Markdown, and of tables in text.
pub const MARKDOWN: &[&str] = &[
    "# ", "## ", "- ", "* ", "1. ", "> ", "```", "`", "**", "_", "[甲](b)", "[^1]", "![", "| 甲 | 乙 |", "|---|---|", "|", "\n\n", "\n|", "    ",
    "<!--", "-->", "<br>", "<td>", "---\n", "\\", "&amp;", "~~~", "<https://a>", "合计 | 30 | 40 |", "项目 | 数量 | 占比 |",
];

/// Tags of pages.
pub const PAGE: &[&str] = &[
    "<", ">", "</", "/>", "<p>", "</p>", "<div>", "</div>", "<br/>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th colspan=\"2\">",
    "<td rowspan='3'>", "<td rowspan=99999999>", "<h1>", "</h1>", "<title>", "</title>", "<script>", "</script>", "<style>", "<nav>", "</nav>",
    "<main>", "</main>", "<article>", "<aside>", "<ul><li>", "</li></ul>", "<a href=\"b\">", "</a>", "<span hidden>", "<p style=\"display:none\">",
    "<meta charset=gb2312>", "<meta name=\"pubdate\" content=\"2023-02-30\">", "<!--", "-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "&amp;",
    "&lt;", "&#x4E2D;", "&#0;", "&nosuch;", "&", "=\"", "'", "<textarea>", "<template>", "<svg>", "<noscript>", "<ruby>鄉<rt>xiāng</rt></ruby>",
    "<img alt=\"甲\">", "<input value=1>", "<pre>", "</pre>", "<sup>2</sup>",
];

/// Elements of the body of a Word file.
pub const WORD: &[&str] = &[
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t xml:space=\"preserve\">", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>", "<w:tbl>",
    "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:br/>", "<w:tab/>", "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>", "<w:vMerge/>",
    "<w:del>", "</w:del>", "<w:ins>", "<w:delText>", "<w:pPr><w:pStyle w:val=\"1\"/></w:pPr>", "<w:numPr>", "<w:fldSimple>", "<w:instrText>",
    "<w:hyperlink>", "<w:footnoteReference w:id=\"1\"/>", "<w:noBreakHyphen/>", "<w:sym w:char=\"F0FC\"/>", "<mc:AlternateContent>",
    "<mc:Fallback>", "</mc:Fallback>", "<w:txbxContent>", "<w:vanish/>", "<w:rPr>", "</w:rPr>", "<a:t>", "&amp;", "&lt;", "&#x4E2D;", "&#0;", "&x;",
    "<!DOCTYPE a [<!ENTITY b \"bb\">]>", "&b;", "<![CDATA[", "]]>", "<?xml version=\"1.0\"?>", "<!--", "-->", "<", ">", "/>",
];

/// Keys and values of rule files.
pub const RULES: &[&str] = &[
    "[words]\n", "[[rule]]\n", "noun = '[^,。;]{0,12}'\n", "id = \"a/b\"\n", "kind = \"", "pattern", "relation", "enumeration", "ordinals",
    "sections", "calendar", "restated", "pairs", "table", "metadata", "markup", "series", "severity = \"error\"\n", "summary = { en = \"a\", zh = \"甲\" }\n",
    "message = { en = \"{part}\", zh = \"{part / total as share}\" }\n", "find = ['{part:count}占{share:percent}']\n", "find = ['", "']\n",
    "holds = \"", "share ≈ part / total", "sum(parts)", "bind = { total = { kind = \"count\", like = \"part\", before = \"part\", within = \"paragraph\" } }\n",
    "unless = [\"", "requires = [", "fix = { replace = \"share\", with = \"{part / total as share}\" }\n", "fix = { delete = \"line\" }\n",
    "zone = \"furniture\"\n", "over = \"skeleton\"\n", "fold = { over = \"lines\" }\n", "at-least = 2\n", "good = [\"甲\"]\n", "bad = [\"[[36名占57%]]\"]\n",
    "missed = []\n", "tags = []\n", "{part:count}", "{share:percent}", "{a:items}", "{n:ordinal}", "{noun}", "{x}", "(?:", ")", "*", "+?", "{0,9}",
    "{1000}", "\\b", "\\p{Han}", "[^", "]", "(?P<", "|", "^", "$", "=", "\"", "'''", "\"\"\"", "\n", "{", "}", "[[", "]]", "\\u4E2D", "#",
];

/// Pieces of patterns.
pub const PATTERNS: &[&str] = &[
    "(?:", "(?P<a>", "(?P<b>", "(", ")", "|", "*", "+", "?", "*?", "+?", "??", "{0,12}", "{2,}", "{1,3}?", "[^,。;]", "[甲乙]", "[0-9]", "[^0-9]", "\\p{Han}",
    "\\s", "\\S", "\\w", "\\d", "\\b", "\\B", "^", "$", "\\A", "\\z", ".", "(?i)", "(?s)", "(?m)", "(?x)", "(?-u)", "其中", "占", "共有", "甲", "乙", "a",
    "\\x{E000}", "\\.", "\\(", "{n:count}", "{s:percent}", "[[:alpha:]]", "[甲&&乙]", "\n",
];

/// The language of `holds`.
pub const RELATION: &[&str] = &[
    "share", "part", "total", "old", "new", "rate", "parts", "≈", "=", "<=", ">=", "≤", "≥", "<", ">", "+", "-", "−", "*", "×", "/", "÷", "^",
    "(", ")", "and", "or", "each", "reachable", "whole", "sum", "count", "characters", "largest", "smallest", "sum(parts)", "each(", "1", "0",
    "100", "0.5", "99999999999999999999999999", "2^64", " ", ",", "part / total", "(new - old) / old",
];

/// Lines of JSON.
pub const LINES: &[&str] = &[
    "{\"text\":\"", "\"}", "\"", "{", "}", ":", ",", "[", "]", "\"text\":", "\"id\":", "\"title\":", "\"date\":", "\"source\":", "null", "true",
    "1e999", "-0", "12345678901234567890", "\\u5360", "\\ud83d\\ude00", "\\ud800", "\\n", "\\\"", "\\\\", "\\/", "\n", "\r\n", "\n\n", " ", "\u{FEFF}",
    "采茶工36名,其中返乡的27名,占57%。", "\\u5360\\u6bd4", "{\"text\":\"甲\",\"id\":7}\n",
];

/// Keys and values of `recount.toml` and of suppressions beside a report.
pub const SETTINGS: &[&str] = &[
    "extends = [\"a.toml\"]\n", "fail-on = \"warning\"\n", "lang = \"zh\"\n", "[files]\n", "include = [\"**/*.txt\"]\n", "exclude = [\"a/**\"]\n",
    "[files.per-file-ignores]\n", "[input.jsonl]\n", "text = \"正文\"\n", "[input.csv]\n", "[rounding]\n", "last-digit = \"info\"\n",
    "[rules.\"share/of-total\"]\n", "[rules.\"share/*\"]\n", "severity = \"off\"\n", "level = \"error\"\n", "ignore-words = [\"甲\"]\n", "reason = \"甲\"\n",
    "[gate]\n", "\"boilerplate/*\" = { documents = \"2%\" }\n", "findings = 3\n", "[[path]]\n", "paths = [\"a\"]\n", "glob = \"[a\"\n", "[[suppress]]\n",
    "[[ignore]]\n", "path = \"a.txt\"\n", "rule = \"share/*\"\n", "until = 2027-01-31\n", "document = \"7\"\n", "text = \"占57%\"\n", "\"", "=", "[", "]",
    "{", "}", "*", "**", "\\", "\n", "1", "-1", "2%", "101%", "9999999999999999999999", "true", "#",
];

/// Suppressions in a report, and its front matter.
pub const COMMENTS: &[&str] = &[
    "<!-- recount: ignore share/* -->", "<!-- recount: ignore share/of-total until 2027-01-31: 甲 -->", "<!-- recount: ignore-start -->",
    "<!-- recount: ignore-end -->", "<!-- recount: ignore-file -->", "<!--", "-->", "recount", "recount-ignore", "recount: ignore", ":", "-start", "-end", "-file",
    "ignore", "share/of-total", "share/*", "*", "[", "until 2027-02-30", "until", "---\n", "recount-ignore:\n  - share/*\n", "title: 甲\n", "- ", "\n",
    "，", "：",
];

/// Messages to the language server, a line each.
pub const MESSAGES: &[&str] = &[
    "{\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}\n",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\",\"languageId\":\"markdown\",\"version\":0,\"text\":\"甲\"}}}\n",
    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\",\"version\":1},\"contentChanges\":[{\"text\":\"36名,其中27名,占57%。\"}]}}\n",
    "{\"id\":2,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\"},\"position\":{\"line\":0,\"character\":4}}}\n",
    "{\"id\":3,\"method\":\"textDocument/codeAction\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\"},\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":9,\"character\":0}},\"context\":{\"diagnostics\":[]}}}\n",
    "{\"id\":4,\"method\":\"textDocument/inlayHint\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\"},\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":9,\"character\":0}}}}\n",
    "{\"id\":5,\"method\":\"textDocument/diagnostic\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\"}}}\n",
    "{\"id\":6,\"method\":\"workspace/diagnostic\",\"params\":{\"previousResultIds\":[]}}\n",
    "{\"method\":\"textDocument/didClose\",\"params\":{\"textDocument\":{\"uri\":\"file:///nowhere/a.md\"}}}\n",
    "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":3}}\n",
    "{\"id\":7,\"method\":\"shutdown\"}\n", "{\"method\":\"exit\"}\n", "\"range\":{\"start\":{\"line\":1,\"character\":2},\"end\":{\"line\":1,\"character\":3}},",
    "null", "4294967295", "-1", "[]", "{}", "\"\"", "a.md", "a.txt", "a.html", "a.jsonl", "untitled:甲", "file://", "%", "\\ud83d\\ude00", "\\r\\n",
];

/// Lines of a baseline.
pub const BASELINE: &[&str] = &[
    "{\"baseline\":1}\n", "{\"baseline\":1,\"paths\":[\".\"]}\n", "{\"baseline\":2}\n",
    "{\"rule\":\"share/of-total\",\"fingerprint\":\"00112233445566778899aabbccddeeff\",\"text\":\"占57%\",\"paths\":{\"a.txt\":1}}\n",
    "\"paths\":{}", "\"rules\":[\"share/*\"]", "\"select\":[\"share/*\"]", "18446744073709551615", "0", "-1", "\"", "{", "}", ":", ",", "\n", "\r\n", "\\u0000",
    "<<<<<<< a\n", "=======\n", "a.txt", "b/c.txt", "null",
];
