//! What figures read as: tables of text and reading. Places and numbers are invented.

use proptest::prelude::*;

use super::{Bound, Figure, Interval, Kind, Number, lex_text};

/// A figure in one line: its text, kind, reading, unit and hedge.
fn describe(text: &str, figure: &Figure) -> String {
    let end = |bound: Option<&Bound>| bound.map_or(String::new(), |bound| bound.value.to_string());
    let open = |bound: Option<&Bound>| bound.is_none_or(|bound| bound.open);
    let (low, high) = (figure.reading.low(), figure.reading.high());
    let reading = match (figure.date, figure.reading.as_exact()) {
        (Some(date), _) => [date.year.map(i64::from), date.month.map(i64::from), date.day.map(i64::from)]
            .map(|part| part.map_or("?".to_owned(), |part| part.to_string()))
            .join("-"),
        (None, Some(value)) => value.to_string(),
        _ => format!("{}{},{}{}", if open(low) { '(' } else { '[' }, end(low), end(high), if open(high) { ')' } else { ']' }),
    };
    let kind = format!("{:?}", figure.kind).to_lowercase();
    let mut line = format!("{} {kind}", text.get(figure.span.start..figure.span.end).unwrap());
    if figure.kind != Kind::Name {
        line = format!("{line} {reading}");
    }
    if !figure.unit.text.is_empty() {
        line = format!("{line} {}", figure.unit.text);
    }
    figure.hedge.map_or(line.clone(), |hedge| format!("{line} {hedge:?}"))
}

#[track_caller]
fn reads(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        let found: Vec<String> = lex_text(text).iter().map(|figure| describe(text, figure)).collect();
        assert_eq!(&found, expected, "in {text:?}");
    }
}

#[test]
fn arabic_numerals_keep_the_precision_of_their_digits() {
    reads(&[
        ("选派队员214名", &["214名 count 214 名"]),
        ("回访326人,走访81户", &["326人 count 326 人", "81户 count 81 户"]),
        ("培训4.3万人次", &["4.3万人次 count [42500,43500] 人次"]),
        ("增收5.70万元", &["5.70万元 money [56950,57050] 元"]),
        ("播种面积38,187亩", &["38,187亩 measure [38186.5,38187.5] 亩"]),
        ("共受理12,345件", &["12,345件 count 12345 件"]),
        ("产量分别为1,234,56", &["1 count 1", "234 count 234", "56 count 56"]),
        ("来信321 146件", &["321 146件 count 321146 件"]),
        ("登记1 048名", &["1 048名 count 1048 名"]),
        ("完成10. 65%", &["10. 65% percent [0.10645,0.10655] %"]),
        ("支出7705 .01万元", &["7705 .01万元 money [77050050,77050150] 元"]),
        ("到位2.8 亿元", &["2.8 亿元 money [275000000,285000000] 元"]),
        ("完成率为78.9 %", &["78.9 % percent [0.7885,0.7895] %"]),
        ("达标98%%", &["98%% percent [0.975,0.985] %"]),
        ("新建3千户", &["3千户 count [2500,3500] 户"]),
        ("总投资3.47亿元", &["3.47亿元 money [346500000,347500000] 元"]),
        ("合计0件", &["0件 count 0 件"]),
        ("预算0.5万元", &["0.5万元 money [4500,5500] 元"]),
        ("在册007号", &["007号 name"]),
    ]);
}

#[test]
fn numerals_mix_digits_and_multipliers() {
    reads(&[
        ("补助32万312元", &["32万312元 money 320312 元"]),
        ("发放2万3,639件", &["2万3,639件 count 23639 件"]),
        ("规模10兆2701亿元", &["10兆2701亿元 money [10270050000000,10270150000000] 元"]),
        ("人口27万713人", &["27万713人 count 270713 人"]),
        ("工程款13万2", &["13万2 count [131500,132500]"]),
        ("支出3亿4500万元", &["3亿4500万元 money [344995000,345005000] 元"]),
        ("收入1200万元", &["1200万元 money [11995000,12005000] 元"]),
    ]);
}

