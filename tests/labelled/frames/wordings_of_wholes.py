"""Lists before a total, titles of books, three industries, second counts, and parts that are told by several criteria."""
from make import say, trap

T, W, P, R, E, N, S = "sum/total", "sum/within", "sum/parts-within", "sum/remainder", "count/enumeration", "count/nth", "count/series"


def enumeration(expect, why, text):
    say("enumeration", E, expect, why, text)


def both(family, rule, right, wrong, text, *facts):
    say(family, rule, "verified", facts[0] if facts else "as listed", text.replace("@", right), *facts)
    say(family, rule, "contradicted", facts[0] if facts else "not as listed", text.replace("@", wrong), *facts)


# A number that a comma sets apart from its list.
both("enumeration", E, "5", "6", "渔港管理处设港务科、船检科、安全科、财务科、综合室,共@个科室。")
both("enumeration", E, "4", "5", "下架的批次为:青盐梅干、脆口笋丝、酸汤豆花、椒香花生,共@批次。")
both("enumeration", E, "4", "3", "到会的单位包括岛务局、海事局、气象局和渔业局,合计@家。")
both("enumeration", E, "三", "四", "候选设计依次为:沧浪设计、听涛设计、远岫设计,共@家。")
enumeration("clean", "firms of three trades", "名录涉及造船、制绳、织网,共9家。")
enumeration("clean", "seats and not places", "补选席位分布在北屿镇、南屿镇、中屿镇,共4人。")
# Two lists and their sum.
both("enumeration", E, "5", "6", "渔校开有捕捞、轮机、航海3门船上课程和财会、外语2门岸上课程,共计@门。")
both("enumeration", E, "6", "7", "授予郑海潮、吴春生、冯小满、陈阿福4名船员“守望者”称号,授予林月娥、何秀英2名社员“巧织女”称号,以上共@人。")
enumeration("clean", "two of the three are told of once more", "灯塔修了北礁、东礁、西礁3座,其中北礁、东礁2座换了灯,共3座通过验收。")
# Titles of books, and quotes that are counted by a measure word.
both("enumeration", E, "三", "两", "渔协印发《休渔公约》《船证办法》《网具规定》@个文件。")
both("enumeration", E, "3", "2", "渔协修订了《休渔公约》《船证办法》和《网具规定》@项制度。")
both("enumeration", E, "三", "四", "船厂先后获“文明船坞”“平安船坞”“绿色船坞”@项荣誉。")
enumeration("clean", "how often, not what", "渔协举办“赶海”“补网”5场活动。")
# Steps, phases and instalments.
both("enumeration", E, "三", "四", "禁渔采用“摸底—封港—复查”@阶段推进。")
both("enumeration", E, "第三", "第四", "清淤分测量、开挖、验收三个阶段,其中@阶段在秋后进行。")
enumeration("clean", "three are over, and there are more", "清淤已完成三个阶段,第四阶段转入管护。")
both("enumeration", E, "三", "两", "船款分@次付清,第一次付四成,第二次付四成,第三次付两成。")
# The form of the names.
both("enumeration", E, "五", "四", "抽查了北屿小学、南屿中学、中屿小学、船工夜校、渔家幼校共@所学校。")
both("enumeration", E, "5", "6", "渔联社拥有沧海船厂、沧海网厂、沧海冰厂、沧海绳厂、沧海渔行@家下属企业。")
both("enumeration", E, "4", "5", "年检的项目有船壳、主机、灯光、救生@项。")
both("enumeration", E, "三", "四", "评分由初看层、细看层、合议层@层构成。")
both("enumeration", E, "4", "3", "返航的有@趟渡轮:东甲号、东乙号、东丙号、东丁号。")
both("enumeration", E, "3", "4", "全年办了@次演练,即3月的落水演练、6月的避风演练、9月的火情演练。")
both("enumeration", E, "4", "3", "招标划分甲包(船壳)、乙包(主机)、丙包(网具)、丁包(冰库)@个包件。")

