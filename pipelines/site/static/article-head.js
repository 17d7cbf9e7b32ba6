/* What stands above an article: its title, where it is from, and how much of it may be published.
 *
 *   onrecord.articleHead(article, headline)  → nodes; `headline` is the marked title line of the text, or null
 *   onrecord.whyNoText(policy)               → a note in place of a text that is not published
 */
(function () {
  "use strict";
  const { element, words, missing, terms, toArticle, toOrigin, toRow } = window.onrecord;
  const LONG = 200; // characters; a longer title is set small, in a box
  const POLICIES = {
    full: "published whole",
    snippet: "not published, but for the words of its rows",
    offsets: "not published",
  };
  const REASONS = {
    snippet: "The source allows no more than short quotations of this article: the words of its rows are published, " +
      "as far as they are at most 500 characters long, the text is not.",
    offsets: "The source does not allow the words of this article to be published. Its rows tell where they stand; " +
      "whoever has the text finds the words there.",
  };
  const OFFSETS = " Figures such as 48–83 are offsets: characters (Unicode code points) of the text, counted from 0.";
  const LICENCES = new Map([
    ["CC0-1.0", "public domain, CC0 1.0"],
    ["CC-BY-4.0", "Creative Commons Attribution 4.0"],
    ["CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0"],
    ["LicenseRef-unknown", "not known"],
  ]);

  function title(facts, headline) {
    if (facts.title === null) {
      return missing(facts.text_policy === "offsets" ? "Title not published" : "No title");
    }
    return headline || words(facts.title);
  }

  function published(facts) {
    return facts.published_on === null
      ? missing("no date is known; relative dates stay unresolved")
      : element("time", { datetime: facts.published_at || facts.published_on }, facts.published_on);
  }

  function licence(code) {
    return LICENCES.get(code) || words(code.replace(/^LicenseRef-/, "").replaceAll("-", " "));
  }

  function story(article) {
    const others = article.n_same_story + (article.n_same_story === 1 ? " other article tells" : " other articles tell");
    const first = article.facts.is_cluster_head ? [] : [": ", toArticle(article.facts.cluster_id, null, "the first")];
    return [others + " it in nearly the same words", ...first];
  }

  function articleHead(article, headline) {
    const { facts, publisher } = article;
    const long = facts.title !== null && facts.title.length > LONG;
    const heading = { id: "headline", dir: "auto", class: long ? "long" : null, tabindex: long ? "0" : null };
    return [
      element("p", { class: "kicker" }, words(publisher ? publisher.name : facts.source)),
      element("h1", heading, title(facts, headline)),
      terms("facts", [
        ["Published", published(facts)],
        ["Author", facts.author === null ? missing("not known") : words(facts.author)],
        ["Original", facts.url === null ? missing("no address is known") : toOrigin(facts.url)],
        ["Licence", licence(facts.licence)],
        ["Text", POLICIES[facts.text_policy]],
        article.n_same_story > 0 ? ["Story", story(article)] : null,
        ["Row", toRow(article.article_id, "in the table of articles")],
      ]),
    ];
  }

  function whyNoText(policy) {
    return element("p", { class: "note" }, REASONS[policy], OFFSETS);
  }

  Object.assign(window.onrecord, { articleHead, whyNoText });
})();
