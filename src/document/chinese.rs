//! Why a document could not be read, in Chinese.

use super::{DecodeError, ReadError, ReadOnly, RowError, TableError, WordError, jsonl::LineError};

impl ReadError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Missing { path } => format!("{path} 不存在"),
            Self::Denied { path } => format!("没有权限读取 {path}"),
            Self::NotAFile { path } => format!("{path} 不是普通文件"),
            Self::Io { path, reason } => format!("无法读取 {path}:{}", system(reason)),
            Self::Decode { path, reason } => format!("{path} {}", reason.chinese()),
            Self::Empty { path } => format!("{path} 是空的,没有可检查的内容"),
            Self::Damaged { path, reason } => format!("{path} 无法解压:{};请重新压缩", system(reason)),
            Self::Expands { path } => format!("{path} 中一篇报告解压后超过 256 MB,不予解压;确要读取请先解压"),
            Self::Word { path, reason } => format!("{path} 无法作为 Word 文件读取:{}", reason.chinese()),
            Self::Table { path, reason } => format!("{path} 无法作为 Parquet 文件读取:{}", reason.chinese()),
            Self::NoColumn { path, column, columns } => {
                format!("{path} 没有 `{column}` 列:请指明正文所在的列,例如 `--field text=正文`;现有各列为 {columns}")
            }
            Self::Row { path, row, reason } => format!("{path} 第{row}行{}", reason.chinese()),
            Self::Line { path, line, reason } => format!("{path} 第{line}行{}", reason.chinese()),
        }
    }
}

impl DecodeError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Unknown { offset } => {
                format!("第 {offset} 字节起不是 UTF-8,也不能确定是其他编码;请指明编码,例如 `--encoding gb18030`")
            }
            Self::Misnamed { encoding, offset } => {
                format!("第 {offset} 字节起不是 {},与 `--encoding` 或 recount.toml 所写不符;不写则自动判断编码", encoding.name())
            }
            Self::NotUtf16 { offset } => format!("开头标明为 UTF-16,而第 {offset} 字节起不是;请另存为 UTF-8"),
            Self::Binary { what, advice } => format!("是{}:{}", binary(what), binary(advice)),
            Self::TooLong => "超过 4 GB;请拆分,或改为每行一篇报告的 JSONL 文件".to_owned(),
        }
    }
}

impl LineError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotText { encoding, offset } => format!("第 {offset} 字节起不是 {encoding}"),
            Self::NotJson { reason, offset } => format!("第 {offset} 字节处不是 JSON 对象:{}", json(reason)),
            Self::NoText { field } => format!("没有字段 `{field}`:每行应为一个对象,其中有一篇报告的正文"),
            Self::Field { field, reason } => format!("字段 `{field}`:{}", json(reason)),
        }
    }
}

impl RowError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotText { column, encoding, offset } => format!("`{column}` 列第 {offset} 字节起不是 {encoding}"),
            Self::TooMany { found, columns } => {
                format!("有 {found} 个字段,而首行有 {columns} 个:是否有含逗号的正文没有加引号?")
            }
            Self::Null { column } => format!("`{column}` 列为空值"),
            Self::NoText { column } => format!("没有 `{column}` 列:该行在此之前已结束"),
        }
    }
}

impl TableError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotBuilt => "此 recount 编译时未含 Parquet 功能".to_owned(),
            Self::Damaged(why) => format!("文件已损坏,或不是 Parquet:{}", system(why)),
            Self::NoText { column } => format!("`{column}` 列不是文本"),
        }
    }
}

impl WordError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Protected => "有密码保护,或为旧式 .doc;请不加密码另存为 .docx".to_owned(),
            Self::Damaged(why) => format!("文件已损坏:{}", system(why)),
            Self::NoBody => "其中没有 Word 会显示的文字;请重新另存为 .docx".to_owned(),
            Self::Expands => "解压后超过 256 MB".to_owned(),
        }
    }
}

