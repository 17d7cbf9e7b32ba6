/* The form of filters, and which records they let through.
 *
 *   onrecord.matcher(table, state)          → {all(record), undated(record)}: whether a record matches; whether it
 *                                             would, had it a day
 *   onrecord.filters(form, table, changed)  → {set(state), offer(records)}; changed(changes, typing) tells what a person
 *                                             chose: values by name, "" for any
 */
(function () {
  "use strict";
  const { element, number } = onrecord;
  const NONE = "null"; // in an address: the column has no value
  const MANY = 40;
  const MOST = 12;
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  const searched = new WeakMap(); // record → its folded words

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function wordsOf(table, record) {
    if (!searched.has(record)) {
      searched.set(record, folded(table.words(record).filter(Boolean).join("\n")));
    }
    return searched.get(record);
  }

  onrecord.matcher = function (table, state) {
    const chosen = table.filters.filter((filter) => state[filter.name]);
    const terms = folded(state.q || "").split(/\s+/).filter(Boolean);
    const dated = Boolean(table.day && (state.from || state.to));

    function others(record) {
      return chosen.every(function (filter) {
        const values = filter.of(record).map(String);
        return state[filter.name] === NONE ? values.length === 0 : values.includes(state[filter.name]);
      }) && terms.every((term) => wordsOf(table, record).includes(term));
    }

    function within(days) {
      return days !== null && (!state.from || days[1] >= state.from) && (!state.to || days[0] <= state.to);
    }

    return {
      all: (record) => (!dated || within(table.day.of(record))) && others(record),
      undated: (record) => dated && table.day.of(record) === null && others(record),
    };
  };

  function option(filter, value, count) {
    const label = value === NONE ? "none" : filter.say(value);
    return element("option", { value: value, title: value === NONE ? null : filter.explain(value) }, label + " (" + number(count) + ")");
  }

  function counts(filter, records) {
    const found = new Map();
    for (const record of records) {
      const values = filter.of(record);
      for (const value of values.length ? values : [NONE]) {
        found.set(String(value), (found.get(String(value)) || 0) + 1);
      }
    }
    return found;
  }

  function options(filter, records) {
    const found = counts(filter, records);
    const none = found.get(NONE);
    found.delete(NONE);
    const sorted = [...found].sort((a, b) => collator.compare(filter.say(a[0]), filter.say(b[0])));
    const all = sorted.map(([value, count]) => option(filter, value, count));
    const last = none ? [option(filter, NONE, none)] : [];
    if (sorted.length <= MANY) {
      return [...all, ...last];
    }
    const most = [...sorted].sort((a, b) => b[1] - a[1]).slice(0, MOST).map(([value, count]) => option(filter, value, count));
    return [element("optgroup", { label: "Most frequent" }, most), element("optgroup", { label: "All" }, all, last)];
  }

  function field(label, control) {
    return element("div", { class: "field" }, element("label", { for: control.id }, label), control);
  }

  function select(filter) {
    return element("select", { id: "filter-" + filter.name, name: filter.name, disabled: true }, element("option", { value: "" }, "any"));
  }

  onrecord.filters = function (form, table, changed) {
    const search = element("input", { id: "filter-q", name: "q", type: "search", autocomplete: "off" });
    const selects = table.filters.map(select);
    const days = ["from", "to"].map((name) => element("input", { id: "filter-" + name, name: name, type: "date" }));
    const legend = table.day && element("fieldset", {}, element("legend", {}, table.day.label),
      field("from", days[0]), field("to", days[1]));
    const fold = element("details", {}, element("summary", {}, "Filters"),
      element("div", { class: "fields" }, selects.map((control, place) => field(table.filters[place].label, control)), legend));
    fold.open = window.matchMedia("(min-width: 40rem)").matches;
    form.replaceChildren(field("Search", search), fold);

    form.onsubmit = (event) => event.preventDefault();
    form.onchange = (event) => changed({ [event.target.name]: event.target.value }, false);
    let pause = 0;
    search.oninput = function () {
      clearTimeout(pause);
      pause = setTimeout(() => changed({ q: search.value }, true), 250);
    };

    function choose(control, filter, value) {
      if (![...control.options].some((choice) => choice.value === value)) {
        control.append(option(filter, value, 0)); // an address may ask for what the table does not hold
      }
      control.value = value;
    }

    return {
      set(state) {
        const active = table.filters.filter((filter) => state[filter.name]).length + Boolean(state.from || state.to);
        fold.firstChild.textContent = active ? "Filters (" + active + ")" : "Filters";
        selects.forEach(function (control, place) {
          choose(control, table.filters[place], state[control.name] || "");
        });
        days.forEach(function (control) {
          control.value = state[control.name] || "";
        });
        if (document.activeElement !== search || !state.q) {
          search.value = state.q || "";
        }
      },
      offer(records) {
        selects.forEach(function (control, place) {
          const value = control.value;
          control.replaceChildren(control.options[0], ...options(table.filters[place], records));
          choose(control, table.filters[place], value);
          control.disabled = false;
        });
      },
    };
  };
})();
