"use strict";
// The query page: the editor and the results of Yasgui on the endpoint of this server, and on no other. What Yasgui
// would ask of the network (catalogues of prefixes and terms, other endpoints) is replaced by what the server knows.
(() => {
  const place = document.getElementById("editor");
  if (!place || typeof Yasqe === "undefined" || typeof Yasr === "undefined") return;

  const PAGE = 200; // rows that are laid out at once
  const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`));
  const STORED = "expograph-query"; // the one name under which the editor keeps its text in this browser
  const FIRST = "SELECT ?fair (COUNT(?edition) AS ?editions) WHERE {\n  ?edition te:editionOf/rdfs:label ?fair .\n}\nGROUP BY ?fair\nORDER BY DESC(?editions)\nLIMIT 20\n";
  const $ = (id) => document.getElementById(id);
  let terms = { queries: [], prefixes: {}, base: "", classes: [], properties: [] };

  function say(sentence) {
    $("query-notice").hidden = !sentence;
    $("query-notice").textContent = sentence;
  }

  function element(name, values = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // --- answers ---

  // The shown text of a term, with a link where it is a node that has a page here.
  function shown(term) {
    if (term === undefined) return "";
    if (term.type === "uri") {
      if (terms.base && term.value.startsWith(terms.base) && term.value.length > terms.base.length) {
        const path = term.value.slice(terms.base.length);
        return element("a", { href: place.dataset.page.replace("PATH", () => path), dir: "auto" }, readable(path));
      }
      return element("span", { title: term.value }, shortened(term.value));
    }
    if (isNumber(term)) return Number(term.value).toLocaleString("en", { maximumFractionDigits: 10 });
    const tag = term["xml:lang"] ? [element("span", { class: "soft small" }, ` ${term["xml:lang"]}`)] : [];
    return element("span", { dir: "auto" }, readable(term.type === "bnode" ? `_:${term.value}` : textOf(term)), ...tag);
  }

  const isNumber = (term) => term !== undefined && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value))
    && Number(term.value) <= Number.MAX_SAFE_INTEGER && Number(term.value) >= -Number.MAX_SAFE_INTEGER;
  const textOf = (term) => (term.type === "triple" ? JSON.stringify(term.value) : String(term.value));
  // Control characters would change the order of what is written around them.
  // eslint-disable-next-line no-control-regex
  const readable = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

  function shortened(iri) {
    for (const [prefix, start] of Object.entries(terms.prefixes)) {
      if (iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`;
    }
    return readable(iri);
  }

  const isLong = (term) => term !== undefined && term.type !== "uri" && String(term.value).length > 24;

  // A table of our own: with links to the pages here, for screen readers, and with text as text.
  class Rows {
    constructor(yasr) {
      this.yasr = yasr;
      this.priority = 20;
      this.label = "Table";
      this.hideFromSelection = false;
    }

    answer() {
      const type = this.yasr.results?.getContentType() || "";
      if (this.yasr.results?.getError() || !type.includes("json")) return null;
      // The original, since what Yasr hands out has had {{words}} in it replaced.
      try { return JSON.parse(this.yasr.results.getOriginalResponseAsString()); } catch { return null; }
    }

    canHandleResults() {
      const answer = this.answer();
      return answer !== null && (typeof answer.boolean === "boolean" || Array.isArray(answer.results?.bindings));
    }

    draw() {
      const answer = this.answer();
      if (typeof answer.boolean === "boolean") {
        this.yasr.resultsEl.append(element("p", { class: "yes-or-no" }, answer.boolean ? "Yes" : "No"));
        $("query-status").textContent = answer.boolean ? "The answer is yes." : "The answer is no.";
        return;
      }
      const { vars } = answer.head;
      const rows = answer.results.bindings;
      const counted = `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
      $("query-status").textContent = `The answer has ${counted}.`;
      const numbers = new Set(vars.filter((name) => rows.length && rows.every((row) => row[name] === undefined || isNumber(row[name])) && rows.some((row) => row[name])));
      const body = element("tbody");
      const add = (from) => body.append(...rows.slice(from, from + PAGE).map((row) =>
        element("tr", {}, ...vars.map((name) => element("td", numbers.has(name) ? { class: "number" } : isLong(row[name]) ? { class: "words" } : {}, shown(row[name]))))));
      add(0);
      const head = element("tr", {}, ...vars.map((name) => element("th", { scope: "col", ...(numbers.has(name) ? { class: "number" } : {}) }, name)));
      const table = element("table", { class: "answer" }, element("caption", { class: "unseen" }, counted), element("thead", {}, head), body);
      const box = element("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": "Answer" }, table);
      this.yasr.resultsEl.append(box);
      if (rows.length > PAGE) {
        const button = element("button", { type: "button" }, `Show ${PAGE} more`);
        button.addEventListener("click", () => {
          add(body.rows.length);
          if (body.rows.length >= rows.length) button.remove();
        });
        this.yasr.resultsEl.append(button);
      }
    }

    download(name) {
      return { contentType: "text/csv", filename: `${name || "answer"}.csv`, title: "Download as CSV", getData: () => this.csv() };
    }

    csv() {
      const answer = this.answer();
      if (!answer?.results) return String(answer?.boolean);
      const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const lines = [answer.head.vars, ...answer.results.bindings.map((row) => answer.head.vars.map((name) => (row[name] ? textOf(row[name]) : "")))];
      return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
    }

    getIcon() { return null; }
  }

  // --- prefixes ---

  // Declare what is used: the query is then valid at other endpoints too.
  function declareUsed(yasqe) {
    const bare = yasqe.getValue().replace(/<[^<>\s]*>|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*/g, " ");
    const declared = yasqe.getPrefixesFromQuery();
    const used = [...bare.matchAll(/(?<![\w:?$-])([A-Za-z][\w-]*):/g)].map((found) => found[1]);
    const missing = Object.keys(terms.prefixes).filter((prefix) => used.includes(prefix) && !(prefix in declared));
    if (missing.length) yasqe.addPrefixes(Object.fromEntries(missing.map((prefix) => [prefix, terms.prefixes[prefix]])));
    return yasqe.getValue();
  }

  // --- the editor ---

  function configure() {
    const own = (name, changes) => { Yasqe.Autocompleters[name] = { ...Yasqe.Autocompleters[name], ...changes, bulk: true, persistenceId: `${STORED}-${name}` }; };
    own("prefixes", { get: Object.entries(terms.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`) });
    own("class", { get: terms.classes });
    own("property", { get: terms.properties });
    Yasqe.defaults.autocompleters = ["prefixes", "property", "class", "variables"];
    Yasr.registerPlugin("rows", Rows);
    Yasr.defaults.plugins = { rows: { enabled: true }, response: { enabled: true }, error: { enabled: true } };
    Yasr.defaults.pluginOrder = ["rows", "response"];
  }

  function begin() {
    configure();
    const editor = element("div");
    const results = element("div");
    place.classList.add("yasgui");
    place.append(editor, results);
    const yasr = new Yasr(results, {
      persistenceId: null, defaultPlugin: "rows", prefixes: terms.prefixes, getDownloadFileName: () => "answer",
    });
    const yasqe = new Yasqe(editor, {
      value: FIRST, persistenceId: STORED, consumeShareLink: null, createShareableLink: null, resizeable: true, editorHeight: "20rem",
      // The tab key leads on to the next control, as everywhere else.
      extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false },
      requestConfig: { endpoint: new URL(place.dataset.endpoint, location.href).href, method: "POST", adjustQueryBeforeRequest: declareUsed },
    });
    yasr.rootEl.querySelector(".yasr_external_ref_btn")?.remove(); // it leads to another host
    yasqe.getInputField().setAttribute("aria-label", "SPARQL query; Control and Enter runs it");
    // What scrolls can be scrolled by keyboard, too.
    const scroller = yasqe.getScrollerElement();
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "Text of the query"]]) scroller.setAttribute(name, value);
    for (const button of place.querySelectorAll("button:not([aria-label])")) if (!button.textContent.trim()) button.setAttribute("aria-label", button.title || "Run query");
    yasqe.on("query", () => { $("query-status").textContent = "The query runs."; });
    yasqe.on("queryResponse", (_, response, duration) => {
      yasr.setResponse(response, duration);
      if (response instanceof Error) $("query-status").textContent = "The query could not be answered; the reason stands below the editor.";
      remember(yasqe.getValue());
    });
    return yasqe;
  }

  // --- the address and the saved queries ---

  const saved = (name) => terms.queries.find((each) => each.name === name);

  function remember(text) {
    const same = terms.queries.find((each) => each.text.trim() === text.trim());
    const address = same ? `?name=${encodeURIComponent(same.name)}` : `${location.pathname}#query=${encodeURIComponent(text)}`;
    history.replaceState(null, "", address);
    mark(same?.name);
  }

  function mark(name) {
    for (const link of document.querySelectorAll("#saved a")) {
      if (link.dataset.name === name) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
  }

  function fromAddress(yasqe) {
    const text = new URLSearchParams(location.hash.slice(1)).get("query");
    const name = new URLSearchParams(location.search).get("name");
    if (text !== null) yasqe.setValue(text);
    else if (name !== null && saved(name)) yasqe.setValue(saved(name).text);
    else if (name !== null) say(`There is no saved query “${name}”.`);
    mark(terms.queries.find((each) => each.text.trim() === yasqe.getValue().trim())?.name);
  }

  async function start() {
    try {
      const answer = await fetch(place.dataset.terms);
      if (answer.ok) terms = await answer.json();
    } catch {
      say("What the editor completes could not be read; queries run all the same.");
    }
    const yasqe = begin();
    fromAddress(yasqe);
    addEventListener("hashchange", () => fromAddress(yasqe));
    addEventListener("popstate", () => fromAddress(yasqe));
    $("saved").addEventListener("click", (event) => {
      const link = event.target.closest("a[data-name]");
      if (!link || !saved(link.dataset.name) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      say("");
      yasqe.setValue(saved(link.dataset.name).text);
      if (new URLSearchParams(location.search).get("name") !== link.dataset.name || location.hash) {
        history.pushState(null, "", `${location.pathname}?name=${encodeURIComponent(link.dataset.name)}`);
      }
      mark(link.dataset.name);
      yasqe.query().catch(() => {});
      place.scrollIntoView({ block: "nearest" });
    });
    place.dataset.ready = "true";
  }

  start();
})();
