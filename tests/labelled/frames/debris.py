"""More of what pages and damage leave, in other words and places than the rules were written on, and prose that comes near."""
from make import say, trap

B = "栗湾镇今年新修机耕道六条,村民出行方便多了。"
P = "枫渡村把闲置校舍改成手工作坊,安置留守妇女就业,大家在家门口就能挣钱。"


def page(rule, why, *texts):
    for text in texts:
        say("boilerplate", rule, "contradicted", why, text)


def damage(rule, why, *texts):
    for text in texts:
        say("corruption", rule, "contradicted", why, text)


page("boilerplate/breadcrumb", "the path of the page", f"您的位置: 网站首页 > 乡镇快讯 > 详情\n{B}", f"现在位置:首页 >> 新闻 >> 栗湾\n{B}", f"首頁 > 訊息公告 > 鄉鎮動態\n{B}", f">\n栗湾动态\n{B}", f"您当前所在的位置:首页\\要闻\n{B}")
page("boilerplate/menu", "a menu, an entry a line", f"首页\n政务公开\n便民服务\n互动交流\n专题专栏\n栗湾镇修路\n{B}", f"网站首页\n通知公告\n政策法规\n联系我们\n栗湾镇修路\n{B}")
page("boilerplate/navigation", "a row of entries", f"首页 | 新闻中心 | 政务公开 | 办事大厅 | 互动交流\n{B}", f"登录 注册 加入收藏 设为首页\n{B}", f"无障碍 长者模式 繁体\n{B}", f"網站導覽 | 回首頁 | English | 意見信箱\n{B}", f"{B}\n友情链接")
page("boilerplate/page-controls", "buttons", f"下载\n打印\n收藏\n【字号:\n加大\n还原\n减小\n】\n栗湾镇修路\n{B}", f"{B}\n打印 | 关闭 | 返回顶部", f"{B}\n友善列印 轉寄好友 回上一頁", f"字體大小:【大 中 小】\n{B}", f"{B}\n【關閉視窗】\n回頂部")
page("boilerplate/share", "share buttons", f"{B}\nweixin\nweibo\nqzone", f"{B}\n一键分享:\n", f"{B}\n分享至: 微博 朋友圈", f"分享到 微信 QQ空间\n{B}")
page("boilerplate/related", "other articles", f"{B}\n【相关阅读】\n枫渡村办起手工坊", f"{B}\n猜你喜欢\n", f"{B}\n推薦閱讀", f"{B}\n热门文章\n阅读排行")
page("boilerplate/pager", "other pages", f"{B}\n【上一篇】石鹿乡收粮忙\n【下一篇】没有了", f"{B}\n首页 上一页 1 2 3 下一页 尾页", f"{B}\n<<上一页 下一页>>", f"{B}\n展开全文")
page("boilerplate/qr-code", "scan a code", f"{B}\n微信扫一扫分享", f"{B}\n手机扫码查看", f"{B}\n扫描二维码关注我们")
page("boilerplate/copyright", "copyright", f"{B}\n© 2023 栗湾镇人民政府", f"{B}\n版權所有 麥溪縣政府", f"{B}\nCopyright@2020 麦溪新闻网 版权所有", f"{B}\n麦溪县融媒体中心 版权所有 未经授权禁止转载", f"{B}\nPowered by 麦溪网络")
page("boilerplate/icp-filing", "filing numbers", f"{B}\nICP备案号:麦ICP备12003456号", f"{B}\n备案序号: 麦ICP备12003456号-3 麦公网安备 33010002000001号", f"{B}\n麦公网安备33010002000001号")
page("boilerplate/licence", "licences", f"{B}\n信息网络传播视听节目许可证号:1105104", f"{B}\n违法和不良信息举报电话:0571-0000000", f"{B}\n政府网站标识码:3301000001")
page("boilerplate/host", "who runs the site", f"{B}\n主管单位:麦溪县委宣传部\n承办单位:麦溪县信息中心", f"{B}\n技术支持:云岫科技", f"{B}\n本网站由麦溪县融媒体中心负责维护。", f"{B}\n投稿邮箱:tougao@maixi.example")
page("boilerplate/editor", "editors", f"{B}\n编辑:韩岭 审核:罗汀", f"{B}\n一审:韩岭 二审:罗汀 三审:江汊", f"{B}\n責任編輯:韓嶺", f"{B}\n(责编:韩岭、罗汀)")
page("boilerplate/visitor-counter", "counters", f"{B}\n本站总访问量:1203456", f"{B}\n您是本网第120345位来访者")
page("boilerplate/correction", "a button", f"{B}\n【内容纠错】", f"{B}\n我要纠错")
page("boilerplate/disclaimer", "disclaimers", f"{B}\n声明:本文仅代表作者观点,转载请注明来源。", f"{B}\n免责声明:本站部分内容来自网络,如有侵权请联系删除。", f"{B}\n版权均属麦溪网所有,未经本网授权不得转载,违者追究责任。")
page("boilerplate/document-sharing", "a document site", f"《栗湾镇工作总结》由会员分享,可在线阅读\n{B}", f"栗湾镇工作总结.docx\n{B}", f"{B}\n(全文共3120字)", f"{B}\n未完,继续阅读", f"{B}\n已阅读5页,还剩12页未读,继续阅读")
page("boilerplate/image", "a placeholder", f"{B}\n(资料图)\n{P}", f"{B}\n点击查看大图\n{P}", f"{B}\n图片加载中\n{P}", f"{B}\n16692525_01.jpg\n{P}")
page("boilerplate/original-title", "the original title", f"(原标题:栗湾镇打通断头路)\n{B}", f"{B}\n原標題:栗灣鎮打通斷頭路")
page("boilerplate/accessibility", "for machines", f":::\n栗灣鎮修路\n{B}", f"跳转到主要内容\n{B}", f"今天是 2023年5月6日 星期六\n{B}", f"多云 12℃~20℃\n{B}", f"您访问的链接即将离开本网站,是否继续?\n{B}")
page("boilerplate/browser", "browsers", f"{B}\n您的浏览器不支持javascript,请升级", f"{B}\n推荐使用1440*900以上分辨率", f"{B}\n建议使用谷歌浏览器访问本站")
page("boilerplate/advert", "advertising", f"{B}\n下载麦溪APP,查看更多", f"{B}\n广告", f"ad_1024_top\n{B}")
page("boilerplate/comments", "comments", f"{B}\n网友评论(0)", f"{B}\n我来说两句", f"{B}\n加载更多")
page("boilerplate/wiki", "a wiki or a forum", f"跳转到导航\n{B}", f"{B}\n維基百科,自由的百科全書", f"发表于 2014-5-6 09:12 | 只看该作者\n{B}", f"查看: 1203|回复: 4\n{B}", f"目录 [隐藏]\n{B}")
page("boilerplate/source-link", "the page's address", f"原文链接:https://www.maixi.example/a/1.html\n{B}", f"{B}\n本文网址:http://maixi.example/n/20230506.htm", f"{B}\nhttps://www.maixi.example")
page("boilerplate/script", "code", f'{B}\nvar id = "120";\ndocument.write(id);', f"function show(a) {{\n$('#x').hide();\n}}\n{B}", f".nav {{ color: #333; }}\n{B}")
page("boilerplate/glued", "run into the paragraph", f"{B * 4}上一篇:石鹿乡收粮忙 下一篇:长桥县开渠", f"{B * 4}版权所有:麦溪县人民政府 承办:麦溪县信息中心")
page("spam/link-list", "places as links", f"{B}\n澄湖县|石泉县|麦溪县|通岭县|沙渡市|长桥县|安坪县|宁塘县|青桐县|白芦市|", f"{B}\n麥溪縣| 通嶺縣| 沙渡市| 長橋縣| 安坪縣| 寧塘縣| 青桐縣| 白蘆市| 澄湖縣|")
page("spam/keywords", "search terms", f"澳门百家乐_真人娱乐_老虎机app_彩票平台_官网入口\n{B}", f"久久精品,亚洲在线,国产无码,一区二区,高清观看\n{B}", f"电竞投注平台-体育平台app-首页\n{B}", f"{B}\n成人视频|免费观看|国产在线|亚洲一区|激情小说|")
page("spam/injected", "another's name in a sentence", "栗湾镇天豪体育(中国)官方网站召开会议,部署修路。", "村支书说,云博娱乐官网登录路修好了,茶叶不愁卖。", "全镇永胜棋牌app下载共修机耕道六条。")

