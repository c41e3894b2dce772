/* Definitions of terms, shown on hover, on focus and on tap. The text is set as text: Material's own tooltips
 * write a title attribute as HTML, so a definition could run a script. */
(function () {
  "use strict";

  const TERMS = ".md-content abbr[title]";

  function start() {
    const met = new Set();
    for (const term of document.querySelectorAll(TERMS)) {
      const words = document.createElement("span");
      words.className = "pmo-tooltip";
      words.setAttribute("role", "tooltip");
      words.textContent = term.title;
      words.hidden = true;
      const isFirst = !met.has(term.textContent);
      met.add(term.textContent);
      term.removeAttribute("title");
      if (isFirst) {
        words.id = `term-${met.size}`;
        term.tabIndex = 0;
        term.setAttribute("aria-describedby", words.id);
      }
      term.append(words);
      for (const kind of ["pointerenter", "focus", "click"]) term.addEventListener(kind, () => show(term, words));
      for (const kind of ["pointerleave", "blur"]) term.addEventListener(kind, () => (words.hidden = true));
    }
  }

  function show(term, words) {
    words.hidden = false;
    const line = term.getClientRects()[0];
    const space = document.documentElement.clientWidth - words.offsetWidth - 8;
    words.style.left = `${Math.max(8, Math.min(line.left, space))}px`;
    const below = line.bottom + words.offsetHeight < window.innerHeight;
    words.style.top = `${below ? line.bottom : line.top - words.offsetHeight}px`;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const words of document.querySelectorAll(".pmo-tooltip")) words.hidden = true;
  });
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
