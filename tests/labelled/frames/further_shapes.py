"""What is left of a whole, what came in and went out, ratios, comparisons, products, levels in two sentences, bounds of every one; and what looks like them."""
from make import calc, say, trap

S, T, L = "sum", "sum/total", "sum/remainder"

# Totals that the last clause, or a number of parts, says to be of all.
calc(S, T, "A+B+C=T", "三个村组分别插下茶苗{A}亩、{B}亩、{C}亩,全村茶园{T}亩。", "A=126 B=88 C=95", "A=132 B=76 C=84 T!302")
calc(S, T, "A+B+C=T", "省里补助{A}万元,镇里配套{B}万元,社员凑了{C}万元,总投资{T}万元。", "A=345 B=118 C=76", "A=362 B=127 C=81 T!590")
calc(S, T, "A+B=T", "头批拨款{A}万元,次批拨款{B}万元,两批累计拨款{T}万元。", "A=248 B=176", "A=254 B=183 T!447")
calc(S, T, "A+B+C=T", "修堤用款{T}万元,来源只有三个:县里{A}万元、乡里{B}万元、村里{C}万元。", "A=412 B=256 C=174", "A=406 B=263 C=181 T!870")
calc(S, T, "A+B=T", "在册乡民{T}人。按性别分,男{A}人,女{B}人。", "A=812 B=754", "A=806 B=749 T!1655")
calc(S, T, "A+B=T", "收到修屋申请{T}件,审核通过{A}件、驳回{B}件。", "A=1284 B=37", "A=1296 B=42 T!1318")
calc(S, T, "A+B=T", "全镇{T}个渡口,已装护栏的{A}个,尚未装的{B}个。", "A=52 B=9", "A=48 B=11 T!62")
calc(S, T, "A+B=T", "村里有独居老人{T}户。其中由亲戚照看{A}户、由邻里照看{B}户,两类互不重叠。", "A=34 B=19", "A=36 B=21 T!52")
calc(S, T, "A+B+C=T", "一组摘茶{A}斤,二组摘茶{B}斤,三组摘茶{C}斤,三个组总共摘了{T}斤。", "A=652 B=718 C=437", "A=648 B=725 C=451 T!1924")
calc(S, T, "A+B=T", "查出的{T}处隐患分两类处理:当天能修的{A}处,要买材料的{B}处。", "A=64 B=38", "A=58 B=41 T!109")

# What is left.
calc(S, L, "T-D=R", "全社旧船{T}艘,已修好{D}艘,其余{R}艘入冬前修完。", "T=86 D=61", "T=94 D=67 R!37")
calc(S, L, "T-D=R", "抽看茶样{T}份,合格{D}份,剩下的{R}份退回茶场。", "T=352 D=334", "T=347 D=331 R!26")
calc(S, L, "T-D=R", "今年应收摊位费{T}万元,到账{D}万元,还差{R}万元。", "T=48.2 D=39.6 .1", "T=47.5 D=38.9 .1 R!9.6")
calc(S, L, "T-D=R", "{T}名新社员中,会做木工的{D}人,其余{R}人从头学起。", "T=146 D=98", "T=138 D=91 R!57")
trap(S, L, "what is left is of another sort, or not all of it", "全社旧船86艘,已修好61艘,其余小艇22艘不在此列,另行登记。", "应收摊位费48.2万元,到账39.6万元,比上年多8.1万元。")

# What came in and what went out.
calc(S, "sum/carried-over", "A+B=T", "码头原有吊机{A}台,今年新增{B}台,总数增至{T}台。", "A=38 B=25", "A=42 B=27 T!79")
calc(S, "sum/carried-over", "A+B=T", "截至五月底累计送苗{A}株,六月又送苗{B}株,累计送苗{T}株。", "A=1254 B=367", "A=1268 B=374 T!1742")
calc(S, "sum/closing", "O+E-P=C", "年初结余{O}万元,当年收入{E}万元、支出{P}万元,年末结余{C}万元。", "O=8.35 E=21.62 P=17.24 .2", "O=8.46 E=20.57 P=16.31 .2 C!14.72")
calc(S, "sum/closing", "O+A+B-D-E=C", "年初有社员{O}名,年内发展{A}名、转入{B}名、转出{D}名、去世{E}名,年末社员总数为{C}名。", "O=6284 A=132 B=47 D=91 E=58", "O=6315 A=126 B=43 D=88 E=52 C!6354")
calc(S, "sum/gap", "A-B=G", "全镇当年出生{A}人,死亡{B}人,自然增加{G}人。", "A=2418 B=1986", "A=2436 B=1957 G!579")
calc(S, "sum/gap", "A-B=G", "修桥控制价{A}万元,中标价{B}万元,节约资金{G}万元。", "A=462 B=427.5 .1", "A=471 B=436.5 .1 G!44.5")
calc(S, "sum/lots", "A*X+B*Y+C*Z=T", "收到捐款{A}万元{X}笔、{B}万元{Y}笔、{C}万元{Z}笔,合计{T}万元。", "A=100 X=1 B=50 Y=2 C=20 Z=4", "A=120 X=1 B=60 Y=2 C=30 Z=3 T!360")

