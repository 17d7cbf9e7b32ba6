/* The library writes its few words into the page as HTML. Here they become text: whatever would be parsed is escaped. */
(function () {
  "use strict";
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
    });
  }
})();
