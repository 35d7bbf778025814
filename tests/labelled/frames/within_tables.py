"""Tables in every layout that they come in, and tables in which nothing adds up."""
from make import say, trap

BARS = lambda rows: "\n".join(" | ".join(row) for row in rows)
TABS = lambda rows: "\n".join("\t".join(row) for row in rows) + "\n"
HTML = lambda rows: "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
LINES = lambda rows: "\n".join(cell for row in rows for cell in row if cell) + "\n"


def rows(text):
    return [line.split() for line in text.strip().splitlines()]


# Requests: columns and rows that add up, and the balance of the first two rows and the last two.
requests = """
事项 个人 企业 社团 其他 总计
一、本年新收 61 14 3 2 80
二、上年结转 5 2 0 0 7
(一)予以提供 38 9 2 1 50
(二)部分提供 11 4 1 0 16
(三)不予提供 12 2 0 1 15
(四)总计 61 15 3 2 81
四、结转下年度 5 1 0 0 6
"""
say("sum", "sum/table", "verified", "rows and columns add up, in bars", BARS(rows(requests)), "61+14+3+2=80", "38+11+12=61", "61+5=66", "61+5=66")
say("sum", "sum/table", "verified", "rows and columns add up, in tabs", TABS(rows(requests)), "38+9+2+1=50")
say("sum", "sum/table", "verified", "rows and columns add up, in HTML", HTML(rows(requests)), "11+4+1+0=16")
say("sum", "sum/table", "verified", "rows and columns add up, one cell a line", LINES(rows(requests)), "12+2+0+1=15")
say("sum", "sum/balance", "verified", "80+7=81+6", "依申请办理情况如下。\n" + BARS(rows(requests)), "80+7=87", "81+6=87")
for name, layout in [("bars", BARS), ("HTML", HTML), ("tabs", TABS)]:
    say("sum", "sum/table", "contradicted", f"11+4+1+0=16, in {name}", layout(rows(requests.replace("11 4 1 0 16", "11 4 1 0 61"))), "11+4+1+0=16", "16!=61")
    say("sum", "sum/balance", "contradicted", f"61+5=66, 61+8=69, in {name}", layout(rows(requests.replace("四、结转下年度 5 1 0 0 6", "四、结转下年度 8 1 0 0 9"))), "61+5=66", "61+8!=66")
say("sum", "sum/table", "contradicted", "one cell a line, 38+9+2+1=50", LINES(rows(requests.replace("38 9 2 1 50", "58 9 2 1 50"))), "38+9+2+1=50", "58+9+2+1!=50")
say("sum", "sum/table", "verified", "the last column is the total without a label", LINES(rows("""
来信 126 34 15 175
来访 208 61 22 291
来电 347 95 40 482
网上 519 142 66 727
"""))[0:], "126+34+15=175", "208+61+22=291")
say("sum", "sum/table", "contradicted", "the last column is the total without a label, 519+142+66=727", TABS(rows("""
渠道 东片 西片 北片 全县
来信 126 34 15 175
来访 208 61 22 291
来电 347 95 40 482
网上 519 142 66 772
走访 233 87 31 351
""")), "519+142+66=727", "727!=772")

# Accounts by code.
accounts = """
合计 842.60
201 综合服务支出 513.45
20103 办公事务 513.45
2010301 日常运行 402.15
2010350 专项运行 111.30
208 保障支出 216.80
20805 养老支出 216.80
2080505 养老缴费 144.53
2080506 年金缴费 72.27
221 住房支出 112.35
22102 住房改革 112.35
2210201 公积金 88.20
2210203 补贴 24.15
"""
say("sum", "sum/levels", "verified", "every account is the sum of those below it", "支出表\n" + LINES(rows(accounts)), "513.45+216.80+112.35=842.60", "402.15+111.30=513.45")
say("sum", "sum/levels", "contradicted", "144.53+72.27=216.80", "支出表\n" + LINES(rows(accounts.replace("144.53", "154.43"))), "144.53+72.27=216.80", "154.43+72.27!=216.80")
say("sum", "sum/levels", "contradicted", "the total of all accounts is 842.60", "支出表\n" + LINES(rows(accounts.replace("842.60", "824.60"))), "513.45+216.80+112.35=842.60", "842.60!=824.60")
trap("sum", "sum/levels", "the account below has lost its number", "支出表\n" + LINES(rows(accounts.replace("2010301 日常运行 402.15", "2010301 日常运行"))))

# Changes and growth.
change = """
乡镇 上年产量 本年产量 增减 增长%
河西 1260 1345 85 6.7
石坪 874 912 38 4.3
柳沟 1533 1498 -35 -2.3
大垭 692 741 49 7.1
杨店 1105 1187 82 7.4
"""
for name, layout in [("bars", BARS), ("HTML", HTML), ("tabs", TABS)]:
    say("growth", "change/table", "verified", f"every change and rate follows, in {name}", layout(rows(change)), "1345-1260=85", "85/1260=6.7%", "912-874=38", "38/874=4.3%")
    say("growth", "change/table", "contradicted", f"1498-1533=-35, in {name}", layout(rows(change.replace("1498 -35", "1498 -53"))), "1533-1498=35", "35!=53")
    say("growth", "change/table", "contradicted", f"49/692=7.1%, in {name}", layout(rows(change.replace("49 7.1", "49 9.1"))), "49/692=7.1%", "49/692!=9.1%")
