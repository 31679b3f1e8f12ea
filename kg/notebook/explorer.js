// The picture of an explorer: nodes appear as they are opened; all text from articles is set as text.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const start = data.nodes[0].id;
  const shown = new Set();
  const hiddenKinds = new Set();

  function element(name, text, parent) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  // --- the picture ---

  function style() {
    const [ink, quiet, paper, line] = dark.matches
      ? ["#e8eaee", "#a2a9b4", "#16191f", "#5b6470"]
      : ["#1c2027", "#5d6470", "#fdfdfc", "#aab1bc"];
    const kinds = data.kinds.map((kind) => ({
      selector: `node[kind = "${kind.name}"]`,
      style: { "background-color": dark.matches ? kind.dark : kind.light, shape: kind.points ? "polygon" : kind.shape,
        ...(kind.points && { "shape-polygon-points": kind.points }) },
    }));
    return [
      { selector: "node", style: {
        label: "data(label)", "font-size": 13, color: ink, width: 14, height: 14, "text-valign": "center",
        "text-halign": "right", "text-margin-x": 4, "text-wrap": "ellipsis", "text-max-width": 270,
        "text-outline-color": paper, "text-outline-width": 2, "min-zoomed-font-size": 6 } },
      { selector: "node[side < 0]", style: { "text-halign": "left", "text-margin-x": -4 } },
      { selector: "node[side = 0]", style: {
        width: 26, height: 26, "font-size": 16, "font-weight": "bold", "text-halign": "center", "text-valign": "top",
        "text-margin-x": 0, "text-margin-y": -4, "text-max-width": 420 } },
      { selector: "node.loose", style: {
        "text-halign": "center", "text-valign": "bottom", "text-margin-x": 0, "text-margin-y": 3, "text-max-width": 130,
        "text-wrap": "wrap" } },
      ...kinds,
      { selector: "node.more", style: { "outline-width": 1.5, "outline-offset": 2, "outline-color": quiet } },
      { selector: "edge", style: { width: 1, "line-color": line, "curve-style": "straight", opacity: .55 } },
      { selector: 'edge[label = "conflicts with"]', style: {
        "line-color": dark.matches ? "#ff7b7b" : "#c81e1e", "line-style": "dashed", width: 2, opacity: 1 } },
      { selector: ".gone", style: { display: "none" } },
      { selector: ".chosen", style: { "underlay-color": "#1f63c4", "underlay-opacity": .3, "underlay-padding": 7 } },
      { selector: "edge.chosen", style: { "underlay-opacity": 0, opacity: 1, width: 2, label: "data(label)",
        "font-size": 10, color: ink, "text-outline-color": paper, "text-outline-width": 2 } },
    ];
  }

  const cy = cytoscape({
    container: byId("picture"),
    elements: [
      ...data.nodes.map(({ x, y, ...node }) => ({ data: node, position: { x, y } })),
      ...data.edges.map((edge, i) => ({ group: "edges", data: { ...edge, id: `edge ${i}` } })),
    ],
    style: style(),
    layout: { name: "preset" },
    minZoom: .15,
    maxZoom: 3,
  });
  dark.addEventListener("change", () => cy.style(style()));

  const seen = (node) => shown.has(node.id()) && !hiddenKinds.has(node.data("kind"));

  function update() {
    cy.batch(() => {
      cy.nodes().forEach((node) => {
        node.toggleClass("gone", !seen(node));
        node.toggleClass("more", node.neighborhood("node").some((other) => !shown.has(other.id())));
      });
      cy.edges().forEach((edge) => edge.toggleClass("gone", !(seen(edge.source()) && seen(edge.target()))));
    });
  }

  function fit() {
    cy.fit(cy.nodes().not(".gone"), 16);
    if (cy.zoom() > 1.1) cy.zoom({ level: 1.1, position: cy.getElementById(start).position() });
    cy.center(cy.nodes().not(".gone"));
  }

  function open(id) {
    shown.add(id);
    cy.getElementById(id).neighborhood("node").forEach((node) => void shown.add(node.id()));
    update();
    choose(id);
  }

  function choose(id) {
    const node = cy.getElementById(id);
    cy.elements().removeClass("chosen");
    node.addClass("chosen");
    const edges = node.connectedEdges().not(".gone");
    if (edges.length <= 12) edges.addClass("chosen");
    tell(node);
  }

  // --- what is told of a node ---

  function tell(node) {
    const told = byId("told");
    told.replaceChildren();
    element("h2", node.data("label"), told);
    element("p", `${node.data("kind")} – ${node.id()}`, told);
    const list = element("ul", undefined, told);
    const edges = node.connectedEdges().sort((a, b) => (a.data("label") === "mentions") - (b.data("label") === "mentions"));
    edges.forEach((edge) => {
      const away = edge.source().id() === node.id();
      const other = away ? edge.target() : edge.source();
      const item = element("li", undefined, list);
      element("span", away ? `${edge.data("label")} ` : "", item);
      const button = element("button", other.data("label"), item);
      button.type = "button";
      button.addEventListener("click", () => { open(other.id()); cy.center(other); byId("told").scrollTop = 0; });
      if (!away) element("span", ` ${edge.data("label")} it`, item);
      for (const quote of edge.data("quotes")) element("blockquote", `“${quote}”`, item);
    });
    if (data.leftOut && node.id() === start) {
      element("p", `${data.leftOut.toLocaleString("en")} nodes further away are left out.`, told);
    }
  }

  // --- the controls ---

  const drawn = (kind, parent) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-8 -8 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", kind.path);
    path.setAttribute("fill", dark.matches ? kind.dark : kind.light);
    svg.append(path);
    parent.append(svg);
  };

  for (const kind of data.kinds) {
    const label = element("label", undefined, byId("kinds"));
    const box = element("input", undefined, label);
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => { hiddenKinds[box.checked ? "delete" : "add"](kind.name); update(); });
    drawn(kind, label);
    element("span", kind.words, label);
  }

  for (const label of new Set(data.nodes.map((node) => node.label))) {
    element("option", undefined, byId("names")).value = label;
  }

  byId("search").addEventListener("change", (event) => {
    const words = event.target.value.trim().toLowerCase();
    if (!words) return;
    const found = data.nodes.find((node) => node.label.toLowerCase() === words)
      || data.nodes.find((node) => node.label.toLowerCase().includes(words));
    if (found) {
      open(found.id);
      cy.center(cy.getElementById(found.id));
    } else {
      byId("told").replaceChildren();
      element("p", "No node here has these words in its name.", byId("told"));
    }
  });

  byId("arrange").addEventListener("click", () => {
    const visible = cy.elements().not(".gone");
    visible.nodes().addClass("loose");
    // From a circle, the same nodes come to stand in the same places; from columns they would stay in line.
    visible.layout({ name: "circle", animate: false, fit: false }).run();
    visible.layout({
      name: "cose", randomize: false, animate: calm.matches ? false : "end", nodeDimensionsIncludeLabels: true,
      idealEdgeLength: () => 90, nodeRepulsion: () => 20000, padding: 16,
    }).run();
  });

  function again() {
    shown.clear();
    cy.batch(() => cy.nodes().forEach((node) => {
      const { x, y } = nodes.get(node.id());
      node.removeClass("loose").position({ x, y });
    }));
    open(start);
    fit();
  }

  byId("again").addEventListener("click", again);
  cy.on("tap", "node", (event) => open(event.target.id()));
  again();
})();
