/* Words of others, and links between the pages: ids are checked before they become part of an address.
 *
 *   onrecord.words(text)              → words that cannot turn what stands beside them
 *   onrecord.visible(text)            → the same without the isolation: a list of nodes and strings
 *   onrecord.short(text, most)        → the text, cut after so many characters
 *   onrecord.missing(reason), day(text, unknown), coded(code, meaning)  → a value, or why there is none
 *   onrecord.terms(class, pairs)      → a list of terms and their descriptions; a pair may be null for nothing
 *   onrecord.isId(text, kind)         → whether it is the id of an article, an actor or a row
 *   onrecord.toActor(id, name), toArticle(id, rowId, label), toRow(id, label), toOrigin(address, label)  → links
 *   onrecord.svg(tag, attributes, ...children)  → an element of a drawing
 */
(function () {
  "use strict";
  const { element } = window.onrecord;
  const IDS = {
    article: /^art_[a-z2-7]{16}$/,
    actor: /^(state_[A-Z]{3}|act_[a-z2-7]{16})$/,
    row: /^(pos|num|dat|men|rol)_[a-z2-7]{16}$/,
  };
  const TABLES = { art: "articles", act: "actors", sta: "actors", pos: "positions", num: "numbers", dat: "dates" };
  const LONGEST = 120; // of a name in a link
  // Control characters and those that turn or isolate the direction of text: seen, they can hide nothing.
  const CONTROLS = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069])/u;

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
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
    return element("bdi", {}, visible(text));
  }

  function short(text, most) {
    const characters = Array.from(text); // none is cut in half
    return characters.length > most ? characters.slice(0, most).join("") + "…" : text;
  }

  function missing(text) {
    return element("span", { class: "missing" }, text);
  }

  function day(text, unknown) {
    return text === null ? missing(unknown) : element("time", { datetime: text }, text);
  }

  function coded(code, meaning) {
    return meaning ? [code, element("span", { class: "meaning" }, meaning)] : code;
  }

  function terms(kind, pairs) {
    const entries = pairs.filter(Boolean).map(([term, description]) =>
      element("div", {}, element("dt", {}, term), element("dd", {}, description)),
    );
    return element("dl", { class: kind }, entries);
  }

  function isId(text, kind) {
    return typeof text === "string" && IDS[kind].test(text);
  }

  function toActor(id, name) {
    const label = name === null ? missing("words not published") : words(short(name, LONGEST));
    return isId(id, "actor") ? element("a", { href: "actor.html#" + id }, label) : label;
  }

  function toArticle(id, rowId, label) {
    const place = isId(rowId, "row") ? ":" + rowId : "";
    return element("a", { href: "article.html#" + id + place }, label);
  }

  function toRow(id, label) {
    return element("a", { href: "tables.html#table=" + TABLES[id.slice(0, 3)] + "&row=" + id }, label);
  }

  function toOrigin(address, label) {
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
      return words(label || address);
    }
    return element("a", { href: new URL(address).href, rel: "external noopener noreferrer" }, words(label || address));
  }

  Object.assign(window.onrecord, { svg, visible, words, short, missing, day, coded, terms, isId, toActor, toArticle, toRow, toOrigin });
})();
