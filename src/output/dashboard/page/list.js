// The list: a page of findings, each with its text, its arithmetic and a link of its own.

/** Findings that are open: their arithmetic and more is shown. */
const open = new Set();

/** A marked text no longer than this stands on one line. */
const MOST_UNBROKEN = 16;

/** A text with its operands marked: what each is stands above it. */
const windowOf = ({ number, text, marks }) => {
  const line = make("code", {});
  let done = 0;
  for (const [start, end, said, here] of marks) {
    if (start < done) continue;
    const mark = make("mark", { class: [here && "here", end - start <= MOST_UNBROKEN && "whole"].filter(Boolean).join(" ") || null }, text.slice(start, end));
    const name = said === "" ? null : operandName(said);
    line.append(text.slice(done, start), name === null ? mark : make("ruby", {}, mark, make("rt", {}, name)));
    done = end;
  }
  line.append(text.slice(done));
  return make("div", { class: "window" }, make("span", { class: "line", title: say("line", { line: number }) }, String(number)), line);
};

const operandName = (name) => name.split("; ").map((name) => (chinese && Object.hasOwn(OPERANDS, name) ? OPERANDS[name] : name)).join("; ");

/** A relation as one writes it on paper. */
const signs = (relation) => relation.replaceAll("<=", "≤").replaceAll(">=", "≥").replaceAll(" * ", " × ");

/** The relation with the texts of its operands in their places. */
const substituted = ({ relation, operands, more }) => {
  const texts = new Map();
  for (const { name, text } of operands) texts.set(name, [...(texts.get(name) ?? []), text]);
  const written = (name) => texts.get(name).join(", ") + (more && texts.get(name).length > 1 ? " …" : "");
  const line = relation.replace(/[A-Za-z_][\w-]*/g, (name) => (texts.has(name) ? written(name) : name));
  return line === relation ? null : signs(line);
};

/** A value with as many decimals as one can take in; the rest is told when the finding is opened. */
const shortened = (value) => value.replace(/(\.\d{4})\d{2,}/g, "$1…");

/** What is stated against what counting gives, in one line. */
const sumOf = ({ arithmetic }) => {
  if (arithmetic?.computed === undefined) return null;
  const stated = arithmetic.operands.filter((operand) => operand.stated);
  const line = substituted(arithmetic);
  return make(
    "p", { class: "sum" },
    stated.length === 1 && make("span", { class: "stated" }, make("small", {}, say("stated")), stated[0].text),
    make("span", { class: "computed" }, make("small", {}, say("computed")), shortened(arithmetic.computed)),
    line !== null && make("span", { class: "relation" }, line),
  );
};

const operandsOf = ({ relation, operands, more, computed, bound }) => {
  const row = ({ name, text, reading, stated }) =>
    make("tr", { class: stated ? "stated" : null }, make("th", { scope: "row" }, operandName(name)), make("td", {}, text), make("td", {}, reading ?? ""));
  const head = make("tr", {}, ...["operand", "text", "reading"].map((key) => make("th", { scope: "col" }, say(key))));
  const given = computed !== undefined && make("tr", { class: "computed" }, make("th", { scope: "row" }, say("computed")), make("td", {}), make("td", {}, computed));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...operands.map(row), ...[given].filter(Boolean)));
  const notes = [bound && `${say("bound")}: ${told(bound)}`, more && say("moreOperands", { count: digits(more) })].filter(Boolean);
  return make("div", { class: "operands" }, /\W/.test(relation) && make("p", { class: "relation" }, signs(relation)), table, notes.length > 0 && make("p", { class: "muted" }, notes.join(" · ")));
};

/** Line breaks as a sign that every font has. */
const broken = (text) => text.replaceAll("\u240A", "\u21B5");

const fixOf = ({ safe, edits }) =>
  make("div", { class: "fix" }, make("p", { class: "muted" }, say(safe ? "fixSafe" : "fix")), ...edits.map(([old, now]) => make("p", {}, make("del", {}, broken(old)), " ", now === "" ? null : make("ins", {}, broken(now)))));

const bodyOf = (finding, details) => {
  const { summary: what } = summary.rules[findings.rule[finding]];
  return [
    details.arithmetic && operandsOf(details.arithmetic),
    details.fix && fixOf(details.fix),
    told(what) !== "" && make("p", { class: "muted" }, `${summary.rules[findings.rule[finding]].id}: ${told(what)}`),
  ].filter(Boolean);
};