#[test]
fn chinese_numerals_are_numbers_where_they_are_proper() {
    reads(&[
        ("共有一千二百名会员", &["一千二百名 count 1200 名"]),
        ("约有一百二十六户", &["一百二十六户 count [113.4,138.6] 户 About"]),
        ("约占三成", &["三成 percent [0.2,0.4] 成 About"]),
        ("条约有三份", &["三份 count 3 份"]),
        ("吸纳十四点二六万人", &["十四点二六万人 count [142550,142650] 人"]),
        ("调解十万零一千件", &["十万零一千件 count 101000 件"]),
        ("发动十三万二千人", &["十三万二千人 count 132000 人"]),
        ("捐出十三万二", &["十三万二 count 132000"]),
        ("预计一万五千亿元", &["一万五千亿元 money [1450000000000,1550000000000] 元"]),
        ("新增两百零五人", &["两百零五人 count 205 人"]),
        ("二十六个村", &["二十六个 count 26 个"]),
        ("增加二点三倍", &["二点三倍 multiple [2.25,2.35] 倍"]),
        ("十五个组", &["十五个 count 15 个"]),
        ("一〇五个点", &["一〇五个 count 105 个"]),
        ("三千五百多名职工", &["三千五百多名 count (3500,3600) 名 Odd"]),
    ]);
}

#[test]
fn one_chinese_digit_needs_a_measure_word() {
    reads(&[
        ("设立三个小组", &["三个 count 3 个"]),
        ("评出两名先进", &["两名 count 2 名"]),
        ("3大类12小类", &["3大类 count 3 大类", "12小类 count 12 小类"]),
        ("单位:亿元", &[]),
        ("引进亿元以上项目", &["亿元以上 money [100000000,) 元 AtLeast"]),
        ("新增千亿元产值", &["千亿元 money [50000000000,150000000000] 元"]),
        ("四项制度", &["四项 count 4 项"]),
        ("组建五支队伍", &["五支 count 5 支"]),
        ("分为六大板块", &["六大 count 6 大"]),
        ("十条措施", &["十条 count 10 条"]),
        ("二人", &["二人 count 2 人"]),
        ("一个村庄", &["一个 count 1 个"]),
        ("一个多么好的开端", &["一个 count 1 个"]),
        ("由概述、附表等五部分组成", &["五部分 count 5 部分"]),
        ("八字方针", &["八字 count 8 字"]),
        ("理事会设八席", &["八席 count 8 席"]),
        ("茶业占一席之地", &[]),
        ("五方面问题", &["五方面 count 5 方面"]),
        ("围绕三阵地开展", &[]),
        ("推行五抓五强", &[]),
        ("两山理论", &["两山 name"]),
        ("一二三产业融合", &[]),
        ("二三产业", &[]),
        ("三方协商", &[]),
        ("打造新一轮亮点", &[]),
    ]);
}

#[test]
fn words_that_hold_numerals_are_no_figures() {
    reads(&[
        ("统一安排一些工作", &[]),
        ("万一出现一般问题", &[]),
        ("十分重视", &[]),
        ("百姓生活", &[]),
        ("千方百计", &[]),
        ("一起努力", &[]),
        ("进一步加强", &[]),
        ("唯一通道", &[]),
        ("两岸同胞", &[]),
        ("四川和三亚", &[]),
        ("三番五次", &[]),
        ("成立以来一直", &[]),
    ]);
}

#[test]
fn fixed_expressions_are_names() {
    reads(&[
        ("服务三农", &["三农 name"]),
        ("“十四五”期间", &["十四五 name"]),
        ("一带一路沿线", &["一带一路 name"]),
        ("一户一策帮扶", &["一户一策 name"]),
        ("推行一村一品", &["一村一品 name"]),
        ("三位一体机制", &["三位一体 name"]),
        ("第一书记", &["第一书记 name"]),
        ("村两委换届", &["两委 name"]),
        ("开展“四议两公开”", &["四议两公开 name"]),
        ("落实八项规定", &["八项规定 name"]),
        ("党的二十大", &["二十大 name"]),
        ("一站式服务", &["一站式 name"]),
        ("一把手抓", &["一把手 name"]),
        ("三年行动方案", &["三年行动 name"]),
        ("三会一课", &["三会一课 name"]),
    ]);
}

