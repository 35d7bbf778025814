//! The words of a trace, in English and Chinese, and the names of the same things in machine output.

use crate::{
    check::{
        Language,
        trace::{Candidate, Doubt, Fate, Guarded, Left},
    },
    claim::Side,
    output::{
        clean::{clean, clip},
        text::{LONGEST, verdict},
    },
    view::Zone,
};

fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// What became of a match, by name.
pub(super) fn status(fate: &Fate) -> &'static str {
    match fate {
        Fate::Bound(..) => "bound",
        // Damage vetoes arithmetic: the claim is there, and cannot be decided.
        Fate::Undecided(..) | Fate::Left(Left::Damaged) => "undecided",
        Fate::Found(_) => "found",
        Fate::Guarded(_) => "guarded",
        Fate::Zone(_) => "zone",
        Fate::Left(_) => "left",
        Fate::Suppressed(_) => "suppressed",
        Fate::Unmatched => "unmatched",
    }
}

/// What became of a match, in a word or two.
pub(super) fn fate(fate: &Fate, language: Language) -> String {
    let word = match status(fate) {
        "bound" => say(language, "bound", "已认定"),
        "undecided" => say(language, "undecided", "无法判定"),
        "found" => say(language, "found", "发现"),
        "guarded" => say(language, "guarded", "已排除"),
        "zone" => say(language, "in another zone", "不在检查区域"),
        "left" => say(language, "left alone", "未采用"),
        "suppressed" => say(language, "suppressed", "已屏蔽"),
        _ => say(language, "matched nothing here", "此处无匹配"),
    };
    match fate {
        Fate::Bound(entry, _) => format!("{word}{}{}", say(language, ", ", ","), verdict(entry.verdict, language)),
        _ => word.to_owned(),
    }
}

/// Why a finding is not told.
pub(super) fn suppressed(reason: Option<&str>, language: Language) -> String {
    match reason {
        Some(reason) => format!("{}{}", say(language, "because ", "理由:"), clip(reason, LONGEST)),
        None => say(language, "without a reason", "未说明理由").to_owned(),
    }
}

/// Why a claim is undecided, by name.
pub(super) fn doubt_name(why: &Doubt) -> &'static str {
    match why {
        Doubt::NoCandidate(_) => "no-candidate",
        Doubt::Misnamed(_) => "misnamed",
        Doubt::NoneNear(_) => "none-near",
        Doubt::Rival(_) => "rival",
        Doubt::NotMeant => "not-meant",
        Doubt::Loose => "loose",
        Doubt::Unproven => "unproven",
    }
}

/// Why a claim is undecided, in a sentence.
pub(super) fn doubt(why: &Doubt, language: Language) -> String {
    let (Doubt::NoCandidate(text) | Doubt::Misnamed(text) | Doubt::NoneNear(text) | Doubt::Rival(text)) = why else {
        let sentence = match why {
            Doubt::NotMeant => say(language, "what the rule needs to apply does not hold", "不满足规则的适用条件"),
            Doubt::Loose => say(language, "the figures allow too much to tell", "数值范围过宽,无法判断"),
            _ => say(language, "the text proves it neither right nor wrong", "文中依据不足,既不能证实也不能否定"),
        };
        return sentence.to_owned();
    };
    let sentence = match why {
        Doubt::NoCandidate(_) => say(language, "no figure in scope could be `{}`", "范围内没有可作为 `{}` 的数值"),
        Doubt::Misnamed(_) => say(
            language,
            "the sentence names its `{}`, and no figure in scope bears that name",
            "句中指明了 `{}` 的名称,而范围内没有以此为名的数值",
        ),
        Doubt::NoneNear(_) => say(
            language,
            "no candidate for `{}` satisfies the claim, and none is bound or near enough to contradict it",
            "`{}` 的候选数值均不相符,又都不够确定,不足以判为矛盾",
        ),
        _ => say(language, "“{}”, earlier in the sentence, could be meant instead", "句中在前的“{}”也可能是所指的数值"),
    };
    sentence.replace("{}", &clip(text, LONGEST))
}

/// Why no claim was read, by name.
pub(super) fn left_name(left: Left) -> &'static str {
    match left {
        Left::Damaged => "damaged",
        Left::Threshold => "threshold",
        Left::Unlike => "unlike",
        Left::NoFigure => "no-figure",
        Left::Taken => "taken",
        Left::Unread => "unread",
    }
}

