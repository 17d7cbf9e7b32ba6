/* The tables of numbers and dates: what a text counts and when. */
(function () {
  "use strict";
  const { element, nothing, number } = onrecord;

  onrecord.tables.numbers = function (kit) {
    const { names, cells } = kit;

    function value(record) {
      const bound = { exact: "", range: "", approximately: "≈ ", at_least: "≥ ", more_than: "> ", at_most: "≤ ", less_than: "< " };
      const upper = record.value_max === null ? "" : " – " + number(record.value_max);
      const title = names.meaning("numbers", "bound", record.bound);
      return element("div", { title: title }, bound[record.bound] + number(record.value) + upper,
        record.unit !== null && " " + record.unit);
    }

    return {
      key: "number_id",
      unit: ["number", "numbers"],
      columns: [
        {
          name: "words", label: "In words", header: true,
          key: (record) => record.text, show: (record) => cells.words(record.text, "not published"),
        },
        { name: "value", label: "Value", number: true, key: (record) => record.value, show: value },
        kit.codeColumn("numbers", "kind", "Kind"),
        {
          name: "counted", label: "Counted", key: (record) => record.counted,
          show: (record) => (record.counted === null ? nothing("nothing counted") : document.createTextNode(record.counted)),
        },
        kit.claimColumn,
        kit.publishedColumn,
        kit.articleColumn("number_id"),
      ],
      filters: [
        kit.code("numbers", "kind", "Kind"),
        { ...kit.code("numbers", "unit", "Unit"), say: String },
        kit.code("numbers", "bound", "Bound"),
        ...kit.claimFilters,
        kit.publication,
        kit.inArticle,
      ],
      day: { label: "Published", of: (record) => kit.one(kit.published(record)) },
      article: (record) => record.article_id,
      words: (record) => [record.text, record.counted, record.unit_text, kit.actorName(record.source_actor_id), kit.title(record)],
    };
  };

  onrecord.tables.dates = function (kit) {
    const { cells } = kit;
    const start = (record) => record.date_start;

    function interval(record) {
      if (record.date_start === null) {
        return nothing("no day can be told");
      }
      return element("div", {}, cells.day(record.date_start),
        record.date_end !== record.date_start && [" – ", cells.day(record.date_end)]);
    }

    return {
      key: "date_id",
      unit: ["date", "dates"],
      columns: [
        {
          name: "words", label: "In words", header: true,
          key: (record) => record.text, show: (record) => cells.words(record.text, "not published"),
        },
        { name: "interval", label: "First – last day", key: start, show: interval },
        {
          name: "value", label: "TIMEX3 value", key: (record) => record.timex_value,
          show: (record) => element("code", {}, record.timex_value),
        },
        kit.codeColumn("dates", "granularity", "Granularity"),
        kit.codeColumn("dates", "anchor", "Resolved against"),
        kit.claimColumn,
        kit.articleColumn("date_id"),
      ],
      filters: [
        kit.code("dates", "timex_type", "Type"),
        kit.code("dates", "granularity", "Granularity"),
        kit.code("dates", "anchor", "Resolved against"),
        ...kit.claimFilters,
        kit.publication,
        kit.inArticle,
      ],
      day: { label: "Days that it covers", of: (record) => (start(record) === null ? null : [record.date_start, record.date_end]) },
      article: (record) => record.article_id,
      words: (record) => [record.text, record.timex_value, kit.actorName(record.source_actor_id), kit.title(record)],
    };
  };
})();
