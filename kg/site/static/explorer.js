"use strict";
// The explorer: a part of the graph, drawn and listed, that grows from node to node. What is shown follows from a few
// values (`state`); the drawing, the list, the panel and the address are all made from them.
(() => {
  const root = document.getElementById("explorer");
  if (!root || typeof cytoscape === "undefined") return;

  const STEP = 30; // neighbours that are shown at once; more on request
  const MOST_SHOWN = 600; // nodes that can be laid out without a halt
  const MOST_FOUND = 12;
  const MOST_NAMED = 14; // links around a node whose names can be read in the drawing
  const MOST_LINKS = 25; // of one kind in the panel
  const SHAPES = {
    fair: "hexagon", edition: "ellipse", organizer: "rectangle", country: "diamond", city: "rhomboid",
    metric: "triangle", deal: "star", article: "tag", speaker: "pentagon",
  };
  const KINDS = Object.keys(SHAPES);
  const $ = (id) => document.getElementById(id);
  const boxes = [...root.querySelectorAll("input[name=kind]")];
  const leaves = new Set(root.dataset.leaves.split(" ")); // kinds of which a folder has no data of their own
  const manyOf = Object.fromEntries(boxes.map((box) => [box.value, box.dataset.many]));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const state = { start: "", open: new Map(), chosen: "", edge: null, hidden: new Set() };
  const nodes = new Map(); // by id: {id, kind, label, path}
  const around = new Map(); // by id, once it was asked for: {ids, edges, leftOut, values}
  const asked = new Map(); // by id: the promise of it

  // --- the pages and data of this site ---

  // In a folder of files the names are decoded, and a link has to encode them once again.
  const encoded = (path) => path.split("/").map((step) => encodeURIComponent(decodeURIComponent(step))).join("/");
  const inFolder = !root.dataset.page.startsWith("/");
  const filled = (pattern, path) => pattern.replace("PATH", () => (inFolder ? encoded(path) : path));
  const paged = root.dataset.paged.split(" ").filter(Boolean); // first steps of what has pages in a folder
  const hasPage = (node) => node.path !== undefined && (!inFolder || paged.includes(node.path.split("/")[0]));
  const pageOf = (node) => (hasPage(node) ? filled(root.dataset.page, node.path) : null);

  function say(sentence) {
    $("explorer-notice").hidden = !sentence;
    $("explorer-notice").textContent = sentence;
  }

  async function read(address) {
    if (location.protocol === "file:") {
      root.classList.add("unreadable");
      throw new Error("The explorer reads its data as it goes, which browsers do not allow for files opened from a disk. " +
        "Open this folder through a web server, for example with “python -m http.server”; all other pages can be read as they are.");
    }
    let answer;
    try {
      answer = await fetch(address);
    } catch {
      throw new Error("The data could not be read. Is the server still running?");
    }
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`The data could not be read: the server answered ${answer.status}.`);
    return answer.json();
  }

  const nothing = { ids: [], edges: [], leftOut: 0, values: [] };
  const isLeaf = (id) => nodes.has(id) && leaves.has(nodes.get(id).kind);

  function learn(id) {
    if (isLeaf(id)) {
      around.set(id, nothing);
      return Promise.resolve();
    }
    if (!asked.has(id)) {
      asked.set(id, read(filled(root.dataset.neighbours, id)).then(
        (found) => around.set(id, found === null ? nothing : learnt(found)),
        (error) => { asked.delete(id); throw error; },
      ));
    }
    return asked.get(id);
  }

  function learnt(found) {
    for (const node of found.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
    const ids = found.nodes.map((node) => node.id);
    const edges = found.edges.map((edge) => {
      const [source, target] = [ids[edge.from], ids[edge.to]];
      return { id: JSON.stringify([source, edge.label, target]), source, target, label: edge.label, quotes: edge.quotes || [] };
    });
    return { ids: ids.slice(1), edges, leftOut: found.left_out, values: found.values };
  }

  // --- what is shown ---

  function shownNodes() {
    const shown = new Set([state.start]);
    let before = 0;
    while (shown.size !== before) { // a node that was opened counts only as long as it is itself shown
      before = shown.size;
      for (const [id, count] of state.open) {
        if (shown.has(id) && around.has(id)) {
          for (const each of around.get(id).ids.filter(isWanted).slice(0, count)) shown.add(each);
        }
      }
    }
    return [...shown].filter((id) => nodes.has(id));
  }

  const isWanted = (id) => !state.hidden.has(nodes.get(id).kind);

  function shownEdges(shown) {
    const within = new Set(shown);
    const edges = new Map();
    for (const each of around.values()) {
      for (const edge of each.edges) if (within.has(edge.source) && within.has(edge.target)) edges.set(edge.id, edge);
    }
    return [...edges.values()];
  }

  function moreOf(id) { // neighbours of a node that was opened and that are not shown for want of room
    const all = around.get(id);
    if (!all || !state.open.has(id)) return { next: 0, far: 0 };
    return { next: Math.max(0, all.ids.filter(isWanted).length - state.open.get(id)), far: all.leftOut };
  }

  // --- changes ---

  async function begin(id, { open = [id], chosen = id, remember = true } = {}) {
    state.start = id;
    state.open = new Map(open.map((each) => [each, STEP]));
    cy.elements().remove();
    await attempt(async () => {
      await learn(id);
      await Promise.all(open.map(learn));
      if (!nodes.has(id)) throw new Error("Nothing is known of this node.");
      choose(chosen, { draw: false });
    });
    draw();
    if (remember) remembered();
  }

  async function open(id) {
    if (isLeaf(id)) return;
    await attempt(async () => {
      await learn(id);
      if (shownNodes().length > MOST_SHOWN) throw new Error("There is no room for more: close a node, or start anew from another one.");
      state.open.set(id, STEP);
      if (!around.get(id).ids.length) say("Nothing more is known around this node here.");
      draw();
      remembered();
    });
  }

  function close(id) {
    state.open.delete(id);
    draw();
    remembered();
  }

  const toggle = (id) => (state.open.has(id) ? close(id) : open(id));

  function more(id) {
    state.open.set(id, state.open.get(id) + STEP);
    draw();
  }

  function choose(id, { draw: redraw = true } = {}) {
    state.chosen = id;
    state.edge = null;
    if (id && !around.has(id)) attempt(() => learn(id).then(drawPanel));
    if (redraw) { drawPanel(); mark(); drawList(); }
  }

  function chooseEdge(edge) {
    state.edge = edge;
    drawPanel();
    mark();
  }

  async function attempt(what) {
    say("");
    root.setAttribute("aria-busy", "true");
    try { await what(); } catch (error) { say(error.message); }
    root.removeAttribute("aria-busy");
  }

  // --- the address ---

  function remembered() {
    const query = new URLSearchParams({ node: state.start });
    const opened = [...state.open.keys()];
    if (opened.length !== 1 || opened[0] !== state.start) for (const id of opened.slice(0, 20)) query.append("open", id);
    if (!opened.length) query.append("open", "");
    for (const kind of state.hidden) query.append("hide", kind);
    const address = `?${query}`;
    if (address !== location.search) try { history.pushState(null, "", address); } catch { /* a file has no history */ }
  }

  function fromAddress({ first }) {
    const query = new URLSearchParams(location.search);
    const named = (query.get("node") || "").replace(/^\/+/, "");
    const inside = named.startsWith(root.dataset.base) ? named.slice(root.dataset.base.length) : named;
    // A server has looked at the address already, and starts elsewhere if it knows no such node.
    const start = (first && !inFolder) || !inside ? root.dataset.start : inside;
    const opened = query.getAll("open").filter(Boolean);
    state.hidden = new Set(query.getAll("hide").filter((kind) => KINDS.includes(kind)));
    for (const box of boxes) box.checked = !state.hidden.has(box.value);
    return begin(start, { open: query.has("open") ? opened : [start], remember: false });
  }

  // --- the drawing ---

  root.hidden = false; // Cytoscape measures its place when it is made
  const cy = cytoscape({
    container: $("canvas"), minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false,
    autounselectify: true,
  });

  function style() {
    const colours = getComputedStyle(document.documentElement);
    const colour = (name) => colours.getPropertyValue(`--${name}`).trim() || "#888888";
    const font = getComputedStyle(document.body).fontFamily;
    cy.style([
      { selector: "node", style: {
        label: "data(short)", "font-family": font, "font-size": 11, color: colour("ink"), width: 22, height: 22,
        "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4, "min-zoomed-font-size": 7,
        "text-outline-color": colour("paper"), "text-outline-width": 2, "border-width": 1.5, "border-color": colour("paper"),
      } },
      ...KINDS.map((kind) => ({ selector: `node[kind="${kind}"]`, style: {
        "background-color": colour(`kind-${kind}`), shape: SHAPES[kind], ...(kind === "fair" ? { width: 34, height: 34 } : {}),
      } })),
      { selector: "node.open", style: { "border-color": colour("ink"), "border-width": 2 } },
      { selector: "node.chosen", style: {
        "border-color": colour("accent"), "border-width": 4, "font-weight": "bold", "font-size": 13, "z-index": 10,
      } },
      { selector: "edge", style: {
        width: 1.2, "line-color": colour("line"), "curve-style": "bezier", "target-arrow-shape": "triangle",
        "target-arrow-color": colour("line"), "arrow-scale": 0.8, "font-family": font, "font-size": 9, color: colour("ink-soft"),
        "text-outline-color": colour("paper"), "text-outline-width": 2, "text-rotation": "autorotate", "min-zoomed-font-size": 8,
      } },
      { selector: "edge.near", style: { "line-color": colour("accent"), "target-arrow-color": colour("accent"), width: 2 } },
      { selector: "edge.named", style: { label: "data(label)" } },
      { selector: "edge.chosen", style: { width: 4, label: "data(label)" } },
    ]);
  }

  const short = (label) => (label.length > 42 ? `${label.slice(0, 40)}…` : label);

  function draw() {
    const shown = shownNodes();
    const edges = shownEdges(shown);
    const wanted = new Set([...shown.map((id) => `n${id}`), ...edges.map((edge) => `e${edge.id}`)]);
    let grown = false;
    cy.batch(() => {
      cy.elements().filter((each) => !wanted.has(each.id())).remove();
      const fresh = shown.filter((id) => cy.getElementById(`n${id}`).empty());
      grown = fresh.length > 0;
      fresh.forEach((id, place) => {
        cy.add({ group: "nodes", data: { id: `n${id}`, node: id, short: short(nodes.get(id).label), kind: nodes.get(id).kind },
          position: besideParent(id, place, fresh.length) });
      });
      for (const edge of edges) {
        if (cy.getElementById(`e${edge.id}`).empty()) {
          cy.add({ group: "edges", data: { id: `e${edge.id}`, source: `n${edge.source}`, target: `n${edge.target}`, label: edge.label } });
        }
      }
    });
    if (grown) arrange();
    mark();
    drawList();
    drawPanel();
  }

  function besideParent(id, place, count) {
    const parent = [...state.open.keys()].find((each) => around.has(each) && around.get(each).ids.includes(id));
    const centre = parent !== undefined && parent !== id ? cy.getElementById(`n${parent}`) : cy.collection();
    const from = centre.empty() ? { x: 0, y: 0 } : centre.position();
    if (id === state.start) return { x: 0, y: 0 };
    const angle = (2 * Math.PI * place) / count;
    const away = 140 + 40 * (place % 3);
    return { x: from.x + away * Math.cos(angle), y: from.y + away * Math.sin(angle) };
  }

  function arrange() {
    const moves = !calm.matches && cy.nodes().length < 150;
    cy.layout({
      name: "fcose", quality: "default", randomize: false, animate: moves, animationDuration: 400, fit: true, padding: 40,
      nodeSeparation: 90, idealEdgeLength: 120, nodeRepulsion: 20000, nodeDimensionsIncludeLabels: true, numIter: 1500,
    }).run();
  }

  function mark() {
    cy.batch(() => {
      cy.elements().removeClass("chosen near named open");
      for (const id of state.open.keys()) cy.getElementById(`n${id}`).addClass("open");
      if (state.edge) cy.getElementById(`e${state.edge.id}`).addClass("chosen near");
      else if (state.chosen) {
        const near = cy.getElementById(`n${state.chosen}`).addClass("chosen").connectedEdges().addClass("near");
        if (near.length <= MOST_NAMED) near.addClass("named");
      }
    });
  }

  // --- the list and the panel: text only, never markup ---

  function element(name, values = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) {
      if (key in made && typeof value !== "string") made[key] = value; else made.setAttribute(key, value);
    }
    made.append(...inside.filter((each) => each !== null));
    return made;
  }

  const svg = (kind) => root.querySelector(`.legend .shape-${kind}`).cloneNode(true);

  function toggleButton(id) {
    const isOpen = state.open.has(id);
    const label = nodes.get(id).label;
    return element("button", {
      type: "button", class: "small", "data-do": "toggle", "data-id": id, "aria-expanded": String(isOpen),
      "aria-label": `${isOpen ? "Close" : "Open"} what is around ${label}`,
    }, isOpen ? "Close" : "Open");
  }

  function moreButton(id) {
    const { next, far } = moreOf(id);
    if (next) {
      return element("button", { type: "button", class: "small", "data-do": "more", "data-id": id },
        `Show ${Math.min(next, STEP)} more${next + far > STEP ? ` of ${(next + far).toLocaleString("en")}` : ""} around it`);
    }
    return far ? element("p", { class: "hint" }, `${far.toLocaleString("en")} more around ${short(nodes.get(id).label)} are not drawn; its page leads to them.`) : null;
  }

  function drawList() {
    const shown = shownNodes();
    const focus = document.activeElement;
    const kept = focus && $("list").contains(focus) ? [focus.dataset.do, focus.dataset.id] : null;
    const groups = KINDS.map((kind) => [kind, shown.filter((id) => nodes.get(id).kind === kind)]);
    $("list").replaceChildren(...groups.filter(([, ids]) => ids.length).map(([kind, ids]) => element("section", {},
      element("h3", {}, svg(kind), ` ${manyOf[kind]}`),
      element("ul", {}, ...ids.map((id) => element("li", id === state.chosen ? { "class": "is-chosen" } : {},
        element("button", { type: "button", class: "name", "data-do": "choose", "data-id": id, "aria-pressed": String(id === state.chosen) }, nodes.get(id).label || id),
        isLeaf(id) ? "" : toggleButton(id)))))));
    if (kept) {
      const same = [...$("list").querySelectorAll("button")].find((each) => each.dataset.do === kept[0] && each.dataset.id === kept[1]);
      (same || $("list-title")).focus?.();
    }
    for (const count of root.querySelectorAll("[data-count]")) {
      count.textContent = groups.find(([kind]) => kind === count.dataset.count)[1].length;
    }
    const left = [...state.open.keys()].reduce((sum, id) => sum + moreOf(id).next + moreOf(id).far, 0);
    $("summary").textContent = `${shown.length} nodes and ${shownEdges(shown).length} links are shown` +
      (left ? `; ${left.toLocaleString("en")} more are around those that are open.` : ".");
  }

  function drawPanel() {
    const kept = $("panel").contains(document.activeElement) && document.activeElement.dataset.do;
    $("panel-body").replaceChildren(...(state.edge ? panelOfEdge(state.edge) : nodes.has(state.chosen) ? panelOfNode(state.chosen) : []));
    if (kept) (root.querySelector(`#panel [data-do="${kept}"]`) || $("panel")).focus();
  }

  function panelOfNode(id) {
    const node = nodes.get(id);
    const page = pageOf(node);
    $("panel-title").textContent = node.label;
    const told = around.get(id);
    const values = told ? told.values.filter(([, value]) => value !== node.label) : [];
    const links = shownEdges(shownNodes()).filter((edge) => edge.source === id || edge.target === id);
    return [
      element("p", { class: "kind" }, svg(node.kind), ` ${node.kind === "metric" ? "figure" : node.kind}`),
      element("p", { class: "actions" },
        page === null ? null : element("a", { href: page, class: "button", "data-do": "page" }, "Open page"),
        isLeaf(id) ? null : element("button", { type: "button", "data-do": "toggle", "data-id": id, "aria-expanded": String(state.open.has(id)) }, state.open.has(id) ? "Close" : "Open what is around it"),
        id === state.start || isLeaf(id) ? null : element("button", { type: "button", "data-do": "begin", "data-id": id }, "Start here")),
      moreButton(id),
      values.length ? element("dl", { class: "values" }, ...values.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)))) : null,
      ...linksOf(links, id),
    ].filter((each) => each !== null);
  }

  function linksOf(links, id) { // by what they are called, those that lead away first
    const groups = new Map();
    for (const edge of links) {
      const title = edge.source === id ? edge.label : `“${edge.label}” leads here from`;
      groups.set(title, [...(groups.get(title) || []), edge]);
    }
    return [...groups].sort(([one], [other]) => one.startsWith("“") - other.startsWith("“")).flatMap(([title, edges]) => [
      element("h3", {}, `${title} (${edges.length})`),
      element("ul", { class: "links" }, ...edges.slice(0, MOST_LINKS).map((edge) => element("li", {},
        element("button", { type: "button", class: "name", "data-do": "choose", "data-id": edge.source === id ? edge.target : edge.source },
          nodes.get(edge.source === id ? edge.target : edge.source).label || edge.source),
        ...quotesOf(edge)))),
      ...(edges.length > MOST_LINKS ? [element("p", { class: "hint" }, `and ${edges.length - MOST_LINKS} more`)] : []),
    ]);
  }

  function quotesOf(edge) {
    const page = pageOf(nodes.get(edge.target));
    return edge.quotes.map(([words, place]) => element("blockquote", { class: "quote" }, element("mark", {}, words),
      page === null ? null : element("a", { href: place ? `${page}#${place}` : page, class: "in-context" }, "in context")));
  }

  function panelOfEdge(edge) {
    $("panel-title").textContent = edge.label;
    const end = (id) => element("button", { type: "button", class: "name", "data-do": "choose", "data-id": id }, nodes.get(id).label || id);
    return [element("p", { class: "ends" }, end(edge.source), ` ${edge.label} `, end(edge.target)),
      ...quotesOf(edge),
      ...(edge.quotes.length ? [] : [element("p", { class: "hint" }, "No words of an article stand on this link itself; those of its figures and facts do.")])];
  }

  // --- hands on it ---

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const { do: what, id } = button.dataset;
    ({ toggle, more, choose, begin: (each) => begin(each) })[what](id);
  });

  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) state.hidden.delete(box.value); else state.hidden.add(box.value);
      draw();
      remembered();
    });
  }

  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", () => cy.fit(undefined, 40));
  $("arrange").addEventListener("click", arrange);
  cy.on("tap", "node", (event) => choose(event.target.data("node")));
  cy.on("dbltap", "node", (event) => toggle(event.target.data("node")));
  cy.on("tap", "edge", (event) => {
    const edge = shownEdges(shownNodes()).find((each) => `e${each.id}` === event.target.id());
    if (edge) chooseEdge(edge);
  });

  const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  $("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) chooseTowards(direction);
    else if (event.key === "Enter" && state.chosen) toggle(state.chosen);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") cy.fit(undefined, 40);
    else return;
    event.preventDefault();
  });

  function chooseTowards([right, down]) { // the nearest node that lies that way rather than aside
    const here = cy.getElementById(`n${state.chosen}`);
    if (here.empty()) return choose(state.start);
    const from = here.position();
    let best = null;
    for (const node of cy.nodes().not(here)) {
      const [x, y] = [node.position("x") - from.x, node.position("y") - from.y];
      const [along, aside] = [x * right + y * down, Math.abs(x * down - y * right)];
      if (along > 0 && along >= aside && (!best || along + 2 * aside < best.far)) best = { far: along + 2 * aside, node };
    }
    if (!best) return undefined;
    choose(best.node.data("node"));
    const at = best.node.renderedPosition();
    if (at.x < 0 || at.y < 0 || at.x > cy.width() || at.y > cy.height()) cy.center(best.node);
    return undefined;
  }

  // --- finding a node to start from ---

  let entries = null; // of the search index: {path, label, kind, detail, words}
  let current = -1;

  async function index() {
    if (entries === null) {
      const found = await read(root.dataset.search);
      entries = (found === null ? [] : found.entries)
        .map(([path, label, kind, detail, names, words]) => ({ path, label, kind, detail, names, words: folded(` ${label} ${words}`) }))
        .filter((each) => KINDS.includes(each.kind));
    }
    return entries;
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  async function find() {
    const question = folded($("find").value).trim();
    const words = question.split(/\s+/).filter(Boolean);
    let found = [];
    await attempt(async () => { if (words.length) found = (await index()).filter((each) => words.every((word) => each.words.includes(word))); });
    if (question !== folded($("find").value).trim()) return; // there is a newer question by now
    const rank = (each) => (each.names.includes(question) || folded(each.label) === question ? 2 : 0) + each.words.includes(` ${question}`);
    found.sort((one, other) => rank(other) - rank(one)); // those of one rank stay in the order of the index
    current = -1;
    $("found").replaceChildren(...found.slice(0, MOST_FOUND).map((each, place) =>
      element("li", { role: "option", id: `found-${place}`, "data-path": each.path, "aria-selected": "false" },
        svg(each.kind), ` ${each.label} `, element("span", { class: "soft small" }, each.detail))));
    if (words.length && !found.length) $("found").replaceChildren(element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing is found"));
    showFound(words.length > 0);
  }

  function showFound(shown) {
    $("found").hidden = !shown;
    $("find").setAttribute("aria-expanded", String(shown));
    if (!shown) $("find").removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const options = [...$("found").querySelectorAll("[data-path]")];
    if (!options.length) return;
    current = (current + step + options.length + (current < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((each, place) => each.setAttribute("aria-selected", String(place === current)));
    options[current].scrollIntoView({ block: "nearest" });
    $("find").setAttribute("aria-activedescendant", options[current].id);
  }

  function take(option) {
    if (!option || !option.dataset.path) return;
    $("find").value = "";
    showFound(false);
    begin(option.dataset.path);
  }

  $("find").addEventListener("input", find);
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") take($("found").querySelectorAll("[data-path]")[Math.max(current, 0)]);
    else if (event.key === "Escape") showFound(false);
    else return;
    event.preventDefault();
  });
  $("find").addEventListener("blur", () => showFound(false));
  $("found").addEventListener("pointerdown", (event) => { event.preventDefault(); take(event.target.closest("[data-path]")); });

  // --- begin ---

  style();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", style);
  addEventListener("resize", () => cy.resize());
  addEventListener("popstate", () => fromAddress({ first: false }));
  fromAddress({ first: true });
})();
