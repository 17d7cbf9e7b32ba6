SELECT
    m.* REPLACE (
        published_words(m.text, a.text_policy) AS text,
        published_words(m.role_text, a.text_policy) AS role_text
    ),
    a.article_id
FROM resolved_mentions AS m
JOIN store_articles AS a USING (article_id)
