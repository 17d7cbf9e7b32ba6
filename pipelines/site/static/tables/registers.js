/* The tables of actors and articles. */
(function () {
  "use strict";
  const { element } = onrecord;

  onrecord.tables.actors = function (kit) {
    const { names, cells } = kit;
    return {
      key: "actor_id",
      unit: ["actor", "actors"],
      columns: [
        {
          name: "name", label: "Name", header: true, key: (record) => record.name,
          show: (record) => element("a", { href: "actor.html#" + encodeURIComponent(record.actor_id) }, record.name),
        },
        kit.codeColumn("actors", "kind", "Kind"),
        {
          name: "country", label: "Country",
          key: (record) => (record.country_iso3 === null ? null : names.country(record.country_iso3)),
          show: (record) => cells.country(record.country_iso3),
        },
        {
          name: "description", label: "Description", wide: true, key: (record) => record.description,
          show: (record) => cells.text(record.description, "no description"),
        },
        kit.countColumn("n_positions_as_source", "As source"),
        kit.countColumn("n_positions_as_target", "As target"),
        kit.countColumn("n_mentions", "Mentions"),
        kit.countColumn("n_articles", "Articles"),
      ],
      filters: [
        kit.code("actors", "kind", "Kind"),
        kit.among("country", "Country", (record) => kit.list(record.country_iso3), names.country),
        kit.code("actors", "sector", "Sector"),
        kit.code("actors", "status", "Status"),
      ],
      day: null,
      article: null,
      words: (record) => [record.name, record.description, record.actor_id, record.wikidata_qid],
    };
  };

  onrecord.tables.articles = function (kit) {
    const { names, cells } = kit;
    return {
      key: "article_id",
      unit: ["article", "articles"],
      columns: [
        {
          name: "title", label: "Title", header: true, wide: true, key: (record) => record.title,
          show: (record) => element("a", { href: "article.html#" + encodeURIComponent(record.article_id) }, names.title(record.article_id)),
        },
        {
          name: "publication", label: "Publication", key: (record) => names.publication(record.source),
          show: (record) => document.createTextNode(names.publication(record.source)),
        },
        {
          name: "published", label: "Published", key: (record) => record.published_on,
          show: (record) => cells.day(record.published_on, "the article has no date"),
        },
        kit.countColumn("n_words", "Words"),
        kit.countColumn("n_positions", "Positions"),
        kit.codeColumn("articles", "text_policy", "Text policy"),
        {
          name: "licence", label: "Licence", key: (record) => record.licence,
          show: (record) => document.createTextNode(record.licence.replace(/^LicenseRef-/, "").replaceAll("-", " ")),
        },
      ],
      filters: [
        kit.publication,
        kit.code("articles", "text_policy", "Text policy"),
        { ...kit.code("articles", "licence", "Licence"), say: String },
      ],
      day: { label: "Published", of: (record) => kit.one(record.published_on) },
      article: (record) => record.article_id,
      words: (record) => [record.title, record.author, record.url, record.article_id],
    };
  };
})();
