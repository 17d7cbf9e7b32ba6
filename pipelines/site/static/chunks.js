/* Rows on demand. A page opened from disk may add scripts but not fetch files, so each chunk of rows is a script.
 *
 *   onrecord.table(name)                 → {columns, rows, first}: names, number of rows, first key of each chunk
 *   onrecord.column(name, column)        → the column's place in a row
 *   onrecord.load(name, number)          → Promise of a chunk's rows
 *   onrecord.loadAll(name, progress)     → Promise of all rows; progress(loaded, chunks, rows) after each chunk
 *   onrecord.find(name, key)             → Promise of the row with this key, or null; for tables sorted by their key
 *   onrecord.records(name, rows)         → the rows as objects with the names of the columns
 */
(function () {
  "use strict";
  const FILE = /^data\/[a-z_]+-[0-9]{3,}\.js$/;
  const loaded = new Map(); // file → Promise of rows
  const arrived = new Map(); // file → rows that its script has handed over
  let release = { version: "", tables: {} };

  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("onrecord", { createScriptURL: checked })
    : { createScriptURL: checked };

  function checked(address) {
    if (!FILE.test(address)) {
      throw new TypeError("not the address of a chunk: " + address);
    }
    return address;
  }

  function file(name, number) {
    return "data/" + name + "-" + String(number).padStart(3, "0") + ".js";
  }

  function table(name) {
    if (!Object.hasOwn(release.tables, name)) {
      throw new RangeError("the release has no table " + name);
    }
    return release.tables[name];
  }

  function column(name, wanted) {
    const place = table(name).columns.indexOf(wanted);
    if (place < 0) {
      throw new RangeError("the table " + name + " has no column " + wanted);
    }
    return place;
  }

  function added(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = policy.createScriptURL(address);
      script.onload = function () {
        script.remove();
        if (arrived.has(address)) {
          resolve(arrived.get(address));
          arrived.delete(address);
        } else {
          reject(new Error(address + " holds no rows"));
        }
      };
      script.onerror = function () {
        script.remove();
        loaded.delete(address); // so that it can be tried again
        reject(new Error(address + " could not be read"));
      };
      document.head.append(script);
    });
  }

  function load(name, number) {
    if (!(number in table(name).first)) {
      return Promise.reject(new RangeError("the table " + name + " has no chunk " + number));
    }
    const address = file(name, number);
    if (!loaded.has(address)) {
      loaded.set(address, added(address));
    }
    return loaded.get(address);
  }

  async function loadAll(name, progress) {
    const chunks = table(name).first.length;
    const all = [];
    for (let number = 0; number < chunks; number += 1) {
      const rows = await load(name, number);
      for (const row of rows) {
        all.push(row);
      }
      if (progress) {
        progress(number + 1, chunks, rows);
      }
    }
    return all;
  }

  async function find(name, key) {
    const first = table(name).first;
    let number = first.length - 1;
    while (number >= 0 && first[number] > key) {
      number -= 1;
    }
    if (number < 0) {
      return null;
    }
    const rows = await load(name, number);
    return rows.find((row) => row[0] === key) || null;
  }

  function records(name, rows) {
    const columns = table(name).columns;
    return rows.map(function (row) {
      const record = {};
      columns.forEach(function (name, place) {
        record[name] = row[place];
      });
      return record;
    });
  }

  window.onrecord = {
    index(contents) {
      release = contents;
    },
    chunk(name, number, rows) {
      arrived.set(file(name, number), rows);
    },
    get version() {
      return release.version;
    },
    table: table,
    column: column,
    load: load,
    loadAll: loadAll,
    find: find,
    records: records,
  };
})();
