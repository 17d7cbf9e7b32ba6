/* Rows → CSV as the release's own csv/ holds it: RFC 4180, strings in quotes, null empty, one line a row, formulas
 * guarded by one `'`. pipelines/release/spreadsheet.py states the rules; a test compares the bytes.
 *
 *   onrecord.csv(columns, records)   → text; columns are {column_name, type} of the published table
 *   onrecord.save(name, text)        → the browser saves a file
 */
(function () {
  "use strict";
  const FORMULA = /^[\p{Z}\p{Cc}\p{Cf}\p{Co}\p{Cs}]*[=+\-@＝＋－＠]|^[\t\r']/u;
  const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

  function text(value) {
    const line = value.replace(LINE_BREAK, " ");
    return '"' + (FORMULA.test(line) ? "'" + line : line).replaceAll('"', '""') + '"';
  }

  /* The shortest digits, with an exponent from 1e+10 on, as Arrow writes them. */
  function double(value) {
    return Math.abs(value) >= 1e10 ? value.toExponential() : String(value);
  }

  function cell(type, value) {
    if (value === null) {
      return "";
    }
    if (type === "string" || type === "timestamp") {
      return text(value);
    }
    return type === "double" ? double(value) : String(value);
  }

  onrecord.csv = function (columns, records) {
    const head = columns.map((column) => column.column_name).join(",");
    const lines = records.map((record) => columns.map((column) => cell(column.type, record[column.column_name])).join(","));
    return [head, ...lines].join("\n") + "\n";
  };

  onrecord.save = function (name, content) {
    const address = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
    const link = onrecord.element("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };
})();
