/* A row in words: what the panel beside the text and the list of rows say of it.
 *
 *   onrecord.rowTerms(row, article)  → pairs of a term and its description, or null
 *   onrecord.rowName(row)            → a short name for lists
 *   onrecord.rowEvidence(row)        → its words, as far as they are published, and where they stand
 */
(function () {
  "use strict";
  const { element, words, short, missing, day, coded, toActor, toArticle } = window.onrecord;
  const LONGEST = 120; // of a name in a list
  const NOT_PUBLISHED = "words not published";

  function offsets(start, end) {
    return element("span", { class: "soft" }, "characters " + start + "–" + end);
  }

  function quoted(text, start, end) {
    return [text === null ? missing(NOT_PUBLISHED) : words(text), " ", offsets(start, end)];
  }

  function listed(nodes, between = ", ") {
    return nodes.flatMap((node, place) => (place === 0 ? [node] : [between, node]));
  }

  function actors(pairs, none) {
    return pairs === null ? missing(none) : listed(pairs.map(([id, name]) => toActor(id, name)));
  }

  function chip(row) {
    return element("span", { class: "chip", "data-direction": row.direction }, row.act);
  }

  function code(row, article, column, table = row.table) {
    return coded(row[column].replaceAll("_", " "), article.meaning(table, column, row[column]));
  }

  function told(row, article, column, none) {
    return row[column] === null ? missing(none) : code(row, article, column, "actors");
  }

  function source(row) {
    if (row.source_start === null) {
      return missing("the text gives none");
    }
    if (row.sources !== null && row.sources.some((pair) => pair[1] !== null)) {
      return actors(row.sources);
    }
    return quoted(row.source_text, row.source_start, row.source_end);
  }

  function content(row) {
    if (row.content_spans === null) {
      return missing("the cue has none");
    }
    const spans = JSON.parse(row.content_spans);
    return [
      row.content_text === null ? missing(NOT_PUBLISHED) : words(row.content_text), " ",
      element("span", { class: "soft" }, "characters " + spans.map(([start, end]) => start + "–" + end).join(", ")),
    ];
  }

  function sure(row) {
    const figure = row.confidence.toFixed(2);
    const share = Math.round(row.confidence * 100);
    if (row.table === "positions" && row.method === "attribution_model") {
      return coded(figure, "Of 100 rows with this figure, about " + share + " have source, cue and content right.");
    }
    if (row.table === "dates") {
      return coded(figure, "Of 100 dates that this rule found in labelled news, about " + share + " had the right value.");
    }
    return coded(figure, "Set beforehand for what this rule finds.");
  }

  function provenance(row, article) {
    return [
      ["Confidence", sure(row)],
      ["Checked", row.status === "machine" ? "not yet by a person" : code(row, article, "status")],
      ["Method", element("code", {}, row.method)],
    ];
  }

  function toPlace(row, article) {
    return toArticle(article.article_id, row.id, rowName(row));
  }

  function claim(row, article) {
    const position = row.position_id === null ? undefined : article.rows.get(row.position_id);
    return position ? toPlace(position, article) : missing("stands in no position’s content");
  }

  function positionTerms(row, article) {
    const whole = article.paragraphs !== null;
    const within = article.all.filter((other) => other.table !== "positions" && other.position_id === row.id);
    const parent = row.parent_position_id === null ? undefined : article.rows.get(row.parent_position_id);
    return [
      ["Source", source(row)],
      ["Act", coded(chip(row), article.meaning("positions", "act", row.act))],
      ["Target", actors(row.targets, "none named")],
      ["Cue", whole ? words(row.cue_text) : quoted(row.cue_text, row.cue_start, row.cue_end)],
      whole ? null : ["Content", content(row)],
      ["Modality", code(row, article, "modality")],
      row.negated ? ["Negated", "the content’s main clause is negated"] : null,
      ["Speech", code(row, article, "speech")],
      ["Said on", day(row.said_on, "the text does not tell the day")],
      ["Topic", row.topic === null ? missing("none of the registry’s topics") : row.topic.replaceAll("_", " ")],
      parent ? ["Reported by", toPlace(parent, article)] : null,
      within.length > 0 ? ["Holds", listed(within.map((other) => toPlace(other, article)))] : null,
      ...provenance(row, article),
    ];
  }

  function numberTerms(row, article) {
    const value = [row.value, row.value_max].filter((end) => end !== null).map((end) => end.toLocaleString("en"));
    return [
      ["Words", quoted(row.text, row.char_start, row.char_end)],
      ["Value", value.join(" to ") + (row.unit === null ? "" : " " + row.unit)],
      ["Counted", row.counted === null ? missing("nothing") : words(row.counted)],
      ["Kind", code(row, article, "kind")],
      ["Bound", code(row, article, "bound")],
      row.trend === "none" ? null : ["Trend", row.trend],
      ["Claim", claim(row, article)],
      ...provenance(row, article),
    ];
  }

  function dateTerms(row, article) {
    const timex = [row.timex_type, row.timex_value, row.timex_mod].filter((part) => part !== null);
    const interval = row.date_start === row.date_end ? [row.date_start] : [row.date_start, row.date_end];
    return [
      ["Words", quoted(row.text, row.char_start, row.char_end)],
      ["TIMEX3", element("code", {}, timex.join(" "))],
      ["Days", listed(interval.map((end) => day(end, "not resolved to an interval")), " to ")],
      ["Resolved by", code(row, article, "anchor")],
      row.relation === null ? null : ["Relation", code(row, article, "relation")],
      ["Claim", claim(row, article)],
      ...provenance(row, article),
    ];
  }

  function mentionTerms(row, article) {
    return [
      ["Words", quoted(row.text, row.char_start, row.char_end)],
      ["Actor", row.actor_id === null ? missing("not linked to an actor") : toActor(row.actor_id, row.name)],
      ["Kind", row.kind],
      ["Form", row.form],
      ["Country", row.country_iso3 === null ? missing("none told") : row.country_iso3],
      ["Sector", told(row, article, "sector", "none told")],
      ["Method", element("code", {}, row.method)],
    ];
  }

  function roleTerms(row, article) {
    const organisation = row.organisation_actor_id === null
      ? missing("no organisation named")
      : toActor(row.organisation_actor_id, row.organisation);
    return [
      ["Words", quoted(row.title_text, row.char_start, row.char_end)],
      ["Held by", toActor(row.actor_id, row.name)],
      ["In", organisation],
      ["Country", row.country_iso3 === null ? missing("none told") : row.country_iso3],
      ["Sector", told(row, article, "sector", "none told")],
    ];
  }

  const TERMS = { positions: positionTerms, numbers: numberTerms, dates: dateTerms, mentions: mentionTerms, roles: roleTerms };

  function rowTerms(row, article) {
    return TERMS[row.table](row, article);
  }

  function rowName(row) {
    if (row.table === "positions") {
      const names = (row.sources || []).map((pair) => pair[1]).filter((name) => name !== null);
      const place = row.source_start === null ? "No source" : "Source at " + row.source_start;
      const speaker = names.length > 0 ? names.join(", ") : row.source_text || place;
      return [words(short(speaker, LONGEST)), " ", chip(row)];
    }
    const text = row.table === "roles" ? row.title_text : row.text;
    return text === null ? missing(NOT_PUBLISHED) : words(short(text, LONGEST));
  }

  function rowEvidence(row) {
    const parts = row.table === "positions"
      ? [
        row.source_start === null ? null : ["Source", row.source_text, [[row.source_start, row.source_end]]],
        ["Cue", row.cue_text, [[row.cue_start, row.cue_end]]],
        row.content_spans === null ? null : ["Content", row.content_text, JSON.parse(row.content_spans)],
      ]
      : [[null, null, [[row.char_start, row.char_end]]]];
    return element("span", { class: "evidence" }, parts.filter(Boolean).map(([label, text, spans]) => element("span", {},
      label ? element("span", { class: "soft" }, label + " ") : null, text === null ? null : words(text), " ",
      element("span", { class: "soft" }, spans.map(([start, end]) => start + "–" + end).join(", ")))));
  }

  Object.assign(window.onrecord, { rowTerms, rowName, rowEvidence });
})();
