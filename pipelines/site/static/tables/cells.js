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

    /* An act, with a link where it should lead somewhere. */
    function act(value, address = null) {
      const title = names.meaning("positions", "act", value);
      return element(address ? "a" : "span", { class: "chip", href: address, "data-direction": names.direction(value), title: title },
        names.words(value), address && element("span", { class: "visually-hidden" }, ": the position"));
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
        element("a", { href: address, class: "clamp" }, names.title(id)),
        known && element("div", { class: "under" }, names.publication(known.source)));
    }

    /* Whose claim a number or date is: source and act of its position. */
    function claim(record) {
      if (record.position_id === null) {
        return nothing("nobody's claim: the article itself tells it");
      }
      const address = "#table=positions&row=" + encodeURIComponent(record.position_id);
      return element("div", {}, actor(record.source_actor_id, null, "a source that is not known"), " ", act(record.act, address));
    }

    return {
      act: act, actor: actor, article: article, claim: claim, clamped: clamped, code: code, country: country, day: day,
      count: (value) => onrecord.number(value || 0),
      /* Words: the second text tells what stands in their place. */
      words: (value, otherwise) => (value === null ? element("span", { class: "missing" }, otherwise) : clamped(value)),
      text: (value, reason) => (value === null ? nothing(reason) : clamped(value)),
    };
  };
})();