#[test]
fn percentages_round_and_points_are_not_percent() {
    reads(&[
        ("占67.5%", &["67.5% percent [0.6745,0.6755] %"]),
        ("增长9%", &["9% percent [0.085,0.095] %"]),
        ("下降百分之七十", &["百分之七十 percent [0.695,0.705]"]),
        ("上升百分之七点五", &["百分之七点五 percent [0.0745,0.0755]"]),
        ("出生率14.2‰", &["14.2‰ percent [0.01415,0.01425] ‰"]),
        ("误差千分之三", &["千分之三 percent [0.0025,0.0035]"]),
        ("死亡率为16.9/10万", &["16.9/10万 percent [0.0001685,0.0001695] /10万"]),
        ("占七成", &["七成 percent [0.65,0.75] 成"]),
        ("近八成群众", &["近八成 percent [0.6,0.8) 成 Nearly"]),
        ("约四成半", &["约四成半 percent [0.4,0.5] 成 About"]),
        ("达七成八", &["达七成八 percent [0.775,0.785] 成 Reaching"]),
        ("过半代表", &["过半 percent (0.5,1] Over"]),
        ("半数以上农户", &["半数以上 percent [0.5,) AtLeast"]),
        ("提高2.3个百分点", &["2.3个百分点 points [0.0225,0.0235] 百分点"]),
        ("回落0.5个 百分点", &["0.5个 百分点 points [0.0045,0.0055] 百分点"]),
        ("超过3个点", &["超过3个 count (3,) 个 Over"]),
        ("同比-3.5%", &["-3.5% percent [-0.0355,-0.0345] %"]),
        ("增速为-2%", &["-2% percent [-0.025,-0.015] %"]),
        ("下降百分之十几", &["百分之十几 percent (0.1,0.2) Odd"]),
        ("上升百分之二十多", &["百分之二十多 percent (0.2,0.3) Odd"]),
        ("约百分之七八十", &["约百分之七八十 range [0.63,0.88] About"]),
        ("百分之百", &["百分之百 percent [0.995,1.005]"]),
        ("百分之五到八", &["百分之五到八 range [0.05,0.08]"]),
        ("百分之6至百分之32.5", &["百分之6 percent [0.055,0.065]", "百分之32.5 percent [0.3245,0.3255]"]),
    ]);
}

#[test]
fn multiples_and_fractions() {
    reads(&[
        ("是去年的3倍", &["3倍 multiple [2.5,3.5] 倍"]),
        ("增长1.5倍", &["1.5倍 multiple [1.45,1.55] 倍"]),
        ("扩大两倍多", &["两倍多 multiple (2,3) 倍 Odd"]),
        ("产值翻番", &["翻番 multiple [1.8,2.2]"]),
        ("收入翻一番", &["翻一番 multiple [1.8,2.2]"]),
        ("规模翻了两番", &["翻了两番 multiple [3.6,4.4]"]),
        ("总量翻三番", &["翻三番 multiple [7.2,8.8]"]),
        ("三分之二以上", &["三分之二以上 fraction [0.666666666667,) AtLeast"]),
        ("占四分之三", &["四分之三 fraction 0.75"]),
        ("一半村民", &["一半 fraction 0.5"]),
        ("不到1/3", &["不到1/3 fraction (,0.333333333333) Under"]),
        ("近半数商户", &["近半数 fraction [0.375,0.5) Nearly"]),
        ("每五人中有一人", &["每五人中有一人 fraction [0.181818181818,0.222222222222] 每"]),
        ("每100名新生儿中就有2名", &["每100名新生儿中就有2名 fraction [0.015,0.025] 每"]),
        ("每两座里就有一座", &["每两座里就有一座 fraction [0.4,0.666666666667] 每"]),
        ("每500人有1名网格员", &["500人 count 500 人", "1名 count 1 名"]),
        ("每3户有1名联络员", &["3户 count 3 户", "1名 count 1 名"]),
        ("平均每5人一组,有3人", &["5人 count 5 人", "一组 count 1 组", "3人 count 3 人"]),
        ("大半村民", &["大半 percent (0.5,1] Over"]),
        ("大半年过去", &[]),
        ("三番两次", &[]),
    ]);
}

#[test]
fn money_keeps_its_currency() {
    reads(&[
        ("456万元", &["456万元 money [4555000,4565000] 元"]),
        ("1.2亿美元", &["1.2亿美元 money [115000000,125000000] 美元"]),
        ("出口80万港元", &["80万港元 money [795000,805000] 港元"]),
        ("补贴300元", &["300元 money 300 元"]),
        ("每吨2300元/吨", &["2300元/吨 measure [2299.5,2300.5] 元/吨"]),
        ("单价1.5万元/亩", &["1.5万元/亩 measure [14500,15500] 元/亩"]),
        ("找零123元1角1分", &["123元1角1分 money 123.11 元"]),
        ("每张15元1分别人出", &["15元 money 15 元", "1 count 1"]),
        ("募集5万元整", &["5万元整 money 50000 元 Exactly"]),
        ("年收入5万元以上", &["5万元以上 money [50000,) 元 AtLeast"]),
        ("投入700多万元", &["700多万元 money (7000000,8000000) 元 Odd"]),
    ]);
}

