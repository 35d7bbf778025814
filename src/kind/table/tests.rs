//! What tables of every layout come to.

use proptest::prelude::*;

use super::*;
use crate::{claim::Words, document::Document};

fn rule(check: Check) -> Table {
    let (total, aside) = match check {
        Check::Changes => ("增", "年均"),
        Check::Ratios => ("亩产", "平均"),
        Check::Text => ("本年新收(.{4,})数量", "全年.*收到"),
        _ => ("^(?:合计|小计|总计)", "^其中"),
    };
    let pattern = |text: &str| Pattern::compile(text, &Words::new()).unwrap();
    Table {
        check,
        total: pattern(total),
        aside: pattern(aside),
        never: pattern(if check == Check::Ratios { "增" } else { "率" }),
        openings: vec![pattern("新收"), pattern("上年结转")],
        closings: vec![pattern("总计"), pattern("结转下年")],
    }
}

fn claims(check: Check, text: &str) -> Vec<(String, Verdict)> {
    claims_of(&rule(check), text)
}

/// The verdicts of a rule for which a label of 率 is that of a rate.
fn rates(text: &str) -> Vec<Verdict> {
    let rule = Table { total: Pattern::compile("率", &Words::new()).unwrap(), ..rule(Check::Ratios) };
    claims_of(&rule, text).into_iter().map(|(_, verdict)| verdict).collect()
}

fn claims_of(rule: &Table, text: &str) -> Vec<(String, Verdict)> {
    let document = Document::new("a.txt", text);
    let sheet = Sheet::new(&document);
    let claims = rule.claims(&sheet).into_iter();
    claims.map(|claim| (claim.operands[0].text.clone(), rule.recount(&claim.parts).verdict)).collect()
}

fn verdicts(text: &str) -> Vec<(String, Verdict)> {
    claims(Check::Totals, text)
}

fn each(totals: &[&str], verdict: Verdict) -> Vec<(String, Verdict)> {
    totals.iter().map(|total| ((*total).to_owned(), verdict)).collect()
}

#[test]
fn subtotals_are_parts_of_the_last_total_and_of_nothing_else() {
    let text = "甲\t12\t7\n乙\t30\t8\n小计\t42\t15\n丙\t20\t5\n丁\t11\t6\n小计\t31\t11\n总计\t73\t26\n";
    assert_eq!(verdicts(text), each(&["42", "15", "31", "11", "73", "26"], Verdict::Verified));
}

#[test]
fn a_total_may_come_first_and_what_it_includes_is_no_part() {
    let text = "合计\t72\t35\t9\n甲\t42\t15\t4\n其中:女\t12\t7\t1\n乙\t30\t20\t5\n";
    assert_eq!(verdicts(text), each(&["72", "35", "9"], Verdict::Verified));
}

#[test]
fn columns_below_the_label_of_a_total_add_up_the_columns_of_their_name() {
    let text = "<table><tr><td rowspan=2>镇</td><td colspan=2>上年</td><td colspan=2>今年</td><td colspan=2>合计</td></tr>\
        <tr><td>户</td><td>人</td><td>户</td><td>人</td><td>户</td><td>人</td></tr>\
        <tr><td>甲镇</td><td>10</td><td>31</td><td>12</td><td>40</td><td>22</td><td>71</td></tr>\
        <tr><td>乙镇</td><td>11</td><td>35</td><td>12</td><td>38</td><td>23</td><td>73</td></tr>\
        <tr><td>丙镇</td><td>9</td><td>30</td><td>14</td><td>41</td><td>23</td><td>71</td></tr></table>";
    assert_eq!(verdicts(text), each(&["22", "71", "23", "73", "23", "71"], Verdict::Verified));
}

#[test]
fn decimals_add_up_as_far_as_they_are_rounded() {
    let table = |total: &str| format!("甲|1.04|5.1|12\n乙|2.59|6.2|30\n丙|6.41|7.3|9\n合计|{total}|18.6|51\n");
    assert_eq!(verdicts(&table("10.03")), each(&["10.03", "18.6", "51"], Verdict::Verified));
    assert_eq!(verdicts(&table("10.30"))[0].1, Verdict::Contradicted);
}

#[test]
fn what_is_counted_twice_is_not_proven_by_one_column() {
    assert_eq!(verdicts("甲\t12\n乙\t30\n丙\t9\n合计\t45\n"), each(&["45"], Verdict::Undecided));
}

#[test]
fn shares_are_held_against_the_counts_beside_them() {
    let text = "甲\t124\t36.7\n乙\t97\t29.5\n丙\t62\t18.8\n丁\t46\t14.0\n合计\t329\t100\n";
    let (first, rest) = (vec![("36.7".to_owned(), Verdict::Contradicted)], each(&["29.5", "18.8", "14.0"], Verdict::Consistent));
    assert_eq!(claims(Check::Shares, text), [first, rest].concat());
}