# Ratios, halves and divisions.
R = "ratio"
calc(R, "share/ratio", "B/A=r", "茶艺班有师傅{A}名,学徒{B}名,师徒比为1:{r}。", "A=36 B=504 .0", "A=42 B=504 .0 r!15")
say(R, "share/ratio", "verified", "54:36=3:2", "龙舟队男队员54人、女队员36人,男女比例为3:2。", "54*2=36*3")
say(R, "share/ratio", "contradicted", "54:36 is 3:2", "龙舟队男队员54人、女队员36人,男女比例为2:1。", "54!=36*2")
say(R, "share/half-each", "verified", "32 of 64", "到场乡民64人,男女各占一半,其中女乡民32人。", "64/2=32")
say(R, "share/half-each", "contradicted", "half of 64 is 32", "到场乡民64人,男女各占一半,其中女乡民28人。", "64/2!=28")
say(R, "share/split", "verified", "8:1:1", "秧苗3600盘按8:1:1分给三社,上社2880盘,中社和下社各360盘。", "2880=360*8")
say(R, "share/split", "contradicted", "2780 is not eight times 360", "秧苗3600盘按8:1:1分给三社,上社2780盘,中社和下社各360盘。", "2780!=360*8")
trap(R, "share/ratio", "about so", "龙舟队男队员54人、女队员36人,男女比例约为4:3。", "主队以3:2取胜,进球的有队员4人、外援1人。")
calc(R, "share/of-total", "P/T=s%", "石坎乡有地{T}亩,坡地{U}亩、水田{P}亩,水田所占比重为{s}%。", "T=3240 U=1350 P=1890 .1", "T=3360 U=1428 P=1932 .1 s!62.5")
calc(R, "share/rate", "1-P/T=s%", "复核低收入乡民{T}户,其中予以退出的{P}户,其余继续保留,保留率{s}%。", "T=275 P=33 .0", "T=250 P=35 .0 s!92")
calc(R, "share/rate", "P/T=s%", "茶会收来意见{T}条。截至6月底,已销号{P}条,整改完成率{s}%。", "T=214 P=187 .1", "T=236 P=197 .1 s!86.5")
calc(R, "share/rate", "P/T=s%", "经营利润{P}万元,经营收入{T}万元,经营利润率{s}%。", "P=486 T=3240 .1", "P=512 T=3680 .1 s!19.3")
say(R, "share/of-total", "contradicted", "57/240=23.8%, and the others agree with the sum of all", "共发奖学金240人次,小学组84人次(35.0%)、初中组99人次(41.3%)、高中组57人次(28.3%)。", "84/240=35.0%", "99/240=41.3%", "57/240!=28.3%")

# Changes.
G = "growth"
calc(G, "change/compared", "A-B=D", "上渡口过客{A}人,下渡口过客{B}人,上渡口比下渡口多{D}人。", "A=426 B=365", "A=438 B=359 D!69")
calc(G, "change/compared", "A-B=D", "东渠长{A}公里,西渠长{B}公里,两者相差{D}公里。", "A=18.6 B=15.2 .1", "A=19.4 B=14.7 .1 D!5.7")
calc(G, "change/multiple", "A/B=m", "今年茶叶产量是{A}吨,去年茶叶产量为{B}吨,今年是去年的{m}倍。", "A=486 B=162 .0", "A=492 B=123 .0 m!3")
calc(G, "change/rate", "A/B-1=s%", "去年全村茶款{B}万元。今年达到{A}万元,增长{s}%。", "B=82.5 A=99.0 .1", "B=86.4 A=95.9 .1 s!21.0")
calc(G, "change/rate", "1-A/B=s%", "茶客投诉同比下降{s}%,由去年的{B}件降为{A}件。", "B=164 A=123 .0", "B=175 A=133 .0 s!34")
calc(G, "change/difference", "B-A=d", "办茶会的开支由上年的{B}万元压减到{A}万元,压减金额{d}万元。", "B=386 A=309", "B=392 A=317 d!95")
calc(G, "change/points", "B-A=d", "毛利率为{A}%,对比上年度的{B}%下跌{d}个百分点。", "A=31.8 B=34.3 .1", "A=30.6 B=33.9 .1 d!4.3")
calc(G, "change/difference", "B-A=d", "2020年至2024年,全乡茶社依次为{A}家、14家、19家、23家、{B}家,四年净增{d}家。", "A=11 B=31", "A=12 B=33 d!24")
say(G, "change/halved", "verified", "10 is half of 20", "领证时限由20个工作日压缩到10个工作日,时限减半。", "20/2=10")
say(G, "change/halved", "contradicted", "8 is not half of 20", "领证时限由20个工作日压缩到8个工作日,时限减半。", "20/2!=8")

