SELECT
    n.* REPLACE (
        published_words(n.text, a.text_policy) AS text,
        published_words(n.unit_text, a.text_policy) AS unit_text
    ),
    'machine' AS status
FROM nested_numbers AS n
JOIN store_articles AS a USING (article_id)