#[test]
fn measures_convert_by_their_scale() {
    reads(&[
        ("流转60亩(4公顷)", &["60亩 measure [59.5,60.5] 亩", "4公顷 measure [3.5,4.5] 公顷"]),
        ("产量1408吨", &["1408吨 measure [1407.5,1408.5] 吨"]),
        ("新造林4.5万亩", &["4.5万亩 measure [44500,45500] 亩"]),
        ("面积30千公顷", &["30千公顷 measure [29500,30500] 公顷"]),
        ("单产500公斤/亩", &["500公斤/亩 measure [499.5,500.5] 公斤/亩"]),
        ("建成12平方公里园区", &["12平方公里 measure [11.5,12.5] 平方公里"]),
        ("用电3.5亿千瓦时", &["3.5亿千瓦时 measure [345000000,355000000] 千瓦时"]),
        ("长80余公里", &["80余公里 measure (80,90) 公里 Odd"]),
        ("蓄水2.1亿立方米", &["2.1亿立方米 measure [205000000,215000000] 立方米"]),
        ("年满18岁", &["18岁 measure 18 岁"]),
        ("15年间", &["15年 measure 15 年"]),
        ("历时20天", &["20天 measure 20 天"]),
        ("每日8小时", &["8小时 measure 8 小时"]),
        ("黄金周七天", &["七天 measure 7 天"]),
        ("逢周三休馆", &[]),
        ("为期3个月", &["3个月 measure 3 个月"]),
        ("经过3年多", &["3年多 measure (3,4) 年 Odd"]),
        ("不到2个多月", &["不到2个多月 measure (2,3) 个月 Odd"]),
        ("用时一个半月", &["一个半月 measure [1.25,1.75] 个月"]),
        ("坚持两年半", &["两年半 measure [2.25,2.75] 年"]),
        ("气温-5℃", &["-5℃ measure [-5.5,-4.5] ℃"]),
        ("装机30万千瓦", &["30万千瓦 measure [295000,305000] 千瓦"]),
        ("10个工作日内", &["10个工作日 measure 10 个工作日"]),
        ("重5kg", &["5kg measure [4.5,5.5] kg"]),
        ("建党100周年", &["100周年 measure 100 周年"]),
    ]);
}

#[test]
fn dates_are_not_quantities() {
    reads(&[
        ("2023年2月6日", &["2023年2月6日 date 2023-2-6"]),
        ("2023年度计划", &["2023年度 date 2023-?-?"]),
        ("9月召开", &["9月 date ?-9-?"]),
        ("9月3日起", &["9月3日 date ?-9-3"]),
        ("2023-03-17 10:05", &["2023-03-17 date 2023-3-17", "10:05 name"]),
        ("2021/03/02", &["2021/03/02 date 2021-3-2"]),
        ("2023.2.6", &["2023.2.6 date 2023-2-6"]),
        ("2021 年 12 月", &["2021 年 12 月 date 2021-12-?"]),
        ("二〇二三年二月六日", &["二〇二三年二月六日 date 2023-2-6"]),
        ("十二月", &["十二月 date ?-12-?"]),
        ("民国112年", &["民国112年 date 2023-?-?"]),
        ("112年度预算", &["112年度 date 2023-?-?"]),
        ("108年6月", &["108年6月 date 2019-6-?"]),
        ("114(2025)年", &["114(2025)年 date 2025-?-?"]),
        ("今(16)日", &["(16)日 date ?-?-16"]),
        ("1-9月", &["1 date ?-1-?", "9月 date ?-9-?"]),
        ("1至6月", &["1 date ?-1-?", "6月 date ?-6-?"]),
        ("2021—2025年", &["2021 date 2021-?-?", "2025年 date 2025-?-?"]),
        ("7月8日—14日", &["7月8日 date ?-7-8", "14日 date ?-?-14"]),
        ("全县9、10月连续两个月", &["9 date ?-9-?", "10月 date ?-10-?", "两个月 measure 2 个月"]),
        ("1、12月底前完成", &["1、 ordinal 1", "12月 date ?-12-?"]),
        ("于5日和6日举办", &["5日 date ?-?-5", "6日 date ?-?-6"]),
        ("3月份", &["3月 date ?-3-?"]),
        ("2021年16月", &["2021年16月 date 2021-16-?"]),
        ("20日内办结", &["20日 measure 20 日"]),
        ("截至25.01.2016", &["25.01.2016 date 2016-1-25"]),
        ("2016-2020年", &["2016 date 2016-?-?", "2020年 date 2020-?-?"]),
        ("去(113)年", &["(113)年 date 2024-?-?"]),
    ]);
}

