/* Sorting and filtering for every `.pmo-table`, which is complete without this script.
 * All state lives in the page address: `?projects.phase=planning&projects.q=erp&projects.sort=-budget`,
 * where `projects` is the table's data-table; other parameters are left as they are.
 * The markup and its data- attributes come from macros/pages/fragments/table.html.jinja. */
(() => {
  "use strict";
  if (window.pmoTables) return;
  window.pmoTables = true;

  const TYPING_PAUSE = 120; // ms without a key before the text filter runs
  const LONG = 25; // more rows than these, in a table too wide for the page, scroll in a frame of their own
  const AT_ONCE = 300; // rows laid out before the reader asks for all: thousands take a browser seconds each time
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" }; // accents come off the rest

  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const tables = new WeakMap();

  function fold(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter]);
  }

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function button(label, className, act) {
    const node = make("button", { type: "button", class: className }, label);
    node.addEventListener("click", act);
    return node;
  }

  /* ---- Reading the table ---- */
  function readColumn(head, place) {
    const { name, compare, options = "[]", facet, sortable } = head.dataset;
    const uses = { facet: facet !== undefined, sortable: sortable !== undefined && !head.hidden };
    const labels = new Map(JSON.parse(options));
    return { head, place, name, compare, labels, label: head.textContent.trim(), ...uses };
  }

  const isAbsent = (cell) => cell.classList.contains("pmo-absent");

  const given = ({ dataset: { values } }) => values && [...new Set(JSON.parse(values))];
  const facetValues = (cell) => given(cell) ?? [isAbsent(cell) ? "" : cell.textContent.trim()];

  function rowText(row) {
    row.text ??= fold([...row.node.cells].map((cell) => cell.textContent).join(" "));
    return row.text;
  }

  /* The machine value of a cell; null where there is none, which sorts last either way. */
  function sortKey(row, column) {
    const cell = row.node.cells[column.place];
    const given = cell.dataset.sort;
    if (column.compare === "number" && given !== undefined) return Number(given);
    if (given !== undefined || column.compare !== "text") return given ?? null;
    return isAbsent(cell) ? null : cell.textContent.trim();
  }

  /* The values of a facet: the vocabulary in its own order, then others by name, then "none". */
  function facetOptions(column, index, rows) {
    const seen = new Set(rows.flatMap((row) => row.values[index]));
    const known = [...column.labels.keys()].filter((value) => seen.delete(value));
    const none = seen.delete("") ? [""] : [];
    return [...known, ...[...seen].sort(collator.compare), ...none];
  }

  const chosenOf = (facet) => [...facet.boxes.keys()].filter((value) => facet.chosen.has(value));
  const chosenLabels = (facet) => chosenOf(facet).map((value) => facet.boxes.get(value).label);

  /* ---- The page address ---- */
  function readAddress(table) {
    const given = new URLSearchParams(location.search);
    table.query = (given.get(`${table.id}.q`) ?? "").trim();
    const [, down, name] = /^(-?)(.*)$/s.exec(given.get(`${table.id}.sort`) ?? "");
    const column = table.columns.find((each) => each.sortable && each.name === name);
    table.sort = column ? { column, down: down === "-" } : null;
    for (const facet of table.facets) {
      facet.chosen = new Set(given.getAll(facet.parameter).filter((value) => facet.boxes.has(value)));
    }
  }

  function writeAddress(table) {
    const own = new Set([`${table.id}.q`, `${table.id}.sort`, ...table.facets.map((facet) => facet.parameter)]);
    const nameOf = (pair) => [...new URLSearchParams(pair).keys()][0];
    const parts = location.search.slice(1).split("&").filter((pair) => pair && !own.has(nameOf(pair)));
    const added = new URLSearchParams();
    for (const facet of table.facets) for (const value of chosenOf(facet)) added.append(facet.parameter, value);
    if (table.query) added.append(`${table.id}.q`, table.query);
    if (table.sort) added.append(`${table.id}.sort`, (table.sort.down ? "-" : "") + table.sort.column.name);
    if (added.size) parts.push(added.toString());
    const query = parts.length ? `?${parts.join("&")}` : "";
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  /* ---- Filtering and sorting ---- */
  /* A row that one facet alone keeps out still counts there: that is what choosing more would add. */
  function filter(table) {
    const words = fold(table.query).split(/\s+/).filter(Boolean);
    const counts = table.facets.map((facet) => new Map([...facet.boxes.keys()].map((value) => [value, 0])));
    for (const row of table.rows) {
      const found = words.every((word) => rowText(row).includes(word));
      const against = table.facets.flatMap(({ chosen }, index) =>
        chosen.size && !row.values[index].some((value) => chosen.has(value)) ? [index] : []);
      row.match = found && !against.length;
      if (!found || against.length > 1) continue;
      for (const index of against.length ? against : counts.keys()) {
        for (const value of row.values[index]) counts[index].set(value, counts[index].get(value) + 1);
      }
    }
    return counts;
  }

  function ordered(rows, sort) {
    if (!sort) return [...rows].sort((a, b) => a.place - b.place);
    const text = sort.column.compare === "text";
    const compare = text ? collator.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const keyed = rows.map((row) => ({ row, key: sortKey(row, sort.column) }));
    keyed.sort(({ row: a, key: keyA }, { row: b, key: keyB }) => {
      if (keyA === null || keyB === null) return (keyA === null) - (keyB === null) || a.place - b.place;
      return (sort.down ? -1 : 1) * compare(keyA, keyB) || a.place - b.place;
    });
    return keyed.map(({ row }) => row);
  }

  function showOrder(table) {
    const order = table.sort ? `${table.sort.down} ${table.sort.column.name}` : "";
    if (order === table.order) return;
    table.order = order;
    for (const body of table.bodies) {
      body.sorted = ordered(body.rows, table.sort);
      body.node.append(...body.sorted.map((row) => row.node));
    }
    for (const column of table.columns.filter((each) => each.sortable)) {
      const state = table.sort?.column !== column ? "none" : table.sort.down ? "descending" : "ascending";
      column.head.setAttribute("aria-sort", state);
    }
  }

  function showFacet(facet, counts) {
    const labels = chosenLabels(facet);
    const told = labels.length > 1 ? `${labels.length} chosen` : labels[0];
    facet.told.textContent = told ? `: ${told}` : "";
    facet.opener.classList.toggle("pmo-facet__opener--active", labels.length > 0);
    for (const [value, box] of facet.boxes) {
      box.input.checked = facet.chosen.has(value);
      box.count.textContent = counts.get(value);
      box.node.classList.toggle("pmo-facet__option--empty", counts.get(value) === 0);
    }
  }

  function describe(table) {
    const chosen = table.facets.filter((facet) => facet.chosen.size);
    const told = chosen.map((facet) => `${facet.column.label}: ${chosenLabels(facet).join(" or ")}`);
    return (table.query ? [...told, `text: “${table.query}”`] : told).join("; ");
  }

  /* The matching rows, as many as are laid out at once. */
  function showRows(table) {
    let room = table.most;
    for (const { node, sorted } of table.bodies) {
      const before = room;
      for (const row of sorted) {
        const isShown = row.match && room > 0;
        if (isShown) room -= 1;
        if (row.node.hidden === isShown) row.node.hidden = !isShown;
      }
      node.hidden = room === before;
    }
  }

  function showAll(table) {
    const before = table.most;
    table.most = Infinity;
    show(table);
    const shown = table.bodies.flatMap(({ sorted }) => sorted).filter((row) => row.match);
    shown[before].node.querySelector("a, button")?.focus();
  }

  function show(table) {
    const counts = filter(table);
    showOrder(table);
    showRows(table);
    table.facets.forEach((facet, index) => showFacet(facet, counts[index]));
    const shown = table.rows.filter((row) => row.match).length;
    const view = describe(table);
    const { status, told, clear, copy, nothing, more } = table.parts;
    status.textContent = `${shown} of ${table.rows.length} ${table.rows.length === 1 ? table.noun : table.nouns}`;
    told.textContent = view ? `Shown: ${view}` : "";
    clear.hidden = copy.hidden = !view && !table.sort;
    nothing.hidden = shown > 0;
    more.hidden = shown <= table.most;
    more.firstChild.textContent = `Show all ${shown} ${table.nouns}`;
  }

  function change(table) {
    clearTimeout(table.timer);
    if (!table.root.isConnected || table.path !== location.pathname) return; // the reader has moved on
    show(table);
    writeAddress(table);
  }

  function restore(table) {
    clearTimeout(table.timer);
    readAddress(table);
    if (table.search) table.search.value = table.query;
    show(table);
  }

  /* ---- The controls ---- */
  function addSortButton(table, column) {
    const press = button("", "pmo-table__sort", () => {
      const down = table.sort?.column === column ? table.sort.down : null;
      table.sort = down ? null : { column, down: down === false };
      change(table);
    });
    press.append(...column.head.childNodes);
    column.head.replaceChildren(press);
  }

  function makeSearch(table) {
    const input = make("input", { type: "search", class: "pmo-table__search", placeholder: `Filter ${table.nouns}`,
      "aria-label": `Filter ${table.nouns} by text`, autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => {
      table.query = input.value.trim();
      clearTimeout(table.timer);
      table.timer = setTimeout(change, TYPING_PAUSE, table);
    });
    return input;
  }

  function makeBox(table, facet, value) {
    const input = make("input", { type: "checkbox" });
    const count = make("span", { class: "pmo-facet__count" });
    const label = value === "" ? "None" : facet.column.labels.get(value) ?? value;
    input.addEventListener("change", () => {
      facet.chosen[input.checked ? "add" : "delete"](value);
      change(table);
    });
    const node = make("label", { class: "pmo-facet__option" }, input, make("span", {}, label), count);
    return { input, count, label, node };
  }

  /* A button that opens a list of check boxes; it closes on Escape and when the focus leaves it. */
  function makeFacet(table, column, index) {
    const facet = { column, parameter: `${table.id}.${column.name}`, chosen: new Set(), boxes: new Map() };
    for (const value of facetOptions(column, index, table.rows)) facet.boxes.set(value, makeBox(table, facet, value));
    const panel = make("div", { class: "pmo-facet__panel", id: `facet-${table.id}-${column.name}`, role: "group",
      "aria-label": column.label, tabindex: "-1" }, ...[...facet.boxes.values()].map((box) => box.node));
    facet.told = make("span");
    facet.opener = button(column.label, "pmo-facet__opener", () => open(panel.hidden));
    facet.opener.append(facet.told);
    facet.opener.setAttribute("aria-controls", panel.id);
    facet.node = make("div", { class: "pmo-facet" }, facet.opener, panel);
    function open(yes) {
      panel.hidden = !yes;
      facet.opener.setAttribute("aria-expanded", String(yes));
      facet.node.classList.remove("pmo-facet--end");
      const beyond = yes && panel.getBoundingClientRect().right > document.documentElement.clientWidth;
      facet.node.classList.toggle("pmo-facet--end", beyond);
    }
    facet.node.addEventListener("focusout", (event) => facet.node.contains(event.relatedTarget) || open(false));
    facet.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.stopPropagation();
      open(false);
      facet.opener.focus();
    });
    open(false);
    return facet;
  }

  function clearAll(table) {
    Object.assign(table, { query: "", sort: null });
    for (const facet of table.facets) facet.chosen.clear();
    if (table.search) table.search.value = "";
    change(table);
    table.root.querySelector("input, button").focus();
  }

  async function copyLink({ parts: { status } }) {
    const copied = navigator.clipboard.writeText(location.href);
    const said = await copied.then(() => " Link copied.", () => " Copy the page address instead.");
    if (!status.textContent.endsWith(said)) status.append(said);
  }

  function addControls(table) {
    const clear = () => button("Clear all", "pmo-table__button", () => clearAll(table));
    const parts = {
      status: make("span", { class: "pmo-table__status", role: "status", "aria-live": "polite" }),
      told: make("span", { class: "pmo-table__told" }),
      clear: clear(),
      copy: button("Copy link to this view", "pmo-table__button", () => copyLink(table)),
      nothing: make("p", { class: "pmo-table__nothing" }, `No ${table.noun} matches. `, clear()),
      more: make("p", { class: "pmo-table__more" }, button("", "pmo-table__button", () => showAll(table))),
    };
    table.parts = parts;
    table.root.append(parts.more);
    table.search = table.search === undefined ? null : makeSearch(table);
    const useful = table.facets.filter((facet) => facet.boxes.size > 1);
    const filters = [...(table.search ? [table.search] : []), ...useful.map((facet) => facet.node)];
    if (!filters.length) return;
    const group = { class: "pmo-table__controls", role: "group", "aria-label": `Filter ${table.nouns}` };
    const actions = [parts.clear, ...(navigator.clipboard ? [parts.copy] : [])];
    const summary = make("div", { class: "pmo-table__summary" }, parts.status, parts.told, ...actions);
    table.root.prepend(make("div", group, ...filters), summary);
    table.root.append(parts.nothing);
  }

  /* ---- The life of a page ---- */
  function showEdge(frame) {
    frame.classList.toggle("pmo-table__scroll--more", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 1);
  }

  /* A table that fits keeps its heading in sight as the page scrolls; a wider one scrolls in its frame. */
  const fitting = new ResizeObserver((entries) => {
    for (const frame of new Set(entries.map(({ target }) => target.closest(".pmo-table__scroll")))) {
      const fits = frame.firstElementChild.offsetWidth <= frame.offsetWidth;
      frame.classList.toggle("pmo-table__scroll--fits", fits);
      frame.tabIndex = fits ? -1 : 0;
      showEdge(frame);
    }
  });

  function enhance(root) {
    const table = { root, ...root.dataset, id: root.dataset.table, path: location.pathname, most: AT_ONCE };
    table.columns = [...root.querySelectorAll("thead th")].map(readColumn);
    const faceted = table.columns.filter((column) => column.facet);
    const nodes = [...root.querySelectorAll("tbody > tr:not(.pmo-table__group)")];
    table.rows = nodes.map((node, place) => (
      { node, place, text: null, values: faceted.map((column) => facetValues(node.cells[column.place])) }));
    table.bodies = [...new Set(nodes.map((node) => node.parentNode))].map((node) => (
      { node, rows: table.rows.filter((row) => row.node.parentNode === node) }));
    table.facets = faceted.map((column, index) => makeFacet(table, column, index));
    for (const column of table.columns) if (column.sortable) addSortButton(table, column);
    addControls(table);
    root.classList.toggle("pmo-table--long", table.rows.length > LONG);
    const frame = root.querySelector(".pmo-table__scroll");
    frame.classList.add("pmo-table__scroll--fits"); // until measured: a long frame that shrinks and grows loses the anchor
    frame.addEventListener("scroll", () => showEdge(frame), { passive: true });
    tables.set(root, table);
    restore(table);
  }

  const all = () => [...document.querySelectorAll(".pmo-table[data-table]")];
  const restoreAll = () => all().forEach((root) => tables.has(root) && restore(tables.get(root)));

  function start() {
    fitting.disconnect();
    for (const root of all()) {
      if (!tables.has(root)) enhance(root);
      root.querySelectorAll(".pmo-table__scroll, table").forEach((node) => fitting.observe(node));
    }
  }

  /* Material's instant navigation undoes a link that changes nothing but the query: follow it here. */
  function followView(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const special = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || special || link.target || link.origin !== location.origin) return;
    const named = [...new URLSearchParams(link.search).keys()];
    const root = all().find((each) => named.some((name) => name.startsWith(`${each.dataset.table}.`)));
    if (!root || link.pathname !== location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    history.pushState(null, "", link.href);
    restoreAll();
    root.scrollIntoView();
  }

  /* On paper a table is whole; on the screen it is then as it was. */
  function layOut(most) {
    for (const table of all().map((root) => tables.get(root)).filter((each) => each?.rows.length > AT_ONCE)) {
      [table.most, table.mostBefore] = [most ?? table.mostBefore, table.most];
      show(table);
    }
  }

  window.addEventListener("beforeprint", () => layOut(Infinity));
  window.addEventListener("afterprint", () => layOut());
  window.addEventListener("popstate", restoreAll);
  window.addEventListener("click", followView, true);
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
