/* What ids and codes stand for: onrecord.names() → Promise of look-ups, read once. */
(function () {
  "use strict";
  const TABLES = ["actors", "articles", "sources", "countries", "acts", "columns", "codes"];
  let reading = null;

  function keyed(records, key) {
    return new Map(records.map((record) => [record[key], record]));
  }

  function titled(article) {
    if (article && article.title !== null) {
      return article.title;
    }
    return article && article.text_policy === "offsets" ? "Title not published" : "No title";
  }

  async function read() {
    const [actors, articles, sources, countries, acts, columns, codes] = await Promise.all(
      TABLES.map(async (name) => onrecord.records(name, await onrecord.loadAll(name))),
    );
    const actor = keyed(actors, "actor_id");
    const article = keyed(articles, "article_id");
    const source = keyed(sources, "source");
    const country = keyed(countries, "iso3");
    const act = keyed(acts, "act");
    const meaning = new Map(codes.map((row) => [[row.table_name, row.column_name, row.code].join(" "), row.description]));
    return {
      /* The record, or null; actors and articles have the columns of their tables. */
      actor: (id) => actor.get(id) || null,
      article: (id) => article.get(id) || null,
      title: (id) => titled(article.get(id)),
      actorName: (id) => (actor.has(id) ? actor.get(id).name : id),
      country: (iso3) => (country.has(iso3) ? country.get(iso3).name : iso3),
      publication: (name) => (source.has(name) ? source.get(name).name : name),
      direction: (code) => (act.has(code) ? act.get(code).direction : 0),
      /* A code's sentence, or null where the column has no closed vocabulary. */
      meaning: (table, column, code) => meaning.get([table, column, code].join(" ")) || null,
      /* The published columns of a table: {column_name, type, description}. */
      columns: (table) => columns.filter((row) => row.table_name === table),
      /* A code as words: "at_least" → "at least". */
      words: (code) => code.replaceAll("_", " "),
    };
  }

  onrecord.names = function () {
    reading = reading || read();
    return reading;
  };
})();
