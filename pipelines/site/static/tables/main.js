/* The page of tables: the address says what is shown, a choice changes the address. */
(function () {
  "use strict";
  const { address, element, number } = onrecord;
  const part = (id) => document.getElementById(id);
  let names = null;
  let tables = null;
  let view = null; // what is on the page: {name, state, grid, filters, loaded, records}
  let typing = false;

  function state() {
    return address.read(tables).state;
  }

  function choose(changes, byKey) {
    const next = { ...state(), ...changes, row: "" };
    if (address.text(next) === location.hash) {
      typing = byKey && typing;
      return;
    }
    if (byKey && typing) {
      address.replace(next); // one step back for a whole word
    } else {
      address.go(next);
    }
    typing = byKey;
  }

  /* Every drawing tells the order; only a person's choice is one. */
  function reorder(by) {
    if (by !== (state().sort || "")) {
      choose({ sort: by }, false);
    }
  }

  function narrowed(wanted) {
    return Object.keys(wanted).some((key) => key !== "table" && wanted[key]);
  }

  function complain(text, ...more) {
    part("problem").replaceChildren(text, ...more);
    part("problem").hidden = text === "";
  }

  function idle() {
    return new Promise((resolve) => (window.requestIdleCallback || setTimeout)(resolve, { timeout: 200 }));
  }

  /* Rows come in parts. The first can be shown at once, but not what a filter leaves: it needs them all. */
  async function read(mine) {
    const chunks = onrecord.table(mine.name).first.length;
    part("progress").max = chunks;
    part("progress").parentElement.hidden = chunks === 0;
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const records = onrecord.records(mine.name, await onrecord.load(mine.name, chunk));
      if (view !== mine) {
        return; // another table was chosen meanwhile
      }
      mine.grid.add(records);
      mine.records.push(...records);
      part("progress").value = chunk + 1;
      if (chunk === 0 && !narrowed(state())) {
        mine.grid.draw(() => true);
      }
      await idle();
    }
    if (view === mine) {
      mine.loaded = true;
      part("progress").parentElement.hidden = true;
      mine.filters.offer(mine.records);
      show();
    }
  }

  function stage(name) {
    const definition = tables[name];
    if (view) {
      view.grid.remove();
    }
    const table = part("rows");
    for (const link of document.querySelectorAll("#choice a")) {
      const chosen = link.dataset.table === name;
      link.toggleAttribute("aria-current", chosen);
      if (chosen) {
        link.setAttribute("aria-current", "page");
        table.caption.textContent = link.title;
      }
    }
    view = { name: name, definition: definition, loaded: false, records: [] };
    view.filters = onrecord.filters(part("filters"), definition, choose);
    view.grid = onrecord.grid(table, definition, onrecord.details(names, name, definition.key), reorder);
    const sort = part("sort");
    sort.replaceChildren(element("option", { value: "" }, "the table's own order"),
      ...definition.columns.flatMap((column) => [
        element("option", { value: column.name }, column.label + " ↑"),
        element("option", { value: "-" + column.name }, column.label + " ↓"),
      ]));
    read(view).catch((error) => complain("Not all rows are here: " + error.message + ". Unpack the release anew, or load this page again."));
  }

  function counted(records) {
    const { definition } = view;
    const rows = (count) => number(count) + " " + definition.unit[count === 1 ? 0 : 1];
    const all = view.records.length;
    const matching = records.length === all ? rows(all) : number(records.length) + " of " + rows(all);
    if (!definition.article || records.length === 0) {
      return matching;
    }
    const stories = new Set(records.map((record) => names.article(definition.article(record)).cluster_id)).size;
    return matching + " in " + number(stories) + " " + (stories === 1 ? "story" : "stories");
  }

  function report(match) {
    const left = view.records.filter(match.undated).length;
    part("status").textContent = counted(view.grid.records()) + "." +
      (left ? " " + number(left) + " more would match but have no date." : "");
  }

  function reach(wanted) {
    if (!wanted.row || view.grid.open(wanted.row)) {
      return;
    }
    if (view.records.some((record) => record[view.definition.key] === wanted.row)) {
      const alone = address.text({ table: wanted.table, row: wanted.row });
      complain("The filters leave out the row " + wanted.row + ". ", element("a", { href: alone }, "Show it without them"));
    } else {
      complain("This release has no row " + wanted.row + " in the table " + wanted.table + ".");
    }
  }

  function show() {
    const { state: wanted, ignored } = address.read(tables);
    complain(ignored.length ? "Not understood in the address, and left out: " + ignored.join(", ") + "." : "");
    if (!view || view.name !== wanted.table) {
      stage(wanted.table);
    }
    view.filters.set(wanted);
    view.grid.sort(wanted.sort || "");
    part("sort").value = wanted.sort || "";
    part("reset").disabled = !narrowed(wanted);
    part("save").disabled = !view.loaded;
    if (!view.loaded) {
      part("status").textContent = narrowed(wanted) ? "Reading all rows, then the filter holds." : "Reading rows.";
      return;
    }
    const match = onrecord.matcher(view.definition, wanted);
    view.grid.draw(match.all);
    report(match);
    reach(wanted);
  }

  function save() {
    const kind = narrowed({ ...state(), sort: "", row: "" }) ? "-filtered" : "";
    onrecord.save("onrecord-" + onrecord.version + "-" + view.name + kind + ".csv", onrecord.csv(names.columns(view.name), view.grid.records()));
  }

  async function start() {
    names = await onrecord.names();
    tables = onrecord.definitions(names);
    part("tools").hidden = false;
    part("reset").onclick = () => address.go({ table: state().table });
    part("copy").onclick = () => onrecord.copy(location.href, part("copy"));
    part("save").onclick = save;
    part("sort").onchange = (event) => choose({ sort: event.target.value }, false);
    window.addEventListener("hashchange", show);
    show();
  }

  start().catch((error) => complain("The tables cannot be shown: " + error.message + ". Unpack the release anew, or load this page again."));
})();
