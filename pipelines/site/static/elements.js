/* Elements from data: text is set as text, ids are checked before they are used, addresses are opened only over HTTP.
 *
 *   onrecord.element(tag, attributes, ...children)  → an element; children are nodes, strings, or null for nothing
 *   onrecord.words(text)                            → words of others, kept from turning what stands beside them
 *   onrecord.isId(text, kind)                       → whether it is an id: of an article, an actor or a row
 *   onrecord.actor(id, name), article(id, row, text), row(id, text), external(address, text)  → links
 */
(function () {
  "use strict";
  const IDS = {
    article: /^art_[a-z2-7]{16}$/,
    actor: /^(state_[A-Z]{3}|act_[a-z2-7]{16})$/,
    row: /^(pos|num|dat|men|rol)_[a-z2-7]{16}$/,
  };
  const TABLES = { art: "articles", act: "actors", sta: "actors", pos: "positions", num: "numbers", dat: "dates" };
  const SVG = "http://www.w3.org/2000/svg";
  // Control characters and those that turn or isolate the direction of text: seen, they can hide nothing.
  const CONTROLS = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069])/u;

  function filled(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  function element(tag, attributes, ...children) {
    return filled(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes, ...children) {
    return filled(document.createElementNS(SVG, tag), attributes, children);
  }

  function visible(text) {
    return text.split(CONTROLS).map(function (piece, place) {
      if (place % 2 === 0) {
        return piece;
      }
      const code = "U+" + piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      return element("span", { class: "control", title: "an invisible control character" }, code);
    });
  }

  function words(text) {
    return element("bdi", null, visible(text));
  }

  function isId(text, kind) {
    return typeof text === "string" && IDS[kind].test(text);
  }

  function actor(id, name) {
    const label = name === null ? element("span", { class: "missing" }, "words not published") : words(name);
    return isId(id, "actor") ? element("a", { href: "actor.html#" + id }, label) : label;
  }

  function article(id, rowId, text) {
    const place = isId(rowId, "row") ? ":" + rowId : "";
    return element("a", { href: "article.html#" + id + place }, text);
  }

  function row(id, text) {
    const address = "tables.html#table=" + TABLES[id.slice(0, 3)] + "&row=" + id;
    return element("a", { href: address }, text);
  }

  function external(address, text) {
    let parsed = null;
    try {
      parsed = new URL(address);
    } catch {
      return words(address); // not an address
    }
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") {
      return words(address);
    }
    return element("a", { href: parsed.href, rel: "noopener noreferrer external" }, text || words(address));
  }

  Object.assign(window.onrecord, { element, svg, visible, words, isId, actor, article, row, external });
})();
