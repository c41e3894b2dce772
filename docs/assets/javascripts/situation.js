/* The lessons that fit a stated situation best, from the rows of the table below, each with the reason.
 * What the reader states is kept in the page address, `?for.phase=planning&for.words=crane`, and sent nowhere.
 * Markup and weights come from macros/pages/fragments/situation.html.jinja and views/lesson_situation.py. */
(() => {
  "use strict";

  const AT_ONCE = 8; // lessons shown before the reader asks for more
  const TYPING_PAUSE = 150; // ms without a key before words are looked for
  const SHORTEST = 3; // letters of a word that is worth looking for

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (cell) => (cell && !cell.classList.contains("pmo-absent") ? cell.textContent.trim() : "");
  const begins = (word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}`, "u");
  const valuesOf = (cell) => (cell?.dataset.values ? JSON.parse(cell.dataset.values) : [textOf(cell)].filter(Boolean));

  /* ---- The rows of the table, read once ---- */
  function readLessons(form) {
    const table = document.getElementById(`table-${form.dataset.situation}`);
    if (!table) return [];
    const names = [...table.tHead.rows[0].cells].map((head) => head.dataset.name);
    return [...table.querySelectorAll("tbody > tr:not(.pmo-table__group)")].map((row) => {
      const cells = Object.fromEntries(names.map((name, place) => [name, row.cells[place]]));
      const one = (name) => valuesOf(cells[name])[0] ?? "";
      return {
        link: cells.title.querySelector("a"), advice: textOf(cells.recommendation), row,
        phase: one("phase"), level: one("level"), status: one("status"), project: one("project"),
        levelLabel: textOf(cells.level), tiers: valuesOf(cells.tiers), categories: valuesOf(cells.categories),
        citedBy: Number(cells.cited_by?.dataset.sort ?? 0),
      };
    });
  }

  function wordsOf(lesson) {
    lesson.text ??= fold([...lesson.row.cells].map((cell) => cell.textContent).join(" "));
    return lesson.text;
  }

  /* ---- What is stated, and in the address ---- */
  const fieldsOf = (form) => [...form.querySelectorAll("select, input")];
  const labelOf = (field) => field.selectedOptions[0].textContent;

  function stated(form) {
    return Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value.trim()]));
  }

  function writeAddress(form) {
    const address = new URL(location.href);
    for (const field of fieldsOf(form)) {
      if (field.value.trim()) address.searchParams.set(`for.${field.name}`, field.value.trim());
      else address.searchParams.delete(`for.${field.name}`);
    }
    history.replaceState(history.state, "", address);
  }

  function readAddress(form) {
    const given = new URLSearchParams(location.search);
    for (const field of fieldsOf(form)) {
      field.value = given.get(`for.${field.name}`) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0; // a value that this list does not have
    }
  }

  /* ---- How well a lesson fits: the ties it has, each with its reason ---- */
  function ties(lesson, wanted, form) {
    const { kinds } = form.pmo.data;
    const chosen = (name) => labelOf(form.elements[name]);
    const found = [];
    if (wanted.phase && lesson.phase === wanted.phase) found.push(["phase", `phase ${chosen("phase").toLowerCase()}`]);
    if (wanted.kind && kinds[lesson.project] === wanted.kind) found.push(["kind", "same kind of project"]);
    if (wanted.category && lesson.categories.includes(wanted.category)) found.push(["category", chosen("category")]);
    if (wanted.tier && lesson.tiers.includes(wanted.tier)) found.push(["tier", `tier ${wanted.tier}`]);
    for (const [word, pattern] of form.pmo.words) if (pattern.test(wordsOf(lesson))) found.push(["word", `“${word}”`]);
    return found;
  }

  function fit(lesson, wanted, form) {
    const { weights, levels, checked, gone } = form.pmo.data;
    if (lesson.status === gone || (wanted.tier && lesson.tiers.length && !lesson.tiers.includes(wanted.tier))) return null;
    const found = ties(lesson, wanted, form);
    if (!found.length) return null;
    const isChecked = checked.includes(lesson.status);
    const weight = found.reduce((sum, [name]) => sum + weights[name], isChecked ? levels[lesson.level] ?? 0 : 0);
    const reasons = found.map(([, reason]) => reason);
    if (lesson.citedBy) reasons.push(lesson.citedBy === 1 ? "taken over by 1 project" : `taken over by ${lesson.citedBy} projects`);
    return { lesson, weight, reasons, isChecked };
  }

  function best(form) {
    const wanted = stated(form);
    const words = fold(wanted.words).split(/\s+/).filter((word) => word.length >= SHORTEST);
    form.pmo.words = [...new Set(words)].map((word) => [word, begins(word)]);
    const fits = form.pmo.lessons.map((lesson) => fit(lesson, wanted, form)).filter(Boolean);
    return fits.sort((a, b) => b.weight - a.weight || b.lesson.citedBy - a.lesson.citedBy); // else the newest first
  }

  /* ---- Showing them ---- */
  function entry({ lesson, reasons, isChecked }) {
    const make = (tag, className, ...children) => {
      const node = Object.assign(document.createElement(tag), { className });
      node.append(...children);
      return node;
    };
    const link = Object.assign(make("a", "", lesson.link.textContent), { href: lesson.link.href });
    const state = isChecked ? lesson.levelLabel : `${lesson.levelLabel}, not validated yet`;
    const why = make("span", "pmo-note", `${state}. Why it is here: ${reasons.join(", ")}.`);
    return make("li", "", link, make("span", "pmo-situation__advice", lesson.advice), why);
  }

  function show(form) {
    const isAsked = fieldsOf(form).some((field) => field.value.trim());
    const found = isAsked ? best(form) : [];
    const shown = found.slice(0, form.pmo.most);
    form.querySelector("[data-list]").replaceChildren(...shown.map(entry));
    const all = form.pmo.lessons.length;
    const told = found.length ? `${found.length} of ${all} lessons fit, the best first` : "No lesson fits";
    form.querySelector("[data-status]").textContent = isAsked ? `${told}.` : "";
    form.querySelector("[data-ends]").hidden = !isAsked;
    form.querySelector("[data-more]").hidden = shown.length === found.length;
  }

  function changed(form) {
    if (!form.isConnected) return; // the reader has moved on
    form.pmo.most = AT_ONCE;
    show(form);
    writeAddress(form);
  }

  function more(form) {
    const before = form.pmo.most;
    form.pmo.most += AT_ONCE;
    show(form);
    form.querySelectorAll("[data-list] a")[before]?.focus();
  }

  function clear(form) {
    for (const field of fieldsOf(form)) field.value = "";
    changed(form);
    fieldsOf(form)[0].focus();
  }

  function begin(form) {
    form.pmo = { data: JSON.parse(form.dataset.given), lessons: readLessons(form), words: [], most: AT_ONCE };
    if (!form.pmo.lessons.length) return;
    let timer = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      clearTimeout(timer);
      timer = setTimeout(changed, target.matches("select") ? 0 : TYPING_PAUSE, form);
    });
    form.querySelector("[data-more]").addEventListener("click", () => more(form));
    form.querySelector("[data-clear]").addEventListener("click", () => clear(form));
    readAddress(form);
    show(form);
    form.hidden = false;
  }

  function start() {
    for (const form of document.querySelectorAll("form[data-situation]")) if (!form.pmo) begin(form);
  }

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
