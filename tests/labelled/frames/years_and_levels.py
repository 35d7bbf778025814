"""Growth told in further orders, eras and terms, ranges that hold for all, runners-up, and damage that programs leave."""
from make import say, trap

F, R, D, P, M, T = "growth", "change/rate", "change/difference", "change/points", "change/multiple", "change/times-more"

# On what it was; what it was before something was done, and after it.
say(F, R, "verified", "300*1.25=375", "书展观众在上届300人的基础上增长25%,达到375人。", "375/300-1=25%")
say(F, R, "contradicted", "300*1.25=375", "书展观众在上届300人的基础上增长35%,达到375人。", "375/300-1=25%")
say(F, D, "contradicted", "420+60=480", "在2021年420册的基础上,2022年增加60册,达到490册。", "420+60=480")
say(F, R, "contradicted", "480 to 360 is down 25%", "换装前每晚耗电480度,换装后降至360度,节电30%。", "(480-360)/480=25%")
say(F, R, "verified", "480 to 360 is down 25%", "换装前每晚耗电480度,换装后降至360度,节电25%。", "(480-360)/480=25%")
say(F, P, "contradicted", "82-57=25", "试点前及格率为57%,试点后为82%,提升了35个百分点。", "82-57=25")
trap(F, R, "another thing after it", "集训前报名240人,集训后留用180人,比上期减少8%。", "修缮前库房有裂缝36处,修缮后新增书架48组,借阅量提高12%。")
# The old level behind, in a sentence of its own, or under its year alone.
say(F, R, "contradicted", "126/105-1=20%", "全年接待外宾126批。上年为105批,同比上升25%。", "126/105-1=20%")
say(F, R, "verified", "126/105-1=20%", "全年接待外宾126批。上年为105批,同比上升20%。", "126/105-1=20%")
say(F, R, "contradicted", "18.2/14.0-1=30%", "全年售书18.2万册,2022年为14.0万册,同比增幅达35%。", "18.2/14.0-1=30%")
say(F, R, "contradicted", "660/600=110%", "全年展出画作660幅,为上年的105%,上年为600幅。", "660/600=110%")
# From one part of the year to the next, either first.
say(F, R, "verified", "4.62/4.20-1=10%", "第三季度售出茶具4.62万套,第二季度为4.20万套,环比增长10%。", "4.62/4.20-1=10%")
say(F, R, "contradicted", "4.62/4.20-1=10%", "第三季度售出茶具4.62万套,第二季度为4.20万套,环比增长15%。", "4.62/4.20-1=10%")
say(F, R, "contradicted", "1500/1200-1=25%", "首季寄出包裹1200件,次季寄出1500件,按季上升20%。", "1500/1200-1=25%")
say(F, R, "contradicted", "336/280-1=20%", "本季售票336张,環比上季度的280張增長26%。", "336/280-1=20%")
trap(F, R, "of the same month a year before", "7月受理86件,8月受理92件,同比增长15%。", "馆藏由年初的2100册增加到2360册,同比增长14.8%。")
# Sharper verbs.
say(F, R, "contradicted", "860 to 602 is down 30%", "木船由860艘锐减至602艘,锐减四成五。", "(860-602)/860=30%")
say(F, D, "contradicted", "36.9-32.4=4.5", "展厅面积从32.4平方米增大到36.9平方米,增大5.5平方米。", "36.9-32.4=4.5")
say(F, P, "contradicted", "76.1-72.4=3.7", "借出率由年初的72.4%升至76.1%,较年初上升4.7个百分点。", "76.1-72.4=3.7")
say(F, P, "contradicted", "93.5-90.2=3.3", "南馆好评率93.5%,比各馆平均水平90.2%高出4.3个百分点。", "93.5-90.2=3.3")
say(F, P, "verified", "86.5-71.2=15.3", "本科以上馆员占比86.5%,五年前仅为71.2%,五年提高了15.3个百分点。", "86.5-71.2=15.3")
say(F, P, "contradicted", "8.0-7.2=0.8", "迁入率为7.2‰,比上年的8.0‰下降1.8个千分点。", "8.0-7.2=0.8")
say(F, R, "contradicted", "two tenths after 提高", "接诊量在上年80人次的基础上提高一成,达到104人次。", "104/80-1=30%")
# What grew by, what grew to.
say(F, R, "contradicted", "30/(150-30)=25%", "入馆单位较上年净增30家,达到150家,增速为20%。", "30/(150-30)=25%")
say(F, D, "contradicted", "1600-320=1280", "报名者比去年的1600人少了320人,只有1380人。", "1600-320=1280")
say(F, R, "contradicted", "300/200-1=50%", "近三年社员数分别为200人、240人和300人,三年间增长60%。", "300/200-1=50%")
say(F, R, "contradicted", "4.5/3.0-1=50%", "从2021年到2023年,票款依次为3.0亿元、3.6亿元、4.5亿元,2023年比2021年增长60%。", "4.5/3.0-1=50%")
# One group beside another.
say(F, "change/compared-rate", "contradicted", "48/40-1=20%", "南窑日产48件,北窑日产40件,南窑比北窑高出30%。", "48/40-1=20%")
say(F, "change/compared-rate", "verified", "48/40-1=20%", "南窑日产48件,北窑日产40件,南窑比北窑高出20%。", "48/40-1=20%")
say(F, "change/compared", "contradicted", "78.2-65.1=13.1", "城里到课率78.2%,乡下65.1%,城里比乡下高15.1个百分点。", "78.2-65.1=13.1")
say(F, "change/compared", "contradicted", "41.3-32.5=8.8", "男生优秀率为32.5%,女生为41.3%,相差10.8个百分点。", "41.3-32.5=8.8")
trap(F, "change/compared-rate", "the yield is no area", "南村种茶420亩,北村种茶350亩,南村亩产比北村高15%。")
# Times more.
say(F, T, "contradicted", "168/42=4, 3 times more", "茶亭由2019年的42座发展到2023年的168座,增长了4倍。", "168/42-1=3")
say(F, T, "verified", "168/42-1=3", "茶亭由2019年的42座发展到2023年的168座,增长了3倍。", "168/42-1=3")
say(F, M, "contradicted", "240/150=1.6", "存书达到240册,比上年翻了一番,上年为150册。", "240/150=1.6")
say(F, M, "contradicted", "8.75/3.5=2.5", "日处理能力从3.5万吨提升到8.75万吨,相当于原来的3.5倍。", "8.75/3.5=2.5")

