"""Sums, lists and bounds in wordings beside those of the first two rounds."""
from make import say

S, W, R, E, Q, C, M, X, Y = "sum/total", "sum/within", "sum/remainder", "count/enumeration", "count/series", "count/characters", "bound/minimum", "bound/maximum", "bound/every"

# Parts first, and then what they come to.
say("sum", S, "verified", "three rounds", "首轮募得善款12.6万元,次轮募得8.4万元,末轮募得5.2万元,三轮合在一起共26.2万元。", "12.6+8.4+5.2=26.2")
say("sum", S, "contradicted", "three rounds", "首轮募得善款12.6万元,次轮募得8.4万元,末轮募得5.2万元,三轮合在一起共27.2万元。", "12.6+8.4+5.2=26.2")
say("sum", S, "contradicted", "212+185+97=494", "冰壶馆上半月接待212人次、下半月接待185人次、加开夜场接待97人次,总计484人次。", "212+185+97=494")
say("sum", S, "verified", "318+246=564", "东岸站进站318人,西岸站进站246人,两站相加564人。", "318+246=564")
say("sum", S, "contradicted", "318+246=564", "东岸站进站318人,西岸站进站246人,两站相加546人。", "318+246=564")
say("sum", S, "verified", "four fees", "本案费用计有鉴定费3,200元、公告费600元、差旅费1,450元及邮寄费150元,合共5,400元。", "3200+600+1450+150=5400")
say("sum", S, "contradicted", "four fees", "本案费用计有鉴定费3,200元、公告费600元、差旅费1,450元及邮寄费150元,合共5,300元。", "3200+600+1450+150=5400")
say("sum", S, "contradicted", "46+38+27=111", "三个校区本学期分别开出选修课46门、38门和27门,全校共开出选修课121门。", "46+38+27=111")
say("sum", S, "verified", "46+38+27=111", "三个校区本学期分别开出选修课46门、38门和27门,全校共开出选修课111门。", "46+38+27=111")
say("sum", S, "contradicted", "2.35+1.87=4.22", "流动负债2.35亿元,非流动负债1.87亿元,负债合计4.42亿元。", "2.35+1.87=4.22")
say("sum", S, "verified", "2.35+1.87=4.22", "流动负债2.35亿元,非流动负债1.87亿元,负债合计4.22亿元。", "2.35+1.87=4.22")
# The whole first.
say("sum", S, "contradicted", "64+38+21=123", "院里现有进修医生133人,按来源分为省内64人、外省38人、部队21人。", "64+38+21=123")
say("sum", S, "verified", "64+38+21=123", "院里现有进修医生123人,按来源分为省内64人、外省38人、部队21人。", "64+38+21=123")
say("sum", S, "contradicted", "186+74=260", "本届运动会报名运动员270人,男子186人,女子74人。", "186+74=260")
say("sum", S, "verified", "186+74=260", "本届运动会报名运动员260人,男子186人,女子74人。", "186+74=260")
say("sum", S, "contradicted", "910+445+305=1660", "戏剧节门票共售出1 680张,由三类票组成:全价票910张、学生票445张、敬老票305张。", "910+445+305=1660")
say("sum", S, "verified", "910+445+305=1660", "戏剧节门票共售出1 660张,由三类票组成:全价票910张、学生票445张、敬老票305张。", "910+445+305=1660")
say("sum", S, "contradicted", "520+268=788", "年内核发牌照798个,包括食肆牌照520个及小贩牌照268个。", "520+268=788")
say("sum", S, "contradicted", "37.5+22.1+14.6=74.2", "馆舍修缮花费76.2万元,分为屋面37.5万元、管线22.1万元、外墙14.6万元三块。", "37.5+22.1+14.6=74.2")
say("sum", S, "verified", "37.5+22.1+14.6=74.2", "馆舍修缮花费74.2万元,分为屋面37.5万元、管线22.1万元、外墙14.6万元三块。", "37.5+22.1+14.6=74.2")
say("sum", S, "contradicted", "215+188+96=499", "全镇应征青年509名:初中学历215名,高中学历188名,大专及以上学历96名。", "215+188+96=499")
say("sum", S, "contradicted", "46+25+13=84", "救助站收容流浪猫86只,成年猫46只、幼猫25只、老年猫13只。", "46+25+13=84")
say("sum", S, "verified", "46+25+13=84", "救助站收容流浪猫84只,成年猫46只、幼猫25只、老年猫13只。", "46+25+13=84")
say("sum", S, "contradicted", "128+3+4=135", "出席代表137人投票表决,赞成128票,反对3票,弃权4票。", "128+3+4=135")
say("sum", S, "verified", "128+3+4=135", "出席代表135人投票表决,赞成128票,反对3票,弃权4票。", "128+3+4=135")
say("sum", S, "contradicted", "7+4+3=14", "青年队本季战绩7胜4平3负,共打了15场。", "7+4+3=14")
say("sum", S, "verified", "7+4+3=14", "青年队本季战绩7胜4平3负,共打了14场。", "7+4+3=14")
say("sum", "sum/points", "contradicted", "7*3+4=25", "青年队7胜4平3负积26分,排名第五。", "7*3+4=25")
say("sum", "sum/points", "verified", "7*3+4=25", "青年队7胜4平3负积25分,排名第五。", "7*3+4=25")
say("sum", S, "contradicted", "44+36+14+6=100", "问卷显示,非常认同44%、认同36%、不认同24%、说不清6%,四项合计100%。", "44+36+24+6=110")
say("sum", S, "verified", "44+36+14+6=100", "问卷显示,非常认同44%、认同36%、不认同14%、说不清6%,四项合计100%。", "44+36+14+6=100")
say("sum", "sum/table", "verified", "two halves", "月份|借出|归还\n上半年|420|405\n下半年|380|372\n合计|800|777", "420+380=800", "405+372=777")
# What is left.
say("sum", R, "verified", "860-815=45", "应缴水费860户,目前已缴815户,尚有45户未缴。", "860-815=45")
say("sum", R, "contradicted", "860-815=45", "应缴水费860户,目前已缴815户,尚有55户未缴。", "860-815=45")
say("sum", R, "contradicted", "640-85=555", "初筛文献640篇,剔除不符85篇,余545篇进入精读。", "640-85=555")
say("sum", R, "verified", "96.4-71.9=24.5", "应收物业费96.4万元,已收71.9万元,还有24.5万元未收。", "96.4-71.9=24.5")
say("sum", "sum/docket", "contradicted", "52+137-98-6=85", "年初在园幼犬52只,本年新进137只,领养98只,病亡6只,年末在园95只。", "52+137-98-6=85")
say("sum", "sum/docket", "verified", "52+137-98-6=85", "年初在园幼犬52只,本年新进137只,领养98只,病亡6只,年末在园85只。", "52+137-98-6=85")
say("sum", "sum/gap", "contradicted", "318-286=32", "歲入318億元,歲出286億元,歲計賸餘42億元。", "318-286=32")
for text in [
    "全年救助站收容流浪猫86只,其中领养46只、绝育70只。", "代表团120人,女运动员58人,教练员16人,随队医生6人。", "募得善款86万元,用于助学41万元、助医22万元,余款结转。",
    "三家医院分别接诊约120人、近90人、60余人,合计接诊270人左右。", "馆藏图书12.6万册,年借阅8.4万册次,新增0.6万册。", "部分志愿者身兼两组,文宣组32人,后勤组41人,全队共65人。",
    "本年度批出资助86项,金额较大的有修缮项目21项、展览项目17项。", "旧馆藏书3.2万册,新馆藏书5.1万册,全市公共图书馆合计26.8万册。",
]:
    say("sum", S, "clean", "no list that is closed", text)

