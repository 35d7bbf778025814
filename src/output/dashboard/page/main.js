// The page as a whole: what its controls do, its keys, its language and its colours.

/** Filters by a value, or no longer where it was chosen; the focus stays where it was. */
const pick = (filter, value, within = null) => {
  if (filter === "severity") state.severity = isChosen(filter, value) ? state.severity.filter((other) => other !== value) : [...state.severity, value];
  else state[filter] = value === null || isChosen(filter, value) ? null : value;
  update();
  const name = value === null ? "" : nameOfValue[filter](value);
  const again = within && [...byId(within).querySelectorAll("button")].find(({ dataset }) => dataset.filter === filter && dataset.value === name);
  again?.focus();
};

/** Another view: filters have changed. */
const update = async () => {
  state.page = 1;
  state.finding = null;
  await redraw();
  writeAddress();
};

const redraw = async () => {
  if (state.q !== "" && searched.length < findings.rule.length) {
    byId("count").textContent = say("searching");
    const asked = state.q;
    await loadSearch();
    if (asked !== state.q) return;
  }
  sift();
  if (state.finding !== null && shown.includes(state.finding)) state.page = Math.floor(shown.indexOf(state.finding) / SIZE) + 1;
  state.page = Math.min(state.page, pages());
  drawFilters();
  drawCharts();
  await drawList();
};

const clear = () => {
  for (const filter of FILTERS) state[filter] = filter === "severity" ? [] : null;
  state.q = "";
  byId("search").value = "";
  return update();
};

const drawFilters = () => {
  const all = many(findings.rule.length, FINDINGS);
  byId("count").textContent = isFiltered() ? say("count", { shown: digits(shown.length), all: chinese ? digits(findings.rule.length) : all }) : say("countAll", { all: chinese ? digits(findings.rule.length) : all });
  const severities = SEVERITIES.map((severity, value) =>
    button(`${say(severity)} ${digits(found("severity", value))}`, () => pick("severity", value, "severities"), { class: `toggle ${severity}`, "aria-pressed": String(isChosen("severity", value)), "data-filter": "severity", "data-value": severity }),
  );
  byId("severities").replaceChildren(byId("severities").querySelector("legend"), ...severities);
  for (const filter of ["verdict", "family", "rule", "year", "source"]) {
    const values = valuesOf(filter).filter((value) => found(filter, value) > 0 || isChosen(filter, value));
    if (filter === "year") values.sort((a, b) => (summary.years[b].name ?? -Infinity) - (summary.years[a].name ?? -Infinity));
    else if (filter !== "verdict") values.sort((a, b) => byName(shownName[filter](a), shownName[filter](b)));
    const choices = values.map((value) => [String(value), `${shownName[filter](value)} (${digits(found(filter, value))})`]);
    choose(byId(`filter-${filter}`), [["", say("allFamilies")], ...choices], state[filter] === null ? "" : String(state[filter]));
  }
  const orders = [["order", "sortOrder"], ["severity", "sortSeverity"], ["document", "sortDocument"], ["rule", "sortRule"], ["year", "sortYear"], ["source", "sortSource"]];
  choose(byId("sort"), orders.map(([value, key]) => [value, say(key)]), state.sort);
  const chips = FILTERS.slice(1).filter((filter) => state[filter] !== null).map((filter) => chip(filter, shownName[filter](state[filter]), () => pick(filter, state[filter])));
  if (state.q !== "") chips.push(chip("search", state.q, () => { state.q = ""; byId("search").value = ""; update(); }));
  if (isFiltered()) chips.push(make("li", {}, button(say("clear"), clear, { class: "quiet small", id: "clear" })));
  byId("chips").replaceChildren(...chips);
};

const chip = (filter, name, remove) => make("li", {}, button("", remove, { class: "chip", "aria-label": say("remove", { name }) }, ).appendChild(document.createTextNode(filter === "search" ? `“${name}” ×` : `${say(filter)}: ${name} ×`)).parentNode);

