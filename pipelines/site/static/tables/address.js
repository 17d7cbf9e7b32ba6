/* What is shown ↔ the address: `#table=positions&act=reject&q=grain&from=2026-01-01&sort=-date&row=pos_…`.
 *
 *   onrecord.address.read(tables)    → {state, ignored}: tables maps a name to {filters, columns} with names
 *   onrecord.address.text(state)     → the hash of a state
 *   onrecord.address.go(state)       → shows a state, so that "back" leads to this one; replace(state) forgets this one
 */
(function () {
  "use strict";
  const DAY = /^\d{4}-\d{2}-\d{2}$/;

  /* Names in the order in which an address has them. */
  function keys(table) {
    return ["table", ...table.filters.map((filter) => filter.name), "q", ...(table.day ? ["from", "to"] : []), "sort", "row"];
  }

  function valid(table, key, value) {
    if (key === "from" || key === "to") {
      return DAY.test(value) && !Number.isNaN(Date.parse(value));
    }
    if (key === "sort") {
      return table.columns.some((column) => column.name === value.replace(/^-/, ""));
    }
    return true;
  }

  function read(tables) {
    const given = new URLSearchParams(location.hash.slice(1));
    const state = { table: Object.hasOwn(tables, given.get("table")) ? given.get("table") : Object.keys(tables)[0] };
    const ignored = [];
    const known = keys(tables[state.table]);
    for (const [key, value] of given) {
      if (known.includes(key) && valid(tables[state.table], key, value)) {
        state[key] = key === "table" ? state.table : value;
      } else if (value !== "") {
        ignored.push(key + "=" + value);
      }
    }
    if (given.has("table") && given.get("table") !== state.table) {
      ignored.push("table=" + given.get("table"));
    }
    return { state: state, ignored: ignored };
  }

  function text(state) {
    const { table, sort, row, ...filters } = state;
    const parts = Object.entries({ table: table, ...filters, sort: sort, row: row });
    return "#" + new URLSearchParams(parts.filter((part) => part[1])).toString();
  }

  onrecord.address = {
    read: read,
    text: text,
    go(state) {
      location.hash = text(state);
    },
    replace(state) {
      location.replace(text(state));
    },
  };
})();
