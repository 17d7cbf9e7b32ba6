/* Counts per period as a drawing: what an actor said stands above the line, what it was told below.
 *
 *   onrecord.drawnPeriods(periods, width)  → an SVG of the stories in each period; a table beside it has the numbers
 */
(function () {
  "use strict";
  const { svg } = window.onrecord;
  const TITLE = "Stories per period: as source above the line, as target below; the table has the numbers.";
  const HALF = 78; // height of the larger side, in pixels
  const FOOT = 22; // room for the names of periods
  const SCALE = 28; // room for the figures of the scale
  const NAME = 64; // room that the name of a period takes

  function bar(place, step, top, height, kind, label) {
    const inner = Math.max(1, step * 0.76);
    const left = SCALE + place * step + (step - inner) / 2;
    const shape = { x: left.toFixed(2), y: top.toFixed(2), width: inner.toFixed(2), height: height.toFixed(2) };
    return svg("rect", { ...shape, class: kind }, svg("title", {}, label));
  }

  /* The line between both sides, and the largest figure of each. */
  function scale(periods, middle, above, below) {
    const most = (name) => Math.max(...periods.map((period) => period[name]));
    const lines = [[most("source_stories"), middle - above], [0, middle], [most("target_stories"), middle + below]];
    return lines.filter(([stories], place) => stories > 0 || place === 1);
  }

  function drawnPeriods(periods, width) {
    const most = Math.max(1, ...periods.map((period) => Math.max(period.source_stories, period.target_stories)));
    const above = Math.max(0, ...periods.map((period) => period.source_stories)) * (HALF / most);
    const below = Math.max(0, ...periods.map((period) => period.target_stories)) * (HALF / most);
    const middle = above + 6;
    const step = Math.min((width - SCALE) / periods.length, 48);
    const bottom = middle + below + 6;
    const end = (SCALE + step * periods.length).toFixed(2);
    const every = Math.ceil(NAME / step);
    const drawing = svg("svg", {
      class: "periods", viewBox: "0 0 " + width + " " + (bottom + FOOT), width: width, height: bottom + FOOT,
      role: "img", "aria-labelledby": "periods-title",
    });
    drawing.append(svg("title", { id: "periods-title" }, TITLE));
    periods.forEach(function (period, place) {
      if (period.source_stories > 0) {
        const height = (period.source_stories * HALF) / most;
        const label = period.name + ": source in " + period.source_stories;
        drawing.append(bar(place, step, middle - height, height, "as-source", label));
      }
      if (period.target_stories > 0) {
        const height = (period.target_stories * HALF) / most;
        drawing.append(bar(place, step, middle, height, "as-target", period.name + ": target in " + period.target_stories));
      }
      if (place % every === 0 && SCALE + place * step + NAME <= width + 12) {
        drawing.append(svg("text", { x: (SCALE + place * step).toFixed(2), y: bottom + FOOT - 6 }, period.name));
      }
    });
    for (const [stories, y] of scale(periods, middle, above, below)) {
      drawing.append(svg("text", { x: SCALE - 8, y: y + 4, class: "scale" }, String(stories)));
      drawing.append(svg("line", { x1: SCALE, x2: end, y1: y, y2: y, class: stories === 0 ? "zero" : "most" }));
    }
    return drawing;
  }

  window.onrecord.drawnPeriods = drawnPeriods;
})();