# Bounds.
K, U, Q = "bound/kept-between", "bound/runner-up", "bound/required"
say("bound", K, "contradicted", "8.9>8.5", "六处水样pH值均在6.5至8.5之间,其中3号样为8.9。", "8.9>8.5")
say("bound", K, "verified", "7.9<=8.5", "六处水样pH值均在6.5至8.5之间,其中3号样为7.9。", "7.9<=8.5", "7.9>=6.5")
say("bound", K, "contradicted", "13.6>12", "各茶行月销售额介乎8万元至12万元,其中湾畔行录得13.6万元。", "13.6>12")
say("bound", K, "contradicted", "38>35", "选手年龄在18岁至35岁之间,年龄最大的38岁。", "38>35")
trap("bound", K, "another thing", "各站水位在12.5米至14.0米之间,警戒水位为15.2米。", "学员年龄在6岁至12岁之间,最大班额45人。", "各点pH值在6.5至8.5之间,其中总硬度为450毫克/升。")
say("bound", U, "contradicted", "880>860", "产茶最多的前坪村达860斤,其次是后坪村880斤。", "880>860")
say("bound", U, "verified", "820<860", "产茶最多的前坪村达860斤,其次是后坪村820斤。", "820<860")
say("bound", "bound/every-growth", "contradicted", "7.6<10", "三项开支的压减幅度均在10%以上,分别压减14.2%、11.8%和7.6%。", "7.6<10")
say("bound", "bound/every", "contradicted", "87.6<90", "各社到会率在90%以上,最低的为石桥社,到会率87.6%。", "87.6<90")
say("bound", "bound/maximum", "contradicted", "40*8=320<352", "讲座每场以40人为限,全年举办8场,出席者合计352人次。", "40*8=320", "352>320")
say("bound", "bound/minimum", "verified", "11*143=1573<=1716", "办社补助每村每年不低于11万元,2023年对143个村安排1716万元,达到标准。", "11*143=1573", "1573<=1716")
say("bound", Q, "contradicted", "3<4", "按规定理事会应至少召开4次会议,任期内召开3次,符合规定。", "3<4")
say("bound", Q, "contradicted", "36>35", "茶室粉尘平均36微克/立方米,达到二级标准(不高于35微克/立方米)。", "36>35")
trap("bound", "bound/maximum", "money of other sources too", "每村不超过20万元,涉及12个村,整合资金共350万元。")

# Dates.
say("date", "date/era", "contradicted", "113+1911=2024", "茶社民國113年(西元2023年)5月改選理事。", "113+1911=2024")
say("date", "date/era", "verified", "78+1911=1989", "茶社創立於1989年(民國78年)。", "78+1911=1989")
say("date", "date/lost-signs", "contradicted", "202312", "截至202312月底,社里共有茶农486户。")
say("date", "date/days", "contradicted", "2 years and 6 months", "茶亭2021年3月开工,2023年9月竣工,历时3年6个月。", "(2023-2021)*12+9-3=30")
say("date", "date/days", "verified", "2 years and 6 months", "茶亭2021年3月开工,2023年9月竣工,历时2年6个月。", "(2023-2021)*12+9-3=30")
say("date", "date/anniversary", "contradicted", "27 months", "本届理事会2021年11月产生,到2024年2月换届,任职恰满4年。", "(2024-2021)*12+2-11=27")
say("date", "date/anniversary", "contradicted", "2023-1953=70", "该馆1953年建馆,2023年迎来建馆80周年。", "2023-1953=70")
say("date", "date/anniversary", "contradicted", "2022-1932=90", "老社长1932年生,2022年迎来80岁寿辰。", "2022-1932=90")
trap("date", "date/anniversary", "of something else", "1998年建馆,2018年迁建,2023年迎来新馆启用5周年。", "他1985年入社,2005年调任现职,从事制茶38年。")

# Damage.
say("corruption", "text/template", "contradicted", "an error of a spreadsheet", "全年投入#REF!万元,完成率#DIV/0!。")
say("corruption", "text/repeated-word", "contradicted", "a word twice", "采茶量同比增长增长8.6%,位居第一。")
say("corruption", "text/lost-number", "contradicted", "no month", "2023年月日,茶社召开年会。")
trap("corruption", "text/template", "said of it", "返回null值的记录共12条。", "#1机组和#2机组并网发电。")
say("boilerplate", "boilerplate/visitor-counter", "contradicted", "an empty counter", "来源：本站 作者：管理员 点击数： 更新时间：2023-05-06\n茶社召开年会。")
