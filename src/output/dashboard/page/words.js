// What the page says, in English and Chinese. Everything else that it shows comes from the report.
const WORDS = {
  about: ["report of {documents}", "{documents}的检查报告"],
  allFamilies: ["all", "全部"],
  back: ["Previous", "上一页"],
  bound: ["bound by", "依据"],
  broken: ["This browser cannot unpack the findings: {why}", "此浏览器无法读出问题列表:{why}"],
  chart: ["Chart", "图"],
  charts: ["Charts", "图表"],
  claims: ["Claims", "可复算"],
  clear: ["Clear all filters", "清除全部筛选"],
  close: ["Close", "关闭"],
  computed: ["counting gives", "复算得"],
  "consistent": ["consistent", "大致相符"],
  "contradicted": ["contradicted", "矛盾"],
  count: ["{shown} of {all}", "共{all}处,符合条件{shown}处"],
  countAll: ["{all}", "共{all}处"],
  dark: ["Dark", "深色"],
  document: ["Document", "文档"],
  documents: ["Documents", "文档"],
  "error": ["error", "错误"],
  errors: ["Errors", "错误"],
  faulty: ["With findings", "有问题的文档"],
  family: ["Family", "类别"],
  findings: ["Findings", "问题"],
  fix: ["Suggested change", "建议改为"],
  fixSafe: ["Change (safe)", "可安全修改为"],
  footer: ["Made by recount {version}. A stated figure is an interval; a claim is contradicted only where no values inside the intervals satisfy it.", "由 recount {version} 生成。报告中的数值按区间理解;区间内没有任何取值能使陈述成立时,才判为矛盾。"],
  help: ["Help", "说明"],
  holds: ["What share of the claims holds", "陈述相符的比例"],
  "info": ["note", "提示"],
  infos: ["Notes", "提示"],
  keyArrows: ["next, previous finding (also j, k)", "下一处、上一处(或 j、k)"],
  keyEnter: ["open or close the finding", "展开或收起"],
  keyEscape: ["leave the search, then clear the filters", "离开搜索,再按清除筛选"],
  keyHelp: ["this list", "显示本表"],
  keyPages: ["next, previous page of findings", "下一页、上一页"],
  keySearch: ["search", "搜索"],
  keys: ["Keys", "快捷键"],
  known: ["{count} known to the baseline are not shown.", "另有{count}处为基线所含的旧问题,未列出。"],
  "last-digit": ["off in the last digit", "末位不符"],
  light: ["Light", "浅色"],
  limited: ["The page lists the first {listed} of {all} findings; the figures above count all of them, charts and list those that are listed.", "本页列出前{listed}处(共{all}处);上方数字按全部统计,图表和列表只含已列出的问题。"],
  line: ["line {line}", "第{line}行"],
  loading: ["Unpacking…", "正在读出……"],
  moreOperands: ["{count} more", "另有{count}项"],
  more: ["More", "详情"],
  next: ["Next", "下一页"],
  none: ["No finding matches these filters.", "没有符合条件的问题。"],
  clean: ["Nothing was found. Every claim that could be decided holds.", "未发现问题,能判定的陈述均相符。"],
  "not-counted": ["nothing to count", "无需复算"],
  noClaims: ["no claim could be decided", "没有能判定的陈述"],
  ofDecided: ["of {count} that could be decided", "(能判定的{count}处中)"],
  open: ["Arithmetic in full", "复算过程与说明"],
  operand: ["operand", "项"],
  other: ["all others", "其余"],
  overview: ["Overview", "概览"],
  page: ["Page {page} of {pages}", "第{page}页,共{pages}页"],
  permalink: ["Link to this finding", "此处链接"],
  print: ["Print", "打印"],
  printed: ["Printed: findings {from} to {to} of {all}.", "打印第{from}至{to}处(共{all}处)。"],
  reading: ["read as", "读作"],
  remove: ["Remove filter {name}", "移除筛选 {name}"],
  rule: ["Rule", "规则"],
  search: ["Search findings", "搜索问题"],
  searching: ["Searching…", "搜索中……"],
  severity: ["Severity", "严重程度"],
  showAll: ["Show all {count}", "显示全部{count}项"],
  showFewer: ["Show fewer", "收起"],
  skip: ["Skip to the findings", "跳到问题列表"],
  sort: ["Sort by", "排序"],
  sortDocument: ["worst document first", "问题多的文档在前"],
  sortOrder: ["order of documents", "文档顺序"],
  sortRule: ["rule", "规则"],
  sortSeverity: ["severity", "严重程度"],
  sortSource: ["source", "来源"],
  sortYear: ["year, latest first", "年份(新的在前)"],
  source: ["Source", "来源"],
  bySource: ["Findings by source", "各来源的问题"],
  byRule: ["Findings by rule", "各规则的问题"],
  byFamily: ["Findings by family", "各类别的问题"],
  byYear: ["Findings by year", "各年份的问题"],
  worst: ["Documents with the most findings", "问题最多的文档"],
  stated: ["stated", "报告所述"],
  suppressed: ["{count} suppressed.", "已屏蔽{count}处。"],
  table: ["Table", "表"],
  text: ["text", "原文"],
  toChinese: ["中文", "English"],
  "undecided": ["undecided", "无法判定"],
  unknown: ["unknown", "未知"],
  unread: ["{count} could not be read.", "{count}个文件或行未能读取。"],
  "verified": ["verified", "相符"],
  verdict: ["Verdict", "结论"],
  "warning": ["warning", "警告"],
  warnings: ["Warnings", "警告"],
  year: ["Year", "年份"],
};

// Operands that many rules have, in Chinese; in English they are named as in the rules.
const OPERANDS = {
  part: "部分", parts: "各部分", total: "总数", whole: "总体", share: "占比", shares: "各占比", rate: "比率", old: "前值", new: "现值",
  points: "百分点", date: "日期", from: "起", to: "止", number: "所述数目", items: "所列各项", first: "前者", second: "后者", each: "每个",
  difference: "差额", multiple: "倍数", average: "平均", count: "数量", minimum: "至少", low: "低端", high: "高端", value: "数值",
};

let chinese = false;

/** A text of the page in its language, with values in it. */
const say = (key, values = {}) => WORDS[key][chinese ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A number as people write it. */
const digits = (number) => number.toLocaleString(chinese ? "zh-CN" : "en-GB");

/** So many of something: `1 document`, `12 documents`, `12篇文档`. */
const many = (number, [one, more, measured]) => (chinese ? digits(number) + measured : `${digits(number)} ${number === 1 ? one : more}`);
const DOCUMENTS = ["document", "documents", "篇文档"];
const FINDINGS = ["finding", "findings", "处问题"];

/** A share in per cent with one decimal, which says 100 % only of all and 0 % only of none. */
const percent = (part, whole) => {
  const tenths = Math.round((part * 1000) / whole);
  const kept = part === 0 || part === whole ? tenths : Math.min(999, Math.max(1, tenths));
  return `${(kept / 10).toFixed(1)}%`;
};

/** Of a text in both languages, that of the page. */
const told = (both) => both[chinese ? 1 : 0];
