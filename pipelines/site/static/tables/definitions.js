/* Each table as people see it: onrecord.definitions(names) → table name → {
 *   key        the column that identifies a row
 *   unit       [one, many]: what a row is called
 *   columns    {name, label, key(record) to sort by or null, show(record) → node, number: to the right, wide, header}
 *   filters    {name, label, of(record) → values, say(value) → label, explain(value) → sentence or null}
 *   day        {label, of(record) → [first, last] or null} for from and to, or null
 *   article    record → article_id for counting stories, or null where a row belongs to no article
 *   words      record → texts that the search looks through
 * }
 */
(function () {
  "use strict";

  function list(...values) {
    return values.flat().filter((value) => value !== null && value !== undefined);
  }

  onrecord.definitions = function (names) {
    const cells = onrecord.cells(names);

    const code = (table, column, label) => ({
      name: column,
      label: label,
      of: (record) => list(record[column]),
      say: (value) => names.words(String(value)),
      explain: (value) => names.meaning(table, column, value),
    });
    const among = (name, label, of, say) => ({ name: name, label: label, of: of, say: say, explain: () => null });
    const sources = (record) => list(record.source_actor_id, record.other_source_actor_ids);
    const targets = (record) => list(record.target_actor_id, record.other_target_actor_ids);
    const countries = (actors) => [...new Set(list(actors.map((id) => (names.actor(id) || {}).country_iso3)))];
    const publication = among("publication", "Publication", (record) => list((names.article(record.article_id) || {}).source), names.publication);
    const inArticle = among("article", "Article", (record) => [record.article_id], (id) => (names.article(id) || {}).title || id);
    const published = (record) => (names.article(record.article_id) || {}).published_on || null;
    const title = (record) => (names.article(record.article_id) || {}).title || null;
    const actorName = (id) => (id === null ? null : names.actorName(id));
    const one = (day) => (day === null ? null : [day, day]);

    const claimFilters = [
      { ...code("positions", "act", "Act"), label: "Act of the claim" },
      among("source_actor", "Who claims it", sources, names.actorName),
      among("source_country", "Country of who claims it", (record) => countries(sources(record)), names.country),
    ];
    const claimColumn = {
      name: "claim", label: "Whose claim", key: (record) => actorName(record.source_actor_id), show: cells.claim,
    };
    const publishedColumn = {
      name: "published", label: "Published", key: published,
      show: (record) => cells.day(published(record), "the article has no date"),
    };
    const articleColumn = (key) => ({
      name: "article", label: "Article", key: title, show: (record) => cells.article(record.article_id, record[key]),
    });
    const codeColumn = (table, column, label) => ({
      name: column, label: label, key: (record) => record[column], show: (record) => cells.code(table, column, record[column]),
    });
    const countColumn = (column, label) => ({
      name: column, label: label, number: true, key: (record) => record[column] || 0, show: (record) => cells.count(record[column]),
    });
    const kit = {
      names, cells, list, code, among, sources, targets, countries, publication, inArticle, published, title, actorName, one,
      claimFilters, claimColumn, publishedColumn, articleColumn, codeColumn, countColumn,
    };
    return Object.fromEntries(Object.entries(onrecord.tables).map(([name, define]) => [name, define(kit)]));
  };
  onrecord.tables = {};
})();