trap("growth", "change/table", "growth at constant prices, next to growth in money", TABS(rows("""
指标 上年 本年 增长%
税收收入(亿元) 1260 1345 6.7
民间投资(亿元) 874 912 4.3
外贸出口(亿元) 1533 1498 -2.3
地区生产总值(亿元) 8692 9041 5.2
社会消费(亿元) 692 741 7.1
""")), TABS(rows("""
作物 2018年 2022年 年均增长%
油菜 1260 1345 1.6
小麦 874 912 1.1
药材 692 741 1.7
花卉 533 598 2.9
""")))

# Shares.
shares = """
类别 户数 占比%
种植 348 34.8
养殖 227 22.7
加工 163 16.3
运输 141 14.1
其他 121 12.1
"""
say("ratio", "share/table", "verified", "shares of a total that is not printed", TABS(rows(shares)), "348+227+163+141+121=1000", "227/1000=22.7%")
say("ratio", "share/table", "contradicted", "a share of a total that is not printed", TABS(rows(shares.replace("16.3", "13.6"))), "163/1000=16.3%", "163/1000!=13.6%")
say("ratio", "share/table", "contradicted", "a count among shares that add up to 100", BARS(rows(shares.replace("141 14.1", "114 14.1"))), "141/1000=14.1%", "114/1000!=14.1%")
brackets = """
项目 甲组(n=46) 乙组(n=52)
城镇 31(67.4) 29(55.8)
农村 15(32.6) 23(44.2)
初中 17(37.0) 21(40.4)
高中 20(43.5) 19(36.5)
大专 9(19.6) 12(23.1)
"""
say("ratio", "share/table", "verified", "shares in brackets, of the number in the head", HTML(rows(brackets)), "31/46=67.4%", "29/52=55.8%")
say("ratio", "share/table", "contradicted", "20/46=43.5%", HTML(rows(brackets.replace("20(43.5)", "20(45.3)"))), "20/46=43.5%", "20/46!=45.3%")
say("ratio", "share/table", "contradicted", "all shares of the column are of 52, not of 25", HTML(rows(brackets.replace("n=52", "n=62"))), "29/52=55.8%", "29/62!=55.8%")

# Quotients and means.
yields = """
村 面积(亩) 产量(公斤) 亩产(公斤)
上湾 312 162240 520
下湾 208 99424 478
东坡 451 229108 508
西坡 175 78225 447
中坝 266 126350 475
"""
say("average", "average/table", "verified", "every yield follows", TABS(rows(yields)), "162240/312=520", "99424/208=478")
say("average", "average/table", "contradicted", "99424/208=478", TABS(rows(yields.replace("478", "748"))), "99424/208=478", "478!=748")
say("average", "average/table", "contradicted", "229108/451=508", BARS(rows(yields.replace("229108", "292108"))), "229108/451=508", "292108/451!=508")

# The text and the table.
table = "\n一、本年新收档案查阅事项数量 | 27 | 6 | 33\n二、上年结转档案查阅事项数量 | 1 | 0 | 1"
say("restatement", "restated/table", "verified", "33 in both", "全年共收到档案查阅事项33件,均按期办结。" + table, "33=33")
say("restatement", "restated/table", "contradicted", "31 in the text, 33 in the table", "2022年收到档案查阅事项31件,均按期办结。" + table, "31!=33")
trap("restatement", "restated/table", "another channel, another time", "全年网上收到档案查阅事项21件。" + table, "2022年一季度收到档案查阅事项18件。" + table, "全年共收到档案查阅事项31件左右。" + table)

# Nothing adds up.
trap("sum", "sum/table", "years, codes, telephone numbers, ranks",
     TABS(rows("站点 建成年份 电话 邮编\n河口 2012 6251037 431200\n岭下 2015 6251482 431201\n合计 2 2 2\n")),
     BARS(rows("年份 东站 西站\n2019 312 208\n2020 345 221\n2021 351 240\n2022 362 251\n")),
     TABS(rows("名次 代码 得分\n1 20103 96.5\n2 20805 94.0\n3 22102 91.5\n4 21011 88.0\n")))
trap("sum", "sum/table", "the total is in another unit, or of rates",
     TABS(rows("乡镇 面积(亩) 产值(元)\n河西 1260 86400\n石坪 874 51200\n合计(公顷、万元) 142.3 13.76\n")),
     BARS(rows("学校 及格率 优秀率\n一小 96.2 41.5\n二小 94.8 38.7\n三小 97.1 44.0\n合计 96.0 41.3\n")))
trap("sum", "sum/table", "some parts are left out, and named so",
     TABS(rows("国别 2019年 2020年 2021年\n甲国 487 502 658\n乙国 119 156 193\n丙国 267 296 353\n企业总数 1400 1500 2000\n")))
trap("ratio", "share/table", "several answers were allowed",
     TABS(rows("来源 人数 百分比%\n广播 348 34.9\n报纸 630 63.3\n网络 756 75.9\n亲友 250 25.1\n")))