#[test]
fn one_share_of_few_is_wrong_where_the_counts_make_up_their_total() {
    let table = |part: &str| format!("甲\t{part}\t23\n乙\t44\t14\n丙\t264\t66\n合计\t400\t100\n");
    let verdicts = |text: &str| claims(Check::Shares, text).into_iter().map(|(_, verdict)| verdict).collect::<Vec<_>>();
    assert_eq!(verdicts(&table("92")), [Verdict::Consistent, Verdict::Contradicted, Verdict::Consistent]);
    assert_eq!(verdicts(&table("91")), [Verdict::Consistent, Verdict::Undecided, Verdict::Consistent]);
}

#[test]
fn a_rate_that_bears_the_name_of_its_part_needs_one_other_line() {
    let table = |part: &str| format!("街|受理|{part}|办结率\n东街|317|301|94.95%\n西街|283|266|99.93%\n");
    assert!(rates(&table("办结")).contains(&Verdict::Contradicted));
    assert!(!rates(&table("了结")).contains(&Verdict::Contradicted));
}

#[test]
fn a_rate_of_the_two_columns_right_before_it_needs_two_other_lines() {
    let table = |rate: &str| format!("村|应参会|实参会|出勤率\n甲村|245|231|94.3%\n乙村|188|163|86.7%\n合计|433|394|{rate}\n");
    assert_eq!(rates(&table("91.0%")), [Verdict::Verified; 3]);
    assert!(rates(&table("90.1%")).contains(&Verdict::Contradicted));
    // One other line is no proof.
    assert!(!rates("村|应参会|实参会|出勤率\n甲村|245|231|94.3%\n合计|433|394|90.1%\n").contains(&Verdict::Contradicted));
}

#[test]
fn a_last_column_that_is_the_sum_of_the_others_needs_no_label() {
    let table = |total: &str| format!("甲\t126\t34\t160\n乙\t208\t61\t269\n丙\t347\t95\t{total}\n丁\t519\t142\t661\n");
    assert_eq!(verdicts(&table("442")), each(&["160", "269", "442", "661"], Verdict::Verified));
    assert!(verdicts(&table("424")).contains(&("424".to_owned(), Verdict::Contradicted)));
    // Two lines may agree by chance.
    assert!(verdicts("甲\t126\t34\t160\n乙\t208\t61\t269\n").is_empty());
}

#[test]
fn a_change_and_a_growth_follow_from_the_values_before_them() {
    let table = |rate: &str| {
        format!(
            "村\t上年\t本年\t增减\t增长%\n甲\t1260\t1345\t85\t6.7\n乙\t874\t912\t38\t{rate}\n丙\t1533\t1498\t-35\t-2.3\n丁\t692\t741\t49\t7.1\n"
        )
    };
    let told = ["85", "6.7", "38", "4.3", "-35", "-2.3", "49", "7.1"];
    assert_eq!(claims(Check::Changes, &table("4.3")), each(&told, Verdict::Verified));
    assert!(claims(Check::Changes, &table("3.4")).contains(&("3.4".to_owned(), Verdict::Contradicted)));
}

#[test]
fn a_growth_between_columns_that_are_labelled_needs_one_row_for_proof() {
    let table = |head: &str, rate: &str| format!("项目|{head}|增减(%)\n竹材|478|500|-4.4\n木材|8064|9000|{rate}\n");
    assert_eq!(claims(Check::Changes, &table("2023年|2022年", "-10.4")), each(&["-4.4", "-10.4"], Verdict::Verified));
    for head in ["2023年|2022年", "本年|上年"] {
        assert!(claims(Check::Changes, &table(head, "-1.4")).contains(&("-1.4".to_owned(), Verdict::Contradicted)));
    }
    assert!(claims(Check::Changes, &table("甲组|乙组", "-1.4")).is_empty());
}

#[test]
fn a_yield_is_the_quotient_that_most_rows_agree_with() {
    let table = |product: &str| {
        format!(
            "村\t面积\t产量\t亩产\n甲\t312\t162240\t520\n乙\t208\t{product}\t478\n丙\t451\t229108\t508\n丁\t175\t78225\t447\n"
        )
    };
    assert_eq!(claims(Check::Ratios, &table("99424")), each(&["520", "478", "508", "447"], Verdict::Verified));
    assert!(claims(Check::Ratios, &table("94924")).contains(&("478".to_owned(), Verdict::Contradicted)));
}