# Averages and products.
V = "average"
calc(V, "average/times", "A*N/10000=T", "门票每张{A}元,共售出{N}张,门票收入{T}万元。", "A=60 N=3200 .2", "A=45 N=4200 .2 T!19.80")
calc(V, "average/times", "A*N=T", "每箱装茶{A}盒,共装{N}箱,合计{T}盒。", "A=24 N=155", "A=36 N=142 T!5412")
calc(V, "average/per-unit", "T/N=a", "全年用水量为{T}吨。全巷共{N}户,平均每户用水{a}吨。", "T=6240 N=130 .0", "T=6885 N=135 .0 a!61")
calc(V, "average/per-unit", "T/N=a", "修路{N}公里,审定造价{T}万元,每公里造价{a}万元。", "N=18.6 T=1339.2 .0", "N=16.4 T=1246.4 .0 a!86")
trap(V, "average/per-unit", "a mean over persons whose number is not told", "三个村人均分红分别为1.62万元、1.48万元和1.71万元,三村合并计算人均1.59万元。")

# Bounds.
B = "bound"
say(B, "bound/maximum", "contradicted", "36 classes of at most 45 hold 1620", "全校36个班班额均控制在45人以内,全校学生1702人。", "36*45<1702")
say(B, "bound/maximum", "verified", "1602 fit", "全校36个班班额均控制在45人以内,全校学生1602人。", "36*45>=1602")
say(B, "bound/minimum", "contradicted", "12 a year at least", "章程要求茶会每月至少开展一次。账册上看,全年共开展10次。", "10<12")
say(B, "bound/minimum", "verified", "13 are enough", "章程要求茶会每月至少开展一次。账册上看,全年共开展13次。", "13>=12")

# Lists, what is pointed at, units and periods.
E = "enumeration"
say(E, "count/values", "contradicted", "four values for three", "茶园分东、中、西三区采摘,各区产量分别为84斤、76斤、91斤、58斤。")
say(E, "count/enumeration", "contradicted", "three of two", "选定两个乡镇开展修渠试点,即青坪乡、罗家镇、双槐镇。")
say(E, "count/enumeration", "contradicted", "four of five", "创建“五好”茶社,做到茶叶好、茶具好、茶客好、茶香好。")
say(E, "count/enumeration", "verified", "five of five", "创建“五好”茶社,做到茶叶好、茶具好、茶客好、茶香好、茶话好。")
say(E, "count/enumeration", "verified", "four of four", "茶会设四个奖项,即一等奖、二等奖、三等奖、优秀奖。")
trap(E, "count/enumeration", "slogans of their own", "落实好“两补一送”“三通一平”“四好茶路”等做法。")
say("restatement", "restated/pointed", "contradicted", "386500 is not 368500", "义卖共筹得善款38万6500元。上述善款36万8500元已全数拨付。", "386500!=368500")
say("restatement", "restated/pointed", "verified", "the same", "义卖共筹得善款38万6500元。上述善款38万6500元已全数拨付。", "386500=386500")
say("unit", "unit/conversion", "contradicted", "1 公頃 is 10000 平方公尺", "茶場佔地3.2公頃(即320000平方公尺)。", "3.2*10000!=320000")
say("unit", "unit/conversion", "verified", "512*15=7680", "玉米平均亩产512公斤(每公顷7680公斤)。", "512*15=7680")
say("date", "date/days", "contradicted", "two months", "修渠工期3个月,自2024年3月11日起至2024年5月10日止。")
say("date", "date/days", "verified", "three months", "修渠工期3个月,自2024年3月11日起至2024年6月10日止。")
trap(S, L, "a third way out follows", "收到修灶申请126件,修好98件,还有14件转给邻村,14件撤回。")
trap(B, "bound/minimum", "other meetings", "茶社每月至少召开一次例会,全年共召开专题茶会9次。")
trap(B, "bound/every", "the others alone", "甲社、乙社合格率分别为92%、95%,其他各社均在98%以上。")
trap(V, "average/times", "not all of them took part", "每亩补贴150元,全乡4200亩茶园,发放补贴58万元,覆盖面92%。")
