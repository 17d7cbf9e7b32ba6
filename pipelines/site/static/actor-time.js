/* An actor's positions in time: how many per period, drawn and as a table.
 *
 *   onrecord.inTime(profile, name)  → nodes
 */
(function () {
  "use strict";
  const { element, short, missing, scrolled, drawnPeriods } = window.onrecord;
  const HEADS = ["Stories as source", "Positions as source", "Stories as target", "Positions as target"];
  const COUNTS = ["source_stories", "as_source", "target_stories", "as_target"];
  const COUNTED = "Articles in nearly the same words are one story. A position counts when it was said, where the text tells " +
    "the day, else when its article was published";

  function many(count, one, more) {
    return count.toLocaleString("en") + " " + (count === 1 ? one : more);
  }

  function total(profile, role) {
    const found = profile.positions.filter((position) => position.role === role);
    const stories = new Set(found.map((position) => position.cluster_id)).size;
    const words = many(found.length, "position", "positions") + " in " + many(stories, "story", "stories");
    return [element("span", { class: "key as-" + role }), " ", role + " of " + words];
  }

  function summary(profile) {
    const undated = profile.positions.filter((position) => position.day === null).length;
    const rest = many(undated, "has no date and stands in no period", "have no date and stand in no period");
    const [key, space, text] = total(profile, "source");
    return element("p", {}, key, space, text[0].toUpperCase() + text.slice(1), "; ", total(profile, "target"), ". ",
      COUNTED, undated > 0 ? "; " + rest + "." : ".");
  }

  function drawing(periods) {
    const box = element("div", { class: "drawn" });
    const observer = new ResizeObserver(function () {
      if (box.clientWidth > 0) {
        box.replaceChildren(drawnPeriods(periods, box.clientWidth));
      }
    });
    observer.observe(box);
    return box;
  }

  function table(profile, name) {
    const rows = profile.periods.map((period) => element("tr", {}, element("th", { scope: "row" }, period.name),
      COUNTS.map((count) => element("td", { class: "number" }, String(period[count])))));
    const heads = [["Period"], ...HEADS.map((head) => [head, "number"])];
    return element("details", {}, element("summary", {}, "The same as a table, by " + profile.unit),
      scrolled("Positions of " + short(name, 80) + " by " + profile.unit, heads, rows));
  }

  function inTime(profile, name) {
    const heading = element("h2", {}, "In time");
    if (profile.positions.length === 0) {
      const nothing = "This actor is mentioned, but is neither source nor target of a position.";
      return [heading, element("p", {}, missing(nothing))];
    }
    if (profile.periods.length === 0) {
      return [heading, summary(profile), element("p", {}, missing("None of them has a date."))];
    }
    return [heading, summary(profile), drawing(profile.periods), table(profile, name)];
  }

  window.onrecord.inTime = inTime;
})();
