// What is asked of the page: filters, order, page, language. All of it is in the address, so that a link leads to the same view.
const FILTERS = ["severity", "verdict", "family", "rule", "year", "source", "document"];
const SIZE = 25;

/** What is chosen: numbers by filter (severities may be several), words to search, and how the list is shown. */
const state = { severity: [], verdict: null, family: null, rule: null, year: null, source: null, document: null, q: "", sort: "order", page: 1, finding: null };

/** Findings that pass all filters, in order. */
let shown = [];
/** For each filter, findings by value and severity that pass all other filters. */
let counts = {};

const NOT_COUNTED = -1;

/** The value of a finding for each filter, as a number. */
const valueOf = {
  severity: (finding) => findings.severity[finding],
  verdict: (finding) => findings.verdict[finding],
  family: (finding) => familyOf[findings.rule[finding]],
  rule: (finding) => findings.rule[finding],
  year: (finding) => documents.year[findings.document[finding]],
  source: (finding) => documents.source[findings.document[finding]],
  document: (finding) => findings.document[finding],
};

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

const valuesOf = {
  severity: () => [0, 1, 2],
  verdict: () => [3, 2, NOT_COUNTED],
  family: () => families.map((_, value) => value),
  rule: () => summary.rules.map((_, value) => value),
  year: () => summary.years.map((_, value) => value),
  source: () => summary.sources.map((_, value) => value),
  document: () => documents.path.map((_, value) => value),
};

const isChosen = (filter, value) => (filter === "severity" ? state.severity.includes(value) : state[filter] === value);
const isFiltered = () => state.q !== "" || state.severity.length > 0 || FILTERS.some((filter) => filter !== "severity" && state[filter] !== null);

/** Holds every finding against the filters, and counts. */
const sift = () => {
  const asked = FILTERS.filter((filter) => (filter === "severity" ? state.severity.length > 0 : state[filter] !== null));
  const words = folded(state.q).split(/\s+/).filter((word) => word !== "");
  counts = Object.fromEntries(FILTERS.map((filter) => [filter, new Map()]));
  const count = (filter, finding) => {
    const value = valueOf[filter](finding);
    let row = counts[filter].get(value);
    if (row === undefined) counts[filter].set(value, (row = [0, 0, 0]));
    row[findings.severity[finding]] += 1;
  };
  shown = [];
  for (let finding = 0; finding < findings.rule.length; finding += 1) {
    if (words.length > 0 && !words.every((word) => searched[finding]?.includes(word))) continue;
    const failed = asked.filter((filter) => !isChosen(filter, valueOf[filter](finding)));
    if (failed.length === 0) {
      shown.push(finding);
      FILTERS.forEach((filter) => count(filter, finding));
    } else if (failed.length === 1) {
      count(failed[0], finding);
    }
  }
  const order = ORDERS[state.sort];
  if (order) shown.sort((a, b) => order(a, b) || a - b);
};

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const yearOf = (finding) => summary.years[valueOf.year(finding)].name ?? -Infinity;
const ORDERS = {
  order: null,
  severity: (a, b) => findings.severity[a] - findings.severity[b],
  rule: (a, b) => byName(nameOfValue.rule(findings.rule[a]), nameOfValue.rule(findings.rule[b])),
  year: (a, b) => (yearOf(a) === yearOf(b) ? 0 : yearOf(b) - yearOf(a)),
  source: (a, b) => byName(nameOfValue.source(valueOf.source(a)), nameOfValue.source(valueOf.source(b))),
  document: (a, b) => findingsOf[findings.document[b]] - findingsOf[findings.document[a]] || findings.document[a] - findings.document[b],
};

/** Reads the address. What it names and nobody knows is not asked for. */
const readAddress = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  const number = (filter, name) => valuesOf[filter]().find((value) => nameOfValue[filter](value) === name) ?? null;
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