trap("boilerplate", "boilerplate/menu", "headings", "组织建设\n队伍建设\n制度建设\n栗湾镇今年新修机耕道六条。", "一、总体情况\n二、主要做法\n三、存在问题\n四、下一步打算\n" + B)
trap("boilerplate", "boilerplate/navigation", "lists that are the subject", "走访 座谈 问卷 评议\n" + B, "会议审议了政务公开、办事服务、互动交流三个栏目的改版方案。", "优先 便民 高效\n" + P)
trap("boilerplate", "boilerplate/breadcrumb", "places", "现在的位置在老街以东,搬迁工作已全部完成。", "该厂位置:村口往北二里,原为粮库,今年改建。", "流程:申请>受理>审核>发证,全程不超过三天。")
trap("boilerplate", "boilerplate/page-controls", "the same words", "免费打印、复印三千页,帮助群众返回顶岗实习证明。", "窗口关闭后自助终端照常开放,收藏馆全年接待两万人。", "字号为仿宋三号,标题居中,均按公文格式执行。")
trap("boilerplate", "boilerplate/share", "the same words", "分享到最后,几位老党员都红了眼眶。", "村里建起微信、微博两个账号,由大学生打理。", "经验分享\n" + P)
trap("boilerplate", "boilerplate/related", "the same words", "相关报道刊出后,镇里连夜整改。", "最新数据显示,茶叶价格稳中有升。", "热点问题:饮水、道路、用电,一项一项解决。")
trap("boilerplate", "boilerplate/pager", "the same words", "上一期学员留下继续帮教,下一期学员月底报到。", "下一页新篇章正在展开,全镇干劲十足。")
trap("boilerplate", "boilerplate/qr-code", "the same words", "游客扫码入园,排队时间缩短一半。", "扫一扫就能查到茶叶的产地、采摘日期和检测结果。")
trap("boilerplate", "boilerplate/copyright", "the same words", "剧本的版权所有者同意免费演出。", "查处侵犯版权案件四起,均已办结。", "版权服务站设在县图书馆二楼,每周一至周五开放。")
trap("boilerplate", "boilerplate/icp-filing", "the same words", "督促企业办理ICP备案和公网安备登记,逾期的予以关停。")
trap("boilerplate", "boilerplate/host", "the same words", "大赛由县总工会主办,三家协会承办,技术支持来自省农科院。", "主办单位要压实责任,承办单位要抓好落实。")
trap("boilerplate", "boilerplate/editor", "the same words", "资料由档案局编辑,县志办审核,年底付印。", "一审判决后双方服判,二审未再启动。", "编辑部设在老祠堂里,六名返乡青年轮流值班。")
trap("boilerplate", "boilerplate/disclaimer", "the same words", "合同写明,照片转载须注明作者,收益归村集体。", "网上言论不代表本村立场,村委会及时作了说明。")
trap("boilerplate", "boilerplate/image", "the same words", "图片展出两百幅,资料图册赠送给村小学。", "点击查看量一周内超过三万。")
trap("boilerplate", "boilerplate/wiki", "the same words", "条目由村民自己编辑,收入百科全书的乡土卷。", "楼主动员三户邻居一起加装电梯。")
trap("boilerplate", "boilerplate/script", "code that is the subject", "学员用函数sum(a,b)计算工分,当堂掌握。", "公式s(n){n为户数}写在黑板上。")
trap("boilerplate", "boilerplate/source-link", "an address in a sentence", "报名请登录https://join.maixi.example,截止时间为月底。", "系统网址:http://x.maixi.example,账号由村里统一发放。")
trap("boilerplate", "boilerplate/record", "the same words", "发文字号、成文日期等要素须填写齐全,由专人核对。")
trap("boilerplate", "boilerplate/photo", "the same words", "全镇拍摄短片六部,由返乡青年摄制。", "图为媒,照片墙让外出乡亲记住了家乡。")
trap("boilerplate", "spam/keywords", "keywords that are the subject", "关键词:亚洲,国产,高清,下载,平台,服务", "福利彩票-公益金-使用情况-公示", "国产化_亚洲市场_精品路线_高清监控_平台下沉\n" + B)
trap("boilerplate", "spam/link-list", "a table", "| 青桐县 | 白芦市 | 澄湖县 | 石泉县 | 麦溪县 | 通岭县 | 沙渡市 | 长桥县 |\n|---|---|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |")
trap("boilerplate", "spam/injected", "real names", "县体育中心(中国象棋赛场)挂牌。", "文化娱乐平台运营良好,登录人数稳步增加。", "某企业(中国)有限公司在镇上设厂。")


