/* Takes a reader from an old address to the same place on the new page. The refresh of the page itself
 * goes on working without a script, but leaves the anchor behind. */
(function () {
  "use strict";

  const link = document.querySelector("a[href]");
  if (window.location.hash) window.location.replace(link.href + window.location.hash);
})();
