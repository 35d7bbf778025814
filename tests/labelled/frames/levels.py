"""The same claims of levels, means, periods and names in other words: who stands first, what goes between, what is left out."""
from make import calc, say, trap

F, R = "growth", "change/rate"

calc(F, R, "(B-A)/A=g%", "全年发展会员{B}人,而上年仅{A}人,增幅达{g}%。", "A=520 B=624 .0", "A=450 B=558 .0 g!29")
calc(F, R, "(B-A)/A=g%", "{Y}年门诊{B}人次,前一年为{A}人次,同比增长{g}%。", "Y=2023 A=10560 B=12672 .0", "Y=2022 A=9240 B=11088 .0 g!18")
calc(F, R, "(B-A)/A=g%", "渡轮班次2022年为{A}班,2023年为{B}班,增长{g}%。", "A=640 B=896 .0", "A=525 B=672 .0 g!23")
calc(F, R, "(B-A)/A=g%", "2023年开讲座{B}场,2022年{A}场,增长{g}%。", "A=84 B=105 .0", "A=72 B=99 .1 g!31.5")
calc(F, R, "(A-B)/A=g%", "办结时间由原来的{A}个工作日压缩至{B}个工作日,压缩了{g}%。", "A=20 B=5 .0", "A=25 B=8 .0 g!58")
calc(F, R, "(A-B)/A=g%", "去年同期,全区收到差评{A}条;今年1至6月为{B}条,同比下降{g}%。", "A=325 B=247 .0", "A=275 B=198 .0 g!38")
calc(F, R, "(B-A)/A=g%", "與上年的{A}人相比,今年參加者達{B}人,成長{g}%。", "A=240 B=312 .0", "A=360 B=486 .0 g!25")
calc(F, R, "D/(B-D)=g%", "售票收入{B}万元,同比增长{g}%,增收{D}万元。", "B=246 D=41 .0", "B=315 D=45 .1 g!14.3")
calc(F, R, "D/(B+D)=g%", "夜间警报{B}次,比上年少发{D}次,降幅为{g}%。", "B=218 D=64 .1", "B=176 D=48 .1 g!27.3")
calc(F, R, "(B-A)/A=g%", "每斤茶青收购价由每斤{A}元调整为每斤{B}元,上调{g}%。", "A=5 B=6 .0", "A=8 B=10 .0 g!20")
calc(F, R, "(A-B)/A=g%", "残次率由{A}%降到{B}%,降低了{g}%。", "A=2.4 B=1.2 .0", "A=4.5 B=3.6 .0 g!25")
calc(F, R, "(B-A)/A=g%", "参展商由首届的{A}家增至第二届的{B}家,增长{g}%。", "A=65 B=104 .0", "A=75 B=96 .0 g!38")
say(F, R, "verified", "0.9/3.6", "雪场去冬接待3.6万人次,今冬只有2.7万人次,少了四分之一。", "(3.6-2.7)/3.6=25%")
say(F, R, "contradicted", "0.9/3.6 is 25%", "雪场去冬接待3.64万人次,今冬只有2.73万人次,少了四成。", "(3.64-2.73)/3.64=25%")
calc(F, "change/points", "q-p=d", "准点率2021年{p}%,2022年84.0%,2023年{q}%,两年合计提高{d}个百分点。", "p=80.5 q=87.9 .1", "p=81.2 q=86.6 .1 d!6.4")
calc(F, "change/points", "p-q=d", "床位使用率{q}%,同比下降{d}个百分点(上年为{p}%)。", "p=84.5 q=82.4 .1", "p=88.1 q=85.3 .1 d!3.8")
calc(F, "change/points", "p-q=d", "阅读率为{q}%,比全省平均水平的{p}%低{d}个百分点。", "p=62.1 q=58.3 .1", "p=64.7 q=60.2 .1 d!5.5")
calc(F, "change/difference", "B-A=D", "本届毕业生{B}人,比去年的{A}人多招{D}人。", "A=1210 B=1264", "A=1130 B=1195 D!56")
calc(F, "change/difference", "B-A=D", "水稻平均亩产由{A}斤提高到{B}斤,亩均增产{D}斤。", "A=820 B=910", "A=845 B=918 D!37")
say(F, "change/direction", "contradicted", "68 is above 52", "现场取号比率由去年的52%降到今年的68%,显示网上取号已渐普及。", "68>52")
say(F, "change/direction", "contradicted", "4.1 is below 4.6", "年吞吐量由4.6万箱提升到4.1万箱。", "4.1<4.6")
say(F, "change/level", "contradicted", "46 is not 41", "全年修补路面46处,与上年的41处持平。", "46!=41")
say(F, "change/level", "verified", "46 is 46", "全年修补路面46处,与上年的46处持平。", "46=46")
say(F, "change/multiple", "verified", "45/15", "协会人数较成立之初的15名增加到45名,是当时的3倍。", "45/15=3")
say(F, "change/multiple", "contradicted", "45/15 is 3, not 4", "协会人数较成立之初的15名增加到45名,翻了两番。", "45/15=3")
say(F, "change/multiple", "contradicted", "4917/2812 is 1.75", "网店销售额从2812万元跃升至4917万元,翻了一番。", "4917/2812=1.75")
trap(F, R, "the rate is of another measure", "索道票价由20元调到25元,客流不降反升,同比增长8%。", "会务费由60万元压减到48万元,其中印刷费下降35%。")
trap(F, R, "a plan", "争取到2027年,阅览座位由800个增加到1200个,增长60%。")
trap(F, "change/level", "about level", "全年借书4630册,与上年的4610册基本持平。")