#[test]
fn a_date_lasts_as_many_days_as_the_calendar_says() {
    let lasts = |text: &str| lex_text(text).first().and_then(|figure| figure.date?.lasts());
    assert_eq!(lasts("6月"), Some((30, 30)));
    assert_eq!(lasts("2月"), Some((28, 29)));
    assert_eq!(lasts("2024年2月"), Some((29, 29)));
    assert_eq!(lasts("民国112年2月"), Some((28, 28)));
    assert_eq!((lasts("2024年"), lasts("2023年")), (Some((366, 366)), Some((365, 365))));
    assert_eq!((lasts("2024年2月29日"), lasts("2023年2月29日")), (Some((1, 1)), None));
    assert_eq!((lasts("2021年16月"), lasts("227名")), (None, None));
}

#[test]
fn places_in_a_series() {
    reads(&[
        ("荣获第三", &["第三 ordinal 3"]),
        ("第31周", &["第31周 ordinal 31 周"]),
        ("第十四届大会", &["第十四届 ordinal 14 届"]),
        ("一是抓学习;二是抓落实", &["一是 ordinal 1", "二是 ordinal 2"]),
        ("一、总体要求", &["一、 ordinal 1"]),
        ("(一)强化领导", &["(一) ordinal 1"]),
        ("1. 抓班子", &["1. ordinal 1"]),
        ("1、抓班子", &["1、 ordinal 1"]),
        ("①建队伍", &["① ordinal 1"]),
        ("其一,措施不力", &["其一 ordinal 1"]),
        ("尤其一些单位", &[]),
        ("第三多", &["第三 ordinal 3"]),
        ("省委十二届六次全会", &["十二届 ordinal 12 届", "六次 ordinal 6 次"]),
        ("第1-5条", &["第1-5条 ordinal 1 条"]),
        ("(1)建队伍(2)强保障", &["(1) ordinal 1", "(2) ordinal 2"]),
        ("包括:1.党建;2.产业", &["1. ordinal 1", "2. ordinal 2"]),
        ("第 5 条", &["第 5 条 ordinal 5 条"]),
    ]);
}

#[test]
fn ranges_run_from_end_to_end() {
    reads(&[
        ("联系10到15户", &["10到15户 range [10,15] 户"]),
        ("提高5-20%", &["5-20% range [0.05,0.2] %"]),
        ("补助2000—3000元", &["2000—3000元 range [2000,3000] 元"]),
        ("下降4.5-5%", &["4.5-5% range [0.045,0.05] %"]),
        ("需要七八个", &["七八个 range [7,8] 个"]),
        ("来了三五百人", &["三五百人 range [300,500] 人"]),
        ("投入八到九百亿元", &["八到九百亿元 range [800000000,90000000000] 元"]),
        ("奖励10-15万元", &["10-15万元 range [100000,150000] 元"]),
        ("约3-5天", &["约3-5天 range [2,6] 天 About"]),
        ("增至8000-1.2万元", &["8000-1.2万元 range [8000,12000] 元"]),
        ("十七八岁", &["十七八岁 range [17,18] 岁"]),
        ("两三个", &["两三个 range [2,3] 个"]),
        ("一两个", &["一两个 range [1,2] 个"]),
        ("涨幅3%~4%", &["3%~4% range [0.03,0.04] %"]),
        ("三四线城市", &[]),
        ("三至五名", &["三至五名 range [3,5] 名"]),
        ("由10%提高到15%", &["10% percent [0.095,0.105] %", "15% percent [0.145,0.155] %"]),
        ("从10户到15户", &["10户 count 10 户", "15户 count 15 户"]),
        ("每组3人到5个村", &["3人 count 3 人", "5个 count 5 个"]),
        ("18-24岁", &["18-24岁 range [18,24] 岁"]),
        ("二十四五个", &["二十四五个 range [24,25] 个"]),
    ]);
}