#[test]
fn an_account_is_the_sum_of_those_one_level_below_it() {
    let table = |part: &str| {
        format!(
            "合计\n512.60\n201\n服务\n295.80\n20103\n办公\n{part}\n20105\n统计\n91.55\n208\n保障\n216.80\n20805\n养老\n216.80\n2080505\n缴费\n144.53\n2080506\n年金\n72.27\n"
        )
    };
    let told = ["512.60", "295.80", "216.80", "216.80"];
    assert_eq!(claims(Check::Levels, &table("204.25")), each(&told, Verdict::Verified));
    assert!(claims(Check::Levels, &table("240.25")).contains(&("295.80".to_owned(), Verdict::Contradicted)));
}

#[test]
fn what_came_in_is_what_became_of_it() {
    let table = |left: &str| format!("本年新收|31|12|7\n上年结转|4|0|1\n答复|33|12|7\n总计|33|12|7\n结转下年度|{left}|0|1\n");
    let stated = |left: &str| claims(Check::Balance, &table(left));
    assert_eq!(stated("2"), each(&["33", "12", "7"], Verdict::Verified));
    assert_eq!(stated("6")[0], ("33".to_owned(), Verdict::Contradicted));
}

#[test]
fn the_text_says_of_a_row_what_the_row_says() {
    let text = |count: &str| format!("全年共收到查阅申请{count}件。\n本年新收查阅申请数量|9|3|12\n");
    assert_eq!(claims(Check::Text, &text("12")), each(&["12件"], Verdict::Verified));
    assert_eq!(claims(Check::Text, &text("21")), each(&["21件"], Verdict::Contradicted));
}

#[test]
fn shares_in_brackets_are_of_the_number_in_the_head() {
    let table =
        |size: &str| format!("项目|甲组(n={size})\n城镇|31(67.4)\n农村|15（32.6）\n初中|17(37.0)\n高中|20(43.5)\n大专|9(19.6)\n");
    assert_eq!(claims(Check::Shares, &table("46")), each(&["67.4", "32.6", "37.0", "43.5", "19.6"], Verdict::Verified));
    assert_eq!(claims(Check::Shares, &table("64"))[0], ("64".to_owned(), Verdict::Contradicted));
}

#[test]
fn a_share_in_brackets_is_wrong_above_a_hundred_too() {
    let table = |part: &str| format!("项目|甲组(n=46)\n城镇|31(67.4)\n农村|{part}\n初中|17(37.0)\n高中|20(43.5)\n大专|9(19.6)\n");
    assert!(claims(Check::Shares, &table("15(132.6)")).contains(&("132.6".to_owned(), Verdict::Contradicted)));
    assert!(claims(Check::Shares, &table("51(32.6)")).contains(&("32.6".to_owned(), Verdict::Contradicted)));
}

#[test]
fn a_total_that_none_of_its_shares_is_of_is_wrong() {
    let table = |total: &str| format!("甲\t124\t37.7\n乙\t97\t29.5\n丙\t62\t18.8\n丁\t46\t14.0\n合计\t{total}\t100\n");
    assert_eq!(claims(Check::Shares, &table("329")), each(&["37.7", "29.5", "18.8", "14.0"], Verdict::Verified));
    assert!(claims(Check::Shares, &table("392")).contains(&("392".to_owned(), Verdict::Contradicted)));
}

#[test]
fn shares_that_make_up_a_hundred_have_no_other_total() {
    let table = |whole: &str| {
        format!(
            "\t户\t率\t人\t率\n甲\t124\t37.7\t310\t38.8\n乙\t97\t29.5\t240\t30.0\n丙\t108\t32.8\t250\t31.2\n合计\t329\t100\t800\t{whole}\n"
        )
    };
    assert!(verdicts(&table("100")).contains(&("100".to_owned(), Verdict::Verified)));
    assert!(verdicts(&table("89")).contains(&("89".to_owned(), Verdict::Contradicted)));
}

#[test]
fn a_wrong_count_is_told_by_shares_that_add_up_to_a_hundred() {
    let table =
        |count: &str| format!("种植\t348\t34.8\n养殖\t227\t22.7\n加工\t163\t16.3\n运输\t{count}\t14.1\n其他\t121\t12.1\n");
    assert_eq!(claims(Check::Shares, &table("141")), each(&["34.8", "22.7", "16.3", "14.1", "12.1"], Verdict::Verified));
    assert!(claims(Check::Shares, &table("114")).contains(&("14.1".to_owned(), Verdict::Contradicted)));
}

proptest! {
    #[test]
    fn no_table_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=3>", "<td rowspan=\"9\">", "</td>", "<td", "合计", "小计", "其中", "增", "亩产", "平均", "新收", "总计", "201", "20103", "12(24.0)", "n=50",
        "12", "30", "42", "100", "-3.5", "36.7%", "|", "\t", "\n", "—", " ",
    ]), 0..80)) {
        let text = pieces.concat();
        for (_, check) in CHECKS {
            claims(check, &text);
        }
    }
}
