"""What web pages leave in a report, and what damage does to its text; with prose that only looks like either."""
from make import say, trap

F = "boilerplate"
BODY = "全镇完成改厕任务,群众反响良好。"

def c(rule, why, *texts):
    for text in texts:
        say(F, rule, "contradicted", why, text)

c("boilerplate/breadcrumb", "the path of the page", f"当前位置:首页>工作动态>正文\n{BODY}", f"您现在的位置:首页 > 党建动态 > 基层\n{BODY}", f"當前位置:首頁>新聞中心>正文\n{BODY}")
c("boilerplate/page-controls", "buttons", f"{BODY}\n【打印本页】【关闭窗口】", f"字体:[大 中 小]\n{BODY}", f"{BODY}\n返回顶部")
c("boilerplate/share", "share buttons", f"{BODY}\n分享到:微信 微博 QQ空间")
c("boilerplate/pager", "previous and next", f"{BODY}\n上一篇:栗湾镇开展植树活动\n下一篇:石鹿乡召开村民大会", f"{BODY}\n上一篇:没有了")
c("boilerplate/related", "related articles", f"{BODY}\n相关文章\n栗湾镇推进河道整治\n枫渡村喜迎丰收", f"{BODY}\n相关链接:")
c("boilerplate/copyright", "copyright", f"{BODY}\n版权所有:麦溪县人民政府 技术支持:麦溪县信息中心", f"{BODY}\nCopyright © 2019-2024 All Rights Reserved")
c("boilerplate/icp-filing", "filing numbers", f"{BODY}\n麦ICP备00000000号-1", f"{BODY}\n网站标识码:0000000000")
c("boilerplate/visitor-counter", "a counter", f"欢迎访问麦溪先锋网\n您是本站第12680位访客\n{BODY}", f"歡迎訪問栗塘鄉情網\n您是第 位瀏覽者\n{BODY}")
c("boilerplate/editor", "the page's editor", f"{BODY}\n责任编辑:韩岭", f"{BODY}\n(编辑:罗汀)")
c("boilerplate/browser", "advice on browsers", f"{BODY}\n建议使用1024×768分辨率浏览本站")
c("boilerplate/qr-code", "scan a code", f"{BODY}\n扫一扫在手机打开当前页")
c("boilerplate/welcome", "a welcome line", f"欢迎访问白芦市党建网!\n{BODY}")
c("spam/link-list", "place names with bars", f"{BODY}\n青桐县| 白芦市| 澄湖县| 石泉镇| 麦溪县| 通岭县| 沙渡市| 长桥县| 安坪县| 宁塘县| 东沅区|")
trap(F, "boilerplate/breadcrumb", "prose with the same words", "摸清家底,找准当前位置和发展方向。", "该村位置优越,首页报道了其做法。")
trap(F, "boilerplate/copyright", "prose with the same words", "侵犯版权案件立案4起。", "机房备案资料须逐台补齐,年底集中抽验。", "技术支持团队驻村指导,解决难题16个。")
trap(F, "boilerplate/share", "prose with the same words", "组织经验分享会,分享到位、学习到位。", "群众扫一扫即可反映问题,全年受理诉求2100件。")
trap(F, "boilerplate/editor", "prose with the same words", "责任编辑制度进一步健全,全年编发简报36期。", "报社编辑王某到村采访。")
trap(F, "boilerplate/pager", "prose with the same words", "翻过这一页,续写下一篇章。", "写好高质量发展的下一篇文章。")
trap(F, "boilerplate/page-controls", "prose with the same words", "群众打印材料不再收费,全年免费打印3.2万页。", "关闭窗口2个,增设自助终端6台。")
trap(F, "spam/link-list", "a list of places in prose", "试点分布在青桐、白芦、澄湖、石泉、麦溪、通岭、沙渡、长桥八个县市,形成连片格局。", "产业覆盖柳湾、麻塘、栗坪、云坳四个村。")

F2 = "corruption"

def d(rule, why, *texts):
    for text in texts:
        say(F2, rule, "contradicted", why, text)

d("text/mojibake", "decoded in the wrong encoding", "ä¸­å›½ç»Ÿè®¡ 第二页", "锟斤拷锟斤拷全县共有村庄", "烫烫烫烫工作总结", "本鄉常住?丝诘?6.2%已參加醫(yī)保。")
d("text/pinyin", "pinyin behind the characters", "鄉(xiang)農(nong)機(ji)站(zhan)組織(zhi)檢修(xiu)車(che)輛", "全縣鄉(xiāng)村產(chǎn)業(yè)持續(xù)發(fā)展,農(nóng)民收入穩(wěn)步增長(zhǎng)。")
d("text/entities", "entities are left", "甲村&nbsp;&nbsp;乙村&nbsp;&nbsp;丙村均已完成。", "收入&lt;支出的村有6个&nbsp;。")
d("text/private-use", "a character of a private font", "全县\ue5d2完成任务\ue5d2。")
d("text/mojibake", "replacement characters", "全县共有\ufffd\ufffd党员3620名。")
d("text/doubled-punctuation", "marks doubled", "上半年,,全市新增企业2840户。", "今年以来,。各项工作有序推进。")
d("date/lost-signs", "signs between the digits were lost", "——20221227日在麦溪县第四届代表会议上")
d("text/lost-number", "a number was lost before its sign", "今年完成投资亿元,占年度任务的%。", "全县森林覆盖率达到%,比上年提高个百分点。")
d("text/doubled-percent", "two percent signs", "整改率达到96.4%%。")
trap(F2, "text/mojibake", "not mojibake", "报名入口为https://forms.example.cn/apply?t=4&no=315。", "编程社开设C++入门班2期,另设“互联网+”展台3个。", "安装PM2.5监测设备3套,pH值达标。", "曲线y=ax²+b的拟合度为0.92。", "联系邮箱office@example.cn。")
trap(F2, "text/pinyin", "latin letters in brackets that belong there", "推广水稻新品种(Oryza),亩产提高。", "党员教育管理服务平台(APP)注册用户2.1万人。")
trap(F2, "text/doubled-punctuation", "marks that may stand together", "“真的完成了?!”群众惊喜地说。", "他说:“好!”,随即签字。", "工作进展顺利……后续继续推进。")
trap(F2, "text/mask", "letters that are not masks", "xx县某村党支部书记介绍经验。", "产品型号为XC90,销量320台。", "X光机2台投入使用。")
