/* Rows as records, by the names of their columns.
 *
 *   onrecord.record(name, key)   → Promise of the row with this key, or null
 *   onrecord.whole(name, key)    → the same, with the rows inside it as records too
 *   onrecord.meanings()          → Promise of meaning(table, column, code): what a code stands for, or ""
 */
(function () {
  "use strict";
  const onrecord = window.onrecord;

  async function record(name, key) {
    const row = await onrecord.find(name, key);
    return row === null ? null : onrecord.records(name, [row])[0];
  }

  async function whole(name, key) {
    const [row, fields] = await Promise.all([record(name, key), onrecord.loadAll(name + "_columns")]);
    for (const [field, columns] of row === null ? [] : fields) {
      row[field] = row[field].map((inner) => Object.fromEntries(columns.map((column, place) => [column, inner[place]])));
    }
    return row;
  }

  async function meanings() {
    const rows = await onrecord.loadAll("codes");
    const meant = new Map(rows.map(([table, column, code, words]) => [[table, column, code].join("."), words]));
    return (table, column, code) => meant.get([table, column, code].join(".")) || "";
  }

  Object.assign(onrecord, { record, whole, meanings });
})();
