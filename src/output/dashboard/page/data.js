// The data of the page: the summary is plain, documents and findings come packed in columns, their details in blocks.
const SEVERITIES = ["error", "warning", "info"];
const VERDICTS = ["verified", "consistent", "last-digit", "contradicted", "undecided"];

const summary = JSON.parse(byId("summary").textContent);
const families = [];
/** The number of each rule's family. */
const familyOf = summary.rules.map(({ id }) => {
  const name = id.split("/")[0];
  if (!families.includes(name)) families.push(name);
  return families.indexOf(name);
});

let documents = { path: [], id: [], title: [], date: [], year: [], source: [] };
let findings = { rule: [], severity: [], verdict: [], document: [], line: [], column: [] };
let paths = [];
/** The value of every finding for each filter, as a number. */
let columnOf = {};
/** How many findings each document has. */
let findingsOf = [];
/** Details by block, as far as they are unpacked. */
const blocks = [];
const packed = [...document.querySelectorAll("script.details")];
/** What the search looks at, by finding. */
const searched = [];

/** Takes a packed value apart. */
const unpack = async (element) => {
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

const loadTable = async () => {
  const table = await unpack(byId("table"));
  ({ paths, documents, findings } = table);
  byId("table").remove();
  findingsOf = new Array(documents.path.length).fill(0);
  for (const document of findings.document) findingsOf[document] += 1;
  const column = (value) => Int32Array.from(findings.rule, (_, finding) => value(finding));
  columnOf = {
    severity: Int32Array.from(findings.severity),
    verdict: Int32Array.from(findings.verdict),
    family: column((finding) => familyOf[findings.rule[finding]]),
    rule: Int32Array.from(findings.rule),
    year: column((finding) => documents.year[findings.document[finding]]),
    source: column((finding) => documents.source[findings.document[finding]]),
    document: Int32Array.from(findings.document),
  };
};

/** A block of details, unpacked once. */
const loadBlock = (number) => {
  blocks[number] ??= unpack(packed[number]).then((details) => {
    packed[number].remove();
    blocks[number] = details;
    return details;
  });
  return blocks[number];
};

/** The details of a finding; undefined while they are packed. */
const detail = (finding) => {
  const block = blocks[Math.floor(finding / summary.block)];
  return Array.isArray(block) ? block[finding % summary.block] : undefined;
};

const loadDetails = (wanted) => Promise.all([...new Set(wanted.map((finding) => Math.floor(finding / summary.block)))].map(loadBlock));

/** Widths, cases and composed forms are one to the search. */
const folded = (text) => text.normalize("NFKC").toLowerCase();

/** Unpacks everything and makes it ready to be searched, a block at a time, so that the page stays awake. */
const loadSearch = async () => {
  for (let block = 0; block < packed.length; block += 1) {
    const details = await loadBlock(block);
    const first = block * summary.block;
    if (searched[first] !== undefined) continue;
    details.forEach(({ message, help, lines }, at) => {
      const finding = first + at;
      const document = findings.document[finding];
      const about = [summary.rules[findings.rule[finding]].id, nameOf(document), documents.title[document] ?? "", sourceOf(document) ?? ""];
      const texts = [...message, ...(help ?? []), ...lines.map(({ text }) => text), ...about];
      searched[finding] = folded(texts.join("\n"));
    });
  }
};

/** The path of a document, and its id where the file holds several. */
const nameOf = (document) => paths[documents.path[document]] + (documents.id[document] === null ? "" : `#${documents.id[document]}`);

/** The source of a document as its metadata say; null where they do not. */
const sourceOf = (document) => {
  const { name } = summary.sources[documents.source[document]];
  return typeof name === "string" ? name : null;
};

/** What a source or a year is called in the page. */
const nameOfGroup = (name) => (name === null ? say("unknown") : name === true ? say("other") : String(name));
