/* Definitions of terms, shown on hover, on focus and on tap. The text is set as text: Material's own tooltips
 * write a title attribute as HTML, so a definition could run a script. */
(function () {
  "use strict";

  const TERMS = ".md-content abbr[title]";
  const IN_LINKS = ".md-content a abbr[title]"; // a link has one thing to do

  function start() {
    const met = new Set();
    for (const term of document.querySelectorAll(IN_LINKS)) term.replaceWith(...term.childNodes);
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
      for (const kind of ["pointerleave", "blur"]) term.addEventListener(kind, hide);
    }
  }

  function hide() {
    for (const words of document.querySelectorAll(".pmo-tooltip:not([hidden])")) words.hidden = true;
  }

  function show(term, words) {
    hide();
    words.hidden = false;
    place(term, words);
  }

  function place(term, words) {
    const line = term.getClientRects()[0];
    const space = document.documentElement.clientWidth - words.offsetWidth - 8;
    words.style.left = `${Math.max(8, Math.min(line.left, space))}px`;
    const below = line.bottom + words.offsetHeight < window.innerHeight;
    words.style.top = `${below ? line.bottom : line.top - words.offsetHeight}px`;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener(
    "scroll",
    () => {
      for (const words of document.querySelectorAll(".pmo-tooltip:not([hidden])")) place(words.parentElement, words);
    },
    { passive: true, capture: true },
  );
  // A finger elsewhere takes no focus away from a term that cannot have it.
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("abbr")) hide();
  });
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