#[test]
fn names_look_like_numbers() {
    reads(&[
        ("拨打12345热线", &["12345 name"]),
        ("受理12345件", &["12345件 count 12345 件"]),
        ("受理12345余件", &["12345余件 count (12345,12355) 件 Odd"]),
        ("〔2021〕30号", &["〔2021〕30号 name"]),
        ("7×24小时", &["7×24 name"]),
        ("5G基站", &["5G name"]),
        ("“2+26”城市", &["2+26 name"]),
        ("1+N体系", &["1+N name"]),
        ("3·15晚会", &["3·15 name"]),
        ("“11·10”案件", &["11·10 name"]),
        ("4A级景区", &["4A级 name"]),
        ("PM2.5浓度", &["PM2.5 name"]),
        ("比例为2.05:1", &["2.05:1 name"]),
        ("分辨率1024X768", &["1024X768 name"]),
        ("+86开头", &["86 name"]),
        ("20xx年", &["20xx name"]),
        ("X件", &["X name"]),
        ("**县", &["** name"]),
        ("手机13812345678", &["13812345678 name"]),
        ("电话0731-22345678", &["0731-22345678 name"]),
        ("湘ICP备20035718号-2", &["20035718号-2 name"]),
        ("报名地址http://dongchuan.example/join?town=3&id=70。", &["http://dongchuan.example/join?town=3&id=70 name"]),
        ("上午9时30分", &["9时30分 name"]),
        ("8点开始", &["8点 name"]),
        ("90后干部", &["90后 name"]),
        ("20世纪90年代", &["20世纪 name", "90年代 name"]),
        ("“332”模式", &["332 name"]),
        ("5万+提升", &["5万+ name"]),
        ("文献[3]", &["[3] name"]),
        ("No.5", &["No.5 name"]),
        ("§3", &["§3 name"]),
        ("65438+人", &["65438+ name"]),
        ("2.2.1", &["2.2.1 name"]),
        ("图3为示意", &["3 name"]),
        ("C919客机", &["C919 name"]),
        ("近3万(29 876)", &["近3万 count (,30000) Nearly", "29 876 count 29876"]),
        ("世界500强", &["500强 name"]),
        ("985高校", &["985 name"]),
        ("308国道", &["308 count 308"]),
        ("1—3季度", &["1—3季度 name"]),
        ("3号楼", &["3号 name"]),
        ("00后", &["00后 name"]),
    ]);
}

#[test]
fn hedges_before_and_after() {
    reads(&[
        ("近3万人", &["近3万人 count (,30000) 人 Nearly"]),
        ("约35%", &["约35% percent [0.315,0.385] % About"]),
        ("大约300人左右", &["大约300人左右 count [200,400] 人 About"]),
        ("35%左右", &["35%左右 percent [0.315,0.385] % About"]),
        ("超过15万元", &["超过15万元 money (150000,) 元 Over"]),
        ("逾千人", &["逾千人 count (1000,) 人 Over"]),
        ("达1530人次", &["达1530人次 count 1530 人次 Reaching"]),
        ("突破2亿元", &["突破2亿元 money (200000000,) 元 Over"]),
        ("不少于3人", &["不少于3人 count [3,) 人 AtLeast"]),
        ("至少5次", &["至少5次 count [5,) 次 AtLeast"]),
        ("不超过10个", &["不超过10个 count (,10] 个 AtMost"]),
        ("最多20户", &["最多20户 count (,20] 户 AtMost"]),
        ("不足100件", &["不足100件 count (,100) 件 Under"]),
        ("低于5%", &["低于5% percent (,0.05) % Under"]),
        ("近百名", &["近百名 count (,100) 名 Nearly"]),
        ("上百个", &["上百个 count [100,1000) 个 Vague"]),
        ("数十人", &["数十人 count [20,100) 人 Vague"]),
        ("几十万", &["几十万 count [200000,1000000) Vague"]),
        ("好几千人", &["好几千人 count [2000,10000) 人 Vague"]),
        ("成百上千", &["成百上千 count [100,10000) Vague"]),
        ("数百户", &["数百户 count [200,1000) 户 Vague"]),
        ("十几名", &["十几名 count (10,20) 名 Odd"]),
        ("十余人", &["十余人 count (10,20) 人 Odd"]),
        ("二十多个", &["二十多个 count (20,30) 个 Odd"]),
        ("900余次", &["900余次 count (900,1000) 次 Odd"]),
        ("50余户", &["50余户 count (50,60) 户 Odd"]),
        ("3万余元", &["3万余元 money (30000,40000) 元 Odd"]),
        ("10余万", &["10余万 count (100000,200000) Odd"]),
        ("10万余", &["10万余 count (100000,110000) Odd"]),
        ("120余万人", &["120余万人 count (1200000,1300000) 人 Odd"]),
        ("两万余", &["两万余 count (20000,30000) Odd"]),
        ("5.7万余", &["5.7万余 count (57000,58000) Odd"]),
        ("1253余人", &["1253余人 count (1253,1263) 人 Odd"]),
        ("100元以下", &["100元以下 money (,100] 元 AtMost"]),
        ("35岁以下", &["35岁以下 measure (,35] 岁 AtMost"]),
        ("3人以上事故", &["3人以上 count [3,) 人 AtLeast"]),
        ("5户以内", &["5户以内 count (,5] 户 AtMost"]),
        ("50岁上下", &["50岁上下 measure [40,60] 岁 About"]),
        ("100万元(含)以上", &["100万元(含)以上 money [1000000,) 元 AtLeast"]),
        ("十来个", &["十来个 count [0,20] 个 About"]),
        ("约900余次", &["约900余次 count (900,1000) 次 Odd"]),
        ("节约3000元", &["3000元 money 3000 元"]),
        ("最近3年", &["3年 measure 3 年"]),
        ("近3年", &["3年 measure 3 年"]),
        ("大约二十户", &["大约二十户 count [10,30] 户 About"]),
        ("2名以上", &["2名以上 count [2,) 名 AtLeast"]),
        ("6000余亩", &["6000余亩 measure (6000,7000) 亩 Odd"]),
        ("30多个", &["30多个 count (30,40) 个 Odd"]),
        ("共5人", &["5人 count 5 人"]),
        ("600多人次", &["600多人次 count (600,700) 人次 Odd"]),
        ("1700万余元", &["1700万余元 money (17000000,18000000) 元 Odd"]),
        ("三十万多亿", &["三十万多亿 count (30000000000000,31000000000000) Odd"]),
    ]);
}

