/* The page of an actor: actor.html#<actor id>. */
(function () {
  "use strict";
  const onrecord = window.onrecord;
  const { element, words, short, missing, day, toActor, toArticle, toRow, isId } = onrecord;
  const STEP = 25; // positions shown at once
  const TITLE = document.title;
  const ON_RECORD = document.title.slice(document.title.lastIndexOf(" · "));
  const at = (id) => document.getElementById(id);
  let asked = "";

  function say(...children) {
    at("message").replaceChildren(...children);
    at("message").hidden = children.length === 0;
    at("choose").hidden = true;
    at("actor").hidden = children.length > 0;
  }

  function fail(...children) {
    say(element("h1", {}, "No actor"), element("p", { class: "note" }, ...children));
  }

  function listed(pairs) {
    return pairs.flatMap(([id, name], place) => (place === 0 ? [toActor(id, name)] : [", ", toActor(id, name)]));
  }

  function content(one) {
    if (one.content_words === null) {
      return missing(one.has_content ? "words not published" : "the cue has no content");
    }
    return words(one.content_words + (one.content_is_cut ? "…" : ""));
  }

  function soft(text) {
    return element("span", { class: "soft" }, text);
  }

  function act(one) {
    const others = one.others === null ? [] : [one.role === "source" ? " · target: " : " · source: ", ...listed(one.others)];
    return element("p", { class: "what" },
      element("span", { class: "chip", "data-direction": one.direction }, one.act),
      one.cue_text === null ? null : [" ", element("em", {}, words(one.cue_text))],
      one.modality === "asserted" ? null : soft(" · " + one.modality),
      one.negated ? soft(" · negated") : null,
      others);
  }

  function position(one) {
    const basis = one.day === null ? null : soft(one.day_is_said ? " said" : " published");
    const links = [toArticle(one.article_id, one.position_id, "Evidence"), " · ", toRow(one.position_id, "Row")];
    return element("li", {},
      element("p", { class: "when" }, day(one.day, "no date"), basis),
      element("div", {},
        act(one),
        element("p", { class: "said", dir: "auto" }, content(one)),
        element("p", { class: "small" }, links, " · ", words(one.publisher))));
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
    const address = "tables.html#table=positions&" + role + "_actor=" + encodeURIComponent(profile.actor_id);
    const same = element("a", { href: address }, "The same in the table of positions");
    return element("section", {},
      element("h2", {}, heading + " (" + found.length.toLocaleString("en") + ")"),
      found.length === 0 ? element("p", {}, missing(none)) : [
        element("p", { class: "small" }, same, ", with filters and as CSV. Newest first."), list, button,
      ]);
  }

  function show(profile, facts, countries, meaning) {
    at("actor").replaceChildren(
      onrecord.actorHead(facts, countries, meaning),
      element("section", {}, onrecord.inTime(profile, facts.name)),
      positions(profile, "source", "As source", "This release has no position of this actor."),
      positions(profile, "target", "As target", "No position of this release is directed at this actor."),
      ...onrecord.actorRoles(profile.roles, facts.name),
      ...onrecord.actorNames(profile.names),
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
