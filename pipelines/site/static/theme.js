(function () {
  "use strict";
  const root = document.documentElement;
  const themes = ["automatic", "light", "dark"];

  function stored() {
    try {
      return localStorage.getItem("onrecord-theme");
    } catch {
      return null; // storage may be switched off
    }
  }

  function store(theme) {
    try {
      localStorage.setItem("onrecord-theme", theme);
    } catch {
      // the choice then holds for this page only
    }
  }

  function apply(theme) {
    root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = "Theme: " + theme;
    }
  }

  apply(themes.includes(stored()) ? stored() : "automatic");
  document.addEventListener("DOMContentLoaded", function () {
    const button = document.getElementById("theme");
    apply(root.dataset.theme);
    button.hidden = false;
    button.addEventListener("click", function () {
      const next = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
      store(next);
      apply(next);
    });
  });
})();
