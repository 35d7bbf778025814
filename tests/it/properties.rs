//! What must be so of every verdict, whatever the figures: through whole sentences, from the text to the ledger.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use proptest::prelude::*;
use recount::{
    check::{Checker, Language},
    document::Document,
    eval,
    figure::Number,
    rule::RuleSet,
    verdict::Verdict,
    view::View,
};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

/// The rules that recount figures.
const COUNTING: &[&str] =
    &["share/", "sum/", "change/", "average/", "bound/", "unit/", "count/", "restated/", "range/", "date/weekday"];

/// Every claim of a text that recounts figures: its rule and its verdict.
fn verdicts(text: &str) -> Vec<(String, Verdict)> {
    let checked = CHECKER.check(&Document::new("a.txt", text));
    let counting = |rule: &str| COUNTING.iter().any(|prefix| rule.starts_with(prefix));
    let entries = checked.ledger.into_iter().filter(|entry| counting(&entry.rule));
    let mut verdicts: Vec<_> = entries.map(|entry| (entry.rule.to_string(), entry.verdict)).collect();
    verdicts.sort();
    verdicts
}

fn faults(text: &str) -> Vec<(String, Verdict)> {
    let faulty = |verdict: Verdict| matches!(verdict, Verdict::Contradicted | Verdict::LastDigit);
    verdicts(text).into_iter().filter(|(_, verdict)| faulty(*verdict)).collect()
}

/// How a true value is stated: the words before and after its digits, and whether they are those of the value rounded, cut off,
/// or rounded up.
#[derive(Debug, Clone, Copy)]
enum Digits {
    Rounded,
    CutOff,
    RoundedUp,
}

/// `约` and `左右` go with the rounded value; what says *more than* goes with less, and what says *nearly* with more.
const HEDGES: &[(&str, &str, Digits)] = &[
    ("", "", Digits::Rounded),
    ("约", "", Digits::Rounded),
    ("", "左右", Digits::Rounded),
    ("超过", "", Digits::CutOff),
    ("逾", "", Digits::CutOff),
    ("", "以上", Digits::CutOff),
    ("近", "", Digits::RoundedUp),
    ("接近", "", Digits::RoundedUp),
    ("不足", "", Digits::RoundedUp),
];

/// A true ratio as a hedged percentage; `None` where the hedge would be untrue.
fn percentage(value: &Number, places: u32, (before, after, digits): (&str, &str, Digits)) -> Option<String> {
    let value = value.times(&Number::from(100_i64));
    let unit = Number::power_of_ten(-i32::try_from(places).unwrap());
    let steps = value.checked_div(&unit).unwrap();
    let stated = match digits {
        Digits::Rounded => value.rounded_to(&unit),
        Digits::CutOff => steps.floor().times(&unit),
        Digits::RoundedUp => steps.ceil().times(&unit),
    };
    let untrue = !matches!(digits, Digits::Rounded) && stated == value;
    (!untrue && !stated.is_zero()).then(|| format!("{before}{}%{after}", stated.to_decimal(places)))
}

fn ratio(part: i64, total: i64) -> Number {
    Number::ratio(part, total).unwrap()
}

fn hedges() -> impl Strategy<Value = (&'static str, &'static str, Digits)> {
    prop::sample::select(HEDGES)
}

/// Sentences in which `{P}` of `{T}` are `{s}`.
const SHARES: &[&str] = &[
    "全镇共有党员{T}名,其中女党员{P}名,占{s}。",
    "麦溪县选派队员{T}名,逐村到岗。队员中,研究生{P}名,占比{s}。",
    "枫渡村有农户{T}户,参加合作社的{P}户,占总户数的{s}。",
    "共梳理问题{T}条,其中立行立改{P}条(占{s})。",
    "全縣共有黨員{T}名,其中婦女{P}名,佔{s}。",
    "{P}户已完成改厕,占全村{T}户的{s}。",
    "全年受理投诉{T}件,办结{P}件,办结率{s}。",
];

/// Sentences in which something goes from `{A}` up to `{B}`, by `{s}`.
const RISES: &[&str] = &[
    "大棚由{A}座增加到{B}座,增长{s}。",
    "户均收入由{A}元提高至{B}元,增幅{s}。",
    "受理案件{B}件,去年同期为{A}件,同比上升{s}。",
    "合作社社員由{A}人增至{B}人,增長{s}。",
];