F, R = "average", "average/per-unit"

calc(F, R, "T/N=a", "全县{N}个乡镇共收到捐书{T}册,平均每个乡镇{a}册。", "N=12 T=5400 .0", "N=15 T=6300 .0 a!480")
calc(F, R, "T/N=a", "该校有学生{T}人、教学班{N}个,平均每班{a}人。", "N=39 T=1560 .0", "N=26 T=1040 .0 a!42")
calc(F, R, "T/N=a", "全院{N}名医师共完成手术{T}例,平均每位医师{a}例。", "N=26 T=3120 .0", "N=24 T=3360 .0 a!150")
calc(F, R, "T/N=a", "养护路段{N}公里,投入资金{T}万元,每公里投入{a}万元。", "N=45 T=270 .0", "N=32 T=224 .0 a!8")
calc(F, R, "T/N=a", "漂流书角摆进全校{N}个班,集中投放图书{T}册,一个班正好分到{a}册。", "N=27 T=1485 .0", "N=24 T=1296 .0 a!45")
calc(F, R, "T/N=a", "购置书柜{N}组,共花费{T}元,均价{a}元。", "N=16 T=9760 .0", "N=14 T=9100 .0 a!560")
calc(F, R, "P/D=a", "全镇常住人口{P}人,配有网格员{D}名,平均每{a}人有1名网格员。", "P=4860 D=12 .0", "P=5250 D=15 .0 a!530")
calc(F, "average/times", "A*N=T", "每户补助{A}元,共补助{N}户,合计{T}元。", "A=2150 N=140", "A=1850 N=160 T!269000")
calc(F, "average/per-day", "T/92=a", "第四季度专线接听咨询{T}次,日均{a}次。", "T=4600 .0", "T=5520 .0 a!70")
calc(F, "average/per-day", "T/7=a", "观光列车首航满一周,7天共载客{T}人次,平均一天{a}人次。", "T=5243 .0", "T=4921 .0 a!730")
calc(F, "average/per-month", "T/6=a", "1—6月累计销售整车{T}辆,月均销售{a}辆。", "T=9360 .0", "T=8340 .0 a!1930")
say(F, "average/of-list", "verified", "(86+90+94)/3", "三次测评得分分别为86分、90分、94分,三次平均90分。", "(86+90+94)/3=90")
say(F, "average/of-list", "contradicted", "(86+90+94)/3=90", "三次测评得分分别为86分、90分、94分,三次平均93分。", "(86+90+94)/3=90")
trap(F, "average/of-list", "the highest and the lowest are left out", "五位评委打分为81分、85分、90分、78分、86分,去掉最高分和最低分后平均84分。")
trap(F, R, "a standard, and what was paid", "补助标准为每人每月600元,全年发放资金360万元。")

