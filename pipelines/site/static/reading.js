/* The page of an article: article.html#<article id>, or #<article id>:<row id> for a row in it. */
(function () {
  "use strict";
  const onrecord = window.onrecord;
  const { element, missing, isId } = onrecord;
  const LISTS = [
    ["positions", "position", "Positions"],
    ["numbers", "number", "Numbers"],
    ["dates", "date", "Dates"],
    ["mentions", "mention", "Mentions"],
    ["roles", "role", "Roles"],
  ];
  const PARTS = [
    ["source", "Source", "who speaks", true],
    ["cue", "Cue", "the words of saying", true],
    ["content", "Content", "what is said; a line more for a content inside a content", true],
    ["number", "Numbers", "quantities", true],
    ["date", "Dates", "time expressions", true],
    ["mention", "Mentions", "names, pronouns and other words for actors and places", false],
    ["role", "Roles", "titles and roles of actors", false],
  ];
  const TITLE = document.title;
  const ON_RECORD = document.title.slice(document.title.lastIndexOf(" · "));
  const at = (id) => document.getElementById(id);
  let shown = null; // the article on the page
  let pointed = false; // whether the row was chosen in the text, so that nothing need scroll

  function say(...children) {
    at("message").replaceChildren(...children);
    at("message").hidden = children.length === 0;
  }

  async function read(id) {
    const [reading, facts, sources, meaning] = await Promise.all([
      onrecord.whole("reading", id),
      onrecord.record("articles", id),
      onrecord.loadAll("sources"),
      onrecord.meanings(),
    ]);
    if (reading === null || facts === null) {
      return null;
    }
    const article = Object.assign(reading, { facts: facts, meaning: meaning });
    article.publisher = onrecord.records("sources", sources).find((source) => source.source === facts.source);
    article.all = LISTS.flatMap(([table]) =>
      article[table].map((row) => Object.assign(row, { table: table, id: Object.values(row)[0] })),
    );
    article.rows = new Map(article.all.map((row) => [row.id, row]));
    return article;
  }

  function legend() {
    const classes = at("article").firstElementChild.classList;
    for (const [part, label, meaning, on] of PARTS) {
      const box = element("input", { type: "checkbox", checked: on });
      box.addEventListener("change", () => classes.toggle("with-" + part, box.checked));
      classes.toggle("with-" + part, on);
      at("legend").append(element("label", {}, box, element("span", { class: "sample " + part }, label)));
      at("meanings").append(element("div", {}, element("dt", {}, label), element("dd", {}, meaning)));
    }
  }

  function entry(article, row) {
    const link = onrecord.toArticle(article.article_id, row.id, null);
    link.dataset.row = row.id;
    link.append(...[onrecord.rowName(row)].flat());
    return element("li", {}, link, shown.marked ? excerpt(row) : onrecord.rowEvidence(row));
  }

  function excerpt(row) {
    if (row.table !== "positions") {
      return null;
    }
    const text = shown.marked.wordsOf(row.id, "content");
    const start = text === null ? missing("a cue without content") : onrecord.visible(onrecord.short(text, 90));
    return element("span", { class: "excerpt", dir: "auto" }, start);
  }

  function list(article, [table, , label]) {
    const rows = article[table];
    const entries = element("ol", { class: "entries " + table }, rows.map((row) => entry(article, row)));
    const counted = label + " (" + rows.length + ")";
    if (table === "positions") {
      const none = missing("No position was found in this article.");
      return [element("h2", { id: "positions" }, counted), rows.length === 0 ? none : entries];
    }
    return rows.length === 0 ? null : element("details", {}, element("summary", {}, counted), entries);
  }

  function show(article) {
    shown = article;
    const whole = article.paragraphs !== null;
    at("beside").append(at("rows")); // out of the text, which is replaced
    at("article").classList.toggle("without-text", !whole);
    shown.marked = whole ? onrecord.markedText(at("text"), article, article.facts.title, choose) : null;
    at("head").replaceChildren(...onrecord.articleHead(article, whole ? shown.marked.headline : null));
    at("legend").hidden = !whole;
    at("help").hidden = !whole;
    if (!whole) {
      at("text").replaceChildren(onrecord.whyNoText(article.facts.text_policy), at("rows"));
    }
    at("rows").replaceChildren(...LISTS.map((one) => list(article, one)).flat().filter(Boolean));
  }

  function choose(id) {
    pointed = true;
    location.hash = "#" + shown.article_id + ":" + id;
  }

  function neighbour(row, step, text) {
    const rows = shown[row.table];
    const other = rows[rows.indexOf(row) + step];
    return other ? onrecord.toArticle(shown.article_id, other.id, text) : element("span", { class: "soft" }, text);
  }

  function panel(row) {
    const [, singular] = LISTS.find(([table]) => table === row.table);
    const place = singular + " " + (shown[row.table].indexOf(row) + 1) + " of " + shown[row.table].length;
    const heading = element("h2", { id: "chosen" }, place[0].toUpperCase() + place.slice(1));
    const close = element("a", { href: "article.html#" + shown.article_id, class: "close" }, "Close");
    at("panel").replaceChildren(
      element("div", { class: "panel-head" }, heading, close),
      onrecord.terms(null, onrecord.rowTerms(row, shown)),
      element("p", { class: "panel-foot" }, neighbour(row, -1, "Previous"), neighbour(row, 1, "Next"),
        /^(pos|num|dat)_/.test(row.id) ? onrecord.toRow(row.id, "Row in the table") : null),
    );
    at("spoken").textContent = place + ", shown beside the text";
  }

  function select(row) {
    const moved = !pointed;
    pointed = false;
    at("panel").hidden = row === null;
    for (const link of at("rows").querySelectorAll("a[data-row]")) {
      const current = row !== null && link.dataset.row === row.id;
      link.toggleAttribute("aria-current", current);
      if (current) {
        link.setAttribute("aria-current", "true");
        const details = link.closest("details");
        if (details) {
          details.open = true;
        }
      }
    }
    if (shown.marked) {
      shown.marked.choose(row && row.id);
    }
    if (row === null) {
      at("spoken").textContent = "";
      return;
    }
    panel(row);
    at("beside").scrollTop = 0;
    if (moved && shown.marked) {
      shown.marked.goTo(row.id);
    } else if (moved) {
      const link = at("rows").querySelector("a[aria-current]");
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: "start" });
    }
  }

  async function follow() {
    const [id, rowId] = location.hash.slice(1).split(":");
    document.title = TITLE;
    if (id === "") {
      at("choose").hidden = false;
      at("article").hidden = true;
      return say();
    }
    const table = element("a", { href: "tables.html#table=articles" }, "table of articles");
    if (!isId(id, "article") || (rowId !== undefined && !isId(rowId, "row"))) {
      return fail("This address names no article. See the ", table, ".");
    }
    if (shown === null || shown.article_id !== id) {
      say("Reading the article …");
      const article = await read(id);
      if (!location.hash.startsWith("#" + id)) {
        return undefined; // another article was asked for in the meantime
      }
      if (article === null) {
        return fail("This release has no article ", element("code", {}, id), ". See the ", table, ".");
      }
      show(article);
    }
    at("choose").hidden = true;
    at("article").hidden = false;
    document.title = onrecord.short(shown.facts.title || "Article " + id, 100) + ON_RECORD;
    const row = rowId === undefined ? null : shown.rows.get(rowId);
    if (row === undefined) {
      select(null);
      const all = onrecord.toArticle(id, null, "All of the article");
      return say(element("p", { class: "note" }, "This article has no row ", element("code", {}, rowId), ". ", all, "."));
    }
    say();
    return select(row);
  }

  function fail(...children) {
    at("article").hidden = true;
    at("choose").hidden = true;
    say(element("h1", {}, "No article"), element("p", { class: "note" }, ...children));
  }

  function start() {
    follow().catch((error) => fail("The article could not be shown: " + error.message));
  }

  legend();
  at("jump").addEventListener("click", function (event) {
    event.preventDefault(); // the address tells the article
    at("rows").focus();
    at("rows").scrollIntoView();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && shown !== null && !at("panel").hidden) {
      pointed = true;
      location.hash = "#" + shown.article_id;
    }
  });
  window.addEventListener("hashchange", start);
  start();
})();
