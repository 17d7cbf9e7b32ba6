/* The table itself, drawn by DataTables from records: only the rows of one page are in the document.
 *
 *   onrecord.grid(table, definition, details, sorted) → {add, filter, records, sort, open, remove}; `sorted(name)` tells
 *   by which column a person sorts, "-name" for descending, "" for the table's own order
 */
(function () {
  "use strict";
  const { element, fit } = onrecord;
  const PAGE = window.matchMedia("(max-width: 40rem)").matches ? 10 : 25;
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

  function compare(a, b) {
    return typeof a === "number" ? a - b : collator.compare(a, b);
  }

  /* What is missing comes last, whichever way a column is sorted. */
  function missingLast(a, b, sign) {
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    return sign * compare(a, b);
  }

  DataTable.type("onrecord", {
    order: { asc: (a, b) => missingLast(a, b, 1), desc: (a, b) => missingLast(a, b, -1) },
  });

  /* Roles in words: as cards, on a phone, the elements lose those that they bring. */
  function column(each) {
    return {
      type: "onrecord",
      searchable: false,
      className: each.number ? "number" : each.wide ? "wide" : each.name,
      cellType: each.header ? "th" : "td",
      data: (record, purpose) => (purpose === "display" ? each.show(record) : each.key(record)),
      createdCell(cell) {
        cell.setAttribute("data-label", each.label);
        cell.setAttribute("role", each.header ? "rowheader" : "cell");
        if (each.header) {
          cell.setAttribute("scope", "row");
        }
      },
    };
  }

  function head(columns) {
    const cells = columns.map((each) => element("th", { scope: "col", role: "columnheader", class: each.number ? "number" : null }, each.label));
    const first = element("td", { role: "cell" });
    return element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, first, cells));
  }

  onrecord.grid = function (table, definition, details, sorted) {
    const columns = definition.columns;
    const title = columns.find((each) => each.header);
    let marked = null;
    table.replaceChildren(table.caption, head(columns));
    const toggle = {
      orderable: false, searchable: false, className: "toggle",
      data: (record, purpose) => (purpose === "display" ? button(record) : null),
      createdCell: (cell) => cell.setAttribute("role", "cell"),
    };
    const drawn = new DataTable(table, {
      columns: [toggle, ...columns.map(column)],
      layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: { paging: { firstLast: false } } },
      pageLength: PAGE,
      order: [],
      autoWidth: false,
      createdRow: (row) => row.setAttribute("role", "row"),
      language: { emptyTable: "No rows.", zeroRecords: "No row matches all filters." },
    });

    function button(record) {
      const made = element("button", { type: "button", class: "toggle", "aria-expanded": "false" },
        element("span", { class: "visually-hidden" }, "Details of " + (title.key(record) || record[definition.key])));
      made.addEventListener("click", () => unfold(drawn.row(made.closest("tr"))));
      return made;
    }

    function unfold(row, open = !row.child.isShown()) {
      if (open) {
        row.child(details(row.data()), "details").show();
      } else {
        row.child.hide();
      }
      row.node().querySelector("button.toggle").setAttribute("aria-expanded", String(open));
    }

    function ordered() {
      const [by] = drawn.order();
      const name = by && by[1] && columns[by[0] - 1].name;
      return name ? (by[1] === "desc" ? "-" : "") + name : "";
    }

    drawn.on("order", () => sorted(ordered()));
    drawn.on("draw", () => fit(table));
    const shown = { search: "applied", order: "applied" };

    return {
      add(records) {
        drawn.rows.add(records);
      },
      draw(matches) {
        if (marked) {
          marked.classList.remove("marked");
        }
        drawn.search.fixed("filters", (text, record) => matches(record)).draw();
      },
      records: () => drawn.rows(shown).data().toArray(),
      sort(name) {
        if (name !== ordered()) {
          const place = columns.findIndex((each) => each.name === name.replace(/^-/, ""));
          drawn.order(place < 0 ? [] : [[place + 1, name.startsWith("-") ? "desc" : "asc"]]);
        }
      },
      /* Shows, marks and unfolds the row with a key; returns whether it is among those shown. */
      open(key) {
        const place = drawn.rows(shown).data().toArray().findIndex((record) => record[definition.key] === key);
        if (place < 0) {
          return false;
        }
        drawn.page(Math.floor(place / PAGE)).draw("page");
        const row = drawn.row(drawn.rows(shown).indexes()[place]);
        unfold(row, true);
        marked = row.node();
        marked.classList.add("marked");
        marked.scrollIntoView({ block: "center" });
        marked.querySelector("button.toggle").focus({ preventScroll: true });
        return true;
      },
      remove() {
        drawn.destroy();
        table.replaceChildren(table.caption);
      },
    };
  };
})();