F, R = "restatement", "restated/value"

say(F, R, "contradicted", "326 and 236", "东川乡为326户茶农送苗\n近日,东川乡为全乡236户茶农送去茶苗。", "326!=236")
say(F, R, "contradicted", "36 and 63", "关于表彰36名优秀船工的决定\n经研究,决定授予陈某某等63名船工“优秀船工”称号。", "36!=63")
say(F, R, "contradicted", "2850 and 2580", "该书院修缮项目批复总投资2850万元。项目批复总投资2580万元中,县里出一半。", "2850!=2580")
say(F, R, "contradicted", "386 and 368", "校长致词时说,本届毕业生共有386人。典礼手册亦载明:本届毕业生总数368人。", "386!=368")
say(F, R, "contradicted", "428 and 482", "验收报告写明,青龙桥全长428米。\n附表 主要指标\n青龙桥全长(米) | 482", "428!=482")
say(F, R, "contradicted", "98.6 and 96.8", "旅客满意率为98.6%。回访结果显示,旅客满意率达96.8%。", "98.6!=96.8")
say(F, R, "verified", "both are 346.8", "2023年末全市常住人口346.8万人。据此推算,2023年末全市常住人口346.8万人中,老人占两成。", "346.8=346.8")
trap(F, R, "two things", "青龙桥全长428米。白虎桥全长482米。", "甲小区有住户312户。乙小区有住户321户。")
trap(F, R, "a plan and what came of it", "计划修路1350公里,实际修路1530公里。")
trap(F, R, "two rates of two things", "茶叶产量同比增长4.5%。水果产量同比增长5.4%。")

F = "date"

say(F, "date/days", "contradicted", "10 to 16 May is seven days", "名单已在公开栏公示,时间为2021年5月10日至5月16日,共10天。")
say(F, "date/days", "verified", "4 to 10 March is seven days", "拟录用名单自2024年3月4日至3月10日公示,共7天。")
say(F, "date/days", "contradicted", "20 days", "书画展9月20日开幕、10月9日闭幕,展期共12天。")
say(F, "date/range", "contradicted", "ends before it begins", "二期码头2024年9月10日开工,2024年5月20日竣工验收。")
say(F, "date/anniversary", "contradicted", "2024-1956=68", "学校创办于1956年。2024年秋,师生共聚,同贺建校78周年。", "2024-1956=68")
say(F, "date/anniversary", "verified", "2024-1956=68", "学校创办于1956年。2024年秋,师生共聚,同贺建校68周年。", "2024-1956=68")
say(F, "date/clock", "contradicted", "there is no 26:30", "讲座于下午26:30开讲。")
say(F, "date/valid", "contradicted", "2023 is no leap year", "茶會訂於民國112年2月29日舉行。")
trap(F, "date/days", "working days", "受理期为3月4日至3月15日,共10个工作日。")
trap(F, "date/anniversary", "another anniversary", "茶厂创办于1958年,2021年庆祝建党100周年时获评先进。")

F = "corruption"

say(F, "text/boxes", "contradicted", "characters were lost", "全年修补路面□□平方米。")
say(F, "text/escapes", "contradicted", "escapes of a program", "修补路面\\u4e09\\u5904,群众满意。")
trap(F, "text/boxes", "boxes to tick", "是否同意:□是 □否")
trap(F, "text/pinyin", "the text is about how characters are read", "识字课讲“乐(yuè)队”“乐(lè)园”“长(cháng)短”的读法。")
