//! Why a rule cannot be used: each mistake with its place in the TOML and what would be right, in both languages.

use std::{fmt, ops::Range, sync::Arc};

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use super::{Form, chinese};
use crate::claim::PatternFault;

/// Where a mistake stands: whole characters of its file.
pub(crate) fn place(file: &str, at: Range<usize>) -> SourceSpan {
    let start = file.floor_char_boundary(at.start);
    (start..file.ceil_char_boundary(at.end).max(start)).into()
}

/// Why a rule cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub enum RuleError {
    /// The file cannot be read.
    #[error("cannot read {path}: {why}")]
    #[diagnostic(code("rule/unreadable"))]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// A folder in which there is no rule file.
    #[error("there is no rule file in {path}: they end in `.toml`")]
    #[diagnostic(code("rule/no-file"))]
    NoFile {
        /// The folder.
        path: String,
    },
    /// Something in the file is not as it must be.
    #[error("{mistake}")]
    #[diagnostic(code("rule/mistake"))]
    Mistake {
        /// What is wrong.
        mistake: Mistake,
        /// What would be right.
        #[help]
        help: Option<Help>,
        /// The rule file.
        #[source_code]
        file: NamedSource<Arc<str>>,
        /// Where it is wrong.
        #[label("here")]
        at: SourceSpan,
    },
}

impl RuleError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Unreadable { path, why } => format!("无法读取 {path}:{}", crate::document::system(why)),
            Self::NoFile { path } => format!("{path} 中没有规则文件:规则文件以 `.toml` 结尾"),
            Self::Mistake { mistake, .. } => mistake.chinese(),
        }
    }

    /// What would be right.
    pub fn advice(&self) -> Option<&Help> {
        match self {
            Self::Mistake { help, .. } => help.as_ref(),
            Self::Unreadable { .. } | Self::NoFile { .. } => None,
        }
    }
}

/// What can be wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Mistake {
    /// Something that can be wrong in any file of TOML.
    #[error(transparent)]
    Form(#[from] Form),
    /// `rule` is something else than a list of tables.
    #[error("`rule` must be a list of tables: write `[[rule]]`")]
    NotRules,
    /// A brace in a text, without its other half.
    #[error("a brace that does not pair")]
    Brace,
    /// Two rules of one id.
    #[error("there is another rule `{0}`")]
    DuplicateId(String),
    /// An id that is not `family/name`.
    #[error("`{0}` is not an id: write `family/name` in small letters, digits and hyphens")]
    BadId(String),
    /// A pattern that cannot be used.
    #[error("this pattern cannot be used: {0}")]
    BadPattern(PatternFault),
    /// A relation that cannot be read: what was expected there.
    #[error("this relation cannot be read: expected {0}")]
    BadRelation(&'static str),
    /// An operand that neither `find` nor `bind` gives.
    #[error("`{0}` is not an operand of this rule")]
    UnknownOperand(String),
    /// Something that every rule, or every rule of this kind, must have.
    #[error("{} needs `{key}`", kind.map_or("every rule".to_owned(), |kind| format!("a rule of kind `{kind}`")))]
    Missing {
        /// The kind; `None` where every rule needs it.
        kind: Option<&'static str>,
        /// The key.
        key: &'static str,
    },
    /// Something that a rule of this kind cannot have.
    #[error("a rule of kind `{kind}` has no use for `{key}`")]
    Useless {
        /// The kind.
        kind: &'static str,
        /// The key.
        key: String,
    },
    /// More operands to bind than one.
    #[error("only one operand can be looked for, and `{0}` is a second")]
    SecondBind(String),
    /// A binding that does not say on which side to look.
    #[error("a binding says which operand to look `before` or `after`, and only one of them")]
    BadBind,
    /// A fix that says too little or too much.
    #[error("a fix either deletes (`delete = \"line\"` or `\"match\"`) or replaces (`replace` an operand, `with` a text)")]
    BadFix,
    /// A `bad` example without `[[ ]]`, or with more than one pair.
    #[error("a `bad` example marks what is found with one pair of `[[ ]]`")]
    BadExample,
    /// A `good` or `missed` example with `[[ ]]`.
    #[error("only `bad` examples have `[[ ]]`")]
    MarkedExample,
}

impl Mistake {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Form(form) => form.chinese(),
            Self::NotRules => "`rule` 应为表的列表,写作 `[[rule]]`".to_owned(),
            Self::Brace => "花括号不成对".to_owned(),
            Self::DuplicateId(id) => format!("已有规则 `{id}`"),
            Self::BadId(id) => format!("`{id}` 不是规则编号:写作 `类别/名称`,只用小写字母、数字和连字符"),
            Self::BadPattern(fault) => format!("句式无法使用:{}", fault.chinese()),
            Self::BadRelation(expected) => format!("关系式无法读取:此处应为{}", chinese::expected(expected)),
            Self::UnknownOperand(name) => format!("本规则没有操作数 `{name}`"),
            Self::Missing { kind: None, key } => format!("每条规则都须有 `{key}`"),
            Self::Missing { kind: Some(kind), key } => format!("`{kind}` 类规则须有 `{key}`"),
            Self::Useless { kind, key } => format!("`{kind}` 类规则用不到 `{key}`"),
            Self::SecondBind(name) => format!("只能查找一个操作数,而 `{name}` 是第二个"),
            Self::BadBind => "绑定须注明在哪个操作数之前(`before`)或之后(`after`)查找,二者取一".to_owned(),
            Self::BadFix => "修正要么删除(`delete = \"line\"` 或 `\"match\"`),要么替换(`replace` 操作数,`with` 文字)".to_owned(),
            Self::BadExample => "`bad` 示例须用一对 `[[ ]]` 标出应发现之处".to_owned(),
            Self::MarkedExample => "只有 `bad` 示例才有 `[[ ]]`".to_owned(),
        }
    }
}