/** Everything that is said, in the language of the page. */
const speak = () => {
  document.documentElement.lang = chinese ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
  byId("language").textContent = say("toChinese");
  byId("language").lang = chinese ? "en" : "zh-Hans";
  byId("help").setAttribute("aria-label", say("keys"));
  byId("search").placeholder = say("search");
  byId("footer").textContent = say("footer", { version: summary.recount });
  const keys = [["/", "keySearch"], ["↓ ↑", "keyArrows"], ["Enter", "keyEnter"], ["← →", "keyPages"], ["Esc", "keyEscape"], ["?", "keyHelp"]];
  byId("keys-list").replaceChildren(...keys.flatMap(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(words))]));
  document.title = `recount: ${say("about", { documents: many(summary.documents, DOCUMENTS) })}`;
  drawTheme();
  drawOverview();
};

const isDark = () => {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

const drawTheme = () => {
  byId("theme").textContent = say(isDark() ? "light" : "dark");
  byId("theme").setAttribute("aria-pressed", String(isDark()));
};

const onKey = (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const does = {
    "/": () => byId("search").focus(),
    "?": () => byId("keys").showModal(),
    ArrowDown: () => step(1), j: () => step(1),
    ArrowUp: () => step(-1), k: () => step(-1),
    ArrowRight: () => turnPage(1), ArrowLeft: () => turnPage(-1),
    Home: () => focusItem(0), End: () => focusItem(onPage().length - 1),
    Enter: () => { const more = event.target.querySelector("details"); if (more) more.open = !more.open; },
    Escape: () => clear(),
  };
  if (event.key === "Escape" && event.target === byId("search")) return byId("search").blur();
  if (typing || !Object.hasOwn(does, event.key)) return;
  const inList = byId("list").contains(event.target);
  // Outside the list the arrows scroll, and Enter presses what has the focus.
  if (["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key) && !inList) return;
  if (event.key === "Enter" && event.target.tagName !== "ARTICLE") return;
  event.preventDefault();
  does[event.key]();
};

/** All findings that paper may hold are printed, not only those of the page; each with its arithmetic. */
const MOST_PRINTED = 500;
const beforePrint = () => {
  const wanted = shown.slice(0, MOST_PRINTED).filter((finding) => detail(finding) !== undefined);
  byId("list").replaceChildren(...wanted.map(itemOf));
  byId("list").querySelectorAll("details").forEach((more) => { more.open = true; });
  byId("pager").hidden = wanted.length === shown.length;
  byId("pager").replaceChildren(say("printed", { from: 1, to: digits(wanted.length), all: digits(shown.length) }));
};

const listen = () => {
  let typed = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(() => { state.q = byId("search").value.trim(); update(); }, 150);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const filter of ["verdict", "family", "rule", "year", "source"]) {
    byId(`filter-${filter}`).addEventListener("change", ({ target }) => { state[filter] = target.value === "" ? null : Number(target.value); update(); });
  }
  byId("sort").addEventListener("change", ({ target }) => { state.sort = target.value; update(); });
  byId("language").addEventListener("click", () => { chinese = !chinese; writeAddress(); speak(); redraw(); });
  byId("theme").addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; writeAddress(); drawTheme(); });
  byId("print").addEventListener("click", () => print());
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("findings").focus(); focusItem(0); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawTheme);
  document.addEventListener("keydown", onKey);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", drawList);
  addEventListener("hashchange", show);
};

/** Shows what the address asks for. */
const show = async () => {
  readAddress();
  byId("search").value = state.q;
  speak();
  await redraw();
  const at = onPage().indexOf(state.finding);
  if (at >= 0) {
    open.add(state.finding);
    await drawList();
    focusItem(at);
    byId(`f${state.finding + 1}`).scrollIntoView({ block: "center" });
  }
};

const start = async () => {
  readAddress();
  speak();
  try {
    await loadTable();
    listen();
    await show();
    document.documentElement.dataset.ready = "";
    // The rest is unpacked when there is nothing else to do: the search and the printer want all of it.
    const rest = async () => { for (let block = 0; block < packed.length; block += 1) await loadBlock(block); };
    setTimeout(rest, 200);
  } catch (why) {
    byId("notice").textContent = say("broken", { why });
    byId("notice").hidden = false;
  }
};

start();