fn filled(frame: &str, slots: &[(&str, String)]) -> String {
    slots.iter().fold(frame.to_owned(), |text, (slot, value)| text.replace(&format!("{{{slot}}}"), value))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_true_share_is_never_contradicted(total in 2_i64..20_000, part in 1_i64..20_000, places in 0_u32..4, hedge in hedges(), frame in prop::sample::select(SHARES)) {
        let part = 1 + part % total;
        if let Some(share) = percentage(&ratio(part, total), places, hedge) {
            let text = filled(frame, &[("T", total.to_string()), ("P", part.to_string()), ("s", share)]);
            prop_assert_eq!(faults(&text), vec![], "{}", text);
        }
    }

    #[test]
    fn a_true_change_is_never_contradicted(old in 1_i64..50_000, more in 1_i64..50_000, places in 0_u32..4, hedge in hedges(), frame in prop::sample::select(RISES)) {
        if let Some(rate) = percentage(&ratio(more, old), places, hedge) {
            let text = filled(frame, &[("A", old.to_string()), ("B", (old + more).to_string()), ("s", rate)]);
            prop_assert_eq!(faults(&text), vec![], "{}", text);
        }
    }

    #[test]
    fn a_true_sum_is_never_contradicted_in_any_unit(parts in prop::collection::vec(1_i64..9_999, 2..6), places in 0_u32..3, exact in any::<bool>()) {
        let unit = Number::power_of_ten(i32::try_from(places).unwrap());
        let scaled = |part: i64| Number::from(part).checked_div(&unit).unwrap();
        let total = parts.iter().fold(Number::zero(), |sum, part| sum.plus(&scaled(*part)));
        let names = ["甲类", "乙类", "丙类", "丁类", "戊类"];
        let listed: Vec<String> = parts.iter().zip(names).map(|(part, name)| format!("{name}{}万元", scaled(*part).to_decimal(places))).collect();
        // A total with fewer digits than its parts was rounded.
        let total = if exact { total.to_decimal(places) } else { total.to_decimal(places.saturating_sub(1)) };
        let text = format!("全年安排资金{total}万元,其中{}。", listed.join("、"));
        prop_assert_eq!(faults(&text), vec![], "{}", text);
    }

    #[test]
    fn true_points_are_never_contradicted(old in 10_i64..900, more in 1_i64..99, rise in any::<bool>()) {
        let show = |tenths: i64| Number::ratio(tenths, 10).unwrap().to_decimal(1);
        let (from, to) = if rise { (old, old + more) } else { (old + more, old) };
        let (verb, by) = if rise { ("提高到", "提高") } else { ("下降至", "下降") };
        let text = format!("覆盖率由{}%{verb}{}%,{by}{}个百分点。", show(from), show(to), show(more));
        prop_assert_eq!(faults(&text), vec![], "{}", text);
    }

    #[test]
    fn a_hedge_never_makes_a_claim_that_holds_a_fault(total in 2_i64..3_000, part in 1_i64..3_000, off in -30_i64..30, places in 0_u32..3, hedge in prop::sample::select(&[("约", ""), ("大约", ""), ("", "左右")][..]), frame in prop::sample::select(SHARES)) {
        let part = 1 + part % total;
        let unit = Number::power_of_ten(-i32::try_from(places).unwrap());
        let share = ratio(part * 100, total).rounded_to(&unit).plus(&unit.times(&Number::from(off)));
        prop_assume!(!share.is_negative() && !share.is_zero());
        let say = |before: &str, after: &str| {
            let share = format!("{before}{}%{after}", share.to_decimal(places));
            filled(frame, &[("T", total.to_string()), ("P", part.to_string()), ("s", share)])
        };
        if faults(&say("", "")).is_empty() {
            let hedged = say(hedge.0, hedge.1);
            prop_assert_eq!(faults(&hedged), vec![], "{}", hedged);
        }
    }

    #[test]
    fn the_unit_of_all_figures_changes_no_verdict(parts in prop::collection::vec(100_i64..9_999, 2..5), off in prop::sample::select(&[0_i64, 0, 9, -9, -90][..])) {
        let total = parts.iter().sum::<i64>() + off;
        // A round number has a second, wider reading, in 元 alone.
        prop_assume!(parts.iter().chain([&total]).all(|figure| figure % 1000 != 0));
        let say = |unit: &str| {
            let listed: Vec<String> = parts.iter().zip(["甲类", "乙类", "丙类", "丁类"]).map(|(part, name)| format!("{name}{part}{unit}")).collect();
            format!("全年安排资金{total}{unit},其中{}。", listed.join("、"))
        };
        // 万元 leaves half a 万 open at either end, so that a claim may come to prove less; never to hold or to fail.
        prop_assert_eq!(faults(&say("万元")), faults(&say("元")), "{}", say("万元"));
        prop_assert_eq!(faults(&say("亿元")), faults(&say("元")), "{}", say("亿元"));
    }

    #[test]
    fn the_order_of_the_parts_changes_no_verdict(
        (parts, order) in prop::collection::vec(1_i64..999, 2..5).prop_flat_map(|parts| (Just(parts.clone()), Just((0..parts.len()).collect::<Vec<_>>()).prop_shuffle())),
        off in prop::sample::select(&[0_i64, 0, 0, 1, 10, -10, 300][..]),
    ) {
        let total = parts.iter().sum::<i64>() + off;
        // Where some of the parts make up the whole, they are a breakdown by themselves, and the rest another: then their order tells which.
        let some = |chosen: u32| parts.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, part)| part).sum::<i64>();
        prop_assume!((1..(1_u32 << parts.len()) - 1).all(|chosen| some(chosen) != total));
        prop_assume!(parts.iter().all(|part| *part < total));
        let names = ["甲类", "乙类", "丙类", "丁类"];
        let share = |part: i64| ratio(part * 100, total).to_decimal(1);
        let item = |at: usize| format!("{}{}件,占{}%", names[at], parts[at], share(parts[at]));
        let say = |order: &[usize]| {
            let listed: Vec<String> = order.iter().map(|&at| format!("{}{}件", names[at], parts[at])).collect();
            let shares: Vec<String> = order.iter().map(|&at| item(at)).collect();
            [format!("全年受理{total}件,其中{}。", listed.join("、")), format!("全年受理{total}件:{}。", shares.join(";"))]
        };
        let inorder: Vec<usize> = (0..parts.len()).collect();
        for (one, other) in say(&inorder).iter().zip(say(&order)) {
            prop_assert_eq!(verdicts(one), verdicts(&other), "{} {}", one, other);
        }
    }
}

