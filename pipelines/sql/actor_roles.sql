-- The organisation is the first one that the words of the role name.
SELECT
    m.actor_role_id,
    m.actor_id,
    published_words(m.role_text, a.text_policy) AS title_text,
    m.sector,
    (
        SELECT min_by(o.actor_id, (o.char_start, o.char_end, o.mention_id))
        FROM resolved_mentions AS o
        WHERE o.article_id = m.article_id
            AND o.char_start >= m.role_start
            AND o.char_end <= m.role_end
            AND o.kind IN ('organisation', 'igo', 'party', 'media')
            AND o.actor_id <> m.actor_id
    ) AS organisation_actor_id,
    m.country_iso3,
    m.article_id,
    m.role_start AS char_start,
    m.role_end AS char_end
FROM resolved_mentions AS m
JOIN store_articles AS a USING (article_id)
WHERE m.actor_role_id IS NOT NULL AND m.actor_id IS NOT NULL
