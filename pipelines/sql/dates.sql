SELECT
    d.* REPLACE (published_words(d.text, a.text_policy) AS text),
    'machine' AS status
FROM nested_dates AS d
JOIN store_articles AS a USING (article_id)
