//! Why a document could not be read, in Chinese.

use super::{DecodeError, ReadError, jsonl::LineError};

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
            Self::Line { path, line, reason } => format!("{path} 第{line}行{}", reason.chinese()),
        }
    }
}

impl DecodeError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotUtf8 { offset } => format!("第 {offset} 字节起不是 UTF-8;请先转换,例如 `iconv -f GB18030 -t UTF-8`"),
            Self::NotUtf16 { offset } => format!("开头标明为 UTF-16,而第 {offset} 字节起不是;请另存为 UTF-8"),
            Self::TooLong => "超过 4 GB;请拆分,或改为每行一篇报告的 JSONL 文件".to_owned(),
        }
    }
}

impl LineError {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotUtf8 { offset } => format!("第 {offset} 字节起不是 UTF-8"),
            Self::NotJson { reason, offset } => format!("第 {offset} 字节处不是 JSON 对象:{reason}"),
            Self::NoText { field } => format!("没有字段 `{field}`:每行应为一个对象,其中有一篇报告的正文"),
            Self::Field { field, reason } => format!("字段 `{field}`:{reason}"),
        }
    }
}

/// What the system says when a file cannot be read or written.
const SYSTEM: [(&str, &str); 9] = [
    ("No such file or directory", "没有此文件或文件夹"),
    ("Permission denied", "没有权限"),
    ("Is a directory", "是文件夹"),
    ("Not a directory", "不是文件夹"),
    ("stream did not contain valid UTF-8", "不是有效的 UTF-8 文本"),
    ("File name too long", "文件名过长"),
    ("No space left on device", "磁盘空间不足"),
    ("Read-only file system", "文件系统只读"),
    ("File exists", "文件已存在"),
];

/// What the system says of a file, in Chinese where it is one of the usual things.
pub fn system(why: &str) -> String {
    let known = SYSTEM.iter().find(|(english, _)| why.starts_with(english));
    known.map_or_else(|| why.to_owned(), |(_, chinese)| (*chinese).to_owned())
}
