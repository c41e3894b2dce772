/* The forms for lessons and reports: checks what is filled in, keeps a draft in this browser, and makes the file.
 * It sends nothing. The markup, its data- attributes and the JSON beside it come from macros/pages/forms/, which
 * reads the limits from the models; here stands only how they are applied. */
(() => {
  "use strict";

  /* ---- YAML: a leaf is { text, typed }, a group a Map, a list an array ---- */
  const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i; // YAML 1.1 takes these for something else
  const PLAIN = /^\p{L}(?:[\p{L}\p{M}\p{N} ,.()'’/&%+–-]*[\p{L}\p{M}\p{N}).%])?$/u;
  const TYPED = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|\d{4}-\d{2}-\d{2})$/;
  const SIMPLE = /^[\p{L}\p{N}_.-]+$/u;
  const KEY = /^[a-z_][a-z0-9_-]*$/;
  // eslint-disable-next-line no-control-regex
  const CODED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/gu;
  const NAMED = { "\n": "\\n", "\t": "\\t" };

  const code = (sign) => NAMED[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(CODED, code)}"`;
  const isPlain = ({ text, typed }) => (typed && TYPED.test(text)) || (PLAIN.test(text) && !WORDS.test(text));

  function scalar(leaf, pad = "") {
    if (isPlain(leaf)) return leaf.text;
    const lines = leaf.text.split("\n");
    const block = lines.length > 1 && lines.every((line) => line.search(CODED) < 0 && line.trimEnd() === line);
    if (!block || /^\s/.test(leaf.text) || leaf.text.endsWith("\n")) return quoted(leaf.text);
    return ["|-", ...lines.map((line) => (line ? `${pad}  ${line}` : ""))].join("\n");
  }

  const isLeaf = (value) => !(value instanceof Map) && !Array.isArray(value);
  const isShort = (value) => isLeaf(value) && isPlain(value) && SIMPLE.test(value.text);
  const keyText = (key) => (KEY.test(key) && !WORDS.test(key) ? key : quoted(key));

  function entry([key, value], pad) {
    const head = `${pad}${keyText(key)}:`;
    if (isLeaf(value)) return `${head} ${scalar(value, pad)}`;
    if (Array.isArray(value)) {
      if (value.every(isShort)) return `${head} [${value.map(({ text }) => text).join(", ")}]`;
      return [head, ...value.map((item) => `${pad}  - ${listItem(item, `${pad}    `)}`)].join("\n");
    }
    const inside = [...value];
    if (pad && inside.every((each) => isShort(each[1])))
      return `${head} {${inside.map(([name, { text }]) => `${keyText(name)}: ${text}`).join(", ")}}`;
    return `${head}\n${yaml(value, `${pad}  `)}`;
  }

  const listItem = (item, pad) => (isLeaf(item) ? scalar(item, pad) : yaml(item, pad).slice(pad.length));
  const yaml = (group, pad = "") => [...group].map((each) => entry(each, pad)).join("\n");

  /* ---- Prose: what is written cannot add a heading, or swallow the next one ---- */
  function prose(text) {
    let fence = "";
    let above = "";
    const lines = text.split("\n").map((line) => {
      const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
      const wasOpen = fence;
      if (fence) {
        if (mark && mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
      } else if (mark) [, fence] = mark;
      const safe = wasOpen || fence ? line : safeLine(line, above);
      above = line;
      return safe;
    });
    return [...lines, ...(fence ? [fence] : [])].join("\n");
  }

  function safeLine(line, above) {
    if (above.trim() && /^[\s>]*(?:=+|-+)\s*$/.test(line)) return line.replace(/[=-]/, "\\$&");
    return line.replace(/^((?:\s*(?:>|[-*+]\s|\d+[.)]\s))*\s*)(#{1,6})(?=\s|$)/, "$1\\$2");
  }

  const LINK = /(!?)\[[^\]]*\]\(\s*(?:<([^>\n]*)>|((?:[^\s()<>]|\([^\s()<>]*\))+))\s*(?:"[^"]*"\s*)?\)/g;
  function linkFault(text, schemes) {
    for (const [, image, bracketed, bare] of text.matchAll(LINK)) {
      const address = bracketed ?? bare;
      if (image) return "may hold no pictures; the office can add them as attachments";
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
      if (!schemes.includes(scheme)) return `has the link “${address}”, which must be a full address that begins with https://`;
    }
    return "";
  }

  /* ---- Names of files ---- */
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", "&": " and " };
  function slug(text, longest) {
    const folded = text.toLowerCase().replace(/[ßæœøłđðþı&]/g, (sign) => LETTERS[sign]).replace(/['’‘ʼ]/g, "");
    const words = folded.normalize("NFKD").replace(/\P{ASCII}/gu, "").match(/[a-z0-9]+/g) ?? [];
    const joined = words.join("-");
    if (joined.length <= longest) return joined;
    const cut = joined.slice(0, longest + 1);
    return cut.includes("-") ? cut.slice(0, cut.lastIndexOf("-")) : joined.slice(0, longest);
  }

  const twoDigits = (number) => String(number).padStart(2, "0");
  function today() {
    const now = new Date();
    return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
  }

  if (typeof module === "object") {
    module.exports = { scalar, yaml, prose, linkFault, slug }; // for the tests, which call them one by one
    return;
  }
  if (window.pmoForms) return;
  window.pmoForms = true;

  /* ---- Reading and filling in ---- */
  const TEXTS = new Set(["line", "text", "lines", "section"]);
  const kindOf = (control) => control.dataset.kind;
  const controlsIn = (root) => [...root.querySelectorAll("[data-name]")];
  const named = (form, name) => controlsIn(form).find((control) => control.dataset.name === name && !rowOf(control));
  const rowOf = (control) => control.closest("[data-row]");
  const isEmpty = (root) => controlsIn(root).every((control) => !valueOf(control).length && !control.validity.badInput);

  function clean(text, control) {
    const { invisible } = control.form.pmo;
    const visible = text.replace(/\r\n?/g, "\n").replace(invisible, " ").replace(/[^\S\n]+$/gm, "").trim();
    return kindOf(control) === "text" || kindOf(control) === "section" ? visible : visible.replace(/\s/g, " ");
  }

  function valueOf(control) {
    if (kindOf(control) === "choices")
      return [...control.querySelectorAll("input:checked")].map((box) => box.value);
    return clean(control.value, control);
  }

  function setValue(control, value) {
    if (kindOf(control) !== "choices") control.value = value ?? "";
    else for (const box of control.querySelectorAll("input")) box.checked = (value ?? []).includes(box.value);
  }

  const rawOf = (control) => (kindOf(control) === "choices" ? valueOf(control) : control.value);
  const pairs = (controls) => controls.map((control) => [control.dataset.name, rawOf(control)]);

  function stateOf(form) {
    const rows = [...form.querySelectorAll("[data-rows]")].map((list) => [
      list.dataset.rows,
      [...list.querySelectorAll("[data-row]")].map((row) => ({
        ...(row.dataset.key ? { "@key": row.dataset.key } : {}),
        ...Object.fromEntries(pairs(controlsIn(row))),
      })),
    ]);
    const fields = Object.fromEntries(pairs(controlsIn(form).filter((control) => !rowOf(control))));
    return { fields, rows: Object.fromEntries(rows) };
  }

  function fill(form, { fields = {}, rows = {} }) {
    for (const list of form.querySelectorAll("[data-rows]")) {
      list.querySelector("[data-entries]").replaceChildren();
      const given = rows[list.dataset.rows] ?? [];
      for (const entry of list.hasAttribute("data-keyed") ? keyed(form, list, given) : given) addRow(list, entry);
    }
    for (const control of controlsIn(form)) if (!rowOf(control)) setValue(control, fields[control.dataset.name]);
    for (const folded of form.querySelectorAll("details")) folded.open = !isEmpty(folded);
    form.pmo.madeId = idFrom(form);
  }

  /* Keyed rows are the build's; a draft only says what was written into them. */
  function keyed(form, list, given) {
    const own = new Map(given.map((entry) => [entry["@key"], entry]));
    const known = form.pmo.data.values?.rows?.[list.dataset.rows] ?? [];
    return known.map(({ "@key": key, "@title": title, "@note": note, ...values }) => ({
      ...(own.get(key) ?? values), "@key": key, "@title": title, "@note": note,
    }));
  }

  /* ---- Rows ---- */
  let made = 0;
  function addRow(list, values = {}) {
    const row = list.querySelector("template").content.cloneNode(true).firstElementChild;
    made += 1;
    for (const node of row.querySelectorAll("[id], [for], [aria-describedby]"))
      for (const name of ["id", "for", "aria-describedby"])
        if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replaceAll("__n__", made));
    list.querySelector("[data-entries]").append(row);
    if (values["@key"]) {
      row.dataset.key = values["@key"];
      const note = Object.assign(document.createElement("span"), { textContent: values["@note"] });
      row.querySelector("legend").replaceChildren(`${values["@title"]} `, note);
    }
    for (const control of controlsIn(row)) setValue(control, values[control.dataset.name]);
    count(list);
    return row;
  }

  function count(list) {
    if (list.hasAttribute("data-keyed")) return;
    [...list.querySelectorAll("[data-row]")].forEach((row, place) => {
      const name = `${list.dataset.noun} ${place + 1}`;
      row.querySelector("legend").textContent = name;
      row.querySelector("[data-remove]").setAttribute("aria-label", `Take out ${name}`);
    });
  }

  /* ---- Checking ---- */
  function labelOf(control) {
    const node = control.querySelector("legend") ?? control.labels[0];
    return node.firstChild.textContent.trim();
  }
  function fullLabel(control) {
    const row = rowOf(control);
    return row ? `${row.querySelector("legend").firstChild.textContent.trim()}: ${labelOf(control)}` : labelOf(control);
  }

  function isWanted(control) {
    const { wanted, instead, name } = control.dataset;
    if (wanted === undefined) return false;
    const { idFrom: source } = control.form.pmo.data;
    if (name === "@id" && source) return valueOf(named(control.form, source)).length > 0; // else that one is told
    const around = rowOf(control) ?? control.closest("[data-group]");
    if (around) return !isEmpty(around);
    const other = instead && control.form.querySelector(`[data-group="${instead}"]`);
    return !other || isEmpty(other);
  }

  /* What is wrong with a control, in the words of `pmo check`; nothing where it is right. */
  function faultOf(control) {
    const { data } = control.form.pmo;
    const value = valueOf(control);
    if (control.validity.badInput) return data.forms[kindOf(control)]?.[1] ?? "cannot be read";
    if (!value.length) return isWanted(control) ? "is missing" : "";
    const own = formFault(control, value, data) || numberFault(control, value) || dateFault(control, value, data);
    if (own) return own;
    const { notWith, name } = control.dataset;
    const other = notWith && named(control.form, notWith);
    if (other && valueOf(other).length) return `cannot be given together with ${labelOf(other)}; leave one of them empty`;
    return data.taken?.[name]?.includes(value) ? `${value} ${data.takenMessage}` : "";
  }

  function formFault(control, value, data) {
    const [pattern, words] = data.forms[kindOf(control)] ?? [];
    if (pattern && !new RegExp(pattern).test(value)) return words;
    const length = [...value].length;
    const longest = Number(control.dataset.longest ?? Infinity);
    if (kindOf(control) !== "choices" && length > longest) return `may have ${longest} characters, has ${length}`;
    if (!TEXTS.has(kindOf(control))) return "";
    if (new RegExp(data.unfinished, "m").test(value)) return "still has a placeholder; write the real text";
    return kindOf(control) === "section" ? linkFault(value, data.schemes) : "";
  }

  function numberFault(control, value) {
    const { least, most } = control.dataset;
    if (least !== undefined && Number(value) < Number(least)) return `must be at least ${Number(least).toLocaleString("en-GB")}`;
    if (most !== undefined && Number(value) > Number(most)) return `must be at most ${Number(most).toLocaleString("en-GB")}`;
    return "";
  }

  function dateFault(control, value, data) {
    if (kindOf(control) !== "date") return "";
    const [first, last, words] = data.years;
    if (Number(value.slice(0, 4)) < first || Number(value.slice(0, 4)) > last) return words;
    for (const name of (control.dataset.until ?? "").split(" ").filter(Boolean)) {
      const other = name === "today" ? null : named(control.form, name);
      const limit = other ? valueOf(other) : today();
      if (limit && value > limit) return `may not be after ${other ? `the ${labelOf(other).toLowerCase()}` : "today"}, ${limit}`;
    }
    return "";
  }

  function tell(control, fault) {
    const id = `${control.id}-fault`;
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
    document.getElementById(id)?.remove();
    control.toggleAttribute("data-faulty", Boolean(fault));
    if (fault) {
      const words = { className: "pmo-field__fault", id, textContent: `${labelOf(control)} ${fault}.` };
      const note = Object.assign(document.createElement("p"), words);
      if (kindOf(control) === "choices") control.querySelector(".pmo-field__choices").before(note);
      else control.before(note);
      described.push(id);
    }
    if (kindOf(control) !== "choices") control.setAttribute("aria-invalid", String(Boolean(fault)));
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
  }

  function focusOn(control) {
    for (let folded = control.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    const target = kindOf(control) === "choices" ? control.querySelector("input") : control;
    target.focus();
    target.closest(".pmo-field").scrollIntoView({ block: "center" });
  }

  function check(form) {
    const found = [];
    for (const control of controlsIn(form)) {
      const row = rowOf(control);
      const fault = row && isEmpty(row) ? "" : faultOf(control);
      tell(control, fault);
      if (fault) found.push([control, `${fullLabel(control)} ${fault}.`]);
    }
    const summary = form.querySelector("[data-summary]");
    summary.replaceChildren();
    if (!found.length) return true;
    const words = found.length === 1 ? "One thing is to be mended" : `${found.length} things are to be mended`;
    const list = document.createElement("ul");
    for (const [control, message] of found) {
      const link = Object.assign(document.createElement("a"), { href: `#${control.id}`, textContent: message });
      link.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); focusOn(control); });
      list.append(Object.assign(document.createElement("li"), {}));
      list.lastChild.append(link);
    }
    summary.append(Object.assign(document.createElement("p"), { textContent: `${words}:` }), list);
    focusOn(found[0][0]);
    return false;
  }

  /* ---- The file ---- */
  const leaf = (control, text) => ({ text, typed: !TEXTS.has(kindOf(control)) });
  function valueFor(control) {
    const value = valueOf(control);
    if (kindOf(control) === "choices") return value.map((each) => leaf(control, each));
    if (kindOf(control) !== "lines") return leaf(control, value);
    return [...new Set(value.split(",").map((each) => each.trim()).filter(Boolean))].map((each) => leaf(control, each));
  }

  function groupOf(controls) {
    const given = controls.filter((control) => valueOf(control).length);
    return new Map(given.map((control) => [control.dataset.name, valueFor(control)]));
  }

  function rowsOf(list) {
    const rows = [...list.querySelectorAll("[data-row]")].map((row) => [row.dataset.key, groupOf(controlsIn(row))]);
    const given = rows.filter(([, group]) => group.size);
    if (!list.hasAttribute("data-keyed")) return given.map(([, group]) => group);
    for (const [, group] of given) if (group.has("actual")) group.delete("forecast");
    return new Map(given);
  }

  function frontMatter(form) {
    const { data } = form.pmo;
    const values = new Map(Object.entries(data.fixed).map(([key, text]) => [key, { text, typed: false }]));
    for (const control of controlsIn(form)) {
      const [key, inner] = control.dataset.name.split(".");
      if (rowOf(control) || /^[@#]/.test(key) || !valueOf(control).length) continue;
      if (!inner) values.set(key, valueFor(control));
      else values.set(key, (values.get(key) ?? new Map()).set(inner, valueFor(control)));
    }
    for (const list of form.querySelectorAll("[data-rows]")) {
      const rows = rowsOf(list);
      if (rows.size ?? rows.length) values.set(list.dataset.rows, rows);
    }
    return new Map(data.keys.filter((key) => values.has(key)).map((key) => [key, values.get(key)]));
  }

  function fileOf(form) {
    const sections = controlsIn(form).filter((control) => kindOf(control) === "section" && valueOf(control));
    const body = sections.map((control) => `## ${control.dataset.name.slice(1)}\n\n${prose(valueOf(control))}\n`);
    return `---\n${yaml(frontMatter(form))}\n---\n\n${body.join("\n")}`;
  }

  function pathOf(form) {
    return form.pmo.data.path.replace(/\{([@\w]+)(:year)?\}/g, (_, name, year) => {
      const value = valueOf(named(form, name));
      return year ? value.slice(0, 4) : value;
    });
  }

  /* ---- Handing it in ---- */
  function show(form) {
    const result = form.querySelector("[data-result]");
    const [path, text] = [pathOf(form), fileOf(form)];
    form.pmo.file = { path, text };
    result.querySelector("[data-path]").textContent = path;
    result.querySelector("[data-file]").textContent = text;
    result.querySelector("[data-told]").textContent = "";
    unchanged(form, result.querySelector("[data-unchanged]"));
    tellLeaks(form, result.querySelector("[data-leaks]"));
    linkHosting(form, result);
    linkMail(form, result);
    result.hidden = false;
    result.focus();
    result.scrollIntoView({ block: "start" });
  }

  /* Figures that nobody has touched since the last report, to be looked at once more. */
  function unchanged(form, note) {
    const { values, since } = form.pmo.data;
    const figures = controlsIn(form).filter((each) => !rowOf(each) && ["whole", "decimal", "date"].includes(kindOf(each)));
    const same = figures.filter(({ value, dataset: { name } }) => value && value === values?.fields[name]);
    note.hidden = !same.length;
    note.textContent = `Still as in the report of ${since}: ${same.map(labelOf).join(", ")}. Is that so?`;
  }

  /* E-mail addresses, which the check finds too. There may be a reason for one, so this is said and no mistake. */
  function tellLeaks(form, note) {
    const { pattern, notAfter, words: [noun, wayOut], contact } = form.pmo.data.leak;
    const found = [...form.pmo.file.text.matchAll(new RegExp(pattern, "g"))]
      .filter(([address, , , last]) => !notAfter.includes(last.toLowerCase()) && address !== contact);
    note.hidden = !found.length;
    note.textContent = `The check will stop ${noun} ${[...new Set(found.map(([each]) => each))].join(", ")}. ${wayOut}.`;
  }

  function linkHosting(form, result) {
    const link = result.querySelector("[data-open]");
    if (!link) return;
    const { newFile, takesContent, longestAddress } = form.pmo.data.hosting;
    const { path, text } = form.pmo.file;
    const bare = `${newFile}${encodeURIComponent(path)}`;
    const filled = `${bare}&value=${encodeURIComponent(text)}`;
    form.pmo.isFilled = takesContent && filled.length <= longestAddress;
    link.href = form.pmo.isFilled ? filled : bare;
    const after = "There, save it as a proposal on a branch of your own; the check looks at it at once.";
    const filledIn = `The page for a new file opens, filled in. ${after}`;
    const toPaste = `The page for a new file opens without the text, which is copied for you: paste it there. ${after}`;
    result.querySelector("[data-open-note]").textContent = form.pmo.isFilled ? filledIn : toPaste;
  }

  function linkMail(form, result) {
    const link = result.querySelector("[data-mail]");
    if (!link) return;
    const { path } = form.pmo.file;
    const subject = `For the knowledge base: ${path.split("/").pop()}`;
    const body = `The file is attached. Its place is ${path}\n`;
    link.href = `mailto:${form.pmo.data.hosting.mail}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  }

  async function copy(form) {
    const told = form.querySelector("[data-told]");
    const { text } = form.pmo.file;
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied.";
    } catch { // no clipboard without https, or no leave to use it
      const range = document.createRange();
      range.selectNodeContents(form.querySelector("[data-file]"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      told.textContent = document.execCommand("copy") ? "Copied." : "The text is selected; copy it with Ctrl+C.";
    }
  }

  function download(form) {
    const { path, text } = form.pmo.file;
    const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: path.split("/").pop() });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    form.querySelector("[data-told]").textContent = "Downloaded. Your draft stays until you clear it.";
  }

  /* ---- The draft ---- */
  const draftKey = () => `pmo-draft:${location.pathname}`;
  const say = (form, text) => { form.querySelector("[data-draft]").textContent = text; };

  function keep(form) {
    const { since = "" } = form.pmo.data;
    try {
      localStorage.setItem(draftKey(), JSON.stringify({ at: Date.now(), since, state: stateOf(form) }));
    } catch {
      say(form, "This browser keeps no drafts: finish before you close the page.");
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(draftKey()));
    } catch {
      return null;
    }
  }

  function restore(form) {
    const draft = kept();
    fill(form, draft?.state ?? form.pmo.beginning);
    if (!draft?.state) return;
    const when = new Date(draft.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    const { since = "" } = form.pmo.data;
    const older = draft.since === since ? "" : ` The report of ${since} has appeared since: compare the figures with it.`;
    say(form, `Your draft of ${when} is back.${older}`);
  }

  function clear(form) {
    if (!confirm("Clear everything you wrote into this form?")) return;
    try {
      localStorage.removeItem(draftKey());
    } catch { /* then there was none */ }
    fill(form, form.pmo.beginning);
    for (const control of controlsIn(form)) tell(control, "");
    form.querySelector("[data-summary]").replaceChildren();
    form.querySelector("[data-result]").hidden = true;
    say(form, "The draft is cleared.");
    focusOn(controlsIn(form)[0]);
  }

  /* ---- Life ---- */
  function idFrom(form) {
    const { idFrom: name, taken } = form.pmo.data;
    if (!name) return "";
    const longest = Number(named(form, "@id").dataset.longest);
    const title = valueOf(named(form, name));
    const wanted = slug(title, longest) || (title && `${form.dataset.form}-${today()}`);
    let free = wanted;
    for (let number = 2; taken["@id"].includes(free); number += 1) free = `${wanted.slice(0, longest - 4)}-${number}`;
    return free;
  }

  function written(form, control) {
    const { idFrom: name } = form.pmo.data;
    if (name && control?.dataset.name === name) {
      const id = named(form, "@id");
      const isOwn = id.value && id.value !== form.pmo.madeId;
      form.pmo.madeId = idFrom(form);
      if (!isOwn) id.value = form.pmo.madeId;
    }
    if (control?.hasAttribute("data-faulty")) tell(control, faultOf(control));
    form.querySelector("[data-result]").hidden = true;
    keep(form);
  }

  function pressed(form, { target }) {
    const button = target.closest("button, a");
    if (!button) return;
    const list = button.closest("[data-rows]");
    if (button.matches("[data-add]")) {
      controlsIn(addRow(list))[0].focus();
      written(form);
    } else if (button.matches("[data-remove]")) {
      rowOf(button).remove();
      count(list);
      written(form);
      list.querySelector("[data-add]").focus();
    } else if (button.matches("[data-clear]")) clear(form);
    else if (button.matches("[data-copy]")) copy(form);
    else if (button.matches("[data-download]")) download(form);
    else if (button.matches("[data-open]") && !form.pmo.isFilled) copy(form);
  }

  /* What an untouched form holds. A report is of the day the site stands for: today, unless that stands still. */
  function beginning({ values: { fields, rows } = {}, day, taken }) {
    const date = day || today();
    return { rows, fields: day === undefined || taken["@date"].includes(date) ? fields : { ...fields, "@date": date } };
  }

  function begin(form) {
    const data = JSON.parse(form.dataset.given);
    form.pmo = { data, invisible: new RegExp(data.invisible, "gu"), madeId: "", beginning: beginning(data) };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (check(form)) show(form);
    });
    form.addEventListener("input", ({ target }) => written(form, target.closest("[data-name]")));
    form.addEventListener("click", (event) => pressed(form, event));
    restore(form);
    form.hidden = false;
    form.parentElement.querySelector("[data-form-without]").hidden = true;
  }

  function start() {
    for (const form of document.querySelectorAll("form[data-form]")) if (!form.pmo) begin(form);
  }

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