/// Why no claim was read, in a sentence.
pub(super) fn left(left: Left, language: Language) -> &'static str {
    match left {
        Left::Damaged => {
            say(language, "a figure stands beside damaged characters and is no evidence", "数值旁有损坏的字符,不能作为依据")
        }
        Left::Threshold => say(language, "the part is a limit, not an amount", "部分是界限而非数量"),
        Left::Unlike => say(language, "its operands count things of different sorts", "各数值所计事物不同类"),
        Left::NoFigure => say(language, "a slot holds no figure that it could take", "应有数值之处没有可用的数值"),
        Left::Taken => say(language, "another pattern of the rule read this place first", "规则的另一句式已先读取此处"),
        Left::Unread => say(
            language,
            "the words fit, but what stands around them makes no claim that could be counted",
            "文字相合,但其前后内容不构成可复算的陈述",
        ),
    }
}

/// A zone, by name.
pub(super) fn zone_name(zone: Zone) -> &'static str {
    match zone {
        Zone::Head => "head",
        Zone::Body => "body",
        Zone::Tail => "tail",
    }
}

/// Where it stands, and that the rule does not look there.
pub(super) fn zone(zone: Zone, language: Language) -> &'static str {
    match zone {
        Zone::Head => say(language, "it stands above the body, where the rule does not look", "位于正文之前,规则不检查该区域"),
        Zone::Body => say(language, "it stands in the body, where the rule does not look", "位于正文之中,规则不检查该区域"),
        Zone::Tail => say(language, "it stands below the body, where the rule does not look", "位于正文之后,规则不检查该区域"),
    }
}

/// A side, as rule files write it.
pub(super) fn side_name(side: Side) -> &'static str {
    match side {
        Side::Clause => "clause",
        Side::Sentence => "sentence",
        Side::Line => "line",
        Side::Document => "document",
        Side::Before => "before",
        Side::After => "after",
        Side::Match => "match",
    }
}

/// The key of a guard in its rule file: `unless.clause`.
pub(super) fn side_key(by: &Guarded) -> String {
    let table = if by.found.is_some() { "unless" } else { "requires" };
    format!("{table}.{}", side_name(by.side))
}

/// What a guard found and where, or what it missed.
pub(super) fn guard(side: Side, found: Option<&str>, language: Language) -> String {
    let place = match side {
        Side::Clause => say(language, "in its clause", "所在分句"),
        Side::Sentence => say(language, "in its sentence", "所在句"),
        Side::Line => say(language, "on its line", "所在行"),
        Side::Document => say(language, "in the document", "全文"),
        Side::Before => say(language, "before it in the sentence", "句中在前处"),
        Side::After => say(language, "after it in the sentence", "句中在后处"),
        Side::Match => say(language, "in the match itself", "匹配的文字"),
    };
    match (language, found) {
        (Language::En, Some(found)) => format!("turned off by “{found}” {place}"),
        (Language::Zh, Some(found)) => format!("{place}有“{found}”,规则不适用"),
        (Language::En, None) => format!("turned off for want of words that the rule requires {place}"),
        (Language::Zh, None) => format!("{place}没有规则要求的文字,规则不适用"),
    }
}

/// What stands over the candidates.
pub(super) fn weighed(operand: &str, language: Language) -> String {
    match language {
        Language::En => format!("weighed for {operand}, nearest first:"),
        Language::Zh => format!("{operand} 的候选,由近及远:"),
    }
}

/// What binds a candidate, and what the claim comes to with it.
pub(super) fn candidate(candidate: &Candidate, language: Language) -> String {
    let by = binding(candidate.by, language);
    let verdict = verdict(candidate.verdict, language);
    let strong = if candidate.strong { say(language, "bound by ", "依据 ") } else { "" };
    let chosen = if candidate.chosen { say(language, ", chosen", ",选用") } else { "" };
    format!("{strong}{}: {verdict}{chosen}", clean(by))
}

/// What binds a candidate: words of the report as they are, the rest in the reader's language.
pub(in crate::output) fn binding(by: &str, language: Language) -> &str {
    match by {
        "in scope" => say(language, "in scope only", "仅在范围内"),
        "siblings" => say(language, "claims beside it that it verifies", "相邻陈述以其为总数相符"),
        "parts add up" => say(language, "parts that add up to it", "各部分之和"),
        "agreeing shares" => say(language, "shares of its list that agree on it", "同列各占比共同指向"),
        "list" => say(language, "the list that it opens", "其后的列举"),
        words => words,
    }
}
