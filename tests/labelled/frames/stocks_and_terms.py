"""What was left and came in, parts of money, terms of office, kept ranges and page marks."""
from make import say

S, W, E, X, P, K = "sum/total", "sum/within", "count/enumeration", "bound/maximum", "bound/peak", "bound/kept-between"

for closing, expect in [("63万元", "verified"), ("36万元", "contradicted")]:
    say("sum", "sum/closing", expect, "64+210-211=63", f"基金会上年结转64万元,本年募得210万元,本年支出211万元,年末结余{closing}。", "64+210-211=63")
for total, expect in [("113人", "verified"), ("131人", "contradicted")]:
    say("sum", S, expect, "72+41=113", f"合唱团由老团员72人和新团员41人组成,{total}全部参加了巡演。", "72+41=113")
for total, expect in [("74 950", "verified"), ("79 450", "contradicted")]:
    say("sum", S, expect, "38200+21650+15100=74950", f"当日进账(元):门票38 200;餐饮21 650;停车15 100;合计{total}。", "38200+21650+15100=74950")
for total, expect in [("142人", "verified"), ("124人", "contradicted")]:
    say("sum", S, expect, "131+7+4=142", f"到会业主{total},赞成131票,反对7票,弃权4票。", "131+7+4=142")
for part, expect in [("1 920万元", "verified"), ("2 910万元", "contradicted")]:
    say("subset", W, expect, "part and whole", f"合作社应收账款余额2 190万元,其中账龄三年以上的欠款{part}。")
for part, expect in [("14名", "verified"), ("41名", "contradicted")]:
    say("subset", W, expect, "part and whole", f"救生艇上的24名乘客中有老人{part},全部获救。")
say("subset", W, "clean", "profit is set off against losses", "集团实现利润3.2亿元,其中港口公司盈利3.9亿元。")
say("subset", W, "clean", "what was added is no whole", "存款比年初增加4.1亿元,其中储蓄存款52.6亿元。")
for total, expect in [("1 450户", "verified"), ("1 950户", "contradicted")]:
    say("bound", X, expect, "32*50=1600", f"每名水管员负责农户不超过50户,全灌区{total}现有水管员32名。", "32*50=1600")
for value, expect in [("29度", "verified"), ("37度", "contradicted")]:
    say("bound", P, expect, "the highest", f"入夏以来库房日均温最高为33度,出现在7月9日;8月14日日均温为{value}。")
say("bound", P, "clean", "another year", "上年库房日均温最高为33度;今年8月14日日均温为35度。")
for value, expect in [("6.4度", "verified"), ("9.4度", "contradicted")]:
    say("bound", K, expect, "within its range", f"冷藏车厢温度全程保持在4度至8度之间,其中中途一次测得{value}。")
for names, expect in [("青木台、石鼓台、云水台", "verified"), ("青木台、石鼓台、云水台、鹿鸣台", "contradicted")]:
    say("enumeration", E, expect, "three stations", f"参加联测的三个气象台——{names}——均按时报送了数据。")
for years, expect in [("四年", "verified"), ("七年", "contradicted")]:
    say("date", "date/anniversary", expect, "2022-2018=4", f"罗某2018年3月进驻桐岭村,2022年4月期满,驻村{years}。", "2022-2018=4")
for day, expect in [("28日", "verified"), ("2日", "contradicted")]:
    say("date", "date/range", expect, "from first to last", f"书画班2023年8月12日开班,同年8月{day}结业。")
say("corruption", "text/page-mark-within", "contradicted", "a page mark", "码头全年吞吐量第8页 共21页1 260万吨,比上年略增。")
say("corruption", "text/page-mark-within", "clean", "a page of a paper", "明细见第8页共21页的附表,合计1 260万吨。")
