/* What stands in a table's cells. onrecord.cells(names) → makers of nodes from values. */
(function () {
  "use strict";
  const { element, nothing, clamped } = onrecord;

  onrecord.cells = function (names) {
    function code(table, column, value) {
      if (value === null) {
        return nothing("none");
      }
      return element("span", { class: "code", title: names.meaning(table, column, value) }, names.words(value));
    }

    function act(value) {
      if (value === null) {
        return null;
      }
      const title = names.meaning("positions", "act", value);
      return element("span", { class: "chip", "data-direction": names.direction(value), title: title }, names.words(value));
    }

    function actor(id, words, reason) {
      if (id !== null) {
        const known = names.actor(id);
        const country = known && known.kind !== "state" && known.country_iso3;
        return element("div", {},
          element("a", { href: "actor.html#" + encodeURIComponent(id) }, names.actorName(id)),
          country && element("div", { class: "under" }, names.country(country)));
      }
      return words ? element("span", { class: "soft", title: "Not resolved to an actor." }, "“" + words + "”") : nothing(reason);
    }

    function country(iso3) {
      return iso3 === null ? nothing("none") : element("span", { title: iso3 }, names.country(iso3));
    }

    function day(value, reason) {
      return value === null ? nothing(reason) : element("time", { datetime: value, class: "day" }, value);
    }

    /* An article by its title, linked to where a row stands in it. */
    function article(id, row) {
      const known = names.article(id);
      const address = "article.html#" + encodeURIComponent(id) + (row ? ":" + encodeURIComponent(row) : "");
      return element("div", {},
        element("a", { href: address, class: "clamp" }, (known && known.title) || "Untitled article"),
        known && element("div", { class: "under" }, names.publication(known.source)));
    }

    /* Whose claim a number or date is: source and act of its position. */
    function claim(record) {
      if (record.position_id === null) {
        return nothing("nobody's claim: the article itself tells it");
      }
      const address = "#table=positions&row=" + encodeURIComponent(record.position_id);
      return element("div", {}, actor(record.source_actor_id, null, "a source that is not known"),
        element("a", { href: address, class: "under" }, "to its position"), " ", act(record.act));
    }

    return {
      act: act, actor: actor, article: article, claim: claim, clamped: clamped, code: code, country: country, day: day,
      count: (value) => onrecord.number(value || 0),
      text: (value, reason) => (value === null ? nothing(reason) : clamped(value)),
    };
  };
})();
