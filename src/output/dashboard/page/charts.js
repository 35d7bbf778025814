// The overview and the charts: bars are buttons that filter, and each chart has its table.
const MOST_BARS = 8;
const MOST_DOCUMENTS = 50;
/** How each chart is shown: as a table or not, and whether all of it. */
const charts = { rule: {}, year: {}, source: {}, document: {} };

const total = ([errors, warnings, notes]) => errors + warnings + notes;
/** Of two values with their counts, that with more findings first; of as many, with more errors. */
const worse = ([a, x], [b, y]) => total(y) - total(x) || y[0] - x[0] || a - b;

/** The values of a filter with their counts, those with most findings first; of very many, so many of them. */
const ranked = (filter, most = Infinity) => {
  const rows = [];
  for (const value of valuesOf(filter)) {
    if (found(filter, value) === 0) continue;
    const row = [value, countsOf(filter, value)];
    if (rows.length >= most && worse(row, rows[most - 1]) > 0) continue;
    rows.push(row);
    if (rows.length > most) rows.sort(worse).pop();
  }
  return rows.sort(worse);
};

/** Severities of a row in words, for those who do not see the colours. */
const spelled = (row) => SEVERITIES.map((severity, at) => (row[at] > 0 ? `${say(severity)} ${digits(row[at])}` : "")).filter(Boolean).join(", ");

const stack = (row, most) => {
  const bar = make("span", { class: "bar-line", "aria-hidden": "true" });
  SEVERITIES.forEach((severity, at) => row[at] > 0 && bar.append(slice(severity, row[at], most)));
  return bar;
};

const drawOverview = () => {
  const { claims } = summary;
  const decided = claims[0] + claims[1] + claims[2] + claims[3];
  const all = decided + claims[4];
  byId("share").textContent = decided === 0 ? "–" : percent(claims[0] + claims[1], decided);
  byId("share-of").textContent = decided === 0 ? say("noClaims") : say("ofDecided", { count: digits(decided) });
  byId("verdict-bar").replaceChildren(...VERDICTS.map((verdict, at) => slice(verdict, claims[at], all)).filter((_, at) => claims[at] > 0));
  byId("verdicts").replaceChildren(
    ...VERDICTS.map((verdict, at) =>
      make("li", {}, make("span", { class: `dot ${verdict}`, "aria-hidden": "true" }), make("span", {}, say(verdict)), make("b", {}, digits(claims[at])), make("small", {}, all === 0 ? "" : percent(claims[at], all))),
    ),
  );
  const tile = (name, number, kind, note) => make("li", { class: `card tile ${kind}` }, make("span", {}, say(name)), make("strong", {}, digits(number)), make("small", {}, note));
  const of = (part) => (summary.documents === 0 ? "" : percent(part, summary.documents));
  byId("tiles").replaceChildren(
    tile("documents", summary.documents, "", summary.unread > 0 ? say("unread", { count: digits(summary.unread) }) : ""),
    tile("faulty", summary.faulty, "", of(summary.faulty)),
    tile("findings", summary.findings, "", ""),
    ...SEVERITIES.map((severity, at) => tile(`${severity}s`, summary.severities[at], severity, "")),
  );
  byId("about").textContent = say("about", { documents: many(summary.documents, DOCUMENTS) });
  const notes = [];
  if (summary.listed < summary.findings) notes.push(say("limited", { listed: digits(summary.listed), all: digits(summary.findings) }));
  if (summary.known > 0) notes.push(say("known", { count: digits(summary.known) }));
  if (summary.suppressed > 0) notes.push(say("suppressed", { count: digits(summary.suppressed) }));
  byId("notice").textContent = notes.join(" ");
  byId("notice").hidden = notes.length === 0;
};

/** A card with its title and the switch between chart and table. */
const card = (chart, title, body, ...below) => {
  const { table } = charts[chart];
  const flip = () => {
    charts[chart].table = !table;
    drawCharts();
    byId(`flip-${chart}`).focus();
  };
  const key = make("ul", { class: "key" }, ...SEVERITIES.map((severity) => make("li", {}, make("span", { class: `dot ${severity}`, "aria-hidden": "true" }), say(severity))));
  const head = make("div", { class: "head" }, make("h3", { id: `title-${chart}` }, title), key, button(say(table ? "chart" : "table"), flip, { id: `flip-${chart}`, class: "quiet small" }));
  byId(`chart-${chart}`).replaceChildren(head, body, make("div", { class: "below" }, ...below));
};