/// What would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    /// The nearest name that is known.
    Nearest(String),
    /// All names that are known.
    Known(Vec<String>),
    /// What a rule of the kind takes.
    Takes(Vec<&'static str>),
    /// How to write a brace.
    TwoBraces,
    /// Why both sorts of examples are asked for.
    BothExamples,
    /// Something else, in English and in Chinese.
    Said(String, String),
}

impl Help {
    /// Something that is said nowhere else, in English and in Chinese.
    pub fn said(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self::Said(english.into(), chinese.into())
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Nearest(name) => format!("是否想写 `{name}`?"),
            Self::Known(names) => format!("此处可用:{}", names.join("、")),
            Self::Takes(keys) if keys.is_empty() => "除各类规则共有的键外,它没有别的键".to_owned(),
            Self::Takes(keys) => format!("除各类规则共有的键外,它可用:{}", keys.join("、")),
            Self::TwoBraces => "花括号本身写作 `{{`".to_owned(),
            Self::Said(_, chinese) => chinese.clone(),
            Self::BothExamples => "不应报告的示例(`good`)和应当发现的示例(`bad`)就是规则自身的测试".to_owned(),
        }
    }
}

impl fmt::Display for Help {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nearest(name) => write!(formatter, "did you mean `{name}`?"),
            Self::Known(names) => write!(formatter, "known here: {}", names.join(", ")),
            Self::Takes(keys) if keys.is_empty() => formatter.write_str("it takes no keys but those of every rule"),
            Self::Takes(keys) => write!(formatter, "beside the keys of every rule it takes: {}", keys.join(", ")),
            Self::Said(english, _) => formatter.write_str(english),
            Self::TwoBraces => formatter.write_str("write `{{` for a brace"),
            Self::BothExamples => formatter.write_str(
                "an example that must stay silent (`good`) and one that must be found (`bad`) are the rule's own test",
            ),
        }
    }
}
