//! What `recount explain` says of the one finding that no rule has: that something cannot be read.

use recount::{
    check::Language,
    finding::{Severity, UNREADABLE},
    output::text,
};
use serde_json::{Value, json};

const SUMMARY: [&str; 2] = ["Every file and every row can be read", "每个文件、每一行都应能读取"];

const ABOUT: [&str; 2] = [
    "What cannot be read was not checked: a file that is empty, binary, damaged, or in another encoding than it is said to be; a line of
JSONL that is no object or has no text; a row of a table that its columns do not fit. Everything else is checked all the same, and the
exit status is 2. It is said on standard error, and in output for programs also as a finding of this id, so that nobody takes what was
not read for a report without a fault.

It is no rule: it cannot be turned off, suppressed or put into a baseline, and no limit counts it. `[files] exclude` passes a file over.",
    "不能读取的内容没有检查:空文件、二进制文件、损坏的文件、编码与所称不符的文件;JSONL 中不是对象或没有正文的行;与表头不符的表格行。
其余内容照常检查,退出状态为 2。标准错误上会说明,供程序读取的输出中也有以此为编号的问题,以免把没有读取的内容当作没有问题的报告。

它不是规则:不能关闭、抑制或列入基线,也不计入任何限额。用 `[files] exclude` 可跳过文件。",
];

/// For people.
pub(super) fn explained(language: Language) -> String {
    let at = usize::from(language == Language::Zh);
    let [summary, about] = [SUMMARY, ABOUT].map(|both| both.get(at).copied().unwrap_or_default());
    format!("{UNREADABLE} ({})\n{summary}\n\n{about}\n", text::severity(Severity::Error, language))
}

/// For programs, with the fields that rules have.
pub(super) fn record() -> Value {
    let both = |[en, zh]: [&str; 2]| json!({ "en": en, "zh": zh });
    json!({
        "id": UNREADABLE,
        "kind": null,
        "severity": Severity::Error.name(),
        "summary": both(SUMMARY),
        "about": both(ABOUT),
        "tags": [],
        "sources": [],
        "holds": null,
        "find": [],
        "message": null,
        "help": null,
        "fix": null,
        "good": [],
        "bad": [],
        "missed": [],
        "measured": null,
        "file": null,
    })
}
