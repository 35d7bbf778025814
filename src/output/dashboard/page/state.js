// What is asked of the page: filters, order, page, language. All of it is in the address, so that a link leads to the same view.
const FILTERS = ["severity", "verdict", "family", "rule", "year", "source", "document"];
const SIZE = 25;

/** What is chosen: numbers by filter (severities may be several), words to search, and how the list is shown. */
const state = { severity: [], verdict: null, family: null, rule: null, year: null, source: null, document: null, q: "", sort: "order", page: 1, finding: null };

/** Findings that pass all filters, in order. */
let shown = [];
/** For each filter, findings by value and severity that pass all other filters: three numbers a value, from the lowest. */
let counts = {};

/** The verdict of a finding where nothing was counted: the lowest of all values. */
const NOT_COUNTED = -1;

/** What a value is called in an address: the same whatever its number is. */
const nameOfValue = {
  severity: (value) => SEVERITIES[value],
  verdict: (value) => (value === NOT_COUNTED ? "none" : VERDICTS[value]),
  family: (value) => families[value],
  rule: (value) => summary.rules[value].id,
  year: (value) => String(summary.years[value].name ?? "unknown"),
  source: (value) => { const { name } = summary.sources[value]; return name === null ? "" : name === true ? "*" : name; },
  document: (value) => nameOf(value),
};

/** What a value is called in the page. */
const shownName = {
  severity: (value) => say(SEVERITIES[value]),
  verdict: (value) => say(value === NOT_COUNTED ? "not-counted" : VERDICTS[value]),
  family: (value) => families[value],
  rule: (value) => summary.rules[value].id,
  year: (value) => nameOfGroup(summary.years[value].name),
  source: (value) => nameOfGroup(summary.sources[value].name),
  document: (value) => documents.title[value] ?? nameOf(value),
};

/** How many values each filter has. */
const sizeOf = {
  severity: () => 3,
  verdict: () => VERDICTS.length,
  family: () => families.length,
  rule: () => summary.rules.length,
  year: () => summary.years.length,
  source: () => summary.sources.length,
  document: () => documents.path.length,
};

const valuesOf = (filter) => (filter === "verdict" ? [3, 2, NOT_COUNTED] : Array.from({ length: sizeOf[filter]() }, (_, value) => value));

const isChosen = (filter, value) => (filter === "severity" ? state.severity.includes(value) : state[filter] === value);
const isFiltered = () => state.q !== "" || state.severity.length > 0 || FILTERS.some((filter) => filter !== "severity" && state[filter] !== null);

/** Findings with a value that pass all other filters. */
const found = (filter, value) => {
  const at = (value - NOT_COUNTED) * 3;
  return counts[filter][at] + counts[filter][at + 1] + counts[filter][at + 2];
};

/** The same by severity. */
const countsOf = (filter, value) => counts[filter].subarray((value - NOT_COUNTED) * 3, (value - NOT_COUNTED) * 3 + 3);

/** Holds every finding against the filters, and counts. */
const sift = () => {
  const asked = FILTERS.filter((filter) => (filter === "severity" ? state.severity.length > 0 : state[filter] !== null));
  const words = folded(state.q).split(/\s+/).filter((word) => word !== "");
  counts = Object.fromEntries(FILTERS.map((filter) => [filter, new Uint32Array(3 * (sizeOf[filter]() - NOT_COUNTED))]));
  const count = (filter, finding) => { counts[filter][(columnOf[filter][finding] - NOT_COUNTED) * 3 + columnOf.severity[finding]] += 1; };
  shown = [];
  for (let finding = 0; finding < findings.rule.length; finding += 1) {
    if (words.length > 0 && !words.every((word) => searched[finding]?.includes(word))) continue;
    let failed = 0;
    let by = null;
    for (const filter of asked) {
      if (isChosen(filter, columnOf[filter][finding])) continue;
      failed += 1;
      by = filter;
    }
    if (failed === 0) {
      shown.push(finding);
      for (const filter of FILTERS) count(filter, finding);
    } else if (failed === 1) {
      count(by, finding);
    }
  }
  const order = ORDERS[state.sort];
  if (order) shown.sort((a, b) => order(a, b) || a - b);
};

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const yearOf = (finding) => summary.years[columnOf.year[finding]].name ?? -Infinity;
const ORDERS = {
  order: null,
  severity: (a, b) => findings.severity[a] - findings.severity[b],
  rule: (a, b) => byName(nameOfValue.rule(findings.rule[a]), nameOfValue.rule(findings.rule[b])),
  year: (a, b) => (yearOf(a) === yearOf(b) ? 0 : yearOf(b) - yearOf(a)),
  source: (a, b) => byName(nameOfValue.source(columnOf.source[a]), nameOfValue.source(columnOf.source[b])),
  document: (a, b) => findingsOf[findings.document[b]] - findingsOf[findings.document[a]] || findings.document[a] - findings.document[b],
};

/** Reads the address. What it names and nobody knows is not asked for. */
const readAddress = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  const number = (filter, name) => valuesOf(filter).find((value) => nameOfValue[filter](value) === name) ?? null;
  state.severity = asked.getAll("severity").map((name) => number("severity", name)).filter((value) => value !== null);
  for (const filter of FILTERS.slice(1)) state[filter] = asked.has(filter) ? number(filter, asked.get(filter)) : null;
  state.q = asked.get("q") ?? "";
  state.sort = Object.hasOwn(ORDERS, asked.get("sort") ?? "") ? asked.get("sort") : "order";
  state.page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
  const finding = Number.parseInt(asked.get("finding") ?? "", 10);
  state.finding = finding >= 1 && finding <= findings.rule.length ? finding - 1 : null;
  chinese = (asked.get("lang") ?? summary.lang) === "zh";
  const theme = asked.get("theme");
  document.documentElement.dataset.theme = theme === "dark" || theme === "light" ? theme : "";
};

/** The address of a view. */
const address = (view = state) => {
  const asked = new URLSearchParams();
  view.severity.forEach((value) => asked.append("severity", nameOfValue.severity(value)));
  for (const filter of FILTERS.slice(1)) if (view[filter] !== null) asked.set(filter, nameOfValue[filter](view[filter]));
  if (view.q !== "") asked.set("q", view.q);
  if (view.sort !== "order") asked.set("sort", view.sort);
  if (view.page > 1) asked.set("page", view.page);
  if (view.finding !== null) asked.set("finding", view.finding + 1);
  if (chinese !== (summary.lang === "zh")) asked.set("lang", chinese ? "zh" : "en");
  const { theme } = document.documentElement.dataset;
  if (theme) asked.set("theme", theme);
  return `#${asked}`;
};

const writeAddress = () => history.replaceState(null, "", address());
