// Opens the page of `recount report` in Chromium and uses it as people do: counts, filters, search, keys, colours, languages, paper and
// a phone. Run by dashboard.sh, in a folder with page.html and with what `recount check` found as JSON lines.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const MARK = "标记零陵七七";
const HOSTILE = `${MARK}</script><script>alert(1)</script><img src=x onerror=alert(2)>\u001b[31m\u202e\ud83d\ude00 \\ud800`;

/** A corpus with titles, dates and sources out of labelled cases, and a report that means harm. */
const corpus = (folder, target) => {
  const texts = fs.readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => lines(path.join(folder, name)).map(({ text }) => text));
  const sources = ["东川日报", "清河县人民政府", "https://www.example.org/a/1.html", "白石镇便民服务中心", undefined];
  const rows = texts.filter((_, at) => at % 3 === 0).map((text, at) => ({
    id: String(at + 1),
    title: at % 7 === 0 ? undefined : `东川镇工作简报第${at + 1}期`,
    date: at % 11 === 0 ? undefined : `${2015 + (at % 9)}-0${1 + (at % 8)}-11`,
    source: sources[at % sources.length],
    text,
  }));
  rows.push({ id: HOSTILE, title: HOSTILE, source: HOSTILE, date: "2031-01-01", text: `茶社共有采茶工36名,其中返乡的27名,占57%。${HOSTILE}` });
  fs.writeFileSync(target, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
};