#[test]
fn recorded_faults_of_other_parsers() {
    reads(&[
        ("一万五千亿", &["一万五千亿 count [1450000000000,1550000000000]"]),
        ("三十万多亿", &["三十万多亿 count (30000000000000,31000000000000) Odd"]),
        ("百分之七十", &["百分之七十 percent [0.695,0.705]"]),
        ("百分之6到百分之32.5", &["百分之6 percent [0.055,0.065]", "百分之32.5 percent [0.3245,0.3255]"]),
        ("5-20%", &["5-20% range [0.05,0.2] %"]),
        ("500余万", &["500余万 count (5000000,6000000) Odd"]),
        (
            "数百、好几万、上百",
            &["数百 count [200,1000) Vague", "好几万 count [20000,100000) Vague", "上百 count [100,1000) Vague"],
        ),
        ("第三多", &["第三 ordinal 3"]),
        ("统一零售价", &[]),
        ("两三个", &["两三个 range [2,3] 个"]),
        ("一两个", &["一两个 range [1,2] 个"]),
        ("十万零一千", &["十万零一千 count 101000"]),
        ("13万2", &["13万2 count [131500,132500]"]),
        ("八点八", &["八点八 count [8.75,8.85]"]),
        ("3541.07万元2.3亿元", &["3541.07万元 money [35410650,35410750] 元", "2.3亿元 money [225000000,235000000] 元"]),
        ("八到九百亿", &["八到九百亿 range [800000000,90000000000]"]),
        ("6个百分点", &["6个百分点 points [0.055,0.065] 百分点"]),
        ("12.8–13.0米", &["12.8–13.0米 range [12.8,13] 米"]),
        ("1.57%", &["1.57% percent [0.01565,0.01575] %"]),
    ]);
}

#[test]
fn a_round_number_has_a_second_wider_reading() {
    let wide = |text: &str| lex_text(text).remove(0).wide.map(|wide| *wide);
    let around = |value: i64, distance: i64| Some(Interval::around(&Number::from(value), &Number::from(distance)));
    assert_eq!(wide("5000人"), around(5000, 500));
    assert_eq!(wide("12000册"), around(12_000, 500));
    assert_eq!(wide("1200人"), None);
    assert_eq!(wide("约5000人"), None);
    assert_eq!(wide("5万人"), None);
}

#[test]
fn a_figure_keeps_its_digits_and_what_they_are_worth() {
    let figure = lex_text("培训5.70万人次").remove(0);
    assert_eq!(figure.value, Number::from(57_000_i64));
    assert_eq!(figure.ulp, Number::from(100_i64));
    assert!(!figure.exact);
    assert_eq!((figure.numeral.start, figure.numeral.end), (6, 13));
    let figure = lex_text("2.3个百分点").remove(0);
    assert_eq!((figure.value, figure.ulp), (Number::ratio(23, 1000).unwrap(), Number::power_of_ten(-3)));
}

