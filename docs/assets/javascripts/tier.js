/* Adds up the points of the tier questions. Nothing is kept and nothing is sent. */
(function () {
  "use strict";

  function start() {
    for (const form of document.querySelectorAll("form[data-assessment]:not([data-ready])")) {
      form.dataset.ready = "";
      form.addEventListener("change", () => tell(form));
      form.addEventListener("submit", (event) => event.preventDefault());
    }
  }

  function tell(form) {
    const questions = form.querySelectorAll("fieldset").length;
    const answers = [...form.querySelectorAll("input:checked")].map((input) => Number(input.value));
    const points = answers.reduce((sum, each) => sum + each, 0);
    const tiers = [...form.querySelectorAll("[data-from]")].filter((tier) => Number(tier.dataset.from) <= points);
    const tier = tiers.sort((one, two) => Number(two.dataset.from) - Number(one.dataset.from))[0];
    const open = questions - answers.length;
    const said = `${points} ${points === 1 ? "point" : "points"}`;
    for (const each of form.querySelectorAll("[data-from]")) {
      if (!open && each === tier) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    const result = form.querySelector("[data-result]");
    if (open) result.replaceChildren(`${said} so far, ${open} ${open === 1 ? "question" : "questions"} to go.`);
    else if (tier) result.replaceChildren(`${said}: `, tier.querySelector("a").cloneNode(true), ". Follow the link for what applies.");
    else result.replaceChildren(`${said}: no tier.`);
  }

  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