impl ReadOnly {
    /// The same in Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Lossy => "部分字节不成字符,写回会丢失",
            Self::OneWay => "部分字符的编码方式不常见,写回会改变",
            Self::Extracted => "只读取了其中的文字",
            Self::Packed => "是压缩文件:请先解压",
        }
    }
}

/// What a file is that holds no text, and what to do with it.
const BINARY: [(&str, &str); 22] = [
    ("a PDF", " PDF "),
    ("make it text first, for example with `pdftotext`", "请先转为文本,例如用 `pdftotext`"),
    ("an old or protected Word or Excel file", "旧式或受保护的 Word 或 Excel 文件"),
    ("save it as .docx without a password, or as text", "请不加密码另存为 .docx,或存为文本"),
    ("a ZIP archive", " ZIP 压缩包"),
    ("unpack it; a Word file is read as .docx", "请解压;Word 文件以 .docx 读取"),
    ("an empty ZIP archive", "空的 ZIP 压缩包"),
    ("there is nothing in it", "其中没有内容"),
    ("a rich text file", " RTF 文件"),
    ("save it as .docx or as text", "请另存为 .docx 或文本"),
    ("an image", "图片"),
    ("recognise its text first", "请先识别其中的文字"),
    ("a RAR archive", " RAR 压缩包"),
    ("a 7z archive", " 7z 压缩包"),
    ("unpack it", "请解压"),
    ("a bzip2 file", " bzip2 文件"),
    ("an xz file", " xz 文件"),
    ("unpack it, or pack it with gzip or zstd", "请解压,或改用 gzip 或 zstd 压缩"),
    ("a Parquet file", " Parquet 文件"),
    ("give it a name that ends in .parquet", "请将其改名为 .parquet"),
    ("a program", "程序"),
    ("name the reports", "请指明报告文件"),
];

