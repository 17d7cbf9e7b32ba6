/* A row unfolded: every published column with its value, and where to go from here. */
(function () {
  "use strict";
  const { element, nothing, outside } = onrecord;

  function rowAddress(table, id) {
    return "tables.html#table=" + table + "&row=" + encodeURIComponent(id);
  }

  /* onrecord.details(names, table, key) → record → node */
  onrecord.details = function (names, table, key) {
    function value(column, given) {
      if (given === null) {
        return nothing("none");
      }
      if (typeof given !== "string") {
        return document.createTextNode(typeof given === "boolean" ? (given ? "yes" : "no") : String(given));
      }
      if (column.endsWith("actor_id")) {
        return [element("a", { href: "actor.html#" + encodeURIComponent(given) }, names.actorName(given)), " ", element("code", {}, given)];
      }
      if (column !== key && column.endsWith("position_id")) {
        return element("a", { href: rowAddress("positions", given) }, element("code", {}, given));
      }
      if (column === "said_date_id") {
        return element("a", { href: rowAddress("dates", given) }, element("code", {}, given));
      }
      if (column === "article_id" || column === "cluster_id") {
        return [element("a", { href: "article.html#" + encodeURIComponent(given) }, names.title(given)), " ", element("code", {}, given)];
      }
      if (column === "wikidata_qid") {
        return outside("https://www.wikidata.org/wiki/" + encodeURIComponent(given), given);
      }
      if (column === "url") {
        return outside(given, given);
      }
      const meaning = names.meaning(table, column, given);
      return meaning ? [given + " ", element("span", { class: "soft" }, meaning)] : document.createTextNode(given);
    }

    function links(record) {
      const id = record[key];
      const copy = element("button", { type: "button" }, "Copy this row's link");
      copy.addEventListener("click", () => onrecord.copy(new URL(rowAddress(table, id), location.href).href, copy));
      return element("p", { class: "links" },
        record.article_id && element("a", { href: "article.html#" + encodeURIComponent(record.article_id) + (key === "article_id" ? "" : ":" + encodeURIComponent(id)) },
          key === "article_id" ? "Read the article" : "See it in the article"),
        record.source_actor_id && element("a", { href: "actor.html#" + encodeURIComponent(record.source_actor_id) }, "Its source"),
        record.target_actor_id && element("a", { href: "actor.html#" + encodeURIComponent(record.target_actor_id) }, "Its target"),
        key === "actor_id" && element("a", { href: "#table=positions&source_actor=" + encodeURIComponent(id) }, "Its positions"),
        key === "article_id" && element("a", { href: "#table=positions&article=" + encodeURIComponent(id) }, "Its positions"),
        element("a", { href: rowAddress(table, id) }, "This row's address"), copy);
    }

    return function (record) {
      const facts = names.columns(table).map((column) => element("div", {},
        element("dt", { title: column.description }, column.column_name),
        element("dd", {}, value(column.column_name, record[column.column_name]))));
      return element("div", { class: "record" }, links(record), element("dl", {}, facts));
    };
  };
})();
