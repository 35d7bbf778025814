//! Whether one wording takes up another: 通过率 takes up 通过资格审查, and 批捕 is short for 批准逮捕.

/// Whether two texts have two neighbouring characters in common, or the shorter is an abbreviation of the longer.
pub fn takes_up(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let pairs = short.char_indices().zip(short.char_indices().skip(1));
    let mut pairs = pairs.filter_map(|((start, _), (next, last))| short.get(start..next.saturating_add(last.len_utf8())));
    // 非税收入 is no 税收收入.
    let denied = |text: &str| text.starts_with('非');
    if denied(one) != denied(other) {
        return false;
    }
    // 女教师 are no 男教师, and 东线 is no 西线.
    let tail = |text: &str| text.chars().skip(1).collect::<String>();
    let sex = |text: &str| text.chars().next().filter(|first| ['男', '女'].contains(first));
    let other_sex = sex(one).zip(sex(other)).is_some_and(|(one, other)| one != other);
    if other_sex || one != other && !tail(one).is_empty() && tail(one) == tail(other) {
        return false;
    }
    // 女 is taken up by 女队员.
    let opens = short.chars().count() == 1 && long.starts_with(short);
    opens || pairs.any(|pair| long.contains(pair)) || abbreviates(short, long, 4)
}

/// Whether a text of two to `longest` characters is short for another: its characters stand there in their order.
pub(super) fn abbreviates(short: &str, long: &str, longest: usize) -> bool {
    let mut rest = long.chars();
    (2..=longest).contains(&short.chars().count()) && short.chars().all(|character| rest.any(|other| other == character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_takes_up_another_by_a_word_of_it_or_by_its_abbreviation() {
        for (one, other, expected) in [
            ("通过", "通过资格审查的有", true),
            ("逾期未结", "逾期案件", true),
            ("批捕", "批准逮捕的", true),
            ("批准逮捕的", "批捕", true),
            ("参选", "参加选举", true),
            ("女", "女队员", true),
            ("员", "女队员", false),
            ("办结", "受理", false),
            ("结办", "办结", false),
            ("", "办结", false),
            ("非税收入", "税收", false),
            ("男教师", "女教师人数", false),
            ("东干线", "西干线", false),
            ("非税收入", "非税", true),
        ] {
            assert_eq!(takes_up(one, other), expected, "{one} {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn it_is_the_same_either_way_round(one in "[甲乙丙丁戊]{0,6}", other in "[甲乙丙丁戊]{0,6}") {
            proptest::prop_assert_eq!(takes_up(&one, &other), takes_up(&other, &one));
        }
    }
}