/** A table of counts; without filters also of what only the summary knows, documents and claims. */
const tableOf = (filter, rows, known) => {
  const groups = isFiltered() ? null : known;
  const head = [say(filter), ...SEVERITIES.map((severity) => say(`${severity}s`)), ...(groups ? [say("documents"), say("claims"), say("contradicted")] : [])];
  const cells = ([value, row]) => {
    const claims = groups?.[value].claims;
    const sums = groups ? [groups[value].documents, claims.reduce((a, b) => a + b, 0), claims[3]] : [];
    return make("tr", {}, make("th", { scope: "row" }, shownName[filter](value)), ...[...row, ...sums].map((number) => make("td", {}, digits(number))));
  };
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))), make("tbody", {}, ...rows.map(cells)));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": `title-${filter === "family" ? "rule" : filter}` }, table);
};

/** Bars lying down, one a value; and a button that shows all of them. */
const bars = (filter, rows, chart) => {
  const most = Math.max(1, ...rows.map(([, row]) => total(row)));
  const kept = charts[chart].all ? rows : rows.slice(0, MOST_BARS);
  const bar = ([value, row]) => {
    const name = shownName[filter](value);
    const attributes = { class: "bar-button", "aria-pressed": String(isChosen(filter, value)), title: `${name}: ${spelled(row)}`, "data-filter": filter, "data-value": nameOfValue[filter](value) };
    const press = button("", () => pick(filter, value, `chart-${chart}`), attributes);
    press.append(make("span", { class: "name" }, name), stack(row, most), make("span", { class: "number" }, digits(total(row))), make("span", { class: "hidden" }, spelled(row)));
    return make("li", {}, press);
  };
  const list = make("ul", { class: "bars" }, ...kept.map(bar));
  if (rows.length <= MOST_BARS) return [list, null];
  const more = button(charts[chart].all ? say("showFewer") : say("showAll", { count: digits(rows.length) }), () => {
    charts[chart].all = !charts[chart].all;
    drawCharts();
  }, { class: "quiet small" });
  return [list, more];
};

/** Columns, one a year, the earliest first and the unknown last. */
const columns = (rows) => {
  const year = (value) => summary.years[value].name ?? Infinity;
  const inOrder = [...rows].sort(([a], [b]) => year(a) - year(b));
  const most = Math.max(1, ...inOrder.map(([, row]) => total(row)));
  const column = ([value, row]) => {
    const attributes = { class: "column-button", "aria-pressed": String(isChosen("year", value)), title: `${shownName.year(value)}: ${spelled(row)}`, "data-filter": "year", "data-value": nameOfValue.year(value) };
    const press = button("", () => pick("year", value, "chart-year"), attributes);
    press.append(make("span", { class: "number" }, digits(total(row))), stack(row, most), make("span", { class: "name" }, shownName.year(value)), make("span", { class: "hidden" }, spelled(row)));
    return make("li", { class: summary.years[value].name === null ? "unknown" : null }, press);
  };
  return make("ul", { class: "columns" }, ...inOrder.map(column));
};

const drawCharts = () => {
  const byFamily = charts.rule.family ?? families.length > 1;
  const filter = byFamily ? "family" : "rule";
  const rules = ranked(filter);
  const flipFamily = button(say(byFamily ? "byRule" : "byFamily"), () => {
    charts.rule.family = !byFamily;
    drawCharts();
  }, { class: "quiet small" });
  const [body, more] = charts.rule.table ? [tableOf(filter, rules, byFamily ? null : summary.rules)] : bars(filter, rules, "rule");
  card("rule", say(byFamily ? "byFamily" : "byRule"), body, more, families.length > 1 && flipFamily);
  const years = ranked("year");
  card("year", say("byYear"), charts.year.table ? tableOf("year", years, summary.years) : columns(years));
  const sources = ranked("source");
  card("source", say("bySource"), ...(charts.source.table ? [tableOf("source", sources, summary.sources)] : bars("source", sources, "source")));
  const worst = ranked("document", MOST_DOCUMENTS);
  card("document", say("worst"), ...(charts.document.table ? [tableOf("document", worst, null)] : bars("document", worst, "document")));
};