# A number and its list.
say("enumeration", E, "contradicted", "four lines", "港口開通貨運航線三條:東灣線、北灣線、南灣線、外海線。")
say("enumeration", E, "verified", "three lines", "港口開通貨運航線三條:東灣線、北灣線、外海線。")
say("enumeration", E, "verified", "five stations", "接驳车共设五站,依次为码头、书城、体育场、市医院、高铁站。")
say("enumeration", E, "contradicted", "six stations", "接驳车共设五站,依次为码头、书城、体育场、市医院、美术馆、高铁站。")
say("enumeration", E, "verified", "four departments", "公司下设采购部、仓储部、质检部和运输部四个部门。")
say("enumeration", E, "contradicted", "four departments", "公司下设采购部、仓储部、质检部和运输部五个部门。")
say("enumeration", E, "verified", "four sections", "鄉公所設有民政、財經、建設、行政四課。")
say("enumeration", E, "contradicted", "five towns", "督查组先后走访石井、柳坪、河源、高桥、白水四个乡镇。")
say("enumeration", E, "contradicted", "five towns", "受灾较重的是石井、柳坪、河源、高桥、白水等四个乡镇。")
say("enumeration", E, "clean", "等 leaves it open", "督查组先后走访石井、柳坪、河源等五个乡镇。")
say("enumeration", E, "contradicted", "four sentences", "老校长送给毕业生三句话:“做人要正”“做事要实”“读书要勤”“身体要好”。")
say("enumeration", E, "verified", "three sentences", "老校长送给毕业生三句话:“做人要正”“做事要实”“读书要勤”。")
say("enumeration", E, "contradicted", "five ways", "采用“讲、演、画、唱、赛”四种形式开展禁毒宣传。")
say("enumeration", E, "verified", "four ways", "采用“讲、演、画、唱”四种形式开展禁毒宣传。")
say("enumeration", E, "contradicted", "four rooms", "社区新建三间功能室:阅览室、书画室、棋牌室、影音室,免费对居民开放。")
say("enumeration", E, "contradicted", "three volumes", "调查报告共四卷:第一卷总论,第二卷分论,第三卷附录。")
say("enumeration", E, "verified", "three volumes", "调查报告共三卷:第一卷总论,第二卷分论,第三卷附录。")
say("enumeration", E, "contradicted", "four groups", "检修班分成三组进行:第一组查线路,第二组查变压器,第三组查表箱,第四组做记录。")
say("enumeration", E, "verified", "three ways", "搜救队兵分三路,一路沿河下游,一路进山,一路守在村口。")
say("enumeration", E, "contradicted", "two ways", "搜救队兵分三路,一路沿河下游搜寻,一路进山搜寻。")
say("enumeration", E, "contradicted", "six tables", "随文附表共五张:表1收支表、表2资产表、表3债务表、表4人员表、表5项目表、表6绩效表。")
say("enumeration", E, "verified", "four steps", "护理操作归纳为四步:一问病史,二测体温,三看舌苔,四记台账。")
say("enumeration", E, "contradicted", "five steps", "护理操作归纳为四步:一问病史,二测体温,三看舌苔,四记台账,五交接班。")
say("enumeration", E, "verified", "three duties", "董事會轄下設三個委員會,分別負責審計、薪酬及提名。")
say("enumeration", E, "verified", "two plants", "园区现有热力站两座,即东区热力站和西区热力站。")
say("enumeration", Q, "contradicted", "four letters", "顧問報告提出三項建議:(a)設立熱線;(b)加派人手;(c)延長開放時間;(d)公開數據。")
say("enumeration", Q, "verified", "three letters", "顧問報告提出三項建議:(a)設立熱線;(b)加派人手;(c)公開數據。")
say("enumeration", Q, "contradicted", "four circled", "验收发现三类问题:①台账不全;②标识缺失;③通道堵塞;④灭火器过期。")
say("enumeration", Q, "verified", "three circled", "验收发现三类问题:①台账不全;②标识缺失;③通道堵塞。")
say("enumeration", Q, "verified", "首先, 其次, 最后", "论文从三个方面评估新算法:首先是速度,其次是内存,最后是可读性。")
say("enumeration", Q, "contradicted", "首先, 其次, 再次, 最后", "论文从三个方面评估新算法:首先是速度,其次是内存,再次是能耗,最后是可读性。")
say("enumeration", Q, "contradicted", "five", "居民诉求归纳为六类。(一)停车难;(二)噪声大;(三)路灯暗;(四)电梯旧;(五)绿化少。以上诉求已逐条交办。")
say("enumeration", C, "contradicted", "five characters", "老站长把经验浓缩成“四字诀”:听、看、摸、记、报。")
say("enumeration", C, "verified", "four characters", "老站长把经验浓缩成“四字诀”:听、看、摸、记。")
say("enumeration", E, "contradicted", "four categories", "基金資助範圍涵蓋三大類別,包括視覺藝術、表演藝術、文學創作及媒體藝術。")
for text in [
    "县委办、政府办、两个工作专班和三支突击队连夜集结。", "第三组:张禾、李苗、王穗、赵田。", "二班:收废纸36公斤;三班:收废纸41公斤、塑料9公斤。", "从甲区、乙区、丙县两区一县抽调人手。", "推广东岭、西岭两镇三村经验,甲社、乙社、丙社2家企业受表彰。",
    "四季豆、黄瓜、番茄陆续上市,三天卖出两千斤。", "前三名:石井队、柳坪队;优秀组织奖:河源队。", "诊室、药房、检验科分设三层,候诊区在一层。", "十五五规划提出城乡、区域、陆海统筹。", "学校组织一、二、三年级学生到两个场馆参观书画、陶艺、剪纸展。",
    "三方联动、四级包保、五个到位,防汛、防火、防灾一起抓。", "东线、西线、环线公交2条线路调整首末班。",
]:
    say("enumeration", E, "clean", "the number counts something else", text)

