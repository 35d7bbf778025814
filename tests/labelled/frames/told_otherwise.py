"""What is met, kept within or named again: limits, floors, years of so many, lists of months, plans by number."""
from make import say, trap

B = "bound"
say(B, "bound/limit", "verified", "14 < 40", "港区二氧化氮年均浓度为14微克/立方米,低于40微克/立方米的标准限值。", "14<40")
say(B, "bound/limit", "contradicted", "46 is not below 40", "港区二氧化氮年均浓度为46微克/立方米,低于40微克/立方米的标准限值。", "46>40")
say(B, "bound/limit", "contradicted", "92 is not below 85", "厂界夜间噪声为92分贝,低于85分贝的限值要求。", "92>85")
trap(B, "bound/limit", "days on which it is kept", "港区日均浓度最高为146微克/立方米,低于75微克/立方米限值的天数为341天。", "测得浓度较上年下降46微克/立方米,低于40微克/立方米的限值。")
say(B, "bound/met", "verified", "4/12 is a third", "章程规定外部理事须占理事会成员至少三分之一。理事会现有12名理事,其中4名为外部理事,符合规定。", "3*4>=12")
say(B, "bound/met", "contradicted", "3/13 is less than a third", "章程规定外部理事须占理事会成员至少三分之一。理事会现有13名理事,其中3名为外部理事,符合规定。", "3*3<13")
say(B, "bound/met", "contradicted", "152/420 is less than 40 %", "要求各站驻站医生占全站人员的比例不低于40%。全县各站共有人员420名,其中驻站医生152名,均已达标。", "152/420<0.4")
trap(B, "bound/met", "not said to be met, or of another body", "要求各站驻站医生占全站人员的比例不低于40%。全县各站共有人员420名,其中驻站医生152名,尚未达标。", "外部理事须占提名委员会成员过半数。理事会现有9名理事,其中3名为外部理事,符合规定。")
say(B, "bound/minimum", "contradicted", "4*310=1240>1105", "每间旅舍每年须查验最少4次。年内全区310间旅舍共接受查验1105次,全部合格。", "4*310>1105")
say(B, "bound/minimum", "verified", "4*310=1240<=1302", "每间旅舍每年须查验最少4次。年内全区310间旅舍共接受查验1302次,全部合格。", "4*310<=1302")
say(B, "bound/maximum", "verified", "62<=8*8", "每个评茶小组不超过8人,共设评茶小组8个,抽取评茶师62人。", "62<=8*8")
say(B, "bound/maximum", "contradicted", "4980>80*60", "按每名普查员负责不超过60户的标准,选聘普查员80名,承担4980户普查任务。", "4980>80*60")
say(B, "bound/maximum", "verified", "4720<=80*60", "按每名普查员负责不超过60户的标准,选聘普查员80名,承担4720户普查任务。", "4720<=80*60")

E = "enumeration"
say(E, "count/series", "contradicted", "three plans, four follow", "会议对三个选址方案进行了比较。方案一为东岸,方案二为西岸,方案三为江心岛,方案四为旧码头。")
say(E, "count/again", "contradicted", "four, then five", "考核成绩由出勤、笔试、实操、答辩四项组成,以上五项得分之和为总成绩。")
say(E, "count/nth", "contradicted", "the fifth of four", "本次督查编为农业、教育、卫生、交通四组同步进行,其中第五组由镇干部负责。")
say(E, "count/enumeration", "verified", "four months", "理事会全年研究安全工作4次,分别在1月、4月、7月和10月。")
say(E, "count/enumeration", "verified", "five colleges", "学校设有农学院、林学院、水产学院、外国语学院和艺术学院5个二级学院。")
say(E, "count/enumeration", "contradicted", "six colleges are listed", "学校设有农学院、林学院、水产学院、外国语学院、体育学院和艺术学院5个二级学院。")
say(E, "count/sections", "contradicted", "five, and four follow", "“五项攻坚”稳住农业基本盘\n抓“良种”攻坚,扩大面积。抓“水利”攻坚,疏通渠道。抓“农机”攻坚,更新机具。抓“仓储”攻坚,改造库房。")
trap(E, "count/series", "what is told apart", "会议对三个选址方案进行了比较。方案一为东岸,方案二为西岸,方案三为江心岛。推荐方案二。", "召开协调会3次,分别在市里和省里召开。")

S = "restatement"
say(S, "restated/value", "contradicted", "23 and all 21", "截至期末,公司共有全资子公司23家。……审计范围涵盖公司全部21家全资子公司。", "23!=21")
say(S, "restated/value", "contradicted", "14 and 16", "全市共有国家4A级旅游度假区14家。……对全市16家国家4A级旅游度假区开展抽查。", "14!=16")
say(S, "restated/value", "contradicted", "26 and 62 tonnes", "我县查扣走私冻肉26吨\n9月3日,县海防队在码头一货车上查扣来源不明的冻肉62吨。", "26!=62")
say(S, "restated/value", "contradicted", "1306 and 1360", "学校在编教师总数为1,306人。\n附表 基本情况\n在编教师数(人) | 1,360", "1306!=1360")
say(S, "restated/pointed", "verified", "the same in two units", "本案編列預算3億2,600萬元,經審議後,上開326,000千元照列。", "3.26*100000=326000")
trap(S, "restated/value", "of some of them", "公司共有全资子公司23家。年内对亏损的全部15家子公司逐一整改。")

R = "ratio"
say(R, "share/of-total", "contradicted", "13/17=76.5%", "中心共收到参赛作品17件。经初审,13件作品合格,4件因超出尺寸被退回,合格作品占82.4%。", "13+4=17", "13/17<0.8")
say(R, "share/of-total", "verified", "13/17=76.5%", "中心共收到参赛作品17件。经初审,13件作品合格,4件因超出尺寸被退回,合格作品占76.5%。", "13+4=17", "13/17>0.7645", "13/17<0.7655")
say(R, "share/of-total", "contradicted", "86412/462080=18.7%", "至年底,本縣設籍人口46萬2,080人,其中65歲以上者8萬6,412人,佔總人口16.7%。", "86412/462080>0.18")
say("growth", "change/rate", "contradicted", "6.40 of 8.00 is 20 % less", "年內集團收益為港幣6.40億元,較去年同期的港幣8.00億元減少25%。", "6.4/8=0.8")
say("sum", "sum/total", "contradicted", "the parts are 203.5", "年末正常类186.2亿元、关注类14.9亿元、次级类1.6亿元、可疑类0.8亿元,贷款总额206.5亿元。", "186.2+14.9+1.6+0.8=203.5")
say("corruption", "text/lost-number", "contradicted", "an ordinal is lost", "全县第次林业普查工作会议于5月召开。")