/** One finding. */
const itemOf = (finding) => {
  const details = detail(finding);
  const severity = SEVERITIES[findings.severity[finding]];
  const verdict = findings.verdict[finding];
  const rule = findings.rule[finding];
  const home = findings.document[finding];
  const id = `f${finding + 1}`;
  const where = `${nameOf(home)}:${findings.line[finding]}:${findings.column[finding]}`;
  const link = make("a", { class: "link", href: address({ ...state, finding }), title: say("permalink"), "aria-label": `${say("permalink")} ${finding + 1}` }, `#${finding + 1}`);
  const head = make(
    "div", { class: "head" },
    make("span", { class: `badge ${severity}` }, say(severity)),
    button(summary.rules[rule].id, () => pick("rule", rule), { class: "quiet rule" }),
    verdict >= 0 && make("span", { class: "muted" }, say(VERDICTS[verdict])),
    link,
  );
  const place = make(
    "p", { class: "place" },
    button(documents.title[home] ?? nameOf(home), () => pick("document", home), { class: "quiet document" }),
    make("span", { class: "where" }, where),
    make("span", {}, shownName.year(documents.year[home])),
    make("span", {}, shownName.source(documents.source[home])),
  );
  const message = make("h3", { id: `${id}-message` }, told(details.message));
  const item = make("article", { tabindex: "-1", id, "aria-labelledby": `${id}-message`, class: severity }, head, message);
  item.append(...details.lines.map(windowOf));
  const sum = sumOf(details);
  if (sum) item.append(sum);
  if (details.help) item.append(make("p", { class: "hint" }, told(details.help)));
  item.append(place);
  const body = bodyOf(finding, details);
  if (body.length > 0) {
    const more = make("details", { open: open.has(finding) }, make("summary", {}, say(details.arithmetic ? "open" : "more")), ...body);
    more.addEventListener("toggle", () => (more.open ? open.add(finding) : open.delete(finding)));
    item.append(more);
  }
  return make("li", { "aria-setsize": shown.length, "aria-posinset": shown.indexOf(finding) + 1 }, item);
};

const pages = () => Math.max(1, Math.ceil(shown.length / SIZE));

/** The findings of the page that is shown. */
const onPage = () => shown.slice((state.page - 1) * SIZE, state.page * SIZE);

/** Draws the page of the list; what is packed is unpacked first. */
const drawList = async () => {
  const wanted = onPage();
  if (wanted.some((finding) => detail(finding) === undefined)) {
    if (byId("list").children.length === 0) byId("list").replaceChildren(make("li", { class: "empty" }, say("loading")));
    await loadDetails(wanted);
    // Something else may have been asked for in the meantime.
    if (wanted.join() !== onPage().join()) return;
  }
  const empty = make("li", { class: "empty" }, say(summary.findings === 0 ? "clean" : "none"));
  byId("list").replaceChildren(...(wanted.length > 0 ? wanted.map(itemOf) : [empty]));
  byId("list").querySelector("article")?.setAttribute("tabindex", "0");
  const turn = (by, name) => button(say(name), () => turnPage(by), { disabled: state.page + by < 1 || state.page + by > pages(), id: `page-${name}` });
  byId("pager").replaceChildren(turn(-1, "back"), make("span", {}, say("page", { page: digits(state.page), pages: digits(pages()) })), turn(1, "next"));
  byId("pager").hidden = pages() === 1;
  byId("pager").setAttribute("aria-label", say("findings"));
};

const turnPage = async (by) => {
  state.page = Math.min(pages(), Math.max(1, state.page + by));
  state.finding = null;
  writeAddress();
  await drawList();
  focusItem(by < 0 ? onPage().length - 1 : 0);
};

/** Puts the focus on an item of the page; one Tab stop for all of them. */
const focusItem = (at) => {
  const items = [...byId("list").querySelectorAll("article")];
  const item = items[at];
  if (!item) return;
  items.forEach((other) => other.setAttribute("tabindex", other === item ? "0" : "-1"));
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
};

/** The item that has the focus, or of which something has. */
const focused = () => [...byId("list").querySelectorAll("article")].findIndex((item) => item.contains(document.activeElement));

const step = (by) => {
  const at = focused();
  const next = at + by;
  if (at < 0) focusItem(by > 0 ? 0 : onPage().length - 1);
  else if (next < 0) state.page > 1 && turnPage(-1);
  else if (next >= onPage().length) state.page < pages() && turnPage(1);
  else focusItem(next);
};