/// The texts of all labelled cases.
fn labelled() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "jsonl"));
    files.sort();
    let cases = files.iter().flat_map(|file| eval::cases(&fs::read_to_string(file).unwrap()).unwrap());
    // Boilerplate and damage are about the form itself.
    cases.filter(|case| !["boilerplate", "corruption"].contains(&case.family.as_str())).map(|case| case.text).collect()
}

/// Holds the verdicts of every labelled text against those of the text in another form.
#[track_caller]
fn assert_unmoved(change: impl Fn(&str) -> String) {
    // The marks of a table are markup, and its layout is read from the text as it stands.
    let plain = |text: &&String| text.lines().count() < 4 && !text.contains("<table>") && !text.contains(" | ");
    let moved: Vec<String> = labelled()
        .iter()
        .filter(plain)
        .filter_map(|text| {
            let changed = change(text);
            let (was, is) = (verdicts(text), verdicts(&changed));
            (was != is).then(|| format!("{changed}\n  was {was:?}\n  is  {is:?}"))
        })
        .collect();
    assert!(moved.is_empty(), "{} moved:\n{}", moved.len(), moved.join("\n"));
}

/// A text in traditional characters: the first that the view folds to each simplified one.
fn traditional(text: &str) -> String {
    static TABLE: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
        let all: String = ('\u{4E00}'..='\u{9FFF}').collect();
        let view = View::new(&Document::new("a.txt", all.as_str()));
        let pairs = all.chars().zip(view.text().chars()).filter(|(one, folded)| one != folded);
        let mut table = BTreeMap::new();
        for (one, folded) in pairs {
            table.entry(folded).or_insert(one);
        }
        table
    });
    text.chars().map(|character| TABLE.get(&character).copied().unwrap_or(character)).collect()
}

#[test]
fn traditional_characters_change_no_verdict() {
    assert_eq!(traditional("党员总数增长万户"), "黨員總數增長萬戶");
    assert_unmoved(traditional);
}

#[test]
fn full_width_changes_no_verdict() {
    let wide = |character: char| match character {
        '!'..='~' => char::from_u32(u32::from(character) - 0x21 + 0xFF01).unwrap(),
        other => other,
    };
    assert_unmoved(|text| text.chars().map(wide).collect());
}

#[test]
fn half_width_changes_no_verdict() {
    let narrow = |character: char| match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFF01 + 0x21).unwrap(),
        other => other,
    };
    assert_unmoved(|text| text.chars().map(narrow).collect());
}

#[test]
fn pinyin_glosses_change_no_verdict() {
    let glosses = [
        ("镇", "zhèn"),
        ("县", "xiàn"),
        ("党", "dǎng"),
        ("员", "yuán"),
        ("农", "nóng"),
        ("产", "chǎn"),
        ("业", "yè"),
        ("务", "wù"),
    ];
    assert_unmoved(|text| {
        let mut text = text.to_owned();
        for (character, pinyin) in glosses {
            let character = traditional(character);
            let simplified = View::new(&Document::new("a.txt", character.as_str())).text().to_owned();
            text = text.replace(&simplified, &character).replace(&character, &format!("{character}({pinyin})"));
        }
        text
    });
}