# Bounds.
say("bound", X, "contradicted", "9*30=270<281", "合唱班每班以30人为限,9个班共招收281人。", "9*30<281")
say("bound", X, "verified", "9*30=270>=264", "合唱班每班不超过30人,9个班共招收学员264人。", "9*30>=264")
say("bound", X, "contradicted", "14*6=84<91", "规程规定每队报名不超过6人,共有14支队伍、91名选手参赛。", "14*6<91")
say("bound", X, "contradicted", "12*8=96<103", "按每组4至8人编组,12个小组共103人。", "12*8<103")
say("bound", M, "verified", "26*3=78<=81", "标准要求每个养老驿站至少配3名护理员,全区26个驿站实有护理员81名。", "26*3<=81")
say("bound", M, "contradicted", "26*3=78>71", "每个养老驿站至少配3名护理员,全区26个驿站实配71名,均已达标。", "26*3>71")
say("bound", M, "verified", "17*2=34<=37", "每个渡口配备不少于2名安全员,全县17个渡口共配备37名。", "17*2<=37")
say("bound", Y, "contradicted", "88.4<90", "各科室满意度均在90%以上,其中门诊部93.1%、检验科88.4%、药剂科91.7%。", "88.4<90")
say("bound", Y, "verified", "all above 90", "各科室满意度均在90%以上,其中门诊部93.1%、检验科90.4%、药剂科91.7%。", "90.4>90")
say("bound", Y, "contradicted", "76.5<80", "各班卫生评比得分均不低于80分,其中六班76.5分。", "76.5<80")
say("bound", Y, "verified", "lowest 4.2", "各季度增速均在4%以上,最低为三季度的4.2%,最高为一季度的6.1%。", "4.2>4")
say("bound", Y, "contradicted", "320>300", "年内单笔捐赠均未超过300万元,其中最大的一笔为320万元。", "320>300")
say("bound", Y, "verified", "all above 85", "五位评委分别打出88、91、86.5、90、93,都不低于85分。", "86.5>85")
say("bound", "bound/extreme", "contradicted", "27.8>24.3", "六个合作社中分红最多的是禾丰社,达24.3万元;绿源社分红27.8万元,惠民社9.6万元。", "27.8>24.3")
say("bound", "bound/extreme", "verified", "24.3 is the most", "六个合作社中分红最多的是禾丰社,达24.3万元;绿源社分红17.8万元,惠民社9.6万元。", "24.3>17.8")
say("bound", "bound/mean-between", "contradicted", "64.2<68", "期末测评最高分97分,最低分68分,平均分64.2分。", "64.2<68")
say("bound", "bound/full-marks", "contradicted", "31.5>30", "附加题满分30分,三班平均得31.5分。", "31.5>30")
for text in [
    "力争每村不少于2名医生,目前18个村已配29名。", "申报企业须连续两年营收均在500万元以上,其中出口额300万元。", "铁路、公路里程均超过800公里,其中高速公路210公里。", "每人每年不超过2次,全年参训人员86名,培训310人次。",
    "原则上每班不超过45人,起始年级8个班共有学生372人。", "最高的是主楼,达98米;附楼与主楼总长320米。",
]:
    say("bound", Y, "clean", "an aim, a condition, or another measure", text)