fn binary(words: &'static str) -> &'static str {
    BINARY.iter().find(|(english, _)| *english == words).map_or(words, |(_, chinese)| chinese)
}

/// What the system says when a file cannot be read or written.
const SYSTEM: [(&str, &str); 10] = [
    ("No such file or directory", "没有此文件或文件夹"),
    ("Permission denied", "没有权限"),
    ("Is a directory", "是文件夹"),
    ("Not a directory", "不是文件夹"),
    ("stream did not contain valid UTF-8", "不是有效的 UTF-8 文本"),
    ("File name too long", "文件名过长"),
    ("No space left on device", "磁盘空间不足"),
    ("Read-only file system", "文件系统只读"),
    ("File exists", "文件已存在"),
    ("it is read-only", "文件只读"),
];

/// What the system says of a file, in Chinese where it is one of the usual things.
pub fn system(why: &str) -> String {
    let known = SYSTEM.iter().find(|(english, _)| why.starts_with(english));
    known.map_or_else(|| why.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

/// What the JSON library says of a text.
const JSON: [(&str, &str); 14] = [
    ("EOF while parsing a string", "字符串没有结束"),
    ("EOF while parsing a value", "缺少值"),
    ("EOF while parsing an object", "对象没有结束"),
    ("EOF while parsing a list", "数组没有结束"),
    ("expected value", "此处应为一个值"),
    ("expected ident", "此处应为 true、false 或 null"),
    ("expected `,` or `}`", "此处应为 `,` 或 `}`"),
    ("expected `,` or `]`", "此处应为 `,` 或 `]`"),
    ("expected `:`", "此处应为 `:`"),
    ("key must be a string", "键应为字符串"),
    ("trailing comma", "多余的逗号"),
    ("trailing characters", "多余的字符"),
    ("invalid escape", "转义无效"),
    ("control character", "字符串中有控制字符"),
];

/// What the JSON library says of a text, in Chinese where it is one of the usual things.
pub fn json(said: &str) -> String {
    if let Some(key) = said.strip_prefix("missing field ") {
        return format!("缺少键 {key}");
    }
    if let Some(rest) = said.strip_prefix("unknown field ") {
        let (key, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let known = known.strip_prefix("one of ").unwrap_or(known).replace(" or ", "、").replace(", ", "、");
        return if known.is_empty() { format!("没有键 {key}") } else { format!("没有键 {key},可用的有 {known}") };
    }
    for (kind, told) in [("invalid type: ", "值的类型不对"), ("invalid value: ", "值不对")] {
        if let Some((found, expected)) = said.strip_prefix(kind).and_then(|rest| rest.split_once(", expected ")) {
            return format!("{told}:{},应为{}", sort(found), sort(expected));
        }
    }
    let known = JSON.iter().find(|(english, _)| said.starts_with(english));
    known.map_or_else(|| said.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

/// A sort of value as the libraries for JSON and TOML name it, with the value where it is quoted: `integer `3``.
pub fn sort(said: &str) -> String {
    const SORTS: [(&str, &str); 16] = [
        ("integer", "整数"),
        ("floating point", "小数"),
        ("string", "字符串"),
        ("a string", "字符串"),
        ("boolean", "布尔值"),
        ("a boolean", "布尔值"),
        ("null", "null"),
        ("sequence", "数组"),
        ("a sequence", "数组"),
        ("map", "表"),
        ("a map", "表"),
        ("struct", "表"),
        ("usize", "非负整数"),
        ("u32", "非负整数"),
        ("u64", "非负整数"),
        ("a nonzero usize", "正整数"),
    ];
    let known = SORTS.iter().filter(|(english, _)| said.starts_with(english)).max_by_key(|(english, _)| english.len());
    known.map_or_else(
        || said.to_owned(),
        |(english, chinese)| {
            let rest = said.get(english.len()..).unwrap_or("");
            // The name of the struct is the program's own affair.
            if *english == "struct" { (*chinese).to_owned() } else { format!("{chinese}{rest}") }
        },
    )
}

/// What the library for globs says of one.
const GLOB: [(&str, &str); 7] = [
    ("invalid use of **", "`**` 须独占路径的一节"),
    ("unclosed character class", "方括号没有闭合,缺少 `]`"),
    ("invalid range", "字符范围无效"),
    ("unopened alternate group", "花括号没有开头,缺少 `{`"),
    ("unclosed alternate group", "花括号没有闭合,缺少 `}`"),
    ("nested alternate groups", "花括号不能嵌套"),
    ("dangling", "末尾多了一个 `\\`"),
];

/// What is wrong with a glob, in Chinese.
pub fn glob(said: &str) -> String {
    let known = GLOB.iter().find(|(english, _)| said.starts_with(english));
    known.map_or_else(|| said.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_wrong_with_a_glob_is_told_in_chinese() {
        for glob in ["[", "[z-a]", "a}", "{a", "\\"] {
            let said = globset::Glob::new(glob).unwrap_err().kind().to_string();
            assert!(GLOB.iter().any(|(english, _)| said.starts_with(english)), "{glob}: {said}");
        }
    }

    #[test]
    fn what_is_wrong_with_json_is_told_in_chinese() {
        let told = |text: &str| {
            let said = serde_json::from_str::<std::collections::BTreeMap<String, usize>>(text).unwrap_err().to_string();
            json(said.split(" at line ").next().unwrap())
        };
        assert_eq!(told("{\"a"), "字符串没有结束");
        assert_eq!(told("甲"), "此处应为一个值");
        assert_eq!(told("{\"a\":\"b\"}"), "值的类型不对:字符串 \"b\",应为非负整数");
        assert_eq!(json("unknown field `txet`, expected one of `rule`, `text`"), "没有键 `txet`,可用的有 `rule`、`text`");
        assert_eq!(json("invalid value: integer `0`, expected a nonzero usize"), "值不对:整数 `0`,应为正整数");
    }
}
