/* The table of positions: who said what to whom. */
(function () {
  "use strict";
  const { element, nothing } = onrecord;

  onrecord.tables.positions = function (kit) {
    const { names, cells } = kit;
    const day = (record) => record.said_on || kit.published(record);

    function act(record) {
      return element("div", {},
        record.negated && element("span", { title: "The content's main clause is negated." }, "not "),
        cells.act(record.act),
        record.modality !== "asserted" && element("div", { class: "under" }, cells.code("positions", "modality", record.modality)));
    }

    function more(count) {
      return count > 1 ? element("div", { class: "under" }, "and " + (count - 1) + " more") : null;
    }

    function said(record) {
      return element("div", {}, cells.day(day(record), "neither the day when it was said nor that of the article is known"),
        record.said_on !== null && element("div", { class: "under" }, "said then"));
    }

    return {
      key: "position_id",
      unit: ["position", "positions"],
      columns: [
        {
          name: "source", label: "Source", header: true,
          key: (record) => kit.actorName(record.source_actor_id) || record.source_text,
          show: (record) => element("div", {},
            cells.actor(record.source_actor_id, record.source_text, "a source that is not known"), more(record.n_sources)),
        },
        { name: "act", label: "Act", key: (record) => record.act, show: act },
        {
          name: "target", label: "Target",
          key: (record) => kit.actorName(record.target_actor_id),
          show: (record) => element("div", {}, cells.actor(record.target_actor_id, null, "no target"), more(record.n_targets)),
        },
        {
          name: "content", label: "Content", wide: true,
          key: (record) => record.content_text,
          show: (record) => cells.words(record.content_text, record.content_spans === null ? "no content" : "words not published"),
        },
        {
          name: "topic", label: "Topic",
          key: (record) => record.topic,
          show: (record) => (record.topic === null ? nothing("no topic") : document.createTextNode(names.words(record.topic))),
        },
        { name: "date", label: "Said or published", key: day, show: said },
        kit.articleColumn("position_id"),
      ],
      filters: [
        kit.code("positions", "act", "Act"),
        kit.code("positions", "modality", "Modality"),
        kit.code("positions", "topic", "Topic"),
        kit.among("source_actor", "Source", kit.sources, names.actorName),
        kit.among("source_country", "Source's country", (record) => kit.countries(kit.sources(record)), names.country),
        kit.among("target_actor", "Target", kit.targets, names.actorName),
        kit.among("target_country", "Target's country", (record) => kit.countries(kit.targets(record)), names.country),
        kit.publication,
        kit.inArticle,
      ],
      day: { label: "Said, or else published", of: (record) => kit.one(day(record)) },
      article: (record) => record.article_id,
      words: (record) => [
        record.content_text, record.source_text, record.cue_text, record.cue, record.topic && names.words(record.topic),
        ...kit.sources(record).map(kit.actorName), ...kit.targets(record).map(kit.actorName), kit.title(record),
      ],
    };
  };
})();