# Three industries, and what grew in between.
both("sum", T, "264.8亿元", "246.8亿元", "全市实现地区生产总值@,按可比价格计算增长4.9%。其中,第一产业增加值31.5亿元,增长3.3%;第二产业增加值108.9亿元,增长5.6%;第三产业增加值124.4亿元,增长4.8%。", "31.5+108.9+124.4=264.8")
both("sum", T, "64.6亿元", "66.4亿元", "三次产业增加值分别为9.7亿元、23.4亿元、31.5亿元,全区生产总值@。", "9.7+23.4+31.5=64.6")
# Labels of one form.
both("sum", T, "3164人", "3264人", "渔校在册学员@,航海部1820人,轮机部1344人。", "1820+1344=3164")
both("sum", T, "27.6万元", "26.7万元", "渔灯节收入@,其中门票收入18.4万元,摊位收入9.2万元。", "18.4+9.2=27.6")
both("sum", T, "1216人", "1261人", "渔联社有个人社员1216人、团体社员38个,个人社员中男社员874人、女社员@。".replace("1216人", "@").replace("@。", "342人。"), "874+342=1216")
# Nothing else.
both("sum", T, "214户", "241户", "全岛渔户@,其中北岸117户、南岸97户,此外并无其他渔户。", "117+97=214")
both("sum", T, "46.3万", "43.6万", "灯会入场人次首日12.8万、次日15.4万、第三日18.1万,三日合计@人次。", "12.8+15.4+18.1=46.3")
both("sum", "sum/carried-over", "231件", "213件", "上年结转渔事纠纷14件,本年新立案217件,本年应办理@。", "14+217=231")
both("sum", "sum/gap", "1.37亿元", "1.73亿元", "全年收入总计26.48亿元,支出总计25.11亿元,收支相抵,结转下年@。", "26.48-25.11=1.37")
both("sum", "sum/gap", "37.2亿元", "32.7亿元", "出口61.8亿元,进口24.6亿元,贸易顺差@。", "61.8-24.6=37.2")
both("sum", R, "387张", "397张", "原有泊位425张,拆除38张后,现有泊位@。", "425-38=387")
both("sum", R, "14人", "24人", "受访的96名船工当中,愿意的61人,不愿意的21人,另有@没有表态。", "61+21+14=96")
both("sum", "sum/closing", "38个", "83个", "年初有在建船坞31个,年内新开工19个,竣工12个,年末在建@。", "31+19-12=38")

# More than there were.
both("subset", W, "319份", "391份", "各船队申报休渔补贴326份,其中经渔政站审核通过的@。", "319<326")
both("subset", W, "44个", "54个", "巡察反馈渔港问题47个,目前已完成整改@。", "44<47")
both("subset", W, "1.9亿元", "2.9亿元", "下达渔港资金2.4亿元,截至9月末已支付@。", "1.9<2.4")
both("subset", W, "151户", "181户", "纳入帮扶渔户163户512人,已消除风险@。", "151<163")
both("subset", W, "2104人", "2410人", "船员考试报考人数2146人,实际到考@。", "2104<2146")
both("subset", W, "91份", "96份", "鱼苗领养登记94份,已回访@。", "91<94")
both("subset", R, "43户136人", "34户136人", "纳入帮扶渔户171户540人,已消除风险128户404人,未消除风险@。", "128+43=171")
trap("sum", P, "parts by several criteria",
     "全市渔港437座,其中城区163座,三类以上286座。",
     "渔家乐312家,其中甲级12家,老屋改建196家,沿岸布点148家。",
     "培训班共60名船工参加,其中女船工32人,机关干部35人。",
     "发放贷款1.8亿元,其中,涉农贷款1.1亿元,小微企业贷款0.9亿元。",
     "在押船员中,40岁以下612人,初中以下文化583人,初犯704人,总数为1126人。")
trap("subset", W, "what was set out to be done", "目标任务320套,实际开工346套。", "下达渔港任务320座,已开工346座。")
trap("subset", W, "what was there before", "受理渔事纠纷135件,已办结142件(含上年结转11件)。")