def read_as(text, written, read):
    return text.encode(written).decode(read)


damage("text/mojibake", "UTF-8 read as Latin-1", read_as("栗湾镇新修机耕道", "utf-8", "latin-1"), f"{B}\n" + read_as("枫渡村办起手工作坊,", "utf-8", "latin-1"), "本镇" + read_as("新修", "utf-8", "latin-1") + "道路")
damage("text/mojibake", "GBK read as Latin-1", read_as("栗湾镇新修机耕道", "gbk", "latin-1"), read_as("枫渡村办起手工作坊,安置就业", "gbk", "latin-1"))
damage("text/mojibake", "Big5 read as Latin-1", read_as("栗灣鎮新修機耕道", "big5", "latin-1"))
damage("text/mojibake", "UTF-8 read as GBK", read_as("栗湾镇新修机耕道", "utf-8", "gb18030"), "全镇" + read_as("安置就业", "utf-8", "gb18030") + "效果明显")
damage("text/mojibake", "lost for good", "栗湾镇\ufffd\ufffd\ufffd六条", "????????6????,??????", "本村锟斤拷共修路六条")
damage("text/pinyin", "readings", "枫(feng)渡(du)村(cun)辦起手工坊", "農(nóng)戶在家門(mén)口掙錢(qián)", "道路（dào lù）修好（xiū hǎo）了,茶叶（chá yè）好卖")
damage("text/entities", "entities", "栗湾镇&mdash;枫渡村", "&ldquo;修路就是修心&rdquo;", "全镇&#12288;共修路", "?ldquo;修路就是修心", "气温12&deg;C")
damage("text/tags", "tags", "栗湾镇<br/>新修机耕道", "<p>栗湾镇新修机耕道</p>", "<span style=\"color:red\">修路</span>", "<!-- 正文开始 -->栗湾镇修路")
damage("text/lost-number", "numbers", "全年财政收入达亿元,同比增长%。", "印发麦政发〔2022〕号文件。", "在第次全体会议上通过。", "投入资金共万元,修路六条。", "失业率下降个百分点。")
damage("text/lost-signs", "signs", "根据麦政发202130号文件要求,抓好落实。", "茶青价格在100105元之间。")
damage("text/fused-numbers", "two counts", "批准逮捕302件411人,起诉12031566人,不起诉91件120人。")
damage("text/misread-digit", "letters", "2O21年新修机耕道六条。", "20l9年办起手工坊。", "满意率为9O.5%。")
damage("text/translated", "machines", "進壹步做好修路工作。", "坚持自愿原那么,不搞摊派。", "165438+05年建成通车。", "建成便民效劳中心一处。")
damage("text/template", "forms", "结案率(36/0)%。", "满意率0件%。", "尊敬的${name}先生。")
damage("text/doubled-punctuation", "marks", "栗湾镇,,新修机耕道。", "路修好了。,茶叶好卖了。", "路;;渠;;桥都修好了。")
damage("text/doubled-percent", "signs", "满意率98%%。", "修路占比达到36.5%％。")

