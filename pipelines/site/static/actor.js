/* The page of an actor: actor.html#<actor id>. */
(function () {
  "use strict";
  const onrecord = window.onrecord;
  const { element, words, visible, short, toActor, toArticle, toRow, isId } = onrecord;
  const WIKIDATA = /^Q[1-9]\d*$/;
  const STEP = 25; // positions shown at once
  const TITLE = document.title;
  const ON_RECORD = document.title.slice(document.title.lastIndexOf(" · "));
  const at = (id) => document.getElementById(id);
  let asked = "";

  function missing(text) {
    return element("span", { class: "missing" }, text);
  }

  function say(...children) {
    at("message").replaceChildren(...children);
    at("message").hidden = children.length === 0;
    at("choose").hidden = true;
    at("actor").hidden = children.length > 0;
  }

  function fail(...children) {
    say(element("h1", {}, "No actor"), element("p", { class: "note" }, ...children));
  }

  function many(count, one, more) {
    return count.toLocaleString("en") + " " + (count === 1 ? one : more);
  }

  function day(text, unknown) {
    return text === null ? missing(unknown) : element("time", { datetime: text }, text);
  }

  function coded(code, meaning) {
    return meaning ? [code, element("span", { class: "meaning" }, meaning)] : code;
  }

  function table(label, heads, rows) {
    return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, element("table", {},
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col", class: head.number ? "number" : null }, head.text || head)))),
      element("tbody", {}, rows)));
  }

  function head(facts, countries, meaning) {
    const long = facts.name.length > 200;
    const item = facts.wikidata_qid;
    const country = countries.find((one) => one.iso3 === facts.country_iso3);
    return element("header", {},
      element("p", { class: "kicker" }, facts.description === null ? facts.kind : words(short(facts.description, 300))),
      element("h1", { id: "headline", dir: "auto", class: long ? "long" : null, tabindex: long ? "0" : null }, visible(facts.name)),
      onrecord.terms("facts", [
        ["Kind", coded(facts.kind, meaning("actors", "kind", facts.kind))],
        ["Country", facts.country_iso3 === null ? missing("of no one country, or not known") : [
          country ? words(country.name) : "", " ", element("code", {}, facts.country_iso3),
          facts.kind === "state" ? null : [" · ", toActor("state_" + facts.country_iso3, "the state")],
        ].flat()],
        ["Sector", facts.sector === null ? missing(facts.kind === "state" ? "states have none" : "not known") : coded(facts.sector, meaning("actors", "sector", facts.sector))],
        ["Wikidata", item === null ? missing("no item in the project’s registry") : WIKIDATA.test(item) ? onrecord.toOrigin("https://www.wikidata.org/wiki/" + item, item) : words(item)],
        ["Record", coded(facts.status, meaning("actors", "status", facts.status))],
        ["Row", toRow(facts.actor_id, "in the table of actors")],
      ]));
  }

  function total(profile, role) {
    const positions = profile.positions.filter((position) => position.role === role);
    const stories = new Set(positions.map((position) => position.cluster_id)).size;
    return [many(positions.length, "position", "positions"), many(stories, "story", "stories")];
  }

  function inTime(profile, facts) {
    const [asSource, sourceStories] = total(profile, "source");
    const none = profile.positions.length === 0;
    const [asTarget, targetStories] = total(profile, "target");
    const undated = profile.positions.filter((position) => position.day === null).length;
    const said = element("p", {}, element("span", { class: "key as-source" }), " Source of " + asSource + " in " + sourceStories + "; ",
      element("span", { class: "key as-target" }), " target of " + asTarget + " in " + targetStories + ". ",
      "Articles with the same text are one story. A position counts when it was said, where the text tells the day, else when its article was published",
      undated > 0 ? "; " + many(undated, "has no date and stands in no period.", "have no date and stand in no period.") : ".");
    if (profile.periods.length === 0) {
      return [element("h2", {}, "In time"), none ? null : said, element("p", { class: "missing" }, none ? "This actor is mentioned, but is neither source nor target of a position." : "None of them has a date.")].filter(Boolean);
    }
    const box = element("div", { class: "drawn" });
    const rows = profile.periods.map((period) => element("tr", {}, element("th", { scope: "row" }, period.name),
      ["source_stories", "as_source", "target_stories", "as_target"].map((name) => element("td", { class: "number" }, String(period[name])))));
    const heads = ["Period", ...["Stories as source", "Positions as source", "Stories as target", "Positions as target"].map((text) => ({ text: text, number: true }))];
    new ResizeObserver(function () {
      if (box.clientWidth > 0) {
        box.replaceChildren(onrecord.drawnPeriods(profile.periods, box.clientWidth));
      }
    }).observe(box);
    return [element("h2", {}, "In time"), said, box,
      element("details", {}, element("summary", {}, "The same as a table, by " + profile.unit), table("Positions of " + short(facts.name, 80) + " by " + profile.unit, heads, rows))];
  }

  function listed(pairs) {
    return pairs.flatMap(([id, name], place) => (place === 0 ? [toActor(id, name)] : [", ", toActor(id, name)]));
  }

  function content(position) {
    return position.content_words === null ? missing(position.has_content ? "words not published" : "the cue has no content") : words(position.content_words + (position.content_is_cut ? "…" : ""));
  }

  function position(one) {
    const other = one.others === null ? null : [one.role === "source" ? " to " : " by ", ...listed(one.others)];
    return element("li", {},
      element("p", { class: "when" }, day(one.day, "no date"), one.day === null ? null : element("span", { class: "soft" }, one.day_is_said ? " said" : " published")),
      element("div", {},
        element("p", { class: "what" }, element("span", { class: "chip", "data-direction": one.direction }, one.act),
          one.cue_text === null ? null : [" ", element("em", {}, words(one.cue_text))],
          one.modality === "asserted" ? null : element("span", { class: "soft" }, " " + one.modality), one.negated ? element("span", { class: "soft" }, " negated") : null, other),
        element("p", { class: "said", dir: "auto" }, content(one)),
        element("p", { class: "small" }, toArticle(one.article_id, one.position_id, "Evidence"), " · ", toRow(one.position_id, "Row"), " · ", words(one.publisher))));
  }

  function positions(profile, role, heading, none) {
    const found = profile.positions.filter((one) => one.role === role);
    const list = element("ol", { class: "said-list" });
    const button = element("button", { type: "button" });
    function more() {
      const first = list.children.length;
      list.append(...found.slice(first, first + STEP).map(position));
      const left = found.length - list.children.length;
      button.hidden = left === 0;
      button.textContent = "Show " + Math.min(left, STEP) + " more of " + left.toLocaleString("en");
      if (first > 0) {
        list.children[first].querySelector("a").focus();
      }
    }
    button.addEventListener("click", more);
    more();
    return element("section", {}, element("h2", {}, heading + " (" + found.length.toLocaleString("en") + ")"),
      found.length === 0 ? element("p", { class: "missing" }, none) : [
        element("p", { class: "small" }, element("a", { href: "tables.html#table=positions&" + role + "_actor=" + profile.actor_id }, "The same in the table of positions"), ", with filters and as CSV. Newest first."), list, button]);
  }

  function roles(profile, facts) {
    const rows = profile.roles.map((role) => element("tr", {},
      element("th", { scope: "row", dir: "auto" }, role.title_text === null ? missing("words not published") : words(role.title_text)),
      element("td", {}, role.organisation_actor_id === null ? role.country_iso3 || missing("not told") : toActor(role.organisation_actor_id, role.organisation)),
      element("td", {}, day(role.published_on, "no date")),
      element("td", {}, toArticle(role.article_id, role.actor_role_id, role.title === null ? "Article of " + role.publisher : words(short(role.title, 90))))));
    return rows.length === 0 ? null : [element("h2", {}, "Titles and roles"), element("p", {}, "As articles give them; dated by the article."),
      table("Roles of " + short(facts.name, 80), ["Title", "In", "Article of", "Article"], rows)];
  }

  function names(profile) {
    return [element("h2", {}, "Names"), element("ul", { class: "names" }, profile.names.map((name) =>
      element("li", {}, words(short(name.name, 300)), element("span", { class: "soft small" }, " " + name.name_type + ", ", words(name.name_source)))))];
  }

  function show(profile, facts, countries, meaning) {
    at("actor").replaceChildren(
      head(facts, countries, meaning),
      element("section", {}, inTime(profile, facts)),
      positions(profile, "source", "As source", "This release has no position of this actor."),
      positions(profile, "target", "As target", "No position of this release is directed at this actor."),
      ...(roles(profile, facts) || []),
      ...names(profile),
    );
    say();
    document.title = short(facts.name, 100) + ON_RECORD;
  }

  async function follow() {
    const id = location.hash.slice(1);
    asked = id;
    document.title = TITLE;
    if (id === "") {
      say();
      at("actor").hidden = true;
      at("choose").hidden = false;
      return;
    }
    const all = element("a", { href: "tables.html#table=actors" }, "table of actors");
    if (!isId(id, "actor")) {
      fail("This address names no actor. See the ", all, ".");
      return;
    }
    say("Reading the actor …");
    const [profile, facts, countries, meaning] = await Promise.all([
      onrecord.whole("profiles", id),
      onrecord.record("actors", id),
      onrecord.loadAll("countries"),
      onrecord.meanings(),
    ]);
    if (asked !== id) {
      return; // another actor was asked for in the meantime
    }
    if (profile === null || facts === null) {
      fail("This release has no actor ", element("code", {}, id), ". See the ", all, ".");
      return;
    }
    show(profile, facts, onrecord.records("countries", countries), meaning);
    window.scrollTo(0, 0);
  }

  function start() {
    follow().catch((error) => fail("The actor could not be shown: " + error.message));
  }

  window.addEventListener("hashchange", start);
  start();
})();
