/* The library writes its few words into the page as HTML. Here they become text: whatever would be parsed is escaped,
 * but for characters written as numbers, which are text whatever they are. */
(function () {
  "use strict";
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: (text) => text.replace(/&(?!#x?[0-9a-f]+;)/gi, "&amp;").replaceAll("<", "&lt;"),
    });
  }
})();
