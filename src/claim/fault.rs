//! What can be wrong with a pattern, in both languages.

use thiserror::Error;

/// What can be wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatternFault {
    /// It is no regular expression: what the library says of it.
    #[error("{0}")]
    NoExpression(String),
    /// A word in braces that the file does not define.
    #[error("no word `{0}` is defined")]
    NoWord(String),
    /// A slot whose name is none.
    #[error("`{0}` is not a name for an operand: small letters, digits and `_`")]
    BadName(String),
    /// A `+` after a type that makes no list.
    #[error("`{0}` cannot be a list")]
    NoList(String),
    /// A slot of a type that there is not.
    #[error("`{0}` is not a slot type")]
    NoSlotType(String),
    /// Its automaton would be larger than 10 MB.
    #[error("it is too large: its automaton takes more than 10 MB; repeat less often (`{{0,20}}`), or use smaller classes")]
    TooLarge,
}

impl PatternFault {
    /// The name that is not known, where one is not.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::NoWord(name) | Self::NoSlotType(name) => Some(name),
            Self::NoExpression(_) | Self::BadName(_) | Self::NoList(_) | Self::TooLarge => None,
        }
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NoExpression(why) => chinese(why).map_or_else(|| why.clone(), str::to_owned),
            Self::NoWord(name) => format!("没有定义词语 `{name}`"),
            Self::BadName(name) => format!("`{name}` 不能作为操作数的名称,只能用小写字母、数字和 `_`"),
            Self::NoList(kind) => format!("`{kind}` 不能成为列表"),
            Self::NoSlotType(kind) => format!("没有 `{kind}` 这种槽位类型"),
            Self::TooLarge => "句式过大:自动机超过 10 MB;请减少重复次数(`{0,20}`)或缩小字符类".to_owned(),
        }
    }
}

/// What the library says of regular expressions most often.
const SAID: [(&str, &str); 24] = [
    ("unclosed group", "括号没有闭合"),
    ("unopened group", "右括号没有对应的左括号"),
    ("unclosed character class", "字符类没有闭合"),
    ("repetition operator missing expression", "重复符号之前没有内容"),
    ("unclosed counted repetition", "重复次数的花括号没有闭合"),
    ("repetition quantifier expects a valid decimal", "重复次数应为十进制数"),
    ("invalid repetition count range, the start must be <= the end", "重复次数的下限不得大于上限"),
    ("incomplete escape sequence, reached end of pattern prematurely", "转义不完整,句式已经结束"),
    ("unrecognized escape sequence", "无法识别的转义"),
    ("invalid character class range, the start must be <= the end", "字符类范围的起点不得大于终点"),
    ("invalid range boundary, must be a literal", "字符类范围的两端必须是单个字符"),
    ("invalid escape sequence found in character class", "字符类中有无效的转义"),
    ("duplicate capture group name", "组的名称重复"),
    ("empty capture group name", "组的名称为空"),
    ("invalid capture group character", "组的名称中有无效字符"),
    ("unclosed capture group name", "组的名称没有闭合"),
    ("duplicate flag", "标志重复"),
    ("unrecognized flag", "无法识别的标志"),
    ("dangling flag negation operator", "标志的否定符之后没有标志"),
    ("look-around, including look-ahead and look-behind, is not supported", "不支持前后环视"),
    ("backreferences are not supported", "不支持反向引用"),
    ("exceeded the maximum number of nested parentheses/brackets", "括号嵌套过深"),
    ("Unicode property not found", "没有这种 Unicode 属性"),
    ("invalid hexadecimal digit", "无效的十六进制数字"),
];

fn chinese(said: &str) -> Option<&'static str> {
    SAID.iter().find(|(english, _)| said.starts_with(english)).map(|(_, chinese)| *chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Pattern, Words};

    #[test]
    fn mistakes_in_regular_expressions_are_told_in_chinese() {
        for pattern in [
            "(甲",
            "甲)",
            "[甲",
            "*甲",
            "甲{2",
            "甲{3,1}",
            r"甲\",
            r"\y",
            "[乙-甲]".trim(),
            "(?<甲>乙)(?<甲>丙)",
            "(?P<>甲)",
            "(?ii)甲",
            "(?y)甲",
            "(?=甲)",
            r"(甲)\1",
            r"\p{Nobody}",
            r"\x{zz}",
            r"[\b-甲]",
        ] {
            let Err(error) = Pattern::compile(pattern, &Words::new()) else { continue };
            let told = error.why.chinese();
            assert!(told.chars().any(|character| ('一'..='龥').contains(&character)), "{pattern}: {told}");
        }
    }

    #[test]
    fn a_pattern_of_more_than_ten_megabytes_is_refused() {
        let pattern = Pattern::compile(r"(?:\p{Han}{1,200}占){1,200}", &Words::new()).unwrap();
        assert_eq!(pattern.build().unwrap_err().why, PatternFault::TooLarge);
        assert_eq!(Pattern::compile(r"\p{Han}{1,20}占", &Words::new()).unwrap().build(), Ok(()));
    }
}
