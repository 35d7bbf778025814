//! What other libraries, and the relation language, say of mistakes, in Chinese. What is not in a table stays as it was said.

use crate::document::sort_in_chinese as sort;

/// What a word should have been.
pub(super) const WHAT: [(&str, &str); 21] = [
    ("kind", "规则种类"),
    ("severity", "严重程度"),
    ("zone", "检查区域"),
    ("thing to delete", "可删除之物"),
    ("question about metadata", "元数据问题"),
    ("text to match", "可匹配的文本"),
    ("check of a table", "表格检查项"),
    ("check", "检查项"),
    ("slot type", "槽位类型"),
    ("scope", "查找范围"),
    ("fault of a suppression", "抑制说明的问题"),
    ("language", "语言"),
    ("known encoding", "已知的编码"),
    ("gate", "退出门槛"),
    ("no number below zero", "不小于零的数"),
    ("a whole number", "整数"),
    ("a list of words", "词语列表"),
    ("a whole number or a list of words", "整数或词语列表"),
    ("check of what is shared", "重复检查项"),
    ("stretch to fold", "合并范围"),
    ("measure", "度量"),
];

/// What the relation language expects.
const EXPECTED: [(&str, &str); 9] = [
    ("an operator or the end", "运算符或结尾"),
    ("`(`", "`(`"),
    ("`)`", "`)`"),
    ("`,` and the total", "`,` 和总数"),
    ("a comparison: = ≈ ≤ ≥ < >", "比较符号:= ≈ ≤ ≥ < >"),
    ("an operand, a number or `(`", "操作数、数字或 `(`"),
    (
        "a function: sum, count, characters, largest, smallest, abs, units or days",
        "函数:sum、count、characters、largest、smallest、abs、units 或 days",
    ),
    ("fewer brackets", "更少的括号"),
    ("the power of a whole number", "整数次幂"),
];

/// What the TOML library says.
const TOML: [(&str, &str); 14] = [
    ("duplicate key", "键重复"),
    ("of paragraphs with fewer than", "字数过少:这样短的段落不作比较"),
    ("a share is from 50 to 100", "此处的百分比应在 50 到 100 之间"),
    ("duplicate field", "键重复"),
    ("extra", "多余的内容"),
    ("string values must be quoted", "字符串须加引号"),
    ("missing value", "缺少值"),
    ("missing key", "缺少键名"),
    ("missing comma", "缺少逗号"),
    ("unclosed array", "数组没有闭合"),
    ("unclosed inline table", "表没有闭合"),
    ("invalid basic string", "字符串没有闭合"),
    ("invalid literal string", "字符串没有闭合"),
    ("unexpected", "此处不应有的内容"),
];

/// What a word should have been.
pub(crate) fn what(what: &str) -> &str {
    listed(&WHAT, what).unwrap_or(what)
}

/// What a relation should have had.
pub(super) fn expected(expected: &str) -> &str {
    listed(&EXPECTED, expected).unwrap_or(expected)
}

/// What the TOML library says of a file.
pub(crate) fn toml(said: &str) -> String {
    if let Some(key) = said.strip_prefix("missing field ") {
        return format!("缺少键 {key}");
    }
    if let Some((found, expected)) = said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("值的类型不对:{},应为{}", sort(found), sort(expected));
    }
    let known = TOML.iter().find(|(english, _)| said.starts_with(english));
    known.map_or_else(|| format!("TOML 语法错误:{said}"), |(_, chinese)| (*chinese).to_owned())
}

fn listed<'a>(table: &[(&str, &'a str)], said: &str) -> Option<&'a str> {
    table.iter().find(|(english, _)| *english == said).map(|(_, chinese)| *chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a source file says between two texts.
    fn said<'a>(source: &'a str, before: &str) -> Vec<&'a str> {
        source.split(before).skip(1).filter_map(|rest| rest.split_once('"')).map(|(said, _)| said).collect()
    }

    #[test]
    fn whatever_the_relation_language_expects_is_in_the_table() {
        for expected in said(include_str!("../verdict/relation.rs"), "self.expected(\"") {
            assert!(listed(&EXPECTED, expected).is_some(), "{expected}");
        }
    }

    #[test]
    fn types_are_told_in_chinese() {
        assert_eq!(toml("invalid type: integer `3`, expected a string"), "值的类型不对:整数 `3`,应为字符串");
        assert_eq!(toml("invalid type: string \"a\", expected a sequence"), "值的类型不对:字符串 \"a\",应为数组");
        assert_eq!(toml("missing field `id`"), "缺少键 `id`");
        assert_eq!(toml("something new"), "TOML 语法错误:something new");
    }
}