trap("corruption", "text/mojibake", "foreign words", "邀请François到村里教法语。", "引进Müller牌茶机两台。", "为什么?因为路通了。怎么办?大家一起修。", "品种名为“Señorita”的番茄亩产高。", "欧元€500、英镑£300均可兑换。")
trap("corruption", "text/mojibake", "rare characters", "圩堤堰塘水渠一并疏浚,鸬鹚翔集。", "砻糠、秕谷、麸皮均可作饲料。", "祠堂匾额镌刻着耄耋老人的名字。")
trap("corruption", "text/pinyin", "letters in brackets that belong there", "第(ii)款、第(iii)款一并修订。", "市(county)、镇(town)、村(village)三级路网。", "图(a)为修路前,图(b)为修路后。", "面积以亩(mu)计,长度以里(li)计。", "夔(kuí)门以西即为本镇。", "工业互联网(IoT)平台。")
trap("corruption", "text/entities", "the sign itself", "R&D投入增加。", "AT&T;以及其他公司。", "查询地址https://q.maixi.example/?a=1&b=2。")
trap("corruption", "text/tags", "angle brackets", "当n<5时取小值,n>10时取大值。", "推广<甲>型茶机。", "<<乡规民约>>人人知晓。")
trap("corruption", "text/lost-number", "nothing is lost", "资产过亿元,收入超万元。", "百分号写作%,千分号写作‰。", "增长%列为空的,按零处理。", "上届人大、本次会议均有安排。")
trap("corruption", "text/lost-signs", "long numbers", "电话号码为100105的用户。", "邮编310000、编号202130号车位。")
trap("corruption", "text/misread-digit", "letters that belong there", "O3浓度达标,20L水桶三百只。", "采用2O2技术路线图。", "车型20i上市。")
trap("corruption", "text/translated", "old and other words", "为国效劳终身无悔。", "合同价款人民币壹佰万元整。", "还原那么多细节不容易。")
trap("corruption", "text/doubled-percent", "two signs", "格式为%d%%的字段。")
trap("corruption", "text/fused-numbers", "large counts", "全国志愿者12345678人,其中本镇302人。", "起诉302件411人,总人口1203456人。")
trap("corruption", "text/split-number", "spaces that belong there", "共计321 146件。", "见表2. 18个村达标。", "经度 120 15 纬度 30 20")
trap("corruption", "text/mask", "signs of other things", "采用3×4米展板,5*100米接力。", "XX染色体检测,X光机两台。")
trap("corruption", "text/template", "fractions and blanks", "得票(36/40),当选。", "办结率(36/36)100%。", "模板语法为两对花括号。")
