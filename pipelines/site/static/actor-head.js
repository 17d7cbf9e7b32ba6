/* What stands above an actor's positions, and below them: what it is, its roles and its names.
 *
 *   onrecord.actorHead(facts, countries, meaning), actorRoles(roles, name), actorNames(names)  → nodes
 *   onrecord.scrolled(label, heads, rows)  → a table in a box of its own
 */
(function () {
  "use strict";
  const { element, words, visible, short, terms, missing, day, coded, toActor, toArticle, toRow, toOrigin } = window.onrecord;
  const WIKIDATA = /^Q[1-9]\d*$/;
  const LONG = 200; // characters; a longer name is set small, in a box

  function scrolled(label, heads, rows) {
    const head = heads.map(([text, kind]) => element("th", { scope: "col", class: kind }, text));
    return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
      element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, rows)));
  }

  function country(facts, countries) {
    if (facts.country_iso3 === null) {
      return missing("of no one country, or not known");
    }
    const known = countries.find((one) => one.iso3 === facts.country_iso3);
    const state = facts.kind === "state" ? [] : [" · ", toActor("state_" + facts.country_iso3, "the state")];
    return [known ? words(known.name) : null, " ", element("code", {}, facts.country_iso3), ...state];
  }

  function sector(facts, meaning) {
    if (facts.sector === null) {
      return missing(facts.kind === "state" ? "states have none" : "not known");
    }
    return coded(facts.sector, meaning("actors", "sector", facts.sector));
  }

  function wikidata(item) {
    if (item === null) {
      return missing("no item in the project’s registry");
    }
    return WIKIDATA.test(item) ? toOrigin("https://www.wikidata.org/wiki/" + item, item) : words(item);
  }

  function actorHead(facts, countries, meaning) {
    const long = facts.name.length > LONG;
    const heading = { id: "headline", dir: "auto", class: long ? "long" : null, tabindex: long ? "0" : null };
    return element("header", {},
      element("p", { class: "kicker" }, facts.description === null ? facts.kind : words(short(facts.description, 300))),
      element("h1", heading, visible(facts.name)),
      terms("facts", [
        ["Kind", coded(facts.kind, meaning("actors", "kind", facts.kind))],
        ["Country", country(facts, countries)],
        ["Sector", sector(facts, meaning)],
        ["Wikidata", wikidata(facts.wikidata_qid)],
        ["Record", coded(facts.status, meaning("actors", "status", facts.status))],
        ["Row", toRow(facts.actor_id, "in the table of actors")],
      ]));
  }

  function role(row) {
    const place = row.country_iso3 || missing("not told");
    const article = row.title === null ? "Article of " + row.publisher : words(short(row.title, 90));
    return element("tr", {},
      element("th", { scope: "row", dir: "auto" }, row.title_text === null ? missing("words not published") : words(row.title_text)),
      element("td", {}, row.organisation_actor_id === null ? place : toActor(row.organisation_actor_id, row.organisation)),
      element("td", {}, day(row.published_on, "no date")),
      element("td", {}, toArticle(row.article_id, row.actor_role_id, article)));
  }

  function actorRoles(roles, name) {
    return roles.length === 0 ? [] : [
      element("h2", {}, "Titles and roles"),
      element("p", {}, "As articles give them; dated by the article."),
      scrolled("Roles of " + short(name, 80), [["Title"], ["In"], ["Date"], ["Article"]], roles.map(role)),
    ];
  }

  function actorNames(names) {
    const entries = names.map((name) => element("li", {}, words(short(name.name, 300)),
      element("span", { class: "soft small" }, " " + name.name_type + ", ", words(name.name_source))));
    return names.length === 0 ? [] : [element("h2", {}, "Names"), element("ul", { class: "names" }, entries)];
  }

  Object.assign(window.onrecord, { scrolled, actorHead, actorRoles, actorNames });
})();
