/* An article's text with its marks: one <mark> per segment and row, nested where spans are.
 *
 *   onrecord.markedText(root, article, chosen) → {headline, choose(id), goTo(id), wordsOf(id, part)}
 *
 * `chosen(id)` is called when a reader points at the words of a row; again at the same words, for the row around it.
 */
(function () {
  "use strict";
  const { element, visible } = window.onrecord;
  const DEEPEST = 3; // levels of contents in contents that look different

  function wrapped(text, nest, pieces) {
    const outer = document.createDocumentFragment();
    let inner = outer;
    let depth = 0;
    for (const [part, id] of nest) {
      depth += part === "content" ? 1 : 0;
      const level = part === "content" ? " depth-" + Math.min(depth, DEEPEST) : "";
      const mark = element("mark", { class: part + level, "data-row": id, "data-part": part });
      inner.append(mark);
      inner = mark;
      if (!pieces.has(id)) {
        pieces.set(id, []);
      }
      pieces.get(id).push(mark);
    }
    inner.append(...visible(text));
    return outer;
  }

  function textOf(paragraph) {
    return paragraph.map((segment) => segment[0]).join("");
  }

  /* Per mark its words; "…" stands for what is left out between the pieces of a content, as in content_text. */
  function wordsOfMarks(paragraphs) {
    const found = new Map(); // mark → {words, last}: the last segment and paragraph that it covers
    let segmentNo = 0;
    paragraphs.forEach(function (paragraph, paragraphNo) {
      for (const [text, marks] of paragraph) {
        segmentNo += 1;
        for (const mark of marks) {
          const before = found.get(mark);
          const gap = !before ? "" : before.segmentNo < segmentNo - 1 ? " … " : before.paragraphNo < paragraphNo ? " " : "";
          found.set(mark, { words: (before ? before.words : "") + gap + text, segmentNo: segmentNo, paragraphNo: paragraphNo });
        }
      }
    });
    return found;
  }

  function markedText(root, article, title, chosen) {
    const pieces = new Map(); // row → its marks, in the order of the text
    const lines = article.paragraphs.map((paragraph) =>
      paragraph.map(([text, marks]) => wrapped(text, marks.map((number) => article.marks[number]), pieces)),
    );
    const titled = lines.length > 0 && title !== null && textOf(article.paragraphs[0]) === title;
    const headline = titled ? lines.shift() : null; // the title line is part of the text
    root.replaceChildren(...lines.map((line) => element("p", { dir: "auto" }, line)));
    const spoken = wordsOfMarks(article.paragraphs);
    let current = null;

    function shownAround(target) {
      const ids = [];
      for (let mark = target.closest("mark"); mark; mark = mark.parentElement.closest("mark")) {
        if (root.parentElement.classList.contains("with-" + mark.dataset.part)) {
          ids.push(mark.dataset.row);
        }
      }
      return ids;
    }

    function flag(name, id) {
      for (const mark of root.parentElement.querySelectorAll("mark." + name)) {
        mark.classList.remove(name);
      }
      for (const mark of pieces.get(id) || []) {
        mark.classList.add(name);
      }
    }

    root.parentElement.onclick = function (event) {
      const around = shownAround(event.target);
      if (around.length > 0 && String(window.getSelection()) === "") {
        chosen(around[(around.indexOf(current) + 1) % around.length]);
      }
    };
    root.parentElement.onmouseover = (event) => flag("near", shownAround(event.target)[0]);
    root.parentElement.onmouseleave = () => flag("near", null);

    return {
      headline: headline,
      choose(id) {
        current = id;
        flag("chosen", id);
      },
      goTo(id) {
        const mark = (pieces.get(id) || [])[0];
        if (mark) {
          mark.tabIndex = -1;
          mark.focus({ preventScroll: true });
          mark.scrollIntoView({ block: "start" });
        }
      },
      wordsOf(id, part) {
        const mark = article.marks.findIndex(([of, row]) => of === part && row === id);
        return mark < 0 ? null : spoken.get(mark).words;
      },
    };
  }

  window.onrecord.markedText = markedText;
})();
