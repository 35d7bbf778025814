//! What a verdict promises: where a claim is verified, another value in its place would have been told.

use std::sync::LazyLock;

use recount::{
    check::{Checker, Language},
    document::Document,
    rule::RuleSet,
    verdict::Verdict,
};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(RuleSet::built_in(), Language::En));

/// What the claims of one rule come to.
fn verdicts(rule: &str, text: &str) -> Vec<Verdict> {
    let ledger = CHECKER.check(&Document::new("a.txt", text)).ledger;
    ledger.into_iter().filter(|entry| *entry.rule == *rule).map(|entry| entry.verdict).collect()
}

/// The findings of a text: the rule, the words it underlines, the message.
fn told(text: &str) -> Vec<(String, String, String)> {
    let findings = CHECKER.check(&Document::new("a.txt", text)).findings.into_iter();
    findings.map(|found| (found.rule.to_string(), text[found.place.start..found.place.end].to_owned(), found.message)).collect()
}

fn found(rule: &str, text: &str, message: &str) -> Vec<(String, String, String)> {
    vec![(rule.to_owned(), text.to_owned(), message.to_owned())]
}

#[test]
fn a_list_that_is_one_only_because_it_adds_up_is_not_verified() {
    let list = |total: &str| format!("网站共发布茶讯{total}条,采茶动态602条,制茶动态110条,茶会通知235条。\n");
    assert_eq!(verdicts("sum/total", &list("947")), [Verdict::Consistent]);
    assert_eq!(verdicts("sum/total", &list("781")), [Verdict::Undecided]);
    let pair = |total: &str| format!("全团共有演员{total}名,其中男演员51名、女演员43名。\n");
    assert_eq!(verdicts("sum/total", &pair("94")), [Verdict::Verified]);
    assert_eq!(verdicts("sum/total", &pair("121")), [Verdict::Contradicted]);
}

#[test]
fn a_total_that_nothing_but_its_value_binds_proves_no_share() {
    let share = |of: &str| format!("茶园共收茶样517份。\n绿茶占四成。有霉味的茶样293份,占{of}的56.67%。\n");
    assert_eq!(verdicts("share/of-total", &share("茶样总数")), [Verdict::Verified]);
    assert_eq!(verdicts("share/of-total", &share("库存总数")), [Verdict::Consistent]);
}

#[test]
fn one_name_and_the_same_digits_prove_nothing() {
    let bridge = |length: &str| format!("青龙桥全长428米。\n该青龙桥全长{length}米。\n");
    assert_eq!(verdicts("restated/value", &bridge("428")), [Verdict::Consistent]);
    assert_eq!(verdicts("restated/value", &bridge("482")), [Verdict::Contradicted]);
    assert_eq!(verdicts("restated/value", &bridge("451")), []);
    let farms = |number: &str| format!("全县共有茶场263家。邀请全县{number}家茶场互评新茶。\n");
    assert_eq!(verdicts("restated/value", &farms("263")), [Verdict::Verified]);
    assert_eq!(verdicts("restated/value", &farms("301")), [Verdict::Contradicted]);
}

#[test]
fn a_share_before_another_has_no_say_in_its_total() {
    let groups = |share: &str| format!("甲组38人,其中出师者32人,占比为84.21%;乙组36人中,出师者17人,占比{share}。\n");
    assert_eq!(verdicts("share/of-total", &groups("47.22%")), [Verdict::Verified, Verdict::Verified]);
    assert_eq!(verdicts("share/of-total", &groups("57.18%")), [Verdict::Verified, Verdict::Contradicted]);
}

#[test]
fn a_sentence_goes_on_over_the_lines_of_a_printed_page() {
    let page =
        |share: &str| format!("本年修桥支出合计307.82万元,其中:桥面支出105.58万元,占\n34.30%;桥墩支出202.24万元,占{share}。\n");
    assert_eq!(verdicts("share/of-total", &page("65.70%")), [Verdict::Verified]);
    assert_eq!(verdicts("share/of-total", &page("82.26%")), [Verdict::Contradicted]);
}

#[test]
fn shares_that_are_listed_agree_on_a_base_with_those_around_them() {
    let teas = |share: &str| {
        format!("绿茶126种,占比68.1%;红茶32种,占比17.3%;白茶和黄茶分别为13种和3种,占比分别为7%和{share};黑茶11种,占比5.9%。\n")
    };
    assert_eq!(verdicts("share/of-total", &teas("1.6%")), [Verdict::Verified; 4]);
    assert_eq!(
        verdicts("share/of-total", &teas("2.2%")),
        [Verdict::Verified, Verdict::Verified, Verdict::Contradicted, Verdict::Verified]
    );
}

#[test]
fn of_a_list_the_share_that_is_wrong_is_told() {
    let schools = |share: &str| {
        format!(
            "全县办茶课的学校数为2308所,其中小学2086所,初中222所;有茶室的1384所,有茶园的919所,都有的5所,分别占学校总数的60.0%、{share}和0.2%。\n"
        )
    };
    // 0.2% is so coarse that it proves little.
    assert_eq!(verdicts("share/of-total", &schools("39.8%")), [Verdict::Consistent]);
    let message = "919所 of 2308所 is 39.8%, not 49.8%";
    assert_eq!(told(&schools("49.8%")), found("share/of-total", "学校总数的60.0%、49.8%和0.2%", message));
}

#[test]
fn one_part_that_is_more_than_its_whole_is_told_once() {
    let message = "768件 is more than the whole of 752件";
    assert_eq!(told("客服台共登记报修752件,已处置768件。\n"), found("sum/within", "768件", message));
    let message = "223份 are more than all 220份";
    assert_eq!(told("发放问卷220份,回收223份。\n"), found("share/within", "223份", message));
}
