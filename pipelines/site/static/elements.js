/* Elements from data: text is only ever text, and a link goes only to a page of ours or to http(s).
 *
 *   onrecord.element(tag, attributes, ...children)  → an element; null and false leave an attribute or child out
 *   onrecord.nothing(reason)                        → "–" for a missing value, with the reason for those who ask
 *   onrecord.outside(address, label)                → a link out, or the label where the address is none
 *   onrecord.clamped(text)                          → at most three lines of a text; onrecord.fit(node) adds "more"
 *   onrecord.number(value)                          → a number as people write it
 *   onrecord.copy(text, button)                     → puts a text on the clipboard and says so on the button
 */
(function () {
  "use strict";
  const FORBIDDEN = /^(on|style$|src)/i;
  const format = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (FORBIDDEN.test(name)) {
        throw new TypeError("not an attribute for data: " + name);
      }
      if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(name, value === true ? "" : value);
      }
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  function nothing(reason) {
    return element("span", { class: "soft none", title: reason }, element("span", { "aria-hidden": "true" }, "–"),
      element("span", { class: "visually-hidden" }, reason));
  }

  function outside(address, label) {
    if (!/^https?:\/\//i.test(address || "")) {
      return document.createTextNode(label);
    }
    return element("a", { href: address, rel: "external noreferrer" }, label);
  }

  function clamped(text) {
    return element("div", {}, element("div", { class: "clamp" }, text));
  }

  /* Only what is on the page can be measured: call this once the text is. */
  function fit(node) {
    for (const text of node.querySelectorAll(".clamp")) {
      if (!text.nextSibling && text.scrollHeight > text.clientHeight + 1) {
        const more = element("button", { type: "button", class: "link", "aria-expanded": "false" }, "more");
        more.addEventListener("click", function () {
          const open = text.classList.toggle("open");
          more.textContent = open ? "less" : "more";
          more.setAttribute("aria-expanded", String(open));
        });
        text.after(more);
      }
    }
  }

  async function copy(text, button) {
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = byHand(text); // no clipboard for pages from a plain http server
    }
    const label = button.textContent;
    button.textContent = copied ? "Copied" : "Not copied";
    setTimeout(function () {
      button.textContent = label;
    }, 2000);
  }

  function byHand(text) {
    const field = element("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    const focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused.focus();
    return copied;
  }

  Object.assign(window.onrecord, {
    element: element,
    nothing: nothing,
    outside: outside,
    clamped: clamped,
    fit: fit,
    number: (value) => format.format(value),
    copy: copy,
  });
})();
