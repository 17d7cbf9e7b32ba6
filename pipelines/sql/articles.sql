-- A cluster is the articles of one story; its head is the earliest, then the least article_id.
SELECT
    a.article_id,
    a.source,
    published_words(a.title, a.text_policy) AS title,
    a.url,
    a.author,
    a.language,
    a.published_on,
    a.published_at,
    length(a.text) AS n_chars,
    n.n_words,
    n.n_sentences,
    a.text_sha256,
    a.raw_sha256,
    a.raw_name,
    a.licence,
    a.text_policy,
    first(a.article_id) OVER cluster AS cluster_id,
    first(a.article_id) OVER cluster = a.article_id AS is_cluster_head
FROM store_articles AS a
JOIN annotated AS n USING (article_id)
JOIN stories AS s USING (article_id)
WINDOW cluster AS (
    PARTITION BY s.story
    ORDER BY a.published_on NULLS LAST, a.article_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