#[test]
fn units_of_a_class_stand_for_each_other_and_currencies_do_not() {
    let unit = |text: &str| lex_text(text).remove(0).unit;
    assert_eq!(unit("5名").class, unit("5位").class);
    assert_eq!(unit("5家").class, unit("5个").class);
    assert_ne!(unit("5人次").class, unit("5人").class);
    assert_ne!(unit("5元").class, unit("5美元").class);
    assert_eq!(unit("5公顷").scale, unit("15亩").scale.times(&Number::from(15_i64)));
    assert_eq!(unit("5公斤/亩").class, unit("5吨/公顷").class);
    assert_eq!(unit("5公斤/亩").scale, unit("5公斤/公顷").scale.times(&Number::from(15_i64)));
}

#[test]
fn a_descending_range_keeps_its_first_end_as_its_value() {
    let figure = lex_text("15到10户").remove(0);
    assert_eq!(figure.kind, Kind::Range);
    assert_eq!(figure.value, Number::from(15_i64));
    assert_eq!(figure.reading, Interval::closed(Number::from(10_i64), Number::from(15_i64)));
}

#[test]
fn no_figure_crosses_a_line_break() {
    let figures = lex_text("共有3\n名党员,约\n5人");
    let texts: Vec<_> = figures.iter().map(|figure| (figure.span.start, figure.span.end)).collect();
    assert_eq!(texts, [(6, 7), (22, 26)]);
}

#[test]
fn ten_thousand_digits_are_a_name() {
    for run in
        ["1", "12,345,", "一", "1-", "a1-", "x", "*", "(", "1.", "1/", "点一", "十", "第", "1 ", "万", "百分之", "近", "数百"]
    {
        let text = run.repeat(10_000);
        let figures = lex_text(&text);
        assert!(figures.iter().all(|figure| figure.span.end <= text.len()), "{run}");
    }
    assert!(lex_text(&"7".repeat(10_000)).iter().map(|figure| figure.kind).eq([Kind::Name]));
}

/// Characters that mean something to the scanner, so that arbitrary texts reach its corners.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select("0123456789.,:;()%‰-~—/ +*×xX年月日个百分点成倍番翻半过约近超余多几来万亿千百十一二三两〇零第其是要元角分人次家户公斤亩左右以上下内至到数好〔〕[]“”号①、\n"
            .chars().map(String::from).collect::<Vec<_>>()),
        any::<char>().prop_map(String::from),
        prop::sample::select(vec!["个百分点", "分之", "百分之", "2023", "12345", "民国", "平方公里", "不超过", "以上", "十四五", "http://"]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn figures_stand_in_order_and_apart_on_whole_characters(text in texts()) {
        let mut end = 0;
        for figure in lex_text(&text) {
            prop_assert!(figure.span.start >= end && figure.span.end > figure.span.start);
            prop_assert!(figure.numeral.start >= figure.span.start && figure.numeral.end <= figure.span.end);
            prop_assert!(text.get(figure.span.start..figure.span.end).is_some_and(|found| !found.contains('\n')));
            prop_assert!(text.get(figure.numeral.start..figure.numeral.end).is_some());
            end = figure.span.end;
        }
    }

    #[test]
    fn a_number_is_in_the_reading_of_its_rounded_digits(millionths in 0_i64..100_000_000_000, places in 0_u32..5, unit in prop::sample::select(vec!["万人", "%", "亩", "亿元", "倍", "个百分点"])) {
        let value = Number::ratio(millionths, 1_000_000).unwrap();
        let text = format!("为{}{unit}", value.to_decimal(places));
        let worth = match unit {
            "万人" => Number::power_of_ten(4),
            "亿元" => Number::power_of_ten(8),
            "%" | "个百分点" => Number::power_of_ten(-2),
            _ => Number::one(),
        };
        let figures = lex_text(&text);
        prop_assert_eq!(figures.len(), 1);
        prop_assert!(figures[0].reading.contains(&value.times(&worth)), "{} {:?}", text, figures);
    }

    #[test]
    fn a_hedge_leaves_out_the_value_only_where_it_says_so(count in 2_i64..100_000) {
        for (before, after, inside) in [("约", "", true), ("", "左右", true), ("达", "", true), ("不少于", "", true), ("", "以下", true), ("超过", "", false), ("近", "", false), ("不足", "", false)] {
            let figure = lex_text(&format!("共{before}{count}人{after}")).remove(0);
            prop_assert_eq!(figure.reading.contains(&Number::from(count)), inside, "{}{}", before, after);
        }
    }
}
