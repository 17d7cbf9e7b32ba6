/* Counts per period as a drawing: what an actor said stands above the line, what it was told below.
 *
 *   onrecord.drawnPeriods(periods, width)  → an SVG of the stories in each period; a table beside it has the numbers
 */
(function () {
  "use strict";
  const { svg } = window.onrecord;
  const HALF = 78; // height of the larger side, in pixels
  const FOOT = 22; // room for the names of periods
  const NAME = 64; // room that the name of a period takes

  function bar(place, step, top, height, kind, label) {
    const inner = Math.max(1, step * 0.76);
    const shape = { x: (place * step + (step - inner) / 2).toFixed(2), y: top.toFixed(2), width: inner.toFixed(2), height: height.toFixed(2), class: kind };
    return svg("rect", shape, svg("title", {}, label));
  }

  function drawnPeriods(periods, width) {
    const most = Math.max(1, ...periods.map((period) => Math.max(period.source_stories, period.target_stories)));
    const above = Math.max(0, ...periods.map((period) => period.source_stories)) * (HALF / most);
    const below = Math.max(0, ...periods.map((period) => period.target_stories)) * (HALF / most);
    const middle = above + 4;
    const step = Math.min(width / periods.length, 48);
    const bottom = middle + below + 4;
    const every = Math.ceil(NAME / step);
    const drawing = svg("svg", {
      class: "periods", viewBox: "0 0 " + width + " " + (bottom + FOOT), width: width, height: bottom + FOOT,
      role: "img", "aria-labelledby": "periods-title",
    });
    drawing.append(svg("title", { id: "periods-title" }, "Stories per period: as source above the line, as target below; the table has the numbers."));
    periods.forEach(function (period, place) {
      if (period.source_stories > 0) {
        const height = (period.source_stories * HALF) / most;
        drawing.append(bar(place, step, middle - height, height, "as-source", period.name + ": source in " + period.source_stories));
      }
      if (period.target_stories > 0) {
        drawing.append(bar(place, step, middle, (period.target_stories * HALF) / most, "as-target", period.name + ": target in " + period.target_stories));
      }
      if (place % every === 0 && place * step + NAME <= width + NAME / 2) {
        drawing.append(svg("text", { x: (place * step).toFixed(2), y: bottom + FOOT - 6 }, period.name));
      }
    });
    drawing.append(svg("line", { x1: 0, x2: (step * periods.length).toFixed(2), y1: middle, y2: middle }));
    return drawing;
  }

  window.onrecord.drawnPeriods = drawnPeriods;
})();