const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** How many of each. */
const tally = (values) => {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const number = (text) => Number(text.replace(/[^0-9]/g, ""));

/** Runs a test with a page of its own; nothing may be logged, asked of the network, refused by the policy, or popped up. */
const using = (browser) => async (name, options, run, file = "page.html") => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  const amiss = [];
  page.on("console", (message) => amiss.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => amiss.push(String(error)));
  page.on("dialog", (dialog) => { amiss.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const local = ["file:", "data:", "blob:"];
  page.on("request", (request) => local.includes(new URL(request.url()).protocol) || amiss.push(`request: ${request.url()}`));
  const open = async (fragment = "") => {
    // Another fragment alone would not load the page anew.
    await page.goto("about:blank");
    await page.goto(pathToFileURL(file).href + fragment);
    await page.waitForSelector(":root[data-ready]");
  };
  await open();
  await run(page, open);
  assert.deepEqual(amiss, [], name);
  await context.close();
  console.log(`ok: ${name}`);
};

/** How many findings the page says it shows. */
const shown = async (page) => number((await page.textContent("#count")).split(" of ")[0]);
const settled = (page, count) => page.waitForFunction((count) => Number(document.querySelector("#count").textContent.split(" of ")[0].replace(/[^0-9]/g, "")) === count, count);
const focus = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth || innerWidth > outerWidth && innerWidth > screen.width);

const look = async () => {
  const { chromium } = createRequire(path.join(process.cwd(), "here.js"))("playwright-core");
  const found = lines("found.en.jsonl");
  const inChinese = lines("found.zh.jsonl");
  assert.ok(found.length > 200, "the corpus has findings");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const test = using(browser);
  const family = ({ rule }) => rule.split("/")[0];

  await test("the page says what check finds", {}, async (page) => {
    const tiles = await page.$$eval("#tiles strong", (all) => all.map((it) => Number(it.textContent.replace(/[^0-9]/g, ""))));
    const severities = tally(found.map(({ severity }) => severity));
    assert.deepEqual(tiles.slice(2), [found.length, severities.error, severities.warning, severities.info]);
    assert.equal(await shown(page), found.length);
    const table = async (chart) => Object.fromEntries(await page.$$eval(`#chart-${chart} tbody tr`, (rows) => rows.map((row) => {
      const counts = [...row.children].slice(1, 4).map((cell) => Number(cell.textContent.replace(/[^0-9]/g, "")));
      return [row.children[0].textContent, counts.reduce((a, b) => a + b)];
    })));
    await page.click("#flip-rule");
    assert.deepEqual(await table("rule"), tally(found.map(family)));
    await page.click("#chart-rule .below button");
    assert.deepEqual(await table("rule"), tally(found.map(({ rule }) => rule)));
    await page.click("#flip-year");
    const years = await table("year");
    assert.equal(Object.values(years).reduce((a, b) => a + b), found.length);
    assert.equal(years["2031"], found.filter(({ document }) => document?.startsWith(MARK)).length);
    assert.ok(years.unknown > 0);
  });

  await test("every finding stands in the list as check tells it, in order", {}, async (page) => {
    const told = [];
    for (;;) {
      told.push(...await page.$$eval("#list article", (items) => items.map((item) => [item.querySelector(".rule").textContent, item.querySelector("h3").textContent, item.querySelector(".where").textContent])));
      if (await page.isDisabled("#page-next").catch(() => true)) break;
      const last = await page.getAttribute("#list article", "id");
      await page.click("#page-next");
      await page.waitForFunction((last) => document.querySelector("#list article").id !== last, last);
    }
    // Control characters and the like are shown by their names.
    const plain = found.filter(({ document }) => !document?.startsWith(MARK));
    const where = ({ path, document, line, column }) => `${path}${document === null ? "" : `#${document}`}:${line}:${column}`;
    const shown = (text) => text.replace(/[\u0080-\u009f]/g, (hidden) => `<U+00${hidden.charCodeAt(0).toString(16).toUpperCase()}>`);
    assert.equal(told.length, found.length);
    assert.deepEqual(told.filter(([, , where]) => !where.includes(MARK)), plain.map((it) => [it.rule, shown(it.message), where(it)]));
  });

  await test("bars, toggles and selects filter, and the address leads to the same view", {}, async (page, open) => {
    const [most, count] = Object.entries(tally(found.map(family))).sort(([, a], [, b]) => b - a)[0];
    await page.click(`#chart-rule [data-value="${most}"]`);
    await settled(page, count);
    assert.match(page.url(), new RegExp(`#family=${most}$`));
    assert.equal(await page.getAttribute(`#chart-rule [data-value="${most}"]`, "aria-pressed"), "true");
    const errors = found.filter((it) => family(it) === "share" && it.severity === "error");
    await page.selectOption("#filter-family", { label: `share (${found.filter((it) => family(it) === "share").length})` });
    await page.click("#severities .error");
    await settled(page, errors.length);
    const url = page.url();
    assert.match(url, /#severity=error&family=share$/);
    await open(new URL(url).hash);
    assert.equal(await shown(page), errors.length);
    const badges = await page.$$eval("#list .badge", (all) => all.map((it) => it.textContent));
    assert.deepEqual(new Set(badges), new Set(["error"]));
    await page.click("#clear");
    await settled(page, found.length);
    await page.selectOption("#sort", "severity");
    assert.equal(await page.textContent("#list article .badge"), "error");
    await open("#sort=severity&page=9999");
    assert.equal(await page.locator("#list article .badge").last().textContent(), "note");
    await page.click("#list article .document");
    assert.match(await page.textContent("#chips"), /^Document: /);
    await open("#family=none&year=1&finding=999999");
    assert.equal(await shown(page), found.length);
  });

  await test("the search finds text, titles and full width", {}, async (page) => {
    const marked = found.filter(({ document }) => document?.startsWith(MARK)).length;
    await page.fill("#search", MARK);
    await settled(page, marked);
    await page.fill("#search", "SHARE/of-total");
    await settled(page, found.filter(({ rule }) => rule === "share/of-total").length);
    await page.fill("#search", "ｓｈａｒｅ／ＯＦ-total");
    await settled(page, found.filter(({ rule }) => rule === "share/of-total").length);
    await page.fill("#search", "没有这样的字");
    await page.waitForSelector("#list .empty");
    assert.equal(await page.textContent("#list"), "No finding matches these filters.");
  });

  await test("a report that means harm is text", {}, async (page) => {
    await page.fill("#search", MARK);
    await page.waitForFunction((mark) => document.querySelector("#list .document")?.textContent.startsWith(mark), MARK);
    const title = await page.textContent("#list .document");
    assert.equal(title, HOSTILE.replace("\u001b", "␛").replace("\u202e", "<U+202E>"));
    assert.equal(await page.$$eval("img", (all) => all.length), 0);
    assert.equal(await page.evaluate(() => /[\u001b\u202a-\u202e]/.test(document.body.innerText)), false);
  });

  await test("the keys go through the list", {}, async (page) => {
    await page.keyboard.press("/");
    assert.equal(await focus(page), "search");
    await page.keyboard.press("Escape");
    assert.equal(await focus(page), "BODY");
    await page.keyboard.press("j");
    assert.equal(await focus(page), "f1");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focus(page), "f2");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.querySelector("details").open), true);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.querySelector("details").open), false);
    await page.keyboard.press("End");
    assert.equal(await focus(page), "f25");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement.id === "f26");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.activeElement.id === "f25");
    await page.keyboard.press("Home");
    assert.equal(await focus(page), "f1");
    await page.keyboard.press("?");
    assert.equal(await page.$eval("#keys", (dialog) => dialog.open), true);
    await page.keyboard.press("Escape");
    assert.equal(await page.$eval("#keys", (dialog) => dialog.open), false);
    await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
    const stops = [];
    for (let stop = 0; stop < 5; stop += 1) {
      await page.keyboard.press("Tab");
      stops.push(await focus(page));
    }
    assert.equal(stops.at(-1) === "BODY", false);
  });

  await test("a link to a finding opens it", {}, async (page, open) => {
    await open("#finding=40");
    await page.waitForFunction(() => document.activeElement.id === "f40");
    assert.match(await page.textContent("#pager"), /Page 2 of/);
    assert.equal(await page.$eval("#f40", (item) => item.querySelector("details")?.open ?? true), true);
  });

  await test("the colours follow the system and the switch", { colorScheme: "dark" }, async (page, open) => {
    const paper = () => page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
    assert.ok(await paper() < 60);
    await page.click("#theme");
    assert.ok(await paper() > 200);
    assert.match(page.url(), /#theme=light$/);
    await open("#theme=dark");
    assert.ok(await paper() < 60);
  });

  await test("the page speaks Chinese", {}, async (page) => {
    await page.click("#language");
    await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
    assert.equal(await page.textContent("#findings-title"), "问题");
    assert.equal(await page.textContent("#list h3"), inChinese[0].message);
    const english = await page.$$eval("[data-words], button:not(.rule, .document, [data-filter]), option:not([value='']), label > span", (all) => all.map((it) => it.textContent).filter((text) => /^[A-Za-z ]{3,}$/.test(text) && text !== "English"));
    assert.deepEqual(english.filter((text) => !/^[a-z]+$/.test(text)), []);
    await page.click("#language");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    assert.equal(await page.textContent("#list h3"), found[0].message);
  });

  await test("nothing is found in a clean report, and the page says so", {}, async (page) => {
    assert.equal(await page.textContent("#list"), "未发现问题,能判定的陈述均相符。");
    assert.equal(await page.textContent("#share"), "100.0%");
  }, "clean.html");

  await test("everything has a name for those who hear the page", {}, async (page) => {
    const nameless = await page.$$eval("button, select, input, a, summary", (all) =>
      all.filter((it) => !(it.textContent.trim() || it.getAttribute("aria-label") || it.labels?.[0]?.textContent.trim())).map((it) => it.outerHTML));
    assert.deepEqual(nameless, []);
    const doubled = await page.$$eval("[id]", (all) => all.map((it) => it.id).filter((id, at, ids) => ids.indexOf(id) !== at));
    assert.deepEqual(doubled, []);
    const dangling = await page.$$eval("[aria-labelledby]", (all) => all.map((it) => it.getAttribute("aria-labelledby")).filter((id) => !document.getElementById(id)));
    assert.deepEqual(dangling, []);
    for (const [role, count] of [["main", 1], ["search", 1], ["status", 1], ["banner", 1], ["contentinfo", 1], ["article", 25]]) {
      assert.equal(await page.getByRole(role).count(), count, role);
    }
  });

  for (const width of [360, 768]) {
    await test(`nothing hangs over at ${width} pixels`, { viewport: { width, height: 740 }, isMobile: true, hasTouch: true }, async (page, open) => {
      for (const fragment of ["", "#severity=error", "#lang=zh&family=text", "#finding=1"]) {
        await open(fragment);
        await page.$$eval("details", (all) => all.forEach((it) => { it.open = true; }));
        for (const flip of ["rule", "year", "source", "document"]) await page.click(`#flip-${flip}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, fragment);
        assert.equal(await isWide(page), false, fragment);
      }
    });
  }

  await test("what is printed is the overview and the findings, opened", {}, async (page, open) => {
    await open("#severity=error");
    await page.waitForFunction(() => document.querySelectorAll("script.details").length === 0);
    const pdf = await page.pdf({ format: "A4", printBackground: true, path: "page.pdf" });
    assert.ok(pdf.length > 50_000);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const errors = found.filter(({ severity }) => severity === "error").length;
    assert.equal(await page.$$eval("#list article", (all) => all.length), Math.min(500, errors));
    assert.equal(await page.$$eval("#list details:not([open])", (all) => all.length), 0);
    assert.equal(await page.isVisible("#search"), false);
    assert.equal(await page.isVisible("#theme"), false);
    assert.equal(await page.isVisible("#chart-year"), true);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.waitForFunction(() => document.querySelectorAll("#list article").length === 25);
  });

  await browser.close();
};

const [what, ...rest] = process.argv.slice(2);
if (what === "corpus") corpus(...rest);
else await look();
